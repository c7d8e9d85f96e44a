//! The worlds to begin with: the believable one, and how a test says what is different in its own.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::Timestamp;
use twilight_model::guild::Permissions;

use super::commands::Commands;
use super::files::Files;
use super::ids::{ChannelId, GuildId, Ids, RoleId, UserId};
use super::interactions::Interactions;
use super::model::{Channel, Guild, Kind, Member, Overwrite, OverwriteFor, Role, User};
use super::{Application, World};
use crate::sandbox::rest::refusal::Refusal;

/// When the default world was made: 2026-01-05T09:00:00Z, so that its ids are always the same.
const MADE_AT_SECOND: i64 = 1_767_603_600;

/// The role that every member has.
const EVERYONE: Permissions = Permissions::VIEW_CHANNEL
    .union(Permissions::SEND_MESSAGES)
    .union(Permissions::SEND_MESSAGES_IN_THREADS)
    .union(Permissions::CREATE_PUBLIC_THREADS)
    .union(Permissions::EMBED_LINKS)
    .union(Permissions::ATTACH_FILES)
    .union(Permissions::ADD_REACTIONS)
    .union(Permissions::READ_MESSAGE_HISTORY)
    .union(Permissions::USE_SLASH_COMMANDS);

/// What a support bot asks for when it is invited.
const BOT: Permissions = EVERYONE.union(Permissions::MANAGE_THREADS).union(Permissions::CREATE_PRIVATE_THREADS);

const HELPER: Permissions = Permissions::MANAGE_MESSAGES.union(Permissions::MANAGE_THREADS);

/// The messages of a channel that are kept; older ones are gone as if they had been deleted.
const MOST_MESSAGES_A_CHANNEL: usize = 1_000;

/// How often messages older than an hour can be edited in one channel within an hour. Discord has such a limit and does
/// not tell it.
const MOST_OLD_EDITS_AN_HOUR: usize = 30;

/// The requests that the log keeps.
const MOST_REQUESTS_LOGGED: usize = 10_000;

/// Two customers, a helper, two who are on call, and an admin.
const PEOPLE: [&str; 6] = ["ada", "mia", "ben", "carol", "dan", "erin"];

impl Default for World {
    fn default() -> Self {
        let mut world = Self::empty();
        let people = PEOPLE.map(|name| world.add_person(name));
        world.add_team("Northwind", people);
        world
    }
}

impl World {
    /// Adds a text channel.
    #[must_use]
    pub fn with_channel(mut self, name: &str) -> Self {
        let guild = self.home();
        self.add_guild_channel(guild, Kind::Text, plain(name));
        self
    }

    /// Adds a forum.
    #[must_use]
    pub fn with_forum(mut self, name: &str) -> Self {
        let guild = self.home();
        self.add_guild_channel(guild, Kind::Forum, plain(name));
        self
    }

    /// Adds a member with roles by their names; a role that is not there is made, without permissions of its own.
    #[must_use]
    pub fn with_person(mut self, name: &str, roles: &[&str]) -> Self {
        let guild = self.home();
        let person = self.add_person(name);
        let roles: Vec<RoleId> = roles.iter().map(|role| self.role_or_new(guild, role)).collect();
        self.join(guild, person, &roles);
        self
    }

    /// Adds another bot, as a member with roles by their names.
    #[must_use]
    pub fn with_bot(mut self, name: &str, roles: &[&str]) -> Self {
        self = self.with_person(name, roles);
        self.change_person(name, |user| user.bot = true);
        self
    }

    /// Takes permissions from the bot, in the whole guild.
    #[must_use]
    pub fn without_permission(mut self, permissions: Permissions) -> Self {
        for role in self.guilds.values_mut().flat_map(|guild| &mut guild.roles) {
            role.permissions.remove(if role.managed { permissions } else { Permissions::empty() });
        }
        let bot = self.application.bot;
        self.channels.values_mut().for_each(|channel| deny(channel, bot, permissions));
        self
    }

    /// Takes permissions from the bot in one channel and its threads.
    #[must_use]
    pub fn without_permission_in(mut self, channel: &str, permissions: Permissions) -> Self {
        let bot = self.application.bot;
        let found = self.channel_named(channel).ok().and_then(|id| self.channels.get_mut(&id));
        if let Some(channel) = found {
            deny(channel, bot, permissions);
        }
        self
    }

