//! `firstline eval`: measures the matcher on labelled cases.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use indicatif::{ProgressBar, ProgressStyle};

use super::failure::Failure;
use super::knowledge::KnowledgeArgs;
use super::thresholds::Thresholds;
use super::{Format, NO, Outcome};
use crate::knowledge::Knowledge;
use crate::matching::eval::{self, Case, Report};
use crate::matching::{Matcher, confidence};
use crate::paste::Paste;

/// The arguments of `firstline eval`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    knowledge: KnowledgeArgs,
    /// The cases, one JSON object a line: `id`, `text`, `expect` (a list; empty means silence is right), `kind`
    #[arg(value_name = "CASES", required = true)]
    pub cases: Vec<PathBuf>,
    /// How to print the figures
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
    #[command(flatten)]
    thresholds: Thresholds,
    /// Exit with 1 when fewer of the in-scope cases have a right first candidate
    #[arg(long, value_name = "SHARE", value_parser = super::thresholds::share)]
    pub min_top1: Option<f64>,
    /// Exit with 1 when fewer of the answers given are right
    #[arg(long, value_name = "SHARE", value_parser = super::thresholds::share)]
    pub min_precision: Option<f64>,
    /// Exit with 1 when fewer of the in-scope cases are answered
    #[arg(long, value_name = "SHARE", value_parser = super::thresholds::share)]
    pub min_coverage: Option<f64>,
    /// Also write what each candidate's confidence is made of, one JSON object a case
    #[arg(long, value_name = "FILE")]
    pub signals: Option<PathBuf>,
    /// Also name the cases whose first candidate is wrong
    #[arg(long)]
    pub misses: bool,
}

/// Measures the matcher on labelled cases.
pub fn run(args: &Args, out: &mut dyn Write) -> Outcome {
    let mut cases = Vec::new();
    for path in &args.cases {
        cases.extend(read(path)?);
    }
    let knowledge = args.knowledge.load_good()?;
    let matcher = Matcher::new(&knowledge, &args.thresholds.config()?);
    let mut signals = match &args.signals {
        Some(path) => Some(std::io::BufWriter::new(
            std::fs::File::create(path)
                .map_err(|error| Failure::new(format_args!("{} cannot be written: {error}", path.display())))?,
        )),
        None => None,
    };

    let bar = ProgressBar::new(cases.len() as u64).with_style(
        ProgressStyle::with_template("{wide_bar} {pos}/{len} cases").unwrap_or_else(|_| ProgressStyle::default_bar()),
    );
    let mut outcomes = Vec::with_capacity(cases.len());
    let mut missed = Vec::new();
    for case in &cases {
        let start = Instant::now();
        let judgement = matcher.judge(&Paste::new(case.text.as_str()));
        let microseconds = start.elapsed().as_secs_f64() * 1e6;
        let outcome = eval::outcome(&knowledge, case, &judgement, microseconds);
        if let Some(file) = &mut signals {
            write_signals(file, &knowledge, case, &judgement)?;
        }
        if args.misses && outcome.in_scope && outcome.rank != Some(1) {
            let first = judgement.candidates.first().map(|m| knowledge.full_id(m.issue));
            missed.push((case, first, outcome.rank));
        }
        outcomes.push(outcome);
        bar.inc(1);
    }
    bar.finish_and_clear();

    let report = Report::new(&outcomes);
    match args.format {
        Format::Json => {
            serde_json::to_writer_pretty(&mut *out, &report)?;
            writeln!(out)?;
        }
        Format::Text => print(&report, out)?,
    }
    for (case, first, rank) in missed {
        let place = rank.map_or("not among five".to_owned(), |r| format!("at {r}"));
        writeln!(
            out,
            "miss {}: expected {} ({place}), found {}",
            case.id,
            case.expect.first().map_or("", String::as_str),
            first.as_deref().unwrap_or("nothing"),
        )?;
    }
    let mut code = ExitCode::SUCCESS;
    for (name, floor, figure) in [
        ("top-1", args.min_top1, report.top1),
        ("precision", args.min_precision, report.defaults.precision),
        ("coverage", args.min_coverage, report.defaults.coverage),
    ] {
        let Some(floor) = floor.filter(|floor| figure.is_none_or(|figure| figure < *floor)) else { continue };
        let figure = figure.map_or("cannot be told from these cases".to_owned(), |f| format!("is {f:.4}"));
        // Beside the report, which may be for a program.
        let _ = writeln!(anstream::stderr(), "{name} {figure}, and {floor} is asked for");
        code = ExitCode::from(NO);
    }
    Ok(code)
}

