//! Where nobody is on call, and where one person is on call twice.

use std::iter;

use jiff::Timestamp;

use super::{Override, Schedule, Stretch};
use crate::ids::UserId;

/// A time in which one person is on call by two schedules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Overlap {
    /// Who.
    pub person: UserId,
    /// Its first instant.
    pub from: Timestamp,
    /// The first instant after it.
    pub until: Timestamp,
}

impl Schedule {
    /// The times in which nobody is on call.
    pub fn gaps_between(&self, overrides: &[Override], from: Timestamp, until: Timestamp) -> Vec<Stretch> {
        let mut stretches = self.stretches_between(overrides, from, until);
        stretches.retain(|stretch| stretch.person.is_none());
        stretches
    }

    /// The times in which the same person is on call by this schedule and by another.
    pub fn overlaps_with(
        &self,
        other: &Self,
        overrides: &[Override],
        from: Timestamp,
        until: Timestamp,
    ) -> Vec<Overlap> {
        let theirs = other.stretches_between(overrides, from, until);
        let mut theirs = theirs.iter().peekable();
        let mut overlaps = Vec::new();
        for ours in self.stretches_between(overrides, from, until) {
            while let Some(next) = theirs.peek() {
                let (from, until) = (ours.from.max(next.from), ours.until.min(next.until));
                if let Some(person) = ours.person.filter(|_| ours.person == next.person && from < until) {
                    overlaps.push(Overlap { person, from, until });
                }
                if next.until > ours.until {
                    break;
                }
                theirs.next();
            }
        }
        overlaps
    }

    /// The layers, from 0, that never come through although their turns have begun: others win all the time.
    pub fn hidden_layers(&self, from: Timestamp, until: Timestamp) -> Vec<usize> {
        let changes = iter::successors(Some(from), |at| self.change_after(&[], *at));
        let mut seen = vec![false; self.layers.len()];
        for at in changes.take_while(|at| *at < until) {
            let wins = self.layers.iter().rposition(|layer| layer.person_at(&self.zone, at).is_some());
            if let Some(seen) = wins.and_then(|layer| seen.get_mut(layer)) {
                *seen = true;
            }
        }
        let begun = |nth: &usize| self.layers.get(*nth).is_some_and(|layer| layer.has_begun(&self.zone, until));
        (0..seen.len()).filter(|nth| !seen[*nth]).filter(begun).collect()
    }
}