    /// Gives the bot permissions, in the whole guild.
    #[must_use]
    pub fn with_permission(mut self, permissions: Permissions) -> Self {
        let roles = self.guilds.values_mut().flat_map(|guild| &mut guild.roles);
        roles.filter(|role| role.managed).for_each(|role| role.permissions |= permissions);
        self
    }

    /// Puts a role, which is made if it is not there, above the bot's: the bot cannot give it.
    #[must_use]
    pub fn with_role_above_the_bot(self, name: &str) -> Self {
        self.with_role(name, true)
    }

    /// Puts a role, which is made if it is not there, below the bot's: the bot can give it if it manages roles.
    #[must_use]
    pub fn with_role_below_the_bot(self, name: &str) -> Self {
        self.with_role(name, false)
    }

    fn with_role(mut self, name: &str, above_the_bot: bool) -> Self {
        let guild = self.home();
        let role = self.role_or_new(guild, name);
        // The role is there, and nobody is to be told yet.
        let _ = self.move_role(guild, role, above_the_bot);
        self.events.clear();
        self
    }

    /// A channel in which each person must wait between two messages.
    #[must_use]
    pub fn with_slow_mode(mut self, channel: &str, seconds: u64) -> Self {
        let found = self.channel_named(channel).ok().and_then(|id| self.channels.get_mut(&id));
        if let Some(channel) = found {
            channel.slow_seconds = seconds;
        }
        self
    }

    /// How often messages older than an hour can be edited in one channel within an hour.
    #[must_use]
    pub fn with_old_edits(mut self, most_an_hour: usize) -> Self {
        self.most_old_edits_an_hour = most_an_hour;
        self
    }

    /// An application that was not granted the Message Content intent.
    #[must_use]
    pub fn without_message_content(mut self) -> Self {
        self.application.message_content = false;
        self
    }

    /// A guild whose admin lets everyone use every command, whatever permissions it was registered with.
    #[must_use]
    pub fn with_commands_for_everyone(mut self) -> Self {
        self.commands.for_everyone = true;
        self
    }

    /// So many guilds in all, each new one with a `#support` of its own and ada as a member.
    #[must_use]
    pub fn with_guilds(mut self, count: usize) -> Self {
        let ada = self.user_named("ada").map(|user| user.id);
        for number in self.guilds.len() + 1..=count {
            // A millisecond apart, so that their ids fall on every shard alike.
            self.now += std::time::Duration::from_millis(1);
            let guild = self.add_guild(&format!("Guild {number}"), self.application.bot);
            if let Some(ada) = ada {
                self.join(guild, ada, &[]);
            }
            self.add_guild_channel(guild, Kind::Text, "support");
        }
        self
    }

    /// Adds a guild with the same people in the same roles, and channels by the same names. Its id falls on the shard after
    /// that of the guild before it.
    #[must_use]
    pub fn with_another_team(mut self, name: &str) -> Self {
        self.now += std::time::Duration::from_millis(1);
        let people = PEOPLE.map(|name| match self.user_named(name).map(|user| user.id) {
            Some(known) => known,
            None => self.add_person(name),
        });
        self.add_team(name, people);
        self
    }

    /// A person who takes no direct messages.
    #[must_use]
    pub fn with_closed_dms(mut self, name: &str) -> Self {
        self.change_person(name, |user| user.closed_dms = true);
        self
    }

    /// A person whose Discord speaks this language, as `de` or `pt-BR`.
    #[must_use]
    pub fn with_locale(mut self, name: &str, locale: &str) -> Self {
        self.change_person(name, |user| locale.clone_into(&mut user.locale));
        self
    }

    /// How many messages a channel keeps.
    #[must_use]
    pub fn with_history(mut self, most_messages_a_channel: usize) -> Self {
        self.most_messages_a_channel = most_messages_a_channel.max(1);
        self
    }

    /// Of how many groups of shards one shard each may identify within five seconds. Whoever is too soon has an invalid
    /// session. Where this is not said, nobody is too soon.
    #[must_use]
    pub fn with_max_concurrency(mut self, groups: u64) -> Self {
        self.max_concurrency = Some(groups.max(1));
        self
    }

