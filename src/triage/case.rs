//! A case: one person's problem that needs a person.

use std::fmt;
use std::num::{NonZeroU64, ParseIntError};
use std::str::FromStr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Actor, Applied, Candidate, CaseEvent, Position, Severity, What};
use crate::ids::{ChannelId, GuildId, InteractionId, MessageId, UserId};

/// The number of a case, which people say as `#17`. Ascending from 1, and never given twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CaseId(NonZeroU64);

/// One person's problem that needs a person. A snapshot: it changes by [`Case::apply`] only.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Case {
    /// Its number.
    pub id: CaseId,
    /// Counts the changes, from 1: the timeline's latest entry that changed something has this number.
    pub version: u64,
    /// What was asked, and where; it does not change.
    #[serde(flatten)]
    pub request: Request,
    /// How bad it is.
    pub severity: Severity,
    /// Where it stands.
    pub state: State,
    /// Who holds it now.
    pub assignee: Option<UserId>,
    /// Nobody is paged before this. Only while it is not resolved.
    pub snoozed_until: Option<Timestamp>,
    /// How far the escalation is.
    pub escalation: Escalation,
    /// The message that shows it to those who help.
    pub card: Option<(ChannelId, MessageId)>,
    /// Where it is talked about.
    pub thread: Option<ChannelId>,
    /// When it was opened, to the millisecond.
    pub opened_at: Timestamp,
    /// When it was acknowledged, or the person was written to by one of those who help, for the first time since it was
    /// opened: kept when it is escalated, reopened, resolved.
    pub answered_at: Option<Timestamp>,
    /// The acknowledgement that holds now.
    pub acknowledged: Option<Done>,
    /// The end that holds now.
    pub resolved: Option<Done>,
    /// What fixed it, where somebody said so.
    pub resolution: Option<Resolution>,
}

/// What was asked, where, and what is known about it: all that a case begins with.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Request {
    /// The server; none in a direct message.
    pub guild: Option<GuildId>,
    /// The channel or thread in which help is wanted.
    pub channel: ChannelId,
    /// Who wants help.
    pub person: UserId,
    /// The paste it is about.
    pub paste: Option<MessageId>,
    /// By which way it was opened.
    pub origin: Origin,
    /// What opened it, so that one that is told of twice opens one case: the interaction; for a paste that nobody
    /// answered, the number of the paste.
    pub opened_by: InteractionId,
    /// The problem in a line, rid of secrets.
    pub subject: String,
    /// What was tried, in the person's words, rid of secrets.
    pub tried: String,
    /// The issue's own questions, with what the person answered, rid of secrets.
    pub answers: Vec<QuestionAnswer>,
    /// What was found in the knowledge, best first.
    pub found: Vec<Candidate>,
    /// The versions that the paste names.
    pub versions: Vec<String>,
    /// How bad it is at first.
    #[serde(skip)]
    pub severity: Severity,
    /// Who is paged, by the policy's name; none where there are no policies.
    pub policy: Option<String>,
}

/// A question of an issue's, and what the person says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuestionAnswer {
    /// What was asked.
    pub question: String,
    /// What was answered.
    pub answer: String,
}

/// Where a case stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Nobody has it yet: people are paged.
    Triggered,
    /// Somebody has it.
    Acknowledged,
    /// It is over. It may be reopened.
    Resolved,
}

/// How a case was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// "Get a person" under a reply.
    Button,
    /// `/case open`.
    Command,
    /// A message's menu.
    Menu,
    /// A paste that stayed without help for too long.
    Unanswered,
}

/// Who did something, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Done {
    /// Who.
    pub by: Actor,
    /// When, to the millisecond.
    pub at: Timestamp,
}

/// What fixed it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Resolution {
    /// The known issue that it was, as `article/issue`.
    pub issue: Option<String>,
    /// What fixed it, in the words of who resolved it; empty where nothing was said, or where it is too old to be kept.
    pub text: String,
}

/// How far the escalation of a case is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Escalation {
    /// Counts how often it began anew: opening is 0; waking, escalating by hand and reopening begin the next. A timer
    /// that was set in an earlier run is void, whatever its position.
    pub run: u32,
    /// The step to be taken next; none after the last one. Its timer is due, then, when all are exhausted.
    pub next: Option<Position>,
}

impl CaseId {
    /// The case of this number; 0 is none.
    pub fn new(number: u64) -> Option<Self> {
        NonZeroU64::new(number).map(Self)
    }

    /// The number.
    pub const fn get(self) -> u64 {
        self.0.get()
    }
}

/// As people say it: `#17`.
impl fmt::Display for CaseId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.0)
    }
}

/// As people write it: `#17` or `17`.
impl FromStr for CaseId {
    type Err = ParseIntError;

    fn from_str(text: &str) -> Result<Self, ParseIntError> {
        let text = text.trim();
        text.strip_prefix('#').unwrap_or(text).parse().map(Self)
    }
}

impl From<CaseId> for NonZeroU64 {
    fn from(id: CaseId) -> Self {
        id.0
    }
}

impl From<NonZeroU64> for CaseId {
    fn from(number: NonZeroU64) -> Self {
        Self(number)
    }
}

impl Escalation {
    /// As it is when a case is opened.
    pub const START: Self = Self { run: 0, next: Some(Position { round: 0, step: 0 }) };

    /// The next run, from a position on.
    #[must_use]
    pub fn anew(self, next: Option<Position>) -> Self {
        Self { run: self.run.saturating_add(1), next }
    }
}

impl Case {
    /// The address of its card, for whoever may see it; none where there is no card, or no server.
    pub fn card_link(&self) -> Option<String> {
        let (guild, (channel, card)) = (self.request.guild?, self.card?);
        Some(format!("https://discord.com/channels/{guild}/{channel}/{card}"))
    }

    /// Opens a case: Triggered, with nobody paged yet.
    pub fn open(id: CaseId, request: Request, by: Actor, at: Timestamp) -> Applied {
        let opened = CaseEvent { number: 1, at, by, what: What::Opened { origin: request.origin } };
        let case = Self {
            id,
            version: 1,
            severity: request.severity,
            request,
            state: State::Triggered,
            assignee: None,
            snoozed_until: None,
            escalation: Escalation::START,
            card: None,
            thread: None,
            opened_at: at,
            answered_at: None,
            acknowledged: None,
            resolved: None,
            resolution: None,
        };
        Applied { case, events: vec![opened], timers: Vec::new() }
    }

    /// Whether it is not resolved.
    pub fn is_open(&self) -> bool {
        self.state != State::Resolved
    }

    /// Whether somebody is to be paged at this point of the escalation: it is Triggered, awake, and not elsewhere by now.
    /// A timer that finds otherwise is dropped.
    pub fn waits_at(&self, escalation: Escalation) -> bool {
        self.state == State::Triggered && self.snoozed_until.is_none() && self.escalation == escalation
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_case_is_said_and_read_with_its_sign() {
        let id = CaseId::new(17).expect("it is not 0");
        assert_eq!(id.to_string(), "#17");
        for text in ["#17", "17", " #17 "] {
            assert_eq!(text.parse(), Ok(id), "{text:?}");
        }
        for text in ["", "#", "0", "#0", "##17", "-1", "seventeen", "18446744073709551616"] {
            assert!(text.parse::<CaseId>().is_err(), "{text:?}");
        }
        assert_eq!(serde_json::to_string(&id).expect("a number is JSON"), "17");
    }
}
