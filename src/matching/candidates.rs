//! From a paste to the issues it may be about, ranked.

use super::align::{Alignment, align};
use super::confidence::confidence;
use super::found::{Found, Place};
use super::index::Index;
use super::read::Reading;
use super::scratch::Scratch;
use super::signals::Signals;
use super::text_search::TextSearch;
use super::window::Windows;
use super::{Map, Match, SignatureKind, evidence, phrases, prose, scratch};
use crate::paste::Paste;

/// Candidates handed on.
const KEEP: usize = 10;
/// An issue speaks for itself when so much of its title or of one of its errors or codes is there.
const OWN: f32 = 0.5;

/// One issue among the candidates.
struct Ranked {
    entry: u32,
    score: f32,
    confidence: f32,
    signals: Signals,
}

/// The issues that the paste may be about, best first.
pub(super) fn find(index: &Index, paste: &Paste) -> Vec<Match> {
    let reading = Reading::new(paste, index);
    let (found, mut ranked) = scratch::with(index, |scratch| rank(index, paste, &reading, scratch));
    ranked.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.entry.cmp(&b.entry)));
    drop_echoes(index, &mut ranked);
    ranked.truncate(KEEP);
    ranked
        .into_iter()
        .map(|Ranked { entry, score, confidence, signals }| Match {
            issue: index.entries[entry as usize].at,
            confidence,
            score,
            evidence: evidence::of(index, paste, &reading, &found[&entry].places),
            signals,
        })
        .collect()
}

/// Everything that speaks for every issue that anything speaks for, with its score.
fn rank(index: &Index, paste: &Paste, reading: &Reading, scratch: &mut Scratch) -> (Map<u32, Found>, Vec<Ranked>) {
    let mut found = Map::<u32, Found>::default();
    let mut windows = Windows::new(index, reading);
    for hit in phrases::likely(index, reading, scratch) {
        let phrase = &index.phrases[hit.phrase as usize];
        if let Some(lies) = align(&mut windows, index.terms(phrase), phrase.mass, paste, hit.segment as usize) {
            if phrase.kind == SignatureKind::Code && !is_meant_as_code(paste, reading, &lies) {
                continue;
            }
            let place = Place { kind: phrase.kind, shared_by: phrase.shared_by, phrase: Some(hit.phrase), lies };
            found.entry(phrase.entry).or_default().places.push(place);
        }
    }
    let text = TextSearch::new(index, reading, scratch);
    for &entry in text.top.iter().chain(text.codes.keys()) {
        found.entry(entry).or_default();
    }
    prose::read(&mut windows, paste, &mut found, scratch);
    let ranked = found
        .iter()
        .map(|(&entry, found)| {
            let mut signals = Signals::of(reading, &found.places);
            let article = index.article_of[entry as usize] as usize;
            signals.body = scratch.entry[entry as usize];
            signals.body_share = scratch.article[article] / text.ceiling;
            signals.names = index.names[article].iter().map(|&t| scratch.present[t as usize]).sum();
            signals.code = text.codes.get(&entry).copied().unwrap_or(0.0);
            let confidence = confidence(&signals, index.entries.len());
            Ranked { entry, score: signals.score() + bonus(confidence), confidence, signals }
        })
        .collect();
    text.clear(index, scratch);
    (found, ranked)
}

/// A short number is a code only where it is called one (`ID 319`, `error 2013`, `#1612`) or all that is said. Longer
/// ones speak for themselves.
fn is_meant_as_code(paste: &Paste, reading: &Reading, lies: &Alignment) -> bool {
    const LONG: usize = 5;
    const NEARBY: usize = 24;
    const CALLED: [&str; 11] =
        ["id", "error", "err", "code", "event", "msg", "status", "hresult", "fault", "exception", "warning"];
    let part = reading.segments[lies.segment].part as usize;
    let text = paste.parts()[part].text.as_str();
    let code = &text[lies.span.clone()];
    if code.len() >= LONG || !code.bytes().all(|b| b.is_ascii_digit()) || text.trim() == code {
        return true;
    }
    let mut from = lies.span.start.saturating_sub(NEARBY);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let before = &text[from..lies.span.start];
    before.ends_with('#')
        || before.split(|c: char| !c.is_alphanumeric()).any(|word| CALLED.iter().any(|c| word.eq_ignore_ascii_case(c)))
}

/// What being sure adds to the score (at most five nats): a text that stands there word for word comes before a longer
/// one that almost does.
fn bonus(confidence: f32) -> f32 {
    let odds = confidence / (1.0 - confidence).max(1e-6);
    odds.max(1.0).ln().min(5.0)
}

/// Drops what a reader would take for the same again: copies of an issue in other articles, and issues that are only in
/// the list because a better one of their article is.
fn drop_echoes(index: &Index, ranked: &mut Vec<Ranked>) {
    let mut titles: Vec<u64> = Vec::new();
    let mut articles: Vec<u32> = Vec::new();
    ranked.retain(|Ranked { entry, signals, .. }| {
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
