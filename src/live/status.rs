//! How the knowledge stands, for whoever keeps it: `/knowledge status`, and the metrics.

use jiff::Timestamp;

use super::fault::{Fault, Told};
use super::{Digest, Snapshot};

/// What is served, and what is wrong with the files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// The version that is served.
    pub version: u64,
    /// Its fingerprint.
    pub digest: Digest,
    /// How many articles it has.
    pub articles: usize,
    /// How many issues they have.
    pub issues: usize,
    /// When it was read.
    pub loaded_at: Timestamp,
    /// When the files were last read, whether or not that changed anything.
    pub read_at: Timestamp,
    /// Whether the files say something else, which a fault keeps from being served.
    pub behind: bool,
    /// What is wrong with the files: first what keeps them from being served, then what is left out. At most 20.
    pub faults: Vec<Fault>,
    /// How many faults there are beyond those.
    pub more_faults: usize,
}

impl Status {
    pub(super) fn new(served: &Snapshot, told: Told, read_at: Timestamp, behind: bool) -> Self {
        Self {
            version: served.version,
            digest: served.digest,
            articles: served.knowledge.articles.len(),
            issues: served.knowledge.issues().count(),
            loaded_at: served.loaded_at,
            read_at,
            behind,
            faults: told.faults,
            more_faults: told.more,
        }
    }
}
