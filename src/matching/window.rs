//! A line of the paste between its neighbours, as phrases are laid over it: made once, for all phrases that are.

use std::ops::Range;

use super::Map;
use super::index::{Index, TermId};
use super::read::{Reading, Segment, UNKNOWN, Word};
use crate::paste::scan::TokenKind;

/// Going on in the next line of the paste costs as much as so many foreign words.
const LINE_BREAK: u32 = 1;
/// Words of one window that are looked at.
const WIDEST: usize = 400;

/// The words of a segment and its neighbours.
pub(super) struct Window<'r> {
    pub words: Vec<Laid<'r>>,
    /// Where among them the segment's own are.
    pub home: Range<usize>,
    /// What the segment's own weigh.
    pub line: f32,
}

/// A word in its window.
pub(super) struct Laid<'r> {
    pub word: &'r Word,
    /// Its place on the window's one ruler.
    pub position: u32,
    /// What it weighs where no phrase explains it: an unknown word is as rare as can be, but may be a name; it counts half.
    pub worth: f32,
    /// The bits of all that it may stand for: see [`bit`].
    pub bits: u64,
}

/// The windows of a paste that were asked for.
pub(super) struct Windows<'r> {
    pub index: &'r Index,
    pub reading: &'r Reading,
    made: Map<usize, Window<'r>>,
    /// What an unknown word weighs.
    unknown: f32,
}

/// One of 64 bits for a term: most words are not in a phrase, and one look tells so of most of these.
pub(super) fn bit(term: TermId) -> u64 {
    1 << (term % 64)
}

impl<'r> Windows<'r> {
    pub(super) fn new(index: &'r Index, reading: &'r Reading) -> Self {
        let unknown = 0.5 * (index.entries.len() as f32 + 1.0).ln();
        Self { index, reading, made: Map::default(), unknown }
    }

    /// Segment `number` and its neighbours.
    pub(super) fn around(&mut self, number: usize) -> &Window<'r> {
        let Self { index, reading, made, unknown } = self;
        made.entry(number).or_insert_with(|| Window::new(index, reading, *unknown, number))
    }
}

impl<'r> Window<'r> {
    fn new(index: &Index, reading: &'r Reading, unknown: f32, number: usize) -> Self {
        let mut words: Vec<Laid> = Vec::with_capacity(64);
        let mut base = 0;
        let mut home = 0..0;
        let here = &reading.segments[number];
        for n in number.saturating_sub(1)..=(number + 1).min(reading.segments.len() - 1) {
            let segment: &Segment = &reading.segments[n];
            if segment.part != here.part || (n != number && segment.line.abs_diff(here.line) > 1) {
                continue;
            }
            let all = reading.words_of(segment);
            let from = words.len();
            words.extend(all.iter().take(WIDEST / 3).map(|word| Laid {
                word,
                position: base + word.position,
                worth: worth(index, unknown, word),
                bits: reading.meanings(word).fold(0, |bits, meaning| bits | bit(meaning.term)),
            }));
            if n == number {
                home = from..words.len();
            }
            // The pieces of an over-long line follow each other without a break.
            let next_is_same_line = reading.segments.get(n + 1).is_some_and(|next| next.line == segment.line);
            base += all.last().map_or(0, |w| w.position) + if next_is_same_line { 0 } else { LINE_BREAK };
        }
        let line = words[home.clone()].iter().map(|laid| laid.worth).sum();
        Self { words, home, line }
    }

    /// What the words from one place to another weigh.
    pub(super) fn worth(&self, places: Range<usize>) -> f32 {
        self.words[places].iter().map(|laid| laid.worth).sum()
    }
}

fn worth(index: &Index, unknown: f32, word: &Word) -> f32 {
    match word.kind {
        TokenKind::Noise | TokenKind::Name | TokenKind::Number | TokenKind::Wildcard => 0.0,
        TokenKind::Word if word.term == UNKNOWN => unknown,
        TokenKind::Word => index.idf[word.term as usize],
    }
}
