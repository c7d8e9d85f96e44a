//! The one place that asks for the time.
//!
//! Everything else is given the time, or a [`Clock`] to ask. A clock that is set by hand stands still until its
//! [`Hands`] move it: so the sandbox skips ahead, and a test of what happens in an hour takes no hour.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::{SignedDuration, Timestamp};

/// Tells the time. Clones tell the same.
#[derive(Debug, Clone)]
pub struct Clock(Source);

/// Moves the clock that it came with, and all clones of that.
#[derive(Debug, Clone)]
pub struct Hands(Arc<AtomicI64>);

#[derive(Debug, Clone)]
enum Source {
    System,
    /// Microseconds since 1970.
    ByHand(Arc<AtomicI64>),
}

impl Clock {
    /// The machine's clock.
    pub const fn system() -> Self {
        Self(Source::System)
    }

    /// A clock that stands at `start`, to the microsecond, until its hands are moved.
    pub fn by_hand(start: Timestamp) -> (Self, Hands) {
        let shown = Arc::new(AtomicI64::new(start.as_microsecond()));
        (Self(Source::ByHand(Arc::clone(&shown))), Hands(shown))
    }

    /// The time it is. It may be earlier than what was told before: machines' clocks are set back, too.
    #[expect(clippy::disallowed_methods, reason = "this is the clock that everything else asks")]
    pub fn now(&self) -> Timestamp {
        match &self.0 {
            Source::System => Timestamp::now(),
            Source::ByHand(shown) => within_time(shown.load(Ordering::Acquire)),
        }
    }
}

impl Hands {
    /// Moves the clock ahead, or back by a negative duration. It stops at the ends of time.
    pub fn step(&self, by: SignedDuration) {
        let by = i64::try_from(by.as_micros()).unwrap_or(if by.is_negative() { i64::MIN } else { i64::MAX });
        let moved = |now: i64| Some(within_time(now.saturating_add(by)).as_microsecond());
        // The closure never declines, so there is no error to look at.
        let _ = self.0.fetch_update(Ordering::AcqRel, Ordering::Acquire, moved);
    }

    /// Sets the clock to a time, to the microsecond.
    pub fn set(&self, to: Timestamp) {
        self.0.store(to.as_microsecond(), Ordering::Release);
    }
}

fn within_time(microseconds: i64) -> Timestamp {
    let nearest_end = if microseconds < 0 { Timestamp::MIN } else { Timestamp::MAX };
    Timestamp::from_microsecond(microseconds).unwrap_or(nearest_end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().expect("the test names a time")
    }

    #[test]
    fn a_clock_set_by_hand_stands_still_until_it_is_moved() {
        let (clock, hands) = Clock::by_hand(at("2026-03-29T00:59:00Z"));
        let clone = clock.clone();
        assert_eq!(clock.now(), at("2026-03-29T00:59:00Z"));

        hands.step(SignedDuration::from_mins(5));
        assert_eq!(clock.now(), at("2026-03-29T01:04:00Z"));
        assert_eq!(clone.now(), clock.now());

        hands.step(SignedDuration::from_hours(-2));
        assert_eq!(clock.now(), at("2026-03-28T23:04:00Z"));

        hands.set(at("2028-02-29T12:00:00.5Z"));
        assert_eq!(clock.now(), at("2028-02-29T12:00:00.5Z"));
    }

    #[test]
    fn a_clock_stops_at_the_ends_of_time() {
        let (clock, hands) = Clock::by_hand(Timestamp::UNIX_EPOCH);
        hands.step(SignedDuration::MAX);
        assert_eq!(clock.now(), Timestamp::MAX);
        hands.set(Timestamp::UNIX_EPOCH);
        hands.step(SignedDuration::MIN);
        assert_eq!(clock.now(), Timestamp::MIN);
    }

    #[test]
    fn the_system_s_clock_runs() {
        let clock = Clock::system();
        let before = clock.now();
        assert!(before > at("2026-01-01T00:00:00Z"));
        assert!(clock.now() >= before);
    }
}
