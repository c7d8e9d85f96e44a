//! From the file's text to a [`Config`], with everything that is wrong found at once.

mod hidden;
pub(super) mod on_call;

use core::net::SocketAddr;
use std::ops::{Range, RangeInclusive};
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use jiff::SignedDuration;
use toml::de::{DeTable, DeValue};

use super::address::has_password;
use super::{Budget, Config, Discord, Limits, LogFormat, Named, OnMiss, Privacy, Storage, Support};
use crate::ids::{ChannelId, RoleId};
use crate::knowledge::problem::Problem;
use crate::knowledge::toml::{Reader, Value, Wants, nearest};
use crate::matching;

pub(super) const KEYS: &[&str] =
    &["discord", "knowledge", "limits", "log", "matching", "on_call", "privacy", "server", "storage", "support"];
pub(super) const DISCORD_KEYS: &[&str] = &["api_url", "language"];
pub(super) const SUPPORT_KEYS: &[&str] = &["channels", "helper_roles", "ignore_channels", "on_miss"];
pub(super) const MATCHING_KEYS: &[&str] = &["answer_at", "suggest_at"];
pub(super) const LIMITS_KEYS: &[&str] = &[
    "attachment_bytes",
    "attachment_timeout_seconds",
    "channel_replies",
    "channel_window_minutes",
    "link_hosts",
    "message_bytes",
    "person_replies",
    "person_window_minutes",
];
pub(super) const SERVER_KEYS: &[&str] = &["listen"];
pub(super) const STORAGE_KEYS: &[&str] = &["url"];
pub(super) const PRIVACY_KEYS: &[&str] = &["keep_days", "keep_words_days"];
pub(super) const LOG_KEYS: &[&str] = &["format"];

/// A day's worth: whoever wants a longer window wants no replies.
const WINDOW_MINUTES: RangeInclusive<u32> = 1..=24 * 60;
const REPLIES: RangeInclusive<u32> = 1..=10_000;
/// Held in memory while a message is read, so it is no number to be generous with.
const BYTES: RangeInclusive<u32> = 1024..=256 << 20;
const TIMEOUT_SECONDS: RangeInclusive<u32> = 1..=120;
const KEEP_DAYS: RangeInclusive<u32> = 1..=3650;
/// Languages that replies can be in, without their region.
const LANGUAGES: [&str; 6] = ["de", "en", "es", "fr", "ja", "pt"];

pub(super) fn config(text: &str, path: &str) -> Result<Config, Vec<Problem>> {
    let (reader, root) = Reader::open(text, path);
    let mut read = Read(reader);
    let config = read.config(root);
    read.finish(config, text)
}

/// Reads some sections only. A key that is none counts as the one that was probably meant.
pub(super) fn sections(text: &str, path: &str, needed: &[&str]) -> Result<Config, Vec<Problem>> {
    let (reader, root) = Reader::open(text, path);
    let is_needed = |key: &str| nearest(key, KEYS).is_some_and(|meant| needed.contains(&meant));
    let mut read = Read(reader);
    let config = read.config(root.into_iter().filter(|(key, _)| is_needed(key.get_ref())).collect());
    read.finish(config, text)
}

/// Each section takes the defaults and gives them back with what the file says.
struct Read<'t>(Reader<'t>);

