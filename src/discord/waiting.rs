//! How long a request waits for a rate limit of Discord's, and giving it up where that is too long.
//!
//! serenity waits by itself for as long as Discord says, however long that is, and asks again for as long as Discord
//! refuses. What waits like that holds back all that comes after it, and each refusal counts against the address (see
//! [`gate`](super::gate)). So serenity tells each request of its waits, and a request that has to wait too long is given up:
//! whoever made it does something else until Discord's time is over.

use std::fmt;
use std::future::Future;
use std::io;
use std::time::Duration;

use serenity::all::Error;
use tokio::sync::watch;

/// How long a request waits in all. Many replies in one channel make each other wait for some seconds.
const LONGEST: Duration = Duration::from_secs(30);

tokio::task_local! {
    static WAITS: watch::Sender<Waits>;
}

/// What a request was told to wait.
#[derive(Debug, Clone, Copy, Default)]
struct Waits {
    in_all: Duration,
    latest: Duration,
}

/// Why a request was not made, or given up, though nothing is wrong with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct HeldBack {
    /// In words, for whoever runs the bot.
    pub why: &'static str,
    /// After so long it may go well.
    pub after: Duration,
}

impl fmt::Display for HeldBack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.why)?;
        if self.after.is_zero() { Ok(()) } else { write!(f, ", for {} s", self.after.as_secs()) }
    }
}

impl std::error::Error for HeldBack {}

impl HeldBack {
    /// As what a request comes to.
    pub(super) fn error(self) -> Error {
        Error::Io(io::Error::other(self))
    }

    /// Whether that is what a request has come to.
    pub(super) fn of(error: &Error) -> Option<Self> {
        let Error::Io(error) = error else { return None };
        error.get_ref()?.downcast_ref().copied()
    }
}

/// Takes note that the request that is being made has to wait for so long.
pub(super) fn told(how_long: Duration) {
    // The gateway's own requests are nobody's.
    let _ = WAITS.try_with(|waits| {
        waits.send_modify(|waits| *waits = Waits { in_all: waits.in_all + how_long, latest: how_long });
    });
}

/// Makes a request, and gives it up when it has to wait too long, or may not be made any more.
pub(super) async fn patiently<T>(
    closed: impl Fn() -> Option<&'static str>,
    request: impl Future<Output = Result<T, Error>>,
) -> Result<T, Error> {
    let waits = watch::Sender::new(Waits::default());
    let mut told = waits.subscribe();
    let too_long = async {
        let enough = |waits: &Waits| waits.in_all > LONGEST || (!waits.latest.is_zero() && closed().is_some());
        told.wait_for(enough).await.ok().map(|waits| waits.latest)
    };
    tokio::select! {
        biased;
        done = WAITS.scope(waits, request) => done,
        Some(after) = too_long => Err(HeldBack { why: "held back: Discord limits the rate", after }.error()),
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use tokio::time::{Instant, sleep};

    use super::*;

    /// A request that Discord refuses again and again, to wait for so long each time.
    async fn refused(after: Duration, asked: &Cell<u32>) -> Result<(), Error> {
        loop {
            asked.set(asked.get() + 1);
            told(after);
            sleep(after).await;
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_request_is_given_up_as_soon_as_it_is_to_wait_too_long() {
        let (begun, asked, hour) = (Instant::now(), Cell::new(0), Duration::from_hours(1));
        let error = patiently(|| None, refused(hour, &asked)).await.expect_err("it is never done");
        assert_eq!((asked.get(), begun.elapsed()), (1, Duration::ZERO));
        assert_eq!(HeldBack::of(&error).map(|held| held.after), Some(hour));
        assert_eq!(error.to_string(), "held back: Discord limits the rate, for 3600 s");
    }

    #[tokio::test(start_paused = true)]
    async fn many_short_waits_are_too_long_together() {
        let (begun, asked) = (Instant::now(), Cell::new(0));
        assert!(patiently(|| None, refused(Duration::from_secs(2), &asked)).await.is_err());
        assert_eq!((asked.get(), begun.elapsed()), (16, LONGEST));
    }

    #[tokio::test(start_paused = true)]
    async fn a_request_that_waits_is_given_up_when_too_many_were_refused() {
        let asked = Cell::new(0);
        let closed = || (asked.get() == 3).then_some("closed");
        assert!(patiently(closed, refused(Duration::from_secs(2), &asked)).await.is_err());
        assert_eq!(asked.get(), 3);
    }

    #[tokio::test(start_paused = true)]
    async fn a_short_wait_is_waited_for() {
        let request = async {
            told(LONGEST);
            sleep(LONGEST).await;
            Ok(7)
        };
        assert_eq!(patiently(|| None, request).await.expect("it is done"), 7);
    }
}
