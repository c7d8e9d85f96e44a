//! Live knowledge and live schedules: what is being served, and how a changed file becomes part of it.
//!
//! A [`Snapshot`] never changes. [`Live`] holds the one that is served; [`Live::reload`] reads the files anew, compiles
//! them beside it, and swaps. Readers take [`Live::now`] once for one paste and never wait; a reload blocks, so it runs
//! on the watcher's thread, or on one for blocking work.
//!
//! The first load serves whatever is good, so that one broken file of thousands does not keep the bot from starting.
//! After that, a fault may not take away what is served: a reload in which a served article is broken or out of reach,
//! or in which none is left at all, keeps the last good version whole. A file that is deleted, and one that was never
//! served, takes nothing away. Every fault is logged once, and told by [`Live::status`] until it is mended.

mod fault;
mod on_call;
mod snapshot;
mod status;
mod tree;
mod watch;

#[cfg(test)]
mod tests;

use std::cmp::Reverse;
use std::hash::BuildHasher as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::{fmt, io};

use arc_swap::ArcSwap;
use jiff::Timestamp;
use tokio::sync::watch as channel;

pub use self::fault::Fault;
use self::fault::Reporter;
pub use self::on_call::{LiveOnCall, OnCallStatus};
pub use self::snapshot::Snapshot;
pub use self::status::Status;
use self::tree::Tree;
use self::watch::Watched;
pub use self::watch::Watching;
use crate::clock::Clock;
use crate::knowledge::Knowledge;
use crate::knowledge::load::{self, Loaded};
use crate::knowledge::problem::{Problem, Severity};
use crate::matching::Config;

/// The knowledge being served. Clones serve the same.
#[derive(Debug, Clone)]
pub struct Live(Arc<Shared>);

/// A fingerprint of the articles: the same on every machine of one kind that runs the same Firstline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Digest(pub u64);

/// What came of a reload.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reloaded {
    /// A new version is served.
    Swapped,
    /// The files say what is served already.
    Same,
    /// A fault keeps the last good version; [`Live::status`] names it.
    Kept,
}

#[derive(Debug)]
struct Shared {
    /// As the person typed it, for messages.
    path: PathBuf,
    /// The same, wherever the process goes.
    root: PathBuf,
    config: Config,
    clock: Clock,
    serving: ArcSwap<Snapshot>,
    status: channel::Sender<Arc<Status>>,
    /// How many reloads were kept from being served.
    kept: AtomicU64,
    /// Held while reloading, so that versions come one after another.
    reloading: Mutex<Reloading>,
}

#[derive(Debug)]
struct Reloading {
    reporter: Reporter,
    /// How the files stood when they were last read.
    stamp: u64,
}

impl Live {
    /// Loads the knowledge at `path`, a folder or one file, and serves what of it is good. This blocks, for seconds where
    /// there are thousands of articles.
    ///
    /// # Errors
    /// When `path` itself cannot be read.
    pub fn load(path: &Path, config: Config, clock: Clock) -> io::Result<Self> {
        let root = std::path::absolute(path)?;
        let stamp = Tree::scan(&root).stamp;
        let Loaded { knowledge, problems } = load::load(path)?;
        let digest = Digest::of(&knowledge);
        let mut faults: Vec<&Problem> = problems.iter().filter(|problem| problem.severity == Severity::Error).collect();
        let empty = fault::no_articles(path);
        if knowledge.articles.is_empty() {
            faults.push(&empty);
        }
        let snapshot = Arc::new(Snapshot::new(knowledge, config, 1, clock.now(), digest, &faults));
        if snapshot.is_large() {
            snapshot.compile();
        }
        let mut reporter = Reporter::of("the knowledge");
        let told = reporter.report(&faults);
        let status = Status::new(&snapshot, told, snapshot.loaded_at, false);
        tracing::info!(articles = status.articles, issues = status.issues, %digest, "serving the knowledge");
        Ok(Self(Arc::new(Shared {
            path: path.to_owned(),
            root,
            config,
            clock,
            serving: ArcSwap::new(snapshot),
            status: channel::Sender::new(Arc::new(status)),
            kept: AtomicU64::new(0),
            reloading: Mutex::new(Reloading { reporter, stamp }),
        })))
    }

