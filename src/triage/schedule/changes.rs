//! Changes for a while, as people ask for them: what overrides they come to, or why to none.

use jiff::{SignedDuration, Timestamp};

use super::{Override, Schedule};
use crate::ids::UserId;

/// Changes reach no further than this: whoever wants more changes the schedule.
const FURTHEST: SignedDuration = SignedDuration::from_hours(366 * 24);

/// Why nothing is to be changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoChange {
    /// It would end before it begins, or has ended.
    Over,
    /// It would end more than a year from now.
    TooFar,
    /// Nobody takes over by the schedule, so that it must be said until when.
    Endless,
    /// That person is on call then without it.
    OnCallAnyway(UserId),
    /// That person, for whom somebody is to step in, is not on call then.
    NotOnCall(UserId),
    /// That person has no shift to come.
    NoShift(UserId),
}

/// Who decides a change, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decision {
    /// Who.
    pub by: UserId,
    /// When, which is to the millisecond what is kept of it.
    pub at: Timestamp,
}

impl Schedule {
    /// Somebody is on call from `from`, whoever is by the schedule: until `until`, or as long as who is would be.
    ///
    /// # Errors
    /// Why that changes nothing.
    pub fn put_in(
        &self,
        overrides: &[Override],
        decided: Decision,
        with: UserId,
        (from, until): (Timestamp, Option<Timestamp>),
    ) -> Result<Override, NoChange> {
        let from = from.max(decided.at);
        let until = until.unwrap_or_else(|| self.stretch_at(overrides, from).until);
        self.changed(overrides, decided, Override { replaces: None, ..self.of(decided, with, from, until) })
    }

    /// Somebody steps in for a person: in that time, or where it is left open in the shift that the person has or comes
    /// to next.
    ///
    /// # Errors
    /// Why that changes nothing.
    pub fn cover(
        &self,
        overrides: &[Override],
        decided: Decision,
        (person, with): (UserId, UserId),
        (from, until): (Option<Timestamp>, Option<Timestamp>),
    ) -> Result<Override, NoChange> {
        let asked = from.unwrap_or(decided.at).max(decided.at);
        let now = self.stretch_at(overrides, asked);
        let (from, until) = if let Some(until) = until {
            (asked, until)
        } else if now.person == Some(person) {
            (asked, now.until)
        } else {
            let next = self.next_shift_of(overrides, person, asked).ok_or(NoChange::NoShift(person))?;
            (next.from, next.until)
        };
        self.changed(overrides, decided, Override { replaces: Some(person), ..self.of(decided, with, from, until) })
    }

    /// Two people swap the next shifts that each of them has.
    ///
    /// # Errors
    /// Why they cannot.
    pub fn swap(
        &self,
        overrides: &[Override],
        decided: Decision,
        (one, other): (UserId, UserId),
    ) -> Result<[Override; 2], NoChange> {
        if one == other {
            return Err(NoChange::OnCallAnyway(one));
        }
        let next = |person| self.next_shift_of(overrides, person, decided.at).ok_or(NoChange::NoShift(person));
        let (ones, others) = (next(one)?, next(other)?);
        let given = |shift: super::Shift, with| {
            let given = self.of(decided, with, shift.from, shift.until);
            self.changed(overrides, decided, Override { replaces: Some(shift.person), ..given })
        };
        Ok([given(ones, other)?, given(others, one)?])
    }

    fn of(&self, decided: Decision, with: UserId, from: Timestamp, until: Timestamp) -> Override {
        let schedule = self.name.clone();
        Override { schedule, replaces: None, with, from, until, made_by: decided.by, made_at: decided.at }
    }

    /// The change, where it is one.
    fn changed(
        &self,
        overrides: &[Override],
        Decision { at, .. }: Decision,
        change: Override,
    ) -> Result<Override, NoChange> {
        if change.until == Timestamp::MAX {
            return Err(NoChange::Endless);
        }
        // People see whole seconds.
        let whole = |at: Timestamp| Timestamp::from_second(at.as_second()).unwrap_or(at);
        let (from, until) = (whole(change.from.max(at)), whole(change.until));
        if until <= from {
            return Err(NoChange::Over);
        }
        if until > at.saturating_add(FURTHEST).unwrap_or(Timestamp::MAX) {
            return Err(NoChange::TooFar);
        }
        let change = Override { from, until, ..change };
        let before = self.stretches_between(overrides, from, until);
        if let Some(person) = change.replaces
            && before.iter().all(|stretch| stretch.person != Some(person))
        {
            return Err(NoChange::NotOnCall(person));
        }
        let with = change.with;
        let mut later = overrides.to_vec();
        later.push(change.clone());
        if self.stretches_between(&later, from, until) == before {
            return Err(NoChange::OnCallAnyway(with));
        }
        Ok(change)
    }
}

/// Overrides that were made by one decision with this one, itself among them: a swap is two.
pub fn made_together<'a>(all: &'a [Override], one: &'a Override) -> impl Iterator<Item = &'a Override> {
    all.iter().filter(move |other| {
        let swapped = one.replaces == Some(other.with) && other.replaces == Some(one.with);
        let together = (&one.schedule, one.made_by, one.made_at) == (&other.schedule, other.made_by, other.made_at);
        *other == one || (swapped && together)
    })
}
