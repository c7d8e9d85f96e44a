//! The world: one Discord with its guilds, channels, people and messages. Pure state: it does no I/O and is told the time.
//! What the gateway has to tell is left in [`World::events`].

pub(crate) mod build;
pub(crate) mod commands;
pub(crate) mod event;
pub(crate) mod files;
pub(crate) mod ids;
pub(crate) mod interactions;
pub(crate) mod members;
pub(crate) mod mentions;
pub(crate) mod messages;
pub(crate) mod model;
pub(crate) mod pace;
pub(crate) mod permissions;
pub(crate) mod show;
pub(crate) mod threads;

use std::collections::{BTreeMap, HashMap};

use jiff::Timestamp;
use serde_json::Value;

use self::commands::Commands;
use self::event::{Event, ForBot, ForPeople};
use self::files::Files;
use self::ids::{ApplicationId, ChannelId, GuildId, Id, Ids, MessageId, UserId};
use self::interactions::Interactions;
use self::model::{Channel, Guild, Kind, Message, User};
use super::log::Violation;
use super::rest::call::{Call, Caller};
use super::rest::refusal::Refusal;

/// A Discord to begin with. [`World::default`] is one team's: the guild Northwind with `#support`, `#general`, `#on-call`
/// and the forum `#help-forum`, the people ada and mia (customers), ben (Helper), carol and dan (On call), erin (Admin),
/// and the bot Firstline.
#[derive(Debug)]
pub struct World {
    pub(crate) application: Application,
    pub(crate) users: BTreeMap<UserId, User>,
    pub(crate) guilds: BTreeMap<GuildId, Guild>,
    pub(crate) channels: HashMap<ChannelId, Channel>,
    pub(crate) directs: HashMap<(UserId, UserId), ChannelId>,
    pub(crate) commands: Commands,
    pub(crate) interactions: Interactions,
    pub(crate) files: Files,
    pub(crate) ids: Ids,
    pub(crate) now: Timestamp,
    /// `http://host:port`, before the paths of files.
    pub(crate) base_url: String,
    pub(crate) most_messages_a_channel: usize,
    pub(crate) most_requests_logged: usize,
    pub(crate) rate_limited: bool,
    /// How many shards may identify within five seconds; none where nobody looks.
    pub(crate) max_concurrency: Option<u64>,
    pub(crate) most_old_edits_an_hour: usize,
    /// What the gateway has still to tell, in order.
    pub(crate) events: Vec<Event>,
    pub(crate) pings: Vec<Ping>,
    pub(crate) violations: Vec<Violation>,
    by_name: HashMap<String, ChannelId>,
}

/// The application behind the bot.
#[derive(Debug)]
pub(crate) struct Application {
    pub(crate) id: ApplicationId,
    pub(crate) bot: UserId,
    pub(crate) message_content: bool,
}

/// Someone who would have been notified on their device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ping {
    /// The message that did it.
    pub message: MessageId,
    /// Who wrote it, by name.
    pub by: String,
    /// Who was notified, as the message names them: `@ada`, `@Helper`, `@everyone`.
    pub whom: String,
}

/// The most pings that are kept.
const MOST_PINGS: usize = 1_000;
/// The most violations that are kept.
const MOST_VIOLATIONS: usize = 1_000;

impl World {
    pub(crate) fn user(&self, id: UserId) -> Result<&User, Refusal> {
        self.users.get(&id).ok_or_else(Refusal::unknown_user)
    }

    pub(crate) fn user_named(&self, name: &str) -> Option<&User> {
        let name = name.trim_start_matches('@');
        self.users.values().find(|user| user.name.eq_ignore_ascii_case(name) || user.display == name)
    }

    pub(crate) fn guild(&self, id: GuildId) -> Result<&Guild, Refusal> {
        self.guilds.get(&id).ok_or_else(Refusal::unknown_guild)
    }

    pub(crate) fn guild_mut(&mut self, id: GuildId) -> Result<&mut Guild, Refusal> {
        self.guilds.get_mut(&id).ok_or_else(Refusal::unknown_guild)
    }

    pub(crate) fn channel(&self, id: ChannelId) -> Result<&Channel, Refusal> {
        self.channels.get(&id).ok_or_else(Refusal::unknown_channel)
    }

