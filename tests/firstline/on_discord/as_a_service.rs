//! The binary as a supervisor runs it: what it says in its log, and what it must never say there.

use std::io::Read as _;
use std::process::{Child, Command, Stdio};
use std::thread::JoinHandle;
use std::time::Duration;

use firstline::sandbox::{FileBody, NewFile, NewMessage, Sandbox, World};
use insta::assert_snapshot;

use crate::world;

/// How long anything may take before a test gives up.
const PATIENCE: Duration = Duration::from_secs(30);

/// `firstline run` beside a Discord of its own.
struct Service {
    sandbox: Sandbox,
    child: Child,
    log: Option<JoinHandle<String>>,
    _folder: world::World,
}

impl Service {
    /// Starts the binary and waits for its session.
    async fn start(rust_log: Option<&str>, settings: &str) -> Self {
        let sandbox = Sandbox::start(World::default(), "127.0.0.1:0".parse().expect("it is an address")).await;
        let sandbox = sandbox.expect("a port is free");
        let config = format!(
            "[discord]\napi_url = \"{}\"\n[support]\nchannels = [\"#support\"]\n[on_call]\nchannel = \"#on-call\"\n{settings}",
            sandbox.url()
        );
        let folder = world::World::new().with("firstline.toml", config);
        let mut command = folder.command();
        command.arg("run").env("DISCORD_TOKEN", sandbox.bot_token()).env_remove("DISCORD_TOKEN_FILE");
        if let Some(rust_log) = rust_log {
            command.env("RUST_LOG", rust_log);
        }
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn();
        let child_of = child.as_mut().expect("the binary starts");
        let mut errors = child_of.stderr.take().expect("it is piped");
        let log = std::thread::spawn(move || {
            let mut text = String::new();
            let _ = errors.read_to_string(&mut text);
            text
        });
        let child = child.expect("the binary starts");
        let service = Self { sandbox, child, log: Some(log), _folder: folder };
        service.requested("PUT", "applications/*/commands", 1).await;
        while service.sandbox.gateway().identified() == 0 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        service.heard().await;
        service
    }

    async fn requested(&self, method: &str, pattern: &str, count: usize) {
        let requested = self.sandbox.requested(method, pattern, count);
        tokio::time::timeout(PATIENCE, requested).await.expect("it asks for that in time");
    }

    /// Waits until it has begun with everything that it was told.
    async fn heard(&self) {
        for _ in 0..2 {
            tokio::time::timeout(PATIENCE, self.sandbox.everything_heard()).await.expect("it hears everything in time");
        }
    }

    /// Stops it as a supervisor does; its exit code and its log.
    fn stops(mut self) -> (Option<i32>, String) {
        let stopped = Command::new("kill").arg(self.child.id().to_string()).status().expect("there is kill");
        assert!(stopped.success());
        let code = self.child.wait().expect("it ends").code();
        (code, self.log.take().expect("it ends once").join().expect("the log is read"))
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        // One that has ended cannot be killed.
        let _ = self.child.kill();
    }
}

/// The log without what differs from run to run.
fn plain(log: &str) -> String {
    let lines = log.lines().map(|line| line.split_once("Z ").map_or(line, |(_, rest)| rest).trim_start());
    lines.collect::<Vec<_>>().join("\n")
}

const SAYS: &str = "The Frobnicator is out of spoons. Operation failed with error 0x0000011b";

#[tokio::test(flavor = "multi_thread")]
async fn its_log_tells_the_little_that_whoever_runs_it_needs() {
    let service = Service::start(None, "").await;
    let ada = service.sandbox.person("ada");
    ada.posts("#support", SAYS).expect("she may");
    service.requested("POST", "channels/*/messages", 1).await;
    for _ in 0..3 {
        service.sandbox.gateway().dispatch("MESSAGE_CREATE", r#"{"content": "The Frobnicator again"}"#);
    }
    service.sandbox.gateway().send_raw("The Frobnicator {");
    service.heard().await;
    let (code, log) = service.stops();
    assert_snapshot!(plain(&log), @r#"
    INFO firstline::live: serving the knowledge articles=2 issues=5 digest=968f364c99374830
    INFO firstline::discord::events: connected user=firstline guilds=1
    WARN serenity::gateway::shard: [ShardInfo { id: ShardId(0), total: 1 }] Unhandled error: Json(Error("expected value", line: 1, column: 1))
    ERROR firstline::discord::events: an event could not be read and is lost; more like it are only counted kind="MESSAGE_CREATE"
    INFO firstline::cli::run: stopping: finishing what is in hand
    "#);
    assert_eq!(code, Some(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn no_token_and_no_word_of_a_paste_is_in_the_log_however_much_is_asked_for() {
    let every = "trace,serenity=trace,serenity::http=trace,serenity::gateway=trace,tungstenite=trace,reqwest=trace,\
                 hyper=trace,sqlx=trace,rustls=trace,poise=trace,h2=trace,firstline=trace";
    let service = Service::start(Some(every), "").await;
    let ada = service.sandbox.person("ada");
    let files = vec![NewFile { name: "frobnicator.log".to_owned(), body: FileBody::Bytes(SAYS.into()) }];
    let paste = ada.posts_with("#support", NewMessage { content: SAYS.to_owned(), files, reply_to: None });
    let paste = paste.expect("she may");
    let reply = ada.hears().await.id;
    ada.edits(paste, "IKE authentication credentials are unacceptable for the Frobnicator").expect("she may");
    ada.types("#support", "/lookup text:Frobnicator").expect("she may");
    ada.presses(reply, "Get a person").expect("it is there");
    ada.presses(reply, "Not my problem").expect("it is there");
    ada.uses("Find the fix", paste).expect("she may");
    let _ = ada.completes("#support", "/lookup text:Frobnicator").await;
    service.sandbox.gateway().send_raw("the Frobnicator {");
    service.sandbox.gateway().cut();
    service.heard().await;
    service.requested("POST", "interactions/**", 5).await;
    let requests = service.sandbox.requests();
    let token = service.sandbox.bot_token();
    let (_, log) = service.stops();

    assert!(log.contains("DEBUG"), "it says what it may: {log}");
    let callbacks = requests.iter().filter_map(|made| made.path.strip_prefix("/interactions/"));
    let secrets = callbacks.filter_map(|rest| rest.split('/').nth(1)).map(str::to_owned);
    for secret in secrets.chain([token, "robnicator".to_owned(), "spoons".to_owned()]) {
        let shown = log.lines().find(|line| line.contains(&secret));
        assert_eq!(shown, None, "{secret} is in the log");
    }
}
