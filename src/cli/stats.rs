//! `firstline stats`: what happened in a period, from the store.

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use jiff::tz::TimeZone;
use serde::Serialize;

use super::config::ConfigArgs;
use super::failure::Failure;
use super::{Format, LANGUAGE, Outcome, run::runtime};
use crate::chart;
use crate::clock::Clock;
use crate::config::StoreUrl;
use crate::ids::{GuildId, UserId};
use crate::numbers::{Counts, Figures, Load, Period, Spread, in_words};
use crate::store::Store;
use crate::words::Text;

/// What `firstline stats` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = "It may run beside the bot, which writes down what happened every two seconds.

Exit codes: 0 shown, 2 the store cannot be read, with the reason on standard error.")]
pub struct Args {
    #[command(flatten)]
    config: ConfigArgs,
    /// So many days up to today, at most 400
    #[arg(long, value_name = "DAYS", default_value_t = 30, value_parser = clap::value_parser!(u16).range(1..=400))]
    days: u16,
    /// Only what concerns one article, by its id
    #[arg(long, value_name = "ID")]
    article: Option<String>,
    /// Only one server, by its id [default: all of them, and direct messages]
    #[arg(long, value_name = "ID")]
    server: Option<GuildId>,
    /// Whose days and hours, such as Europe/Berlin
    #[arg(long, value_name = "ZONE", default_value = "UTC", value_parser = time_zone)]
    time_zone: TimeZone,
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Draw it too, as a PNG
    #[arg(long, value_name = "FILE")]
    chart: Option<PathBuf>,
}

