//! What only one process may do at a time, and only so often.

use jiff::Timestamp;

use super::{Kind, Result, Store};

impl Store {
    /// Whether other processes may use it, too.
    pub fn is_shared(&self) -> bool {
        self.kind == Kind::Postgres
    }

    /// Takes the turn of doing something, for so long; false while it is another's. Nobody has to give it back.
    pub async fn take_turn(&self, what: &str, now: Timestamp, until: Timestamp) -> Result<bool> {
        let taken = sqlx::query(
            "INSERT INTO counters (name, value) VALUES ($1, $3) \
             ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE counters.value <= $2",
        );
        let taken = taken.bind(name(what)).bind(now.as_millisecond()).bind(until.as_millisecond());
        Ok(taken.execute(self.writer()).await?.rows_affected() > 0)
    }

    /// Ends a turn that was taken until `until` at another time, if it is not another's by now.
    pub async fn end_turn(&self, what: &str, until: Timestamp, at: Timestamp) -> Result<()> {
        let ended = sqlx::query("UPDATE counters SET value = $3 WHERE name = $1 AND value = $2");
        let ended = ended.bind(name(what)).bind(until.as_millisecond()).bind(at.as_millisecond());
        ended.execute(self.writer()).await?;
        Ok(())
    }
}

/// Beside the numbers that are counted up, which have names without a colon.
fn name(what: &str) -> String {
    format!("turn:{what}")
}