    /// How many requests the log keeps; none with 0.
    #[must_use]
    pub fn with_log_of(mut self, most_requests: usize) -> Self {
        self.most_requests_logged = most_requests;
        self
    }

    /// Counts requests in buckets, tells so in the `x-ratelimit-*` headers and answers 429 beyond.
    #[must_use]
    pub fn with_rate_limits(mut self) -> Self {
        self.rate_limited = true;
        self
    }

    fn empty() -> Self {
        let now = Timestamp::from_second(MADE_AT_SECOND).unwrap_or(Timestamp::UNIX_EPOCH);
        let mut ids = Ids::default();
        let bot: UserId = ids.next(now);
        let mut world = Self {
            application: Application { id: bot.cast(), bot, message_content: true },
            users: BTreeMap::new(),
            guilds: BTreeMap::new(),
            channels: HashMap::new(),
            directs: HashMap::new(),
            commands: Commands::default(),
            interactions: Interactions::default(),
            files: Files::default(),
            ids,
            now,
            base_url: String::new(),
            most_messages_a_channel: MOST_MESSAGES_A_CHANNEL,
            most_requests_logged: MOST_REQUESTS_LOGGED,
            rate_limited: false,
            max_concurrency: None,
            most_old_edits_an_hour: MOST_OLD_EDITS_AN_HOUR,
            events: Vec::new(),
            pings: Vec::new(),
            violations: Vec::new(),
            by_name: HashMap::new(),
        };
        world.add_user(bot, "firstline", true);
        world
    }

    fn add_person(&mut self, name: &str) -> UserId {
        let id = self.new_id();
        self.add_user(id, name, false);
        id
    }

    fn add_user(&mut self, id: UserId, name: &str, bot: bool) {
        let display = name.chars().take(1).flat_map(char::to_uppercase).chain(name.chars().skip(1)).collect();
        let user = User {
            id,
            name: name.to_owned(),
            display,
            bot,
            token: format!("sandbox.{id}.{name}"),
            locale: "en-US".to_owned(),
            closed_dms: false,
            webhook: false,
        };
        self.users.insert(id, user);
    }

    /// The webhook of a name, which is in no guild.
    pub(crate) fn webhook(&mut self, name: &str) -> UserId {
        let known = self.users.values().find(|user| user.webhook && user.name == name).map(|user| user.id);
        known.unwrap_or_else(|| {
            let id = self.new_id();
            self.add_user(id, name, true);
            if let Some(user) = self.users.get_mut(&id) {
                user.webhook = true;
            }
            id
        })
    }

    /// A guild with the bot in it.
    /// The guild of [`PEOPLE`].
    fn add_team(&mut self, name: &str, [ada, mia, ben, carol, dan, erin]: [UserId; 6]) {
        let guild = self.add_guild(name, erin);
        let helper = self.add_role(guild, "Helper", HELPER, 0x2e_cc_71);
        let on_call = self.add_role(guild, "On call", HELPER, 0xe6_7e_22);
        let admin = self.add_role(guild, "Admin", Permissions::ADMINISTRATOR, 0xe7_4c_3c);
        for (person, roles) in
            [(ada, &[][..]), (mia, &[]), (ben, &[helper]), (carol, &[on_call]), (dan, &[on_call]), (erin, &[admin])]
        {
            self.join(guild, person, roles);
        }
        for name in ["support", "general"] {
            self.add_guild_channel(guild, Kind::Text, name);
        }
        let hidden = self.add_guild_channel(guild, Kind::Text, "on-call");
        self.add_guild_channel(guild, Kind::Forum, "help-forum");
        self.hide(hidden, &[helper, on_call]);
    }

