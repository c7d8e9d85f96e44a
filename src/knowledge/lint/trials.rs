//! The rules that each issue is found by its own errors and examples, before any other, and not by what is not its own.

use rayon::prelude::*;

use super::super::{IssueRef, Knowledge};
use super::{FieldPath, Findings, short};

/// From this many texts on, several threads judge them. Below, starting the threads costs more than it saves.
const PARALLEL_FROM: usize = 64;

/// What the matcher makes of a text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// What it would be answered with, best first; empty where nothing is sure enough.
    pub answers: Vec<IssueRef>,
    /// The best candidates whether sure or not, best first.
    pub candidates: Vec<IssueRef>,
}

/// A text to be judged, and what must come of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trial {
    issue: IssueRef,
    kind: Kind,
    number: usize,
    text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Error,
    Example,
    NotExample,
}

impl Kind {
    fn key(self) -> &'static str {
        match self {
            Self::Error => "errors",
            Self::Example => "examples",
            Self::NotExample => "not_examples",
        }
    }
}

/// Everything that [`lint`](super::lint) will have judged.
pub fn trials(knowledge: &Knowledge) -> Vec<Trial> {
    let mut trials = Vec::new();
    for (place, _, issue) in knowledge.issues() {
        let mut add = |kind, texts: &[String], make: fn(&str) -> String| {
            for (number, text) in texts.iter().enumerate().filter(|(_, text)| has_words(text)) {
                trials.push(Trial { issue: place, kind, number, text: make(text) });
            }
        };
        add(Kind::Error, &issue.errors, filled);
        add(Kind::Example, &issue.examples, str::to_owned);
        add(Kind::NotExample, &issue.not_examples, str::to_owned);
    }
    trials
}

pub(super) fn run(knowledge: &Knowledge, find: &(dyn Fn(&str) -> Found + Sync), findings: &mut Findings) {
    let trials = trials(knowledge);
    let outcomes: Vec<Found> = if trials.len() < PARALLEL_FROM {
        trials.iter().map(|trial| find(&trial.text)).collect()
    } else {
        trials.par_iter().map(|trial| find(&trial.text)).collect()
    };
    for (trial, found) in trials.iter().zip(outcomes) {
        findings.enter(trial.issue.article as usize, knowledge.article(trial.issue));
        judge(knowledge, trial, &found, findings);
    }
}

fn judge(knowledge: &Knowledge, trial: &Trial, found: &Found, findings: &mut Findings) {
    let at = FieldPath::issue(trial.issue.issue as usize).field(trial.kind.key()).index(trial.number);
    let id = &knowledge.issue(trial.issue).id;
    let what = match trial.kind {
        Kind::NotExample => {
            if found.answers.contains(&trial.issue) {
                let message = format!("this is answered with the issue `{id}`, but must not be");
                let help = "make the errors of the issue more exact, or take this paste out if the answer is right";
                findings.error("answered-anyway", at, message, help);
            }
            return;
        }
        Kind::Error => "error",
        Kind::Example => "example",
    };
    match found.candidates.first() {
        None => {
            let message = format!("this {what} of the issue `{id}` finds nothing");
            let help = "use more of the words that people see, and more than everyday ones";
            findings.error("not-found", at, message, help);
        }
        Some(first) if *first != trial.issue => {
            let other = knowledge.issue(*first);
            let name =
                if first.article == trial.issue.article { other.id.0.clone() } else { knowledge.full_id(*first) };
            let message = format!("this {what} of the issue `{id}` finds the issue `{name}` first");
            let help = format!("`{name}` is “{}”: tell the two apart, or make them one", short(&other.title));
            findings.error("shadowed", at, message, help);
        }
        Some(_) if trial.kind == Kind::Example && !found.answers.contains(&trial.issue) => {
            let message = format!("this example finds the issue `{id}`, but not surely enough to be answered");
            let help = "add the error text or the code that it holds to the issue";
            findings.warning("unsure", at, message, help);
        }
        Some(_) => {}
    }
}

/// What is blank or only wildcards is another rule's business.
fn has_words(text: &str) -> bool {
    text.contains(char::is_alphanumeric)
}

/// An error text as a person might see it: every `*` filled with what could stand there.
fn filled(error: &str) -> String {
    let mut out = String::with_capacity(error.len() + 16);
    let mut rest = error;
    while let Some((before, after)) = rest.split_once('*') {
        out.push_str(before);
        out.push_str(filling(out.trim_end(), after));
        rest = after;
    }
    out.push_str(rest);
    out
}

fn filling(before: &str, after: &str) -> &'static str {
    let last_word = before.rsplit(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty()).unwrap_or_default();
    if before.ends_with("0x") {
        "0a1b2c3d"
    } else if before.ends_with(['\\', '/']) || after.starts_with(['\\', '/']) {
        "Data"
    } else if before.ends_with(|c: char| c.is_ascii_digit()) || last_word.eq_ignore_ascii_case("id") {
        "7041"
    } else {
        "SERVER01"
    }
}
