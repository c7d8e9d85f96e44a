//! The measures: how well a matcher does on labelled cases.
//!
//! Ranking is measured on the cases that have a right answer; abstention on all of them. "Right" always means that the
//! first candidate is among the expected ones.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Judgement, Match, Verdict};
use crate::knowledge::Knowledge;

/// One labelled paste.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Case {
    /// Names the case in reports.
    pub id: String,
    /// The paste.
    pub text: String,
    /// Ids that are right, any of them; empty when silence is.
    pub expect: Vec<String>,
    /// Cases of a kind are also measured apart.
    #[serde(default)]
    pub kind: String,
}

/// What became of one case.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// See [`Case::kind`].
    pub kind: String,
    /// Something was expected.
    pub in_scope: bool,
    /// Place of the first right candidate among the first five, from 1.
    pub rank: Option<usize>,
    /// Confidence in the first candidate; 0 where there is none.
    pub confidence: f32,
    /// The verdict was to answer.
    pub answered: bool,
    /// The answer's first match was right.
    pub answered_right: bool,
    /// How long the judgement took.
    pub microseconds: f64,
}

/// The measures of a run. Shares are 0 to 1; null where a suite has no cases to measure by.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// Number of cases.
    pub cases: usize,
    /// Cases with something to find.
    pub in_scope: usize,
    /// Cases in which silence is right.
    pub out_of_scope: usize,
    /// Share of the in-scope cases whose first candidate is right.
    pub top1: Option<f64>,
    /// Mean reciprocal rank of the first right candidate among five.
    pub mrr5: Option<f64>,
    /// Share of the in-scope cases with a right candidate among five.
    pub recall5: Option<f64>,
    /// Chance that a right first candidate has a higher confidence than the first candidate of an out-of-scope case.
    pub auroc: Option<f64>,
    /// Share of right ones among all answers, when as many are given as answer 80 % of the in-scope cases.
    pub precision_at_80: Option<f64>,
    /// The same for other coverages.
    pub curve: Vec<CurvePoint>,
    /// What the configured thresholds make of it.
    pub defaults: Defaults,
    /// Expected calibration error of the first candidate's confidence, over ten bins.
    pub calibration_error: Option<f64>,
    /// The bins behind it.
    pub calibration: Vec<CalibrationBin>,
    /// Measures of each kind.
    pub kinds: BTreeMap<String, Kind>,
    /// Time per judgement.
    pub latency_us: Latency,
}

/// One point of the coverage and precision curve.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CurvePoint {
    /// Share of the in-scope cases that get an answer.
    pub coverage: f64,
    /// The confidence at which that is so.
    pub threshold: f64,
    /// Share of right ones among all answers, those to out-of-scope cases among them.
    pub precision: Option<f64>,
    /// Share of the out-of-scope cases that get an answer.
    pub false_answers: Option<f64>,
}

/// Measures at the configured thresholds.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Defaults {
    /// Share of the in-scope cases that are answered.
    pub coverage: Option<f64>,
    /// Share of right ones among all answers.
    pub precision: Option<f64>,
    /// Share of the out-of-scope cases that are answered.
    pub false_answers: Option<f64>,
}

/// Cases of like confidence.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CalibrationBin {
    /// Mean confidence of the bin.
    pub confidence: f64,
    /// Share of right ones in it.
    pub right: f64,
    /// Number of cases in it.
    pub cases: usize,
}

/// Measures of one kind of case.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Kind {
    /// Number of cases.
    pub cases: usize,
    /// Share whose first candidate is right.
    pub top1: Option<f64>,
    /// Mean reciprocal rank.
    pub mrr5: Option<f64>,
    /// Share with a right candidate among five.
    pub recall5: Option<f64>,
    /// Share that is answered.
    pub answered: f64,
}

/// Time per judgement, in microseconds.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Latency {
    /// Half take less.
    pub median: Option<f64>,
    /// 95 of 100 take less.
    pub p95: Option<f64>,
}

