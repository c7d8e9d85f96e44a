//! What is done when somebody cannot be reached.

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
    assert_snapshot!(team.sees().await, @"");
    assert_eq!(team.notified().await, "@carol");
    assert_snapshot!(team.entries(1).await, @"");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn where_the_channel_is_closed_to_the_bot_too_the_next_step_comes_at_once() {
    let closed = |world: firstline::sandbox::World| {
        world.with_closed_dms("carol").without_permission_in("#on-call", Permissions::SEND_MESSAGES)
    };
    let mut team = Setup::new().world(closed).on_call().start().await.in_which_ada_asked_with_pages().await;
    assert_snapshot!(team.headlines().await, @"");
    assert_snapshot!(team.entries(1).await, @"");
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
    assert_snapshot!(team.headlines().await, @"");
    team.steps(minutes(9)).await;
    assert_eq!(team.sees().await, "nothing");
    team.ended().await;
}
