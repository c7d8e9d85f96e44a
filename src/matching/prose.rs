//! Lays the likeliest sentences of the candidates' prose over the paste: error messages are often told in the middle of it.

use super::align::align;
use super::found::{Found, Place};
use super::index::{PhraseTerm, TermId};
use super::read::UNKNOWN;
use super::scratch::Scratch;
use super::window::Windows;
use super::{Map, SignatureKind};
use crate::paste::Paste;

/// Sentences of one issue that are laid over the paste.
const SENTENCES: usize = 2;
/// A sentence is worth it from so much shared IDF (nats) on.
const WORTH_IT: f32 = 4.0;

/// Lays the likeliest sentences of the candidates' prose over the paste.
pub(super) fn read(windows: &mut Windows, paste: &Paste, found: &mut Map<u32, Found>, scratch: &Scratch) {
    let (index, reading) = (windows.index, windows.reading);
    let mut places: Map<TermId, Vec<u32>> = Map::default();
    for (number, segment) in reading.segments.iter().enumerate() {
        for word in reading.words_of(segment) {
            if word.term != UNKNOWN {
                let list = places.entry(word.term).or_default();
                if list.len() < 12 && list.last() != Some(&(number as u32)) {
                    list.push(number as u32);
                }
            }
        }
    }
    let mut terms: Vec<PhraseTerm> = Vec::new();
    for (&number, f) in found.iter_mut() {
        let entry = &index.entries[number as usize];
        let mut best: Vec<(f32, u32)> = Vec::new();
        for sentence in entry.first_sentence..entry.last_sentence {
            let sum: f32 = index.sentence(sentence).iter().map(|&t| scratch.present[t as usize]).sum();
            if sum > WORTH_IT {
                best.push((sum, sentence));
            }
        }
        best.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        for &(_, sentence) in best.iter().take(SENTENCES) {
            let mut shares: Map<u32, f32> = Map::default();
            terms.clear();
            let mut mass = 0.0;
            for &term in index.sentence(sentence) {
                terms.push(PhraseTerm { term, after_wildcard: false, noise: false, surface: 0 });
                let idf = index.idf[term as usize];
                mass += idf;
                for &segment in places.get(&term).map_or(&[][..], Vec::as_slice) {
                    *shares.entry(segment).or_default() += idf;
                }
            }
            let Some((&segment, _)) = shares.iter().max_by(|a, b| a.1.total_cmp(b.1).then(b.0.cmp(a.0))) else {
                continue;
            };
            if let Some(a) = align(windows, &terms, mass, paste, segment as usize) {
                f.places.push(Place { kind: SignatureKind::Body, shared_by: 1, phrase: None, lies: a });
            }
        }
    }
}
