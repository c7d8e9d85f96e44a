//! How a case changes: what may be asked of it, and when it says no.

use jiff::Timestamp;
use serde::Serialize;

use super::{Actor, Case, CaseEvent, Done, Escalation, Position, Resolution, Severity, State, Timer, What};
use crate::ids::UserId;

/// What is asked of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Whoever does it has it from here on. Of several, the first one counts.
    Acknowledge,
    /// Gives it to somebody. Who gives a case that nobody has to themselves acknowledges it; else it stays as it is, and
    /// who was to be paged still is.
    Assign {
        /// To whom.
        to: UserId,
    },
    /// Nobody is paged until an instant.
    Snooze {
        /// It must be yet to come.
        until: Timestamp,
    },
    /// Ends a snooze. The escalation of a Triggered case begins anew; an Acknowledged one stays with who has it.
    Wake,
    /// Goes on to the next step at once, after the last one to the first. Nobody has the case any more.
    Escalate {
        /// Where the escalation is, to whoever asks: where it moved on in the meantime, nothing is done.
        from: Escalation,
    },
    /// One of those who help has written to the person: whoever else is paged, it is answered.
    Reply,
    /// Says how bad it is.
    SetSeverity {
        /// How bad.
        to: Severity,
    },
    /// Adds a note, to a resolved case too.
    Note {
        /// The note, rid of secrets.
        text: String,
    },
    /// Ends it, and says what fixed it.
    Resolve {
        /// What fixed it.
        resolution: Resolution,
    },
    /// Ends it, by the person who asked.
    Close,
    /// Begins anew what was resolved: nobody has it, and the escalation starts over.
    Reopen,
    /// A step of the escalation is done: the next one is to come.
    MoveOn {
        /// The step that is done.
        from: Escalation,
        /// What comes next; none where that was the last.
        next: Option<Position>,
    },
    /// All steps are done, and the last to be paged had their time.
    Exhaust {
        /// Where the escalation is: past its last step.
        from: Escalation,
    },
    /// Only writes down what was done for the case. Never refused.
    Record(What),
}

/// What came of a change.
#[derive(Debug, Clone, PartialEq)]
pub struct Applied {
    /// The case as it is now.
    pub case: Case,
    /// What is to be added to the timeline.
    pub events: Vec<CaseEvent>,
    /// What is to be done later.
    pub timers: Vec<Timer>,
}

/// Why a case did not change: it is how it is, and who made it so is told to whoever asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "refused", rename_all = "snake_case")]
pub enum Refused {
    /// Somebody has it already.
    Acknowledged(Done),
    /// It is over already.
    Resolved(Done),
    /// It is not over.
    NotResolved,
    /// It is that way already: given to the same person, of that severity, or awake.
    Unchanged,
    /// The instant has passed.
    Past,
    /// Only the person who asked may close it.
    NotTheirs,
    /// The escalation is elsewhere by now.
    MovedOn,
    /// The person has another case open in that place.
    AnotherOpen,
}

impl Case {
    /// Changes a case, with the entry in the timeline that says so.
    ///
    /// # Errors
    /// When the case does not allow it, as it stands.
    pub fn apply(&self, change: Change, actor: Actor, at: Timestamp) -> Result<Applied, Refused> {
        if !matches!(change, Change::Record(_) | Change::Note { .. } | Change::Reopen) {
            self.is_not_over()?;
        }
        let mut case = self.clone();
        let mut timers = Vec::new();
        let what = case.change(change, actor, at, &mut timers)?;
        case.version += 1;
        let event = what.map(|what| CaseEvent { number: case.version, at, by: actor, what });
        Ok(Applied { case, events: event.into_iter().collect(), timers })
    }

    fn is_not_over(&self) -> Result<(), Refused> {
        match (self.state, self.resolved) {
            (State::Resolved, Some(done)) => Err(Refused::Resolved(done)),
            (State::Resolved, None) => Err(Refused::Resolved(Done { by: Actor::Forgotten, at: self.opened_at })),
            _ => Ok(()),
        }
    }

