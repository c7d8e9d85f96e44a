//! The tables, and the steps from every earlier form of them to this one.
//!
//! A step that was released is never changed, for it has been taken already: its checksum is kept with the tables, and
//! a store that took another step by the same number is refused. A new form is a new step.

use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::{AnyPool, SqlSafeStr as _};

use super::Result;

/// The steps, by number. A lock sees to it that of several processes that start at once, one takes them (PostgreSQL), and
/// each is taken whole or not at all.
const STEPS: [(i64, &str, &str); 3] = [
    (1, "answers and people", include_str!("migrations/0001_answers_and_people.sql")),
    (2, "cases", include_str!("migrations/0002_cases.sql")),
    (3, "tallies", include_str!("migrations/0003_tallies.sql")),
];

pub(super) async fn run(pool: &AnyPool) -> Result<()> {
    let step = |(number, name, sql): (i64, &'static str, &'static str)| {
        Migration::new(number, name.into(), MigrationType::Simple, sql.into_sql_str(), false)
    };
    Migrator::with_migrations(STEPS.map(step).into()).run(pool).await?;
    Ok(())
}
