//! A stretch of days on somebody's calendar.

use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan as _};

/// Whole days in a time zone, up to now.
#[derive(Debug, Clone, PartialEq)]
pub struct Period {
    /// Where the days begin and end, and what the hours are called.
    pub zone: TimeZone,
    /// The first day.
    pub first: Date,
    /// The last day: today.
    pub last: Date,
    /// When the first day began.
    pub from: Timestamp,
    /// Now. What happened in the hour that runs is part of the period.
    pub to: Timestamp,
}

/// A day, or a week, of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// The first day of it.
    pub first: Date,
    /// The last day of it.
    pub last: Date,
}

/// Whether a period is looked at by day or by week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// By day.
    Days,
    /// By week, beginning on Monday.
    Weeks,
}

/// Up to so many days, a period is looked at by day.
const DAYS: usize = 31;
/// The longest period, in days.
const MOST: u16 = 400;

impl Period {
    /// Today and the days before it, so many in all: at least 1 and at most 400.
    pub fn of_days(days: u16, now: Timestamp, zone: TimeZone) -> Self {
        let last = now.to_zoned(zone.clone()).date();
        let first = last.saturating_sub(i32::from(days.clamp(1, MOST) - 1).days());
        // A day that begins with a jump of the clock begins after the jump.
        let from = first.to_zoned(zone.clone()).map_or(Timestamp::MIN, |start| start.timestamp());
        Self { zone, first, last, from, to: now }
    }

    /// Whether it is looked at by day or by week.
    pub fn scope(&self) -> Scope {
        if self.days() <= DAYS { Scope::Days } else { Scope::Weeks }
    }

    /// How many days it has.
    pub fn days(&self) -> usize {
        usize::try_from((self.last - self.first).get_days()).unwrap_or_default() + 1
    }

    /// Its days or weeks, in order. The first week and the last may be parts of one.
    pub fn columns(&self) -> Vec<Column> {
        let mut columns = Vec::new();
        let mut first = self.first;
        while first <= self.last {
            let last = match self.scope() {
                Scope::Days => first,
                Scope::Weeks => end_of_week(first).min(self.last),
            };
            columns.push(Column { first, last });
            first = last.saturating_add(1.day());
            if first == last {
                break;
            }
        }
        columns
    }

    /// In which of its [columns](Self::columns) an hour stands that began at an instant; none where it is outside.
    pub(super) fn column_of(&self, hour: Timestamp) -> Option<usize> {
        if hour < self.from || hour > self.to {
            return None;
        }
        let days = |from: Date, to: Date| usize::try_from((to - from).get_days()).unwrap_or_default();
        let day = hour.to_zoned(self.zone.clone()).date();
        Some(match self.scope() {
            Scope::Days => days(self.first, day),
            Scope::Weeks => days(start_of_week(self.first), day) / 7,
        })
    }

    /// What the clock on the wall shows in the hour that began at an instant. Where it goes by half hours, it is the hour
    /// in which that began.
    pub(super) fn hour_of(&self, hour: Timestamp) -> usize {
        usize::try_from(hour.to_zoned(self.zone.clone()).hour()).unwrap_or_default()
    }

    /// When the hour of an instant began, in UTC.
    pub fn hour(at: Timestamp) -> Timestamp {
        const HOUR: i64 = 3_600_000;
        let began = at.as_millisecond().div_euclid(HOUR) * HOUR;
        Timestamp::from_millisecond(began).unwrap_or(Timestamp::MIN)
    }

    /// How long it is.
    pub fn length(&self) -> SignedDuration {
        self.to.duration_since(self.from)
    }
}

fn start_of_week(day: Date) -> Date {
    day.saturating_sub(i32::from(day.weekday().since(Weekday::Monday)).days())
}

fn end_of_week(day: Date) -> Date {
    day.saturating_add(i32::from(day.weekday().until(Weekday::Sunday)).days())
}
