//! Writes an article as TOML in Firstline's own format, to be edited by people from there on.
//!
//! Written by hand rather than through serde: what matters here is how it reads. Text of several lines stays several
//! lines, backslashes stay backslashes, and what is empty is left out. Reading the result gives the same article, its
//! path apart.

use std::fmt::Write;

use super::{Article, Check, Document, Escalate, Issue, Step};

/// A list longer than this is written one entry a line.
const LINE: usize = 100;

/// The article as a TOML document.
pub fn to_toml(article: &Article) -> String {
    let mut out = Writer::default();
    out.text("id", article.id.as_str());
    out.text("title", &article.title);
    out.filled("summary", &article.summary);
    if let Some(owner) = &article.owner {
        out.text("owner", owner);
    }
    if let Some(reviewed) = article.reviewed {
        out.line("reviewed", &reviewed.to_string());
    }
    out.texts("tags", &article.tags);
    out.texts("questions", &article.questions);
    for check in &article.checks {
        out.check(check);
    }
    for document in &article.documents {
        out.heading("documents");
        out.text("title", &document.title);
        out.text("url", &document.url);
    }
    for issue in &article.issues {
        out.issue(issue);
    }
    out.toml
}

#[derive(Default)]
struct Writer {
    toml: String,
}

impl Writer {
    fn check(&mut self, check: &Check) {
        self.heading("checks");
        self.text("text", &check.text);
        if let Some(link) = &check.link {
            self.text("link", link);
        }
        if let Some(issue) = &check.issue {
            self.text("issue", issue.as_str());
        }
    }

    fn issue(&mut self, issue: &Issue) {
        self.heading("issues");
        self.text("id", issue.id.as_str());
        self.text("title", &issue.title);
        self.texts("errors", &issue.errors);
        self.texts("codes", &issue.codes);
        self.filled("description", &issue.description);
        self.filled("cause", &issue.cause);
        self.list("steps", issue.steps.iter().map(step));
        self.filled("verify", &issue.verify);
        if let Some(escalate) = &issue.escalate {
            self.line("escalate", &escalation(escalate));
        }
        self.texts("questions", &issue.questions);
        self.list("documents", issue.documents.iter().map(document));
        self.filled("text", &issue.text);
        self.texts("examples", &issue.examples);
        self.texts("not_examples", &issue.not_examples);
    }

    fn heading(&mut self, name: &str) {
        let _ = write!(self.toml, "\n[[{name}]]\n");
    }

    fn line(&mut self, key: &str, value: &str) {
        let _ = writeln!(self.toml, "{key} = {value}");
    }

    fn text(&mut self, key: &str, text: &str) {
        self.line(key, &quoted(text));
    }

    fn filled(&mut self, key: &str, text: &str) {
        if !text.is_empty() {
            self.text(key, text);
        }
    }

    fn texts(&mut self, key: &str, texts: &[String]) {
        self.list(key, texts.iter().map(|text| quoted(text)));
    }

    fn list(&mut self, key: &str, values: impl Iterator<Item = String>) {
        let values: Vec<_> = values.collect();
        if values.is_empty() {
            return;
        }
        // Tables and texts of several lines are easier to read and to move about one a line.
        let one_line = values.iter().map(|value| value.len() + 2).sum::<usize>() + key.len() <= LINE
            && !values.iter().any(|value| value.starts_with('{') || value.contains('\n'));
        if one_line {
            self.line(key, &format!("[{}]", values.join(", ")));
        } else {
            let _ = writeln!(self.toml, "{key} = [");
            for value in values {
                let _ = writeln!(self.toml, "    {value},");
            }
            self.toml.push_str("]\n");
        }
    }
}

fn step(step: &Step) -> String {
    match &step.link {
        None => quoted(&step.text),
        Some(link) => format!("{{ text = {}, link = {} }}", quoted(&step.text), quoted(link)),
    }
}

fn document(document: &Document) -> String {
    format!("{{ title = {}, url = {} }}", quoted(&document.title), quoted(&document.url))
}

fn escalation(escalate: &Escalate) -> String {
    if escalate.collect.is_empty() {
        return quoted(&escalate.when);
    }
    let collect: Vec<_> = escalate.collect.iter().map(|text| quoted(text)).collect();
    format!("{{ when = {}, collect = [{}] }}", quoted(&escalate.when), collect.join(", "))
}

/// A text as the TOML string that a person would choose for it.
fn quoted(text: &str) -> String {
    let lines = text.contains('\n');
    // A carriage return in a file is anyone's to change; written as an escape it stays.
    let can_be_literal = !text.chars().any(|c| c.is_control() && c != '\n' && c != '\t');
    let needs_escapes = text.contains('\\') || (text.contains('"') && !lines);
    let mut out = String::with_capacity(text.len() + 8);
    if lines {
        if needs_escapes && can_be_literal && !text.contains("'''") && !text.ends_with('\'') {
            out.push_str("'''\n");
            out.push_str(text);
            out.push_str("'''");
        } else {
            out.push_str("\"\"\"\n");
            escape(text, true, &mut out);
            out.push_str("\"\"\"");
        }
    } else if needs_escapes && can_be_literal && !text.contains('\'') {
        out.push('\'');
        out.push_str(text);
        out.push('\'');
    } else {
        out.push('"');
        escape(text, false, &mut out);
        out.push('"');
    }
    out
}

