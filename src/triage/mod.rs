//! Triage: who is on call, and what becomes of a person's problem until it is solved.
//!
//! Everything here is computed from what it is given. Schedules are wall-clock rules, so that who is on call at an instant
//! is never stored: it is worked out anew from the rules, the overrides and the instant. A [`Case`] is a snapshot:
//! [`Case::apply`] says what becomes of it, with the entries for its timeline and the timers that follow, and the store
//! writes all of that down at once, or nothing of it.

mod case;
mod change;
pub mod escalation;
mod found;
pub mod roster;
pub mod schedule;
pub mod severity;
mod timeline;
mod timer;

pub use self::case::{Case, CaseId, Done, Escalation, Origin, QuestionAnswer, Request, Resolution, State};
pub use self::change::{Applied, Change, Refused};
pub use self::escalation::{EscalationPolicy, EscalationStep, Next, Position, Target};
pub use self::found::{Candidate, Line};
pub use self::roster::{Person, Roster};
pub use self::schedule::{
    Decision, Handoff, Layer, NoChange, Overlap, Override, Restriction, Rotation, Schedule, Shift, ShiftLength, Stretch,
};
pub use self::severity::Severity;
pub use self::timeline::{Actor, CaseEvent, Way, What};
pub use self::timer::{Task, Timer};
