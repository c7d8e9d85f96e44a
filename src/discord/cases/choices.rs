//! Menus that ask what is to be done with a case: who is to have it, until when it may wait, how bad it is, what fixed it.

use jiff::civil::Time;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan as _};

use super::Act;
use super::card::severity;
use crate::discord::form::{Form, Input};
use crate::discord::issue_key::Key;
use crate::discord::limits;
use crate::discord::post::{Entry, Menu, Post, Row};
use crate::discord::press::Press;
use crate::knowledge::IssueRef;
use crate::live::Snapshot;
use crate::triage::{Case, Severity};
use crate::words::{Language, Text};

/// How long nobody is called, as one may choose.
const SNOOZES: [(&str, Text); 4] = [
    ("15m", Text::Snooze15Minutes),
    ("1h", Text::Snooze1Hour),
    ("4h", Text::Snooze4Hours),
    ("tomorrow", Text::SnoozeTomorrow),
];

/// When a day's work begins, for what waits until tomorrow.
const MORNING: Time = Time::constant(9, 0, 0, 0);

/// Stands for what is no known issue in the menu of issues.
const IN_WORDS: &str = "in words";

/// The inputs of the form that asks what fixed it.
const WORDS: &str = "words";
const ISSUE: &str = "issue";

/// Asks who is to have a case.
pub(super) fn people(language: Language, case: &Case) -> Post {
    let press = Press::Case { case: case.id, act: Act::AssignTo };
    let row = Row::People { press, placeholder: language.say(Text::AssignToWhom).to_owned() };
    Post { rows: vec![row], ..asks(language, case) }
}

/// Asks until when nobody is to be called.
pub(super) fn snoozes(language: Language, case: &Case) -> Post {
    let entries = SNOOZES.map(|(value, label)| entry(language, value, label));
    menu(language, case, Act::SnoozeFor, Text::SnoozeForHowLong, entries.into())
}

/// Until when that is; none where nobody offered it.
pub(super) fn snoozed_until(value: &str, now: Timestamp, zone: &TimeZone) -> Option<Timestamp> {
    let after = |span| now.checked_add(span).ok();
    match value {
        "15m" => after(SignedDuration::from_mins(15)),
        "1h" => after(SignedDuration::from_hours(1)),
        "4h" => after(SignedDuration::from_hours(4)),
        "tomorrow" => {
            let tomorrow = now.to_zoned(zone.clone()).date().checked_add(1.day()).ok()?;
            Some(tomorrow.to_datetime(MORNING).to_zoned(zone.clone()).ok()?.timestamp())
        }
        _ => None,
    }
}

/// Asks how bad it is.
pub(super) fn severities(language: Language, case: &Case) -> Post {
    let entries = Severity::ALL.map(|one| entry(language, one.name(), severity(one)));
    menu(language, case, Act::SetSeverity, Text::HowBad, entries.into())
}

/// Asks which known issue it was: what was found, and what comes closest to what the case is about.
pub(super) fn fixes(language: Language, case: &Case, snapshot: &Snapshot) -> Post {
    let knowledge = &snapshot.knowledge;
    let found = case.request.found.iter().filter_map(|candidate| knowledge.find(&candidate.issue));
    let near = snapshot.lookup().find(&case.request.subject, limits::OPTIONS).into_iter().map(|found| found.issue);
    let mut issues: Vec<IssueRef> = Vec::new();
    for issue in found.chain(near) {
        if issues.len() + 1 < limits::OPTIONS && !issues.contains(&issue) {
            issues.push(issue);
        }
    }
    let of_issue = |at: IssueRef| Entry {
        label: knowledge.issue(at).title.clone(),
        value: Key::of(&knowledge.full_id(at)).as_str().to_owned(),
        description: knowledge.article(at).title.clone(),
    };
    let entries = issues.into_iter().map(of_issue).chain([entry(language, IN_WORDS, Text::SomethingElse)]);
    menu(language, case, Act::ResolveBy, Text::WhichIssue, entries.collect())
}

/// Whether it was no known issue, so that words are asked for.
pub(super) fn is_in_words(value: &str) -> bool {
    value == IN_WORDS
}

/// Asks in words what fixed it.
pub(super) fn fix_form(language: Language, case: &Case) -> Form {
    let input = |id: &str, label, most, tall| Input {
        id: id.to_owned(),
        label: language.say(label).to_owned(),
        hint: String::new(),
        most,
        tall,
        required: tall,
    };
    Form {
        press: Press::Case { case: case.id, act: Act::ResolveInWords },
        title: language.say(Text::FixTitle).to_owned(),
        inputs: vec![input(WORDS, Text::FixWords, 1000, true), input(ISSUE, Text::FixIssue, 200, false)],
    }
}

/// What that form says: the words, and the issue that is meant.
pub(super) fn fix_filled(filled: &[(&str, &str)]) -> (String, String) {
    let of =
        |wanted| filled.iter().find(|(id, _)| *id == wanted).map(|(_, text)| (*text).to_owned()).unwrap_or_default();
    (of(WORDS), of(ISSUE))
}

fn menu(language: Language, case: &Case, act: Act, placeholder: Text, entries: Vec<Entry>) -> Post {
    let press = Press::Case { case: case.id, act };
    let menu = Menu { press, placeholder: language.say(placeholder).to_owned(), entries };
    Post { rows: vec![Row::Menu(menu)], ..asks(language, case) }
}

fn asks(language: Language, case: &Case) -> Post {
    Post::of(format!("**{}**", super::card::title(language, case)))
}

fn entry(language: Language, value: &str, label: Text) -> Entry {
    Entry { label: language.say(label).to_owned(), value: value.to_owned(), description: String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_snooze_until_tomorrow_ends_in_the_morning_of_those_who_work_there() {
        let berlin = TimeZone::get("Europe/Berlin").expect("it is a zone");
        let until = |now: &str, zone: &TimeZone| {
            let now = now.parse().expect("it is a time");
            snoozed_until("tomorrow", now, zone).expect("there is a tomorrow").to_string()
        };
        assert_eq!(until("2026-05-04T09:00:00Z", &TimeZone::UTC), "2026-05-05T09:00:00Z");
        assert_eq!(until("2026-05-04T22:30:00Z", &berlin), "2026-05-06T07:00:00Z");
        // The night in which the clocks are set forward.
        assert_eq!(until("2026-03-28T12:00:00Z", &berlin), "2026-03-29T07:00:00Z");
        assert_eq!(snoozed_until("17 years", Timestamp::UNIX_EPOCH, &berlin), None);
        assert_eq!(snoozed_until("4h", Timestamp::MAX, &berlin), None);
    }
}
