//! Reading up what was said while there was no session.
//!
//! A session that is lost takes its events with it, and serenity loses one in a short outage. Each server that is entered
//! again has its support channels read from the last message that was seen there, or was there when the bot came; what is
//! found is handled as if it had just been posted, before what is heard meanwhile (see `arrivals`). Handling a message
//! twice does nothing (see `messages`), so there is no harm in reading too much.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use serenity::all::{ChannelId, ChannelType, GetMessages, Guild, GuildId, Message, MessageId};

use super::arrivals;
use super::bot::{Bot, Lane};
use super::ids;
use super::messages::report;
use super::sending::insist;

/// What was said longer ago was answered by someone else, or no longer matters.
const YOUNGER_THAN: SignedDuration = SignedDuration::from_hours(6);
/// Messages read of one channel. Discord gives up to so many at once.
const AT_MOST: u8 = 100;

/// Has what was missed in a server's support channels read up, each in a lane of its own.
///
/// To be done before anything that is heard in the server is handled: what was seen last would be too new then.
pub(super) async fn server(bot: &Arc<Bot>, guild: &Guild) {
    bot.save_seen().await;
    let seen: HashMap<ChannelId, MessageId> = match bot.store.last_seen().await {
        Ok(seen) => seen
            .into_iter()
            .map(|(channel, message)| (ids::serenitys::channel(channel), ids::serenitys::message(message)))
            .collect(),
        Err(error) => return tracing::error!("what was read last could not be looked up: {error}"),
    };
    let channels = bot.places().support_of(guild.id);
    // A bot that is new here has missed nothing.
    let is_new = !channels.iter().any(|channel| seen.contains_key(channel));
    for channel in channels {
        let opened = !is_new && bot.places().is_thread(channel) && !is_too_old(bot, channel.created_at());
        let last = seen.get(&channel).copied().or_else(|| opened.then(|| before(channel)));
        if let Some(last) = last {
            let (at_work, guild) = (Arc::clone(bot), guild.id);
            bot.lanes.enter(Lane::History(channel), async move { history(&at_work, guild, channel, last).await });
        } else if let Some(newest) = newest(guild, channel) {
            // From here on something may be missed, even if nothing is said before that.
            bot.saw(channel, newest);
        }
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

/// Reads up what was said in a channel after a message.
async fn history(bot: &Arc<Bot>, guild: GuildId, channel: ChannelId, last: MessageId) {
    let Ok(_turn) = bot.reading_up.acquire().await else { return };
    let missed = GetMessages::new().after(last).limit(AT_MOST);
    match insist(&bot.counts, || channel.messages(&bot.http, missed)).await {
        Ok(messages) => handle(bot, guild, messages).await,
        Err(error) => report("what was missed could not be read", channel, bot, &error),
    }
}

fn is_too_old(bot: &Bot, said: serenity::all::Timestamp) -> bool {
    let said = Timestamp::from_second(said.unix_timestamp()).unwrap_or(Timestamp::MIN);
    bot.now().duration_since(said) > YOUNGER_THAN
}

/// Where a thread that nothing was seen in begins. A forum's post has the number of its thread.
fn before(thread: ChannelId) -> MessageId {
    MessageId::new((thread.get() - 1).max(1))
}

/// Handles messages from a channel's history, oldest first.
async fn handle(bot: &Arc<Bot>, guild: GuildId, mut messages: Vec<Message>) {
    messages.sort_by_key(|message| message.id);
    for mut message in messages {
        if is_too_old(bot, message.timestamp) || message.author.bot {
            continue;
        }
        message.guild_id = Some(guild);
        // A message of the history does not say which roles its author has.
        if message.member.is_none() && message.webhook_id.is_none() {
            let member = insist(&bot.counts, || guild.member(&bot.http, message.author.id)).await;
            message.member = member.ok().map(|member| Box::new(member.into()));
        }
        bot.counts.caught_up.one();
        arrivals::read_up(bot, message);
    }
}
