//! What is stored about a person, and getting rid of it.

use jiff::Timestamp;
use serde::Serialize;
use sqlx::any::AnyRow;

use super::values::{Values as _, stored};
use super::{Answer, Handover, HandoverId, Result, Store, Vote, answers, handovers, votes};
use crate::ids::{ChannelId, UserId};

/// Everything that is stored about a person.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Export {
    /// Who.
    pub person: UserId,
    /// Since when they want nothing from the bot.
    pub opted_out_since: Option<Timestamp>,
    /// The answers they were given, oldest first.
    pub answers: Vec<Answer>,
    /// What they said about answers, theirs and others', oldest first.
    pub votes: Vec<Vote>,
    /// When they asked for a person, oldest first.
    pub handovers: Vec<Handover>,
    /// Others' wishes for a person that they were done with, oldest first.
    pub closed: Vec<Closed>,
}

/// Another's wish for a person that somebody was done with; whose it was is the other's business.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Closed {
    /// The interaction that asked.
    pub id: HandoverId,
    /// The channel or thread in which help was wanted.
    pub channel: ChannelId,
    /// When it was done with.
    pub closed_at: Timestamp,
}

/// How much was forgotten.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Forgotten {
    /// Answers they were given, each with everyone's votes on it.
    pub answers: u64,
    /// Votes of theirs, on others' answers too.
    pub votes: u64,
    /// Times they asked for a person.
    pub handovers: u64,
}

impl Store {
    /// Notes that a person wants nothing from the bot.
    pub async fn opt_out(&self, person: UserId, at: Timestamp) -> Result<()> {
        sqlx::query("INSERT INTO opted_out (person, since) VALUES ($1, $2) ON CONFLICT (person) DO NOTHING")
            .bind(stored(person))
            .bind(at.as_millisecond())
            .execute(self.writer())
            .await?;
        Ok(())
    }

    /// Takes an opt-out back.
    pub async fn opt_in(&self, person: UserId) -> Result<()> {
        sqlx::query("DELETE FROM opted_out WHERE person = $1").bind(stored(person)).execute(self.writer()).await?;
        self.wipe_traces().await
    }

    /// Everyone who wants nothing from the bot.
    pub async fn opted_out(&self) -> Result<Vec<UserId>> {
        let rows = sqlx::query("SELECT person FROM opted_out ORDER BY person").fetch_all(self.reader()).await?;
        rows.iter().map(|row| row.id("person")).collect()
    }

    /// Since when a person wants nothing from the bot.
    pub async fn opted_out_since(&self, person: UserId) -> Result<Option<Timestamp>> {
        let row = sqlx::query("SELECT since FROM opted_out WHERE person = $1").bind(stored(person));
        row.fetch_optional(self.reader()).await?.map(|row| row.time("since")).transpose()
    }

    /// Everything that is stored about a person.
    pub async fn everything_about(&self, person: UserId) -> Result<Export> {
        let answers = sqlx::query("SELECT * FROM answers WHERE author = $1 ORDER BY created_at, paste")
            .bind(stored(person))
            .fetch_all(self.reader())
            .await?;
        let votes = sqlx::query("SELECT * FROM votes WHERE voter = $1 ORDER BY voted_at, paste, issue")
            .bind(stored(person))
            .fetch_all(self.reader())
            .await?;
        let handovers = sqlx::query("SELECT * FROM handovers WHERE person = $1 ORDER BY opened_at, id")
            .bind(stored(person))
            .fetch_all(self.reader())
            .await?;
        let closed = sqlx::query(
            "SELECT id, channel, closed_at FROM handovers WHERE closed_by = $1 AND person <> $1 ORDER BY closed_at, id",
        )
        .bind(stored(person))
        .fetch_all(self.reader())
        .await?;
        Ok(Export {
            person,
            opted_out_since: self.opted_out_since(person).await?,
            answers: answers.iter().map(answers::answer).collect::<Result<_>>()?,
            votes: votes.iter().map(votes::vote).collect::<Result<_>>()?,
            handovers: handovers.iter().map(handovers::read).collect::<Result<_>>()?,
            closed: closed.iter().map(closed_by).collect::<Result<_>>()?,
        })
    }

    /// Forgets a person: nothing is left of them but that they opted out, if they did.
    pub async fn forget(&self, person: UserId) -> Result<Forgotten> {
        let mut transaction = self.writer().begin().await?;
        let mut counts = [0; 4];
        let statements = [
            "DELETE FROM votes WHERE voter = $1",
            "DELETE FROM answers WHERE author = $1",
            "DELETE FROM handovers WHERE person = $1",
            "UPDATE handovers SET closed_by = NULL WHERE closed_by = $1",
        ];
        for (statement, count) in statements.into_iter().zip(&mut counts) {
            let done = sqlx::query(statement).bind(stored(person)).execute(&mut *transaction).await?;
            *count = done.rows_affected();
        }
        transaction.commit().await?;
        self.wipe_traces().await?;
        let [votes, answers, handovers, _] = counts;
        Ok(Forgotten { answers, votes, handovers })
    }
}

fn closed_by(row: &AnyRow) -> Result<Closed> {
    Ok(Closed { id: row.id("id")?, channel: row.id("channel")?, closed_at: row.time("closed_at")? })
}
