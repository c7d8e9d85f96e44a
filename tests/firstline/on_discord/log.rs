//! What the bot says in its log, told apart by the test in which it said it.
//!
//! There is one log in a process and many tests at once, whose bots work on many threads. But every test has a runtime of
//! its own, on which its bot does all its work, so a line belongs to the runtime that it was written on.

use std::collections::HashMap;
use std::fmt::{self, Write as _};
use std::path::Path;
use std::sync::{Mutex, Once, PoisonError};

use tokio::runtime::{Handle, Id};
use tracing::field::{Field, Visit};
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt as _};
use tracing_subscriber::util::SubscriberInitExt as _;

static LINES: Mutex<Option<HashMap<Option<Id>, Vec<String>>>> = Mutex::new(None);

/// Listens from now on; what an earlier test has left behind on a runtime of the same number is forgotten.
pub(super) fn listen() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| tracing_subscriber::registry().with(Listener).init());
    complaints();
}

/// The warnings and errors that the bot of this test has logged since this was last asked.
pub(super) fn complaints() -> String {
    let mut lines = LINES.lock().unwrap_or_else(PoisonError::into_inner);
    lines.get_or_insert_default().remove(&Some(Handle::current().id())).unwrap_or_default().join("\n")
}

/// The same of what is logged by whoever watches the knowledge, on no runtime at all: the lines that name a folder.
pub(super) fn complaints_of(folder: &Path) -> String {
    let folder = folder.display().to_string();
    let mut lines = LINES.lock().unwrap_or_else(PoisonError::into_inner);
    let elsewhere = lines.get_or_insert_default().entry(None).or_default();
    let (named, rest): (Vec<String>, _) =
        std::mem::take(elsewhere).into_iter().partition(|line| line.contains(&folder));
    *elsewhere = rest;
    named.join("\n")
}

struct Listener;

impl<S: Subscriber> Layer<S> for Listener {
    fn enabled(&self, metadata: &tracing::Metadata<'_>, _: Context<'_, S>) -> bool {
        metadata.target().starts_with("firstline") && *metadata.level() <= Level::WARN
    }

    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let runtime = Handle::try_current().ok().map(|runtime| runtime.id());
        let mut line = Line(format!("{} ", event.metadata().level()));
        event.record(&mut line);
        let mut lines = LINES.lock().unwrap_or_else(PoisonError::into_inner);
        lines.get_or_insert_default().entry(runtime).or_default().push(line.0);
    }
}

struct Line(String);

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        // A text takes whatever is written to it.
        let _ = match field.name() {
            "message" => write!(self.0, "{value:?}"),
            name => write!(self.0, " {name}={value:?}"),
        };
    }
}
