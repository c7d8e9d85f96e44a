//! `[on_call]`: read in the order in which names are made and used, whatever their order in the file.

use std::ops::{Range, RangeInclusive};
use std::str::FromStr;

use jiff::SignedDuration;
use jiff::civil::{Date, Time, Weekday};
use jiff::tz::TimeZone;
use toml::de::{DeTable, DeValue};

use super::{Read, listed};
use crate::config::on_call::{OnCall, ReplyTimes, Talk, Webhook, WebhookForm};
use crate::ids::UserId;
use crate::knowledge::toml::{Value, Wants};
use crate::triage::{EscalationPolicy, EscalationStep, Layer, Person, Rotation, Schedule, ShiftLength, Target};

pub(in crate::config) const ON_CALL_KEYS: &[&str] = &[
    "channel",
    "keep_role",
    "people",
    "policies",
    "policy",
    "reply_minutes",
    "role",
    "schedules",
    "talk",
    "unanswered_minutes",
    "webhooks",
];
pub(in crate::config) const SCHEDULE_KEYS: &[&str] = &["layers", "name", "time_zone"];
pub(in crate::config) const LAYER_KEYS: &[&str] = &["handoff", "handoff_day", "hours", "people", "shift", "start"];
pub(in crate::config) const POLICY_KEYS: &[&str] = &["name", "repeat", "repeat_after_minutes", "steps"];
pub(in crate::config) const STEP_KEYS: &[&str] = &["after_minutes", "page"];
pub(in crate::config) const REPLY_KEYS: &[&str] = &["critical", "high", "low", "normal"];
pub(in crate::config) const WEBHOOK_KEYS: &[&str] = &["form", "secret_env", "url"];

/// Up to a week: whoever wants to wait longer is not on call.
const MINUTES: RangeInclusive<u32> = 1..=7 * 24 * 60;
const AFTER_MINUTES: RangeInclusive<u32> = 0..=7 * 24 * 60;
const REPEAT: RangeInclusive<u32> = 0..=20;
/// From a round's last step to the next round, where nothing else is said: time enough to wake up and press a button.
const REPEAT_AFTER: SignedDuration = SignedDuration::from_mins(15);

/// The days of the week, from Monday.
const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// What is read before the rest, in this order, and what after it: the one is named by the other.
const FIRST: [&str; 3] = ["people", "schedules", "policies"];

