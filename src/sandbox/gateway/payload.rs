//! What the gateway says at the beginning of a session.

use std::time::Duration;

use axum::extract::ws::Utf8Bytes;
use serde_json::{Value, json};
use twilight_model::gateway::Intents;

use super::session::Session;
use crate::sandbox::rest::gateway::url;
use crate::sandbox::world::World;
use crate::sandbox::world::ids::UserId;
use crate::sandbox::world::show;

/// The most that may come in one payload, in bytes.
pub(crate) const MOST_BYTES: usize = 4_096;

pub(crate) fn hello(every: Duration) -> Utf8Bytes {
    let every_ms = every.as_millis() as u64;
    json!({"op": 10, "d": {"heartbeat_interval": every_ms}, "s": null, "t": null}).to_string().into()
}

pub(crate) fn acknowledged() -> Utf8Bytes {
    Utf8Bytes::from_static(r#"{"op":11,"d":null,"s":null,"t":null}"#)
}

pub(crate) fn reconnect() -> Utf8Bytes {
    Utf8Bytes::from_static(r#"{"op":7,"d":null,"s":null,"t":null}"#)
}

pub(crate) fn invalid_session(resumable: bool) -> Utf8Bytes {
    json!({"op": 9, "d": resumable, "s": null, "t": null}).to_string().into()
}

/// Begins a session of the bot: what it is, then each guild of its shard.
pub(crate) fn greet(world: &World, session: &mut Session) {
    let bot = world.application.bot;
    let shard = session.shard;
    let guilds: Vec<_> = world.guilds.values().filter(|guild| shard.has(Some(guild.id))).collect();
    let ready = json!({
        "v": 10,
        "user": world.users.get(&bot).map(show::me),
        "guilds": guilds.iter().map(|guild| json!({"id": guild.id.to_string(), "unavailable": true})).collect::<Vec<_>>(),
        "private_channels": [],
        "session_id": session.id,
        "session_type": "normal",
        "resume_gateway_url": url(world),
        "shard": [shard.number, shard.of],
        "application": show::application_flags(world),
    });
    session.dispatch("READY", &ready.to_string());
    if session.intents.contains(Intents::GUILDS) {
        let all_members = session.intents.contains(Intents::GUILD_MEMBERS);
        for guild in guilds {
            session.dispatch("GUILD_CREATE", &show::guild(world, guild, bot, all_members).to_string());
        }
    }
}

/// The first event of a person's session: all that they can see.
pub(crate) fn ready_for(world: &World, person: UserId, session_id: &str) -> Value {
    let mine = world.guilds.values().filter(|guild| guild.members.contains_key(&person));
    let guilds: Vec<Value> = mine.map(|guild| show::guild(world, guild, person, true)).collect();
    let directs = world.directs.iter().filter(|((one, other), _)| *one == person || *other == person);
    let directs =
        directs.map(|((one, other), id)| show::direct(world, *id, if *one == person { *other } else { *one }));
    json!({
        "v": 10,
        "user": world.users.get(&person).map(show::me),
        "guilds": guilds,
        "private_channels": directs.collect::<Vec<_>>(),
        "users": world.users.values().map(show::user).collect::<Vec<_>>(),
        "relationships": [],
        "session_id": session_id,
        "session_type": "normal",
        "resume_gateway_url": url(world),
    })
}
