//! JSON Lines: one issue an object a line, so that any other system's export can be served and measured.

use std::collections::HashSet;
use std::ops::Range;

use rayon::prelude::*;
use serde::Deserialize;

use super::problem::{Problem, Severity};
use super::{Article, Document, Issue, IssueId, Step, selfhelp};

/// More unreadable lines than these in one file say nothing new: it holds something else.
const MAX_LINE_PROBLEMS: usize = 100;

/// Files longer than this are read in pieces by several threads.
const PIECE_BYTES: usize = 1 << 20;

const LINE_HELP: &str =
    r#"write one object a line: {"id": "disk-full", "title": "The disk is full", "errors": [], "steps": []}"#;

/// Reads one file into one article, named after the file.
///
/// A line that cannot be read is a problem, and so is an id used before; the other lines still load.
pub fn parse(text: &str, path: &str) -> (Article, Vec<Problem>) {
    let id = selfhelp::id_of(path);
    let title = id.0.rsplit('/').next().unwrap_or_default().to_owned();
    let mut article = Article { id, title, path: path.to_owned(), ..Article::default() };
    let pieces = pieces(text);
    let mut lines = if pieces.len() > 1 {
        let read: Vec<_> = pieces.into_par_iter().map(|piece| Lines::read(text, piece, path)).collect();
        let count = read.iter().map(|lines| lines.issues.len()).sum();
        let mut all =
            Lines { issues: Vec::with_capacity(count), places: Vec::with_capacity(count), ..Lines::default() };
        for lines in read {
            all.append(lines);
        }
        all
    } else {
        Lines::read(text, 0..text.len(), path)
    };
    if lines.unreadable > lines.problems.len() {
        lines.problems.push(Problem {
            severity: Severity::Error,
            rule: "bad-line",
            path: path.to_owned(),
            span: None,
            message: format!("{} further lines are not issues", lines.unreadable - lines.problems.len()),
            help: Some(LINE_HELP.to_owned()),
        });
    }
    let mut problems = lines.problems;
    article.issues = lines.issues;
    problems.extend(duplicates(&mut article.issues, &lines.places, path));
    article.issues.shrink_to_fit();
    (article, problems)
}

/// The text cut at line ends into pieces worth a thread each.
fn pieces(text: &str) -> Vec<Range<usize>> {
    let mut pieces = Vec::with_capacity(text.len() / PIECE_BYTES + 1);
    let mut start = 0;
    while start < text.len() {
        let wanted = start + PIECE_BYTES;
        let end = text.as_bytes().get(wanted..).and_then(|rest| memchr::memchr(b'\n', rest));
        let end = end.map_or(text.len(), |at| wanted + at + 1);
        pieces.push(start..end);
        start = end;
    }
    pieces
}

/// What a piece of a file came to.
#[derive(Default)]
struct Lines {
    issues: Vec<Issue>,
    /// The line of each issue, as bytes of the file.
    places: Vec<Range<usize>>,
    problems: Vec<Problem>,
    unreadable: usize,
}

impl Lines {
    fn read(text: &str, piece: Range<usize>, path: &str) -> Self {
        let mut lines = Self::default();
        let mut start = piece.start;
        for raw in text[piece].split_inclusive('\n') {
            let line = raw.trim_start_matches('\u{feff}').trim_start();
            let from = start + raw.len() - line.len();
            start += raw.len();
            let line = line.trim_end();
            if line.is_empty() {
                continue;
            }
            match serde_json::from_str::<Entry>(line) {
                Ok(entry) => {
                    lines.issues.push(entry.into());
                    lines.places.push(from..from + line.len());
                }
                Err(error) => {
                    lines.unreadable += 1;
                    if lines.problems.len() < MAX_LINE_PROBLEMS {
                        lines.problems.push(unreadable(path, from, line, &error));
                    }
                }
            }
        }
        lines
    }

    fn append(&mut self, mut next: Self) {
        self.issues.append(&mut next.issues);
        self.places.append(&mut next.places);
        let room = MAX_LINE_PROBLEMS.saturating_sub(self.problems.len());
        self.problems.extend(next.problems.into_iter().take(room));
        self.unreadable += next.unreadable;
    }
}