    /// What is served now. Hold on to it for as long as one paste takes, so that its references stay true.
    pub fn now(&self) -> Arc<Snapshot> {
        self.0.serving.load_full()
    }

    /// Compiles what is served, on a thread of its own, unless that was done. Small knowledge is compiled when it is first
    /// asked for, which takes milliseconds: until then, those are for greeting Discord.
    pub fn prepare(&self) {
        self.now().compile_aside();
    }

    /// What is served, and what is wrong with the files.
    pub fn status(&self) -> Arc<Status> {
        Arc::clone(&self.0.status.borrow())
    }

    /// How many reloads have come to nothing so far, because of a fault in the files.
    pub fn failed_reloads(&self) -> u64 {
        self.0.kept.load(Ordering::Relaxed)
    }

    /// Tells of every reload by its status.
    pub fn changes(&self) -> channel::Receiver<Arc<Status>> {
        self.0.status.subscribe()
    }

    /// Reloads whenever the files change, until the answer is dropped.
    ///
    /// # Errors
    /// When no thread can be started. A folder that cannot be watched is looked at from time to time.
    pub fn watch(&self) -> io::Result<Watching> {
        Watching::start("knowledge", self.clone())
    }

    /// Reads the files anew, and serves them unless a fault would take away what is served. This blocks like
    /// [`Live::load`]; one that is called while another is at work waits for it, then reads once more.
    pub fn reload(&self) -> Reloaded {
        let shared = &*self.0;
        let mut reloading = shared.reloading.lock().unwrap_or_else(PoisonError::into_inner);
        let served = self.now();
        // Taken first: what is written from now on makes another stamp.
        reloading.stamp = Tree::scan(&shared.root).stamp;
        let read_at = shared.clock.now();
        let (outcome, told) = match load::load(&shared.path) {
            Err(error) => (
                Reloaded::Kept,
                reloading.reporter.report(&[&fault::unreadable(&shared.path, "the knowledge", &error)]),
            ),
            Ok(loaded) => self.weigh(&served, loaded, read_at, &mut reloading.reporter),
        };
        if outcome == Reloaded::Kept {
            shared.kept.fetch_add(1, Ordering::Relaxed);
        }
        let now = self.now();
        shared.status.send_replace(Arc::new(Status::new(&now, told, read_at, outcome == Reloaded::Kept)));
        outcome
    }

    /// Serves what was loaded, or does not.
    fn weigh(
        &self,
        served: &Snapshot,
        loaded: Loaded,
        read_at: Timestamp,
        reporter: &mut Reporter,
    ) -> (Reloaded, fault::Told) {
        let Loaded { knowledge, problems } = loaded;
        let empty = fault::no_articles(&self.0.path);
        let (mut faults, others): (Vec<&Problem>, Vec<&Problem>) =
            problems.iter().partition(|problem| served.loses_by(problem, &knowledge));
        // What has a line is told before what follows from it.
        faults.sort_by_key(|problem| (Reverse(problem.severity), problem.span.is_none()));
        if faults.is_empty() && knowledge.articles.is_empty() {
            faults.push(&empty);
        }
        // Where nothing was served, nothing is lost.
        let kept = !faults.is_empty() && !served.knowledge.articles.is_empty();
        faults.extend(others.into_iter().filter(|problem| problem.severity == Severity::Error));
        let told = reporter.report(&faults);
        if kept {
            return (Reloaded::Kept, told);
        }
        let digest = Digest::of(&knowledge);
        if digest == served.digest {
            return (Reloaded::Same, told);
        }
        let next = Snapshot::new(knowledge, self.0.config, served.version + 1, read_at, digest, &faults);
        next.compile();
        tracing::info!(version = next.version, articles = next.knowledge.articles.len(), %digest, "serving new knowledge");
        self.0.serving.store(Arc::new(next));
        (Reloaded::Swapped, told)
    }
}

impl Watched for Live {
    fn root(&self) -> &Path {
        &self.0.root
    }

    fn stamp(&self) -> u64 {
        self.0.reloading.lock().unwrap_or_else(PoisonError::into_inner).stamp
    }

    fn reload(&self) {
        Self::reload(self);
    }
}

impl Digest {
    fn of(knowledge: &Knowledge) -> Self {
        Self(foldhash::quality::FixedState::default().hash_one(&knowledge.articles))
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}
