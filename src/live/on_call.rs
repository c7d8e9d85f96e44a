//! Live schedules: `[on_call]` of `firstline.toml` as it is in force, and how a changed file comes into force.
//!
//! The file is refused whole where anything in it is wrong, and the last good section serves on. The other sections count
//! from the start on; that they have changed is said once.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::{fs, io};

use arc_swap::ArcSwap;
use jiff::Timestamp;
use tokio::sync::watch as channel;

use super::Reloaded;
use super::fault::{self, Fault, Reporter, Told};
use super::tree::Tree;
use super::watch::{Watched, Watching};
use crate::clock::Clock;
use crate::config::{Config, OnCall};
use crate::knowledge::problem::Problem;

#[cfg(test)]
mod tests;

/// What is written down about being on call, as it is in force. Clones serve the same.
#[derive(Debug, Clone)]
pub struct LiveOnCall(Arc<Shared>);

/// Since when it is in force, and what is wrong with the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OnCallStatus {
    /// 1 for what was in force first, and one more each time that something else is.
    pub version: u64,
    /// When the file was last read, whether or not that changed anything.
    pub read_at: Timestamp,
    /// Whether the file says something else, which a fault keeps from coming into force.
    pub behind: bool,
    /// What is wrong with the file. At most 20.
    pub faults: Vec<Fault>,
    /// How many faults there are beyond those.
    pub more_faults: usize,
}

#[derive(Debug)]
struct Shared {
    /// None where nothing is ever read.
    file: Option<File>,
    clock: Clock,
    serving: ArcSwap<OnCall>,
    status: channel::Sender<Arc<OnCallStatus>>,
    /// Held while reloading, so that versions come one after another.
    reloading: Mutex<Reloading>,
}

#[derive(Debug)]
struct File {
    /// As the person typed it, for messages.
    path: PathBuf,
    /// The same, wherever the process goes.
    root: PathBuf,
}

#[derive(Debug)]
struct Reloading {
    reporter: Reporter,
    /// How the file stood when it was last read.
    stamp: u64,
    /// The last good file, by which to see what else has changed.
    config: Config,
    /// Whether there has been a file.
    was_there: bool,
}

impl LiveOnCall {
    /// What was read from a file that may change; one that is not there yet may come.
    ///
    /// # Errors
    /// When the path cannot be made absolute, because the folder one is in is gone.
    pub fn of_file(path: &Path, config: Config, clock: Clock) -> io::Result<Self> {
        let root = std::path::absolute(path)?;
        Ok(Self::new(Some(File { path: path.to_owned(), root }), config, clock))
    }

    /// What never changes.
    pub fn fixed(config: Config, clock: Clock) -> Self {
        Self::new(None, config, clock)
    }

    fn new(file: Option<File>, config: Config, clock: Clock) -> Self {
        let status =
            OnCallStatus { version: 1, read_at: clock.now(), behind: false, faults: Vec::new(), more_faults: 0 };
        let stamp = file.as_ref().map_or(0, |file| Tree::scan(&file.root).stamp);
        let was_there = file.as_ref().is_some_and(|file| file.root.exists());
        Self(Arc::new(Shared {
            file,
            clock,
            serving: ArcSwap::from_pointee(config.on_call.clone()),
            status: channel::Sender::new(Arc::new(status)),
            reloading: Mutex::new(Reloading { reporter: Reporter::of("firstline.toml"), stamp, config, was_there }),
        }))
    }

    /// What is in force now. Hold on to it for as long as one decision takes.
    pub fn now(&self) -> Arc<OnCall> {
        self.0.serving.load_full()
    }

    /// Since when it is in force, and what is wrong with the file.
    pub fn status(&self) -> Arc<OnCallStatus> {
        Arc::clone(&self.0.status.borrow())
    }

    /// Tells of every reload by its status.
    pub fn changes(&self) -> channel::Receiver<Arc<OnCallStatus>> {
        self.0.status.subscribe()
    }

    /// Reloads whenever the file changes, until the answer is dropped.
    ///
    /// # Errors
    /// When no thread can be started.
    pub fn watch(&self) -> io::Result<Watching> {
        // The store is often beside the file, and is written to all the time.
        Watching::looking("schedules", self.clone())
    }

    /// Reads the file anew, and lets it come into force unless something in it is wrong. This blocks for as long as
    /// reading a file takes.
    pub fn reload(&self) -> Reloaded {
        let shared = &*self.0;
        let Some(file) = &shared.file else { return Reloaded::Same };
        let mut reloading = shared.reloading.lock().unwrap_or_else(PoisonError::into_inner);
        // Taken first: what is written from now on makes another stamp.
        reloading.stamp = Tree::scan(&file.root).stamp;
        let read_at = shared.clock.now();
        let read = file.read(reloading.was_there);
        let (outcome, told) = match read {
            Ok(read) => (self.serve(read, &mut reloading), reloading.reporter.report(&[])),
            Err(problems) => (Reloaded::Kept, reloading.reporter.report(&problems.iter().collect::<Vec<_>>())),
        };
        let Told { faults, more, .. } = told;
        let version = shared.status.borrow().version + u64::from(outcome == Reloaded::Swapped);
        let behind = outcome == Reloaded::Kept;
        shared.status.send_replace(Arc::new(OnCallStatus { version, read_at, behind, faults, more_faults: more }));
        outcome
    }

    /// Lets a good file come into force; none where there has never been one.
    fn serve(&self, read: Option<Config>, reloading: &mut Reloading) -> Reloaded {
        let Some(config) = read else { return Reloaded::Same };
        reloading.was_there = true;
        let last = std::mem::replace(&mut reloading.config, config);
        let config = &reloading.config;
        let rest = |config: &Config| Config { on_call: OnCall::default(), ..config.clone() };
        if rest(config) != rest(&last) {
            tracing::warn!("firstline.toml has changed outside of [on_call] too; that counts from the next start on");
        }
        if config.on_call == *self.now() {
            return Reloaded::Same;
        }
        tracing::info!(
            schedules = config.on_call.roster.schedules.len(),
            policies = config.on_call.roster.policies.len(),
            "what [on_call] says now is in force"
        );
        self.0.serving.store(Arc::new(config.on_call.clone()));
        Reloaded::Swapped
    }
}

impl Watched for LiveOnCall {
    fn root(&self) -> &Path {
        self.0.file.as_ref().map_or(Path::new(""), |file| &file.root)
    }

    fn stamp(&self) -> u64 {
        self.0.reloading.lock().unwrap_or_else(PoisonError::into_inner).stamp
    }

    fn reload(&self) {
        Self::reload(self);
    }
}

impl File {
    /// What it says; none where it is not there and need not be.
    fn read(&self, must_be_there: bool) -> Result<Option<Config>, Vec<Problem>> {
        match fs::read_to_string(&self.root) {
            Ok(text) => Config::parse(&text, &self.path.to_string_lossy()).map(Some),
            Err(error) if error.kind() == io::ErrorKind::NotFound && !must_be_there => Ok(None),
            Err(error) => Err(vec![fault::unreadable(&self.path, "the configuration", &error)]),
        }
    }
}