fn read(path: &Path) -> Result<Vec<Case>, Failure> {
    let shown = path.display();
    let text = std::fs::read_to_string(path)
        .map_err(|error| Failure::new(format_args!("the cases in {shown} cannot be read: {error}")))?;
    let mut cases = Vec::new();
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        cases.push(serde_json::from_str(line).map_err(|error| {
            Failure::new(format_args!(
                "{shown}:{}: not a case ({error}); a case is one line like \
                 {{\"id\": \"1\", \"text\": \"…\", \"expect\": [\"issue-id\"], \"kind\": \"message\"}}",
                number + 1
            ))
        })?);
    }
    Ok(cases)
}

fn write_signals(
    file: &mut impl Write,
    knowledge: &Knowledge,
    case: &Case,
    judgement: &crate::matching::Judgement,
) -> Result<(), Failure> {
    let issues = knowledge.issues().count();
    let candidates: Vec<_> = judgement
        .candidates
        .iter()
        .map(|m| {
            let named: serde_json::Map<_, _> =
                m.signals.named().into_iter().map(|(name, value)| (name, value.into())).collect();
            let terms: serde_json::Map<_, _> = confidence::terms(&m.signals, issues)
                .into_iter()
                .map(|(name, value, _)| (name.to_owned(), value.into()))
                .collect();
            serde_json::json!({
                "issue": knowledge.full_id(m.issue),
                "right": case.expect.iter().any(|e| eval::meets(knowledge, m, e)),
                "score": m.score,
                "confidence": m.confidence,
                "signals": named,
                "terms": terms,
            })
        })
        .collect();
    let line = serde_json::json!({
        "id": case.id, "kind": case.kind, "in_scope": !case.expect.is_empty(), "candidates": candidates,
    });
    serde_json::to_writer(&mut *file, &line)?;
    writeln!(file)?;
    Ok(())
}

fn print(report: &Report, out: &mut dyn Write) -> Result<(), Failure> {
    let percent = |figure: Option<f64>| figure.map_or("–".to_owned(), |f| format!("{:.1} %", f * 100.0));
    writeln!(
        out,
        "{} cases: {} with something to find, {} where silence is right",
        report.cases, report.in_scope, report.out_of_scope
    )?;
    writeln!(out)?;
    for (name, figure) in [
        ("right at the first place (top-1)", report.top1),
        ("mean reciprocal rank (MRR@5)", report.mrr5),
        ("among the first five (recall@5)", report.recall5),
        ("confidence tells right from foreign (AUROC)", report.auroc),
        ("precision when 80 % are answered", report.precision_at_80),
        ("calibration error", report.calibration_error),
    ] {
        writeln!(out, "  {name:<45} {:>8}", percent(figure))?;
    }
    writeln!(out, "\nat the configured thresholds")?;
    for (name, figure) in [
        ("answered (coverage)", report.defaults.coverage),
        ("right among the answers (precision)", report.defaults.precision),
        ("answered where silence is right", report.defaults.false_answers),
    ] {
        writeln!(out, "  {name:<45} {:>8}", percent(figure))?;
    }
    if report.kinds.len() > 1 {
        writeln!(out, "\n  {:<20} {:>6} {:>8} {:>8} {:>9}", "kind", "cases", "top-1", "recall@5", "answered")?;
        for (name, kind) in &report.kinds {
            writeln!(
                out,
                "  {name:<20} {:>6} {:>8} {:>8} {:>9}",
                kind.cases,
                percent(kind.top1),
                percent(kind.recall5),
                percent(Some(kind.answered))
            )?;
        }
    }
    if !report.curve.is_empty() {
        writeln!(out, "\n  {:>8} {:>10} {:>10} {:>14}", "coverage", "threshold", "precision", "false answers")?;
        for point in &report.curve {
            writeln!(
                out,
                "  {:>8} {:>10.3} {:>10} {:>14}",
                percent(Some(point.coverage)),
                point.threshold,
                percent(point.precision),
                percent(point.false_answers)
            )?;
        }
    }
    if let (Some(median), Some(p95)) = (report.latency_us.median, report.latency_us.p95) {
        writeln!(out, "\n  {median:.0} µs a paste at the median, {p95:.0} µs at the 95th percentile")?;
    }
    Ok(())
}
