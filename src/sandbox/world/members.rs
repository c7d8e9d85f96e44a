//! Who is in a guild and in which roles: come, gone, given a role, a role moved; each with what the gateway tells of it.

use serde_json::{Value, json};
use twilight_model::gateway::Intents;

use super::World;
use super::event::{ForBot, ForPeople};
use super::ids::{ChannelId, GuildId, RoleId, UserId};
use super::model::{Guild, Member};
use super::show;
use crate::sandbox::rest::refusal::Refusal;

const MEMBERS: ForBot = ForBot::With { intents: Intents::GUILD_MEMBERS, channel: None, blanks: false };
const ROLES: ForBot = ForBot::With { intents: Intents::GUILDS, channel: None, blanks: false };

impl World {
    /// Whether two have a guild in common; without one neither can write to the other.
    pub(crate) fn share_a_guild(&self, one: UserId, other: UserId) -> bool {
        let both = |guild: &Guild| guild.members.contains_key(&one) && guild.members.contains_key(&other);
        self.guilds.values().any(both)
    }

    /// Someone comes, with roles.
    pub(crate) fn member_joins(&mut self, guild: GuildId, user: UserId, roles: &[RoleId]) -> Result<(), Refusal> {
        self.user(user)?;
        let joined_at = self.now;
        self.guild_mut(guild)?.members.insert(user, Member { roles: roles.to_vec(), joined_at });
        let member = self.told_member(guild, user);
        self.tell("GUILD_MEMBER_ADD", member, Some(guild), MEMBERS, ForPeople::In(guild));
        let seen = show::guild(self, self.guild(guild)?, user, true);
        self.tell("GUILD_CREATE", seen, Some(guild), ForBot::No, ForPeople::One(user));
        Ok(())
    }

    /// Someone goes, and leaves all threads.
    pub(crate) fn member_leaves(&mut self, guild: GuildId, user: UserId) -> Result<(), Refusal> {
        let shown = show::user(self.user(user)?);
        self.guild_mut(guild)?.members.remove(&user).ok_or_else(Refusal::unknown_member)?;
        for thread in self.channels.values_mut().filter(|channel| channel.guild == Some(guild)) {
            if let Some(thread) = &mut thread.thread {
                thread.members.remove(&user);
            }
        }
        let gone = json!({"guild_id": guild.to_string(), "user": shown});
        self.tell("GUILD_MEMBER_REMOVE", gone, Some(guild), MEMBERS, ForPeople::In(guild));
        let left = json!({"id": guild.to_string()});
        self.tell("GUILD_DELETE", left, Some(guild), ForBot::No, ForPeople::One(user));
        Ok(())
    }

    /// Gives a member a role, or takes it. Nothing is told where nothing changes.
    pub(crate) fn change_role(
        &mut self,
        guild: GuildId,
        user: UserId,
        role: RoleId,
        given: bool,
    ) -> Result<(), Refusal> {
        let found = self.guild_mut(guild)?;
        found.role(role).ok_or_else(Refusal::unknown_role)?;
        let member = found.members.get_mut(&user).ok_or_else(Refusal::unknown_member)?;
        if member.roles.contains(&role) == given {
            return Ok(());
        }
        member.roles.retain(|known| *known != role);
        if given {
            member.roles.push(role);
        }
        let member = self.told_member(guild, user);
        // Of itself a bot is always told.
        let bot = if user == self.application.bot { ForBot::ALWAYS } else { MEMBERS };
        self.tell("GUILD_MEMBER_UPDATE", member, Some(guild), bot, ForPeople::In(guild));
        Ok(())
    }

    /// Moves a role to just above the bot's highest, or to just below it.
    pub(crate) fn move_role(&mut self, guild: GuildId, role: RoleId, above_the_bot: bool) -> Result<(), Refusal> {
        let bot = self.application.bot;
        let found = self.guild_mut(guild)?;
        let highest = found.highest_role(bot);
        let from = found.roles.iter().position(|known| known.id == role).ok_or_else(Refusal::unknown_role)?;
        if (found.roles[from].position > highest) == above_the_bot {
            return Ok(());
        }
        let moved = found.roles.remove(from);
        let of_bot = found.roles.iter().position(|known| known.position == highest).unwrap_or(0);
        found.roles.insert(if above_the_bot { of_bot + 1 } else { of_bot }, moved);
        let mut changed = Vec::new();
        for (position, role) in found.roles.iter_mut().enumerate() {
            if role.position != position as u32 {
                role.position = position as u32;
                changed.push(show::role(role));
            }
        }
        for role in changed {
            let data = json!({"guild_id": guild.to_string(), "role": role});
            self.tell("GUILD_ROLE_UPDATE", data, Some(guild), ROLES, ForPeople::In(guild));
        }
        Ok(())
    }

