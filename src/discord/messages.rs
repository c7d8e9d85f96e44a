//! A message in its life: posted, edited, deleted, and the one reply that follows it.
//!
//! A paste is answered at most once: the answer is claimed in the store by the message's id before it is sent, and sent
//! with that id as its nonce, so that a message that is handed over twice, to this process or another, or that was being
//! answered when the process was killed, has one reply. An edit changes that reply or takes it away; a deletion takes it
//! away. All of this happens in the order of the events (see `lanes`).

use std::sync::Arc;

use jiff::SignedDuration;
use serenity::all::{ChannelId, Message, MessageId, MessageReference, MessageUpdateEvent};
use tokio::time::Instant;

use super::audience::Address;
use super::bot::Bot;
use super::cases;
use super::found;
use super::helping;
use super::ids;
use super::late::Place;
use super::post::{Nonce, Post};
use super::reading::{self, Reading};
use super::render::Scene;
use super::sending::{self, code, insist, refusal};
use crate::config::OnMiss;
use crate::live::Snapshot;
use crate::matching::Verdict;
use crate::store::{Answer, CLAIM_HOLDS, Claim, PasteHash, Told};
use crate::words::{Language, Text};

/// The same text by the same person in the same channel is the same question for so long.
const SAME_QUESTION: SignedDuration = SignedDuration::from_hours(1);

/// Up to so many bytes, judging takes less than having another thread do it: a message without files.
const SMALL: usize = 16 << 10;

/// What is answered so long after it was said is answered late, and the answer says so.
const LATE: SignedDuration = SignedDuration::from_mins(1);

/// A message was posted, and heard of at that time.
pub(super) async fn posted(bot: &Arc<Bot>, message: &Message, heard: Instant) {
    answered(bot, message, heard, false).await;
}

/// A message was found that had been missed.
pub(super) async fn missed(bot: &Arc<Bot>, message: &Message, found: Instant) {
    answered(bot, message, found, true).await;
}

async fn answered(bot: &Arc<Bot>, message: &Message, heard: Instant, was_missed: bool) {
    let place = Place { guild: message.guild_id, channel: message.channel_id };
    helping::heard(bot, message).await;
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
    if bot.is_put_off(place, message.id) {
        return;
    }
    bot.counts.pastes.one();
    let is_late = was_missed && bot.age(message.timestamp) > LATE;
    let Some(thought) = think(bot, message, address, is_late).await else { return };
    if address == Address::Support && thought.may_need_help() {
        cases::wait_for_help(bot, message).await;
    }
    match answer(bot, message, thought, was_missed).await {
        Ok(true) => {
            bot.counts.replying.observe(heard.elapsed().as_secs_f64());
            tracing::debug!("answered");
        }
        Ok(false) => tracing::debug!("left without an answer"),
        Err(trouble) => {
            report("a reply could not be sent", message.channel_id, bot, &trouble);
            if sending::passes(&trouble) {
                bot.put_off_for_discord(place, message.id, &trouble);
            }
        }
    }
}

/// A message was edited: its reply follows.
pub(super) async fn edited(bot: &Arc<Bot>, event: &MessageUpdateEvent) {
    // Discord also tells so when it has unfolded a link, which changes nothing that was said.
    if event.edited_timestamp.is_none() || bot.refused.contains(event.channel_id, bot.now()) {
        return;
    }
    let earlier = match bot.store.answer_to(ids::message(event.id)).await {
        Ok(earlier) => earlier,
        Err(error) => return tracing::error!("an edited message could not be looked up: {error}"),
    };
    // A server full of talk is edited all the time; only what may be for us is asked for.
    if earlier.is_none() && !bot.may_concern_us(event) {
        return;
    }
    let Some(message) = whole(bot, event).await else { return };
    match earlier {
        None => posted(bot, &message, Instant::now()).await,
        Some(earlier) => follow(bot, &message, earlier).await,
    }
}

/// A message was deleted: its reply goes with it.
pub(super) async fn deleted(bot: &Arc<Bot>, message: MessageId) {
    take_back(bot, ids::message(message)).await;
}

/// What the bot makes of a message: what it found, and what it says.
struct Thought {
    told: Told,
    hash: PasteHash,
    /// Whether the same paste sent again gets no reply. Whoever asks by name is answered each time.
    once: bool,
    /// Whether it is about an error, rather than talk: only then does finding nothing count.
    about_an_error: bool,
    /// None where there is nothing to say.
    post: Option<Post>,
}

impl Thought {
    /// Whether somebody may have to help: something is told, which may not be it, or an error is not known.
    fn may_need_help(&self) -> bool {
        match self.told.verdict {
            Verdict::Abstain => self.about_an_error,
            Verdict::Answer | Verdict::Suggest => self.post.is_some(),
        }
    }
}

