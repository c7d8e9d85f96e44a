//! What the bot counts about itself, for whoever watches it.

use std::sync::atomic::{AtomicU64, Ordering};

/// Numbers that only go up while the process lives.
#[derive(Debug, Default)]
pub struct Counts {
    /// Events that the gateway has handed over.
    pub events: Count,
    /// Events of a kind we need that serenity could not read, and which are lost.
    pub unreadable: Count,
    /// Messages that were read as pastes.
    pub pastes: Count,
    /// Replies that were sent, edits not counted.
    pub replies: Count,
    /// Replies that were held back because a budget was spent.
    pub held_back: Count,
    /// Requests that were tried again.
    pub retries: Count,
    /// Requests that failed for good.
    pub failures: Count,
    /// Messages read from the history after a session was lost.
    pub caught_up: Count,
}

/// One of them.
#[derive(Debug, Default)]
pub struct Count(AtomicU64);

impl Count {
    /// One more.
    pub fn one(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    /// How many there are.
    pub fn get(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}
