//! An issue in Discord's Markdown: everything the knowledge says about it, in the order a person needs it.

use super::markdown::{code_block, link, link_to_host, plain};
use crate::knowledge::{Issue, IssueRef, Knowledge};
use crate::reply::Answer;
use crate::store::Line;
use crate::words::{Language, Text};

/// What is said of an issue below its title, without the lines that prove it: the same for every paste, so that an offset
/// into it means the same whenever it is rendered.
pub(super) fn body(language: Language, knowledge: &Knowledge, at: IssueRef) -> String {
    let answer = Answer::of_issue(knowledge, at);
    let mut body = Body { language, text: String::new() };
    if !answer.cause.is_empty() {
        body.section(Text::Cause, answer.cause);
    }
    if !answer.checks.is_empty() {
        let checks = answer.checks.iter().map(|todo| {
            let issue = todo.issue.map(|at| knowledge.issue(at));
            format!("- {}{}", one_line(&todo.check.text), see(todo.check.link.as_deref(), issue))
        });
        body.section(Text::Checks, &joined(checks));
    }
    if !answer.steps.is_empty() {
        let steps = (1..).zip(answer.steps);
        let steps = steps.map(|(n, step)| format!("{n}. {}{}", step.text.trim(), see(step.link.as_deref(), None)));
        body.section(Text::Steps, &joined(steps));
    } else if !answer.text.is_empty() {
        body.section(Text::Known, answer.text);
    } else {
        body.paragraph(language.say(Text::NoSteps));
    }
    if !answer.verify.is_empty() {
        body.section(Text::Verify, answer.verify);
    }
    if let Some(escalate) = answer.escalate {
        let mut text = escalate.when.trim().to_owned();
        if !escalate.collect.is_empty() {
            let things = escalate.collect.iter().map(|thing| format!("- {}", one_line(thing)));
            text = format!("{text}\n{}\n{}", language.say(Text::Collect), joined(things));
        }
        body.section(Text::Escalate, &text);
    }
    if !answer.documents.is_empty() {
        let documents = answer.documents.iter().map(|document| format!("- {}", link(&document.title, &document.url)));
        body.section(Text::Documents, &joined(documents));
    }
    body.text
}

/// The lines of a paste that prove an issue, under their heading; nothing where there are none.
pub(in crate::discord) fn why(language: Language, lines: &[Line]) -> String {
    let mut text = String::new();
    for run in lines.chunk_by(|a, b| a.place == b.place) {
        text.push('\n');
        if let Some(place) = run.first().and_then(|line| line.place.as_deref()) {
            text.push_str(&plain(place));
            text.push('\n');
        }
        text.push_str(&code_block(run.iter().map(|line| line.text.as_str())));
    }
    if text.is_empty() { text } else { format!("**{}**{text}\n\n", language.say(Text::Why)) }
}

/// Where something is explained, behind it.
fn see(url: Option<&str>, issue: Option<&Issue>) -> String {
    let mut see = String::new();
    if let Some(issue) = issue {
        see = format!(" → *{}*", plain(&issue.title));
    }
    if let Some(url) = url {
        see = format!("{see} ({})", link_to_host(url));
    }
    see
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn joined(lines: impl Iterator<Item = String>) -> String {
    lines.collect::<Vec<_>>().join("\n")
}

struct Body {
    language: Language,
    text: String,
}

impl Body {
    fn section(&mut self, heading: Text, text: &str) {
        let section = format!("**{}**\n{}", self.language.say(heading), text.trim());
        self.paragraph(&section);
    }

    fn paragraph(&mut self, text: &str) {
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        self.text.push_str(text);
    }
}
