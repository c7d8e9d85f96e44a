//! The sandbox's clock: the real one, moved ahead at will, or standing still until it is stepped.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use tokio::sync::Notify;

/// Gives the time for ids, timestamps and deadlines. Until told otherwise it is the real time.
#[derive(Debug, Default)]
pub struct Clock {
    mode: Mutex<Mode>,
    /// Rung whenever the time was moved, so that who waits for a deadline looks again.
    moved: Notify,
}

#[derive(Clone, Copy, Debug)]
enum Mode {
    Running { ahead: Duration },
    Standing { at: Timestamp },
}

impl Default for Mode {
    fn default() -> Self {
        Self::Running { ahead: Duration::ZERO }
    }
}

impl Clock {
    /// What time it is in the sandbox.
    #[expect(clippy::disallowed_methods, reason = "this is the edge that asks the real clock")]
    pub fn now(&self) -> Timestamp {
        match *self.mode() {
            Mode::Running { ahead } => Timestamp::now().saturating_add(ahead).unwrap_or(Timestamp::MAX),
            Mode::Standing { at } => at,
        }
    }

    /// Moves the time ahead; what falls due on the way happens.
    pub fn step(&self, by: Duration) {
        match &mut *self.mode() {
            Mode::Running { ahead } => *ahead = ahead.saturating_add(by),
            Mode::Standing { at } => *at = at.saturating_add(by).unwrap_or(Timestamp::MAX),
        }
        self.moved.notify_waiters();
    }

    /// Stops the time at an instant; from then on only [`Clock::step`] moves it.
    pub fn stand_at(&self, at: Timestamp) {
        *self.mode() = Mode::Standing { at };
        self.moved.notify_waiters();
    }

    /// Waits until an instant is reached, or the time was moved by hand.
    pub(super) async fn until(&self, due: Timestamp) {
        let moved = self.moved.notified();
        let standing = matches!(*self.mode(), Mode::Standing { .. });
        let left = due.duration_since(self.now());
        if standing && left.is_positive() {
            moved.await;
        } else if let Ok(left) = Duration::try_from(left) {
            tokio::select! {
                () = tokio::time::sleep(left) => {}
                () = moved => {}
            }
        }
    }

    /// Waits until an instant is reached.
    pub(super) async fn reached(&self, due: Timestamp) {
        while self.now() < due {
            self.until(due).await;
        }
    }

    fn mode(&self) -> MutexGuard<'_, Mode> {
        self.mode.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
