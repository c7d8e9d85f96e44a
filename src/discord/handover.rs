//! "Get a person": tells whoever is on call who needs help, where, and what was found.

use std::sync::Arc;

use serenity::all::{ChannelId, ComponentInteraction, MessageId};

use super::bot::Bot;
use super::ids;
use super::interactions::Outcome;
use super::post::Nonce;
use super::render::Scene;
use super::sending;
use crate::store::{Handover, HandoverId, Opening};
use crate::words::{Language, Text};

/// Calls a person to where help is needed, once for each person and place.
pub(super) async fn call(
    bot: &Arc<Bot>,
    pressed: &ComponentInteraction,
    theirs: Language,
    channel: ChannelId,
    message: Option<MessageId>,
) -> Outcome {
    let server = bot.server(pressed.guild_id);
    let (Some(guild), Some(on_call)) = (pressed.guild_id, server.on_call_channel()) else {
        return Outcome::whisper(theirs.say(Text::NobodyOnCall));
    };
    // Ids can be forged: help is called to where the button is.
    if channel != pressed.channel_id {
        return Outcome::whisper(theirs.say(Text::UnknownButton));
    }
    let handover = Handover {
        id: HandoverId::new(pressed.id.get()),
        guild: Some(ids::guild(guild)),
        channel: ids::channel(channel),
        person: ids::user(pressed.user.id),
        paste: message.map(ids::message),
        card: None,
        opened_at: bot.now(),
        closed_at: None,
        closed_by: None,
    };
    // The nonce goes by the first press, so that a call which was written down and not sent is sent once.
    let id = match bot.store.open_handover(&handover).await {
        Ok(Opening::Opened) => handover.id,
        Ok(Opening::Already(earlier)) if earlier.card.is_none() => earlier.id,
        Ok(Opening::Already(_)) => return Outcome::whisper(theirs.say(Text::CalledAlready)),
        Err(error) => return Outcome::trouble(theirs, &error),
    };
    let answer = match message {
        Some(message) => bot.store.answer_to(ids::message(message)).await.ok().flatten(),
        None => None,
    };
    let snapshot = bot.live.now();
    let language = server.language(&bot.config);
    let scene = Scene { language, knowledge: &snapshot.knowledge, channel, message, kept: false, on_call: true };
    let told = answer.as_ref().map(|answer| &answer.told);
    let card = scene.call(guild, pressed.user.id, told, server.on_call_role());
    let built = card.message(Nonce::of('c', id.get()));
    match sending::send(&bot.counts, &bot.http, on_call, &built).await {
        Ok(card) => {
            let put = bot.store.put_card(id, ids::channel(on_call), ids::message(card)).await;
            if let Err(error) = put {
                tracing::error!("a call for a person could not be written down: {error}");
            }
            Outcome::whisper(theirs.say(Text::Called))
        }
        Err(error) => {
            tracing::error!(channel = %on_call, "nobody could be called: {}", sending::sentence(&error));
            Outcome::whisper(theirs.say(Text::CallFailed))
        }
    }
}
