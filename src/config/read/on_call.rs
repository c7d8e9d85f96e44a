//! `[on_call]`: read in the order in which names are made and used, whatever their order in the file.

pub(in crate::config) mod policies;
pub(in crate::config) mod schedules;

use std::ops::{Range, RangeInclusive};
use std::str::FromStr;

use jiff::SignedDuration;
use toml::de::{DeTable, DeValue};

use super::{Read, listed};
use crate::config::on_call::{OnCall, ReplyTimes, Talk, Webhook, WebhookForm};
use crate::ids::UserId;
use crate::knowledge::toml::{Value, Wants};
use crate::triage::Person;

pub(in crate::config) const ON_CALL_KEYS: &[&str] = &[
    "channel",
    "keep_role",
    "people",
    "policies",
    "policy",
    "reply_minutes",
    "role",
    "schedules",
    "shift_check_minutes",
    "talk",
    "unanswered_minutes",
    "webhooks",
];
pub(in crate::config) const REPLY_KEYS: &[&str] = &["critical", "high", "low", "normal"];
pub(in crate::config) const WEBHOOK_KEYS: &[&str] = &["form", "secret_env", "url"];

/// Where PagerDuty takes events.
const PAGERDUTY: &str = "https://events.pagerduty.com/v2/enqueue";

/// Up to a week: whoever wants to wait longer is not on call.
const MINUTES: RangeInclusive<u32> = 1..=7 * 24 * 60;

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
                "shift_check_minutes" => on_call.shift_check = self.minutes("shift_check_minutes", &value, &MINUTES),
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
        if url.is_none() && form == WebhookForm::Pagerduty {
            url = Some(PAGERDUTY.parse().ok());
        } else if url.is_none() && !meant.contains(&"url") {
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
