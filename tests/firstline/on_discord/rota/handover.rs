//! Handoffs: told once, with what waits, to whoever comes on call; and a look before, whether they are there.

use firstline::sandbox::Fault;
use insta::assert_snapshot;
use jiff::SignedDuration;

use super::hours;
use crate::on_discord::team::{BOT, Setup, Team};

/// From the start of a test until dan comes on call.
const UNTIL_DAN: i64 = 166;

impl Team {
    /// How often somebody was told that they are on call.
    fn handed_over(&self, name: &str) -> usize {
        let seen = self.person(name).sees(&format!("@{BOT}")).unwrap_or_default();
        seen.iter().filter(|message| message.buttons().contains(&"I have it".to_owned())).count()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_comes_on_call_reads_what_waits_and_says_that_they_have_it() {
    let setup = Setup::new().on_call().config(|config| {
        config.on_call.reply_times.high = Some(hours(400));
    });
    let mut team = setup.start().await;
    team.posts("ada", "#support", "Paper jam in tray 2");
    team.sees().await;
    team.gets_a_person("ada", "#support", "").await;
    team.sees().await;
    team.presses("carol", "#on-call", "Acknowledge");
    team.sees().await;
    team.after("carol", "/case note case:1 text:The printer is *being* looked at").await;
    team.after("mia", "/case open severity:high text:The VPN is down").await;
    // All are called in vain, so that only the handoff is left.
    for _ in 0..6 {
        team.steps(SignedDuration::from_mins(15)).await;
    }
    team.sees().await;

    team.steps(hours(UNTIL_DAN)).await;
    assert_snapshot!(team.hears_of_all().await, @r#"
    says to dan:
    You are on call now, by **primary**. Before you it was <@carol>. It ends <t:1779087600:f>.
    # Open cases: 2
    **#2** The VPN is down · high · https://discord.com/channels/ID/ID/ID
    Nobody has it yet. It was opened <t:1777885200:R>. · reply due <t:1779325200:R>
    **#1** Paper jam in tray 2 · normal · https://discord.com/channels/ID/ID/ID
    <@carol> has it; it was acknowledged <t:1777885200:R>.
    Last note: The printer is \*being\* looked at

    [I have it]
    "#);
    team.presses_in_a_direct_message("dan", "I have it");
    assert_snapshot!(team.hears_of_all().await, @r#"
    changes to dan:
    You are on call now, by **primary**. Before you it was <@carol>. It ends <t:1779087600:f>.
    You have it: you said so <t:1778488200:R>.
    # Open cases: 2
    **#2** The VPN is down · high · https://discord.com/channels/ID/ID/ID
    Nobody has it yet. It was opened <t:1777885200:R>. · reply due <t:1779325200:R>
    **#1** Paper jam in tray 2 · normal · https://discord.com/channels/ID/ID/ID
    <@carol> has it; it was acknowledged <t:1777885200:R>.
    Last note: The printer is \*being\* looked at
    "#);
    assert!(team.entries(1).await.ends_with(r#"{"person":"dan","schedule":"primary","what":"handed_over"}"#));
    let handoff = team.parts.store.handoff("primary", "2026-05-11T07:00:00Z".parse().expect("it is a time")).await;
    assert!(handoff.expect("the store is there").expect("it was told").acknowledged_at.is_some());
    team.ended().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_handoff_is_told_once_whenever_the_process_is_killed() {
    let mut told = Vec::new();
    for path in ["/users/@me/channels", "/channels/*/messages"] {
        for (fault, after) in
            [(Fault::Silence, 1), (Fault::SilenceAfter, 1), (Fault::Silence, 20), (Fault::SilenceAfter, 20)]
        {
            let folder = tempfile::tempdir().expect("there is room for a file");
            let url = format!("sqlite:{}", folder.path().join("store.db").display());
            let mut team = Setup::new().store(&url).on_call().mortal().start().await;
            team.steps(hours(1)).await;
            let what = format!("{path} {fault:?}, taken up after {after} min");
            team.sandbox.faults().next("POST", path, 1, fault);
            team.hands.step(hours(UNTIL_DAN - 1));
            team.until(|sandbox| sandbox.faults().are_over()).await;
            let mut team = team.after_a_kill().await;
            team.steps(SignedDuration::from_mins(after)).await;
            team.steps(SignedDuration::from_mins(1)).await;
            told.push(format!("{what}: carol {}, dan {}", team.handed_over("carol"), team.handed_over("dan")));
            team.sees().await;
            team.ended().await;
        }
    }
    assert_snapshot!(told.join("\n"), @"
    /users/@me/channels Silence, taken up after 1 min: carol 0, dan 1
    /users/@me/channels SilenceAfter, taken up after 1 min: carol 0, dan 1
    /users/@me/channels Silence, taken up after 20 min: carol 0, dan 1
    /users/@me/channels SilenceAfter, taken up after 20 min: carol 0, dan 1
    /channels/*/messages Silence, taken up after 1 min: carol 0, dan 1
    /channels/*/messages SilenceAfter, taken up after 1 min: carol 0, dan 1
    /channels/*/messages Silence, taken up after 20 min: carol 0, dan 1
    /channels/*/messages SilenceAfter, taken up after 20 min: carol 0, dan 1
    ");
}

#[tokio::test(flavor = "multi_thread")]
async fn of_the_handoffs_that_were_slept_through_the_one_that_counts_is_told() {
    let team = Team::on_call().await;
    team.hands.step(hours(UNTIL_DAN + 2 * 7 * 24));
    let mut team = team.restarts().await;
    team.caught_up().await;
    team.sees().await;
    assert_eq!((team.handed_over("carol"), team.handed_over("dan")), (0, 1), "carol's week is over, too");
    team.steps(hours(7 * 24)).await;
    team.sees().await;
    assert_eq!((team.handed_over("carol"), team.handed_over("dan")), (1, 1));
    team.ended().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_takes_no_direct_messages_is_told_in_the_channel() {
    let mut team = Setup::new().world(|world| world.with_closed_dms("dan")).on_call().start().await;
    team.steps(hours(UNTIL_DAN)).await;
    assert_snapshot!(team.hears_of_all().await, @"
    says in #on-call:
    <@dan> You are on call now, by **primary**. Before you it was <@carol>. It ends <t:1779087600:f>.
    No case is open.
    [I have it]
    ");
    assert_eq!(team.notified().await, "@dan");
    team.presses("carol", "#on-call", "I have it");
    assert_snapshot!(team.hears_of_all().await, @"
    says in #on-call to carol alone:
    That is somebody else’s shift.
    ");
    team.presses("dan", "#on-call", "I have it");
    assert_snapshot!(team.hears_of_all().await, @"
    changes in #on-call:
    <@dan> You are on call now, by **primary**. Before you it was <@carol>. It ends <t:1779087600:f>.
    No case is open.
    <@dan> has it: said so <t:1778482800:R>.
    ");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_somebody_who_left_or_sees_nothing_those_on_call_are_warned_in_time() {
    let mut team = Team::on_call().await;
    team.sandbox.changes_role("dan", "On call", false).expect("he has it");
    team.steps(hours(UNTIL_DAN - 2)).await;
    assert_eq!(team.said_anew().await, "nothing");
    team.steps(hours(1)).await;
    assert_snapshot!(team.hears_of_all().await, @"
    says in #on-call:
    <@carol>
    <@dan> comes on call by **primary** <t:1778482800:R>, and cannot see this channel. Let them in, or put somebody else in with `/oncall override`.
    ");
    assert_eq!(team.notified().await, "@carol");
    team.steps(hours(1)).await;
    team.sees().await;

    team.sandbox.leaves("carol").expect("she is there");
    team.steps(hours(7 * 24 - 1)).await;
    assert_snapshot!(team.hears_of_all().await, @"
    says in #on-call:
    <@dan>
    <@carol> comes on call by **primary** <t:1779087600:R>, and is not in this server any more. Put somebody else in with `/oncall override`.
    ");
    team.notified().await;
    team.steps(hours(1)).await;
    assert_snapshot!(team.hears_of_all().await, @"
    says in #on-call:
    <@carol> You are on call now, by **primary**. Before you it was <@dan>. It ends <t:1779692400:f>.
    No case is open.
    [I have it]
    ");
    team.notified().await;
    team.ended().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_handoff_that_was_moved_away_is_told_to_nobody() {
    let mut team = Team::on_call().await;
    team.after("carol", "/oncall cover person:dan until:2026-05-14 9:00 from:2026-05-11 9:00").await;
    team.steps(hours(UNTIL_DAN)).await;
    assert_eq!(team.said_anew().await, "nothing", "carol goes on");
    team.steps(hours(3 * 24)).await;
    team.sees().await;
    assert_eq!((team.handed_over("carol"), team.handed_over("dan")), (0, 1));
    team.ended().await;
}
