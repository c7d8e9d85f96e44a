//! Answers: which paste was answered with what.
//!
//! A paste is claimed before its reply is sent, so that of all who hear of the message one replies. Whoever claimed it
//! and died before the reply went out does not hold it for ever: after [`CLAIM_HOLDS`], a claim without a reply may be
//! made again. A reply that went out in the very moment before the death may so be sent twice, unless Discord is given
//! the same nonce again, which it then refuses.

use jiff::{SignedDuration, Timestamp};
use serde::{Serialize, Serializer};
use sqlx::any::{AnyArguments, AnyRow};
use sqlx::query::Query;
use sqlx::{Any, Row as _};

use super::together::Write;
use super::values::{Values as _, json_of, stored, verdict, verdict_name};
use super::{Result, Store};
use crate::ids::{ChannelId, GuildId, MessageId, UserId};
use crate::matching::Verdict;
use crate::triage::Candidate;

/// How long a claim keeps others away while it has no reply.
pub const CLAIM_HOLDS: SignedDuration = SignedDuration::from_secs(60);

/// A reply to a paste, or the claim to give it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Answer {
    /// The message with the paste; for a slash command its interaction.
    pub paste: MessageId,
    /// The reply, once it is sent.
    pub reply: Option<MessageId>,
    /// The server; none in a direct message.
    pub guild: Option<GuildId>,
    /// The channel or thread that the paste is in.
    pub channel: ChannelId,
    /// The channel above, where that is a thread.
    pub parent: Option<ChannelId>,
    /// Who pasted.
    pub author: UserId,
    /// What the paste was, to know it again.
    pub paste_hash: PasteHash,
    /// What the reply says.
    pub told: Told,
    /// When the paste was claimed, to the millisecond.
    pub created_at: Timestamp,
}

/// What a reply says.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Told {
    /// What kind of reply.
    #[serde(serialize_with = "by_name")]
    pub verdict: Verdict,
    /// What it may be, best first; the reply may be about some of them only.
    pub candidates: Vec<Candidate>,
    /// How many of them the verdict rests on: these are named to the reader.
    pub named: u32,
    /// Which of them the reply shows, or showed first: an index.
    pub shown: u32,
    /// The issues that were told in this reply so far, as `article/issue`, each once.
    pub issues: Vec<String>,
    /// The language it is in, as Discord writes locales.
    pub language: String,
}

/// What a paste was, shortened to a number: equal texts have equal ones, in every version and on every machine.
///
/// It says nothing to a reader, but whoever has a text at hand can tell whether it was this one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PasteHash(u64);

/// What became of a claim.
#[derive(Debug, Clone, PartialEq)]
pub enum Claim {
    /// The paste is ours to answer.
    Made,
    /// It was answered before, it or the same, or somebody is about to.
    Already(Box<Answer>),
}

impl Told {
    /// Whether the verdict and the issues it names are another's.
    pub fn is_about_the_same(&self, other: &Self) -> bool {
        self.verdict == other.verdict && self.names().eq(other.names())
    }

    fn names(&self) -> impl Iterator<Item = &str> {
        self.candidates.iter().take(self.named as usize).map(|candidate| candidate.issue.as_str())
    }
}

impl PasteHash {
    /// Of a text; space around its lines makes no difference.
    pub fn of(text: &str) -> Self {
        // FNV-1a, 64 bits: <http://www.isthe.com/chongo/tech/comp/fnv/>. It need not withstand an attack: who makes two texts
        // collide keeps himself from being answered.
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        for byte in lines.flat_map(|line| line.bytes().chain([b'\n'])) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
        Self(hash)
    }
}

impl Serialize for PasteHash {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{:016x}", self.0))
    }
}

impl Store {
    /// The issues told in the last hundred answers of this channel or thread but for one paste's, as `article/issue`, each
    /// once and sorted.
    pub async fn told_in(&self, channel: ChannelId, but_for: MessageId) -> Result<Vec<String>> {
        // SQLite would prepare the statement anew each time if the limit were bound: it looks at its value.
        let row = sqlx::query(
            "SELECT string_agg(told, ' ') AS told FROM (SELECT told FROM answers WHERE channel = $1 AND paste <> $2 \
             ORDER BY created_at DESC LIMIT 100) AS latest",
        )
        .bind(stored(channel))
        .bind(stored(but_for))
        .fetch_one(self.reader())
        .await?;
        let told: Option<String> = row.try_get("told")?;
        let mut told: Vec<String> = told.as_deref().map(words).unwrap_or_default();
        told.sort();
        told.dedup();
        Ok(told)
    }

    /// Claims a paste, with what is going to be said about it. Its `reply` is not looked at.
    pub async fn claim(&self, answer: &Answer) -> Result<Claim> {
        self.claim_since(answer, i64::MAX).await
    }

    /// Claims a paste unless the same was sent before: another message of this author in this channel with the same hash
    /// has an answer that is not older than `since`.
    pub async fn claim_once(&self, answer: &Answer, since: Timestamp) -> Result<Claim> {
        self.claim_since(answer, since.as_millisecond()).await
    }

    async fn claim_since(&self, answer: &Answer, since: i64) -> Result<Claim> {
        if self.write(Write::Claim { answer: Box::new(answer.clone()), since }).await? {
            return Ok(Claim::Made);
        }
        match self.answer_to(answer.paste).await? {
            Some(answer) => Ok(Claim::Already(Box::new(answer))),
            // The same was answered under another message, or this was removed in this very moment: the message is gone, and
            // so is the wish for an answer.
            None => Ok(Claim::Already(Box::new(answer.clone()))),
        }
    }

    /// Notes the reply. False where the answer was removed in the meantime, because the paste was: the reply is to be
    /// deleted then.
    pub async fn put_reply(&self, paste: MessageId, reply: MessageId) -> Result<bool> {
        self.write(Write::Reply { paste, reply }).await
    }

