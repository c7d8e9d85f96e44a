//! `firstline oncall`: who is on call now, who is next, and the schedules of the next weeks.
//!
//! What is shown is what the bot goes by: the rules of `firstline.toml`, and the overrides that are kept in the store.

use std::io::Write;
use std::process::ExitCode;

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;

use super::config::ConfigArgs;
use super::failure::Failure;
use super::page::{Look, Page};
use super::{Format, Outcome};
use crate::clock::Clock;
use crate::config::{OnCall, StoreUrl};
use crate::ids::UserId;
use crate::store::Store;
use crate::triage::schedule::calendar::calendar;
use crate::triage::{Override, Roster, Schedule, Shift, Stretch};

/// Overrides so far around what is shown count: a shift that reaches into it is shown whole.
const AROUND: SignedDuration = SignedDuration::from_hours(400 * 24);

/// The arguments of `firstline oncall`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The schedule [default: all of them]
    #[arg(value_name = "SCHEDULE")]
    schedule: Option<String>,
    #[command(flatten)]
    config: ConfigArgs,
    /// As at this time: 2026-03-29T09:00Z, or 2026-03-29T09:00 on the schedule's clock, or on --zone's [default: now]
    #[arg(long, value_name = "TIME")]
    at: Option<String>,
    /// How many days to show
    #[arg(long, value_name = "DAYS", default_value_t = 28, value_parser = clap::value_parser!(u16).range(1..=3660))]
    days: u16,
    /// Show and read times on the clock of this zone [default: each schedule's own]
    #[arg(long, value_name = "ZONE", value_parser = zone)]
    zone: Option<TimeZone>,
    /// Show what the rules say, without the overrides
    #[arg(long)]
    without_overrides: bool,
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Print it as a calendar (iCalendar)
    #[arg(long, conflicts_with = "format")]
    ics: bool,
}

/// What is asked about: one instant, and so many days after it.
struct Asked<'a> {
    roster: &'a Roster,
    schedules: Vec<&'a Schedule>,
    overrides: Vec<Override>,
    at: Timestamp,
    until: Timestamp,
    zone: Option<&'a TimeZone>,
}

