//! What a press or a form does with a case, and who may.
//!
//! Those who help may do everything, and so may whoever the case was given to. The person who asked sees where it stands,
//! closes it, and says that it is still broken.

use std::sync::Arc;

use super::card::View;
use super::change::{change, has_role};
use super::refusal::{no_such_case, refusal};
use super::{Act, asker, card, choices, timeline};
use crate::discord::bot::Bot;
use crate::discord::form;
use crate::discord::ids;
use crate::discord::interactions::{Outcome, Used};
use crate::discord::issue_key::Key;
use crate::discord::paging;
use crate::discord::post::Post;
use crate::discord::who::Who;
use crate::knowledge::Knowledge;
use crate::lookup::Field;
use crate::paste::secrets::redact;
use crate::store::{self, Changed, Vote};
use crate::triage::{Case, CaseId, Change, Resolution, What};
use crate::words::Text;

/// Does what a component or a form of a case is for.
pub(in crate::discord) async fn used(bot: &Arc<Bot>, used: Used<'_>, who: &Who, id: CaseId, act: Act) -> Outcome {
    let case = match bot.store.case(id).await {
        Ok(Some(case)) if is_in_reach(who, &case) => case,
        Ok(_) => return no_such_case(who.language),
        Err(error) => return Outcome::trouble(who.language, &error),
    };
    let desk = Desk { bot, used, who, case };
    match desk.may(act).await {
        Ok(true) => desk.does(act).await,
        Ok(false) if act == Act::Close => Ok(Outcome::whisper(who.language.say(Text::CaseNotTheirs))),
        Ok(false) => Ok(Outcome::whisper(who.language.say(Text::NotAHelper))),
        Err(error) => Err(error),
    }
    .unwrap_or_else(|error: store::Error| Outcome::trouble(who.language, &error))
}

/// Whether a case is of the server in which someone asks about it. A page is a direct message.
pub(in crate::discord) fn is_in_reach(who: &Who, case: &Case) -> bool {
    who.guild.is_none() || who.guild.map(ids::guild) == case.request.guild
}

/// A case for whoever asks to see it by a command.
pub(in crate::discord) async fn shown(bot: &Bot, who: &Who, case: &Case) -> store::Result<Post> {
    if may_work(bot, who, case).await? {
        let snapshot = bot.live.now();
        let view = View { language: who.language, knowledge: &snapshot.knowledge, case, due: card::Due::default() };
        return Ok(timeline::shown(&view));
    }
    Ok(if case.request.person == who.user {
        asker::stands(who.language, case)
    } else {
        Post::of(who.language.say(Text::NotAHelper))
    })
}

/// Changes a case by a command, and says what came of it.
pub(in crate::discord) async fn by_command(
    bot: &Arc<Bot>,
    who: &Who,
    case: &Case,
    what: Change,
) -> store::Result<Post> {
    let language = who.language;
    let is_theirs = what == Change::Reopen && case.request.person == who.user;
    if !is_theirs && !may_work(bot, who, case).await? {
        return Ok(Post::of(language.say(Text::NotAHelper)));
    }
    let notes = matches!(what, Change::Note { .. });
    Ok(match change(bot, case, who.actor(), what).await? {
        Changed::Made(_) if notes => Post::of(language.fill(Text::CaseNoted, &[("case", &case.id.to_string())])),
        Changed::Made(case) => asker::told(language, &case),
        Changed::Refused(why, _) => Post::of(refusal(language, why)),
        Changed::NoSuchCase | Changed::NoLongerOurs => Post::of(language.say(Text::NoSuchCase)),
    })
}

/// Whether someone may work on a case. In a direct message nobody's roles are known: there it is whoever has it, or was
/// paged about it.
pub(in crate::discord) async fn may_work(bot: &Bot, who: &Who, case: &Case) -> store::Result<bool> {
    if case.assignee == Some(who.user) || who.helps(bot) {
        return Ok(true);
    }
    if who.guild.is_some() {
        return Ok(false);
    }
    let paged = |what: &What| matches!(what, What::Paged { person, .. } if *person == Some(who.user));
    Ok(bot.store.timeline(case.id).await?.iter().any(|event| paged(&event.what)))
}

