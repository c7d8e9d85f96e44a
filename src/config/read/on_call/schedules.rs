//! `[[on_call.schedules]]`.

use std::ops::Range;

use jiff::civil::{Date, Time, Weekday};
use jiff::tz::TimeZone;
use toml::de::DeTable;

use super::Read;
use crate::config::OnCall;
use crate::knowledge::toml::Value;
use crate::triage::{Layer, Person, Rotation, Schedule, ShiftLength};

pub(in crate::config) const SCHEDULE_KEYS: &[&str] = &["layers", "name", "time_zone"];
pub(in crate::config) const LAYER_KEYS: &[&str] = &["handoff", "handoff_day", "hours", "people", "shift", "start"];

/// The days of the week, from Monday.
const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

impl Read<'_> {
    pub(super) fn schedules(&mut self, value: Value<'_>, on_call: &mut OnCall) {
        let people = on_call.roster.people.clone();
        for (table, at) in self.sections("on_call.schedules", value, |_, table, at| Some((table, at))) {
            let (mut name, mut zone, mut layers, mut meant) = (None, None, None, Vec::new());
            for (key, value) in table {
                let span = value.span();
                match key.get_ref().as_ref() {
                    "name" => {
                        let known = |name: &str| on_call.roster.schedule(name).is_some();
                        name = Some(self.name(["schedule", "schedules"], value, known));
                    }
                    "time_zone" => {
                        let text = self.0.filled_text("time_zone", value);
                        zone = Some(self.time_zone(&text, span));
                    }
                    "layers" => {
                        layers = Some(self.sections("on_call.schedules.layers", value, |read, table, at| {
                            read.layer(table, at, &people)
                        }));
                    }
                    unknown => meant.extend(self.0.unknown_key(unknown, key.span(), "a schedule", SCHEDULE_KEYS)),
                }
            }
            let called = name.as_deref().unwrap_or_default();
            let of = if called.is_empty() { "the schedule".to_owned() } else { format!("the schedule `{called}`") };
            if name.is_none() && !meant.contains(&"name") {
                self.missing(&at, "the schedule has no `name`", "write for example `name = \"primary\"`");
            }
            if zone.is_none() && !meant.contains(&"time_zone") {
                self.missing(
                    &at,
                    format!("{of} has no `time_zone`"),
                    "write for example `time_zone = \"Europe/Berlin\"`",
                );
            }
            if layers.is_none() && !meant.contains(&"layers") {
                let help = "add people under a `[[on_call.schedules.layers]]` heading";
                self.missing(&at, format!("{of} is empty"), help);
            }
            let (name, zone) = (name.unwrap_or_default(), zone.flatten().unwrap_or(TimeZone::UTC));
            on_call.roster.schedules.push(Schedule { name, zone, layers: layers.unwrap_or_default() });
        }
    }

    fn time_zone(&mut self, text: &str, span: Range<usize>) -> Option<TimeZone> {
        let zone = TimeZone::get(text.trim()).ok();
        if zone.is_none() && !text.trim().is_empty() {
            let lower = text.trim().to_lowercase();
            let near = jiff::tz::db()
                .available()
                .map(|name| {
                    (strsim::damerau_levenshtein(&lower, &name.as_str().to_lowercase()), name.as_str().to_owned())
                })
                .filter(|(edits, name)| *edits <= name.len() / 4)
                .min();
            let help = near.map_or_else(
                || "zones are named by a city, such as `Europe/Berlin` or `America/New_York`, or are `UTC`".to_owned(),
                |(_, name)| format!("did you mean `{name}`?"),
            );
            self.0.error("bad-value", span, format!("there is no time zone `{}`", text.escape_debug()), help);
        }
        zone
    }

    fn layer(&mut self, table: DeTable<'_>, at: Range<usize>, known: &[Person]) -> Option<Layer> {
        let (mut people, mut shift, mut handoff, mut day, mut start) = (None, None, None, None, None);
        let (mut hours, mut meant) = (Vec::new(), Vec::new());
        for (key, value) in table {
            let span = value.span();
            match key.get_ref().as_ref() {
                "people" => {
                    let empty = value.get_ref().as_array().is_some_and(|people| people.is_empty());
                    let read = self.each("people", value, |read, _, text, span| read.person(text, span, known));
                    if empty {
                        self.0.error(
                            "empty",
                            span,
                            "the layer has nobody in it",
                            "name who takes turns: `people = [\"carol\"]`",
                        );
                    }
                    people = Some(read);
                }
                "shift" => shift = Some((self.said("shift", value).unwrap_or(ShiftLength::WEEKLY), span)),
                "handoff" => {
                    let help = "a handoff is a time of day with two digits each, such as `09:00`";
                    handoff = Some(self.time("handoff", value, help));
                }
                "handoff_day" => {
                    let days: Vec<(&str, Option<&str>)> = DAYS.iter().map(|day| (*day, Some(*day))).collect();
                    let mut chosen = None;
                    self.choice("handoff_day", value, &days, &mut chosen);
                    day = Some((chosen, span));
                }
                "start" => start = Some((self.0.date("start", &value), span)),
                "hours" => hours = self.each("hours", value, Self::understood),
                unknown => meant.extend(self.0.unknown_key(unknown, key.span(), "a layer", LAYER_KEYS)),
            }
        }
        if people.is_none() && !meant.contains(&"people") {
            self.missing(&at, "the layer has no `people`", "name who takes turns: `people = [\"carol\", \"dan\"]`");
        }
        if shift.is_none() && !meant.contains(&"shift") {
            self.missing(&at, "the layer has no `shift`", "write for example `shift = \"weekly\"`");
        }
        if handoff.is_none() && !meant.contains(&"handoff") {
            self.missing(&at, "the layer has no `handoff`", "write when a turn begins: `handoff = \"09:00\"`");
        }
        if start.is_none() && !meant.contains(&"start") {
            self.missing(&at, "the layer has no `start`", "write the day of the first handoff: `start = 2026-01-05`");
        }
        let (shift, _) = shift?;
        let start = start?.0?;
        if let Some((day, span)) = day {
            self.handoff_day(day, span, shift, start);
        }
        Some(Layer { rotation: Rotation { people: people?, shift, handoff: handoff??, start }, hours })
    }

    /// The day of the week says again what the first day and the length of a turn say: both have to say the same.
    fn handoff_day(&mut self, day: Option<&str>, span: Range<usize>, shift: ShiftLength, start: Date) {
        let Some(day) = day else { return };
        if !matches!(shift, ShiftLength::Weeks(_)) {
            let message = format!("`handoff_day` is for shifts of weeks, and this one is {shift}");
            self.0.error("contradiction", span, message, "leave it out, or write `shift = \"weekly\"`");
            return;
        }
        let begins = |date: Date| DAYS[usize::from(date.weekday().to_monday_zero_offset().unsigned_abs())];
        if begins(start) != day {
            let offset =
                DAYS.iter().position(|known| *known == day).and_then(|nth| i8::try_from(nth).ok()).unwrap_or(0);
            let wanted = Weekday::from_monday_zero_offset(offset).unwrap_or(Weekday::Monday);
            let near = start.nth_weekday(-1, wanted).ok().map_or_else(
                || "let both be the same day of the week".to_owned(),
                |near| format!("write `start = {near}`, or `handoff_day = \"{}\"`", begins(start)),
            );
            let message = format!("`handoff_day` is `{day}`, but `start` {start} is a `{}`", begins(start));
            self.0.error("contradiction", span, message, near);
        }
    }

    fn time(&mut self, key: &str, value: Value<'_>, help: &str) -> Option<Time> {
        let span = value.span();
        let text = self.0.filled_text(key, value);
        let shaped = text.len() == 5
            && text.bytes().enumerate().all(|(nth, byte)| if nth == 2 { byte == b':' } else { byte.is_ascii_digit() });
        let time = text.parse().ok().filter(|_| shaped);
        if time.is_none() && !text.trim().is_empty() {
            self.0.error("bad-value", span, format!("`{key}` cannot be `{}`", text.escape_debug()), help);
        }
        time
    }
}
