//! Firstline's own format: one article a TOML file, as the team writes it.
//!
//! The tree is walked by hand rather than through serde, because serde stops at the first fault: an author wants to see
//! all of them at once, each at its place. A file with an error is left out whole; half an article would answer with
//! half the steps.

mod faults;
mod values;

use std::collections::HashMap;
use std::ops::Range;

use ::toml::Spanned;
use ::toml::de::{DeTable, DeValue};

use self::faults::line_of;
pub(crate) use self::faults::nearest;
pub(crate) use self::values::Wants;
use self::values::{is_empty_array, named};
use super::problem::{Problem, Severity};
use super::{Article, ArticleId, Check, Document, Escalate, Issue, IssueId, Step};

pub(crate) type Value<'i> = Spanned<DeValue<'i>>;

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
    let (mut reader, root) = Reader::open(text, path);
    let article = reader.article(root);
    let problems = reader.close();
    let usable = problems.iter().all(|problem| problem.severity < Severity::Error);
    (usable.then_some(article), problems)
}

/// Takes a file apart and keeps what is wrong with it; the configuration is read by it, too.
pub(crate) struct Reader<'t> {
    text: &'t str,
    path: &'t str,
    /// Whether the lines may end as Windows ends them.
    has_returns: bool,
    problems: Vec<Problem>,
    /// Lines with a syntax error. What the parser made up to go on after one is not the author's doing.
    broken: Vec<Range<usize>>,
}

impl<'t> Reader<'t> {
    /// Parses a file as far as it is TOML; the path stands in every problem.
    pub(crate) fn open(text: &'t str, path: &'t str) -> (Self, DeTable<'t>) {
        let (root, errors) = DeTable::parse_recoverable(text);
        let has_returns = memchr::memchr(b'\r', text.as_bytes()).is_some();
        let mut reader = Self { text, path, has_returns, problems: Vec::new(), broken: Vec::new() };
        reader.syntax(&errors);
        (reader, root.into_inner())
    }

    /// The line of one of its bytes, from 1.
    pub(crate) fn line(&self, at: usize) -> usize {
        line_of(self.text, at)
    }

    /// What is wrong, in the order of the file.
    pub(crate) fn close(self) -> Vec<Problem> {
        let mut problems = self.problems;
        problems.sort_by_key(|problem| problem.span.as_ref().map_or(0, |span| span.start));
        problems
    }
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
}

#[cfg(test)]
mod tests;
