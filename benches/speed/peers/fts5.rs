//! SQLite's FTS5 in memory, its default tokenizer; any of the paste's words, by `bm25` with a weight a column.

use std::collections::BTreeSet;

use rusqlite::{Connection, params};

use super::{Document, Outcome, Peer, TOP};

pub(super) struct Fts5 {
    connection: Connection,
}

impl Fts5 {
    pub(super) fn new(documents: &[Document]) -> Outcome<Self> {
        let mut connection = Connection::open_in_memory()?;
        connection.execute_batch("CREATE VIRTUAL TABLE issues USING fts5(title, errors, body, content='')")?;
        let transaction = connection.transaction()?;
        {
            let mut insert =
                transaction.prepare("INSERT INTO issues(rowid, title, errors, body) VALUES (?1, ?2, ?3, ?4)")?;
            for (at, document) in (0i64..).zip(documents) {
                insert.execute(params![at, document.title, document.errors, document.body])?;
            }
        }
        transaction.commit()?;
        connection.execute_batch("INSERT INTO issues(issues) VALUES ('optimize')")?;
        Ok(Self { connection })
    }
}

impl Peer for Fts5 {
    fn name(&self) -> &'static str {
        "SQLite FTS5"
    }

    fn search(&self, paste: &str) -> Outcome<Vec<u64>> {
        let words = paste.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let words: BTreeSet<String> = words.map(|word| format!("\"{}\"", word.to_lowercase())).collect();
        let query = words.into_iter().collect::<Vec<_>>().join(" OR ");
        let mut statement = self.connection.prepare_cached(
            "SELECT rowid FROM issues WHERE issues MATCH ?1 ORDER BY bm25(issues, 4.0, 3.0, 1.0) LIMIT ?2",
        )?;
        let rows = statement.query_map(params![query, i64::try_from(TOP).unwrap_or(i64::MAX)], |row| {
            row.get(0).map(|number: i64| number as u64)
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