impl Read<'_> {
    fn finish(self, config: Config, text: &str) -> Result<Config, Vec<Problem>> {
        let problems = self.0.close();
        if problems.is_empty() {
            return Ok(config);
        }
        Err(problems.into_iter().map(|problem| hidden::without_secrets(problem, text)).collect())
    }

    fn config(&mut self, table: DeTable<'_>) -> Config {
        let mut config = Config::default();
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "knowledge" => config.knowledge = PathBuf::from(self.0.filled_text("knowledge", value)),
                "discord" => self.discord(value, &mut config.discord),
                "support" => self.support(value, &mut config.support),
                "matching" => self.matching(value, &mut config.matching),
                "limits" => self.limits(value, &mut config.limits),
                "on_call" => self.on_call(value, &mut config.on_call),
                "server" => {
                    for (key, value) in self.section("server", value) {
                        match key.get_ref().as_ref() {
                            "listen" => config.server.listen = self.address("listen", value),
                            unknown => self.unknown(unknown, key.span(), "`[server]`", SERVER_KEYS),
                        }
                    }
                }
                "storage" => self.storage(value, &mut config.storage),
                "privacy" => self.privacy(value, &mut config.privacy),
                "log" => {
                    for (key, value) in self.section("log", value) {
                        match key.get_ref().as_ref() {
                            "format" => {
                                let formats = [("text", LogFormat::Text), ("json", LogFormat::Json)];
                                self.choice("format", value, &formats, &mut config.log.format);
                            }
                            unknown => self.unknown(unknown, key.span(), "`[log]`", LOG_KEYS),
                        }
                    }
                }
                unknown => self.unknown(unknown, key.span(), "the configuration", KEYS),
            }
        }
        config
    }

    fn discord(&mut self, value: Value<'_>, discord: &mut Discord) {
        for (key, value) in self.section("discord", value) {
            match key.get_ref().as_ref() {
                "api_url" => discord.api_url = self.parsed("api_url", value),
                "language" => {
                    let span = value.span();
                    let language = self.0.text("language", value);
                    if LANGUAGES.contains(&language.split('-').next().unwrap_or_default()) {
                        discord.language = language;
                    } else if !language.is_empty() {
                        let help = format!("replies can be in {}", listed(&LANGUAGES));
                        let message = format!("there are no replies in `{}`", language.escape_debug());
                        self.0.error("bad-value", span, message, help);
                    }
                }
                unknown => self.unknown(unknown, key.span(), "`[discord]`", DISCORD_KEYS),
            }
        }
    }

    fn support(&mut self, value: Value<'_>, support: &mut Support) {
        for (key, value) in self.section("support", value) {
            match key.get_ref().as_ref() {
                "channels" => support.channels = self.channels("channels", value),
                "ignore_channels" => support.ignore_channels = self.channels("ignore_channels", value),
                "helper_roles" => {
                    support.helper_roles = self.each("helper_roles", value, Self::role);
                }
                "on_miss" => {
                    let choices = [("silent", OnMiss::Silent), ("offer", OnMiss::Offer)];
                    self.choice("on_miss", value, &choices, &mut support.on_miss);
                }
                unknown => self.unknown(unknown, key.span(), "`[support]`", SUPPORT_KEYS),
            }
        }
    }

    fn matching(&mut self, value: Value<'_>, matching: &mut matching::Config) {
        let mut last = None;
        for (key, value) in self.section("matching", value) {
            let span = value.span();
            match key.get_ref().as_ref() {
                "answer_at" => self.confidence("answer_at", &value, &mut matching.answer_at),
                "suggest_at" => self.confidence("suggest_at", &value, &mut matching.suggest_at),
                unknown => {
                    self.unknown(unknown, key.span(), "`[matching]`", MATCHING_KEYS);
                    continue;
                }
            }
            last = Some(span);
        }
        if let Some(span) = last.filter(|_| matching.suggest_at > matching.answer_at) {
            let message = format!(
                "`suggest_at` {} is above `answer_at` {}: what is sure enough to answer would not be sure enough to suggest",
                matching.suggest_at, matching.answer_at
            );
            self.0.error("contradiction", span, message, "suggest at a lower confidence than you answer at");
        }
    }

    fn limits(&mut self, value: Value<'_>, limits: &mut Limits) {
        let Limits { person, channel, .. } = limits;
        let mut bytes_at = None;
        for (key, value) in self.section("limits", value) {
            let span = value.span();
            match key.get_ref().as_ref() {
                "person_replies" => self.replies("person_replies", &value, person),
                "channel_replies" => self.replies("channel_replies", &value, channel),
                "person_window_minutes" => self.window("person_window_minutes", &value, person),
                "channel_window_minutes" => self.window("channel_window_minutes", &value, channel),
                "attachment_bytes" => {
                    bytes_at = Some(span);
                    limits.attachment_bytes =
                        self.whole("attachment_bytes", &value, &BYTES).map_or(limits.attachment_bytes, u64::from);
                }
                "message_bytes" => {
                    bytes_at = Some(span);
                    limits.message_bytes =
                        self.whole("message_bytes", &value, &BYTES).map_or(limits.message_bytes, u64::from);
                }
                "attachment_timeout_seconds" => {
                    let seconds = self.whole("attachment_timeout_seconds", &value, &TIMEOUT_SECONDS);
                    limits.attachment_timeout =
                        seconds.map_or(limits.attachment_timeout, |seconds| Duration::from_secs(seconds.into()));
                }
                "link_hosts" => limits.link_hosts = self.each("link_hosts", value, Self::host),
                unknown => self.unknown(unknown, key.span(), "`[limits]`", LIMITS_KEYS),
            }
        }
        if let Some(span) = bytes_at.filter(|_| limits.attachment_bytes > limits.message_bytes) {
            let message = format!(
                "`attachment_bytes` {} is more than `message_bytes` {}, which all attachments of a message share",
                limits.attachment_bytes, limits.message_bytes
            );
            self.0.error("contradiction", span, message, "let `message_bytes` be the larger of the two");
        }
    }

    fn storage(&mut self, value: Value<'_>, storage: &mut Storage) {
        for (key, value) in self.section("storage", value) {
            match key.get_ref().as_ref() {
                "url" => {
                    let span = value.span();
                    if value.get_ref().as_str().is_some_and(has_password) {
                        // Without its place, for the line would be shown with the password in it, and end up in a log.
                        let message = format!(
                            "`url` on line {} holds a password, and this file is no place for secrets",
                            self.0.line(span.start)
                        );
                        let help = "leave the password out, and set PGPASSWORD or use a .pgpass file for it";
                        self.0.report("secret", None, message, help.to_owned());
                    } else if let Some(url) = self.parsed("url", value) {
                        storage.url = url;
                    }
                }
                unknown => self.unknown(unknown, key.span(), "`[storage]`", STORAGE_KEYS),
            }
        }
    }

    fn privacy(&mut self, value: Value<'_>, privacy: &mut Privacy) {
        for (key, value) in self.section("privacy", value) {
            match key.get_ref().as_ref() {
                "keep_days" => {
                    let days = self.whole("keep_days", &value, &KEEP_DAYS);
                    privacy.keep = days.map_or(privacy.keep, days_long);
                }
                "keep_words_days" => {
                    let days = self.whole("keep_words_days", &value, &KEEP_DAYS);
                    privacy.keep_words = days.map_or(privacy.keep_words, days_long);
                }
                unknown => self.unknown(unknown, key.span(), "`[privacy]`", PRIVACY_KEYS),
            }
        }
    }

    /// The keys of a section; none where it is no table, which is said.
    fn section<'i>(&mut self, key: &str, value: Value<'i>) -> DeTable<'i> {
        let span = value.span();
        match value.into_inner() {
            DeValue::Table(table) => table,
            other => {
                self.0.wrong_type(key, Wants::Section, &other, span);
                DeTable::new()
            }
        }
    }

    fn unknown(&mut self, key: &str, span: Range<usize>, of: &str, known: &[&str]) {
        self.0.unknown_key(key, span, of, known);
    }

    fn channels(&mut self, key: &str, value: Value<'_>) -> Vec<Named<ChannelId>> {
        self.each(key, value, Self::channel)
    }

    fn channel(&mut self, key: &str, text: &str, span: Range<usize>) -> Option<Named<ChannelId>> {
        self.named(key, text, span, &["<#"], '#')
    }

    fn role(&mut self, key: &str, text: &str, span: Range<usize>) -> Option<Named<RoleId>> {
        self.named(key, text, span, &["<@&"], '@')
    }

    /// An id, a mention as it is copied from a message, or a name with or without its sign.
    fn named<Id: FromStr>(
        &mut self,
        key: &str,
        text: &str,
        span: Range<usize>,
        mentions: &[&str],
        sign: char,
    ) -> Option<Named<Id>> {
        let text = text.trim();
        let mentioned = mentions.iter().find_map(|open| text.strip_prefix(open)?.strip_suffix('>'));
        if let Ok(id) = mentioned.unwrap_or(text).parse() {
            return Some(Named::Id(id));
        }
        let name = text.strip_prefix(sign).unwrap_or(text).trim();
        if name.is_empty() || mentioned.is_some() || name.chars().any(char::is_control) {
            if !text.is_empty() {
                let message = format!("`{}` is neither a name nor an id", text.escape_debug());
                let help = format!("write for example `{key} = \"{sign}support\"`, or the id in quotes");
                self.0.error("bad-value", span, message, help);
            }
            return None;
        }
        Some(Named::Name(name.to_owned()))
    }

    fn host(&mut self, _key: &str, text: &str, span: Range<usize>) -> Option<String> {
        let host = text.trim().to_lowercase();
        let is_host = host.split('.').all(|label| {
            !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-') && !label.starts_with('-')
        });
        if is_host {
            return Some(host);
        }
        let bare = host.split_once("://").map_or(host.as_str(), |(_, rest)| rest);
        let bare = bare.split(['/', ':', '?']).next().unwrap_or_default();
        let help = format!("write the host alone: `\"{}\"`", if bare.is_empty() { "paste.example" } else { bare });
        let message = format!("`{}` is not the name of a host", text.escape_debug());
        self.0.error("bad-value", span, message, help);
        None
    }

    /// The strings of an array, each read by itself.
    fn each<T>(
        &mut self,
        key: &str,
        value: Value<'_>,
        read: impl Fn(&mut Self, &str, &str, Range<usize>) -> Option<T>,
    ) -> Vec<T> {
        let mut out = Vec::new();
        for item in self.0.array(key, Wants::Texts, value) {
            let span = item.span();
            match item.get_ref() {
                DeValue::String(text) => out.extend(read(self, key, text, span)),
                other => self.0.wrong_item(key, Wants::Texts, other, span),
            }
        }
        out
    }

    /// A value that says for itself what is wrong with it.
    fn parsed<T: FromStr<Err = String>>(&mut self, key: &str, value: Value<'_>) -> Option<T> {
        let span = value.span();
        let text = self.0.filled_text(key, value);
        if text.trim().is_empty() {
            return None;
        }
        text.trim()
            .parse()
            .map_err(|help: String| {
                self.0.error("bad-value", span, format!("`{key}` cannot be used"), help);
            })
            .ok()
    }

    fn address(&mut self, key: &str, value: Value<'_>) -> Option<SocketAddr> {
        let span = value.span();
        let text = self.0.filled_text(key, value);
        let address = text.trim().parse().ok();
        if address.is_none() && !text.trim().is_empty() {
            let message = format!("`{}` is no address to listen at", text.escape_debug());
            self.0.error("bad-value", span, message, "write an IP address and a port, such as `127.0.0.1:9464`");
        }
        address
    }

    fn choice<T: Copy>(&mut self, key: &str, value: Value<'_>, choices: &[(&str, T)], chosen: &mut T) {
        let span = value.span();
        let is_text = value.get_ref().is_str();
        let text = self.0.text(key, value);
        if let Some((_, choice)) = choices.iter().find(|(name, _)| *name == text) {
            *chosen = *choice;
        } else if is_text {
            let names: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
            let message = format!("`{key}` cannot be `{}`", text.escape_debug());
            self.0.error("bad-value", span, message, format!("it is one of {}", listed(&names)));
        }
    }

    fn replies(&mut self, key: &str, value: &Value<'_>, budget: &mut Budget) {
        budget.replies = self.whole(key, value, &REPLIES).unwrap_or(budget.replies);
    }

    fn window(&mut self, key: &str, value: &Value<'_>, budget: &mut Budget) {
        let minutes = self.whole(key, value, &WINDOW_MINUTES);
        budget.window = minutes.map_or(budget.window, |minutes| SignedDuration::from_mins(minutes.into()));
    }

    fn confidence(&mut self, key: &str, value: &Value<'_>, confidence: &mut f32) {
        let span = value.span();
        let written = match value.get_ref() {
            DeValue::Float(number) => number.as_str(),
            DeValue::Integer(number) => number.as_str(),
            other => return self.0.wrong_type(key, Wants::Number, other, span),
        };
        match written.parse() {
            Ok(number) if (0.0..=1.0).contains(&number) => *confidence = number,
            _ => self.out_of_range(key, span, "0 to 1"),
        }
    }

    fn whole(&mut self, key: &str, value: &Value<'_>, range: &RangeInclusive<u32>) -> Option<u32> {
        let span = value.span();
        let DeValue::Integer(number) = value.get_ref() else {
            self.0.wrong_type(key, Wants::Whole, value.get_ref(), span);
            return None;
        };
        let number = u32::from_str_radix(number.as_str(), number.radix()).ok().filter(|number| range.contains(number));
        if number.is_none() {
            self.out_of_range(key, span, &format!("{} to {}", range.start(), range.end()));
        }
        number
    }

    fn out_of_range(&mut self, key: &str, span: Range<usize>, range: &str) {
        let message = format!("`{key}` cannot be {}", self.0.written(&span));
        self.0.error("bad-value", span, message, format!("it is a number from {range}"));
    }
}

fn listed(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

fn days_long(days: u32) -> SignedDuration {
    SignedDuration::from_hours(i64::from(days) * 24)
}
