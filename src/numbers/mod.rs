//! What happened in a period, in figures.
//!
//! Plain rows in, figures out. What happens is counted as it happens, in [`Tally`]s of an hour each, which hold nobody:
//! whether a paste was answered, and whether an answer helped. An event is counted once for everything together, once for
//! each article that it concerns and once for each issue, so that a figure of any of them is exact: an answer that names
//! two issues of an article is one answer of that article.
//!
//! A figure that rests on nothing is none, never 0: [`Spread`] and [`Counts::success`] say how many they rest on.

mod cases;
mod counts;
mod period;
mod spread;

pub use self::cases::{CaseFigures, CaseTimes, Load};
pub use self::counts::{About, Counts, What};
pub use self::period::{Column, Period, Scope};
pub use self::spread::{Spread, in_words};

use jiff::Timestamp;

/// How often something happened in an hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    /// When the hour began, in UTC.
    pub hour: Timestamp,
    /// What happened.
    pub what: What,
    /// How often.
    pub count: u64,
}

/// How often something happened that concerned an issue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssueTally {
    /// `article/issue`.
    pub issue: String,
    /// What happened.
    pub what: What,
    /// How often.
    pub count: u64,
}

/// What happened in a period.
#[derive(Debug, Clone, PartialEq)]
pub struct Figures {
    /// When.
    pub period: Period,
    /// The article that this is about; none for all.
    pub article: Option<String>,
    /// All of it.
    pub counts: Counts,
    /// The same by day or by week, from the first to the last, the empty ones too.
    pub columns: Vec<(Column, Counts)>,
    /// Pastes by the hour of the day at which they came, in the zone of the period.
    pub hours: [u64; 24],
    /// The issues that were named most often, and what is known of each.
    pub issues: Vec<(String, Counts)>,
    /// The cases that were opened.
    pub cases: CaseFigures,
}

/// Issues that are listed.
pub const ISSUES: usize = 5;

impl Figures {
    /// What rows come to. `tallies` are of one subject: everything, or an article; their order makes no difference, and
    /// rows outside the period are left out.
    pub fn of(
        period: Period,
        article: Option<String>,
        tallies: &[Tally],
        issues: impl IntoIterator<Item = IssueTally>,
        cases: &[CaseTimes],
    ) -> Self {
        let mut counts = Counts::default();
        let mut columns: Vec<_> = period.columns().into_iter().map(|column| (column, Counts::default())).collect();
        let mut hours = [0_u64; 24];
        for tally in tallies {
            let Some(at) = period.column_of(tally.hour) else { continue };
            counts.add(tally.what, tally.count);
            if let Some((_, counts)) = columns.get_mut(at) {
                counts.add(tally.what, tally.count);
            }
            if tally.what.is_paste() {
                hours[period.hour_of(tally.hour)] += tally.count;
            }
        }
        Self { period, article, counts, columns, hours, issues: most_named(issues), cases: CaseFigures::of(cases) }
    }

    /// The hours of the day at which most pastes came, busiest first; at most three, none of them empty.
    pub fn busiest(&self) -> Vec<(usize, u64)> {
        let mut hours: Vec<_> = self.hours.iter().copied().enumerate().filter(|(_, count)| *count > 0).collect();
        hours.sort_by_key(|(hour, count)| (std::cmp::Reverse(*count), *hour));
        hours.truncate(3);
        hours
    }
}

/// The issues that were named most often, first.
fn most_named(tallies: impl IntoIterator<Item = IssueTally>) -> Vec<(String, Counts)> {
    let mut by_issue = std::collections::BTreeMap::<String, Counts>::new();
    for IssueTally { issue, what, count } in tallies {
        by_issue.entry(issue).or_default().add(what, count);
    }
    let mut issues: Vec<_> = by_issue.into_iter().filter(|(_, counts)| counts.named() > 0).collect();
    issues.sort_by(|(a_id, a), (b_id, b)| b.named().cmp(&a.named()).then_with(|| a_id.cmp(b_id)));
    issues.truncate(ISSUES);
    issues
}

#[cfg(test)]
mod tests;
