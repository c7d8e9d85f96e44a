//! Overrides: who steps in for whom, for a while. One that is undone counts no more, and is kept as it was.

use std::num::NonZeroU64;

use jiff::Timestamp;
use serde::Serialize;
use sqlx::any::AnyRow;

use super::values::{Values as _, stored};
use super::{Result, Store, counters};
use crate::ids::UserId;
use crate::triage::Override;

/// The number of an override. Ascending in the order in which they were made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct OverrideId(NonZeroU64);

/// An override with its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptOverride {
    /// Its number.
    pub id: OverrideId,
    /// What it changes. Where the person who made it was forgotten, whoever steps in stands for them.
    pub change: Override,
}

impl OverrideId {
    /// The number.
    pub const fn get(self) -> u64 {
        self.0.get()
    }
}

impl From<NonZeroU64> for OverrideId {
    fn from(number: NonZeroU64) -> Self {
        Self(number)
    }
}

impl From<OverrideId> for NonZeroU64 {
    fn from(id: OverrideId) -> Self {
        id.0
    }
}

impl Store {
    /// Keeps some overrides, all or none of them: a swap is two. Gives them their numbers, in their order.
    pub async fn add_overrides(&self, overrides: &[Override]) -> Result<Vec<OverrideId>> {
        let mut transaction = self.writer().begin().await?;
        let mut ids = Vec::new();
        for change in overrides {
            let id = OverrideId(counters::next(&mut transaction, "overrides").await?);
            sqlx::query(
                "INSERT INTO overrides (id, schedule, replaces, person, starts_at, ends_at, made_by, made_at) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            )
            .bind(stored(id))
            .bind(&change.schedule)
            .bind(change.replaces.map(stored))
            .bind(stored(change.with))
            .bind(change.from.as_millisecond())
            .bind(change.until.as_millisecond())
            .bind(stored(change.made_by))
            .bind(change.made_at.as_millisecond())
            .execute(&mut *transaction)
            .await?;
            ids.push(id);
        }
        transaction.commit().await?;
        Ok(ids)
    }

    /// Undoes an override, and gives it back; none where there is no such one that counts.
    pub async fn undo_override(&self, id: OverrideId, by: UserId, at: Timestamp) -> Result<Option<KeptOverride>> {
        let row = sqlx::query(
            "UPDATE overrides SET undone_at = $2, undone_by = $3 WHERE id = $1 AND undone_at IS NULL RETURNING *",
        )
        .bind(stored(id))
        .bind(at.as_millisecond())
        .bind(stored(by))
        .fetch_optional(self.writer())
        .await?;
        row.as_ref().map(read).transpose()
    }

    /// The overrides that count somewhere between two instants, of all schedules, in the order in which they were made.
    pub async fn overrides(&self, from: Timestamp, until: Timestamp) -> Result<Vec<KeptOverride>> {
        let rows = sqlx::query(
            "SELECT * FROM overrides WHERE ends_at > $1 AND starts_at < $2 AND undone_at IS NULL ORDER BY id",
        )
        .bind(from.as_millisecond())
        .bind(until.as_millisecond())
        .fetch_all(self.reader())
        .await?;
        rows.iter().map(read).collect()
    }

    /// The latest override that a person made and that counts: what undoing without a number undoes.
    pub async fn latest_override(&self, made_by: UserId) -> Result<Option<KeptOverride>> {
        let row =
            sqlx::query("SELECT * FROM overrides WHERE made_by = $1 AND undone_at IS NULL ORDER BY id DESC LIMIT 1");
        row.bind(stored(made_by)).fetch_optional(self.reader()).await?.as_ref().map(read).transpose()
    }
}

pub(super) fn read(row: &AnyRow) -> Result<KeptOverride> {
    let with = row.id("person")?;
    Ok(KeptOverride {
        id: row.id("id")?,
        change: Override {
            schedule: row.text("schedule")?,
            replaces: row.maybe_id("replaces")?,
            with,
            from: row.time("starts_at")?,
            until: row.time("ends_at")?,
            made_by: row.maybe_id("made_by")?.unwrap_or(with),
            made_at: row.time("made_at")?,
        },
    })
}
