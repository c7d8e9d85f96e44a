//! What is stored about a person, and getting rid of it.

use jiff::Timestamp;
use serde::Serialize;
use sqlx::any::AnyRow;

use super::values::{Values as _, stored};
use super::{Answer, Result, Store, Vote, answers, case_rows, votes};
use crate::ids::UserId;
use crate::triage::{Case, CaseEvent, CaseId};

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
    pub cases: Vec<Case>,
    /// What they did with cases, or was done with them, theirs and others', oldest first. Whose an other's case was is the
    /// other's business.
    pub timeline: Vec<Entry>,
}

/// An entry of a case's timeline, wherever it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// The case.
    pub case: CaseId,
    /// What happened to it.
    #[serde(flatten)]
    pub event: CaseEvent,
}

/// How much was forgotten.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Forgotten {
    /// Answers they were given, each with everyone's votes on it.
    pub answers: u64,
    /// Votes of theirs, on others' answers too.
    pub votes: u64,
    /// Cases of theirs.
    pub cases: u64,
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
        let cases = sqlx::query("SELECT * FROM cases WHERE person = $1 ORDER BY id")
            .bind(stored(person))
            .fetch_all(self.reader())
            .await?;
        let timeline =
            sqlx::query("SELECT * FROM timeline WHERE actor = $1 OR person = $1 ORDER BY at, case_id, number")
                .bind(stored(person))
                .fetch_all(self.reader())
                .await?;
        let entry = |row: &AnyRow| Ok(Entry { case: row.id("case_id")?, event: case_rows::event(row)? });
        Ok(Export {
            person,
            opted_out_since: self.opted_out_since(person).await?,
            answers: answers.iter().map(answers::answer).collect::<Result<_>>()?,
            votes: votes.iter().map(votes::vote).collect::<Result<_>>()?,
            cases: cases.iter().map(case_rows::case).collect::<Result<_>>()?,
            timeline: timeline.iter().map(entry).collect::<Result<_>>()?,
        })
    }

    /// Forgets a person: nothing is left of them but that they opted out, if they did.
    pub async fn forget(&self, person: UserId) -> Result<Forgotten> {
        let mut transaction = self.writer().begin().await?;
        let mut counts = [0; 3];
        let deleted = [
            "DELETE FROM votes WHERE voter = $1",
            "DELETE FROM answers WHERE author = $1",
            // With their timelines and timers.
            "DELETE FROM cases WHERE person = $1",
        ];
        for (statement, count) in deleted.into_iter().zip(&mut counts) {
            let done = sqlx::query(statement).bind(stored(person)).execute(&mut *transaction).await?;
            *count = done.rows_affected();
        }
        // In the cases of others, what they wrote and who they are.
        let emptied = [
            "UPDATE timeline SET text = '' WHERE actor = $1 AND text IS NOT NULL",
            "UPDATE timeline SET actor = NULL WHERE actor = $1",
            "UPDATE timeline SET person = NULL WHERE person = $1",
            "UPDATE cases SET resolution_text = '' WHERE resolved_by = $1 AND resolution_text IS NOT NULL",
            "UPDATE cases SET resolved_by = NULL WHERE resolved_by = $1",
            "UPDATE cases SET acknowledged_by = NULL WHERE acknowledged_by = $1",
            "UPDATE cases SET assignee = NULL WHERE assignee = $1",
        ];
        for statement in emptied {
            sqlx::query(statement).bind(stored(person)).execute(&mut *transaction).await?;
        }
        transaction.commit().await?;
        self.wipe_traces().await?;
        let [votes, answers, cases] = counts;
        Ok(Forgotten { answers, votes, cases })
    }
}
