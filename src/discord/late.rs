//! What could not be handled when it was said, and is read up when there is time: because too much waited, or because
//! Discord could not be told the answer.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::{SignedDuration, Timestamp};
use serenity::all::{ChannelId, GuildId, MessageId};

use super::bot::Bot;

/// Where something was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    /// The server; none for a direct conversation.
    pub guild: Option<GuildId>,
    /// The channel or thread.
    pub channel: ChannelId,
}

/// How long to wait after Discord could not be reached.
const AGAIN: SignedDuration = SignedDuration::from_secs(30);
/// Channels remembered at once. What is put off in more of them is lost.
const MOST: usize = 10_000;

/// The channels in which something was put off.
#[derive(Debug, Default)]
pub(super) struct Late(Mutex<HashMap<ChannelId, PutOff>>);

/// What was put off in a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PutOff {
    /// Where.
    pub place: Place,
    /// The first message that was.
    pub first: MessageId,
    due: Timestamp,
}

impl Late {
    /// Takes note of a message that is to be read up.
    fn add(&self, place: Place, message: MessageId, due: Timestamp) {
        let mut all = self.lock();
        if all.len() >= MOST && !all.contains_key(&place.channel) {
            return;
        }
        let known = all.entry(place.channel).or_insert(PutOff { place, first: message, due });
        known.first = message.min(known.first);
        known.due = due.max(known.due);
    }

    /// Takes out what is due.
    pub(super) fn take(&self, now: Timestamp) -> Vec<PutOff> {
        let mut all = self.lock();
        let due: Vec<PutOff> = all.values().filter(|put_off| put_off.due <= now).copied().collect();
        all.retain(|_, put_off| put_off.due > now);
        due
    }

    /// Whether something is to be read up in a channel.
    pub(super) fn is_in(&self, channel: ChannelId) -> bool {
        self.lock().contains_key(&channel)
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<ChannelId, PutOff>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Bot {
    /// A message has to wait until there is time.
    pub(super) fn put_off(&self, place: Place, message: MessageId) {
        self.in_hand(message, None);
        self.counts.put_off.one();
        self.late.add(place, message, self.now());
    }

    /// A message has to wait until Discord may be there again.
    pub(super) fn put_off_for_discord(&self, place: Place, message: MessageId) {
        self.counts.put_off.one();
        self.late.add(place, message, self.now() + AGAIN);
    }

    /// Something cannot be handled now. What was posted can be read up.
    pub(super) fn let_go(&self, place: Place, posted: Option<MessageId>) {
        match posted {
            Some(message) => self.put_off(place, message),
            None => self.counts.put_off.one(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_channel_is_read_up_from_the_first_message_that_was_put_off_when_the_last_is_due() {
        let (late, now) = (Late::default(), Timestamp::UNIX_EPOCH);
        let place = Place { guild: None, channel: ChannelId::new(1) };
        late.add(place, MessageId::new(11), now);
        late.add(place, MessageId::new(10), now + AGAIN);
        late.add(place, MessageId::new(12), now);
        assert_eq!(late.take(now), []);
        let taken = late.take(now + AGAIN);
        assert_eq!(taken.iter().map(|put_off| put_off.first).collect::<Vec<_>>(), [MessageId::new(10)]);
        assert!(!late.is_in(place.channel));
    }

    #[test]
    fn no_more_channels_are_remembered_than_there_is_room_for() {
        let (late, now) = (Late::default(), Timestamp::UNIX_EPOCH);
        for channel in 1..=MOST as u64 + 1 {
            late.add(Place { guild: None, channel: ChannelId::new(channel) }, MessageId::new(1), now);
        }
        assert_eq!(late.take(now).len(), MOST);
    }
}
