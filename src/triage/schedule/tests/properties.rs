//! What holds for every schedule, looked at closely around the instants at which clocks are moved.
//!
//! The oracle reads the clock on the wall as a person would who crosses out every minute that it has shown: what it
//! shows again is crossed out already, what it jumps over counts as shown. By that, turns and hours are plain arithmetic.

use jiff::SignedDuration;
use jiff::civil::DateTime;
use proptest::prelude::*;

use super::*;

/// Instants at which clocks are moved, both ways.
const MOVED: [(&str, [&str; 2]); 4] = [
    ("Europe/Berlin", ["2026-03-29T01:00:00Z", "2026-10-25T01:00:00Z"]),
    ("America/New_York", ["2026-03-08T07:00:00Z", "2026-11-01T06:00:00Z"]),
    ("Australia/Lord_Howe", ["2026-04-04T15:00:00Z", "2026-10-03T15:30:00Z"]),
    ("Africa/Casablanca", ["2026-02-15T02:00:00Z", "2026-03-22T02:00:00Z"]),
];

/// The latest time that the clock has shown up to an instant, to the minute.
fn shown_until(zone: &TimeZone, at: Timestamp) -> DateTime {
    let minute = SignedDuration::from_mins(1);
    let moved = zone.preceding(at + minute).take(2).map(|transition| zone.to_datetime(transition.timestamp() - minute));
    moved.chain([zone.to_datetime(at)]).max().expect("the clock shows something")
}

fn by_the_wall(schedule: &Schedule, overrides: &[Override], at: Timestamp) -> Option<UserId> {
    let shown = shown_until(&schedule.zone, at);
    let covers = |hours: &Restriction| {
        (-1..=0).any(|days| {
            let midnight = shown.date().at(0, 0, 0, 0) + SignedDuration::from_hours(24 * days);
            let (from, until) = hours.minutes();
            let after = |minutes: u16| midnight + SignedDuration::from_mins(minutes.into());
            hours.is_on(midnight.weekday()) && after(from) <= shown && shown < after(until)
        })
    };
    let mut on_call = None;
    for layer in &schedule.layers {
        let rotation = &layer.rotation;
        let elapsed = shown.duration_since(rotation.start.to_datetime(rotation.handoff)).as_mins();
        if elapsed >= 0 && (layer.hours.is_empty() || layer.hours.iter().any(covers)) {
            let turn = elapsed / 60 / rotation.shift.hours();
            on_call = Some(rotation.people[turn as usize % rotation.people.len()]);
        }
    }
    let scheduled = on_call;
    for change in overrides.iter().filter(|change| change.from <= at && at < change.until) {
        if change.replaces.is_none_or(|person| Some(person) == on_call || Some(person) == scheduled) {
            on_call = Some(change.with);
        }
    }
    on_call
}

fn people() -> impl Strategy<Value = Vec<UserId>> {
    prop::collection::vec(prop::sample::select(vec![CAROL, DAN, ERIN]), 1..5)
}

fn hours() -> impl Strategy<Value = String> {
    let days = prop::sample::select(vec!["", "mon-fri ", "sat-sun ", "sun ", "fri-mon ", "tue,thu "]);
    (days, 0..24, 0..60, 0..24, 0..60).prop_map(|(days, a, b, c, d)| format!("{days}{a:02}:{b:02}-{c:02}:{d:02}"))
}

fn layer() -> impl Strategy<Value = Layer> {
    let shift = prop::sample::select(vec!["daily", "weekly", "1 hour", "5 hours", "12 hours", "3 days", "2 weeks"]);
    let first = (0_i64..540, 0..24, 0..60);
    (people(), shift, first, prop::collection::vec(hours(), 0..3)).prop_map(
        |(people, shift, (day, hour, minute), hours)| {
            let start = jiff::civil::date(2025, 6, 1) + SignedDuration::from_hours(24 * day);
            let hours: Vec<&str> = hours.iter().map(String::as_str).collect();
            turns(&people, shift, &format!("{start} {hour:02}:{minute:02}")).only(&hours)
        },
    )
}

/// A schedule, overrides, and an instant at which clocks are moved in its zone.
fn any_schedule() -> impl Strategy<Value = (Schedule, Vec<Override>, Timestamp)> {
    let who = || prop::sample::select(vec![CAROL, DAN, ERIN]);
    let change = (prop::option::of(who()), who(), -60_i64..60, 0_i64..60);
    let moved = (prop::sample::select(&MOVED[..]), 0_usize..2);
    (moved, prop::collection::vec(layer(), 1..4), prop::collection::vec(change, 0..3)).prop_map(
        |((zone, moved), layers, changes)| {
            let moved = at(zone.1[moved]);
            let hours = |from: i64| moved + SignedDuration::from_hours(from);
            let overrides = changes.into_iter().map(|(replaces, with, from, length)| Override {
                schedule: "primary".to_owned(),
                replaces,
                with,
                from: hours(from),
                until: hours(from + length),
                made_by: ERIN,
                made_at: Timestamp::UNIX_EPOCH,
            });
            (schedule(zone.0, layers), overrides.collect(), moved)
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn who_is_on_call_is_what_the_clock_on_the_wall_says((schedule, overrides, moved) in any_schedule()) {
        let near = (-150..150).step_by(3).map(|minutes| moved + SignedDuration::from_mins(minutes));
        let around = (-80..80).map(|hours| moved + SignedDuration::from_mins(hours * 37));
        for at in near.chain(around) {
            prop_assert_eq!(
                name(schedule.on_call_at(&overrides, at)), name(by_the_wall(&schedule, &overrides, at)), "{}", at
            );
        }
    }

    #[test]
    fn every_instant_is_covered_once_and_handoffs_are_where_it_changes((schedule, overrides, moved) in any_schedule()) {
        let (from, until) = (moved - SignedDuration::from_hours(50), moved + SignedDuration::from_hours(50));
        let stretches = schedule.stretches_between(&overrides, from, until);
        prop_assert_eq!(stretches.first().map(|first| first.from), Some(from));
        prop_assert_eq!(stretches.last().map(|last| last.until), Some(until));
        for pair in stretches.windows(2) {
            prop_assert_eq!(pair[0].until, pair[1].from);
            prop_assert_ne!(pair[0].person, pair[1].person);
            let handoff = schedule.next_handoff(&overrides, pair[0].from);
            let expected = Handoff { at: pair[1].from, from: pair[0].person, to: pair[1].person };
            prop_assert_eq!(handoff, Some(expected));
        }
        let nanosecond = SignedDuration::from_nanos(1);
        for stretch in &stretches {
            prop_assert!(stretch.from < stretch.until);
            let middle = stretch.from + (stretch.until.duration_since(stretch.from) / 2);
            for at in [stretch.from, middle, stretch.until - nanosecond] {
                prop_assert_eq!(schedule.on_call_at(&overrides, at), stretch.person, "{}", at);
            }
        }
        let inner = stretches.iter().filter(|stretch| stretch.from > from && stretch.until < until);
        for stretch in inner.take(4) {
            prop_assert_eq!(schedule.stretch_at(&overrides, stretch.from), *stretch);
            prop_assert_eq!(schedule.stretch_at(&overrides, stretch.until - nanosecond), *stretch);
        }
    }
}
