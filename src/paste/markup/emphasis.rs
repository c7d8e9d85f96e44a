//! Which stars, underscores, tildes and bars are emphasis, and which belong to the text.

use super::Piece;

/// A run of signs that begins or ends an emphasis if its other half is on the same line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    kind: usize,
    at: usize,
    length: usize,
    opens: bool,
    closes: bool,
}

/// The runs that are markup: each ends with its like.
const KINDS: [&str; 8] = ["*", "**", "***", "_", "__", "___", "~~", "||"];

/// The first of the kinds of underscores and the one past the last.
const UNDERSCORES: std::ops::Range<usize> = 3..6;

/// Signs in a row that are looked past for the word they stand at, as in `**__word__**`.
const SIGNS_LOOKED_PAST: usize = 6;

impl Mark {
    /// The mark at `at`, where a run of `length` equal signs stands; none if no emphasis is written so.
    pub(super) fn new(text: &str, at: usize, length: usize) -> Option<Self> {
        let kind = KINDS.iter().position(|kind| *kind == &text[at..at + length])?;
        let (before, after) = (&text[..at], &text[at + length..]);
        let (outside_left, outside_right) = (before.chars().next_back(), after.chars().next());
        let (word_left, word_right) = (
            before.chars().rev().take(SIGNS_LOOKED_PAST).find(|c| !is_sign(*c)),
            after.chars().take(SIGNS_LOOKED_PAST).find(|c| !is_sign(*c)),
        );
        // Languages without spaces put the sign right beside their letters; code is ASCII.
        let beside = |c: char| !UNDERSCORES.contains(&kind) && !c.is_ascii();
        let opens = outside_left.is_none_or(|c| {
            c.is_whitespace() || is_sign(c) || beside(c) || matches!(c, '(' | '[' | '{' | '"' | '\'' | '>' | '`')
        }) && word_right.is_some_and(|c| {
            c.is_alphanumeric() || beside(c) || matches!(c, '"' | '\'' | '(' | '[' | '<' | '`' | '#' | '@' | '$' | '%')
        });
        let closes = outside_right.is_none_or(|c| {
            c.is_whitespace()
                || is_sign(c)
                || beside(c)
                || matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '}' | '"' | '\'' | '`' | '<')
        }) && word_left.is_some_and(|c| !c.is_whitespace() && !matches!(c, '\\' | '/' | '('));
        (opens || closes).then_some(Self { kind, at, length, opens, closes })
    }

    /// Whether the signs around `inside` were meant as emphasis: `__init__` and `_x1_` are names.
    fn is_meant(self, inside: &str) -> bool {
        let words = inside.contains(char::is_whitespace);
        match self.length {
            _ if !UNDERSCORES.contains(&self.kind) => true,
            1 => words || inside.chars().all(char::is_alphabetic),
            _ => words,
        }
    }
}

/// Empties the pieces of a line that are signs of emphasis. `text` is what the marks' places are in.
pub(super) fn leave_out(text: &str, line: &mut [Piece<'_>]) {
    let mut open: [Option<(usize, Mark)>; KINDS.len()] = [None; KINDS.len()];
    for at in 0..line.len() {
        let Some(mark) = line[at].mark else { continue };
        let half = if mark.closes { open[mark.kind].take() } else { None };
        if let Some((start, first)) = half {
            if first.is_meant(&text[first.at + first.length..mark.at]) {
                line[start].text = "".into();
                line[at].text = "".into();
            }
        } else if mark.opens {
            open[mark.kind] = Some((at, mark));
        }
    }
}

fn is_sign(c: char) -> bool {
    matches!(c, '*' | '_' | '~' | '|')
}
