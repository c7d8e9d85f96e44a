//! One shard after another: Discord takes one identification every five seconds from each group of shards, and there are
//! `max_concurrency` groups: a shard is in the one that remains of its number ("Gateway", Max Concurrency).
//!
//! The shards of one process take turns among themselves; processes that share a store take turns by it. A turn lasts until
//! the shard has its session, and five seconds more. One that is killed meanwhile has it no longer than it would have
//! taken.

use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serenity::all::ShardId;
use tokio::runtime::Handle;
use tokio::sync::{Mutex, OwnedMutexGuard};
use tokio::time::{Instant, sleep, sleep_until};

use super::bot::Bot;
use super::gateway::Route;

/// Between two identifications of a group.
const BETWEEN: Duration = Duration::from_secs(5);
/// How long a process that is killed keeps its turn.
const AT_MOST: SignedDuration = SignedDuration::from_secs(20);
/// How often it is looked whether another process is done.
const LOOKS: Duration = Duration::from_millis(250);

/// The turns of the shards of this process.
pub(super) struct Turns {
    bot: Arc<Bot>,
    /// Where the store is at home.
    runtime: Handle,
    /// Since when each group may identify again.
    groups: Vec<Arc<Mutex<Instant>>>,
    /// Whether other processes have shards, too.
    are_shared: bool,
}

impl Turns {
    /// Nobody's turn yet. Must be called on the runtime where all other work is done.
    pub(super) fn of(bot: &Arc<Bot>, route: &Route) -> Arc<Self> {
        let shards = &route.shards;
        let groups = route.max_concurrency.clamp(1, u64::from(shards.total).max(1));
        Arc::new(Self {
            bot: Arc::clone(bot),
            runtime: Handle::current(),
            groups: (0..groups).map(|_| Arc::new(Mutex::new(Instant::now()))).collect(),
            are_shared: bot.store.is_shared() && shards.here.len() < shards.total as usize,
        })
    }

    /// Waits until a shard may identify.
    pub(super) async fn take(self: &Arc<Self>, shard: ShardId) -> Turn {
        let group = shard.0 as usize % self.groups.len();
        let free = Arc::clone(&self.groups[group]).lock_owned().await;
        sleep_until(*free).await;
        let until = if self.are_shared { self.ask(group).await } else { None };
        Turn { turns: Arc::clone(self), group, free, until }
    }

    /// Waits until no other process has the turn; none where they cannot be asked.
    async fn ask(&self, group: usize) -> Option<Timestamp> {
        loop {
            let bot = Arc::clone(&self.bot);
            let asked = self.runtime.spawn(async move {
                let until = bot.now() + AT_MOST;
                bot.store.take_turn(&name(group), bot.now(), until).await.map(|taken| taken.then_some(until))
            });
            match asked.await {
                Ok(Ok(Some(until))) => return Some(until),
                Ok(Ok(None)) => sleep(LOOKS).await,
                Ok(Err(error)) => {
                    tracing::warn!("connecting without waiting for other processes, which cannot be asked: {error}");
                    return None;
                }
                // The process is at its end.
                Err(_) => return None,
            }
        }
    }
}

/// A shard's turn to identify.
pub(super) struct Turn {
    turns: Arc<Turns>,
    group: usize,
    free: OwnedMutexGuard<Instant>,
    /// Until when other processes take it for ours.
    until: Option<Timestamp>,
}

impl Turn {
    /// Gives the turn to the next.
    pub(super) async fn end(mut self) {
        *self.free = Instant::now() + BETWEEN;
        let Some(until) = self.until else { return };
        let (bot, group) = (Arc::clone(&self.turns.bot), self.group);
        let ended = self.turns.runtime.spawn(async move {
            if let Err(error) = bot.store.end_turn(&name(group), until, bot.now() + BETWEEN).await {
                tracing::warn!("other processes have to wait longer than they need to: {error}");
            }
        });
        let _ = ended.await;
    }
}

/// What the turn of a group is called in the store.
fn name(group: usize) -> String {
    if group == 0 { "identify".to_owned() } else { format!("identify:{group}") }
}
