//! `RapidFuzz`: every line of the paste held against every title and error text, prepared once a line as its
//! documentation advises, and given up on below a ratio of 60 %.

use rapidfuzz::fuzz::{Args, RatioBatchComparator};

use super::{Document, Outcome, Peer, TOP};

/// Below this ratio two texts are not alike.
const CUTOFF: f64 = 0.6;

pub(super) struct RapidFuzz {
    texts: Vec<(u64, Vec<char>)>,
}

impl RapidFuzz {
    pub(super) fn new(documents: &[Document]) -> Self {
        let lower = |text: &str| text.to_lowercase().chars().collect();
        let mut texts = Vec::new();
        for (number, document) in (0u64..).zip(documents) {
            texts.push((number, lower(document.title)));
            texts.extend(document.errors.lines().map(|error| (number, lower(error))));
        }
        Self { texts }
    }
}

impl Peer for RapidFuzz {
    fn name(&self) -> &'static str {
        "rapidfuzz"
    }

    fn search(&self, paste: &str) -> Outcome<Vec<u64>> {
        let args = Args::default().score_cutoff(CUTOFF);
        let mut found: Vec<(f64, u64)> = Vec::new();
        for line in paste.to_lowercase().lines() {
            let line = RatioBatchComparator::new(line.chars());
            for (number, text) in &self.texts {
                found.extend(line.similarity_with_args(text.iter().copied(), &args).map(|ratio| (ratio, *number)));
            }
        }
        found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        found.truncate(TOP);
        Ok(found.into_iter().map(|(_, number)| number).collect())
    }
}
