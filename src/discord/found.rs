//! What was found in a paste, as far as later events need it: the names of the candidates and the lines that prove them.
//!
//! A button is pressed long after the paste was judged, perhaps on another process, and the paste itself is not kept. So
//! this is what the store keeps of an answer; everything else of a reply is taken from the knowledge anew.

use crate::knowledge::Knowledge;
use crate::matching::{Judgement, Verdict};
use crate::paste::Paste;
use crate::reply::quote::{Piece, Quote};
use crate::reply::{self, Reply};
use crate::store::{Candidate, Line, Told};
use crate::words::Language;

/// Candidates kept behind the ones that are named, for "Not my problem".
const FURTHER: usize = 3;
/// Lines kept of what proves a candidate.
const LINES: usize = 4;

/// What a judgement comes to, but for the issues in `without`, which are not to be told again. Where that leaves none, the
/// verdict is still the judgement's, and names nothing.
pub(super) fn told(
    language: Language,
    knowledge: &Knowledge,
    paste: &Paste,
    judgement: &Judgement,
    without: &[String],
) -> Told {
    let reply = Reply::new(language, knowledge, paste, judgement);
    let named = reply.answers.iter().map(|answer| &answer.found).chain(&reply.others).chain(&reply.candidates);
    let mut candidates: Vec<Candidate> = named.map(kept).collect();
    candidates.retain(|candidate| !without.contains(&candidate.issue));
    let named = candidates.len();
    if named == 0 {
        return Told { verdict: judgement.verdict, ..nothing(language) };
    }
    for further in reply::further(knowledge, paste, judgement) {
        let known = candidates.iter().any(|candidate| candidate.issue == further.id);
        if candidates.len() < named + FURTHER && !known && !without.contains(&further.id) {
            candidates.push(kept(&further));
        }
    }
    let issues = match judgement.verdict {
        Verdict::Answer => candidates[..named].iter().map(|candidate| candidate.issue.clone()).collect(),
        Verdict::Suggest | Verdict::Abstain => vec![],
    };
    Told {
        verdict: judgement.verdict,
        named: named as u32,
        candidates,
        shown: 0,
        issues,
        language: language.code().to_owned(),
    }
}

/// Nothing was found.
pub(super) fn nothing(language: Language) -> Told {
    Told {
        verdict: Verdict::Abstain,
        named: 0,
        candidates: vec![],
        shown: 0,
        issues: vec![],
        language: language.code().to_owned(),
    }
}

fn kept(candidate: &reply::Candidate<'_>) -> Candidate {
    Candidate {
        issue: candidate.id.clone(),
        confidence: candidate.confidence.map_or(0.0, |confidence| confidence.0),
        lines: candidate.why.iter().flat_map(lines).take(LINES).collect(),
    }
}

fn lines(quote: &Quote<'_>) -> impl Iterator<Item = Line> {
    let place = quote.file.map(|file| format!("{file}:{}", quote.line));
    quote.lines.iter().map(move |pieces| {
        let text = pieces.iter().map(|piece| match piece {
            Piece::Context(text) | Piece::Matched(text) => *text,
            Piece::Cut => "…",
        });
        Line { place: place.clone(), text: text.collect::<String>().trim().to_owned() }
    })
}
