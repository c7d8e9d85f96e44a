//! The first answer to an interaction: once, within three seconds, in one of Discord's six ways.

use serde_json::{Value, json};

use super::call::{Answer, Call, Outcome};
use super::messages::{edit_of, keep, list_of, with_types};
use super::refusal::Refusal;
use crate::sandbox::limits::answer as limits;
use crate::sandbox::world::ids::{InteractionId, MessageId};
use crate::sandbox::world::interactions::{Answer as State, FIRST_ANSWER_WITHIN, What};
use crate::sandbox::world::mentions::Policy;
use crate::sandbox::world::messages::{Draft, EPHEMERAL, LOADING};
use crate::sandbox::world::{World, show};

/// `POST /interactions/{id}/{token}/callback`; the token in the path is all it needs.
pub(crate) fn create(world: &mut World, call: &mut Call, id: InteractionId, token: &str) -> Outcome {
    let known = world.interactions.get(id).filter(|known| known.token == token);
    let known = known.ok_or_else(Refusal::unknown_interaction)?;
    let late = world.now.duration_since(known.asked_at).unsigned_abs() > FIRST_ANSWER_WITHIN;
    match known.answer {
        State::None if !late => {}
        State::None | State::Failed => {
            world.violate(&call.request(), "an interaction was answered after its three seconds");
            return Err(Refusal::unknown_interaction());
        }
        State::Deferred | State::Given => {
            if !known.unheard {
                world.violate(&call.request(), "an interaction was answered a second time");
            }
            return Err(Refusal::already_acknowledged());
        }
    }
    let (what, channel) = (known.what.clone(), known.channel);
    let asked = what.number();
    world.note_unknown(call, limits::check(&call.body, &call.files)?);
    let kind = call.body["type"].as_u64().unwrap_or(0);
    let data = call.body.get_mut("data").map(Value::take).unwrap_or_default();
    let outer = std::mem::replace(&mut call.body, data);
    let done = answer(world, call, id, kind, &what);
    let data = std::mem::replace(&mut call.body, outer);
    call.body["data"] = data;
    let message = done?;
    if call.query::<bool>("with_response") != Some(true) {
        return Ok(Answer::NoContent);
    }
    let mut shown = json!({"interaction": {"id": id.to_string(), "type": asked}, "resource": {"type": kind}});
    if let Some(found) = message.and_then(|message| world.message(channel, message).ok()) {
        shown["interaction"]["response_message_id"] = json!(found.id.to_string());
        shown["interaction"]["response_message_loading"] = json!(found.flags & LOADING != 0);
        shown["interaction"]["response_message_ephemeral"] = json!(found.flags & EPHEMERAL != 0);
        shown["resource"]["message"] = show::message(world, found);
    }
    Ok(Answer::Json(shown))
}

/// Does what the answer says; names the message it made or changed. The body is the answer's `data`.
fn answer(
    world: &mut World,
    call: &mut Call,
    id: InteractionId,
    kind: u64,
    what: &What,
) -> Result<Option<MessageId>, Refusal> {
    let autocomplete = matches!(what, What::Autocomplete);
    match kind {
        4 if !autocomplete => {
            let draft = drafted(world, call, id)?;
            let sent = world.send(draft)?;
            world.answered(id, State::Given, Some(sent));
            Ok(Some(sent))
        }
        5 if !autocomplete => {
            let flags = call.body["flags"].as_u64().unwrap_or(0) & EPHEMERAL;
            let draft = world.draft_answer(id, flags | LOADING)?;
            let sent = world.send(draft)?;
            world.answered(id, State::Deferred, Some(sent));
            Ok(Some(sent))
        }
        // A modal that a command opened is acknowledged so too, though no message is there to be changed.
        6 if matches!(what, What::Component { .. } | What::Modal { .. }) => {
            world.answered(id, State::Given, None);
            Ok(what.message())
        }
        7 => {
            let message = what.message().ok_or_else(|| wrong_type(kind))?;
            let channel = world.interactions.get(id).ok_or_else(Refusal::unknown_interaction)?.channel;
            let edit = edit_of(world, call, channel, message, true)?;
            world.edit(channel, message, edit)?;
            world.answered(id, State::Given, None);
            Ok(Some(message))
        }
        8 if autocomplete => {
            let choices = call.body["choices"].clone();
            world.answered(id, State::Given, None);
            world.offer_choices(id, &choices);
            Ok(None)
        }
        9 if matches!(what, What::Command { .. } | What::Component { .. }) => {
            world.answered(id, State::Given, None);
            world.open_modal(id, &call.body);
            Ok(None)
        }
        _ => Err(wrong_type(kind)),
    }
}

/// The message that a body describes, as an answer to an interaction.
pub(crate) fn drafted(world: &mut World, call: &mut Call, id: InteractionId) -> Result<Draft, Refusal> {
    let files = std::mem::take(&mut call.files);
    let body = &call.body;
    let mut draft = world.draft_answer(id, body["flags"].as_u64().unwrap_or(0))?;
    body["content"].as_str().unwrap_or_default().clone_into(&mut draft.content);
    draft.embeds = with_types(list_of(body, "embeds").unwrap_or_default());
    draft.components = list_of(body, "components").unwrap_or_default();
    draft.policy = Policy::read(body.get("allowed_mentions"), true);
    if draft.content.trim().is_empty() && draft.embeds.is_empty() && draft.components.is_empty() && files.is_empty() {
        return Err(Refusal::empty_message());
    }
    draft.attachments = keep(world, draft.channel, body, files);
    Ok(draft)
}

fn wrong_type(kind: u64) -> Refusal {
    let message = format!("Value \"{kind}\" is not a response that this interaction takes.");
    Refusal::invalid_field("type", "BASE_TYPE_CHOICES", &message)
}
