//! What a test does to the gateway: cuts, closes, forgets, falls silent, says what no Discord would.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::ws::Utf8Bytes;
use tokio::time::Instant;

use super::payload::{invalid_session, reconnect};
use super::{Gateway, Out};
use crate::sandbox::core::Core;

/// The gateway in a test's hands.
#[derive(Clone, Debug)]
pub struct GatewayControl {
    pub(crate) core: Arc<Core>,
}

/// One session of the bot, as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionState {
    /// The session's id.
    pub id: String,
    /// Its shard: which, of how many.
    pub shard: (u64, u64),
    /// Whether it has a connection now.
    pub connected: bool,
    /// The number of the latest event it was told.
    pub dispatched: u64,
    /// The number that its latest heartbeat told.
    pub heard: u64,
}

/// Close codes after which a session cannot be resumed.
const ENDS_THE_SESSION: [u16; 10] = [1000, 1001, 4003, 4004, 4007, 4009, 4010, 4011, 4013, 4014];

impl GatewayControl {
    /// Cuts all connections of the bot without a word. Its sessions live on.
    pub fn cut(&self) {
        self.to_all(&Out::Cut);
    }

    /// Closes all connections of the bot with a code. Where Discord ends the session with it, so does this.
    pub fn close(&self, code: u16) {
        self.to_all(&Out::Close(Some(code)));
        if ENDS_THE_SESSION.contains(&code) {
            self.end_sessions();
        }
    }

    /// Closes all connections of the bot without a code.
    pub fn close_without_code(&self) {
        self.to_all(&Out::Close(None));
    }

    /// Asks the bot to connect anew (op 7).
    pub fn ask_to_reconnect(&self) {
        self.to_all(&Out::Text(reconnect()));
    }

    /// Declares the bot's sessions invalid (op 9); those that are not resumable are forgotten.
    pub fn invalidate(&self, resumable: bool) {
        self.to_all(&Out::Text(invalid_session(resumable)));
        if !resumable {
            self.end_sessions();
        }
    }

    /// Refuses new connections for so long.
    pub fn refuse_for(&self, time: Duration) {
        self.core.with(|state| state.gateway.refuses_until = Some(Instant::now() + time));
    }

    /// Leaves heartbeats without an answer, or answers them again.
    pub fn withhold_acknowledgements(&self, withhold: bool) {
        self.core.with(|state| state.gateway.deaf = withhold);
    }

    /// Compresses what sessions that begin from now on are told, where they asked for it, as Discord itself does.
    pub fn compress(&self, compress: bool) {
        self.core.with(|state| state.gateway.compresses = compress);
    }

    /// How often clients that connect from now on are to send a heartbeat.
    pub fn set_heartbeat(&self, every: Duration) {
        self.core.with(|state| state.gateway.heartbeat_every = every);
    }

    /// Tells the bot an event made by hand; `data` is put into the payload as it is, be it JSON or not.
    pub fn dispatch(&self, kind: &str, data: &str) {
        self.core.with(|state| {
            for session in &mut state.gateway.sessions {
                session.dispatch(kind, data);
            }
        });
    }

    /// Tells the bot all events of its sessions once more, as to one that resumes with the number 0.
    pub fn repeat_everything(&self) {
        self.core.with(|state| {
            for session in &mut state.gateway.sessions {
                // What is too far back to be known is not repeated.
                let _ = session.replay(0);
            }
        });
    }

    /// Sends a text as it is, outside of the numbered events.
    pub fn send_raw(&self, text: &str) {
        self.to_all(&Out::Text(Utf8Bytes::from(text)));
    }

    /// The bot's sessions, those without a connection too.
    pub fn sessions(&self) -> Vec<SessionState> {
        let shown = |gateway: &Gateway| {
            let sessions = gateway.sessions.iter().filter(|session| !session.ended);
            let state = |session: &super::session::Session| SessionState {
                id: session.id.clone(),
                shard: (session.shard.number, session.shard.of),
                connected: session.is_connected(),
                dispatched: session.seq,
                heard: *session.heard.borrow(),
            };
            sessions.map(state).collect()
        };
        self.core.with(|state| shown(&state.gateway))
    }

    /// How often the bot identified since the start.
    pub fn identified(&self) -> u64 {
        self.core.with(|state| state.gateway.identified)
    }

    /// How often the bot identified sooner than Discord lets it.
    pub fn too_soon(&self) -> u64 {
        self.core.with(|state| state.gateway.too_soon)
    }

    /// Waits until every session of the bot has shown, by a heartbeat, that it received all that it was told so far. One
    /// that is not connected is waited for; one that was given up is not.
    pub async fn everything_heard(&self) {
        let asked: Vec<_> = self.core.with(|state| {
            let ask = |session: &mut super::session::Session| {
                session.ask();
                let mut beats = session.beats.subscribe();
                beats.mark_unchanged();
                (session.seq, session.heard.subscribe(), beats)
            };
            state.gateway.sessions.iter_mut().filter(|session| !session.ended).map(ask).collect()
        });
        for (seq, mut heard, mut beats) in asked {
            // An error means that the session is gone.
            let _ = heard.wait_for(|heard| *heard >= seq).await;
            // Nor is one that is asked again about what it has heard already taken at its word.
            let _ = beats.changed().await;
        }
    }

    fn end_sessions(&self) {
        self.core.with(|state| state.gateway.sessions.iter_mut().for_each(|session| session.ended = true));
    }

    fn to_all(&self, out: &Out) {
        self.core.with(|state| state.gateway.sessions.iter_mut().for_each(|session| session.send(out.clone())));
    }
}
