//! What speaks for an issue, one number a signal, and how the numbers are joined: late, and only here.

use super::SignatureKind;
use super::align::Alignment;
use super::index::Phrase;

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
    /// Authority of the best phrase's kind.
    pub authority: f32,
    /// Logarithm of the number of articles that have the same phrase.
    pub shared: f32,
    /// Value of the strongest listed code found.
    pub code: f32,
    /// Value of the best further phrase that rests on other words.
    pub second: f32,
    /// BM25F of all the paste against all the text, in nats.
    pub body: f32,
    /// The same, as a share of what a perfect text would reach.
    pub body_share: f32,
    /// 1 when the line says of itself that something went wrong.
    pub alarming: f32,
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
pub(super) fn value(phrase: &Phrase, a: &Alignment) -> f32 {
    let shared = 1.0 / (1.0 + 0.35 * f32::from(phrase.shared_by.max(1)).ln());
    let exact = if a.exact { 1.1 } else { 1.0 };
    a.mass * a.coverage * (0.6 + 0.4 * a.order) * authority(phrase.kind) * shared * exact
}

impl Signals {
    pub(super) fn of(phrase: &Phrase, a: &Alignment, alarming: bool) -> Self {
        Self {
            mass: a.mass,
            coverage: a.coverage,
            order: a.order,
            exact: f32::from(u8::from(a.exact)),
            explains: a.explains,
            nearly: a.nearly,
            words: a.words as f32,
            authority: authority(phrase.kind),
            shared: f32::from(phrase.shared_by.max(1)).ln(),
            alarming: f32::from(u8::from(alarming)),
            ..Self::default()
        }
    }

    /// Ranks the issues of one paste against each other.
    pub(super) fn score(&self, best: f32) -> f32 {
        best + 0.25 * self.second + 0.15 * self.body
    }

    /// The names and values, for `eval --signals`.
    pub fn named(&self) -> [(&'static str, f32); 14] {
        [
            ("mass", self.mass),
            ("coverage", self.coverage),
            ("order", self.order),
            ("exact", self.exact),
            ("explains", self.explains),
            ("nearly", self.nearly),
            ("words", self.words),
            ("authority", self.authority),
            ("shared", self.shared),
            ("code", self.code),
            ("second", self.second),
            ("body", self.body),
            ("body_share", self.body_share),
            ("alarming", self.alarming),
        ]
    }
}
