//! Paging: what is due is found in the store and done, once, whatever happens to this process.
//!
//! A timer is claimed, carried out, and finished together with what came of it (see [`store::timers`](crate::store)). Each
//! attempt to reach somebody is written down before it is made, with the nonce by which Discord takes it once, and again
//! when its outcome is known (see [`reach`]). So a process that is killed anywhere in between leaves a claim that runs
//! out and an attempt that is taken up where it was, here or in another process.
//!
//! Discord being away is no outcome: the timer is put off, and done late, and the timeline says how late.

mod follows;
mod message;
mod reach;
mod remind;
mod step;
mod webhook;
mod whom;

use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use tokio::sync::oneshot;

pub(super) use self::follows::{after, calls_somebody, opened, reply_by, zone};
pub(super) use self::reach::{Attempt, Reached, reach};
pub(super) use self::webhook::Away as WebhooksAway;
pub(super) use self::whom::Whom;
use super::bot::{Bot, Lane};
use super::cases;
use super::digest::Digest;
use super::ids::serenitys;
use super::rota;
use crate::store::{self, Due, Shards, TIMER_LEASE};
use crate::triage::{Actor, Case, Task};

/// Timers carried out at once. What is claimed and waits loses its lease, so no more are claimed than are worked on.
const AT_ONCE: u32 = 16;

/// How often it is looked whether another process has set a timer, or left one.
const LOOKS: Duration = Duration::from_secs(5);

/// After so long, what Discord could not do is tried again.
pub(super) const AGAIN: SignedDuration = SignedDuration::from_secs(30);

/// After so long, it is looked again whether a server is there that this process does not know yet.
const NOT_YET_MET: SignedDuration = SignedDuration::from_secs(3);
/// The same of a server that the bot is no longer in.
const NO_LONGER_THERE: SignedDuration = SignedDuration::from_mins(10);

/// What is left of a timer when it was carried out.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Left {
    /// Nothing: it is finished, or somebody else's by now.
    Nothing,
    /// It is to be tried again after a while.
    Again(SignedDuration),
}

/// What is carried out beside each other: that other systems are slow is nothing that a page waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Queue {
    /// What is done on Discord.
    Discord,
    /// What other systems are told.
    Webhooks,
}

/// Carries out what is due in a queue, for ever.
pub(super) async fn keep(bot: &Arc<Bot>, queue: Queue) {
    if queue == Queue::Webhooks {
        webhook::complain(bot);
    }
    let mut is_down = false;
    let mut ahead = rota::Ahead::default();
    loop {
        let busy = bot.lanes.busy();
        if queue == Queue::Discord
            && let Err(error) = rota::look(bot, &mut ahead).await
        {
            tracing::debug!("what is to come by the schedules could not be looked at: {error}");
        }
        // What is due for a case is done where its server is known.
        let (now, here) = (bot.now(), bot.roll().here());
        let claimed = match queue {
            Queue::Discord => match &here {
                Some(shards) => bot.store.claim_due_in(shards, now, AT_ONCE).await,
                None => bot.store.claim_due(now, AT_ONCE).await,
            },
            Queue::Webhooks => bot.store.claim_webhooks(now, AT_ONCE).await,
        };
        let was_down = std::mem::replace(&mut is_down, claimed.is_err());
        let next = match claimed {
            Ok(due) if due.is_empty() => next(bot, queue, here.as_ref()).await.unwrap_or_default(),
            Ok(due) => {
                carry_out(bot, due).await;
                continue;
            }
            Err(error) => {
                // Said once, by one of the queues.
                if !was_down && queue == Queue::Discord {
                    tracing::error!("what is due could not be read, and waits until the store is back: {error}");
                }
                None
            }
        };
        drop(busy);
        // By the end of a lease, what somebody else has claimed and left is looked for.
        let latest = now + TIMER_LEASE;
        tokio::select! {
            () = bot.clock.until(next.unwrap_or(latest).min(latest)) => {}
            () = bot.timers_set(queue).notified() => {}
            () = tokio::time::sleep(LOOKS) => {}
        }
        if is_down {
            tokio::time::sleep(LOOKS).await;
        }
    }
}

async fn next(bot: &Bot, queue: Queue, here: Option<&Shards>) -> store::Result<Option<Timestamp>> {
    match queue {
        Queue::Discord => match here {
            Some(shards) => bot.store.next_due_in(shards).await,
            None => bot.store.next_due().await,
        },
        // Nobody looks for what is never set.
        Queue::Webhooks if bot.on_call().webhooks.is_empty() => Ok(None),
        Queue::Webhooks => bot.store.next_webhook().await,
    }
}

