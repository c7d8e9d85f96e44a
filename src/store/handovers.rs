//! Handovers: who asked for a person, and where that person finds it.

use jiff::Timestamp;
use serde::Serialize;
use sqlx::any::AnyRow;

use super::values::{Values as _, stored};
use super::{Result, Store};
use crate::ids::{ChannelId, GuildId, InteractionId, MessageId, UserId};

/// A handover is known by the interaction that asked for it: one that is told of twice is one.
pub type HandoverId = InteractionId;

/// One person's wish for a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Handover {
    /// The interaction that asked.
    pub id: HandoverId,
    /// The server; none in a direct message.
    pub guild: Option<GuildId>,
    /// The channel or thread in which help is wanted.
    pub channel: ChannelId,
    /// Who wants help.
    pub person: UserId,
    /// The paste it is about.
    pub paste: Option<MessageId>,
    /// Where those who help were told: the channel and the message.
    pub card: Option<(ChannelId, MessageId)>,
    /// When it was asked, to the millisecond.
    pub opened_at: Timestamp,
    /// When it was done with, to the millisecond.
    pub closed_at: Option<Timestamp>,
    /// Who was done with it.
    pub closed_by: Option<UserId>,
}

/// What became of a wish for a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Opening {
    /// It is open, and somebody is to be told.
    Opened,
    /// The same person waits in the same place already, or this very interaction was told of before.
    Already(Box<Handover>),
}

impl Store {
    /// Opens a handover, unless the person has one open in that place. Its card and its closing are not looked at.
    pub async fn open_handover(&self, handover: &Handover) -> Result<Opening> {
        loop {
            let done = sqlx::query(
                "INSERT INTO handovers (id, guild, channel, person, paste, opened_at) VALUES ($1, $2, $3, $4, $5, $6) \
                 ON CONFLICT DO NOTHING",
            )
            .bind(stored(handover.id))
            .bind(handover.guild.map(stored))
            .bind(stored(handover.channel))
            .bind(stored(handover.person))
            .bind(handover.paste.map(stored))
            .bind(handover.opened_at.as_millisecond())
            .execute(self.writer())
            .await?;
            if done.rows_affected() > 0 {
                return Ok(Opening::Opened);
            }
            let row = sqlx::query(
                "SELECT * FROM handovers WHERE id = $1 OR (person = $2 AND channel = $3 AND closed_at IS NULL) \
                 ORDER BY closed_at IS NOT NULL LIMIT 1",
            )
            .bind(stored(handover.id))
            .bind(stored(handover.person))
            .bind(stored(handover.channel))
            .fetch_optional(self.reader())
            .await?;
            // Where there is none, what stood in the way was closed in this very moment.
            if let Some(row) = row {
                return Ok(Opening::Already(Box::new(read(&row)?)));
            }
        }
    }

    /// Notes where those who help were told. False where there is no such handover any more.
    pub async fn put_card(&self, id: HandoverId, channel: ChannelId, message: MessageId) -> Result<bool> {
        let done = sqlx::query("UPDATE handovers SET card_channel = $2, card = $3 WHERE id = $1")
            .bind(stored(id))
            .bind(stored(channel))
            .bind(stored(message))
            .execute(self.writer())
            .await?;
        Ok(done.rows_affected() > 0)
    }

    /// The handover by its id.
    pub async fn handover(&self, id: HandoverId) -> Result<Option<Handover>> {
        let row = sqlx::query("SELECT * FROM handovers WHERE id = $1").bind(stored(id));
        row.fetch_optional(self.reader()).await?.as_ref().map(read).transpose()
    }

    /// The handover that a card is about.
    pub async fn handover_by_card(&self, card: MessageId) -> Result<Option<Handover>> {
        let row = sqlx::query("SELECT * FROM handovers WHERE card = $1").bind(stored(card));
        row.fetch_optional(self.reader()).await?.as_ref().map(read).transpose()
    }

    /// Closes a handover. False where it is closed already: the first one counts.
    pub async fn close_handover(&self, id: HandoverId, by: UserId, at: Timestamp) -> Result<bool> {
        let done =
            sqlx::query("UPDATE handovers SET closed_at = $3, closed_by = $2 WHERE id = $1 AND closed_at IS NULL")
                .bind(stored(id))
                .bind(stored(by))
                .bind(at.as_millisecond())
                .execute(self.writer())
                .await?;
        Ok(done.rows_affected() > 0)
    }
}

pub(super) fn read(row: &AnyRow) -> Result<Handover> {
    Ok(Handover {
        id: row.id("id")?,
        guild: row.maybe_id("guild")?,
        channel: row.id("channel")?,
        person: row.id("person")?,
        paste: row.maybe_id("paste")?,
        card: row.maybe_id("card_channel")?.zip(row.maybe_id("card")?),
        opened_at: row.time("opened_at")?,
        closed_at: row.maybe_time("closed_at")?,
        closed_by: row.maybe_id("closed_by")?,
    })
}
