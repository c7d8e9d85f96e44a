//! serenity's ids as the store and the configuration have them, and back.

use crate::ids;

macro_rules! convert {
    ($($(#[$doc:meta])* $name:ident: $Type:ident;)+) => {
        $(
            $(#[$doc])*
            pub(super) fn $name(id: serenity::all::$Type) -> ids::$Type {
                ids::$Type::new(id.get())
            }
        )+

        /// Ours as serenity has them.
        pub(super) mod serenitys {
            $(
                $(#[$doc])*
                pub(in crate::discord) fn $name(id: crate::ids::$Type) -> serenity::all::$Type {
                    serenity::all::$Type::new(id.get())
                }
            )+
        }
    };
}

convert! {
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
