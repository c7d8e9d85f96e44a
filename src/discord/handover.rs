//! "Get a person": tells whoever is on call who needs help, where, and what was found.

use std::sync::Arc;

use serenity::all::{ChannelId, ComponentInteraction, MessageId};

use super::bot::Bot;
use super::components::trouble;
use super::found::Found;
use super::ids;
use super::interactions::Outcome;
use super::post::Nonce;
use super::render::Scene;
use super::sending::{self, insist};
use crate::store::{Call, Called};
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
    let call = Call {
        guild: ids::guild(guild),
        channel: ids::channel(channel),
        person: ids::user(pressed.user.id),
        message: message.map(ids::message),
        called_at: bot.now(),
    };
    match bot.store.call(&call).await {
        Ok(Called::Now) => {}
        Ok(Called::Already { card: Some(_) }) => return Outcome::whisper(theirs.say(Text::CalledAlready)),
        // Killed between writing it down and saying so; the nonce makes one message of two.
        Ok(Called::Already { card: None }) => {}
        Err(error) => return trouble(theirs, &error),
    }
    let answer = match message {
        Some(message) => bot.store.answer_to(ids::message(message)).await.ok().flatten(),
        None => None,
    };
    let snapshot = bot.live.now();
    let language = server.language(&bot.config);
    let scene = Scene { language, knowledge: &snapshot.knowledge, channel, message, kept: false };
    let found = answer.as_ref().map(Found::from);
    let card = scene.call(guild, pressed.user.id, found.as_ref(), server.on_call_role());
    let built = card.message(Nonce::of('c', pressed.id.get()));
    match insist(&bot.counts, || on_call.send_message(&bot.http, built.clone())).await {
        Ok(card) => {
            let told = bot.store.called(&call, ids::channel(on_call), ids::message(card.id)).await;
            if let Err(error) = told {
                tracing::error!("a call for a person could not be written down: {error}");
            }
            Outcome::whisper(theirs.say(Text::Called))
        }
        Err(error) => {
            tracing::error!(channel = %on_call, "nobody could be called: {}", sending::sentence(&error));
            if let Err(error) = bot.store.uncall(&call).await {
                tracing::error!("a call that failed could not be taken back: {error}");
            }
            Outcome::whisper(theirs.say(Text::CallFailed))
        }
    }
}
