//! A case with its timeline as a file: for people, and for programs.

use jiff::Timestamp;
use serde::Serialize;

use super::card::severity;
use super::timeline::sentence;
use crate::knowledge::Knowledge;
use crate::triage::{Case, CaseEvent, State};
use crate::words::{Language, Text};

/// A case with everything that happened to it.
#[derive(Serialize)]
struct Exported<'a> {
    case: &'a Case,
    timeline: &'a [CaseEvent],
}

/// A case for programs.
pub(in crate::discord) fn json(case: &Case, timeline: &[CaseEvent]) -> Vec<u8> {
    // Numbers, texts and names: there is nothing that JSON cannot hold.
    serde_json::to_vec_pretty(&Exported { case, timeline }).unwrap_or_default()
}

/// A case for people, in Markdown. Persons are named by their ids, which outlive names.
pub(in crate::discord) fn markdown(
    language: Language,
    knowledge: &Knowledge,
    case: &Case,
    timeline: &[CaseEvent],
) -> String {
    let request = &case.request;
    let say = |text| language.say(text);
    let mut text = format!("# {} {}\n\n", case.id, request.subject);
    let state = match case.state {
        State::Triggered => "triggered",
        State::Acknowledged => "acknowledged",
        State::Resolved => "resolved",
    };
    text.push_str(&format!("- {state}\n- {}: {}\n", say(Text::CaseSeverity), say(severity(case.severity))));
    text.push_str(&format!("- <@{}>, {}\n", request.person, super::card::place(case)));
    let mut section = |heading: &str, body: &str| {
        if !body.is_empty() {
            text.push_str(&format!("\n## {heading}\n\n{body}\n"));
        }
    };
    if let Some(best) = request.found.first() {
        let lines: Vec<&str> = best.lines.iter().map(|line| line.text.as_str()).collect();
        section(say(Text::Why), &fenced(&lines.join("\n")));
    }
    let found = request.found.iter().map(|one| {
        let title = knowledge.find(&one.issue).map(|at| knowledge.issue(at).title.as_str());
        format!("- {} (`{}`)", title.unwrap_or_default(), one.issue)
    });
    section(say(Text::CallFound), &found.collect::<Vec<_>>().join("\n"));
    section(say(Text::CaseTried), &fenced(&request.tried));
    for one in &request.answers {
        section(&one.question, &fenced(&one.answer));
    }
    section(say(Text::CaseVersions), &request.versions.join(", "));
    let entries = timeline.iter().map(|event| {
        let told = in_full(&sentence(language, knowledge, event));
        format!("- {} {}", event.at, told.replace('\n', "\n  "))
    });
    section(say(Text::CaseTimeline), &entries.collect::<Vec<_>>().join("\n"));
    text
}

/// Words as they are, which no line of theirs can end.
fn fenced(text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest.max(2) + 1);
    format!("{fence}\n{text}\n{fence}")
}

/// A text with its times written out, which Discord alone would show: `<t:1777885200:f>`.
fn in_full(text: &str) -> String {
    let mut full = String::new();
    let mut rest = text;
    while let Some((before, from)) = rest.split_once("<t:") {
        full.push_str(before);
        let time = from
            .split_once(":f>")
            .and_then(|(second, after)| Some((Timestamp::from_second(second.parse().ok()?).ok()?, after)));
        rest = if let Some((time, after)) = time {
            full.push_str(&time.to_string());
            after
        } else {
            full.push_str("<t:");
            from
        };
    }
    full + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_out_and_words_stay_words() {
        assert_eq!(in_full("until <t:1777885200:f>, <t:x:f> <t:1"), "until 2026-05-04T09:00:00Z, <t:x:f> <t:1");
        assert_eq!(fenced("a\n```\nb"), "````\na\n```\nb\n````");
        assert_eq!(fenced(""), "");
    }
}
