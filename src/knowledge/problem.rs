//! What is wrong with a file of knowledge, said so that its author can mend it.

use std::fmt;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet, normalize_untrusted_str};
use serde::Serialize;

/// One thing wrong, with its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    /// An error keeps the file (or the check) from passing; a warning does not.
    pub severity: Severity,
    /// Short stable name of the rule, for example `unknown-key`.
    pub rule: &'static str,
    /// Path as the user would type it.
    pub path: String,
    /// Bytes of the file that are at fault; none where the whole file is.
    pub span: Option<Range<usize>>,
    /// One sentence: what is wrong.
    pub message: String,
    /// One sentence: what would be right.
    pub help: Option<String>,
}

/// How bad a [`Problem`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth mending; nothing fails.
    Warning,
    /// The check fails, and a file that cannot be read is left out.
    Error,
}

/// A [`Problem`] as programs read it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report<'p> {
    /// `error` or `warning`.
    pub severity: Severity,
    /// Short stable name of the rule.
    pub rule: &'p str,
    /// Path as the user would type it.
    pub path: &'p str,
    /// Line in that file, from 1; none where the whole file is at fault.
    pub line: Option<usize>,
    /// Character in that line, from 1.
    pub column: Option<usize>,
    /// One sentence: what is wrong.
    pub message: &'p str,
    /// One sentence: what would be right.
    pub help: Option<&'p str>,
}

/// A place in a text as editors count: both from 1, the column in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The character in the line.
    pub column: usize,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Warning => "warning",
            Self::Error => "error",
        })
    }
}

impl Problem {
    /// The problem for a terminal, as rustc would show it: the offending line with a caret below, and what would be
    /// right. `source` is the text of the file, where it could be read.
    ///
    /// The text is styled; write it through `anstream`, which takes the styles out where nobody would see them.
    pub fn render(&self, source: Option<&str>) -> String {
        let level = match self.severity {
            Severity::Warning => Level::WARNING,
            Severity::Error => Level::ERROR,
        };
        let mut group = Group::with_title(level.primary_title(self.message.as_str()).id(self.rule));
        group = match source.zip(self.span.as_ref()) {
            Some((source, span)) => {
                let line = Line::at(source, span.start);
                let start = line.offset(span.start);
                let end = line.offset(span.end).max(start);
                let mark = AnnotationKind::Primary.span(start..end);
                group.element(Snippet::source(line.text).line_start(line.number).path(&self.path).annotation(mark))
            }
            None => group.element(Origin::path(self.path.as_str())),
        };
        if let Some(help) = &self.help {
            group = group.element(Level::HELP.message(normalize_untrusted_str(help)));
        }
        // Editors and terminals link file:line:column themselves; an escape for it would only be noise.
        Renderer::styled().hyperlink(false).render(&[group])
    }

    /// The problem for programs.
    pub fn report<'p>(&'p self, source: Option<&str>) -> Report<'p> {
        let position = source.zip(self.span.as_ref()).map(|(source, span)| Position::of(source, span.start));
        Report {
            severity: self.severity,
            rule: self.rule,
            path: &self.path,
            line: position.map(|position| position.line),
            column: position.map(|position| position.column),
            message: &self.message,
            help: self.help.as_deref(),
        }
    }
}

impl Position {
    /// Where a byte of a text is. A byte past the end is at the end.
    pub fn of(text: &str, at: usize) -> Self {
        let line = Line::at(text, at);
        Self { line: line.number, column: line.text[..line.offset(at)].chars().count() + 1 }
    }
}

/// The line of a text around one of its bytes, without its end and without a byte-order mark.
struct Line<'t> {
    text: &'t str,
    number: usize,
    start: usize,
}

impl<'t> Line<'t> {
    fn at(text: &'t str, at: usize) -> Self {
        let at = floor_boundary(text, at);
        let number = memchr::memchr_iter(b'\n', &text.as_bytes()[..at]).count() + 1;
        let mut start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
        let rest = text[start..].lines().next().unwrap_or_default();
        let shown = rest.strip_prefix('\u{feff}').unwrap_or(rest);
        start += rest.len() - shown.len();
        Self { text: shown, number, start }
    }

    /// The offset in this line of a byte of the whole text; one that is elsewhere is taken to the nearer end.
    fn offset(&self, at: usize) -> usize {
        floor_boundary(self.text, at.saturating_sub(self.start))
    }
}

