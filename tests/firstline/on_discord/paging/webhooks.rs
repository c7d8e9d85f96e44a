//! Other systems are told of a case: signed, in order, again where they were away, and never in Discord's way.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use firstline::config::{Webhook, WebhookForm};
use hmac::{Hmac, KeyInit as _, Mac as _};
use insta::assert_snapshot;
use jiff::SignedDuration;
use serde_json::Value;
use sha2::Sha256;

use super::minutes;
use crate::on_discord::team::{BOT, Setup, Team};

const VARIABLE: &str = "FIRSTLINE_WEBHOOK_SECRET";
const SECRET: &str = "swordfish-99";

/// Another system, which takes what it is told unless it is to answer otherwise.
#[derive(Clone)]
struct Other {
    url: String,
    inner: Arc<Mutex<Inner>>,
}

#[derive(Default)]
struct Inner {
    told: Vec<Told>,
    answers: VecDeque<Answer>,
}

#[derive(Clone)]
struct Told {
    headers: HeaderMap,
    body: String,
}

#[derive(Clone)]
enum Answer {
    Status(u16, &'static str),
    Silence,
}

impl Other {
    async fn new() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
        let url = format!("http://{}/hook", listener.local_addr().expect("it has an address"));
        let other = Self { url, inner: Arc::default() };
        let routes = axum::Router::new().fallback(heard).with_state(other.clone());
        tokio::spawn(async move { axum::serve(listener, routes).await });
        other
    }

    /// How it answers from now on, once each.
    fn answers(&self, answers: impl IntoIterator<Item = Answer>) {
        self.inner().answers.extend(answers);
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().expect("nobody panics with it")
    }

    fn hook(&self, form: WebhookForm) -> Webhook {
        Webhook { url: self.url.parse().expect("it is an address"), form, secret_env: Some(VARIABLE.to_owned()) }
    }

    fn told(&self) -> Vec<Told> {
        self.inner().told.clone()
    }

    /// What it was told of, an entry a line, and that is forgotten.
    fn entries(&self) -> String {
        let told = std::mem::take(&mut self.inner().told);
        told.iter()
            .map(|told| format!("{} {}", told.id(), told.json()["event"].as_str().unwrap_or("?")))
            .collect::<Vec<_>>()
            .join("\n")
    }
}

async fn heard(State(other): State<Other>, headers: HeaderMap, body: String) -> Response {
    let answer = {
        let mut inner = other.inner();
        inner.told.push(Told { headers, body });
        inner.answers.pop_front()
    };
    match answer {
        None => StatusCode::ACCEPTED.into_response(),
        Some(Answer::Status(status, body)) => {
            let status = StatusCode::from_u16(status).expect("it is a status");
            (status, [("retry-after", "90"), ("location", "/elsewhere")], body).into_response()
        }
        Some(Answer::Silence) => {
            tokio::time::sleep(Duration::from_hours(1)).await;
            StatusCode::OK.into_response()
        }
    }
}

impl Told {
    fn id(&self) -> &str {
        self.headers["firstline-event"].to_str().expect("it is text")
    }

    fn json(&self) -> Value {
        serde_json::from_str(&self.body).expect("it is JSON")
    }

    /// As a reader sees that it is Firstline that says so.
    fn is_signed(&self) -> bool {
        let signature = self.headers["firstline-signature"].to_str().expect("it is text");
        let (time, made) =
            signature.strip_prefix("t=").and_then(|rest| rest.split_once(",v1=")).expect("it has two parts");
        let mut mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).expect("any key will do");
        mac.update(format!("{time}.{}", self.body).as_bytes());
        let expected: String = mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
        made == expected
    }
}

/// With carol and dan on call, and another system that is told of their cases.
fn telling(other: &Other, form: WebhookForm) -> Setup {
    let hook = other.hook(form);
    Setup::new().on_call().secret(VARIABLE, SECRET).config(|config| config.on_call.webhooks = vec![hook])
}

