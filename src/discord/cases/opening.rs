//! Opening a case: the form behind "Get a person", what it is about, and telling whoever asked.

use std::sync::Arc;
use std::time::Duration;

use serenity::all::{ChannelId, Message, MessageId, ModalInteraction};

use super::asker;
use super::showing::show;
use super::subject::subject;
use super::talk;
use crate::discord::bot::Bot;
use crate::discord::form::{self, Form, Input};
use crate::discord::interactions::Outcome;
use crate::discord::limits::{self, cut};
use crate::discord::messages::judge;
use crate::discord::paging;
use crate::discord::post::Post;
use crate::discord::press::Press;
use crate::discord::reading::{self, Reading};
use crate::discord::sending::insist;
use crate::discord::who::Who;
use crate::discord::{ids, shown};
use crate::ids::{GuildId, InteractionId, UserId};
use crate::knowledge::Knowledge;
use crate::paste::secrets::Redactor;
use crate::paste::versions::versions;
use crate::store::{self, Opening};
use crate::triage::{Actor, Candidate, Case, Origin, QuestionAnswer, Request, Severity};
use crate::words::{Language, Text};

/// A form must be there before Discord's patience is at its end, whether the issue's questions are found or not.
const LOOKING: Duration = Duration::from_secs(1);

/// Characters of what was tried, and of an answer.
const TRIED: u16 = 1500;
const ANSWER: u16 = 500;

/// The input for what was tried; those for questions have the question in their ids.
const TRIED_ID: &str = "tried";

/// A wish for a case.
#[derive(Debug)]
pub(in crate::discord) struct Wish<'a> {
    /// The server.
    pub guild: GuildId,
    /// Where help is wanted.
    pub channel: ChannelId,
    /// Who wants help.
    pub person: UserId,
    /// Who opens it.
    pub by: Actor,
    /// By which way.
    pub origin: Origin,
    /// What opens it, so that it is opened once.
    pub opened_by: InteractionId,
    /// What it is about.
    pub about: About<'a>,
    /// What was tried.
    pub tried: String,
    /// The answers to the issue's questions.
    pub answers: Vec<QuestionAnswer>,
    /// How bad it is.
    pub severity: Severity,
}

/// What a case is about.
#[derive(Debug, Clone, Copy)]
pub(in crate::discord) enum About<'a> {
    /// The channel.
    Nothing,
    /// A message, by its id.
    Message(MessageId),
    /// A message as Discord has handed it over.
    Shown(&'a Message),
    /// What somebody typed.
    Text(&'a str),
}

/// A case that was opened, or was open.
#[derive(Debug)]
pub(in crate::discord) struct Opened {
    /// The case.
    pub case: Case,
    /// Whether it is new.
    pub is_new: bool,
    /// Whether those who help see it, or are paged about it one after another.
    pub is_shown: bool,
}

/// How somebody opens a case by a command.
#[derive(Debug, Clone, Copy)]
pub(in crate::discord) struct Open<'a> {
    /// By which way.
    pub origin: Origin,
    /// Who wants help.
    pub person: UserId,
    /// What it is about.
    pub about: About<'a>,
    /// How bad it is.
    pub severity: Severity,
}

impl<'a> Wish<'a> {
    /// The wish of somebody for help where they are, or what to say where nobody can be called.
    pub(in crate::discord) fn of(bot: &Bot, who: &Who, open: Open<'a>) -> Result<Self, Text> {
        let Some(guild) = who.guild.filter(|_| bot.has_on_call(who.guild)) else { return Err(Text::NobodyOnCall) };
        let Open { origin, person, about, severity } = open;
        Ok(Self {
            guild: ids::guild(guild),
            channel: who.channel,
            person,
            by: who.actor(),
            origin,
            opened_by: who.interaction,
            about,
            tried: String::new(),
            answers: Vec::new(),
            severity,
        })
    }
}

impl Opened {
    /// Told to whoever opened it.
    pub(in crate::discord) fn told(&self, who: &Who) -> Post {
        let language = who.language;
        match self {
            Self { is_shown: false, .. } => Post::of(language.say(Text::CallFailed)),
            Self { case, .. } if case.request.person != who.user => asker::told(language, case),
            Self { is_new: true, case, .. } => asker::opened(language, case),
            Self { case, .. } => asker::stands(language, case),
        }
    }
}

