//! The timeline: the append-only record of a case. Every change is an entry, and so is what was done for the case.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Origin, Position, Severity};
use crate::ids::{RoleId, UserId};

/// One entry of a case's timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CaseEvent {
    /// The version of the case that it led to: ascending, each once.
    pub number: u64,
    /// When, to the millisecond. The clock may have been set back between two entries: their order is by number.
    pub at: Timestamp,
    /// Who did it.
    pub by: Actor,
    /// What happened.
    #[serde(flatten)]
    pub what: What,
}

/// Who did something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case", tag = "who", content = "id")]
pub enum Actor {
    /// A person.
    Person(UserId),
    /// A person who was forgotten since.
    Forgotten,
    /// Firstline itself.
    Firstline,
}

/// What happened. A person in an entry is none where that person was forgotten; a text is empty where it is too old to be
/// kept, or its author was forgotten.
///
/// How it is stored: of each field `person` and `text` there is one at the most, and no other holds a person's id or words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum What {
    /// The case was opened.
    Opened {
        /// By which way.
        origin: Origin,
    },
    /// Somebody took it.
    Acknowledged,
    /// It was given to somebody.
    Assigned {
        /// To whom.
        person: Option<UserId>,
    },
    /// Nobody is paged for a while.
    Snoozed {
        /// Until when.
        until: Timestamp,
    },
    /// The while is over, or somebody ended it.
    Woken,
    /// Somebody asked for the next step at once.
    Escalated {
        /// Which step that is.
        next: Position,
    },
    /// The severity was changed.
    SeverityChanged {
        /// What it was.
        from: Severity,
        /// What it is.
        to: Severity,
    },
    /// Somebody wrote a note.
    Noted {
        /// The note.
        #[serde(default)]
        text: String,
    },
    /// It was resolved.
    Resolved {
        /// The known issue that it was, as `article/issue`.
        issue: Option<String>,
        /// What fixed it.
        #[serde(default)]
        text: String,
    },
    /// The person who asked closed it.
    Closed,
    /// It was opened again.
    Reopened,

    /// Somebody was paged.
    Paged {
        /// The person; none where a role was.
        person: Option<UserId>,
        /// The role; none where a person was.
        role: Option<RoleId>,
        /// By which way.
        way: Way,
        /// At which step.
        position: Position,
        /// How late, in seconds; 0 where it was in time.
        late_seconds: u64,
    },
    /// Somebody could not be paged.
    PageFailed {
        /// The person; none where a role or a channel was meant.
        person: Option<UserId>,
        /// The role; none where a person was meant.
        role: Option<RoleId>,
        /// By which way.
        way: Way,
        /// At which step.
        position: Position,
        /// Why, as Discord or the other side says it, with its code. It names nobody.
        reason: String,
    },
    /// One of those who help answered the person, before anyone took the case.
    Replied,
    /// It is talked about where it was opened, for it could have no thread.
    TalkFailed {
        /// Why, as Discord says it, with its code. It names nobody.
        reason: String,
    },
    /// Another system could not be told of an entry, and will not be.
    WebhookFailed {
        /// The entry's number.
        event: u64,
        /// Where the other system is.
        host: String,
        /// Why, with its status. It names nobody.
        reason: String,
    },
    /// A step found nobody on call.
    NobodyOnCall {
        /// The schedule.
        schedule: String,
        /// At which step.
        position: Position,
    },
    /// All steps were taken, and nobody acknowledged.
    Exhausted,
    /// Who holds it was reminded of the time left.
    Reminded {
        /// Who.
        person: Option<UserId>,
        /// Minutes until the reply is late; negative where it is.
        minutes_left: i64,
    },
    /// It was in the packet for who came on call.
    HandedOver {
        /// Whose shift began.
        person: Option<UserId>,
        /// The schedule.
        schedule: String,
    },
}

/// By which way somebody is paged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// A direct message.
    Direct,
    /// A mention in a channel.
    Channel,
    /// A request to another system.
    Webhook,
}

impl Actor {
    /// The person, where it is one who is known.
    pub fn person(self) -> Option<UserId> {
        match self {
            Self::Person(person) => Some(person),
            Self::Forgotten | Self::Firstline => None,
        }
    }
}
