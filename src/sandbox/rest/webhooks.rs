//! What is said after the first answer to an interaction: follow-ups, and changes to what was said.

use super::call::{Answer, Call, Outcome, id};
use super::callbacks::drafted;
use super::messages::edit_of;
use super::refusal::Refusal;
use crate::sandbox::limits::message as limits;
use crate::sandbox::world::ids::{ApplicationId, ChannelId, InteractionId, MessageId};
use crate::sandbox::world::interactions::{Answer as State, TOKEN_LIVES};
use crate::sandbox::world::messages::LOADING;
use crate::sandbox::world::{World, show};

/// Says more. The first thing said after "… is thinking" takes that message's place.
pub(crate) fn follow_up(world: &mut World, call: &mut Call, app: &str, token: &str) -> Outcome {
    let found = by_token(world, call, app, token)?;
    if found.state == State::None || found.state == State::Failed {
        world.violate(&call.request(), "a follow-up came before the interaction was answered");
        return Err(Refusal::unknown_webhook());
    }
    world.note_unknown(call, limits::check(&call.body, &call.files)?);
    let deferred = found.original.filter(|_| found.state == State::Deferred);
    let message = if let Some(original) = deferred {
        fill(world, call, &found, original)?
    } else {
        let mut draft = drafted(world, call, found.id)?;
        draft.kind = 0;
        draft.reply_to = None;
        world.send(draft)?
    };
    Ok(Answer::Json(show::message(world, world.message(found.channel, message)?)))
}

pub(crate) fn get(world: &mut World, call: &Call, app: &str, token: &str, named: &str) -> Outcome {
    let found = by_token(world, call, app, token)?;
    let message = named_message(world, &found, named)?;
    Ok(Answer::Json(show::message(world, world.message(found.channel, message)?)))
}

pub(crate) fn edit(world: &mut World, call: &mut Call, app: &str, token: &str, named: &str) -> Outcome {
    let found = by_token(world, call, app, token)?;
    let message = named_message(world, &found, named)?;
    world.note_unknown(call, limits::check(&call.body, &call.files)?);
    fill(world, call, &found, message)?;
    Ok(Answer::Json(show::message(world, world.message(found.channel, message)?)))
}

pub(crate) fn delete(world: &mut World, call: &Call, app: &str, token: &str, named: &str) -> Outcome {
    let found = by_token(world, call, app, token)?;
    let message = named_message(world, &found, named)?;
    world.delete(found.channel, message)?;
    Ok(Answer::NoContent)
}

/// An interaction whose token lives.
struct Found {
    id: InteractionId,
    channel: ChannelId,
    state: State,
    original: Option<MessageId>,
}

fn by_token(world: &mut World, call: &Call, app: &str, token: &str) -> Result<Found, Refusal> {
    if !app.parse().is_ok_and(|app: ApplicationId| world.application.id == app) {
        return Err(Refusal::unknown_webhook());
    }
    let known = world.interactions.with_token(token).ok_or_else(Refusal::invalid_webhook_token)?;
    let found = Found { id: known.id, channel: known.channel, state: known.answer, original: known.original };
    if world.now.duration_since(known.asked_at).unsigned_abs() > TOKEN_LIVES {
        world.violate(&call.request(), "an interaction's token was used after its quarter of an hour");
        return Err(Refusal::invalid_webhook_token());
    }
    Ok(found)
}

/// `@original`, or a message that the same interaction made.
fn named_message(world: &World, found: &Found, named: &str) -> Result<MessageId, Refusal> {
    if found.state == State::None {
        return Err(Refusal::unknown_webhook());
    }
    if named == "@original" {
        let original = found.original.ok_or_else(Refusal::unknown_message)?;
        return world.message(found.channel, original).map(|message| message.id);
    }
    let message = world.message(found.channel, id("message_id", named)?)?;
    let own =
        message.from.as_ref().is_some_and(|from| from.interaction == found.id) || found.original == Some(message.id);
    if own { Ok(message.id) } else { Err(Refusal::unknown_message()) }
}

fn fill(world: &mut World, call: &mut Call, found: &Found, message: MessageId) -> Result<MessageId, Refusal> {
    let loading = world.message(found.channel, message)?.flags & LOADING != 0;
    let edit = edit_of(world, call, found.channel, message, true)?;
    world.edit(found.channel, message, edit)?;
    if loading {
        world.filled(found.id);
    }
    Ok(message)
}
