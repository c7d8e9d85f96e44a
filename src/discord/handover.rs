//! "Get a person": tells whoever is on call who needs help, where, and what was found.

use std::sync::Arc;

use serenity::all::{ChannelId, ComponentInteraction, MessageId};

use super::bot::Bot;
use super::ids;
use super::interactions::Outcome;
use super::post::Nonce;
use super::render::Scene;
use super::sending::{self, insist};
use crate::ids::InteractionId;
use crate::store::Opening;
use crate::triage::{Actor, Origin, Request, Severity};
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
    let answer = match message {
        Some(message) => bot.store.answer_to(ids::message(message)).await.ok().flatten(),
        None => None,
    };
    let person = ids::user(pressed.user.id);
    let request = Request {
        guild: Some(ids::guild(guild)),
        channel: ids::channel(channel),
        person,
        paste: message.map(ids::message),
        origin: Origin::Button,
        opened_by: InteractionId::new(pressed.id.get()),
        subject: String::new(),
        tried: String::new(),
        answers: Vec::new(),
        found: answer.as_ref().map(|answer| answer.told.candidates.clone()).unwrap_or_default(),
        versions: Vec::new(),
        severity: Severity::Normal,
        policy: None,
    };
    // The nonce goes by the first press, so that a call which was written down and not sent is sent once.
    let case = match bot.store.open_case(&request, Actor::Person(person), bot.now(), |_| Vec::new()).await {
        Ok(Opening::Opened(case)) => case,
        Ok(Opening::Already(earlier)) if earlier.card.is_none() => earlier,
        Ok(Opening::Already(_)) => return Outcome::whisper(theirs.say(Text::CalledAlready)),
        Err(error) => return Outcome::trouble(theirs, &error),
    };
    let snapshot = bot.live.now();
    let language = server.language(&bot.config);
    let scene = Scene { language, knowledge: &snapshot.knowledge, channel, message, kept: false, on_call: true };
    let told = answer.as_ref().map(|answer| &answer.told);
    let card = scene.call(guild, pressed.user.id, told, server.on_call_role());
    let built = card.message(Nonce::of('c', case.request.opened_by.get()));
    match insist(&bot.counts, || on_call.send_message(&bot.http, built.clone())).await {
        Ok(card) => {
            let put = bot.store.put_card(case.id, ids::channel(on_call), ids::message(card.id)).await;
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
