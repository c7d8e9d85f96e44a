//! JSON Lines: one issue an object a line, so that any other system's export can be served and measured.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

use serde::Deserialize;

use super::problem::{Problem, Severity};
use super::{Article, Document, Issue, IssueId, Step, selfhelp};

/// Reads one file into one article, named after the file. A line that cannot be read is a problem; the others load.
pub fn parse(text: &str, path: &str) -> (Article, Vec<Problem>) {
    let mut article = Article { id: selfhelp::id_of(path), path: path.to_owned(), ..Article::default() };
    article.title = article.id.0.rsplit('/').next().unwrap_or_default().to_owned();
    let mut problems = Vec::new();
    let lines = memchr::memchr_iter(b'\n', text.as_bytes()).count() + 1;
    article.issues.reserve(lines.min(text.len() / 16 + 1));
    let mut start = 0;
    let mut number = 0;
    for raw in text.split_inclusive('\n') {
        let from = start;
        start += raw.len();
        number += 1;
        let line = raw.trim_start_matches('\u{feff}').trim();
        if line.is_empty() {
            continue;
        }
        let from = from + (raw.len() - raw.trim_start_matches('\u{feff}').trim_start().len());
        match serde_json::from_str::<Entry<'_>>(line) {
            Ok(entry) => article.issues.push(entry.into_issue()),
            Err(error) => problems.push(unreadable(path, from, line, number, &error)),
        }
    }
    article.issues.shrink_to_fit();
    problems.extend(duplicates(&mut article, text, path));
    (article, problems)
}

fn unreadable(path: &str, from: usize, line: &str, number: usize, error: &serde_json::Error) -> Problem {
    let message = error.to_string();
    // serde_json counts lines within the line it was given; here the file's own number says more.
    let message = message.split(" at line ").next().unwrap_or(&message);
    let unknown = message.starts_with("unknown field");
    // A key is named in the message: point at it. Otherwise point at the place where reading stopped.
    let named = unknown.then(|| message.split('`').nth(1)).flatten().and_then(|key| {
        let at = line.find(&format!("\"{key}\""))?;
        Some(from + at..from + at + key.len() + 2)
    });
    let span = named.unwrap_or_else(|| {
        let at = floor(line, error.column().saturating_sub(1));
        if error.is_eof() || at >= line.len() { from..from + line.len() } else { from + at..from + line.len() }
    });
    Problem {
        severity: Severity::Error,
        rule: if unknown { "unknown-key" } else { "bad-line" },
        path: path.to_owned(),
        span: Some(span),
        message: format!("line {number} is not an issue: {message}"),
        help: Some(
            "write one object a line: {\"id\": \"disk-full\", \"title\": \"The disk is full\", \"errors\": [], \"steps\": []}"
                .to_owned(),
        ),
    }
}

fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Reports ids used twice and keeps the first of each.
fn duplicates(article: &mut Article, text: &str, path: &str) -> Vec<Problem> {
    let mut seen: HashSet<&str, foldhash::fast::FixedState> =
        HashSet::with_capacity_and_hasher(article.issues.len(), foldhash::fast::FixedState::default());
    let again: Vec<bool> = article.issues.iter().map(|issue| !seen.insert(issue.id.as_str())).collect();
    drop(seen);
    if !again.contains(&true) {
        return Vec::new();
    }
    let mut problems = Vec::new();
    let mut at = 0;
    article.issues.retain(|issue| {
        at += 1;
        if again[at - 1] {
            problems.push(Problem {
                severity: Severity::Error,
                rule: "duplicate-id",
                path: path.to_owned(),
                span: second_use(text, issue.id.as_str()),
                message: format!("the id `{}` is used twice", issue.id),
                help: Some("give every issue of a file its own id; the first one is kept".to_owned()),
            });
        }
        !again[at - 1]
    });
    problems
}

/// Where an id stands the second time, as it is written in the file.
fn second_use(text: &str, id: &str) -> Option<Range<usize>> {
    let quoted = serde_json::to_string(id).ok()?;
    let (at, found) = text.match_indices(&quoted).nth(1)?;
    Some(at..at + found.len())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry<'t> {
    #[serde(borrow)]
    id: Cow<'t, str>,
    title: String,
    #[serde(default)]
    errors: Vec<String>,
    #[serde(default)]
    codes: Vec<String>,
    #[serde(default)]
    description: String,
    #[serde(default)]
    cause: String,
    #[serde(default)]
    steps: Vec<StepEntry>,
    #[serde(default)]
    verify: String,
    #[serde(default)]
    questions: Vec<String>,
    #[serde(default)]
    documents: Vec<DocumentEntry>,
    #[serde(default)]
    text: String,
    #[serde(default)]
    examples: Vec<String>,
    #[serde(default)]
    not_examples: Vec<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum StepEntry {
    Text(String),
    Linked {
        text: String,
        #[serde(default)]
        link: Option<String>,
    },
}

#[derive(Deserialize)]
#[serde(untagged)]
enum DocumentEntry {
    Url(String),
    Titled { title: String, url: String },
}

impl Entry<'_> {
    fn into_issue(self) -> Issue {
        Issue {
            id: IssueId(self.id.into_owned()),
            title: self.title,
            errors: self.errors,
            codes: self.codes,
            description: self.description,
            cause: self.cause,
            steps: self
                .steps
                .into_iter()
                .map(|step| match step {
                    StepEntry::Text(text) => Step { text, link: None },
                    StepEntry::Linked { text, link } => Step { text, link },
                })
                .collect(),
            verify: self.verify,
            escalate: None,
            questions: self.questions,
            documents: self
                .documents
                .into_iter()
                .map(|document| match document {
                    DocumentEntry::Url(url) => Document { title: url.clone(), url },
                    DocumentEntry::Titled { title, url } => Document { title, url },
                })
                .collect(),
            text: self.text,
            examples: self.examples,
            not_examples: self.not_examples,
        }
    }
}
