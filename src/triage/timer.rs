//! Timers: what is to be done later, whatever happens to this process.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{CaseId, Escalation, Severity};
use crate::ids::{ChannelId, GuildId, MessageId, UserId};

/// Something to be done at an instant, once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timer {
    /// What makes it this one: of two timers by the same key, the first counts, even when it is done. It names no person.
    pub key: String,
    /// The case that it is for. When the case is removed, so is the timer.
    pub case: Option<CaseId>,
    /// Not before this.
    pub due_at: Timestamp,
    /// What to do.
    pub task: Task,
}

/// What is to be done when a timer is due. It holds nobody's words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "task", rename_all = "snake_case")]
pub enum Task {
    /// Take the step of the escalation that is named, if the case still waits there.
    Page {
        /// Where the escalation was when the timer was set.
        escalation: Escalation,
    },
    /// Wake a case that is snoozed.
    Wake {
        /// Until when it was snoozed; where it is snoozed until another time by now, that timer wakes it.
        until: Timestamp,
    },
    /// Open the thread in which a case is talked about, where that was not done at once.
    Talk,
    /// Remind of a case before its reply is late.
    Remind,
    /// Open a case for a paste that nobody has helped with, unless somebody has by then.
    Unanswered {
        /// The server.
        guild: GuildId,
        /// The channel or thread.
        channel: ChannelId,
        /// The message that holds the paste.
        message: MessageId,
        /// Who pasted. Who is forgotten has no such timer any more.
        person: UserId,
    },
    /// Tell whoever comes on call by a schedule what waits for them, if somebody still does then.
    Handoff {
        /// The schedule.
        schedule: String,
        /// When the shift begins.
        at: Timestamp,
    },
    /// See whether whoever comes on call by a schedule is there to come.
    CheckShift {
        /// The schedule.
        schedule: String,
        /// When the shift begins.
        at: Timestamp,
    },
    /// Tell another system of an entry in the case's timeline. What there is to tell is read when it is told.
    Webhook {
        /// Which system, as it is configured.
        hook: String,
        /// The entry's number.
        event: u64,
    },
}

impl Timer {
    /// Pages at `due_at` whoever the escalation's next step names.
    pub fn page(case: CaseId, escalation: Escalation, due_at: Timestamp) -> Self {
        let Escalation { run, next } = escalation;
        let next = next.map_or_else(|| "end".to_owned(), |next| format!("{}.{}", next.round, next.step));
        let key = format!("page {case} {run} {next}");
        Self { key, case: Some(case), due_at, task: Task::Page { escalation } }
    }

    /// Wakes a case.
    pub fn wake(case: CaseId, until: Timestamp) -> Self {
        let key = format!("wake {case} {}", until.as_millisecond());
        Self { key, case: Some(case), due_at: until, task: Task::Wake { until } }
    }

    /// Opens the thread in which a case is talked about.
    pub fn talk(case: CaseId, due_at: Timestamp) -> Self {
        Self { key: format!("talk {case}"), case: Some(case), due_at, task: Task::Talk }
    }

    /// Reminds of a case before its reply is late, which is another time for each severity.
    pub fn remind(case: CaseId, severity: Severity, due_at: Timestamp) -> Self {
        Self { key: format!("remind {case} {severity}"), case: Some(case), due_at, task: Task::Remind }
    }

    /// Opens a case for a paste that nobody helps with.
    pub fn unanswered(
        guild: GuildId,
        channel: ChannelId,
        message: MessageId,
        person: UserId,
        due_at: Timestamp,
    ) -> Self {
        let key = Self::of_unanswered(channel, Some(message));
        Self { key, case: None, due_at, task: Task::Unanswered { guild, channel, message, person } }
    }

    /// The key of the timer by which a paste becomes a case; for no message, how the keys of a channel's begin.
    pub fn of_unanswered(channel: ChannelId, message: Option<MessageId>) -> String {
        let message = message.map(|message| message.to_string()).unwrap_or_default();
        format!("unanswered {channel} {message}")
    }

    /// Tells whoever comes on call at an instant what waits for them.
    pub fn handoff(schedule: &str, at: Timestamp) -> Self {
        let key = format!("handoff {} {schedule}", at.as_millisecond());
        Self { key, case: None, due_at: at, task: Task::Handoff { schedule: schedule.to_owned(), at } }
    }

    /// Looks at an instant whether whoever comes on call at a later one is there to come.
    pub fn check_shift(schedule: &str, at: Timestamp, due_at: Timestamp) -> Self {
        let key = format!("shift {} {schedule}", at.as_millisecond());
        Self { key, case: None, due_at, task: Task::CheckShift { schedule: schedule.to_owned(), at } }
    }

    /// Tells another system of an entry in a case's timeline.
    pub fn webhook(case: CaseId, hook: &str, event: u64, due_at: Timestamp) -> Self {
        // Of two that are due at once, the earlier entry comes first.
        let key = format!("webhook {case} {event:06} {hook}");
        Self { key, case: Some(case), due_at, task: Task::Webhook { hook: hook.to_owned(), event } }
    }
}
