//! Buttons, menus and forms: what happens when one is used, and who may.
//!
//! A reply belongs to whoever asked. They and the helpers decide whether it helped; everyone may read on. What a press
//! means is written in the component's id (see `press`); what it is about is read from the store.

use std::sync::Arc;

use jiff::Timestamp;
use serenity::all::{ComponentInteraction, ModalInteraction, Permissions};

use super::bot::Bot;
use super::cases;
use super::ids;
use super::interactions::{self, Outcome, Used};
use super::issue_key::Key;
use super::post::Post;
use super::press::{Press, Unreadable};
use super::render::{self, Scene};
use super::rota;
use super::shown;
use super::who::Who;
use crate::ids::UserId;
use crate::knowledge::Knowledge;
use crate::matching::Verdict;
use crate::numbers::What;
use crate::store::{self, Answer, Vote};
use crate::words::{Language, Text};

/// A button or a menu was pressed.
pub(super) async fn pressed(bot: &Arc<Bot>, pressed: ComponentInteraction) {
    let who = Who::pressed(bot, &pressed);
    interactions::answer(bot, Used::Component(&pressed), who.language, decide(bot, &pressed, &who)).await;
}

/// A form was filled in.
pub(super) async fn filled_in(bot: &Arc<Bot>, filled: ModalInteraction) {
    let who = Who::filled_in(bot, &filled);
    let outcome = async {
        match Press::read(&filled.data.custom_id) {
            Ok(Press::Person { channel, message }) => cases::filled_in(bot, &who, &filled, channel, message).await,
            Ok(Press::Case { case, act }) => cases::used(bot, Used::Form(&filled), &who, case, act).await,
            Err(Unreadable::OtherVersion) => Outcome::whisper(who.language.say(Text::OldButton)),
            Ok(_) | Err(Unreadable::NotOurs) => Outcome::whisper(who.language.say(Text::UnknownButton)),
        }
    };
    Box::pin(interactions::answer(bot, Used::Form(&filled), who.language, outcome)).await;
}

async fn decide(bot: &Arc<Bot>, pressed: &ComponentInteraction, who: &Who) -> Outcome {
    let (theirs, used) = (who.language, Used::Component(pressed));
    let press = match Press::read(&pressed.data.custom_id) {
        Ok(press) => press,
        Err(Unreadable::OtherVersion) => return Outcome::whisper(theirs.say(Text::OldButton)),
        Err(Unreadable::NotOurs) => return Outcome::whisper(theirs.say(Text::UnknownButton)),
    };
    let snapshot = bot.live.now();
    let knowledge = &snapshot.knowledge;
    let on_call = bot.has_on_call(pressed.guild_id);
    let scene = Scene { language: theirs, knowledge, channel: pressed.channel_id, message: None, kept: false, on_call };
    let chosen = used.chosen().and_then(Key::read);
    // Ids can be forged: only what a command has shown is turned into something else.
    let of_a_command = matches!(
        press,
        Press::Articles { .. } | Press::OpenArticle | Press::Issues { .. } | Press::Shifts { .. } | Press::Forget
    );
    if of_a_command && pressed.message.interaction_metadata.is_none() {
        return Outcome::whisper(theirs.say(Text::UnknownButton));
    }
    match press {
        Press::Solved { paste } | Press::NotThis { paste, .. } | Press::Choose { paste } => {
            let answer = match bot.store.answer_to(ids::message(paste)).await {
                Ok(Some(answer)) => answer,
                Ok(None) => return Outcome::whisper(theirs.say(Text::AnswerGone)),
                Err(error) => return Outcome::trouble(theirs, &error),
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
            let turn = Turn { bot, pressed, answer, knowledge, theirs };
            let outcome = match press {
                Press::NotThis { shown, .. } => turn.not_this(shown).await,
                Press::Choose { .. } => turn.choose(chosen).await,
                _ => turn.solved().await,
            };
            outcome.unwrap_or_else(|error| Outcome::trouble(theirs, &error))
        }
        Press::Person { channel, message } => cases::ask(bot, who, channel, message).await,
        Press::Case { case, act } => cases::used(bot, used, who, case, act).await,
        Press::Cases { listed, before } => match cases::list(bot, who, listed, before).await {
            Ok(post) if used.is_whispered() => Outcome::Become(post),
            Ok(post) => Outcome::Whisper(post),
            Err(error) => Outcome::trouble(theirs, &error),
        },
        Press::Shifts { from, schedule } => match Timestamp::from_second(from) {
            Ok(from) => rota::turned(bot, used, who, &schedule, from).await,
            Err(_) => Outcome::whisper(theirs.say(Text::UnknownButton)),
        },
        Press::Handoff { at, schedule } => match Timestamp::from_second(at) {
            Ok(at) => rota::taken(bot, used, who, &schedule, at).await,
            Err(_) => Outcome::whisper(theirs.say(Text::UnknownButton)),
        },
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
            Err(error) => Outcome::trouble(theirs, &error),
        },
    }
}

