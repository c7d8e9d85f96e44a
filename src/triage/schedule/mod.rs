//! Who is on call, by rules on wall-clock time.
//!
//! A [`Schedule`] has layers. Each is a [`Rotation`]: people who take turns, each turn so many hours, days or weeks of
//! wall-clock time in the schedule's zone. A later layer wins where it covers; outside its hours it lets the one below
//! through. An [`Override`] puts somebody else in for a while.

mod hours;
mod length;

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;

pub use self::hours::Restriction;
pub use self::length::ShiftLength;
use crate::ids::UserId;

/// Named coverage: who is on call when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule {
    /// What it is called.
    pub name: String,
    /// Where its wall clock hangs.
    pub zone: TimeZone,
    /// What it is made of; later ones win where they cover.
    pub layers: Vec<Layer>,
}

/// A rotation, in certain hours or always.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layer {
    /// Who takes turns in it.
    pub rotation: Rotation,
    /// The hours it covers; all where none are given.
    pub hours: Vec<Restriction>,
}

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

/// A temporary change: one person for another, or one for everyone.
///
/// Wherever several are given together, they stand in the order in which they were made: the newest wins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Override {
    /// The schedule it changes, by name.
    pub schedule: String,
    /// Who steps back; everyone where none is named.
    pub replaces: Option<UserId>,
    /// Who steps in.
    pub with: UserId,
    /// From when on.
    pub from: Timestamp,
    /// Until when; this instant is the first without it.
    pub until: Timestamp,
    /// Who decided so.
    pub made_by: UserId,
    /// When.
    pub made_at: Timestamp,
}

/// A time in which the same person is on call, or nobody: as long as can be, or as long as was asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// Who; none where nobody is.
    pub person: Option<UserId>,
    /// Its first instant.
    pub from: Timestamp,
    /// The first instant after it.
    pub until: Timestamp,
}

/// One turn of a person: from when nobody or somebody else is on call before it, until the same after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shift {
    /// Who is on call.
    pub person: UserId,
    /// Its first instant.
    pub from: Timestamp,
    /// The first instant after it.
    pub until: Timestamp,
}
