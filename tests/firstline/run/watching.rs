//! What whoever watches the bot is told: by `/healthz`, `/readyz`, `/metrics`, a calendar, `firstline health` and the log.

use std::collections::BTreeSet;

use firstline::discord::client;
use firstline::sandbox::{Fault, NewFile, NewMessage, Sandbox};
use insta::assert_snapshot;
use serde_json::Value;

use super::{Service, configured, discord, in_time, up_to};
use crate::world::{World, feed};

const KEY: &str = "a-key-that-nobody-can-guess";

/// A bot that is watched at an address of its own.
pub(super) struct Watched {
    pub(super) service: Service,
    world: World,
    at: String,
}

impl Watched {
    pub(super) fn start(discord: &Sandbox, world: World) -> Self {
        let mut command = world.command();
        command.args(["run", "--listen", "127.0.0.1:0"]).env("FIRSTLINE_CALENDAR_KEY", KEY);
        let service = Service::start(command.env("DISCORD_TOKEN", discord.bot_token()));
        let said = up_to(&service.stderr, "health and metrics are served");
        let at = said.trim_end().rsplit_once("at=").expect("it says where").1.to_owned();
        Self { service, world, at }
    }

    async fn get(&self, path: &str) -> (u16, String) {
        let answer = client().get(format!("http://{}{path}", self.at)).send().await.expect("it listens");
        (answer.status().as_u16(), answer.text().await.expect("it is text"))
    }

    /// Asks by the command until it says these words; its exit code.
    async fn says(&self, words: &str) -> i32 {
        in_time(async {
            loop {
                let mut command = self.world.command();
                command.args(["health", "--listen", &self.at]);
                let ran = tokio::task::spawn_blocking(move || feed(&mut command, b"")).await.expect("it runs");
                if ran.to_string().contains(words) {
                    return ran.code();
                }
            }
        })
        .await
    }

