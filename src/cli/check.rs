//! `firstline check`: tests the knowledge as code is tested.
//!
//! What could not be loaded, what breaks a rule of [`lint`], and with `--links` what cannot be followed come out as one
//! list in the order of the files, each with the line at fault. So does what is wrong with `firstline.toml`, where there
//! is one, and where its schedules leave nobody on call.

use std::collections::HashMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use anstyle::{AnsiColor, Style};
use indicatif::{ProgressBar, ProgressStyle};
use reqwest::Url;
use serde::Serialize;

use super::config::ConfigArgs;
use super::failure::Failure;
use super::knowledge::KnowledgeArgs;
use super::links::{self, Pace};
use super::{Format, NO, Outcome};
use crate::config;
use crate::config::coverage::coverage;
use crate::knowledge::Knowledge;
use crate::knowledge::lint::{self, Finding, Found, Settings};
use crate::knowledge::load::Loaded;
use crate::knowledge::places::Places;
use crate::knowledge::problem::{Problem, Report, Severity};
use crate::matching::{Config, Matcher, Verdict};
use crate::paste::Paste;

/// More of one rule than these are counted, not shown: nobody reads the fifty-first of a kind.
const MOST_SHOWN: usize = 50;

/// The arguments of `firstline check`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The knowledge: a folder, or one file; as --knowledge
    #[arg(value_name = "PATH")]
    path: Option<PathBuf>,
    #[command(flatten)]
    knowledge: KnowledgeArgs,
    #[command(flatten)]
    config: ConfigArgs,
    /// Follow every link, too: a dead one is an error, a moved one a warning
    #[arg(long)]
    links: bool,
    /// Warn about articles that nobody has reviewed for this many days
    #[arg(long, value_name = "DAYS", default_value_t = 365)]
    stale_after: u32,
    /// Check as on this day [default: today]
    #[arg(long, value_name = "DATE")]
    today: Option<jiff::civil::Date>,
    /// How to print the findings
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// Tests the knowledge. An error anywhere is an honest no; warnings are not.
pub fn run(args: &Args, out: &mut dyn Write) -> Outcome {
    let source = match &args.path {
        Some(path) => KnowledgeArgs { knowledge: path.clone() },
        None => args.knowledge.clone(),
    };
    let Loaded { knowledge, mut problems } = source.load()?;
    let today = args.today.unwrap_or_else(today);
    let mut findings = judge(&knowledge, Settings { today, stale_after_days: args.stale_after });
    if args.links {
        findings.extend(follow(&knowledge)?);
    }
    problems.extend(placed(&knowledge, findings));
    problems.extend(configured(&args.config, today)?);
    problems.sort_by(|a, b| key(a).cmp(&key(b)));
    // Where a file could not be read, that is what there is to say.
    if knowledge.articles.is_empty() && problems.iter().all(|p| p.severity != Severity::Error) {
        problems.push(nothing_here(&source.knowledge));
    }

    let summary = Summary::of(&knowledge, &problems);
    match args.format {
        Format::Text => print(&problems, &summary, out)?,
        Format::Json => print_json(&problems, &summary, out)?,
    }
    Ok(if summary.errors > 0 { ExitCode::from(NO) } else { ExitCode::SUCCESS })
}

#[expect(clippy::disallowed_methods, reason = "the command is the edge; the rules are told the day")]
fn today() -> jiff::civil::Date {
    jiff::Zoned::now().date()
}

/// A check of nothing must not pass: it is a wrong path, or every file of it is broken.
fn nothing_here(path: &Path) -> Problem {
    Problem {
        severity: Severity::Error,
        rule: "no-articles",
        path: path.display().to_string(),
        span: None,
        message: "there is no article here".to_owned(),
        help: Some("name a folder with .toml, .jsonl or self-help .md files in it, or one such file".to_owned()),
    }
}

/// The order in which problems are read: down each file, the worse first where they meet.
fn key(problem: &Problem) -> (&str, usize, std::cmp::Reverse<Severity>, &str, &str) {
    let start = problem.span.as_ref().map_or(0, |span| span.start);
    (&problem.path, start, std::cmp::Reverse(problem.severity), problem.rule, &problem.message)
}

/// Holds the knowledge against the rules, with the very matcher and settings that will serve it.
fn judge(knowledge: &Knowledge, settings: Settings) -> Vec<Finding> {
    let matcher = Matcher::new(knowledge, &Config::default());
    let bar = bar(lint::trials(knowledge).len(), "texts judged");
    let find = |text: &str| {
        let judgement = matcher.judge(&Paste::new(text));
        bar.inc(1);
        let issues = |matches: &[crate::matching::Match]| matches.iter().map(|found| found.issue).collect();
        Found {
            answers: if judgement.verdict == Verdict::Answer { issues(&judgement.matches) } else { Vec::new() },
            candidates: issues(&judgement.candidates),
        }
    };
    let findings = lint::lint(knowledge, &find, settings);
    bar.finish_and_clear();
    findings
}

/// Follows every address once, and tells what came of it wherever it stands.
fn follow(knowledge: &Knowledge) -> Result<Vec<Finding>, Failure> {
    let places = lint::links(knowledge);
    // What is no address is reported by the rule for links.
    let addressed: Vec<_> =
        places.iter().filter(|link| link.is_sound()).filter_map(|link| Some((link, address(link.url)?))).collect();
    let mut urls: Vec<Url> = addressed.iter().map(|(_, url)| url.clone()).collect();
    urls.sort();
    urls.dedup();

    let bar = bar(urls.len(), "links followed");
    let cannot = |error: &dyn std::fmt::Display| Failure::new(format_args!("links cannot be followed: {error}"));
    let client = links::client(Duration::from_secs(10)).build().map_err(|error| cannot(&error))?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(|error| cannot(&error))?;
    let outcomes = runtime.block_on(links::follow(&client, &urls, Pace::default(), || bar.inc(1)));
    bar.finish_and_clear();

    let outcomes: HashMap<&Url, &links::Outcome> = urls.iter().zip(&outcomes).collect();
    let findings = addressed.iter().filter_map(|(link, url)| outcomes.get(url)?.finding(link));
    Ok(findings.collect())
}

