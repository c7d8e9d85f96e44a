//! Numbers for people: ascending from 1, each given once.

use std::num::NonZeroU64;

use sqlx::AnyConnection;

use super::Result;
use super::values::Values as _;

/// The next number of its kind. It is used up when the transaction is committed; until then, others wait for it.
pub(super) async fn next(connection: &mut AnyConnection, name: &str) -> Result<NonZeroU64> {
    let row = sqlx::query(
        "INSERT INTO counters (name, value) VALUES ($1, 1) \
         ON CONFLICT (name) DO UPDATE SET value = counters.value + 1 RETURNING value",
    )
    .bind(name)
    .fetch_one(connection)
    .await?;
    row.id("value")
}
