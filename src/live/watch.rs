//! Reloads when the files change.
//!
//! The system tells of changes in the folders it is asked to watch. What it does not tell is found by looking: a folder
//! replaced by one of the same name, a mount that reports nothing, an event that was lost. So a thread sleeps until it
//! is told or until it is time to look, waits for the writing to end, sees that all folders there are now are watched,
//! and reloads. Looking costs little, and where it costs more, because there are many files, it is done less often.

use std::collections::{HashMap, HashSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, EventKind};
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::tree::{self, Identity, Tree};

/// Writing has ended when nothing was written for so long: an editor writes, renames and touches within it.
const QUIET: Duration = Duration::from_millis(150);
/// Something that writes all the time does not keep the rest waiting for longer than this.
const AT_MOST: Duration = Duration::from_millis(600);
/// How often the files are looked at when nothing is told.
const LOOK: Duration = Duration::from_millis(500);
/// Looking takes at most one part in so many of the time.
const SHARE: u32 = 50;

/// What is read anew when files change.
pub(super) trait Watched: Send + 'static {
    /// Where the files are, absolute: a folder, or one file.
    fn root(&self) -> &Path;

    /// How the files stood when they were last read.
    fn stamp(&self) -> u64;

    /// Reads them anew.
    fn reload(&self);
}

/// Keeps what is served up to date for as long as it is held. Dropping it waits for a reload in hand.
#[derive(Debug)]
pub struct Watching {
    stop: Arc<AtomicBool>,
    wake: SyncSender<()>,
    thread: Option<JoinHandle<()>>,
}

/// The thread's own.
struct Worker<W> {
    served: W,
    stop: Arc<AtomicBool>,
    woken: Receiver<()>,
    /// None where the system has no way to watch, or is not to.
    watcher: Option<RecommendedWatcher>,
    watched: HashMap<PathBuf, Identity>,
    interest: Arc<Mutex<Interest>>,
    /// It was said that some folder cannot be watched.
    complained: bool,
}

/// What the watcher's callback goes by.
#[derive(Debug, Default)]
struct Interest {
    /// Any change in these may matter.
    folders: HashSet<PathBuf>,
    /// These themselves matter, whatever else is in the folder they are in.
    held: HashSet<PathBuf>,
    /// Watched folders that went away: what stands in their place is not watched yet.
    lost: HashSet<PathBuf>,
}

impl Watching {
    /// `what` is watched, for messages and as the thread's name.
    pub(super) fn start(what: &'static str, served: impl Watched) -> io::Result<Self> {
        let interest = Arc::new(Mutex::new(Interest::default()));
        // One wake-up that nobody has seen yet stands for any number.
        let (wake, woken) = sync_channel(1);
        let tell = {
            let (interest, wake) = (Arc::clone(&interest), wake.clone());
            move |event: notify::Result<Event>| {
                if interest.lock().unwrap_or_else(PoisonError::into_inner).is_met_by(event) {
                    let _ = wake.try_send(());
                }
            }
        };
        let watcher = notify::recommended_watcher(tell);
        if let Err(error) = &watcher {
            tracing::warn!("changed {what} is noticed late, because its folder cannot be watched: {error}");
        }
        Self::work(what, Worker { watcher: watcher.ok(), interest, ..Worker::new(served, woken) }, wake)
    }

    /// As [`Self::start`], but only looks from time to time: for a file in a folder where much else is written, of which
    /// the system would tell each time.
    pub(super) fn looking(what: &'static str, served: impl Watched) -> io::Result<Self> {
        let (wake, woken) = sync_channel(1);
        Self::work(what, Worker::new(served, woken), wake)
    }

    fn work(what: &str, mut worker: Worker<impl Watched>, wake: SyncSender<()>) -> io::Result<Self> {
        // Before the caller goes on, so that whatever it changes next is told.
        worker.arm(Tree::scan(worker.served.root()));
        let stop = Arc::clone(&worker.stop);
        let thread = thread::Builder::new().name(what.to_owned()).spawn(move || worker.run())?;
        Ok(Self { stop, wake, thread: Some(thread) })
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Release);
        let _ = self.wake.try_send(());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl<W: Watched> Worker<W> {
    fn new(served: W, woken: Receiver<()>) -> Self {
        Self {
            served,
            stop: Arc::new(AtomicBool::new(false)),
            woken,
            watcher: None,
            watched: HashMap::new(),
            interest: Arc::default(),
            complained: false,
        }
    }

    fn run(mut self) {
        let mut rest = LOOK;
        loop {
            let told = match self.woken.recv_timeout(rest) {
                Ok(()) => true,
                Err(RecvTimeoutError::Timeout) => false,
                Err(RecvTimeoutError::Disconnected) => return,
            };
            if told {
                self.wait_for_quiet();
            }
            if self.stop.load(Ordering::Acquire) {
                return;
            }
            let started = Instant::now();
            let tree = Tree::scan(self.served.root());
            rest = LOOK.max(started.elapsed() * SHARE);
            if told || tree.stamp != self.served.stamp() {
                // First watched, then read: nothing is written unseen in between.
                self.arm(tree);
                self.served.reload();
            }
        }
    }

    fn wait_for_quiet(&self) {
        let started = Instant::now();
        while started.elapsed() < AT_MOST
            && !self.stop.load(Ordering::Acquire)
            && self.woken.recv_timeout(QUIET).is_ok()
        {}
    }

    /// Watches the folders that are there, and no others.
    fn arm(&mut self, tree: Tree) {
        let Some(watcher) = &mut self.watcher else { return };
        let Tree { folders, holders, held, .. } = tree;
        let names: HashSet<PathBuf> = folders.keys().cloned().collect();
        let wanted: HashMap<PathBuf, Identity> = holders.into_iter().chain(folders).collect();
        let lost = {
            let mut interest = self.interest.lock().unwrap_or_else(PoisonError::into_inner);
            interest.folders = names;
            interest.held = held;
            std::mem::take(&mut interest.lost)
        };
        self.watched.retain(|path, identity| {
            let stays = wanted.get(path) == Some(identity) && !lost.contains(path);
            if !stays {
                let _ = watcher.unwatch(path); // Most are gone already, and their watches with them.
            }
            stays
        });
        for (path, identity) in wanted {
            if self.watched.contains_key(&path) {
                continue;
            }
            match watcher.watch(&path, RecursiveMode::NonRecursive) {
                Ok(()) => {
                    self.watched.insert(path, identity);
                }
                Err(error) => {
                    if path.is_dir() && !std::mem::replace(&mut self.complained, true) {
                        tracing::warn!("changes in {} are noticed late, it cannot be watched: {error}", path.display());
                    }
                }
            }
        }
    }
}

impl Interest {
    fn is_met_by(&mut self, event: notify::Result<Event>) -> bool {
        let Ok(event) = event else { return true };
        if event.need_rescan() {
            return true;
        }
        // Reading the files is no change, and we read them ourselves.
        let written = matches!(event.kind, EventKind::Access(AccessKind::Close(AccessMode::Write)));
        if event.kind.is_access() && !written {
            return false;
        }
        if event.kind.is_remove() || matches!(event.kind, EventKind::Modify(notify::event::ModifyKind::Name(_))) {
            self.lost.extend(event.paths.iter().filter(|path| self.folders.contains(*path)).cloned());
        }
        event.paths.iter().any(|path| self.has(path))
    }

    fn has(&self, path: &Path) -> bool {
        self.held.contains(path)
            || self.folders.contains(path)
            || path.parent().is_some_and(|folder| self.folders.contains(folder)) && tree::matters(path)
    }
}
