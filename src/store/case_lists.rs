//! Lists of cases, a page at a time: a page takes as long whatever the number of cases.

use sqlx::AssertSqlSafe;

use super::values::stored;
use super::{Result, Store, case_rows};
use crate::ids::{GuildId, UserId};
use crate::triage::{Case, CaseId};

/// Which cases are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CaseFilter {
    /// Those of this server; without one, of all.
    pub guild: Option<GuildId>,
    /// Of these, which.
    pub which: Which,
}

/// Which cases of a server are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// Those that are not resolved.
    Open,
    /// Those that a person has, and that are not resolved.
    HeldBy(UserId),
    /// Those that a person asked for, resolved ones too.
    AskedBy(UserId),
    /// All.
    All,
}

/// A page of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct CasePage {
    /// The cases, newest first.
    pub cases: Vec<Case>,
    /// Where the next page begins, if there is one: to be given as `before`.
    pub next: Option<CaseId>,
}

impl Store {
    /// A page of cases: the newest `most` of those that came before the case `before`; without that, the newest of all.
    pub async fn cases(&self, filter: CaseFilter, before: Option<CaseId>, most: u32) -> Result<CasePage> {
        let (person, which) = match filter.which {
            Which::Open => (None, "state <> 'resolved'"),
            Which::HeldBy(person) => (Some(person), "assignee = $3 AND state <> 'resolved'"),
            Which::AskedBy(person) => (Some(person), "person = $3"),
            Which::All => (None, "0 = 0"),
        };
        let guild = if filter.guild.is_some() { "guild = $2" } else { "0 = 0" };
        // One more than asked for tells whether there is another page. SQLite would prepare the statement anew each time
        // if the limit were bound.
        let most = most as usize;
        let statement = format!(
            "SELECT * FROM cases WHERE id < $1 AND {guild} AND {which} ORDER BY id DESC LIMIT {}",
            most.saturating_add(1)
        );
        let mut query = sqlx::query(AssertSqlSafe(statement)).bind(before.map_or(i64::MAX, stored));
        // PostgreSQL wants no value for a place that the statement does not have.
        if filter.guild.is_some() || person.is_some() {
            query = query.bind(filter.guild.map(stored));
        }
        if person.is_some() {
            query = query.bind(person.map(stored));
        }
        let rows = query.fetch_all(self.reader()).await?;
        let cases: Vec<Case> = rows.iter().take(most).map(case_rows::case).collect::<Result<_>>()?;
        let next = if rows.len() > most { cases.last().map(|case| case.id) } else { None };
        Ok(CasePage { cases, next })
    }
}
