//! Handoffs: who was told at the beginning of a shift what waits for them, and whether they have said that they know.

use jiff::Timestamp;
use serde::Serialize;
use sqlx::any::AnyRow;

use super::values::{Values as _, stored};
use super::{Result, Store};
use crate::ids::{ChannelId, MessageId, UserId};

/// The beginning of a shift.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Handoff {
    /// The schedule.
    pub schedule: String,
    /// When the shift begins, to the millisecond. With the schedule, that is what makes it this one.
    pub starts_at: Timestamp,
    /// Whose shift begins; none where that person was forgotten.
    pub incoming: Option<UserId>,
    /// Whose shift ends, if anybody's did.
    pub outgoing: Option<UserId>,
    /// The message with what waits, once it is sent.
    pub message: Option<(ChannelId, MessageId)>,
    /// When the person said that they know.
    pub acknowledged_at: Option<Timestamp>,
}

impl Store {
    /// Writes down a handoff that is about to be told. False where it is there already; then it was told if it has a
    /// message. Its message and its acknowledgement are not looked at.
    pub async fn add_handoff(&self, handoff: &Handoff) -> Result<bool> {
        let done = sqlx::query(
            "INSERT INTO handoffs (schedule, starts_at, incoming, outgoing) VALUES ($1, $2, $3, $4) \
             ON CONFLICT DO NOTHING",
        )
        .bind(&handoff.schedule)
        .bind(handoff.starts_at.as_millisecond())
        .bind(handoff.incoming.map(stored))
        .bind(handoff.outgoing.map(stored))
        .execute(self.writer())
        .await?;
        Ok(done.rows_affected() > 0)
    }

    /// The handoff at the beginning of a shift.
    pub async fn handoff(&self, schedule: &str, starts_at: Timestamp) -> Result<Option<Handoff>> {
        let row = sqlx::query("SELECT * FROM handoffs WHERE schedule = $1 AND starts_at = $2")
            .bind(schedule)
            .bind(starts_at.as_millisecond());
        row.fetch_optional(self.reader()).await?.as_ref().map(read).transpose()
    }

    /// The handoff that a message tells of.
    pub async fn handoff_by_message(&self, message: MessageId) -> Result<Option<Handoff>> {
        let row = sqlx::query("SELECT * FROM handoffs WHERE message = $1").bind(stored(message));
        row.fetch_optional(self.reader()).await?.as_ref().map(read).transpose()
    }

    /// Notes the message that tells of a handoff. False where there is no such handoff any more.
    pub async fn put_handoff_message(
        &self,
        schedule: &str,
        starts_at: Timestamp,
        (channel, message): (ChannelId, MessageId),
    ) -> Result<bool> {
        let done = sqlx::query("UPDATE handoffs SET channel = $3, message = $4 WHERE schedule = $1 AND starts_at = $2")
            .bind(schedule)
            .bind(starts_at.as_millisecond())
            .bind(stored(channel))
            .bind(stored(message))
            .execute(self.writer())
            .await?;
        Ok(done.rows_affected() > 0)
    }

    /// Notes that a person knows what waits for them. False where it was another's shift, or is noted already.
    pub async fn acknowledge_handoff(&self, message: MessageId, by: UserId, at: Timestamp) -> Result<bool> {
        let done = sqlx::query(
            "UPDATE handoffs SET acknowledged_at = $3 WHERE message = $1 AND incoming = $2 AND acknowledged_at IS NULL",
        )
        .bind(stored(message))
        .bind(stored(by))
        .bind(at.as_millisecond())
        .execute(self.writer())
        .await?;
        Ok(done.rows_affected() > 0)
    }
}

pub(super) fn read(row: &AnyRow) -> Result<Handoff> {
    Ok(Handoff {
        schedule: row.text("schedule")?,
        starts_at: row.time("starts_at")?,
        incoming: row.maybe_id("incoming")?,
        outgoing: row.maybe_id("outgoing")?,
        message: row.maybe_id("channel")?.zip(row.maybe_id("message")?),
        acknowledged_at: row.maybe_time("acknowledged_at")?,
    })
}
