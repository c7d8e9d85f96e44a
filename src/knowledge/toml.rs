//! Firstline's own format: one article a TOML file, as the team writes it.
//!
//! The tree is walked by hand rather than through serde, because serde stops at the first fault: an author wants to see
//! all of them at once, each at its place. A file with an error is left out whole; half an article would answer with
//! half the steps.

use std::collections::HashMap;
use std::ops::Range;

use ::toml::Spanned;
use ::toml::de::{DeArray, DeString, DeTable, DeValue};

use super::problem::{Problem, Severity};
use super::{Article, ArticleId, Check, Document, Escalate, Issue, IssueId, Step};

type Value<'i> = Spanned<DeValue<'i>>;

/// More syntax errors than these in one file say nothing new: it is not TOML.
const MAX_SYNTAX_PROBLEMS: usize = 10;

pub(super) const ARTICLE_KEYS: &[&str] =
    &["checks", "documents", "id", "issues", "owner", "questions", "reviewed", "summary", "tags", "title"];
pub(super) const CHECK_KEYS: &[&str] = &["issue", "link", "text"];
pub(super) const DOCUMENT_KEYS: &[&str] = &["title", "url"];
pub(super) const ESCALATE_KEYS: &[&str] = &["collect", "when"];
pub(super) const STEP_KEYS: &[&str] = &["link", "text"];
pub(super) const ISSUE_KEYS: &[&str] = &[
    "cause",
    "codes",
    "description",
    "documents",
    "errors",
    "escalate",
    "examples",
    "id",
    "not_examples",
    "questions",
    "steps",
    "text",
    "title",
    "verify",
];

/// Reads one file. `path` is the article's path and stands in every problem.
///
/// The problems are in the order of the file and cover all of it. The article is there exactly when none of them is an
/// error.
pub fn parse(text: &str, path: &str) -> (Option<Article>, Vec<Problem>) {
    let (root, errors) = DeTable::parse_recoverable(text);
    let has_returns = memchr::memchr(b'\r', text.as_bytes()).is_some();
    let mut reader = Reader { text, path, has_returns, problems: Vec::new(), broken: Vec::new() };
    reader.syntax(&errors);
    let article = reader.article(root.into_inner());
    let mut problems = reader.problems;
    problems.sort_by_key(|problem| problem.span.as_ref().map_or(0, |span| span.start));
    let usable = problems.iter().all(|problem| problem.severity < Severity::Error);
    (usable.then_some(article), problems)
}

/// What a key wants, for saying what would be right.
#[derive(Clone, Copy)]
enum Wants {
    /// One string.
    Text,
    /// An array of strings.
    Texts,
    /// A date without a time.
    Date,
    /// An array of tables, each written under a `[[key]]` heading.
    Sections,
    /// An array of inline tables with a title and an address.
    Documents,
    /// An array of strings or `{ text, link }`.
    Steps,
    /// A string or `{ when, collect }`.
    Escalate,
}

struct Reader<'t> {
    text: &'t str,
    path: &'t str,
    /// Whether the lines may end as Windows ends them.
    has_returns: bool,
    problems: Vec<Problem>,
    /// Lines with a syntax error. What the parser made up to go on after one is not the author's doing.
    broken: Vec<Range<usize>>,
}

