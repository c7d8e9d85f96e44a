//! What speaks for an issue, one number a signal, and how the numbers are joined: late, and only here.

use super::SignatureKind;
use super::align::Alignment;
use super::found::Place;
use super::read::{FRAME, Reading};

/// What speaks for one issue in one paste.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Signals {
    /// IDF (nats) of the best phrase's words found, less what gaps and disorder cost.
    pub mass: f32,
    /// Share of the best phrase that is there.
    pub coverage: f32,
    /// 1 when what is there stands in order and together.
    pub order: f32,
    /// 1 when the best phrase stands in the paste word for word.
    pub exact: f32,
    /// Share of the line that the best phrase explains.
    pub explains: f32,
    /// Share of the mass that rests on misspelled words.
    pub nearly: f32,
    /// IDF of words of the best phrase in whose place the paste has others.
    pub contradicted: f32,
    /// IDF of what stands where the best phrase has `*`.
    pub swallowed: f32,
    /// IDF of what follows the best phrase in its line.
    pub after: f32,
    /// 1 when the best phrase has a `*`: it is the form of a message, not prose about one.
    pub form: f32,
    /// Words of the best phrase found.
    pub words: f32,
    /// Logarithm of the number of articles that have the same phrase.
    pub shared: f32,
    /// 1 when the line says of itself that something went wrong.
    pub alarming: f32,
    /// By kind of phrase (code, error, title, description, heading, body): mass times coverage of the best.
    pub covered: [f32; 6],
    /// By kind of phrase: mass times share of the line explained of the best.
    pub explained: [f32; 6],
    /// Value of the best phrase that rests on other words of the paste than the best of all.
    pub second: f32,
    /// IDF of the words of the article's id, title and tags that the paste has.
    pub names: f32,
    /// Share of the best-covered title, error or code.
    pub own: f32,
    /// IDF of the rarest code-like word of the paste that the issue speaks of.
    pub code: f32,
    /// BM25F of all the paste against all the text, in nats.
    pub body: f32,
    /// The same against all the article's text, as a share of what a perfect text would reach.
    pub body_share: f32,
}

/// How much a text of each kind says about the issue it belongs to.
pub(super) fn authority(kind: SignatureKind) -> f32 {
    match kind {
        SignatureKind::Code => 1.1,
        SignatureKind::Error | SignatureKind::Title => 1.0,
        SignatureKind::Description => 0.75,
        SignatureKind::Heading => 0.6,
        SignatureKind::Body => 0.4,
    }
}

/// What is left of a text's word when so many articles say the same.
fn discount(shared_by: u16) -> f32 {
    1.0 / (1.0 + 0.35 * f32::from(shared_by.max(1)).ln())
}

/// What one phrase found is worth for ranking.
pub(super) fn value(kind: SignatureKind, shared_by: u16, a: &Alignment) -> f32 {
    let exact = if a.exact { 1.1 } else { 1.0 };
    a.mass * a.coverage * (0.6 + 0.4 * a.order) * authority(kind) * discount(shared_by) * exact
}

impl Signals {
    /// Gathers what the phrases of one issue that were found say, the text search apart.
    pub(super) fn of(reading: &Reading, places: &[Place]) -> Self {
        let mut signals = Self::default();
        let worth = |p: &Place| value(p.kind, p.shared_by, &p.lies);
        let best = places.iter().enumerate().max_by(|x, y| worth(x.1).total_cmp(&worth(y.1)).then(y.0.cmp(&x.0)));
        let Some((best, Place { shared_by, lies: a, .. })) = best else { return signals };
        signals.mass = a.mass;
        signals.coverage = a.coverage;
        signals.order = a.order;
        signals.exact = f32::from(u8::from(a.exact));
        signals.explains = a.explains;
        signals.nearly = a.nearly;
        signals.contradicted = a.contradicted;
        signals.swallowed = a.swallowed;
        signals.after = a.after;
        signals.form = f32::from(u8::from(a.form));
        signals.words = a.words as f32;
        signals.shared = f32::from((*shared_by).max(1)).ln();
        signals.alarming = f32::from(u8::from(reading.segments[a.segment].alarming));
        for (number, Place { kind, shared_by, lies: other, .. }) in places.iter().enumerate() {
            let frame = if reading.segments[other.segment].frame { FRAME } else { 1.0 };
            let shared = frame * discount(*shared_by);
            if matches!(kind, SignatureKind::Code | SignatureKind::Error | SignatureKind::Title) {
                signals.own = signals.own.max(other.coverage);
            }
            let covered = &mut signals.covered[*kind as usize];
            *covered = covered.max(other.mass * other.coverage * shared);
            let explained = &mut signals.explained[*kind as usize];
            *explained = explained.max(other.mass * other.explains * (0.4 + 0.6 * other.coverage) * shared);
            let apart = other.segment != a.segment || other.span.end <= a.span.start || other.span.start >= a.span.end;
            if number != best && apart {
                signals.second = signals.second.max(value(*kind, 1, other) * shared);
            }
        }
        signals
    }

    /// Ranks the issues of one paste against each other.
    pub(super) fn score(&self) -> f32 {
        let phrases: f32 =
            (0..6).map(|k| self.covered[k] * weight::COVERED[k] + self.explained[k] * weight::EXPLAINED[k]).sum();
        phrases
            + self.second * weight::SECOND
            + self.body * weight::BODY
            + self.body_share * weight::BODY_SHARE
            + self.code * weight::CODE
            + self.names * weight::NAMES
            + self.words * weight::WORDS
            + self.exact * weight::EXACT
    }

    /// The names and values, for `eval --signals`.
    pub fn named(&self) -> Vec<(String, f32)> {
        let mut out: Vec<(String, f32)> = [
            ("mass", self.mass),
            ("coverage", self.coverage),
            ("order", self.order),
            ("exact", self.exact),
            ("explains", self.explains),
            ("nearly", self.nearly),
            ("contradicted", self.contradicted),
            ("swallowed", self.swallowed),
            ("after", self.after),
            ("form", self.form),
            ("words", self.words),
            ("shared", self.shared),
            ("alarming", self.alarming),
            ("second", self.second),
            ("code", self.code),
            ("names", self.names),
            ("body", self.body),
            ("body_share", self.body_share),
        ]
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect();
        for k in 0..6 {
            out.push((format!("covered{k}"), self.covered[k]));
            out.push((format!("explained{k}"), self.explained[k]));
        }
        out
    }
}

/// What each signal counts in the ranking, fitted so that the right issue comes first as often as may be
/// (`docs/measuring.md` says how). By kind: code, error, title, description, heading, body.
mod weight {
    pub(super) const COVERED: [f32; 6] = [4.0, 0.0, 0.3, 0.0, 0.55, 0.0];
    pub(super) const EXPLAINED: [f32; 6] = [0.2, 0.1, 1.2, 0.95, 0.0, 0.2];
    pub(super) const SECOND: f32 = 0.4;
    pub(super) const BODY: f32 = 0.17;
    pub(super) const BODY_SHARE: f32 = 66.0;
    pub(super) const CODE: f32 = 0.4;
    pub(super) const NAMES: f32 = 0.5;
    pub(super) const WORDS: f32 = 1.2;
    pub(super) const EXACT: f32 = 3.4;
}
