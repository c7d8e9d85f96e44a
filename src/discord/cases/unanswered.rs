//! A paste that nobody helps with becomes a case, for teams that want that.
//!
//! A timer is set when the paste is heard. It is called off when one of those who help answers (see
//! [`helping`](crate::discord::helping)); when it is due, what is known of the paste by then decides.

use std::sync::Arc;

use jiff::SignedDuration;
use serenity::all::{ChannelId, Message, MessageId, MessageReference};

use super::asker;
use super::opening::{About, Opened, Wish, open};
use crate::discord::bot::Bot;
use crate::discord::ids::{self, serenitys};
use crate::discord::messages::report;
use crate::discord::paging::AGAIN;
use crate::discord::post::Nonce;
use crate::discord::sending::{code, insist, refusal};
use crate::ids::{GuildId, InteractionId, UserId};
use crate::matching::Verdict;
use crate::store;
use crate::triage::{Actor, Origin, Severity, Timer};

/// A paste that a timer is about.
#[derive(Debug, Clone, Copy)]
pub(in crate::discord) struct Pasted {
    pub(in crate::discord) guild: GuildId,
    pub(in crate::discord) channel: ChannelId,
    pub(in crate::discord) message: MessageId,
    pub(in crate::discord) person: UserId,
}

/// Has a paste become a case after a while, if there is somebody to call.
pub(in crate::discord) async fn wait_for_help(bot: &Bot, message: &Message) {
    let Some(after) = bot.on_call().unanswered else { return };
    let Some(guild) = message.guild_id.filter(|guild| bot.has_on_call(Some(*guild))) else { return };
    let (channel, person) = (ids::channel(message.channel_id), ids::user(message.author.id));
    let timer = Timer::unanswered(ids::guild(guild), channel, ids::message(message.id), person, bot.now() + after);
    if let Err(error) = bot.store.set_timers(&[timer]).await {
        tracing::error!("a paste will not become a case where nobody helps: {error}");
    }
}

/// The while is over: opens a case, unless the person needs none. How long to wait where that cannot be told now.
pub(in crate::discord) async fn due(bot: &Arc<Bot>, pasted: Pasted) -> store::Result<Option<SignedDuration>> {
    let Pasted { guild, channel, message, person } = pasted;
    let wanted = bot.on_call().unanswered.is_some() && bot.has_on_call(Some(serenitys::guild(guild)));
    if !wanted || bot.has_opted_out(serenitys::user(person)) || is_helped(bot, pasted).await? {
        return Ok(None);
    }
    let fetched = insist(&bot.counts, || channel.message(&bot.http, message)).await;
    let shown = match fetched {
        Ok(shown) => shown,
        Err(error) if refusal(&error).is_some_and(|code| code > 0) => {
            if !matches!(refusal(&error), Some(code::UNKNOWN_MESSAGE | code::UNKNOWN_CHANNEL)) {
                report("a paste that nobody helped with could not be read", channel, bot, &error);
            }
            return Ok(None);
        }
        Err(_) => return Ok(Some(AGAIN)),
    };
    let opened_by = InteractionId::new(message.get());
    let wish = Wish {
        guild,
        channel,
        person,
        by: Actor::Firstline,
        origin: Origin::Unanswered,
        opened_by,
        about: About::Shown(&shown),
        tried: String::new(),
        answers: Vec::new(),
        severity: Severity::default(),
    };
    let Opened { case, is_shown, .. } = open(bot, wish).await?;
    // The person may have another one open there, of which they know.
    if is_shown && case.request.opened_by == opened_by && case.is_open() {
        let language = bot.language(Some(serenitys::guild(guild)));
        let reference = MessageReference::from((channel, message));
        let told = asker::unanswered(language, &case).answering(reference, Nonce::of('u', message.get()));
        if let Err(error) = insist(&bot.counts, || channel.send_message(&bot.http, told.clone())).await {
            report("who pasted could not be told that their case is open", channel, bot, &error);
        }
    }
    Ok(None)
}

/// Whether a paste has a helpful answer as far as is known: it was answered, or something was suggested, and nobody said
/// that this was not it; or somebody said that it was.
async fn is_helped(bot: &Bot, pasted: Pasted) -> store::Result<bool> {
    let Some(answer) = bot.store.answer_to(ids::message(pasted.message)).await? else { return Ok(false) };
    let votes = bot.store.votes(answer.paste).await?;
    let told_something = answer.told.verdict != Verdict::Abstain && !answer.told.candidates.is_empty();
    Ok(votes.iter().any(|vote| vote.helped) || told_something && votes.is_empty())
}
