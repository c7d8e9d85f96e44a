//! Many at once, too late, and with something missing: a case is changed once, and nobody is left without an answer.

use firstline::sandbox::World;
use insta::assert_snapshot;
use serde_json::json;

use super::super::team::{Setup, Team};

#[tokio::test(flavor = "multi_thread")]
async fn of_a_hundred_who_acknowledge_at_once_one_has_it_and_the_others_hear_who() {
    let crowd = |world: World| (0..100).fold(world, |world, n| world.with_person(&format!("helper{n}"), &["Helper"]));
    let mut team = Setup::new().world(crowd).start().await.in_which_ada_asked().await;
    let card = team.latest("carol", "#on-call").id;
    let people: Vec<_> = (0..100).map(|n| team.sandbox.person(&format!("helper{n}"))).collect();
    // All of them press before any of them sees the card change.
    for person in &people {
        let press = json!({"component_type": 2, "custom_id": "1:case:1:ack"});
        person.forges(card, press).expect("the message is there");
    }
    team.quiet().await;
    let case = team.parts.store.case("1".parse().expect("it is a number")).await.expect("the store is there");
    let winner = case.and_then(|case| case.assignee).expect("somebody has it");
    let mut refused = 0;
    for person in &people {
        let told = person.sees("#on-call").expect("they may").into_iter().filter(|message| message.ephemeral);
        let told: Vec<String> = told.map(|message| message.content).collect();
        if person.id().to_string() == winner.to_string() {
            assert!(told.is_empty(), "the card tells who has it: {told:?}");
        } else {
            assert_eq!(told, [format!("<@{winner}> has it; it was acknowledged <t:1777885200:R>.")]);
            refused += 1;
        }
    }
    assert_eq!(refused, 99);
    assert_eq!(team.timeline(1).await, "opened, acknowledged");
    let seen = team.sees().await;
    assert_eq!(seen.matches("── changes in #on-call:").count(), 1, "{seen}");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_late_acknowledgement_opens_nothing_again() {
    let mut team = Team::with_a_case().await;
    let card = team.latest("dan", "#on-call");
    let press = card.json["components"][0]["components"][0]["custom_id"].clone();
    team.presses("ada", "#support", "Close it");
    team.sees().await;
    let press = json!({"component_type": 2, "custom_id": press});
    team.person("dan").forges(card.id, press).expect("the message is there");
    assert_snapshot!(team.sees().await, @"
    ── says in #on-call to dan alone:
    <@ID> resolved it <t:1777885200:R>.
    ");
    assert_eq!(team.timeline(1).await, "opened, closed");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_press_of_escalate_does_no_second_step() {
    let mut team = Team::with_a_case().await;
    let card = team.latest("dan", "#on-call").id;
    for person in ["dan", "carol"] {
        let press = json!({"component_type": 2, "custom_id": "1:case:1:escalate:0:0:0"});
        team.person(person).forges(card, press).expect("the message is there");
    }
    team.quiet().await;
    assert_eq!(team.timeline(1).await, "opened, escalated");
    assert!(team.sees().await.contains("It has been escalated in the meantime."));
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn while_the_store_is_away_everyone_is_told_so_in_a_sentence_and_then_it_goes_on() {
    let folder = tempfile::TempDir::new().expect("there is a folder for temporary files");
    let file = folder.path().join("firstline.db");
    let mut team = Setup::new().store(&format!("sqlite:{}", file.display())).start().await.in_which_ada_asked().await;
    let other = rusqlite::Connection::open(&file).expect("the file is there");
    other.execute_batch("ALTER TABLE cases RENAME TO away").expect("the table is there");
    team.presses("carol", "#on-call", "Acknowledge");
    assert_snapshot!(team.sees().await, @"
    ── says in #on-call to carol alone:
    Something went wrong on my side, and nothing was changed. Please try again in a minute.
    ");
    team.presses("mia", "#support", "Get a person");
    assert_snapshot!(team.sees().await, @"
    ── says in #support to mia alone:
    Something went wrong on my side, and nothing was changed. Please try again in a minute.
    ");
    other.execute_batch("ALTER TABLE away RENAME TO cases").expect("the table is there");
    team.presses("carol", "#on-call", "Acknowledge");
    assert_snapshot!(team.sees().await, @"
    ── changes in #on-call:
    # #1 · Paper jam in tray 2
    <@ID> needs help: https://discord.com/channels/ID/ID/ID
    <@ID> has it; it was acknowledged <t:1777885200:R>.
    Severity: **normal**

    **Found in the paste**
    ```
    Paper jam in tray 2
    ```

    **What I found**
    - A paper jam is reported where there is none · NN %
    [Resolve] [Escalate]
    [Reassign] [Snooze] [Severity]
    ");
    team.gets_a_person("mia", "#support", "").await;
    assert!(team.sees().await.contains("I have opened case #2"));
    team.finish().await;
}
