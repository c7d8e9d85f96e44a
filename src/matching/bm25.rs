//! BM25's formula.

/// BM25's constants, as everyone has them.
pub(super) const K1: f32 = 1.2;
const B: f32 = 0.75;

/// What a word adds that stands in an issue with this weight, the issue being so many times as long as the mean: its
/// IDF times this.
pub(super) fn impact(weight: f32, relative_length: f32) -> f32 {
    weight * (K1 + 1.0) / (weight + K1 * (1.0 - B + B * relative_length))
}