    fn change(
        &mut self,
        change: Change,
        actor: Actor,
        at: Timestamp,
        timers: &mut Vec<Timer>,
    ) -> Result<Option<What>, Refused> {
        let what = match change {
            Change::Acknowledge => self.acknowledge(actor, at)?,
            Change::Assign { to } if self.state == State::Triggered && actor == Actor::Person(to) => {
                self.acknowledge(actor, at)?
            }
            Change::Assign { to } => {
                let before = self.assignee.replace(to);
                if before == Some(to) {
                    return Err(Refused::Unchanged);
                }
                What::Assigned { person: Some(to) }
            }
            Change::Snooze { until } => {
                if until <= at {
                    return Err(Refused::Past);
                }
                self.snoozed_until = Some(until);
                timers.push(Timer::wake(self.id, until));
                What::Snoozed { until }
            }
            Change::Wake => {
                self.snoozed_until.take().ok_or(Refused::Unchanged)?;
                if self.state == State::Triggered {
                    self.escalation = self.escalation.anew(Some(Position::default()));
                }
                What::Woken
            }
            Change::Escalate { from } => {
                if self.escalation != from {
                    return Err(Refused::MovedOn);
                }
                self.state = State::Triggered;
                self.snoozed_until = None;
                self.assignee = None;
                self.acknowledged = None;
                let next = from.next.unwrap_or_default();
                self.escalation = from.anew(Some(next));
                What::Escalated { next }
            }
            Change::SetSeverity { to } => {
                let from = std::mem::replace(&mut self.severity, to);
                if from == to {
                    return Err(Refused::Unchanged);
                }
                What::SeverityChanged { from, to }
            }
            Change::Reply => {
                if self.answered_at.is_some() {
                    return Err(Refused::Unchanged);
                }
                self.answered_at = Some(at);
                What::Replied
            }
            Change::Resolve { resolution } => {
                let what = What::Resolved { issue: resolution.issue.clone(), text: resolution.text.clone() };
                self.end(Some(resolution), actor, at);
                what
            }
            Change::Close => {
                if actor != Actor::Person(self.request.person) {
                    return Err(Refused::NotTheirs);
                }
                self.end(None, actor, at);
                What::Closed
            }
            Change::MoveOn { from, next } => {
                if !self.waits_at(from) {
                    return Err(Refused::MovedOn);
                }
                self.escalation.next = next;
                return Ok(None);
            }
            Change::Exhaust { from } => {
                if !self.waits_at(from) || from.next.is_some() {
                    return Err(Refused::MovedOn);
                }
                self.escalation = from.anew(None);
                What::Exhausted
            }
            Change::Reopen => self.reopen()?,
            Change::Note { text } => What::Noted { text },
            Change::Record(what) => what,
        };
        Ok(Some(what))
    }

    fn acknowledge(&mut self, actor: Actor, at: Timestamp) -> Result<What, Refused> {
        if let (State::Acknowledged, Some(done)) = (self.state, self.acknowledged) {
            return Err(Refused::Acknowledged(done));
        }
        self.state = State::Acknowledged;
        self.assignee = actor.person().or(self.assignee);
        self.snoozed_until = None;
        self.acknowledged = Some(Done { by: actor, at });
        self.answered_at = self.answered_at.or(Some(at));
        Ok(What::Acknowledged)
    }

    fn end(&mut self, resolution: Option<Resolution>, actor: Actor, at: Timestamp) {
        self.state = State::Resolved;
        self.snoozed_until = None;
        self.resolved = Some(Done { by: actor, at });
        self.resolution = resolution;
    }

    fn reopen(&mut self) -> Result<What, Refused> {
        if self.is_open() {
            return Err(Refused::NotResolved);
        }
        self.state = State::Triggered;
        self.assignee = None;
        self.acknowledged = None;
        self.resolved = None;
        self.resolution = None;
        self.escalation = self.escalation.anew(Some(Position::default()));
        Ok(What::Reopened)
    }
}

impl Applied {
    /// Changes the case once more, as one with what was done before.
    ///
    /// # Errors
    /// When the case does not allow it, as it stands by now.
    pub fn and(mut self, change: Change, actor: Actor, at: Timestamp) -> Result<Self, Refused> {
        let next = self.case.apply(change, actor, at)?;
        self.events.extend(next.events);
        self.timers.extend(next.timers);
        Ok(Self { case: next.case, ..self })
    }

    /// Sets a timer, too.
    #[must_use]
    pub fn then_at(mut self, timer: Timer) -> Self {
        self.timers.push(timer);
        self
    }
}

#[cfg(test)]
mod tests;
