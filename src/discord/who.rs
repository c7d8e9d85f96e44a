//! Who asks something of the bot by a press, a form or a command, from where, and what Discord says they may.

use serenity::all::{ChannelId, ComponentInteraction, GuildId, Member, ModalInteraction, Permissions, RoleId};

use super::bot::Bot;
use super::ids;
use crate::ids::{InteractionId, UserId};
use crate::triage::Actor;
use crate::words::Language;

/// Who asks, from where.
#[derive(Debug, Clone)]
pub(super) struct Who {
    /// The person.
    pub user: UserId,
    /// The server; none in a direct message.
    pub guild: Option<GuildId>,
    /// The channel or thread.
    pub channel: ChannelId,
    /// By what they ask.
    pub interaction: InteractionId,
    /// The language of what only they see.
    pub language: Language,
    roles: Vec<RoleId>,
    permissions: Permissions,
}

impl Who {
    /// Who pressed something.
    pub(super) fn pressed(bot: &Bot, by: &ComponentInteraction) -> Self {
        let language = bot.language_of(&by.locale, by.guild_id);
        let interaction = InteractionId::new(by.id.get());
        Self::new(ids::user(by.user.id), by.guild_id, by.channel_id, interaction, language, by.member.as_ref())
    }

    /// Who filled in a form.
    pub(super) fn filled_in(bot: &Bot, by: &ModalInteraction) -> Self {
        let language = bot.language_of(&by.locale, by.guild_id);
        let interaction = InteractionId::new(by.id.get());
        Self::new(ids::user(by.user.id), by.guild_id, by.channel_id, interaction, language, by.member.as_ref())
    }

    /// Someone who was heard in some way.
    pub(super) fn new(
        user: UserId,
        guild: Option<GuildId>,
        channel: ChannelId,
        interaction: InteractionId,
        language: Language,
        member: Option<&Member>,
    ) -> Self {
        let roles = member.map(|member| member.roles.clone()).unwrap_or_default();
        let permissions = member.and_then(|member| member.permissions).unwrap_or_default();
        Self { user, guild, channel, interaction, language, roles, permissions }
    }

    /// They, as whoever does something with a case.
    pub(super) fn actor(&self) -> Actor {
        Actor::Person(self.user)
    }

    /// Whether they may change the server itself, and so what it does for others.
    pub(super) fn manages(&self) -> bool {
        self.guild.is_some() && self.permissions.contains(Permissions::MANAGE_GUILD)
    }

    /// Whether they help others in this server: by a helpers' role, the role of those on call, or because they keep order
    /// in the channel.
    pub(super) fn helps(&self, bot: &Bot) -> bool {
        if self.guild.is_none() {
            return false;
        }
        let server = bot.server(self.guild);
        let by_role = |role: &RoleId| server.helpers().contains(role) || server.on_call_role() == Some(*role);
        self.roles.iter().any(by_role) || self.permissions.contains(Permissions::MANAGE_MESSAGES)
    }
}
