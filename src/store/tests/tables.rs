//! The tables as they are, whatever the store offers.

use std::fmt::Write as _;

use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, Column as _, Row as _};

use super::*;

/// The names of all tables of Firstline's.
pub(super) async fn tables(store: &Store) -> Vec<String> {
    let names = match store.kind {
        Kind::Postgres => "SELECT CAST(tablename AS TEXT) FROM pg_tables WHERE schemaname = current_schema()",
        Kind::SqliteFile | Kind::SqliteMemory => "SELECT name FROM sqlite_schema WHERE type = 'table'",
    };
    let rows = sqlx::query(names).fetch_all(store.writer()).await.unwrap();
    let mut tables: Vec<String> = rows.iter().map(|row| row.get(0)).collect();
    tables.retain(|table| !table.starts_with("_sqlx"));
    tables.sort();
    tables
}

/// All rows of all tables, as text.
pub(super) async fn rows(store: &Store) -> String {
    let mut all = String::new();
    for table in tables(store).await {
        all += &rows_of(store, &table).await;
    }
    all
}

/// All rows of a table, as text, in the order of their texts.
pub(super) async fn rows_of(store: &Store, table: &str) -> String {
    let rows = sqlx::query(AssertSqlSafe(format!("SELECT * FROM {table}"))).fetch_all(store.writer()).await.unwrap();
    let mut texts: Vec<String> = rows.iter().map(|row| row_of(row, table)).collect();
    texts.sort();
    texts.concat()
}

fn row_of(row: &AnyRow, table: &str) -> String {
    let mut text = String::new();
    for column in row.columns() {
        let value = row.try_get::<Option<i64>, _>(column.ordinal()).map(|number| number.map(|n| n.to_string()));
        let value = value.or_else(|_| row.try_get::<Option<String>, _>(column.ordinal())).unwrap();
        let _ = writeln!(text, "{table}.{} = {}", column.name(), value.unwrap_or_default());
    }
    text
}

on_every_store! {
    async fn every_table_is_known_to_the_test_that_nothing_is_left_of_a_person(store: Store) {
        let known = [
            "answers", "cases", "counters", "handoffs", "kept_roles", "last_seen", "opted_out", "overrides", "pages",
            "settings", "tallies", "timeline", "timers", "votes",
        ];
        assert_eq!(tables(&store).await, known);
    }
}
