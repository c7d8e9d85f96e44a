//! One session of the bot: what it was told, and whether it is connected. What it misses while it is not is kept, and
//! told when it resumes.

use std::collections::VecDeque;

use axum::extract::ws::Utf8Bytes;
use tokio::sync::{mpsc, watch};
use twilight_model::gateway::Intents;

use super::Out;

/// The events that a session can be told again.
const MOST_KEPT: usize = 8_192;
/// The events that can be on their way to a connection that does not read them; it is cut then.
pub(crate) const MOST_UNSENT: usize = 32_768;

/// Which part of the guilds a session is told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Shard {
    pub(crate) number: u64,
    pub(crate) of: u64,
}

#[derive(Debug)]
pub(crate) struct Session {
    pub(crate) id: String,
    pub(crate) shard: Shard,
    pub(crate) intents: Intents,
    /// The number of its latest event.
    pub(crate) seq: u64,
    kept: VecDeque<(u64, Utf8Bytes)>,
    link: Option<Link>,
    links: u64,
    /// The number that its latest heartbeat told.
    pub(crate) heard: watch::Sender<u64>,
    /// How many heartbeats came.
    pub(crate) beats: watch::Sender<u64>,
    /// A heartbeat was asked for until this number is heard.
    pub(crate) asked: u64,
    pub(crate) compressed: bool,
    /// It was declared invalid: nothing more is told, and it cannot be resumed.
    pub(crate) ended: bool,
}

#[derive(Debug)]
struct Link {
    number: u64,
    out: mpsc::Sender<Out>,
}

impl Session {
    pub(crate) fn new(id: String, shard: Shard, intents: Intents) -> Self {
        Self {
            id,
            shard,
            intents,
            seq: 0,
            kept: VecDeque::new(),
            link: None,
            links: 0,
            heard: watch::Sender::default(),
            beats: watch::Sender::default(),
            asked: 0,
            compressed: false,
            ended: false,
        }
    }

    pub(crate) fn is_connected(&self) -> bool {
        self.link.is_some()
    }

    /// Connects it; the number tells this connection from later ones.
    pub(crate) fn connect(&mut self, out: mpsc::Sender<Out>) -> u64 {
        self.links += 1;
        self.link = Some(Link { number: self.links, out });
        self.links
    }

    /// The connection of this number is gone.
    pub(crate) fn disconnect(&mut self, number: u64) {
        if self.link.as_ref().is_some_and(|link| link.number == number) {
            self.link = None;
        }
    }

    /// Tells an event: `data` is its JSON.
    pub(crate) fn dispatch(&mut self, kind: &str, data: &str) {
        if self.ended {
            return;
        }
        self.seq += 1;
        let frame = Utf8Bytes::from(format!(r#"{{"t":"{kind}","s":{},"op":0,"d":{data}}}"#, self.seq));
        self.kept.push_back((self.seq, frame.clone()));
        if self.kept.len() > MOST_KEPT {
            self.kept.pop_front();
        }
        self.send(Out::Text(frame));
    }

    /// Sends something that is no event; nothing when it is not connected.
    pub(crate) fn send(&mut self, out: Out) {
        let full = self.link.as_ref().is_some_and(|link| link.out.try_send(out).is_err());
        if full {
            self.link = None;
        }
    }

    /// Tells again what came after a number. Nothing when that is no longer known.
    pub(crate) fn replay(&mut self, after: u64) -> Option<()> {
        if after > self.seq || self.kept.front().is_some_and(|(oldest, _)| *oldest > after + 1) {
            return None;
        }
        let missed: Vec<Utf8Bytes> =
            self.kept.iter().filter(|(seq, _)| *seq > after).map(|(_, frame)| frame.clone()).collect();
        for frame in missed {
            self.send(Out::Text(frame));
        }
        Some(())
    }

    /// Asks for a heartbeat that tells the latest number.
    pub(crate) fn ask(&mut self) {
        self.asked = self.seq;
        self.send(Out::Text(Utf8Bytes::from_static(r#"{"op":1,"d":null,"s":null,"t":null}"#)));
    }

    pub(crate) fn heard(&mut self, seq: u64) {
        self.heard.send_if_modified(|heard| {
            let more = seq > *heard;
            *heard = (*heard).max(seq);
            more
        });
        self.beats.send_modify(|beats| *beats += 1);
    }
}
