//! A message in its life: posted, edited, deleted, and the one reply that follows it.
//!
//! A paste is answered at most once: the answer is claimed in the store by the message's id before it is sent, and sent
//! with that id as its nonce, so that a message that is handed over twice, to this process or another, or that was being
//! answered when the process was killed, has one reply. An edit changes that reply or takes it away; a deletion takes it
//! away. All of this happens in the order of the events (see `lanes`).

use std::sync::Arc;

use jiff::SignedDuration;
use serenity::all::{ChannelId, Message, MessageId, MessageReference, MessageUpdateEvent};

use super::audience::Address;
use super::bot::Bot;
use super::found::Found;
use super::ids;
use super::post::{Nonce, Post};
use super::reading::{self, Reading};
use super::render::Scene;
use super::sending::{self, code, insist, refusal};
use crate::config::OnMiss;
use crate::live::Snapshot;
use crate::matching::Verdict;
use crate::store::{Answer, Claim, NewAnswer};
use crate::words::Text;

/// The same text by the same person in the same channel is the same question for so long.
const SAME_QUESTION: SignedDuration = SignedDuration::from_hours(1);

/// A message was posted.
pub(super) async fn posted(bot: &Arc<Bot>, message: &Message) {
    let address = bot.address(message);
    if address == Address::Nobody {
        return;
    }
    if address == Address::Support {
        bot.saw(message.channel_id, message.id);
    }
    if bot.refused.contains(message.channel_id, bot.now()) || !bot.may_reply(message.author.id, message.channel_id) {
        return;
    }
    bot.counts.pastes.one();
    let Some(thought) = think(bot, message, address, None).await else { return };
    if let Err(trouble) = answer(bot, message, thought).await {
        report("a reply could not be sent", message.channel_id, bot, &trouble);
    }
}

/// A message was edited: its reply follows.
pub(super) async fn edited(bot: &Arc<Bot>, event: &MessageUpdateEvent) {
    // Discord also tells so when it has unfolded a link, which changes nothing that was said.
    if event.edited_timestamp.is_none() {
        return;
    }
    let earlier = match bot.store.answer_to(ids::message(event.id)).await {
        Ok(earlier) => earlier,
        Err(error) => return tracing::error!("an edited message could not be looked up: {error}"),
    };
    let Some(message) = whole(bot, event).await else { return };
    match earlier {
        None => posted(bot, &message).await,
        Some(earlier) => follow(bot, &message, earlier).await,
    }
}

/// Messages were deleted: their replies go with them.
pub(super) async fn deleted(bot: &Arc<Bot>, messages: &[MessageId]) {
    for message in messages {
        match bot.store.answer_to(ids::message(*message)).await {
            Ok(Some(answer)) => take_back(bot, &answer).await,
            Ok(None) => {}
            Err(error) => tracing::error!("a deleted message could not be looked up: {error}"),
        }
    }
}

/// What the bot makes of a message: what it found, and what it would say.
struct Thought {
    found: Found,
    digest: u64,
    post: Post,
}

/// Reads and judges a message. None where there is nothing to say. `own` is the answer that it has already.
async fn think(bot: &Arc<Bot>, message: &Message, address: Address, own: Option<&Answer>) -> Option<Thought> {
    let permit = bot.at_work.acquire().await.ok()?;
    let reading = reading::of_message(bot, message).await;
    let channel = ids::channel(message.channel_id);
    let digest = reading.digest.get();
    let mut without = vec![];
    if own.is_none() && !reading.is_empty() {
        let since = bot.now() - SAME_QUESTION;
        match bot.store.said_before(channel, ids::user(message.author.id), digest, since).await {
            Ok(true) => return None,
            Ok(false) => {}
            Err(error) => tracing::error!("earlier answers could not be looked up: {error}"),
        }
    }
    if address == Address::Support && bot.places().is_thread(message.channel_id) {
        without = bot.store.issues_said_in(channel).await.unwrap_or_else(|error| {
            tracing::error!("what a thread was told could not be looked up: {error}");
            vec![]
        });
        if let Some(own) = own {
            without.retain(|id| !own.candidates.iter().any(|kept| kept.id == *id));
        }
    }
    let snapshot = bot.live.now();
    let (found, reading) = judge(Arc::clone(&snapshot), reading, without).await;
    drop(permit);
    let post = say(bot, &snapshot, message, address, &found, &reading)?;
    Some(Thought { found, digest, post })
}

/// Judges a paste away from the threads that talk to Discord: a large one takes a while.
pub(super) async fn judge(snapshot: Arc<Snapshot>, reading: Reading, without: Vec<String>) -> (Found, Reading) {
    let work = tokio::task::spawn_blocking(move || {
        if reading.is_empty() {
            return (Found::nothing(), reading);
        }
        let judgement = snapshot.matcher.judge(&reading.paste);
        (Found::new(&snapshot.knowledge, &reading.paste, &judgement, &without), reading)
    });
    match work.await {
        Ok(judged) => judged,
        Err(error) => {
            tracing::error!("judging a paste went wrong: {error}");
            (Found::nothing(), Reading::default())
        }
    }
}

/// What there is to say about a message.
fn say(
    bot: &Bot,
    snapshot: &Snapshot,
    message: &Message,
    address: Address,
    found: &Found,
    reading: &Reading,
) -> Option<Post> {
    let server = bot.server(message.guild_id);
    let language = server.language(&bot.config);
    let scene = Scene {
        language,
        knowledge: &snapshot.knowledge,
        channel: message.channel_id,
        message: Some(message.id),
        kept: true,
    };
    let offers = server.on_miss(&bot.config) == OnMiss::Offer;
    let notes = reading.notes(language);
    let post = match scene.found(found, 0) {
        Some(post) => post,
        None if reading.is_empty() && notes.is_empty() && address == Address::Us => Post::of(language.say(Text::Hello)),
        None if address == Address::Us => scene.abstain(),
        None if !notes.is_empty() => Post::default(),
        None if offers && reading.looks_like_trouble() && bot.may_offer(message.author.id, message.channel_id) => {
            scene.offer()
        }
        None => return None,
    };
    Some(post.under(&notes))
}

