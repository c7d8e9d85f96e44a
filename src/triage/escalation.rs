//! Who is paged next, and after how long.
//!
//! A round takes the steps of a policy one after another; each waits `after` since the one before it, the first since the
//! round began. The first round begins when the case is opened. A further one begins `repeat_after` after the last step,
//! as there may be `repeat` of them; and as long after the last step of the last round, the policy is exhausted.

use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

use crate::ids::{Named, RoleId, UserId};

/// The steps by which a case reaches somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EscalationPolicy {
    /// What it is called.
    pub name: String,
    /// The steps of a round, in their order.
    pub steps: Vec<EscalationStep>,
    /// How many rounds follow the first.
    pub repeat: u32,
    /// From a round's last step to the next round, or to the end.
    pub repeat_after: SignedDuration,
}

/// One step: who is paged, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EscalationStep {
    /// Since the step before; for the first, since the round began. Not negative.
    pub after: SignedDuration,
    /// Who is paged, all of them.
    pub targets: Vec<Target>,
}

/// Who is paged by a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// Whoever is on call by the schedule of that name then.
    Schedule(String),
    /// That person.
    Member(UserId),
    /// Everyone with that role, by a mention.
    Role(Named<RoleId>),
}

/// Where an escalation is: which step of which round, each from 0.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Position {
    /// The round.
    pub round: u32,
    /// The step of the round.
    pub step: u32,
}

/// What comes next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// A step is taken.
    Step {
        /// Which.
        position: Position,
        /// How long from now; since the opening for the first of all.
        wait: SignedDuration,
    },
    /// Nobody else is paged.
    Exhausted {
        /// How long from now that is so: the last to be paged have the time to answer.
        wait: SignedDuration,
    },
}

impl EscalationPolicy {
    /// What comes when a case is opened, or opened again.
    pub fn first(&self) -> Next {
        match self.steps.first() {
            Some(step) => Next::Step { position: Position::default(), wait: step.after },
            None => Next::Exhausted { wait: SignedDuration::ZERO },
        }
    }

    /// What comes after a step was taken. One that there is no more, because the policy was changed, was its round's last.
    ///
    /// Where the step reached nobody, what comes next comes at once: its position counts then, not its wait.
    pub fn after(&self, taken: Position) -> Next {
        let step = taken.step.saturating_add(1);
        if let Some(next) = self.steps.get(step as usize) {
            return Next::Step { position: Position { round: taken.round, step }, wait: next.after };
        }
        match self.steps.first() {
            Some(first) if taken.round < self.repeat => Next::Step {
                position: Position { round: taken.round + 1, step: 0 },
                wait: self.repeat_after.saturating_add(first.after),
            },
            _ => Next::Exhausted { wait: self.repeat_after },
        }
    }

    /// The step at a position; none where there is no such step.
    pub fn step(&self, at: Position) -> Option<&EscalationStep> {
        self.steps.get(at.step as usize)
    }

    /// The schedules that it pages, each once, in the order of the steps.
    pub fn schedules(&self) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        for target in self.steps.iter().flat_map(|step| &step.targets) {
            if let Target::Schedule(name) = target
                && !names.contains(&name.as_str())
            {
                names.push(name);
            }
        }
        names
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn minutes(minutes: i64) -> SignedDuration {
        SignedDuration::from_mins(minutes)
    }

    /// Carol at once, dan ten minutes later, and all of it once more a quarter of an hour after that.
    fn policy() -> EscalationPolicy {
        let step = |after, id| EscalationStep { after: minutes(after), targets: vec![Target::Member(UserId::new(id))] };
        EscalationPolicy {
            name: "default".to_owned(),
            steps: vec![step(0, 1), step(10, 2)],
            repeat: 1,
            repeat_after: minutes(15),
        }
    }

    fn walk(policy: &EscalationPolicy) -> Vec<String> {
        let mut told = Vec::new();
        let (mut next, mut elapsed) = (policy.first(), SignedDuration::ZERO);
        loop {
            match next {
                Next::Step { position, wait } => {
                    elapsed += wait;
                    told.push(format!("{elapsed:#} round {} step {}", position.round, position.step));
                    assert!(policy.step(position).is_some());
                    next = policy.after(position);
                }
                Next::Exhausted { wait } => {
                    told.push(format!("{:#} exhausted", elapsed + wait));
                    return told;
                }
            }
        }
    }

    #[test]
    fn each_step_comes_after_its_wait_and_the_rounds_one_after_another() {
        let told = walk(&policy());
        assert_eq!(
            told,
            ["0s round 0 step 0", "10m round 0 step 1", "25m round 1 step 0", "35m round 1 step 1", "50m exhausted"]
        );
    }

    #[test]
    fn a_first_step_that_waits_does_so_in_every_round() {
        let mut policy = policy();
        policy.steps[0].after = minutes(5);
        let told = walk(&policy);
        assert_eq!(
            told,
            ["5m round 0 step 0", "15m round 0 step 1", "35m round 1 step 0", "45m round 1 step 1", "1h exhausted"]
        );
    }

    #[test]
    fn a_policy_without_steps_is_exhausted_at_once() {
        let policy = EscalationPolicy { steps: Vec::new(), ..policy() };
        assert_eq!(policy.first(), Next::Exhausted { wait: SignedDuration::ZERO });
        assert_eq!(policy.after(Position::default()), Next::Exhausted { wait: minutes(15) });
    }

    #[test]
    fn a_step_that_was_taken_away_was_the_last_of_its_round() {
        let taken = Position { round: 0, step: 7 };
        let again = Position { round: 1, step: 0 };
        assert_eq!(policy().after(taken), Next::Step { position: again, wait: minutes(15) });
        let late = Position { round: 7, step: 1 };
        assert_eq!(policy().after(late), Next::Exhausted { wait: minutes(15) });
        let ends = Position { round: u32::MAX, step: u32::MAX };
        assert_eq!(policy().after(ends), Next::Exhausted { wait: minutes(15) });
    }
}
