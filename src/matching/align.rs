//! Is this line that message? Lays a phrase over the words of the paste: how much of it is there, in order, how close
//! together, and what of the line it leaves unexplained.

use std::ops::Range;

use super::index::{Index, PhraseTerm};
use super::near;
use super::read::{Reading, Segment, UNKNOWN, Word};
use crate::paste::Paste;
use crate::paste::scan::TokenKind;

/// What a step over one foreign word costs, in the unit of IDF (nats).
const GAP: f32 = 0.35;
/// A gap costs no more than this, however wide.
const WIDEST_GAP: f32 = 3.0;
/// Going on in the next line of the paste costs as much as so many foreign words.
const LINE_BREAK: u32 = 1;
/// A word that is spelled nearly right counts for so much of its likeness.
const NEARLY: f32 = 0.9;
/// A word with another ending (`fails` for `failed`) counts for so much.
const OTHER_ENDING: f32 = 0.97;
/// A word inside a namespace or a host's name: every line of one program has it.
const IN_NAME: f32 = 0.4;
/// Words of one window that are looked at.
const WIDEST_WINDOW: usize = 400;

/// How a phrase lies on a place of the paste.
#[derive(Debug, Clone)]
pub(super) struct Alignment {
    /// IDF of the phrase's words that are there, less what gaps and disorder cost.
    pub mass: f32,
    /// Share of the phrase's IDF that is there.
    pub coverage: f32,
    /// `mass` against the IDF found: 1 when all stands in order and together.
    pub order: f32,
    /// Every word there, in order, with nothing between but where the author wrote `*`.
    pub exact: bool,
    /// Share of the segment's IDF that the phrase explains.
    pub explains: f32,
    /// Share of the mass that rests on words spelled only nearly so.
    pub nearly: f32,
    /// IDF of words of the phrase in whose place the paste has others.
    pub contradicted: f32,
    /// IDF of the words that stand where the author wrote `*`.
    pub swallowed: f32,
    /// IDF of the words that follow in the same segment.
    pub after: f32,
    /// The author wrote `*` in the phrase: it is the form of a message, not prose about one.
    pub form: bool,
    /// How many words of the phrase are there.
    pub words: u32,
    /// Where: segment number and bytes of its part's text.
    pub segment: usize,
    pub span: Range<usize>,
}

#[derive(Debug, Clone, Copy)]
struct Pair {
    /// Place in the phrase.
    at: u16,
    /// Place in the window.
    on: u16,
    weight: f32,
    likeness: f32,
    best: f32,
    before: u16,
}

const NONE: u16 = u16::MAX;

/// Lays a phrase over segment `number` and its neighbours.
pub(super) fn align(
    index: &Index,
    terms: &[PhraseTerm],
    phrase_mass: f32,
    reading: &Reading,
    paste: &Paste,
    number: usize,
) -> Option<Alignment> {
    let (window, home) = window(reading, number);
    let mut pairs: Vec<Pair> = Vec::with_capacity(32);
    // Most words are not in the phrase, and one look tells so of most of these.
    let bit = |term: u32| 1_u64 << (term % 64);
    let terms_bits = terms.iter().fold(0, |bits, t| bits | bit(t.term));
    for (on, (word, _)) in window.iter().enumerate() {
        for meaning in reading.meanings(word).filter(|meaning| terms_bits & bit(meaning.term) != 0) {
            for (at, t) in terms.iter().enumerate() {
                if t.term == meaning.term {
                    let likeness = match meaning.likeness {
                        _ if word.kind == TokenKind::Name => IN_NAME,
                        1.0 if word.surface == t.surface || word.kind != TokenKind::Word || t.surface == 0 => 1.0,
                        1.0 => OTHER_ENDING,
                        nearly => nearly * NEARLY,
                    };
                    let weight = index.idf[t.term as usize] * likeness;
                    pairs.push(Pair { at: at as u16, on: on as u16, weight, likeness, best: 0.0, before: NONE });
                }
            }
        }
    }
    if pairs.is_empty() {
        return None;
    }
    let mut chain = best_chain(&mut pairs, terms, &window);
    let mut found: f32 = chain.iter().map(|p| p.weight).sum();
    if chain.len() < terms.len() && phrase_mass > 0.0 && found / phrase_mass > 0.35 {
        mend(index, terms, &window, paste, reading, number, &mut chain);
        found = chain.iter().map(|p| p.weight).sum();
    }
    let cost = cost_of(&chain, terms, &window);
    let mass = (found - cost).max(0.0);
    let there = |i: usize| chain.iter().any(|p| usize::from(p.at) == i);
    let needed: f32 = terms
        .iter()
        .enumerate()
        .map(|(i, t)| if t.noise && !there(i) { 0.0 } else { index.idf[t.term as usize] })
        .sum();
    let complete = terms.iter().enumerate().all(|(i, t)| t.noise || there(i));
    let exact = complete && cost == 0.0 && chain.iter().all(|p| p.likeness == 1.0);
    let nearly = chain.iter().filter(|p| p.likeness < OTHER_ENDING).map(|p| p.weight).sum::<f32>() / found.max(1e-6);
    let (contradicted, swallowed) = disagreement(index, terms, &window, &chain);
    let last = chain.iter().map(|p| usize::from(p.on)).filter(|on| home.contains(on)).max();
    let after = last.map_or(0.0, |on| window[on + 1..home.end].iter().map(|(w, _)| worth(index, w)).sum());
    let line: f32 = window[home.clone()].iter().map(|(w, _)| worth(index, w)).sum();
    let in_line: f32 = chain.iter().filter(|p| home.contains(&usize::from(p.on))).map(|p| p.weight).sum();
    // Evidence is shown from one line: the one that holds most of the chain.
    let segment = &reading.segments[number];
    let inside: Vec<&Word> =
        chain.iter().filter(|p| home.contains(&usize::from(p.on))).map(|p| window[usize::from(p.on)].0).collect();
    let (start, end) =
        if let (Some(start), Some(end)) = (inside.iter().map(|w| w.start).min(), inside.iter().map(|w| w.end).max()) {
            (start, end)
        } else {
            let words = reading.words_of(segment);
            (words.first()?.start, words.last()?.end)
        };
    Some(Alignment {
        mass,
        coverage: (found / needed.max(1e-6)).min(1.0),
        order: mass / found.max(1e-6),
        exact,
        explains: (in_line / line.max(1e-6)).min(1.0),
        nearly,
        contradicted,
        swallowed,
        after,
        form: terms.iter().any(|t| t.after_wildcard),
        words: chain.len() as u32,
        segment: number,
        span: start as usize..end as usize,
    })
}

