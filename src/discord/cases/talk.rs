//! The thread in which a case is talked about, for teams that want one: opened once, with who asked and whoever has the
//! case in it. Where Discord does not let it be opened, the case goes on without, and its timeline says why.
//!
//! It is opened while the case is; a timer looks after it, for a process that does not live so long.

use std::sync::Arc;
use std::time::Duration;

use jiff::SignedDuration;
use serenity::all::{AutoArchiveDuration, ChannelId, ChannelType, CreateThread, Error, GuildId, MessageId};
use tokio::sync::oneshot;

use super::showing;
use crate::config::Talk;
use crate::discord::bot::{Bot, Lane};
use crate::discord::ids::{self, serenitys};
use crate::discord::limits::{self, cut};
use crate::discord::messages::report;
use crate::discord::paging::AGAIN;
use crate::discord::post::{Nonce, Post};
use crate::discord::sending::{code, insist, insist_unless_done, is_unauthorized, refusal, sentence};
use crate::store;
use crate::triage::{Actor, Case, CaseId, Change, What};
use crate::words::Text;

/// So long the opening of a case waits for its thread, which is there later otherwise.
const LONGEST: Duration = Duration::from_secs(5);

/// Whether it was tried before to open a thread, which may be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::discord) enum Attempt {
    First,
    Further,
}

/// Opens the thread of a case that was opened just now, if there is to be one.
pub(super) async fn begin(bot: &Arc<Bot>, id: CaseId) {
    if bot.on_call().talk == Talk::None {
        return;
    }
    let (done, is_done) = oneshot::channel();
    let at_work = Arc::clone(bot);
    // In the order of what is due for the case: the timer that looks after it comes before this or behind.
    bot.lanes.enter(Lane::Due(Some(id)), async move {
        if let Err(error) = open(&at_work, id, Attempt::First).await {
            tracing::error!(case = %id, "a thread for a case waits until the store is back: {error}");
        }
        let _ = done.send(());
    });
    let _ = tokio::time::timeout(LONGEST, is_done).await;
}

/// Opens the thread of a case, unless it has one or needs none; how long to wait where that is to be tried again.
pub(in crate::discord) async fn open(
    bot: &Arc<Bot>,
    id: CaseId,
    attempt: Attempt,
) -> store::Result<Option<SignedDuration>> {
    let needs_one = |case: &Case| case.is_open() && case.thread.is_none();
    let Some(case) = bot.store.case(id).await?.filter(needs_one) else { return Ok(None) };
    let Some((guild, place)) = place(bot, bot.on_call().talk, &case) else { return Ok(None) };
    let failed_before = |what: &What| matches!(what, What::TalkFailed { .. });
    if bot.store.timeline(id).await?.iter().any(|event| failed_before(&event.what)) {
        return Ok(None);
    }
    match make(bot, guild, &case, place, attempt).await {
        Ok(thread) => {
            bot.store.put_thread(id, ids::channel(thread)).await?;
            // A card that comes after this has it.
            if bot.store.case(id).await?.is_some_and(|case| case.card.is_some()) {
                showing::redraw(bot, id);
            }
            Ok(None)
        }
        Err(error) if refusal(&error).is_some_and(|code| code > 0) && !is_unauthorized(&error) => {
            let (reason, at) = (reason(&error), bot.now());
            let what = What::TalkFailed { reason };
            bot.store.change_case(id, |case| case.apply(Change::Record(what.clone()), Actor::Firstline, at)).await?;
            Ok(None)
        }
        Err(_) => Ok(Some(AGAIN)),
    }
}

/// Brings whoever has a case by now into its thread, in a while.
pub(super) fn bring(bot: &Arc<Bot>, case: &Case) {
    let (Some(thread), Some(person)) = (case.thread, case.assignee) else { return };
    let at_work = Arc::clone(bot);
    bot.lanes.enter(Lane::Case(case.id), async move {
        let (thread, person) = (serenitys::channel(thread), serenitys::user(person));
        if let Err(error) = insist(&at_work.counts, || thread.add_thread_member(&at_work.http, person)).await {
            report("who has a case could not be brought into its thread", thread, &at_work, &error);
        }
    });
}

/// Where a thread is opened.
#[derive(Debug, Clone, Copy)]
enum Place {
    /// From what the person wrote.
    From(ChannelId, MessageId),
    /// In a channel.
    In(ChannelId, ChannelType),
}

