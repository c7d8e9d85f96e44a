//! Who is on call, as people would work it out on a calendar. Every instant in a table was worked out by hand.

mod changes;
mod clocks;
mod coverage;
mod layers;
mod overrides;
mod properties;
mod shifts;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::*;

const CAROL: UserId = UserId::new(1);
const DAN: UserId = UserId::new(2);
const ERIN: UserId = UserId::new(3);

fn name(person: Option<UserId>) -> &'static str {
    match person {
        Some(CAROL) => "carol",
        Some(DAN) => "dan",
        Some(ERIN) => "erin",
        Some(_) => "a stranger",
        None => "nobody",
    }
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// People who take turns from a first handoff on, such as `2026-03-27 09:00`.
fn turns(people: &[UserId], shift: &str, first: &str) -> Layer {
    let (start, handoff) = first.split_once(' ').expect("a day and a time");
    let rotation = Rotation {
        people: people.to_vec(),
        shift: shift.parse().expect("it is a shift"),
        handoff: handoff.parse().expect("it is a time"),
        start: start.parse().expect("it is a day"),
    };
    Layer { rotation, hours: Vec::new() }
}

impl Layer {
    fn only(mut self, hours: &[&str]) -> Self {
        self.hours = hours.iter().map(|hours| hours.parse().expect("these are hours")).collect();
        self
    }
}

fn schedule(zone: &str, layers: impl Into<Vec<Layer>>) -> Schedule {
    let zone = TimeZone::get(zone).expect("the zone is known");
    Schedule { name: "primary".to_owned(), zone, layers: layers.into() }
}

/// Who is on call from when on, over a time.
fn told(schedule: &Schedule, overrides: &[Override], from: &str, until: &str) -> Vec<String> {
    let stretches = schedule.stretches_between(overrides, at(from), at(until));
    stretches.iter().map(|stretch| format!("{} {}", stretch.from, name(stretch.person))).collect()
}
