//! How fast one may go: slow mode, and edits of what was said long ago.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use twilight_model::guild::Permissions;

use super::World;
use super::ids::{ChannelId, MessageId, UserId, made_at};
use crate::sandbox::rest::refusal::Refusal;

/// From this age on a message is old, and this is how long an edit of one counts.
const HOUR: SignedDuration = SignedDuration::from_hours(1);

impl World {
    /// Refuses a message that comes too soon after the last one of the same author, where a channel is slowed. Who
    /// manages messages or channels is not slowed.
    pub(crate) fn allow_so_soon(&self, who: UserId, channel: ChannelId) -> Result<(), Refusal> {
        let place = self.channel(channel)?;
        let freely = Permissions::MANAGE_MESSAGES | Permissions::MANAGE_CHANNELS;
        if place.slow_seconds == 0 || self.permissions(who, channel).intersects(freely) {
            return Ok(());
        }
        let last = place.messages.values().rev().find(|message| message.author == who);
        let free_at = last.and_then(|last| made_at(last.id).checked_add(Duration::from_secs(place.slow_seconds)).ok());
        match free_at.and_then(|at| until(self.now, at)) {
            Some(wait) => Err(Refusal::slow_mode().for_now(wait)),
            None => Ok(()),
        }
    }

    /// Counts an edit of a message, and refuses it when too many that were older than an hour were edited in the channel
    /// within one.
    pub(crate) fn allow_old_edit(&mut self, channel: ChannelId, message: MessageId) -> Result<(), Refusal> {
        let (now, most) = (self.now, self.most_old_edits_an_hour);
        if now.duration_since(made_at(message)) <= HOUR {
            return Ok(());
        }
        let edits = &mut self.channel_mut(channel)?.old_edits;
        while edits.front().is_some_and(|at| now.duration_since(*at) > HOUR) {
            edits.pop_front();
        }
        if edits.len() < most {
            edits.push_back(now);
            return Ok(());
        }
        let free_at = edits.front().map_or(now, |oldest| oldest.saturating_add(HOUR).unwrap_or(now));
        Err(Refusal::too_many_old_edits().for_now(until(now, free_at).unwrap_or_default()))
    }
}

fn until(now: Timestamp, at: Timestamp) -> Option<Duration> {
    Duration::try_from(at.duration_since(now)).ok().filter(|left| !left.is_zero())
}
