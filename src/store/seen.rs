//! How far each channel was read, to catch up after a time without Discord.

use super::values::{Values as _, stored};
use super::{Result, Store};
use crate::ids::{ChannelId, MessageId};

impl Store {
    /// Notes the last message that was dealt with in some channels. An older one than is noted changes nothing.
    pub async fn put_last_seen(&self, seen: &[(ChannelId, MessageId)]) -> Result<()> {
        // In one order everywhere, so that two processes never wait for each other's rows.
        let mut seen = seen.to_vec();
        seen.sort_unstable();
        let mut transaction = self.writer().begin().await?;
        for (channel, message) in seen {
            sqlx::query(
                "INSERT INTO last_seen (channel, message) VALUES ($1, $2) \
                 ON CONFLICT (channel) DO UPDATE SET message = excluded.message \
                 WHERE excluded.message > last_seen.message",
            )
            .bind(stored(channel))
            .bind(stored(message))
            .execute(&mut *transaction)
            .await?;
        }
        Ok(transaction.commit().await?)
    }

    /// The last message that was dealt with in each channel, by channel.
    pub async fn last_seen(&self) -> Result<Vec<(ChannelId, MessageId)>> {
        let rows =
            sqlx::query("SELECT channel, message FROM last_seen ORDER BY channel").fetch_all(self.reader()).await?;
        rows.iter().map(|row| Ok((row.id("channel")?, row.id("message")?))).collect()
    }

    /// Forgets a channel that is no more.
    pub async fn remove_last_seen(&self, channel: ChannelId) -> Result<()> {
        sqlx::query("DELETE FROM last_seen WHERE channel = $1").bind(stored(channel)).execute(self.writer()).await?;
        Ok(())
    }
}
