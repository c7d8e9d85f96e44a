//! Reads a paste once: into segments (a line, or a piece of an over-long one), their words, and what each word is in the
//! vocabulary.

use hashbrown::HashSet;

use super::Map;
use super::index::{Index, TermId};
use super::near::Near;
use crate::paste::Paste;
use crate::paste::scan::{self, Token, TokenKind};
use crate::paste::terms;

/// Longer lines are cut where a sentence or a JSON string ends.
const LONG_LINE: usize = 320;
/// A piece of a long line has at least this many bytes.
const SHORTEST_PIECE: usize = 60;
/// So many misspelled words are looked up in one paste; what is beyond is a log, not a person's typing.
const MOST_NEAR: usize = 512;

/// What a part of an unknown compound counts, against a word that stands alone.
const PART: f32 = 0.6;

/// What the words of a stack frame count.
pub(super) const FRAME: f32 = 0.25;
/// What two words run together count, where the knowledge writes them so.
const JOINT: f32 = 0.7;

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
    /// Its joints in [`Reading::joints`].
    pub first_joint: u32,
    pub last_joint: u32,
    /// It says of itself that something went wrong.
    pub alarming: bool,
    /// A frame of a stack trace: says where in a program, not what went wrong.
    pub frame: bool,
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
    /// See [`Token::surface`].
    pub surface: u8,
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
    /// Known terms that neighbouring words make when run together, segment after segment.
    pub joints: Vec<TermId>,
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
        let mut looked_up: Map<u64, u32> = Map::default();
        let mut seen: HashSet<u64, foldhash::fast::FixedState> = HashSet::default();
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
        looked_up: &mut Map<u64, u32>,
        seen: &mut HashSet<u64, foldhash::fast::FixedState>,
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
        if !seen.insert(identity ^ codes) {
            return;
        }
        let frame = is_frame(text, tokens);
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
                let parts = terms::parts(word_text);
                if !parts.is_empty() {
                    for part in parts {
                        position += 1;
                        let from = token.start + part.start as u32;
                        let term = index.id(terms::word_term(word_text[part.clone()].as_bytes())).unwrap_or(UNKNOWN);
                        self.words.push(Word {
                            term,
                            near: u32::MAX,
                            start: from,
                            end: from + part.len() as u32,
                            kind: token.kind,
                            surface: 0,
                            position,
                            part_of_compound: true,
                        });
                    }
                    continue;
                }
            }
            if !matches!(token.kind, TokenKind::Noise | TokenKind::Name) {
                position += 1;
            }
            self.words.push(Word {
                term,
                near,
                start: token.start,
                end: token.end,
                kind: token.kind,
                surface: token.surface,
                position,
                part_of_compound: false,
            });
        }
        let first_joint = self.joints.len() as u32;
        for pair in self.words[first as usize..].windows(2) {
            let close = pair[1].position == pair[0].position + 1 && pair[1].start <= pair[0].end + 1;
            if close && pair.iter().all(|w| w.kind == TokenKind::Word) {
                let raw = text.as_bytes();
                let term = terms::pair_term(
                    &raw[pair[0].start as usize..pair[0].end as usize],
                    &raw[pair[1].start as usize..pair[1].end as usize],
                );
                self.joints.extend(index.id(term));
            }
        }
        let last_joint = self.joints.len() as u32;
        let count = self.words.len() as u32 - first;
        self.segments.push(Segment { part: part as u32, line, first, count, first_joint, last_joint, alarming, frame });
    }

    /// Known terms that look like codes: long numbers and compounds.
    pub(super) fn codes(&self) -> Vec<TermId> {
        let mut out: Vec<TermId> = self
            .words
            .iter()
            .filter(|w| w.term != UNKNOWN && !w.part_of_compound)
            .filter(|w| match w.kind {
                TokenKind::Number => w.end - w.start >= 4,
                TokenKind::Word => w.end - w.start >= 14,
                _ => false,
            })
            .map(|w| w.term)
            .collect();
        out.sort_unstable();
        out.dedup();
        out.truncate(256);
        out
    }

    /// Every distinct known term of the paste that is no noise, with how much it is worth listening to: words of
    /// alarming lines more than of others.
    pub(super) fn terms(&self) -> Vec<(TermId, f32)> {
        let long = self.segments.len() > 12;
        let mut out: Vec<(TermId, f32)> = Vec::new();
        for segment in &self.segments {
            let weight = match segment {
                Segment { frame: true, .. } => FRAME,
                Segment { alarming: false, .. } if long => 0.4,
                _ => 1.0,
            };
            for word in self.words_of(segment) {
                let weight = weight
                    * match word.kind {
                        TokenKind::Noise => 0.1,
                        TokenKind::Name => 0.6,
                        _ => 1.0,
                    };
                if word.term != UNKNOWN {
                    out.push((word.term, if word.part_of_compound { weight * PART } else { weight }));
                } else if let Some(near) = self.near.get(word.near as usize).and_then(|n| n.first()) {
                    out.push((near.term, weight * near.likeness * 0.8));
                }
            }
            // `Service Bus` is also `servicebus`.
            out.extend(
                self.joints[segment.first_joint as usize..segment.last_joint as usize]
                    .iter()
                    .map(|t| (*t, weight * JOINT)),
            );
        }
        out.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
        out.dedup_by_key(|(term, _)| *term);
        out
    }
}

/// `at Namespace.Class.Method(…)`, `File "x.py", line 3, in f`, `At line:1 char:1`.
fn is_frame(text: &str, tokens: &[Token]) -> bool {
    let Some(first) = tokens.first() else { return false };
    let raw = &text[first.start as usize..first.end as usize];
    let rest = &text[first.end as usize..tokens.last().map_or(first.end, |t| t.end) as usize];
    match raw {
        "at" => {
            let rest = rest.trim_start();
            let name = rest.find(|c: char| !(c.is_alphanumeric() || "._$<>/+`,[]@-".contains(c))).unwrap_or(rest.len());
            rest[..name].contains('.') && rest[name..].starts_with('(') || rest.starts_with("line:")
        }
        "At" => rest.trim_start().starts_with("line:"),
        "File" => rest.contains(", line "),
        _ => false,
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
        b'.' | b';' | b'!' | b'?' | b'|' => next == b' ',
        b'"' => matches!(next, b',' | b'}' | b']'),
        b'\\' => matches!(next, b'n' | b'r') && (at + 2 >= to || !bytes[at + 2].is_ascii_lowercase()),
        _ => false,
    }
}
