//! One process after another: Discord takes one identification every five seconds from all shards of a bot together
//! ("Gateway", Max Concurrency), and serenity keeps to that within its own process only.
//!
//! Processes that share a store take turns by it: whoever starts its shards has the turn until they are connected, and five
//! seconds more. One that is killed meanwhile has it no longer than its shards would have taken. Sessions that are lost
//! later are begun anew without a turn; Discord refuses one that is too soon, and serenity tries again.

use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use super::bot::Bot;
use super::gateway::Shards;

/// What the turn is called in the store.
const IDENTIFY: &str = "identify";
/// Between two identifications.
const BETWEEN: SignedDuration = SignedDuration::from_secs(5);
/// How long connecting takes beside that, where it goes slowly.
const CONNECTING: SignedDuration = SignedDuration::from_secs(10);
/// How often it is looked whether it is our turn, or we are done.
const LOOKS: Duration = Duration::from_millis(250);

/// A process's turn to identify its shards.
#[derive(Debug)]
pub(super) struct Turn {
    shards: usize,
    until: Timestamp,
}

impl Turn {
    /// Waits for the turn; none where there is nobody to take turns with, or it cannot be asked for.
    pub(super) async fn take(bot: &Bot, shards: Option<&Shards>) -> Option<Self> {
        let shards = shards.filter(|_| bot.store.is_shared())?.here.len();
        loop {
            let now = bot.now();
            let until = now + BETWEEN * i32::try_from(shards).unwrap_or(i32::MAX) + CONNECTING;
            match bot.store.take_turn(IDENTIFY, now, until).await {
                Ok(true) => return Some(Self { shards, until }),
                Ok(false) => tokio::time::sleep(LOOKS).await,
                Err(error) => {
                    tracing::warn!("connecting without waiting for other processes, which cannot be asked: {error}");
                    return None;
                }
            }
        }
    }

    /// Gives the turn to the next when all shards are connected.
    pub(super) async fn pass_on(self, bot: Arc<Bot>) {
        while bot.pulse().is_none_or(|pulse| pulse.connected < self.shards) {
            if bot.now() > self.until {
                return;
            }
            tokio::time::sleep(LOOKS).await;
        }
        if let Err(error) = bot.store.end_turn(IDENTIFY, self.until, bot.now() + BETWEEN).await {
            tracing::warn!("other processes have to wait longer than they need to: {error}");
        }
    }
}
