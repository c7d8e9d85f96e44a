//! The key of the calendars: whoever knows it reads who is on call, so it comes from the environment, as the token does.

use std::fmt;

/// The variable that holds the key.
pub const CALENDAR_KEY: &str = "FIRSTLINE_CALENDAR_KEY";

/// Fewer characters could be guessed.
const LEAST: usize = 20;

/// What must stand in a calendar's address. Shown, it is not there.
#[derive(Clone, PartialEq, Eq)]
pub struct CalendarKey(String);

impl CalendarKey {
    /// The key in a text.
    ///
    /// # Errors
    /// One sentence: what is wrong, without the key in it.
    pub fn parse(text: &str) -> Result<Self, String> {
        let key = text.trim();
        let plain = key.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
        if key.len() < LEAST || !plain {
            return Err(format!(
                "{CALENDAR_KEY} is no key: it stands in addresses that are given on, so let it be {LEAST} letters and digits \
                 or more that nobody can guess, such as `openssl rand -hex 20` prints"
            ));
        }
        Ok(Self(key.to_owned()))
    }

    /// Whether somebody knows the key. It takes as long for a wrong one as for the right one.
    pub fn is(&self, told: &str) -> bool {
        let differs = self.0.bytes().zip(told.bytes()).fold(0, |differs, (ours, theirs)| differs | (ours ^ theirs));
        differs == 0 && self.0.len() == told.len()
    }
}

impl fmt::Debug for CalendarKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CalendarKey(hidden)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_long_enough_and_known_by_all_of_it() {
        let key = CalendarKey::parse(" 0123456789abcdefghij\n").expect("it is long enough");
        assert!(key.is("0123456789abcdefghij"));
        for wrong in ["", "0123456789abcdefghi", "0123456789abcdefghiJ", "0123456789abcdefghijk"] {
            assert!(!key.is(wrong), "{wrong}");
        }
        assert_eq!(format!("{key:?}"), "CalendarKey(hidden)");
    }

    #[test]
    fn a_key_that_could_be_guessed_is_refused() {
        for wrong in ["", "short", "0123456789abcdefghi", "0123456789/../abcdefghij"] {
            assert!(CalendarKey::parse(wrong).is_err(), "{wrong}");
        }
    }
}
