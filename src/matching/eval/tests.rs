//! The measures against figures worked out by hand.

use super::*;
use crate::knowledge::{Article, Issue, IssueRef};
use crate::matching::Signals;

/// A case with something to find: where the right issue came, and how sure the first candidate was.
fn inside(rank: impl Into<Option<usize>>, confidence: f32) -> Outcome {
    let rank = rank.into();
    Outcome {
        kind: "message".into(),
        in_scope: true,
        rank,
        confidence,
        answered: confidence >= 0.7,
        answered_right: confidence >= 0.7 && rank == Some(1),
        microseconds: 1.0,
    }
}

/// A case in which silence is right.
fn outside(confidence: f32) -> Outcome {
    Outcome { kind: "foreign".into(), in_scope: false, answered_right: false, ..inside(None, confidence) }
}

fn the_run() -> Vec<Outcome> {
    vec![inside(1, 0.9), inside(1, 0.8), inside(2, 0.7), inside(None, 0.6), inside(5, 0.5), outside(0.85), outside(0.4)]
}

#[track_caller]
fn is(figure: Option<f64>, expected: f64) {
    let figure = figure.expect("there is something to measure");
    assert!((figure - expected).abs() < 1e-6, "{figure} is not {expected}");
}

#[test]
fn ranking_is_measured_on_what_can_be_found() {
    let report = Report::new(&the_run());
    assert_eq!((report.cases, report.in_scope, report.out_of_scope), (7, 5, 2));
    is(report.top1, 2.0 / 5.0);
    is(report.mrr5, (1.0 + 1.0 + 1.0 / 2.0 + 1.0 / 5.0) / 5.0);
    is(report.recall5, 4.0 / 5.0);
}

#[test]
fn auroc_counts_pairs_and_ties_half() {
    // 0.9 and 0.8 were right; 0.85 and 0.4 were foreign: three of four pairs stand the right way round.
    is(Report::new(&the_run()).auroc, 0.75);
    is(auroc(&[0.5], &[0.5]), 0.5);
    is(auroc(&[0.9, 0.5], &[0.5, 0.1]), 3.5 / 4.0);
    is(auroc(&[0.1, 0.1], &[0.9]), 0.0);
    is(auroc(&[0.3, 0.3, 0.3], &[0.3, 0.3]), 0.5);
    assert_eq!(auroc(&[], &[0.1]), None);
    assert_eq!(auroc(&[0.1], &[]), None);
}

#[test]
fn precision_at_80_counts_answers_to_foreign_cases_as_wrong() {
    // Four of five are reached at 0.6. Five answers are given then, one to a foreign case; two are right.
    let report = Report::new(&the_run());
    is(report.precision_at_80, 2.0 / 5.0);
    let point = report.curve.iter().find(|p| (p.threshold - 0.6).abs() < 1e-6).expect("it is a point of the curve");
    is(Some(point.coverage), 4.0 / 5.0);
    is(point.false_answers, 1.0 / 2.0);
}

#[test]
fn what_has_no_candidate_is_never_an_answer() {
    // 80 % cannot be reached: the threshold falls to 0, and three of five are answered.
    let run = [inside(1, 0.9), inside(1, 0.8), inside(None, 0.7), inside(None, 0.0), inside(None, 0.0), outside(0.0)];
    let report = Report::new(&run);
    is(report.precision_at_80, 2.0 / 3.0);
    let last = report.curve.last().expect("there is a curve");
    is(Some(last.coverage), 3.0 / 5.0);
    is(last.false_answers, 0.0);
}

#[test]
fn the_thresholds_are_measured_by_what_was_answered() {
    // 0.9, 0.8, 0.7 and the foreign 0.85 were answered; the first two rightly.
    let defaults = Report::new(&the_run()).defaults;
    is(defaults.coverage, 3.0 / 5.0);
    is(defaults.precision, 2.0 / 4.0);
    is(defaults.false_answers, 1.0 / 2.0);
}

#[test]
fn calibration_error_weighs_the_bins_by_their_cases() {
    // In one bin 0.8 (right) and 0.85 (foreign): 0.825 against one in two.
    let off = (1.0 - 0.9) + 2.0 * (0.825 - 0.5) + 0.7 + 0.6 + 0.5 + 0.4;
    let report = Report::new(&the_run());
    is(report.calibration_error, off / 7.0);
    assert_eq!(report.calibration.iter().map(|bin| bin.cases).sum::<usize>(), 7);

    is(Report::new(&[inside(1, 1.0), outside(0.0)]).calibration_error, 0.0);
    is(Report::new(&[inside(1, 0.25), inside(2, 0.25), inside(2, 0.25), inside(2, 0.25)]).calibration_error, 0.0);
}

