//! A guild with its channels, roles and members.

use axum::http::Method;
use serde_json::json;
use twilight_model::guild::Permissions;

use super::call::{Answer, Call, Outcome};
use super::refusal::Refusal;
use crate::sandbox::world::ids::{GuildId, RoleId, UserId};
use crate::sandbox::world::model::Guild;
use crate::sandbox::world::{World, show};

/// The members that one page of the list has at most.
const MOST_MEMBERS_A_PAGE: usize = 1_000;

pub(crate) fn get(world: &World, call: &Call, guild: GuildId) -> Outcome {
    let guild = joined(world, call, guild)?;
    let mut shown = show::bare_guild(guild);
    if call.query("with_counts").unwrap_or(false) {
        shown["approximate_member_count"] = json!(guild.members.len());
    }
    Ok(Answer::Json(shown))
}

/// All channels that the caller can see; the bot is told of the others too, as Discord does.
pub(crate) fn channels(world: &World, call: &Call, guild: GuildId) -> Outcome {
    let who = call.caller.user()?;
    let guild = joined(world, call, guild)?;
    let seen = guild.channels.iter().filter(|id| call.caller.is_bot() || world.can_see(who, **id));
    let seen = seen.filter_map(|id| world.channels.get(id));
    Ok(Answer::Json(seen.map(|channel| show::channel(world, channel)).collect()))
}

pub(crate) fn roles(world: &World, call: &Call, guild: GuildId) -> Outcome {
    Ok(Answer::Json(joined(world, call, guild)?.roles.iter().map(show::role).collect()))
}

pub(crate) fn members(world: &World, call: &Call, guild: GuildId) -> Outcome {
    let most = call.query("limit").unwrap_or(1).clamp(1, MOST_MEMBERS_A_PAGE);
    let after: Option<UserId> = call.query("after");
    let guild = joined(world, call, guild)?;
    let page = guild.members.iter().filter(|(id, _)| after.is_none_or(|after| **id > after)).take(most);
    Ok(Answer::Json(page.map(|(id, member)| show::member(world, *id, member)).collect()))
}

pub(crate) fn member(world: &World, call: &Call, guild: GuildId, user: UserId) -> Outcome {
    world.user(user)?;
    let found = joined(world, call, guild)?.members.get(&user).ok_or_else(Refusal::unknown_member)?;
    Ok(Answer::Json(show::member(world, user, found)))
}

/// Gives a member a role, or takes it. It takes the permission, and a role above it.
pub(crate) fn member_role(world: &mut World, call: &Call, guild: GuildId, user: UserId, role: RoleId) -> Outcome {
    let who = call.caller.user()?;
    let highest = joined(world, call, guild)?.highest_role(who);
    if !world.guild_permissions(who, guild).contains(Permissions::MANAGE_ROLES) {
        return Err(Refusal::missing_permissions());
    }
    let found = world.guild(guild)?;
    let named = found.role(role).ok_or_else(Refusal::unknown_role)?;
    if role == guild.cast() {
        return Err(Refusal::invalid_role());
    }
    if !found.members.contains_key(&user) {
        return Err(Refusal::unknown_member());
    }
    // A bot's own role comes and goes with the bot.
    if named.managed || named.position >= highest {
        return Err(Refusal::missing_permissions());
    }
    world.change_role(guild, user, role, call.method == Method::PUT)?;
    Ok(Answer::NoContent)
}

/// The guild, where the caller is a member of it.
fn joined<'w>(world: &'w World, call: &Call, guild: GuildId) -> Result<&'w Guild, Refusal> {
    let who = call.caller.user()?;
    let guild = world.guild(guild)?;
    if guild.members.contains_key(&who) { Ok(guild) } else { Err(Refusal::missing_access()) }
}