    /// Takes a role away from the guild and from all who had it.
    pub(crate) fn delete_role(&mut self, guild: GuildId, role: RoleId) -> Result<(), Refusal> {
        let found = self.guild_mut(guild)?;
        found.role(role).ok_or_else(Refusal::unknown_role)?;
        found.roles.retain(|known| known.id != role);
        for member in found.members.values_mut() {
            member.roles.retain(|known| *known != role);
        }
        let data = json!({"guild_id": guild.to_string(), "role_id": role.to_string()});
        self.tell("GUILD_ROLE_DELETE", data, Some(guild), ROLES, ForPeople::In(guild));
        Ok(())
    }

    /// Brings someone into a thread. They are told of it as of a new one, for it may be new to them.
    pub(crate) fn joins_thread(&mut self, thread: ChannelId, user: UserId) -> Result<(), Refusal> {
        let state = self.channel_mut(thread)?.thread.as_mut().ok_or_else(Refusal::wrong_channel_type)?;
        if !state.members.insert(user) {
            return Ok(());
        }
        let member = json!({
            "id": thread.to_string(),
            "user_id": user.to_string(),
            "join_timestamp": super::ids::stamp(self.now),
            "flags": 0,
        });
        let seen = show::channel(self, self.channel(thread)?);
        self.tell("THREAD_CREATE", seen, None, ForBot::No, ForPeople::One(user));
        self.tell_thread_members(thread, user, &[member], &[]);
        Ok(())
    }

    /// Takes someone out of a thread; a private one is gone for them.
    pub(crate) fn leaves_thread(&mut self, thread: ChannelId, user: UserId) -> Result<(), Refusal> {
        let state = self.channel_mut(thread)?.thread.as_mut().ok_or_else(Refusal::wrong_channel_type)?;
        if !state.members.remove(&user) {
            return Ok(());
        }
        self.tell_thread_members(thread, user, &[], &[user.to_string()]);
        if !self.can_see(user, thread) {
            let gone = show::channel(self, self.channel(thread)?);
            self.tell("THREAD_DELETE", gone, None, ForBot::No, ForPeople::One(user));
        }
        Ok(())
    }

    fn tell_thread_members(&mut self, thread: ChannelId, who: UserId, added: &[Value], removed: &[String]) {
        let Some(channel) = self.channels.get(&thread) else { return };
        let guild = channel.guild;
        let data = json!({
            "id": thread.to_string(),
            "guild_id": guild.map(|guild| guild.to_string()),
            "member_count": channel.thread.as_ref().map_or(0, |state| state.members.len()),
            "added_members": added,
            "removed_member_ids": removed,
        });
        // Of others a bot is told only with the intent for members.
        let intents = if who == self.application.bot { Intents::GUILDS } else { Intents::GUILD_MEMBERS };
        let bot = ForBot::With { intents, channel: Some(thread), blanks: false };
        self.tell("THREAD_MEMBERS_UPDATE", data, guild, bot, ForPeople::WhoSee(thread));
    }

    fn told_member(&self, guild: GuildId, user: UserId) -> Value {
        let member = self.guilds.get(&guild).and_then(|guild| guild.members.get(&user));
        let mut shown = member.map_or(Value::Null, |member| show::member(self, user, member));
        shown["guild_id"] = json!(guild.to_string());
        shown
    }
}

impl Guild {
    /// The position of the highest role that someone has; the owner is above all.
    pub(crate) fn highest_role(&self, user: UserId) -> u32 {
        if self.owner == user {
            return u32::MAX;
        }
        let roles = self.members.get(&user).map_or(&[][..], |member| &member.roles);
        roles.iter().filter_map(|id| self.role(*id)).map(|role| role.position).max().unwrap_or(0)
    }
}