    pub(crate) fn channel_mut(&mut self, id: ChannelId) -> Result<&mut Channel, Refusal> {
        self.channels.get_mut(&id).ok_or_else(Refusal::unknown_channel)
    }

    /// A channel or thread by its name, with or without `#`, or by its id. Of several with one name the first is meant.
    pub(crate) fn channel_named(&self, name: &str) -> Result<ChannelId, Refusal> {
        let name = name.strip_prefix('#').unwrap_or(name);
        let by_id = || name.parse().ok().filter(|id| self.channels.contains_key(id));
        self.by_name.get(name).copied().or_else(by_id).ok_or_else(Refusal::unknown_channel)
    }

    pub(crate) fn message(&self, channel: ChannelId, id: MessageId) -> Result<&Message, Refusal> {
        self.channel(channel)?.messages.get(&id).ok_or_else(Refusal::unknown_message)
    }

    pub(crate) fn message_mut(&mut self, channel: ChannelId, id: MessageId) -> Result<&mut Message, Refusal> {
        self.channel_mut(channel)?.messages.get_mut(&id).ok_or_else(Refusal::unknown_message)
    }

    pub(crate) fn new_id<T>(&mut self) -> Id<T> {
        self.ids.next(self.now)
    }

    pub(crate) fn tell(
        &mut self,
        kind: &'static str,
        data: Value,
        guild: Option<GuildId>,
        bot: ForBot,
        people: ForPeople,
    ) {
        self.events.push(Event { kind, data, guild, bot, people });
    }

    pub(crate) fn add_channel(&mut self, channel: Channel) -> ChannelId {
        let id = channel.id;
        self.by_name.entry(channel.name.clone()).or_insert(id);
        self.channels.insert(id, channel);
        id
    }

    /// The direct conversation of two, opened when they have none.
    pub(crate) fn direct(&mut self, one: UserId, other: UserId) -> ChannelId {
        let pair = (one.min(other), one.max(other));
        if let Some(id) = self.directs.get(&pair) {
            return *id;
        }
        let id = self.new_id();
        let mut channel = Channel::new(id, Kind::Direct, String::new());
        channel.recipients = vec![one, other];
        self.channels.insert(id, channel);
        self.directs.insert(pair, id);
        for (person, with) in [(one, other), (other, one)] {
            let data = show::direct(self, id, with);
            self.tell("CHANNEL_CREATE", data, None, ForBot::No, ForPeople::One(person));
        }
        id
    }

    pub(crate) fn note_ping(&mut self, ping: Ping) {
        if self.pings.len() < MOST_PINGS {
            self.pings.push(ping);
        }
    }

    /// Writes down that the bot did what it must not.
    pub(crate) fn violate(&mut self, request: &str, what: &str) {
        if self.violations.len() < MOST_VIOLATIONS {
            self.violations.push(Violation { request: request.to_owned(), what: what.to_owned() });
        }
    }

    /// Writes down the fields of a bot's request that Discord does not know.
    pub(crate) fn note_unknown(&mut self, call: &Call, fields: Vec<String>) {
        if !matches!(call.caller, Caller::Person(_)) {
            for field in fields {
                self.violate(&call.request(), &format!("Discord knows no field `{field}` here"));
            }
        }
    }

    pub(crate) fn rename(&mut self, id: ChannelId, name: String) {
        let Some(channel) = self.channels.get_mut(&id) else { return };
        if self.by_name.get(&channel.name) == Some(&id) {
            self.by_name.remove(&channel.name);
        }
        channel.name.clone_from(&name);
        self.by_name.entry(name).or_insert(id);
    }
}

impl Channel {
    pub(crate) fn new(id: ChannelId, kind: Kind, name: String) -> Self {
        Self {
            id,
            kind,
            guild: None,
            name,
            topic: None,
            position: 0,
            parent: None,
            overwrites: Vec::new(),
            thread: None,
            slow_seconds: 0,
            old_edits: std::collections::VecDeque::new(),
            recipients: Vec::new(),
            messages: BTreeMap::new(),
            last_message: None,
            nonces: std::collections::VecDeque::new(),
        }
    }
}
