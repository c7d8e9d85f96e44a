//! What happens to the server while the bot is in it: people come and go, channels vanish, roles move.

use std::time::Duration;

use twilight_model::guild::Permissions;

use crate::sandbox::Sandbox;
use crate::sandbox::rest::refusal::Refusal;
use crate::sandbox::world::World;
use crate::sandbox::world::ids::{GuildId, RoleId, UserId};

impl Sandbox {
    /// A person leaves the server. What they wrote stays; the bot can no longer write to them.
    pub fn leaves(&self, person: &str) -> Result<(), Refusal> {
        self.core.with(|state| {
            let (guild, person) = named(&state.world, person)?;
            state.world.member_leaves(guild, person)
        })
    }

    /// A person comes to the server, or comes back, with roles by their names.
    pub fn joins(&self, person: &str, roles: &[&str]) -> Result<(), Refusal> {
        self.core.with(|state| {
            let (guild, person) = named(&state.world, person)?;
            let roles = roles.iter().map(|role| role_named(&state.world, guild, role));
            let roles: Vec<RoleId> = roles.collect::<Result<_, _>>()?;
            state.world.member_joins(guild, person, &roles)
        })
    }

    /// A person takes direct messages from now on, or no longer.
    pub fn closes_dms(&self, person: &str, closed: bool) -> Result<(), Refusal> {
        self.core.with(|state| {
            let (_, person) = named(&state.world, person)?;
            state.world.users.get_mut(&person).ok_or_else(Refusal::unknown_user)?.closed_dms = closed;
            Ok(())
        })
    }

    /// An admin gives a member a role, or takes it.
    pub fn changes_role(&self, person: &str, role: &str, given: bool) -> Result<(), Refusal> {
        self.core.with(|state| {
            let (guild, person) = named(&state.world, person)?;
            let role = role_named(&state.world, guild, role)?;
            state.world.change_role(guild, person, role, given)
        })
    }

    /// An admin moves a role above the bot's, or below it.
    pub fn moves_role(&self, role: &str, above_the_bot: bool) -> Result<(), Refusal> {
        self.core.with(|state| {
            let guild = home(&state.world)?;
            let role = role_named(&state.world, guild, role)?;
            state.world.move_role(guild, role, above_the_bot)
        })
    }

    /// An admin deletes a role.
    pub fn deletes_role(&self, role: &str) -> Result<(), Refusal> {
        self.core.with(|state| {
            let guild = home(&state.world)?;
            let role = role_named(&state.world, guild, role)?;
            state.world.delete_role(guild, role)
        })
    }

    /// An admin deletes a channel, with its threads, or one thread.
    pub fn deletes_channel(&self, channel: &str) -> Result<(), Refusal> {
        self.core.with(|state| {
            let channel = state.world.channel_named(channel)?;
            state.world.delete_channel(channel).map(drop)
        })
    }

    /// An admin takes permissions from the bot in a channel.
    pub fn denies(&self, channel: &str, permissions: Permissions) -> Result<(), Refusal> {
        self.core.with(|state| {
            let channel = state.world.channel_named(channel)?;
            state.world.deny_the_bot(channel, permissions)
        })
    }

    /// An admin sets how long each person must wait between two messages in a channel.
    pub fn slows(&self, channel: &str, wait: Duration) -> Result<(), Refusal> {
        self.core.with(|state| {
            let channel = state.world.channel_named(channel)?;
            state.world.channel_mut(channel)?.slow_seconds = wait.as_secs();
            state.world.tell_channel(channel);
            Ok(())
        })
    }
}

fn home(world: &World) -> Result<GuildId, Refusal> {
    world.guilds.keys().next().copied().ok_or_else(Refusal::unknown_guild)
}

fn named(world: &World, person: &str) -> Result<(GuildId, UserId), Refusal> {
    let user = world.user_named(person).ok_or_else(Refusal::unknown_user)?;
    Ok((home(world)?, user.id))
}

fn role_named(world: &World, guild: GuildId, role: &str) -> Result<RoleId, Refusal> {
    let role = role.strip_prefix('@').unwrap_or(role);
    world.guild(guild)?.role_named(role).map(|role| role.id).ok_or_else(Refusal::unknown_role)
}
