//! Buttons and menus: what happens when one is pressed, and who may.
//!
//! A reply belongs to whoever asked. They and the helpers decide whether it helped; everyone may read on. What a press
//! means is written in the component's id (see `press`); what it is about is read from the store.

use std::sync::Arc;

use serenity::all::{ComponentInteraction, ComponentInteractionDataKind, MessageId, Permissions};

use super::bot::Bot;
use super::found::Found;
use super::handover;
use super::ids;
use super::interactions::{self, Outcome};
use super::issue_key::Key;
use super::post::Post;
use super::press::{Press, Unreadable};
use super::render::{self, Scene};
use crate::knowledge::Knowledge;
use crate::store::{self, Answer};
use crate::words::{Language, Text};

/// A button or a menu was pressed.
pub(super) async fn pressed(bot: &Arc<Bot>, pressed: ComponentInteraction) {
    interactions::answer(bot, &pressed, decide(bot, &pressed)).await;
}

async fn decide(bot: &Arc<Bot>, pressed: &ComponentInteraction) -> Outcome {
    let theirs = bot.language_of(&pressed.locale, pressed.guild_id);
    let press = match Press::read(&pressed.data.custom_id) {
        Ok(press) => press,
        Err(Unreadable::OtherVersion) => return Outcome::whisper(theirs.say(Text::OldButton)),
        Err(Unreadable::NotOurs) => return Outcome::whisper(theirs.say(Text::UnknownButton)),
    };
    let snapshot = bot.live.now();
    let knowledge = &snapshot.knowledge;
    let scene = Scene { language: theirs, knowledge, channel: pressed.channel_id, message: None, kept: false };
    let chosen = chosen(pressed);
    match press {
        Press::Solved { paste } | Press::NotThis { paste, .. } | Press::Choose { paste } => {
            let answer = match bot.store.answer_to(ids::message(paste)).await {
                Ok(Some(answer)) => answer,
                Ok(None) => return Outcome::whisper(theirs.say(Text::AnswerGone)),
                Err(error) => return trouble(theirs, &error),
            };
            // Ids can be forged: an answer is only ever changed from its own message.
            if answer.reply.map(ids::serenitys::message) != Some(pressed.message.id) {
                return Outcome::whisper(theirs.say(Text::UnknownButton));
            }
            if !may_decide(bot, pressed, &answer) {
                // Everyone may read on.
                return match (press, chosen) {
                    (Press::Choose { .. }, Some(key)) => Outcome::Whisper(scene.issue(&key, 0)),
                    _ => Outcome::whisper(theirs.say(Text::NotYours)),
                };
            }
            let turn = Turn { bot, pressed, answer, paste, knowledge, theirs };
            let outcome = match press {
                Press::NotThis { shown, .. } => turn.not_this(shown).await,
                Press::Choose { .. } => turn.choose(chosen).await,
                _ => turn.solved().await,
            };
            outcome.unwrap_or_else(|error| trouble(theirs, &error))
        }
        Press::Person { channel, message } => handover::call(bot, pressed, theirs, channel, message).await,
        Press::Open => match chosen {
            Some(key) => Outcome::Whisper(scene.issue(&key, 0)),
            None => Outcome::whisper(theirs.say(Text::UnknownButton)),
        },
        Press::More { language, from, issue } => Outcome::Whisper(Scene { language, ..scene }.issue(&issue, from)),
        Press::Articles { page } => Outcome::Become(render::articles(theirs, knowledge, page)),
        Press::OpenArticle => match chosen {
            Some(key) => Outcome::Become(render::article_issues(theirs, knowledge, &key, 0)),
            None => Outcome::whisper(theirs.say(Text::UnknownButton)),
        },
        Press::Issues { page, article } => Outcome::Become(render::article_issues(theirs, knowledge, &article, page)),
        Press::Forget => match bot.store.forget(ids::user(pressed.user.id)).await {
            Ok(_) => Outcome::Become(Post::of(theirs.say(Text::Forgotten))),
            Err(error) => trouble(theirs, &error),
        },
    }
}

/// What an answer becomes.
struct Turn<'a> {
    bot: &'a Arc<Bot>,
    pressed: &'a ComponentInteraction,
    answer: Answer,
    paste: MessageId,
    knowledge: &'a Knowledge,
    /// The language of whoever pressed.
    theirs: Language,
}