impl Reader<'_> {
    fn article(&mut self, table: DeTable<'_>) -> Article {
        let mut article = Article { path: self.path.to_owned(), ..Article::default() };
        let (mut has_id, mut has_title, mut has_content) = (false, false, false);
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "id" => {
                    has_id = true;
                    article.id = ArticleId(self.id(value));
                }
                "title" => {
                    has_title = true;
                    article.title = self.filled_text("title", value);
                }
                "summary" => article.summary = self.text("summary", value),
                "owner" => article.owner = Some(self.text("owner", value)),
                "reviewed" => article.reviewed = self.date("reviewed", &value),
                "tags" => article.tags = self.texts("tags", value),
                // A form of questions holds what a person is asked, and nothing to answer with.
                "questions" => {
                    has_content |= !is_empty_array(&value);
                    article.questions = self.texts("questions", value);
                }
                "checks" => {
                    has_content |= !is_empty_array(&value);
                    article.checks = self.tables("checks", Wants::Sections, value, Self::check);
                }
                "documents" => {
                    has_content |= !is_empty_array(&value);
                    article.documents = self.tables("documents", Wants::Sections, value, Self::document);
                }
                "issues" => {
                    has_content |= !is_empty_array(&value);
                    article.issues = self.issues(value);
                }
                unknown => match self.unknown_key(unknown, key.span(), "an article", ARTICLE_KEYS) {
                    Some("id") => has_id = true,
                    Some("title") => has_title = true,
                    _ => {}
                },
            }
        }
        if !has_id {
            self.missing(None, "the article has no `id`", "at the top, write for example `id = \"backup-server\"`");
        }
        if !has_title {
            self.missing(
                None,
                "the article has no `title`",
                "at the top, write for example `title = \"Backup Server\"`",
            );
        }
        if !has_content {
            let help = "add a problem under an `[[issues]]` heading, with an `id` and a `title`";
            self.missing(None, "the article has no issues, checks or documents", help);
        }
        article
    }

    fn issues(&mut self, value: Value<'_>) -> Vec<Issue> {
        let mut first_places: HashMap<IssueId, usize> = HashMap::new();
        self.tables("issues", Wants::Sections, value, |reader, table, span| {
            let (issue, id_span) = reader.issue(table, span);
            if let Some(id_span) = id_span.filter(|_| !issue.id.0.is_empty()) {
                if let Some(&first) = first_places.get(&issue.id) {
                    let line = line_of(reader.text, first);
                    let help = format!("it is first used on line {line}; give every issue of an article its own id");
                    reader.error("duplicate-id", id_span, format!("the id `{}` is used twice", issue.id), help);
                } else {
                    first_places.insert(issue.id.clone(), id_span.start);
                }
            }
            issue
        })
    }

    fn issue(&mut self, table: DeTable<'_>, span: Range<usize>) -> (Issue, Option<Range<usize>>) {
        let mut issue = Issue::default();
        let mut id_span = None;
        let (mut has_id, mut has_title) = (false, false);
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "id" => {
                    has_id = true;
                    id_span = Some(value.span());
                    issue.id = IssueId(self.id(value));
                }
                "title" => {
                    has_title = true;
                    issue.title = self.filled_text("title", value);
                }
                "errors" => issue.errors = self.texts("errors", value),
                "codes" => issue.codes = self.texts("codes", value),
                "description" => issue.description = self.text("description", value),
                "cause" => issue.cause = self.text("cause", value),
                "steps" => issue.steps = self.steps(value),
                "verify" => issue.verify = self.text("verify", value),
                "escalate" => issue.escalate = self.escalate(value),
                "questions" => issue.questions = self.texts("questions", value),
                "documents" => {
                    issue.documents = self.tables("documents", Wants::Documents, value, Self::document);
                }
                "text" => issue.text = self.text("text", value),
                "examples" => issue.examples = self.texts("examples", value),
                "not_examples" => issue.not_examples = self.texts("not_examples", value),
                unknown => match self.unknown_key(unknown, key.span(), "an issue", ISSUE_KEYS) {
                    Some("id") => has_id = true,
                    Some("title") => has_title = true,
                    _ => {}
                },
            }
        }
        if !has_id {
            let help = "below the heading, write for example `id = \"disk-full\"`";
            self.missing(Some(span.clone()), "this issue has no `id`", help);
        }
        if !has_title {
            let message = match issue.id.as_str() {
                "" => "this issue has no `title`".to_owned(),
                id => format!("the issue `{id}` has no `title`"),
            };
            self.missing(Some(span), message, "say the problem in one line: `title = \"The disk is full\"`");
        }
        (issue, id_span)
    }

    fn check(&mut self, table: DeTable<'_>, span: Range<usize>) -> Check {
        let mut check = Check::default();
        let mut has_text = false;
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "text" => {
                    has_text = true;
                    check.text = self.filled_text("text", value);
                }
                "link" => check.link = Some(self.text("link", value)),
                "issue" => check.issue = Some(IssueId(self.text("issue", value))),
                unknown => has_text |= self.unknown_key(unknown, key.span(), "a check", CHECK_KEYS) == Some("text"),
            }
        }
        if !has_text {
            self.missing(Some(span), "this check has no `text`", "write `text = \"…\"`, what to do first");
        }
        check
    }

    fn document(&mut self, table: DeTable<'_>, span: Range<usize>) -> Document {
        let mut document = Document::default();
        let (mut has_title, mut has_url) = (false, false);
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "title" => {
                    has_title = true;
                    document.title = self.filled_text("title", value);
                }
                "url" => {
                    has_url = true;
                    document.url = self.filled_text("url", value);
                }
                unknown => match self.unknown_key(unknown, key.span(), "a document", DOCUMENT_KEYS) {
                    Some("title") => has_title = true,
                    Some("url") => has_url = true,
                    _ => {}
                },
            }
        }
        if !has_title {
            self.missing(
                Some(span.clone()),
                "this document has no `title`",
                "write `title = \"…\"`, what is found there",
            );
        }
        if !has_url {
            self.missing(Some(span), "this document has no `url`", "write `url = \"https://…\"`");
        }
        document
    }

    fn steps(&mut self, value: Value<'_>) -> Vec<Step> {
        let mut steps = Vec::new();
        for item in self.array("steps", Wants::Steps, value) {
            let span = item.span();
            match item.into_inner() {
                DeValue::String(text) => steps.push(Step { text: self.plain_lines(text, &span), link: None }),
                DeValue::Table(table) => steps.push(self.step(table, span)),
                other => {
                    let message = format!("a step is a string or a table, but this is {}", named(&other));
                    let help = "write `\"…\"` or `{ text = \"…\", link = \"https://…\" }`";
                    self.error("wrong-type", span, message, help);
                }
            }
        }
        steps
    }

    fn step(&mut self, table: DeTable<'_>, span: Range<usize>) -> Step {
        let mut step = Step::default();
        let mut has_text = false;
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "text" => {
                    has_text = true;
                    step.text = self.filled_text("text", value);
                }
                "link" => step.link = Some(self.text("link", value)),
                unknown => has_text |= self.unknown_key(unknown, key.span(), "a step", STEP_KEYS) == Some("text"),
            }
        }
        if !has_text {
            self.missing(Some(span), "this step has no `text`", "write `{ text = \"…\", link = \"https://…\" }`");
        }
        step
    }

    fn escalate(&mut self, value: Value<'_>) -> Option<Escalate> {
        let span = value.span();
        let mut escalate = Escalate::default();
        match value.into_inner() {
            DeValue::String(when) => escalate.when = self.plain_lines(when, &span),
            DeValue::Table(table) => {
                let mut has_when = false;
                for (key, value) in table {
                    match key.get_ref().as_ref() {
                        "when" => {
                            has_when = true;
                            escalate.when = self.filled_text("when", value);
                        }
                        "collect" => escalate.collect = self.texts("collect", value),
                        unknown => {
                            has_when |=
                                self.unknown_key(unknown, key.span(), "`escalate`", ESCALATE_KEYS) == Some("when");
                        }
                    }
                }
                if !has_when {
                    let help = "say when to bring a person: `when = \"the steps did not help\"`";
                    self.missing(Some(span), "`escalate` has no `when`", help);
                }
            }
            other => {
                self.wrong_type("escalate", Wants::Escalate, &other, span);
                return None;
            }
        }
        Some(escalate)
    }

    fn tables<T>(
        &mut self,
        key: &str,
        wants: Wants,
        value: Value<'_>,
        mut read: impl FnMut(&mut Self, DeTable<'_>, Range<usize>) -> T,
    ) -> Vec<T> {
        let mut out = Vec::new();
        for item in self.array(key, wants, value) {
            let span = item.span();
            match item.into_inner() {
                DeValue::Table(table) => out.push(read(self, table, span)),
                other => self.wrong_item(key, wants, &other, span),
            }
        }
        out
    }

    fn texts(&mut self, key: &str, value: Value<'_>) -> Vec<String> {
        let mut out = Vec::new();
        for item in self.array(key, Wants::Texts, value) {
            let span = item.span();
            match item.into_inner() {
                DeValue::String(text) => out.push(self.plain_lines(text, &span)),
                other => self.wrong_item(key, Wants::Texts, &other, span),
            }
        }
        out
    }

    fn array<'i>(&mut self, key: &str, wants: Wants, value: Value<'i>) -> DeArray<'i> {
        let span = value.span();
        match value.into_inner() {
            DeValue::Array(items) => items,
            other => {
                self.wrong_type(key, wants, &other, span);
                DeArray::new()
            }
        }
    }

    fn text(&mut self, key: &str, value: Value<'_>) -> String {
        let span = value.span();
        match value.into_inner() {
            DeValue::String(text) => self.plain_lines(text, &span),
            other => {
                self.wrong_type(key, Wants::Text, &other, span);
                String::new()
            }
        }
    }

    /// The string as on a machine that ends its lines with a newline only: the same file is the same knowledge on both.
    /// Returns that the author wrote as escapes stay.
    fn plain_lines(&self, string: DeString<'_>, span: &Range<usize>) -> String {
        let string = string.into_owned();
        if self.has_returns && self.text.get(span.clone()).is_some_and(|written| written.contains("\r\n")) {
            return string.replace("\r\n", "\n");
        }
        string
    }

    fn filled_text(&mut self, key: &str, value: Value<'_>) -> String {
        let span = value.span();
        let is_text = value.get_ref().is_str();
        let text = self.text(key, value);
        if is_text && text.trim().is_empty() {
            self.error(
                "empty-text",
                span,
                format!("`{key}` is empty"),
                "write what belongs here, or remove the whole entry",
            );
        }
        text
    }

    fn id(&mut self, value: Value<'_>) -> String {
        let span = value.span();
        let id = self.filled_text("id", value);
        if !id.trim().is_empty() && id.contains(|c: char| c.is_whitespace() || c.is_control()) {
            let better = id.split_whitespace().collect::<Vec<_>>().join("-").to_lowercase();
            let message = format!("the id `{}` has a space in it", id.escape_debug());
            self.error(
                "bad-id",
                span,
                message,
                format!("join its words with hyphens: `id = \"{}\"`", better.escape_debug()),
            );
        }
        id
    }

    fn date(&mut self, key: &str, value: &Value<'_>) -> Option<jiff::civil::Date> {
        let span = value.span();
        let DeValue::Datetime(found) = value.get_ref() else {
            self.wrong_type(key, Wants::Date, value.get_ref(), span);
            return None;
        };
        let Some(date) = found.date.filter(|_| found.time.is_none()) else {
            let message = format!("`{key}` has a time, but is a date only");
            self.error("wrong-type", span, message, format!("write year, month and day: `{key} = 2026-01-31`"));
            return None;
        };
        // The parser knows the calendar too, so this parses.
        date.to_string().parse().ok()
    }

    fn wrong_type(&mut self, key: &str, wants: Wants, found: &DeValue<'_>, span: Range<usize>) {
        let written = self.written(&span);
        let (wanted, help) = match (wants, found) {
            (Wants::Text, DeValue::Array(_) | DeValue::Table(_)) => ("a string", format!("write `{key} = \"…\"`")),
            (Wants::Text, _) => ("a string", format!("put it into quotes: `{key} = \"{written}\"`")),
            (Wants::Texts, DeValue::String(_)) => {
                ("an array of strings", format!("put it into brackets: `{key} = [{written}]`"))
            }
            (Wants::Texts, _) => ("an array of strings", format!("write `{key} = [\"…\", \"…\"]`")),
            (Wants::Date, DeValue::String(text)) if text.parse::<jiff::civil::Date>().is_ok() => {
                ("a date", format!("leave the quotes out: `{key} = {text}`"))
            }
            (Wants::Date, _) => ("a date", format!("write year, month and day: `{key} = 2026-01-31`")),
            (Wants::Sections, DeValue::Table(_)) => {
                ("an array of tables", format!("put the heading into two brackets: `[[{key}]]`"))
            }
            (Wants::Sections, _) => {
                ("an array of tables", format!("put each one below a heading of its own: `[[{key}]]`"))
            }
            (Wants::Documents, _) => {
                ("an array of tables", format!("write `{key} = [{{ title = \"…\", url = \"https://…\" }}]`"))
            }
            (Wants::Steps, DeValue::String(_)) => ("an array", format!("put it into brackets: `{key} = [{written}]`")),
            (Wants::Steps, _) => {
                ("an array", format!("write `{key} = [\"…\", {{ text = \"…\", link = \"https://…\" }}]`"))
            }
            (Wants::Escalate, _) => {
                ("a table or a string", format!("write `{key} = {{ when = \"…\", collect = [\"…\"] }}`"))
            }
        };
        let message = format!("`{key}` is {wanted}, but this is {}", named(found));
        self.error("wrong-type", span, message, help);
    }

    fn wrong_item(&mut self, key: &str, wants: Wants, found: &DeValue<'_>, span: Range<usize>) {
        let written = self.written(&span);
        let (wanted, help) = match (wants, found) {
            (Wants::Texts, DeValue::Array(_) | DeValue::Table(_)) => {
                ("strings", format!("write `{key} = [\"…\", \"…\"]`"))
            }
            (Wants::Texts, _) => ("strings", format!("put it into quotes: `\"{written}\"`")),
            (Wants::Documents, _) => ("tables", format!("write `{key} = [{{ title = \"…\", url = \"https://…\" }}]`")),
            _ => ("tables", format!("put each one below a heading of its own: `[[{key}]]`")),
        };
        self.error("wrong-type", span, format!("`{key}` holds {wanted}, but this is {}", named(found)), help);
    }

    /// Refuses a key, and gives the one that was probably meant, which is not missing then.
    fn unknown_key<'k>(&mut self, key: &str, span: Range<usize>, of: &str, known: &[&'k str]) -> Option<&'k str> {
        if self.broken.iter().any(|line| self.text[line.clone()].trim_start().starts_with('[')) {
            return None; // Below a heading that could not be read, keys are taken for those of another table.
        }
        let meant = nearest(key, known);
        let help = match meant {
            Some(known) => format!("did you mean `{known}`?"),
            None => format!("its keys are {}", listed(known)),
        };
        self.error("unknown-key", span, format!("{of} has no key `{}`", key.escape_debug()), help);
        meant
    }

    fn missing(&mut self, span: Option<Range<usize>>, message: impl Into<String>, help: impl Into<String>) {
        // After a syntax error the rest of a table may be lost: what looks missing may well be there.
        if self.broken.is_empty() {
            self.report("missing-field", span, message.into(), help.into());
        }
    }

    fn error(&mut self, rule: &'static str, span: Range<usize>, message: impl Into<String>, help: impl Into<String>) {
        if !self.broken.iter().any(|line| span.start <= line.end && line.start <= span.end) {
            self.report(rule, Some(span), message.into(), help.into());
        }
    }

    fn report(&mut self, rule: &'static str, span: Option<Range<usize>>, message: String, help: String) {
        let path = self.path.to_owned();
        self.problems.push(Problem { severity: Severity::Error, rule, path, span, message, help: Some(help) });
    }

    fn syntax(&mut self, errors: &[::toml::de::Error]) {
        let more = errors.len().saturating_sub(MAX_SYNTAX_PROBLEMS);
        for (number, error) in errors.iter().take(MAX_SYNTAX_PROBLEMS).enumerate() {
            let span = error.span().map(|span| whole_characters(self.text, span));
            if error.message() == "duplicate key" {
                let key = span.clone().and_then(|span| self.text.get(span)).unwrap_or_default();
                let message = format!("`{}` is given twice", key.escape_debug());
                self.report("duplicate-key", span, message, "keep one of the two, or join them".to_owned());
                continue;
            }
            let (message, help) = match error.message().split_once(", expected ") {
                Some((message, "nothing")) => (message, "nothing belongs here".to_owned()),
                Some((message, expected)) => (message, format!("expected {expected} here")),
                None => (error.message(), "see https://toml.io for how TOML is written".to_owned()),
            };
            let mut message = format!("this is not TOML: {message}");
            if number + 1 == MAX_SYNTAX_PROBLEMS && more > 0 {
                message = format!("{message} (and {more} more of the kind below)");
            }
            self.report("syntax", span, message, help);
        }
        self.broken.extend(errors.iter().filter_map(::toml::de::Error::span).map(|span| {
            let span = whole_characters(self.text, span);
            let start = self.text[..span.start].rfind('\n').map_or(0, |at| at + 1);
            let end = self.text[span.end..].find('\n').map_or(self.text.len(), |at| span.end + at);
            start..end
        }));
    }

    /// The source of a value, when it is short enough to be quoted back.
    fn written(&self, span: &Range<usize>) -> &str {
        match self.text.get(span.clone()) {
            Some(written) if written.len() <= 60 && !written.contains(['\n', '`']) => written,
            _ => "…",
        }
    }
}

