//! From a paste to the issues it may be about, ranked.

use std::cell::RefCell;

use hashbrown::HashMap;

use super::align::{Alignment, align};
use super::index::{Index, Phrase};
use super::read::{Reading, UNKNOWN};
use super::signals::{Signals, authority, value};
use super::{Match, SignatureKind};
use crate::paste::Paste;
use crate::paste::scan::TokenKind;

/// Phrases of one line that are looked at closely.
const PER_SEGMENT: usize = 10;
/// Phrases of the whole paste that are laid over it word by word.
const CLOSELY: usize = 96;
/// Issues taken from the text search.
const FROM_BODY: usize = 24;
/// Candidates handed on.
const KEEP: usize = 10;
/// Words of the paste that the text search asks for, the rarest first.
const ASKED: usize = 96;
/// Postings read for one line.
const LINE_BUDGET: usize = 60_000;

/// Arrays as long as the knowledge, kept between pastes so that a paste costs what it touches.
#[derive(Default)]
struct Scratch {
    phrase: Vec<f32>,
    entry: Vec<f32>,
    touched: Vec<u32>,
}

thread_local! {
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

struct Hit {
    phrase: u32,
    segment: u32,
    rough: f32,
}

struct Found {
    best: f32,
    phrase: u32,
    alignment: Alignment,
    all: Vec<(f32, u32, Alignment)>,
}

pub(super) fn find(index: &Index, paste: &Paste) -> Vec<Match> {
    let reading = Reading::new(paste, index);
    let (hits, bodies) = SCRATCH.with_borrow_mut(|scratch| {
        scratch.phrase.resize(index.phrases.len().max(scratch.phrase.len()), 0.0);
        scratch.entry.resize(index.entries.len().max(scratch.entry.len()), 0.0);
        (rough_hits(index, &reading, scratch), bodies(index, &reading, scratch))
    });

    let mut found: HashMap<u32, Found, foldhash::fast::FixedState> = HashMap::default();
    for hit in &hits {
        let phrase = &index.phrases[hit.phrase as usize];
        let Some(alignment) = align(index, phrase, &reading, paste, hit.segment as usize) else { continue };
        let worth = value(phrase, &alignment);
        let slot = found.entry(phrase.entry).or_insert_with(|| Found {
            best: f32::MIN,
            phrase: hit.phrase,
            alignment: alignment.clone(),
            all: Vec::new(),
        });
        if worth > slot.best {
            slot.best = worth;
            slot.phrase = hit.phrase;
            slot.alignment = alignment.clone();
        }
        slot.all.push((worth, hit.phrase, alignment));
    }

    let ceiling: f32 = bodies.ceiling.max(1e-6);
    let mut ranked: Vec<(f32, u32, Signals, Option<&Found>)> = Vec::new();
    for (&entry, f) in &found {
        let phrase = &index.phrases[f.phrase as usize];
        let mut signals = Signals::of(phrase, &f.alignment, reading.segments[f.alignment.segment].alarming);
        for (worth, number, alignment) in &f.all {
            let other = &index.phrases[*number as usize];
            if other.kind == SignatureKind::Code {
                signals.code = signals.code.max(*worth);
            }
            let apart = alignment.segment != f.alignment.segment
                || alignment.span.end <= f.alignment.span.start
                || alignment.span.start >= f.alignment.span.end;
            if *number != f.phrase && apart {
                signals.second = signals.second.max(*worth);
            }
        }
        signals.body = bodies.of(entry);
        signals.body_share = signals.body / ceiling;
        ranked.push((signals.score(f.best), entry, signals, Some(f)));
    }
    for &(entry, body) in &bodies.top {
        if !found.contains_key(&entry) {
            let signals = Signals { body, body_share: body / ceiling, ..Signals::default() };
            ranked.push((signals.score(0.0), entry, signals, None));
        }
    }
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    ranked.truncate(KEEP);
    ranked
        .into_iter()
        .map(|(score, entry, signals, _)| Match {
            issue: index.entries[entry as usize].at,
            confidence: 0.0,
            score,
            evidence: Vec::new(),
            signals,
        })
        .collect()
}

/// For every line, the phrases that have most in common with it by plain counting of shared words.
fn rough_hits(index: &Index, reading: &Reading, scratch: &mut Scratch) -> Vec<Hit> {
    let mut best: HashMap<u32, (f32, u32), foldhash::fast::FixedState> = HashMap::default();
    let mut terms: Vec<(u32, f32)> = Vec::new();
    let mut line: Vec<(f32, u32)> = Vec::new();
    for (number, segment) in reading.segments.iter().enumerate() {
        terms.clear();
        for word in reading.words_of(segment) {
            let noise = if word.kind == TokenKind::Noise { 0.5 } else { 1.0 };
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
                    scratch.touched.push(phrase);
                }
                *slot += weight;
            }
        }
        line.clear();
        for &number in &scratch.touched {
            let sum = std::mem::take(&mut scratch.phrase[number as usize]);
            let phrase: &Phrase = &index.phrases[number as usize];
            let rough = sum * (sum / phrase.mass.max(sum)) * authority(phrase.kind);
            line.push((rough, number));
        }
        scratch.touched.clear();
        let by_rough = |a: &(f32, u32), b: &(f32, u32)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
        if line.len() > PER_SEGMENT * 2 {
            line.select_nth_unstable_by(PER_SEGMENT * 2, by_rough);
            line.truncate(PER_SEGMENT * 2);
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

/// What the text search says.
struct Bodies {
    scores: HashMap<u32, f32, foldhash::fast::FixedState>,
    top: Vec<(u32, f32)>,
    /// The best that any issue could reach.
    ceiling: f32,
}

impl Bodies {
    fn of(&self, entry: u32) -> f32 {
        self.scores.get(&entry).copied().unwrap_or(0.0)
    }
}

/// BM25F of the paste's rarest words over all the text of the issues.
fn bodies(index: &Index, reading: &Reading, scratch: &mut Scratch) -> Bodies {
    const K1: f32 = 1.2;
    const B: f32 = 0.75;
    let mut terms = reading.terms();
    terms.sort_by(|a, b| {
        let worth = |t: &(u32, f32)| index.idf[t.0 as usize] * t.1;
        worth(b).total_cmp(&worth(a)).then(a.0.cmp(&b.0))
    });
    terms.truncate(ASKED);
    let mut ceiling = 0.0;
    for &(term, weight) in &terms {
        if term == UNKNOWN {
            continue;
        }
        let idf = index.idf[term as usize];
        ceiling += idf * weight * (K1 + 1.0);
        for posting in index.body_postings.of(term) {
            let length = index.entries[posting.entry as usize].length / index.mean_length;
            let tf = posting.weight;
            let gain = idf * weight * tf * (K1 + 1.0) / (tf + K1 * (1.0 - B + B * length));
            let slot = &mut scratch.entry[posting.entry as usize];
            if *slot == 0.0 {
                scratch.touched.push(posting.entry);
            }
            *slot += gain;
        }
    }
    let mut scores: Vec<(u32, f32)> =
        scratch.touched.drain(..).map(|entry| (entry, std::mem::take(&mut scratch.entry[entry as usize]))).collect();
    let map = scores.iter().copied().collect();
    let by_score = |a: &(u32, f32), b: &(u32, f32)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
    if scores.len() > FROM_BODY {
        scores.select_nth_unstable_by(FROM_BODY, by_score);
        scores.truncate(FROM_BODY);
    }
    scores.sort_unstable_by(by_score);
    Bodies { scores: map, top: scores, ceiling }
}
