//! What is wrong with a file of knowledge, said so that its author can mend it.

use std::ops::Range;

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
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth mending; nothing fails.
    Warning,
    /// The check fails, and a file that cannot be read is left out.
    Error,
}
