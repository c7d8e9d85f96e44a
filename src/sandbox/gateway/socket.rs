//! One connection to the gateway: hello, then a session of the bot or of a person, until either side ends it.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::extract::ws::{CloseFrame, Message, Utf8Bytes, WebSocket, WebSocketUpgrade};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::Value;
use tokio::sync::broadcast;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::{Instant, timeout};

use super::payload::{MOST_BYTES, acknowledged, hello, invalid_session, ready_for};
use super::{Told, bot};
use crate::sandbox::core::Core;

/// Close codes, as Discord numbers them.
pub(crate) const UNKNOWN_OPCODE: u16 = 4001;
pub(crate) const DECODE_ERROR: u16 = 4002;
const NOT_AUTHENTICATED: u16 = 4003;
const AUTHENTICATION_FAILED: u16 = 4004;
pub(crate) const ALREADY_AUTHENTICATED: u16 = 4005;
pub(crate) const INVALID_SEQ: u16 = 4007;
pub(crate) const TOO_SLOW: u16 = 4008;
pub(crate) const INVALID_SHARD: u16 = 4010;
pub(crate) const INVALID_INTENTS: u16 = 4013;
pub(crate) const DISALLOWED_INTENTS: u16 = 4014;

/// How long the other side may take to agree to a close.
const CLOSE_WITHIN: Duration = Duration::from_secs(2);

