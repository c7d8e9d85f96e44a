//! The roll call at the start: each shard names its servers, each server is then described, and when the last one is,
//! what is configured and was in none of them is told to whoever runs the bot.
//!
//! Of a server only what it answers for is kept. A process with some of the shards has nothing to tell: what is in none of
//! its servers may be in another's.

use std::collections::HashSet;

use serenity::all::{ApplicationId, ChannelId, Guild, GuildId, RoleId};

use super::places::{Complaint, NEEDED, Names, Server};
use crate::config::{Config, Named};
use crate::ids;
use crate::store::Shards;

/// Who has not answered yet, and what was not found yet.
#[derive(Debug)]
pub(super) struct Roll {
    /// Those that have named their servers.
    shards: HashSet<u32>,
    /// How many shards there are in all processes.
    total: u32,
    awaited: HashSet<GuildId>,
    servers: usize,
    missing: Vec<(&'static str, Wanted)>,
    /// Whether pastes are answered anywhere.
    answers: bool,
    /// Whether all have answered before.
    over: bool,
}

/// Something that is configured.
#[derive(Debug, Clone)]
enum Wanted {
    Channel(Named<ids::ChannelId>),
    Role(Named<ids::RoleId>),
}

/// The address by which the bot is invited to a server, with the permissions that it needs and no others.
pub(super) fn invitation(me: ApplicationId) -> String {
    let permissions = NEEDED.iter().fold(0, |all, (needed, _)| all | needed.bits());
    format!(
        "https://discord.com/oauth2/authorize?client_id={me}&scope=bot+applications.commands&permissions={permissions}"
    )
}

impl Roll {
    /// Before anyone has answered.
    pub(super) fn of(config: &Config) -> Self {
        let channels = |key, all: &[Named<ids::ChannelId>]| -> Vec<_> {
            all.iter().map(|named| (key, Wanted::Channel(named.clone()))).collect()
        };
        let roles = |key, all: &[Named<ids::RoleId>]| -> Vec<_> {
            all.iter().map(|named| (key, Wanted::Role(named.clone()))).collect()
        };
        let missing = [
            channels(SUPPORT, &config.support.channels),
            channels("support.ignore_channels", &config.support.ignore_channels),
            roles("support.helper_roles", &config.support.helper_roles),
            channels("on_call.channel", config.on_call.channel.as_slice()),
            roles("on_call.role", config.on_call.role.as_slice()),
            roles("on_call.keep_role", config.on_call.keep_role.as_slice()),
        ];
        Self {
            shards: HashSet::new(),
            total: 1,
            awaited: HashSet::new(),
            servers: 0,
            missing: missing.concat(),
            answers: false,
            over: false,
        }
    }

    /// A shard, one of `total`, has named its servers.
    pub(super) fn named(&mut self, shard: u32, total: u32, guilds: impl Iterator<Item = GuildId>) {
        self.total = total;
        if !self.over && self.shards.insert(shard) {
            let before = self.awaited.len();
            self.awaited.extend(guilds);
            self.servers += self.awaited.len() - before;
        }
    }

    /// The shards that have named their servers; none where these are all that there are.
    pub(super) fn here(&self) -> Option<Shards> {
        let some = self.shards.len() < self.total as usize;
        some.then(|| Shards { here: self.shards.iter().copied().collect(), total: self.total })
    }

    /// Whether every server that there is has answered; never where another process has some of them.
    pub(super) fn has_met_all(&self) -> bool {
        self.shards.len() == self.total as usize && self.awaited.is_empty()
    }

    /// A server has answered. Its settings are known.
    pub(super) fn described(&mut self, guild: &Guild, server: &Server) {
        if self.over {
            return;
        }
        self.awaited.remove(&guild.id);
        self.answers |= !server.support().is_empty();
        let channels: Names<'_, ChannelId> = Names::of_channels(guild.channels.values());
        let roles: Names<'_, RoleId> = Names::of_roles(guild.roles.values());
        self.missing.retain(|(_, wanted)| match wanted {
            Wanted::Channel(named) => channels.find(named).is_empty(),
            Wanted::Role(named) => roles.find(named).is_empty(),
        });
    }