/// Appends text for between double quotes; `lines` when there are three of them.
fn escape(text: &str, lines: bool, out: &mut String) {
    let mut rest = text.chars().peekable();
    // Three quotes in a row, or one at the end, would close the string.
    let mut quotes = 0;
    while let Some(c) = rest.next() {
        quotes = if c == '"' { quotes + 1 } else { 0 };
        match c {
            '"' if lines && quotes < 3 && rest.peek().is_some() => out.push('"'),
            '"' => {
                out.push_str("\\\"");
                quotes = 0;
            }
            '\\' => out.push_str("\\\\"),
            '\n' if lines => out.push('\n'),
            '\n' => out.push_str("\\n"),
            '\t' => out.push('\t'),
            '\r' => out.push_str("\\r"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;
    use proptest::prelude::*;

    use super::*;
    use crate::knowledge::{ArticleId, IssueId, toml};

    fn read_back(article: &Article) -> Option<Article> {
        let (read, problems) = toml::parse(&to_toml(article), &article.path);
        assert_eq!(problems, [], "in\n{}", to_toml(article));
        read
    }

    fn full() -> Article {
        let issue = Issue {
            id: "scratch-full".into(),
            title: "The scratch folder is full".to_owned(),
            errors: vec![r"There is not enough space on C:\Scratch".to_owned(), "disk * is \"full\"".to_owned()],
            codes: vec!["0x80070070".to_owned(), "112".to_owned()],
            description: "The job stops after some minutes.\nThe log names the folder.".to_owned(),
            cause: "It's a small disk".to_owned(),
            steps: vec![
                Step { text: "Free space".to_owned(), link: None },
                Step { text: "Move the folder:\n```\nmove C:\\Scratch D:\\\n```".to_owned(), link: None },
                Step { text: "Try again".to_owned(), link: Some("https://example.com/again".to_owned()) },
            ],
            verify: "The job ends".to_owned(),
            escalate: Some(Escalate { when: "It fills again".to_owned(), collect: vec!["The log".to_owned()] }),
            questions: vec!["How large is the disk?".to_owned()],
            documents: vec![Document { title: "Sizes".to_owned(), url: "https://example.com/sizes".to_owned() }],
            text: "A 'quoted' and a \"quoted\" word".to_owned(),
            examples: vec!["ERROR: no space\r\nat line 1".to_owned()],
            not_examples: vec!["plenty of space".to_owned()],
        };
        Article {
            id: ArticleId("backup".to_owned()),
            title: "Backup".to_owned(),
            summary: "What stops backups.".to_owned(),
            owner: Some("storage team".to_owned()),
            reviewed: Some(jiff::civil::date(2024, 3, 9)),
            tags: vec!["backup".to_owned(), "disk".to_owned()],
            checks: vec![Check {
                text: "Is the agent up to date?".to_owned(),
                link: Some("https://example.com/agent".to_owned()),
                issue: Some(IssueId("scratch-full".to_owned())),
            }],
            issues: vec![issue],
            documents: vec![Document { title: "Manual".to_owned(), url: "https://example.com/manual".to_owned() }],
            questions: vec!["Which version?".to_owned()],
            path: "knowledge/backup.toml".to_owned(),
        }
    }

    #[test]
    fn an_article_is_written_as_a_person_would_write_it() {
        assert_snapshot!(to_toml(&full()), @r#"
        id = "backup"
        title = "Backup"
        summary = "What stops backups."
        owner = "storage team"
        reviewed = 2024-03-09
        tags = ["backup", "disk"]
        questions = ["Which version?"]

        [[checks]]
        text = "Is the agent up to date?"
        link = "https://example.com/agent"
        issue = "scratch-full"

        [[documents]]
        title = "Manual"
        url = "https://example.com/manual"

        [[issues]]
        id = "scratch-full"
        title = "The scratch folder is full"
        errors = ['There is not enough space on C:\Scratch', 'disk * is "full"']
        codes = ["0x80070070", "112"]
        description = """
        The job stops after some minutes.
        The log names the folder."""
        cause = "It's a small disk"
        steps = [
            "Free space",
            '''
        Move the folder:
        ```
        move C:\Scratch D:\
        ```''',
            { text = "Try again", link = "https://example.com/again" },
        ]
        verify = "The job ends"
        escalate = { when = "It fills again", collect = ["The log"] }
        questions = ["How large is the disk?"]
        documents = [
            { title = "Sizes", url = "https://example.com/sizes" },
        ]
        text = "A 'quoted' and a \"quoted\" word"
        examples = [
            """
        ERROR: no space\r
        at line 1""",
        ]
        not_examples = ["plenty of space"]
        "#);
    }

    #[test]
    fn an_article_is_read_back_as_it_was_written() {
        assert_eq!(read_back(&full()), Some(full()));
    }

    #[test]
    fn what_is_empty_is_left_out() {
        let issue = Issue { id: "a".into(), title: "A".to_owned(), ..Issue::default() };
        let article = Article { id: "x".into(), title: "X".to_owned(), issues: vec![issue], ..Article::default() };
        assert_snapshot!(to_toml(&article), @r#"
        id = "x"
        title = "X"

        [[issues]]
        id = "a"
        title = "A"
        "#);
    }

    proptest! {
        #[test]
        fn any_text_is_read_back_as_it_was(text in "[ -~\\n\\r\\t\"'\\\\\u{0}-\u{1f}\u{7f}\u{85}é“…\u{10ffff}]{1,60}") {
            let mut article = full();
            article.issues[0].text = text.clone();
            article.issues[0].examples = vec![text.clone(), text.clone()];
            article.summary = text;
            prop_assert_eq!(read_back(&article), Some(article));
        }
    }
}
