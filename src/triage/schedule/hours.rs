//! The hours that a layer covers: `mon-fri 08:00-18:00`, `22:00-06:00`, `sat-sun`.

use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;

use jiff::civil::Weekday;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::wall::first_instant;

/// Hours of certain days of the week, on the wall clock. Those past midnight belong to the day on which they begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Restriction {
    /// Bit 0 is Monday.
    days: u8,
    /// Minutes since midnight.
    from: u16,
    /// Minutes since the same midnight: later than `from`, by a day at most.
    until: u16,
}

/// Within so many days its hours begin, whichever days of the week they are on, even where a day is left out.
const AHEAD: i32 = 9;

const DAY: u16 = 24 * 60;
const EVERY_DAY: u8 = 0b111_1111;
const NAMES: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

const HELP: &str = "hours are written `mon-fri 08:00-18:00`, `sat,sun` or `22:00-06:00`";

impl Restriction {
    /// Whether hours of it begin on that day.
    pub fn is_on(self, day: Weekday) -> bool {
        self.days & (1 << day.to_monday_zero_offset()) != 0
    }

    /// When its hours begin and end, in minutes since midnight of the day on which they begin; the end may be on the next.
    pub const fn minutes(self) -> (u16, u16) {
        (self.from, self.until)
    }

    /// Whether an instant is among its hours.
    pub(super) fn cover(self, zone: &TimeZone, at: Timestamp) -> bool {
        self.windows(zone, at, -2..=1).any(|(from, until)| from <= at && at < until)
    }

    /// The first instant after that one at which its hours begin or end.
    pub(super) fn change_after(self, zone: &TimeZone, at: Timestamp) -> Option<Timestamp> {
        // Windows come one after another: none after the first that is still to come can be nearer.
        let mut windows = self.windows(zone, at, -2..=AHEAD);
        let mut nearest = None;
        windows.find(|(from, until)| {
            let ends = [*from, *until].into_iter().filter(|end| *end > at);
            nearest = nearest.into_iter().chain(ends).min();
            *from > at
        });
        nearest
    }

    /// The last instant up to that one at which its hours began or ended.
    pub(super) fn change_until(self, zone: &TimeZone, at: Timestamp) -> Option<Timestamp> {
        self.windows(zone, at, -AHEAD..=1).flat_map(|(from, until)| [from, until]).filter(|end| *end <= at).max()
    }

    /// Its hours on the days around an instant, counted from the day the clock shows then.
    fn windows(
        self,
        zone: &TimeZone,
        at: Timestamp,
        days: RangeInclusive<i32>,
    ) -> impl Iterator<Item = (Timestamp, Timestamp)> {
        let today = zone.to_datetime(at).date();
        let dates =
            days.filter_map(move |days| today.checked_add(SignedDuration::from_hours(i64::from(days) * 24)).ok());
        dates.filter(move |date| self.is_on(date.weekday())).map(move |date| {
            let instant = |minutes: u16| -> Timestamp {
                let shown = date.at(0, 0, 0, 0).checked_add(SignedDuration::from_mins(minutes.into()));
                shown.map_or(Timestamp::MAX, |shown| first_instant(zone, shown))
            };
            (instant(self.from), instant(self.until))
        })
    }
}

impl FromStr for Restriction {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut parts = text.split_whitespace();
        let (first, second) = (parts.next().ok_or(HELP)?, parts.next());
        if parts.next().is_some() {
            return Err(HELP.to_owned());
        }
        let starts_with_a_time = first.starts_with(|c: char| c.is_ascii_digit());
        let (days, times) = match second {
            Some(times) => (days(first)?, times),
            None if starts_with_a_time => (EVERY_DAY, first),
            None => return Ok(Self { days: days(first)?, from: 0, until: DAY }),
        };
        let (from, until) = times.split_once('-').ok_or(HELP)?;
        let (from, until) = (time(from)?, time(until)?);
        if from == DAY {
            return Err("hours cannot begin at 24:00: write 00:00 of the day after".to_owned());
        }
        Ok(Self { days, from, until: if until > from { until } else { until + DAY } })
    }
}

/// One or several days or ranges of days; a range may go over Sunday.
fn days(text: &str) -> Result<u8, String> {
    let mut days = 0;
    for part in text.split(',') {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        let (first, last) = (day(first)?, day(last)?);
        let length = (last + 7 - first) % 7;
        days |= (0..=length).map(|nth| 1_u8 << ((first + nth) % 7)).sum::<u8>();
    }
    Ok(days)
}

fn day(name: &str) -> Result<usize, String> {
    let lower = name.to_ascii_lowercase();
    NAMES.iter().position(|known| *known == lower).ok_or_else(|| {
        if name.is_empty() || name.chars().any(|c| !c.is_alphabetic()) {
            return HELP.to_owned();
        }
        format!("`{name}` is no day: days are `mon`, `tue`, `wed`, `thu`, `fri`, `sat` and `sun`")
    })
}

