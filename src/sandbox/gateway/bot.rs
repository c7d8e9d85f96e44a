//! A session of the bot on one connection: it identifies or resumes, then hears what happens.

use std::io::Write;
use std::sync::Arc;

use axum::extract::ws::{Message, Utf8Bytes, WebSocket};
use flate2::Compression;
use flate2::write::ZlibEncoder;
use futures_util::SinkExt;
use serde_json::{Value, json};
use tokio::sync::mpsc;
use twilight_model::gateway::Intents;

use super::Out;
use super::payload::{acknowledged, greet};
use super::session::{MOST_UNSENT, Session, Shard};
use super::socket::{
    ALREADY_AUTHENTICATED, DECODE_ERROR, DISALLOWED_INTENTS, INVALID_INTENTS, INVALID_SHARD, NoPayload, UNKNOWN_OPCODE,
    close, heard, send,
};
use crate::sandbox::core::Core;
use crate::sandbox::world::show;

/// A connection that has joined a session.
#[derive(Debug)]
pub(crate) struct Joined {
    session: String,
    link: u64,
    compressed: bool,
    pub(crate) out: mpsc::Receiver<Out>,
}

impl Joined {
    fn message(&self, text: Utf8Bytes) -> Message {
        if !self.compressed {
            return Message::Text(text);
        }
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
        // A vector takes everything.
        let packed = encoder.write_all(text.as_bytes()).and_then(|()| encoder.finish());
        packed.map_or(Message::Text(text), |packed| Message::Binary(packed.into()))
    }
}

/// Begins a session, or names the code by which the connection is closed.
pub(crate) fn identify(core: &Core, said: &Value) -> Result<Joined, u16> {
    let intents = said["intents"].as_u64().and_then(Intents::from_bits).ok_or(INVALID_INTENTS)?;
    let shard = match &said["shard"] {
        Value::Null => Shard { number: 0, of: 1 },
        shard => {
            let (number, of) = (shard[0].as_u64().ok_or(DECODE_ERROR)?, shard[1].as_u64().ok_or(DECODE_ERROR)?);
            Shard { number, of }
        }
    };
    if shard.number >= shard.of {
        return Err(INVALID_SHARD);
    }
    let (sender, out) = mpsc::channel(MOST_UNSENT);
    core.with(|state| {
        state.gateway.identified += 1;
        if intents.contains(Intents::MESSAGE_CONTENT) && !state.world.application.message_content {
            return Err(DISALLOWED_INTENTS);
        }
        // Who identifies anew has given up what it had.
        state.gateway.sessions.retain(|session| session.shard != shard || session.is_connected());
        let id = state.gateway.new_session_id();
        let compressed = state.gateway.compresses && said["compress"] == true;
        let mut session = Session::new(id.clone(), shard, intents);
        session.compressed = compressed;
        let link = session.connect(sender);
        greet(&state.world, &mut session);
        state.gateway.sessions.push(session);
        Ok(Joined { session: id, link, compressed, out })
    })
}

/// Goes on with a session: what it missed, then `RESUMED`. None when it cannot go on.
pub(crate) fn resume(core: &Core, said: &Value) -> Result<Option<Joined>, u16> {
    let id = said["session_id"].as_str().ok_or(DECODE_ERROR)?;
    let seq = said["seq"].as_u64().ok_or(DECODE_ERROR)?;
    let (sender, out) = mpsc::channel(MOST_UNSENT);
    core.with(|state| {
        let token = said["token"].as_str().unwrap_or_default();
        let token = token.strip_prefix("Bot ").unwrap_or(token);
        let is_bot = state.world.users.get(&state.world.application.bot).is_some_and(|bot| bot.token == token);
        let Some(session) = state.gateway.session_mut(id).filter(|session| is_bot && !session.ended) else {
            return Ok(None);
        };
        let link = session.connect(sender);
        if session.replay(seq).is_none() {
            state.gateway.forget(id);
            return Ok(None);
        }
        session.dispatch("RESUMED", "{}");
        if session.asked > *session.heard.borrow() {
            session.ask();
        }
        Ok(Some(Joined { session: id.to_owned(), link, compressed: session.compressed, out }))
    })
}

