//! The servers and channels the bot is in, as far as it must know them: which threads are below which channel, which
//! channels and roles the configured names stand for, and what each server has set for itself.
//!
//! Only what decides about a message is kept, a few dozen bytes a thread: a bot in ten thousand servers has no room for
//! all of Discord's cache.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use serenity::all::{ChannelId, ChannelType, Guild, GuildChannel, GuildId, Permissions, Role, RoleId, UserId};

use super::ids::serenitys;
use crate::config::{Config, Named, OnMiss};
use crate::store::GuildSettings;
use crate::words::Language;

/// The servers and their threads.
#[derive(Debug, Default)]
pub(super) struct Places {
    servers: HashMap<GuildId, Arc<Server>>,
    /// Those whose own settings have been asked for.
    settled: HashSet<GuildId>,
    /// The channel each thread is in.
    above: HashMap<ChannelId, ChannelId>,
}

/// What is known about a server.
#[derive(Debug, Clone, Default)]
pub(super) struct Server {
    /// Where nothing is read.
    ignored: HashSet<ChannelId>,
    /// What the configuration comes to here.
    configured: Choice,
    /// What the server has set for itself.
    settings: GuildSettings,
    /// What holds: the settings over the configuration.
    holds: Choice,
}

/// Where and to whom the bot speaks in a server.
#[derive(Debug, Clone, Default)]
struct Choice {
    support: HashSet<ChannelId>,
    helpers: HashSet<RoleId>,
    on_call_channel: Option<ChannelId>,
    on_call_role: Option<RoleId>,
}

/// Something that is configured and cannot work, in one sentence for whoever runs the bot.
pub(super) type Complaint = String;

impl Places {
    /// Learns a server as Discord describes it on entering.
    pub(super) fn enter(&mut self, guild: &Guild, config: &Config, settings: GuildSettings) {
        for thread in &guild.threads {
            self.thread(thread);
        }
        let (channels, roles) = (Names::of_channels(guild.channels.values()), Names::of_roles(guild.roles.values()));
        self.servers.insert(guild.id, Arc::new(Server::of(&channels, &roles, config, settings)));
    }

    /// What keeps the bot from working in a server as it is set up.
    pub(super) fn complaints(&self, guild: &Guild, me: UserId) -> Vec<Complaint> {
        self.servers.get(&guild.id).map(|server| complaints(guild, me, server)).unwrap_or_default()
    }

    /// Forgets a server.
    pub(super) fn leave(&mut self, guild: GuildId) {
        self.servers.remove(&guild);
        self.settled.remove(&guild);
    }

    /// A server's own settings have been asked for: what is known of it is all that can be known.
    pub(super) fn settle(&mut self, guild: GuildId) {
        self.settled.insert(guild);
    }

    /// Whether all is known of a server that can be. What has time until then is said in the server's own language.
    pub(super) fn is_settled(&self, guild: GuildId) -> bool {
        self.knows(guild) && self.settled.contains(&guild)
    }

    /// Learns where a thread is.
    pub(super) fn thread(&mut self, thread: &GuildChannel) {
        if let (Some(above), true) = (thread.parent_id, thread.thread_metadata.is_some()) {
            self.above.insert(thread.id, above);
        }
    }

    /// Forgets a thread.
    pub(super) fn forget(&mut self, channel: ChannelId) {
        self.above.remove(&channel);
    }

    /// Takes over what a server has set for itself.
    pub(super) fn set(&mut self, guild: GuildId, settings: GuildSettings) {
        let server = self.server(guild);
        self.servers.insert(guild, Arc::new(Server::clone(&server).with(settings)));
    }

    /// What is known about a server; of one that is not known, nothing.
    pub(super) fn server(&self, guild: GuildId) -> Arc<Server> {
        self.servers.get(&guild).map(Arc::clone).unwrap_or_default()
    }

    /// Whether a server has been entered before.
    pub(super) fn knows(&self, guild: GuildId) -> bool {
        self.servers.contains_key(&guild)
    }

