//! The gateway: who is connected, and what each of them is told.

pub(crate) mod bot;
pub(crate) mod control;
pub(crate) mod payload;
pub(crate) mod session;
pub(crate) mod socket;

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::ws::Utf8Bytes;
use serde_json::Value;
use tokio::sync::broadcast;
use tokio::time::Instant;
use twilight_model::gateway::Intents;

use self::session::{Session, Shard};
use super::rest::messages::blank;
use super::world::World;
use super::world::event::{Event, ForBot, ForPeople};
use super::world::ids::{GuildId, UserId};

/// The events that a person's client may fall behind before it misses some.
const MOST_UNREAD: usize = 4_096;

/// How often a client is to say that it lives.
const HEARTBEAT_EVERY: Duration = Duration::from_millis(41_250);

/// All sessions, of the bot and of people.
#[derive(Debug)]
pub(crate) struct Gateway {
    pub(crate) sessions: Vec<Session>,
    people: HashMap<UserId, broadcast::Sender<Arc<Told>>>,
    pub(crate) heartbeat_every: Duration,
    /// What is told is compressed for those that asked for it, each payload a zlib stream of its own.
    pub(crate) compresses: bool,
    /// Heartbeats go unanswered.
    pub(crate) deaf: bool,
    /// New connections are refused until then.
    pub(crate) refuses_until: Option<Instant>,
    /// How often the bot identified.
    pub(crate) identified: u64,
    /// How often it did so too soon.
    pub(crate) too_soon: u64,
    /// When a shard of each group identified last.
    last_of_group: HashMap<u64, Instant>,
    next_session: u64,
}

/// An event as a person's client gets it.
#[derive(Debug)]
pub(crate) struct Told {
    pub(crate) kind: &'static str,
    pub(crate) json: String,
}

impl Default for Gateway {
    fn default() -> Self {
        Self {
            sessions: Vec::new(),
            people: HashMap::new(),
            heartbeat_every: HEARTBEAT_EVERY,
            compresses: false,
            deaf: false,
            refuses_until: None,
            identified: 0,
            too_soon: 0,
            last_of_group: HashMap::new(),
            next_session: 0,
        }
    }
}

/// Between two identifications of a group of shards.
const BETWEEN_IDENTIFICATIONS: Duration = Duration::from_secs(5);

impl Gateway {
    /// Whether a shard that identifies now is too soon, where there are so many groups. It is taken note of.
    pub(crate) fn is_too_soon(&mut self, shard: u64, groups: u64) -> bool {
        let now = Instant::now();
        let last = self.last_of_group.get(&(shard % groups));
        let too_soon = last.is_some_and(|last| now - *last < BETWEEN_IDENTIFICATIONS);
        if too_soon {
            self.too_soon += 1;
        } else {
            self.last_of_group.insert(shard % groups, now);
        }
        too_soon
    }

    /// Tells an event to all who may hear it.
    pub(crate) fn publish(&mut self, world: &World, event: &Event) {
        let mut texts = Texts { data: &event.data, whole: None, blanked: None };
        let mut shared: Option<Arc<Told>> = None;
        if let ForBot::With { intents, channel, blanks } = event.bot
            && channel.is_none_or(|channel| world.can_see(world.application.bot, channel))
        {
            for session in self.sessions.iter_mut().filter(|session| session.shard.has(event.guild)) {
                if !intents.is_empty() && !session.intents.intersects(intents) {
                    continue;
                }
                let blanked = blanks && !session.intents.contains(Intents::MESSAGE_CONTENT);
                session.dispatch(event.kind, if blanked { texts.blanked() } else { texts.whole() });
            }
        }
        for (person, told) in &self.people {
            let hears = match event.people {
                ForPeople::Nobody => false,
                ForPeople::All => true,
                ForPeople::One(one) => one == *person,
                ForPeople::WhoSee(channel) => world.can_see(*person, channel),
                ForPeople::In(guild) => {
                    world.guilds.get(&guild).is_some_and(|guild| guild.members.contains_key(person))
                }
            };
            if hears && told.receiver_count() > 0 {
                let one =
                    shared.get_or_insert_with(|| Arc::new(Told { kind: event.kind, json: texts.whole().to_owned() }));
                // No one listening any more is no error.
                let _ = told.send(Arc::clone(one));
            }
        }
    }

    /// Listens as a person's client does.
    pub(crate) fn listen(&mut self, person: UserId) -> broadcast::Receiver<Arc<Told>> {
        self.people.retain(|_, told| told.receiver_count() > 0);
        self.people.entry(person).or_insert_with(|| broadcast::channel(MOST_UNREAD).0).subscribe()
    }

    pub(crate) fn session_mut(&mut self, id: &str) -> Option<&mut Session> {
        self.sessions.iter_mut().find(|session| session.id == id)
    }

    pub(crate) fn new_session_id(&mut self) -> String {
        self.next_session += 1;
        format!(
            "{:032x}",
            u128::from(self.next_session) << 64 | u128::from(self.next_session.wrapping_mul(0x9e37_79b9))
        )
    }

    pub(crate) fn forget(&mut self, id: &str) {
        self.sessions.retain(|session| session.id != id);
    }
}

/// An event's data as text: made once, and only if it is needed.
struct Texts<'e> {
    data: &'e Value,
    whole: Option<String>,
    blanked: Option<String>,
}

impl Texts<'_> {
    fn whole(&mut self) -> &str {
        self.whole.get_or_insert_with(|| self.data.to_string())
    }

    fn blanked(&mut self) -> &str {
        self.blanked.get_or_insert_with(|| {
            let mut data = self.data.clone();
            blank(&mut data);
            data.to_string()
        })
    }
}

impl Shard {
    /// Whether it is told of a guild; of direct conversations the first shard is.
    fn has(self, guild: Option<GuildId>) -> bool {
        guild.map_or(0, |guild| (guild.get() >> 22) % self.of) == self.number
    }
}

/// What is to be done with a connection.
#[derive(Clone, Debug)]
pub(crate) enum Out {
    Text(Utf8Bytes),
    /// Close it, with a code or without.
    Close(Option<u16>),
    /// Cut it without a word.
    Cut,
}
