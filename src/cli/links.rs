//! Following the links of the knowledge, to tell which are dead and which have moved.
//!
//! Each address is asked for once with HEAD, and with GET where a server does not like HEAD. Many are asked at once, but
//! few of one host. A redirect is not followed, because what matters is that the author writes down the new address;
//! only where nothing would be gained by that (a language put into the path, a short link) is the target looked at
//! instead.

use std::collections::HashMap;
use std::error::Error as _;
use std::sync::Arc;
use std::time::Duration;

use reqwest::header::{LOCATION, RETRY_AFTER};
use reqwest::{Client, ClientBuilder, Method, Response, StatusCode, Url};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use crate::knowledge::lint::{Finding, Link};
use crate::knowledge::problem::Severity;

/// Redirects that say nothing, one after the other, before the link is taken to lead nowhere.
const MOST_HOPS: usize = 5;

/// The longest that a server may make us wait before the second try.
const LONGEST_PAUSE: Duration = Duration::from_secs(10);

/// Hosts whose every address is there to be redirected.
const SHORTENERS: [&str; 4] = ["aka.ms", "bit.ly", "go.microsoft.com", "tinyurl.com"];

/// How hard the servers are worked.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    /// Requests under way at once.
    pub at_once: usize,
    /// Of these, requests to one host.
    pub per_host: usize,
    /// The wait before a second try, where the server does not name another.
    pub pause: Duration,
}

impl Default for Pace {
    fn default() -> Self {
        Self { at_once: 16, per_host: 2, pause: Duration::from_secs(1) }
    }
}

/// What came of following a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It leads to something.
    Alive,
    /// It leads elsewhere.
    Moved {
        /// The answer of the server.
        status: u16,
        /// Where it leads.
        to: String,
    },
    /// The server says that there is nothing, or nothing for us.
    Dead {
        /// The answer of the server.
        status: u16,
    },
    /// The server has no time for us or is broken, on the second try too: that says little about the link.
    Troubled {
        /// The answer of the server.
        status: u16,
    },
    /// There was no answer.
    Unreachable {
        /// Why, as far as is known.
        reason: String,
    },
}

impl Outcome {
    /// What there is to say about a link, if anything.
    pub fn finding(&self, link: &Link<'_>) -> Option<Finding> {
        let named = |status: &u16| {
            StatusCode::from_u16(*status)
                .ok()
                .and_then(|status| status.canonical_reason())
                .map_or_else(|| status.to_string(), |reason| format!("{status} {reason}"))
        };
        let (severity, rule, message, help) = match self {
            Self::Alive => return None,
            Self::Moved { status, to } => {
                let how = if is_permanent(*status) { "has moved" } else { "leads to another place for now" };
                let message = format!("{} {how} ({})", link.url, named(status));
                (Severity::Warning, "moved-link", message, format!("write the address that it leads to: {to}"))
            }
            Self::Dead { status } => {
                let message = format!("{} is dead ({})", link.url, named(status));
                (Severity::Error, "dead-link", message, "link to where it is said now, or remove the link".to_owned())
            }
            Self::Troubled { status } => {
                let message = format!("{} could not be looked at ({})", link.url, named(status));
                (Severity::Warning, "troubled-link", message, "try again later, or open it in a browser".to_owned())
            }
            Self::Unreachable { reason } => {
                let message = format!("{} cannot be reached: {reason}", link.url);
                let help = "see whether the name of the host is right, and whether it is there at all".to_owned();
                (Severity::Error, "dead-link", message, help)
            }
        };
        Some(Finding { severity, rule, article: link.article, at: link.at.clone(), message, help: Some(help) })
    }
}

/// The client for [`follow`]: it follows no redirect by itself and waits for no answer longer than `timeout`.
pub fn client(timeout: Duration) -> ClientBuilder {
    Client::builder()
        .user_agent(concat!("firstline/", env!("CARGO_PKG_VERSION"), " (link check)"))
        .redirect(reqwest::redirect::Policy::none())
        .timeout(timeout)
}

/// Follows all `urls`; the outcomes are in their order. `done` is called after each.
pub async fn follow(client: &Client, urls: &[Url], pace: Pace, mut done: impl FnMut()) -> Vec<Outcome> {
    let all = Arc::new(Semaphore::new(pace.at_once));
    let mut hosts: HashMap<String, Arc<Semaphore>> = HashMap::new();
    let mut tasks = JoinSet::new();
    for (number, url) in urls.iter().cloned().enumerate() {
        let host = url.host_str().unwrap_or_default().to_owned();
        let host = Arc::clone(hosts.entry(host).or_insert_with(|| Arc::new(Semaphore::new(pace.per_host))));
        let (client, all) = (client.clone(), Arc::clone(&all));
        tasks.spawn(async move {
            // The host first: who waits for a busy host must not keep others from going elsewhere. The semaphores are
            // never closed, so both are had in the end.
            let _host = host.acquire().await;
            let _all = all.acquire().await;
            (number, follow_one(&client, url, pace.pause).await)
        });
    }
    let mut outcomes = vec![Outcome::Alive; urls.len()];
    while let Some(finished) = tasks.join_next().await {
        if let Ok((number, outcome)) = finished {
            outcomes[number] = outcome;
        }
        done();
    }
    outcomes
}

