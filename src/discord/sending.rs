//! Requests that must not be lost to a moment's trouble.
//!
//! serenity tries nothing twice. What may be done twice without harm is tried again here when Discord or the network
//! fails: sends carry a nonce, edits and deletions come to the same. What would show twice is tried again only where it
//! was surely not done. What Discord refuses is not tried again.

use std::collections::HashMap;
use std::future::Future;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use serenity::all::{
    ApplicationId, ChannelId, CreateCommand, CreateMessage, Error, Http, HttpError, LightMethod, MessageId, Request,
    Route, StatusCode,
};

use super::counts::Counts;
use super::gate::Asked;
use super::waiting::{HeldBack, patiently};

/// How long to wait before each further attempt. An interaction's token outlives their sum, and so does a nonce.
const PAUSES: [Duration; 4] =
    [Duration::from_millis(150), Duration::from_millis(600), Duration::from_millis(2500), Duration::from_secs(8)];

/// How long a channel is left alone that Discord refused us.
const LEFT_ALONE: SignedDuration = SignedDuration::from_mins(10);
/// Refused channels remembered at once.
const REMEMBERED: usize = 10_000;

/// Discord's codes that we tell apart (API reference, "JSON error codes").
pub(super) mod code {
    /// The channel is gone.
    pub(crate) const UNKNOWN_CHANNEL: isize = 10003;
    /// The message is gone.
    pub(crate) const UNKNOWN_MESSAGE: isize = 10008;
    /// The interaction was answered before.
    pub(crate) const ALREADY_ANSWERED: isize = 40060;
    /// They are not in that server.
    pub(crate) const UNKNOWN_MEMBER: isize = 10007;
    /// The role is gone.
    pub(crate) const UNKNOWN_ROLE: isize = 10011;
    /// The user is gone.
    pub(crate) const UNKNOWN_USER: isize = 10013;
    /// They take no direct messages from us.
    pub(crate) const CANNOT_DM: isize = 50007;
    /// There is no server that they and we are in.
    pub(crate) const NO_MUTUAL_GUILD: isize = 50278;
    /// We may not see that.
    pub(crate) const MISSING_ACCESS: isize = 50001;
    /// We may see it but not do it.
    pub(crate) const MISSING_PERMISSIONS: isize = 50013;
    /// Something in the body is wrong; for a reply: the message that it answers is gone.
    pub(crate) const INVALID_BODY: isize = 50035;
    /// There is a thread from that message already.
    pub(crate) const THREAD_EXISTS: isize = 160_004;
    /// The thread was archived.
    pub(crate) const ARCHIVED: isize = 50083;
}

/// Sends a message that is new, until it is there; gives its id. It carries a nonce, so that it is there once.
///
/// Discord answers with all of the message, and of the one that it replies to. serenity would make its own of each part,
/// which takes longer than writing the message does, and nobody looks at them.
pub(super) async fn send(
    counts: &Counts,
    http: &Http,
    channel: ChannelId,
    message: &CreateMessage,
) -> Result<MessageId, Error> {
    #[derive(Deserialize)]
    struct Sent {
        id: MessageId,
    }

    let body = serde_json::to_vec(message)?;
    let request = || {
        let route = Route::ChannelMessages { channel_id: channel };
        Request::new(route, LightMethod::Post).body(Some(body.clone()))
    };
    let sent: Sent = insist(counts, || http.fire(request())).await?;
    Ok(sent.id)
}

/// Tells Discord the commands, in place of those that it knew. It answers with all of them, and nobody looks at them.
pub(super) async fn register(http: &Http, application: ApplicationId, commands: &[CreateCommand]) -> Result<(), Error> {
    let route = Route::Commands { application_id: application };
    let request = Request::new(route, LightMethod::Put).body(Some(serde_json::to_vec(commands)?));
    // Read to its end, so that the connection can be used again.
    http.request(request).await?.bytes().await?;
    Ok(())
}

/// Tries a request until it is done, refused, or the patience is at its end. It may be done more than once.
pub(super) async fn insist<T, Attempt>(counts: &Counts, attempt: impl FnMut() -> Attempt) -> Result<T, Error>
where
    Attempt: Future<Output = Result<T, Error>>,
{
    again_while(passes, Asked::ByItself, counts, attempt).await
}

/// Does the same to answer somebody who has pressed something or given a command.
pub(super) async fn attend<T, Attempt>(counts: &Counts, attempt: impl FnMut() -> Attempt) -> Result<T, Error>
where
    Attempt: Future<Output = Result<T, Error>>,
{
    again_while(passes, Asked::ByAPerson, counts, attempt).await
}

/// Tries to answer somebody until it is done, refused, or may have been done: with what would be seen twice.
pub(super) async fn insist_unless_done<T, Attempt>(
    counts: &Counts,
    attempt: impl FnMut() -> Attempt,
) -> Result<T, Error>
where
    Attempt: Future<Output = Result<T, Error>>,
{
    again_while(|error| passes(error) && was_not_done(error), Asked::ByAPerson, counts, attempt).await
}

