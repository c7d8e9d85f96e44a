//! What those who help say to people: it answers their cases, and keeps their pastes from becoming ones.
//!
//! Whoever helps says it in the thread in which a case is talked about, in the thread or post in which help was asked
//! for, or as a reply to what was pasted. What they say is not looked at.

use std::sync::Arc;

use serenity::all::{Message, MessageId, MessageType};

use super::bot::Bot;
use super::cases;
use super::ids;
use crate::store;
use crate::triage::{Actor, Change, Timer};

/// Somebody has written a message.
pub(super) async fn heard(bot: &Arc<Bot>, message: &Message) {
    if !by_a_helper(bot, message) {
        return;
    }
    if let Err(error) = helped(bot, message).await {
        tracing::error!("that somebody was helped could not be written down: {error}");
    }
}

async fn helped(bot: &Arc<Bot>, message: &Message) -> store::Result<()> {
    let Some(guild) = message.guild_id else { return Ok(()) };
    let place = message.channel_id;
    let (is_conversation, above) = (bot.places().is_thread(place), bot.places().above(place));
    let to = replies_to(bot, message).await?;
    if !is_conversation && to.is_none() {
        return Ok(());
    }
    let (by, at) = (ids::user(message.author.id), bot.now());
    let waiting = bot.store.waiting_in(ids::guild(guild), ids::channel(place), is_conversation, to.map(ids::message));
    // Of who opted out, nothing is written down.
    let by_whom = if bot.has_opted_out(message.author.id) { Actor::Forgotten } else { Actor::Person(by) };
    for case in waiting.await?.into_iter().filter(|case| case.request.person != by) {
        cases::change(bot, &case, by_whom, Change::Reply).await?;
    }
    if bot.on_call().unanswered.is_some() {
        let in_place = to.filter(|_| !is_conversation);
        let mut keys = vec![Timer::of_unanswered(ids::channel(place), in_place.map(ids::message))];
        // A thread from a message has its number.
        let starter = crate::ids::MessageId::new(place.get());
        keys.extend(above.map(|above| Timer::of_unanswered(ids::channel(above), Some(starter))));
        bot.store.call_off(&keys, at).await?;
    }
    Ok(())
}

/// Whether somebody who helps has seen to a message by one of those that came after it: in a conversation by anything, else
/// by a reply to it.
pub(super) fn is_seen_to(bot: &Bot, message: &Message, later: &[Message]) -> bool {
    let is_conversation = bot.places().is_thread(message.channel_id);
    let is_about_it = |other: &Message| is_conversation || replied_to(other) == Some(message.id);
    later.iter().any(|other| other.author.id != message.author.id && is_about_it(other) && by_a_helper(bot, other))
}

/// Whether a person wrote it who helps in that server: by a helpers' role, the role of those on call, or by being on call
/// at times.
fn by_a_helper(bot: &Bot, message: &Message) -> bool {
    let ordinary = matches!(message.kind, MessageType::Regular | MessageType::InlineReply);
    if !ordinary || message.author.bot || message.webhook_id.is_some() || message.guild_id.is_none() {
        return false;
    }
    let server = bot.server(message.guild_id);
    let roles = message.member.as_ref().map(|member| member.roles.as_slice()).unwrap_or_default();
    let author = ids::user(message.author.id);
    roles.iter().any(|role| server.helpers().contains(role) || server.on_call_role() == Some(*role))
        || bot.on_call().roster.name_of(author).is_some()
}

/// The paste that a message replies to, be it by replying to what the bot said about it.
async fn replies_to(bot: &Bot, message: &Message) -> store::Result<Option<MessageId>> {
    let Some(to) = replied_to(message) else { return Ok(None) };
    let to_us =
        message.referenced_message.as_deref().is_some_and(|other| Some(other.author.id) == bot.me().map(|me| me.user));
    let answer = if to_us { bot.store.answer_by_reply(ids::message(to)).await? } else { None };
    Ok(Some(answer.map_or(to, |answer| ids::serenitys::message(answer.paste))))
}

/// The message that a message is a reply to. One that is passed on names another, too, and answers nothing.
fn replied_to(message: &Message) -> Option<MessageId> {
    let reference = message.message_reference.as_ref().filter(|_| message.kind == MessageType::InlineReply);
    reference.and_then(|reference| reference.message_id)
}
