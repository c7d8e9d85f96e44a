//! What became of the cases of a period.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::Timestamp;
use serde::Serialize;

use super::Spread;
use crate::ids::UserId;

/// A case, as far as figures need it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseTimes {
    /// When it was opened.
    pub opened_at: Timestamp,
    /// When somebody took it first.
    pub acknowledged_at: Option<Timestamp>,
    /// Who did; none too where that person was forgotten.
    pub acknowledged_by: Option<UserId>,
    /// When it was resolved; none while it is open.
    pub resolved_at: Option<Timestamp>,
    /// Who did; none too where that person was forgotten.
    pub resolved_by: Option<UserId>,
    /// The known issue that it was, as `article/issue`.
    pub issue: Option<String>,
}

/// What became of the cases that were opened in a period.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CaseFigures {
    /// How many were opened.
    pub opened: u64,
    /// How many of these are open still.
    pub open: u64,
    /// From when a case was opened until somebody took it.
    pub to_acknowledge: Spread,
    /// From when a case was opened until it was resolved.
    pub to_resolve: Spread,
    /// Who took and resolved how many, those with most first.
    pub people: Vec<(UserId, Load)>,
    /// The known issues that cases turned out to be, the most frequent first.
    pub fixed_by: Vec<(String, u64)>,
}

/// How much one person had to do.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Load {
    /// Cases that they took.
    pub acknowledged: u64,
    /// Cases that they resolved.
    pub resolved: u64,
}

impl CaseFigures {
    /// What cases come to, in any order.
    pub fn of(cases: &[CaseTimes]) -> Self {
        let mut people = BTreeMap::<UserId, Load>::new();
        let mut fixed_by = BTreeMap::<&str, u64>::new();
        for case in cases {
            if let Some(person) = case.acknowledged_by {
                people.entry(person).or_default().acknowledged += 1;
            }
            if let Some(person) = case.resolved_by {
                people.entry(person).or_default().resolved += 1;
            }
            if let Some(issue) = &case.issue {
                *fixed_by.entry(issue).or_default() += 1;
            }
        }
        let mut people: Vec<_> = people.into_iter().collect();
        people.sort_by_key(|(person, load)| (std::cmp::Reverse(load.acknowledged + load.resolved), *person));
        let mut fixed_by: Vec<_> = fixed_by.into_iter().map(|(issue, count)| (issue.to_owned(), count)).collect();
        fixed_by.sort_by(|(a_id, a), (b_id, b)| b.cmp(a).then_with(|| a_id.cmp(b_id)));
        Self {
            opened: cases.len() as u64,
            open: cases.iter().filter(|case| case.resolved_at.is_none()).count() as u64,
            to_acknowledge: Spread::of(cases.iter().filter_map(|case| since(case.opened_at, case.acknowledged_at))),
            to_resolve: Spread::of(cases.iter().filter_map(|case| since(case.opened_at, case.resolved_at))),
            people,
            fixed_by,
        }
    }
}

/// How long it took; no time at all where the clock was set back meanwhile.
fn since(from: Timestamp, to: Option<Timestamp>) -> Option<Duration> {
    Some(Duration::try_from(to?.duration_since(from)).unwrap_or_default())
}
