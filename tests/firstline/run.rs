//! `firstline run` and `firstline sandbox` as a supervisor runs them: started, asked to stop, and told what is wrong.

mod killed;
mod log;
#[cfg(target_os = "linux")]
mod memory;
mod processes;
mod trouble;
mod watching;

use std::io::{BufRead as _, BufReader, Read};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use firstline::sandbox::{Fault, Sandbox, World as Discord};
use insta::assert_snapshot;

use crate::world::{Ran, World, feed};

/// How long anything may take before a test gives up.
const PATIENCE: Duration = Duration::from_mins(1);

/// A process that goes on until it is asked to stop.
struct Service {
    child: Child,
    stdout: Receiver<String>,
    stderr: Receiver<String>,
}

/// The lines of a stream, as they come.
fn lines(stream: impl Read + Send + 'static) -> Receiver<String> {
    let (sender, lines) = mpsc::channel();
    thread::spawn(move || {
        BufReader::new(stream).lines().map_while(Result::ok).all(|line| sender.send(line).is_ok());
    });
    lines
}

/// Reads up to a line that holds these words.
fn up_to(lines: &Receiver<String>, words: &str) -> String {
    let mut read = String::new();
    loop {
        let line = lines.recv_timeout(PATIENCE).unwrap_or_else(|_| panic!("it never says {words:?}, only:\n{read}"));
        read.push_str(&line);
        read.push('\n');
        if line.contains(words) {
            return read;
        }
    }
}

impl Service {
    fn start(command: &mut Command) -> Self {
        let command = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the binary starts");
        let stdout = lines(child.stdout.take().expect("it is piped"));
        let stderr = lines(child.stderr.take().expect("it is piped"));
        Self { child, stdout, stderr }
    }

    /// Asks it to stop, as a supervisor does.
    fn terminate(&self) {
        let asked = Command::new("sh").args(["-c", &format!("kill -TERM {}", self.child.id())]).status();
        assert!(asked.expect("there is a shell").success(), "it is still there to be asked");
    }

    /// Its exit code, and what it has said on stderr since that was last read.
    fn ended(mut self) -> (i32, String) {
        let said: Vec<String> = self.stderr.iter().collect();
        let code = self.child.wait().expect("it ends").code().expect("it was not killed");
        (code, said.join("\n"))
    }
}

