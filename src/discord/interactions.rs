//! Answering an interaction in time.
//!
//! Discord waits three seconds for the first response, and then tells the person that the application did not respond.
//! So a response that is not made in time is promised first, and given when it is there.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use serenity::all::{
    ActionRowComponent, Button, ButtonKind, ChannelId, ComponentInteraction, ComponentInteractionDataKind,
    CreateInteractionResponse, CreateInteractionResponseFollowup, EditInteractionResponse, Error, Http, Message,
    MessageFlags, ModalInteraction, UserId,
};

use super::bot::Bot;
use super::form::Form;
use super::post::{Post, SeenBy};
use super::sending::{self, code, insist_unless_done, refusal};
use crate::store;
use crate::words::{Language, Text};

/// After so long an answer is promised. Half of Discord's patience is for the way there.
pub(super) const PATIENCE: Duration = Duration::from_millis(1500);

/// What somebody used: a button or a menu, or a form that they filled in.
#[derive(Debug, Clone, Copy)]
pub(super) enum Used<'a> {
    /// A button or a menu.
    Component(&'a ComponentInteraction),
    /// A form.
    Form(&'a ModalInteraction),
}

/// What using it comes to.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Outcome {
    /// The message with the component becomes this.
    Become(Post),
    /// Whoever pressed it is told this, and nobody else.
    Whisper(Post),
    /// Whoever pressed it is asked this. A form cannot be asked for by a form.
    Ask(Form),
    /// It is seen elsewhere what came of it.
    Seen,
}

impl<'a> Used<'a> {
    /// The message with the component, or with the one that asked for the form.
    pub(super) fn message(self) -> Option<&'a Message> {
        match self {
            Self::Component(pressed) => Some(&pressed.message),
            Self::Form(filled) => filled.message.as_deref(),
        }
    }

    /// Whether only the person who used it sees that message.
    pub(super) fn is_whispered(self) -> bool {
        let flags = self.message().and_then(|message| message.flags).unwrap_or_default();
        flags.contains(MessageFlags::EPHEMERAL)
    }

    /// Whether the component is one of its message's. Ids can be forged: only what has shown a button is turned into
    /// something else by it.
    pub(super) fn is_of_its_message(self) -> bool {
        let Self::Component(pressed) = self else { return false };
        let id = |component: &ActionRowComponent| match component {
            ActionRowComponent::Button(Button { data: ButtonKind::NonLink { custom_id, .. }, .. }) => {
                Some(custom_id == &pressed.data.custom_id)
            }
            ActionRowComponent::SelectMenu(menu) => menu.custom_id.as_ref().map(|id| *id == pressed.data.custom_id),
            _ => None,
        };
        pressed.message.components.iter().flat_map(|row| &row.components).any(|component| id(component) == Some(true))
    }

    /// What was chosen in a menu.
    pub(super) fn chosen(self) -> Option<&'a str> {
        match self {
            Self::Component(ComponentInteraction { data, .. }) => match &data.kind {
                ComponentInteractionDataKind::StringSelect { values } => values.first().map(String::as_str),
                _ => None,
            },
            Self::Form(_) => None,
        }
    }

    /// Who was chosen in a menu of people, and whether it is a bot.
    pub(super) fn chosen_person(self) -> Option<(UserId, bool)> {
        match self {
            Self::Component(ComponentInteraction { data, .. }) => match &data.kind {
                ComponentInteractionDataKind::UserSelect { values } => {
                    let chosen = *values.first()?;
                    Some((chosen, data.resolved.users.get(&chosen).is_some_and(|user| user.bot)))
                }
                _ => None,
            },
            Self::Form(_) => None,
        }
    }

    fn channel(self) -> ChannelId {
        match self {
            Self::Component(pressed) => pressed.channel_id,
            Self::Form(filled) => filled.channel_id,
        }
    }

    async fn create_response(self, http: &Http, response: CreateInteractionResponse) -> Result<(), Error> {
        match self {
            Self::Component(pressed) => pressed.create_response(http, response).await,
            Self::Form(filled) => filled.create_response(http, response).await,
        }
    }

    async fn edit_response(self, http: &Http, edit: EditInteractionResponse) -> Result<(), Error> {
        match self {
            Self::Component(pressed) => pressed.edit_response(http, edit).await.map(drop),
            Self::Form(filled) => filled.edit_response(http, edit).await.map(drop),
        }
    }

    async fn create_followup(self, http: &Http, more: CreateInteractionResponseFollowup) -> Result<(), Error> {
        match self {
            Self::Component(pressed) => pressed.create_followup(http, more).await.map(drop),
            Self::Form(filled) => filled.create_followup(http, more).await.map(drop),
        }
    }
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

/// Carries out what using it comes to, at once or after a promise. `theirs` is the language of whoever used it.
pub(super) async fn answer(bot: &Arc<Bot>, used: Used<'_>, theirs: Language, decide: impl Future<Output = Outcome>) {
    tokio::pin!(decide);
    let done = tokio::select! {
        outcome = &mut decide => respond(bot, used, outcome).await,
        () = tokio::time::sleep(PATIENCE) => {
            // Whether it will be a change or a whisper is not known yet. A promise of a change promises least: nothing is
            // shown, and both may follow.
            let promise = || used.create_response(&bot.http, CreateInteractionResponse::Acknowledge);
            let promised = first(sending::attend(&bot.counts, promise).await);
            // What has begun is brought to its end, even where nobody can be told.
            let outcome = decide.await;
            match promised {
                Ok(()) => follow_up(bot, used, theirs, outcome).await,
                Err(error) => Err(error),
            }
        }
    };
    if let Err(error) = done {
        tracing::warn!(channel = %used.channel(), "a press could not be answered: {}", sending::sentence(&error));
    }
}

async fn respond(bot: &Arc<Bot>, used: Used<'_>, outcome: Outcome) -> Result<(), Error> {
    let response = match outcome {
        Outcome::Become(post) => CreateInteractionResponse::UpdateMessage(post.response(SeenBy::Channel)),
        Outcome::Whisper(post) => CreateInteractionResponse::Message(post.response(SeenBy::Asker)),
        Outcome::Ask(form) => CreateInteractionResponse::Modal(form.modal()),
        Outcome::Seen => CreateInteractionResponse::Acknowledge,
    };
    first(sending::attend(&bot.counts, || used.create_response(&bot.http, response.clone())).await)
}

async fn follow_up(bot: &Arc<Bot>, used: Used<'_>, theirs: Language, outcome: Outcome) -> Result<(), Error> {
    let whisper = async |post: &Post| {
        let followup = post.followup(SeenBy::Asker);
        insist_unless_done(&bot.counts, || used.create_followup(&bot.http, followup.clone())).await
    };
    match outcome {
        Outcome::Become(post) => {
            let edit = post.response_edit();
            sending::attend(&bot.counts, || used.edit_response(&bot.http, edit.clone())).await
        }
        Outcome::Whisper(post) => whisper(&post).await,
        // A form comes first or not at all.
        Outcome::Ask(_) => whisper(&Post::of(theirs.say(Text::Trouble))).await,
        Outcome::Seen => Ok(()),
    }
}

/// A first response that Discord has already is what was wanted: an attempt before this one got through.
pub(super) fn first(done: Result<(), Error>) -> Result<(), Error> {
    match done {
        Err(error) if refusal(&error) == Some(code::ALREADY_ANSWERED) => Ok(()),
        done => done,
    }
}
