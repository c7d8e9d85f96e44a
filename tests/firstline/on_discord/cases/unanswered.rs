//! A paste that nobody helps with becomes a case after a while, and only then.

use insta::assert_snapshot;
use jiff::SignedDuration;

use super::super::PRINTER_ERROR;
use super::super::team::{Setup, Team};
use super::JAM;

/// Nothing is known of it.
const UNKNOWN: &str = "Error: the frobnicator is out of spoons (E-9131)";

fn minutes(minutes: i64) -> SignedDuration {
    SignedDuration::from_mins(minutes)
}

/// A team in which what nobody answers for half an hour becomes a case.
fn waiting() -> Setup {
    Setup::new().config(|config| config.on_call.unanswered = Some(minutes(30)))
}

impl Team {
    /// How many cases were opened.
    async fn cases(&self) -> u64 {
        let mut count = 0;
        while let Ok(Some(_)) = self.parts.store.case((count + 1).to_string().parse().expect("it is a number")).await {
            count += 1;
        }
        count
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_nobody_answers_becomes_a_case_and_its_author_is_told_so() {
    let mut team = waiting().start().await;
    team.posts("ada", "#support", UNKNOWN);
    assert_eq!(team.sees().await, "nothing");
    team.steps(minutes(29)).await;
    assert_eq!(team.sees().await, "nothing");
    team.steps(minutes(1)).await;
    assert_snapshot!(team.sees().await, @"
    ── says in #on-call:
    # #1 · Error: the frobnicator is out of spoons (E-9131)
    <@ID> needs help: https://discord.com/channels/ID/ID/ID
    Nobody has it yet. It was opened <t:1777887000:R>.
    Severity: **normal**

    Nothing in the knowledge matches this.
    [Acknowledge] [Resolve] [Escalate]
    [Reassign] [Snooze] [Severity]
    ── says in #support:
    Nobody has answered this yet, so I have opened case #1 and told whoever is on call.
    [Where things stand] [Close it]
    ");
    assert_eq!(team.notified().await, "");
    team.presses("ada", "#support", "Close it");
    team.sees().await;
    team.steps(minutes(600)).await;
    assert_eq!(team.timeline(1).await, "opened, closed");
    assert_eq!(team.cases().await, 1);
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_somebody_helped_with_does_not() {
    let mut told = Vec::new();
    for story in [
        "nobody says anything to an answer",
        "that fixed it",
        "not my problem",
        "a helper replies",
        "a helper replies to the bot",
        "another customer replies",
        "a helper writes beside it",
        "a helper writes in its thread",
        "it is deleted",
        "its author opts out",
        "its author asks for a person",
        "its author has everything deleted",
        "the same is pasted twice",
        "it is talk",
    ] {
        let mut team = waiting().start().await;
        let text = match story {
            "nobody says anything to an answer"
            | "that fixed it"
            | "not my problem"
            | "a helper replies to the bot" => JAM,
            "its author asks for a person" => PRINTER_ERROR,
            "it is talk" => "good morning",
            _ => UNKNOWN,
        };
        let paste = team.posts("ada", "#support", text);
        team.sees().await;
        match story {
            "that fixed it" => team.presses("ada", "#support", "That fixed it"),
            "not my problem" => team.presses("ada", "#support", "Not my problem"),
            "a helper replies" => drop(team.answers("ben", "#support", paste, "turn it off and on")),
            "a helper replies to the bot" => {
                team.presses("ada", "#support", "Not my problem");
                team.sees().await;
                let reply = team.latest("ben", "#support").id;
                team.answers("ben", "#support", reply, "that is not it: turn it off and on");
            }
            "another customer replies" => drop(team.answers("mia", "#support", paste, "me too")),
            "a helper writes beside it" => drop(team.posts("ben", "#support", "good morning")),
            "a helper writes in its thread" => {
                team.person("ben").opens_thread_from(paste, "spoons").expect("he may");
                team.posts("ben", "spoons", "here are some");
            }
            "it is deleted" => team.person("ada").deletes(paste).expect("she may"),
            "its author opts out" => drop(team.person("ada").types("#support", "/privacy opt-out").expect("she may")),
            "its author asks for a person" => team.gets_a_person("ada", "#support", "").await,
            "its author has everything deleted" => {
                team.person("ada").types("#support", "/privacy delete").expect("she may");
                team.sees().await;
                team.presses("ada", "#support", "Delete it all");
            }
            "the same is pasted twice" => drop(team.posts("ada", "#support", text)),
            _ => {}
        }
        team.sees().await;
        team.steps(minutes(31)).await;
        team.sees().await;
        told.push(format!("{story}: {}", team.cases().await));
        team.finish().await;
    }
    assert_snapshot!(told.join("\n"), @"
    nobody says anything to an answer: 0
    that fixed it: 0
    not my problem: 1
    a helper replies: 0
    a helper replies to the bot: 0
    another customer replies: 1
    a helper writes beside it: 1
    a helper writes in its thread: 0
    it is deleted: 0
    its author opts out: 0
    its author asks for a person: 1
    its author has everything deleted: 0
    the same is pasted twice: 1
    it is talk: 0
    ");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_paste_is_waited_for_by_whichever_process_lives_then() {
    let folder = tempfile::tempdir().expect("there is room for a file");
    let url = format!("sqlite:{}", folder.path().join("store.db").display());
    let mut team = waiting().store(&url).mortal().start().await;
    team.posts("ada", "#support", UNKNOWN);
    team.sees().await;
    let mut team = team.after_a_kill().await;
    team.steps(minutes(31)).await;
    assert_eq!(team.said_anew().await.matches("Nobody has answered this yet").count(), 1);
    assert_eq!(team.cases().await, 1);
    team.ended().await;
}
