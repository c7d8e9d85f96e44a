//! When the gateway fails: nothing is lost, nothing is said twice, and what cannot go on ends with a sentence.

use std::time::Duration;

use firstline::sandbox::Fault;
use futures_util::future::join_all;
use insta::assert_snapshot;
use jiff::SignedDuration;

use super::team::{Setup, Team};

const PRINTER: &str = "Operation failed with error 0x0000011b";
const SPOOLER: &str = "The Print Spooler service terminated unexpectedly. It has done this 3 time(s).";
const VPN: &str = "IKE authentication credentials are unacceptable (13801)";
const MESSAGES: &str = "channels/*/messages";

/// What takes the bot's connection away.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Loss {
    Cut,
    Close(u16),
    CloseWithoutCode,
    AskToReconnect,
    Invalid { resumable: bool },
    Refuse,
    NoAcknowledgement,
}

impl Team {
    /// Takes the connection away, and with it, of some kinds, the session.
    async fn loses(&self, loss: Loss) {
        let gateway = self.sandbox.gateway();
        match loss {
            Loss::Cut => gateway.cut(),
            Loss::Close(code) => gateway.close(code),
            Loss::CloseWithoutCode => gateway.close_without_code(),
            Loss::AskToReconnect => gateway.ask_to_reconnect(),
            Loss::Invalid { resumable } => gateway.invalidate(resumable),
            Loss::Refuse => {
                gateway.refuse_for(Duration::from_millis(300));
                gateway.cut();
            }
            Loss::NoAcknowledgement => {
                gateway.withhold_acknowledgements(true);
                self.until(|sandbox| !sandbox.gateway().sessions().iter().any(|session| session.connected)).await;
                gateway.withhold_acknowledgements(false);
            }
        }
    }

