//! The one place that asks for the time.
//!
//! Everything else is given the time, or a [`Clock`] to ask. A clock that is set by hand stands still until its
//! [`Hands`] move it, so that a test of what happens in an hour takes no hour; one that runs can be set ahead, so that
//! whoever tries the bot need not wait for it either.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use tokio::sync::watch;

/// How long a clock sleeps before it looks at the time again. The machine's clock can be set, and stands still for a
/// sleeper while the machine is suspended.
const LONGEST_SLEEP: Duration = Duration::from_secs(30);

/// Tells the time. Clones tell the same.
#[derive(Debug, Clone)]
pub struct Clock(Source);

/// Moves the clock that it came with, and all clones of that.
#[derive(Debug, Clone)]
pub struct Hands(watch::Sender<Shown>);

#[derive(Debug, Clone)]
enum Source {
    System,
    Hands(watch::Receiver<Shown>),
}

#[derive(Debug, Clone, Copy)]
enum Shown {
    Standing(Timestamp),
    /// By how much it is ahead of the machine's clock.
    Running(SignedDuration),
}

impl Clock {
    /// The machine's clock.
    pub const fn system() -> Self {
        Self(Source::System)
    }

    /// A clock that stands at `start`, to the microsecond, until its hands are moved.
    pub fn by_hand(start: Timestamp) -> (Self, Hands) {
        Self::with_hands(Shown::Standing(to_the_microsecond(start)))
    }

    /// A clock that runs as the machine's does, and can be moved.
    pub fn running() -> (Self, Hands) {
        Self::with_hands(Shown::Running(SignedDuration::ZERO))
    }

    fn with_hands(shown: Shown) -> (Self, Hands) {
        let (hands, shown) = watch::channel(shown);
        (Self(Source::Hands(shown)), Hands(hands))
    }

    /// The time it is. It may be earlier than what was told before: machines' clocks are set back, too.
    pub fn now(&self) -> Timestamp {
        match &self.0 {
            Source::System => system_time(),
            Source::Hands(shown) => shown.borrow().now(),
        }
    }

    /// Waits until it is `due`, by this clock. A clock that is moved wakes whoever waits for a time it has reached.
    pub async fn until(&self, due: Timestamp) {
        match &self.0 {
            Source::System => {
                while let Some(left) = left(system_time(), due) {
                    tokio::time::sleep(left.min(LONGEST_SLEEP)).await;
                }
            }
            Source::Hands(shown) => wait(shown.clone(), due).await,
        }
    }
}

impl Hands {
    /// Moves the clock ahead, or back by a negative duration. It stops at the ends of time.
    pub fn step(&self, by: SignedDuration) {
        self.0.send_modify(|shown| match shown {
            Shown::Standing(at) => *at = to_the_microsecond(moved(*at, by)),
            Shown::Running(ahead) => *ahead = ahead.saturating_add(by),
        });
    }

    /// Sets the clock to a time, to the microsecond. One that runs goes on from there.
    pub fn set(&self, to: Timestamp) {
        let to = to_the_microsecond(to);
        self.0.send_modify(|shown| match shown {
            Shown::Standing(at) => *at = to,
            Shown::Running(ahead) => *ahead = to.duration_since(system_time()),
        });
    }
}

impl Shown {
    fn now(self) -> Timestamp {
        match self {
            Self::Standing(at) => at,
            Self::Running(ahead) => moved(system_time(), ahead),
        }
    }
}

async fn wait(mut shown: watch::Receiver<Shown>, due: Timestamp) {
    loop {
        let seen = *shown.borrow_and_update();
        let Some(left) = left(seen.now(), due) else { return };
        let passes = async {
            match seen {
                Shown::Standing(_) => std::future::pending().await,
                Shown::Running(_) => tokio::time::sleep(left.min(LONGEST_SLEEP)).await,
            }
        };
        let moves = async {
            // Without its hands a clock is not moved any more, which is nothing to wake anyone for.
            if shown.changed().await.is_err() {
                std::future::pending::<()>().await;
            }
        };
        tokio::select! {
            () = passes => {}
            () = moves => {}
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "this is the clock that everything else asks")]
fn system_time() -> Timestamp {
    Timestamp::now()
}

/// How long it is until `due`; nothing when that has come.
fn left(now: Timestamp, due: Timestamp) -> Option<Duration> {
    Duration::try_from(due.duration_since(now)).ok().filter(|left| !left.is_zero())
}

fn moved(from: Timestamp, by: SignedDuration) -> Timestamp {
    let nearest_end = if by.is_negative() { Timestamp::MIN } else { Timestamp::MAX };
    from.checked_add(by).unwrap_or(nearest_end)
}

/// As precisely as the store keeps it.
fn to_the_microsecond(time: Timestamp) -> Timestamp {
    Timestamp::from_microsecond(time.as_microsecond()).unwrap_or(time)
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

    #[test]
    fn a_running_clock_goes_on_from_where_it_is_set() {
        let (clock, hands) = Clock::running();
        assert!(clock.now() >= at("2026-01-01T00:00:00Z"));

        let before = clock.now();
        hands.step(SignedDuration::from_hours(24 * 365));
        assert!(clock.now() >= before + SignedDuration::from_hours(24 * 365));

        hands.set(at("2000-01-01T00:00:00Z"));
        let told = clock.now();
        assert!(told >= at("2000-01-01T00:00:00Z") && told < at("2001-01-01T00:00:00Z"), "{told}");
        assert!(clock.now() >= told);
    }

    #[tokio::test]
    async fn who_waits_for_a_time_is_woken_when_the_clock_is_set_to_it_and_not_before() {
        let (clock, hands) = Clock::by_hand(at("2026-05-04T09:00:00Z"));
        let due = at("2026-05-04T09:15:00Z");
        let mut waits = std::pin::pin!(clock.until(due));
        let is_done = |done: std::task::Poll<()>| done.is_ready();

        assert!(!is_done(futures_util::poll!(&mut waits)));
        hands.step(SignedDuration::from_mins(14));
        assert!(!is_done(futures_util::poll!(&mut waits)), "a minute is left");
        hands.step(SignedDuration::from_mins(-14));
        hands.step(SignedDuration::from_mins(14));
        assert!(!is_done(futures_util::poll!(&mut waits)), "going back and forth passes no time");
        hands.step(SignedDuration::from_mins(1));
        waits.await;
        // What is past is not waited for.
        clock.until(at("2026-05-04T09:00:00Z")).await;
    }

    #[tokio::test(start_paused = true)]
    async fn a_running_clock_comes_to_a_time_by_itself_or_by_hand() {
        let (clock, hands) = Clock::running();
        let slept = tokio::time::Instant::now();
        hands.set(at("2026-05-04T09:00:00Z"));
        let soon = clock.now() + SignedDuration::from_millis(20);
        clock.until(soon).await;
        assert!(clock.now() >= soon);

        let far = clock.now() + SignedDuration::from_hours(1);
        let step = async { hands.step(SignedDuration::from_hours(2)) };
        tokio::join!(clock.until(far), step);
        assert!(slept.elapsed() < Duration::from_hours(1));
    }

    #[tokio::test]
    async fn a_clock_whose_hands_are_gone_still_comes_to_what_is_past() {
        let (clock, hands) = Clock::by_hand(at("2026-05-04T09:00:00Z"));
        drop(hands);
        clock.until(at("2026-05-04T09:00:00Z")).await;
        assert_eq!(clock.now(), at("2026-05-04T09:00:00Z"));
        assert!(futures_util::poll!(std::pin::pin!(clock.until(at("2026-05-04T09:00:01Z")))).is_pending());
    }
}
