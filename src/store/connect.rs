//! Reaching the database.

use std::fs::OpenOptions;
use std::path::{Path, PathBuf};
use std::str::FromStr as _;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use sqlx::any::{AnyConnectOptions, AnyPoolOptions};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AnyConnection, AnyPool, ConnectOptions as _, Executor as _, Row as _};

use super::error::{Error, ErrorKind};
use super::{Absent, Kind, Result, Store};
use crate::config::StoreUrl;

/// How long a call waits for a connection. Discord gives an interaction 3 seconds, but a message that is answered late is
/// better than one that is not.
const PATIENCE: Duration = Duration::from_secs(5);
/// Readers of an SQLite file.
const READERS: u32 = 4;
/// Connections to a PostgreSQL server, of which it has 100 by default for all processes together.
const POSTGRES_CONNECTIONS: u32 = 10;

/// What a connection that writes to SQLite is told. Without waiting for the disk at each commit, a power cut may take back
/// the last moments, but never damages the file (<https://www.sqlite.org/pragma.html#pragma_synchronous>).
const SQLITE: &str = "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; \
                      PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON;";

pub(super) async fn open(url: &StoreUrl, absent: Absent) -> Result<Store> {
    if url.is_postgres() {
        let pool = pool(POSTGRES_CONNECTIONS).connect_with(options(url.expose())?).await?;
        return Ok(Store { write: pool.clone(), read: pool, together: Arc::default(), kind: Kind::Postgres });
    }
    if url.file().is_none() {
        return in_memory().await;
    }
    let address = in_mode(url.expose(), absent);
    if let Some(path) = path(url).filter(|_| address.split(['?', '&']).skip(1).any(|option| option == "mode=rwc")) {
        make_private(&path);
    }
    let options = options(&address)?;
    let trouble = Arc::new(OnceLock::new());
    let write = writer(&trouble).connect_with(options.clone()).await?;
    if let Some(trouble) = trouble.get() {
        write.close().await;
        return Err(Error::clone(trouble));
    }
    // Not before they are needed, when the tables are up to date: a connection that has seen a table as it was before a
    // column was added reads beyond the end of a row, and its thread ends.
    let read = sqlite(READERS).connect_lazy_with(options);
    Ok(Store { write, read, together: Arc::default(), kind: Kind::SqliteFile })
}

/// The path of the file, for SQLite in a file, as SQLite is given it.
pub(super) fn path(url: &StoreUrl) -> Option<PathBuf> {
    url.file()?;
    let options = SqliteConnectOptions::from_str(url.expose()).ok()?;
    Some(options.get_filename().to_owned())
}

/// Makes a file that is not there, which nobody else may read; an empty file is an empty store. What SQLite puts beside it
/// is as private as the file is. Where it cannot be made, SQLite says so.
fn make_private(path: &Path) {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let _ = options.open(path);
}

pub(super) async fn in_memory() -> Result<Store> {
    // One connection is the whole database: it must never be closed for being idle or old.
    let pool = writer(&Arc::default()).connect_with(options("sqlite::memory:")?).await?;
    Ok(Store { write: pool.clone(), read: pool, together: Arc::default(), kind: Kind::SqliteMemory })
}

/// Refuses a damaged file.
async fn check(connection: &mut AnyConnection) -> Result<()> {
    let found: String = sqlx::query("PRAGMA quick_check(1)").fetch_one(connection).await?.try_get(0)?;
    if found == "ok" { Ok(()) } else { Err(Error::new(ErrorKind::Damaged, found)) }
}

fn pool(connections: u32) -> AnyPoolOptions {
    AnyPoolOptions::new().max_connections(connections).acquire_timeout(PATIENCE)
}

fn sqlite(connections: u32) -> AnyPoolOptions {
    pool(connections)
        .idle_timeout(None)
        .max_lifetime(None)
        // A file does not go away as a server does, and asking whether it is there takes as long as reading from it.
        .test_before_acquire(false)
}

/// SQLite has one. What is wrong with the file is put where `trouble` is, and the file is left as it is: the pool would try
/// again and again.
fn writer(trouble: &Arc<OnceLock<Error>>) -> AnyPoolOptions {
    let trouble = Arc::clone(trouble);
    sqlite(1).after_connect(move |connection, _| {
        let trouble = Arc::clone(&trouble);
        Box::pin(async move {
            match check(connection).await {
                Ok(()) => {
                    connection.execute(sqlx::raw_sql(SQLITE)).await?;
                }
                Err(error) => _ = trouble.set(error),
            }
            Ok(())
        })
    })
}

fn options(url: &str) -> Result<AnyConnectOptions> {
    sqlx::any::install_default_drivers();
    // Statements are logged by nobody: they are fixed, and what is bound to them concerns people.
    Ok(AnyConnectOptions::from_str(url)?.disable_statement_logging())
}

/// The address of a file that is made, or refused, where it is not there; unless the address says so itself.
fn in_mode(url: &str, absent: Absent) -> String {
    let mode = match absent {
        Absent::Made => "mode=rwc",
        Absent::Refused => "mode=rw",
    };
    match url.split_once('?') {
        Some((_, options)) if options.split('&').any(|option| option.starts_with("mode=")) => url.to_owned(),
        Some(_) => format!("{url}&{mode}"),
        None => format!("{url}?{mode}"),
    }
}

impl Store {
    /// Takes what was deleted out of SQLite's write-ahead log, too. Where a reader is in the way, the next time does it.
    pub(super) async fn wipe_traces(&self) -> Result<()> {
        if self.kind == Kind::SqliteFile {
            self.write.execute(sqlx::raw_sql("PRAGMA wal_checkpoint(TRUNCATE)")).await?;
        }
        Ok(())
    }

    pub(super) fn writer(&self) -> &AnyPool {
        &self.write
    }

    pub(super) fn reader(&self) -> &AnyPool {
        &self.read
    }
}
