//! `/oncall now`, `next` and `schedule`.

use insta::assert_snapshot;

use super::hours;
use crate::on_discord::team::{Setup, Team};

#[tokio::test(flavor = "multi_thread")]
async fn who_is_on_call_is_shown_to_whoever_asks_and_to_nobody_else() {
    let mut team = Team::on_call().await;
    assert_snapshot!(team.after("ada", "/oncall now").await, @"
    to ada alone:
    # On call now
    **primary** <@carol> · until <t:1778482800:f> (<t:1778482800:R>)

    **A new case calls**
    `+0 min` <@carol>
    `+10 min` <@dan>
    ");
    assert_snapshot!(team.after("ada", "/oncall next").await, @"
    to ada alone:
    # Next handoffs
    **primary** <t:1778482800:f> (<t:1778482800:R>) <@dan>

    You have no shift to come.
    ");
    assert_snapshot!(team.after("dan", "/oncall next").await, @"
    to dan alone:
    # Next handoffs
    **primary** <t:1778482800:f> (<t:1778482800:R>) <@dan>

    Your next shift: **primary**, <t:1778482800:f> (<t:1778482800:R>) – <t:1779087600:f>
    ");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_shifts_to_come_are_turned_over_page_by_page_with_the_changes_in_them() {
    let mut team = Team::on_call().await;
    team.after("erin", "/oncall override person:ben from:2026-05-12 09:00 until:2026-05-13 09:00").await;
    assert_snapshot!(team.after("ada", "/oncall schedule").await, @"
    to ada alone:
    # primary · Europe/Berlin
    <t:1777885200:f> <@carol>
    <t:1778482800:f> <@dan>
    <t:1778569200:f> <@ben> · in for <@dan>
    <t:1778655600:f> <@dan>
    <t:1779087600:f> <@carol>
    <t:1779692400:f> <@dan>
    <t:1780297200:f> <@carol>
    <t:1780902000:f> <@dan>
    <t:1781506800:f> <@carol>
    <t:1782111600:f> <@dan>
    [Later]
    ");
    team.presses("ada", "#general", "Later");
    assert_snapshot!(team.sees().await, @"
    ── changes in #general to ada alone:
    # primary · Europe/Berlin
    <t:1782716400:f> <@ID>
    <t:1783321200:f> <@ID>
    <t:1783926000:f> <@ID>
    <t:1784530800:f> <@ID>
    <t:1785135600:f> <@ID>
    <t:1785740400:f> <@ID>
    <t:1786345200:f> <@ID>
    <t:1786950000:f> <@ID>
    <t:1787554800:f> <@ID>
    <t:1788159600:f> <@ID>
    [From now] [Later]
    ");
    team.presses("ada", "#general", "From now");
    assert!(team.sees().await.contains("[Later]"));
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_in_which_nobody_of_the_team_is_learns_nothing() {
    let mut team = Team::on_call().await;
    for name in ["carol", "dan"] {
        team.sandbox.leaves(name).expect("they are there");
    }
    assert_snapshot!(team.after("erin", "/oncall now").await, @"
    to erin alone:
    Nobody who is on call by these schedules is in this server.
    ");
    assert_snapshot!(team.after("erin", "/oncall take until:+2h").await, @"
    to erin alone:
    Nobody who is on call by these schedules is in this server.
    ");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_schedules_it_says_who_writes_them() {
    let mut team = Setup::new().start().await;
    assert_snapshot!(team.after("ada", "/oncall now").await, @"
    to ada alone:
    There are no schedules. Whoever runs me writes them into `firstline.toml`.
    ");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_changed_shows_for_whom() {
    let mut team = Team::on_call().await;
    team.after("dan", "/oncall cover person:carol until:+3h").await;
    assert_snapshot!(team.after("carol", "/oncall now").await, @"
    to carol alone:
    # On call now
    **primary** <@dan> · until <t:1777896000:f> (<t:1777896000:R>) · in for <@carol>

    **A new case calls**
    `+0 min` <@dan>
    `+10 min` <@dan>
    ");
    team.steps(hours(3)).await;
    team.sees().await;
    assert!(!team.after("carol", "/oncall now").await.contains("in for"));
    team.ended().await;
}
