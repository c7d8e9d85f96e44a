//! Many shards: they identify in groups, as Discord asks, at the start and whenever sessions are lost.

use std::time::{Duration, Instant};

use firstline::sandbox::Fault;
use insta::assert_snapshot;
use serde_json::json;

use super::team::{Setup, Team};

const PASTE: &str = "Operation failed with error 0x0000011b";

/// A team in eight servers, with so many shards in so many groups.
async fn team(shards: u32, groups: u64) -> Team {
    let setup = Setup::new().world(|world| world.with_guilds(8).with_max_concurrency(groups));
    let team = setup.shards(0..shards, shards).start().await;
    team.are_connected(shards as usize).await;
    team
}

impl Team {
    /// Waits until so many shards have a session that hears.
    async fn are_connected(&self, shards: usize) {
        self.until(|sandbox| {
            let sessions = sandbox.gateway().sessions();
            sessions.len() == shards && sessions.iter().all(|session| session.connected)
        })
        .await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn as_many_shards_identify_at_a_time_as_discord_lets_them() {
    let started = Instant::now();
    let team = team(8, 8).await;
    // One after another they would take 35 seconds.
    assert!(started.elapsed() < Duration::from_secs(30), "{:?}", started.elapsed());
    assert_eq!(team.sandbox.gateway().too_soon(), 0);
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn sessions_that_are_all_lost_at_once_are_begun_anew_in_turns_and_those_that_live_on_are_resumed() {
    let mut team = team(4, 2).await;
    let gateway = team.sandbox.gateway();
    assert_eq!((gateway.identified(), gateway.too_soon()), (4, 0));

    gateway.cut();
    team.until(|sandbox| sandbox.gateway().sessions().iter().all(|session| session.connected)).await;
    team.person("ada").posts("#support", PASTE).expect("she may");
    assert_ne!(team.sees().await, "nothing");
    assert_eq!(gateway.identified(), 4, "there was no need for a new session");

    gateway.invalidate(false);
    team.until(|sandbox| sandbox.gateway().identified() == 8).await;
    team.are_connected(4).await;
    assert_eq!(gateway.too_soon(), 0);
    team.person("mia").posts("#support", PASTE).expect("she may");
    assert_ne!(team.sees().await, "nothing");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bot_that_was_started_too_often_waits_before_discord_takes_its_token() {
    let team = Setup::new()
        .before(|sandbox| {
            let used_up = json!({
                "url": format!("{}/gateway", sandbox.url().replacen("http", "ws", 1)), "shards": 1,
                "session_start_limit": {"total": 1000, "remaining": 0, "reset_after": 300, "max_concurrency": 1},
            });
            sandbox.faults().next("GET", "/gateway/bot", 1, Fault::Body(used_up.to_string()));
        })
        .start()
        .await;
    assert_snapshot!(team.complaints().await, @"WARN Discord lets this bot begin 0 more sessions for now, and it needs 1: connecting in 1 min, when there are 1000 again; see why it was started so often");
    team.finish().await;
}
