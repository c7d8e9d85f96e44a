//! Messages: sent, listed, edited and deleted, by the bot and by people alike.

use std::sync::Arc;

use serde_json::Value;
use twilight_model::guild::Permissions;

use super::call::{Answer, Call, Caller, Outcome};
use super::refusal::Refusal;
use crate::sandbox::limits::message as limits;
use crate::sandbox::world::files::NewFile;
use crate::sandbox::world::ids::{ChannelId, MessageId};
use crate::sandbox::world::mentions::Policy;
use crate::sandbox::world::messages::{Draft, Edit, Part, REPLY};
use crate::sandbox::world::model::{Attachment, Kind, Message};
use crate::sandbox::world::{World, show};

/// The messages that one page has unless asked otherwise, and at most.
const PAGE: usize = 50;
const MOST_A_PAGE: usize = 100;

pub(crate) fn create(world: &mut World, call: &mut Call, channel: ChannelId) -> Outcome {
    if world.channel(channel)?.kind == Kind::Forum {
        return Err(Refusal::non_text_channel());
    }
    let who = call.caller.user()?;
    world.allow_writing(who, channel)?;
    if call.body["enforce_nonce"] == true
        && let Some(earlier) = world.sent_with_nonce(channel, who, &call.body["nonce"])
    {
        return Ok(Answer::Json(show::message(world, earlier)));
    }
    world.allow_so_soon(who, channel)?;
    let mut draft = draft(world, call, channel)?;
    if let Some(to) = call.body.get("message_reference").filter(|reference| !reference.is_null()) {
        let to_id = to["message_id"].as_str().and_then(|id| id.parse().ok());
        let found = to_id.filter(|id| world.message(channel, *id).is_ok_and(|message| message.only_for.is_none()));
        if found.is_none() && to["fail_if_not_exists"] != false {
            return Err(Refusal::invalid_field("message_reference", "REPLIES_UNKNOWN_MESSAGE", "Unknown message"));
        }
        if !world.permissions(who, channel).contains(Permissions::READ_MESSAGE_HISTORY) {
            return Err(Refusal::cannot_reply_unread());
        }
        draft.reply_to = found;
        draft.kind = if found.is_some() { REPLY } else { 0 };
    }
    let sent = world.send(draft)?;
    Ok(Answer::Json(show::message(world, world.message(channel, sent)?)))
}

/// The first message of a forum's post: its body stands under `message`.
pub(crate) fn post(world: &mut World, call: &mut Call, channel: ChannelId) -> Result<Draft, Refusal> {
    let Some(inner) = call.body.get_mut("message").map(Value::take) else {
        return Err(Refusal::invalid_field("message", "BASE_TYPE_REQUIRED", "This field is required"));
    };
    let outer = std::mem::replace(&mut call.body, inner);
    let drafted = draft(world, call, channel);
    let inner = std::mem::replace(&mut call.body, outer);
    call.body["message"] = inner;
    drafted
}

fn draft(world: &mut World, call: &mut Call, channel: ChannelId) -> Result<Draft, Refusal> {
    let who = call.caller.user()?;
    world.note_unknown(call, limits::check(&call.body, &call.files)?);
    let files = std::mem::take(&mut call.files);
    let body = &call.body;
    let permissions = world.permissions(who, channel);
    let (embeds, components) =
        (list_of(body, "embeds").unwrap_or_default(), list_of(body, "components").unwrap_or_default());
    if (!embeds.is_empty() && !permissions.contains(Permissions::EMBED_LINKS))
        || (!files.is_empty() && !permissions.contains(Permissions::ATTACH_FILES))
    {
        return Err(Refusal::missing_permissions());
    }
    let mut draft = Draft::new(channel, who);
    body["content"].as_str().unwrap_or_default().clone_into(&mut draft.content);
    draft.embeds = with_types(embeds);
    draft.components = components;
    draft.flags = body["flags"].as_u64().unwrap_or(0) & (1 << 2 | 1 << 12 | 1 << 15);
    draft.nonce = body.get("nonce").filter(|nonce| !nonce.is_null()).cloned();
    draft.policy = Policy::read(body.get("allowed_mentions"), false);
    if draft.content.trim().is_empty() && draft.embeds.is_empty() && draft.components.is_empty() && files.is_empty() {
        return Err(Refusal::empty_message());
    }
    draft.attachments = keep(world, channel, body, files);
    Ok(draft)
}