/// None where it is talked about where it was opened.
fn place(bot: &Bot, talk: Talk, case: &Case) -> Option<(GuildId, Place)> {
    let guild = serenitys::guild(case.request.guild?);
    let channel = serenitys::channel(case.request.channel);
    let above = bot.places().above(channel);
    let place = match (talk, case.request.paste) {
        (Talk::None, _) => return None,
        // It is a thread.
        (Talk::Public, _) if above.is_some() => return None,
        (Talk::Public, Some(paste)) => Place::From(channel, serenitys::message(paste)),
        (Talk::Public, None) => Place::In(channel, ChannelType::PublicThread),
        (Talk::Private, _) => Place::In(above.unwrap_or(channel), ChannelType::PrivateThread),
    };
    Some((guild, place))
}

/// Opens the thread, with the person in it.
async fn make(bot: &Arc<Bot>, guild: GuildId, case: &Case, place: Place, attempt: Attempt) -> Result<ChannelId, Error> {
    let thread = match place {
        Place::From(channel, message) => from(bot, guild, case, channel, message, attempt).await?,
        Place::In(channel, kind) => apart(bot, guild, case, channel, kind, attempt).await?,
    };
    let person = serenitys::user(case.request.person);
    let added = insist(&bot.counts, || thread.add_thread_member(&bot.http, person)).await;
    match place {
        Place::In(_, ChannelType::PrivateThread) => added?,
        // They find it all the same.
        _ => drop(added),
    }
    let who = format!("<@{person}>");
    let begins = bot.language(Some(guild)).fill(Text::TalkBegins, &[("case", &case.id.to_string()), ("who", &who)]);
    let message = Post::of(begins).message(Nonce::about('t', case.id, 0));
    insist(&bot.counts, || thread.send_message(&bot.http, message.clone())).await?;
    Ok(thread)
}

/// A message has one thread at the most, whose number is the message's.
async fn from(
    bot: &Arc<Bot>,
    guild: GuildId,
    case: &Case,
    channel: ChannelId,
    message: MessageId,
    attempt: Attempt,
) -> Result<ChannelId, Error> {
    let new = || new(bot, guild, case, ChannelType::PublicThread);
    let made = insist(&bot.counts, || channel.create_thread_from_message(&bot.http, message, new())).await;
    match made {
        Ok(thread) => Ok(thread.id),
        Err(error) => match refusal(&error) {
            Some(code::THREAD_EXISTS) => Ok(ChannelId::new(message.get())),
            // The person deleted it, or it was a command.
            Some(code::UNKNOWN_MESSAGE) => apart(bot, guild, case, channel, ChannelType::PublicThread, attempt).await,
            _ => Err(error),
        },
    }
}

/// A thread from no message. One that was opened before is known by who opened it and by its name.
async fn apart(
    bot: &Arc<Bot>,
    guild: GuildId,
    case: &Case,
    channel: ChannelId,
    kind: ChannelType,
    attempt: Attempt,
) -> Result<ChannelId, Error> {
    if attempt == Attempt::Further {
        let (me, name) = (bot.me().map(|me| me.user), name(bot, guild, case));
        let active = insist(&bot.counts, || bot.http.get_guild_active_threads(guild)).await?;
        let ours = active
            .threads
            .into_iter()
            .find(|thread| thread.parent_id == Some(channel) && thread.owner_id == me && thread.name == name);
        if let Some(thread) = ours {
            return Ok(thread.id);
        }
    }
    let made = insist_unless_done(&bot.counts, || channel.create_thread(&bot.http, new(bot, guild, case, kind))).await;
    Ok(made?.id)
}

fn new(bot: &Bot, guild: GuildId, case: &Case, kind: ChannelType) -> CreateThread<'static> {
    let thread = CreateThread::new(name(bot, guild, case)).auto_archive_duration(AutoArchiveDuration::ThreeDays);
    match kind {
        ChannelType::PrivateThread => thread.kind(kind).invitable(false),
        _ => thread.kind(kind),
    }
}

/// The number of the case, and the problem.
fn name(bot: &Bot, guild: GuildId, case: &Case) -> String {
    let subject = match case.request.subject.as_str() {
        "" => bot.language(Some(guild)).say(Text::CallTitle),
        subject => subject,
    };
    cut(&format!("{} · {subject}", case.id), limits::THREAD_NAME).into_owned()
}

/// Why Discord refused, with its code.
fn reason(error: &Error) -> String {
    let why = match refusal(error) {
        Some(code::MISSING_ACCESS) => "somebody may not see the channel, or the bot may not",
        Some(code::MISSING_PERMISSIONS) => "the bot lacks the permission to open threads there",
        _ => return sentence(error),
    };
    format!("{why} ({})", refusal(error).unwrap_or_default())
}