#[test]
fn kinds_are_measured_apart() {
    let report = Report::new(&the_run());
    let (message, foreign) = (&report.kinds["message"], &report.kinds["foreign"]);
    assert_eq!((message.cases, foreign.cases), (5, 2));
    is(message.top1, 2.0 / 5.0);
    is(Some(message.answered), 3.0 / 5.0);
    assert_eq!((foreign.top1, foreign.mrr5, foreign.recall5), (None, None, None));
    is(Some(foreign.answered), 1.0 / 2.0);
}

#[test]
fn what_cannot_be_measured_is_null() {
    let nothing = Report::new(&[]);
    assert_eq!((nothing.top1, nothing.auroc, nothing.precision_at_80), (None, None, None));
    assert_eq!((nothing.calibration_error, nothing.latency_us.median), (None, None));
    let silence = Report::new(&[outside(0.2)]);
    assert_eq!((silence.top1, silence.recall5, silence.auroc), (None, None, None));
    assert_eq!((silence.defaults.coverage, silence.defaults.precision), (None, None));
    is(silence.defaults.false_answers, 0.0);
}

#[test]
fn time_is_told_by_its_middle_and_its_slow_end() {
    let run: Vec<Outcome> = (1..=20).map(|t| Outcome { microseconds: f64::from(t), ..outside(0.0) }).collect();
    let latency = Report::new(&run).latency_us;
    is(latency.median, 10.5);
    is(latency.p95, 19.0);
    is(Report::new(&run[..3]).latency_us.median, 2.0);
    is(Report::new(&run[..1]).latency_us.p95, 1.0);
}

/// An issue `spooler` of the article `printing`, and a match that names it.
fn found() -> (Knowledge, Match) {
    let issue = |id: &str| Issue { id: id.into(), ..Issue::default() };
    let article = Article {
        id: "printing".into(),
        path: "azure/print/articles/printing.toml".into(),
        issues: vec![issue("driver"), issue("spooler")],
        ..Article::default()
    };
    let found = Match {
        issue: IssueRef { article: 0, issue: 1 },
        confidence: 0.9,
        score: 1.0,
        evidence: Vec::new(),
        signals: Signals::default(),
    };
    (Knowledge { articles: vec![article] }, found)
}

#[test]
fn an_expectation_is_met_by_any_name_of_the_issue() {
    let (knowledge, found) = found();
    for expected in [
        "printing/spooler",
        "spooler",
        "printing",
        "printing.toml",
        "articles/printing.toml",
        "azure/print/articles/printing.toml",
    ] {
        assert!(meets(&knowledge, &found, expected), "{expected}");
    }
}

#[test]
fn an_expectation_is_not_met_by_half_a_name() {
    let (knowledge, found) = found();
    for expected in [
        "",
        "/",
        "driver",
        "printing/driver",
        "ing/spooler",
        "/spooler",
        "print/spooler",
        "printingspooler",
        "spool",
        "inting.toml",
        "/printing.toml",
        "print",
        "azure",
        "Printing",
        "the/azure/print/articles/printing.toml",
    ] {
        assert!(!meets(&knowledge, &found, expected), "{expected:?}");
    }
}

#[test]
fn an_outcome_tells_the_place_of_the_right_one_among_five() {
    let (knowledge, right) = found();
    let wrong = Match { issue: IssueRef { article: 0, issue: 0 }, confidence: 0.8, ..right.clone() };
    let case = |expect: &[&str]| Case {
        id: "1".into(),
        text: String::new(),
        expect: expect.iter().map(|e| (*e).to_owned()).collect(),
        kind: String::new(),
    };
    let judgement = |verdict, candidates: Vec<Match>| {
        let matches = if verdict == Verdict::Abstain { Vec::new() } else { candidates[..1].to_vec() };
        Judgement { verdict, matches, candidates }
    };

    let second = judgement(Verdict::Answer, vec![wrong.clone(), right.clone()]);
    let of_second = outcome(&knowledge, &case(&["spooler"]), &second, 1.0);
    assert_eq!((of_second.rank, of_second.confidence), (Some(2), 0.8));
    assert!(of_second.answered && !of_second.answered_right);
    let either = outcome(&knowledge, &case(&["spooler", "driver"]), &second, 1.0);
    assert!(either.rank == Some(1) && either.answered_right);

    let mut sixth = vec![wrong.clone(); 5];
    sixth.push(right.clone());
    assert_eq!(outcome(&knowledge, &case(&["spooler"]), &judgement(Verdict::Suggest, sixth), 1.0).rank, None);

    let foreign = outcome(&knowledge, &case(&[]), &judgement(Verdict::Answer, vec![right]), 1.0);
    assert!(!foreign.in_scope && foreign.rank.is_none() && foreign.answered && !foreign.answered_right);
    let silent = outcome(&knowledge, &case(&[]), &judgement(Verdict::Abstain, Vec::new()), 1.0);
    assert!(!silent.answered && silent.confidence == 0.0);
}