impl Drop for Service {
    /// A test that fails leaves no process behind.
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A believable configuration, with another Discord in it.
fn configured(discord: &Sandbox) -> World {
    let config = format!(
        "[discord]\napi_url = \"{}\"\n\n[support]\nchannels = [\"#support\"]\n\n[storage]\nurl = \"sqlite:firstline.db\"\n",
        discord.url()
    );
    World::new().with("firstline.toml", config)
}

/// The log without its times, and without the knowledge's fingerprint.
fn without_times(log: &str) -> String {
    let line = |line: &str| match line.split_once('Z') {
        Some((time, rest)) if time.starts_with("20") => rest.trim_start().to_owned(),
        _ => line.to_owned(),
    };
    let line = |text: &str| line(text.split_once(" digest=").map_or(text, |(before, _)| before));
    log.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// What a bot that never worked has said. Its knowledge is read beside, and may be there before it ends, or not.
fn last_words(log: &str) -> String {
    without_times(log).replace("INFO firstline::live: serving the knowledge articles=2 issues=5\n", "")
}

/// Waits for something, but not for ever.
async fn in_time<T>(step: impl Future<Output = T>) -> T {
    tokio::time::timeout(PATIENCE, step).await.expect("it happens in time")
}

async fn discord() -> Sandbox {
    let at = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    Sandbox::start(Discord::default(), at).await.expect("a port is free")
}

/// What it says that starts in a folder, on a Discord that is well, and cannot.
async fn started_in_vain(world: World, config: &str) -> (World, Ran) {
    let discord = discord().await;
    let world = world.with("firstline.toml", format!("[discord]\napi_url = \"{}\"\n{config}", discord.url()));
    let mut command = world.command();
    command.arg("run").env("DISCORD_TOKEN", discord.bot_token());
    let ran = tokio::task::spawn_blocking(move || feed(&mut command, b"")).await.expect("it ends");
    (world, ran)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bot_that_is_asked_to_stop_answers_what_is_in_hand_and_ends_well() {
    let discord = discord().await;
    let world = configured(&discord);
    let service = Service::start(world.command().arg("run").env("DISCORD_TOKEN", discord.bot_token()));
    let started = up_to(&service.stderr, "connected");
    discord.everything_heard().await;
    // The answer is on its way for a while.
    discord.faults().next("POST", "/channels/*/messages", 1, Fault::Delay(Duration::from_millis(700)));
    let ada = discord.person("ada");
    ada.posts("#support", "Paper jam in tray 2").expect("she may");
    discord.everything_heard().await;
    discord.everything_heard().await;
    service.terminate();
    let (code, stopped) = tokio::task::spawn_blocking(|| service.ended()).await.expect("it ends");
    assert_eq!(code, 0);
    assert_snapshot!(without_times(&format!("{started}{stopped}")), @"
    INFO firstline::live: serving the knowledge articles=2 issues=5
    INFO firstline::discord::events: connected user=firstline guilds=1
    INFO firstline::cli::run: stopping: finishing what is in hand
    ");
    let said = ada.sees("#support").expect("she may").pop().expect("there is something");
    assert!(said.to_string().contains("# A paper jam is reported where there is none"), "{said}");
    // A session that was only cut off would be waited for.
    in_time(discord.everything_heard()).await;
    assert_eq!(discord.gateway().sessions(), []);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_discord_does_not_know_ends_it_with_a_sentence() {
    let discord = discord().await;
    let world = configured(&discord);
    let token = "MTIzNDU2Nzg5MDEyMzQ1Njc4.Gxxxxx.wrongwrongwrongwrongwrongwrongwrong12";
    let service = Service::start(world.command().arg("run").env("DISCORD_TOKEN", token));
    let (code, said) = tokio::task::spawn_blocking(|| service.ended()).await.expect("it ends");
    assert_eq!(code, 2);
    assert_snapshot!(last_words(&said), @"
    error: Discord does not know this token: copy it anew from Bot → Reset Token in Discord's developer portal
    ");
}

#[test]
fn without_a_token_it_says_where_one_comes_from() {
    let world = World::new();
    assert_snapshot!(world.run(["run"]), @"
    --- stderr
    error: there is no bot token: set DISCORD_TOKEN, or DISCORD_TOKEN_FILE to the path of a file with it; copy it from discord.com/developers/applications, under Bot, Reset Token
    --- exit code 2
    ");
    let ran = feed(world.command().arg("run").env("DISCORD_TOKEN", "hunter2"), b"");
    assert_snapshot!(ran, @"
    --- stderr
    error: DISCORD_TOKEN is no bot token, which has three parts with a dot between them (a client secret has none): copy it from discord.com/developers/applications, under Bot, Reset Token
    --- exit code 2
    ");
    let ran = feed(world.command().arg("run").env("DISCORD_TOKEN_FILE", "no/such/file"), b"");
    assert_snapshot!(ran, @"
    --- stderr
    error: DISCORD_TOKEN_FILE names no/such/file, which cannot be read: No such file or directory (os error 2)
    --- exit code 2
    ");
}

#[test]
fn a_configuration_with_faults_is_shown_with_each_of_them() {
    let config = "knowlege = \"docs\"\n\n[support]\nchannels = \"#support\"\non_miss = \"shout\"\n\n[limits]\nperson_replies = -1\n";
    let world = World::new().with("firstline.toml", config);
    assert_snapshot!(world.run(["run"]), @r##"
    --- stderr
    error[unknown-key]: the configuration has no key `knowlege`
     --> firstline.toml:1:1
      |
    1 | knowlege = "docs"
      | ^^^^^^^^
      |
      = help: did you mean `knowledge`?

    error[wrong-type]: `channels` is an array of strings, but this is a string
     --> firstline.toml:4:12
      |
    4 | channels = "#support"
      |            ^^^^^^^^^^
      |
      = help: put it into brackets: `channels = ["#support"]`

    error[bad-value]: `on_miss` cannot be `shout`
     --> firstline.toml:5:11
      |
    5 | on_miss = "shout"
      |           ^^^^^^^
      |
      = help: it is one of `silent`, `offer`

    error[bad-value]: `person_replies` cannot be -1
     --> firstline.toml:8:18
      |
    8 | person_replies = -1
      |                  ^^
      |
      = help: it is a number from 1 to 10000

    error: firstline.toml has 4 faults, shown above; nothing of it is used until they are mended
    --- exit code 2
    "##);
}

#[test]
fn a_configuration_that_is_not_there_is_named() {
    assert_snapshot!(World::new().run(["run", "--config", "elsewhere.toml"]), @"
    --- stderr
    error: the configuration elsewhere.toml cannot be read: No such file or directory (os error 2)
    --- exit code 2
    ");
}

#[tokio::test(flavor = "multi_thread")]
async fn knowledge_that_is_not_there_is_named() {
    let (_, ran) = started_in_vain(World::bare(), "").await;
    assert_snapshot!(without_times(&ran.to_string()), @"
    --- stderr
    error: the knowledge at knowledge cannot be read: No such file or directory (os error 2); name a folder of articles with --knowledge PATH or in firstline.toml
    --- exit code 2
    ");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_that_cannot_be_opened_is_named() {
    let config = "[storage]\nurl = \"sqlite:no/such/folder/firstline.db\"\n";
    let (_, ran) = started_in_vain(World::new(), config).await;
    assert_snapshot!(last_words(&ran.to_string()), @"
    --- stderr
    error: the store sqlite:no/such/folder/firstline.db cannot be used (unable to open database file): its folder must be there, and both be writable for this user
    --- exit code 2
    ");
}

#[test]
fn shards_that_are_none_are_refused() {
    assert_snapshot!(World::new().run(["run", "--shards", "2..1/4"]), @"
    --- stderr
    error: invalid value '2..1/4' for '--shards <FIRST..END/TOTAL>': shards are written FIRST..END/TOTAL, such as 0..2/4 for 0 and 1 of 4

    For more information, try '--help'.
    --- exit code 2
    ");
}

/// A token that looks like one.
const TOKEN: &str = "MTIzNDU2Nzg5MDEyMzQ1Njc4.Gxxxxx.wrongwrongwrongwrongwrongwrongwrong12";

#[test]
fn the_sandbox_says_where_it_is_and_ends_when_it_is_asked_to() {
    let world = World::new();
    let service = Service::start(world.command().args(["sandbox", "--port", "0"]));
    let said = up_to(&service.stdout, "Ctrl-C");
    let (before, rest) = said.split_once("http://127.0.0.1:").expect("it names its address");
    let (port, after) = rest.split_once('\n').expect("the address is on a line of its own");
    assert!(port.parse::<u16>().is_ok_and(|port| port > 0), "{port}");
    assert_snapshot!(format!("{before}http://127.0.0.1:PORT\n{after}"), @"
    Firstline is in a Discord of its own, with 5 issues of 2 articles:

        http://127.0.0.1:PORT

    Open it in a browser. Ctrl-C ends it.
    ");
    service.terminate();
    let (code, said) = service.ended();
    assert_eq!(code, 0);
    assert_snapshot!(without_times(&said), @"
    INFO firstline::live: serving the knowledge articles=2 issues=5
    INFO firstline::discord::events: connected user=firstline guilds=1
    INFO firstline::cli::run: stopping: finishing what is in hand
    ");
}

#[test]
fn one_article_is_not_several() {
    let world = World::bare().with("knowledge/fax.toml", "id = \"fax\"\ntitle = \"Fax\"\n[[issues]]\nid = \"stuck\"\ntitle = \"Faxes are stuck\"\nerrors = [\"Fax line * is dead\"]\nsteps = [\"Wait.\"]\n");
    let service = Service::start(world.command().args(["sandbox", "--port", "0"]));
    let said = up_to(&service.stdout, "article");
    assert_eq!(said, "Firstline is in a Discord of its own, with 1 issue of 1 article:\n");
    service.terminate();
}

#[test]
fn an_address_to_listen_at_that_is_none_is_refused_and_an_empty_one_is_not_set() {
    let world = World::new();
    let listening = |at| feed(world.command().arg("health").env("FIRSTLINE_LISTEN", at), b"");
    assert_snapshot!(listening("banana"), @"
    --- stderr
    error: `banana`, which --listen or FIRSTLINE_LISTEN names, is no address to listen at: write for example 127.0.0.1:9464
    --- exit code 2
    ");
    assert_snapshot!(listening(""), @"
    --- stderr
    error: nothing says where the bot listens: set `listen` under [server] in firstline.toml, or FIRSTLINE_LISTEN, for it and for this
    --- exit code 2
    ");
}

#[test]
fn health_needs_nothing_of_the_configuration_but_where_to_ask() {
    let world =
        World::new().with("firstline.toml", "[server]\nlisten = \"127.0.0.1:1\"\n[on_call]\nshift = \"monthly\"\n");
    assert_snapshot!(world.run(["health"]), @"
    --- stderr
    warning: firstline.toml has faults, but not in what is needed here: `firstline check` shows them
    error: no bot answers at 127.0.0.1:1
    --- exit code 1
    ");
    assert_snapshot!(world.run(["health", "--listen", "127.0.0.1:1"]), @"
    --- stderr
    error: no bot answers at 127.0.0.1:1
    --- exit code 1
    ");
    let world = world.with("firstline.toml", "[server]\nlisten = \"banana\"\n");
    assert!(world.run(["health"]).stderr().contains("firstline.toml has 1 fault, shown above"));
}

#[test]
fn a_store_that_is_set_to_nothing_is_the_one_that_the_configuration_names() {
    let world = World::new().with("firstline.toml", "[storage]\nurl = \"sqlite:other.db\"\n");
    let stats = |store| feed(world.command().arg("stats").env("FIRSTLINE_STORE", store), b"").to_string();
    assert!(stats("").contains("the store sqlite:other.db is not there"), "{}", stats(""));
    assert!(stats("sqlite:third.db").contains("the store sqlite:third.db is not there"));
}

#[test]
fn a_store_that_is_named_by_a_path_alone_is_refused_with_what_would_be_right() {
    let ran = feed(World::new().command().arg("stats").env("FIRSTLINE_STORE", "/srv/firstline.db"), b"");
    assert_snapshot!(ran, @"
    --- stderr
    error: the store that --store or FIRSTLINE_STORE names cannot be used: write `sqlite:` and the path of a file, such as `sqlite:firstline.db`, or the address of a server, such as `postgres://user@host/database`
    --- exit code 2
    ");
}

#[test]
fn a_sandbox_whose_port_is_taken_says_so() {
    let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port is free");
    let port = taken.local_addr().expect("it has one").port().to_string();
    let ran = World::new().run(["sandbox", "--port", &port]);
    assert_snapshot!(without_times(&ran.to_string().replace(&port, "PORT")), @"
    --- stderr
    INFO firstline::live: serving the knowledge articles=2 issues=5
    error: port PORT cannot be listened at (Address already in use (os error 98)): name another with --port
    --- exit code 2
    ");
}