/// A case before someone who used something of it.
struct Desk<'a> {
    bot: &'a Arc<Bot>,
    used: Used<'a>,
    who: &'a Who,
    case: Case,
}

impl Desk<'_> {
    async fn may(&self, act: Act) -> store::Result<bool> {
        let asked = self.case.request.person == self.who.user;
        match act {
            Act::Close => Ok(asked),
            Act::Standing | Act::Reopen if asked => Ok(true),
            _ => may_work(self.bot, self.who, &self.case).await,
        }
    }

    async fn does(&self, act: Act) -> store::Result<Outcome> {
        let (language, case) = (self.who.language, &self.case);
        Ok(match act {
            Act::Acknowledge => self.changed(Change::Acknowledge).await?,
            Act::Escalate { from } => self.changed(Change::Escalate { from }).await?,
            Act::Reopen => self.changed(Change::Reopen).await?,
            Act::Close if !case.is_open() => self.confirmed().await?,
            Act::Close => self.changed(Change::Close).await?,
            Act::Standing => self.instead(asker::stands(language, case)),
            Act::Show => {
                let snapshot = self.bot.live.now();
                self.instead(timeline::shown(&self.view(&snapshot.knowledge)))
            }
            Act::Timeline { page } => {
                let events = self.bot.store.timeline(case.id).await?;
                let snapshot = self.bot.live.now();
                self.instead(timeline::page(&self.view(&snapshot.knowledge), &events, page))
            }
            Act::Assign | Act::Snooze | Act::Severity | Act::Resolve if !case.is_open() => self.is_over(),
            Act::Assign => Outcome::Whisper(choices::people(language, case)),
            Act::Snooze => Outcome::Whisper(choices::snoozes(language, case)),
            Act::Severity => Outcome::Whisper(choices::severities(language, case)),
            Act::Resolve => Outcome::Whisper(choices::fixes(language, case, &self.bot.live.now())),
            Act::AssignTo => match self.used.chosen_person() {
                Some((_, true)) => Outcome::whisper(language.say(Text::CaseNotToABot)),
                Some((person, false)) => self.changed(Change::Assign { to: ids::user(person) }).await?,
                None => self.unknown(),
            },
            Act::SnoozeFor => {
                let zone = paging::zone(&self.bot.on_call(), case);
                let until = |value| choices::snoozed_until(value, self.bot.now(), &zone);
                match self.used.chosen().and_then(until) {
                    Some(until) => self.changed(Change::Snooze { until }).await?,
                    None => self.unknown(),
                }
            }
            Act::SetSeverity => match self.used.chosen().and_then(|value| value.parse().ok()) {
                Some(to) => self.changed(Change::SetSeverity { to }).await?,
                None => self.unknown(),
            },
            Act::ResolveBy => match self.used.chosen() {
                Some(value) if choices::is_in_words(value) => Outcome::Ask(choices::fix_form(language, case)),
                Some(value) => {
                    let snapshot = self.bot.live.now();
                    let issue = Key::read(value).and_then(|key| key.issue(&snapshot.knowledge));
                    match issue.map(|at| snapshot.knowledge.full_id(at)) {
                        Some(issue) => self.resolved(Some(issue), String::new()).await?,
                        None => Outcome::whisper(language.say(Text::IssueGone)),
                    }
                }
                None => self.unknown(),
            },
            Act::ResolveInWords => {
                let Used::Form(filled) = self.used else { return Ok(self.unknown()) };
                let (words, issue) = choices::fix_filled(&form::filled(filled));
                let (issue, words) = fixed_by(self.bot, &issue, words);
                self.resolved(issue, words).await?
            }
        })
    }

    async fn resolved(&self, issue: Option<String>, words: String) -> store::Result<Outcome> {
        let resolution = Resolution { issue, text: redact(&words).text };
        self.changed(Change::Resolve { resolution }).await
    }

    /// Changes the case, and says what is not seen where they are.
    async fn changed(&self, what: Change) -> store::Result<Outcome> {
        let (acknowledges, escalates) = (what == Change::Acknowledge, matches!(what, Change::Escalate { .. }));
        let (language, message) = (self.who.language, self.used.message());
        Ok(match change(self.bot, &self.case, self.who.actor(), what).await? {
            Changed::Made(case)
                if escalates
                    && !paging::calls_somebody(&self.bot.on_call(), &case, has_role(self.bot, &case).await) =>
            {
                Outcome::whisper(language.say(Text::CaseNobodyToCall))
            }
            Changed::Made(case) => {
                let card = case.card.map(|(_, card)| ids::serenitys::message(card));
                if card.is_some() && card == message.map(|message| message.id) {
                    Outcome::Seen
                } else if case.request.person == self.who.user {
                    self.instead(asker::stands(language, &case))
                } else if acknowledges {
                    let place = card::place(&case);
                    let told = language.fill(Text::CaseIsYours, &[("case", &case.id.to_string()), ("where", &place)]);
                    self.instead(Post::of(told))
                } else {
                    self.instead(asker::told(language, &case))
                }
            }
            Changed::Refused(why, _) => Outcome::whisper(refusal(language, why)),
            Changed::NoSuchCase | Changed::NoLongerOurs => no_such_case(language),
        })
    }

    /// The person who asked says of a resolved case that it is well so.
    async fn confirmed(&self) -> store::Result<Outcome> {
        let issue = self.case.resolution.as_ref().and_then(|resolution| resolution.issue.clone());
        if let (Some(paste), Some(issue)) = (self.case.request.paste, issue) {
            let vote = Vote { paste, issue, voter: self.who.user, helped: true, voted_at: self.bot.now() };
            self.bot.store.vote(&vote).await?;
        }
        if !self.used.is_of_its_message() {
            return Ok(Outcome::whisper(self.who.language.say(Text::CaseClosedThanks)));
        }
        let snapshot = self.bot.live.now();
        // What was told stays, for everyone, without its buttons.
        let language = self.bot.language(self.who.guild);
        let told = asker::resolved(language, &snapshot.knowledge, &self.case);
        Ok(Outcome::Become(Post { rows: vec![], calls: vec![], ..told }))
    }

    /// Said in the place of what was asked, where only they see that.
    fn instead(&self, post: Post) -> Outcome {
        if self.used.is_whispered() { Outcome::Become(post) } else { Outcome::Whisper(post) }
    }

    fn is_over(&self) -> Outcome {
        Outcome::whisper(asker::standing(self.who.language, &self.case))
    }

    fn unknown(&self) -> Outcome {
        Outcome::whisper(self.who.language.say(Text::UnknownButton))
    }

    fn view<'a>(&'a self, knowledge: &'a Knowledge) -> View<'a> {
        View { language: self.who.language, knowledge, case: &self.case, due: card::Due::default() }
    }
}

/// What fixed it: the known issue that somebody means by its name, or by words that name it, and what they say beside. What
/// names no issue is something they say.
pub(in crate::discord) fn fixed_by(bot: &Bot, issue: &str, words: String) -> (Option<String>, String) {
    let (snapshot, issue) = (bot.live.now(), issue.trim());
    if issue.is_empty() {
        return (None, words);
    }
    let near = || {
        let found = snapshot.lookup().find(issue, 1);
        found
            .into_iter()
            .find(|found| matches!(found.by, Field::Code | Field::Id | Field::Title))
            .map(|found| found.issue)
    };
    match snapshot.knowledge.find(issue).or_else(near) {
        Some(at) => (Some(snapshot.knowledge.full_id(at)), words),
        None => (None, format!("{words}\n{issue}").trim().to_owned()),
    }
}
