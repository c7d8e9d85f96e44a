//! What is stored about a person, and getting rid of it.

use jiff::Timestamp;
use serde::Serialize;
use sqlx::any::AnyRow;

use super::values::{Values as _, stored};
use super::{Answer, Handoff, Page, Result, Store, Vote, answers, case_rows, handoffs, overrides, pages, votes};
use crate::ids::{GuildId, RoleId, UserId};
use crate::triage::{Case, CaseEvent, CaseId, Override, Task};

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
    /// Attempts to reach them, oldest first.
    pub pages: Vec<Page>,
    /// Overrides by which they step in or back, or that they made, oldest first.
    pub overrides: Vec<Override>,
    /// Handoffs to and from them, oldest first.
    pub handoffs: Vec<Handoff>,
    /// Roles that they were given for being on call.
    pub kept_roles: Vec<(GuildId, RoleId)>,
    /// Pastes of theirs that become cases where nobody helps, or did, or were helped with.
    pub waited_for: Vec<Task>,
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

/// What a person pasted, where another asked for help with it.
const SHOWN_ELSEWHERE: [&str; 1] = ["UPDATE cases SET subject = '', found = '[]' WHERE person <> $1 AND paste IN \
                                     (SELECT paste FROM answers WHERE author = $1)"];

/// What is a person's own: votes; answers, with the votes on them; cases, with their timelines, timers and pages.
const THEIRS: [&str; 3] = [
    "DELETE FROM votes WHERE voter = $1",
    "DELETE FROM answers WHERE author = $1",
    "DELETE FROM cases WHERE person = $1",
];

/// Where a person is named in what is others' or everybody's, with what they wrote there.
const NAMED: [&str; 14] = [
    "UPDATE timeline SET text = '' WHERE actor = $1 AND text IS NOT NULL",
    "UPDATE timeline SET actor = NULL WHERE actor = $1",
    "UPDATE timeline SET person = NULL WHERE person = $1",
    "UPDATE cases SET resolution_text = '' WHERE resolved_by = $1 AND resolution_text IS NOT NULL",
    "UPDATE cases SET resolved_by = NULL WHERE resolved_by = $1",
    "UPDATE cases SET acknowledged_by = NULL WHERE acknowledged_by = $1",
    "UPDATE cases SET assignee = NULL WHERE assignee = $1",
    "UPDATE pages SET person = NULL WHERE person = $1",
    "DELETE FROM overrides WHERE person = $1 OR replaces = $1",
    "UPDATE overrides SET made_by = NULL WHERE made_by = $1",
    "UPDATE overrides SET undone_by = NULL WHERE undone_by = $1",
    "UPDATE handoffs SET incoming = NULL WHERE incoming = $1",
    "UPDATE handoffs SET outgoing = NULL WHERE outgoing = $1",
    "DELETE FROM kept_roles WHERE person = $1",
];

