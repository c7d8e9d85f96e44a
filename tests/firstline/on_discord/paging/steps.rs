//! The steps of an escalation, one after another, until somebody comes.

use insta::assert_snapshot;

use super::minutes;
use crate::on_discord::team::Team;

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_on_call_is_told_at_once_and_the_next_one_when_nobody_comes() {
    let mut team = Team::paged().await;
    assert_snapshot!(team.sees().await, @"");
    team.steps(minutes(9)).await;
    assert_eq!(team.sees().await, "nothing", "carol has ten minutes");
    team.steps(minutes(1)).await;
    assert_snapshot!(team.sees().await, @"");
    team.steps(minutes(15)).await;
    assert_snapshot!(team.headlines().await, @"");
    team.steps(minutes(10)).await;
    assert_snapshot!(team.headlines().await, @"");
    team.steps(minutes(15)).await;
    assert_snapshot!(team.headlines().await, @"");
    team.steps(minutes(600)).await;
    assert_eq!(team.sees().await, "nothing", "nobody is left to be called");
    assert_snapshot!(team.entries(1).await, @"");
    assert_eq!(team.notified().await, "");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_else_is_called_once_somebody_has_it() {
    let mut team = Team::paged().await;
    team.sees().await;
    team.presses_in_a_direct_message("carol", "Acknowledge");
    assert_snapshot!(team.sees().await, @"");
    team.steps(minutes(600)).await;
    assert_eq!(team.sees().await, "nothing");
    assert_snapshot!(team.entries(1).await, @"");
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
    assert_eq!(team.sees().await, "nothing");
    team.steps(minutes(1)).await;
    assert_snapshot!(team.headlines().await, @"");
    team.ended().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_due_while_the_bot_was_away_is_done_late_and_said_to_be() {
    let mut team = Team::paged().await;
    team.sees().await;
    team.hands.step(minutes(17));
    let mut team = team.restarts().await;
    team.caught_up().await;
    assert_snapshot!(team.sees().await, @"");
    assert_snapshot!(team.entries(1).await, @"");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_that_is_set_back_calls_nobody_twice_and_forgets_nobody() {
    let mut team = Team::paged().await;
    team.sees().await;
    team.steps(minutes(-60)).await;
    assert_eq!(team.sees().await, "nothing");
    team.steps(minutes(60)).await;
    assert_eq!(team.sees().await, "nothing");
    team.steps(minutes(10)).await;
    assert_snapshot!(team.headlines().await, @"");
    team.ended().await;
}
