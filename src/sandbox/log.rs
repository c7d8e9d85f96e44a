//! What was asked of the sandbox, and what the bot did that real Discord would refuse or punish.

use std::collections::VecDeque;
use std::fmt;
use std::sync::Arc;

use jiff::Timestamp;
use serde_json::Value;

/// One request of the bot, as it came and as it was answered.
#[derive(Clone, Debug)]
pub struct Recorded {
    /// When it came, by the sandbox's clock.
    pub at: Timestamp,
    /// `GET`, `POST`, …
    pub method: String,
    /// The path below `/api/v10`, as `/channels/1/messages`; percent-encoding undone.
    pub path: String,
    /// The JSON body, or the `payload_json` of one with files; null when there was none.
    pub body: Value,
    /// The names and sizes in bytes of its files.
    pub files: Vec<(String, u64)>,
    /// The status of the answer; 0 where the connection was cut.
    pub status: u16,
}

impl fmt::Display for Recorded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} → {}", self.method, self.path, self.status)
    }
}

/// Something that the bot must never do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The request that did it, as `POST /channels/1/messages`.
    pub request: String,
    /// What was wrong.
    pub what: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.request, self.what)
    }
}

/// The latest requests, and how many there were in all.
#[derive(Debug, Default)]
pub(crate) struct Log {
    latest: VecDeque<Arc<Recorded>>,
    most: usize,
}

impl Log {
    pub(crate) fn new(most: usize) -> Self {
        Self { latest: VecDeque::new(), most }
    }

    pub(crate) fn is_kept(&self) -> bool {
        self.most > 0
    }

    pub(crate) fn add(&mut self, request: Recorded) {
        if self.latest.len() >= self.most {
            self.latest.pop_front();
        }
        self.latest.push_back(Arc::new(request));
    }

    pub(crate) fn all(&self) -> Vec<Arc<Recorded>> {
        self.latest.iter().cloned().collect()
    }
}
