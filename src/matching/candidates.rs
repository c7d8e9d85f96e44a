//! From a paste to the issues it may be about, ranked.

use std::cell::RefCell;

use hashbrown::HashMap;

use super::align::{Alignment, align};
use super::confidence::confidence;
use super::index::{Index, Phrase, PhraseTerm, TermId};
use super::read::{Reading, UNKNOWN};
use super::signals::{Signals, authority, value};
use super::{Evidence, Match, Signature, SignatureKind};
use crate::paste::Paste;
use crate::paste::scan::TokenKind;

type Map<K, V> = HashMap<K, V, foldhash::fast::FixedState>;

/// Phrases of one line that are looked at closely.
const PER_SEGMENT: usize = 20;
/// Phrases of the whole paste that are laid over it word by word.
const CLOSELY: usize = 96;
/// Issues taken from the text search.
const FROM_BODY: usize = 32;
/// Sentences of one issue's prose that are laid over the paste.
const SENTENCES: usize = 2;
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
    article: Vec<f32>,
    /// IDF of the terms that the paste has.
    present: Vec<f32>,
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

/// One text of an issue that was found in the paste.
pub(super) struct Place {
    pub kind: SignatureKind,
    /// In how many articles the same text stands.
    pub shared_by: u16,
    /// Index into [`Index::phrases`]; none for a sentence of prose.
    pub phrase: Option<u32>,
    /// How it lies on the paste.
    pub lies: Alignment,
}

/// What was found of one issue.
#[derive(Default)]
struct Found {
    places: Vec<Place>,
}

pub(super) fn find(index: &Index, paste: &Paste) -> Vec<Match> {
    let reading = Reading::new(paste, index);
    let (mut found, bodies) = SCRATCH.with_borrow_mut(|scratch| {
        scratch.phrase.resize(index.phrases.len().max(scratch.phrase.len()), 0.0);
        scratch.entry.resize(index.entries.len().max(scratch.entry.len()), 0.0);
        scratch.article.resize(index.article_length.len().max(scratch.article.len()), 0.0);
        scratch.present.resize(index.idf.len().max(scratch.present.len()), 0.0);
        let mut found: Map<u32, Found> = HashMap::default();
        for hit in rough_hits(index, &reading, scratch) {
            let phrase = &index.phrases[hit.phrase as usize];
            if let Some(a) = align(index, index.terms(phrase), phrase.mass, &reading, paste, hit.segment as usize) {
                let place = Place { kind: phrase.kind, shared_by: phrase.shared_by, phrase: Some(hit.phrase), lies: a };
                found.entry(phrase.entry).or_default().places.push(place);
            }
        }
        let bodies = bodies(index, &reading, scratch);
        for &entry in bodies.top.iter().chain(bodies.codes.keys()) {
            found.entry(entry).or_default();
        }
        read_prose(index, &reading, paste, &mut found, scratch);
        let mut bodies = bodies;
        for &entry in found.keys() {
            let article = index.entries[entry as usize].at.article;
            bodies
                .names
                .entry(article)
                .or_insert_with(|| index.names[article as usize].iter().map(|&t| scratch.present[t as usize]).sum());
        }
        for term in bodies.asked.drain(..) {
            scratch.present[term as usize] = 0.0;
        }
        (found, bodies)
    });

    let mut ranked: Vec<(f32, u32, Signals)> = found
        .iter_mut()
        .map(|(&entry, f)| {
            let mut signals = Signals::of(&reading, &f.places);
            let article = index.entries[entry as usize].at.article;
            signals.body = bodies.entries.get(&entry).copied().unwrap_or(0.0);
            signals.article = bodies.articles.get(&article).copied().unwrap_or(0.0);
            signals.names = bodies.names.get(&article).copied().unwrap_or(0.0);
            signals.code = bodies.codes.get(&entry).copied().unwrap_or(0.0);
            signals.body_share = signals.article / bodies.ceiling.max(1e-6);
            (signals.score(), entry, signals)
        })
        .collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    drop_echoes(index, &mut ranked);
    ranked.truncate(KEEP);
    ranked
        .into_iter()
        .map(|(score, entry, signals)| Match {
            issue: index.entries[entry as usize].at,
            confidence: confidence(&signals, index.entries.len()),
            score,
            evidence: evidence(index, paste, &reading, &found[&entry].places),
            signals,
        })
        .collect()
}

