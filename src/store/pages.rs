//! Pages: each attempt to reach somebody, written down before it is made and again when its outcome is known.
//!
//! Who finds an attempt that was begun and has no outcome cannot know whether it reached Discord. Making it once more
//! with the same nonce reaches people once, as long as Discord remembers the nonce; after that, the channel itself must
//! be looked at. `begun_at` tells which it is.

use jiff::Timestamp;
use serde::Serialize;
use sqlx::any::AnyRow;

use super::values::{Values as _, name_of, stored};
use super::{Result, Store};
use crate::ids::{ChannelId, MessageId, RoleId, UserId};
use crate::triage::{CaseId, Way};

/// An attempt to reach somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Page {
    /// What makes it this attempt: the timer's key, whom of its targets, by which way. It names no person.
    pub key: String,
    /// The case that it is for.
    pub case: Option<CaseId>,
    /// Who is to be reached.
    pub person: Option<UserId>,
    /// The role that is to be reached.
    pub role: Option<RoleId>,
    /// By which way.
    pub way: Way,
    /// What Discord, or the other system, is given to know the same attempt again.
    pub nonce: String,
    /// When it was begun first, to the millisecond.
    pub begun_at: Timestamp,
    /// How it ended, once that is known.
    pub end: Option<PageEnd>,
}

/// How an attempt to reach somebody ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "end")]
pub enum PageEnd {
    /// It went out.
    Sent {
        /// The message, where it is one.
        message: Option<(ChannelId, MessageId)>,
        /// When, to the millisecond.
        at: Timestamp,
    },
    /// It did not, and will not by being tried again.
    Failed {
        /// Why, with the code. It names nobody.
        reason: String,
        /// When, to the millisecond.
        at: Timestamp,
    },
}

/// What became of the beginning of an attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Begun {
    /// It is the first of its key.
    Now,
    /// It was begun before, as this. Without an end, it is to be made again with its nonce.
    Before(Box<Page>),
}

impl Store {
    /// Writes down an attempt that is about to be made. Its end is not looked at.
    pub async fn begin_page(&self, page: &Page) -> Result<Begun> {
        let done = sqlx::query(
            "INSERT INTO pages (key, case_id, person, role, way, nonce, begun_at) VALUES ($1, $2, $3, $4, $5, $6, $7) \
             ON CONFLICT DO NOTHING",
        )
        .bind(&page.key)
        .bind(page.case.map(stored))
        .bind(page.person.map(stored))
        .bind(page.role.map(stored))
        .bind(name_of(page.way)?)
        .bind(&page.nonce)
        .bind(page.begun_at.as_millisecond())
        .execute(self.writer())
        .await?;
        if done.rows_affected() > 0 {
            return Ok(Begun::Now);
        }
        let row = sqlx::query("SELECT * FROM pages WHERE key = $1").bind(&page.key).fetch_one(self.reader()).await?;
        Ok(Begun::Before(Box::new(read(&row)?)))
    }

    /// Writes down how an attempt ended. False where that is known already, or the attempt is gone with its case.
    pub async fn end_page(&self, key: &str, end: &PageEnd) -> Result<bool> {
        let (message, at, reason) = match end {
            PageEnd::Sent { message, at } => (*message, at, None),
            PageEnd::Failed { reason, at } => (None, at, Some(reason.as_str())),
        };
        let done = sqlx::query(
            "UPDATE pages SET ended_at = $2, channel = $3, message = $4, reason = $5 WHERE key = $1 AND ended_at IS NULL",
        )
        .bind(key)
        .bind(at.as_millisecond())
        .bind(message.map(|(channel, _)| stored(channel)))
        .bind(message.map(|(_, message)| stored(message)))
        .bind(reason)
        .execute(self.writer())
        .await?;
        Ok(done.rows_affected() > 0)
    }

    /// The attempts that were made for a case, in the order of their beginning.
    pub async fn pages(&self, case: CaseId) -> Result<Vec<Page>> {
        let rows = sqlx::query("SELECT * FROM pages WHERE case_id = $1 ORDER BY begun_at, key")
            .bind(stored(case))
            .fetch_all(self.reader())
            .await?;
        rows.iter().map(read).collect()
    }
}

pub(super) fn read(row: &AnyRow) -> Result<Page> {
    let end = match (row.maybe_time("ended_at")?, row.maybe_text("reason")?) {
        (None, _) => None,
        (Some(at), Some(reason)) => Some(PageEnd::Failed { reason, at }),
        (Some(at), None) => Some(PageEnd::Sent { message: row.maybe_id("channel")?.zip(row.maybe_id("message")?), at }),
    };
    Ok(Page {
        key: row.text("key")?,
        case: row.maybe_id("case_id")?,
        person: row.maybe_id("person")?,
        role: row.maybe_id("role")?,
        way: row.name("way")?,
        nonce: row.text("nonce")?,
        begun_at: row.time("begun_at")?,
        end,
    })
}
