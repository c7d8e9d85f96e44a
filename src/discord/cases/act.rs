//! What a component does with a case, as it stands in the component's id (see [`press`](crate::discord::press)).

use crate::triage::{Escalation, Position};

/// What a component does with a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::discord) enum Act {
    /// Takes it.
    Acknowledge,
    /// Calls the next person at once, from where the escalation was when the button was drawn: a second press does no
    /// second step.
    Escalate {
        /// Where that was.
        from: Escalation,
    },
    /// Asks what fixed it.
    Resolve,
    /// Resolves it by the known issue that was chosen, or asks for words.
    ResolveBy,
    /// Resolves it by what was written.
    ResolveInWords,
    /// Asks who is to have it.
    Assign,
    /// Gives it to who was chosen.
    AssignTo,
    /// Asks for how long nobody is to be called.
    Snooze,
    /// Snoozes it for as long as was chosen.
    SnoozeFor,
    /// Asks how bad it is.
    Severity,
    /// Says how bad it is, as was chosen.
    SetSeverity,
    /// Opens it again.
    Reopen,
    /// The person who asked closes it.
    Close,
    /// Says where it stands.
    Standing,
    /// Shows all of it.
    Show,
    /// Shows a page of its timeline.
    Timeline {
        /// From 0.
        page: u32,
    },
}

/// Acts that are written as one word.
const WORDS: [(&str, Act); 14] = [
    ("ack", Act::Acknowledge),
    ("resolve", Act::Resolve),
    ("resolve-by", Act::ResolveBy),
    ("resolve-in-words", Act::ResolveInWords),
    ("assign", Act::Assign),
    ("assign-to", Act::AssignTo),
    ("snooze", Act::Snooze),
    ("snooze-for", Act::SnoozeFor),
    ("severity", Act::Severity),
    ("set-severity", Act::SetSeverity),
    ("reopen", Act::Reopen),
    ("close", Act::Close),
    ("standing", Act::Standing),
    ("show", Act::Show),
];

impl Act {
    /// As it is written in an id.
    pub(in crate::discord) fn written(self) -> String {
        match self {
            Self::Escalate { from: Escalation { run, next: Some(Position { round, step }) } } => {
                format!("escalate:{run}:{round}:{step}")
            }
            Self::Escalate { from: Escalation { run, next: None } } => format!("escalate:{run}:end"),
            Self::Timeline { page } => format!("timeline:{page}"),
            act => WORDS.iter().find(|(_, known)| *known == act).map(|(word, _)| *word).unwrap_or_default().to_owned(),
        }
    }

    /// Reads what was written; none where no such thing is done.
    pub(in crate::discord) fn read(text: &str) -> Option<Self> {
        if let Some((_, act)) = WORDS.iter().find(|(word, _)| *word == text) {
            return Some(*act);
        }
        let (word, of) = text.split_once(':')?;
        let numbers: Vec<&str> = of.split(':').collect();
        match (word, numbers.as_slice()) {
            ("escalate", [run, "end"]) => {
                Some(Self::Escalate { from: Escalation { run: run.parse().ok()?, next: None } })
            }
            ("escalate", [run, round, step]) => {
                let next = Some(Position { round: round.parse().ok()?, step: step.parse().ok()? });
                Some(Self::Escalate { from: Escalation { run: run.parse().ok()?, next } })
            }
            ("timeline", [page]) => Some(Self::Timeline { page: page.parse().ok()? }),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_act_is_read_as_it_was_written() {
        let at = Position { round: 1, step: u32::MAX };
        let with_numbers = [
            Act::Escalate { from: Escalation { run: 3, next: Some(at) } },
            Act::Escalate { from: Escalation { run: u32::MAX, next: None } },
            Act::Timeline { page: 7 },
        ];
        for act in WORDS.iter().map(|(_, act)| *act).chain(with_numbers) {
            assert!(!act.written().is_empty());
            assert_eq!(Act::read(&act.written()), Some(act));
        }
        for forged in ["", "ack:1", "escalate", "escalate:1", "escalate:1:2", "escalate:-1:end", "timeline:x", "burn"] {
            assert_eq!(Act::read(forged), None, "{forged}");
        }
    }
}
