//! Timers: what is due is found in the store, never held in memory only, so that a killed process loses nothing.
//!
//! A timer that is due is *claimed* for [`TIMER_LEASE`]; whoever claimed it does what it says and *finishes* it. Whoever
//! died in between does not finish it: when the lease has run out, it is claimed anew, and what was done for it so far is
//! found in the pages. Each claim has a number, and only the latest may finish: who was slow is told so.
//!
//! A lease is measured by the clocks of those who claim. So a claim is void, too, when it lies further in the future than
//! a lease is long: then a clock was set back. A difference smaller than that between the clocks of two processes does no
//! harm.

use jiff::{SignedDuration, Timestamp};
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, AssertSqlSafe};

use super::values::{Values as _, json_of, stored};
use super::{Kind, Result, Store};
use crate::triage::{CaseId, Timer};

/// How long a claim keeps others away.
pub const TIMER_LEASE: SignedDuration = SignedDuration::from_secs(60);

/// A timer that is due, and claimed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// What is to be done.
    pub timer: Timer,
    /// How often it was claimed, this time included: from 2 on, somebody has begun it before, or put it off.
    pub claims: u64,
}

/// Some of the shards: a server is in the one that its id names ("Gateway", Sharding).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shards {
    /// Which.
    pub here: Vec<u32>,
    /// Of how many.
    pub total: u32,
}

impl Shards {
    /// Which timers are for them: those of their servers' cases, and those of no case.
    fn condition(&self) -> String {
        let here = self.here.iter().map(u32::to_string).collect::<Vec<_>>().join(", ");
        let of_a_case = if here.is_empty() {
            String::new()
        } else {
            let total = self.total;
            format!(
                " OR EXISTS (SELECT 1 FROM cases WHERE cases.id = timers.case_id \
                 AND (cases.guild IS NULL OR (cases.guild >> 22) % {total} IN ({here})))"
            )
        };
        format!("(case_id IS NULL{of_a_case})")
    }
}

/// Where a timer waits: what other systems are told may take its time, and must keep nobody from being paged.
#[derive(Debug, Clone, Copy)]
enum Queue {
    Here,
    Webhooks,
}

impl Queue {
    /// By the beginning of the key, which [`Timer::webhook`] alone gives.
    const fn condition(self) -> &'static str {
        match self {
            Self::Here => "key NOT LIKE 'webhook %'",
            Self::Webhooks => "key LIKE 'webhook %'",
        }
    }
}

impl Store {
    /// Sets timers that follow from no change of a case; those by keys that were there before stay as they are, even when
    /// they are done. Gives how many were set.
    pub async fn set_timers(&self, timers: &[Timer]) -> Result<u64> {
        let mut transaction = self.writer().begin().await?;
        let mut set = 0;
        for timer in timers {
            set += u64::from(insert(&mut transaction, timer).await?);
        }
        transaction.commit().await?;
        Ok(set)
    }

    /// Claims what is due at an instant, but for what other systems are told: of all that nobody holds, the earliest
    /// `most`, in their order. No two get the same one.
    pub async fn claim_due(&self, now: Timestamp, most: u32) -> Result<Vec<Due>> {
        self.claim_of(Queue::Here.condition(), now, most).await
    }

    /// Does the same where others do what is due for the servers of other shards.
    pub async fn claim_due_in(&self, shards: &Shards, now: Timestamp, most: u32) -> Result<Vec<Due>> {
        let of = format!("{} AND {}", Queue::Here.condition(), shards.condition());
        self.claim_of(&of, now, most).await
    }

    /// Claims what other systems are to be told at an instant, as [`Store::claim_due`] does the rest. So neither waits for
    /// the other.
    pub async fn claim_webhooks(&self, now: Timestamp, most: u32) -> Result<Vec<Due>> {
        self.claim_of(Queue::Webhooks.condition(), now, most).await
    }

    async fn claim_of(&self, of: &str, now: Timestamp, most: u32) -> Result<Vec<Due>> {
        // PostgreSQL passes over what another process is claiming in this very moment. SQLite has one writer, who waits.
        let skip = if self.kind == Kind::Postgres { "FOR UPDATE SKIP LOCKED" } else { "" };
        let statement = format!(
            "WITH due AS MATERIALIZED (SELECT key FROM timers WHERE done_at IS NULL AND due_at <= $1 AND {of} \
             AND (claimed_at IS NULL OR claimed_at <= $2 OR claimed_at >= $3) ORDER BY due_at, key LIMIT {most} {skip}) \
             UPDATE timers SET claimed_at = $1, claims = claims + 1 WHERE key IN (SELECT key FROM due) RETURNING *"
        );
        let (now, lease) = (now.as_millisecond(), TIMER_LEASE.as_millis() as i64);
        let rows = sqlx::query(AssertSqlSafe(statement))
            .bind(now)
            .bind(now.saturating_sub(lease))
            .bind(now.saturating_add(lease))
            .fetch_all(self.writer())
            .await?;
        let mut due: Vec<Due> = rows.iter().map(read).collect::<Result<_>>()?;
        due.sort_by(|a, b| (a.timer.due_at, &a.timer.key).cmp(&(b.timer.due_at, &b.timer.key)));
        Ok(due)
    }

    /// Notes that a timer is done. False where somebody else has claimed it in the meantime, or it is gone with its case.
    pub async fn finish(&self, due: &Due, at: Timestamp) -> Result<bool> {
        let mut connection = self.writer().acquire().await?;
        finish(&mut connection, due, at).await
    }