/// `GET /gateway`, upgraded.
pub(crate) async fn connect(State(core): State<Arc<Core>>, upgrade: WebSocketUpgrade) -> Response {
    let refused = core.with(|state| state.gateway.refuses_until.is_some_and(|until| until > Instant::now()));
    if refused {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    upgrade.on_upgrade(move |socket| run(core, socket))
}

async fn run(core: Arc<Core>, mut socket: WebSocket) {
    let every = core.with(|state| state.gateway.heartbeat_every);
    if send(&mut socket, hello(every)).await.is_none() {
        return;
    }
    while let Some(said) = heard(&mut socket).await {
        let Ok(said) = said else { return close(socket, Some(DECODE_ERROR)).await };
        match said["op"].as_u64() {
            Some(1) => {
                if send(&mut socket, acknowledged()).await.is_none() {
                    return;
                }
            }
            Some(2) if is_too_soon(&core, &said["d"]) => {
                if send(&mut socket, invalid_session(false)).await.is_none() {
                    return;
                }
            }
            Some(2) => return identify(core, socket, &said["d"]).await,
            Some(6) => match bot::resume(&core, &said["d"]) {
                Ok(Some(joined)) => return bot::run(core, socket, joined).await,
                Ok(None) => {
                    if send(&mut socket, invalid_session(false)).await.is_none() {
                        return;
                    }
                }
                Err(code) => return close(socket, Some(code)).await,
            },
            Some(_) => return close(socket, Some(NOT_AUTHENTICATED)).await,
            None => return close(socket, Some(DECODE_ERROR)).await,
        }
    }
}

/// Whether a shard identifies sooner than it may, in a world that looks at that.
fn is_too_soon(core: &Core, said: &Value) -> bool {
    core.with(|state| {
        let groups = state.world.max_concurrency.filter(|_| said["shard"].is_array());
        groups.is_some_and(|groups| state.gateway.is_too_soon(said["shard"][0].as_u64().unwrap_or_default(), groups))
    })
}

async fn identify(core: Arc<Core>, socket: WebSocket, said: &Value) {
    let token = said["token"].as_str().unwrap_or_default();
    let token = token.strip_prefix("Bot ").unwrap_or(token);
    let known =
        core.with(|state| state.world.users.values().find(|user| user.token == token).map(|user| (user.id, user.bot)));
    match known {
        None => close(socket, Some(AUTHENTICATION_FAILED)).await,
        Some((_, true)) => match bot::identify(&core, said) {
            Ok(joined) => bot::run(core, socket, joined).await,
            Err(code) => close(socket, Some(code)).await,
        },
        Some((person, false)) => {
            // Listening begins with what is seen, so that nothing falls between the two.
            let (ready, told) = core.with(|state| {
                let session = state.gateway.new_session_id();
                (ready_for(&state.world, person, &session), state.gateway.listen(person))
            });
            run_person(&core, socket, &ready, told).await;
        }
    }
}

/// A person's session: all they can see, then everything that happens.
async fn run_person(core: &Core, mut socket: WebSocket, ready: &Value, mut told: broadcast::Receiver<Arc<Told>>) {
    let mut seq: u64 = 1;
    let ready = format!(r#"{{"t":"READY","s":1,"op":0,"d":{ready}}}"#);
    if send(&mut socket, ready.into()).await.is_none() {
        return;
    }
    loop {
        tokio::select! {
            event = told.recv() => match event {
                Ok(event) => {
                    seq += 1;
                    let frame = format!(r#"{{"t":"{}","s":{seq},"op":0,"d":{}}}"#, event.kind, event.json);
                    if send(&mut socket, frame.into()).await.is_none() {
                        return;
                    }
                }
                Err(RecvError::Lagged(_)) => return close(socket, Some(TOO_SLOW)).await,
                Err(RecvError::Closed) => return close(socket, None).await,
            },
            said = heard(&mut socket) => match said {
                None => return,
                Some(Err(NoPayload::Garbled)) => return close(socket, Some(DECODE_ERROR)).await,
                // The answer to a close is sent while the rest is read.
                Some(Err(NoPayload::Goodbye)) => {}
                Some(Ok(said)) => {
                    let beat = said["op"] == 1 && !core.with(|state| state.gateway.deaf);
                    if beat && send(&mut socket, acknowledged()).await.is_none() {
                        return;
                    }
                }
            },
        }
    }
}

/// What the other side sent that is no payload.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NoPayload {
    /// Nobody can read it.
    Garbled,
    /// It will not come back to this session: it closed with 1000 or 1001.
    Goodbye,
}

/// The next payload that the other side sends; none when the connection has ended.
pub(crate) async fn heard(socket: &mut WebSocket) -> Option<Result<Value, NoPayload>> {
    loop {
        let text = match socket.recv().await?.ok()? {
            Message::Text(text) if text.len() <= MOST_BYTES => text,
            Message::Text(_) | Message::Binary(_) => return Some(Err(NoPayload::Garbled)),
            Message::Close(Some(CloseFrame { code: 1000 | 1001, .. })) => return Some(Err(NoPayload::Goodbye)),
            // The answer to a close is sent while the rest is read.
            Message::Ping(_) | Message::Pong(_) | Message::Close(_) => continue,
        };
        return Some(serde_json::from_str(&text).map_err(|_| NoPayload::Garbled));
    }
}

pub(crate) async fn send(socket: &mut WebSocket, text: Utf8Bytes) -> Option<()> {
    socket.send(Message::Text(text)).await.ok()
}

/// Closes a connection and waits, not for ever, until the other side agrees.
pub(crate) async fn close(mut socket: WebSocket, code: Option<u16>) {
    let frame = code.map(|code| CloseFrame { code, reason: Utf8Bytes::from_static(reason(code)) });
    if socket.send(Message::Close(frame)).await.is_ok() {
        let _ = timeout(CLOSE_WITHIN, async { while let Some(Ok(_)) = socket.recv().await {} }).await;
    }
}

fn reason(code: u16) -> &'static str {
    match code {
        UNKNOWN_OPCODE => "Unknown opcode.",
        DECODE_ERROR => "Error while decoding payload.",
        NOT_AUTHENTICATED => "Not authenticated.",
        AUTHENTICATION_FAILED => "Authentication failed.",
        ALREADY_AUTHENTICATED => "Already authenticated.",
        INVALID_SEQ => "Invalid seq.",
        TOO_SLOW => "You are being rate limited.",
        INVALID_SHARD => "Invalid shard.",
        INVALID_INTENTS => "Invalid intent(s).",
        DISALLOWED_INTENTS => "Disallowed intent(s).",
        _ => "",
    }
}
