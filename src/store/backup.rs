//! A copy of everything, in one form for both kinds of store: what SQLite held can be restored into PostgreSQL, and the
//! other way round.
//!
//! The form is JSON, a line each: what it is and of which form the tables are; every row, under its table's name and
//! without what is NULL; and the number of rows, without which the copy is not whole. It is read in one transaction, so
//! it is of one moment, while others write on. It is restored in one transaction, too: all of it, or nothing. The rows of
//! an earlier form are first brought up to date in memory.

use std::fmt;
use std::io::{self, BufRead, Write};

use futures_util::TryStreamExt as _;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, AssertSqlSafe, Column as _, Row as _};

use super::migrations::{self, STEPS};
use super::values::Values as _;
use super::{Error, ErrorKind, Kind, Store, connect};

/// The tables, those first that others refer to.
const TABLES: [&str; 14] = [
    "answers",
    "votes",
    "cases",
    "timeline",
    "timers",
    "pages",
    "overrides",
    "handoffs",
    "kept_roles",
    "settings",
    "opted_out",
    "last_seen",
    "tallies",
    "counters",
];

/// The form of the copy itself. That of the tables is counted apart.
const FORM: u32 = 1;

/// Why a copy could not be made or restored. Shown, it is one sentence.
#[derive(Debug)]
pub enum BackupError {
    /// The store could not do it.
    Store(Error),
    /// The copy could not be written or read, or is none.
    File(String),
    /// There is something in the store already.
    NotEmpty,
}

/// The first line of a copy.
#[derive(Debug, Serialize, Deserialize)]
struct Header {
    firstline_backup: u32,
    tables: i64,
    made_at: Timestamp,
}

/// A line of a copy after the first.
enum Line {
    Row(String, Map<String, Value>),
    End(u64),
}

/// A copy that is being read, line by line.
struct Copy<'r> {
    input: &'r mut (dyn BufRead + Send),
    line: u64,
}

impl Store {
    /// Writes a copy of everything, as it is at one moment. Gives the number of rows.
    ///
    /// # Errors
    /// When the store cannot be read, or the copy not written.
    pub async fn back_up(&self, out: &mut (dyn Write + Send), made_at: Timestamp) -> Result<u64, BackupError> {
        // SQLite's reader sees one moment from its first look on; PostgreSQL's does when it is told to.
        let begin = match self.kind {
            Kind::Postgres => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
            Kind::SqliteFile | Kind::SqliteMemory => "BEGIN",
        };
        let mut transaction = self.reader().begin_with(begin).await?;
        write(out, &Header { firstline_backup: FORM, tables: newest(), made_at })?;
        let mut rows = 0;
        for table in TABLES {
            let all = AssertSqlSafe(format!("SELECT * FROM {table}"));
            let mut read = sqlx::query(all).fetch(&mut *transaction);
            while let Some(row) = read.try_next().await? {
                write(out, &json!({ table: fields(&row)? }))?;
                rows += 1;
            }
        }
        write(out, &json!({ "rows": rows }))?;
        transaction.rollback().await?;
        Ok(rows)
    }

    /// Restores a copy, all of it or nothing. Gives the number of rows. With `replace`, what is there is removed first.
    ///
    /// # Errors
    /// When there is something in the store and it is not to be replaced; when the copy is damaged, cut off, or of a later
    /// version; when the store cannot be written.
    pub async fn restore(&self, input: &mut (dyn BufRead + Send), replace: bool) -> Result<u64, BackupError> {
        let mut copy = Copy { input, line: 0 };
        let form = copy.header()?;
        if form == newest() {
            return self.fill(&mut copy, replace).await;
        }
        let staged = connect::in_memory().await?;
        let earlier: Vec<_> = STEPS.into_iter().filter(|&(number, ..)| number <= form).collect();
        migrations::take(&earlier, &staged.write).await?;
        staged.fill(&mut copy, false).await?;
        migrations::take(&STEPS, &staged.write).await?;
        let mut whole = Vec::new();
        staged.back_up(&mut whole, Timestamp::UNIX_EPOCH).await?;
        staged.close().await;
        let mut copy = Copy { input: &mut whole.as_slice(), line: 0 };
        copy.header()?;
        self.fill(&mut copy, replace).await
    }

    async fn fill(&self, copy: &mut Copy<'_>, replace: bool) -> Result<u64, BackupError> {
        // From here on, nobody else writes to SQLite.
        let begin = if self.kind == Kind::Postgres { "BEGIN" } else { "BEGIN IMMEDIATE" };
        let mut transaction = self.write.begin_with(begin).await?;
        let tables = tables(&mut transaction, self.kind).await?;
        for table in tables.iter().rev() {
            if replace {
                sqlx::query(AssertSqlSafe(format!("DELETE FROM {table}"))).execute(&mut *transaction).await?;
                continue;
            }
            let any = sqlx::query(AssertSqlSafe(format!("SELECT 1 AS one FROM {table} LIMIT 1")));
            if any.fetch_optional(&mut *transaction).await?.is_some() {
                return Err(BackupError::NotEmpty);
            }
        }
        let mut rows = 0;
        loop {
            match copy.next()? {
                Line::Row(table, fields) if tables.contains(&table) => {
                    insert(&mut transaction, &table, &fields).await.map_err(|error| copy.unfit(error))?;
                    rows += 1;
                }
                Line::Row(..) => return Err(copy.fault("names a table that there is not")),
                Line::End(counted) if counted == rows => break,
                Line::End(_) => return Err(copy.fault("counts other rows than there are")),
            }
        }
        copy.end()?;
        transaction.commit().await?;
        self.wipe_traces().await?;
        Ok(rows)
    }
}