pub(crate) fn list_of(body: &Value, key: &str) -> Option<Vec<Value>> {
    match body.get(key)? {
        Value::Array(list) => Some(list.clone()),
        _ => Some(Vec::new()),
    }
}

/// Every embed that a bot sends is a rich one.
pub(crate) fn with_types(mut embeds: Vec<Value>) -> Vec<Value> {
    for embed in embeds.iter_mut().filter_map(Value::as_object_mut) {
        embed.insert("type".to_owned(), Value::from("rich"));
    }
    embeds
}

/// Keeps the files of a request, each with what its entry in `attachments` says of it.
pub(crate) fn keep(
    world: &mut World,
    channel: ChannelId,
    body: &Value,
    files: Vec<(u64, NewFile)>,
) -> Vec<Arc<Attachment>> {
    let said = body["attachments"].as_array().cloned().unwrap_or_default();
    let mut kept = Vec::new();
    for (number, mut file) in files {
        let entry = said.iter().find(|entry| is_number(&entry["id"], number));
        if let Some(name) = entry.and_then(|entry| entry["filename"].as_str()) {
            name.clone_into(&mut file.name);
        }
        let description = entry.and_then(|entry| entry["description"].as_str()).map(str::to_owned);
        kept.push(world.keep_file(channel, file, description));
    }
    kept
}

/// Whether an id in a body is this number, written either way.
pub(crate) fn is_number(id: &Value, number: u64) -> bool {
    id.as_u64().or_else(|| id.as_str()?.parse().ok()) == Some(number)
}

/// What an edit's body changes. `attachments` names those that stay; new files are added.
pub(crate) fn edit_of(
    world: &mut World,
    call: &mut Call,
    channel: ChannelId,
    id: MessageId,
    in_interaction: bool,
) -> Result<Edit, Refusal> {
    let files = std::mem::take(&mut call.files);
    let body = &call.body;
    let old = world.message(channel, id)?.attachments.clone();
    let attachments = match body.get("attachments").and_then(Value::as_array) {
        None if files.is_empty() => None,
        None => Some(old),
        Some(said) => {
            Some(old.into_iter().filter(|file| said.iter().any(|e| is_number(&e["id"], file.id.get()))).collect())
        }
    };
    let attachments = attachments.map(|mut kept: Vec<_>| {
        kept.extend(keep(world, channel, body, files));
        kept
    });
    let edit = Edit {
        content: body.get("content").map(|content| content.as_str().unwrap_or_default().to_owned()),
        embeds: list_of(body, "embeds").map(with_types),
        components: list_of(body, "components"),
        attachments,
        flags: body["flags"].as_u64(),
        policy: body.get("allowed_mentions").map(|said| Policy::read(Some(said), in_interaction)),
    };
    if leaves_nothing(world.message(channel, id)?, &edit) { Err(Refusal::empty_message()) } else { Ok(edit) }
}

fn leaves_nothing(of: &Message, edit: &Edit) -> bool {
    edit.content.as_ref().unwrap_or(&of.content).trim().is_empty()
        && edit.embeds.as_ref().unwrap_or(&of.embeds).is_empty()
        && edit.components.as_ref().unwrap_or(&of.components).is_empty()
        && edit.attachments.as_ref().unwrap_or(&of.attachments).is_empty()
}

