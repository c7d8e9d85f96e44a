//! Why the store could not do it, in a sentence for whoever runs the bot.

use std::fmt;

use sqlx::migrate::MigrateError;
use sqlx::postgres::PgDatabaseError;
use sqlx::sqlite::SqliteError;

use crate::config::StoreUrl;

/// Why the store could not do it. Shown, it is one sentence that holds nobody's data and no password.
#[derive(Debug, Clone)]
pub struct Error {
    kind: ErrorKind,
    /// What the database says, or which value could not be read.
    detail: String,
    /// Which store, where several may be meant.
    store: Option<String>,
}

/// What went wrong, as far as it makes a difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorKind {
    /// Another program holds on to the file.
    Locked,
    /// The file is damaged, or is something else.
    Damaged,
    /// The disk has no room.
    Full,
    /// The file or its folder is not there, or not for this user.
    NoAccess,
    /// The server does not answer.
    Gone,
    /// The server answers, and says no.
    Refused,
    /// There is no such file yet.
    NotThere,
    /// Its tables are of an earlier version, or there are none.
    Outdated,
    /// Another row has what there may be once only.
    Taken,
    /// The tables are of a later version.
    Newer,
    /// A value is there that nothing here has written.
    Unreadable,
    /// Anything else.
    Other,
}

impl Error {
    pub(super) fn new(kind: ErrorKind, detail: impl Into<String>) -> Self {
        Self { kind, detail: detail.into(), store: None }
    }

    pub(super) fn unreadable(what: impl fmt::Display) -> Self {
        Self::new(ErrorKind::Unreadable, what.to_string())
    }

    pub(super) fn of(mut self, url: &StoreUrl) -> Self {
        self.store = Some(url.to_string());
        self
    }

    /// What went wrong.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// Whether trying again later may help without anybody doing anything about the store itself.
    pub fn is_passing(&self) -> bool {
        matches!(self.kind, ErrorKind::Locked | ErrorKind::Full | ErrorKind::Gone)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the store")?;
        if let Some(store) = &self.store {
            write!(f, " {store}")?;
        }
        let detail = &self.detail;
        match self.kind {
            ErrorKind::Locked => f.write_str(
                " is locked by another program: let one process at a time use an SQLite file, or use PostgreSQL",
            ),
            ErrorKind::Damaged => {
                write!(
                    f,
                    " is damaged, or no SQLite file at all ({detail}); it was left as it is: move it away, and its \
                     -wal and -shm with it, then restore a backup by `firstline restore`, or start afresh"
                )
            }
            ErrorKind::Full => f.write_str(" cannot be written: the disk is full"),
            ErrorKind::NoAccess => {
                write!(f, " cannot be used ({detail}): its folder must be there, and both be writable for this user")
            }
            ErrorKind::Gone => write!(f, " does not answer ({detail})"),
            ErrorKind::Refused => {
                write!(f, " says no ({detail}): check the user, the password and the database's name")
            }
            ErrorKind::Newer => {
                write!(f, " was made by another version of Firstline ({detail}): run the newest, or use another store")
            }
            ErrorKind::NotThere => f.write_str(
                " is not there: `firstline run` makes it in the folder that it is run in, and --store names another",
            ),
            ErrorKind::Outdated => write!(f, " is not up to date ({detail}): `firstline run` makes it so"),
            ErrorKind::Unreadable => write!(f, " holds something that this version cannot read: {detail}"),
            ErrorKind::Taken | ErrorKind::Other => write!(f, " failed: {detail}"),
        }
    }
}

impl std::error::Error for Error {}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::Database(error) => {
                let kind = if error.is_unique_violation() {
                    ErrorKind::Taken
                } else if let Some(error) = error.try_downcast_ref::<SqliteError>() {
                    of_sqlite(error)
                } else if let Some(error) = error.try_downcast_ref::<PgDatabaseError>() {
                    of_postgres(error.code())
                } else {
                    ErrorKind::Other
                };
                Self::new(kind, error.message())
            }
            sqlx::Error::Io(error) => Self::new(ErrorKind::Gone, error.to_string()),
            sqlx::Error::Tls(error) => Self::new(ErrorKind::Gone, error.to_string()),
            sqlx::Error::PoolTimedOut => Self::new(ErrorKind::Gone, "no connection came free in time"),
            sqlx::Error::PoolClosed => Self::new(ErrorKind::Gone, "it was closed"),
            sqlx::Error::WorkerCrashed => Self::new(ErrorKind::Gone, "its thread ended"),
            sqlx::Error::Migrate(error) => (*error).into(),
            sqlx::Error::ColumnDecode { index, .. } => Self::unreadable(format_args!("the column {index}")),
            other => Self::new(ErrorKind::Other, other.to_string()),
        }
    }
}

impl From<MigrateError> for Error {
    fn from(error: MigrateError) -> Self {
        match error {
            MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => error.into(),
            MigrateError::VersionMissing(step) => Self::new(ErrorKind::Newer, format!("its tables are of form {step}")),
            MigrateError::VersionMismatch(step) => {
                Self::new(ErrorKind::Newer, format!("its tables are of another form {step}"))
            }
            other => Self::new(ErrorKind::Other, other.to_string()),
        }
    }
}

/// By the lower byte of the result code: <https://www.sqlite.org/rescode.html>.
fn of_sqlite(error: &SqliteError) -> ErrorKind {
    use sqlx::error::DatabaseError as _;

    let code = error.code().and_then(|code| code.parse::<u32>().ok()).unwrap_or_default();
    match code & 0xff {
        5 | 6 => ErrorKind::Locked,
        11 | 26 => ErrorKind::Damaged,
        13 => ErrorKind::Full,
        3 | 8 | 14 | 23 => ErrorKind::NoAccess,
        10 => ErrorKind::Gone,
        _ => ErrorKind::Other,
    }
}

/// By SQLSTATE: <https://www.postgresql.org/docs/current/errcodes-appendix.html>.
fn of_postgres(code: &str) -> ErrorKind {
    match code {
        "53100" => ErrorKind::Full,
        "53300" | "57P01" | "57P02" | "57P03" => ErrorKind::Gone,
        "55P03" | "40P01" => ErrorKind::Locked,
        "3D000" | "3F000" | "42501" => ErrorKind::Refused,
        "XX001" | "XX002" => ErrorKind::Damaged,
        _ if code.starts_with("08") => ErrorKind::Gone,
        _ if code.starts_with("28") => ErrorKind::Refused,
        _ => ErrorKind::Other,
    }
}
