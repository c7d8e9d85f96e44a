//! The tables, and the steps from every earlier form of them to this one.
//!
//! A step that was released is never changed, for it has been taken already: its checksum is kept with the tables, and
//! a store that took another step by the same number is refused. A new form is a new step.

use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::{AnyPool, SqlSafeStr as _};

use super::values::Values as _;
use super::{Error, ErrorKind, Result};

/// A step: its number, its name, its statements.
type Step = (i64, &'static str, &'static str);

/// The steps, by number. A lock sees to it that of several processes that start at once, one takes them (PostgreSQL), and
/// each is taken whole or not at all.
pub(super) const STEPS: [Step; 3] = [
    (1, "answers and people", include_str!("migrations/0001_answers_and_people.sql")),
    (2, "cases", include_str!("migrations/0002_cases.sql")),
    (3, "tallies", include_str!("migrations/0003_tallies.sql")),
];

/// Takes those of some steps that were not taken before.
pub(super) async fn take(steps: &[Step], pool: &AnyPool) -> Result<()> {
    let step = |&(number, name, sql): &Step| {
        Migration::new(number, name.into(), MigrationType::Simple, sql.into_sql_str(), false)
    };
    Migrator::with_migrations(steps.iter().map(step).collect()).run(pool).await?;
    Ok(())
}

/// Refuses a store whose tables are not of the newest form.
pub(super) async fn check(pool: &AnyPool) -> Result<()> {
    let newest = STEPS.last().map_or(0, |&(number, ..)| number);
    let row = sqlx::query("SELECT max(version) AS form FROM _sqlx_migrations").fetch_one(pool).await;
    let form = row.map_err(|_| Error::new(ErrorKind::Outdated, "it has no tables of ours"))?.maybe_number("form")?;
    match form {
        Some(form) if form == newest => Ok(()),
        Some(form) if form > newest => Err(Error::new(ErrorKind::Newer, format!("its tables are of form {form}"))),
        _ => Err(Error::new(ErrorKind::Outdated, "its tables are of an earlier form")),
    }
}
