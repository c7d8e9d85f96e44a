//! What happens to a message enters the lane in which that message is handled: at once and in order, behind what has
//! happened to it before.

use std::sync::Arc;

use serenity::all::{ChannelId, Message, MessageId, MessageUpdateEvent};

use super::bot::{Bot, Lane};
use super::messages;

/// A message was posted, or read up.
pub(super) fn posted(bot: &Arc<Bot>, message: Message) {
    let at_work = Arc::clone(bot);
    let lane = lane(bot, &message);
    bot.in_hand(message.id, Some(lane));
    bot.lanes.enter(lane, async move {
        messages::posted(&at_work, &message).await;
        at_work.in_hand(message.id, None);
    });
}

/// A message was edited.
pub(super) fn edited(bot: &Arc<Bot>, event: MessageUpdateEvent) {
    let at_work = Arc::clone(bot);
    let author = event.author.as_ref().map(|author| author.id);
    if author.is_some() && author == bot.me().map(|me| me.user) {
        return;
    }
    let lane = bot.lane_of(event.id).unwrap_or(match author {
        Some(author) if !is_conversation(bot, event.channel_id, event.guild_id.is_none()) => {
            Lane::Person(event.channel_id, author)
        }
        _ => Lane::Conversation(event.channel_id),
    });
    bot.lanes.enter(lane, async move { messages::edited(&at_work, &event).await });
}

/// Messages were deleted.
pub(super) fn deleted(bot: &Arc<Bot>, channel: ChannelId, gone: Vec<MessageId>) {
    for message in gone {
        let at_work = Arc::clone(bot);
        // Behind the answer, where that is being given.
        let lane = bot.lane_of(message).unwrap_or(Lane::Conversation(channel));
        bot.lanes.enter(lane, async move { messages::deleted(&at_work, message).await });
    }
}

fn lane(bot: &Bot, message: &Message) -> Lane {
    if is_conversation(bot, message.channel_id, message.guild_id.is_none()) {
        Lane::Conversation(message.channel_id)
    } else {
        Lane::Person(message.channel_id, message.author.id)
    }
}

/// Whether a channel is one conversation: a thread, a forum's post, a direct message.
fn is_conversation(bot: &Bot, channel: ChannelId, direct: bool) -> bool {
    direct || bot.places().is_thread(channel)
}
