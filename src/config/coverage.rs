//! What there is to mend in schedules that are well written: times without anyone, people paged twice, layers and
//! schedules that never count. All of it is looked for in the year that follows a day.

use std::ops::Range;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use toml::de::{DeTable, DeValue};

use super::OnCall;
use crate::knowledge::problem::{Problem, Severity};
use crate::triage::{Roster, Schedule};

const YEAR: SignedDuration = SignedDuration::from_hours(366 * 24);

/// Warnings about a file that has no faults, given with what was read from it.
pub fn coverage(text: &str, path: &str, on_call: &OnCall, today: Date) -> Vec<Problem> {
    let roster = &on_call.roster;
    let places = places(text);
    let mut warnings = Vec::new();
    let mut warn = |nth: usize, rule: &'static str, message: String, help: &str| {
        warnings.push(Problem {
            severity: Severity::Warning,
            rule,
            path: path.to_owned(),
            span: places.get(nth).cloned(),
            message,
            help: Some(help.to_owned()),
        });
    };
    for (nth, schedule) in roster.schedules.iter().enumerate() {
        let (from, until) = year(schedule, today);
        let name = &schedule.name;
        let gaps: Vec<_> = schedule.gaps_between(&[], from, until).iter().map(|gap| (gap.from, gap.until)).collect();
        if let Some(when) = times(&gaps, until, &schedule.zone) {
            let help = "let a layer without `hours` stand first, or give somebody these hours";
            warn(nth, "gap", format!("nobody is on call by `{name}` {when}"), help);
        }
        for layer in schedule.hidden_layers(from, until) {
            let message = format!("layer {} of `{name}` never counts: later ones win all the time", layer + 1);
            warn(nth, "hidden-layer", message, "give the later ones `hours`, or put it after them");
        }
        if roster.policies.iter().all(|policy| !policy.schedules().contains(&name.as_str())) {
            let help = format!("let a step of a policy have `page = [\"schedule:{name}\"]`");
            warn(nth, "unused-schedule", format!("no policy pages who is on call by `{name}`"), &help);
        }
    }
    for policy in &roster.policies {
        let mut paged: Vec<(usize, &Schedule)> =
            policy.schedules().iter().filter_map(|name| find(roster, name)).collect();
        paged.sort_by_key(|(nth, _)| *nth);
        for (at, (nth, later)) in paged.iter().enumerate() {
            for (_, earlier) in paged.iter().take(at) {
                let (from, until) = year(later, today);
                let overlaps = later.overlaps_with(earlier, &[], from, until);
                let Some(first) = overlaps.first() else { continue };
                let both: Vec<_> = overlaps.iter().map(|both| (both.from, both.until)).collect();
                let person = roster.name_of(first.person).map_or_else(|| first.person.to_string(), str::to_owned);
                let message = format!(
                    "`{person}` is on call by `{}` and by `{}` {}: the policy `{}` pages the same person for both",
                    earlier.name,
                    later.name,
                    times(&both, until, &later.zone).unwrap_or_default(),
                    policy.name
                );
                warn(*nth, "overlap", message, "let the two take turns at different times, or with different people");
            }
        }
    }
    warnings
}

fn find<'r>(roster: &'r Roster, name: &str) -> Option<(usize, &'r Schedule)> {
    roster.schedules.iter().enumerate().find(|(_, schedule)| schedule.name == name)
}

/// The year that begins with a day where the schedule is.
fn year(schedule: &Schedule, today: Date) -> (Timestamp, Timestamp) {
    let from = today.to_zoned(schedule.zone.clone()).map_or(Timestamp::MIN, |midnight| midnight.timestamp());
    (from, from.checked_add(YEAR).unwrap_or(Timestamp::MAX))
}

/// The first of some times, and how many more there are: nobody reads every weekend of a year.
fn times(times: &[(Timestamp, Timestamp)], end: Timestamp, zone: &TimeZone) -> Option<String> {
    let (from, until) = times.first()?;
    let shown = |at: &Timestamp| at.to_zoned(zone.clone()).strftime("%a %F %H:%M").to_string();
    let first = if *until == end {
        format!("from {} on", shown(from))
    } else {
        format!("from {} to {}", shown(from), shown(until))
    };
    let zone = zone.iana_name().unwrap_or("UTC");
    Some(match times.len() - 1 {
        0 => format!("{first} ({zone})"),
        1 => format!("{first} ({zone}), and once more within a year"),
        more => format!("{first} ({zone}), and {more} more times within a year"),
    })
}

/// Where the schedules stand in the file, in their order: at their names.
fn places(text: &str) -> Vec<Range<usize>> {
    let (root, _) = DeTable::parse_recoverable(text);
    let on_call = root.get_ref().get("on_call").and_then(|section| section.get_ref().as_table());
    let schedules = on_call.and_then(|on_call| on_call.get("schedules")?.get_ref().as_array());
    let place = |schedule: &toml::Spanned<DeValue<'_>>| {
        let name = schedule.get_ref().as_table().and_then(|table| table.get("name"));
        name.map_or_else(|| schedule.span(), toml::Spanned::span)
    };
    schedules.into_iter().flat_map(|schedules| schedules.iter()).map(place).collect()
}

#[cfg(test)]
mod tests;
