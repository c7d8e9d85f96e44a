//! One version of the knowledge, and what is made of it.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::thread;

use jiff::Timestamp;

use super::Digest;
use super::fault::Key;
use crate::knowledge::Knowledge;
use crate::knowledge::problem::{Problem, Severity};
use crate::lookup::Lookup;
use crate::matching::{Config, Matcher};

/// So many issues are compiled before a person could have asked about them.
const FEW: usize = 256;

/// One version of the knowledge, compiled: it never changes.
#[derive(Debug)]
pub struct Snapshot {
    /// The articles.
    pub knowledge: Knowledge,
    config: Config,
    matcher: OnceLock<Matcher>,
    lookup: OnceLock<Lookup>,
    /// Whether they are being made before anyone has asked.
    aside: AtomicBool,
    /// 1 for what was first loaded, and one more each time that something else is served.
    pub version: u64,
    /// When it was read.
    pub loaded_at: Timestamp,
    /// Equal for equal knowledge.
    pub digest: Digest,
    /// What was wrong with the files already when this came to be served.
    known: Vec<Key>,
}

impl Snapshot {
    /// What was read, to be compiled.
    pub(super) fn new(
        knowledge: Knowledge,
        config: Config,
        version: u64,
        loaded_at: Timestamp,
        digest: Digest,
        faults: &[&Problem],
    ) -> Self {
        let mut known: Vec<Key> = faults.iter().map(|fault| Key::of(fault)).collect();
        known.sort_unstable();
        let (matcher, lookup, aside) = (OnceLock::new(), OnceLock::new(), AtomicBool::new(false));
        Self { knowledge, config, matcher, lookup, aside, version, loaded_at, digest, known }
    }

    /// The matcher made of the articles. While it is being made, whoever asks waits.
    pub fn matcher(&self) -> &Matcher {
        self.matcher.get_or_init(|| Matcher::new(&self.knowledge, &self.config))
    }

    /// The index made of the articles by which a person looks an issue up. While it is being made, whoever asks waits.
    pub fn lookup(&self) -> &Lookup {
        self.lookup.get_or_init(|| Lookup::new(&self.knowledge))
    }

    /// Makes what is made of the articles.
    pub(super) fn compile(&self) {
        rayon::join(|| self.matcher(), || self.lookup());
    }

    /// Whether compiling it takes longer than a person who asks would wait.
    pub(super) fn is_large(&self) -> bool {
        self.knowledge.issues().nth(FEW).is_some()
    }

    /// As [`Self::compile`], on a thread of its own. Does nothing where that was asked for before.
    pub(super) fn compile_aside(self: &Arc<Self>) {
        if self.aside.swap(true, Ordering::Relaxed) {
            return;
        }
        let made = Arc::clone(self);
        let work = move || {
            made.matcher();
            made.lookup();
        };
        // Where no thread can be had, each is made when it is asked for.
        let _ = thread::Builder::new().name("compiling".to_owned()).spawn(work);
    }

    /// Whether something that is served would be lost by a problem in what was read.
    pub(super) fn loses_by(&self, problem: &Problem, read: &Knowledge) -> bool {
        let known = self.known.binary_search(&Key::of(problem)).is_ok();
        let broken = problem.severity == Severity::Error || !has(read, &problem.path);
        !known && broken && has(&self.knowledge, &problem.path)
    }
}

/// Whether an article comes from that file, or from below that folder.
fn has(knowledge: &Knowledge, path: &str) -> bool {
    let articles = &knowledge.articles;
    let exactly = articles.binary_search_by(|article| article.path.as_str().cmp(path)).is_ok();
    let folder = format!("{}/", path.trim_end_matches('/'));
    let first_below = articles.partition_point(|article| article.path < folder);
    exactly || articles.get(first_below).is_some_and(|article| article.path.starts_with(&folder))
}
