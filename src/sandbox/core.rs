//! What all connections share: the world behind a lock, its gateway, its log, its clock.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use tokio::sync::{Notify, watch};

use super::clock::Clock;
use super::faults::Faults;
use super::gateway::Gateway;
use super::log::Log;
use super::ratelimit::RateLimits;
use super::world::World;
use super::world::event::{CLOCK_MOVED, ForBot, ForPeople};

/// The sandbox's inside.
#[derive(Debug)]
pub(crate) struct Core {
    state: Mutex<State>,
    pub(crate) clock: Arc<Clock>,
    pub(crate) faults: Faults,
    /// How many requests of the bot there were.
    pub(crate) requests: watch::Sender<u64>,
    /// Rung when an interaction begins to wait while none did.
    waiting: Notify,
}

/// What the lock guards. Whatever happens in the world is told before the lock is given back, so that everyone hears
/// things in the order they happened.
#[derive(Debug)]
pub(crate) struct State {
    pub(crate) world: World,
    pub(crate) gateway: Gateway,
    pub(crate) log: Log,
    pub(crate) limits: RateLimits,
}

impl Core {
    pub(crate) fn new(world: World) -> Self {
        let log = Log::new(world.most_requests_logged);
        Self {
            state: Mutex::new(State { world, gateway: Gateway::default(), log, limits: RateLimits::default() }),
            clock: Arc::default(),
            faults: Faults::default(),
            requests: watch::Sender::default(),
            waiting: Notify::new(),
        }
    }

    /// Does something in the world, at the present time, and tells what came of it.
    pub(crate) fn with<T>(&self, act: impl FnOnce(&mut State) -> T) -> T {
        let mut state = self.lock();
        state.world.now = self.clock.now();
        let idle = state.world.interactions.next_due().is_none();
        let done = act(&mut state);
        let State { world, gateway, .. } = &mut *state;
        for event in std::mem::take(&mut world.events) {
            gateway.publish(world, &event);
        }
        if idle && world.interactions.next_due().is_some() {
            self.waiting.notify_one();
        }
        done
    }

    /// Fails interactions as their three seconds end, for as long as the sandbox lives.
    /// Tells people's clients whenever the clock was moved by hand.
    pub(crate) async fn keep_time(&self) {
        let mut moves = self.clock.moves();
        loop {
            let due = self.with(|state| state.world.interactions.next_due());
            let moved = tokio::select! {
                () = self.waiting.notified(), if due.is_none() => false,
                () = self.clock.until(due.unwrap_or(Timestamp::MAX)), if due.is_some() => false,
                _ = moves.changed() => true,
            };
            if moved {
                let time = self.clock.shown();
                self.with(|state| state.world.tell(CLOCK_MOVED, time, None, ForBot::No, ForPeople::All));
            }
            self.with(|state| {
                for late in state.world.expire() {
                    state
                        .world
                        .violate(&format!("INTERACTION_CREATE {late}"), "it was not answered within three seconds");
                }
            });
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