/// The last character boundary at or before a byte.
fn floor_boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;
    use proptest::prelude::*;

    use super::*;

    fn problem(span: Option<Range<usize>>) -> Problem {
        Problem {
            severity: Severity::Error,
            rule: "unknown-key",
            path: "knowledge/backup.toml".into(),
            span,
            message: "an issue has no key `titel`".into(),
            help: Some("did you mean `title`?".into()),
        }
    }

    fn rendered(source: &str, at: &str) -> String {
        let start = source.find(at).expect("the text at fault is in the source");
        plain(&problem(Some(start..start + at.len())), Some(source))
    }

    fn plain(problem: &Problem, source: Option<&str>) -> String {
        anstream::adapter::strip_str(&problem.render(source)).to_string()
    }

    #[test]
    fn a_problem_shows_its_line_with_a_caret_and_what_would_be_right() {
        assert_snapshot!(rendered("id = \"backup\"\ntitel = \"Backup\"\n", "titel"), @r#"
        error[unknown-key]: an issue has no key `titel`
         --> knowledge/backup.toml:2:1
          |
        2 | titel = "Backup"
          | ^^^^^
          |
          = help: did you mean `title`?
        "#);
    }

    #[test]
    fn tabs_wide_characters_and_windows_line_ends_leave_the_caret_where_it_belongs() {
        assert_snapshot!(rendered("id = 'x'\r\n\t# 備份 é\r\n\tü = 1 # 備份\r\n", "ü"), @"
        error[unknown-key]: an issue has no key `titel`
         --> knowledge/backup.toml:3:2
          |
        3 |     ü = 1 # 備份
          |     ^
          |
          = help: did you mean `title`?
        ");
        assert_snapshot!(rendered("備份 = 1; titel = 2\r\n", "titel"), @"
        error[unknown-key]: an issue has no key `titel`
         --> knowledge/backup.toml:1:9
          |
        1 | 備份 = 1; titel = 2
          |           ^^^^^
          |
          = help: did you mean `title`?
        ");
    }

    #[test]
    fn a_problem_over_several_lines_is_marked_on_its_first() {
        assert_snapshot!(rendered("errors = [\n  'a',\n]\n", "[\n  'a',\n]"), @"
        error[unknown-key]: an issue has no key `titel`
         --> knowledge/backup.toml:1:10
          |
        1 | errors = [
          |          ^
          |
          = help: did you mean `title`?
        ");
    }

    #[test]
    fn a_byte_order_mark_is_not_a_column() {
        assert_snapshot!(rendered("\u{feff}titel = 1", "titel"), @"
        error[unknown-key]: an issue has no key `titel`
         --> knowledge/backup.toml:1:1
          |
        1 | titel = 1
          | ^^^^^
          |
          = help: did you mean `title`?
        ");
        assert_eq!(Position::of("\u{feff}titel = 1", 3), Position { line: 1, column: 1 });
    }

    #[test]
    fn a_problem_at_the_end_of_the_file_is_shown_past_its_last_character() {
        assert_snapshot!(plain(&problem(Some(5..5)), Some("id = ")), @"
        error[unknown-key]: an issue has no key `titel`
         --> knowledge/backup.toml:1:6
          |
        1 | id = 
          |      ^
          |
          = help: did you mean `title`?
        ");
    }

    #[test]
    fn a_problem_of_a_whole_file_names_the_file() {
        assert_snapshot!(plain(&problem(None), Some("id = 1")), @"
        error[unknown-key]: an issue has no key `titel`
        --> knowledge/backup.toml
         = help: did you mean `title`?
        ");
        assert_eq!(plain(&problem(None), None), plain(&problem(Some(3..4)), None));
    }

    #[test]
    fn programs_read_the_line_and_the_column_in_characters() {
        let report = serde_json::to_string_pretty(&problem(Some(13..18)).report(Some("id = 1\né = 'titel'")));
        assert_snapshot!(report.expect("a report is JSON"), @r#"
        {
          "severity": "error",
          "rule": "unknown-key",
          "path": "knowledge/backup.toml",
          "line": 2,
          "column": 6,
          "message": "an issue has no key `titel`",
          "help": "did you mean `title`?"
        }
        "#);
    }

    proptest! {
        #[test]
        fn any_span_of_any_text_can_be_shown(text in any::<String>(), start in 0_usize..40, len in 0_usize..40) {
            let problem = problem(Some(start..start + len));
            let _ = problem.render(Some(&text));
            let report = problem.report(Some(&text));
            prop_assert!(report.line <= Some(text.lines().count() + 1));
        }
    }
}
