//! Cuts text into the words, numbers and codes that matching works on, and marks what is noise.
//!
//! The same scanner reads the knowledge and the paste, so that both sides see the same tokens: ANSI colours, JSON and
//! HTML escapes are left out, and [`terms`](super::terms) folds what is the same word or number. Times, ids, paths,
//! addresses and other things that vary from one occurrence of an error to the next are marked as noise: they may still
//! meet the same text in a signature, but a signature never misses them and a gap made of them is no gap.

use std::borrow::Cow;

use super::noise::{host_length, is_noise, looks_like_id, namespace_length};
use super::secrets::placeholder_length;
use super::terms::{Term, is_invisible, number, number_term, wide_term, word_term};

/// A word, number or code of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Folded identity: equal for tokens that count as the same word.
    pub term: Term,
    /// First byte in the scanned text.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// What kind of thing it is.
    pub kind: TokenKind,
    /// A fingerprint of a word as it was written: words of one term with different fingerprints have different endings,
    /// so that `failed` can be told from `fails` where it matters. 0 for what is no word.
    pub surface: u8,
}

/// What kind of thing a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters, perhaps with digits among them.
    Word,
    /// A number: decimal, or hex in any of its spellings.
    Number,
    /// Part of a time, path or id.
    Noise,
    /// Part of the name of a host, or of a namespace: varies like noise, but tells the product.
    Name,
    /// `*` in a signature: any run of characters. Only [`scan_signature`] makes these.
    Wildcard,
}

/// Scans `text[from..to]`, which must lie on character boundaries, and appends its tokens.
///
/// Positions are offsets into `text`; texts are at most 4 GiB.
pub fn scan(text: &str, from: usize, to: usize, out: &mut Vec<Token>) {
    Scanner::new(&text[..to], out).run(from);
}

/// Scans an author's signature, in which `*` is a token of its own.
pub fn scan_signature(text: &str, out: &mut Vec<Token>) {
    Scanner { wildcards: true, ..Scanner::new(text, out) }.run(0);
}

/// Scans a name made of words held together by dashes and slashes: an id, a path, the anchor of a link.
pub fn scan_name(text: &str, out: &mut Vec<Token>) {
    let mut from = 0;
    for part in text.split(['-', '/', '_', '.', '~', ' ']) {
        if !part.is_empty() {
            Scanner::new(&text[..from + part.len()], out).run(from);
        }
        from += part.len() + 1;
    }
}

/// `0xFFFFFFFE` has nine letters; a word with more is no number.
const LETTERS_OF_A_NUMBER: u32 = 9;

struct Scanner<'a, 'o> {
    text: &'a str,
    bytes: &'a [u8],
    out: &'o mut Vec<Token>,
    wildcards: bool,
}

impl<'a, 'o> Scanner<'a, 'o> {
    /// Reads up to the end of `text`, and looks at nothing beyond.
    fn new(text: &'a str, out: &'o mut Vec<Token>) -> Self {
        Self { text, bytes: text.as_bytes(), out, wildcards: false }
    }

    fn run(&mut self, from: usize) {
        let mut at = from;
        while at < self.bytes.len() {
            let byte = self.bytes[at];
            if byte == 0x1b {
                at = self.skip_ansi(at);
            } else if byte.is_ascii_whitespace() || byte < 0x20 {
                at += 1;
            } else {
                let stop = self.chunk_end(at);
                self.chunk(at, stop);
                at = stop;
            }
        }
    }

    /// `ESC [ … letter` and the like: colours and cursor movements.
    fn skip_ansi(&self, at: usize) -> usize {
        let mut next = at + 1;
        if next < self.bytes.len() && self.bytes[next] == b'[' {
            next += 1;
            while next < self.bytes.len() && !(0x40..=0x7e).contains(&self.bytes[next]) && self.bytes[next].is_ascii() {
                next += 1;
            }
            if next < self.bytes.len() && self.bytes[next].is_ascii() {
                next += 1;
            }
        }
        next
    }

    /// A chunk is a run without white space.
    fn chunk_end(&self, from: usize) -> usize {
        let mut at = from;
        while at < self.bytes.len() && self.bytes[at] > 0x20 && self.bytes[at] != 0x1b {
            at += 1;
        }
        at.max(from + 1)
    }

    fn chunk(&mut self, from: usize, to: usize) {
        let chunk = &self.bytes[from..to];
        // Most chunks are plain words: nothing of which noise and names are made is in them.
        let plain = !chunk.iter().any(|b| b.is_ascii_digit() || matches!(b, b'.' | b'/' | b'\\' | b'@'));
        let noise = !plain && is_noise(chunk);
        let names = match (plain, noise) {
            (true, _) => 0,
            (false, true) => host_length(chunk),
            (false, false) => namespace_length(chunk),
        };
        let mut at = from;
        while at < to {
            let byte = self.bytes[at];
            if byte == b'*' && self.wildcards {
                self.push(Term(0), at, at + 1, TokenKind::Wildcard);
                at += 1;
            } else if byte == b'\\' && !noise {
                at += escape_length(&self.bytes[at..to]);
            } else if byte == b'[' {
                // A secret that was taken out varies as much as what it stands for.
                let length = placeholder_length(&self.bytes[at..to]);
                if length > 0 {
                    self.push(word_term(&self.bytes[at..at + length]), at, at + length, TokenKind::Noise);
                }
                at += length.max(1);
            } else if byte == b'&' {
                at += entity_length(&self.bytes[at..to]);
            } else if is_word_byte(byte) {
                let context = match (at < from + names, noise) {
                    (true, _) => TokenKind::Name,
                    (false, true) => TokenKind::Noise,
                    (false, false) => TokenKind::Word,
                };
                let negative = at > from && self.bytes[at - 1] == b'-';
                at = self.word(at, to, negative, context);
            } else {
                at += 1;
            }
        }
    }

