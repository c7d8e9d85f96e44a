//! What was found in a paste, as it is handed on to people.

use serde::{Deserialize, Serialize};

/// An issue that a paste may be about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Candidate {
    /// `article/issue`.
    pub issue: String,
    /// How sure that is, 0 to 1.
    pub confidence: f32,
    /// The lines of the paste that prove it, rid of secrets.
    pub lines: Vec<Line>,
}

/// A line of a paste.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// The file it stands in, with its number; none in the message's own text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// The line, cut to what a reader needs to see.
    pub text: String,
}