/// The address that is asked for: without the fragment, which never leaves the browser.
fn address(url: &str) -> Option<Url> {
    let mut url = Url::parse(url).ok()?;
    url.set_fragment(None);
    Some(url)
}

/// What is wrong with the configuration, or else with the schedules in it.
fn configured(args: &ConfigArgs, today: jiff::civil::Date) -> Result<Vec<Problem>, Failure> {
    let Some(text) = args.text()? else { return Ok(Vec::new()) };
    let path = args.path().display().to_string();
    Ok(match config::Config::parse(&text, &path) {
        Ok(config) => coverage(&text, &path, &config.on_call, today),
        Err(faults) => faults,
    })
}

/// Gives every finding its place in its file, reading each file once.
fn placed(knowledge: &Knowledge, mut findings: Vec<Finding>) -> Vec<Problem> {
    findings.sort_by_key(|finding| finding.article);
    let mut problems = Vec::with_capacity(findings.len());
    for of_one in findings.chunk_by(|a, b| a.article == b.article) {
        let Some(article) = of_one.first().and_then(|finding| knowledge.articles.get(finding.article)) else {
            continue;
        };
        let text = read(&article.path).unwrap_or_default();
        let places = Places::new(&article.path, &text);
        problems.extend(of_one.iter().map(|finding| {
            let span = places.find(article, &finding.at);
            finding.clone().into_problem(&article.path, span)
        }));
    }
    problems
}

/// The text of a file, to show a line of it. One that cannot be read any more is named without its line.
fn read(path: &str) -> Option<String> {
    fs::read(path).ok().map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
}

/// How much was tested and what came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Summary {
    articles: usize,
    issues: usize,
    errors: usize,
    warnings: usize,
}

impl Summary {
    fn of(knowledge: &Knowledge, problems: &[Problem]) -> Self {
        let count = |severity| problems.iter().filter(|problem| problem.severity == severity).count();
        Self {
            articles: knowledge.articles.len(),
            issues: knowledge.issues().count(),
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
        }
    }
}

fn print(problems: &[Problem], summary: &Summary, out: &mut dyn Write) -> Result<(), Failure> {
    let mut shown: HashMap<(&str, Severity), usize> = HashMap::new();
    for of_one in problems.chunk_by(|a, b| a.path == b.path) {
        let mut text = None;
        for problem in of_one {
            let count = shown.entry((problem.rule, problem.severity)).or_default();
            *count += 1;
            if *count <= MOST_SHOWN {
                let text = text.get_or_insert_with(|| read(&problem.path));
                writeln!(out, "{}\n", problem.render(text.as_deref()))?;
            }
        }
    }
    let mut more: Vec<_> = shown.into_iter().filter(|(_, count)| *count > MOST_SHOWN).collect();
    more.sort_unstable();
    for ((rule, severity), count) in &more {
        let style = style(*severity);
        let count = count - MOST_SHOWN;
        writeln!(out, "{style}{severity}[{rule}]{style:#}: {count} more of this kind; --format json has them all")?;
    }
    if !more.is_empty() {
        writeln!(out)?;
    }
    let verdict = match (summary.errors, summary.warnings) {
        (0, 0) => AnsiColor::Green.on_default().bold(),
        (0, _) => style(Severity::Warning),
        _ => style(Severity::Error),
    };
    writeln!(
        out,
        "{} in {}: {verdict}{}, {}{verdict:#}",
        counted(summary.issues, "issue"),
        counted(summary.articles, "article"),
        counted(summary.errors, "error"),
        counted(summary.warnings, "warning"),
    )?;
    Ok(())
}

fn style(severity: Severity) -> Style {
    match severity {
        Severity::Warning => AnsiColor::Yellow.on_default().bold(),
        Severity::Error => AnsiColor::Red.on_default().bold(),
    }
}

fn counted(count: usize, what: &str) -> String {
    match count {
        0 => format!("no {what}s"),
        1 => format!("1 {what}"),
        _ => format!("{count} {what}s"),
    }
}

/// Everything, for programs.
#[derive(Serialize)]
struct Document<'p> {
    #[serde(flatten)]
    summary: &'p Summary,
    problems: Vec<Report<'p>>,
}

fn print_json(problems: &[Problem], summary: &Summary, out: &mut dyn Write) -> Result<(), Failure> {
    let mut reports = Vec::with_capacity(problems.len());
    for of_one in problems.chunk_by(|a, b| a.path == b.path) {
        let text = of_one.first().and_then(|problem| read(&problem.path));
        reports.extend(of_one.iter().map(|problem| problem.report(text.as_deref())));
    }
    serde_json::to_writer_pretty(&mut *out, &Document { summary, problems: reports })?;
    writeln!(out)?;
    Ok(())
}

/// A progress bar on stderr, where that is a terminal.
fn bar(length: usize, what: &str) -> ProgressBar {
    let style = ProgressStyle::with_template(&format!("{{wide_bar}} {{pos}}/{{len}} {what}"));
    ProgressBar::new(length as u64).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}
