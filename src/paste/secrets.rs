//! Secrets and personal data in a paste, replaced before anything is matched, quoted, stored or logged.
//!
//! A secret becomes a placeholder such as `[password-1]`, the same one wherever the same secret stands again, in any
//! part of the paste. The matcher takes a placeholder for noise, as it takes an address or an id, so that an issue is
//! found with it as without it.
//!
//! What is looked for is found by words that stand in front of it or by its own look, in one pass over the text; all that
//! is dearer is done where such a word was seen. Versions, GUIDs, private addresses and the blanks of an instruction
//! (`<password>`, `****`, `%PASSWORD%`) are nobody's secret and stay.

mod address;
mod anchors;
mod assigned;
mod command;
mod key_file;
mod kind;
mod mail;
mod token;
mod value;
mod web;

#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::ops::Range;

pub use kind::Kind;

/// A text without its secrets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redacted {
    /// The text, with placeholders.
    pub text: String,
    /// The secrets that were in it, each once, in the order of their first places.
    pub found: Vec<Secret>,
}

/// A secret that was found; of itself it says nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Secret {
    /// What it is.
    pub kind: Kind,
    /// Which of its kind in this paste, from 1.
    pub ordinal: u32,
}

impl Secret {
    /// What stands in its place: `[password-1]`.
    pub fn placeholder(self) -> String {
        format!("[{}-{}]", self.kind.word(), self.ordinal)
    }

    /// Whether it opens something, so that whoever showed it should revoke it.
    pub fn is_live(self) -> bool {
        self.kind.is_live()
    }
}

/// A secret's place in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Place {
    kind: Kind,
    range: Range<usize>,
}

/// Replaces the secrets of a text that stands alone.
pub fn redact(text: &str) -> Redacted {
    Redactor::default().redact(text)
}

/// Replaces the secrets of one paste: in all its parts the same secret has the same placeholder.
#[derive(Default)]
pub struct Redactor {
    known: HashMap<(Kind, String), u32>,
    count: HashMap<Kind, u32>,
}

impl Redactor {
    /// Replaces the secrets of the next text.
    pub fn redact(&mut self, text: &str) -> Redacted {
        let mut found: Vec<Secret> = Vec::new();
        let mut seen = std::collections::HashSet::new();
        let mut out = String::new();
        let mut at = 0;
        for place in places(text) {
            let secret = self.secret(place.kind, &text[place.range.clone()]);
            out.push_str(&text[at..place.range.start]);
            out.push_str(&secret.placeholder());
            at = place.range.end;
            if seen.insert(secret) {
                found.push(secret);
            }
        }
        out.push_str(&text[at..]);
        Redacted { text: out, found }
    }

    fn secret(&mut self, kind: Kind, text: &str) -> Secret {
        let count = self.count.entry(kind).or_default();
        let ordinal = *self.known.entry((kind, text.to_owned())).or_insert_with(|| {
            *count += 1;
            *count
        });
        Secret { kind, ordinal }
    }
}

/// Where the secrets of a text stand, in order, none over another.
fn places(text: &str) -> Vec<Place> {
    let mut live = anchors::places(text);
    live.sort_by_key(|place| (place.range.start, usize::MAX - place.range.end));
    let mut soft = mail::places(text);
    soft.extend(address::places(text));
    soft.sort_by_key(|place| place.range.start);
    let mut out: Vec<Place> = Vec::new();
    let mut soft = soft.into_iter().peekable();
    let mut end = 0;
    // What opens something goes first: a password with an @ in it is no mail address.
    for next in live {
        if next.range.start < end {
            continue;
        }
        while let Some(before) = soft.next_if(|place| place.range.start < next.range.end) {
            if before.range.start >= end && before.range.end <= next.range.start {
                end = before.range.end;
                out.push(before);
            }
        }
        end = next.range.end;
        out.push(next);
    }
    for last in soft {
        if last.range.start >= end {
            end = last.range.end;
            out.push(last);
        }
    }
    out
}

/// The length of the placeholder that a text starts with; 0 if it starts with none.
pub(super) fn placeholder_length(text: &[u8]) -> usize {
    let Some(inside) = text.strip_prefix(b"[") else { return 0 };
    // Longer than any kind's word and any ordinal.
    let Some(close) = inside.iter().take(24).position(|b| *b == b']') else { return 0 };
    let Some(dash) = inside[..close].iter().rposition(|b| *b == b'-') else { return 0 };
    let (word, ordinal) = (&inside[..dash], &inside[dash + 1..close]);
    let is_ordinal = !ordinal.is_empty() && ordinal.iter().all(u8::is_ascii_digit);
    if is_ordinal && Kind::ALL.iter().any(|kind| kind.word().as_bytes() == word) { close + 2 } else { 0 }
}