    /// The value of a series.
    pub(super) async fn value(&self, series: &str) -> Option<f64> {
        let (_, metrics) = self.get("/metrics").await;
        let line = metrics.lines().find_map(|line| line.strip_prefix(series)?.strip_prefix(' '));
        line.map(|value| value.parse().expect("it is a number"))
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn health_and_metrics_follow_what_the_bot_does() {
    let discord = discord().await;
    let watched = Watched::start(&discord, configured(&discord));
    assert_eq!(watched.says("well").await, 0);
    assert_eq!(watched.get("/readyz").await, (200, "well\n".to_owned()));
    let ada = discord.person("ada");
    ada.posts("#support", "Paper jam in tray 2").expect("she may");
    let reply = ada.hears().await.id;
    ada.presses(reply, "That fixed it").expect("it is there");
    in_time(discord.requested("POST", "/interactions/**", 1)).await;
    in_time(async { while watched.value("firstline_unfinished").await != Some(0.0) {} }).await;
    let told = [
        "firstline_pastes_total{verdict=\"answered\"}",
        "firstline_confidence_count",
        "firstline_judging_seconds_count",
        "firstline_reply_seconds_count",
        "firstline_feedback_total{vote=\"helped\"}",
        "firstline_cases{state=\"triggered\"}",
        "firstline_gateway_sessions_total{how=\"new\"}",
        "firstline_gateway_shards_connected",
        "firstline_discord_requests_total{status=\"2xx\"}",
        "firstline_discord_rate_limit_waits_total",
        "firstline_knowledge_version",
        "firstline_knowledge_issues",
        "firstline_knowledge_reloads_failed_total",
        "firstline_alive",
        "firstline_ready",
    ];
    let mut shown = String::new();
    for series in told {
        shown += &format!("{series} {}\n", watched.value(series).await.unwrap_or(f64::NAN));
    }
    assert_snapshot!(shown, @r#"
    firstline_pastes_total{verdict="answered"} 1
    firstline_confidence_count 1
    firstline_judging_seconds_count 1
    firstline_reply_seconds_count 1
    firstline_feedback_total{vote="helped"} 1
    firstline_cases{state="triggered"} 0
    firstline_gateway_sessions_total{how="new"} 1
    firstline_gateway_shards_connected 1
    firstline_discord_requests_total{status="2xx"} 5
    firstline_discord_rate_limit_waits_total 0
    firstline_knowledge_version 1
    firstline_knowledge_issues 5
    firstline_knowledge_reloads_failed_total 0
    firstline_alive 1
    firstline_ready 1
    "#);
    assert!(watched.value("firstline_store_seconds_count").await > Some(1.0), "the store is asked at each look");
    assert!(watched.value("firstline_resident_memory_bytes").await > Some(1e6));
    watched.service.terminate();
    assert_eq!(watched.says("no bot answers at").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bot_that_discord_does_not_let_in_yet_is_starting() {
    let discord = discord().await;
    discord.faults().next("GET", "/oauth2/applications/@me", 1000, Fault::Status(503));
    let watched = Watched::start(&discord, configured(&discord));
    assert_eq!(watched.says("starting: it has not been connected to Discord yet").await, 1);
    assert_eq!(watched.get("/readyz").await.0, 503);
    discord.faults().clear();
    assert_eq!(watched.says("well").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_strangers_send_makes_a_series() {
    let discord = discord().await;
    let watched = Watched::start(&discord, configured(&discord));
    watched.says("well").await;
    let ada = discord.person("ada");
    for nth in 0..4 {
        let content =
            format!("error {nth}: stranger-{nth}\" {{x=\"stranger\"}} 1\n# TYPE stranger counter\n0x{nth:08x}");
        let files = vec![NewFile::new(format!("stranger\"{nth}.log"), content.clone())];
        ada.posts_with("#support", NewMessage { content, files, reply_to: None }).expect("she may");
        ada.dms(&format!("Paper jam in tray stranger-{nth}")).expect("she may");
        ada.types("#support", &format!("/lookup text:stranger{nth}")).expect("she may");
    }
    in_time(discord.requested("POST", "/interactions/**", 4)).await;
    in_time(async { while watched.value("firstline_unfinished").await != Some(0.0) {} }).await;
    let (_, metrics) = watched.get("/metrics").await;
    assert!(!metrics.contains("stranger"), "{metrics}");
    let labels: BTreeSet<&str> =
        metrics.lines().filter_map(|line| line.split_once('{')?.1.split_once('=')).map(|(label, _)| label).collect();
    assert_eq!(Vec::from_iter(labels), ["how", "le", "outcome", "state", "status", "verdict", "version", "vote"]);
    let series = metrics.lines().filter(|line| !line.starts_with('#')).count();
    assert!(series < 150, "{series} series");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_calendar_is_for_whoever_knows_its_address() {
    let discord = discord().await;
    let config = std::fs::read_to_string(configured(&discord).path().join("firstline.toml")).expect("it is there");
    let on_call = r#"
[on_call]
channel = "on-call"
[on_call.people]
carol = "123456789012345678"
[[on_call.schedules]]
name = "primary"
time_zone = "Europe/Berlin"
[[on_call.schedules.layers]]
people = ["carol"]
shift = "weekly"
handoff = "09:00"
start = 2026-01-05
[[on_call.policies]]
name = "default"
[[on_call.policies.steps]]
page = ["schedule:primary"]
"#;
    let watched = Watched::start(&discord, World::new().with("firstline.toml", config + on_call));
    watched.says("well").await;
    let (status, calendar) = watched.get(&format!("/oncall/{KEY}/primary.ics")).await;
    assert_eq!(status, 200);
    assert!(
        calendar.starts_with("BEGIN:VCALENDAR\r\n") && calendar.contains("SUMMARY:carol (primary)\r\n"),
        "{calendar}"
    );
    for path in ["/oncall/another-key-that-is-long/primary.ics", &format!("/oncall/{KEY}/secondary.ics"), "/oncall/"] {
        assert_eq!(watched.get(path).await, (404, String::new()), "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_said_of_an_event_says_where_it_was_and_which_issue_and_no_word_of_it() {
    let discord = discord().await;
    let config = std::fs::read_to_string(configured(&discord).path().join("firstline.toml")).expect("it is there");
    let world = World::new().with("firstline.toml", config + "\n[log]\nformat = \"json\"\n");
    let mut command = world.command();
    command.arg("run").env("DISCORD_TOKEN", discord.bot_token()).env("RUST_LOG", "firstline=debug");
    let service = Service::start(&mut command);
    up_to(&service.stderr, "connected");
    let ada = discord.person("ada");
    let paste = ada.posts("#support", "Paper jam in tray 2, said the Frobnicator").expect("she may");
    ada.hears().await;
    let lines = up_to(&service.stderr, "answered");
    assert!(!lines.contains("Frobnicator"), "{lines}");
    let line: Value = serde_json::from_str(lines.lines().last().expect("there is one")).expect("it is JSON");
    let mut span = line["span"].clone();
    assert_eq!(span["channel"], discord.channel("#support").expect("it is there").to_string());
    assert_eq!(span["message_id"], paste.to_string());
    assert!(span["guild"].is_u64(), "{span}");
    for id in ["channel", "message_id", "guild"] {
        span[id] = "ID".into();
    }
    assert_snapshot!(span, @r#"{"channel":"ID","guild":"ID","issue":"printing/paper-jam-reported","message_id":"ID","name":"event","what":"message"}"#);
}

#[tokio::test(flavor = "multi_thread")]
async fn something_else_that_answers_is_not_taken_for_the_bot() {
    let discord = discord().await;
    let at = discord.url().trim_start_matches("http://").to_owned();
    let world = World::new();
    let mut command = world.command();
    command.args(["health", "--listen", &at]);
    let ran = tokio::task::spawn_blocking(move || feed(&mut command, b"")).await.expect("it ends");
    let said = ran.to_string().replace(&at, "ADDRESS");
    assert_snapshot!(said, @"
    --- stderr
    error: what answers at ADDRESS is not Firstline
    --- exit code 1
    ");
}

#[test]
fn whoever_is_woken_by_an_alert_finds_what_to_do_about_it() {
    let operations = include_str!("../../../docs/operations.md");
    let alerts =
        include_str!("../../../deploy/alerts.yml").lines().filter_map(|line| line.trim().strip_prefix("- alert: "));
    for alert in alerts {
        assert!(operations.contains(&format!("| `{alert}` |")), "{alert}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_dashboard_and_the_alerts_ask_for_what_is_there() {
    const ASKED: [&str; 2] =
        [include_str!("../../../deploy/alerts.yml"), include_str!("../../../deploy/grafana/dashboards/firstline.json")];
    let discord = discord().await;
    let watched = Watched::start(&discord, configured(&discord));
    watched.says("well").await;
    let (_, metrics) = watched.get("/metrics").await;
    let name = |text: &str| text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').next().map(str::to_owned);
    let there: BTreeSet<String> = metrics.lines().filter_map(name).collect();
    for asked in ASKED.iter().flat_map(|text| text.match_indices("firstline_").map(|(at, _)| &text[at..])) {
        let asked = name(asked).expect("it is a name");
        assert!(there.contains(&asked), "{asked} is not in\n{metrics}");
    }
}