fn unreadable(path: &str, from: usize, line: &str, error: &serde_json::Error) -> Problem {
    let message = error.to_string();
    // serde_json counts lines and columns within what it was given; the span says where in the file.
    let message = message.split(" at line ").next().unwrap_or(&message);
    let key = message.strip_prefix("unknown field `").and_then(|rest| rest.split('`').next());
    let whole = from..from + line.len();
    let span = match key.and_then(|key| line.find(&format!("\"{key}\"")).map(|at| (at, key.len() + 2))) {
        Some((at, length)) => from + at..from + at + length,
        None if error.is_data() || error.is_eof() => whole,
        None => {
            let at = floor(line, error.column().saturating_sub(1));
            let next = line[at..].chars().next().map_or(0, char::len_utf8);
            if next == 0 { whole } else { from + at..from + at + next }
        }
    };
    let (rule, message, help) = match key {
        Some(key) => {
            let keys = message.split("expected one of ").nth(1).unwrap_or_default();
            ("unknown-key", format!("`{key}` is not a key of an issue"), format!("the keys are {keys}"))
        }
        None => ("bad-line", format!("this line is not an issue: {message}"), LINE_HELP.to_owned()),
    };
    Problem { severity: Severity::Error, rule, path: path.to_owned(), span: Some(span), message, help: Some(help) }
}

/// The last character boundary at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

/// Reports ids used before and keeps the first issue of each.
fn duplicates(issues: &mut Vec<Issue>, places: &[Range<usize>], path: &str) -> Vec<Problem> {
    let mut seen = HashSet::with_capacity_and_hasher(issues.len(), foldhash::fast::RandomState::default());
    let again: Vec<bool> = issues.iter().map(|issue| !seen.insert(issue.id.as_str())).collect();
    drop(seen);
    if !again.contains(&true) {
        return Vec::new();
    }
    let mut problems = Vec::new();
    let mut line = again.iter().zip(places);
    issues.retain(|issue| {
        let Some((true, place)) = line.next() else { return true };
        problems.push(Problem {
            severity: Severity::Error,
            rule: "duplicate-id",
            path: path.to_owned(),
            span: Some(place.clone()),
            message: format!("the id `{}` is used before", issue.id),
            help: Some("give every issue of a file its own id; the first one is kept".to_owned()),
        });
        false
    });
    problems
}

/// One line.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    id: String,
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
#[serde(untagged, expecting = "a step is a string, or an object with `text` and perhaps `link`")]
enum StepEntry {
    Text(String),
    Linked(LinkedStep),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LinkedStep {
    text: String,
    #[serde(default)]
    link: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "a document is an address, or an object with `title` and `url`")]
