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
                // A browser keeps the part of the page that was asked for; so should the author.
                let part = link.url.split_once('#').map_or_else(String::new, |(_, part)| format!("#{part}"));
                let (how, help) = if is_permanent(*status) {
                    ("has moved", "write its new address")
                } else {
                    ("leads to another place for now", "if it is to stay so, write the address that it leads to")
                };
                let message = format!("{} {how} ({})", link.url, named(status));
                (Severity::Warning, "moved-link", message, format!("{help}: {to}{part}"))
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
                let help = "open it in a browser, and mend the address or remove the link".to_owned();
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

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use axum::Router;
    use axum::http::HeaderMap;
    use axum::routing::{any, get};
    use insta::assert_snapshot;

    use super::*;
    use crate::knowledge::lint::FieldPath;

    /// Nothing here answers slower than at once, but for what never answers.
    const TIMEOUT: Duration = Duration::from_millis(300);
    const PACE: Pace = Pace { at_once: 4, per_host: 2, pause: Duration::ZERO };

    /// Serves the routes on loopback; gives the address of the server.
    async fn serve(routes: Router) -> Url {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("loopback can be listened on");
        let address = listener.local_addr().expect("a listener has an address");
        tokio::spawn(async move { axum::serve(listener, routes).await });
        Url::parse(&format!("http://{address}")).expect("an address makes a URL")
    }

    async fn outcomes(base: &Url, paths: &[&str]) -> Vec<Outcome> {
        let client = client(TIMEOUT).no_proxy().build().expect("the client can be built");
        let urls: Vec<Url> = paths.iter().map(|path| base.join(path).expect("a path joins")).collect();
        let mut count = 0;
        let outcomes = follow(&client, &urls, PACE, || count += 1).await;
        assert_eq!(count, urls.len());
        outcomes
    }

    /// What the author is told about each path, without the port that differs from run to run.
    async fn told(base: &Url, paths: &[&str]) -> String {
        let outcomes = outcomes(base, paths).await;
        let lines = paths.iter().zip(outcomes).map(|(path, outcome)| {
            let url = base.join(path).expect("a path joins");
            match outcome.finding(&Link { article: 0, at: FieldPath::default(), url: url.as_str() }) {
                None => format!("{path}: nothing"),
                Some(finding) => {
                    let Finding { severity, rule, message, help, .. } = finding;
                    format!("{severity}[{rule}]: {message}; {}", help.unwrap_or_default())
                }
            }
        });
        lines.collect::<Vec<_>>().join("\n").replace(base.as_str(), "http://server/")
    }

    fn redirect(status: u16, to: &'static str) -> axum::routing::MethodRouter {
        let status = StatusCode::from_u16(status).expect("a redirect has a status");
        any(move || async move { (status, [(LOCATION, to)]) })
    }

    fn answer(status: u16) -> axum::routing::MethodRouter {
        let status = StatusCode::from_u16(status).expect("an answer has a status");
        any(move || async move { status })
    }

    #[tokio::test]
    async fn a_link_that_leads_to_something_is_not_mentioned() {
        let head_refused = get(|| async { "here" }).head(|| async { StatusCode::METHOD_NOT_ALLOWED });
        let head_unknown = get(|| async { "here" }).head(|| async { StatusCode::NOT_FOUND });
        let base = serve(
            Router::new()
                .route("/here", answer(200))
                .route("/head-refused", head_refused)
                .route("/head-unknown", head_unknown),
        )
        .await;
        assert_snapshot!(told(&base, &["here", "head-refused", "head-unknown"]).await, @"
        here: nothing
        head-refused: nothing
        head-unknown: nothing
        ");
    }

    #[tokio::test]
    async fn a_link_that_has_moved_is_told_with_its_new_address() {
        let base = serve(
            Router::new()
                .route("/old", redirect(301, "/new"))
                .route("/older", redirect(308, "http://elsewhere.test/new#part"))
                .route("/for-now", redirect(302, "http://elsewhere.test/")),
        )
        .await;
        assert_snapshot!(told(&base, &["old", "older#b", "for-now"]).await, @"
        warning[moved-link]: http://server/old has moved (301 Moved Permanently); write its new address: http://server/new
        warning[moved-link]: http://server/older#b has moved (308 Permanent Redirect); write its new address: http://elsewhere.test/new#b
        warning[moved-link]: http://server/for-now leads to another place for now (302 Found); if it is to stay so, write the address that it leads to: http://elsewhere.test/
        ");
    }

    #[tokio::test]
    async fn a_redirect_that_says_nothing_is_followed_to_its_end() {
        let base = serve(
            Router::new()
                .route("/docs/agent", redirect(301, "/en-us/docs/agent"))
                .route("/en-us/docs/agent", answer(200))
                .route("/docs/gone", redirect(301, "/en-us/docs/gone/"))
                .route("/session", redirect(302, "/session/2"))
                .route("/session/2", answer(200))
                .route("/round", redirect(302, "/round")),
        )
        .await;
        assert_snapshot!(told(&base, &["docs/agent", "docs/gone", "session", "round"]).await, @"
        docs/agent: nothing
        error[dead-link]: http://server/docs/gone is dead (404 Not Found); link to where it is said now, or remove the link
        session: nothing
        error[dead-link]: http://server/round cannot be reached: it is redirected more than 5 times; open it in a browser, and mend the address or remove the link
        ");
    }

    #[tokio::test]
    async fn a_dead_link_is_an_error() {
        let base = serve(Router::new().route("/gone", answer(410)).route("/private", answer(403))).await;
        assert_snapshot!(told(&base, &["missing", "gone", "private"]).await, @"
        error[dead-link]: http://server/missing is dead (404 Not Found); link to where it is said now, or remove the link
        error[dead-link]: http://server/gone is dead (410 Gone); link to where it is said now, or remove the link
        error[dead-link]: http://server/private is dead (403 Forbidden); link to where it is said now, or remove the link
        ");
    }

    #[tokio::test]
    async fn a_server_in_trouble_gets_a_second_try() {
        let asked = Arc::new(AtomicUsize::new(0));
        let recovers = {
            let asked = Arc::clone(&asked);
            any(move || async move {
                match asked.fetch_add(1, Ordering::Relaxed) {
                    0 => (StatusCode::TOO_MANY_REQUESTS, HeaderMap::from_iter([(RETRY_AFTER, 0.into())])),
                    _ => (StatusCode::OK, HeaderMap::new()),
                }
            })
        };
        let base = serve(Router::new().route("/recovers", recovers).route("/broken", answer(503))).await;
        assert_snapshot!(told(&base, &["recovers", "broken"]).await, @"
        recovers: nothing
        warning[troubled-link]: http://server/broken could not be looked at (503 Service Unavailable); try again later, or open it in a browser
        ");
        assert_eq!(asked.load(Ordering::Relaxed), 2);
    }

    #[tokio::test]
    async fn no_answer_is_an_error() {
        let base = serve(Router::new().route("/slow", any(std::future::pending::<()>))).await;
        assert_snapshot!(told(&base, &["slow"]).await, @"error[dead-link]: http://server/slow cannot be reached: there is no answer in time; open it in a browser, and mend the address or remove the link");

        let nobody = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("loopback can be listened on");
        let address = nobody.local_addr().expect("a listener has an address");
        drop(nobody);
        let base = Url::parse(&format!("http://{address}")).expect("an address makes a URL");
        assert!(matches!(outcomes(&base, &["x"]).await[..], [Outcome::Unreachable { .. }]));
    }

    #[tokio::test]
    async fn one_host_is_asked_by_no_more_than_its_share() {
        let (under_way, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let counting = {
            let (under_way, most) = (Arc::clone(&under_way), Arc::clone(&most));
            any(move || async move {
                most.fetch_max(under_way.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                for _ in 0..20 {
                    tokio::task::yield_now().await;
                }
                under_way.fetch_sub(1, Ordering::SeqCst);
            })
        };
        let base = serve(Router::new().route("/{number}", counting)).await;
        let paths: Vec<String> = (0..20).map(|number| number.to_string()).collect();
        let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
        assert_eq!(outcomes(&base, &paths).await, vec![Outcome::Alive; 20]);
        assert_eq!(most.load(Ordering::SeqCst), PACE.per_host);
    }
}
