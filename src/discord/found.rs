//! What was found in a paste, as far as later events need it: the names of the candidates and the lines that prove them.
//!
//! A button is pressed long after the paste was judged, perhaps by another process, and the paste itself is not kept.
//! So this is what an answer keeps; everything else of a reply is taken from the knowledge anew.

use crate::knowledge::Knowledge;
use crate::matching::{Judgement, Verdict};
use crate::paste::Paste;
use crate::reply::quote::{Piece, Quote};
use crate::reply::{Candidate, Confidence};
use crate::words::Language;

/// Candidates kept behind the ones that are shown, for "Not my problem".
const FURTHER: usize = 3;
/// Lines kept of what proves a candidate.
const LINES: usize = 4;

/// What was found in a paste.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// What the reply rests on.
    pub verdict: Verdict,
    /// How many of the candidates the verdict names; the others are only kept for later.
    pub named: usize,
    /// The candidates, best first.
    pub candidates: Vec<Kept>,
}

/// A candidate as it is kept.
#[derive(Debug, Clone, PartialEq)]
pub struct Kept {
    /// `article/issue`.
    pub id: String,
    /// How sure it was; none where a person asked for the issue by name.
    pub confidence: Option<Confidence>,
    /// The lines that prove it, strongest first, with secrets taken out.
    pub lines: Vec<Line>,
}

/// A line of a paste, cut to what a reader needs to see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Where it stands, `file:line`; none in a message's own text.
    pub place: Option<String>,
    /// The line, or what was matched of it.
    pub text: String,
}

impl Found {
    /// What a judgement comes to. `without` names issues that are not to be said again.
    pub fn new(knowledge: &Knowledge, paste: &Paste, judgement: &Judgement, without: &[String]) -> Self {
        let reply = crate::reply::Reply::new(Language::English, knowledge, paste, judgement);
        let named = reply.answers.iter().map(|answer| &answer.found).chain(&reply.others).chain(&reply.candidates);
        let mut candidates: Vec<Kept> = named.map(Kept::of).collect();
        candidates.retain(|kept| !without.contains(&kept.id));
        let named = candidates.len();
        if named > 0 {
            for further in crate::reply::further(knowledge, paste, judgement) {
                if candidates.len() < named + FURTHER
                    && !without.contains(&further.id)
                    && !candidates.iter().any(|kept| kept.id == further.id)
                {
                    candidates.push(Kept::of(&further));
                }
            }
        }
        let verdict = if named == 0 { Verdict::Abstain } else { judgement.verdict };
        Self { verdict, named, candidates }
    }

    /// Nothing.
    pub fn nothing() -> Self {
        Self { verdict: Verdict::Abstain, named: 0, candidates: vec![] }
    }
}

impl Kept {
    fn of(candidate: &Candidate<'_>) -> Self {
        let lines = candidate.why.iter().flat_map(Line::of_quote).take(LINES).collect();
        Self { id: candidate.id.clone(), confidence: candidate.confidence, lines }
    }

    /// An issue that was asked for by name.
    pub fn asked_for(id: String) -> Self {
        Self { id, confidence: None, lines: vec![] }
    }
}

impl Line {
    fn of_quote(quote: &Quote<'_>) -> impl Iterator<Item = Self> {
        let place = quote.file.map(|file| format!("{file}:{}", quote.line));
        quote.lines.iter().map(move |pieces| {
            let text = pieces.iter().map(|piece| match piece {
                Piece::Context(text) | Piece::Matched(text) => *text,
                Piece::Cut => "…",
            });
            Self { place: place.clone(), text: text.collect::<String>().trim().to_owned() }
        })
    }
}