    /// A run of letters and digits. Non-ASCII punctuation ends it like ASCII punctuation does.
    fn word(&mut self, from: usize, to: usize, negative: bool, context: TokenKind) -> usize {
        let mut at = from;
        let (mut digits, mut letters, mut wide) = (0u32, 0u32, false);
        while at < to {
            let byte = self.bytes[at];
            if byte.is_ascii_digit() {
                digits += 1;
                at += 1;
            } else if byte.is_ascii_alphabetic() {
                letters += 1;
                at += 1;
            } else if byte == b'_' && at > from && self.bytes.get(at + 1).is_some_and(u8::is_ascii_alphabetic) {
                // `SELF_BOOTSTRAP_FAILURE` is one code; `attempt_1445144423722` is a word and a number.
                at += 1;
            } else if !byte.is_ascii() {
                let Some(c) = self.text[at..].chars().next() else { break };
                if !(c.is_alphanumeric() || is_invisible(c)) {
                    break;
                }
                wide = true;
                letters += u32::from(c.is_alphabetic());
                at += c.len_utf8();
            } else if (byte == b'\'' || byte == b'.') && self.joins(at, to, byte) {
                at += 1;
            } else {
                break;
            }
        }
        if at == from {
            // A non-ASCII character that is no letter.
            return from + self.text[from..].chars().next().map_or(1, char::len_utf8);
        }
        if letters + digits == 0 {
            return at;
        }
        let (mut from, next) = (from, at);
        let mut raw = Cow::Borrowed(&self.text[from..at]);
        if wide && raw.contains(is_invisible) {
            let shown = self.text[from..at].trim_start_matches(is_invisible);
            from = at - shown.len();
            let shown = shown.trim_end_matches(is_invisible);
            at = from + shown.len();
            raw = shown.replace(is_invisible, "").into();
            wide = !raw.is_ascii();
        }
        let ascii = raw.as_bytes();
        if digits > 0 && letters <= LETTERS_OF_A_NUMBER && !wide {
            if let Some(value) = number(ascii, negative) {
                let kind = if context == TokenKind::Word { TokenKind::Number } else { TokenKind::Noise };
                self.push(number_term(value), from, at, kind);
                return next;
            }
            if looks_like_id(ascii, digits, letters) {
                self.push(word_term(ascii), from, at, TokenKind::Noise);
                return next;
            }
        }
        let term = if wide { wide_term(&raw) } else { word_term(ascii) };
        self.push(term, from, at, context);
        next
    }

    /// `don't` is one word, and `14.0.46` one version; a full stop after a word ends it.
    fn joins(&self, at: usize, to: usize, byte: u8) -> bool {
        let Some(&next) = self.bytes.get(at + 1).filter(|_| at + 1 < to) else { return false };
        let Some(&before) = at.checked_sub(1).and_then(|i| self.bytes.get(i)) else { return false };
        if byte == b'\'' {
            before.is_ascii_alphabetic() && next.is_ascii_alphabetic()
        } else {
            before.is_ascii_digit() && next.is_ascii_digit()
        }
    }

    fn push(&mut self, term: Term, from: usize, to: usize, kind: TokenKind) {
        // Folding takes off endings, so length and last letter tell the forms of one word apart.
        let surface = match kind {
            TokenKind::Word => (to - from) as u8 ^ self.bytes[to - 1].to_ascii_lowercase(),
            _ => 0,
        };
        self.out.push(Token { term, start: from as u32, end: to as u32, kind, surface });
    }
}

fn is_word_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || !byte.is_ascii()
}

/// JSON's `\n`, `\r`, `\t`, `\"`, `\u0027`; any other backslash stands for itself.
fn escape_length(rest: &[u8]) -> usize {
    match rest.get(1) {
        Some(b'u') if rest.len() >= 6 && rest[2..6].iter().all(u8::is_ascii_hexdigit) => 6,
        Some(b'n' | b'r' | b't' | b'"' | b'\\' | b'/') => 2,
        _ => 1,
    }
}

/// `&quot;` and the like: punctuation in disguise.
fn entity_length(rest: &[u8]) -> usize {
    const ENTITIES: [&[u8]; 8] = [b"&quot;", b"&lt;", b"&gt;", b"&amp;", b"&apos;", b"&nbsp;", b"&#39;", b"&#xD;"];
    ENTITIES.iter().find(|e| rest.starts_with(e)).map_or(1, |e| e.len())
}
