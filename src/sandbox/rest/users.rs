//! Users, and the direct conversations between them.

use serde_json::Value;

use super::call::{Answer, Call, Outcome, id};
use super::refusal::Refusal;
use crate::sandbox::world::ids::UserId;
use crate::sandbox::world::{World, show};

pub(crate) fn me(world: &World, call: &Call) -> Outcome {
    Ok(Answer::Json(show::me(world.user(call.caller.user()?)?)))
}

pub(crate) fn get(world: &World, call: &Call, user: UserId) -> Outcome {
    call.caller.user()?;
    Ok(Answer::Json(show::user(world.user(user)?)))
}

pub(crate) fn guilds(world: &World, call: &Call) -> Outcome {
    let who = call.caller.user()?;
    let mine = world.guilds.values().filter(|guild| guild.members.contains_key(&who));
    Ok(Answer::Json(mine.map(show::bare_guild).collect()))
}

pub(crate) fn directs(world: &World, call: &Call) -> Outcome {
    let who = call.person()?;
    let mine = world.directs.iter().filter(|((one, other), _)| *one == who || *other == who);
    let mine = mine.map(|((one, other), id)| show::direct(world, *id, if *one == who { *other } else { *one }));
    Ok(Answer::Json(mine.collect()))
}

/// `POST /users/@me/channels`: the conversation is opened even with one who takes no messages; sending is what fails.
pub(crate) fn open_direct(world: &mut World, call: &Call) -> Outcome {
    let who = call.caller.user()?;
    let recipients = call.body["recipients"].as_array().and_then(|all| all.first());
    let named = call.body.get("recipient_id").or(recipients).and_then(Value::as_str);
    let named =
        named.ok_or_else(|| Refusal::invalid_field("recipient_id", "BASE_TYPE_REQUIRED", "This field is required"))?;
    let other: UserId = id("recipient_id", named)?;
    world.user(other)?;
    if other == who {
        return Err(Refusal::cannot_message());
    }
    let channel = world.direct(who, other);
    Ok(Answer::Json(show::direct(world, channel, other)))
}