/// What an answer becomes.
struct Turn<'a> {
    bot: &'a Arc<Bot>,
    pressed: &'a ComponentInteraction,
    answer: Answer,
    knowledge: &'a Knowledge,
    /// The language of whoever pressed.
    theirs: Language,
}

impl Turn<'_> {
    /// It helped.
    async fn solved(self) -> store::Result<Outcome> {
        let by = ids::user(self.pressed.user.id);
        let solved_by = self.solved_by().await?;
        if solved_by.is_some_and(|other| other != by) {
            return Ok(Outcome::whisper(self.theirs.say(Text::SolvedAlready)));
        }
        self.vote(self.shown(), true).await?;
        if solved_by.is_none() {
            self.tally(What::Helped, &[self.shown()]);
        }
        let scene = self.scene();
        // Where the knowledge has the issue no longer, what helped stays readable.
        let answer = scene.told(&self.answer.told).unwrap_or_else(|| shown::as_post(&self.pressed.message));
        Ok(Outcome::Become(scene.solved(answer, self.pressed.user.id)))
    }

    /// Who said first that what the reply shows has helped.
    async fn solved_by(&self) -> store::Result<Option<UserId>> {
        let votes = self.bot.store.votes(self.answer.paste).await?;
        Ok(votes.into_iter().find(|vote| vote.helped && vote.issue == self.shown()).map(|vote| vote.voter))
    }

    /// The issue that the reply shows. Which of several helped is not said.
    fn shown(&self) -> &str {
        let told = &self.answer.told;
        let one = told.named == 1 || !told.issues.is_empty() && told.verdict == Verdict::Suggest;
        let candidate = told.candidates.get(told.shown as usize).filter(|_| one);
        candidate.map_or(WHOLE_ANSWER, |candidate| candidate.issue.as_str())
    }

    /// It is about something else: the next candidate is shown, or that there is none.
    async fn not_this(self, shown: Option<u32>) -> store::Result<Outcome> {
        let Answer { paste, told, .. } = &self.answer;
        let listed = told.verdict == Verdict::Suggest && told.issues.is_empty();
        if self.solved_by().await?.is_some() {
            return Ok(Outcome::whisper(self.theirs.say(Text::SolvedAlready)));
        }
        match shown {
            None if listed => {
                let named = told.candidates.iter().take(told.named as usize);
                for candidate in named.clone() {
                    self.vote(&candidate.issue, false).await?;
                }
                self.tally(What::NotHelped, &named.map(|candidate| candidate.issue.as_str()).collect::<Vec<_>>());
            }
            Some(shown) if shown == told.shown && !listed => {
                if let Some(candidate) = told.candidates.get(shown as usize) {
                    self.vote(&candidate.issue, false).await?;
                    self.tally(What::NotHelped, &[&candidate.issue]);
                }
            }
            // A second press, made before the first was seen to work.
            _ => return Ok(self.as_it_is()),
        }
        let votes = self.bot.store.votes(*paste).await?;
        let against = |issue: &str| votes.iter().any(|vote| !vote.helped && vote.issue == issue);
        let scene = self.scene();
        let mut further = (0..).zip(&told.candidates).filter(|(_, candidate)| !against(&candidate.issue));
        let next = further.find_map(|(at, candidate)| Some((at, scene.answer(candidate, at)?)));
        match next {
            Some((at, post)) => self.turn_to(at, post).await,
            None => Ok(Outcome::Become(scene.nothing_further())),
        }
    }

    /// One of the suggestions is opened in the place of all.
    async fn choose(self, chosen: Option<Key>) -> store::Result<Outcome> {
        let candidates = (0..).zip(&self.answer.told.candidates);
        let at = chosen.and_then(|key| candidates.clone().find(|(_, one)| Key::of(&one.issue) == key));
        let Some((at, candidate)) = at else { return Ok(Outcome::whisper(self.theirs.say(Text::UnknownButton))) };
        match self.scene().answer(candidate, at) {
            Some(post) => self.turn_to(at, post).await,
            None => Ok(Outcome::whisper(self.theirs.say(Text::IssueGone))),
        }
    }

    async fn turn_to(&self, at: u32, post: Post) -> store::Result<Outcome> {
        let Answer { paste, told, .. } = &self.answer;
        let mut issues = told.issues.clone();
        issues.extend(told.candidates.get(at as usize).map(|candidate| candidate.issue.clone()));
        issues.dedup();
        if self.bot.store.turn_to(*paste, told.shown, at, &issues).await? {
            return Ok(Outcome::Become(post));
        }
        // Another press was first; what it made of the reply stands.
        match self.bot.store.answer_to(*paste).await? {
            Some(answer) => Ok(Turn { answer, ..*self }.as_it_is()),
            None => Ok(Outcome::whisper(self.theirs.say(Text::AnswerGone))),
        }
    }

    /// What the reply is already.
    fn as_it_is(&self) -> Outcome {
        let scene = self.scene();
        Outcome::Become(scene.told(&self.answer.told).unwrap_or_else(|| scene.nothing_further()))
    }

    async fn vote(&self, issue: &str, helped: bool) -> store::Result<()> {
        let vote = Vote {
            paste: self.answer.paste,
            issue: issue.to_owned(),
            voter: ids::user(self.pressed.user.id),
            helped,
            voted_at: self.bot.now(),
        };
        self.bot.store.vote(&vote).await.map(drop)
    }

    fn tally(&self, what: What, issues: &[&str]) {
        self.bot.tally(self.pressed.guild_id, what, issues);
    }

    /// The reply is everyone's, whatever language the one who pressed reads.
    fn scene(&self) -> Scene<'_> {
        Scene {
            language: Language::of_locale(&self.answer.told.language).unwrap_or_default(),
            knowledge: self.knowledge,
            channel: self.pressed.channel_id,
            message: Some(ids::serenitys::message(self.answer.paste)),
            kept: true,
            on_call: self.bot.has_on_call(self.pressed.guild_id),
        }
    }
}

/// Stands for the issue in a vote on an answer that named several.
const WHOLE_ANSWER: &str = "";

/// Whether someone may say what became of an answer: whoever asked, a helper, and who keeps order in the channel.
fn may_decide(bot: &Bot, pressed: &ComponentInteraction, answer: &Answer) -> bool {
    if ids::user(pressed.user.id) == answer.author {
        return true;
    }
    let Some(member) = &pressed.member else { return false };
    let server = bot.server(pressed.guild_id);
    member.roles.iter().any(|role| server.helpers().contains(role))
        || member.permissions.is_some_and(|may| may.contains(Permissions::MANAGE_MESSAGES))
}
