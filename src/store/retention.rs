//! Removing what is older than it may be: first what people wrote, later the rest.

use jiff::Timestamp;
use sqlx::any::AnyRow;

use super::values::{Values as _, json_of};
use super::{Result, Store};
use crate::triage::Candidate;

/// How much was removed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Removed {
    /// Answers, each with the votes on it.
    pub answers: u64,
    /// Cases, resolved or not, each with its timeline.
    pub cases: u64,
}

/// From how much the words were removed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Emptied {
    /// Answers: from the lines that proved them.
    pub answers: u64,
    /// Cases: from what was asked and answered.
    pub cases: u64,
    /// Notes, and what fixed a case.
    pub notes: u64,
}

/// Rows dealt with at a time: between two helpings, others may write.
const HELPING: u64 = 500;

impl Store {
    /// Removes answers and cases from before an instant, and what else was kept beside them: overrides and handoffs that
    /// are over, timers that are done, and pages.
    pub async fn remove_older_than(&self, instant: Timestamp) -> Result<Removed> {
        let answers = "DELETE FROM answers WHERE paste IN \
                       (SELECT paste FROM answers WHERE created_at < $1 ORDER BY created_at LIMIT 500)";
        let cases = "DELETE FROM cases WHERE id IN \
                     (SELECT id FROM cases WHERE opened_at < $1 ORDER BY opened_at LIMIT 500)";
        let beside = [
            "DELETE FROM timers WHERE key IN (SELECT key FROM timers WHERE done_at < $1 ORDER BY done_at LIMIT 500)",
            "DELETE FROM pages WHERE key IN (SELECT key FROM pages WHERE begun_at < $1 ORDER BY begun_at LIMIT 500)",
            "DELETE FROM overrides WHERE id IN (SELECT id FROM overrides WHERE ends_at < $1 ORDER BY ends_at LIMIT 500)",
            "DELETE FROM handoffs WHERE (schedule, starts_at) IN \
             (SELECT schedule, starts_at FROM handoffs WHERE starts_at < $1 LIMIT 500)",
        ];
        let removed = Removed {
            answers: self.by_helpings(answers, instant).await?,
            cases: self.by_helpings(cases, instant).await?,
        };
        let mut others = 0;
        for statement in beside {
            others += self.by_helpings(statement, instant).await?;
        }
        if removed != Removed::default() || others > 0 {
            self.wipe_traces().await?;
        }
        Ok(removed)
    }

    /// Removes what people wrote before an instant. What is left says who, where, when and which issue.
    pub async fn empty_older_than(&self, instant: Timestamp, now: Timestamp) -> Result<Emptied> {
        let resolutions = "UPDATE cases SET resolution_text = '' WHERE id IN (SELECT id FROM cases \
                           WHERE resolution_text <> '' AND resolved_at < $1 ORDER BY resolved_at LIMIT 500)";
        let notes = "UPDATE timeline SET text = '' WHERE (case_id, number) IN \
                     (SELECT case_id, number FROM timeline WHERE text <> '' AND at < $1 ORDER BY at LIMIT 500)";
        let emptied = Emptied {
            answers: self
                .empty(
                    "SELECT paste AS key, candidates FROM answers WHERE emptied_at IS NULL AND created_at < $1 \
                     ORDER BY created_at LIMIT 500",
                    "UPDATE answers SET candidates = $2, emptied_at = $3 WHERE paste = $1",
                    instant,
                    now,
                )
                .await?,
            cases: self
                .empty(
                    "SELECT id AS key, found AS candidates FROM cases WHERE emptied_at IS NULL AND opened_at < $1 ORDER BY opened_at LIMIT 500",
                    "UPDATE cases SET subject = '', tried = '', answers = '[]', found = $2, emptied_at = $3 WHERE id = $1",
                    instant,
                    now,
                )
                .await?,
            notes: self.by_helpings(notes, instant).await? + self.by_helpings(resolutions, instant).await?,
        };
        if emptied != Emptied::default() {
            self.wipe_traces().await?;
        }
        Ok(emptied)
    }

    async fn by_helpings(&self, statement: &'static str, instant: Timestamp) -> Result<u64> {
        let mut all = 0;
        loop {
            let helping = sqlx::query(statement).bind(instant.as_millisecond()).execute(self.writer()).await?;
            all += helping.rows_affected();
            if helping.rows_affected() < HELPING {
                return Ok(all);
            }
        }
    }

    /// Takes the lines out of the candidates that `select` gives with their keys, and has `update` write down what is left.
    async fn empty(
        &self,
        select: &'static str,
        update: &'static str,
        instant: Timestamp,
        now: Timestamp,
    ) -> Result<u64> {
        let mut all = 0;
        loop {
            let rows = sqlx::query(select).bind(instant.as_millisecond()).fetch_all(self.reader()).await?;
            let mut transaction = self.writer().begin().await?;
            for row in &rows {
                let (key, left) = without_lines(row)?;
                sqlx::query(update).bind(key).bind(left).bind(now.as_millisecond()).execute(&mut *transaction).await?;
            }
            transaction.commit().await?;
            all += rows.len() as u64;
            if (rows.len() as u64) < HELPING {
                return Ok(all);
            }
        }
    }
}

/// The key of a row, and its candidates without the lines that prove them.
fn without_lines(row: &AnyRow) -> Result<(i64, String)> {
    let mut candidates: Vec<Candidate> = row.json("candidates")?;
    for candidate in &mut candidates {
        candidate.lines.clear();
    }
    Ok((row.number("key")?, json_of(&candidates)?))
}
