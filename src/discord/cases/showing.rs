//! Drawing the card where those on call read it: posted once, edited ever after, posted anew when somebody deleted it.
//!
//! All of a case's drawing happens in one lane, from the case as the store has it then; so the card shows the latest
//! whichever change was drawn last. Where a drawing fails, the next change puts it right.

use std::sync::Arc;

use serenity::all::{ChannelId, MessageId};
use tokio::sync::oneshot;

use super::asker;
use super::card::{self, Due, View};
use crate::discord::bot::{Bot, Lane};
use crate::discord::elsewhere;
use crate::discord::ids::{self, serenitys};
use crate::discord::messages::report;
use crate::discord::paging;
use crate::discord::post::{Nonce, Post};
use crate::discord::sending::{code, insist, refusal};
use crate::triage::{Case, CaseId, State};

/// Drawings of one card before another change is left to its own.
const MOST: usize = 5;

/// Draws the card of a case anew, in a while.
pub(in crate::discord) fn redraw(bot: &Arc<Bot>, case: CaseId) {
    let at_work = Arc::clone(bot);
    bot.lanes.enter(Lane::Case(case), async move {
        draw(&at_work, case).await;
    });
}

/// Draws the card of a case, and says whether it is there.
pub(super) async fn show(bot: &Arc<Bot>, case: CaseId) -> bool {
    let (done, is_done) = oneshot::channel();
    let at_work = Arc::clone(bot);
    bot.lanes.enter(Lane::Case(case), async move {
        let _ = done.send(draw(&at_work, case).await);
    });
    is_done.await.unwrap_or(false)
}

/// Tells the person who asked, where they asked, that their case is resolved.
pub(super) fn tell_resolved(bot: &Arc<Bot>, case: &Case) {
    let (at_work, case) = (Arc::clone(bot), case.clone());
    bot.lanes.enter(Lane::Case(case.id), async move {
        let server = elsewhere::server(&at_work, case.request.guild.map(serenitys::guild)).await;
        let language = server.language(&at_work.config);
        let snapshot = at_work.live.now();
        let post = asker::resolved(language, &snapshot.knowledge, &case);
        let message = post.message(Nonce::about('r', case.id, case.version));
        let channel = serenitys::channel(case.thread.unwrap_or(case.request.channel));
        let sent = insist(&at_work.counts, || channel.send_message(&at_work.http, message.clone())).await;
        if let Err(error) = sent {
            report("who asked could not be told that their case is resolved", channel, &at_work, &error);
        }
    });
}

async fn draw(bot: &Arc<Bot>, id: CaseId) -> bool {
    for _ in 0..MOST {
        let Some(case) = read(bot, id).await else { return false };
        if !put(bot, &case).await {
            return false;
        }
        // Another process may have changed it meanwhile, and drawn it before us.
        if read(bot, id).await.is_none_or(|later| later.version == case.version) {
            break;
        }
    }
    true
}

async fn read(bot: &Bot, id: CaseId) -> Option<Case> {
    bot.store.case(id).await.unwrap_or_else(|error| {
        tracing::error!(case = %id, "a card could not be drawn: {error}");
        None
    })
}

async fn put(bot: &Arc<Bot>, case: &Case) -> bool {
    let guild = case.request.guild.map(serenitys::guild);
    let server = elsewhere::server(bot, guild).await;
    let snapshot = bot.live.now();
    let language = server.language(&bot.config);
    let post = card::render(&View { language, knowledge: &snapshot.knowledge, case, due: due(bot, case).await });
    let mut nonce = case.request.opened_by.get();
    if let Some((channel, message)) = case.card {
        let (channel, message) = (serenitys::channel(channel), serenitys::message(message));
        match edit(bot, channel, message, &post).await {
            Some(done) => return done,
            // Somebody deleted it, or the channel.
            None => nonce = message.get(),
        }
    }
    let Some(channel) = server.on_call_channel() else { return false };
    let post = Post { pings: server.on_call_role().filter(|_| calls(case)).into_iter().collect(), ..post };
    let text = post.pings.iter().map(|role| format!("<@&{role}>")).collect();
    let message = Post { text, ..post }.message(Nonce::of('c', nonce));
    match insist(&bot.counts, || channel.send_message(&bot.http, message.clone())).await {
        Ok(sent) => match bot.store.put_card(case.id, ids::channel(channel), ids::message(sent.id)).await {
            Ok(true) => true,
            // Whoever asked had everything of theirs deleted in this moment.
            Ok(false) => {
                let _ = insist(&bot.counts, || channel.delete_message(&bot.http, sent.id)).await;
                false
            }
            Err(error) => {
                tracing::error!(case = %case.id, "where a card is could not be written down: {error}");
                true
            }
        },
        Err(error) => {
            report("a card could not be posted", channel, bot, &error);
            false
        }
    }
}

/// What is to come of a case, for its card.
async fn due(bot: &Bot, case: &Case) -> Due {
    let next_page = match bot.store.next_page(case.id).await {
        _ if case.state != State::Triggered => None,
        Ok(next) => next,
        Err(error) => {
            tracing::error!(case = %case.id, "when somebody is paged next could not be read: {error}");
            None
        }
    };
    Due { next_page, reply_by: paging::reply_by(&bot.on_call(), case) }
}

/// Whether a new card is to call the role: the first one of a case that nobody has.
fn calls(case: &Case) -> bool {
    case.card.is_none() && case.state == State::Triggered && case.request.policy.is_none()
}

/// Whether the card could be edited; none where it is gone.
async fn edit(bot: &Arc<Bot>, channel: ChannelId, message: MessageId, post: &Post) -> Option<bool> {
    let edit = post.edit();
    match insist(&bot.counts, || channel.edit_message(&bot.http, message, edit.clone())).await {
        Ok(_) => Some(true),
        Err(error) if matches!(refusal(&error), Some(code::UNKNOWN_MESSAGE | code::UNKNOWN_CHANNEL)) => None,
        Err(error) => {
            report("a card could not be edited", channel, bot, &error);
            Some(false)
        }
    }
}