/// Sends the answer to a message, once.
async fn answer(bot: &Arc<Bot>, message: &Message, thought: Thought) -> Result<(), serenity::Error> {
    let Thought { found, digest, post } = thought;
    let new = NewAnswer {
        guild: message.guild_id.map(ids::guild),
        channel: ids::channel(message.channel_id),
        author: ids::user(message.author.id),
        paste: ids::message(message.id),
        verdict: found.verdict.into(),
        named: found.named,
        candidates: found.candidates.iter().map(Into::into).collect(),
        digest,
        language: bot.language(message.guild_id).code().to_owned(),
        created_at: bot.now(),
    };
    match bot.store.claim(&new).await {
        Ok(Claim::Claimed) => {}
        // Killed between the claim and the sending, or handed over twice: the nonce makes one message of two.
        Ok(Claim::Already(earlier)) if earlier.reply.is_none() => {}
        Ok(Claim::Already(_)) => return Ok(()),
        // What cannot be written down could be said twice, and its buttons would do nothing.
        Err(error) => {
            tracing::error!("an answer could not be written down, and is not given: {error}");
            return Ok(());
        }
    }
    bot.spend_reply(message.author.id, message.channel_id);
    let built = post.answering(MessageReference::from((message.channel_id, message.id)), Nonce::answer_to(message.id));
    let sent = insist(&bot.counts, || message.channel_id.send_message(&bot.http, built.clone())).await;
    match sent {
        Ok(reply) => {
            bot.counts.replies.one();
            if let Err(error) = bot.store.said(new.paste, ids::message(reply.id)).await {
                tracing::error!("a reply could not be written down: {error}");
            }
            Ok(())
        }
        Err(error) => {
            if let Err(error) = bot.store.remove(new.paste).await {
                tracing::error!("a reply that failed could not be unclaimed: {error}");
            }
            // The paste was deleted before it was answered.
            let gone = matches!(refusal(&error), Some(code::INVALID_BODY | code::UNKNOWN_CHANNEL | code::ARCHIVED));
            if gone { Ok(()) } else { Err(error) }
        }
    }
}

/// Makes the reply to an edited message what it should be now.
async fn follow(bot: &Arc<Bot>, message: &Message, earlier: Answer) {
    let address = bot.address(message);
    let (Some(reply), false) = (earlier.reply, earlier.helped.is_some()) else { return };
    if address == Address::Nobody {
        return take_back(bot, &earlier).await;
    }
    let Some(Thought { found, digest, post }) = think(bot, message, address, Some(&earlier)).await else {
        return take_back(bot, &earlier).await;
    };
    if digest == earlier.digest {
        return;
    }
    let candidates: Vec<_> = found.candidates.iter().map(Into::into).collect();
    let paste = ids::message(message.id);
    let replaced = bot.store.replace(paste, found.verdict.into(), found.named, &candidates, digest).await;
    if let Err(error) = replaced {
        return tracing::error!("an answer that changed could not be written down: {error}");
    }
    let reply = ids::serenitys::message(reply);
    let edit = post.edit();
    let done = insist(&bot.counts, || message.channel_id.edit_message(&bot.http, reply, edit.clone())).await;
    match done {
        Ok(_) => {}
        // Someone has deleted our reply; they had a reason.
        Err(error) if refusal(&error) == Some(code::UNKNOWN_MESSAGE) => {}
        Err(error) => report("a reply could not be edited", message.channel_id, bot, &error),
    }
}

/// Deletes a reply and forgets it.
async fn take_back(bot: &Arc<Bot>, answer: &Answer) {
    let channel = ids::serenitys::channel(answer.channel);
    if let Some(reply) = answer.reply.map(ids::serenitys::message) {
        match insist(&bot.counts, || channel.delete_message(&bot.http, reply)).await {
            Ok(()) => {}
            Err(error) if matches!(refusal(&error), Some(code::UNKNOWN_MESSAGE | code::UNKNOWN_CHANNEL)) => {}
            Err(error) => return report("a reply could not be deleted", channel, bot, &error),
        }
    }
    if let Err(error) = bot.store.remove(answer.paste).await {
        tracing::error!("a reply that was deleted could not be forgotten: {error}");
    }
}

/// The message that an event tells of, fetched where the event holds only a part of it.
async fn whole(bot: &Arc<Bot>, event: &MessageUpdateEvent) -> Option<Message> {
    let fetched = insist(&bot.counts, || event.channel_id.message(&bot.http, event.id)).await;
    let mut message = match fetched {
        Ok(message) => message,
        Err(error) => {
            if !matches!(refusal(&error), Some(code::UNKNOWN_MESSAGE | code::UNKNOWN_CHANNEL)) {
                report("an edited message could not be read", event.channel_id, bot, &error);
            }
            return None;
        }
    };
    // A message that was fetched does not say where it is and who its author is there.
    message.guild_id = event.guild_id;
    message.member = event.member.clone().flatten();
    Some(message)
}

/// A line in the log for a request that failed; one in a while for a channel that is closed to us.
pub(super) fn report(what: &str, channel: ChannelId, bot: &Bot, error: &serenity::Error) {
    if bot.refused.note(channel, error, bot.now()) {
        tracing::warn!(%channel, "{what}: {}", sending::sentence(error));
    }
}
