//! A Discord in a box: REST, gateway and files on loopback, with a world of people that a test or a web page acts for.
//!
//! It knows nothing of the bot: it is Discord. Its types and limits come from `twilight`, not from the bot's own library,
//! so that a mistake cannot hide on both sides. A bot is pointed at [`Sandbox::url`] with [`Sandbox::bot_token`].
//!
//! ```text
//! bot ── REST, gateway ──▶ rest, gateway ─▶ world ◀─ people ◀── Person (in-process), page (Discord's user paths)
//! ```
//!
//! `world` is pure state; `rest` reads requests and does them in it; `gateway` tells what came of it. Everything
//! happens behind one lock, so that all hear things in the order they happened.

mod cdn;
mod clock;
mod core;
mod faults;
mod gateway;
mod limits;
mod log;
pub mod page;
mod people;
mod ratelimit;
mod rest;
mod wire;
mod world;

#[cfg(test)]
mod tests;

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{any, get};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

pub use self::clock::Clock;
use self::core::Core;
pub use self::faults::{Fault, Faults};
pub use self::gateway::control::{GatewayControl, SessionState};
pub use self::log::{Recorded, Violation};
pub use self::people::{Choice, NewMessage, Person, PersonEvent, SeenMessage};
pub use self::rest::refusal::Refusal;
use self::wire::{Cut, Door};
pub use self::world::files::NewFile;
pub use self::world::ids::{ApplicationId, AttachmentId, ChannelId, GuildId, InteractionId, MessageId, RoleId, UserId};
pub use self::world::model::FileBody;
pub use self::world::{Ping, World};

/// A running Discord in a box. Dropping it ends it.
#[derive(Debug)]
pub struct Sandbox {
    core: Arc<Core>,
    address: SocketAddr,
    tasks: [JoinHandle<()>; 2],
}

impl Sandbox {
    /// Starts a world at an address; port 0 takes a free one. Fails when the address cannot be listened at.
    pub async fn start(world: World, at: SocketAddr) -> io::Result<Self> {
        Self::start_with(world, at, Router::new()).await
    }

    /// Starts a world with more routes beside its own, such as those of a web page.
    pub async fn start_with(mut world: World, at: SocketAddr, more: Router) -> io::Result<Self> {
        let listener = TcpListener::bind(at).await?;
        let address = listener.local_addr()?;
        world.base_url = format!("http://{address}");
        let core = Arc::new(Core::new(world));
        let routes = Router::new()
            .route("/api/v10/{*path}", any(rest::handle))
            .route("/gateway", get(gateway::socket::connect))
            .route("/gateway/", get(gateway::socket::connect))
            .route("/cdn/attachments/{channel}/{file}/{name}", get(cdn::get))
            .route("/sandbox/people", get(people::list))
            .route("/sandbox/clock", get(people::clock::show).post(people::clock::step))
            .layer(DefaultBodyLimit::disable())
            .with_state(Arc::clone(&core))
            .merge(page::router())
            .merge(more);
        let service = routes.into_make_service_with_connect_info::<Cut>();
        let server = tokio::spawn(async move {
            // It only ends with the task.
            let _ = axum::serve(Door(listener), service).await;
        });
        let timed = Arc::clone(&core);
        let timer = tokio::spawn(async move { timed.keep_time().await });
        Ok(Self { core, address, tasks: [server, timer] })
    }

    /// `http://127.0.0.1:port`: the bot's Discord, and the page's address.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The token that the bot must present.
    pub fn bot_token(&self) -> String {
        self.core.with(|state| {
            let bot = state.world.application.bot;
            state.world.users.get(&bot).map(|bot| bot.token.clone()).unwrap_or_default()
        })
    }

    /// The id of the bot's application.
    pub fn application(&self) -> ApplicationId {
        self.core.with(|state| state.world.application.id)
    }

    /// The commands that the bot has registered for all servers, as Discord's JSON.
    pub fn commands(&self) -> Vec<serde_json::Value> {
        self.core.with(|state| state.world.commands.list(None).to_vec())
    }

    /// Acts for a person and sees what they see, from now on.
    ///
    /// # Panics
    ///
    /// Where no such person is in the world: the name is the caller's own.
    pub fn person(&self, name: &str) -> Person {
        Person::new(Arc::clone(&self.core), name)
    }

    /// A channel by its name, with or without `#`, or by its id.
    pub fn channel(&self, name: &str) -> Option<ChannelId> {
        self.core.with(|state| state.world.channel_named(name).ok())
    }

    /// The bot's requests, the latest ones that the log keeps.
    pub fn requests(&self) -> Vec<Arc<Recorded>> {
        self.core.with(|state| state.log.all())
    }

    /// How many requests the bot made since the start.
    pub fn requests_made(&self) -> u64 {
        *self.core.requests.borrow()
    }

    /// Waits until the log has at least `count` requests of a method (`*`: any) to a path; patterns are those of
    /// [`Faults::next`].
    pub async fn requested(&self, method: &str, pattern: &str, count: usize) {
        let asked_for =
            |made: &Arc<Recorded>| (method == "*" || made.method == method) && faults::fits(pattern, &made.path);
        let mut made = self.core.requests.subscribe();
        // The sandbox outlives the wait.
        let _ = made.wait_for(|_| self.requests().iter().filter(|made| asked_for(made)).count() >= count).await;
    }

    /// What the bot did that it must not.
    pub fn violations(&self) -> Vec<Violation> {
        self.core.with(|state| state.world.violations.clone())
    }

    /// Everyone who was notified, by people's messages and the bot's.
    pub fn pings(&self) -> Vec<Ping> {
        self.core.with(|state| state.world.pings.clone())
    }

    /// The sandbox's time.
    pub fn clock(&self) -> &Clock {
        &self.core.clock
    }

    /// What goes wrong with the next requests.
    pub fn faults(&self) -> &Faults {
        &self.core.faults
    }

    /// What goes wrong with the gateway.
    pub fn gateway(&self) -> GatewayControl {
        GatewayControl { core: Arc::clone(&self.core) }
    }

    /// Waits until the bot has received all that it was told so far; see [`GatewayControl::everything_heard`].
    pub async fn everything_heard(&self) {
        self.gateway().everything_heard().await;
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        self.tasks.iter().for_each(JoinHandle::abort);
    }
}
