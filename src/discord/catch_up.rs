//! Reading up what was said while there was no session.
//!
//! A session that is lost takes its events with it, and serenity loses one in a short outage. Each server that is entered
//! again has its support channels read from the last message that was seen there, or was there when the bot came; what is
//! found is handled as if it had just been posted, before what is heard meanwhile (see `arrivals`). Handling a message
//! twice does nothing (see `messages`), so there is no harm in reading too much.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::num::NonZeroU64;
use std::sync::Arc;
use std::time::Duration;

use jiff::SignedDuration;
use serenity::all::{ChannelId, ChannelType, GetMessages, Guild, GuildId, Message, MessageId, PartialMember, UserId};

use super::arrivals;
use super::bot::{Bot, Lane};
use super::helping;
use super::ids;
use super::late::{Place, PutOff};
use super::messages::report;
use super::sending::{self, insist};

/// What was said longer ago was answered by someone else, or no longer matters.
const YOUNGER_THAN: SignedDuration = SignedDuration::from_hours(6);
/// Messages read of one channel. Discord gives up to so many at once.
const AT_MOST: u8 = 100;

/// How long to wait before the store is asked once more; twice as long each time, up to the longest.
const FIRST_PAUSE: Duration = Duration::from_millis(250);
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// Has what was missed in a server's support channels read up, each in a lane of its own.
///
/// To be done before anything that is heard in the server is handled: what was seen last would be too new then.
pub(super) async fn server(bot: &Arc<Bot>, guild: &Guild) {
    bot.save_seen().await;
    let seen = last_seen(bot).await;
    let channels = bot.places().support_of(guild.id);
    // A bot that is new here has missed nothing.
    let is_new = !channels.iter().any(|channel| seen.contains_key(channel));
    for channel in channels {
        let opened = !is_new && bot.places().is_thread(channel) && !is_too_old(bot, channel.created_at());
        let last = seen.get(&channel).copied().or_else(|| opened.then(|| before(channel)));
        if let Some(last) = last {
            let (at_work, guild) = (Arc::clone(bot), guild.id);
            bot.lanes.enter(Lane::History(channel), async move {
                history(&at_work, Place { guild: Some(guild), channel }, last, None).await;
            });
        } else if let Some(newest) = newest(guild, channel) {
            // From here on something may be missed, even if nothing is said before that.
            bot.saw(channel, newest);
        }
    }
}

/// The last message that was seen in each channel. What was missed is known by nothing else, so it is asked for until the
/// store answers; what is heard in the server waits, and nothing could be answered without the store anyhow.
async fn last_seen(bot: &Bot) -> HashMap<ChannelId, MessageId> {
    let (mut said, mut pause) = (false, FIRST_PAUSE);
    loop {
        match bot.store.last_seen().await {
            Ok(seen) => {
                let ours = |(channel, message)| (ids::serenitys::channel(channel), ids::serenitys::message(message));
                return seen.into_iter().map(ours).collect();
            }
            Err(error) if !said => {
                tracing::error!("what was read last could not be looked up, and is asked for until it can be: {error}");
                said = true;
            }
            Err(_) => {}
        }
        tokio::time::sleep(pause).await;
        pause = (2 * pause).min(LONGEST_PAUSE);
    }
}

/// Has what was put off read up, where there is time for it now.
pub(super) fn put_off(bot: &Arc<Bot>) {
    if !bot.lanes.are_calm() {
        return;
    }
    for put_off in bot.late.take(bot.now()) {
        let (at_work, place) = (Arc::clone(bot), put_off.place);
        bot.lanes.enter(Lane::History(place.channel), async move {
            history(&at_work, place, before(put_off.first), Some(put_off)).await;
        });
    }
}

/// The newest message of a channel as its server is described; where there is none, the channel's own number, which is
/// smaller than that of any message in it. None where messages are only in threads.
fn newest(guild: &Guild, channel: ChannelId) -> Option<MessageId> {
    let threads = || guild.threads.iter().find(|thread| thread.id == channel);
    let described = guild.channels.get(&channel).or_else(threads)?;
    let holds_messages = !matches!(described.kind, ChannelType::Forum | ChannelType::Unknown(_));
    holds_messages.then(|| described.last_message_id.unwrap_or_else(|| MessageId::new(channel.get())))
}

/// Reads up what was said in a channel after a message. What was put off there may be more than is read at once.
async fn history(bot: &Arc<Bot>, place: Place, last: MessageId, put_off: Option<PutOff>) {
    let Ok(_turn) = bot.reading_up.acquire().await else { return };
    if bot.refused.contains(place.channel, bot.now()) {
        return;
    }
    let missed = GetMessages::new().after(last).limit(AT_MOST);
    match insist(&bot.counts, || place.channel.messages(&bot.http, missed)).await {
        Ok(messages) => {
            let newest = messages.iter().map(|message| message.id).max();
            let rest = put_off.zip(newest).filter(|(put_off, newest)| *newest < put_off.last);
            handle(bot, place.guild, messages).await;
            if let Some((put_off, newest)) = rest {
                bot.goes_on_after(newest, put_off);
            }
        }
        Err(error) => {
            report("what was missed could not be read", place.channel, bot, &error);
            if sending::passes(&error) {
                let first = MessageId::new(last.get() + 1);
                bot.read_up_for_discord(place, (first, put_off.map_or(first, |put_off| put_off.last)), &error);
            }
        }
    }
}

fn is_too_old(bot: &Bot, said: serenity::all::Timestamp) -> bool {
    bot.age(said) > YOUNGER_THAN
}

/// What comes just before a message. A forum's post has the number of its thread, so that is where one begins that nothing
/// was seen in.
fn before(message: impl Into<NonZeroU64>) -> MessageId {
    MessageId::new((message.into().get() - 1).max(1))
}

/// Handles messages from a channel's history, oldest first. What somebody who helps has seen to meanwhile is left alone.
async fn handle(bot: &Arc<Bot>, guild: Option<GuildId>, mut messages: Vec<Message>) {
    messages.sort_by_key(|message| message.id);
    messages.retain(|message| !is_too_old(bot, message.timestamp) && !message.author.bot);
    let mut members: HashMap<UserId, Option<PartialMember>> = HashMap::new();
    for message in &mut messages {
        message.guild_id = guild;
        // A message of the history does not say which roles its author has.
        if let Some(guild) = guild
            && message.member.is_none()
            && message.webhook_id.is_none()
        {
            let author = message.author.id;
            let member = match members.entry(author) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(unknown) => {
                    let member = insist(&bot.counts, || guild.member(&bot.http, author)).await;
                    unknown.insert(member.ok().map(PartialMember::from))
                }
            };
            message.member = member.clone().map(Box::new);
        }
    }
    let seen_to: Vec<bool> = messages
        .iter()
        .enumerate()
        .map(|(at, message)| helping::is_seen_to(bot, message, &messages[at + 1..]))
        .collect();
    let mut in_hand = Vec::new();
    for (message, is_seen_to) in messages.into_iter().zip(seen_to) {
        bot.counts.caught_up.one();
        if is_seen_to {
            bot.saw(message.channel_id, message.id);
        } else {
            in_hand.push(arrivals::read_up(bot, message));
        }
    }
    // No more is read before these are done: after an outage every channel has its hundred.
    for is_done in in_hand {
        let _ = is_done.await;
    }
}