/// Somebody asks for a person: asks back what they tried and what the issue wants to know, unless they have a case open.
pub(in crate::discord) async fn ask(
    bot: &Arc<Bot>,
    who: &Who,
    channel: ChannelId,
    message: Option<MessageId>,
) -> Outcome {
    if let Err(refused) = wish(bot, who, channel, message) {
        return Outcome::whisper(who.language.say(refused));
    }
    let known = async {
        let open = bot.store.case_of(who.user, ids::channel(channel)).await?;
        let answer = match message {
            Some(message) if open.is_none() => bot.store.answer_to(ids::message(message)).await?,
            _ => None,
        };
        Ok((open, answer))
    };
    let answer = match tokio::time::timeout(LOOKING, known).await {
        Ok(Ok((Some(case), _))) => {
            let is_shown = case.card.is_some() || show(bot, case.id).await || is_paged(&case);
            return Outcome::Whisper(Opened { case, is_new: false, is_shown }.told(who));
        }
        Ok(Ok((None, answer))) => answer,
        Ok(Err(error)) => return Outcome::trouble(who.language, &error),
        Err(_late) => None,
    };
    let questions = answer.and_then(|answer| {
        let shown = answer.told.candidates.get(answer.told.shown as usize)?;
        Some(questions(&bot.live.now().knowledge, &shown.issue))
    });
    Outcome::Ask(form(who.language, Press::Person { channel, message }, &questions.unwrap_or_default()))
}

/// The form was filled in: opens a case.
pub(in crate::discord) async fn filled_in(
    bot: &Arc<Bot>,
    who: &Who,
    filled: &ModalInteraction,
    channel: ChannelId,
    message: Option<MessageId>,
) -> Outcome {
    let mut wish = match wish(bot, who, channel, message) {
        Ok(wish) => wish,
        Err(refused) => return Outcome::whisper(who.language.say(refused)),
    };
    let snapshot = bot.live.now();
    for (id, text) in form::filled(filled) {
        if id == TRIED_ID {
            text.clone_into(&mut wish.tried);
        } else if let Some(question) = question(&snapshot.knowledge, id) {
            wish.answers.push(QuestionAnswer { question, answer: text.to_owned() });
        }
    }
    match open(bot, wish).await {
        Ok(opened) => Outcome::Whisper(opened.told(who)),
        Err(error) => Outcome::trouble(who.language, &error),
    }
}

/// Opens a case, unless the person has one open there, and shows it to those who help.
pub(in crate::discord) async fn open(bot: &Arc<Bot>, wish: Wish<'_>) -> store::Result<Opened> {
    let Looked { paste, reading, found } = look(bot, &wish).await?;
    let on_call = bot.on_call();
    let mut redactor = Redactor::default();
    let mut clean = |text: &str| redactor.redact(text).text;
    let tried = clean(&wish.tried);
    let answers = wish.answers.iter();
    let request = Request {
        guild: Some(wish.guild),
        channel: ids::channel(wish.channel),
        person: wish.person,
        paste: paste.map(ids::message),
        origin: wish.origin,
        opened_by: wish.opened_by,
        subject: subject(&found, &reading.paste, &tried),
        answers: answers
            .map(|one| QuestionAnswer { question: clean(&one.question), answer: clean(&one.answer) })
            .collect(),
        tried,
        found,
        versions: versions(&reading.paste),
        severity: wish.severity,
        policy: on_call.policy().map(|policy| policy.name.clone()),
    };
    let first_pages = |case: &Case| paging::opened(&on_call, case);
    match bot.store.open_case(&request, wish.by, bot.now(), first_pages).await? {
        Opening::Opened(case) => {
            talk::begin(bot, case.id).await;
            let is_shown = show(bot, case.id).await || is_paged(&case);
            // A page that comes after the card leads to it.
            bot.look_what_is_due();
            // By now it is known where it is talked about.
            let case = bot.store.case(case.id).await?.unwrap_or(*case);
            Ok(Opened { case, is_new: true, is_shown })
        }
        // One that was written down and not shown, because the process ended there, is shown now.
        Opening::Already(case) => {
            let is_shown = case.card.is_some() || show(bot, case.id).await || is_paged(&case);
            Ok(Opened { case: *case, is_new: false, is_shown })
        }
    }
}

/// Whether people are paged for a case who need no card to hear of it.
fn is_paged(case: &Case) -> bool {
    case.request.policy.is_some()
}

/// What a case is about, as far as it can be read.
struct Looked {
    paste: Option<MessageId>,
    reading: Reading,
    found: Vec<Candidate>,
}

async fn look(bot: &Arc<Bot>, wish: &Wish<'_>) -> store::Result<Looked> {
    // Never closed.
    let _permit = bot.at_work.acquire().await;
    let (paste, reading) = match wish.about {
        About::Nothing => (None, Reading::default()),
        About::Text(text) => (None, Reading::of_text(text)),
        About::Shown(message) => (Some(message.id), read(bot, message).await),
        About::Message(id) => {
            // Without it, what was found in it is still known.
            let fetched = insist(&bot.counts, || wish.channel.message(&bot.http, id)).await;
            let reading = match fetched {
                Ok(message) => read(bot, &message).await,
                Err(_) => Reading::default(),
            };
            (Some(id), reading)
        }
    };
    let answer = match paste {
        Some(paste) => bot.store.answer_to(ids::message(paste)).await?,
        None => None,
    };
    if let Some(answer) = answer {
        return Ok(Looked { paste, reading, found: answer.told.candidates });
    }
    let language = bot.language(None);
    let (told, reading) = judge(bot, language, bot.live.now(), reading, vec![]).await;
    Ok(Looked { paste, reading, found: told.candidates })
}

