//! Reads a paste once: into segments (a line, or a piece of an over-long one), their words, and what each word is in the
//! vocabulary.

use hashbrown::{HashMap, HashSet};

use super::index::{Index, TermId};
use super::near::Near;
use crate::paste::Paste;
use crate::paste::scan::{self, Token, TokenKind};

/// Longer lines are cut where a sentence or a JSON string ends.
const LONG_LINE: usize = 320;
/// A piece of a long line has at least this many bytes.
const SHORTEST_PIECE: usize = 60;
/// So many misspelled words are looked up in one paste; what is beyond is a log, not a person's typing.
const MOST_NEAR: usize = 512;

/// What a part of an unknown compound counts, against a word that stands alone.
const PART: f32 = 0.6;

/// No such term in the vocabulary.
pub(super) const UNKNOWN: TermId = TermId::MAX;

/// A line of the paste, or a piece of one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Segment {
    pub part: u32,
    /// From 1.
    pub line: u32,
    /// Its words in [`Reading::words`].
    pub first: u32,
    pub count: u32,
    /// It says of itself that something went wrong.
    pub alarming: bool,
    /// How often a line of the same words stands in the paste.
    pub times: u32,
}

/// A word of the paste.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word {
    pub term: TermId,
    /// Index into [`Reading::near`] for an unknown word that is spelled nearly like known ones.
    pub near: u32,
    pub start: u32,
    pub end: u32,
    pub kind: TokenKind,
    /// Counts the words of its segment that are no noise: neighbours differ by one.
    pub position: u32,
    /// It is one part of a compound that nobody knows as a whole.
    pub part_of_compound: bool,
}

/// The paste as the matcher sees it.
#[derive(Debug, Default)]
pub(super) struct Reading {
    pub segments: Vec<Segment>,
    pub words: Vec<Word>,
    /// Nearest known words for each distinct misspelled one.
    pub near: Vec<Vec<Near>>,
}

impl Reading {
    pub(super) fn words_of(&self, segment: &Segment) -> &[Word] {
        &self.words[segment.first as usize..][..segment.count as usize]
    }

    /// What a word may stand for: itself, or the nearest known words.
    pub(super) fn meanings<'a>(&'a self, word: &Word) -> impl Iterator<Item = Near> + 'a {
        let likeness = if word.part_of_compound { PART } else { 1.0 };
        let exact = (word.term != UNKNOWN).then_some(Near { term: word.term, likeness });
        let near = self.near.get(word.near as usize).map_or(&[][..], Vec::as_slice);
        exact.into_iter().chain(near.iter().copied())
    }

    pub(super) fn new(paste: &Paste, index: &Index) -> Self {
        let mut reading = Self::default();
        let mut tokens: Vec<Token> = Vec::new();
        let mut looked_up: HashMap<u64, u32, foldhash::fast::FixedState> = HashMap::default();
        let mut seen: HashMap<u64, u32, foldhash::fast::FixedState> = HashMap::default();
        for (part, text) in paste.parts().iter().map(|p| p.text.as_str()).enumerate() {
            let mut line = 0;
            let mut at = 0;
            while at < text.len() {
                line += 1;
                let stop = memchr::memchr(b'\n', &text.as_bytes()[at..]).map_or(text.len(), |i| at + i);
                each_piece(text, at, stop, |from, to| {
                    tokens.clear();
                    scan::scan(text, from, to, &mut tokens);
                    if !tokens.is_empty() {
                        reading.add(part, line, text, &tokens, index, &mut looked_up, &mut seen);
                    }
                });
                at = stop + 1;
            }
        }
        reading
    }

    #[allow(clippy::too_many_arguments, reason = "the two maps are this pass's memory, and live no longer")]
    fn add(
        &mut self,
        part: usize,
        line: u32,
        text: &str,
        tokens: &[Token],
        index: &Index,
        looked_up: &mut HashMap<u64, u32, foldhash::fast::FixedState>,
        seen: &mut HashMap<u64, u32, foldhash::fast::FixedState>,
    ) {
        // A line that says the same as an earlier one but for its noise is that line again.
        let mut identity = 0xcbf2_9ce4_8422_2325u64;
        for token in tokens.iter().filter(|t| t.kind == TokenKind::Word) {
            identity = (identity.rotate_left(7) ^ token.term.0).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        }
        let numbers = tokens.iter().filter(|t| t.kind == TokenKind::Number);
        let mut codes = 0u64;
        for token in numbers {
            if index.id(token.term).is_some() {
                codes = (codes.rotate_left(7) ^ token.term.0).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            }
        }
        let fresh = self.segments.len() as u32;
        let earlier = *seen.entry(identity ^ codes).or_insert(fresh);
        if earlier != fresh {
            self.segments[earlier as usize].times += 1;
            return;
        }
        let first = self.words.len() as u32;
        let mut position = 0;
        let mut alarming = false;
        for token in tokens {
            let word_text = &text[token.start as usize..token.end as usize];
            let term = index.id(token.term).unwrap_or(UNKNOWN);
            let mut near = u32::MAX;
            if token.kind == TokenKind::Word {
                alarming = alarming || is_alarming(word_text);
                if term == UNKNOWN && looked_up.len() < MOST_NEAR {
                    near = *looked_up.entry(token.term.0).or_insert_with(|| {
                        let found = index.near.find(word_text);
                        if found.is_empty() {
                            return u32::MAX;
                        }
                        self.near.push(found);
                        self.near.len() as u32 - 1
                    });
                }
            }
            if token.kind == TokenKind::Word && term == UNKNOWN && near == u32::MAX {
                // A compound nobody knows may be made of words that are known.
                let parts = scan::parts(word_text);
                if !parts.is_empty() {
                    for part in parts {
                        position += 1;
                        let from = token.start + part.start as u32;
                        let term = index.id(scan::word_term(word_text[part.clone()].as_bytes())).unwrap_or(UNKNOWN);
                        self.words.push(Word {
                            term,
                            near: u32::MAX,
                            start: from,
                            end: from + part.len() as u32,
                            kind: token.kind,
                            position,
                            part_of_compound: true,
                        });
                    }
                    continue;
                }
            }
            if token.kind != TokenKind::Noise {
                position += 1;
            }
            self.words.push(Word {
                term,
                near,
                start: token.start,
                end: token.end,
                kind: token.kind,
                position,
                part_of_compound: false,
            });
        }
        let count = self.words.len() as u32 - first;
        self.segments.push(Segment { part: part as u32, line, first, count, alarming, times: 1 });
    }

    /// Every distinct known term of the paste that is no noise, with how much it is worth listening to: words of
    /// alarming lines more than of others.
    pub(super) fn terms(&self) -> Vec<(TermId, f32)> {
        let long = self.segments.len() > 12;
        let mut out: Vec<(TermId, f32)> = Vec::new();
        for segment in &self.segments {
            let weight = if segment.alarming || !long { 1.0 } else { 0.4 };
            for word in self.words_of(segment) {
                let weight = if word.kind == TokenKind::Noise { weight * 0.1 } else { weight };
                if word.term != UNKNOWN {
                    out.push((word.term, if word.part_of_compound { weight * PART } else { weight }));
                } else if let Some(near) = self.near.get(word.near as usize).and_then(|n| n.first()) {
                    out.push((near.term, weight * near.likeness * 0.8));
                }
            }
        }
        out.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
        let mut kept = HashSet::<TermId, foldhash::fast::FixedState>::default();
        out.retain(|(term, _)| kept.insert(*term));
        out
    }
}

