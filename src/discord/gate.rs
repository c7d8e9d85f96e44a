//! The gate in front of all requests: what Discord would shut us out for is stopped here first.
//!
//! Discord shuts out an address for a while that has made 10,000 requests within 10 minutes which it answered with 401,
//! 403 or 429 ("Rate Limits", Invalid Request Limit). A process that has come to a quarter of that makes no more requests
//! of its own accord until it is less, so that up to four processes may share an address. People's presses and commands
//! are still answered: somebody waits for these, and nobody can press a thousand times.
//!
//! Once the token itself is refused, nothing can go well any more: nothing passes.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::Instant;

/// What Discord counts together.
const WINDOW: Duration = Duration::from_mins(10);
/// Refusals in that time, from which on the gate is closed.
pub(super) const MOST: usize = 2500;

/// For whom a request is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asked {
    /// For somebody who has pressed something or given a command, and waits.
    ByAPerson,
    /// For nobody in particular.
    ByItself,
}

/// The gate.
#[derive(Debug)]
pub(super) struct Gate {
    /// When each of the latest refusals came.
    refusals: Mutex<VecDeque<Instant>>,
    token_is_refused: watch::Sender<bool>,
}

impl Default for Gate {
    fn default() -> Self {
        Self { refusals: Mutex::default(), token_is_refused: watch::Sender::new(false) }
    }
}

impl Gate {
    /// Why a request may not be made, if it may not.
    pub(super) fn closed(&self, asked: Asked) -> Option<&'static str> {
        if *self.token_is_refused.borrow() {
            return Some("held back: Discord does not take the token any more");
        }
        (asked == Asked::ByItself && self.refusals() >= MOST)
            .then_some("held back: Discord has refused too many requests in the last ten minutes")
    }

    /// Takes note of a refusal; whether the gate closes by it.
    pub(super) fn refused(&self) -> bool {
        let mut refusals = self.refusals.lock().unwrap_or_else(PoisonError::into_inner);
        refusals.push_back(Instant::now());
        // One more is not worth remembering: the gate is closed until the oldest of these is forgotten.
        if refusals.len() > MOST {
            refusals.pop_front();
        }
        refusals.len() == MOST
    }

    /// Takes note that the token was refused.
    pub(super) fn token_refused(&self) {
        self.token_is_refused.send_replace(true);
    }

    /// Waits until the token is refused.
    pub(super) async fn until_token_refused(&self) {
        let _ = self.token_is_refused.subscribe().wait_for(|refused| *refused).await;
    }

    /// How many refusals count now.
    pub(super) fn refusals(&self) -> usize {
        let mut refusals = self.refusals.lock().unwrap_or_else(PoisonError::into_inner);
        while refusals.front().is_some_and(|oldest| oldest.elapsed() >= WINDOW) {
            refusals.pop_front();
        }
        refusals.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn it_closes_at_a_quarter_of_what_discord_shuts_out_for_and_opens_when_that_is_ten_minutes_ago() {
        let gate = Gate::default();
        let closed: Vec<bool> = (0..MOST).map(|_| gate.refused()).collect();
        assert_eq!(closed.iter().position(|closed| *closed), Some(MOST - 1), "it says once that it closes");
        assert!(gate.closed(Asked::ByItself).is_some());
        assert!(gate.closed(Asked::ByAPerson).is_none(), "whoever waits is answered");
        tokio::time::advance(Duration::from_secs(599)).await;
        assert!(gate.closed(Asked::ByItself).is_some());
        tokio::time::advance(Duration::from_secs(1)).await;
        assert!(gate.closed(Asked::ByItself).is_none());
    }

    #[tokio::test(start_paused = true)]
    async fn nothing_passes_once_the_token_is_refused() {
        let gate = Gate::default();
        gate.token_refused();
        assert!(gate.closed(Asked::ByAPerson).is_some());
        gate.until_token_refused().await;
    }
}
