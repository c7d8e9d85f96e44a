//! What whoever watches the process asks of the store.

use super::values::Values as _;
use super::{Error, Result, Store};
use crate::triage::State;

impl Store {
    /// Does a statement on a connection that writes and on one that reads, so that whoever asks sees both answer.
    ///
    /// # Errors
    /// When one of them does not.
    pub async fn answers(&self) -> Result<()> {
        sqlx::query("SELECT 1 FROM counters LIMIT 1").fetch_optional(self.writer()).await?;
        sqlx::query("SELECT 1 FROM counters LIMIT 1").fetch_optional(self.reader()).await?;
        Ok(())
    }

    /// How many cases there are in each state.
    pub async fn cases_by_state(&self) -> Result<[(State, u64); 3]> {
        let rows =
            sqlx::query("SELECT state, COUNT(*) AS many FROM cases GROUP BY state").fetch_all(self.reader()).await?;
        let mut all = [(State::Triggered, 0), (State::Acknowledged, 0), (State::Resolved, 0)];
        for row in rows {
            let state: State = row.name("state")?;
            let (_, many) =
                all.iter_mut().find(|(known, _)| *known == state).ok_or_else(|| Error::unreadable("a state"))?;
            *many = row.count("many")?;
        }
        Ok(all)
    }
}
