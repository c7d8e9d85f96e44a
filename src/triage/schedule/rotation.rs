//! Whose turn it is, and when the next one's begins.
//!
//! Turns are counted on the wall clock, from the first handoff: the n-th begins n lengths later by the calendar, as if
//! clocks were never moved, and is then looked up in the zone. So a handoff stays at its time of day, and no turn is
//! found by stepping through those before it, however far away it is.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::ShiftLength;
use super::wall::first_instant;
use crate::ids::UserId;

/// People who take turns. The first one's first turn begins at `handoff` on the day `start`; before that, nobody's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rotation {
    /// In the order of their turns. With none, nobody is ever on call by it.
    pub people: Vec<UserId>,
    /// How long a turn is.
    pub shift: ShiftLength,
    /// When a turn of days or weeks begins and ends; of hours, when the first one begins.
    pub handoff: Time,
    /// The day of the first handoff.
    pub start: Date,
}

impl Rotation {
    /// Whose turn it is.
    pub(super) fn person_at(&self, zone: &TimeZone, at: Timestamp) -> Option<UserId> {
        let turn = self.turn_at(zone, at)?;
        let people = i64::try_from(self.people.len()).ok().filter(|people| *people > 0)?;
        self.people.get((turn % people) as usize).copied()
    }

    /// When the first turn begins.
    pub(super) fn begins(&self, zone: &TimeZone) -> Timestamp {
        self.handoff(zone, 0)
    }

    /// The first instant after that one at which it may be somebody else's turn; none where it stays as it is for ever.
    pub(super) fn change_after(&self, zone: &TimeZone, at: Timestamp) -> Option<Timestamp> {
        match self.turn_at(zone, at) {
            _ if self.people.is_empty() => None,
            None => Some(self.begins(zone)),
            Some(turn) => self.takes_turns().then(|| self.handoff(zone, turn + 1)),
        }
    }

    /// The last instant up to that one at which it became somebody's turn, maybe the same person's as before.
    pub(super) fn change_until(&self, zone: &TimeZone, at: Timestamp) -> Option<Timestamp> {
        let turn = self.turn_at(zone, at).filter(|_| !self.people.is_empty())?;
        Some(self.handoff(zone, if self.takes_turns() { turn } else { 0 }))
    }

    /// The turn at an instant, from 0; none before the first.
    fn turn_at(&self, zone: &TimeZone, at: Timestamp) -> Option<i64> {
        if at < self.begins(zone) {
            return None;
        }
        let elapsed = zone.to_datetime(at).duration_since(self.first());
        // What the clock shows is there a second time where it was set back, so that more turns may have begun.
        let mut turn = (elapsed.as_hours() / self.shift.hours()).max(0);
        while self.handoff(zone, turn + 1) <= at && at < Timestamp::MAX {
            turn += 1;
        }
        Some(turn)
    }

    /// When a turn begins. One that no calendar reaches begins at the end of time.
    fn handoff(&self, zone: &TimeZone, turn: i64) -> Timestamp {
        let hours = turn.checked_mul(self.shift.hours());
        let shown = hours.and_then(|hours| self.first().checked_add(SignedDuration::try_from_hours(hours)?).ok());
        shown.map_or(Timestamp::MAX, |shown| first_instant(zone, shown))
    }

    fn first(&self) -> DateTime {
        self.start.to_datetime(self.handoff)
    }

    fn takes_turns(&self) -> bool {
        self.people.windows(2).any(|pair| pair[0] != pair[1])
    }
}