/// Where phrase and paste say different things: the phrase's words for which the paste has others, and what the paste
/// has for `*`.
fn disagreement(index: &Index, terms: &[PhraseTerm], window: &[(&Word, u32)], chain: &[Pair]) -> (f32, f32) {
    let (mut contradicted, mut swallowed) = (0.0f32, 0.0f32);
    let missing = |from: usize, to: usize| -> f32 {
        terms[from..to].iter().filter(|t| !t.noise).map(|t| index.idf[t.term as usize]).sum()
    };
    let foreign = |from: usize, to: usize| -> f32 { window[from..to].iter().map(|(w, _)| worth(index, w)).sum() };
    for pair in chain.windows(2) {
        let (at, next) = (usize::from(pair[0].at) + 1, usize::from(pair[1].at));
        let (on, until) = (usize::from(pair[0].on) + 1, usize::from(pair[1].on));
        let others = foreign(on, until.max(on));
        contradicted += missing(at, next).min(others);
        if terms[at..=next].iter().any(|t| t.after_wildcard) {
            swallowed += others;
        }
    }
    if let (Some(first), Some(last)) = (chain.first(), chain.last()) {
        // Before and after the chain the paste may say anything; but as many words as are missing should be these.
        let head = usize::from(first.at);
        contradicted +=
            missing(0, head).min(foreign(usize::from(first.on).saturating_sub(head), usize::from(first.on)));
        let tail = terms.len() - usize::from(last.at) - 1;
        let from = usize::from(last.on) + 1;
        contradicted +=
            missing(usize::from(last.at) + 1, terms.len()).min(foreign(from, (from + tail).min(window.len())));
    }
    (contradicted, swallowed)
}

/// What an unexplained word of the line weighs: unknown words are as rare as can be, but may be names; they count half.
fn worth(index: &Index, word: &Word) -> f32 {
    match word.kind {
        TokenKind::Noise | TokenKind::Name | TokenKind::Number | TokenKind::Wildcard => 0.0,
        TokenKind::Word if word.term == UNKNOWN => 0.5 * (index.entries.len() as f32 + 1.0).ln(),
        TokenKind::Word => index.idf[word.term as usize],
    }
}

/// The words of a segment and its neighbours with their positions on one ruler, and where among them the segment is.
fn window(reading: &Reading, number: usize) -> (Vec<(&Word, u32)>, Range<usize>) {
    let mut out: Vec<(&Word, u32)> = Vec::with_capacity(64);
    let mut base = 0;
    let mut home = 0..0;
    let here = &reading.segments[number];
    for n in number.saturating_sub(1)..=(number + 1).min(reading.segments.len() - 1) {
        let segment: &Segment = &reading.segments[n];
        if segment.part != here.part || (n != number && segment.line.abs_diff(here.line) > 1) {
            continue;
        }
        let words = reading.words_of(segment);
        let from = out.len();
        out.extend(words.iter().take(WIDEST_WINDOW / 3).map(|w| (w, base + w.position)));
        if n == number {
            home = from..out.len();
        }
        // The pieces of an over-long line follow each other without a break.
        let next_is_same_line = reading.segments.get(n + 1).is_some_and(|next| next.line == segment.line);
        base += words.last().map_or(0, |w| w.position) + if next_is_same_line { 0 } else { LINE_BREAK };
    }
    (out, home)
}

