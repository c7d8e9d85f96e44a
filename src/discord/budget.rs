//! How often the bot may speak: so many replies in a window of time, to one person or in one channel.
//!
//! A burst of pastes must not become a burst of replies. Counting is in memory: after a restart everyone starts afresh.

use std::collections::{HashMap, VecDeque};
use std::hash::Hash;

use jiff::{SignedDuration, Timestamp};

use crate::config::Budget as Rate;

/// What each of many has spent of the same rate.
#[derive(Debug)]
pub(super) struct Budget<Who> {
    rate: Rate,
    spent: HashMap<Who, VecDeque<Timestamp>>,
    /// From how many on those who spent nothing lately are forgotten.
    forget_at: usize,
}

/// So many are remembered before anyone is forgotten.
const REMEMBERED: usize = 1024;

impl<Who: Eq + Hash + Copy> Budget<Who> {
    /// Everyone with the whole rate to spend.
    pub(super) fn new(rate: Rate) -> Self {
        Self { rate, spent: HashMap::new(), forget_at: REMEMBERED }
    }

    /// Whether there is something left.
    pub(super) fn has(&mut self, who: Who, now: Timestamp) -> bool {
        let window = self.rate.window;
        let Some(spent) = self.spent.get_mut(&who) else { return self.rate.replies > 0 };
        drop_old(spent, window, now);
        spent.len() < self.rate.replies as usize
    }

    /// Takes one reply out; whether there was one.
    pub(super) fn spend(&mut self, who: Who, now: Timestamp) -> bool {
        if !self.has(who, now) {
            return false;
        }
        if self.spent.len() >= self.forget_at {
            let window = self.rate.window;
            self.spent.retain(|_, spent| {
                drop_old(spent, window, now);
                !spent.is_empty()
            });
            // Twice what is left keeps the sweeps rare however many are active.
            self.forget_at = REMEMBERED.max(2 * self.spent.len());
        }
        self.spent.entry(who).or_default().push_back(now);
        true
    }
}

fn drop_old(spent: &mut VecDeque<Timestamp>, window: SignedDuration, now: Timestamp) {
    while spent.front().is_some_and(|at| now.duration_since(*at).abs() >= window) {
        spent.pop_front();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(1_700_000_000 + seconds).expect("it is a time")
    }

    fn three_a_minute() -> Budget<u8> {
        Budget::new(Rate { replies: 3, window: SignedDuration::from_secs(60) })
    }

    #[test]
    fn what_is_spent_comes_back_when_the_window_has_passed() {
        let mut budget = three_a_minute();
        let answered: Vec<bool> = [0, 1, 2, 3, 59, 60, 60, 61].iter().map(|s| budget.spend(1, at(*s))).collect();
        assert_eq!(answered, [true, true, true, false, false, true, false, true]);
    }

    #[test]
    fn one_does_not_spend_what_is_anothers() {
        let mut budget = three_a_minute();
        assert!((0..3).all(|_| budget.spend(1, at(0))));
        assert!(!budget.has(1, at(0)) && budget.has(2, at(0)));
    }

    #[test]
    fn those_who_are_silent_are_forgotten() {
        let mut budget: Budget<u32> = Budget::new(Rate { replies: 1, window: SignedDuration::from_secs(60) });
        for who in 0..100_000 {
            assert!(budget.spend(who, at(i64::from(who))));
        }
        assert!(budget.spent.len() <= 2 * REMEMBERED, "{} are remembered", budget.spent.len());
    }
}
