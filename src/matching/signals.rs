//! What speaks for an issue, one number a signal, and how the numbers are joined: late, and only here.

use super::SignatureKind;
use super::align::Alignment;
use super::index::Index;
use super::read::Reading;

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
    /// BM25F of all the paste against all the text, in nats.
    pub body: f32,
    /// BM25F against all the article's text.
    pub article: f32,
    /// The same, as a share of what a perfect text would reach.
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

/// What one phrase found is worth for ranking.
fn value(kind: SignatureKind, shared_by: u16, a: &Alignment) -> f32 {
    let shared = 1.0 / (1.0 + 0.35 * f32::from(shared_by.max(1)).ln());
    let exact = if a.exact { 1.1 } else { 1.0 };
    a.mass * a.coverage * (0.6 + 0.4 * a.order) * authority(kind) * shared * exact
}

impl Signals {
    /// Gathers what the phrases of one issue that were found say, the text search apart.
    pub(super) fn of(_index: &Index, reading: &Reading, places: &[(SignatureKind, u16, Alignment)]) -> Self {
        let mut signals = Self::default();
        let Some((best, (_, shared_by, a))) = places.iter().enumerate().max_by(|x, y| {
            let worth = |p: &(SignatureKind, u16, Alignment)| value(p.0, p.1, &p.2);
            worth(x.1).total_cmp(&worth(y.1)).then(y.0.cmp(&x.0))
        }) else {
            return signals;
        };
        signals.mass = a.mass;
        signals.coverage = a.coverage;
        signals.order = a.order;
        signals.exact = f32::from(u8::from(a.exact));
        signals.explains = a.explains;
        signals.nearly = a.nearly;
        signals.words = a.words as f32;
        signals.shared = f32::from((*shared_by).max(1)).ln();
        signals.alarming = f32::from(u8::from(reading.segments[a.segment].alarming));
        for (number, (kind, shared_by, other)) in places.iter().enumerate() {
            let shared = 1.0 / (1.0 + 0.35 * f32::from((*shared_by).max(1)).ln());
            let covered = &mut signals.covered[*kind as usize];
            *covered = covered.max(other.mass * other.coverage * shared);
            let explained = &mut signals.explained[*kind as usize];
            *explained = explained.max(other.mass * other.explains * shared);
            let apart = other.segment != a.segment || other.span.end <= a.span.start || other.span.start >= a.span.end;
            if number != best && apart {
                signals.second = signals.second.max(value(*kind, 1, other) * shared);
            }
        }
        signals
    }

    /// Ranks the issues of one paste against each other.
    pub(super) fn score(&self) -> f32 {
        let best = (0..6).map(|k| self.covered[k] * KINDS[k]).fold(0.0, f32::max);
        best + 0.25 * self.second + 0.08 * self.body + 0.08 * self.article
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
            ("words", self.words),
            ("shared", self.shared),
            ("alarming", self.alarming),
            ("second", self.second),
            ("body", self.body),
            ("article", self.article),
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

const KINDS: [f32; 6] = [1.1, 1.0, 1.0, 0.75, 0.6, 0.4];
