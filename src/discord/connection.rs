//! How Discord is reached, and what is said where it cannot be.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;
use std::time::Duration;

use serenity::all::{Http, HttpBuilder, Ratelimiter};

use super::counts::Counts;
use crate::config::{ApiUrl, Token};

/// How a bot is connected.
pub struct Connection {
    /// What Discord knows the bot by.
    pub token: Token,
    /// The shards of this process and how many there are in all; none to have as many as Discord asks for.
    pub shards: Option<Shards>,
    /// Where Discord is, where that is not its own address.
    pub api_url: Option<ApiUrl>,
    /// Makes what requests are made with: its own time limits hold, and it should use no proxy.
    pub client: Arc<dyn Fn() -> reqwest::Client + Send + Sync>,
}

impl fmt::Debug for Connection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Connection")
            .field("shards", &self.shards)
            .field("api_url", &self.api_url)
            .finish_non_exhaustive()
    }
}

/// The shards of one process.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shards {
    /// Those of this process.
    pub here: Range<u32>,
    /// How many there are in all processes together.
    pub total: u32,
}

/// Why the bot stopped without being asked to, in one sentence for whoever runs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stopped(pub String);

/// Said where Discord does not hand over what people write.
pub(super) const NO_CONTENT: &str = "the Message Content intent is off: Firstline cannot read pastes in channels and goes on with \
     slash commands, \"Find the fix\", mentions and direct messages; turn it on under Bot → Privileged Gateway Intents in \
     Discord's developer portal, and start again";

/// Said where Discord does not take the token.
pub(super) const NO_TOKEN: &str =
    "Discord does not know this token: copy it anew from Bot → Reset Token in Discord's developer portal";

/// How long a connection may take to be made.
const CONNECTING: Duration = Duration::from_secs(5);
/// How long a request may take, files sent with it included.
const REQUEST: Duration = Duration::from_secs(30);

/// What requests to Discord are made with. Connections live on the runtime that opened them, so all are made on that one.
pub(super) fn http(connection: &Connection, counts: &Counts) -> Http {
    let client = (connection.client)();
    let mut limiter = Ratelimiter::new(client.clone(), format!("Bot {}", connection.token.expose()));
    let waiting = counts.waiting();
    limiter.set_ratelimit_callback(Box::new(move |wait| waiting(wait.timeout)));
    let mut http = HttpBuilder::new(connection.token.expose()).client(client).ratelimiter(limiter);
    if let Some(url) = &connection.api_url {
        // With its limiter on, serenity goes to Discord's own address whatever it is told.
        http = http.proxy(url.as_str()).ratelimiter_disabled(true);
    }
    http.build()
}

/// What requests are made with where nothing else is wanted.
///
/// # Panics
/// When the machine has no usable TLS, without which there is nothing to do here.
#[must_use]
pub fn client() -> reqwest::Client {
    let built = reqwest::Client::builder().connect_timeout(CONNECTING).timeout(REQUEST).no_proxy().build();
    built.expect("rustls brings everything it needs")
}

/// What attachments are fetched with: it goes where it is told and nowhere else.
pub(super) fn files() -> reqwest::Client {
    let stay = reqwest::redirect::Policy::none();
    let built = reqwest::Client::builder().connect_timeout(CONNECTING).redirect(stay).no_proxy().build();
    built.expect("rustls brings everything it needs")
}