/// Carries the session until the connection ends.
pub(crate) async fn run(core: Arc<Core>, mut socket: WebSocket, mut joined: Joined) {
    let ended = carry(&core, &mut socket, &mut joined).await;
    core.with(|state| {
        if let Some(session) = state.gateway.session_mut(&joined.session) {
            session.disconnect(joined.link);
        }
        state.gateway.sessions.retain(|session| !session.ended || session.is_connected());
    });
    if let Some(code) = ended {
        close(socket, code).await;
    }
}

/// Names the code to close with; none when there is nothing left to close.
async fn carry(core: &Core, socket: &mut WebSocket, joined: &mut Joined) -> Option<Option<u16>> {
    loop {
        tokio::select! {
            biased;
            said = heard(socket) => match said? {
                Err(NoPayload::Garbled) => return Some(Some(DECODE_ERROR)),
                Err(NoPayload::Goodbye) => core.with(|state| {
                    if let Some(session) = state.gateway.session_mut(&joined.session) {
                        session.ended = true;
                    }
                }),
                Ok(said) => {
                    if let Some(code) = answer(core, socket, joined, &said).await {
                        return Some(Some(code));
                    }
                }
            },
            out = joined.out.recv() => match out {
                Some(Out::Text(text)) => tell(socket, text, joined).await?,
                Some(Out::Close(code)) => return Some(code),
                // Without a link it has fallen too far behind.
                Some(Out::Cut) | None => return None,
            },
        }
    }
}

/// Sends a text with all that wait behind it, then sees to it that they leave.
async fn tell(socket: &mut WebSocket, first: Utf8Bytes, joined: &mut Joined) -> Option<()> {
    socket.feed(joined.message(first)).await.ok()?;
    while let Ok(out) = joined.out.try_recv() {
        match out {
            Out::Text(text) => socket.feed(joined.message(text)).await.ok()?,
            Out::Close(code) => {
                socket.flush().await.ok()?;
                let frame = code.map(|code| axum::extract::ws::CloseFrame { code, reason: Utf8Bytes::default() });
                return socket.send(Message::Close(frame)).await.ok();
            }
            Out::Cut => return None,
        }
    }
    socket.flush().await.ok()
}

/// Answers what the bot says; names the code to close with where it may not say that.
async fn answer(core: &Core, socket: &mut WebSocket, joined: &Joined, said: &Value) -> Option<u16> {
    match said["op"].as_u64() {
        Some(1) => {
            let deaf = core.with(|state| {
                if let Some(session) = state.gateway.session_mut(&joined.session) {
                    session.heard(said["d"].as_u64().unwrap_or(0));
                }
                state.gateway.deaf
            });
            if !deaf {
                // A connection that is gone is noticed by the next read.
                let _ = send(socket, acknowledged()).await;
            }
            None
        }
        // Presence and voice: taken, without effect.
        Some(3 | 4) => None,
        Some(8) => {
            core.with(|state| {
                let Some(chunk) = members(&state.world, &said["d"]) else { return };
                if let Some(session) = state.gateway.session_mut(&joined.session) {
                    session.dispatch("GUILD_MEMBERS_CHUNK", &chunk.to_string());
                }
            });
            None
        }
        Some(2 | 6) => Some(ALREADY_AUTHENTICATED),
        Some(_) => Some(UNKNOWN_OPCODE),
        None => Some(DECODE_ERROR),
    }
}

/// The members that were asked for, by their ids or the beginning of their names.
fn members(world: &crate::sandbox::world::World, asked: &Value) -> Option<Value> {
    let guild = world.guilds.get(&asked["guild_id"].as_str()?.parse().ok()?)?;
    let begins = asked["query"].as_str();
    let ids: Option<Vec<&str>> = asked["user_ids"].as_array().map(|all| all.iter().filter_map(Value::as_str).collect());
    let wanted = |id: &String, name: &str| match (&ids, begins) {
        (Some(ids), _) => ids.contains(&id.as_str()),
        (None, begins) => name.starts_with(begins.unwrap_or_default()),
    };
    let found = guild.members.iter().filter_map(|(id, member)| {
        let user = world.users.get(id)?;
        wanted(&id.to_string(), &user.name).then(|| show::member(world, *id, member))
    });
    Some(json!({
        "guild_id": guild.id.to_string(),
        "members": found.collect::<Vec<_>>(),
        "chunk_index": 0,
        "chunk_count": 1,
        "nonce": asked["nonce"],
    }))
}
