//! Votes: whether an answer helped.

use jiff::Timestamp;
use serde::Serialize;
use sqlx::any::AnyRow;

use super::values::{Values as _, stored};
use super::{Result, Store};
use crate::ids::{MessageId, UserId};

/// What one person says about one issue of an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Vote {
    /// The answer, by its paste.
    pub paste: MessageId,
    /// `article/issue`.
    pub issue: String,
    /// Who says it.
    pub voter: UserId,
    /// Whether it helped.
    pub helped: bool,
    /// When it was last said, to the millisecond.
    pub voted_at: Timestamp,
}

impl Store {
    /// Takes a vote, in the place of what the same person said about it before. False where there is no such answer any
    /// more.
    pub async fn vote(&self, vote: &Vote) -> Result<bool> {
        let done = sqlx::query(
            "INSERT INTO votes (paste, issue, voter, helped, voted_at) \
             SELECT paste, $2, $3, $4, $5 FROM answers WHERE paste = $1 \
             ON CONFLICT (paste, issue, voter) DO UPDATE SET helped = excluded.helped, voted_at = excluded.voted_at",
        )
        .bind(stored(vote.paste))
        .bind(&vote.issue)
        .bind(stored(vote.voter))
        .bind(i64::from(vote.helped))
        .bind(vote.voted_at.as_millisecond())
        .execute(self.writer())
        .await?;
        Ok(done.rows_affected() > 0)
    }

    /// The votes on an answer, oldest first.
    pub async fn votes(&self, paste: MessageId) -> Result<Vec<Vote>> {
        let rows = sqlx::query("SELECT * FROM votes WHERE paste = $1 ORDER BY voted_at, issue, voter")
            .bind(stored(paste))
            .fetch_all(self.reader())
            .await?;
        rows.iter().map(vote).collect()
    }
}

pub(super) fn vote(row: &AnyRow) -> Result<Vote> {
    Ok(Vote {
        paste: row.id("paste")?,
        issue: row.text("issue")?,
        voter: row.id("voter")?,
        helped: row.number("helped")? != 0,
        voted_at: row.time("voted_at")?,
    })
}
