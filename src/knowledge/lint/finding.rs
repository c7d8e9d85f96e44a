//! What a rule found, and where: by field, because the model holds no places of the file.

use std::fmt;

use super::super::problem::{Problem, Severity};

/// What a rule found.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// An error fails the check; a warning does not.
    pub severity: Severity,
    /// Short stable name of the rule, for example `shadowed`.
    pub rule: &'static str,
    /// Index into [`Knowledge::articles`](super::super::Knowledge::articles).
    pub article: usize,
    /// The field at fault.
    pub at: FieldPath,
    /// One sentence: what is wrong.
    pub message: String,
    /// One sentence: what would be right.
    pub help: Option<String>,
}

/// The way from the top of an article to one of its fields: `issues`, `3`, `errors`, `0`. Empty for the whole article.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FieldPath(pub Vec<Segment>);

/// One turn on the way to a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Segment {
    /// Into a table, by key.
    Key(&'static str),
    /// Into an array, by position from 0.
    Index(usize),
}

impl Finding {
    /// The finding as a problem of a file, at the place that its field has there.
    pub fn into_problem(self, path: &str, span: Option<std::ops::Range<usize>>) -> Problem {
        let Self { severity, rule, message, help, .. } = self;
        Problem { severity, rule, path: path.to_owned(), span, message, help }
    }
}

impl FieldPath {
    /// A field of the article itself.
    pub fn key(key: &'static str) -> Self {
        Self(vec![Segment::Key(key)])
    }

    /// An issue, by its index in the article.
    pub fn issue(index: usize) -> Self {
        Self::key("issues").index(index)
    }

    /// A field of the table that this path leads to.
    #[must_use]
    pub fn field(mut self, key: &'static str) -> Self {
        self.0.push(Segment::Key(key));
        self
    }

    /// An item of the array that this path leads to.
    #[must_use]
    pub fn index(mut self, index: usize) -> Self {
        self.0.push(Segment::Index(index));
        self
    }

    /// The index of the issue that the path leads into, if it leads into one.
    pub fn issue_index(&self) -> Option<usize> {
        match self.0[..] {
            [Segment::Key("issues"), Segment::Index(index), ..] => Some(index),
            _ => None,
        }
    }
}

/// As TOML would write it: `issues[3].errors[0]`.
impl fmt::Display for FieldPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, segment) in self.0.iter().enumerate() {
            match segment {
                Segment::Key(key) if number == 0 => f.write_str(key)?,
                Segment::Key(key) => write!(f, ".{key}")?,
                Segment::Index(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}