/// Words by which a line of a log says that something went wrong.
fn is_alarming(word: &str) -> bool {
    const ROOTS: [&str; 22] = [
        "error",
        "err",
        "fail",
        "fatal",
        "exception",
        "denied",
        "refused",
        "invalid",
        "cannot",
        "unable",
        "could",
        "couldn",
        "can't",
        "timeout",
        "timed",
        "abort",
        "critical",
        "severe",
        "missing",
        "not",
        "warn",
        "e",
    ];
    let bytes = word.as_bytes();
    ROOTS.iter().any(|root| {
        let root = root.as_bytes();
        bytes.len() >= root.len()
            && bytes[..root.len()].eq_ignore_ascii_case(root)
            && (bytes.len() == root.len() || root.len() >= 4)
    }) || (bytes.len() > 9 && (ends_with(bytes, b"exception") || ends_with(bytes, b"error")))
}

fn ends_with(bytes: &[u8], end: &[u8]) -> bool {
    bytes.len() >= end.len() && bytes[bytes.len() - end.len()..].eq_ignore_ascii_case(end)
}

/// The line itself, or its pieces where it is over-long.
fn each_piece(text: &str, from: usize, to: usize, mut each: impl FnMut(usize, usize)) {
    if to - from <= LONG_LINE {
        return each(from, to);
    }
    let bytes = text.as_bytes();
    let mut start = from;
    let mut at = from;
    while at < to {
        let length = at - start;
        let soft = length >= SHORTEST_PIECE && at + 1 < to && is_seam(bytes, at, to);
        let hard = length >= LONG_LINE && bytes[at] == b' ' || length >= LONG_LINE * 4 && text.is_char_boundary(at);
        if soft || hard {
            each(start, at);
            start = at;
        }
        at += 1;
    }
    if start < to {
        each(start, to);
    }
}

/// Where a sentence, a JSON value or an escaped line ends.
fn is_seam(bytes: &[u8], at: usize, to: usize) -> bool {
    let next = bytes[at + 1];
    match bytes[at] {
        b'.' | b';' | b'!' | b'?' => next == b' ',
        b'"' => matches!(next, b',' | b'}' | b']'),
        b'\\' => matches!(next, b'n' | b'r') && (at + 2 >= to || !bytes[at + 2].is_ascii_lowercase()),
        b'|' => next == b' ',
        _ => false,
    }
}