    /// The answer to a paste.
    pub async fn answer_to(&self, paste: MessageId) -> Result<Option<Answer>> {
        let row = sqlx::query("SELECT * FROM answers WHERE paste = $1").bind(stored(paste));
        row.fetch_optional(self.reader()).await?.as_ref().map(answer).transpose()
    }

    /// The answer that a reply gives.
    pub async fn answer_by_reply(&self, reply: MessageId) -> Result<Option<Answer>> {
        let row = sqlx::query("SELECT * FROM answers WHERE reply = $1").bind(stored(reply));
        row.fetch_optional(self.reader()).await?.as_ref().map(answer).transpose()
    }

    /// Notes what the reply says now that the paste was edited. False where there is no answer any more.
    pub async fn retell(&self, paste: MessageId, paste_hash: PasteHash, told: &Told) -> Result<bool> {
        let done = sqlx::query(
            "UPDATE answers SET paste_hash = $2, verdict = $3, candidates = $4, named = $5, told = $6, \
             shown = $7, language = $8, emptied_at = NULL WHERE paste = $1",
        )
        .bind(stored(paste))
        .bind(paste_hash.0.cast_signed())
        .bind(verdict_name(told.verdict))
        .bind(json_of(&told.candidates)?)
        .bind(i64::from(told.named))
        .bind(told.issues.join(" "))
        .bind(i64::from(told.shown))
        .bind(&told.language)
        .execute(self.writer())
        .await?;
        Ok(done.rows_affected() > 0)
    }

    /// Notes that the reply shows another candidate from here on, and which issues it told so far. False where it does not
    /// show candidate `from` any more: somebody else pressed the button first.
    pub async fn turn_to(&self, paste: MessageId, from: u32, to: u32, issues: &[String]) -> Result<bool> {
        let done = sqlx::query("UPDATE answers SET shown = $3, told = $4 WHERE paste = $1 AND shown = $2")
            .bind(stored(paste))
            .bind(i64::from(from))
            .bind(i64::from(to))
            .bind(issues.join(" "))
            .execute(self.writer())
            .await?;
        Ok(done.rows_affected() > 0)
    }

    /// Removes an answer with its votes, and gives it back: its reply is to be deleted.
    pub async fn remove_answer(&self, paste: MessageId) -> Result<Option<Answer>> {
        let row = sqlx::query("DELETE FROM answers WHERE paste = $1 RETURNING *").bind(stored(paste));
        row.fetch_optional(self.writer()).await?.as_ref().map(answer).transpose()
    }
}

/// Claims a paste, unless the same was answered since then, in milliseconds.
pub(super) fn claim(answer: &Answer, since: i64) -> Result<Query<'_, Any, AnyArguments>> {
    let Answer { told, .. } = answer;
    let statement = sqlx::query(
        "INSERT INTO answers (paste, guild, channel, parent, author, paste_hash, verdict, candidates, named, told, shown, \
         language, created_at) SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13 \
         WHERE NOT EXISTS (SELECT 1 FROM answers AS earlier WHERE earlier.author = $5 AND earlier.channel = $3 \
         AND earlier.paste_hash = $6 AND earlier.created_at >= $15 AND earlier.paste <> $1) \
         ON CONFLICT (paste) DO UPDATE SET paste_hash = excluded.paste_hash, verdict = excluded.verdict, \
         candidates = excluded.candidates, named = excluded.named, told = excluded.told, shown = excluded.shown, \
         language = excluded.language, created_at = excluded.created_at \
         WHERE answers.reply IS NULL AND answers.created_at <= $14",
    );
    Ok(statement
        .bind(stored(answer.paste))
        .bind(answer.guild.map(stored))
        .bind(stored(answer.channel))
        .bind(answer.parent.map(stored))
        .bind(stored(answer.author))
        .bind(answer.paste_hash.0.cast_signed())
        .bind(verdict_name(told.verdict))
        .bind(json_of(&told.candidates)?)
        .bind(i64::from(told.named))
        .bind(told.issues.join(" "))
        .bind(i64::from(told.shown))
        .bind(&told.language)
        .bind(answer.created_at.as_millisecond())
        .bind(answer.created_at.as_millisecond().saturating_sub(CLAIM_HOLDS.as_millis() as i64))
        .bind(since))
}

/// Notes the reply to a paste.
pub(super) fn reply(paste: MessageId, reply: MessageId) -> Query<'static, Any, AnyArguments> {
    sqlx::query("UPDATE answers SET reply = $2 WHERE paste = $1").bind(stored(paste)).bind(stored(reply))
}

pub(super) fn answer(row: &AnyRow) -> Result<Answer> {
    Ok(Answer {
        paste: row.id("paste")?,
        reply: row.maybe_id("reply")?,
        guild: row.maybe_id("guild")?,
        channel: row.id("channel")?,
        parent: row.maybe_id("parent")?,
        author: row.id("author")?,
        paste_hash: PasteHash(row.number("paste_hash")?.cast_unsigned()),
        told: Told {
            verdict: verdict(&row.text("verdict")?)?,
            candidates: row.json("candidates")?,
            named: u32::try_from(row.number("named")?).unwrap_or_default(),
            shown: u32::try_from(row.number("shown")?).unwrap_or_default(),
            issues: words(&row.text("told")?),
            language: row.text("language")?,
        },
        created_at: row.time("created_at")?,
    })
}

/// The ids of issues have no space in them.
fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference")]
fn by_name<S: Serializer>(verdict: &Verdict, serializer: S) -> std::result::Result<S::Ok, S::Error> {
    serializer.serialize_str(verdict_name(*verdict))
}
