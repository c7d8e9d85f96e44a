//! Matching: which known issue is this paste about, how sure is that, and what proves it.

mod align;
mod bm25;
mod candidates;
pub mod confidence;
mod draft;
pub mod eval;
mod evidence;
mod found;
mod index;
mod near;
mod phrases;
mod prose;
mod read;
mod scratch;
mod signals;
mod text_search;
mod window;

#[cfg(test)]
mod tests;

use std::ops::Range;

use hashbrown::HashMap;

use self::index::Index;
pub use self::signals::Signals;
use crate::knowledge::{IssueRef, Knowledge};
use crate::paste::Paste;

/// A map that hashes the same in every process: what comes out in another order might be ranked in another.
type Map<K, V> = HashMap<K, V, foldhash::fast::FixedState>;

/// Candidates offered when none is sure.
const SUGGESTIONS: usize = 3;
/// A text of which so much is there stands for itself.
const WHOLE: f32 = 0.9;
/// A text of which less is there proves nothing by itself.
const HALF: f32 = 0.5;
/// Issues named in one answer.
const ANSWERS: usize = 5;

/// The compiled knowledge.
#[derive(Debug)]
pub struct Matcher {
    index: Index,
    config: Config,
}

/// What the matcher may be told.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Config {
    /// Answer at this confidence or above.
    pub answer_at: f32,
    /// Below `answer_at`, suggest candidates at this confidence or above.
    pub suggest_at: f32,
}

impl Default for Config {
    fn default() -> Self {
        Self { answer_at: 0.68, suggest_at: 0.3 }
    }
}

/// What to do with a paste.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// `Judgement::matches` holds one or more confident matches.
    Answer,
    /// `Judgement::matches` holds up to three candidates.
    Suggest,
    /// Nothing is likely enough to be said.
    Abstain,
}

/// The outcome of judging one paste.
#[derive(Debug, Clone)]
pub struct Judgement {
    /// What to do.
    pub verdict: Verdict,
    /// What the verdict rests on, best first; empty when it is [`Verdict::Abstain`].
    pub matches: Vec<Match>,
    /// The best candidates whatever the verdict, best first (at most ten): for `--why` and for measuring.
    pub candidates: Vec<Match>,
}

/// An issue found in a paste.
#[derive(Debug, Clone)]
pub struct Match {
    /// Which issue.
    pub issue: IssueRef,
    /// Calibrated probability that this is the right one, 0 to 1.
    pub confidence: f32,
    /// What the ranking is by; comparable within one judgement only.
    pub score: f32,
    /// What proves it, strongest first.
    pub evidence: Vec<Evidence>,
    /// What the score and the confidence were made of.
    pub signals: Signals,
}

/// One place in the paste that meets one signature of the issue.
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence {
    /// Index into [`Paste::parts`].
    pub part: usize,
    /// Line in that part, from 1.
    pub line: usize,
    /// Bytes of that part's text: slicing it gives exactly what is shown.
    pub span: Range<usize>,
    /// What of the issue was met.
    pub signature: Signature,
    /// Share of the signature that is there, 0 to 1.
    pub coverage: f32,
}

/// What of an issue was met.
#[derive(Debug, Clone, PartialEq)]
pub struct Signature {
    /// Which kind.
    pub kind: SignatureKind,
    /// The text as the author wrote it.
    pub text: String,
}

/// The kinds of signature, most telling first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SignatureKind {
    /// A code.
    Code,
    /// One of the issue's `errors`.
    Error,
    /// The issue's title.
    Title,
    /// The issue's description.
    Description,
    /// The title of the article, of a step's link or of a document.
    Heading,
    /// Anything else the issue says.
    Body,
}

impl Match {
    /// The evidence that the match rests on; the rest only goes with it.
    fn proof(&self) -> impl Iterator<Item = &Evidence> {
        let telling = |(place, e): &(usize, &Evidence)| {
            *place == 0 || e.signature.kind <= SignatureKind::Title && e.coverage >= HALF
        };
        self.evidence.iter().enumerate().filter(telling).map(|(_, e)| e)
    }
}

impl Matcher {
    /// Compiles the knowledge.
    pub fn new(knowledge: &Knowledge, config: &Config) -> Self {
        Self { index: Index::build(knowledge), config: *config }
    }

    /// Judges a paste: pure, deterministic, and whatever the paste holds, without a panic.
    pub fn judge(&self, paste: &Paste) -> Judgement {
        let candidates = candidates::find(&self.index, paste);
        let sure: Vec<Match> = self.found_apart(&candidates);
        let (verdict, matches) = if sure.is_empty() {
            let likely: Vec<Match> = candidates
                .iter()
                .filter(|m| m.confidence >= self.config.suggest_at)
                .take(SUGGESTIONS)
                .cloned()
                .collect();
            (if likely.is_empty() { Verdict::Abstain } else { Verdict::Suggest }, likely)
        } else {
            (Verdict::Answer, sure)
        };
        Judgement { verdict, matches, candidates }
    }

    /// The confident candidates, each resting on places of the paste that no better one rests on: two issues may be
    /// found in one paste, but one line is not two issues.
    fn found_apart(&self, candidates: &[Match]) -> Vec<Match> {
        let mut sure: Vec<Match> = Vec::new();
        for candidate in candidates.iter().filter(|m| m.confidence >= self.config.answer_at) {
            let Some(proof) = candidate.evidence.first() else { continue };
            // A message may go on in the same line and the next: what lies beside another's proof is an issue of its own
            // only if nearly all of its text is there.
            let whole = proof.coverage >= WHOLE && proof.signature.kind <= SignatureKind::Error;
            let taken = |e: &Evidence| {
                e.part == proof.part
                    && (e.span.start < proof.span.end && proof.span.start < e.span.end
                        || !whole && e.line.abs_diff(proof.line) <= 1)
            };
            let first = sure.is_empty() && candidate.issue == candidates[0].issue;
            let further = !sure.is_empty()
                && proof.signature.kind <= SignatureKind::Title
                && !sure.iter().flat_map(Match::proof).any(taken);
            if first || further {
                sure.push(candidate.clone());
            }
            if sure.len() == ANSWERS {
                break;
            }
        }
        sure
    }
}