async fn read(bot: &Arc<Bot>, message: &Message) -> Reading {
    let files: Vec<_> = shown::files(message).cloned().collect();
    reading::of_parts(bot, &shown::text(message), &files).await
}

/// The wish of whoever presses "Get a person", or what to say where nobody can be called.
fn wish(bot: &Bot, who: &Who, channel: ChannelId, message: Option<MessageId>) -> Result<Wish<'static>, Text> {
    // Ids can be forged: help is called to where the button is.
    if channel != who.channel {
        return Err(Text::UnknownButton);
    }
    let about = message.map_or(About::Nothing, About::Message);
    Wish::of(bot, who, Open { origin: Origin::Button, person: who.user, about, severity: Severity::default() })
}

/// What an issue and its article want to know, as far as there is room beside what was tried.
fn questions(knowledge: &Knowledge, issue: &str) -> Vec<String> {
    let Some(at) = knowledge.find(issue) else { return vec![] };
    let asked = knowledge.issue(at).questions.iter().chain(&knowledge.article(at).questions);
    let mut questions: Vec<String> = vec![];
    for question in asked.map(|question| question.split_whitespace().collect::<Vec<_>>().join(" ")) {
        if questions.len() + 1 < limits::INPUTS && !question.is_empty() && !questions.contains(&question) {
            questions.push(question);
        }
    }
    questions
}

fn form(language: Language, press: Press, questions: &[String]) -> Form {
    let tried = Input {
        id: TRIED_ID.to_owned(),
        label: language.say(Text::TriedLabel).to_owned(),
        hint: language.say(Text::TriedHint).to_owned(),
        most: TRIED,
        tall: true,
        required: false,
    };
    let asked = questions.iter().map(|question| Input {
        id: question_id(question),
        label: question.clone(),
        // What is cut over the input is read in it.
        hint: if limits::length(question) > limits::INPUT_LABEL { question.clone() } else { String::new() },
        most: ANSWER,
        tall: false,
        required: false,
    });
    let inputs = [tried].into_iter().chain(asked).collect();
    Form { press, title: language.say(Text::AskTitle).to_owned(), inputs }
}

/// Discord gives back only the id of an input, and by then the knowledge may have other questions.
fn question_id(question: &str) -> String {
    cut(&format!("{QUESTION}{question}"), limits::INPUT_ID).into_owned()
}

const QUESTION: &str = "q:";

/// The question that an input's id stands for.
fn question(knowledge: &Knowledge, id: &str) -> Option<String> {
    let beginning = id.strip_prefix(QUESTION)?;
    let asked = knowledge.issues().flat_map(|(_, article, issue)| issue.questions.iter().chain(&article.questions));
    let mut whole = asked.map(|question| question.split_whitespace().collect::<Vec<_>>().join(" "));
    let was_cut = beginning.ends_with('…');
    let found = if was_cut { whole.find(|question| question_id(question) == id) } else { None };
    Some(found.unwrap_or_else(|| beginning.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::{Article, Issue};

    #[test]
    fn an_issue_asks_four_questions_each_once_and_each_is_known_by_its_input() {
        let long = "When did it begin, and what was changed on the server in the hours before, if you know? ".repeat(3);
        let ask = |questions: &[&str]| questions.iter().map(|question| (*question).to_owned()).collect::<Vec<_>>();
        let issue = Issue { id: "i".into(), questions: ask(&[&long, "Which printer?"]), ..Issue::default() };
        let questions_of_all = ask(&["Which printer?", " ", "Who else?", "Since when?", "Where?"]);
        let article =
            Article { id: "a".into(), issues: vec![issue], questions: questions_of_all, ..Article::default() };
        let knowledge = Knowledge { articles: vec![article] };
        let asked = questions(&knowledge, "a/i");
        assert_eq!(asked, [long.trim(), "Which printer?", "Who else?", "Since when?"]);
        let press = Press::Person { channel: ChannelId::new(1), message: None };
        let form = form(Language::English, press, &asked);
        assert_eq!(form.inputs.len(), limits::INPUTS);
        for (input, asked) in form.inputs.iter().skip(1).zip(&asked) {
            assert!(limits::length(&input.id) <= limits::INPUT_ID);
            assert_eq!(question(&knowledge, &input.id).as_ref(), Some(asked));
        }
        assert_eq!(question(&knowledge, "x"), None);
        assert_eq!(questions(&knowledge, "a/gone"), Vec::<String>::new());
    }
}
