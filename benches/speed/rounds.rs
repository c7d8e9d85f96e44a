//! Measuring in turns, so that what else the machine does meets all candidates alike.

use std::hint::black_box;
use std::time::{Duration, Instant};

/// Durations of one candidate.
#[derive(Debug, Default, Clone)]
pub(crate) struct Samples(Vec<Duration>);

impl Samples {
    /// How long one call takes, added.
    pub(crate) fn time<T>(&mut self, call: impl FnOnce() -> T) -> T {
        let started = Instant::now();
        let out = black_box(call());
        self.add(started.elapsed());
        out
    }

    /// One duration more.
    pub(crate) fn add(&mut self, duration: Duration) {
        self.0.push(duration);
    }

    /// The median, in seconds.
    pub(crate) fn median(&self) -> f64 {
        self.quantile(0.5)
    }

    /// The duration below which `share` of all lie, in seconds.
    pub(crate) fn quantile(&self, share: f64) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        let at = (sorted.len().saturating_sub(1) as f64 * share).round() as usize;
        sorted.get(at).map_or(f64::NAN, Duration::as_secs_f64)
    }
}

/// A span of time as a person would say it, for the notes; the figures are ratios.
pub(crate) fn spoken(seconds: f64) -> String {
    match seconds {
        s if s < 1e-3 => format!("{:.0} µs", s * 1e6),
        s if s < 1.0 => format!("{:.2} ms", s * 1e3),
        s => format!("{s:.2} s"),
    }
}
