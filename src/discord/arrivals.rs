//! What happens to a message enters the lane in which that message is handled: at once and in order, behind what has
//! happened to it before. While a channel is being read up, what is heard there waits until that has entered: it was said
//! later.

use std::sync::Arc;

use serenity::all::{ChannelId, GuildId, Message, MessageId, MessageUpdateEvent};

use super::bot::{Bot, Lane};
use super::messages;

/// A message was posted.
pub(super) fn posted(bot: &Arc<Bot>, message: Message) {
    let (guild, channel) = (message.guild_id, message.channel_id);
    in_turn(bot, guild, channel, move |bot| read_up(bot, message));
}

/// A message was read up: it comes before all that is heard.
pub(super) fn read_up(bot: &Arc<Bot>, message: Message) {
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
    let author = event.author.as_ref().map(|author| author.id);
    if author.is_some() && author == bot.me().map(|me| me.user) {
        return;
    }
    in_turn(bot, event.guild_id, event.channel_id, move |bot| {
        let at_work = Arc::clone(bot);
        let lane = bot.lane_of(event.id).unwrap_or(match author {
            Some(author) if !is_conversation(bot, event.channel_id, event.guild_id.is_none()) => {
                Lane::Person(event.channel_id, author)
            }
            _ => Lane::Conversation(event.channel_id),
        });
        bot.lanes.enter(lane, async move { messages::edited(&at_work, &event).await });
    });
}

/// Messages were deleted.
pub(super) fn deleted(bot: &Arc<Bot>, guild: Option<GuildId>, channel: ChannelId, gone: Vec<MessageId>) {
    in_turn(bot, guild, channel, move |bot| {
        for message in gone {
            let at_work = Arc::clone(bot);
            // Behind the answer, where that is being given.
            let lane = bot.lane_of(message).unwrap_or(Lane::Conversation(channel));
            bot.lanes.enter(lane, async move { messages::deleted(&at_work, message).await });
        }
    });
}

/// Has something enter its lane behind what was missed before it: that may still have to be found, or read.
fn in_turn(bot: &Arc<Bot>, guild: Option<GuildId>, channel: ChannelId, enter: impl FnOnce(&Arc<Bot>) + Send + 'static) {
    // What was missed in direct conversations is not read up.
    let Some(guild) = guild else { return enter(bot) };
    let at_work = Arc::clone(bot);
    bot.lanes.behind(&Lane::Server(guild), move || {
        let then = Arc::clone(&at_work);
        at_work.lanes.behind(&Lane::History(channel), move || enter(&then));
    });
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