/// Shows what happened.
pub fn run(args: &Args, out: &mut dyn Write) -> Outcome {
    let url = args.config.store()?;
    let period = Period::of_days(args.days, Clock::system().now(), args.time_zone.clone());
    let figures = runtime()?.block_on(figures(&url, args, period))?;
    if let Some(path) = &args.chart {
        let picture = chart::draw(LANGUAGE, &figures).map_err(Failure::new)?;
        fs::write(path, picture)
            .map_err(|error| Failure::new(format_args!("{} cannot be written: {error}", path.display())))?;
    }
    match args.format {
        Format::Text => text(&figures, out)?,
        Format::Json => {
            serde_json::to_writer_pretty(&mut *out, &Shown::of(&figures))?;
            writeln!(out)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

async fn figures(url: &StoreUrl, args: &Args, period: Period) -> Result<Figures, Failure> {
    // Looking is no reason to make a store.
    let store = Store::open_existing(url).await.map_err(Failure::new)?;
    let figures = store.figures(args.server, args.article.as_deref(), period).await.map_err(Failure::new);
    store.close().await;
    figures
}

fn time_zone(name: &str) -> Result<TimeZone, String> {
    TimeZone::get(name).map_err(|_| "time zones are written like Europe/Berlin or UTC".to_owned())
}

fn text(figures: &Figures, out: &mut dyn Write) -> Result<(), Failure> {
    let Figures { period, article, counts, issues, cases, .. } = figures;
    let say = |text| LANGUAGE.say(text);
    let article = article.as_deref().unwrap_or(say(Text::StatsAllArticles));
    writeln!(out, "{} – {} · {} · {article}\n", period.first, period.last, zone(period))?;
    let mut line = |name: &str, text: String| writeln!(out, "{name:<17}{text}");
    line(
        say(Text::StatsPastes),
        format!(
            "{} {} · {} {} · {} {}",
            counts.answered,
            say(Text::StatsAnswered),
            counts.suggested,
            say(Text::StatsSuggested),
            counts.abstained,
            say(Text::StatsNothing)
        ),
    )?;
    line("Votes", votes(counts))?;
    let hours: Vec<_> = figures.busiest().into_iter().map(|(hour, count)| format!("{hour:02}:00 ({count})")).collect();
    line(say(Text::StatsBusiest), if hours.is_empty() { "–".to_owned() } else { hours.join(" · ") })?;
    let opened = format!("{} {} · {} {}", cases.opened, say(Text::StatsOpened), cases.open, say(Text::StatsStillOpen));
    line(say(Text::StatsCases), opened)?;
    line(&format!("  {}", say(Text::StatsToAcknowledge)), took(cases.to_acknowledge))?;
    line(&format!("  {}", say(Text::StatsToResolve)), took(cases.to_resolve))?;
    if !issues.is_empty() {
        writeln!(out, "\n{}", say(Text::StatsIssues))?;
    }
    for (issue, counts) in issues {
        writeln!(out, "{:>6}  {issue} · {}", counts.named(), votes(counts))?;
    }
    if !cases.fixed_by.is_empty() {
        writeln!(out, "\n{}", say(Text::StatsFixedBy))?;
    }
    for (issue, count) in &cases.fixed_by {
        writeln!(out, "{count:>6}  {issue}")?;
    }
    if !cases.people.is_empty() {
        writeln!(out, "\n{}", say(Text::StatsPeople))?;
    }
    for (person, Load { acknowledged, resolved }) in &cases.people {
        let (taken, done) = (say(Text::StatsTaken), say(Text::StatsResolved));
        writeln!(out, "  {person}: {acknowledged} {taken} · {resolved} {done}")?;
    }
    Ok(())
}

fn votes(counts: &Counts) -> String {
    let share = counts.success().map_or("–".to_owned(), |share| format!("{:.0} %", share * 100.0));
    let (helped, not) = (LANGUAGE.say(Text::StatsHelped), LANGUAGE.say(Text::StatsNotHelped));
    format!("{} {helped} · {} {not} ({share}, n = {})", counts.helped, counts.not_helped, counts.votes())
}

fn took(spread: Spread) -> String {
    format!("{} (90 %: {}, n = {})", in_words(spread.median), in_words(spread.p90), spread.times)
}

fn zone(period: &Period) -> &str {
    period.zone.iana_name().unwrap_or("UTC")
}

/// The figures for programs. What rests on nothing is null.
#[derive(Serialize)]
struct Shown<'a> {
    from: jiff::Timestamp,
    to: jiff::Timestamp,
    time_zone: &'a str,
    article: Option<&'a str>,
    #[serde(flatten)]
    counts: Counted,
    /// By day, or by week where there are more than 31 days.
    over_time: Vec<Stretch>,
    /// Pastes by the hour of the day, from 0 to 23.
    hours: [u64; 24],
    issues: Vec<OfIssue<'a>>,
    cases: Cases<'a>,
}

#[derive(Serialize)]
struct Counted {
    #[serde(flatten)]
    counts: Counts,
    /// The share of votes that say it helped.
    success: Option<f64>,
}

#[derive(Serialize)]
struct Stretch {
    first_day: jiff::civil::Date,
    last_day: jiff::civil::Date,
    #[serde(flatten)]
    counts: Counts,
}

#[derive(Serialize)]
struct OfIssue<'a> {
    issue: &'a str,
    #[serde(flatten)]
    counts: Counted,
}

#[derive(Serialize)]
struct Cases<'a> {
    opened: u64,
    open: u64,
    to_acknowledge: Spread,
    to_resolve: Spread,
    people: Vec<OfPerson>,
    fixed_by: Vec<FixedBy<'a>>,
}

#[derive(Serialize)]
struct OfPerson {
    person: UserId,
    #[serde(flatten)]
    load: Load,
}

#[derive(Serialize)]
struct FixedBy<'a> {
    issue: &'a str,
    cases: u64,
}

impl From<Counts> for Counted {
    fn from(counts: Counts) -> Self {
        Self { counts, success: counts.success() }
    }
}

impl<'a> Shown<'a> {
    fn of(figures: &'a Figures) -> Self {
        let cases = &figures.cases;
        Self {
            from: figures.period.from,
            to: figures.period.to,
            time_zone: zone(&figures.period),
            article: figures.article.as_deref(),
            counts: figures.counts.into(),
            over_time: figures
                .columns
                .iter()
                .map(|(column, counts)| Stretch { first_day: column.first, last_day: column.last, counts: *counts })
                .collect(),
            hours: figures.hours,
            issues: figures.issues.iter().map(|(issue, counts)| OfIssue { issue, counts: (*counts).into() }).collect(),
            cases: Cases {
                opened: cases.opened,
                open: cases.open,
                to_acknowledge: cases.to_acknowledge,
                to_resolve: cases.to_resolve,
                people: cases.people.iter().map(|(person, load)| OfPerson { person: *person, load: *load }).collect(),
                fixed_by: cases.fixed_by.iter().map(|(issue, cases)| FixedBy { issue, cases: *cases }).collect(),
            },
        }
    }
}