impl Turn<'_> {
    /// It helped.
    async fn solved(self) -> store::Result<Outcome> {
        let user = self.pressed.user.id;
        if self.answer.helped.is_some() {
            return Ok(Outcome::whisper(self.theirs.say(Text::SolvedAlready)));
        }
        let found = Found::from(&self.answer);
        // Which of several it was is not said.
        if let (true, Some(kept)) = (found.named == 1 || self.answer.shown > 0, found.candidates.get(self.answer.shown)) {
            self.bot.store.vote(self.answer.paste, &kept.id, ids::user(user), true, self.bot.now()).await?;
        }
        self.bot.store.solved(self.answer.paste, ids::user(user)).await?;
        let scene = self.scene();
        let answer = scene.found(&found, self.answer.shown).unwrap_or_default();
        Ok(Outcome::Become(scene.solved(answer, user)))
    }

    /// It is about something else: the next candidate is shown, or that there is none.
    async fn not_this(self, shown: u16) -> store::Result<Outcome> {
        let found = Found::from(&self.answer);
        let scene = self.scene();
        if found.named > 1 && self.answer.shown == 0 && shown == u16::MAX {
            // None of the candidates that were named.
            for kept in &found.candidates[..found.named.min(found.candidates.len())] {
                self.against(&kept.id).await?;
            }
        } else if usize::from(shown) == self.answer.shown || shown == u16::MAX {
            if let Some(kept) = found.candidates.get(self.answer.shown) {
                self.against(&kept.id).await?;
            }
        } else {
            // A second press, made before the first was seen to work.
            return Ok(Outcome::Become(scene.found(&found, self.answer.shown).unwrap_or_else(|| scene.nothing_further())));
        }
        let against = self.bot.store.votes_against(self.answer.paste).await?;
        let mut further = found.candidates.iter().enumerate().filter(|(_, kept)| !against.contains(&kept.id));
        let next = further.find_map(|(at, kept)| Some((at, scene.answer(kept, at)?)));
        let Some((at, post)) = next else { return Ok(Outcome::Become(scene.nothing_further())) };
        self.bot.store.show(self.answer.paste, at).await?;
        Ok(Outcome::Become(post))
    }

    /// One of the suggestions is opened in the place of all.
    async fn choose(self, chosen: Option<Key>) -> store::Result<Outcome> {
        let found = Found::from(&self.answer);
        let at = chosen.and_then(|key| found.candidates.iter().position(|kept| Key::of(&kept.id) == key));
        let Some(at) = at else { return Ok(Outcome::whisper(self.theirs.say(Text::UnknownButton))) };
        let Some(post) = self.scene().answer(&found.candidates[at], at) else {
            return Ok(Outcome::whisper(self.theirs.say(Text::IssueGone)));
        };
        self.bot.store.show(self.answer.paste, at).await?;
        Ok(Outcome::Become(post))
    }

    async fn against(&self, issue: &str) -> store::Result<()> {
        self.bot.store.vote(self.answer.paste, issue, ids::user(self.pressed.user.id), false, self.bot.now()).await
    }

    /// The reply is everyone's, whatever language the one who pressed reads.
    fn scene(&self) -> Scene<'_> {
        Scene {
            language: Language::of_locale(&self.answer.language).unwrap_or_default(),
            knowledge: self.knowledge,
            channel: self.pressed.channel_id,
            message: Some(self.paste),
            kept: true,
        }
    }
}

/// Whether someone may say what became of an answer: whoever asked, a helper, and who keeps order in the channel.
fn may_decide(bot: &Bot, pressed: &ComponentInteraction, answer: &Answer) -> bool {
    if ids::user(pressed.user.id) == answer.author {
        return true;
    }
    let Some(member) = &pressed.member else { return false };
    let helpers = bot.server(pressed.guild_id).helpers();
    member.roles.iter().any(|role| helpers.contains(role))
        || member.permissions.is_some_and(|may| may.contains(Permissions::MANAGE_MESSAGES))
}

/// What was chosen in a menu.
fn chosen(pressed: &ComponentInteraction) -> Option<Key> {
    match &pressed.data.kind {
        ComponentInteractionDataKind::StringSelect { values } => Key::read(values.first()?),
        _ => None,
    }
}

/// Said when the store fails: nothing was changed.
pub(super) fn trouble(language: Language, error: &store::Error) -> Outcome {
    tracing::error!("a press could not be carried out: {error}");
    Outcome::whisper(language.say(Text::Trouble))
}
