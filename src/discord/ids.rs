//! serenity's ids as the store and the configuration have them, and back.

use crate::ids;

macro_rules! to_ours {
    ($($(#[$doc:meta])* $name:ident: $Type:ident;)+) => {
        $(
            $(#[$doc])*
            pub(super) fn $name(id: serenity::all::$Type) -> ids::$Type {
                ids::$Type::new(id.get())
            }
        )+
    };
}

to_ours! {
    /// A guild's.
    guild: GuildId;
    /// A channel's.
    channel: ChannelId;
    /// A message's.
    message: MessageId;
    /// A user's.
    user: UserId;
    /// A role's.
    role: RoleId;
}

/// Ours as serenity has them.
pub(super) mod serenitys {
    use serenity::all::{ChannelId, GuildId, MessageId, RoleId, UserId};

    use crate::ids;

    macro_rules! from_ours {
        ($($(#[$doc:meta])* $name:ident: $Type:ident;)+) => {
            $(
                $(#[$doc])*
                pub(in crate::discord) fn $name(id: ids::$Type) -> $Type {
                    $Type::new(id.get())
                }
            )+
        };
    }

    from_ours! {
        /// A guild's.
        guild: GuildId;
        /// A channel's.
        channel: ChannelId;
        /// A message's.
        message: MessageId;
        /// A role's.
        role: RoleId;
        /// A user's.
        user: UserId;
    }
}