    /// Notes that timers are done whose keys are these, or begin so. A key has no `%` and no `_` in it.
    pub async fn call_off(&self, keys: &[String], at: Timestamp) -> Result<u64> {
        let mut called_off = 0;
        for key in keys {
            let done = sqlx::query("UPDATE timers SET done_at = $2 WHERE done_at IS NULL AND key LIKE $1 || '%'")
                .bind(key)
                .bind(at.as_millisecond())
                .execute(self.writer())
                .await?;
            called_off += done.rows_affected();
        }
        Ok(called_off)
    }

    /// Lets a timer be due later, and claimed by whoever comes first then. False where it is no longer ours.
    pub async fn put_off(&self, due: &Due, until: Timestamp) -> Result<bool> {
        let done = sqlx::query(
            "UPDATE timers SET due_at = $3, claimed_at = NULL WHERE key = $1 AND claims = $2 AND done_at IS NULL",
        )
        .bind(&due.timer.key)
        .bind(due.claims.cast_signed())
        .bind(until.as_millisecond())
        .execute(self.writer())
        .await?;
        Ok(done.rows_affected() > 0)
    }

    /// Whether anything is due that somebody may claim.
    pub async fn is_due(&self, now: Timestamp) -> Result<bool> {
        let (now, lease) = (now.as_millisecond(), TIMER_LEASE.as_millis() as i64);
        let row = sqlx::query(
            "SELECT 1 FROM timers WHERE done_at IS NULL AND due_at <= $1 \
             AND (claimed_at IS NULL OR claimed_at <= $2 OR claimed_at >= $3) LIMIT 1",
        )
        .bind(now)
        .bind(now.saturating_sub(lease))
        .bind(now.saturating_add(lease))
        .fetch_optional(self.reader())
        .await?;
        Ok(row.is_some())
    }

    /// When somebody is to be paged next for a case; none where nobody is. One that is being carried out counts no more.
    pub async fn next_page(&self, case: CaseId) -> Result<Option<Timestamp>> {
        let row = sqlx::query(
            "SELECT due_at FROM timers WHERE case_id = $1 AND key LIKE 'page %' AND done_at IS NULL \
             AND claimed_at IS NULL ORDER BY due_at DESC LIMIT 1",
        );
        row.bind(stored(case)).fetch_optional(self.reader()).await?.map(|row| row.time("due_at")).transpose()
    }

    /// When the next timer is due that nobody has claimed, among those of [`Store::claim_due`]. What was claimed by
    /// somebody who died is not looked at: ask that at least as often as a lease is long.
    pub async fn next_due(&self) -> Result<Option<Timestamp>> {
        self.next_of(Queue::Here.condition()).await
    }

    /// The same among those of [`Store::claim_due_in`].
    pub async fn next_due_in(&self, shards: &Shards) -> Result<Option<Timestamp>> {
        self.next_of(&format!("{} AND {}", Queue::Here.condition(), shards.condition())).await
    }

    /// The same among those of [`Store::claim_webhooks`].
    pub async fn next_webhook(&self) -> Result<Option<Timestamp>> {
        self.next_of(Queue::Webhooks.condition()).await
    }

    async fn next_of(&self, of: &str) -> Result<Option<Timestamp>> {
        let statement = format!(
            "SELECT due_at FROM timers WHERE done_at IS NULL AND claimed_at IS NULL AND {of} ORDER BY due_at, key LIMIT 1"
        );
        let row = sqlx::query(AssertSqlSafe(statement)).fetch_optional(self.reader()).await?;
        row.map(|row| row.time("due_at")).transpose()
    }

    /// The timers of a case that are not done, in the order in which they are due.
    pub async fn timers_of(&self, case: CaseId) -> Result<Vec<Timer>> {
        let rows = sqlx::query("SELECT * FROM timers WHERE case_id = $1 AND done_at IS NULL ORDER BY due_at, key")
            .bind(stored(case))
            .fetch_all(self.reader())
            .await?;
        rows.iter().map(|row| Ok(read(row)?.timer)).collect()
    }
}

/// Sets a timer, unless there was one by the same key.
pub(super) async fn insert(connection: &mut AnyConnection, timer: &Timer) -> Result<bool> {
    let done = sqlx::query(
        "INSERT INTO timers (key, case_id, due_at, task, claims) VALUES ($1, $2, $3, $4, 0) ON CONFLICT DO NOTHING",
    )
    .bind(&timer.key)
    .bind(timer.case.map(stored))
    .bind(timer.due_at.as_millisecond())
    .bind(json_of(&timer.task)?)
    .execute(connection)
    .await?;
    Ok(done.rows_affected() > 0)
}

/// Notes that a timer is done, if it is still ours.
pub(super) async fn finish(connection: &mut AnyConnection, due: &Due, at: Timestamp) -> Result<bool> {
    let done = sqlx::query("UPDATE timers SET done_at = $3 WHERE key = $1 AND claims = $2 AND done_at IS NULL")
        .bind(&due.timer.key)
        .bind(due.claims.cast_signed())
        .bind(at.as_millisecond())
        .execute(connection)
        .await?;
    Ok(done.rows_affected() > 0)
}

fn read(row: &AnyRow) -> Result<Due> {
    let timer = Timer {
        key: row.text("key")?,
        case: row.maybe_id("case_id")?,
        due_at: row.time("due_at")?,
        task: row.json("task")?,
    };
    Ok(Due { timer, claims: row.count("claims")? })
}
