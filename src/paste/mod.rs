//! A paste: what a person sent, prepared once for matching.

pub mod decode;
pub mod markup;
mod noise;
pub mod scan;
pub mod secrets;
pub mod terms;
pub mod unpack;
pub mod versions;

#[cfg(test)]
mod tests;

use std::ops::Range;

/// The largest paste that the command line takes, all its parts together: 8 MiB. Whoever reads bytes for a paste stops at
/// a bound of its own and says so (on Discord, that is configured); matching itself has none.
pub const MOST_BYTES: u64 = 8 << 20;

/// What a person sent: the message's own text and every attachment, decoded, with their origin kept.
#[derive(Debug, Clone, Default)]
pub struct Paste {
    parts: Vec<Part>,
}

/// One text of a paste: the message itself or one file.
#[derive(Debug, Clone)]
pub struct Part {
    /// The file's name; none for the message's own text.
    pub name: Option<String>,
    /// The decoded text. Byte for byte the input where that was UTF-8; spans of evidence are offsets into this.
    pub text: String,
}

impl Paste {
    /// A paste of one text with no file name.
    pub fn new(text: impl Into<String>) -> Self {
        Self { parts: vec![Part { name: None, text: text.into() }] }
    }

    /// A paste of several texts: the message's own and its files, in the order they were sent.
    pub fn from_parts(parts: Vec<Part>) -> Self {
        Self { parts }
    }

    /// The texts, in the order they were sent.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// The shown text of a span.
    pub fn slice(&self, part: usize, span: Range<usize>) -> &str {
        self.parts.get(part).and_then(|p| p.text.get(span)).unwrap_or_default()
    }
}
