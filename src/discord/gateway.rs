//! A connection to Discord's gateway: the shards of this process, on a thread of their own.
//!
//! The thread has a runtime of its own, because only in one with a single thread do the tasks that serenity starts for
//! events begin in the order of the events (see `events`). Nothing is asked of Discord there.
//!
//! serenity starts the shards of one manager one after another, five seconds apart. Here each shard has a manager to
//! itself, and a [door](super::door) through which it goes to identify when it is its turn.

use std::convert::Infallible;
use std::fmt;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use futures_util::stream::{StreamExt as _, select_all};
use serenity::all::{GatewayError, GatewayIntents, RawEventHandler, ShardId, ShardManager, ShardManagerOptions};
use tokio::sync::{Mutex, oneshot};

use super::bot::Bot;
use super::connection::{NO_TOKEN, Shards};
use super::door::Door;
use super::events::Listener;
use super::turn::Turns;

/// Where the gateway is, and who goes there.
#[derive(Debug, Clone)]
pub(super) struct Route {
    /// Its address.
    pub url: String,
    /// The shards that go.
    pub shards: Shards,
    /// How many may identify at a time.
    pub max_concurrency: u64,
}

/// How long the gateway may take to close.
const CLOSING: Duration = Duration::from_secs(3);

/// The managers of the shards that are here, in the order of the shards.
pub(super) struct Fleet {
    first: u32,
    managers: Vec<Arc<ShardManager>>,
}

impl fmt::Debug for Fleet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fleet").field("first", &self.first).field("shards", &self.managers.len()).finish()
    }
}

impl Fleet {
    /// The manager of a shard.
    pub(super) fn manager(&self, shard: ShardId) -> Option<&Arc<ShardManager>> {
        self.managers.get(shard.0.checked_sub(self.first)? as usize)
    }

    /// All of them with their shards.
    pub(super) fn iter(&self) -> impl Iterator<Item = (ShardId, &Arc<ShardManager>)> {
        (self.first..).map(ShardId).zip(&self.managers)
    }
}

/// A thread for the shards, with none on it yet.
pub(super) struct Empty {
    begin: oneshot::Sender<(Start, Listener)>,
    over: oneshot::Receiver<Over>,
    lives: oneshot::Sender<Infallible>,
}

/// The shards at work. When this is dropped, so are they, without a word to Discord.
pub(super) struct Gateway {
    /// Why they are no longer there.
    pub over: oneshot::Receiver<Over>,
    fleet: Arc<OnceLock<Fleet>>,
    _lives: oneshot::Sender<Infallible>,
}

impl Empty {
    /// Makes the thread, which takes a while, so that it is there when it is needed.
    pub(super) fn new() -> Self {
        let (begin, begun) = oneshot::channel::<(Start, Listener)>();
        let (done, over) = oneshot::channel();
        let (lives, gone) = oneshot::channel();
        let thread = std::thread::Builder::new().name("gateway".to_owned());
        let started = thread.spawn(move || {
            let shards = async {
                match begun.await {
                    Ok((start, listener)) => run(start, listener).await,
                    Err(_) => Over::Gone,
                }
            };
            let over = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
                Ok(runtime) => runtime.block_on(async {
                    tokio::select! {
                        over = shards => over,
                        _ = gone => Over::Gone,
                    }
                }),
                Err(error) => Over::Failed(error.to_string()),
            };
            let _ = done.send(over);
        });
        if let Err(error) = started {
            tracing::error!("the gateway's thread could not be started: {error}");
        }
        Self { begin, over, lives }
    }

    /// Starts the shards. Must be called on the runtime where all other work is done.
    pub(super) fn start(self, bot: &Arc<Bot>, route: Route, intents: GatewayIntents, listener: Listener) -> Gateway {
        let fleet = Arc::clone(&listener.fleet);
        let start = Start { bot: Arc::clone(bot), turns: Turns::of(bot, &route), route, intents };
        // Where there is no thread to take them, `over` says so.
        let _ = self.begin.send((start, listener));
        Gateway { over: self.over, fleet, _lives: self.lives }
    }
}