    /// The headline of every reply, each with whom it answers, in their order.
    async fn replies(&mut self) -> Vec<String> {
        let seen = self.sees().await;
        let replies = seen.split("── ").filter(|reply| !reply.is_empty() && *reply != "nothing");
        replies.map(|reply| reply.lines().take(2).collect::<Vec<_>>().join(" ")).collect()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_that_is_lost_in_the_middle_of_a_paste_loses_nothing_and_repeats_nothing() {
    let losses =
        [Loss::Cut, Loss::Close(4000), Loss::Close(4008), Loss::AskToReconnect, Loss::Invalid { resumable: true }];
    let stories = losses.map(|loss| async move {
        let mut team = Team::new().await;
        team.sandbox.faults().next("POST", MESSAGES, 1, Fault::Delay(Duration::from_millis(100)));
        let paste = team.person("ada").posts("#support", PRINTER).expect("she may");
        team.loses(loss).await;
        team.person("mia").posts("#support", SPOOLER).expect("she may");
        team.person("ada").edits(paste, VPN).expect("she may");
        let mut replies = team.replies().await;
        replies.sort();
        assert_eq!(team.sandbox.gateway().identified(), 1, "{loss:?} is no reason for a new session");
        team.finish().await;
        (loss, replies.join("\n"))
    });
    for (loss, replies) in join_all(stories).await {
        insta::allow_duplicates! {
            assert_snapshot!(replies, &format!("{loss:?}"), @r"
            changes in #support: # The VPN refuses the computer's certificate
            says in #support: # Shared printers refuse to connect since the RPC hardening update
            says in #support: # The print spooler keeps stopping
            ");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_said_while_a_session_was_lost_is_read_up_once_and_in_order() {
    // Each of these ends with serenity's new session after five seconds.
    let losses = [
        Loss::Invalid { resumable: false },
        Loss::Close(1000),
        Loss::Close(1001),
        Loss::Close(4003),
        Loss::Close(4007),
        Loss::Close(4009),
        Loss::CloseWithoutCode,
        Loss::Refuse,
        Loss::NoAcknowledgement,
    ];
    let stories = losses.map(|loss| async move {
        // A shard that spins notices at its next heartbeat.
        let setup = Setup::new().before(|sandbox| sandbox.gateway().set_heartbeat(Duration::from_millis(500)));
        let mut team = setup.start().await;
        team.person("ada").posts("#support", "good morning!").expect("she may");
        assert_eq!(team.sees().await, "nothing");

        team.loses(loss).await;
        team.person("ada").posts("#support", PRINTER).expect("she may");
        team.person("ada").posts("#support", SPOOLER).expect("she may");
        team.person("ben").posts("#support", PRINTER).expect("he may");
        team.person("mia").posts("#general", VPN).expect("she may");
        team.person("mia").posts_in_forum("#help-forum", "The VPN is gone", VPN).expect("she may");

        team.requested_by_now("POST", MESSAGES, 3).await;
        let replies = team.replies().await;
        let at = |what: &str| replies.iter().position(|reply| reply.contains(what));
        assert!(at("printers") < at("spooler"), "{loss:?}: ada's two are answered as she said them: {replies:?}");
        let mut replies = replies.clone();
        replies.sort();
        assert!(team.sandbox.gateway().identified() > 1, "{loss:?} ends a session");
        team.finish().await;
        (loss, replies.join("\n"))
    });
    for (loss, replies) in join_all(stories).await {
        insta::allow_duplicates! {
            assert_snapshot!(replies, &format!("{loss:?}"), @"
            says in #support: # Shared printers refuse to connect since the RPC hardening update
            says in #support: # The print spooler keeps stopping
            says in a thread: # The VPN refuses the computer's certificate
            ");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_history_that_is_told_again_is_not_answered_again() {
    let mut team = Team::new().await;
    let paste = team.person("ada").posts("#support", PRINTER).expect("she may");
    team.quiet().await;
    let gone = team.person("mia").posts("#support", PRINTER).expect("she may");
    assert_snapshot!(team.replies().await.join("\n"), @r"
    says in #support: # Shared printers refuse to connect since the RPC hardening update
    says in #support: # Shared printers refuse to connect since the RPC hardening update
    ");
    let reply = team.latest("ada", "#support").id;
    team.person("ada").edits(paste, SPOOLER).expect("she may");
    team.person("ada").types("#support", "/help").expect("she may");
    team.person("mia").deletes(gone).expect("she may");
    // These three have no order with one another.
    let mut told = team.replies().await;
    told.sort();
    assert_snapshot!(told.join("\n"), @r"
    changes in #support: # The print spooler keeps stopping
    deletes in #support: # Shared printers refuse to connect since the RPC hardening update
    says in #support to ada alone: I look up errors in what this team knows, and say nothing when I am not sure.
    ");
    assert!(
        team.person("ada").sees_message(reply).is_err(),
        "the reply to mia was the latest, and went with her paste"
    );

    team.sandbox.gateway().repeat_everything();
    assert_eq!(team.sees().await, "nothing");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bot_that_loses_the_right_to_read_goes_on_with_what_it_may() {
    let mut team = Team::new().await;
    team.sandbox.gateway().close(4014);
    team.until(|sandbox| sandbox.gateway().identified() == 2).await;
    assert_snapshot!(team.complaints().await, @r#"WARN the Message Content intent is off: Firstline cannot read pastes in channels and goes on with slash commands, "Find the fix", mentions and direct messages; turn it on under Bot → Privileged Gateway Intents in Discord's developer portal, and start again"#);
    team.person("ada").posts("#support", PRINTER).expect("she may");
    assert_eq!(team.sees().await, "nothing", "it cannot read this");
    team.person("ada").types("#support", "/lookup text:0x0000011b").expect("she may");
    assert_snapshot!(team.replies().await.join("\n"), @"says in #support to ada alone: # Shared printers refuse to connect since the RPC hardening update");
    team.person("ada").dms(PRINTER).expect("she may");
    assert_snapshot!(team.replies().await.join("\n"), @"says to ada: # Shared printers refuse to connect since the RPC hardening update");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_is_taken_back_ends_the_bot_with_a_sentence() {
    let team = Team::new().await;
    team.sandbox.gateway().close(4004);
    assert_snapshot!(team.stops_by_itself().await, @"Discord does not know this token: copy it anew from Bot → Reset Token in Discord's developer portal");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shard_that_is_no_longer_heard_ends_the_bot_with_a_sentence() {
    let team = Team::new().await;
    // Until it has been looked at often enough: what passes between two looks counts only so far.
    let hands = team.hands.clone();
    let stepping = async {
        loop {
            hands.step(SignedDuration::from_secs(151));
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    let sentence = tokio::select! {
        sentence = team.stops_by_itself() => sentence,
        () = stepping => unreachable!("it goes on for ever"),
    };
    let (what, seconds) = sentence.split_once(" for ").expect("it says how long");
    assert_eq!(what, "shard 0 is dead: no heartbeat was acknowledged");
    assert!(seconds.ends_with("; ending, so that a supervisor starts it again"), "{seconds}");
}

#[tokio::test(flavor = "multi_thread")]
async fn events_that_cannot_be_read_are_counted_and_stop_nothing() {
    let mut team = Team::new().await;
    let gateway = team.sandbox.gateway();
    gateway.dispatch("SOMETHING_NEW", r#"{"whatever": [1, 2, {"it": null}]}"#);
    gateway.dispatch("MESSAGE_CREATE", r#"{"id": "1"}"#);
    gateway.dispatch("MESSAGE_CREATE", "{}");
    gateway.dispatch("INTERACTION_CREATE", r#"{"id": "1", "type": 99}"#);
    gateway.dispatch("TYPING_START", "{}");
    gateway.dispatch("MESSAGE_CREATE", "null");
    gateway.dispatch("MESSAGE_DELETE", r#"{"id": "not a number", "channel_id": "1"}"#);
    gateway.send_raw("this is no JSON {");
    gateway.send_raw("[]");
    gateway.send_raw(r#"{"op": 4711, "d": null, "s": null, "t": null}"#);
    gateway.send_raw(r#"{"op": "zero"}"#);
    team.person("ada").posts("#support", PRINTER).expect("she may");
    assert_snapshot!(team.replies().await.join("\n"), @"says in #support: # Shared printers refuse to connect since the RPC hardening update");
    assert_eq!(team.sandbox.gateway().identified(), 1);
    team.finish_having_lost(5).await;
}
