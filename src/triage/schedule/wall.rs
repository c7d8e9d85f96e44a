//! From what a clock on the wall shows to the instant.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::{AmbiguousOffset, TimeZone};

/// Transitions looked at for the end of a gap. The first is the one; others can only be near where a zone changed twice
/// within a gap's length.
const NEAR: usize = 4;

/// The first instant at which the clock shows that time, or a later one. This is the one rule for times that are not
/// there, or there twice: the first instant after the gap, and the first of the two.
///
/// It never goes back as the time goes on. A time outside the calendar of instants is at its end.
pub(super) fn first_instant(zone: &TimeZone, shown: DateTime) -> Timestamp {
    let found = zone.to_ambiguous_timestamp(shown);
    let instant = match found.offset() {
        AmbiguousOffset::Gap { .. } => found.earlier().map(|before| {
            let ends = zone.following(before).take(NEAR).map(|transition| transition.timestamp());
            ends.into_iter().find(|end| zone.to_datetime(*end) >= shown).unwrap_or(before)
        }),
        _ => found.compatible(),
    };
    instant.unwrap_or(if shown.year() > 0 { Timestamp::MAX } else { Timestamp::MIN })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn first(zone: &str, shown: &str) -> String {
        let zone = TimeZone::get(zone).expect("the zone is known");
        first_instant(&zone, shown.parse().expect("the test names a time")).to_string()
    }

    #[test]
    fn a_time_that_is_not_there_is_the_first_instant_after_the_gap() {
        // 2026-03-29, 02:00 → 03:00 at 01:00Z.
        for shown in ["2026-03-29T02:00", "2026-03-29T02:30", "2026-03-29T02:59:59.999", "2026-03-29T03:00"] {
            assert_eq!(first("Europe/Berlin", shown), "2026-03-29T01:00:00Z", "{shown}");
        }
        assert_eq!(first("Europe/Berlin", "2026-03-29T01:59"), "2026-03-29T00:59:00Z");
        assert_eq!(first("Europe/Berlin", "2026-03-29T03:01"), "2026-03-29T01:01:00Z");
        // Half an hour: 2026-10-04, 02:00 → 02:30 at 15:30Z of the day before.
        assert_eq!(first("Australia/Lord_Howe", "2026-10-04T02:15"), "2026-10-03T15:30:00Z");
        // A whole day: Samoa had no 30 December 2011.
        assert_eq!(first("Pacific/Apia", "2011-12-30T12:00"), "2011-12-30T10:00:00Z");
        assert_eq!(first("Pacific/Apia", "2011-12-31T00:00"), "2011-12-30T10:00:00Z");
        // A midnight: in Beirut the day began at 01:00.
        assert_eq!(first("Asia/Beirut", "2026-03-29T00:00"), "2026-03-28T22:00:00Z");
    }

    #[test]
    fn of_a_time_that_is_there_twice_the_first_counts() {
        // 2026-10-25, 03:00 → 02:00 at 01:00Z.
        assert_eq!(first("Europe/Berlin", "2026-10-25T02:30"), "2026-10-25T00:30:00Z");
        assert_eq!(first("Europe/Berlin", "2026-10-25T03:00"), "2026-10-25T02:00:00Z");
        // 2026-04-05, 02:00 → 01:30 at 15:00Z of the day before.
        assert_eq!(first("Australia/Lord_Howe", "2026-04-05T01:45"), "2026-04-04T14:45:00Z");
        assert_eq!(first("Australia/Lord_Howe", "2026-04-05T02:00"), "2026-04-04T15:30:00Z");
    }

    #[test]
    fn the_ends_of_the_calendar_are_the_ends_of_time() {
        let zone = TimeZone::get("Europe/Berlin").expect("the zone is known");
        assert_eq!(first_instant(&zone, DateTime::MAX), Timestamp::MAX);
        assert_eq!(first_instant(&zone, DateTime::MIN), Timestamp::MIN);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn it_is_the_first_instant_at_which_the_clock_shows_that_or_later(
            zone in prop::sample::select(vec![
                "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "Africa/Casablanca",
                "America/Havana", "Antarctica/Troll", "Asia/Kathmandu",
            ]),
            minute in 0_i64..60 * 366 * 24 * 60,
        ) {
            let zone = TimeZone::get(zone).expect("the zone is known");
            let start = jiff::civil::date(1990, 1, 1).at(0, 0, 0, 0);
            let shown = start + jiff::SignedDuration::from_mins(minute);
            let instant = first_instant(&zone, shown);
            prop_assert!(zone.to_datetime(instant) >= shown);
            // As long before as clocks are ever moved by, apart from a day's.
            for minutes in 0..180 {
                let before = instant - jiff::SignedDuration::from_mins(minutes) - jiff::SignedDuration::from_nanos(1);
                prop_assert!(zone.to_datetime(before) < shown, "{} shows it too", before);
            }
        }
    }
}
