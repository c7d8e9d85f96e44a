//! When Discord's REST fails: what is asked for happens once all the same, or not at all and is said in the log.

use std::time::Duration;

use firstline::sandbox::Fault;
use insta::assert_snapshot;
use jiff::SignedDuration;
use twilight_model::guild::Permissions;

use super::team::{Setup, Team};

const PASTE: &str = "Operation failed with error 0x0000011b";
const OTHER_PASTE: &str = "IKE authentication credentials are unacceptable (13801)";
const TALK: &str = "it works again, never mind";
const MESSAGES: &str = "channels/*/messages";
const MESSAGE: &str = "channels/*/messages/*";
const CALLBACK: &str = "interactions/**";

/// Everything that can happen to a request after which it must be made again. Whether Discord did it is not known.
fn passing() -> [Fault; 7] {
    [
        Fault::Status(500),
        Fault::Status(503),
        Fault::RateLimited { after: Duration::from_millis(100), global: false },
        Fault::HangUp,
        Fault::HangUpAfter,
        Fault::StatusAfter(502),
        Fault::Body("{\"id\":\"1\"".to_owned()),
    ]
}

impl Team {
    /// How many requests of a kind the bot has made.
    fn asked(&self, method: &str, ending: &str) -> usize {
        let requests = self.sandbox.requests();
        requests.iter().filter(|request| request.method == method && request.path.ends_with(ending)).count()
    }