/// Reads and judges a message. None while the bot ends.
async fn think(bot: &Arc<Bot>, message: &Message, address: Address, is_late: bool) -> Option<Thought> {
    let permit = bot.at_work.acquire().await.ok()?;
    let reading = reading::of_message(bot, message, address).await;
    let in_passing = address == Address::Support;
    let without = if in_passing && bot.places().is_thread(message.channel_id) {
        let told = bot.store.told_in(ids::channel(message.channel_id), ids::message(message.id)).await;
        told.unwrap_or_else(|error| {
            tracing::error!("earlier answers could not be looked up: {error}");
            vec![]
        })
    } else {
        vec![]
    };
    let (hash, once) = (reading.hash, in_passing && !reading.is_empty());
    let language = bot.language(message.guild_id);
    let snapshot = bot.live.now();
    let (told, reading) = judge(bot, language, Arc::clone(&snapshot), reading, without).await;
    drop(permit);
    let post = say(bot, language, &snapshot, message, address, &told, &reading);
    let late = [language.say(Text::AnsweredLate).to_owned()];
    let post = if is_late { post.map(|post| post.under(&late)) } else { post };
    let about_an_error = reading.looks_like_trouble() || address == Address::Us && !reading.is_empty();
    Some(Thought { told, hash, once, about_an_error, post })
}

/// Judges a paste: a large one away from the threads that talk to Discord, since it takes a while.
pub(super) async fn judge(
    bot: &Bot,
    language: Language,
    snapshot: Arc<Snapshot>,
    reading: Reading,
    without: Vec<String>,
) -> (Told, Reading) {
    let (small, empty) = (reading.bytes() <= SMALL, reading.is_empty());
    let work = move || {
        if reading.is_empty() {
            return (found::nothing(language), reading);
        }
        let judgement = snapshot.matcher().judge(&reading.paste);
        (found::told(language, &snapshot.knowledge, &reading.paste, &judgement, &without), reading)
    };
    let begun = Instant::now();
    let done = if small {
        work()
    } else {
        tokio::task::spawn_blocking(work).await.unwrap_or_else(|error| {
            tracing::error!("judging a paste went wrong: {error}");
            (found::nothing(language), Reading::default())
        })
    };
    if !empty {
        bot.counts.judging.observe(begun.elapsed().as_secs_f64());
        let best = done.0.candidates.first();
        bot.counts.confidence.observe(best.map_or(0.0, |best| f64::from(best.confidence)));
        if let Some(best) = best {
            tracing::Span::current().record("issue", best.issue.as_str());
        }
    }
    done
}

/// What there is to say about a message.
fn say(
    bot: &Bot,
    language: Language,
    snapshot: &Snapshot,
    message: &Message,
    address: Address,
    told: &Told,
    reading: &Reading,
) -> Option<Post> {
    let scene = Scene {
        language,
        knowledge: &snapshot.knowledge,
        channel: message.channel_id,
        message: Some(message.id),
        kept: true,
        on_call: bot.has_on_call(message.guild_id),
    };
    let notes = reading.notes(language);
    let offers = || {
        bot.server(message.guild_id).on_miss(&bot.config) == OnMiss::Offer
            && reading.looks_like_trouble()
            && bot.may_offer(message.author.id, message.channel_id)
    };
    let post = match scene.told(told) {
        Some(post) => post,
        None if address == Address::Us && reading.is_empty() && notes.is_empty() => Post::of(language.say(Text::Hello)),
        None if address == Address::Us => scene.abstain(),
        None if !notes.is_empty() => Post::default(),
        // What was found is known: it was told here before.
        None if told.verdict != Verdict::Abstain => return None,
        None if offers() => scene.offer()?,
        None => return None,
    };
    Some(post.under(&notes))
}

