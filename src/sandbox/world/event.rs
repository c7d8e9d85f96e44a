//! What the gateway is to tell: one event, who may hear it, and which intents it needs.

use serde_json::Value;
use twilight_model::gateway::Intents;

use super::ids::{ChannelId, GuildId, UserId};

/// What people's clients are told when the sandbox's clock is moved by hand. This one is not Discord's.
pub(crate) const CLOCK_MOVED: &str = "SANDBOX_CLOCK_UPDATE";

/// Something that happened and is told over the gateway.
#[derive(Debug)]
pub(crate) struct Event {
    /// Discord's name for it, as `MESSAGE_CREATE`.
    pub(crate) kind: &'static str,
    pub(crate) data: Value,
    /// The guild it happened in, by which the shard is chosen; none in direct conversations.
    pub(crate) guild: Option<GuildId>,
    pub(crate) bot: ForBot,
    pub(crate) people: ForPeople,
}

/// Whether the bot is told.
#[derive(Clone, Copy, Debug)]
pub(crate) enum ForBot {
    No,
    /// Told when it asked for one of these intents (none: always) and can see the channel.
    With {
        intents: Intents,
        channel: Option<ChannelId>,
        /// Message text is left out for a session without the Message Content intent.
        blanks: bool,
    },
}

/// Which people are told.
#[derive(Clone, Copy, Debug)]
pub(crate) enum ForPeople {
    Nobody,
    All,
    One(UserId),
    /// All who can see the channel.
    WhoSee(ChannelId),
    /// All members of the guild.
    In(GuildId),
}

impl ForBot {
    /// Told whatever the intents.
    pub(crate) const ALWAYS: Self = Self::With { intents: Intents::empty(), channel: None, blanks: false };
}