    /// Only the headlines of what the bot did.
    async fn does(&mut self) -> String {
        let seen = self.sees().await;
        let mut lines = seen.lines().peekable();
        let mut heads = vec![];
        while let Some(line) = lines.next() {
            if line.starts_with("── deletes") || line.starts_with("── does not") || line == "nothing" {
                heads.push(line.to_owned());
            } else if line.starts_with("── ") {
                heads.push(format!("{line} {}", lines.peek().copied().unwrap_or_default()));
            }
        }
        heads.join("\n")
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_paste_has_one_reply_whatever_happens_to_the_request() {
    let mut team = Team::new().await;
    for fault in passing() {
        team.sandbox.faults().next("POST", MESSAGES, 1, fault.clone());
        team.person("ada").posts("#support", PASTE).expect("she may");
        let seen = team.does().await;
        assert_eq!(seen.matches("── says").count(), 1, "{fault:?}: {seen}");
        assert_eq!(team.asked("POST", "/messages"), 2, "{fault:?}: it is asked for twice");
        assert_eq!(team.bot().counts().retries.get(), 1, "{fault:?}");
        assert_eq!(team.complaints().await, "");
        team.finish().await;
        team = Team::new().await;
    }
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_edit_and_a_deletion_are_followed_whatever_happens_to_the_request() {
    for fault in passing() {
        let mut team = Team::new().await;
        let paste = team.person("ada").posts("#support", PASTE).expect("she may");
        assert!(team.sees().await.contains("RPC hardening"));
        team.sandbox.faults().next("GET", MESSAGE, 1, fault.clone());
        team.sandbox.faults().next("PATCH", MESSAGE, 1, fault.clone());
        team.person("ada").edits(paste, OTHER_PASTE).expect("she may");
        let seen = team.sees().await;
        assert!(seen.starts_with("── changes in #support:") && seen.contains("certificate"), "{fault:?}: {seen}");
        team.sandbox.faults().next("DELETE", MESSAGE, 1, fault.clone());
        team.person("ada").deletes(paste).expect("she may");
        let seen = team.sees().await;
        assert!(seen.starts_with("── deletes in #support:"), "{fault:?}: {seen}");
        assert_eq!(team.complaints().await, "");
        team.finish().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_press_and_a_command_are_answered_once_whatever_happens_to_the_request() {
    for fault in passing() {
        let mut team = Team::new().await;
        team.person("ada").posts("#support", PASTE).expect("she may");
        let _ = team.sees().await;
        let reply = team.latest("ada", "#support").id;

        team.sandbox.faults().next("POST", CALLBACK, 1, fault.clone());
        team.person("ada").presses(reply, "That fixed it").expect("it is there");
        let seen = team.sees().await;
        assert_eq!(seen.matches("── ").count(), 1, "{fault:?}: {seen}");
        assert!(seen.starts_with("── changes in #support:"), "{fault:?}: {seen}");

        team.sandbox.faults().next("POST", CALLBACK, 1, fault.clone());
        team.person("ada").types("#support", "/help").expect("she may");
        let seen = team.sees().await;
        assert_eq!(seen.matches("── ").count(), 1, "{fault:?}: {seen}");

        // A promise, and what was promised.
        team.sandbox.faults().next("POST", CALLBACK, 1, fault.clone());
        team.person("erin").types("#support", "/knowledge reload").expect("she may");
        let seen = team.sees().await;
        assert_eq!(seen.matches("── ").count(), 1, "{fault:?}: {seen}");
        assert_eq!(team.complaints().await, "");
        team.finish().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reply_that_discord_garbled_can_be_pressed_like_any_other() {
    let mut team = Team::new().await;
    team.sandbox.faults().next("POST", MESSAGES, 1, Fault::Body("{}".to_owned()));
    team.person("ada").posts("#support", PASTE).expect("she may");
    let _ = team.sees().await;
    let reply = team.latest("ada", "#support").id;
    team.person("ada").presses(reply, "That fixed it").expect("it is there");
    assert_snapshot!(team.does().await, @"── changes in #support: ✅ <@ID> says that this fixed it.");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reply_that_discord_refused_leaves_the_paste_to_be_answered_when_it_is_edited() {
    let mut team = Team::new().await;
    team.sandbox.faults().next("POST", MESSAGES, 1, Fault::Status(400));
    let paste = team.person("ada").posts("#support", PASTE).expect("she may");
    assert_snapshot!(team.sees().await, @"nothing");
    assert_snapshot!(team.complaints().await, @"WARN a reply could not be sent: Discord could not do it (400) channel=1457659890892800012");
    team.person("ada").edits(paste, &format!("{PASTE} on floor 2")).expect("she may");
    assert_snapshot!(team.does().await, @"── says in #support: # Shared printers refuse to connect since the RPC hardening update");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_channel_that_is_closed_to_the_bot_is_left_alone_for_ten_minutes() {
    let closed = |world: firstline::sandbox::World| {
        world.without_permission_in("#support", Permissions::SEND_MESSAGES).with_channel("help")
    };
    let mut team = Setup::new()
        .world(closed)
        .config(|config| config.support.channels.push(firstline::config::Named::Name("help".to_owned())))
        .start()
        .await;
    assert_snapshot!(team.complaints().await, @"WARN Northwind: Firstline may not work in #support until its role is given: Send Messages");
    for _ in 0..3 {
        for person in ["ada", "mia"] {
            team.person(person).posts("#support", PASTE).expect("they may");
            assert_eq!(team.sees().await, "nothing");
        }
        team.hands.step(SignedDuration::from_mins(3));
    }
    assert_eq!(team.asked("POST", "/messages"), 1);
    assert_snapshot!(team.complaints().await, @"WARN a reply could not be sent: Discord refused it: Firstline's role lacks a permission there channel=1457659890892800012");

    team.person("ada").posts("#help", PASTE).expect("she may");
    assert_snapshot!(team.does().await, @"── says in a thread: # Shared printers refuse to connect since the RPC hardening update");

    team.hands.step(SignedDuration::from_mins(1));
    team.person("mia").posts("#support", OTHER_PASTE).expect("she may");
    assert_eq!(team.sees().await, "nothing");
    assert_eq!(team.asked("POST", "/messages"), 3, "it is tried again when the ten minutes are over");
    assert_snapshot!(team.complaints().await, @"WARN a reply could not be sent: Discord refused it: Firstline's role lacks a permission there channel=1457659890892800012");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_gone_already_is_nothing_to_complain_of() {
    let mut team = Team::new().await;
    for of_the_paste in ["edited", "deleted"] {
        let paste = team.person("ada").posts("#support", PASTE).expect("she may");
        let _ = team.sees().await;
        let reply = team.latest("ada", "#support").id;
        team.person("erin").deletes(reply).expect("she is an admin");
        assert!(team.sees().await.starts_with("── deletes in #support"));
        if of_the_paste == "edited" {
            team.person("ada").edits(paste, OTHER_PASTE).expect("she may");
        } else {
            team.person("ada").deletes(paste).expect("she may");
        }
        assert_eq!(team.sees().await, "nothing", "the paste was {of_the_paste}");
        assert_eq!(team.complaints().await, "");
        team.hands.step(SignedDuration::from_hours(2));
    }
    team.person("ada").posts("#support", TALK).expect("she may");
    team.finish().await;
}
