//! What whoever watches the bot asks it: whether it is well, what it has counted, and who is on call as a calendar.
//!
//! ```text
//! GET /healthz                       200 alive, 503 not; one sentence
//! GET /readyz                        200 at work, 503 not (yet); one sentence
//! GET /metrics                       what is counted and measured, as Prometheus reads it
//! GET /oncall/KEY/SCHEDULE.ics       a schedule as a calendar, for whoever knows the key
//! ```
//!
//! It reads and changes nothing. It is there before the bot is, so that one that cannot start says so here, too.

mod calendar;
mod health;
mod scrape;

use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio::time::Instant;

use self::health::Health;
use self::scrape::Meters;
use crate::config::CalendarKey;
use crate::discord::{Bot, Parts};

/// How long the store may take to say that it is there.
const STORE: Duration = Duration::from_secs(2);

/// Whoever watches is answered here until it is dropped.
#[derive(Debug)]
pub struct Server {
    watched: Arc<Watched>,
    address: SocketAddr,
    serving: JoinHandle<()>,
}

/// What is watched, as far as it is there yet.
#[derive(Debug)]
struct Watched {
    key: Option<CalendarKey>,
    parts: OnceLock<Parts>,
    bot: OnceLock<Arc<Bot>>,
    meters: Meters,
}

impl Server {
    /// Listens at an address; port 0 takes a free one. Without a key there are no calendars.
    ///
    /// # Errors
    /// When the address cannot be listened at.
    pub async fn start(at: SocketAddr, key: Option<CalendarKey>) -> io::Result<Self> {
        let listener = TcpListener::bind(at).await?;
        let address = listener.local_addr()?;
        let watched =
            Arc::new(Watched { key, parts: OnceLock::new(), bot: OnceLock::new(), meters: Meters::default() });
        let routes = Router::new()
            .route("/healthz", get(healthz))
            .route("/readyz", get(readyz))
            .route("/metrics", get(metrics))
            .route("/oncall/{key}/{file}", get(calendar::show))
            .with_state(Arc::clone(&watched));
        let serving = tokio::spawn(async move {
            // It only ends with the task.
            let _ = axum::serve(listener, routes).await;
        });
        Ok(Self { watched, address, serving })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Shows what the bot is made of, from when it has it.
    pub fn shows(&self, parts: Parts) {
        let _ = self.watched.parts.set(parts);
    }

    /// Shows a bot, from its first session on.
    pub fn meets(&self, bot: Arc<Bot>) {
        self.watched.meters.add(bot.counts());
        let _ = self.watched.bot.set(bot);
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

impl Watched {
    /// How it is. Asking the store is measured.
    async fn health(&self) -> Health {
        let Some(parts) = self.parts.get() else { return Health::Starting };
        let begun = Instant::now();
        let answered = tokio::time::timeout(STORE, parts.store.answers()).await;
        self.meters.asked_the_store(begun.elapsed());
        match answered {
            Ok(Ok(())) => {}
            Ok(Err(error)) => return Health::Store(error.to_string()),
            Err(_) => return Health::Store(format!("the store did not answer within {} s", STORE.as_secs())),
        }
        match self.bot.get() {
            None => Health::Starting,
            Some(bot) => Health::of(bot.pulse()),
        }
    }
}

/// What says that it is us: something else may listen where we are thought to.
pub const NAME: &str = "Firstline";

async fn healthz(State(watched): State<Arc<Watched>>) -> Response {
    let health = watched.health().await;
    said(health.is_alive(), &health)
}

async fn readyz(State(watched): State<Arc<Watched>>) -> Response {
    let health = watched.health().await;
    said(health == Health::Well, &health)
}

fn said(good: bool, health: &Health) -> Response {
    let status = if good { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, [(header::SERVER, NAME)], format!("{health}\n")).into_response()
}

async fn metrics(State(watched): State<Arc<Watched>>) -> Response {
    let health = watched.health().await;
    match watched.meters.show(&health, watched.parts.get(), watched.bot.get()).await {
        Ok(text) => ([(header::CONTENT_TYPE, scrape::CONTENT_TYPE)], text).into_response(),
        Err(error) => {
            tracing::error!("the metrics could not be written: {error}");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}