/// What to show as proof: each place of the paste once, with the text that it meets best, strongest first.
fn evidence(index: &Index, paste: &Paste, reading: &Reading, places: &[Place]) -> Vec<Evidence> {
    let mut order: Vec<&Place> = places.iter().filter(|p| p.lies.mass > 0.0).collect();
    order.sort_by(|a, b| {
        let worth = |p: &Place| value(p.kind, p.shared_by, &p.lies);
        worth(b)
            .total_cmp(&worth(a))
            .then_with(|| (a.lies.segment, a.lies.span.start).cmp(&(b.lies.segment, b.lies.span.start)))
            .then(a.phrase.cmp(&b.phrase))
    });
    let mut out: Vec<Evidence> = Vec::new();
    for place in order {
        let segment = &reading.segments[place.lies.segment];
        let part = segment.part as usize;
        let span = place.lies.span.clone();
        let told = out.iter().any(|e| e.part == part && e.span.start < span.end && span.start < e.span.end);
        let weak = place.lies.coverage < WEAK && place.lies.explains < WEAK && !out.is_empty();
        if told || weak {
            continue;
        }
        let text = match place.phrase {
            Some(phrase) => index.text(&index.phrases[phrase as usize]).to_owned(),
            // Prose is not kept word for word: what stands in the paste stands, as good as so, in the issue's text.
            None => paste.slice(part, span.clone()).to_owned(),
        };
        out.push(Evidence {
            part,
            line: segment.line as usize,
            span,
            signature: Signature { kind: place.kind, text },
            coverage: place.lies.coverage,
        });
        if out.len() == MOST_EVIDENCE {
            break;
        }
    }
    out
}

/// Drops what a reader would take for the same again: copies of an issue in other articles, and issues that are only in
/// the list because a better one of their article is.
fn drop_echoes(index: &Index, ranked: &mut Vec<(f32, u32, Signals)>) {
    let mut titles: Vec<u64> = Vec::new();
    let mut articles: Vec<u32> = Vec::new();
    ranked.retain(|(_, entry, signals)| {
        let entry = &index.entries[*entry as usize];
        let copy = titles.contains(&entry.title);
        let echo = articles.contains(&entry.at.article) && signals.own < OWN;
        let keep = !copy && !echo;
        if keep {
            titles.push(entry.title);
            articles.push(entry.at.article);
        }
        keep
    });
}