impl Gateway {
    /// Says goodbye to Discord.
    pub(super) async fn close(self) {
        let Some(fleet) = self.fleet.get() else { return };
        let closing = futures_util::future::join_all(fleet.managers.iter().map(|manager| manager.shutdown_all()));
        // serenity waits without end for a Discord that does not answer.
        let _ = tokio::time::timeout(CLOSING, closing).await;
    }
}

/// What is needed to start.
struct Start {
    bot: Arc<Bot>,
    turns: Arc<Turns>,
    route: Route,
    intents: GatewayIntents,
}

/// Runs the shards until the first is closed for good, or all have been told to end.
async fn run(start: Start, listener: Listener) -> Over {
    let Start { bot, turns, route: Route { url, shards, .. }, intents } = start;
    let fleet = Arc::clone(&listener.fleet);
    let listener: Arc<dyn RawEventHandler> = Arc::new(listener);
    let (mut managers, mut ended) = (vec![], vec![]);
    for shard in shards.here.clone() {
        let url = Arc::new(Mutex::new(url.clone()));
        // One that has no other beside it has nobody to wait for but itself, and serenity sees to that.
        let closed = (shards.total > 1).then(|| Arc::clone(&url).try_lock_owned().ok()).flatten();
        let (manager, end) = ShardManager::new(ShardManagerOptions {
            data: Arc::default(),
            event_handlers: vec![],
            raw_event_handlers: vec![Arc::clone(&listener)],
            framework: Arc::default(),
            shard_index: shard,
            shard_init: 1,
            shard_total: shards.total,
            ws_url: Arc::clone(&url),
            http: Arc::clone(&bot.http),
            intents,
            presence: None,
        });
        if let Some(closed) = closed {
            let door = Door { shard: ShardId(shard), manager: Arc::clone(&manager), url, turns: Arc::clone(&turns) };
            tokio::spawn(door.keep(closed));
        }
        managers.push(manager);
        ended.push(end);
    }
    let fleet = fleet.get_or_init(|| Fleet { first: shards.here.start, managers });
    for (_, manager) in fleet.iter() {
        if manager.initialize().is_err() {
            return Over::Gone;
        }
    }
    // Each says once that it has ended.
    let mut ended = select_all(ended).take(fleet.managers.len());
    while let Some(end) = ended.next().await {
        if let Err(error) = end {
            return Over::Closed(error);
        }
    }
    Over::Gone
}

/// Why a connection is over.
#[derive(Debug)]
pub(super) enum Over {
    /// Discord closed it for good, or serenity gave up.
    Closed(GatewayError),
    /// Something else went wrong.
    Failed(String),
    /// It was closed as it was asked to, or its thread is gone.
    Gone,
    /// It does not live any more.
    Dead(String),
}

impl fmt::Display for Over {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Closed(GatewayError::InvalidAuthentication | GatewayError::NoAuthentication) => f.write_str(NO_TOKEN),
            Self::Closed(GatewayError::DisallowedGatewayIntents | GatewayError::InvalidGatewayIntents) => {
                f.write_str("Discord does not let this application connect with the intents it needs")
            }
            Self::Closed(GatewayError::InvalidShardData) => {
                f.write_str("Discord does not take these shards: --shards 0..2/4 means shards 0 and 1 of 4")
            }
            Self::Closed(GatewayError::OverloadedShard) => f.write_str(
                "the bot is in too many servers for so few shards: leave out --shards, or raise their number",
            ),
            Self::Closed(error) => write!(f, "the connection to Discord is over: {error}"),
            Self::Failed(error) => write!(f, "the connection to Discord failed: {error}"),
            Self::Gone => f.write_str("the connection to Discord ended"),
            Self::Dead(how) => write!(f, "{how}; ending, so that a supervisor starts it again"),
        }
    }
}
