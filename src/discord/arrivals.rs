//! What happens to a message enters the lane in which that message is handled: at once and in order, behind what has
//! happened to it before. While a channel is being read up, what is heard there waits until that has entered: it was said
//! later.

use std::future::Future;
use std::sync::Arc;

use serenity::all::{ChannelId, GuildId, Message, MessageId, MessageUpdateEvent};
use tokio::sync::oneshot;
use tokio::time::Instant;
use tracing::{Instrument as _, Span, field};

use super::bot::{Bot, Lane};
use super::late::Place;
use super::messages;

/// A message was posted. Where too much waits, it is put off.
pub(super) fn posted(bot: &Arc<Bot>, message: Message) {
    let place = Place { guild: message.guild_id, channel: message.channel_id };
    let late = (place, message.id);
    in_turn(bot, place, Some(message.id), move |bot| {
        let (lane, work) = handled(bot, message, false);
        let at_work = Arc::clone(bot);
        bot.lanes.enter_or(lane, work, move || at_work.put_off(late.0, late.1));
    });
}

/// A message was read up: it comes before all that is heard. Ends when it was handled.
pub(super) fn read_up(bot: &Arc<Bot>, message: Message) -> oneshot::Receiver<()> {
    let (lane, work) = handled(bot, message, true);
    let (done, is_done) = oneshot::channel();
    bot.lanes.enter(lane, async move {
        work.await;
        drop(done);
    });
    is_done
}

/// What handles a message, and the lane that it is handled in.
fn handled(bot: &Arc<Bot>, message: Message, was_missed: bool) -> (Lane, impl Future<Output = ()> + Send + 'static) {
    let at_work = Arc::clone(bot);
    let (lane, heard) = (lane(bot, &message), Instant::now());
    bot.in_hand(message.id, Some(lane));
    let span = span("message", message.guild_id, message.channel_id, message.id);
    let work = async move {
        if was_missed {
            messages::missed(&at_work, &message, heard).await;
        } else {
            messages::posted(&at_work, &message, heard).await;
        }
        at_work.in_hand(message.id, None);
    };
    (lane, work.instrument(span))
}

/// A message was edited.
pub(super) fn edited(bot: &Arc<Bot>, event: MessageUpdateEvent) {
    let author = event.author.as_ref().map(|author| author.id);
    if author.is_some() && author == bot.me().map(|me| me.user) {
        return;
    }
    in_turn(bot, Place { guild: event.guild_id, channel: event.channel_id }, None, move |bot| {
        let at_work = Arc::clone(bot);
        let lane = bot.lane_of(event.id).unwrap_or(match author {
            Some(author) if !is_conversation(bot, event.channel_id, event.guild_id.is_none()) => {
                Lane::Person(event.channel_id, author)
            }
            _ => Lane::Conversation(event.channel_id),
        });
        let span = span("edit", event.guild_id, event.channel_id, event.id);
        let (place, behind) = (Place { guild: event.guild_id, channel: event.channel_id }, Arc::clone(bot));
        let work = async move { messages::edited(&at_work, &event).await }.instrument(span);
        bot.lanes.enter_or(lane, work, move || behind.let_go(place, None));
    });
}

/// Messages were deleted.
pub(super) fn deleted(bot: &Arc<Bot>, guild: Option<GuildId>, channel: ChannelId, gone: Vec<MessageId>) {
    let place = Place { guild, channel };
    if bot.lanes.are_full() {
        return bot.let_go(place, None);
    }
    in_turn(bot, place, None, move |bot| {
        for message in gone {
            let at_work = Arc::clone(bot);
            // Behind the answer, where that is being given.
            let lane = bot.lane_of(message).unwrap_or(Lane::Conversation(channel));
            let span = span("deletion", guild, channel, message);
            bot.lanes.enter(lane, async move { messages::deleted(&at_work, message).await }.instrument(span));
        }
    });
}

/// What is said in the log about an event says which it was: where, and about which issue once that is known. Never a word
/// of it.
fn span(what: &'static str, guild: Option<GuildId>, channel: ChannelId, message: MessageId) -> Span {
    let guild = guild.map(GuildId::get);
    tracing::info_span!("event", what, guild, %channel, message_id = %message, issue = field::Empty)
}

/// Has something enter its lane behind what was missed before it: that may still have to be found, or read. Where too much
/// waits for that, a new message is put off; whatever else has happened is let go.
fn in_turn(bot: &Arc<Bot>, place: Place, posted: Option<MessageId>, enter: impl FnOnce(&Arc<Bot>) + Send + 'static) {
    // What was missed in direct conversations is not read up.
    let Some(guild) = place.guild else { return enter(bot) };
    let at_work = Arc::clone(bot);
    let taken = bot.lanes.behind(&Lane::Server(guild), move || {
        let then = Arc::clone(&at_work);
        if !at_work.lanes.behind(&Lane::History(place.channel), move || enter(&then)) {
            at_work.let_go(place, posted);
        }
    });
    if !taken {
        bot.let_go(place, posted);
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