/// Whether `found` is what a case expects: by its full id, its own id, its article's id, or the end of its article's
/// path.
pub fn meets(knowledge: &Knowledge, found: &Match, expected: &str) -> bool {
    let (article, issue) = (knowledge.article(found.issue), knowledge.issue(found.issue));
    let ends_with =
        |path: &str| path.strip_suffix(expected).is_some_and(|before| before.is_empty() || before.ends_with('/'));
    issue.id.as_str() == expected
        || article.id.as_str() == expected
        || ends_with(&article.path)
        || expected
            .strip_suffix(issue.id.as_str())
            .and_then(|rest| rest.strip_suffix('/'))
            .is_some_and(|rest| rest == article.id.as_str())
}

/// What became of a case, given its judgement.
pub fn outcome(knowledge: &Knowledge, case: &Case, judgement: &Judgement, microseconds: f64) -> Outcome {
    let right = |m: &Match| case.expect.iter().any(|e| meets(knowledge, m, e));
    let answered = judgement.verdict == Verdict::Answer;
    Outcome {
        kind: case.kind.clone(),
        in_scope: !case.expect.is_empty(),
        rank: judgement.candidates.iter().take(5).position(right).map(|i| i + 1),
        confidence: judgement.candidates.first().map_or(0.0, |m| m.confidence),
        answered,
        answered_right: answered && judgement.matches.first().is_some_and(right),
        microseconds,
    }
}

impl Report {
    /// Measures a run.
    pub fn new(outcomes: &[Outcome]) -> Self {
        let inside: Vec<&Outcome> = outcomes.iter().filter(|o| o.in_scope).collect();
        let outside: Vec<&Outcome> = outcomes.iter().filter(|o| !o.in_scope).collect();
        let answered: Vec<&Outcome> = outcomes.iter().filter(|o| o.answered).collect();
        let right: Vec<f32> = inside.iter().filter(|o| o.rank == Some(1)).map(|o| o.confidence).collect();
        let wrong: Vec<f32> = outside.iter().map(|o| o.confidence).collect();
        let mut kinds: BTreeMap<String, Vec<&Outcome>> = BTreeMap::new();
        for o in outcomes {
            kinds.entry(o.kind.clone()).or_default().push(o);
        }
        let curve: Vec<CurvePoint> =
            (1..=20).filter_map(|i| point(outcomes, &inside, &outside, f64::from(i) / 20.0)).collect();
        let calibration = calibration(outcomes);
        Self {
            cases: outcomes.len(),
            in_scope: inside.len(),
            out_of_scope: outside.len(),
            top1: share(&inside, |o| o.rank == Some(1)),
            mrr5: mrr(&inside),
            recall5: share(&inside, |o| o.rank.is_some()),
            auroc: auroc(&right, &wrong),
            precision_at_80: point(outcomes, &inside, &outside, 0.8).and_then(|p| p.precision),
            curve,
            defaults: Defaults {
                coverage: share(&inside, |o| o.answered),
                precision: share(&answered, |o| o.answered_right),
                false_answers: share(&outside, |o| o.answered),
            },
            calibration_error: (!outcomes.is_empty()).then(|| {
                calibration.iter().map(|b| (b.confidence - b.right).abs() * b.cases as f64).sum::<f64>()
                    / outcomes.len() as f64
            }),
            calibration,
            kinds: kinds
                .into_iter()
                .map(|(kind, of)| {
                    let inside: Vec<&Outcome> = of.iter().copied().filter(|o| o.in_scope).collect();
                    let measures = Kind {
                        cases: of.len(),
                        top1: share(&inside, |o| o.rank == Some(1)),
                        mrr5: mrr(&inside),
                        recall5: share(&inside, |o| o.rank.is_some()),
                        answered: share(&of, |o| o.answered).unwrap_or(0.0),
                    };
                    (kind, measures)
                })
                .collect(),
            latency_us: Latency { median: median(outcomes), p95: percentile(outcomes, 95.0) },
        }
    }
}

