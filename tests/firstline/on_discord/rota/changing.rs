//! `/oncall take`, `cover`, `swap`, `override` and `undo`.

use insta::assert_snapshot;

use super::hours;
use crate::on_discord::team::{Setup, Team};

#[tokio::test(flavor = "multi_thread")]
async fn whoever_takes_over_is_the_one_who_is_called_until_then() {
    let mut team = Team::on_call().await;
    assert_snapshot!(team.after("dan", "/oncall take until:+2h").await, @"
    in #on-call:
    <@dan> has changed who is on call: **primary** <@dan> · <t:1777885200:f> – <t:1777892400:f>
    to dan alone:
    Done: **primary** <@dan> · <t:1777885200:f> – <t:1777892400:f>
    to dan:
    You are on call now, by **primary**. Before you it was <@carol>. It ends <t:1777892400:f>.
    No case is open.
    [I have it]
    ");
    assert_eq!(team.notified().await, "", "those on call are told without a sound");
    team.posts("ada", "#support", "Paper jam in tray 2");
    team.sees().await;
    team.gets_a_person("ada", "#support", "").await;
    assert!(team.headlines().await.contains("to dan: | You are on call, and somebody needs you."));
    team.steps(hours(2)).await;
    assert!(team.after("ada", "/oncall now").await.contains("<@carol>"));
    team.ended().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn shifts_are_covered_and_swapped_and_taken_back() {
    let mut team = Team::on_call().await;
    assert_snapshot!(team.after("dan", "/oncall cover person:carol from:tomorrow 9:00 until:tomorrow 18:00").await, @"
    in #on-call:
    <@dan> has changed who is on call: **primary** <@dan> · in for <@carol> · <t:1777964400:f> – <t:1777996800:f>
    to dan alone:
    Done: **primary** <@dan> · in for <@carol> · <t:1777964400:f> – <t:1777996800:f>
    ");
    assert_snapshot!(team.after("carol", "/oncall swap person:dan").await, @"
    in #on-call:
    <@carol> has changed who is on call: **primary** <@dan> · in for <@carol> · <t:1777996800:f> – <t:1778482800:f>; **primary** <@carol> · in for <@dan> · <t:1777964400:f> – <t:1777996800:f>
    to carol alone:
    Done: **primary** <@dan> · in for <@carol> · <t:1777996800:f> – <t:1778482800:f>; **primary** <@carol> · in for <@dan> · <t:1777964400:f> – <t:1777996800:f>
    Changes made before that lie in this time: 1. The newest counts.
    ");
    assert_snapshot!(team.after("carol", "/oncall undo").await, @"
    in #on-call:
    <@carol> has undone a change of who is on call: **primary** <@dan> · in for <@carol> · <t:1777996800:f> – <t:1778482800:f>; **primary** <@carol> · in for <@dan> · <t:1777964400:f> – <t:1777996800:f>
    to carol alone:
    Undone: **primary** <@dan> · in for <@carol> · <t:1777996800:f> – <t:1778482800:f>; **primary** <@carol> · in for <@dan> · <t:1777964400:f> – <t:1777996800:f>
    ");
    assert_snapshot!(team.after("carol", "/oncall undo").await, @"
    to carol alone:
    There is no change of yours that still counts.
    ");
    assert_snapshot!(team.after("dan", "/oncall undo").await, @"
    in #on-call:
    <@dan> has undone a change of who is on call: **primary** <@dan> · in for <@carol> · <t:1777964400:f> – <t:1777996800:f>
    to dan alone:
    Undone: **primary** <@dan> · in for <@carol> · <t:1777964400:f> – <t:1777996800:f>
    ");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_who_may_manage_the_server_puts_others_on_call() {
    let mut team = Team::on_call().await;
    assert_snapshot!(team.after("ada", "/oncall take").await, @"
    to ada alone:
    Who is on call is changed by those who are on call in turns, by helpers, and by whoever may manage the server.
    ");
    assert_snapshot!(team.after("carol", "/oncall override person:dan until:18:00").await, @"
    to carol alone:
    To put somebody else on call takes the permission to manage the server.
    ");
    assert_snapshot!(team.after("ben", "/oncall take until:18:00").await, @"
    in #on-call:
    <@ben> has changed who is on call: **primary** <@ben> · <t:1777885200:f> – <t:1777910400:f>
    to ben alone:
    Done: **primary** <@ben> · <t:1777885200:f> – <t:1777910400:f>
    to ben:
    You are on call now, by **primary**. Before you it was <@carol>. It ends <t:1777910400:f>.
    No case is open.
    [I have it]
    ");
    assert_snapshot!(team.after("erin", "/oncall override person:dan from:14:00 until:18:00").await, @"
    in #on-call:
    <@erin> has changed who is on call: **primary** <@dan> · <t:1777896000:f> – <t:1777910400:f>
    to erin alone:
    Done: **primary** <@dan> · <t:1777896000:f> – <t:1777910400:f>
    Changes made before that lie in this time: 1. The newest counts.
    ");
    assert_snapshot!(team.after("erin", "/oncall override person:firstline until:18:00").await, @"
    to erin alone:
    A bot cannot be on call.
    ");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_is_refused_in_one_sentence() {
    let mut team = Team::on_call().await;
    let mut told = Vec::new();
    for command in [
        "/oncall take until:half past *two*",
        "/oncall take until:2026-05-04 11:00",
        "/oncall take until:2028-01-01 9:00",
        "/oncall cover person:dan until:+1h",
        "/oncall cover person:ada",
        "/oncall swap person:ada",
        "/oncall swap person:carol",
        "/oncall take schedule:**secondary**",
        "/oncall undo change:17",
    ] {
        told.push(team.after("carol", command).await.replace("to carol alone:\n", ""));
    }
    assert_snapshot!(told.join("\n"), @r#"
    “half past \*two\*” is no time that I can read: write 14:00, tomorrow 9:00, 2026-12-01 14:00 or +2h, on the clock of Europe/Berlin.
    That is over already, or ends before it begins: say a later time until which it counts.
    That is more than a year ahead: for so long, the schedule itself is changed.
    <@dan> is not on call by **primary** then.
    <@ada> has no shift to come by **primary**.
    <@ada> has no shift to come by **primary**.
    That changes nothing: <@carol> is on call then anyway.
    No schedule is called “\*\*secondary\*\*”; there are: primary.
    There is no change of yours that still counts.
    "#);
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_of_several_schedules_is_named_or_completed() {
    let several = Setup::new().on_call().later(|_, config| {
        let mut second = config.on_call.roster.schedules[0].clone();
        second.name = "second".to_owned();
        config.on_call.roster.schedules.push(second);
    });
    let mut team = several.start().await;
    assert_snapshot!(team.after("dan", "/oncall take").await, @"
    to dan alone:
    There are several schedules: name one of primary, second.
    ");
    assert_snapshot!(team.after("dan", "/oncall take until:14:00 schedule:second").await, @"
    in #on-call:
    <@dan> has changed who is on call: **second** <@dan> · <t:1777885200:f> – <t:1777896000:f>
    to dan alone:
    Done: **second** <@dan> · <t:1777885200:f> – <t:1777896000:f>
    to dan:
    You are on call now, by **second**. Before you it was <@carol>. It ends <t:1777896000:f>.
    No case is open.
    [I have it]
    ");
    let offered = team.person("dan").completes("#general", "/oncall take schedule:SEC").await.expect("he may");
    assert_eq!(offered.len(), 1);
    let offered = team.person("dan").completes("#general", "/oncall undo change:").await.expect("he may");
    assert_snapshot!(offered[0].name, @"second: dan, 2026-05-04 11:00 – 2026-05-04 14:00");
    let offered = team.person("carol").completes("#general", "/oncall undo change:").await.expect("she may");
    assert_eq!(offered, [], "it is not hers");
    team.finish().await;
}
