//! The store: what must outlive the process. The only room that knows SQL.
//!
//! SQLite in a file for one process, PostgreSQL for several; the same statements for both, written for what the two have
//! in common: `$1` placeholders, `ON CONFLICT`, `RETURNING`, partial indexes, and columns of `BIGINT` and `TEXT` only.
//!
//! Discord tells of an event never, once or many times, and two processes may hear of the same one. So whatever must
//! happen once has a key here, and the statement that writes it says who was first: [`Store::claim`],
//! [`Store::open_case`], [`Store::change_case`], [`Store::turn_to`]. No lock is held between two calls.
//!
//! What is stored of a paste are a few lines that are already rid of secrets; who calls sees to that. The text is gone
//! from the disk when a row is: SQLite overwrites what it deletes, and the write-ahead log is emptied after a person was
//! forgotten.

mod answers;
mod backup;
mod case_lists;
mod case_rows;
mod cases;
mod connect;
mod counters;
mod error;
mod figures;
mod handoffs;
mod kept_roles;
mod migrations;
mod overrides;
mod pages;
mod privacy;
mod retention;
mod seen;
mod settings;
mod tallies;
mod timers;
mod together;
mod turns;
mod values;
mod votes;
mod watch;

#[cfg(test)]
mod tests;

use std::path::PathBuf;
use std::sync::Arc;

use sqlx::AnyPool;

pub use self::answers::{Answer, CLAIM_HOLDS, Claim, PasteHash, Told};
pub use self::backup::BackupError;
pub use self::case_lists::{CaseFilter, CasePage, Which};
pub use self::cases::{Changed, Opening};
pub use self::error::{Error, ErrorKind};
pub use self::handoffs::Handoff;
pub use self::overrides::{KeptOverride, OverrideId};
pub use self::pages::{Begun, Page, PageEnd};
pub use self::privacy::{Entry, Export, Forgotten};
pub use self::retention::{Emptied, Removed};
pub use self::settings::GuildSettings;
pub use self::tallies::{Happened, TALLIES_KEPT};
pub use self::timers::{Due, Shards, TIMER_LEASE};
use self::together::Together;
pub use self::votes::Vote;
use crate::config::StoreUrl;
pub use crate::triage::{Candidate, Line};

/// What a call comes to.
pub type Result<T> = std::result::Result<T, Error>;

/// An open store. Clones are the same store.
#[derive(Debug, Clone)]
pub struct Store {
    /// For statements that write. SQLite has one writer at a time, so waiting for it happens here, in the order of
    /// asking, rather than in SQLite, which retries in no order.
    write: AnyPool,
    /// For statements that only read; with SQLite in a file, these never wait for the writer.
    read: AnyPool,
    together: Arc<Together>,
    kind: Kind,
}

/// What becomes of a file that is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Absent {
    Made,
    Refused,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    SqliteFile,
    SqliteMemory,
    Postgres,
}

impl Store {
    /// Opens the store, makes it where it is not there yet, and brings its tables up to date.
    ///
    /// # Errors
    /// When it cannot be opened or is not fit for use. A damaged file is left as it is.
    pub async fn open(url: &StoreUrl) -> Result<Self> {
        Self::open_or(url, Absent::Made).await
    }

    /// Opens a store as [`open`](Self::open) does, but makes none where it is not there.
    ///
    /// # Errors
    /// The same, and where a file is not there.
    pub async fn open_existing(url: &StoreUrl) -> Result<Self> {
        is_there(url)?;
        Self::open_or(url, Absent::Refused).await
    }

    async fn open_or(url: &StoreUrl, absent: Absent) -> Result<Self> {
        let open = async {
            let store = connect::open(url, absent).await?;
            migrations::take(&migrations::STEPS, &store.write).await?;
            Ok(store)
        };
        open.await.map_err(|error: Error| error.of(url))
    }

    /// Opens a store that is there and up to date, and changes nothing about it.
    ///
    /// # Errors
    /// When there is none, its tables are of another form, or it is not fit for use.
    pub async fn open_as_it_is(url: &StoreUrl) -> Result<Self> {
        is_there(url)?;
        let open = async {
            let store = connect::open(url, Absent::Refused).await?;
            migrations::check(&store.write).await?;
            Ok(store)
        };
        open.await.map_err(|error: Error| error.of(url))
    }

    /// The path of the file that the store is, for SQLite in a file.
    pub fn path(url: &StoreUrl) -> Option<PathBuf> {
        connect::path(url)
    }

    /// A store that is gone when it is closed.
    ///
    /// # Errors
    /// When SQLite cannot be started.
    pub async fn in_memory() -> Result<Self> {
        let store = connect::in_memory().await?;
        migrations::take(&migrations::STEPS, &store.write).await?;
        Ok(store)
    }

    /// Waits for what is being written, and closes. Calls on clones fail from here on.
    pub async fn close(self) {
        self.read.close().await;
        self.write.close().await;
    }
}

/// Refuses a file that is not there. A server says so itself.
fn is_there(url: &StoreUrl) -> Result<()> {
    match connect::path(url) {
        Some(path) if !path.exists() => Err(Error::new(ErrorKind::NotThere, "").of(url)),
        _ => Ok(()),
    }
}
