//! Firstline's own format: one article a TOML file, as the team writes it.
//!
//! The tree is walked by hand rather than through serde, because serde stops at the first fault: an author wants to see
//! all of them at once, each at its place. A file with an error is left out whole; half an article would answer with
//! half the steps.

use std::collections::HashMap;
use std::ops::Range;

use ::toml::Spanned;
use ::toml::de::{DeArray, DeTable, DeValue};

use super::problem::{Problem, Severity};
use super::{Article, ArticleId, Check, Document, Escalate, Issue, IssueId, Step};

type Value<'i> = Spanned<DeValue<'i>>;

/// More syntax errors than these in one file say nothing new: it is not TOML.
const MAX_SYNTAX_PROBLEMS: usize = 10;

const ARTICLE_KEYS: &[&str] =
    &["checks", "documents", "id", "issues", "owner", "questions", "reviewed", "summary", "tags", "title"];
const CHECK_KEYS: &[&str] = &["issue", "link", "text"];
const DOCUMENT_KEYS: &[&str] = &["title", "url"];
const ESCALATE_KEYS: &[&str] = &["collect", "when"];
const STEP_KEYS: &[&str] = &["link", "text"];
const ISSUE_KEYS: &[&str] = &[
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
    let mut reader = Reader { text, path, problems: Vec::new(), broken: Vec::new() };
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
                "reviewed" => article.reviewed = self.date("reviewed", value),
                "tags" => article.tags = self.texts("tags", value),
                "questions" => article.questions = self.texts("questions", value),
                "checks" => {
                    has_content = true;
                    article.checks = self.tables("checks", Wants::Sections, value, Self::check);
                }
                "documents" => {
                    has_content = true;
                    article.documents = self.tables("documents", Wants::Sections, value, Self::document);
                }
                "issues" => {
                    has_content = true;
                    article.issues = self.issues(value);
                }
                unknown => self.unknown_key(unknown, key.span(), "an article", ARTICLE_KEYS),
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
        let mut has_title = false;
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "id" => {
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
                unknown => self.unknown_key(unknown, key.span(), "an issue", ISSUE_KEYS),
            }
        }
        if id_span.is_none() {
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
                unknown => self.unknown_key(unknown, key.span(), "a check", CHECK_KEYS),
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
                unknown => self.unknown_key(unknown, key.span(), "a document", DOCUMENT_KEYS),
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
                DeValue::String(text) => steps.push(Step { text: text.into_owned(), link: None }),
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
                unknown => self.unknown_key(unknown, key.span(), "a step", STEP_KEYS),
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
            DeValue::String(when) => escalate.when = when.into_owned(),
            DeValue::Table(table) => {
                let mut has_when = false;
                for (key, value) in table {
                    match key.get_ref().as_ref() {
                        "when" => {
                            has_when = true;
                            escalate.when = self.filled_text("when", value);
                        }
                        "collect" => escalate.collect = self.texts("collect", value),
                        unknown => self.unknown_key(unknown, key.span(), "`escalate`", ESCALATE_KEYS),
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
                DeValue::String(text) => out.push(text.into_owned()),
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
            DeValue::String(text) => text.into_owned(),
            other => {
                self.wrong_type(key, Wants::Text, &other, span);
                String::new()
            }
        }
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

    fn date(&mut self, key: &str, value: Value<'_>) -> Option<jiff::civil::Date> {
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

    fn unknown_key(&mut self, key: &str, span: Range<usize>, of: &str, known: &[&str]) {
        let help = match nearest(key, known) {
            Some(known) => format!("did you mean `{known}`?"),
            None => format!("its keys are {}", listed(known)),
        };
        self.error("unknown-key", span, format!("{of} has no key `{}`", key.escape_debug()), help);
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