/// The heaviest run of pairs that goes forward in both phrase and window.
fn best_chain(pairs: &mut [Pair], terms: &[PhraseTerm], window: &[(&Word, u32)]) -> Vec<Pair> {
    if pairs.len() > 512 {
        pairs.sort_unstable_by(|a, b| b.weight.total_cmp(&a.weight).then((a.on, a.at).cmp(&(b.on, b.at))));
    }
    let len = pairs.len().min(512);
    let pairs = &mut pairs[..len];
    pairs.sort_unstable_by_key(|p| (p.on, p.at));
    let mut top = 0;
    for i in 0..pairs.len() {
        let mut best = 0.0;
        let mut before = NONE;
        for j in 0..i {
            if pairs[j].at < pairs[i].at && pairs[j].on < pairs[i].on {
                let value = pairs[j].best - gap(&pairs[j], &pairs[i], terms, window);
                if value > best {
                    best = value;
                    before = j as u16;
                }
            }
        }
        pairs[i].best = best + pairs[i].weight;
        pairs[i].before = before;
        if pairs[i].best > pairs[top].best {
            top = i;
        }
    }
    let mut chain = Vec::new();
    let mut at = top as u16;
    while at != NONE {
        chain.push(pairs[usize::from(at)]);
        at = pairs[usize::from(at)].before;
    }
    chain.reverse();
    chain
}

/// What lies between two neighbours of a chain costs, unless the author wrote `*` there.
fn gap(a: &Pair, b: &Pair, terms: &[PhraseTerm], window: &[(&Word, u32)]) -> f32 {
    let in_window = window[usize::from(b.on)].1.saturating_sub(window[usize::from(a.on)].1);
    let in_phrase = u32::from(b.at - a.at);
    let between = &terms[usize::from(a.at) + 1..=usize::from(b.at)];
    if between.iter().any(|t| t.after_wildcard) {
        // Any run may stand for `*`, but a short one is likelier than a long one.
        return (in_window.saturating_sub(8) as f32 * 0.05).min(WIDEST_GAP);
    }
    let noise = between.iter().filter(|t| t.noise).count() as u32;
    let foreign = in_window.abs_diff(in_phrase).saturating_sub(noise);
    (foreign as f32 * GAP).min(WIDEST_GAP)
}

fn cost_of(chain: &[Pair], terms: &[PhraseTerm], window: &[(&Word, u32)]) -> f32 {
    chain.windows(2).map(|w| gap(&w[0], &w[1], terms, window)).sum()
}

/// Looks for missing words of the phrase among the words that stand where they should, spelled nearly so.
fn mend(
    index: &Index,
    terms: &[PhraseTerm],
    window: &[(&Word, u32)],
    paste: &Paste,
    reading: &Reading,
    number: usize,
    chain: &mut Vec<Pair>,
) {
    let part = reading.segments[number].part as usize;
    let Some(text) = paste.parts().get(part).map(|p| p.text.as_str()) else { return };
    let mut at = 0;
    while at <= chain.len() {
        let (from, low) = if at == 0 { (0, 0) } else { (chain[at - 1].at + 1, chain[at - 1].on + 1) };
        let (to, high) = match chain.get(at) {
            Some(next) => (next.at, next.on),
            None => (terms.len() as u16, window.len() as u16),
        };
        let mut found = None;
        for missing in from..to {
            let t = &terms[usize::from(missing)];
            let Some(wanted) = index.near.text_of(t.term) else { continue };
            // Not far from where its neighbours are.
            let near_low = if at == 0 { high.saturating_sub(4 + to - from) } else { low };
            let near_high = if at == chain.len() { (low + 4 + to - from).min(high) } else { high };
            for on in near_low.max(low)..near_high {
                let word = window[usize::from(on)].0;
                if word.kind != TokenKind::Word || word.end - word.start < 4 {
                    continue;
                }
                let Some(raw) = text.get(word.start as usize..word.end as usize) else { continue };
                if let Some(likeness) = near::likeness(&raw.to_lowercase(), wanted).filter(|l| *l < 1.0) {
                    let weight = index.idf[t.term as usize] * likeness * NEARLY;
                    found = Some(Pair { at: missing, on, weight, likeness, best: 0.0, before: NONE });
                    break;
                }
            }
            if found.is_some() {
                break;
            }
        }
        if let Some(pair) = found {
            chain.insert(at, pair);
        }
        at += 1;
    }
}
