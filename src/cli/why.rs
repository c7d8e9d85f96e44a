//! `firstline match --why`: the candidates, what speaks for each, and why the runner-up lost.

use std::io;

use super::LANGUAGE;
use super::page::Page;
use crate::knowledge::Knowledge;
use crate::matching::{Config, Evidence, Judgement, Match, SignatureKind, Verdict};
use crate::paste::Paste;
use crate::reply::quote;
use crate::reply::signature_kind;

/// Prints the candidates under the reply.
pub fn explain(
    page: &mut Page<'_>,
    knowledge: &Knowledge,
    paste: &Paste,
    judgement: &Judgement,
    config: Config,
) -> io::Result<()> {
    page.heading("Why")?;
    page.text("  ", "  ", &verdict(judgement, config))?;
    for (rank, candidate) in (1..).zip(&judgement.candidates) {
        page.gap()?;
        page.line(&format!("  {rank}. {}", knowledge.full_id(candidate.issue)))?;
        page.faint("     ", &format!("confidence {:.3}, score {:.3}", candidate.confidence, candidate.score))?;
        for quote in quote::quotes(paste, &candidate.evidence, usize::MAX) {
            page.quote("     ", &quote)?;
        }
    }
    if let Some(sentence) = runner_up(knowledge, judgement, config) {
        page.gap()?;
        page.text("  ", "  ", &sentence)?;
    }
    Ok(())
}

/// The same in sentences: what the confidence came to, and why the runner-up lost.
pub fn sentences(knowledge: &Knowledge, judgement: &Judgement, config: Config) -> Vec<String> {
    std::iter::once(verdict(judgement, config)).chain(runner_up(knowledge, judgement, config)).collect()
}

/// What the confidence of the best candidate came to.
fn verdict(judgement: &Judgement, config: Config) -> String {
    let Some(best) = judgement.candidates.first() else {
        return "No issue of the knowledge shares a telling word or code with the paste.".to_owned();
    };
    let best = best.confidence;
    let Config { answer_at, suggest_at } = config;
    match judgement.verdict {
        Verdict::Answer => format!("The best confidence, {best:.3}, is enough to answer (at {answer_at} or above)."),
        Verdict::Suggest => format!(
            "The best confidence, {best:.3}, is too low to answer (at {answer_at} or above) and enough to suggest (at \
             {suggest_at} or above)."
        ),
        Verdict::Abstain => {
            format!("The best confidence, {best:.3}, is too low even to suggest (at {suggest_at} or above).")
        }
    }
}

/// Why the best candidate that is not part of the reply is not, or that there is none such.
fn runner_up(knowledge: &Knowledge, judgement: &Judgement, config: Config) -> Option<String> {
    let best = judgement.candidates.first()?;
    let answered = |candidate: &&Match| {
        judgement.verdict == Verdict::Answer && judgement.matches.iter().any(|found| found.issue == candidate.issue)
    };
    let Some(runner_up) = judgement.candidates[1..].iter().find(|candidate| !answered(candidate)) else {
        return Some(
            match judgement.candidates.len() {
                1 => "There is no runner-up: no other issue shares a telling word or code with the paste.",
                _ => "There is no runner-up: every candidate is part of the answer.",
            }
            .to_owned(),
        );
    };
    if judgement.verdict == Verdict::Answer && runner_up.confidence >= config.answer_at {
        return Some(format!(
            "{} would be sure enough to answer ({:.3}), but what proves it stands where a better answer has its proof.",
            knowledge.full_id(runner_up.issue),
            runner_up.confidence
        ));
    }
    Some(why_it_lost(knowledge, best, runner_up))
}

/// The first difference that tells, from the most telling kind of evidence to the least.
fn why_it_lost(knowledge: &Knowledge, best: &Match, runner_up: &Match) -> String {
    use SignatureKind::{Body, Code, Description, Error, Heading, Title};

    let (first, second) = (knowledge.full_id(best.issue), knowledge.full_id(runner_up.issue));
    let lost = format!("{second} lost with a score of {:.3} against {:.3}", runner_up.score, best.score);
    for kind in [Code, Error, Title, Description, Heading, Body] {
        let name = LANGUAGE.say(signature_kind(kind));
        match (strongest(best, kind), strongest(runner_up, kind)) {
            (Some(met), None) => {
                return format!("{lost}: {first} meets the {name} “{}”, it meets none.", met.signature.text);
            }
            (Some(met), Some(less)) if met.coverage > less.coverage + 0.005 => {
                return format!(
                    "{lost}: of {first}'s {name} {:.0} % is there, of its own {:.0} %.",
                    met.coverage * 100.0,
                    less.coverage * 100.0
                );
            }
            _ => {}
        }
    }
    format!("{lost}: it meets the same kinds of signature, with words that tell less.")
}

fn strongest(found: &Match, kind: SignatureKind) -> Option<&Evidence> {
    found
        .evidence
        .iter()
        .filter(|evidence| evidence.signature.kind == kind)
        .max_by(|a, b| a.coverage.total_cmp(&b.coverage))
}
