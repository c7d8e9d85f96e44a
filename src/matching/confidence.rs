//! How sure: from what speaks for an issue to the probability that it is the right one.
//!
//! Ranking and confidence answer two questions. The ranking asks which issue fits best; here the question is whether
//! the best is good enough: how much of the signature is really there, what the paste has in its place, how rare it
//! is, and how many issues there are that might fit by chance. A logistic model joins the answers. Its weights are
//! fitted on labelled pastes of very different knowledge, from log templates to prose (`docs/measuring.md`), so that of
//! the answers given at 0.8 about eight in ten are right.

use super::Signals;
use super::index::FEW;

/// One term of the model: its name, its value for a candidate, its weight.
pub type Term = (&'static str, f32, f32);

/// What the model says where nothing speaks for an issue.
const BIAS: f32 = -6.763;

/// The probability that a candidate with these signals is right, among so many issues.
pub(super) fn confidence(signals: &Signals, issues: usize) -> f32 {
    if signals.body == 0.0 && signals.mass == 0.0 {
        return 0.0;
    }
    let sum: f32 = terms(signals, issues).iter().map(|(_, value, weight)| value * weight).sum();
    1.0 / (1.0 + (-(sum + BIAS)).exp())
}

/// The terms of the model, for the sum and for showing it.
pub fn terms(s: &Signals, issues: usize) -> [Term; 25] {
    let issues = (issues.max(FEW) as f32).ln();
    let flag = |on: bool| f32::from(u8::from(on));
    let strongest = |of: &[f32]| of.iter().copied().fold(0.0, f32::max);
    let inexact = 1.0 - s.exact;
    // Spelled without a mistake: what is missing then is missing on purpose.
    let clean = flag(s.nearly < 0.01);
    // Of a short way from complete, how much.
    let nearly_all = (s.coverage - 0.6).max(0.0) * 2.5;
    // An error text stands for itself: what people see, word for word. A title only speaks about it.
    let [listed, error, title, description, ..] = s.covered;
    let error = flag(error > 0.0 && error >= 0.98 * title.max(description));
    let explained = strongest(&s.explained[..4]);
    [
        ("text", s.body.ln_1p(), 1.82),
        ("words", s.words.ln_1p(), 2.811),
        ("missing", (s.mass / s.coverage.max(0.02) - s.mass).max(0.0).ln_1p(), -1.084),
        ("disagrees, clean", clean * s.contradicted.ln_1p(), 0.959),
        ("form, inexact", s.form * inexact, -2.728),
        ("issues", issues, -0.268),
        ("mass by issues", s.mass / issues, -0.329),
        ("misspelled", s.nearly, 2.795),
        ("code", s.code.ln_1p(), 0.748),
        ("text share", s.body_share, 0.949),
        ("error, inexact", error * inexact, -0.483),
        ("error disagrees", error * clean * s.contradicted.ln_1p(), -0.841),
        ("swallowed", s.swallowed.ln_1p(), 1.168),
        ("both ways", s.coverage * s.explains, -0.366),
        ("disagrees", s.contradicted.ln_1p(), -0.662),
        ("explained", explained.ln_1p(), 0.787),
        ("form, exact", s.form * s.exact, 1.382),
        ("form, nearly", s.form * inexact * nearly_all * clean, -3.153),
        ("error, exact", error * s.exact, 0.26),
        ("error, nearly", error * inexact * nearly_all * clean, 0.172),
        ("inexact, clean", inexact * clean * s.mass.ln_1p(), -0.24),
        ("goes on", s.after.ln_1p(), -0.146),
        ("alarming", s.alarming, 0.486),
        ("form", s.form, -0.773),
        ("listed code", listed.ln_1p(), 1.6),
    ]
}
