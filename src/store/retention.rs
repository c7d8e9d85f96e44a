//! Removing what is older than it may be.

use jiff::Timestamp;

use super::{Result, Store};

/// How much was removed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Removed {
    /// Answers, each with the votes on it.
    pub answers: u64,
    /// Cases, resolved or not, each with its timeline.
    pub cases: u64,
}

/// Rows removed at a time: between two helpings, others may write.
const HELPING: i64 = 500;

impl Store {
    /// Removes answers and cases from before an instant.
    pub async fn remove_older_than(&self, instant: Timestamp) -> Result<Removed> {
        let answers = "DELETE FROM answers WHERE paste IN \
                       (SELECT paste FROM answers WHERE created_at < $1 ORDER BY created_at LIMIT $2)";
        let cases = "DELETE FROM cases WHERE id IN \
                     (SELECT id FROM cases WHERE opened_at < $1 ORDER BY opened_at LIMIT $2)";
        let removed = Removed {
            answers: self.remove_all(answers, instant).await?,
            cases: self.remove_all(cases, instant).await?,
        };
        if removed != Removed::default() {
            self.wipe_traces().await?;
        }
        Ok(removed)
    }

    async fn remove_all(&self, statement: &'static str, instant: Timestamp) -> Result<u64> {
        let mut removed = 0;
        loop {
            let query = sqlx::query(statement).bind(instant.as_millisecond()).bind(HELPING);
            let helping = query.execute(self.writer()).await?.rows_affected();
            removed += helping;
            if helping < HELPING.cast_unsigned() {
                return Ok(removed);
            }
        }
    }
}
