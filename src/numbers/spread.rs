//! How long something took, over several times.

use std::time::Duration;

use serde::Serialize;

/// How long something took: in the middle, and at most nine times in ten.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Spread {
    /// How many times it rests on.
    pub times: usize,
    /// The middle one, or what is half-way between the two in the middle; none where there is none.
    pub median: Option<Duration>,
    /// What nine in ten do not exceed: the smallest of the times for which that is true. None where there is none.
    pub p90: Option<Duration>,
}

impl Spread {
    /// Of some times, in any order.
    pub fn of(times: impl IntoIterator<Item = Duration>) -> Self {
        let mut times: Vec<Duration> = times.into_iter().collect();
        times.sort_unstable();
        let (low, high) = (times.get(times.len().saturating_sub(1) / 2), times.get(times.len() / 2));
        let median = low.zip(high).map(|(low, high)| *low + high.saturating_sub(*low) / 2);
        // The nearest rank: <https://en.wikipedia.org/wiki/Percentile#The_nearest-rank_method>.
        let rank = (times.len() * 9).div_ceil(10);
        let p90 = rank.checked_sub(1).and_then(|at| times.get(at)).copied();
        Self { times: times.len(), median, p90 }
    }
}

impl Serialize for Spread {
    /// In whole seconds.
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct as _;

        let mut spread = serializer.serialize_struct("Spread", 3)?;
        spread.serialize_field("times", &self.times)?;
        spread.serialize_field("median_seconds", &self.median.map(|median| median.as_secs()))?;
        spread.serialize_field("p90_seconds", &self.p90.map(|p90| p90.as_secs()))?;
        spread.end()
    }
}

/// A length of time in its two largest units, `1 h 5 min`; `–` for none.
pub fn in_words(time: Option<Duration>) -> String {
    const UNITS: [(u64, &str); 4] = [(86_400, "d"), (3_600, "h"), (60, "min"), (1, "s")];

    let Some(time) = time else { return "–".to_owned() };
    let seconds = time.as_secs();
    let at = UNITS.iter().position(|(unit, _)| seconds >= *unit).unwrap_or(UNITS.len() - 1);
    let (unit, name) = UNITS[at];
    let first = format!("{} {name}", seconds / unit);
    match UNITS.get(at + 1).map(|(unit_below, name)| (seconds % unit / unit_below, name)) {
        Some((below, name)) if below > 0 => format!("{first} {below} {name}"),
        _ => first,
    }
}
