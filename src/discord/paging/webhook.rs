//! Telling another system of an entry in a case's timeline.
//!
//! The entries of a case come there in their order: one that could not be told yet holds back those after it. A system
//! that is away is left alone for a while by all cases, so that those who are there need not wait. What a kill leaves
//! undone is told again, under the same id.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};

use super::{BY_ITSELF, Left, case_of, finish};
use crate::config::Webhook;
use crate::discord::bot::Bot;
use crate::store::{self, Due};
use crate::triage::{Case, CaseEvent, CaseId, Change, Task, What};
use crate::webhooks::{self, Delivery, News};

/// How long a system is left alone that was away.
const LEFT_ALONE: SignedDuration = SignedDuration::from_secs(5);

/// How long an entry waits at least for the one before it, which somebody else is telling at this moment.
const A_MOMENT: SignedDuration = SignedDuration::from_secs(1);

/// Tells the webhook of that name of the entry of that number, if both are still there.
pub(super) async fn tell(bot: &Arc<Bot>, due: &Due, hook: &str, number: u64) -> store::Result<Left> {
    let on_call = bot.on_call();
    let name = hook;
    let Some(hook) = webhooks::named(&on_call.webhooks, name) else { return finish(bot, due).await };
    let Some(case) = case_of(bot, due).await? else { return finish(bot, due).await };
    let Some(event) = bot.store.case_event(case.id, number).await? else { return finish(bot, due).await };
    let now = bot.now();
    if let Some(until) = earlier(bot, due, case.id, number).await? {
        return Ok(Left::Again(until.duration_since(now).max(A_MOMENT)));
    }
    if let Some(until) = bot.webhooks_away.until(name).filter(|until| now < *until) {
        return Ok(Left::Again(until.duration_since(now).max(A_MOMENT)));
    }
    let (reason, wanted) = match post(bot, hook, &case, &event, now).await {
        Delivery::Taken => return finish(bot, due).await,
        Delivery::Refused(reason) => return give_up(bot, due, hook, number, reason).await,
        Delivery::Away(reason, wanted) => (reason, wanted),
    };
    let (age, wanted) = (now.duration_since(event.at), wanted.unwrap_or_default());
    bot.webhooks_away.note(name, now + wanted.max(LEFT_ALONE));
    if age >= webhooks::PATIENCE {
        return give_up(bot, due, hook, number, reason).await;
    }
    tracing::debug!(case = %case.id, number, "the webhook at {} will be tried again: {reason}", hook.url);
    Ok(Left::Again(webhooks::pause(due.claims, age).max(wanted)))
}

/// The systems that were away lately, by the names of their webhooks: until when they are left alone.
#[derive(Debug, Default)]
pub(in crate::discord) struct Away(Mutex<HashMap<String, Timestamp>>);

impl Away {
    fn until(&self, name: &str) -> Option<Timestamp> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(name).copied()
    }

    fn note(&self, name: &str, until: Timestamp) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(name.to_owned(), until);
    }
}

/// When the entry before this one is tried again, where the same webhook was not told of it yet.
async fn earlier(bot: &Bot, due: &Due, case: CaseId, number: u64) -> store::Result<Option<Timestamp>> {
    let Task::Webhook { hook: ours, .. } = &due.timer.task else { return Ok(None) };
    let is_earlier = |task: &Task| matches!(task, Task::Webhook { hook, event } if hook == ours && *event < number);
    let mut waiting = bot.store.timers_of(case).await?.into_iter().filter(|timer| is_earlier(&timer.task));
    Ok(waiting.next().map(|timer| timer.due_at))
}

async fn post(bot: &Bot, hook: &Webhook, case: &Case, event: &CaseEvent, now: Timestamp) -> Delivery {
    let secret = match &hook.secret_env {
        None => None,
        Some(variable) => match bot.secrets.find(variable) {
            Some(secret) => Some(secret),
            // It may be set at the next start.
            None => return Delivery::Away(format!("{variable} is not set"), None),
        },
    };
    let snapshot = bot.live.now();
    let news = News { case, event, knowledge: &snapshot.knowledge };
    match webhooks::letter(hook, secret.as_deref(), &news, now) {
        Some(letter) => bot.courier.deliver(&hook.url, &letter, secret.as_deref()).await,
        None => Delivery::Taken,
    }
}

/// Tries no more, and says so in the log and in the timeline.
async fn give_up(bot: &Bot, due: &Due, hook: &Webhook, event: u64, reason: String) -> store::Result<Left> {
    let (now, host) = (bot.now(), hook.url.to_string());
    tracing::error!(timer = due.timer.key, "the webhook at {host} could not be told, and is not tried again: {reason}");
    let what = What::WebhookFailed { event, host, reason };
    bot.store.change_case_for(due, now, |case| case.apply(Change::Record(what.clone()), BY_ITSELF, now)).await?;
    Ok(Left::Nothing)
}

/// Says which secrets of webhooks are not there.
pub(super) fn complain(bot: &Bot) {
    for hook in &bot.on_call().webhooks {
        if let Some(variable) = hook.secret_env.as_deref().filter(|variable| bot.secrets.find(variable).is_none()) {
            tracing::warn!(
                "the webhook at {} is told nothing until {variable} is set and the bot started again",
                hook.url
            );
        }
    }
}
