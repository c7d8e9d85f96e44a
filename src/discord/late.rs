//! What could not be handled when it was said, and is read up when there is time: because too much waited, or because
//! Discord could not be told the answer.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::{SignedDuration, Timestamp};
use serenity::all::{ChannelId, Error, GuildId, MessageId};

use super::bot::Bot;
use super::waiting::HeldBack;

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
    /// The last.
    pub last: MessageId,
    due: Timestamp,
    /// Whether Discord takes nothing there until then.
    limited: bool,
}

impl Late {
    /// Takes note of what is to be read up.
    fn add(&self, put_off: PutOff) {
        let mut all = self.lock();
        if all.len() >= MOST && !all.contains_key(&put_off.place.channel) {
            return;
        }
        let known = all.entry(put_off.place.channel).or_insert(put_off);
        known.first = put_off.first.min(known.first);
        known.last = put_off.last.max(known.last);
        known.due = put_off.due.max(known.due);
        known.limited |= put_off.limited;
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

    /// Whether Discord takes nothing in a channel for now.
    pub(super) fn is_limited(&self, channel: ChannelId) -> bool {
        self.lock().get(&channel).is_some_and(|put_off| put_off.limited)
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
        self.late.add(PutOff { place, first: message, last: message, due: self.now(), limited: false });
    }

    /// A message has to wait until an instant.
    pub(super) fn put_off_until(&self, due: Timestamp, place: Place, message: MessageId) {
        self.counts.put_off.one();
        self.late.add(PutOff { place, first: message, last: message, due, limited: false });
    }

    /// A message has to wait until Discord may take its answer.
    pub(super) fn put_off_for_discord(&self, place: Place, message: MessageId, error: &Error) {
        self.counts.put_off.one();
        self.read_up_for_discord(place, (message, message), error);
    }

    /// What was said in a channel, from one message to another, has to wait until Discord may tell of it.
    pub(super) fn read_up_for_discord(&self, place: Place, (first, last): (MessageId, MessageId), error: &Error) {
        let after = HeldBack::of(error).and_then(|held| SignedDuration::try_from(held.after).ok()).unwrap_or_default();
        let limited = after.is_positive();
        self.late.add(PutOff { place, first, last, due: self.now() + after.max(AGAIN), limited });
    }

    /// What was put off in a channel goes on after a message.
    pub(super) fn goes_on_after(&self, message: MessageId, put_off: PutOff) {
        self.late.add(PutOff { first: MessageId::new(message.get() + 1), due: self.now(), limited: false, ..put_off });
    }

    /// Puts a message off where Discord takes nothing in its channel for now.
    pub(super) fn is_put_off(&self, place: Place, message: MessageId) -> bool {
        let limited = self.late.is_limited(place.channel);
        if limited {
            self.counts.put_off.one();
            self.late.add(PutOff { place, first: message, last: message, due: Timestamp::MIN, limited });
        }
        limited
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

    fn put_off(channel: u64, message: u64, due: Timestamp) -> PutOff {
        let (place, message) = (Place { guild: None, channel: ChannelId::new(channel) }, MessageId::new(message));
        PutOff { place, first: message, last: message, due, limited: false }
    }

    #[test]
    fn a_channel_is_read_up_from_the_first_message_that_was_put_off_when_the_last_is_due() {
        let (late, now) = (Late::default(), Timestamp::UNIX_EPOCH);
        late.add(put_off(1, 11, now));
        late.add(put_off(1, 10, now + AGAIN));
        late.add(put_off(1, 12, now));
        assert_eq!(late.take(now), []);
        let taken = late.take(now + AGAIN);
        let read = |put_off: &PutOff| (put_off.first.get(), put_off.last.get());
        assert_eq!(taken.iter().map(read).collect::<Vec<_>>(), [(10, 12)]);
        assert!(!late.is_in(ChannelId::new(1)));
    }

    #[test]
    fn no_more_channels_are_remembered_than_there_is_room_for() {
        let (late, now) = (Late::default(), Timestamp::UNIX_EPOCH);
        for channel in 1..=MOST as u64 + 1 {
            late.add(put_off(channel, 1, now));
        }
        assert_eq!(late.take(now).len(), MOST);
    }
}
