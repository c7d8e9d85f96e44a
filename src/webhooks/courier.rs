//! Posting, with bounds on everything that another system can do to us.

use std::time::Duration;

use jiff::SignedDuration;
use reqwest::header::{CONTENT_TYPE, RETRY_AFTER};
use reqwest::{Client, Response, StatusCode, redirect};

use super::Letter;
use crate::config::WebhookUrl;

/// How long a post may take, with its answer.
const TIMEOUT: Duration = Duration::from_secs(10);
/// How long a connection may take to be made.
const CONNECTING: Duration = Duration::from_secs(5);
/// Of an answer, so many bytes are read, and so many characters are told.
const ANSWER: usize = 4 << 10;
const TOLD: usize = 200;
/// Whoever asks for more time than this is asked again all the same.
const LONGEST_WAIT: SignedDuration = SignedDuration::from_hours(1);

/// Posts to other systems. It goes where it is told and nowhere else.
#[derive(Debug, Clone)]
pub struct Courier(Client);

/// What became of a post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Delivery {
    /// It was taken.
    Taken,
    /// It was not, and will not be: why.
    Refused(String),
    /// It may be taken later: why it was not, and how long the other side wants to be left alone.
    Away(String, Option<SignedDuration>),
}

impl Courier {
    /// A courier, for the runtime that this is called on.
    ///
    /// # Panics
    /// When the machine has no usable TLS, without which there is nothing to do here.
    #[must_use]
    pub fn new() -> Self {
        let built = Client::builder()
            .connect_timeout(CONNECTING)
            .timeout(TIMEOUT)
            .redirect(redirect::Policy::none())
            .no_proxy()
            .user_agent(concat!("Firstline/", env!("CARGO_PKG_VERSION")))
            .build();
        Self(built.expect("rustls brings everything it needs"))
    }

    /// Posts a letter. No reason that is given has the address or `secret` in it.
    pub async fn deliver(&self, url: &WebhookUrl, letter: &Letter, secret: Option<&str>) -> Delivery {
        let mut request = self.0.post(url.expose()).header(CONTENT_TYPE, "application/json");
        for (name, value) in &letter.headers {
            request = request.header(*name, value);
        }
        match request.body(letter.body.clone()).send().await {
            Ok(response) => judged(response, secret).await,
            Err(error) if error.is_builder() => Delivery::Refused("the address cannot be used".to_owned()),
            Err(error) if error.is_timeout() => Delivery::Away("no answer in time".to_owned(), None),
            Err(error) if error.is_connect() => Delivery::Away("no connection".to_owned(), None),
            Err(_) => Delivery::Away("the connection broke".to_owned(), None),
        }
    }
}

impl Default for Courier {
    fn default() -> Self {
        Self::new()
    }
}

async fn judged(response: Response, secret: Option<&str>) -> Delivery {
    let status = response.status();
    let number = status.as_u16();
    if status.is_success() {
        return Delivery::Taken;
    }
    if passes(status) {
        return Delivery::Away(format!("status {number}"), wait(&response));
    }
    let said = said(response, secret).await;
    Delivery::Refused(if said.is_empty() { format!("status {number}") } else { format!("status {number}: {said}") })
}

/// Whether the same may be taken later.
fn passes(status: StatusCode) -> bool {
    status.is_server_error()
        || matches!(status, StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_EARLY | StatusCode::TOO_MANY_REQUESTS)
}

/// How long the other side wants to be left alone, in seconds.
fn wait(response: &Response) -> Option<SignedDuration> {
    let seconds = response.headers().get(RETRY_AFTER)?.to_str().ok()?.trim().parse().ok()?;
    Some(SignedDuration::from_secs(seconds).clamp(SignedDuration::ZERO, LONGEST_WAIT))
}

/// The beginning of an answer, in a line and without the secret.
async fn said(mut response: Response, secret: Option<&str>) -> String {
    let mut bytes = Vec::new();
    while bytes.len() < ANSWER
        && let Ok(Some(chunk)) = response.chunk().await
    {
        bytes.extend_from_slice(&chunk[..chunk.len().min(ANSWER - bytes.len())]);
    }
    let mut text = String::from_utf8_lossy(&bytes).into_owned();
    if let Some(secret) = secret.filter(|secret| !secret.is_empty()) {
        text = text.replace(secret, "…");
    }
    let line = text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
    line.collect::<Vec<_>>().join(" ").chars().take(TOLD).collect()
}