    /// The bot was removed from a server that has not answered yet.
    pub(super) fn left(&mut self, guild: GuildId) {
        self.awaited.remove(&guild);
    }

    /// What is to be told, once, when the servers of all shards have answered.
    pub(super) fn complaints(&mut self, me: ApplicationId) -> Vec<Complaint> {
        if self.over || self.shards.len() < self.total as usize || !self.awaited.is_empty() {
            return vec![];
        }
        self.over = true;
        if self.servers == 0 {
            return vec![format!("Firstline is in no server yet: invite it with {}", invitation(me))];
        }
        let missing = std::mem::take(&mut self.missing);
        let mut complaints: Vec<Complaint> =
            missing.iter().map(|(key, wanted)| format!("{key} in firstline.toml: no server has {wanted}")).collect();
        if !self.answers && !missing.iter().any(|(key, _)| *key == SUPPORT) {
            complaints.push(
                "no server has a support channel, so no paste is answered: set one with /settings channel, or under \
                 [support] in firstline.toml"
                    .to_owned(),
            );
        }
        complaints
    }
}

const SUPPORT: &str = "support.channels";

impl std::fmt::Display for Wanted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Channel(Named::Id(id)) => write!(f, "a channel with the id {id}"),
            Self::Channel(Named::Name(name)) => write!(f, "a channel #{name}"),
            Self::Role(Named::Id(id)) => write!(f, "a role with the id {id}"),
            Self::Role(Named::Name(name)) => write!(f, "a role @{name}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use serenity::all::GuildId;

    use super::*;

    const ME: ApplicationId = ApplicationId::new(7);

    fn roll() -> Roll {
        let mut config = Config::default();
        config.support.channels = vec![Named::Name("support".to_owned())];
        Roll::of(&config)
    }

    #[test]
    fn nothing_is_told_before_all_shards_have_named_their_servers_and_all_of_those_have_answered() {
        let mut roll = roll();
        roll.named(0, 2, [1, 2].map(GuildId::new).into_iter());
        roll.left(GuildId::new(1));
        roll.left(GuildId::new(2));
        assert!(roll.complaints(ME).is_empty(), "shard 1 has not");
        roll.named(1, 2, [3].map(GuildId::new).into_iter());
        assert!(roll.complaints(ME).is_empty(), "server 3 has not");
        roll.left(GuildId::new(3));
        assert_eq!(roll.complaints(ME), ["support.channels in firstline.toml: no server has a channel #support"]);
        assert!(roll.complaints(ME).is_empty(), "it is told once");
    }

    #[test]
    fn those_that_have_named_their_servers_are_here_unless_they_are_all() {
        let mut roll = roll();
        assert_eq!(roll.here(), Some(Shards { here: vec![], total: 1 }));
        roll.named(1, 2, std::iter::empty());
        assert_eq!(roll.here(), Some(Shards { here: vec![1], total: 2 }));
        roll.named(0, 2, std::iter::empty());
        assert_eq!(roll.here(), None);
    }

    #[test]
    fn all_are_met_when_each_that_was_named_has_answered() {
        let mut roll = roll();
        assert!(!roll.has_met_all(), "none was named yet");
        roll.named(0, 1, [1].map(GuildId::new).into_iter());
        assert!(!roll.has_met_all());
        roll.left(GuildId::new(1));
        assert!(roll.has_met_all());
    }

    #[test]
    fn a_bot_in_no_server_is_to_be_invited() {
        let mut roll = roll();
        roll.named(0, 1, std::iter::empty());
        let told = roll.complaints(ME);
        assert_eq!(told.len(), 1);
        assert!(told[0].contains("client_id=7&scope=bot+applications.commands&permissions="), "{told:?}");
    }

    #[test]
    fn a_shard_that_begins_anew_names_nothing_new() {
        let mut roll = roll();
        for _ in 0..2 {
            roll.named(0, 1, [1].map(GuildId::new).into_iter());
        }
        roll.left(GuildId::new(1));
        assert_eq!(roll.complaints(ME).len(), 1);
        roll.named(0, 1, [1].map(GuildId::new).into_iter());
        assert!(roll.complaints(ME).is_empty());
    }
}