/// Minutes since midnight of a time of two digits each.
fn time(text: &str) -> Result<u16, String> {
    let read = || {
        let (hour, minute) = text.split_once(':')?;
        let (hour, minute) = (two_digits(hour)?, two_digits(minute)?);
        (minute < 60).then_some(hour * 60 + minute).filter(|minutes| *minutes <= DAY)
    };
    read().ok_or_else(|| {
        if text.contains(':') {
            format!("`{}` is no time: times are 00:00 to 24:00", text.escape_debug())
        } else {
            HELP.to_owned()
        }
    })
}

fn two_digits(text: &str) -> Option<u16> {
    (text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

impl fmt::Display for Restriction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let on = |day: usize| self.days & (1 << (day % 7)) != 0;
        let all_day = (self.from, self.until) == (0, DAY);
        if self.days != EVERY_DAY || all_day {
            // Every day is one range; else each begins on a day whose day before is not among them.
            let begins = |day: &usize| on(*day) && (!on(day + 6) || (*day == 0 && self.days == EVERY_DAY));
            for (nth, first) in (0..7).filter(begins).enumerate() {
                let length = (1..7).take_while(|more| on(first + more)).count();
                let (first, last) = (NAMES[first], NAMES[(first + length) % 7]);
                f.write_str(if nth > 0 { "," } else { "" })?;
                match length {
                    0 => f.write_str(first)?,
                    1 => write!(f, "{first},{last}")?,
                    _ => write!(f, "{first}-{last}")?,
                }
            }
            if all_day {
                return Ok(());
            }
            f.write_str(" ")?;
        }
        let until = if self.until > DAY { self.until - DAY } else { self.until };
        write!(f, "{:02}:{:02}-{:02}:{:02}", self.from / 60, self.from % 60, until / 60, until % 60)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Result<Restriction, String> {
        text.parse()
    }

    #[test]
    fn hours_are_read_as_people_write_them() {
        for (text, days, minutes, shown) in [
            ("mon-fri 08:00-18:00", 0b001_1111, (480, 1080), "mon-fri 08:00-18:00"),
            ("Sat-Sun", 0b110_0000, (0, 1440), "sat,sun"),
            ("mon,wed,fri 09:30-10:00", 0b001_0101, (570, 600), "mon,wed,fri 09:30-10:00"),
            ("fri-mon 00:00-24:00", 0b111_0001, (0, 1440), "fri-mon"),
            ("22:00-06:00", 0b111_1111, (1320, 1800), "22:00-06:00"),
            (" fri   22:00-06:00 ", 0b001_0000, (1320, 1800), "fri 22:00-06:00"),
            ("mon-sun", 0b111_1111, (0, 1440), "mon-sun"),
            ("00:00-00:00", 0b111_1111, (0, 1440), "mon-sun"),
            ("tue 08:00-08:00", 0b000_0010, (480, 1920), "tue 08:00-08:00"),
            ("18:00-24:00", 0b111_1111, (1080, 1440), "18:00-24:00"),
        ] {
            let hours = read(text).unwrap_or_else(|error| panic!("{text}: {error}"));
            assert_eq!(
                (hours.days, (hours.from, hours.until), hours.to_string().as_str()),
                (days, minutes, shown),
                "{text}"
            );
        }
    }

    #[test]
    fn hours_that_go_past_midnight_belong_to_the_day_on_which_they_begin() {
        let hours = read("fri 22:00-06:00").expect("it is read");
        assert!(hours.is_on(Weekday::Friday) && !hours.is_on(Weekday::Saturday));
    }

    #[test]
    fn what_are_no_hours_is_refused_with_what_would_be() {
        for text in
            ["", "mon-fri 08:00", "mon-fri 8-18", "08:00 mon-fri", "mon fri 08:00-18:00", "mon-", "mon--fri", ",", "🦀"]
        {
            assert_eq!(read(text), Err(HELP.to_owned()), "{text}");
        }
        let no_day = "`lun` is no day: days are `mon`, `tue`, `wed`, `thu`, `fri`, `sat` and `sun`";
        assert_eq!(read("lun-ven 08:00-18:00"), Err(no_day.to_owned()));
        assert_eq!(read("08:00-24:01"), Err("`24:01` is no time: times are 00:00 to 24:00".to_owned()));
        assert_eq!(read("8:00-18:00"), Err("`8:00` is no time: times are 00:00 to 24:00".to_owned()));
        assert_eq!(read("24:00-06:00"), Err("hours cannot begin at 24:00: write 00:00 of the day after".to_owned()));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn no_text_makes_the_reader_panic(text in any::<String>()) {
            let _ = read(&text);
        }

        #[test]
        fn nor_does_anything_that_looks_like_hours(text in "[a-zA-Z,-]{0,9} ?[0-9:-]{0,12}") {
            let _ = read(&text);
        }

        #[test]
        fn what_is_read_is_written_so_that_it_is_read_again(days in 1_u8..128, from in 0_u16..DAY, length in 1..=DAY) {
            let hours = Restriction { days, from, until: from + length };
            prop_assert_eq!(read(&hours.to_string()), Ok(hours), "{}", hours);
        }
    }
}
