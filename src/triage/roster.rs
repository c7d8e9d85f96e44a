//! Who can be on call, by which schedules, and how a case reaches them.

use super::{EscalationPolicy, Schedule};
use crate::ids::UserId;

/// Everything a team has written down about being on call.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Roster {
    /// The people, in the order of their names.
    pub people: Vec<Person>,
    /// The schedules, as they are written.
    pub schedules: Vec<Schedule>,
    /// The escalation policies, as they are written.
    pub policies: Vec<EscalationPolicy>,
}

/// Somebody who can be on call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// What the team calls them.
    pub name: String,
    /// Who they are on Discord.
    pub id: UserId,
}

impl Roster {
    /// The schedule of that name.
    pub fn schedule(&self, name: &str) -> Option<&Schedule> {
        self.schedules.iter().find(|schedule| schedule.name == name)
    }

    /// The policy of that name.
    pub fn policy(&self, name: &str) -> Option<&EscalationPolicy> {
        self.policies.iter().find(|policy| policy.name == name)
    }

    /// What the team calls a person; none for one who came in by an override, or has no name here.
    pub fn name_of(&self, id: UserId) -> Option<&str> {
        self.people.iter().find(|person| person.id == id).map(|person| person.name.as_str())
    }

    /// The person of that name.
    pub fn person(&self, name: &str) -> Option<UserId> {
        self.people.iter().find(|person| person.name == name).map(|person| person.id)
    }
}