async fn follow_one(client: &Client, url: Url, pause: Duration) -> Outcome {
    let mut at = url;
    for _ in 0..MOST_HOPS {
        let response = match ask(client, &at, pause).await {
            Ok(response) => response,
            Err(error) => return Outcome::Unreachable { reason: reason(&error) },
        };
        let status = response.status();
        if is_trouble(status) {
            return Outcome::Troubled { status: status.as_u16() };
        }
        if status.is_client_error() {
            return Outcome::Dead { status: status.as_u16() };
        }
        // 304 and the like are redirects by number only.
        let Some(to) = target(&at, &response).filter(|_| status.is_redirection()) else { return Outcome::Alive };
        if is_telling(&at, &to, status) {
            return Outcome::Moved { status: status.as_u16(), to: to.into() };
        }
        at = to;
    }
    Outcome::Unreachable { reason: format!("it is redirected more than {MOST_HOPS} times") }
}

/// The answer to HEAD, or to GET where that one is better, on the second try where the first comes to nothing.
async fn ask(client: &Client, url: &Url, pause: Duration) -> reqwest::Result<Response> {
    let first = ask_once(client, url).await;
    let pause = match &first {
        Ok(response) if is_trouble(response.status()) => wanted_pause(response).unwrap_or(pause),
        Err(error) if error.is_timeout() => pause,
        _ => return first,
    };
    tokio::time::sleep(pause.min(LONGEST_PAUSE)).await;
    ask_once(client, url).await
}

async fn ask_once(client: &Client, url: &Url) -> reqwest::Result<Response> {
    let response = client.request(Method::HEAD, url.clone()).send().await?;
    let status = response.status();
    // Servers that do not know HEAD say so in many ways: 405 and 501 by the book, 403 and 404 in fact.
    if status.is_client_error() && status != StatusCode::TOO_MANY_REQUESTS || status == StatusCode::NOT_IMPLEMENTED {
        return client.get(url.clone()).send().await;
    }
    Ok(response)
}

fn wanted_pause(response: &Response) -> Option<Duration> {
    let seconds = response.headers().get(RETRY_AFTER)?.to_str().ok()?.parse().ok()?;
    Some(Duration::from_secs(seconds))
}

fn target(from: &Url, response: &Response) -> Option<Url> {
    let location = response.headers().get(LOCATION)?.to_str().ok()?;
    let mut to = from.join(location).ok()?;
    to.set_fragment(None);
    Some(to)
}

fn is_trouble(status: StatusCode) -> bool {
    status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS
}

fn is_permanent(status: u16) -> bool {
    matches!(status, 301 | 308)
}

/// Whether the author should know of a redirect.
fn is_telling(from: &Url, to: &Url, status: StatusCode) -> bool {
    if from.host_str().is_some_and(|host| SHORTENERS.contains(&host)) {
        return false;
    }
    let same_host = from.host_str() == to.host_str();
    let only_language = same_host && without_language(to.path()) == without_language(from.path());
    if only_language && from.scheme() == to.scheme() {
        return false;
    }
    !same_host || is_permanent(status.as_u16())
}

/// The path without a first part that names a language, and without a last slash: `/en-us/azure/` is `/azure`.
fn without_language(path: &str) -> &str {
    let path = path.trim_end_matches('/');
    let Some((first, _)) = path.get(1..).and_then(|rest| rest.split_once('/')) else { return path };
    let is_language =
        matches!(first.as_bytes(), [a, b, b'-', c, d] if [a, b, c, d].iter().all(|l| l.is_ascii_alphabetic()));
    if is_language { &path[first.len() + 1..] } else { path }
}

/// The innermost cause says most: `dns error`, `connection refused`.
fn reason(error: &reqwest::Error) -> String {
    if error.is_timeout() {
        return "there is no answer in time".to_owned();
    }
    let mut cause = error.source();
    while let Some(inner) = cause.and_then(std::error::Error::source) {
        cause = Some(inner);
    }
    cause.map_or_else(|| error.to_string(), ToString::to_string)
}
