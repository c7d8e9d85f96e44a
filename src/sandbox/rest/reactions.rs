//! Reactions to messages.

use axum::http::Method;
use twilight_model::guild::Permissions;

use super::call::{Answer, Call, Outcome};
use crate::sandbox::world::ids::{ChannelId, MessageId};
use crate::sandbox::world::{World, show};

/// Adds one's own reaction, or takes it back.
pub(crate) fn own(world: &mut World, call: &Call, channel: ChannelId, message: MessageId, emoji: &str) -> Outcome {
    let who = call.caller.user()?;
    let added = call.method == Method::PUT;
    world.allow(who, channel, Permissions::READ_MESSAGE_HISTORY)?;
    let known = world.message(channel, message)?.reactions.iter().any(|reaction| reaction.emoji == emoji);
    if added && !known {
        world.allow(who, channel, Permissions::ADD_REACTIONS)?;
    }
    world.react(channel, message, who, emoji, added)?;
    Ok(Answer::NoContent)
}

pub(crate) fn list(world: &World, call: &Call, channel: ChannelId, message: MessageId, emoji: &str) -> Outcome {
    world.allow(call.caller.user()?, channel, Permissions::READ_MESSAGE_HISTORY)?;
    let reactions = world.message(channel, message)?.reactions.iter();
    let by = reactions.filter(|reaction| reaction.emoji == emoji).flat_map(|reaction| &reaction.by);
    Ok(Answer::Json(by.map(|user| show::user_by_id(world, *user)).collect()))
}
