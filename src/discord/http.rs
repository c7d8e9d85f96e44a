//! What requests are made with.

use std::time::Duration;

use serenity::all::{Http, HttpBuilder, Ratelimiter};

use super::counts::Counts;
use super::running::Connection;

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
