//! Shifts as a calendar that programs subscribe to: iCalendar, RFC 5545.
//!
//! The two crates that would write it were weighed: one brings a second calendar library with it, the other folds its
//! lines one octet too late. What is used of the format is a page.

use jiff::Timestamp;
use jiff::fmt::strtime;

use super::{Override, Schedule};
use crate::ids::UserId;

/// Octets of a line without its end (RFC 5545, 3.1).
const LINE: usize = 75;

/// The shifts of some schedules that lie in a time or reach into it, each an event called by `summary`.
///
/// An event keeps its UID for as long as its shift begins when it does, so that a subscriber sees it change rather than
/// come again. A shift that never ends is shown until the end of that time. `made_at` is when this was worked out.
pub fn calendar(
    name: &str,
    schedules: &[&Schedule],
    overrides: &[Override],
    (from, until): (Timestamp, Timestamp),
    summary: impl Fn(&Schedule, UserId) -> String,
    made_at: Timestamp,
) -> String {
    let mut lines = Lines(String::new());
    lines.put("BEGIN:VCALENDAR");
    lines.put("VERSION:2.0");
    lines.put("PRODID:-//Firstline//On call//EN");
    lines.put("METHOD:PUBLISH");
    lines.text("NAME", name);
    lines.text("X-WR-CALNAME", name);
    lines.put("REFRESH-INTERVAL;VALUE=DURATION:PT1H");
    let shifts = |schedule: &Schedule| schedule.shifts_between(overrides, from, until);
    let all = schedules.iter().flat_map(|schedule| shifts(schedule).into_iter().map(move |shift| (*schedule, shift)));
    for (schedule, shift) in all {
        lines.put("BEGIN:VEVENT");
        lines.text("UID", &format!("{}-{}-{}@firstline", time(shift.from), shift.person, schedule.name));
        lines.put(&format!("DTSTAMP:{}", time(made_at)));
        lines.put(&format!("DTSTART:{}", time(shift.from)));
        let end = if shift.until == Timestamp::MAX { until } else { shift.until };
        lines.put(&format!("DTEND:{}", time(end)));
        lines.text("SUMMARY", &summary(schedule, shift.person));
        // On call is not busy: meetings may be put there.
        lines.put("TRANSP:TRANSPARENT");
        lines.put("END:VEVENT");
    }
    lines.put("END:VCALENDAR");
    lines.0
}

/// Lines that end and fold as the format wants it.
struct Lines(String);

impl Lines {
    /// A property whose value is text: written so that it means itself.
    fn text(&mut self, name: &str, value: &str) {
        let mut line = format!("{name}:");
        let value = value.replace("\r\n", "\n");
        for character in value.chars() {
            match character {
                '\\' | ';' | ',' => line.extend(['\\', character]),
                '\n' | '\r' => line.push_str("\\n"),
                control if control.is_control() => {}
                other => line.push(other),
            }
        }
        self.put(&line);
    }

    /// One line, folded between characters where it is too long: what follows a line's end and a space goes on in it.
    fn put(&mut self, line: &str) {
        let mut room = LINE;
        for character in line.chars() {
            if character.len_utf8() > room {
                self.0.push_str("\r\n ");
                room = LINE - 1;
            }
            room -= character.len_utf8();
            self.0.push(character);
        }
        self.0.push_str("\r\n");
    }
}

fn time(at: Timestamp) -> String {
    // Years beyond four digits or before year 1 cannot be written in the format; no calendar shows them either.
    strtime::format("%Y%m%dT%H%M%SZ", at).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;
    use proptest::prelude::*;

    use super::super::{Layer, Rotation, ShiftLength};
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().expect("the test names a time")
    }

    /// Two people by weeks, in a schedule of that name.
    fn weekly(name: &str) -> Schedule {
        let rotation = Rotation {
            people: vec![UserId::new(1), UserId::new(2)],
            shift: ShiftLength::WEEKLY,
            handoff: jiff::civil::time(9, 0, 0, 0),
            start: jiff::civil::date(2026, 3, 16),
        };
        let zone = jiff::tz::TimeZone::get("Europe/Berlin").expect("the zone is known");
        Schedule { name: name.to_owned(), zone, layers: vec![Layer { rotation, hours: Vec::new() }] }
    }

    fn written(name: &str, summary: &str, from: &str, until: &str) -> String {
        let made_at = at("2026-03-20T10:00:00Z");
        let called = |_: &Schedule, person| format!("{summary} {person}");
        calendar(name, &[&weekly(name)], &[], (at(from), at(until)), called, made_at)
    }

    fn unfolded(text: &str) -> String {
        text.replace("\r\n ", "")
    }

    #[test]
    fn shifts_are_events_in_utc_that_calendars_can_tell_apart() {
        let text = written("primary", "On call:", "2026-03-24T00:00:00Z", "2026-03-31T00:00:00Z");
        assert!(text.split_inclusive('\n').all(|line| line.ends_with("\r\n")));
        assert_snapshot!(text.replace("\r\n", "\n"), @"
        BEGIN:VCALENDAR
        VERSION:2.0
        PRODID:-//Firstline//On call//EN
        METHOD:PUBLISH
        NAME:primary
        X-WR-CALNAME:primary
        REFRESH-INTERVAL;VALUE=DURATION:PT1H
        BEGIN:VEVENT
        UID:20260323T080000Z-2-primary@firstline
        DTSTAMP:20260320T100000Z
        DTSTART:20260323T080000Z
        DTEND:20260330T070000Z
        SUMMARY:On call: 2
        TRANSP:TRANSPARENT
        END:VEVENT
        BEGIN:VEVENT
        UID:20260330T070000Z-1-primary@firstline
        DTSTAMP:20260320T100000Z
        DTSTART:20260330T070000Z
        DTEND:20260406T070000Z
        SUMMARY:On call: 1
        TRANSP:TRANSPARENT
        END:VEVENT
        END:VCALENDAR
        ");
    }

    #[test]
    fn an_event_keeps_its_uid_as_the_time_goes_on() {
        let uids = |text: &str| -> Vec<String> {
            unfolded(text).lines().filter(|line| line.starts_with("UID")).map(str::to_owned).collect()
        };
        let earlier = uids(&written("primary", "", "2026-03-24T00:00:00Z", "2026-04-12T00:00:00Z"));
        let later = uids(&written("primary", "", "2026-03-29T00:00:00Z", "2026-04-19T00:00:00Z"));
        assert_eq!(earlier, later[..earlier.len()]);
    }

    #[test]
    fn names_mean_themselves_whatever_is_in_them() {
        let text = written("a;b,c\\d\r\nBEGIN:VALARM", "\u{7}x\ny", "2026-03-17T00:00:00Z", "2026-03-18T00:00:00Z");
        let text = unfolded(&text);
        let lines: Vec<&str> = text.lines().collect();
        assert!(lines.contains(&"NAME:a\\;b\\,c\\\\d\\nBEGIN:VALARM"), "{text}");
        assert!(lines.contains(&"SUMMARY:x\\ny 1"), "{text}");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn no_line_is_too_long_and_unfolding_gives_back_what_was_written(name in "\\PC{0,120}") {
            let text = written(&name, "", "2026-03-17T00:00:00Z", "2026-03-18T00:00:00Z");
            for line in text.split("\r\n") {
                prop_assert!(line.len() <= LINE, "{line}");
            }
            let escaped = name.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,");
            let expected = format!("\r\nNAME:{escaped}\r\n");
            prop_assert!(unfolded(&text).contains(&expected), "{text}");
        }
    }
}