/// Sends the answer to a message, once; whether it did.
async fn answer(
    bot: &Arc<Bot>,
    message: &Message,
    thought: Thought,
    was_missed: bool,
) -> Result<bool, serenity::Error> {
    let Thought { told, hash, once, about_an_error, post } = thought;
    let Some(post) = post else {
        bot.tally_silence(message.guild_id, message.id, &told, about_an_error);
        return Ok(false);
    };
    let claim = Answer {
        paste: ids::message(message.id),
        reply: None,
        guild: message.guild_id.map(ids::guild),
        channel: ids::channel(message.channel_id),
        parent: bot.places().above(message.channel_id).map(ids::channel),
        author: ids::user(message.author.id),
        paste_hash: hash,
        told,
        created_at: bot.now(),
    };
    let claimed = if once {
        bot.store.claim_once(&claim, claim.created_at - SAME_QUESTION).await
    } else {
        bot.store.claim(&claim).await
    };
    match claimed {
        Ok(Claim::Made) => {}
        Ok(Claim::Already(earlier)) => {
            // Whoever claimed it may have died before it was answered.
            if was_missed && earlier.paste == claim.paste && earlier.reply.is_none() {
                let place = Place { guild: message.guild_id, channel: message.channel_id };
                bot.put_off_until(earlier.created_at + CLAIM_HOLDS, place, message.id);
            }
            return Ok(false);
        }
        // What cannot be written down could be said twice, and its buttons would do nothing.
        Err(error) => {
            tracing::error!("an answer could not be written down, and is not given: {error}");
            return Ok(false);
        }
    }
    // Others may have spent what was there before this one was judged.
    if !bot.spend_reply(message.author.id, message.channel_id) {
        unclaim(bot, claim.paste).await;
        return Ok(false);
    }
    let built = post.answering(MessageReference::from((message.channel_id, message.id)), Nonce::answer_to(message.id));
    match sending::send(&bot.counts, &bot.http, message.channel_id, &built).await {
        Ok(reply) => {
            bot.counts.replies.one();
            bot.tally_told(message.guild_id, &claim.told, about_an_error);
            match bot.store.put_reply(claim.paste, ids::message(reply)).await {
                Ok(true) => {}
                // Whoever asked had everything of theirs deleted in this moment.
                Ok(false) => remove(bot, message.channel_id, reply).await,
                Err(error) => tracing::error!("a reply could not be written down: {error}"),
            }
            Ok(true)
        }
        Err(error) => {
            unclaim(bot, claim.paste).await;
            // The paste was deleted before it was answered.
            let gone = matches!(refusal(&error), Some(code::INVALID_BODY | code::UNKNOWN_CHANNEL | code::ARCHIVED));
            if gone { Ok(false) } else { Err(error) }
        }
    }
}

/// Gives back a paste that was claimed and is not answered.
async fn unclaim(bot: &Bot, paste: crate::ids::MessageId) {
    if let Err(error) = bot.store.remove_answer(paste).await {
        tracing::error!("a paste that was not answered could not be unclaimed: {error}");
    }
}

/// Makes the reply to an edited message what it should be now.
async fn follow(bot: &Arc<Bot>, message: &Message, earlier: Answer) {
    let Some(reply) = earlier.reply.map(ids::serenitys::message) else { return };
    let address = bot.address(message);
    if address == Address::Nobody {
        return take_back(bot, earlier.paste).await;
    }
    let Some(Thought { told, hash, post: Some(post), .. }) = think(bot, message, address, false).await else {
        return take_back(bot, earlier.paste).await;
    };
    if hash == earlier.paste_hash {
        return;
    }
    // What was said about an answer stays said while the answer is the same.
    if told.is_about_the_same(&earlier.told) && is_decided(bot, &earlier).await {
        if let Err(error) = bot.store.retell(earlier.paste, hash, &earlier.told).await {
            tracing::error!("an edit could not be written down: {error}");
        }
        return;
    }
    match bot.store.retell(earlier.paste, hash, &told).await {
        Ok(true) => {}
        Ok(false) => return,
        Err(error) => return tracing::error!("an answer that changed could not be written down: {error}"),
    }
    let edit = post.edit();
    let done = insist(&bot.counts, || message.channel_id.edit_message(&bot.http, reply, edit.clone())).await;
    match done {
        Ok(_) => {}
        // Someone has deleted our reply; they had a reason.
        Err(error) if refusal(&error) == Some(code::UNKNOWN_MESSAGE) => {}
        Err(error) => report("a reply could not be edited", message.channel_id, bot, &error),
    }
}

/// Whether somebody has said that an answer helped or not, or has opened a suggestion.
async fn is_decided(bot: &Bot, answer: &Answer) -> bool {
    let opened = answer.told.verdict == Verdict::Suggest && !answer.told.issues.is_empty();
    opened || bot.store.votes(answer.paste).await.is_ok_and(|votes| !votes.is_empty())
}

/// Forgets an answer and deletes its reply.
async fn take_back(bot: &Arc<Bot>, paste: crate::ids::MessageId) {
    let answer = match bot.store.remove_answer(paste).await {
        Ok(Some(answer)) => answer,
        Ok(None) => return,
        Err(error) => return tracing::error!("a reply that is to be deleted could not be forgotten: {error}"),
    };
    let channel = ids::serenitys::channel(answer.channel);
    let Some(reply) = answer.reply.map(ids::serenitys::message) else { return };
    remove(bot, channel, reply).await;
}

/// Deletes a reply.
async fn remove(bot: &Arc<Bot>, channel: ChannelId, reply: MessageId) {
    match insist(&bot.counts, || channel.delete_message(&bot.http, reply)).await {
        Ok(()) => {}
        Err(error) if matches!(refusal(&error), Some(code::UNKNOWN_MESSAGE | code::UNKNOWN_CHANNEL)) => {}
        Err(error) => report("a reply could not be deleted", channel, bot, &error),
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
