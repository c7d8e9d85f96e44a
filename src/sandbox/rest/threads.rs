//! Threads and forum posts: opened, listed, joined.

use axum::http::Method;
use serde_json::{Value, json};
use twilight_model::guild::Permissions;

use super::call::{Answer, Call, Outcome, id};
use super::messages;
use super::refusal::Refusal;
use crate::sandbox::world::ids::{ChannelId, GuildId, MessageId, UserId, made_at, stamp};
use crate::sandbox::world::model::{Channel, Kind};
use crate::sandbox::world::threads::NewThread;
use crate::sandbox::world::{World, show};

const DEFAULT_AUTO_ARCHIVE_MINUTES: u64 = 4_320;
const AUTO_ARCHIVE_MINUTES: [u64; 4] = [60, 1_440, 4_320, 10_080];
const MOST_NAME_CHARS: usize = 100;

/// Opens a thread from a message, on its own, or as a post in a forum together with its first message.
pub(crate) fn create(world: &mut World, call: &mut Call, parent: ChannelId, from: Option<MessageId>) -> Outcome {
    let who = call.caller.user()?;
    let forum = match world.channel(parent)?.kind {
        Kind::Forum if from.is_none() => true,
        Kind::Text => false,
        _ => return Err(Refusal::wrong_channel_type()),
    };
    let private =
        !forum && from.is_none() && (call.body["type"] == 12 || (call.body["type"].is_null() && call.caller.is_bot()));
    let needed = match (forum, private) {
        (true, _) => Permissions::SEND_MESSAGES,
        (false, true) => Permissions::CREATE_PRIVATE_THREADS,
        (false, false) => Permissions::CREATE_PUBLIC_THREADS,
    };
    world.allow(who, parent, needed)?;
    let name = call.text("name").unwrap_or_default().to_owned();
    if !(1..=MOST_NAME_CHARS).contains(&name.chars().count()) {
        let message = format!("Must be between 1 and {MOST_NAME_CHARS} in length.");
        return Err(Refusal::invalid_field("name", "BASE_TYPE_BAD_LENGTH", &message));
    }
    let auto_archive_minutes = auto_archive_minutes(call)?.unwrap_or(DEFAULT_AUTO_ARCHIVE_MINUTES);
    let kind = if private { Kind::PrivateThread } else { Kind::PublicThread };
    let first = if forum { Some(messages::post(world, call, parent)?) } else { None };
    let thread = world.open_thread(NewThread { parent, owner: who, name, kind, auto_archive_minutes, from })?;
    let mut shown = show::channel(world, world.channel(thread)?);
    if let Some(mut first) = first {
        first.channel = thread;
        first.id = Some(thread.cast());
        let sent = world.send(first)?;
        shown["message"] = show::message(world, world.message(thread, sent)?);
    }
    Ok(Answer::Created(shown))
}

/// After how many minutes without a word a thread is to be archived, where the body says so.
pub(crate) fn auto_archive_minutes(call: &Call) -> Result<Option<u64>, Refusal> {
    let said = &call.body["auto_archive_duration"];
    match said.as_u64() {
        None if said.is_null() => Ok(None),
        Some(minutes) if AUTO_ARCHIVE_MINUTES.contains(&minutes) => Ok(Some(minutes)),
        _ => {
            let message = "Value must be one of {60, 1440, 4320, 10080}.";
            Err(Refusal::invalid_field("auto_archive_duration", "BASE_TYPE_CHOICES", message))
        }
    }
}

/// The threads of a guild that are not archived.
pub(crate) fn active(world: &World, call: &Call, guild: GuildId) -> Outcome {
    let who = call.caller.user()?;
    let threads = world.guild(guild)?.threads.iter().filter(|id| world.can_see(who, **id));
    let threads: Vec<&Channel> = threads.filter_map(|id| world.channels.get(id)).collect();
    Ok(Answer::Json(listed(world, who, &threads)))
}

/// The public threads of a channel that are archived, the latest first.
pub(crate) fn archived(world: &World, call: &Call, parent: ChannelId) -> Outcome {
    let who = call.caller.user()?;
    world.allow(who, parent, Permissions::READ_MESSAGE_HISTORY)?;
    let below = world.channels.values().filter(|channel| channel.parent == Some(parent));
    let archived = below.filter(|channel| channel.thread.as_ref().is_some_and(|thread| thread.archived));
    let mut threads: Vec<&Channel> = archived.filter(|channel| channel.kind == Kind::PublicThread).collect();
    threads.sort_by_key(|channel| std::cmp::Reverse(channel.id));
    let mut shown = listed(world, who, &threads);
    shown["has_more"] = json!(false);
    Ok(Answer::Json(shown))
}

/// Joins a thread or leaves it, oneself or another.
pub(crate) fn join_or_leave(world: &mut World, call: &Call, thread: ChannelId, named: &str) -> Outcome {
    let who = call.caller.user()?;
    let member: UserId = if named == "@me" { who } else { id("user_id", named)? };
    world.user(member)?;
    let joins = call.method == Method::PUT;
    let state = world.channel(thread)?.thread.as_ref().ok_or_else(Refusal::wrong_channel_type)?;
    let own_private = world.channel(thread)?.kind == Kind::PrivateThread && state.owner == who;
    let needed = match (member == who, joins) {
        (true, _) => Permissions::VIEW_CHANNEL,
        (false, true) => Permissions::SEND_MESSAGES_IN_THREADS,
        (false, false) if own_private => Permissions::VIEW_CHANNEL,
        (false, false) => Permissions::MANAGE_THREADS,
    };
    let archived = state.archived;
    world.allow(who, thread, needed)?;
    if archived {
        return Err(Refusal::thread_archived());
    }
    if joins {
        world.joins_thread(thread, member)?;
    } else {
        world.leaves_thread(thread, member)?;
    }
    Ok(Answer::NoContent)
}

/// Who is in a thread.
pub(crate) fn members(world: &World, call: &Call, thread: ChannelId) -> Outcome {
    world.allow(call.caller.user()?, thread, Permissions::VIEW_CHANNEL)?;
    let state = world.channel(thread)?.thread.as_ref().ok_or_else(Refusal::wrong_channel_type)?;
    Ok(Answer::Json(state.members.iter().map(|who| member_of(thread, *who)).collect()))
}

/// One who is in a thread.
pub(crate) fn member(world: &World, call: &Call, thread: ChannelId, named: &str) -> Outcome {
    let who = call.caller.user()?;
    world.allow(who, thread, Permissions::VIEW_CHANNEL)?;
    let member: UserId = if named == "@me" { who } else { id("user_id", named)? };
    let state = world.channel(thread)?.thread.as_ref().ok_or_else(Refusal::wrong_channel_type)?;
    if state.members.contains(&member) {
        Ok(Answer::Json(member_of(thread, member)))
    } else {
        Err(Refusal::unknown_member())
    }
}

fn member_of(thread: ChannelId, who: UserId) -> Value {
    json!({"id": thread.to_string(), "user_id": who.to_string(), "join_timestamp": stamp(made_at(thread)), "flags": 0})
}

fn listed(world: &World, who: UserId, threads: &[&Channel]) -> Value {
    let joined = threads.iter().filter(|channel| channel.thread.as_ref().is_some_and(|t| t.members.contains(&who)));
    json!({
        "threads": threads.iter().map(|channel| show::channel(world, channel)).collect::<Vec<_>>(),
        "members": joined.map(|channel| member_of(channel.id, who)).collect::<Vec<_>>(),
    })
}
