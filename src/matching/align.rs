//! Is this line that message? Lays a phrase over the words of the paste: how much of it is there, in order, how close
//! together, and what of the line it leaves unexplained.

use std::ops::Range;

use super::index::{Index, PhraseTerm};
use super::near;
use super::read::Word;
use super::window::{Laid, Window, Windows, bit};
use crate::paste::Paste;
use crate::paste::scan::TokenKind;

/// What a step over one foreign word costs, in the unit of IDF (nats).
const GAP: f32 = 0.35;
/// A gap costs no more than this, however wide.
const WIDEST_GAP: f32 = 3.0;
/// A word that is spelled nearly right counts for so much of its likeness.
const NEARLY: f32 = 0.9;
/// A word with another ending (`fails` for `failed`) counts for so much.
const OTHER_ENDING: f32 = 0.97;
/// A word inside a namespace or a host's name: every line of one program has it.
const IN_NAME: f32 = 0.4;

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
    windows: &mut Windows,
    terms: &[PhraseTerm],
    phrase_mass: f32,
    paste: &Paste,
    number: usize,
) -> Option<Alignment> {
    let (index, reading) = (windows.index, windows.reading);
    let window = windows.around(number);
    let mut pairs: Vec<Pair> = Vec::new();
    let terms_bits = terms.iter().fold(0, |bits, t| bits | bit(t.term));
    for (on, Laid { word, .. }) in window.words.iter().enumerate().filter(|(_, laid)| laid.bits & terms_bits != 0) {
        for meaning in reading.meanings(word) {
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
    let mut chain = best_chain(&mut pairs, terms, &window.words);
    let mut found: f32 = chain.iter().map(|p| p.weight).sum();
    if chain.len() < terms.len() && phrase_mass > 0.0 && found / phrase_mass > 0.35 {
        let part = reading.segments[number].part as usize;
        mend(index, terms, &window.words, paste.parts().get(part)?.text.as_str(), &mut chain);
        found = chain.iter().map(|p| p.weight).sum();
    }
    let cost = cost_of(&chain, terms, &window.words);
    let mass = (found - cost).max(0.0);
    // A chain goes forward, so its words are met in the phrase's order.
    let mut met = chain.iter().map(|p| usize::from(p.at)).peekable();
    let (mut needed, mut complete) = (0.0, true);
    for (i, t) in terms.iter().enumerate() {
        let there = met.next_if_eq(&i).is_some();
        needed += if t.noise && !there { 0.0 } else { index.idf[t.term as usize] };
        complete &= t.noise || there;
    }
    let exact = complete && cost == 0.0 && chain.iter().all(|p| p.likeness == 1.0);
    let nearly = chain.iter().filter(|p| p.likeness < OTHER_ENDING).map(|p| p.weight).sum::<f32>() / found.max(1e-6);
    let (contradicted, swallowed) = disagreement(index, terms, window, &chain);
    let home = &window.home;
    let last = chain.iter().map(|p| usize::from(p.on)).filter(|on| home.contains(on)).max();
    let after = last.map_or(0.0, |on| window.worth(on + 1..home.end));
    let in_line: f32 = chain.iter().filter(|p| home.contains(&usize::from(p.on))).map(|p| p.weight).sum();
    // Evidence is shown from one line: the one that holds most of the chain.
    let segment = &reading.segments[number];
    let inside = |p: &&Pair| home.contains(&usize::from(p.on));
    let word = |p: &Pair| -> &Word { window.words[usize::from(p.on)].word };
    let starts = chain.iter().filter(inside).map(|p| word(p).start).min();
    let ends = chain.iter().filter(inside).map(|p| word(p).end).max();
    let (start, end) = if let (Some(start), Some(end)) = (starts, ends) {
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
        explains: (in_line / window.line.max(1e-6)).min(1.0),
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
fn disagreement(index: &Index, terms: &[PhraseTerm], window: &Window, chain: &[Pair]) -> (f32, f32) {
    let (mut contradicted, mut swallowed) = (0.0f32, 0.0f32);
    let missing = |from: usize, to: usize| -> f32 {
        terms[from..to].iter().filter(|t| !t.noise).map(|t| index.idf[t.term as usize]).sum()
    };
    for pair in chain.windows(2) {
        let (at, next) = (usize::from(pair[0].at) + 1, usize::from(pair[1].at));
        let (on, until) = (usize::from(pair[0].on) + 1, usize::from(pair[1].on));
        let others = window.worth(on..until.max(on));
        contradicted += missing(at, next).min(others);
        if terms[at..=next].iter().any(|t| t.after_wildcard) {
            swallowed += others;
        }
    }
    if let (Some(first), Some(last)) = (chain.first(), chain.last()) {
        // Before and after the chain the paste may say anything; but as many words as are missing should be these.
        let head = usize::from(first.at);
        contradicted +=
            missing(0, head).min(window.worth(usize::from(first.on).saturating_sub(head)..usize::from(first.on)));
        let tail = terms.len() - usize::from(last.at) - 1;
        let from = usize::from(last.on) + 1;
        contradicted += missing(usize::from(last.at) + 1, terms.len())
            .min(window.worth(from..(from + tail).min(window.words.len())));
    }
    (contradicted, swallowed)
}

/// The heaviest run of pairs that goes forward in both phrase and window.
fn best_chain(pairs: &mut [Pair], terms: &[PhraseTerm], window: &[Laid]) -> Vec<Pair> {
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
fn gap(a: &Pair, b: &Pair, terms: &[PhraseTerm], window: &[Laid]) -> f32 {
    let in_window = window[usize::from(b.on)].position.saturating_sub(window[usize::from(a.on)].position);
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

fn cost_of(chain: &[Pair], terms: &[PhraseTerm], window: &[Laid]) -> f32 {
    chain.windows(2).map(|w| gap(&w[0], &w[1], terms, window)).sum()
}

/// Looks for missing words of the phrase among the words that stand where they should, spelled nearly so.
fn mend(index: &Index, terms: &[PhraseTerm], window: &[Laid], text: &str, chain: &mut Vec<Pair>) {
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
                let word = window[usize::from(on)].word;
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
