//! Which issues speak of what the paste speaks of: BM25F over all their text.

use super::Map;
use super::bm25::K1;
use super::index::{Index, TermId};
use super::read::Reading;
use super::scratch::Scratch;

/// Issues handed on.
const TOP: usize = 32;
/// Words of the paste that are asked for, those that say most first.
const ASKED: usize = 48;
/// A code that so many issues speak of tells nothing.
const COMMON_CODE: usize = 64;

/// What the text search says. The scores are in the scratch until [`TextSearch::clear`].
pub(super) struct TextSearch {
    /// The best issues.
    pub top: Vec<u32>,
    /// The strongest code-like word (a long number, a compound) that the paste and an issue have in common.
    pub codes: Map<u32, f32>,
    /// The best that any issue could reach.
    pub ceiling: f32,
    touched: Vec<u32>,
    asked: Vec<TermId>,
}

impl TextSearch {
    /// Asks for the words of the paste.
    pub(super) fn new(index: &Index, reading: &Reading, scratch: &mut Scratch) -> Self {
        let mut terms = reading.terms();
        terms.sort_by(|a, b| {
            let worth = |t: &(TermId, f32)| index.idf[t.0 as usize] * t.1;
            worth(b).total_cmp(&worth(a)).then(a.0.cmp(&b.0))
        });
        for &(term, _) in &terms {
            scratch.present[term as usize] = index.idf[term as usize];
        }
        let mut touched: Vec<u32> = Vec::new();
        let mut ceiling = 0.0;
        for &(term, weight) in terms.iter().take(ASKED) {
            let worth = index.idf[term as usize] * weight;
            ceiling += worth * (K1 + 1.0);
            for posting in index.body_postings.of(term) {
                let slot = &mut scratch.entry[posting.entry as usize];
                if *slot == 0.0 {
                    touched.push(posting.entry);
                }
                *slot += worth * posting.impact;
            }
            for posting in index.article_postings.of(term) {
                scratch.article[posting.entry as usize] += worth * posting.impact;
            }
        }
        let mut best: Vec<(u32, f32)> = Vec::with_capacity(touched.len());
        for &entry in &touched {
            let article = scratch.article[index.article_of[entry as usize] as usize];
            best.push((entry, scratch.entry[entry as usize] + article));
        }
        let by_score = |a: &(u32, f32), b: &(u32, f32)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
        if best.len() > TOP {
            best.select_nth_unstable_by(TOP, by_score);
            best.truncate(TOP);
        }
        best.sort_unstable_by(by_score);
        Self {
            top: best.into_iter().map(|b| b.0).collect(),
            codes: codes(index, reading),
            ceiling: ceiling.max(1e-6),
            touched,
            asked: terms.into_iter().map(|t| t.0).collect(),
        }
    }

    /// Puts the zeros back.
    pub(super) fn clear(self, index: &Index, scratch: &mut Scratch) {
        for entry in self.touched {
            scratch.entry[entry as usize] = 0.0;
            scratch.article[index.article_of[entry as usize] as usize] = 0.0;
        }
        for term in self.asked {
            scratch.present[term as usize] = 0.0;
        }
    }
}

fn codes(index: &Index, reading: &Reading) -> Map<u32, f32> {
    let mut codes: Map<u32, f32> = Map::default();
    for term in reading.codes() {
        let postings = index.body_postings.of(term);
        if postings.len() <= COMMON_CODE {
            for posting in postings {
                let slot = codes.entry(posting.entry).or_default();
                *slot = slot.max(index.idf[term as usize]);
            }
        }
    }
    codes
}