fn page(world: &World, call: &Call, channel: ChannelId) -> Outcome {
    let most = call.query("limit").unwrap_or(PAGE);
    if !(1..=MOST_A_PAGE).contains(&most) {
        let message = format!("int value should be between 1 and {MOST_A_PAGE}.");
        return Err(Refusal::invalid_field("limit", "NUMBER_TYPE_RANGE", &message));
    }
    let part = match (call.query("before"), call.query("after"), call.query("around")) {
        (Some(id), ..) => Part::Before(id),
        (_, Some(id), _) => Part::After(id),
        (_, _, Some(id)) => Part::Around(id),
        _ => Part::Latest,
    };
    let found = world.messages(channel, part, most)?;
    Ok(Answer::Json(
        found.into_iter().map(|message| readable(world, call.caller, show::message(world, message))).collect(),
    ))
}

pub(crate) fn list(world: &World, call: &Call, channel: ChannelId) -> Outcome {
    let who = call.caller.user()?;
    world.allow(who, channel, Permissions::VIEW_CHANNEL)?;
    if !world.permissions(who, channel).contains(Permissions::READ_MESSAGE_HISTORY) {
        return Ok(Answer::Json(Value::Array(Vec::new())));
    }
    page(world, call, channel)
}

pub(crate) fn get(world: &World, call: &Call, channel: ChannelId, message: MessageId) -> Outcome {
    let who = call.caller.user()?;
    world.allow(who, channel, Permissions::READ_MESSAGE_HISTORY)?;
    let found = world.message(channel, message)?;
    if found.only_for.is_some_and(|person| person != who) {
        return Err(Refusal::unknown_message());
    }
    Ok(Answer::Json(readable(world, call.caller, show::message(world, found))))
}

pub(crate) fn edit(world: &mut World, call: &mut Call, channel: ChannelId, message: MessageId) -> Outcome {
    let who = call.caller.user()?;
    world.allow(who, channel, Permissions::VIEW_CHANNEL)?;
    let found = world.message(channel, message)?;
    if found.only_for.is_some() {
        return Err(Refusal::unknown_message());
    }
    if found.author != who {
        return Err(Refusal::not_the_author());
    }
    if world.channel(channel)?.thread.as_ref().is_some_and(|thread| thread.archived) {
        return Err(Refusal::thread_archived());
    }
    world.note_unknown(call, limits::check(&call.body, &call.files)?);
    world.allow_old_edit(channel, message)?;
    let edit = edit_of(world, call, channel, message, false)?;
    world.edit(channel, message, edit)?;
    Ok(Answer::Json(show::message(world, world.message(channel, message)?)))
}

pub(crate) fn delete(world: &mut World, call: &Call, channel: ChannelId, message: MessageId) -> Outcome {
    let who = call.caller.user()?;
    let found = world.message(channel, message)?;
    if found.only_for.is_some_and(|person| person != who) {
        return Err(Refusal::unknown_message());
    }
    let own = found.author == who || found.only_for == Some(who);
    world.allow(who, channel, if own { Permissions::VIEW_CHANNEL } else { Permissions::MANAGE_MESSAGES })?;
    world.delete(channel, message)?;
    Ok(Answer::NoContent)
}

/// A message as the caller may read it: a bot without the Message Content intent gets others' messages without their
/// text, but for those that mention it.
fn readable(world: &World, caller: Caller, mut shown: Value) -> Value {
    let Caller::Bot(bot) = caller else { return shown };
    let direct =
        shown["channel_id"].as_str().and_then(|id| id.parse().ok()).is_some_and(|id| world.guild_of(id).is_none());
    let id = bot.to_string();
    let mentioned = shown["mentions"].as_array().is_some_and(|all| all.iter().any(|user| user["id"] == id));
    if !world.application.message_content && !direct && !mentioned && shown["author"]["id"] != id {
        blank(&mut shown);
    }
    shown
}

/// Takes out of a message what only the Message Content intent lets a bot read.
pub(crate) fn blank(shown: &mut Value) {
    let Some(fields) = shown.as_object_mut() else { return };
    fields.insert("content".to_owned(), Value::from(""));
    for key in ["embeds", "attachments", "components"] {
        fields.insert(key.to_owned(), Value::Array(Vec::new()));
    }
}