    /// The servers that have a channel for those on call, oldest first.
    pub(super) fn with_on_call(&self) -> Vec<GuildId> {
        let has = |(_, server): &(&GuildId, &Arc<Server>)| server.on_call_channel().is_some();
        let mut found: Vec<GuildId> = self.servers.iter().filter(has).map(|(guild, _)| *guild).collect();
        found.sort_unstable();
        found
    }

    /// The channel that a thread is in.
    pub(super) fn above(&self, thread: ChannelId) -> Option<ChannelId> {
        self.above.get(&thread).copied()
    }

    /// Whether a channel is a thread, a forum's post among them.
    pub(super) fn is_thread(&self, channel: ChannelId) -> bool {
        self.above.contains_key(&channel)
    }

    /// Whether pastes are answered in a channel: it, or the channel that it is a thread of, is a support channel.
    pub(super) fn is_support(&self, guild: GuildId, channel: ChannelId) -> bool {
        let Some(server) = self.servers.get(&guild) else { return false };
        let (support, above) = (server.support(), self.above.get(&channel));
        let ignored = server.ignored.contains(&channel) || above.is_some_and(|above| server.ignored.contains(above));
        !ignored && (support.contains(&channel) || above.is_some_and(|above| support.contains(above)))
    }

    /// A server's support channels, and the threads below them that are known.
    pub(super) fn support_of(&self, guild: GuildId) -> Vec<ChannelId> {
        let server = self.server(guild);
        let below = self.above.iter().filter(|(_, above)| server.support().contains(above)).map(|(thread, _)| thread);
        let mut all: Vec<ChannelId> = server.support().iter().chain(below).copied().collect();
        all.retain(|channel| self.is_support(guild, *channel));
        all.sort_unstable();
        all
    }
}

impl Server {
    /// What the configuration and its settings come to in a server with these channels and roles.
    pub(super) fn of(
        channels: &Names<'_, ChannelId>,
        roles: &Names<'_, RoleId>,
        config: &Config,
        settings: GuildSettings,
    ) -> Self {
        let server = Self {
            ignored: config.support.ignore_channels.iter().flat_map(|named| channels.find(named)).collect(),
            configured: Choice {
                support: config.support.channels.iter().flat_map(|named| channels.find(named)).collect(),
                helpers: config.support.helper_roles.iter().flat_map(|named| roles.find(named)).collect(),
                on_call_channel: config.on_call.channel.iter().flat_map(|named| channels.find(named)).next(),
                on_call_role: config.on_call.role.iter().flat_map(|named| roles.find(named)).next(),
            },
            ..Self::default()
        };
        server.with(settings)
    }

    /// What the server has set for itself; empty where it has set nothing.
    pub(super) fn settings(&self) -> &GuildSettings {
        &self.settings
    }

    /// Where pastes are answered.
    pub(super) fn support(&self) -> &HashSet<ChannelId> {
        &self.holds.support
    }

    /// Who helps others.
    pub(super) fn helpers(&self) -> &HashSet<RoleId> {
        &self.holds.helpers
    }

    /// Where a person is called.
    pub(super) fn on_call_channel(&self) -> Option<ChannelId> {
        self.holds.on_call_channel
    }

    /// Whom to mention there.
    pub(super) fn on_call_role(&self) -> Option<RoleId> {
        self.holds.on_call_role
    }

    fn with(mut self, settings: GuildSettings) -> Self {
        self.holds = self.configured.clone();
        if let Some(set) = &settings.support_channels {
            self.holds.support = set.iter().copied().map(serenitys::channel).collect();
        }
        if let Some(set) = &settings.helper_roles {
            self.holds.helpers = set.iter().copied().map(serenitys::role).collect();
        }
        if let Some(channel) = settings.on_call_channel {
            self.holds.on_call_channel = Some(serenitys::channel(channel));
            // The role of another channel's people is not this one's.
            self.holds.on_call_role = settings.on_call_role.map(serenitys::role);
        }
        self.settings = settings;
        self
    }

