//! Answering an interaction in time.
//!
//! Discord waits three seconds for the first response, and then tells the person that the application did not respond.
//! So a response that is not made in time is promised first, and given when it is there.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use serenity::all::{ComponentInteraction, CreateInteractionResponse, Error};

use super::bot::Bot;
use super::post::{Post, SeenBy};
use super::sending::{self, code, insist, insist_unless_done, refusal};
use crate::store;
use crate::words::{Language, Text};

/// After so long an answer is promised. Half of Discord's patience is for the way there.
pub(super) const PATIENCE: Duration = Duration::from_millis(1500);

/// What pressing a component comes to.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Outcome {
    /// The message with the component becomes this.
    Become(Post),
    /// Whoever pressed it is told this, and nobody else.
    Whisper(Post),
}

impl Outcome {
    /// One sentence for whoever pressed it.
    pub(super) fn whisper(text: impl Into<String>) -> Self {
        Self::Whisper(Post::of(text))
    }

    /// Said when the store fails: nothing was changed.
    pub(super) fn trouble(language: Language, error: &store::Error) -> Self {
        tracing::error!("a press could not be carried out: {error}");
        Self::whisper(language.say(Text::Trouble))
    }
}

/// Carries out what pressing a component comes to, at once or after a promise.
pub(super) async fn answer(bot: &Arc<Bot>, pressed: &ComponentInteraction, decide: impl Future<Output = Outcome>) {
    tokio::pin!(decide);
    let done = tokio::select! {
        outcome = &mut decide => respond(bot, pressed, outcome).await,
        () = tokio::time::sleep(PATIENCE) => {
            // Whether it will be a change or a whisper is not known yet. A promise of a change promises least: nothing is
            // shown, and both may follow.
            let promise = || pressed.create_response(&bot.http, CreateInteractionResponse::Acknowledge);
            let promised = first(insist(&bot.counts, promise).await);
            // What has begun is brought to its end, even where nobody can be told.
            let outcome = decide.await;
            match promised {
                Ok(()) => follow_up(bot, pressed, outcome).await,
                Err(error) => Err(error),
            }
        }
    };
    if let Err(error) = done {
        tracing::warn!(channel = %pressed.channel_id, "a press could not be answered: {}", sending::sentence(&error));
    }
}

async fn respond(bot: &Arc<Bot>, pressed: &ComponentInteraction, outcome: Outcome) -> Result<(), Error> {
    let response = match outcome {
        Outcome::Become(post) => CreateInteractionResponse::UpdateMessage(post.response(SeenBy::Channel)),
        Outcome::Whisper(post) => CreateInteractionResponse::Message(post.response(SeenBy::Asker)),
    };
    first(insist(&bot.counts, || pressed.create_response(&bot.http, response.clone())).await)
}

async fn follow_up(bot: &Arc<Bot>, pressed: &ComponentInteraction, outcome: Outcome) -> Result<(), Error> {
    match outcome {
        Outcome::Become(post) => {
            let edit = post.response_edit();
            insist(&bot.counts, || pressed.edit_response(&bot.http, edit.clone())).await.map(drop)
        }
        Outcome::Whisper(post) => {
            let followup = post.followup(SeenBy::Asker);
            insist_unless_done(&bot.counts, || pressed.create_followup(&bot.http, followup.clone())).await.map(drop)
        }
    }
}

/// A first response that Discord has already is what was wanted: an attempt before this one got through.
pub(super) fn first(done: Result<(), Error>) -> Result<(), Error> {
    match done {
        Err(error) if refusal(&error) == Some(code::ALREADY_ANSWERED) => Ok(()),
        done => done,
    }
}