/// For every line, the phrases that have most in common with it by plain counting of shared words.
fn rough_hits(index: &Index, reading: &Reading, scratch: &mut Scratch) -> Vec<Hit> {
    let mut best: Map<u32, (f32, u32)> = HashMap::default();
    let mut terms: Vec<(TermId, f32)> = Vec::new();
    let mut line: Vec<(f32, u32)> = Vec::new();
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

/// What the text search says.
struct Bodies {
    /// The strongest code-like word (a long number, a compound) that the paste and the issue have in common.
    codes: Map<u32, f32>,
    entries: Map<u32, f32>,
    articles: Map<u32, f32>,
    top: Vec<u32>,
    /// By article: IDF of the words of its name that the paste has.
    names: Map<u32, f32>,
    /// Terms marked as present in the scratch.
    asked: Vec<TermId>,
    /// The best that any issue could reach.
    ceiling: f32,
}

/// Evidence of which less is there, both ways, is not shown beside better.
const WEAK: f32 = 0.4;
/// Places shown for one issue.
const MOST_EVIDENCE: usize = 5;
/// An issue speaks for itself when so much of its title or of one of its errors or codes is there.
const OWN: f32 = 0.5;
/// A code that so many issues speak of tells nothing.
const COMMON_CODE: usize = 64;
const K1: f32 = 1.2;
const B: f32 = 0.75;

fn saturated(tf: f32, length: f32) -> f32 {
    tf * (K1 + 1.0) / (tf + K1 * (1.0 - B + B * length))
}

/// BM25F of the paste's rarest words over all the text of the issues, and over that of whole articles.
fn bodies(index: &Index, reading: &Reading, scratch: &mut Scratch) -> Bodies {
    let mut terms = reading.terms();
    terms.retain(|t| t.0 != UNKNOWN);
    terms.sort_by(|a, b| {
        let worth = |t: &(TermId, f32)| index.idf[t.0 as usize] * t.1;
        worth(b).total_cmp(&worth(a)).then(a.0.cmp(&b.0))
    });
    for &(term, _) in &terms {
        scratch.present[term as usize] = index.idf[term as usize];
    }
    let mut codes: Map<u32, f32> = HashMap::default();
    for term in reading.codes() {
        let postings = index.body_postings.of(term);
        if postings.len() <= COMMON_CODE {
            for posting in postings {
                let slot = codes.entry(posting.entry).or_default();
                *slot = slot.max(index.idf[term as usize]);
            }
        }
    }
    let mut ceiling = 0.0;
    let mut touched_articles = Vec::new();
    for &(term, weight) in terms.iter().take(ASKED) {
        let idf = index.idf[term as usize];
        ceiling += idf * weight * (K1 + 1.0);
        let mut article = u32::MAX;
        let mut in_article = 0.0;
        let mut close = |article: u32, tf: f32, scratch: &mut Scratch| {
            if article != u32::MAX {
                let length = index.article_length[article as usize] / index.mean_article_length;
                let slot = &mut scratch.article[article as usize];
                if *slot == 0.0 {
                    touched_articles.push(article);
                }
                *slot += idf * weight * saturated(tf, length);
            }
        };
        for posting in index.body_postings.of(term) {
            let entry = &index.entries[posting.entry as usize];
            if entry.at.article != article {
                close(article, in_article, scratch);
                article = entry.at.article;
                in_article = 0.0;
            }
            in_article += posting.weight;
            let slot = &mut scratch.entry[posting.entry as usize];
            if *slot == 0.0 {
                scratch.touched.push(posting.entry);
            }
            *slot += idf * weight * saturated(posting.weight, entry.length / index.mean_length);
        }
        close(article, in_article, scratch);
    }
    let entries: Vec<(u32, f32)> =
        scratch.touched.drain(..).map(|entry| (entry, std::mem::take(&mut scratch.entry[entry as usize]))).collect();
    let articles: Map<u32, f32> =
        touched_articles.into_iter().map(|a| (a, std::mem::take(&mut scratch.article[a as usize]))).collect();
    let mut joined: Vec<(u32, f32)> = entries
        .iter()
        .map(|&(entry, score)| {
            let article = index.entries[entry as usize].at.article;
            (entry, score + articles.get(&article).copied().unwrap_or(0.0))
        })
        .collect();
    let by_score = |a: &(u32, f32), b: &(u32, f32)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
    if joined.len() > FROM_BODY {
        joined.select_nth_unstable_by(FROM_BODY, by_score);
        joined.truncate(FROM_BODY);
    }
    joined.sort_unstable_by(by_score);
    Bodies {
        entries: entries.into_iter().collect(),
        articles,
        codes,
        names: HashMap::default(),
        asked: terms.iter().map(|t| t.0).collect(),
        top: joined.into_iter().map(|j| j.0).collect(),
        ceiling,
    }
}

/// Lays the likeliest sentences of the candidates' prose over the paste.
fn read_prose(index: &Index, reading: &Reading, paste: &Paste, found: &mut Map<u32, Found>, scratch: &mut Scratch) {
    let mut places: Map<TermId, Vec<u32>> = HashMap::default();
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
            if sum > 4.0 {
                best.push((sum, sentence));
            }
        }
        best.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        for &(_, sentence) in best.iter().take(SENTENCES) {
            let mut shares: Map<u32, f32> = HashMap::default();
            terms.clear();
            let mut mass = 0.0;
            for &term in index.sentence(sentence) {
                terms.push(PhraseTerm { term, after_wildcard: false, noise: false, ending: 0 });
                let idf = index.idf[term as usize];
                mass += idf;
                for &segment in places.get(&term).map_or(&[][..], Vec::as_slice) {
                    *shares.entry(segment).or_default() += idf;
                }
            }
            let Some((&segment, _)) = shares.iter().max_by(|a, b| a.1.total_cmp(b.1).then(b.0.cmp(a.0))) else {
                continue;
            };
            if let Some(a) = align(index, &terms, mass, reading, paste, segment as usize) {
                f.places.push(Place { kind: SignatureKind::Body, shared_by: 1, phrase: None, lies: a });
            }
        }
    }
}
