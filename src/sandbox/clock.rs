//! The sandbox's clock: the real one, moved ahead at will, or standing still until it is stepped.

use std::fmt;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use serde_json::{Value, json};
use tokio::sync::watch;

/// Gives the time for ids, timestamps and deadlines. Until told otherwise it is the real time.
#[derive(Default)]
pub struct Clock {
    mode: watch::Sender<Mode>,
    others: Mutex<Vec<Other>>,
    marks: Mutex<Vec<Mark>>,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Mode {
    Running { ahead: Duration },
    Standing { at: Timestamp },
}

/// Another clock, which is moved by so much.
type Other = Box<dyn Fn(Duration) + Send + Sync>;

/// A time worth going to, found anew each time from the present one.
struct Mark {
    name: String,
    when: Box<dyn Fn(Timestamp) -> Option<Timestamp> + Send + Sync>,
}

impl Default for Mode {
    fn default() -> Self {
        Self::Running { ahead: Duration::ZERO }
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Clock").field("mode", &*self.mode.borrow()).finish_non_exhaustive()
    }
}

impl Clock {
    /// What time it is in the sandbox.
    #[expect(clippy::disallowed_methods, reason = "this is the edge that asks the real clock")]
    pub fn now(&self) -> Timestamp {
        match *self.mode.borrow() {
            Mode::Running { ahead } => Timestamp::now().saturating_add(ahead).unwrap_or(Timestamp::MAX),
            Mode::Standing { at } => at,
        }
    }

    /// Moves the time ahead, with that of all clocks that are taken along; what falls due on the way happens.
    pub fn step(&self, by: Duration) {
        self.mode.send_modify(|mode| match mode {
            Mode::Running { ahead } => *ahead = ahead.saturating_add(by),
            Mode::Standing { at } => *at = at.saturating_add(by).unwrap_or(Timestamp::MAX),
        });
        for other in self.others.lock().unwrap_or_else(PoisonError::into_inner).iter() {
            other(by);
        }
    }

    /// Stops the time at an instant; from then on only [`Clock::step`] moves it.
    pub fn stand_at(&self, at: Timestamp) {
        self.mode.send_replace(Mode::Standing { at });
    }

    /// Takes another clock along, such as that of the bot: it is told by how much, each time this one is stepped.
    pub fn takes_along(&self, other: impl Fn(Duration) + Send + Sync + 'static) {
        self.others.lock().unwrap_or_else(PoisonError::into_inner).push(Box::new(other));
    }

    /// Offers a time to go to under a name. `when` tells the next such time after the one it is given, if there is one.
    pub fn knows(
        &self,
        name: impl Into<String>,
        when: impl Fn(Timestamp) -> Option<Timestamp> + Send + Sync + 'static,
    ) {
        let mark = Mark { name: name.into(), when: Box::new(when) };
        self.marks.lock().unwrap_or_else(PoisonError::into_inner).push(mark);
    }

    /// How long it is until a time by its name. Nothing where no such time is known, or none comes.
    pub(crate) fn until_mark(&self, name: &str) -> Option<Duration> {
        let now = self.now();
        let marks = self.marks.lock().unwrap_or_else(PoisonError::into_inner);
        let due = marks.iter().find(|mark| mark.name == name).and_then(|mark| (mark.when)(now))?;
        Duration::try_from(due.duration_since(now)).ok()
    }

    /// The time, and the times that can be gone to, each null where none comes.
    pub(crate) fn shown(&self) -> Value {
        let now = self.now();
        let marks = self.marks.lock().unwrap_or_else(PoisonError::into_inner);
        let known = marks.iter().map(|mark| {
            let at = (mark.when)(now).filter(|at| *at > now);
            json!({"name": mark.name, "at": at.map(|at| at.to_string())})
        });
        json!({"now": now.to_string(), "goes_to": known.collect::<Vec<_>>()})
    }

    /// Tells of every move from now on.
    pub(crate) fn moves(&self) -> watch::Receiver<Mode> {
        self.mode.subscribe()
    }

    /// Waits until an instant is reached, or the time was moved by hand.
    pub(crate) async fn until(&self, due: Timestamp) {
        let mut moves = self.moves();
        let standing = matches!(*moves.borrow_and_update(), Mode::Standing { .. });
        let left = due.duration_since(self.now());
        // The clock outlives whoever waits by it.
        let moved = async { drop(moves.changed().await) };
        if standing && left.is_positive() {
            moved.await;
        } else if let Ok(left) = Duration::try_from(left) {
            tokio::select! {
                () = tokio::time::sleep(left) => {}
                () = moved => {}
            }
        }
    }

    /// Waits until an instant is reached.
    pub(crate) async fn reached(&self, due: Timestamp) {
        while self.now() < due {
            self.until(due).await;
        }
    }
}
