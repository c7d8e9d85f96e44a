//! What was met lately, so that it is not done twice. Discord may tell anything more than once.

use std::collections::{HashSet, VecDeque};
use std::hash::Hash;

/// So many are remembered; a history that is told again is shorter.
const MOST: usize = 10_000;

/// The latest of something, by their ids.
#[derive(Debug)]
pub(super) struct Recent<Id> {
    known: HashSet<Id>,
    order: VecDeque<Id>,
}

impl<Id> Default for Recent<Id> {
    fn default() -> Self {
        Self { known: HashSet::new(), order: VecDeque::new() }
    }
}

impl<Id: Copy + Eq + Hash> Recent<Id> {
    /// Whether this is met for the first time in a while.
    pub(super) fn is_new(&mut self, id: Id) -> bool {
        if !self.known.insert(id) {
            return false;
        }
        self.order.push_back(id);
        if self.order.len() > MOST
            && let Some(oldest) = self.order.pop_front()
        {
            self.known.remove(&oldest);
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_met_lately_is_known_and_what_is_long_past_is_forgotten() {
        let mut recent = Recent::default();
        assert!(recent.is_new(0));
        assert!(!recent.is_new(0));
        for id in 1..=MOST {
            assert!(recent.is_new(id));
        }
        assert!(recent.is_new(0));
        assert!(!recent.is_new(MOST));
        assert_eq!((recent.known.len(), recent.order.len()), (MOST, MOST));
    }
}
