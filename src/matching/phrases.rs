//! Which phrases may stand in the paste, by counting shared words line by line: cheap, and only a first choice.

use super::Map;
use super::index::{Index, Phrase, TermId};
use super::read::Reading;
use super::scratch::Scratch;
use super::signals::authority;
use crate::paste::scan::TokenKind;

/// Phrases of one line that are looked at closely.
const PER_SEGMENT: usize = 20;
/// Phrases of the whole paste that are laid over it word by word.
const CLOSELY: usize = 96;
/// Postings read for one line, those of its rarest words first.
const LINE_BUDGET: usize = 8_000;

/// A phrase and the line that has most in common with it.
pub(super) struct Hit {
    pub phrase: u32,
    pub segment: u32,
    rough: f32,
}

/// For every line, the phrases that have most in common with it by plain counting of shared words.
pub(super) fn likely(index: &Index, reading: &Reading, scratch: &mut Scratch) -> Vec<Hit> {
    let mut best: Map<u32, (f32, u32)> = Map::default();
    let mut terms: Vec<(TermId, f32)> = Vec::new();
    let mut line: Vec<(f32, u32)> = Vec::new();
    let mut touched: Vec<u32> = Vec::new();
    for (number, segment) in reading.segments.iter().enumerate() {
        terms.clear();
        for word in reading.words_of(segment) {
            let noise = if matches!(word.kind, TokenKind::Noise | TokenKind::Name) { 0.5 } else { 1.0 };
            for meaning in reading.meanings(word) {
                terms.push((meaning.term, meaning.likeness * noise));
            }
        }
        terms.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
        terms.dedup_by_key(|t| t.0);
        terms.sort_unstable_by_key(|t| index.phrase_postings.of(t.0).len());
        let mut budget = LINE_BUDGET;
        for &(term, weight) in &terms {
            let postings = index.phrase_postings.of(term);
            if postings.len() > budget {
                break;
            }
            budget -= postings.len();
            let weight = weight * index.idf[term as usize];
            for &phrase in postings {
                let slot = &mut scratch.phrase[phrase as usize];
                if *slot == 0.0 {
                    touched.push(phrase);
                }
                *slot += weight;
            }
        }
        line.clear();
        for &number in &touched {
            let sum = std::mem::take(&mut scratch.phrase[number as usize]);
            let phrase: &Phrase = &index.phrases[number as usize];
            let rough = sum * (sum / phrase.mass.max(sum)) * authority(phrase.kind);
            line.push((rough, number));
        }
        touched.clear();
        let by_rough = |a: &(f32, u32), b: &(f32, u32)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
        if line.len() > PER_SEGMENT {
            line.select_nth_unstable_by(PER_SEGMENT, by_rough);
            line.truncate(PER_SEGMENT);
        }
        for &(rough, phrase) in &line {
            let slot = best.entry(phrase).or_insert((0.0, 0));
            if rough > slot.0 {
                *slot = (rough, number as u32);
            }
        }
    }
    let mut hits: Vec<Hit> =
        best.into_iter().map(|(phrase, (rough, segment))| Hit { phrase, segment, rough }).collect();
    hits.sort_unstable_by(|a, b| b.rough.total_cmp(&a.rough).then(a.phrase.cmp(&b.phrase)));
    hits.truncate(CLOSELY);
    hits
}
