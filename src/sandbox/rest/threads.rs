//! Threads and forum posts: opened, listed, joined.

use axum::http::Method;
use serde_json::json;
use twilight_model::guild::Permissions;

use super::call::{Answer, Call, Outcome, id};
use super::messages;
use super::refusal::Refusal;
use crate::sandbox::world::ids::{ChannelId, GuildId, MessageId, UserId};
use crate::sandbox::world::model::{Channel, Kind};
use crate::sandbox::world::threads::NewThread;
use crate::sandbox::world::{World, show};

const DEFAULT_AUTO_ARCHIVE_MINUTES: u64 = 4_320;
const MOST_NAME_CHARS: usize = 100;

/// Opens a thread from a message, on its own, or as a post in a forum together with its first message.
pub(crate) fn create(world: &mut World, call: &mut Call, parent: ChannelId, from: Option<MessageId>) -> Outcome {
    let who = call.caller.user()?;
    let forum = world.channel(parent)?.kind == Kind::Forum;
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
    let auto_archive_minutes = call.body["auto_archive_duration"].as_u64().unwrap_or(DEFAULT_AUTO_ARCHIVE_MINUTES);
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
    let needed = if member == who { Permissions::VIEW_CHANNEL } else { Permissions::SEND_MESSAGES_IN_THREADS };
    world.allow(who, thread, needed)?;
    let state = world.channel_mut(thread)?.thread.as_mut().ok_or_else(Refusal::unknown_channel)?;
    if call.method == Method::PUT {
        state.members.insert(member)
    } else {
        state.members.remove(&member)
    };
    Ok(Answer::NoContent)
}

fn listed(world: &World, who: UserId, threads: &[&Channel]) -> serde_json::Value {
    let joined = threads.iter().filter(|channel| channel.thread.as_ref().is_some_and(|t| t.members.contains(&who)));
    let members = joined.map(|channel| {
        json!({
            "id": channel.id.to_string(),
            "user_id": who.to_string(),
            "join_timestamp": crate::sandbox::world::ids::stamp(crate::sandbox::world::ids::made_at(channel.id)),
            "flags": 0,
        })
    });
    json!({
        "threads": threads.iter().map(|channel| show::channel(world, channel)).collect::<Vec<_>>(),
        "members": members.collect::<Vec<_>>(),
    })
}
