//! The door through which a shard goes to identify, closed until it is its turn.
//!
//! serenity's manager identifies a shard whenever it sees fit: at the start, and whenever its session is lost for good.
//! What it cannot do without is the gateway's address, which it reads from behind a lock each time that it dials. So the
//! lock is the door: whoever holds it keeps the shard from dialling. A shard that only resumes its session dials as well,
//! and is let through at once: its manager has not given it up, whereas one that is to identify is in no manager's list.
//! The order holds because manager, shard and door share one thread: nothing happens between looking and opening.

use std::sync::Arc;
use std::time::Duration;

use serenity::all::{ConnectionStage, ShardId, ShardManager};
use tokio::sync::{Mutex, OwnedMutexGuard};
use tokio::time::{sleep, timeout};

use super::turn::Turns;

/// How often it is looked who waits before the door: a session is resumed so much later at most.
const LOOKS: Duration = Duration::from_millis(50);
/// How long dialling may take: serenity lets five seconds pass between two tries of a shard.
const DIALLING: Duration = Duration::from_secs(10);
/// How long it may then take until the session is there.
const IDENTIFYING: Duration = Duration::from_secs(10);

/// The door of one shard.
pub(super) struct Door {
    pub shard: ShardId,
    pub manager: Arc<ShardManager>,
    /// What is behind it.
    pub url: Arc<Mutex<String>>,
    pub turns: Arc<Turns>,
}

impl Door {
    /// Keeps it for as long as there is the shard.
    pub(super) async fn keep(self, mut closed: OwnedMutexGuard<String>) {
        loop {
            if self.stage().await.is_some() {
                // Whoever waits has a session to resume. Those who wait for a lock get it in the order they came.
                drop(closed);
                closed = self.close().await;
                sleep(LOOKS).await;
                continue;
            }
            let turn = self.turns.take(self.shard).await;
            drop(closed);
            let dialled = self.until(|stage| stage.is_some(), DIALLING).await;
            closed = self.close().await;
            if dialled {
                self.until(|stage| stage == Some(ConnectionStage::Connected), IDENTIFYING).await;
            }
            turn.end().await;
        }
    }

    async fn close(&self) -> OwnedMutexGuard<String> {
        Arc::clone(&self.url).lock_owned().await
    }

    /// Waits until the shard has come so far; false where it has not in that time.
    async fn until(&self, is_far: impl Fn(Option<ConnectionStage>) -> bool, at_most: Duration) -> bool {
        let came = async {
            while !is_far(self.stage().await) {
                sleep(LOOKS).await;
            }
        };
        timeout(at_most, came).await.is_ok()
    }

    /// How far the shard is; none where it is to be started.
    async fn stage(&self) -> Option<ConnectionStage> {
        self.manager.runners.lock().await.get(&self.shard).map(|runner| runner.stage)
    }
}