async fn again_while<T, Attempt>(
    may_repeat: impl Fn(&Error) -> bool,
    asked: Asked,
    counts: &Counts,
    mut attempt: impl FnMut() -> Attempt,
) -> Result<T, Error>
where
    Attempt: Future<Output = Result<T, Error>>,
{
    let mut pauses = PAUSES.iter();
    loop {
        if let Some(why) = counts.gate.closed(asked) {
            counts.gated.one();
            return Err(HeldBack { why, after: Duration::ZERO }.error());
        }
        let done = patiently(|| counts.gate.closed(asked), Box::pin(attempt())).await;
        if let Err(error) = &done
            && HeldBack::of(error).is_some()
        {
            counts.gated.one();
            return done;
        }
        let status = status(&done);
        counts.answered(status);
        if matches!(status, Some(401 | 403 | 429)) && counts.gate.refused() {
            tracing::error!(
                "Discord has refused too many requests: only presses and commands are answered for a while"
            );
        }
        // An interaction's own token runs out, too, which says nothing about ours.
        if status == Some(401) && asked == Asked::ByItself {
            counts.gate.token_refused();
        }
        let error = match done {
            Ok(done) => return Ok(done),
            Err(error) => error,
        };
        match pauses.next() {
            Some(pause) if may_repeat(&error) => {
                // Whoever has just started it would wait for the end of our patience without a word.
                if counts.retries.get() == 0 && !counts.has_gone_well() {
                    tracing::warn!("{}; trying again", sentence(&error));
                }
                counts.retries.one();
                tokio::time::sleep(*pause).await;
            }
            _ => {
                counts.failures.one();
                return Err(error);
            }
        }
    }
}

/// Discord's answer to a request; none where none came.
fn status<T>(done: &Result<T, Error>) -> Option<u16> {
    match done {
        // What cannot be read was answered all the same.
        Ok(_) | Err(Error::Json(_)) => Some(StatusCode::OK.as_u16()),
        Err(Error::Http(HttpError::UnsuccessfulRequest(response))) => Some(response.status_code.as_u16()),
        Err(_) => None,
    }
}

/// Whether the same request may go well later.
pub(super) fn passes(error: &Error) -> bool {
    match error {
        Error::Http(HttpError::UnsuccessfulRequest(response)) => {
            response.status_code.is_server_error() || response.status_code == StatusCode::TOO_MANY_REQUESTS
        }
        Error::Http(HttpError::Request(error)) => !error.is_builder(),
        // It was done, and what came of it was garbled: a second time it may be told in full.
        Error::Json(_) => true,
        error => HeldBack::of(error).is_some(),
    }
}

/// Whether a request that failed has surely come to nothing. Discord says so with a status, or was not there to hear it.
fn was_not_done(error: &Error) -> bool {
    match error {
        Error::Http(HttpError::UnsuccessfulRequest(_)) => true,
        Error::Http(HttpError::Request(error)) => error.is_connect(),
        _ => false,
    }
}

/// Discord's code of a refusal.
pub(super) fn refusal(error: &Error) -> Option<isize> {
    match error {
        Error::Http(HttpError::UnsuccessfulRequest(response)) => Some(response.error.code),
        _ => None,
    }
}

/// Whether the token is not taken (any more), after which no request can go well.
pub(super) fn is_unauthorized(error: &Error) -> bool {
    matches!(error, Error::Http(HttpError::UnsuccessfulRequest(r)) if r.status_code == StatusCode::UNAUTHORIZED)
}

/// What went wrong in one sentence for whoever runs the bot, without a word of what was sent.
pub(super) fn sentence(error: &Error) -> String {
    match error {
        Error::Http(HttpError::UnsuccessfulRequest(response)) => {
            let status = response.status_code.as_u16();
            match response.error.code {
                code::MISSING_ACCESS | code::MISSING_PERMISSIONS => {
                    "Discord refused it: Firstline's role lacks a permission there".to_owned()
                }
                code if code > 0 => format!("Discord refused it ({status}, code {code}: {})", response.error.message),
                _ => format!("Discord could not do it ({status})"),
            }
        }
        Error::Http(HttpError::Request(error)) if error.is_timeout() => "Discord did not answer in time".to_owned(),
        Error::Http(HttpError::Request(error)) => match cause(error) {
            Some(cause) => format!("Discord could not be reached: {cause}"),
            None => "Discord could not be reached".to_owned(),
        },
        Error::Json(_) => "Discord answered something that serenity cannot read".to_owned(),
        other => format!("{other}"),
    }
}

/// What is at the bottom of an error: it says what was wrong, and nothing of what was asked, which holds tokens.
fn cause(error: &reqwest::Error) -> Option<String> {
    let mut cause = std::error::Error::source(error)?;
    while let Some(deeper) = cause.source() {
        cause = deeper;
    }
    Some(cause.to_string())
}

/// Channels that Discord has refused us lately. Asking again and again would spend the number of refused requests after
/// which Discord shuts out the whole address.
#[derive(Debug, Default)]
pub(super) struct Refused(Mutex<HashMap<ChannelId, Timestamp>>);