    fn add_guild(&mut self, name: &str, owner: UserId) -> GuildId {
        let id: GuildId = self.new_id();
        let everyone = Role {
            id: id.cast(),
            name: "@everyone".to_owned(),
            permissions: EVERYONE,
            position: 0,
            colour: 0,
            mentionable: false,
            managed: false,
        };
        let guild = Guild {
            id,
            name: name.to_owned(),
            owner,
            roles: vec![everyone],
            members: BTreeMap::new(),
            channels: Vec::new(),
            threads: BTreeSet::new(),
        };
        self.guilds.insert(id, guild);
        let role = self.add_role(id, "Firstline", BOT, 0x58_65_f2);
        for found in self.guilds.get_mut(&id).into_iter().flat_map(|guild| &mut guild.roles) {
            found.managed = found.id == role;
        }
        self.join(id, self.application.bot, &[role]);
        id
    }

    fn add_role(&mut self, guild: GuildId, name: &str, permissions: Permissions, colour: u32) -> RoleId {
        let id = self.new_id();
        if let Some(guild) = self.guilds.get_mut(&guild) {
            let position = guild.roles.len() as u32;
            let name = name.to_owned();
            guild.roles.push(Role { id, name, permissions, position, colour, mentionable: true, managed: false });
        }
        id
    }

    fn role_or_new(&mut self, guild: GuildId, name: &str) -> RoleId {
        let known = self.guilds.get(&guild).and_then(|guild| guild.role_named(name)).map(|role| role.id);
        known.unwrap_or_else(|| self.add_role(guild, name, Permissions::empty(), 0))
    }

    fn join(&mut self, guild: GuildId, user: UserId, roles: &[RoleId]) {
        let joined_at = self.now;
        if let Some(guild) = self.guilds.get_mut(&guild) {
            guild.members.insert(user, Member { roles: roles.to_vec(), joined_at });
        }
    }

    fn add_guild_channel(&mut self, guild: GuildId, kind: Kind, name: &str) -> ChannelId {
        let id = self.new_id();
        let mut channel = Channel::new(id, kind, name.to_owned());
        channel.guild = Some(guild);
        if let Some(guild) = self.guilds.get_mut(&guild) {
            channel.position = guild.channels.len();
            guild.channels.push(id);
        }
        self.add_channel(channel)
    }

    /// Hides a channel from all but these roles and the bot.
    fn hide(&mut self, channel: ChannelId, but_from: &[RoleId]) {
        let Some(channel) = self.channels.get_mut(&channel) else { return };
        let Some(guild) = channel.guild else { return };
        let (see, none) = (Permissions::VIEW_CHANNEL, Permissions::empty());
        channel.overwrites.push(Overwrite { of: OverwriteFor::Role(guild.cast()), allow: none, deny: see });
        let seeing = but_from.iter().map(|role| OverwriteFor::Role(*role));
        for of in seeing.chain([OverwriteFor::Member(self.application.bot)]) {
            channel.overwrites.push(Overwrite { of, allow: see, deny: none });
        }
    }

    fn change_person(&mut self, name: &str, change: impl FnOnce(&mut User)) {
        let id = self.user_named(name).map(|user| user.id);
        if let Some(user) = id.and_then(|id| self.users.get_mut(&id)) {
            change(user);
        }
    }

    /// The guild that was made first.
    fn home(&mut self) -> GuildId {
        match self.guilds.keys().next() {
            Some(guild) => *guild,
            None => self.add_guild("Northwind", self.application.bot),
        }
    }
}

impl World {
    /// Takes permissions from the bot in a channel, and tells of it.
    pub(crate) fn deny_the_bot(&mut self, channel: ChannelId, permissions: Permissions) -> Result<(), Refusal> {
        let bot = self.application.bot;
        deny(self.channel_mut(channel)?, bot, permissions);
        self.tell_channel(channel);
        Ok(())
    }
}

/// Denies someone permissions in a channel, over what else is said of them there: there is one overwrite for each.
fn deny(channel: &mut Channel, who: UserId, permissions: Permissions) {
    let of = OverwriteFor::Member(who);
    let allow =
        channel.overwrites.iter().find(|known| known.of == of).map_or(Permissions::empty(), |known| known.allow);
    let before =
        channel.overwrites.iter().find(|known| known.of == of).map_or(Permissions::empty(), |known| known.deny);
    channel.overwrites.retain(|known| known.of != of);
    channel.overwrites.push(Overwrite { of, allow: allow - permissions, deny: before | permissions });
}

fn plain(channel: &str) -> &str {
    channel.strip_prefix('#').unwrap_or(channel)
}