/// Where a person is mentioned by others, in their words: the number is taken out of them.
const MENTIONED: [&str; 7] = [
    "UPDATE answers SET candidates = replace(candidates, $1, '…') WHERE candidates LIKE '%' || $1 || '%'",
    "UPDATE cases SET subject = replace(subject, $1, '…'), tried = replace(tried, $1, '…'), \
     answers = replace(answers, $1, '…'), found = replace(found, $1, '…') WHERE subject LIKE '%' || $1 || '%' \
     OR tried LIKE '%' || $1 || '%' OR answers LIKE '%' || $1 || '%' OR found LIKE '%' || $1 || '%'",
    "UPDATE cases SET resolution_text = replace(resolution_text, $1, '…') \
     WHERE resolution_text LIKE '%' || $1 || '%'",
    "UPDATE timeline SET text = replace(text, $1, '…') WHERE text LIKE '%' || $1 || '%'",
    "UPDATE timeline SET body = replace(body, $1, '…') WHERE body LIKE '%' || $1 || '%'",
    "UPDATE pages SET reason = replace(reason, $1, '…') WHERE reason LIKE '%' || $1 || '%'",
    "DELETE FROM timers WHERE key LIKE '%' || $1 || '%' OR task LIKE '%' || $1 || '%'",
];

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

    /// Everyone who wants nothing from the bot. Asked for when the bot starts, before anything else is read: the connection
    /// that is open already is quicker than another.
    pub async fn opted_out(&self) -> Result<Vec<UserId>> {
        let rows = sqlx::query("SELECT person FROM opted_out ORDER BY person").fetch_all(self.writer()).await?;
        rows.iter().map(|row| row.id("person")).collect()
    }

    /// Since when a person wants nothing from the bot.
    pub async fn opted_out_since(&self, person: UserId) -> Result<Option<Timestamp>> {
        let row = sqlx::query("SELECT since FROM opted_out WHERE person = $1").bind(stored(person));
        row.fetch_optional(self.reader()).await?.map(|row| row.time("since")).transpose()
    }

    /// Everything that is stored about a person.
    pub async fn everything_about(&self, person: UserId) -> Result<Export> {
        let rows =
            async |statement: &'static str| sqlx::query(statement).bind(stored(person)).fetch_all(self.reader()).await;
        let answers = rows("SELECT * FROM answers WHERE author = $1 ORDER BY created_at, paste").await?;
        let votes = rows("SELECT * FROM votes WHERE voter = $1 ORDER BY voted_at, paste, issue").await?;
        let cases = rows("SELECT * FROM cases WHERE person = $1 ORDER BY id").await?;
        let timeline = "SELECT * FROM timeline WHERE actor = $1 OR person = $1 ORDER BY at, case_id, number";
        let timeline = rows(timeline).await?;
        let pages = rows("SELECT * FROM pages WHERE person = $1 ORDER BY begun_at, key").await?;
        let overrides =
            "SELECT * FROM overrides WHERE person = $1 OR replaces = $1 OR made_by = $1 OR undone_by = $1 ORDER BY id";
        let overrides = rows(overrides).await?;
        let handoffs = "SELECT * FROM handoffs WHERE incoming = $1 OR outgoing = $1 ORDER BY starts_at, schedule";
        let handoffs = rows(handoffs).await?;
        let roles = rows("SELECT guild, role FROM kept_roles WHERE person = $1 ORDER BY guild, role").await?;
        let waited_for = "SELECT task FROM timers WHERE key LIKE 'unanswered %' AND task LIKE '%\"' || $1 || '\"%' ORDER BY due_at, key";
        let waited_for = sqlx::query(waited_for).bind(person.to_string()).fetch_all(self.reader()).await?;
        let entry = |row: &AnyRow| Ok(Entry { case: row.id("case_id")?, event: case_rows::event(row)? });
        let role = |row: &AnyRow| Ok((row.id("guild")?, row.id("role")?));
        Ok(Export {
            person,
            opted_out_since: self.opted_out_since(person).await?,
            answers: answers.iter().map(answers::answer).collect::<Result<_>>()?,
            votes: votes.iter().map(votes::vote).collect::<Result<_>>()?,
            cases: cases.iter().map(case_rows::case).collect::<Result<_>>()?,
            timeline: timeline.iter().map(entry).collect::<Result<_>>()?,
            pages: pages.iter().map(pages::read).collect::<Result<_>>()?,
            overrides: overrides.iter().map(|row| Ok(overrides::read(row)?.change)).collect::<Result<_>>()?,
            handoffs: handoffs.iter().map(handoffs::read).collect::<Result<_>>()?,
            kept_roles: roles.iter().map(role).collect::<Result<_>>()?,
            waited_for: waited_for.iter().map(|row| row.json("task")).collect::<Result<_>>()?,
        })
    }

    /// Forgets a person: nothing is left of them but that they opted out, if they did. What is theirs is deleted; what is
    /// others' stays, without their name and their words.
    pub async fn forget(&self, person: UserId) -> Result<Forgotten> {
        let mut transaction = self.writer().begin().await?;
        for statement in SHOWN_ELSEWHERE {
            sqlx::query(statement).bind(stored(person)).execute(&mut *transaction).await?;
        }
        let mut counts = [0; 3];
        for (statement, count) in THEIRS.into_iter().zip(&mut counts) {
            let done = sqlx::query(statement).bind(stored(person)).execute(&mut *transaction).await?;
            *count = done.rows_affected();
        }
        for statement in NAMED {
            sqlx::query(statement).bind(stored(person)).execute(&mut *transaction).await?;
        }
        for statement in MENTIONED {
            sqlx::query(statement).bind(person.to_string()).execute(&mut *transaction).await?;
        }
        transaction.commit().await?;
        self.wipe_traces().await?;
        let [votes, answers, cases] = counts;
        Ok(Forgotten { answers, votes, cases })
    }
}