enum DocumentEntry {
    Url(String),
    Titled(TitledDocument),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TitledDocument {
    title: String,
    url: String,
}

impl From<Entry> for Issue {
    fn from(entry: Entry) -> Self {
        let step = |step| match step {
            StepEntry::Text(text) => Step { text, link: None },
            StepEntry::Linked(LinkedStep { text, link }) => Step { text, link },
        };
        let document = |document| match document {
            DocumentEntry::Url(url) => Document { title: url.clone(), url },
            DocumentEntry::Titled(TitledDocument { title, url }) => Document { title, url },
        };
        Self {
            id: IssueId(entry.id),
            title: entry.title,
            errors: entry.errors,
            codes: entry.codes,
            description: entry.description,
            cause: entry.cause,
            steps: entry.steps.into_iter().map(step).collect(),
            verify: entry.verify,
            escalate: None,
            questions: entry.questions,
            documents: entry.documents.into_iter().map(document).collect(),
            text: entry.text,
            examples: entry.examples,
            not_examples: entry.not_examples,
        }
    }
}

#[cfg(test)]
mod tests {
    use insta::assert_debug_snapshot;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_line_becomes_an_issue_of_the_article_named_after_the_file() {
        let text = r#"{"id": "disk/full", "title": "The disk is full", "errors": ["No space left on *"], "codes": ["28"], "steps": ["Free some space", {"text": "Then grow the disk", "link": "https://example.com/grow"}], "documents": ["https://example.com/a", {"title": "Sizes", "url": "https://example.com/b"}], "text": "Logs fill it."}"#;
        let (article, problems) = parse(text, "kb/storage.jsonl");
        assert_eq!(problems, []);
        assert_eq!((article.id.as_str(), article.title.as_str()), ("kb/storage", "storage"));
        assert_debug_snapshot!(article.issues, @r#"
        [
            Issue {
                id: IssueId(
                    "disk/full",
                ),
                title: "The disk is full",
                errors: [
                    "No space left on *",
                ],
                codes: [
                    "28",
                ],
                description: "",
                cause: "",
                steps: [
                    Step {
                        text: "Free some space",
                        link: None,
                    },
                    Step {
                        text: "Then grow the disk",
                        link: Some(
                            "https://example.com/grow",
                        ),
                    },
                ],
                verify: "",
                escalate: None,
                questions: [],
                documents: [
                    Document {
                        title: "https://example.com/a",
                        url: "https://example.com/a",
                    },
                    Document {
                        title: "Sizes",
                        url: "https://example.com/b",
                    },
                ],
                text: "Logs fill it.",
                examples: [],
                not_examples: [],
            },
        ]
        "#);
    }

    #[test]
    fn bad_lines_are_named_and_the_others_still_load() {
        let text = concat!(
            "\u{feff}{\"id\": \"a\", \"title\": \"A\"}\r\n",
            "\r\n",
            "{\"id\": \"b\", \"title\": \"B\", \"colour\": \"red\"}\n",
            "{\"id\": \"c\", \"title\": \"C\",, }\n",
            "{\"id\": \"d\"}\n",
            "{\"id\": \"a\", \"title\": \"A again\"}\n",
            "{\"id\": \"e\", \"title\": \"E\"}",
        );
        let (article, problems) = parse(text, "kb.jsonl");
        let ids: Vec<_> = article.issues.iter().map(|issue| (issue.id.as_str(), issue.title.as_str())).collect();
        assert_eq!(ids, [("a", "A"), ("e", "E")]);
        let said: Vec<_> =
            problems.iter().map(|p| (p.rule, &text[p.span.clone().unwrap_or_default()], &p.message)).collect();
        assert_debug_snapshot!(said, @r#"
        [
            (
                "unknown-key",
                "\"colour\"",
                "`colour` is not a key of an issue",
            ),
            (
                "bad-line",
                ",",
                "this line is not an issue: key must be a string",
            ),
            (
                "bad-line",
                "{\"id\": \"d\"}",
                "this line is not an issue: missing field `title`",
            ),
            (
                "duplicate-id",
                "{\"id\": \"a\", \"title\": \"A again\"}",
                "the id `a` is used before",
            ),
        ]
        "#);
    }

    #[test]
    fn a_file_of_something_else_is_told_once_too_often_lines_are_counted() {
        let text = "not json\n".repeat(MAX_LINE_PROBLEMS + 5);
        let (article, problems) = parse(&text, "kb.jsonl");
        assert!(article.issues.is_empty());
        assert_eq!(problems.len(), MAX_LINE_PROBLEMS + 1);
        assert_eq!(problems[MAX_LINE_PROBLEMS].message, "5 further lines are not issues");
    }

    #[test]
    fn a_long_file_read_in_pieces_gives_what_a_short_one_would() {
        let padding = "x".repeat(2000);
        let line = |i: usize| format!("{{\"id\": \"{}\", \"title\": \"{padding}\"}}\n", i % 1500);
        let text: String = (0..2000).map(line).collect();
        assert!(pieces(&text).len() > 2);
        let (article, problems) = parse(&text, "kb.jsonl");
        assert_eq!(article.issues.len(), 1500);
        assert!(article.issues.iter().enumerate().all(|(i, issue)| issue.id.as_str() == i.to_string()));
        assert_eq!(problems.len(), 500);
        assert!(problems.iter().all(|p| text[p.span.clone().unwrap_or_default()].starts_with("{\"id\"")));
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_panic_and_every_span_lies_in_it(text in "[{}\"a-c:,\\[\\]\\n\u{feff}é]{0,200}") {
            let (_, problems) = parse(&text, "kb.jsonl");
            for problem in problems {
                prop_assert!(problem.span.is_none_or(|span| text.get(span).is_some()));
            }
        }
    }
}
