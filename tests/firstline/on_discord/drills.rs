//! Drills for operators: what goes wrong around the bot while people paste. Each is named in `docs/operations.md`.

use std::path::Path;
use std::time::Duration;

use firstline::config::{Budget, Config};
use firstline::sandbox::{Fault, NewMessage, Sandbox};
use insta::assert_snapshot;
use jiff::SignedDuration;
use rusqlite::Connection;

use super::log;
use super::team::{Setup, Team};

const MESSAGES: &str = "channels/*/messages";
const HOUR: Duration = Duration::from_hours(1);
const JAM: &str = "Paper jam in tray 2";

fn generous(config: &mut Config) {
    let budget = Budget { replies: 10_000, window: SignedDuration::from_mins(1) };
    (config.limits.person, config.limits.channel) = (budget, budget);
}

/// Discord's clock stands where the bot's does.
fn in_may(sandbox: &Sandbox) {
    sandbox.clock().stand_at("2026-05-04T09:00:00Z".parse().expect("it is a time"));
}

impl Team {
    /// Moves the bot's clock and Discord's.
    fn passes(&self, time: SignedDuration) {
        self.sandbox.clock().step(time.unsigned_abs());
        self.hands.step(time);
    }

    /// Waits until the bot has read up so many messages, and is at rest.
    async fn has_read_up(&mut self, messages: u64) -> String {
        while self.bot().counts().caught_up.get() < messages {
            self.hands.step(SignedDuration::from_secs(1));
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        self.headlines().await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_discord_could_not_take_is_given_when_it_is_back() {
    let mut team = Team::new().await;
    team.sandbox.faults().next("POST", MESSAGES, 5, Fault::Status(503));
    team.person("ada").posts("#support", JAM).expect("she may");
    assert_eq!(team.sees().await, "nothing");
    assert!(team.complaints().await.starts_with("WARN a reply could not be sent: Discord could not do it (503)"));
    assert_snapshot!(team.has_read_up(1).await, @"in #support: | # A paper jam is reported where there is none | **Found in the paste**");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_flood_the_latest_is_answered_first_and_the_rest_when_there_is_time() {
    let mut team = Setup::new().config(generous).start().await;
    let hour = Duration::from_hours(1);
    team.sandbox.faults().next("POST", MESSAGES, 1, Fault::Delay(hour));
    team.person("ada").posts("#support", JAM).expect("she may");
    team.requested_by_now("POST", MESSAGES, 0).await;
    for number in 0..260 {
        let paste = format!("PC-{number} says: Operation failed with error 0x0000011b");
        team.person("ada").posts("#support", &paste).expect("she may");
    }
    team.sandbox.everything_heard().await;
    team.sandbox.everything_heard().await;
    assert_eq!(team.bot().counts().put_off.get(), 4, "256 may wait behind the one that is being answered");
    team.sandbox.clock().step(hour);
    let mut said = team.headlines().await;
    said += &team.has_read_up(4).await;
    assert_eq!(said.matches("in #support").count(), 261, "{said}");
    assert_eq!(team.sees().await, "nothing", "none of them twice");
    team.finish().await;
}

/// What Discord limits when it limits everything: answers to presses and commands are free of limits.
const LIMITED: [&str; 3] = ["channels/**", "users/**", "guilds/**"];

#[tokio::test(flavor = "multi_thread")]
async fn an_hour_in_which_discord_limits_everything_costs_one_refusal_and_no_answer() {
    for global in [false, true] {
        let setup = Setup::new().config(generous).before(in_may).over_tls();
        let mut team = setup.start().await;
        team.posts("ada", "#support", JAM);
        team.sees().await;
        for pattern in LIMITED {
            let limit = Fault::RateLimited { after: HOUR, global };
            team.sandbox.faults().next("*", pattern, u32::MAX, limit);
        }
        for number in 0..6 {
            let paste = format!("PC-{number} says: Operation failed with error 0x0000011b");
            team.person(["ada", "mia"][number % 2]).posts("#support", &paste).expect("they may");
            assert_eq!(team.sees().await, "nothing");
            team.passes(SignedDuration::from_mins(10));
        }
        team.presses("ada", "#support", "That fixed it");
        assert!(team.sees().await.contains("this fixed it"), "whoever presses something is answered");
        let refused = team.sandbox.requests().iter().filter(|request| request.status == 429).count();
        assert_eq!(refused, 1, "of 10,000 that Discord takes in ten minutes");
        let counts = team.bot().counts();
        assert_eq!((counts.waits.get(), counts.gated.get(), counts.put_off.get()), (1, 1, 6));
        // It is ready all the while.
        team.until(|_| team.bot().pulse().is_some_and(|pulse| pulse.connected == 1)).await;
        let complaints = team.complaints().await;
        let (complaint, channel) = complaints.split_once(" channel=").expect("it says where");
        assert!(channel.parse::<u64>().is_ok(), "it says so once: {complaints}");
        assert_eq!(complaint, "WARN a reply could not be sent: held back: Discord limits the rate, for 3600 s");

        team.sandbox.faults().clear();
        let said = team.has_read_up(6).await;
        assert_eq!(said.matches("in #support: | This answer comes late").count(), 6, "{said}");
        team.finish().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_hour_in_which_discord_takes_seconds_for_everything_loses_and_repeats_nothing() {
    let mut team = Setup::new().config(generous).before(in_may).start().await;
    let slow = || Fault::Delay(Duration::from_secs(2));
    for minute in 0..60 {
        team.sandbox.faults().next("*", "**", u32::MAX, slow());
        for person in ["ada", "mia"] {
            let paste = format!("PC-{minute} says: Operation failed with error 0x0000011b");
            team.person(person).posts("#support", &paste).expect("they may");
        }
        while team.requested("/channels") < 2 * (minute + 1) {
            team.passes(SignedDuration::from_secs(1));
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        // Its answer is on the way when two of the three seconds pass that there are for it.
        team.sandbox.faults().clear();
        team.sandbox.faults().next("POST", "interactions/**", 1, slow());
        team.presses(["ada", "mia"][minute % 2], "#support", "Not my problem");
        team.until(|sandbox| sandbox.faults().are_over()).await;
        team.passes(SignedDuration::from_secs(2));
        team.quiet().await;
        team.passes(SignedDuration::from_secs(50));
    }
    let seen = team.sees().await;
    assert_eq!(seen.matches("── says in #support:").count(), 120, "{seen}");
    assert_eq!(team.requested("/channels"), 120, "each is asked for once");
    assert!(!seen.contains("comes late") && !seen.contains("does not respond"), "{seen}");
    let counts = team.bot().counts();
    assert_eq!((counts.retries.get(), counts.failures.get(), counts.put_off.get()), (0, 0, 0));
    assert_snapshot!(team.complaints().await, @"");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_a_process_was_killed_over_is_given_when_its_claim_has_run_out() {
    let folder = tempfile::tempdir().expect("there is room for a file");
    let url = format!("sqlite:{}", folder.path().join("firstline.db").display());
    let mut team = Setup::new().store(&url).mortal().start().await;
    team.posts("mia", "#support", "good morning");
    assert_eq!(team.sees().await, "nothing");
    while team.parts.store.last_seen().await.expect("the store is there").is_empty() {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    team.sandbox.faults().next("POST", MESSAGES, 1, Fault::Silence);
    team.posts("ada", "#support", JAM);
    team.until(|sandbox| sandbox.faults().are_over()).await;
    let mut team = team.after_a_kill().await;
    assert_eq!(team.sees().await, "nothing", "it may be that another process is about to answer it");
    team.hands.step(SignedDuration::from_secs(60));
    assert_snapshot!(team.has_read_up(2).await, @"in #support: | # A paper jam is reported where there is none | **Found in the paste**");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_discord_refuses_ends_the_bot_before_its_next_request() {
    let team = Team::new().await;
    team.sandbox.faults().next("POST", MESSAGES, 1000, Fault::Status(401));
    for text in [JAM, "IKE authentication credentials are unacceptable", "error 0x0000011b"] {
        team.person("ada").posts("#support", text).expect("she may");
    }
    let requested = team.requested("/channels");
    assert!(requested <= 1, "{requested} requests were made with a token that is not taken");
    assert_snapshot!(team.stops_by_itself().await, @"Discord does not know this token: copy it anew from Bot → Reset Token in Discord's developer portal");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_missed_is_read_up_even_where_the_store_is_away_at_first() {
    let folder = tempfile::tempdir().expect("there is room for a file");
    let file = folder.path().join("firstline.db");
    let mut team = Setup::new().store(&format!("sqlite:{}", file.display())).start().await;
    team.person("mia").posts("#support", "good morning").expect("she may");
    assert_eq!(team.sees().await, "nothing");
    let mut team = team
        .comes_back_after(|sandbox| {
            sandbox.person("ada").posts("#support", JAM).expect("she may");
            rename(&file, "last_seen", "away");
        })
        .await;
    let said = "what was read last could not be looked up, and is asked for until it can be";
    team.until(|_| log::complaints().contains(said)).await;
    rename(&file, "away", "last_seen");
    assert_snapshot!(team.headlines().await, @"in #support: | # A paper jam is reported where there is none | **Found in the paste**");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_missed_is_answered_as_late_and_what_a_helper_has_seen_to_is_left_alone() {
    let mut team = Setup::new().before(in_may).start().await;
    team.person("mia").posts("#support", "good morning").expect("she may");
    assert_eq!(team.sees().await, "nothing");
    team.hands.step(SignedDuration::from_mins(10));
    let mut team = team
        .comes_back_after(|sandbox| {
            sandbox.person("ada").posts("#support", JAM).expect("she may");
            let mia = sandbox.person("mia");
            let seen_to = mia.posts("#support", "error 0x0000011b").expect("she may");
            let help = NewMessage {
                content: "Install the update of May.".to_owned(),
                reply_to: Some(seen_to),
                ..NewMessage::default()
            };
            sandbox.person("ben").posts_with("#support", help).expect("he may");
        })
        .await;
    team.until(|sandbox| sandbox.gateway().identified() == 2).await;
    assert_snapshot!(team.headlines().await, @"in #support: | This answer comes late: I was away or busy when you asked. | # A paper jam is reported where there is none");
    assert_eq!(team.sees().await, "nothing");
    team.finish().await;
}

fn rename(file: &Path, from: &str, to: &str) {
    let store = Connection::open(file).expect("the store is there");
    store.busy_timeout(Duration::from_secs(10)).expect("it can wait");
    store.execute(&format!("ALTER TABLE {from} RENAME TO {to}"), []).expect("the table is there");
}
