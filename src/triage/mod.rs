//! Triage: who is on call, and what becomes of a person's problem until it is solved.
//!
//! Everything here is computed from what it is given. Schedules are wall-clock rules, so that who is on call at an instant
//! is never stored: it is worked out anew from the rules, the overrides and the instant.

pub mod escalation;
pub mod schedule;
pub mod severity;

pub use self::escalation::{EscalationPolicy, EscalationStep, Next, Position, Target};
pub use self::schedule::{Layer, Override, Restriction, Rotation, Schedule, Shift, ShiftLength, Stretch};
pub use self::severity::Severity;
