//! Times as people type them, on the clock of a schedule: `14:00`, `tomorrow 9:00`, `2026-12-01 14:00`, `+2h`, `now`.

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan as _};

use super::Schedule;
use super::wall::first_instant;

/// What is typed for this instant, in the languages that are spoken.
const NOW: [&str; 7] = ["now", "jetzt", "maintenant", "ahora", "agora", "今", "現在"];
/// What is typed for this day.
const TODAY: [&str; 6] = ["today", "heute", "aujourd'hui", "hoy", "hoje", "今日"];
/// What is typed for the day after this one.
const TOMORROW: [&str; 6] = ["tomorrow", "morgen", "demain", "mañana", "amanhã", "明日"];

/// The digits of a number in a duration: more are no time that anybody means.
const DIGITS: usize = 5;

impl Schedule {
    /// The instant that somebody means, on the clock of this schedule; none where it cannot be told.
    ///
    /// A time of day is the first one after `after`, and a duration counts from there; a day is one as seen from `now`.
    pub fn moment(&self, typed: &str, now: Timestamp, after: Timestamp) -> Option<Timestamp> {
        let typed = typed.trim().to_lowercase().replace('’', "'").replace('：', ":");
        if NOW.contains(&typed.as_str()) {
            return Some(now);
        }
        if let Some(duration) = duration(&typed) {
            return after.checked_add(duration).ok();
        }
        let (day, time) = match typed.rsplit_once([' ', 't', '\u{3000}']) {
            Some((day, time)) => (Some(day.trim_end()), time),
            None => (None, typed.as_str()),
        };
        let time = time_of_day(time)?;
        let on = |date: Date| first_instant(&self.zone, date.to_datetime(time));
        if let Some(day) = day {
            return Some(on(date(day, &self.zone, now)?));
        }
        let date = self.zone.to_datetime(after).date();
        [Some(date), date.checked_add(1.day()).ok()].into_iter().flatten().map(on).find(|at| *at > after)
    }
}

/// `2h`, `+90min`, `1d`, `1h30m`.
fn duration(typed: &str) -> Option<SignedDuration> {
    let mut rest = typed.strip_prefix('+').unwrap_or(typed).trim_start();
    let mut whole = SignedDuration::ZERO;
    let mut any = false;
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit()).filter(|digits| (1..=DIGITS).contains(digits))?;
        let number: i64 = rest[..digits].parse().ok()?;
        rest = rest[digits..].trim_start();
        let letters = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
        let minutes = match &rest[..letters] {
            "m" | "min" => 1,
            "h" => 60,
            "d" => 24 * 60,
            "w" => 7 * 24 * 60,
            _ => return None,
        };
        whole += SignedDuration::from_mins(number * minutes);
        rest = rest[letters..].trim_start();
        any = true;
    }
    any.then_some(whole)
}

fn date(day: &str, zone: &TimeZone, now: Timestamp) -> Option<Date> {
    let today = zone.to_datetime(now).date();
    if TODAY.contains(&day) {
        return Some(today);
    }
    if TOMORROW.contains(&day) {
        return today.checked_add(1.day()).ok();
    }
    day.parse().ok().filter(|_| day.len() == "2026-12-01".len())
}

/// `9:00`, `14:30`.
fn time_of_day(text: &str) -> Option<Time> {
    let (hour, minute) = text.split_once(':')?;
    let number = |text: &str, least: usize| {
        let fits = (least..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        fits.then(|| text.parse().ok()).flatten()
    };
    Time::new(number(hour, 1)?, number(minute, 2)?, 0, 0).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn berlin() -> Schedule {
        let zone = TimeZone::get("Europe/Berlin").expect("the zone is known");
        Schedule { name: "primary".to_owned(), zone, layers: Vec::new() }
    }

    fn at(text: &str) -> Timestamp {
        text.parse().expect("the test names a time")
    }

    /// Typed on a Monday in March at 11:30 in Berlin, for a time after 18:00 of that day.
    fn typed(text: &str) -> Option<String> {
        let moment = berlin().moment(text, at("2026-03-23T10:30:00Z"), at("2026-03-23T17:00:00Z"));
        moment.map(|moment| moment.to_string())
    }

    #[test]
    fn a_time_is_read_on_the_clock_of_the_schedule() {
        for (text, means) in [
            ("now", "2026-03-23T10:30:00Z"),
            ("18:01", "2026-03-23T17:01:00Z"),
            ("18:00", "2026-03-24T17:00:00Z"),
            ("9:00", "2026-03-24T08:00:00Z"),
            ("09:05", "2026-03-24T08:05:00Z"),
            ("today 9:00", "2026-03-23T08:00:00Z"),
            ("Tomorrow  9:00", "2026-03-24T08:00:00Z"),
            ("morgen 9:00", "2026-03-24T08:00:00Z"),
            ("明日 9：00", "2026-03-24T08:00:00Z"),
            ("2026-12-01 14:00", "2026-12-01T13:00:00Z"),
            ("2026-12-01T14:00", "2026-12-01T13:00:00Z"),
            // A night in which the clock jumps from two to three.
            ("2026-03-29 02:30", "2026-03-29T01:00:00Z"),
            ("+2h", "2026-03-23T19:00:00Z"),
            ("90 min", "2026-03-23T18:30:00Z"),
            ("1h30m", "2026-03-23T18:30:00Z"),
            ("1d", "2026-03-24T17:00:00Z"),
            ("+1w", "2026-03-30T17:00:00Z"),
        ] {
            assert_eq!(typed(text).as_deref(), Some(means), "{text}");
        }
    }

    #[test]
    fn what_could_mean_several_things_means_none() {
        for text in
            ["", "+", "9", "14", "25:00", "9:60", "9:0", "2", "h", "2x", "-2h", "2026-12-01", "1.12. 14:00", "+999999h"]
        {
            assert_eq!(typed(text), None, "{text}");
        }
        for text in ["tomorrow", "next week", "2026-13-01 14:00", "26-12-01 14:00", "14:00 uhr", "noon 14:00", "١٤:٠٠"]
        {
            assert_eq!(typed(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_the_reader_panic(text in "(\\+|tomorrow |2026-12-01 )?[0-9:hmdwT ]{0,12}\\PC{0,4}") {
            let _ = typed(&text);
            let _ = berlin().moment(&text, Timestamp::MAX, Timestamp::MAX);
        }
    }
}