/// Prints it.
pub fn run(args: &Args, out: &mut dyn Write) -> Outcome {
    let config = args.config.load()?;
    if args.config.text()?.is_none() {
        return Err(Failure::No(format!(
            "there is no {} in this folder, and no schedules without it: name the file by --config, or write one as \
             docs/on-call.md shows",
            args.config.path().display()
        )));
    }
    let schedules = chosen(&config.on_call, args)?;
    let at = match &args.at {
        Some(at) => instant(at, args.zone.as_ref(), &schedules)?,
        None => Clock::system().now(),
    };
    let until = at.checked_add(SignedDuration::from_hours(i64::from(args.days) * 24)).unwrap_or(Timestamp::MAX);
    let overrides = if args.without_overrides { Vec::new() } else { overrides(&config.storage.url, at, until)? };
    let asked = Asked { roster: &config.on_call.roster, schedules, overrides, at, until, zone: args.zone.as_ref() };
    if args.ics {
        asked.print_calendar(out)?;
    } else {
        match args.format {
            Format::Text => asked.print(out)?,
            Format::Json => asked.print_json(out)?,
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// The schedules that are asked about.
fn chosen<'a>(on_call: &'a OnCall, args: &Args) -> Result<Vec<&'a Schedule>, Failure> {
    let all = &on_call.roster.schedules;
    let path = args.config.path().display();
    let names = || all.iter().map(|schedule| schedule.name.as_str()).collect::<Vec<_>>().join(", ");
    match &args.schedule {
        _ if all.is_empty() => Err(Failure::No(format!(
            "there are no schedules in {path}: write one under [[on_call.schedules]], as docs/on-call.md shows"
        ))),
        None => Ok(all.iter().collect()),
        Some(name) => match on_call.roster.schedule(name) {
            Some(schedule) => Ok(vec![schedule]),
            None => Err(Failure::No(format!("no schedule in {path} is called {name}; there are: {}", names()))),
        },
    }
}

/// The overrides that count somewhere near. A store that is not there yet has none, and none is made.
fn overrides(url: &StoreUrl, at: Timestamp, until: Timestamp) -> Result<Vec<Override>, Failure> {
    if Store::path(url).is_some_and(|file| !file.exists()) {
        return Ok(Vec::new());
    }
    let from = at.checked_sub(AROUND).unwrap_or(Timestamp::MIN);
    let until = until.checked_add(AROUND).unwrap_or(Timestamp::MAX);
    let kept = super::run::runtime()?.block_on(async { Store::open(url).await?.overrides(from, until).await });
    let kept = kept.map_err(|error| {
        Failure::new(format_args!("the overrides cannot be read: {error} (--without-overrides shows the rules alone)"))
    })?;
    Ok(kept.into_iter().map(|kept| kept.change).collect())
}

/// An instant, or a time on the clock of a zone; where none is named, on the clock that the schedules have in common.
fn instant(text: &str, zone: Option<&TimeZone>, schedules: &[&Schedule]) -> Result<Timestamp, Failure> {
    if let Ok(instant) = text.parse() {
        return Ok(instant);
    }
    let no_time =
        || Failure::new(format_args!("`{text}` is no time: write for example 2026-03-29T09:00Z or 2026-03-29T09:00"));
    let shown: DateTime = text.parse().map_err(|_| no_time())?;
    let zone = match (zone, schedules) {
        (Some(zone), _) => zone,
        (None, [first, rest @ ..]) if rest.iter().all(|schedule| schedule.zone == first.zone) => &first.zone,
        _ => {
            return Err(Failure::new(format_args!(
                "`{text}` is another moment on each schedule's clock: name one schedule or a --zone, or write for example \
                 2026-03-29T09:00Z"
            )));
        }
    };
    Ok(shown.to_zoned(zone.clone()).map_err(|_| no_time())?.timestamp())
}

fn zone(name: &str) -> Result<TimeZone, String> {
    TimeZone::get(name).map_err(|_| "zones are named by a city, such as Europe/Berlin, or are UTC".to_owned())
}

impl Asked<'_> {
    fn print(&self, out: &mut dyn Write) -> Result<(), Failure> {
        let mut page = Page::new(out, Look::of_stdout());
        for (nth, schedule) in self.schedules.iter().enumerate() {
            if nth > 0 {
                page.gap()?;
            }
            let zone = self.zone.unwrap_or(&schedule.zone);
            let time = |at: Timestamp| at.to_zoned(zone.clone()).strftime("%a %F %H:%M").to_string();
            page.title(&format!("{} · {}", schedule.name, zone.iana_name().unwrap_or("UTC")))?;
            let now = schedule.stretch_at(&self.overrides, self.at);
            let ends = |stretch: Stretch| Some(stretch.until).filter(|until| *until < Timestamp::MAX);
            let until = |stretch| ends(stretch).map_or_else(String::new, |until| format!(", until {}", time(until)));
            page.line(&format!("now: {}{}", self.name(now.person), until(now)))?;
            if let Some(handoff) = schedule.next_handoff(&self.overrides, self.at) {
                let next = schedule.stretch_at(&self.overrides, handoff.at);
                page.line(&format!("next: {}, from {}{}", self.name(next.person), time(handoff.at), until(next)))?;
            }
            page.gap()?;
            for stretch in schedule.stretches_between(&self.overrides, self.at, self.until) {
                page.line(&format!("{}  {}", time(stretch.from), self.name(stretch.person)))?;
            }
        }
        Ok(())
    }

    fn print_json(&self, out: &mut dyn Write) -> Result<(), Failure> {
        let shift = |shift: Shift| ShiftJson::new(self.roster, shift);
        let schedules = self.schedules.iter().map(|schedule| {
            let stretch = |at| schedule.stretch_at(&self.overrides, at);
            let handoff = |after| schedule.next_handoff(&self.overrides, after);
            // After a gap somebody comes on call, or nobody ever does.
            let next = handoff(self.at).and_then(|next| if next.to.is_some() { Some(next) } else { handoff(next.at) });
            let gaps = schedule.gaps_between(&self.overrides, self.at, self.until);
            ScheduleJson {
                name: &schedule.name,
                time_zone: schedule.zone.iana_name(),
                now: stretch(self.at).shift().map(shift),
                next: next.and_then(|next| stretch(next.at).shift()).map(shift),
                shifts: schedule.shifts_between(&self.overrides, self.at, self.until).into_iter().map(shift).collect(),
                gaps: gaps.iter().map(|gap| GapJson { from: gap.from, until: gap.until }).collect(),
            }
        });
        let document = DocumentJson { at: self.at, until: self.until, schedules: schedules.collect() };
        serde_json::to_writer_pretty(&mut *out, &document)?;
        writeln!(out)?;
        Ok(())
    }

    fn print_calendar(&self, out: &mut dyn Write) -> Result<(), Failure> {
        let name = match self.schedules.as_slice() {
            [only] => &only.name,
            _ => "On call",
        };
        let summary = |schedule: &Schedule, person| format!("{} ({})", self.name(Some(person)), schedule.name);
        let text = calendar(name, &self.schedules, &self.overrides, (self.at, self.until), summary, self.at);
        out.write_all(text.as_bytes())?;
        Ok(())
    }

    fn name(&self, person: Option<UserId>) -> String {
        let Some(person) = person else { return "nobody".to_owned() };
        self.roster.name_of(person).map_or_else(|| person.to_string(), str::to_owned)
    }
}

/// What `--format json` prints. All times are instants in UTC.
#[derive(Serialize)]
struct DocumentJson<'a> {
    at: Timestamp,
    until: Timestamp,
    schedules: Vec<ScheduleJson<'a>>,
}

#[derive(Serialize)]
struct ScheduleJson<'a> {
    name: &'a str,
    time_zone: Option<&'a str>,
    /// Null where nobody is on call.
    now: Option<ShiftJson<'a>>,
    /// The shift that begins next; null where none does.
    next: Option<ShiftJson<'a>>,
    shifts: Vec<ShiftJson<'a>>,
    gaps: Vec<GapJson>,
}

#[derive(Serialize)]
struct ShiftJson<'a> {
    /// Null for somebody who has no name in the file.
    person: Option<&'a str>,
    id: UserId,
    from: Timestamp,
    /// Null where nobody ever takes over.
    until: Option<Timestamp>,
}

#[derive(Serialize)]
struct GapJson {
    from: Timestamp,
    until: Timestamp,
}

impl<'a> ShiftJson<'a> {
    fn new(roster: &'a Roster, shift: Shift) -> Self {
        Self {
            person: roster.name_of(shift.person),
            id: shift.person,
            from: shift.from,
            until: Some(shift.until).filter(|until| *until < Timestamp::MAX),
        }
    }
}