impl Team {
    /// A JSON text with the ids in it masked.
    fn shown(json: &Value) -> String {
        let mut json = json.clone();
        if let Some(confidence) = json.pointer_mut("/issue/confidence") {
            *confidence = "NN".into();
        }
        let text = serde_json::to_string_pretty(&json).expect("it is JSON");
        let mut shown = String::new();
        let mut digits = String::new();
        for c in text.chars().chain([' ']) {
            if c.is_ascii_digit() {
                digits.push(c);
                continue;
            }
            shown.push_str(if digits.len() >= 17 { "ID" } else { &digits });
            digits.clear();
            shown.push(c);
        }
        shown.trim_end().to_owned()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn another_system_is_told_what_becomes_of_a_case_entry_by_entry_and_signed() {
    let other = Other::new().await;
    let mut team = telling(&other, WebhookForm::Generic).start().await.in_which_ada_asked_with_pages().await;
    team.caught_up().await;
    team.sees().await;
    let told = other.told();
    assert!(told.iter().all(Told::is_signed));
    assert_snapshot!(Team::shown(&told[1].json()), @r#"
    {
      "assignee": null,
      "at": "2026-05-04T09:00:00Z",
      "by": {
        "who": "firstline"
      },
      "card": "https://discord.com/channels/ID/ID/ID",
      "case": 1,
      "details": {
        "late_seconds": 0,
        "person": "ID",
        "position": {
          "round": 0,
          "step": 0
        },
        "role": null,
        "way": "direct"
      },
      "event": "paged",
      "id": "1-2",
      "issue": {
        "confidence": "NN",
        "id": "printing/paper-jam-reported",
        "title": "A paper jam is reported where there is none"
      },
      "link": "https://discord.com/channels/ID/ID/ID",
      "number": 2,
      "opened_at": "2026-05-04T09:00:00Z",
      "person": "ID",
      "severity": "normal",
      "state": "triggered",
      "title": "Paper jam in tray 2"
    }
    "#);
    team.steps(minutes(10)).await;
    team.presses_in_a_direct_message("dan", "Acknowledge");
    team.sees().await;
    team.presses("dan", "#on-call", "Resolve");
    team.sees().await;
    team.chooses("dan", "#on-call", "A paper jam is reported where there is none");
    team.sees().await;
    team.caught_up().await;
    assert_snapshot!(other.entries(), @"
    1-1 opened
    1-2 paged
    1-4 paged
    1-6 acknowledged
    1-7 resolved
    ");
    assert_eq!(team.complaints().await, "");
    assert_eq!(team.notified().await, "@ada");
    team.ended().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_another_system_could_not_be_told_is_told_later_in_its_order() {
    let other = Other::new().await;
    other.answers([Answer::Status(503, ""), Answer::Status(500, "")]);
    let mut team = telling(&other, WebhookForm::Generic).start().await.in_which_ada_asked_with_pages().await;
    team.caught_up().await;
    assert_eq!(other.entries(), "1-1 opened", "the page waits for the opening");
    team.steps(SignedDuration::from_secs(89)).await;
    assert_eq!(other.entries(), "", "it asked for ninety seconds");
    team.steps(SignedDuration::from_secs(1)).await;
    assert_eq!(other.entries(), "1-1 opened");
    team.steps(minutes(2)).await;
    assert_eq!(other.entries(), "1-1 opened\n1-2 paged");
    team.sees().await;
    team.ended().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_system_that_is_away_keeps_no_other_from_being_told_and_is_left_alone_by_all_cases() {
    let (away, there) = (Other::new().await, Other::new().await);
    away.answers([Answer::Status(503, "")]);
    let hooks = [away.hook(WebhookForm::Generic), there.hook(WebhookForm::Generic)];
    let setup = Setup::new().on_call().secret(VARIABLE, SECRET).config(|config| config.on_call.webhooks = hooks.into());
    let mut team = setup.start().await.in_which_ada_asked_with_pages().await;
    team.caught_up().await;
    team.sees().await;
    assert_eq!(away.entries(), "1-1 opened");
    team.gets_a_person("mia", "#support", "").await;
    team.caught_up().await;
    assert_eq!(away.entries(), "", "it wants to be left alone");
    assert_eq!(there.entries(), "1-1 opened\n1-2 paged\n2-1 opened\n2-2 paged");
    team.steps(SignedDuration::from_secs(90)).await;
    team.steps(SignedDuration::from_secs(90)).await;
    let told = away.entries();
    let mut lines: Vec<&str> = told.lines().collect();
    lines.sort_unstable();
    assert_eq!(lines, ["1-1 opened", "1-2 paged", "2-1 opened", "2-2 paged"]);
    team.sees().await;
    team.ended().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_cannot_be_told_for_a_day_is_not_told_any_more() {
    let other = Other::new().await;
    other.answers(std::iter::repeat_n(Answer::Status(502, "<html>"), 60));
    let mut team = telling(&other, WebhookForm::Generic).start().await.in_which_ada_asked_with_pages().await;
    team.caught_up().await;
    team.presses_in_a_direct_message("carol", "Acknowledge");
    team.sees().await;
    for _ in 0..30 {
        team.steps(minutes(60)).await;
    }
    let tries = other.entries().lines().filter(|line| *line == "1-1 opened").count();
    assert!((20..=40).contains(&tries), "{tries}");
    let entries = team.entries(1).await.replace(&other.url["http://".len()..other.url.len() - "/hook".len()], "HOST");
    assert_snapshot!(entries, @r#"
    {"origin":"button","what":"opened"}
    {"late_seconds":0,"person":"carol","position":{"round":0,"step":0},"role":null,"way":"direct","what":"paged"}
    {"what":"acknowledged"}
    {"event":1,"host":"HOST","reason":"status 502","what":"webhook_failed"}
    {"event":2,"host":"HOST","reason":"status 502","what":"webhook_failed"}
    {"event":4,"host":"HOST","reason":"status 502","what":"webhook_failed"}
    "#);
    team.sees().await;
    assert!(team.complaints().await.contains("could not be told, and is not tried again: status 502"));
    team.ended().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn pagerduty_opens_and_resolves_one_alert_and_what_it_refuses_is_not_said_again() {
    let other = Other::new().await;
    let refused = r#"{"status":"invalid event","message":"Event object is invalid","errors":["no swordfish-99"]}"#;
    other.answers([Answer::Status(202, "{}"), Answer::Status(400, refused), Answer::Status(307, "")]);
    let mut team = telling(&other, WebhookForm::Pagerduty).start().await.in_which_ada_asked_with_pages().await;
    team.caught_up().await;
    team.presses_in_a_direct_message("carol", "Acknowledge");
    team.sees().await;
    team.caught_up().await;
    team.presses("ada", "#support", "Get a person");
    team.sees().await;
    team.presses("ada", "#support", "Close it");
    team.sees().await;
    team.caught_up().await;
    team.steps(minutes(600)).await;
    let told = other.told();
    assert_snapshot!(Team::shown(&told[0].json()), @r##"
    {
      "client": "Firstline",
      "dedup_key": "firstline/ID/1",
      "event_action": "trigger",
      "links": [
        {
          "href": "https://discord.com/channels/ID/ID/ID",
          "text": "Where help is wanted"
        },
        {
          "href": "https://discord.com/channels/ID/ID/ID",
          "text": "The case"
        }
      ],
      "payload": {
        "component": "printing",
        "custom_details": {
          "assignee": null,
          "case": 1,
          "issue": "printing/paper-jam-reported",
          "issue_title": "A paper jam is reported where there is none",
          "number": 1,
          "person": "ID",
          "state": "triggered"
        },
        "severity": "warning",
        "source": "Firstline",
        "summary": "#1 Paper jam in tray 2",
        "timestamp": "2026-05-04T09:00:00Z"
      },
      "routing_key": "swordfish-99"
    }
    "##);
    let actions: Vec<_> = told.iter().map(|told| told.json()["event_action"].to_string()).collect();
    assert_snapshot!(actions.join(", "), @r#""trigger", "trigger", "acknowledge", "resolve""#);
    let keys: std::collections::BTreeSet<_> = told.iter().map(|told| told.json()["dedup_key"].to_string()).collect();
    assert_eq!(keys.len(), 1, "{keys:?}");
    let entries = team.entries(1).await.replace(&other.url["http://".len()..other.url.len() - "/hook".len()], "HOST");
    assert_snapshot!(entries, @r#"
    {"origin":"button","what":"opened"}
    {"late_seconds":0,"person":"carol","position":{"round":0,"step":0},"role":null,"way":"direct","what":"paged"}
    {"event":2,"host":"HOST","reason":"status 400: {\"status\":\"invalid event\",\"message\":\"Event object is invalid\",\"errors\":[\"no …\"]}","what":"webhook_failed"}
    {"what":"acknowledged"}
    {"event":5,"host":"HOST","reason":"status 307","what":"webhook_failed"}
    {"what":"closed"}
    "#);
    team.sees().await;
    assert!(!team.complaints().await.contains(SECRET));
    team.ended().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_waits_for_no_other_system_and_what_a_kill_left_untold_is_told_under_the_same_id() {
    let folder = tempfile::tempdir().expect("there is room for a file");
    let url = format!("sqlite:{}", folder.path().join("store.db").display());
    let other = Other::new().await;
    other.answers([Answer::Silence]);
    let setup = telling(&other, WebhookForm::Generic).store(&url).mortal();
    let mut team = setup.start().await;
    team.posts("ada", "#support", "Paper jam in tray 2");
    team.sees().await;
    team.gets_a_person("ada", "#support", "").await;
    let at = format!("@{BOT}");
    let carol = team.sandbox.person("carol");
    team.until(|_| carol.sees(&at).is_ok_and(|seen| !seen.is_empty()) && !other.told().is_empty()).await;
    assert_eq!(other.entries(), "1-1 opened", "it has not answered, and carol was paged all the same");
    let mut team = team.after_a_kill().await;
    team.steps(SignedDuration::from_secs(61)).await;
    team.steps(SignedDuration::from_secs(2)).await;
    assert_eq!(other.entries(), "1-1 opened\n1-2 paged");
    team.sees().await;
    team.ended().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_secret_that_is_not_there_is_complained_of_and_nothing_is_told_unsigned() {
    let other = Other::new().await;
    let hook = other.hook(WebhookForm::Generic);
    let setup = Setup::new().on_call().config(|config| config.on_call.webhooks = vec![hook]);
    let mut team = setup.start().await.in_which_ada_asked_with_pages().await;
    team.caught_up().await;
    assert_eq!(other.entries(), "");
    let complaints = team.complaints().await;
    assert!(complaints.contains("is told nothing until FIRSTLINE_WEBHOOK_SECRET is set"), "{complaints}");
    team.sees().await;
    team.ended().await;
}
