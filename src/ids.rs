//! Discord's ids, each a type of its own: a person cannot be taken for a channel.
//!
//! Discord calls them snowflakes: 64 bits without a sign, ascending with the time of creation, never 0
//! (<https://docs.discord.com/developers/reference#snowflakes>). Bit 63 will not be set before the year 2084.

use std::fmt;
use std::num::{NonZeroU64, ParseIntError};
use std::str::FromStr;

use serde::{Deserialize, Serialize};

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(into = "String", try_from = "String")]
        pub struct $name(NonZeroU64);

        impl $name {
            /// The id of this number.
            ///
            /// # Panics
            /// When it is 0, which Discord never gives.
            pub const fn new(number: u64) -> Self {
                Self(NonZeroU64::new(number).expect("Discord's ids are not 0"))
            }

            /// The number.
            pub const fn get(self) -> u64 {
                self.0.get()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = ParseIntError;

            fn from_str(text: &str) -> Result<Self, ParseIntError> {
                text.parse().map(Self)
            }
        }

        impl From<$name> for NonZeroU64 {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl From<NonZeroU64> for $name {
            fn from(number: NonZeroU64) -> Self {
                Self(number)
            }
        }

        // As Discord does: a number of 64 bits does not survive a reader that knows doubles only.
        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.to_string()
            }
        }

        impl TryFrom<String> for $name {
            type Error = ParseIntError;

            fn try_from(text: String) -> Result<Self, ParseIntError> {
                text.parse()
            }
        }
    };
}

id!(
    /// A guild, which readers know as a server.
    GuildId
);
id!(
    /// A channel, or a thread, which is a channel too.
    ChannelId
);
id!(
    /// A message. A slash command's interaction stands where it has no message.
    MessageId
);
id!(
    /// An interaction: one use of a command, a button, a menu or a form.
    InteractionId
);
id!(
    /// A person, or a bot.
    UserId
);
id!(
    /// A role of a guild.
    RoleId
);

/// What stands for a channel or a role: its id, or its name in whichever server.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Named<Id> {
    /// The id. It stays the same when the thing is renamed.
    Id(Id),
    /// The name, without `#` or `@`.
    Name(String),
}

impl<Id: fmt::Display> fmt::Display for Named<Id> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Id(id) => id.fmt(f),
            Self::Name(name) => name.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_written_as_discord_writes_them() {
        let id = ChannelId::new(1_234_567_890_123_456_789);
        assert_eq!(serde_json::to_string(&id).expect("an id is JSON"), "\"1234567890123456789\"");
        assert_eq!(serde_json::from_str::<ChannelId>("\"1234567890123456789\"").expect("it is read back"), id);
        assert_eq!(id.to_string(), "1234567890123456789");
    }

    #[test]
    fn what_is_no_id_is_refused() {
        for text in ["0", "", "-1", "#help", "18446744073709551616", " 1"] {
            assert!(text.parse::<UserId>().is_err(), "{text:?}");
        }
        assert_eq!("18446744073709551615".parse(), Ok(UserId::new(u64::MAX)));
    }
}
