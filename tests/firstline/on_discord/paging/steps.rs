//! The steps of an escalation, one after another, until somebody comes.

use insta::assert_snapshot;

use super::minutes;
use crate::on_discord::team::Team;

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_on_call_is_told_at_once_and_the_next_one_when_nobody_comes() {
    let mut team = Team::paged().await;
    assert_snapshot!(team.said_anew().await, @"
    says in #on-call:
    # #1 · Paper jam in tray 2
    <@ID> needs help: https://discord.com/channels/ID/ID/ID
    Nobody has it yet. It was opened <t:1777885200:R>.
    Severity: **normal** · next call <t:1777885200:R>

    **Found in the paste**
    ```
    Paper jam in tray 2
    ```

    **What I found**
    - A paper jam is reported where there is none · NN %
    [Acknowledge] [Resolve] [Escalate]
    [Reassign] [Snooze] [Severity]
    says in #support to ada alone:
    I have opened case #1 and told whoever is on call. They will come here.
    [Where things stand] [Close it]
    says to carol:
    You are on call, and somebody needs you.
    # #1 · Paper jam in tray 2
    <@ID> needs help: https://discord.com/channels/ID/ID/ID
    Severity: **normal**
    The whole case: https://discord.com/channels/ID/ID/ID

    **Found in the paste**
    ```
    Paper jam in tray 2
    ```

    **What I found**
    - A paper jam is reported where there is none · NN %
    [Acknowledge] [Escalate]
    ");
    team.steps(minutes(9)).await;
    assert_eq!(team.said_anew().await, "nothing", "carol has ten minutes");
    team.steps(minutes(1)).await;
    assert_snapshot!(team.said_anew().await, @"
    says to dan:
    You are on call, and somebody needs you.
    # #1 · Paper jam in tray 2
    <@ID> needs help: https://discord.com/channels/ID/ID/ID
    Severity: **normal**
    The whole case: https://discord.com/channels/ID/ID/ID

    **Found in the paste**
    ```
    Paper jam in tray 2
    ```

    **What I found**
    - A paper jam is reported where there is none · NN %
    [Acknowledge] [Escalate]
    ");
    team.steps(minutes(15)).await;
    assert_snapshot!(team.headlines().await, @"to carol: | You are on call, and somebody needs you. | # #1 · Paper jam in tray 2");
    team.steps(minutes(10)).await;
    assert_snapshot!(team.headlines().await, @"to dan: | You are on call, and somebody needs you. | # #1 · Paper jam in tray 2");
    team.steps(minutes(15)).await;
    assert_snapshot!(team.headlines().await, @"nothing");
    team.steps(minutes(600)).await;
    assert_eq!(team.said_anew().await, "nothing", "nobody is left to be called");
    assert_snapshot!(team.entries(1).await, @r#"
    {"origin":"button","what":"opened"}
    {"late_seconds":0,"person":"carol","position":{"round":0,"step":0},"role":null,"way":"direct","what":"paged"}
    {"late_seconds":0,"person":"dan","position":{"round":0,"step":1},"role":null,"way":"direct","what":"paged"}
    {"late_seconds":0,"person":"carol","position":{"round":1,"step":0},"role":null,"way":"direct","what":"paged"}
    {"late_seconds":0,"person":"dan","position":{"round":1,"step":1},"role":null,"way":"direct","what":"paged"}
    {"what":"exhausted"}
    "#);
    assert_eq!(team.notified().await, "");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_else_is_called_once_somebody_has_it() {
    let mut team = Team::paged().await;
    team.sees().await;
    team.presses_in_a_direct_message("carol", "Acknowledge");
    assert_snapshot!(team.said_anew().await, @"
    says to carol to carol alone:
    You have case #1: https://discord.com/channels/ID/ID/ID
    ");
    team.steps(minutes(600)).await;
    assert_eq!(team.said_anew().await, "nothing");
    assert_snapshot!(team.entries(1).await, @r#"
    {"origin":"button","what":"opened"}
    {"late_seconds":0,"person":"carol","position":{"round":0,"step":0},"role":null,"way":"direct","what":"paged"}
    {"what":"acknowledged"}
    "#);
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_snoozed_case_calls_nobody_until_it_wakes_and_begins_anew_then() {
    let mut team = Team::paged().await;
    team.sees().await;
    team.presses("carol", "#on-call", "Snooze");
    team.sees().await;
    team.chooses("carol", "#on-call", "1 hour");
    team.sees().await;
    team.steps(minutes(59)).await;
    assert_eq!(team.said_anew().await, "nothing");
    team.steps(minutes(1)).await;
    assert_snapshot!(team.headlines().await, @"to carol: | You are on call, and somebody needs you. | # #1 · Paper jam in tray 2");
    team.ended().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_due_while_the_bot_was_away_is_done_late_and_said_to_be() {
    let mut team = Team::paged().await;
    team.sees().await;
    team.hands.step(minutes(17));
    let mut team = team.restarts().await;
    team.caught_up().await;
    assert_snapshot!(team.said_anew().await, @"
    says to dan:
    You are on call, and somebody needs you.
    This comes late: minutes since it was due: 7
    # #1 · Paper jam in tray 2
    <@ID> needs help: https://discord.com/channels/ID/ID/ID
    Severity: **normal**
    The whole case: https://discord.com/channels/ID/ID/ID

    **Found in the paste**
    ```
    Paper jam in tray 2
    ```

    **What I found**
    - A paper jam is reported where there is none · NN %
    [Acknowledge] [Escalate]
    ");
    assert_snapshot!(team.entries(1).await, @r#"
    {"origin":"button","what":"opened"}
    {"late_seconds":0,"person":"carol","position":{"round":0,"step":0},"role":null,"way":"direct","what":"paged"}
    {"late_seconds":420,"person":"dan","position":{"round":0,"step":1},"role":null,"way":"direct","what":"paged"}
    "#);
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_that_is_set_back_calls_nobody_twice_and_forgets_nobody() {
    let mut team = Team::paged().await;
    team.sees().await;
    team.steps(minutes(-60)).await;
    assert_eq!(team.said_anew().await, "nothing");
    team.steps(minutes(60)).await;
    assert_eq!(team.said_anew().await, "nothing");
    team.steps(minutes(10)).await;
    assert_snapshot!(team.headlines().await, @"to dan: | You are on call, and somebody needs you. | # #1 · Paper jam in tray 2");
    team.ended().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_was_paged_sees_that_it_is_kept_and_is_in_no_record_after_having_it_deleted() {
    let mut team = Team::paged().await;
    team.caught_up().await;
    team.presses_in_a_direct_message("carol", "Acknowledge");
    team.sees().await;
    team.person("carol").types("#general", "/privacy show").expect("she may");
    assert!(team.sees().await.contains("pages to you (1)"));
    team.person("carol").types("#general", "/privacy export").expect("she may");
    team.sees().await;
    let export = team.latest("carol", "#general");
    let export: serde_json::Value = serde_json::from_str(&team.file(&export).await).expect("it is JSON");
    let what = |list: &str, field: &str| {
        let all = export[list].as_array().expect("it is a list");
        all.iter().map(|one| one[field].as_str().unwrap_or_default().to_owned()).collect::<Vec<_>>().join(", ")
    };
    assert_eq!((what("pages", "way"), what("timeline", "what")), ("direct".into(), "paged, acknowledged".into()));
    team.person("carol").types("#general", "/privacy delete").expect("she may");
    team.sees().await;
    team.presses("carol", "#general", "Delete it all");
    team.sees().await;
    let about = team.parts.store.everything_about(firstline::ids::UserId::new(team.person("carol").id().get()));
    let about = about.await.expect("the store is there");
    assert!(about.pages.is_empty() && about.timeline.is_empty(), "{about:?}");
    assert_snapshot!(team.entries(1).await, @r#"
    {"origin":"button","what":"opened"}
    {"late_seconds":0,"person":null,"position":{"round":0,"step":0},"role":null,"way":"direct","what":"paged"}
    {"what":"acknowledged"}
    "#);
    team.finish().await;
}
