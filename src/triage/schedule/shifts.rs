//! Shifts and handoffs, found by going from one change of the rules to the next.

use std::iter;

use jiff::{SignedDuration, Timestamp};

use super::{Override, Schedule};
use crate::ids::UserId;

/// A time in which the same person is on call, or nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// Who; none where nobody is.
    pub person: Option<UserId>,
    /// Its first instant.
    pub from: Timestamp,
    /// The first instant after it.
    pub until: Timestamp,
}

/// One turn of a person, whole: somebody else is on call before it and after it, or nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shift {
    /// Who is on call.
    pub person: UserId,
    /// Its first instant.
    pub from: Timestamp,
    /// The first instant after it; the end of time where nobody ever takes over.
    pub until: Timestamp,
}

/// A change of who is on call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Handoff {
    /// When.
    pub at: Timestamp,
    /// Who was on call until then.
    pub from: Option<UserId>,
    /// Who is from then on.
    pub to: Option<UserId>,
}

/// Changes of the rules that are looked at for one change of who is on call. Most often the first is one; only where the
/// same person is on call by all layers that take turns may there be none in all of them.
const MOST_CHANGES: usize = 2048;

impl Schedule {
    /// Who is on call from `from` until `until`, without a break: the first begins at `from`, the last ends at `until`.
    pub fn stretches_between(&self, overrides: &[Override], from: Timestamp, until: Timestamp) -> Vec<Stretch> {
        let mut stretches: Vec<Stretch> = Vec::new();
        let mut at = from;
        while at < until {
            let person = self.on_call_at(overrides, at);
            let end = self.change_after(overrides, at).map_or(until, |change| change.min(until));
            match stretches.last_mut() {
                Some(last) if last.person == person => last.until = end,
                _ => stretches.push(Stretch { person, from: at, until: end }),
            }
            at = end;
        }
        stretches
    }

    /// The shifts that lie in a time or reach into it, each whole.
    pub fn shifts_between(&self, overrides: &[Override], from: Timestamp, until: Timestamp) -> Vec<Shift> {
        let mut stretches = self.stretches_between(overrides, from, until);
        if let Some(first) = stretches.first_mut() {
            first.from = self.begin(overrides, from);
        }
        if let Some(last) = stretches.last_mut() {
            last.until = self.end(overrides, before(until));
        }
        stretches.iter().filter_map(Stretch::shift).collect()
    }

    /// The time around an instant in which the same person is on call, or nobody.
    pub fn stretch_at(&self, overrides: &[Override], at: Timestamp) -> Stretch {
        let person = self.on_call_at(overrides, at);
        Stretch { person, from: self.begin(overrides, at), until: self.end(overrides, at) }
    }

    /// When somebody else comes on call, or nobody is on call any longer, after an instant; none where that never happens.
    pub fn next_handoff(&self, overrides: &[Override], after: Timestamp) -> Option<Handoff> {
        let at = self.end(overrides, after);
        let (from, to) = (self.on_call_at(overrides, after), self.on_call_at(overrides, at));
        (at < Timestamp::MAX).then_some(Handoff { at, from, to })
    }

    /// The next shift of a person that begins after an instant; none where there is none in the next years.
    pub fn next_shift_of(&self, overrides: &[Override], person: UserId, after: Timestamp) -> Option<Shift> {
        let by_turns = self.layers.iter().any(|layer| layer.rotation.people.contains(&person));
        if !by_turns && overrides.iter().all(|change| change.with != person) {
            return None;
        }
        let next = |at| self.next_handoff(overrides, at);
        let mut handoffs = iter::successors(next(after), |handoff| next(handoff.at)).take(MOST_CHANGES);
        let begins = handoffs.find(|handoff| handoff.to == Some(person))?;
        Some(Shift { person, from: begins.at, until: self.end(overrides, begins.at) })
    }

    /// When the stretch around an instant ends; the end of time where it does not.
    fn end(&self, overrides: &[Override], at: Timestamp) -> Timestamp {
        let person = self.on_call_at(overrides, at);
        let changes = iter::successors(self.change_after(overrides, at), |at| self.change_after(overrides, *at));
        let end = changes.take(MOST_CHANGES).find(|change| self.on_call_at(overrides, *change) != person);
        end.unwrap_or(Timestamp::MAX)
    }

    /// When the stretch around an instant begins; the beginning of time where it does not.
    fn begin(&self, overrides: &[Override], at: Timestamp) -> Timestamp {
        let person = self.on_call_at(overrides, at);
        let changes =
            iter::successors(self.change_until(overrides, at), |at| self.change_until(overrides, before(*at)));
        let begin = changes.take(MOST_CHANGES).find(|change| self.on_call_at(overrides, before(*change)) != person);
        begin.unwrap_or(Timestamp::MIN)
    }
}

impl Stretch {
    /// The shift that it is, where somebody is on call.
    pub fn shift(&self) -> Option<Shift> {
        self.person.map(|person| Shift { person, from: self.from, until: self.until })
    }
}

/// The last instant before that one.
fn before(at: Timestamp) -> Timestamp {
    at.checked_sub(SignedDuration::from_nanos(1)).unwrap_or(Timestamp::MIN)
}
