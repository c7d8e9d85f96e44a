//! What someone may do in a channel: roles, then the channel's overwrites, as Discord computes it.

use twilight_model::guild::Permissions;

use super::World;
use super::ids::{ChannelId, GuildId, UserId};
use super::model::{Channel, Guild, Kind, Overwrite, OverwriteFor};
use crate::sandbox::rest::refusal::Refusal;

/// What both may do in a direct conversation.
const IN_DIRECT: Permissions = Permissions::VIEW_CHANNEL
    .union(Permissions::SEND_MESSAGES)
    .union(Permissions::EMBED_LINKS)
    .union(Permissions::ATTACH_FILES)
    .union(Permissions::READ_MESSAGE_HISTORY)
    .union(Permissions::ADD_REACTIONS)
    .union(Permissions::USE_SLASH_COMMANDS);

impl World {
    /// What a user may do in a channel; nothing when they are not there.
    pub(crate) fn permissions(&self, user: UserId, channel: ChannelId) -> Permissions {
        let Some(channel) = self.channels.get(&channel) else { return Permissions::empty() };
        let Some(guild) = channel.guild else {
            return if channel.recipients.contains(&user) { IN_DIRECT } else { Permissions::empty() };
        };
        let Some(guild) = self.guilds.get(&guild) else { return Permissions::empty() };
        let base = in_guild(guild, user);
        if base.is_all() {
            return base;
        }
        let parent = channel.parent.filter(|_| channel.thread.is_some());
        let ruled_by = parent.and_then(|parent| self.channels.get(&parent)).unwrap_or(channel);
        let permissions = overwritten(base, guild, &ruled_by.overwrites, user);
        if hidden_thread(channel, user, permissions) { Permissions::empty() } else { permissions }
    }

    pub(crate) fn guild_permissions(&self, user: UserId, guild: GuildId) -> Permissions {
        self.guilds.get(&guild).map_or(Permissions::empty(), |guild| in_guild(guild, user))
    }

    pub(crate) fn can_see(&self, user: UserId, channel: ChannelId) -> bool {
        self.permissions(user, channel).contains(Permissions::VIEW_CHANNEL)
    }

    /// Refuses who lacks a permission: 50001 when they cannot see the channel at all, else 50013.
    pub(crate) fn allow(&self, user: UserId, channel: ChannelId, needed: Permissions) -> Result<(), Refusal> {
        self.channel(channel)?;
        let permissions = self.permissions(user, channel);
        if !permissions.contains(Permissions::VIEW_CHANNEL) {
            return Err(Refusal::missing_access());
        }
        if permissions.contains(needed) { Ok(()) } else { Err(Refusal::missing_permissions()) }
    }

    /// Refuses who may not write in a channel; a thread has a permission of its own for that.
    pub(crate) fn allow_writing(&self, user: UserId, channel: ChannelId) -> Result<(), Refusal> {
        let place = self.channel(channel)?;
        let needed = match place.kind {
            Kind::PublicThread | Kind::PrivateThread => Permissions::SEND_MESSAGES_IN_THREADS,
            Kind::Text | Kind::Direct | Kind::Forum => Permissions::SEND_MESSAGES,
        };
        self.allow(user, channel, needed)?;
        let locked = place.thread.as_ref().is_some_and(|thread| thread.locked && thread.archived);
        if locked && !self.permissions(user, channel).contains(Permissions::MANAGE_THREADS) {
            return Err(Refusal::thread_archived());
        }
        let Some(other) = place.recipients.iter().find(|who| **who != user) else { return Ok(()) };
        if !self.share_a_guild(user, *other) {
            return Err(Refusal::no_guild_in_common());
        }
        let closed = self.users.get(other).is_some_and(|other| other.closed_dms);
        if closed { Err(Refusal::cannot_message()) } else { Ok(()) }
    }
}

fn in_guild(guild: &Guild, user: UserId) -> Permissions {
    if guild.owner == user {
        return Permissions::all();
    }
    let Some(member) = guild.members.get(&user) else { return Permissions::empty() };
    let everyone = guild.role(guild.id.cast()).map_or(Permissions::empty(), |role| role.permissions);
    let granted =
        member.roles.iter().filter_map(|id| guild.role(*id)).fold(everyone, |all, role| all | role.permissions);
    if granted.contains(Permissions::ADMINISTRATOR) { Permissions::all() } else { granted }
}

fn overwritten(base: Permissions, guild: &Guild, overwrites: &[Overwrite], user: UserId) -> Permissions {
    let everyone = OverwriteFor::Role(guild.id.cast());
    let roles = guild.members.get(&user).map_or(&[][..], |member| &member.roles);
    let mut permissions = base;
    for overwrite in overwrites.iter().filter(|o| o.of == everyone) {
        permissions = (permissions - overwrite.deny) | overwrite.allow;
    }
    let of_roles = |o: &&Overwrite| matches!(o.of, OverwriteFor::Role(id) if o.of != everyone && roles.contains(&id));
    let (allow, deny) = overwrites
        .iter()
        .filter(of_roles)
        .fold((Permissions::empty(), Permissions::empty()), |(allow, deny), o| (allow | o.allow, deny | o.deny));
    permissions = (permissions - deny) | allow;
    for overwrite in overwrites.iter().filter(|o| o.of == OverwriteFor::Member(user)) {
        permissions = (permissions - overwrite.deny) | overwrite.allow;
    }
    permissions
}

fn hidden_thread(channel: &Channel, user: UserId, permissions: Permissions) -> bool {
    channel.kind == Kind::PrivateThread
        && !permissions.contains(Permissions::MANAGE_THREADS)
        && channel.thread.as_ref().is_some_and(|thread| !thread.members.contains(&user))
}