fn share(of: &[&Outcome], holds: impl Fn(&Outcome) -> bool) -> Option<f64> {
    (!of.is_empty()).then(|| of.iter().filter(|o| holds(o)).count() as f64 / of.len() as f64)
}

fn mrr(of: &[&Outcome]) -> Option<f64> {
    (!of.is_empty())
        .then(|| of.iter().filter_map(|o| o.rank).map(|rank| 1.0 / rank as f64).sum::<f64>() / of.len() as f64)
}

/// Chance that a value of `above` is higher than one of `below`; ties count half.
fn auroc(above: &[f32], below: &[f32]) -> Option<f64> {
    if above.is_empty() || below.is_empty() {
        return None;
    }
    let mut ranked: Vec<(f32, bool)> =
        above.iter().map(|v| (*v, true)).chain(below.iter().map(|v| (*v, false))).collect();
    ranked.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut ranks = 0.0;
    let mut before = 0;
    for group in ranked.chunk_by(|a, b| a.0 == b.0) {
        let mean = before as f64 + f64::midpoint(group.len() as f64, 1.0);
        ranks += mean * group.iter().filter(|g| g.1).count() as f64;
        before += group.len();
    }
    let (n, m) = (above.len() as f64, below.len() as f64);
    Some((ranks - n * (n + 1.0) / 2.0) / (n * m))
}

/// Answers wherever the confidence reaches what `coverage` of the in-scope cases reach.
fn point(all: &[Outcome], inside: &[&Outcome], outside: &[&Outcome], coverage: f64) -> Option<CurvePoint> {
    let mut reached: Vec<f32> = inside.iter().map(|o| o.confidence).collect();
    reached.sort_by(|a, b| b.total_cmp(a));
    let threshold =
        *reached.get(((coverage * reached.len() as f64).ceil() as usize).clamp(1, reached.len().max(1)) - 1)?;
    let given: Vec<&Outcome> = all.iter().filter(|o| o.confidence > 0.0 && o.confidence >= threshold).collect();
    let answered = given.iter().filter(|o| o.in_scope).count();
    Some(CurvePoint {
        coverage: answered as f64 / inside.len() as f64,
        threshold: f64::from(threshold),
        precision: share(&given, |o| o.rank == Some(1)),
        false_answers: share(outside, |o| o.confidence > 0.0 && o.confidence >= threshold),
    })
}

fn calibration(all: &[Outcome]) -> Vec<CalibrationBin> {
    let mut bins: Vec<Vec<&Outcome>> = vec![Vec::new(); 10];
    for o in all {
        bins[((o.confidence * 10.0) as usize).min(9)].push(o);
    }
    bins.into_iter()
        .filter(|bin| !bin.is_empty())
        .map(|bin| CalibrationBin {
            confidence: bin.iter().map(|o| f64::from(o.confidence)).sum::<f64>() / bin.len() as f64,
            right: bin.iter().filter(|o| o.in_scope && o.rank == Some(1)).count() as f64 / bin.len() as f64,
            cases: bin.len(),
        })
        .collect()
}

fn times(all: &[Outcome]) -> Vec<f64> {
    let mut times: Vec<f64> = all.iter().map(|o| o.microseconds).collect();
    times.sort_by(f64::total_cmp);
    times
}

/// The middle one, or the mean of the middle two.
fn median(all: &[Outcome]) -> Option<f64> {
    let times = times(all);
    let (low, high) = (times.get(times.len().saturating_sub(1) / 2)?, times.get(times.len() / 2)?);
    Some(f64::midpoint(*low, *high))
}

fn percentile(all: &[Outcome], percent: f64) -> Option<f64> {
    let times = times(all);
    let at = ((percent / 100.0 * times.len() as f64).ceil() as usize).saturating_sub(1);
    times.get(at).copied()
}

#[cfg(test)]
mod tests;