    /// What to say where nothing is found.
    pub(super) fn on_miss(&self, config: &Config) -> OnMiss {
        self.settings.on_miss.unwrap_or(config.support.on_miss)
    }

    /// The language of replies that everyone sees.
    pub(super) fn language(&self, config: &Config) -> Language {
        let code = self.settings.language.as_deref().unwrap_or(&config.discord.language);
        Language::of_locale(code).unwrap_or_default()
    }
}

/// What the configured names stand for in one server.
pub(super) struct Names<'a, Id>(Vec<(&'a str, Id)>);

impl<'a> Names<'a, ChannelId> {
    /// Of its channels.
    pub(super) fn of_channels(channels: impl IntoIterator<Item = &'a GuildChannel>) -> Self {
        Self(channels.into_iter().map(|channel| (channel.name.as_str(), channel.id)).collect())
    }
}

impl<'a> Names<'a, RoleId> {
    /// Of its roles.
    pub(super) fn of_roles(roles: impl IntoIterator<Item = &'a Role>) -> Self {
        Self(roles.into_iter().map(|role| (role.name.as_str(), role.id)).collect())
    }
}

impl<Id: Copy + From<std::num::NonZeroU64> + PartialEq> Names<'_, Id> {
    /// What is meant; nothing where the server has no such thing.
    pub(super) fn find<Ours: Copy + Into<std::num::NonZeroU64>>(&self, named: &Named<Ours>) -> Vec<Id> {
        let of_id = |ours: Ours| Id::from(ours.into());
        match named {
            Named::Id(id) => self.0.iter().filter(|(_, known)| *known == of_id(*id)).map(|(_, id)| *id).collect(),
            Named::Name(name) => {
                let same = |known: &str| known.to_lowercase() == name.to_lowercase();
                self.0.iter().filter(|(known, _)| same(known)).map(|(_, id)| *id).collect()
            }
        }
    }
}

/// What each support channel needs, with the name people know it by from Discord's own settings page.
pub(super) const NEEDED: [(Permissions, &str); 5] = [
    (Permissions::VIEW_CHANNEL, "View Channel"),
    (Permissions::SEND_MESSAGES, "Send Messages"),
    (Permissions::SEND_MESSAGES_IN_THREADS, "Send Messages in Threads"),
    (Permissions::EMBED_LINKS, "Embed Links"),
    (Permissions::READ_MESSAGE_HISTORY, "Read Message History"),
];

fn complaints(guild: &Guild, me: UserId, server: &Server) -> Vec<Complaint> {
    let mut complaints = vec![];
    let Some(member) = guild.members.get(&me) else { return complaints };
    let mut channels: Vec<ChannelId> = server.support().iter().copied().chain(server.on_call_channel()).collect();
    channels.sort_unstable();
    channels.dedup();
    for id in channels {
        let Some(channel) = guild.channels.get(&id) else {
            complaints.push(format!(
                "{}: there is no channel {id} (any more), name another with /settings or in firstline.toml",
                guild.name
            ));
            continue;
        };
        let allowed = guild.user_permissions_in(channel, member);
        // In a forum one only speaks in threads; where a person is called, only a card is posted.
        let only_called = !server.support().contains(&id);
        let is_needed = |needed| match needed {
            Permissions::SEND_MESSAGES => channel.kind != ChannelType::Forum,
            Permissions::SEND_MESSAGES_IN_THREADS | Permissions::READ_MESSAGE_HISTORY => !only_called,
            _ => true,
        };
        let lacks = |needed| is_needed(needed) && !allowed.contains(needed);
        let missing: Vec<&str> = NEEDED.iter().filter(|(needed, _)| lacks(*needed)).map(|(_, name)| *name).collect();
        if !missing.is_empty() {
            complaints.push(format!(
                "{}: Firstline may not work in #{} until its role is given: {}",
                guild.name,
                channel.name,
                missing.join(", ")
            ));
        }
    }
    complaints
}