fn is_empty_array(value: &Value<'_>) -> bool {
    value.get_ref().as_array().is_some_and(|items| items.is_empty())
}

/// A value's type with its article, as a sentence wants it.
fn named(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a string",
        DeValue::Integer(_) => "an integer",
        DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "a boolean",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "an array",
        DeValue::Table(_) => "a table",
    }
}

/// The key that was probably meant: within a third of its letters.
fn nearest<'k>(key: &str, known: &[&'k str]) -> Option<&'k str> {
    let key = key.to_lowercase().replace('-', "_");
    known
        .iter()
        .map(|known| (strsim::damerau_levenshtein(&key, known), *known))
        .filter(|(distance, known)| *distance <= (known.len() / 3).max(1))
        .min()
        .map(|(_, known)| known)
}

fn listed(keys: &[&str]) -> String {
    keys.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ")
}

fn line_of(text: &str, at: usize) -> usize {
    memchr::memchr_iter(b'\n', &text.as_bytes()[..at.min(text.len())]).count() + 1
}

/// The same span, inside the text and on character boundaries.
fn whole_characters(text: &str, span: Range<usize>) -> Range<usize> {
    let mut start = span.start.min(text.len());
    let mut end = span.end.clamp(start, text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    while !text.is_char_boundary(end) {
        end += 1;
    }
    start..end
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;
    use proptest::prelude::*;

    use super::*;

    const FULL: &str = r#"#:schema ./article.schema.json
id = "backup"
title = "Backup Server"
summary = "Backs up."
owner = "storage team"
reviewed = 2026-07-01
tags = ["azure", "backup"]
questions = ["Which version?"]

[[checks]]
text = "Update the agent"
link = "https://example.com/update"
issue = "old-agent"

[[documents]]
title = "Overview"
url = "https://example.com/overview"

[[issues]]
id = "old-agent"
title = "The agent is too old"
errors = ['The agent at C:\*\bin is too old', "ID 42: agent"]
codes = ["34513", "0x1FBD3"]
description = "Jobs fail."
cause = "An update was missed."
steps = [
    "Stop the agent",
    { text = "Update it", link = "https://example.com/update" },
]
verify = "A job succeeds."
questions = ["Which agent?"]
documents = [{ title = "Agent", url = "https://example.com/agent" }]
text = "Agents are updated monthly."
examples = ["""
ID 42: agent
"""]
not_examples = ["agent is fine"]

[issues.escalate]
when = "the update fails"
collect = ["the log", "the version"]

[[issues]]
id = "disk-full"
title = "The disk is full"
escalate = "the disk cannot grow"
"#;

    /// Everything that is wrong with a file, as its author is shown it.
    fn problems(text: &str) -> String {
        let (article, problems) = parse(text, "a.toml");
        assert_eq!(article.is_none(), problems.iter().any(|problem| problem.severity == Severity::Error));
        let shown: Vec<String> = problems.iter().map(|problem| problem.render(Some(text))).collect();
        anstream::adapter::strip_str(&shown.join("\n")).to_string()
    }

    /// The problems of an article that is good but for the given lines of its only issue.
    fn problems_of_issue(lines: &str) -> String {
        problems(&format!("id='a'\ntitle='A'\n[[issues]]\nid='i'\ntitle='I'\n{lines}\n"))
    }

    #[test]
    fn every_key_of_the_format_reaches_the_model() {
        let (article, problems) = parse(FULL, "backup.toml");
        assert_eq!(problems, []);
        assert_snapshot!(format!("{:#?}", article.expect("a good file gives an article")), @r#"
        Article {
            id: ArticleId(
                "backup",
            ),
            title: "Backup Server",
            summary: "Backs up.",
            owner: Some(
                "storage team",
            ),
            reviewed: Some(
                2026-07-01,
            ),
            tags: [
                "azure",
                "backup",
            ],
            checks: [
                Check {
                    text: "Update the agent",
                    link: Some(
                        "https://example.com/update",
                    ),
                    issue: Some(
                        IssueId(
                            "old-agent",
                        ),
                    ),
                },
            ],
            issues: [
                Issue {
                    id: IssueId(
                        "old-agent",
                    ),
                    title: "The agent is too old",
                    errors: [
                        "The agent at C:\\*\\bin is too old",
                        "ID 42: agent",
                    ],
                    codes: [
                        "34513",
                        "0x1FBD3",
                    ],
                    description: "Jobs fail.",
                    cause: "An update was missed.",
                    steps: [
                        Step {
                            text: "Stop the agent",
                            link: None,
                        },
                        Step {
                            text: "Update it",
                            link: Some(
                                "https://example.com/update",
                            ),
                        },
                    ],
                    verify: "A job succeeds.",
                    escalate: Some(
                        Escalate {
                            when: "the update fails",
                            collect: [
                                "the log",
                                "the version",
                            ],
                        },
                    ),
                    questions: [
                        "Which agent?",
                    ],
                    documents: [
                        Document {
                            title: "Agent",
                            url: "https://example.com/agent",
                        },
                    ],
                    text: "Agents are updated monthly.",
                    examples: [
                        "ID 42: agent\n",
                    ],
                    not_examples: [
                        "agent is fine",
                    ],
                },
                Issue {
                    id: IssueId(
                        "disk-full",
                    ),
                    title: "The disk is full",
                    errors: [],
                    codes: [],
                    description: "",
                    cause: "",
                    steps: [],
                    verify: "",
                    escalate: Some(
                        Escalate {
                            when: "the disk cannot grow",
                            collect: [],
                        },
                    ),
                    questions: [],
                    documents: [],
                    text: "",
                    examples: [],
                    not_examples: [],
                },
            ],
            documents: [
                Document {
                    title: "Overview",
                    url: "https://example.com/overview",
                },
            ],
            questions: [
                "Which version?",
            ],
            path: "backup.toml",
        }
        "#);
    }

    #[test]
    fn all_faults_of_a_file_are_named_at_once_and_in_its_order() {
        let text =
            "titel = 'A'\nreviewed = '2026-01-31'\n[[issues]]\nid = 'one two'\nerrors = 'x'\n[[issues]]\ntitle = ''\n";
        assert_snapshot!(problems(text), @r#"
        error[unknown-key]: an article has no key `titel`
         --> a.toml:1:1
          |
        1 | titel = 'A'
          | ^^^^^
          |
          = help: did you mean `title`?
        error[missing-field]: the article has no `id`
        --> a.toml
         = help: at the top, write for example `id = "backup-server"`
        error[wrong-type]: `reviewed` is a date, but this is a string
         --> a.toml:2:12
          |
        2 | reviewed = '2026-01-31'
          |            ^^^^^^^^^^^^
          |
          = help: leave the quotes out: `reviewed = 2026-01-31`
        error[missing-field]: the issue `one two` has no `title`
         --> a.toml:3:1
          |
        3 | [[issues]]
          | ^^^^^^^^^^
          |
          = help: say the problem in one line: `title = "The disk is full"`
        error[bad-id]: the id `one two` has a space in it
         --> a.toml:4:6
          |
        4 | id = 'one two'
          |      ^^^^^^^^^
          |
          = help: join its words with hyphens: `id = "one-two"`
        error[wrong-type]: `errors` is an array of strings, but this is a string
         --> a.toml:5:10
          |
        5 | errors = 'x'
          |          ^^^
          |
          = help: put it into brackets: `errors = ['x']`
        error[missing-field]: this issue has no `id`
         --> a.toml:6:1
          |
        6 | [[issues]]
          | ^^^^^^^^^^
          |
          = help: below the heading, write for example `id = "disk-full"`
        error[empty-text]: `title` is empty
         --> a.toml:7:9
          |
        7 | title = ''
          |         ^^
          |
          = help: write what belongs here, or remove the whole entry
        "#);
    }

    #[test]
    fn a_misspelt_key_is_answered_with_the_key_that_was_meant() {
        assert_snapshot!(problems_of_issue("error = ['x']\nNot-Examples = []\nsolution = 'x'"), @"
        error[unknown-key]: an issue has no key `error`
         --> a.toml:6:1
          |
        6 | error = ['x']
          | ^^^^^
          |
          = help: did you mean `errors`?
        error[unknown-key]: an issue has no key `Not-Examples`
         --> a.toml:7:1
          |
        7 | Not-Examples = []
          | ^^^^^^^^^^^^
          |
          = help: did you mean `not_examples`?
        error[unknown-key]: an issue has no key `solution`
         --> a.toml:8:1
          |
        8 | solution = 'x'
          | ^^^^^^^^
          |
          = help: its keys are `cause`, `codes`, `description`, `documents`, `errors`, `escalate`, `examples`, `id`, `not_examples`, `questions`, `steps`, `text`, `title`, `verify`
        ");
        assert_snapshot!(problems_of_issue("steps = [{ txt = 'x' }]\nescalate = { whn = 'x' }"), @"
        error[unknown-key]: a step has no key `txt`
         --> a.toml:6:12
          |
        6 | steps = [{ txt = 'x' }]
          |            ^^^
          |
          = help: did you mean `text`?
        error[unknown-key]: `escalate` has no key `whn`
         --> a.toml:7:14
          |
        7 | escalate = { whn = 'x' }
          |              ^^^
          |
          = help: did you mean `when`?
        ");
    }

    #[test]
    fn a_value_of_the_wrong_type_is_answered_with_the_line_to_write() {
        assert_snapshot!(problems_of_issue("cause = 5\ncodes = [34513, [1]]\nerrors = 'disk full'\nverify = ['x']"), @r#"
        error[wrong-type]: `cause` is a string, but this is an integer
         --> a.toml:6:9
          |
        6 | cause = 5
          |         ^
          |
          = help: put it into quotes: `cause = "5"`
        error[wrong-type]: `codes` holds strings, but this is an integer
         --> a.toml:7:10
          |
        7 | codes = [34513, [1]]
          |          ^^^^^
          |
          = help: put it into quotes: `"34513"`
        error[wrong-type]: `codes` holds strings, but this is an array
         --> a.toml:7:17
          |
        7 | codes = [34513, [1]]
          |                 ^^^
          |
          = help: write `codes = ["…", "…"]`
        error[wrong-type]: `errors` is an array of strings, but this is a string
         --> a.toml:8:10
          |
        8 | errors = 'disk full'
          |          ^^^^^^^^^^^
          |
          = help: put it into brackets: `errors = ['disk full']`
        error[wrong-type]: `verify` is a string, but this is an array
         --> a.toml:9:10
          |
        9 | verify = ['x']
          |          ^^^^^
          |
          = help: write `verify = "…"`
        "#);
        assert_snapshot!(problems_of_issue("steps = 'x'\nescalate = 5\ndocuments = ['https://x.org']"), @r#"
        error[wrong-type]: `steps` is an array, but this is a string
         --> a.toml:6:9
          |
        6 | steps = 'x'
          |         ^^^
          |
          = help: put it into brackets: `steps = ['x']`
        error[wrong-type]: `escalate` is a table or a string, but this is an integer
         --> a.toml:7:12
          |
        7 | escalate = 5
          |            ^
          |
          = help: write `escalate = { when = "…", collect = ["…"] }`
        error[wrong-type]: `documents` holds tables, but this is a string
         --> a.toml:8:14
          |
        8 | documents = ['https://x.org']
          |              ^^^^^^^^^^^^^^^
          |
          = help: write `documents = [{ title = "…", url = "https://…" }]`
        "#);
        assert_snapshot!(problems_of_issue("steps = [5]\nquestions = true\ndocuments = 2026-01-01"), @r#"
        error[wrong-type]: a step is a string or a table, but this is an integer
         --> a.toml:6:10
          |
        6 | steps = [5]
          |          ^
          |
          = help: write `"…"` or `{ text = "…", link = "https://…" }`
        error[wrong-type]: `questions` is an array of strings, but this is a boolean
         --> a.toml:7:13
          |
        7 | questions = true
          |             ^^^^
          |
          = help: write `questions = ["…", "…"]`
        error[wrong-type]: `documents` is an array of tables, but this is a date
         --> a.toml:8:13
          |
        8 | documents = 2026-01-01
          |             ^^^^^^^^^^
          |
          = help: write `documents = [{ title = "…", url = "https://…" }]`
        "#);
        assert_snapshot!(problems("id='a'\ntitle='A'\nreviewed=2026-01-31T10:00:00Z\nchecks=['x']\n[issues]\nid='i'\n"), @"
        error[wrong-type]: `reviewed` has a time, but is a date only
         --> a.toml:3:10
          |
        3 | reviewed=2026-01-31T10:00:00Z
          |          ^^^^^^^^^^^^^^^^^^^^
          |
          = help: write year, month and day: `reviewed = 2026-01-31`
        error[wrong-type]: `checks` holds tables, but this is a string
         --> a.toml:4:9
          |
        4 | checks=['x']
          |         ^^^
          |
          = help: put each one below a heading of its own: `[[checks]]`
        error[wrong-type]: `issues` is an array of tables, but this is a table
         --> a.toml:5:1
          |
        5 | [issues]
          | ^^^^^^^^
          |
          = help: put the heading into two brackets: `[[issues]]`
        ");
    }

    #[test]
    fn what_must_be_there_and_is_not_is_named() {
        assert_snapshot!(problems(""), @r#"
        error[missing-field]: the article has no `id`
        --> a.toml
         = help: at the top, write for example `id = "backup-server"`
        error[missing-field]: the article has no `title`
        --> a.toml
         = help: at the top, write for example `title = "Backup Server"`
        error[missing-field]: the article has no issues, checks or documents
        --> a.toml
         = help: add a problem under an `[[issues]]` heading, with an `id` and a `title`
        "#);
        assert_snapshot!(problems("id=' '\ntitle='A'\n[[issues]]\n[[issues]]\nid='i'\n[[checks]]\n[[documents]]\n"), @r#"
        error[empty-text]: `id` is empty
         --> a.toml:1:4
          |
        1 | id=' '
          |    ^^^
          |
          = help: write what belongs here, or remove the whole entry
        error[missing-field]: this issue has no `id`
         --> a.toml:3:1
          |
        3 | [[issues]]
          | ^^^^^^^^^^
          |
          = help: below the heading, write for example `id = "disk-full"`
        error[missing-field]: this issue has no `title`
         --> a.toml:3:1
          |
        3 | [[issues]]
          | ^^^^^^^^^^
          |
          = help: say the problem in one line: `title = "The disk is full"`
        error[missing-field]: the issue `i` has no `title`
         --> a.toml:4:1
          |
        4 | [[issues]]
          | ^^^^^^^^^^
          |
          = help: say the problem in one line: `title = "The disk is full"`
        error[missing-field]: this check has no `text`
         --> a.toml:6:1
          |
        6 | [[checks]]
          | ^^^^^^^^^^
          |
          = help: write `text = "…"`, what to do first
        error[missing-field]: this document has no `title`
         --> a.toml:7:1
          |
        7 | [[documents]]
          | ^^^^^^^^^^^^^
          |
          = help: write `title = "…"`, what is found there
        error[missing-field]: this document has no `url`
         --> a.toml:7:1
          |
        7 | [[documents]]
          | ^^^^^^^^^^^^^
          |
          = help: write `url = "https://…"`
        "#);
        assert_snapshot!(problems_of_issue("steps=[{}]\nescalate={}\ndocuments=[{}]"), @r#"
        error[missing-field]: this step has no `text`
         --> a.toml:6:8
          |
        6 | steps=[{}]
          |        ^^
          |
          = help: write `{ text = "…", link = "https://…" }`
        error[missing-field]: `escalate` has no `when`
         --> a.toml:7:10
          |
        7 | escalate={}
          |          ^^
          |
          = help: say when to bring a person: `when = "the steps did not help"`
        error[missing-field]: this document has no `title`
         --> a.toml:8:12
          |
        8 | documents=[{}]
          |            ^^
          |
          = help: write `title = "…"`, what is found there
        error[missing-field]: this document has no `url`
         --> a.toml:8:12
          |
        8 | documents=[{}]
          |            ^^
          |
          = help: write `url = "https://…"`
        "#);
    }

    #[test]
    fn an_id_names_one_issue_only() {
        assert_snapshot!(problems("id='a'\ntitle='A'\n[[issues]]\nid='i'\ntitle='I'\n[[issues]]\nid='i'\ntitle='J'\n"), @"
        error[duplicate-id]: the id `i` is used twice
         --> a.toml:7:4
          |
        7 | id='i'
          |    ^^^
          |
          = help: it is first used on line 4; give every issue of an article its own id
        ");
    }

    #[test]
    fn what_is_not_toml_is_shown_where_it_stops_being_so() {
        assert_snapshot!(problems("id = 'a\ntitle = \n[[issues]\nid = 'i'\ncolour = 'red'\n"), @"
        error[syntax]: this is not TOML: invalid literal string
         --> a.toml:1:8
          |
        1 | id = 'a
          |        ^
          |
          = help: expected `'` here
        error[syntax]: this is not TOML: string values must be quoted
         --> a.toml:2:9
          |
        2 | title = 
          |         ^
          |
          = help: expected literal string here
        error[syntax]: this is not TOML: unclosed array table
         --> a.toml:3:10
          |
        3 | [[issues]
          |          ^
          |
          = help: expected `]` here
        ");
        assert_snapshot!(problems("id = 'a'\nid = 'b'\ntitle = 'A'\n[[issues]]\nid='i'\ntitle='I'\n"), @"
        error[duplicate-key]: `id` is given twice
         --> a.toml:2:1
          |
        2 | id = 'b'
          | ^^
          |
          = help: keep one of the two, or join them
        ");
        assert_snapshot!(problems("reviewed = 2026-02-30\n"), @"
        error[syntax]: this is not TOML: invalid date
         --> a.toml:1:12
          |
        1 | reviewed = 2026-02-30
          |            ^^^^^^^^^^
          |
          = help: expected day between 01 and 28 here
        ");
    }

    #[test]
    fn a_file_of_something_else_is_not_reported_word_by_word() {
        let (article, problems) = parse(&"<p>No TOML here!</p>\n".repeat(1000), "a.toml");
        assert_eq!(article, None);
        assert_eq!(problems.len(), MAX_SYNTAX_PROBLEMS);
        assert_snapshot!(problems.last().map(|last| last.message.as_str()).unwrap_or_default(), @"this is not TOML: key with no value (and 992 more of the kind below)");
    }

    #[test]
    fn windows_line_ends_and_a_byte_order_mark_change_nothing() {
        let windows = format!("\u{feff}{}", FULL.replace('\n', "\r\n"));
        let (article, problems) = parse(&windows, "backup.toml");
        assert_eq!(problems, []);
        assert_eq!(article, parse(FULL, "backup.toml").0);
    }

    /// Text that is nearly TOML finds more than noise does.
    fn nearly_toml() -> impl Strategy<Value = String> {
        const PIECES: &str = "[[issues]]|[issues.escalate]|[[checks]]|id = |title = |errors = |steps = |escalate = |\
                              reviewed = |a.b = |'x'|é|\n|\r\n|{|}|[|]|,|=|.|2026-01-31|34513|'''|\"\"\"|\"|\\|#|備";
        let pieces: Vec<&str> = PIECES.split('|').collect();
        proptest::collection::vec(proptest::sample::select(pieces), 0..40).prop_map(|pieces| pieces.concat())
    }

    fn has_sound_spans(text: &str) -> bool {
        let (article, problems) = parse(text, "a.toml");
        assert_eq!(article.is_none(), !problems.is_empty());
        problems.iter().filter_map(|problem| problem.span.clone()).all(|span| text.get(span).is_some())
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_a_panic_and_with_spans_that_slice_it(text in any::<String>()) {
            prop_assert!(has_sound_spans(&text));
        }

        #[test]
        fn any_bytes_are_read_without_a_panic(bytes in any::<Vec<u8>>()) {
            prop_assert!(has_sound_spans(&String::from_utf8_lossy(&bytes)));
        }

        #[test]
        fn anything_near_the_format_is_read_without_a_panic(text in nearly_toml()) {
            prop_assert!(has_sound_spans(&text));
        }

        #[test]
        fn a_good_file_with_a_piece_cut_out_is_read_without_a_panic(cut in 0..FULL.len(), skip in 0_usize..30) {
            let rest = FULL.get(cut + skip..).unwrap_or_default();
            let text = [&FULL[..cut], rest].concat();
            prop_assert!(has_sound_spans(&text));
        }
    }
}
