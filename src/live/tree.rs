//! How the files stand: what to watch, and a stamp by which to see that something changed.

use std::collections::{HashMap, HashSet};
use std::fs::{self, Metadata};
use std::hash::{BuildHasher as _, Hash};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use walkdir::{DirEntry, WalkDir};

use crate::knowledge::load;

/// What is below a path at one moment.
#[derive(Debug, Default)]
pub(super) struct Tree {
    /// Changes when a file of knowledge comes, goes or is written to.
    pub stamp: u64,
    /// The folders in which any change matters.
    pub folders: HashMap<PathBuf, Identity>,
    /// The folders that hold something on the way here: the root itself, or what a link points to.
    pub holders: HashMap<PathBuf, Identity>,
    /// What of those matters.
    pub held: HashSet<PathBuf>,
}

/// Tells a folder from another of the same name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Identity {
    device: u64,
    node: u64,
    born: Option<SystemTime>,
}

impl Tree {
    /// Looks at everything below `root`, which is absolute, or at `root` itself when it is a file. Nothing is read.
    pub(super) fn scan(root: &Path) -> Self {
        let mut tree = Self::default();
        tree.hold(root);
        let visible = |entry: &DirEntry| entry.depth() == 0 || !is_hidden(entry.path());
        for entry in WalkDir::new(root).follow_links(true).into_iter().filter_entry(visible) {
            match entry {
                Ok(entry) => tree.enter(&entry),
                Err(error) => tree.stamp(&(error.path(), error.io_error().map(std::io::Error::kind))),
            }
        }
        tree
    }

    fn enter(&mut self, entry: &DirEntry) {
        let path = entry.path();
        if entry.path_is_symlink()
            && let Ok(target) = fs::canonicalize(path)
        {
            self.hold(&target);
        }
        let Ok(metadata) = entry.metadata() else { return };
        if metadata.is_dir() {
            // A folder's own time changes with files that are none of ours.
            self.stamp(&path);
            self.folders.insert(path.to_owned(), Identity::of(&metadata));
        } else if entry.depth() == 0 || load::is_knowledge(path) {
            self.stamp(&(path, metadata.len(), metadata.modified().ok(), changed(&metadata)));
        }
    }

    /// Watches for `path` to be replaced: in the folder it is in, or in the nearest one where that is not there.
    fn hold(&mut self, path: &Path) {
        for within in path.ancestors() {
            self.held.insert(within.to_owned());
            let Some(holder) = within.parent() else { return };
            if let Ok(metadata) = fs::metadata(holder) {
                self.holders.insert(holder.to_owned(), Identity::of(&metadata));
                return;
            }
        }
    }

    /// The order in which a folder lists its files does not matter.
    fn stamp(&mut self, what: &impl Hash) {
        self.stamp = self.stamp.wrapping_add(foldhash::quality::FixedState::default().hash_one(what));
    }
}

/// Whether a change of that path may be a change of the knowledge, in a folder that is watched.
pub(super) fn matters(path: &Path) -> bool {
    // `..data` is how Kubernetes swaps a whole folder of files at once.
    let name = path.file_name().unwrap_or_default().as_encoded_bytes();
    (!name.starts_with(b".") || name.starts_with(b"..")) && (load::is_knowledge(path) || path.is_dir())
}

fn is_hidden(path: &Path) -> bool {
    path.file_name().unwrap_or_default().as_encoded_bytes().starts_with(b".")
}

#[cfg(unix)]
impl Identity {
    fn of(metadata: &Metadata) -> Self {
        use std::os::unix::fs::MetadataExt as _;

        // A node's number is given to the next folder at once: only its birth tells the two apart.
        Self { device: metadata.dev(), node: metadata.ino(), born: metadata.created().ok() }
    }
}

#[cfg(not(unix))]
impl Identity {
    fn of(metadata: &Metadata) -> Self {
        Self { device: 0, node: 0, born: metadata.created().ok() }
    }
}

/// When something was last done to a file, which nobody can set: a copy may keep the time of what it was copied from.
#[cfg(unix)]
fn changed(metadata: &Metadata) -> (u64, i64, i64) {
    use std::os::unix::fs::MetadataExt as _;

    (metadata.ino(), metadata.ctime(), metadata.ctime_nsec())
}

#[cfg(not(unix))]
fn changed(_: &Metadata) {}