impl Refused {
    /// Whether a channel is to be left alone.
    pub(super) fn contains(&self, channel: ChannelId, now: Timestamp) -> bool {
        let mut refused = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match refused.get(&channel) {
            Some(since) if now.duration_since(*since) < LEFT_ALONE => true,
            Some(_) => {
                refused.remove(&channel);
                false
            }
            None => false,
        }
    }

    /// Takes note of a refusal; whether it is the first in a while, which is worth a line in the log.
    pub(super) fn note(&self, channel: ChannelId, error: &Error, now: Timestamp) -> bool {
        let closed = [code::MISSING_ACCESS, code::MISSING_PERMISSIONS, code::UNKNOWN_CHANNEL];
        if refusal(error).is_none_or(|code| !closed.contains(&code)) {
            return true;
        }
        let mut refused = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if refused.len() >= REMEMBERED {
            refused.clear();
        }
        refused.insert(channel, now).is_none()
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use serenity::all::ErrorResponse;
    use serenity::model::prelude::Message;
    use tokio::time::Instant;

    use super::*;

    async fn status(status: u16) -> Error {
        let answer = axum::http::Response::builder().status(status).body("<html>").expect("it is a response");
        let refused = ErrorResponse::from_response(reqwest::Response::from(answer), reqwest::Method::POST).await;
        Error::Http(HttpError::UnsuccessfulRequest(refused))
    }

    fn garbled() -> Error {
        Error::Json(serde_json::from_str::<Message>("{}").expect_err("it is no message"))
    }

    #[tokio::test(start_paused = true)]
    async fn patience_ends_after_four_more_attempts_and_eleven_seconds() {
        let (counts, begun) = (Counts::default(), Instant::now());
        let done: Result<(), Error> = insist(&counts, || async { Err(status(503).await) }).await;
        assert!(done.is_err());
        assert_eq!(begun.elapsed().as_millis(), 150 + 600 + 2500 + 8000);
        assert_eq!((counts.retries.get(), counts.failures.get()), (4, 1));
    }

    #[tokio::test(start_paused = true)]
    async fn what_is_refused_is_not_tried_again() {
        let counts = Counts::default();
        for refusal in [400, 403, 404, 409, 401] {
            let done: Result<(), Error> = insist(&counts, || status_of(refusal)).await;
            assert!(done.is_err());
        }
        assert_eq!((counts.retries.get(), counts.failures.get()), (0, 5));
    }

    #[tokio::test(start_paused = true)]
    async fn what_discord_would_shut_us_out_for_is_not_asked_and_whoever_waits_is_answered() {
        let counts = Counts::default();
        for _ in 0..crate::discord::gate::MOST {
            let _: Result<(), Error> = insist(&counts, || status_of(403)).await;
        }
        let asked = Cell::new(0);
        let ask = || {
            asked.set(asked.get() + 1);
            std::future::ready(Ok::<(), Error>(()))
        };
        let error = insist(&counts, ask).await.expect_err("the gate is closed");
        assert!(sentence(&error).contains("refused too many") && passes(&error), "it may go well later: {error}");
        assert_eq!((asked.get(), counts.gated.get()), (0, 1));
        assert!(attend(&counts, ask).await.is_ok());
    }

    async fn status_of(refusal: u16) -> Result<(), Error> {
        Err(status(refusal).await)
    }

    #[tokio::test(start_paused = true)]
    async fn what_would_show_twice_is_not_asked_for_again_once_it_may_be_there() {
        let (counts, asked) = (Counts::default(), Cell::new(0));
        let attempt = || {
            asked.set(asked.get() + 1);
            let first = asked.get() == 1;
            async move { if first { Err::<(), _>(status(502).await) } else { Err(garbled()) } }
        };
        assert!(insist_unless_done(&counts, attempt).await.is_err());
        assert_eq!(asked.get(), 2, "a 502 is tried again, an answer that cannot be read is not");
        asked.set(0);
        assert!(
            insist(&counts, || std::future::ready(if asked.replace(1) == 1 { Ok(()) } else { Err(garbled()) }))
                .await
                .is_ok()
        );
    }

    #[tokio::test]
    async fn a_channel_that_was_refused_is_left_alone_for_ten_minutes() {
        let answer =
            axum::http::Response::builder().status(403).body(r#"{"code":50013,"message":"Missing Permissions"}"#);
        let answer = reqwest::Response::from(answer.expect("it is a response"));
        let refused = ErrorResponse::from_response(answer, reqwest::Method::POST).await;
        let error = Error::Http(HttpError::UnsuccessfulRequest(refused));
        let (channel, now, channels) = (ChannelId::new(7), Timestamp::UNIX_EPOCH, Refused::default());
        assert!(channels.note(channel, &error, now), "the first refusal is worth a line");
        assert!(!channels.note(channel, &error, now), "the second is not");
        assert!(channels.contains(channel, now + SignedDuration::from_secs(599)));
        assert!(!channels.contains(channel, now + SignedDuration::from_secs(600)));
        assert!(!channels.contains(ChannelId::new(8), now), "other channels are not");
    }
}
