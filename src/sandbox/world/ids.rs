//! Ids as Discord gives them: 64 bits, the upper 42 the milliseconds since 2015, so that they sort by time.

use jiff::Timestamp;
pub(crate) use twilight_model::id::Id;
use twilight_model::id::marker::{
    ApplicationMarker, AttachmentMarker, ChannelMarker, CommandMarker, GuildMarker, InteractionMarker, MessageMarker,
    RoleMarker, UserMarker,
};

/// The application behind the bot.
pub type ApplicationId = Id<ApplicationMarker>;
/// A file of a message or of a command.
pub type AttachmentId = Id<AttachmentMarker>;
/// A channel, thread or direct conversation.
pub type ChannelId = Id<ChannelMarker>;
/// A registered command.
pub(crate) type CommandId = Id<CommandMarker>;
/// A guild.
pub type GuildId = Id<GuildMarker>;
/// One use of a command, button, select menu or modal.
pub type InteractionId = Id<InteractionMarker>;
/// A message.
pub type MessageId = Id<MessageMarker>;
/// A role.
pub type RoleId = Id<RoleMarker>;
/// A person or the bot.
pub type UserId = Id<UserMarker>;

/// 2015-01-01T00:00:00Z in milliseconds, from which ids count.
const DISCORD_EPOCH_MS: i64 = 1_420_070_400_000;

/// Gives ids, each greater than the one before even when the clock stands still.
#[derive(Debug, Default)]
pub(crate) struct Ids {
    last: u64,
}

impl Ids {
    pub(crate) fn next<T>(&mut self, now: Timestamp) -> Id<T> {
        let ms = now.as_millisecond().saturating_sub(DISCORD_EPOCH_MS).max(1).unsigned_abs();
        self.last = (ms << 22).max(self.last + 1);
        Id::new(self.last)
    }
}

/// The instant in an id.
pub(crate) fn made_at<T>(id: Id<T>) -> Timestamp {
    let ms = (id.get() >> 22).cast_signed().saturating_add(DISCORD_EPOCH_MS);
    Timestamp::from_millisecond(ms).unwrap_or(Timestamp::MAX)
}

/// An instant as Discord writes it: `2026-01-05T09:00:00.000000+00:00`.
pub(crate) fn stamp(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%S%.6f+00:00").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_grow_while_the_clock_stands_and_tell_their_time() {
        let now: Timestamp = "2026-01-05T09:00:00Z".parse().unwrap();
        let mut ids = Ids::default();
        let (first, second): (MessageId, MessageId) = (ids.next(now), ids.next(now));
        assert!(first < second);
        assert_eq!(made_at(second), now);
        assert_eq!(stamp(now), "2026-01-05T09:00:00.000000+00:00");
    }
}