impl Copy<'_> {
    /// The form of the tables whose rows it holds.
    fn header(&mut self) -> Result<i64, BackupError> {
        let line = self.read()?;
        let header: Header =
            serde_json::from_str(&line).map_err(|_| BackupError::File("is no backup of Firstline's".to_owned()))?;
        if header.firstline_backup != FORM || !STEPS.iter().any(|&(number, ..)| number == header.tables) {
            let forms = format!("{}.{}", header.firstline_backup, header.tables);
            return Err(BackupError::File(format!(
                "was made by a newer version (it is of form {forms}): run the newest"
            )));
        }
        Ok(header.tables)
    }

    fn next(&mut self) -> Result<Line, BackupError> {
        let line = self.read()?;
        let line: Map<String, Value> = serde_json::from_str(&line).map_err(|_| self.fault("is no row"))?;
        match line.into_iter().next() {
            Some((table, Value::Object(fields))) => Ok(Line::Row(table, fields)),
            Some((rows, Value::Number(number))) if rows == "rows" => Ok(Line::End(number.as_u64().unwrap_or(u64::MAX))),
            _ => Err(self.fault("is no row")),
        }
    }

    fn read(&mut self) -> Result<String, BackupError> {
        self.line += 1;
        let mut line = String::new();
        match self.input.read_line(&mut line) {
            Ok(0) => Err(BackupError::File("is cut off: its last line is missing".to_owned())),
            Ok(_) => Ok(line),
            Err(error) => Err(BackupError::File(format!("cannot be read: {error}"))),
        }
    }

    /// Nothing comes after the last line. What unpacks the copy holds its checksum against it only now.
    fn end(&mut self) -> Result<(), BackupError> {
        match self.input.fill_buf() {
            Ok([]) => Ok(()),
            Ok(_) => Err(self.fault("is not the last, as it says")),
            Err(error) => Err(BackupError::File(format!("cannot be read: {error}"))),
        }
    }

    /// Why a row could not be inserted: because of the row, or of the store.
    fn unfit(&self, error: BackupError) -> BackupError {
        match error {
            BackupError::Store(error) if matches!(error.kind(), ErrorKind::Taken | ErrorKind::Other) => {
                self.fault(&format!("does not fit ({error})"))
            }
            BackupError::File(what) => self.fault(&what),
            error => error,
        }
    }

    fn fault(&self, what: &str) -> BackupError {
        BackupError::File(format!("is damaged: line {} {what}", self.line))
    }
}

/// The form of the tables that this version knows.
fn newest() -> i64 {
    STEPS.last().map_or(0, |&(number, ..)| number)
}

/// The tables as they are: of an earlier form there may be others.
async fn tables(connection: &mut AnyConnection, kind: Kind) -> Result<Vec<String>, BackupError> {
    let names = match kind {
        Kind::Postgres => "SELECT CAST(tablename AS TEXT) AS name FROM pg_tables WHERE schemaname = current_schema()",
        Kind::SqliteFile | Kind::SqliteMemory => "SELECT name FROM sqlite_schema WHERE type = 'table'",
    };
    let rows = sqlx::query(names).fetch_all(connection).await?;
    let mut tables = rows.iter().map(|row| row.text("name")).collect::<Result<Vec<_>, _>>()?;
    tables.retain(|table| !table.starts_with("_sqlx") && !table.starts_with("sqlite_"));
    // Those first that others refer to.
    tables.sort_by_key(|table| TABLES.iter().position(|known| known == table));
    Ok(tables)
}

/// The columns of a row that have a value.
fn fields(row: &AnyRow) -> Result<Map<String, Value>, BackupError> {
    let mut fields = Map::new();
    for column in row.columns() {
        let at = column.ordinal();
        let value = match row.try_get::<Option<i64>, _>(at) {
            Ok(number) => number.map(Value::from),
            Err(_) => row.try_get::<Option<String>, _>(at)?.map(Value::from),
        };
        if let Some(value) = value {
            fields.insert(column.name().to_owned(), value);
        }
    }
    Ok(fields)
}

async fn insert(connection: &mut AnyConnection, table: &str, fields: &Map<String, Value>) -> Result<(), BackupError> {
    let fits = |name: &str| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    if fields.is_empty() || !fields.keys().all(|name| fits(name)) {
        return Err(BackupError::File("has no columns, or some that there are not".to_owned()));
    }
    let names = fields.keys().map(String::as_str).collect::<Vec<_>>().join(", ");
    let places = (1..=fields.len()).map(|place| format!("${place}")).collect::<Vec<_>>().join(", ");
    let mut query = sqlx::query(AssertSqlSafe(format!("INSERT INTO {table} ({names}) VALUES ({places})")));
    for value in fields.values() {
        query = match value {
            Value::String(text) => query.bind(text.as_str()),
            Value::Number(number) if number.is_i64() => query.bind(number.as_i64()),
            _ => return Err(BackupError::File("holds what is neither a text nor a number".to_owned())),
        };
    }
    query.execute(connection).await?;
    Ok(())
}

fn write(out: &mut (dyn Write + Send), line: &impl Serialize) -> Result<(), BackupError> {
    let mut line = serde_json::to_vec(line).map_err(io::Error::from)?;
    line.push(b'\n');
    Ok(out.write_all(&line)?)
}

impl fmt::Display for BackupError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Store(error) => error.fmt(f),
            Self::File(what) => write!(f, "the backup {what}"),
            Self::NotEmpty => f.write_str("there is something in the store already"),
        }
    }
}

impl std::error::Error for BackupError {}

impl From<Error> for BackupError {
    fn from(error: Error) -> Self {
        Self::Store(error)
    }
}

impl From<sqlx::Error> for BackupError {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}

impl From<io::Error> for BackupError {
    fn from(error: io::Error) -> Self {
        Self::File(format!("cannot be written: {error}"))
    }
}
