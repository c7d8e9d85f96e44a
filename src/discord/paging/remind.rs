//! A reminder, before a case has waited for an answer longer than it should.

use std::sync::Arc;

use super::follows::{remind_at, reply_by};
use super::message::{self, Paged};
use super::reach::{Attempt, Reached, reach};
use super::whom::Whom;
use super::{AGAIN, BY_ITSELF, Left, case_of, finish, is_known, unknown_server};
use crate::discord::bot::Bot;
use crate::discord::ids::{self, serenitys};
use crate::store::{self, Due};
use crate::triage::{Case, Change, Way, What};

/// Of those who were paged, so many are named at most.
const NAMED: usize = 5;

/// Reminds those who were paged, unless the case is answered.
pub(super) async fn remind(bot: &Arc<Bot>, due: &Due) -> store::Result<Left> {
    let waits = |case: &Case| case.is_open() && case.answered_at.is_none();
    let Some(case) = case_of(bot, due).await?.filter(waits) else { return finish(bot, due).await };
    if !is_known(bot, &case) {
        return Ok(unknown_server(bot));
    }
    let (now, on_call) = (bot.now(), bot.on_call());
    let (Some(remind_at), Some(reply_by)) = (remind_at(&on_call, &case), reply_by(&on_call, &case)) else {
        return finish(bot, due).await;
    };
    // Who snoozed it knows of it; and one that is less bad by now has a later reminder of its own.
    let not_before = case.snoozed_until.unwrap_or(remind_at).max(remind_at);
    if now < not_before {
        return Ok(Left::Again(not_before.duration_since(now)));
    }
    let server = bot.server(case.request.guild.map(serenitys::guild));
    let paged = paged(bot, &case).await?;
    let whom = if paged.is_empty() {
        server.on_call_role().map(|role| Whom::Role(ids::role(role))).into_iter().collect()
    } else {
        paged
    };
    if let Some(first) = whom.first().copied() {
        let snapshot = bot.live.now();
        let post = |_| {
            let language = server.language(&bot.config);
            let paged = Paged { language, knowledge: &snapshot.knowledge, case: &case, at: case.escalation };
            message::reminder(&paged, &whom, reply_by)
        };
        let attempt = Attempt {
            key: due.timer.key.clone(),
            case: Some(case.id),
            whom: first,
            way: Way::Channel,
            channel: server.on_call_channel(),
            post: &post,
        };
        if reach(bot, &attempt).await? == Reached::Away {
            return Ok(Left::Again(AGAIN));
        }
    }
    let person = whom.iter().find_map(|whom| whom.ids().0);
    let what = What::Reminded { person, minutes_left: reply_by.duration_since(now).as_mins() };
    bot.store.change_case_for(due, now, |case| case.apply(Change::Record(what.clone()), BY_ITSELF, now)).await?;
    Ok(Left::Nothing)
}

/// The latest of those who were paged about a case, each once.
async fn paged(bot: &Bot, case: &Case) -> store::Result<Vec<Whom>> {
    let mut whom: Vec<Whom> = Vec::new();
    for event in bot.store.timeline(case.id).await?.into_iter().rev() {
        let one = match event.what {
            What::Paged { person: Some(person), .. } => Whom::Person(person),
            What::Paged { role: Some(role), .. } => Whom::Role(role),
            _ => continue,
        };
        if whom.len() < NAMED && !whom.contains(&one) {
            whom.push(one);
        }
    }
    Ok(whom)
}
