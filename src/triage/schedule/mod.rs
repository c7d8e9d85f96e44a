//! Who is on call, by rules on wall-clock time.
//!
//! A [`Schedule`] has layers. Each is a [`Rotation`]: people who take turns, each turn so many hours, days or weeks of
//! wall-clock time in the schedule's zone. A later layer wins where it covers; outside its hours it lets the one below
//! through. An [`Override`] puts somebody else in for a while.
//!
//! The rule for clocks that are moved: a handoff at a time that is not there happens at the first instant after the gap,
//! one at a time that is there twice at the first of the two. So it is for the hours of a layer, too.

pub mod calendar;
mod changes;
mod coverage;
mod hours;
mod length;
mod moment;
mod rotation;
mod shifts;
mod wall;

#[cfg(test)]
mod tests;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Serialize;

pub use self::changes::{Decision, NoChange, made_together};
pub use self::coverage::Overlap;
pub use self::hours::Restriction;
pub use self::length::ShiftLength;
pub use self::rotation::Rotation;
pub use self::shifts::{Handoff, Shift, Stretch};
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

/// A temporary change: one person for another, or one for everyone.
///
/// Wherever several are given together, they stand in the order in which they were made: the newest wins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
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

impl Schedule {
    /// Who is on call at an instant; none where nobody is. Overrides of other schedules do not count.
    ///
    /// This takes as long for an instant thousands of years away as for the next one.
    pub fn on_call_at(&self, overrides: &[Override], at: Timestamp) -> Option<UserId> {
        let scheduled = self.layers.iter().rev().find_map(|layer| layer.person_at(&self.zone, at));
        let in_force = overrides.iter().filter(|change| change.schedule == self.name && change.covers(at));
        in_force.fold(scheduled, |on_call, change| match change.replaces {
            // Whoever is taken over from may be there by the schedule, or by an earlier override.
            Some(person) if scheduled != Some(person) && on_call != Some(person) => on_call,
            _ => Some(change.with),
        })
    }

    /// The first instant after that one at which something in the rules changes; none where nothing ever does.
    fn change_after(&self, overrides: &[Override], at: Timestamp) -> Option<Timestamp> {
        let ends = self.ends(overrides).filter(|end| *end > at);
        let layers = self.seen_at(at).filter_map(|layer| layer.change_after(&self.zone, at));
        ends.chain(layers).min().filter(|change| *change < Timestamp::MAX)
    }

    /// The last instant up to that one at which something in the rules changed; none where nothing did before it.
    fn change_until(&self, overrides: &[Override], at: Timestamp) -> Option<Timestamp> {
        let ends = self.ends(overrides).filter(|end| *end <= at);
        let layers = self.seen_at(at).filter_map(|layer| layer.change_until(&self.zone, at));
        ends.chain(layers).max()
    }

    /// The layers that are not below one which always wins from its beginning until after that instant.
    fn seen_at(&self, at: Timestamp) -> impl Iterator<Item = &Layer> {
        let lowest = self.layers.iter().rposition(|layer| layer.hours.is_empty() && layer.has_begun(&self.zone, at));
        self.layers.iter().skip(lowest.unwrap_or(0))
    }

    /// Both ends of the overrides.
    fn ends<'o>(&'o self, overrides: &'o [Override]) -> impl Iterator<Item = Timestamp> + 'o {
        let ours = overrides.iter().filter(|change| change.schedule == self.name);
        ours.flat_map(|change| [change.from, change.until])
    }
}

impl Layer {
    fn person_at(&self, zone: &TimeZone, at: Timestamp) -> Option<UserId> {
        let covers = self.hours.is_empty() || self.hours.iter().any(|hours| hours.cover(zone, at));
        covers.then(|| self.rotation.person_at(zone, at)).flatten()
    }

    fn has_begun(&self, zone: &TimeZone, at: Timestamp) -> bool {
        !self.rotation.people.is_empty() && self.rotation.begins(zone) <= at
    }

    fn change_after(&self, zone: &TimeZone, at: Timestamp) -> Option<Timestamp> {
        let hours = self.hours.iter().filter(|_| self.has_begun(zone, at));
        let hours = hours.filter_map(|hours| hours.change_after(zone, at));
        hours.chain(self.rotation.change_after(zone, at)).min()
    }

    fn change_until(&self, zone: &TimeZone, at: Timestamp) -> Option<Timestamp> {
        let hours = self.hours.iter().filter(|_| self.has_begun(zone, at));
        let hours = hours.filter_map(|hours| hours.change_until(zone, at));
        hours.chain(self.rotation.change_until(zone, at)).max()
    }
}

impl Override {
    /// Whether it counts at an instant.
    pub fn covers(&self, at: Timestamp) -> bool {
        self.from <= at && at < self.until
    }
}
