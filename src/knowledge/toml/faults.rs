//! Saying what is wrong, once for each fault and at its place.

use std::ops::Range;

use super::super::problem::{Problem, Severity};
use super::Reader;

/// More syntax errors than these in one file say nothing new: it is not TOML.
pub(super) const MAX_SYNTAX_PROBLEMS: usize = 10;
impl Reader<'_> {
    /// Refuses a key, and gives the one that was probably meant, which is not missing then.
    pub(crate) fn unknown_key<'k>(
        &mut self,
        key: &str,
        span: Range<usize>,
        of: &str,
        known: &[&'k str],
    ) -> Option<&'k str> {
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

    pub(super) fn missing(&mut self, span: Option<Range<usize>>, message: impl Into<String>, help: impl Into<String>) {
        // After a syntax error the rest of a table may be lost: what looks missing may well be there.
        if self.broken.is_empty() {
            self.report("missing-field", span, message.into(), help.into());
        }
    }

    pub(crate) fn error(
        &mut self,
        rule: &'static str,
        span: Range<usize>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        if !self.broken.iter().any(|line| span.start <= line.end && line.start <= span.end) {
            self.report(rule, Some(span), message.into(), help.into());
        }
    }

    pub(crate) fn report(&mut self, rule: &'static str, span: Option<Range<usize>>, message: String, help: String) {
        let path = self.path.to_owned();
        self.problems.push(Problem { severity: Severity::Error, rule, path, span, message, help: Some(help) });
    }

    pub(super) fn syntax(&mut self, errors: &[::toml::de::Error]) {
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
    pub(crate) fn written(&self, span: &Range<usize>) -> &str {
        match self.text.get(span.clone()) {
            Some(written) if written.len() <= 60 && !written.contains(['\n', '`']) => written,
            _ => "…",
        }
    }
}

/// The key that was probably meant: within a third of its letters.
pub(crate) fn nearest<'k>(key: &str, known: &[&'k str]) -> Option<&'k str> {
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

pub(super) fn line_of(text: &str, at: usize) -> usize {
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