/// Carries out all of these, each in its lane, and waits for the last.
async fn carry_out(bot: &Arc<Bot>, all: Vec<Due>) {
    let mut running = Vec::new();
    for due in all {
        let (done, is_done) = oneshot::channel::<()>();
        let at_work = Arc::clone(bot);
        bot.lanes.enter(lane(&due), async move {
            carry_out_one(&at_work, &due).await;
            drop(done);
        });
        running.push(is_done);
    }
    for is_done in running {
        // It is dropped when the work is done, or has panicked.
        let _ = is_done.await;
    }
}

/// What is done for a case is done in its order, and so is what one other system is told of it.
fn lane(due: &Due) -> Lane {
    match &due.timer.task {
        Task::Webhook { hook, .. } => Lane::Told(due.timer.case, Digest::of(hook).get()),
        // Messages and interactions are numbered together.
        Task::Unanswered { message, .. } => Lane::Interaction(message.get()),
        _ => Lane::Due(due.timer.case),
    }
}

async fn carry_out_one(bot: &Arc<Bot>, due: &Due) {
    let done = match &due.timer.task {
        Task::Page { escalation } => step::take(bot, due, *escalation).await,
        Task::Wake { until } => wake(bot, due, *until).await,
        Task::Talk => talk(bot, due).await,
        Task::Remind => remind::remind(bot, due).await,
        Task::Unanswered { guild, channel, message, person } => {
            let (channel, message) = (serenitys::channel(*channel), serenitys::message(*message));
            unanswered(bot, due, cases::Pasted { guild: *guild, channel, message, person: *person }).await
        }
        Task::Handoff { schedule, at } => rota::hand_over(bot, due, schedule, *at).await,
        Task::CheckShift { schedule, at } => rota::before_a_shift(bot, due, schedule, *at).await,
        Task::Webhook { hook, event } => webhook::tell(bot, due, hook, *event).await,
    };
    let put_off = match done {
        Ok(Left::Nothing) => return,
        Ok(Left::Again(after)) => bot.store.put_off(due, bot.now() + after).await,
        Err(error) => Err(error),
    };
    if let Err(error) = put_off {
        // The claim runs out, and it is done then.
        tracing::error!(timer = due.timer.key, "what is due could not be done, and will be tried again: {error}");
    }
}

/// Ends a snooze, if it is still the same one.
async fn wake(bot: &Arc<Bot>, due: &Due, until: Timestamp) -> store::Result<Left> {
    let Some(case) = case_of(bot, due).await? else { return finish(bot, due).await };
    if !is_known(bot, &case) {
        return Ok(unknown_server(bot));
    }
    cases::wake(bot, due, &case, until).await?;
    Ok(Left::Nothing)
}

/// Sees to it that a case has its thread.
async fn talk(bot: &Arc<Bot>, due: &Due) -> store::Result<Left> {
    let Some(case) = case_of(bot, due).await? else { return finish(bot, due).await };
    if !is_known(bot, &case) {
        return Ok(unknown_server(bot));
    }
    match cases::open_talk(bot, case.id, cases::TalkAttempt::Further).await? {
        Some(after) => Ok(Left::Again(after)),
        None => finish(bot, due).await,
    }
}

/// Opens a case for a paste that nobody has helped with.
async fn unanswered(bot: &Arc<Bot>, due: &Due, pasted: cases::Pasted) -> store::Result<Left> {
    if !bot.places().is_settled(serenitys::guild(pasted.guild)) {
        return Ok(unknown_server(bot));
    }
    match cases::unanswered_due(bot, pasted).await? {
        Some(after) => Ok(Left::Again(after)),
        None => finish(bot, due).await,
    }
}

/// Notes that a timer is done.
pub(super) async fn finish(bot: &Bot, due: &Due) -> store::Result<Left> {
    bot.store.finish(due, bot.now()).await?;
    Ok(Left::Nothing)
}

/// The case that a timer is for; none where it is gone.
async fn case_of(bot: &Bot, due: &Due) -> store::Result<Option<Case>> {
    match due.timer.case {
        Some(id) => bot.store.case(id).await,
        None => Ok(None),
    }
}

/// Whether the case's server is one that this process knows, with its settings. Another process may have its shard.
fn is_known(bot: &Bot, case: &Case) -> bool {
    case.request.guild.is_some_and(|guild| bot.places().is_settled(serenitys::guild(guild)))
}

/// What is left to do for a server that this process does not know.
pub(super) fn unknown_server(bot: &Bot) -> Left {
    Left::Again(if bot.roll().has_met_all() { NO_LONGER_THERE } else { NOT_YET_MET })
}

/// Who does what is done by itself.
const BY_ITSELF: Actor = Actor::Firstline;
