//! How long a turn is: `daily`, `weekly`, `12 hours`, `3 days`, `2 weeks`.

use std::fmt;
use std::num::NonZeroU16;
use std::ops::RangeInclusive;
use std::str::FromStr;

/// How long a turn is, on the wall clock: where clocks are moved, a turn is an hour longer or shorter, and the handoff
/// stays at its time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ShiftLength {
    /// So many hours on the wall clock.
    Hours(NonZeroU16),
    /// So many days of the calendar.
    Days(NonZeroU16),
    /// So many weeks.
    Weeks(NonZeroU16),
}

/// About a year: whoever wants a longer turn wants no rotation.
const HOURS: RangeInclusive<u16> = 1..=24 * 366;
const DAYS: RangeInclusive<u16> = 1..=366;
const WEEKS: RangeInclusive<u16> = 1..=53;

const HELP: &str = "a shift is `daily`, `weekly`, or for example `12 hours`, `3 days` or `2 weeks`";

impl ShiftLength {
    /// A day.
    pub const DAILY: Self = Self::Days(NonZeroU16::MIN);
    /// A week.
    pub const WEEKLY: Self = Self::Weeks(NonZeroU16::MIN);

    /// How many hours on the wall clock.
    pub fn hours(self) -> i64 {
        match self {
            Self::Hours(hours) => i64::from(hours.get()),
            Self::Days(days) => i64::from(days.get()) * 24,
            Self::Weeks(weeks) => i64::from(weeks.get()) * 24 * 7,
        }
    }
}

impl FromStr for ShiftLength {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim();
        match text {
            "daily" => return Ok(Self::DAILY),
            "weekly" => return Ok(Self::WEEKLY),
            _ => {}
        }
        let (number, unit) = text.split_once(char::is_whitespace).ok_or(HELP)?;
        let (of, range): (fn(NonZeroU16) -> Self, _) = match unit.trim_start() {
            "hour" | "hours" => (Self::Hours, HOURS),
            "day" | "days" => (Self::Days, DAYS),
            "week" | "weeks" => (Self::Weeks, WEEKS),
            _ => return Err(HELP.to_owned()),
        };
        let digits = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        let number = number.parse().ok().filter(|number| digits && range.contains(&NonZeroU16::get(*number)));
        number.map(of).ok_or_else(|| {
            if digits { format!("a shift is {} to {} {unit}", range.start(), range.end()) } else { HELP.to_owned() }
        })
    }
}

impl fmt::Display for ShiftLength {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (number, unit) = match self {
            &Self::DAILY => return f.pad("daily"),
            &Self::WEEKLY => return f.pad("weekly"),
            Self::Hours(number) => (number, "hour"),
            Self::Days(number) => (number, "day"),
            Self::Weeks(number) => (number, "week"),
        };
        write!(f, "{number} {unit}{}", if number.get() == 1 { "" } else { "s" })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Result<ShiftLength, String> {
        text.parse()
    }

    #[test]
    fn a_shift_is_read_as_it_is_said() {
        for (text, hours, shown) in [
            ("daily", 24, "daily"),
            ("weekly", 168, "weekly"),
            ("1 hour", 1, "1 hour"),
            ("12 hours", 12, "12 hours"),
            (" 3  days ", 72, "3 days"),
            ("1 day", 24, "daily"),
            ("2 weeks", 336, "2 weeks"),
            ("366 days", 8784, "366 days"),
        ] {
            let length = read(text).unwrap_or_else(|error| panic!("{text}: {error}"));
            assert_eq!((length.hours(), length.to_string().as_str()), (hours, shown), "{text}");
        }
    }

    #[test]
    fn what_is_no_shift_is_refused_with_what_would_be() {
        for text in
            ["", "hourly", "12", "12hours", "twelve hours", "-1 days", "+1 days", "1.5 days", "1 month", "1 day 2"]
        {
            assert_eq!(read(text), Err(HELP.to_owned()), "{text}");
        }
        assert_eq!(read("0 days"), Err("a shift is 1 to 366 days".to_owned()));
        assert_eq!(read("367 days"), Err("a shift is 1 to 366 days".to_owned()));
        assert_eq!(read("99999999999 hours"), Err("a shift is 1 to 8784 hours".to_owned()));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn no_text_makes_the_reader_panic(text in any::<String>()) {
            let _ = read(&text);
        }

        #[test]
        fn what_is_read_is_written_so_that_it_is_read_again(text in "[0-9]{1,4} (hour|day|week)s?") {
            if let Ok(length) = read(&text) {
                prop_assert_eq!(read(&length.to_string()), Ok(length));
            }
        }
    }
}
