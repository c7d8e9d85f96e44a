//! What is done when somebody cannot be reached.

use std::time::Duration;

use firstline::sandbox::Fault;
use insta::assert_snapshot;
use jiff::SignedDuration;
use twilight_model::guild::Permissions;

use super::minutes;
use crate::on_discord::team::Setup;

#[tokio::test(flavor = "multi_thread")]
async fn who_takes_no_direct_messages_is_mentioned_in_the_channel() {
    let setup = Setup::new().world(|world| world.with_closed_dms("carol")).on_call();
    let mut team = setup.start().await.in_which_ada_asked_with_pages().await;
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
    says in #on-call:
    <@ID> You are needed.
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
    says in #support to ada alone:
    I have opened case #1 and told whoever is on call. They will come here.
    [Where things stand] [Close it]
    ");
    assert_eq!(team.notified().await, "@carol");
    assert_snapshot!(team.entries(1).await, @r#"
    {"origin":"button","what":"opened"}
    {"person":"carol","position":{"round":0,"step":0},"reason":"takes no direct messages from the bot (50007)","role":null,"way":"direct","what":"page_failed"}
    {"late_seconds":0,"person":"carol","position":{"round":0,"step":0},"role":null,"way":"channel","what":"paged"}
    "#);
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn where_the_channel_is_closed_to_the_bot_too_the_next_step_comes_at_once() {
    let closed = |world: firstline::sandbox::World| {
        world.with_closed_dms("carol").without_permission_in("#on-call", Permissions::SEND_MESSAGES)
    };
    let mut team = Setup::new().world(closed).on_call().start().await.in_which_ada_asked_with_pages().await;
    assert_snapshot!(team.headlines().await, @"
    in #support to ada alone: | I have opened case #1 and told whoever is on call. They will come here. | [Where things stand] [Close it]
    to dan: | You are on call, and somebody needs you. | # #1 · Paper jam in tray 2
    ");
    assert_snapshot!(team.entries(1).await, @r#"
    {"origin":"button","what":"opened"}
    {"person":"carol","position":{"round":0,"step":0},"reason":"takes no direct messages from the bot (50007)","role":null,"way":"direct","what":"page_failed"}
    {"person":"carol","position":{"round":0,"step":0},"reason":"the bot may not write in the channel (50013)","role":null,"way":"channel","what":"page_failed"}
    {"late_seconds":0,"person":"dan","position":{"round":0,"step":1},"role":null,"way":"direct","what":"paged"}
    "#);
    team.ended().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn while_discord_is_away_a_page_waits_and_goes_out_once_when_it_is_back() {
    let mut team = Setup::new().on_call().start().await;
    team.posts("ada", "#support", "Paper jam in tray 2");
    team.sees().await;
    team.sandbox.faults().next("POST", "/users/@me/channels", 5, Fault::Status(503));
    team.gets_a_person("ada", "#support", "").await;
    team.sees().await;
    team.steps(SignedDuration::from_mins(60)).await;
    assert_snapshot!(team.headlines().await, @"to carol: | You are on call, and somebody needs you. | This comes late: minutes since it was due: 60");
    team.steps(minutes(9)).await;
    assert_eq!(team.said_anew().await, "nothing");
    team.ended().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_is_put_off_every_half_minute_says_since_when_it_is_due() {
    let mut team = Setup::new().on_call().over_tls().start().await;
    team.posts("ada", "#support", "Paper jam in tray 2");
    team.sees().await;
    let limit = Fault::RateLimited { after: Duration::from_hours(1), global: false };
    team.sandbox.faults().next("POST", "/users/@me/channels", 10, limit);
    team.gets_a_person("ada", "#support", "").await;
    team.sees().await;
    for _ in 0..10 {
        assert_eq!(team.said_anew().await, "nothing");
        team.steps(SignedDuration::from_secs(30)).await;
    }
    assert_snapshot!(team.headlines().await, @"to carol: | You are on call, and somebody needs you. | This comes late: minutes since it was due: 5");
    team.ended().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn where_the_channel_of_those_on_call_was_deleted_they_are_paged_directly() {
    let team = Setup::new().on_call().start().await;
    team.sandbox.deletes_channel("#on-call").expect("it is there");
    let mut team = team.in_which_ada_asked_with_pages().await;
    team.caught_up().await;
    team.steps(minutes(10)).await;
    assert_snapshot!(team.headlines().await, @"
    in #support to ada alone: | I have opened case #1 and told whoever is on call. They will come here. | [Where things stand] [Close it]
    to carol: | You are on call, and somebody needs you. | # #1 · Paper jam in tray 2
    to dan: | You are on call, and somebody needs you. | # #1 · Paper jam in tray 2
    ");
    assert_snapshot!(team.entries(1).await, @r#"
    {"origin":"button","what":"opened"}
    {"late_seconds":0,"person":"carol","position":{"round":0,"step":0},"role":null,"way":"direct","what":"paged"}
    {"late_seconds":0,"person":"dan","position":{"round":0,"step":1},"role":null,"way":"direct","what":"paged"}
    "#);
    team.ended().await;
}
