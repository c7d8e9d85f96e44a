//! What `firstline run` says in its log, and what it must never say there.

use firstline::sandbox::{NewFile, NewMessage};
use insta::assert_snapshot;

use super::{Service, configured, discord, in_time, up_to, without_times};

const PASTE: &str = "The Frobnicator is out of spoons. Operation failed with error 0x0000011b";

#[tokio::test(flavor = "multi_thread")]
async fn events_that_cannot_be_read_are_said_once_and_without_a_word_of_them() {
    let discord = discord().await;
    let world = configured(&discord);
    let service = Service::start(world.command().arg("run").env("DISCORD_TOKEN", discord.bot_token()));
    let started = up_to(&service.stderr, "connected");
    for _ in 0..3 {
        discord.gateway().dispatch("MESSAGE_CREATE", r#"{"content": "The Frobnicator again"}"#);
    }
    discord.gateway().send_raw("The Frobnicator {");
    discord.everything_heard().await;
    discord.everything_heard().await;
    service.terminate();
    let (code, stopped) = tokio::task::spawn_blocking(|| service.ended()).await.expect("it ends");
    assert_eq!(code, 0);
    // What serenity says and what we say comes from two threads.
    let log = without_times(&format!("{started}{stopped}"));
    let mut lines: Vec<&str> = log.lines().collect();
    lines.sort_unstable();
    assert_snapshot!(lines.join("\n"), @r#"
    ERROR firstline::discord::events: an event could not be read and is lost; more like it are only counted kind="MESSAGE_CREATE"
    INFO firstline::cli::run: stopping: finishing what is in hand
    INFO firstline::discord::events: connected user=firstline guilds=1
    INFO firstline::live: serving the knowledge articles=2 issues=5
    WARN serenity::gateway::shard: [ShardInfo { id: ShardId(0), total: 1 }] Unhandled error: Json(Error("expected value", line: 1, column: 1))
    "#);
}

#[tokio::test(flavor = "multi_thread")]
async fn no_token_and_no_word_of_a_paste_is_said_however_much_is_asked_for() {
    let every = "trace,serenity=trace,serenity::http=trace,serenity::gateway=trace,tungstenite=trace,reqwest=trace,\
                 hyper=trace,sqlx=trace,rustls=trace,poise=trace,h2=trace,firstline=trace";
    let discord = discord().await;
    let world = configured(&discord);
    let mut command = world.command();
    let service = Service::start(command.arg("run").env("DISCORD_TOKEN", discord.bot_token()).env("RUST_LOG", every));
    let started = up_to(&service.stderr, "connected");
    let ada = discord.person("ada");
    let files = vec![NewFile::new("frobnicator.log", PASTE)];
    let paste = ada.posts_with("#support", NewMessage { content: PASTE.to_owned(), files, reply_to: None });
    let paste = paste.expect("she may");
    let reply = ada.hears().await.id;
    in_time(discord.requested("PUT", "applications/*/commands", 1)).await;
    ada.edits(paste, "IKE authentication credentials are unacceptable for the Frobnicator").expect("she may");
    ada.types("#support", "/lookup text:Frobnicator").expect("she may");
    ada.presses(reply, "Not my problem").expect("it is there");
    ada.uses("Find the fix", paste).expect("she may");
    let _ = ada.completes("#support", "/lookup text:Frobnicator").await;
    in_time(discord.requested("POST", "interactions/**", 4)).await;
    discord.gateway().send_raw("the Frobnicator {");
    discord.gateway().cut();
    discord.everything_heard().await;
    service.terminate();
    let (_, stopped) = tokio::task::spawn_blocking(|| service.ended()).await.expect("it ends");
    let log = started + &stopped;

    assert!(log.contains("DEBUG"), "it says what it may: {log}");
    let requests = discord.requests();
    let answers = requests.iter().filter_map(|made| made.path.strip_prefix("/interactions/"));
    let tokens = answers.filter_map(|rest| rest.split('/').nth(1)).map(str::to_owned);
    for secret in tokens.chain([discord.bot_token(), "robnicator".to_owned(), "spoons".to_owned()]) {
        assert_eq!(log.lines().find(|line| line.contains(&secret)), None, "{secret} is in the log");
    }
}
