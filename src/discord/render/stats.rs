//! Figures as text.

use super::super::limits::cut;
use super::markdown::{code, plain};
use crate::knowledge::Knowledge;
use crate::numbers::{Counts, Figures, Spread, in_words};
use crate::words::{Language, Text};

/// Of a title, what is shown.
const TITLE: usize = 80;
/// People, and issues that cases turned out to be, that are listed.
const LISTED: usize = 5;

/// What happened, in a few lines. Of the knowledge, the titles are taken; what it has no longer goes by its id.
/// `cases_kept` is for how many days cases are kept, which the period may exceed.
pub(crate) fn stats(language: Language, knowledge: &Knowledge, figures: &Figures, cases_kept: usize) -> String {
    let Figures { period, article, counts, issues, cases, .. } = figures;
    let say = |text| language.say(text);
    let article = match article {
        Some(id) => {
            knowledge.articles.iter().find(|article| article.id.as_str() == id).map_or(id, |found| &found.title)
        }
        None => say(Text::StatsAllArticles),
    };
    let mut lines = vec![
        format!("**{} – {}** · {}", period.first, period.last, plain(&cut(article, TITLE))),
        counted(&[
            (counts.answered, say(Text::StatsAnswered)),
            (counts.suggested, say(Text::StatsSuggested)),
            (counts.abstained, say(Text::StatsNothing)),
        ]),
        format!(
            "{} ({})",
            counted(&[(counts.helped, say(Text::StatsHelped)), (counts.not_helped, say(Text::StatsNotHelped))]),
            success(counts)
        ),
    ];
    let hours = figures.busiest().into_iter().map(|(hour, count)| format!("{hour:02}:00 ({count})"));
    let zone = period.zone.iana_name().unwrap_or("UTC");
    lines.push(format!("**{}** ({zone}): {}", say(Text::StatsBusiest), listed(hours)));
    if !issues.is_empty() {
        lines.push(format!("**{}**", say(Text::StatsIssues)));
    }
    for (id, counts) in issues {
        let votes = match counts.votes() {
            0 => String::new(),
            votes => format!(", {} {}/{votes}", say(Text::StatsHelped), counts.helped),
        };
        lines.push(format!("- {} ({}{votes})", title(knowledge, id), counts.named()));
    }
    lines.push(format!(
        "**{}**: {}",
        say(Text::StatsCases),
        counted(&[(cases.opened, say(Text::StatsOpened)), (cases.open, say(Text::StatsStillOpen))])
    ));
    if cases.opened > 0 {
        lines.push(took(say(Text::StatsToAcknowledge), cases.to_acknowledge));
        lines.push(took(say(Text::StatsToResolve), cases.to_resolve));
    }
    if !cases.fixed_by.is_empty() {
        let found = cases.fixed_by.iter().take(LISTED).map(|(id, count)| format!("{} ({count})", title(knowledge, id)));
        lines.push(format!("{}: {}", say(Text::StatsFixedBy), listed(found)));
    }
    for (person, load) in cases.people.iter().take(LISTED) {
        let load = counted(&[(load.acknowledged, say(Text::StatsTaken)), (load.resolved, say(Text::StatsResolved))]);
        lines.push(format!("- <@{person}>: {load}"));
    }
    if period.days() > cases_kept {
        let note = language.fill(Text::StatsCasesKept, &[("days", &cases_kept.to_string())]);
        lines.push(format!("-# {note}"));
    }
    lines.join("\n")
}

/// Says that something which was typed is not there.
pub(crate) fn no_such(language: Language, text: Text, what: &str, typed: &str) -> String {
    language.fill(text, &[(what, &code(&cut(typed, TITLE)))])
}

/// An issue by its title.
fn title(knowledge: &Knowledge, id: &str) -> String {
    let title = knowledge.find(id).map_or(id, |at| knowledge.issue(at).title.as_str());
    plain(&cut(title, TITLE)).into_owned()
}

/// Counts with what they are of.
fn counted(counts: &[(u64, &str)]) -> String {
    counts.iter().map(|(count, of)| format!("**{count}** {of}")).collect::<Vec<_>>().join(" · ")
}

fn success(counts: &Counts) -> String {
    let share = counts.success().map_or("–".to_owned(), |share| format!("{:.0} %", share * 100.0));
    format!("{share}, n = {}", counts.votes())
}

fn took(what: &str, spread: Spread) -> String {
    let Spread { times, median, p90 } = spread;
    format!("- {what}: **{}** (90 %: {}, n = {times})", in_words(median), in_words(p90))
}

fn listed(entries: impl Iterator<Item = String>) -> String {
    let listed = entries.collect::<Vec<_>>().join(" · ");
    if listed.is_empty() { "–".to_owned() } else { listed }
}