impl Read<'_> {
    pub(super) fn on_call(&mut self, value: Value<'_>, on_call: &mut OnCall) {
        let mut keys: Vec<_> = self.section("on_call", value).into_iter().collect();
        keys.sort_by_key(|(key, _)| FIRST.iter().position(|first| first == key.get_ref()).unwrap_or(FIRST.len()));
        let mut policies_at = None;
        for (key, value) in keys {
            let span = value.span();
            match key.get_ref().as_ref() {
                "channel" => {
                    let text = self.0.filled_text("channel", value);
                    on_call.channel = self.channel("channel", &text, span);
                }
                "role" => {
                    let text = self.0.filled_text("role", value);
                    on_call.role = self.role("role", &text, span);
                }
                "keep_role" => {
                    let text = self.0.filled_text("keep_role", value);
                    on_call.keep_role = self.role("keep_role", &text, span);
                }
                "talk" => {
                    let talks = [("none", Talk::None), ("public", Talk::Public), ("private", Talk::Private)];
                    self.choice("talk", value, &talks, &mut on_call.talk);
                }
                "unanswered_minutes" => on_call.unanswered = self.minutes("unanswered_minutes", &value, &MINUTES),
                "reply_minutes" => self.reply_times(value, &mut on_call.reply_times),
                "people" => self.people(value, on_call),
                "schedules" => self.schedules(value, on_call),
                "policies" => {
                    policies_at = Some(span);
                    self.policies(value, on_call);
                }
                "policy" => {
                    let name = self.0.filled_text("policy", value);
                    let names = on_call.roster.policies.iter().map(|policy| policy.name.as_str());
                    if !name.is_empty() && on_call.roster.policy(&name).is_none() {
                        self.no_such("policy", &name, span, &names.collect::<Vec<_>>(), "`[[on_call.policies]]`");
                    }
                    on_call.policy = Some(name);
                }
                "webhooks" => on_call.webhooks = self.sections("on_call.webhooks", value, Self::webhook),
                unknown => self.unknown(unknown, key.span(), "`[on_call]`", ON_CALL_KEYS),
            }
        }
        if let Some(span) = policies_at.filter(|_| on_call.policy.is_none() && on_call.roster.policies.len() > 1) {
            let help = format!("below `[on_call]`, write `policy = \"{}\"`", on_call.roster.policies[0].name);
            self.0.error("missing-field", span, "there are several policies, and none that new cases follow", help);
        }
    }

    fn reply_times(&mut self, value: Value<'_>, times: &mut ReplyTimes) {
        for (key, value) in self.section("on_call.reply_minutes", value) {
            let (name, time) = match key.get_ref().as_ref() {
                "low" => ("low", &mut times.low),
                "normal" => ("normal", &mut times.normal),
                "high" => ("high", &mut times.high),
                "critical" => ("critical", &mut times.critical),
                unknown => {
                    self.unknown(unknown, key.span(), "`[on_call.reply_minutes]`", REPLY_KEYS);
                    continue;
                }
            };
            *time = self.minutes(name, &value, &MINUTES);
        }
    }

    fn people(&mut self, value: Value<'_>, on_call: &mut OnCall) {
        for (key, value) in self.section("on_call.people", value) {
            let (name, name_at, span) = (key.get_ref().trim().to_owned(), key.span(), value.span());
            let text = self.0.filled_text(&name, value);
            if name.is_empty() || name.contains([':', '"']) || name.chars().any(char::is_control) || id(&name).is_some()
            {
                let message = format!("`{}` is no name for a person", key.get_ref().escape_debug());
                self.0.error("bad-value", name_at, message, "write for example `carol = \"123456789012345678\"`");
                continue;
            }
            let Some(id) = id(&text) else {
                if !text.trim().is_empty() {
                    let message = format!("`{}` is not the id of a person", text.escape_debug());
                    let help = "copy it in Discord: Settings, Advanced, Developer Mode, then Copy User ID from the person's menu";
                    self.0.error("bad-value", span, message, help);
                }
                continue;
            };
            if let Some(other) = on_call.roster.name_of(id) {
                let message = format!("`{name}` has the id of `{other}`");
                self.0.error("duplicate", span, message, "give every person one name");
            }
            on_call.roster.people.push(Person { name, id });
        }
    }

    fn schedules(&mut self, value: Value<'_>, on_call: &mut OnCall) {
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

    fn policies(&mut self, value: Value<'_>, on_call: &mut OnCall) {
        for (table, at) in self.sections("on_call.policies", value, |_, table, at| Some((table, at))) {
            let (mut name, mut steps, mut repeat, mut repeat_after, mut meant) = (None, None, None, None, Vec::new());
            for (key, value) in table {
                match key.get_ref().as_ref() {
                    "name" => {
                        let known = |name: &str| on_call.roster.policy(name).is_some();
                        name = Some(self.name(["policy", "policies"], value, known));
                    }
                    "repeat" => repeat = self.whole("repeat", &value, &REPEAT),
                    "repeat_after_minutes" => repeat_after = self.minutes("repeat_after_minutes", &value, &MINUTES),
                    "steps" => {
                        let mut nth = 0;
                        steps = Some(self.sections("on_call.policies.steps", value, |read, table, at| {
                            nth += 1;
                            Some(read.step(nth, table, &at, on_call))
                        }));
                    }
                    unknown => meant.extend(self.0.unknown_key(unknown, key.span(), "a policy", POLICY_KEYS)),
                }
            }
            if name.is_none() && !meant.contains(&"name") {
                self.missing(&at, "the policy has no `name`", "write for example `name = \"default\"`");
            }
            if steps.is_none() && !meant.contains(&"steps") {
                let help = "say who is paged under a `[[on_call.policies.steps]]` heading";
                self.missing(&at, "the policy has no steps", help);
            }
            on_call.roster.policies.push(EscalationPolicy {
                name: name.unwrap_or_default(),
                steps: steps.unwrap_or_default(),
                repeat: repeat.unwrap_or(0),
                repeat_after: repeat_after.unwrap_or(REPEAT_AFTER),
            });
        }
    }

    fn step(&mut self, nth: usize, table: DeTable<'_>, at: &Range<usize>, on_call: &OnCall) -> EscalationStep {
        let (mut after, mut targets, mut meant) = (None, None, Vec::new());
        for (key, value) in table {
            let span = value.span();
            match key.get_ref().as_ref() {
                "after_minutes" => after = Some(self.minutes("after_minutes", &value, &AFTER_MINUTES)),
                "page" => {
                    let empty = value.get_ref().as_array().is_some_and(|targets| targets.is_empty());
                    targets = Some(self.each("page", value, |read, _, text, span| read.target(text, span, on_call)));
                    if empty {
                        let help = "write for example `page = [\"schedule:primary\"]`";
                        self.0.error("empty", span, "the step pages nobody", help);
                    }
                }
                unknown => meant.extend(self.0.unknown_key(unknown, key.span(), "a step", STEP_KEYS)),
            }
        }
        if targets.is_none() && !meant.contains(&"page") {
            self.missing(at, "the step has no `page`", "write for example `page = [\"schedule:primary\"]`");
        }
        // Without a wait, all would be paged at once, which somebody who adds a second step hardly means.
        if nth > 1 && after.is_none() && !meant.contains(&"after_minutes") {
            let help = "say how long it waits after the step before it: `after_minutes = 10`";
            self.missing(at, "the step has no `after_minutes`", help);
        }
        EscalationStep { after: after.flatten().unwrap_or_default(), targets: targets.unwrap_or_default() }
    }

    /// `schedule:primary`, `role:@On call`, or a person.
    fn target(&mut self, text: &str, span: Range<usize>, on_call: &OnCall) -> Option<Target> {
        let text = text.trim();
        if let Some(name) = text.strip_prefix("schedule:").map(str::trim) {
            if on_call.roster.schedule(name).is_none() {
                let names: Vec<&str> = on_call.roster.schedules.iter().map(|schedule| schedule.name.as_str()).collect();
                self.no_such("schedule", name, span, &names, "`[[on_call.schedules]]`");
                return None;
            }
            return Some(Target::Schedule(name.to_owned()));
        }
        if let Some(name) = text.strip_prefix("role:") {
            return self.role("role", name, span).map(Target::Role);
        }
        self.person(text, span, &on_call.roster.people).map(Target::Member)
    }

    /// A person by the name that the team has given, or by id.
    fn person(&mut self, text: &str, span: Range<usize>, known: &[Person]) -> Option<UserId> {
        let text = text.trim();
        let found = known.iter().find(|person| person.name == text).map(|person| person.id).or_else(|| id(text));
        if found.is_none() {
            let names: Vec<&str> = known.iter().map(|person| person.name.as_str()).collect();
            self.no_such("person", text, span, &names, "`[on_call.people]`");
        }
        found
    }

    fn webhook(&mut self, table: DeTable<'_>, at: Range<usize>) -> Option<Webhook> {
        let (mut url, mut secret_env, mut form, mut meant) = (None, None, WebhookForm::default(), Vec::new());
        for (key, value) in table {
            let span = value.span();
            match key.get_ref().as_ref() {
                "url" => url = Some(self.said("url", value)),
                "form" => {
                    let forms = [("generic", WebhookForm::Generic), ("pagerduty", WebhookForm::Pagerduty)];
                    self.choice("form", value, &forms, &mut form);
                }
                "secret_env" => {
                    let name = self.0.filled_text("secret_env", value);
                    let is_name = |name: &str| {
                        name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
                            && !name.starts_with(|c: char| c.is_ascii_digit())
                    };
                    if !is_name(&name) {
                        // It may be the secret itself, so that it is not said again, nor its line shown.
                        let message =
                            format!("`secret_env` on line {} is not the name of a variable", self.0.line(span.start));
                        let help = "write the name of the environment variable that holds the secret: `secret_env = \"FIRSTLINE_WEBHOOK_SECRET\"`";
                        self.0.report("secret", None, message, help.to_owned());
                    }
                    secret_env = Some(name);
                }
                unknown => meant.extend(self.0.unknown_key(unknown, key.span(), "a webhook", WEBHOOK_KEYS)),
            }
        }
        if url.is_none() && !meant.contains(&"url") {
            self.missing(
                &at,
                "the webhook has no `url`",
                "write for example `url = \"https://alerts.example/firstline\"`",
            );
        }
        if form == WebhookForm::Pagerduty && secret_env.is_none() && !meant.contains(&"secret_env") {
            let help = "name the environment variable that holds PagerDuty's integration key: `secret_env = \"PAGERDUTY_KEY\"`";
            self.missing(&at, "the webhook has no `secret_env`", help);
        }
        Some(Webhook { url: url??, form, secret_env })
    }

    /// The tables of an array, each read by itself.
    fn sections<'i, T>(
        &mut self,
        key: &str,
        value: Value<'i>,
        mut read: impl FnMut(&mut Self, DeTable<'i>, Range<usize>) -> Option<T>,
    ) -> Vec<T> {
        let empty_at = value.get_ref().as_array().filter(|items| items.is_empty()).map(|_| value.span());
        let mut all = Vec::new();
        for item in self.0.array(key, Wants::Sections, value) {
            let span = item.span();
            match item.into_inner() {
                DeValue::Table(table) => all.extend(read(self, table, span)),
                other => self.0.wrong_item(key, Wants::Sections, &other, span),
            }
        }
        if let Some(span) = empty_at {
            let help = format!("put each one below a heading of its own: `[[{key}]]`");
            self.0.error("empty", span, format!("`{key}` is empty"), help);
        }
        all
    }

    /// The name of a schedule or a policy, by which others are not called.
    fn name(&mut self, [one, several]: [&str; 2], value: Value<'_>, is_taken: impl Fn(&str) -> bool) -> String {
        let span = value.span();
        let name = self.0.filled_text("name", value).trim().to_owned();
        if name.chars().count() > MOST_OF_A_NAME || name.chars().any(char::is_control) {
            let help = format!("give it a name of one line and {MOST_OF_A_NAME} characters at most");
            self.0.error("bad-value", span, format!("this is no name for a {one}"), help);
        } else if is_taken(&name) {
            let message = format!("there are two {several} called `{name}`");
            self.0.error("duplicate", span, message, "give each a name of its own");
        }
        name
    }

    /// A value that knows by itself how it is written.
    fn said<T: FromStr<Err = String>>(&mut self, key: &str, value: Value<'_>) -> Option<T> {
        let span = value.span();
        let text = self.0.filled_text(key, value);
        self.understood(key, &text, span)
    }

    fn understood<T: FromStr<Err = String>>(&mut self, key: &str, text: &str, span: Range<usize>) -> Option<T> {
        if text.trim().is_empty() {
            return None;
        }
        let read = text.trim().parse();
        read.map_err(|help| {
            let message = format!("`{key}` cannot be `{}`", text.escape_debug());
            self.0.error("bad-value", span, message, help);
        })
        .ok()
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

    fn minutes(&mut self, key: &str, value: &Value<'_>, range: &RangeInclusive<u32>) -> Option<SignedDuration> {
        self.whole(key, value, range).map(|minutes| SignedDuration::from_mins(minutes.into()))
    }

    fn no_such(&mut self, what: &str, name: &str, span: Range<usize>, known: &[&str], place: &str) {
        let near = known.iter().map(|known| (strsim::damerau_levenshtein(name, known), *known)).min();
        let help = match near {
            Some((edits, near)) if edits <= (near.len() / 3).max(1) => format!("did you mean `{near}`?"),
            Some(_) if known.len() <= 8 => {
                format!("there {} {}; others are added under {place}", is_or_are(known), listed(known))
            }
            _ => format!("add it under {place}"),
        };
        self.0.error("unknown-name", span, format!("there is no {what} called `{}`", name.escape_debug()), help);
    }

    fn missing(&mut self, at: &Range<usize>, message: impl Into<String>, help: &str) {
        self.0.error("missing-field", at.clone(), message, help);
    }
}

/// Characters of a name: it stands in buttons' neighbourhood, in lists, and in calendars.
const MOST_OF_A_NAME: usize = 80;

/// An id, or a mention as it is copied from a message.
fn id(text: &str) -> Option<UserId> {
    let text = text.trim();
    let mentioned = ["<@!", "<@"].into_iter().find_map(|open| text.strip_prefix(open)?.strip_suffix('>'));
    mentioned.unwrap_or(text).parse().ok()
}

fn is_or_are(names: &[&str]) -> &'static str {
    if names.len() == 1 { "is" } else { "are" }
}
