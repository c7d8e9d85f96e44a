//! The words of the knowledge, sorted, each with the issues that have it.

use std::collections::HashMap;
use std::ops::Range;

use super::near::{Letters, Near};
use super::{BEGINS, BEGINS_LONG, BEGINS_NEAR, NEAR, NEARER};

/// Bits of a posting that say in which fields the word is; those above are the issue's number.
const FIELD_BITS: u32 = 5;

/// A word that was typed to its end is taken for the beginning of a longer one only from this length on, and a number
/// never.
const BEGINNING: usize = 3;

/// The words, sorted.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    /// All words, one after another.
    text: String,
    /// Where each ends in `text`.
    ends: Vec<u32>,
    letters: Vec<Letters>,
    /// The issues of all words, one word after another.
    postings: Vec<u32>,
    /// Where those of each word end in `postings`.
    posted: Vec<u32>,
}

/// A word that a word of a query may mean.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Meant {
    pub word: u32,
    /// 1 for the very word.
    pub quality: f32,
}

/// Notes that an issue has a word in a field. Issues come in the order of their numbers.
pub(super) fn post(postings: &mut Vec<u32>, issue: u32, field: u32) {
    match postings.last_mut() {
        Some(last) if *last >> FIELD_BITS == issue => *last |= field,
        _ => postings.push(issue << FIELD_BITS | field),
    }
}

impl Vocabulary {
    pub(super) fn new(words: HashMap<String, Vec<u32>>) -> Self {
        let mut sorted: Vec<(String, Vec<u32>)> = words.into_iter().filter(|(word, _)| !word.is_empty()).collect();
        sorted.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        let mut all = Self::default();
        for (word, postings) in sorted {
            all.text.push_str(&word);
            all.ends.push(all.text.len() as u32);
            all.letters.push(Letters::of(&word));
            all.postings.extend(postings);
            all.posted.push(all.postings.len() as u32);
        }
        all.text.shrink_to_fit();
        all.postings.shrink_to_fit();
        all
    }

    fn word(&self, number: u32) -> &str {
        &self.text[range(&self.ends, number)]
    }

    fn len(&self) -> u32 {
        self.ends.len() as u32
    }

    /// The number of a word that is there.
    pub(super) fn number(&self, word: &str) -> Option<u32> {
        let first = self.first_from(word);
        (first < self.len() && self.word(first) == word).then_some(first)
    }

    /// The issues that have a word, with the bits of the fields.
    pub(super) fn issues(&self, word: u32) -> impl Iterator<Item = (u32, u32)> {
        let postings = &self.postings[range(&self.posted, word)];
        postings.iter().map(|posting| (posting >> FIELD_BITS, posting & ((1 << FIELD_BITS) - 1)))
    }

    /// The words that a typed one may mean, by their numbers: itself, those that begin so, or else those that are
    /// spelled nearly so.
    pub(super) fn meant(&self, typed: &str, unfinished: bool) -> Vec<Meant> {
        let mut meant = if unfinished || typed.len() >= BEGINNING && !typed.starts_with(|c: char| c.is_ascii_digit()) {
            self.beginning_with(typed)
        } else {
            self.number(typed).map(|word| Meant { word, quality: 1.0 }).into_iter().collect()
        };
        if meant.is_empty() {
            meant = self.near(typed, unfinished);
        }
        meant
    }

    fn beginning_with(&self, typed: &str) -> Vec<Meant> {
        let words = (self.first_from(typed)..self.len()).take_while(|word| self.word(*word).starts_with(typed));
        words
            .map(|word| {
                let length = self.word(word).len();
                let quality = BEGINS_LONG + (BEGINS - BEGINS_LONG) * typed.len() as f32 / length as f32;
                Meant { word, quality: if length == typed.len() { 1.0 } else { quality } }
            })
            .collect()
    }

    fn near(&self, typed: &str, unfinished: bool) -> Vec<Meant> {
        let Some(near) = Near::to(typed, unfinished) else { return Vec::new() };
        let likely = (0..self.len()).filter(|word| near.may_be(self.letters[*word as usize]));
        let mut found: Vec<(Meant, usize)> = likely
            .filter_map(|word| {
                let text = self.word(word);
                let (base, slips) = match near.slips(text) {
                    Some(slips) => (NEAR, slips),
                    None => (BEGINS_NEAR, near.slips_of_beginning(text)?),
                };
                Some((Meant { word, quality: base - NEARER * (slips - 1) as f32 }, slips))
            })
            .collect();
        // With one slip or with two: who is one letter away from a word does not mean another that is two away.
        let fewest = found.iter().map(|(_, slips)| *slips).min();
        found.retain(|(_, slips)| Some(*slips) == fewest);
        found.into_iter().map(|(meant, _)| meant).collect()
    }

    /// The first word that is not before `text`.
    fn first_from(&self, text: &str) -> u32 {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low.midpoint(high);
            if self.word(middle) < text { low = middle + 1 } else { high = middle }
        }
        low
    }
}

fn range(ends: &[u32], number: u32) -> Range<usize> {
    let number = number as usize;
    let start = number.checked_sub(1).map_or(0, |before| ends[before]);
    start as usize..ends[number] as usize
}
