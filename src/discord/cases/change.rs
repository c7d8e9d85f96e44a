//! Changing a case: written down with what follows from it, then shown.

use std::sync::Arc;

use jiff::Timestamp;

use super::{showing, talk};
use crate::discord::bot::Bot;
use crate::discord::elsewhere;
use crate::discord::ids::serenitys;
use crate::discord::paging;
use crate::store::{self, Changed, Due, Vote};
use crate::triage::{Actor, Case, Change, Refused};

/// Changes a case; where it was changed, its card follows, and the person who asked is told what concerns them.
pub(in crate::discord) async fn change(
    bot: &Arc<Bot>,
    case: &Case,
    by: Actor,
    change: Change,
) -> store::Result<Changed> {
    let (id, at, on_call) = (case.id, bot.now(), bot.on_call());
    let calls = matches!(change, Change::Escalate { .. } | Change::Reopen);
    let has_role = calls && has_role(bot, case).await;
    let apply = |case: &Case| Ok(paging::after(&on_call, has_role, case.apply(change.clone(), by, at)?, &change, at));
    let changed = bot.store.change_case(id, apply).await?;
    if let Changed::Made(case) = &changed {
        bot.look_what_is_due();
        // A note is in the timeline only.
        if !matches!(change, Change::Note { .. }) {
            showing::redraw(bot, id);
        }
        if change == Change::Acknowledge {
            bot.counts.acknowledging.observe(at.duration_since(case.opened_at).as_secs_f64());
        }
        if matches!(change, Change::Acknowledge | Change::Assign { .. }) {
            talk::bring(bot, case);
        }
        if matches!(change, Change::Resolve { .. }) {
            resolved(bot, case, by, at).await;
        }
    }
    Ok(changed)
}

/// Wakes a case whose snooze is over, if that is still the snooze that a timer ends.
pub(in crate::discord) async fn wake(bot: &Arc<Bot>, due: &Due, case: &Case, until: Timestamp) -> store::Result<()> {
    let (at, on_call) = (bot.now(), bot.on_call());
    let has_role = has_role(bot, case).await;
    let apply = |case: &Case| {
        if case.snoozed_until != Some(until) {
            return Err(Refused::Unchanged);
        }
        let woken = case.apply(Change::Wake, Actor::Firstline, at)?;
        Ok(paging::after(&on_call, has_role, woken, &Change::Wake, at))
    };
    if let Changed::Made(case) = bot.store.change_case_for(due, at, apply).await? {
        showing::redraw(bot, case.id);
    }
    Ok(())
}

/// Whether there is a role to call for a case.
pub(super) async fn has_role(bot: &Bot, case: &Case) -> bool {
    elsewhere::server(bot, case.request.guild.map(serenitys::guild)).await.on_call_role().is_some()
}

/// What fixed it counts for the issue, as a vote of whoever says so; and the person who asked is told.
async fn resolved(bot: &Arc<Bot>, case: &Case, by: Actor, at: Timestamp) {
    if by != Actor::Person(case.request.person) {
        showing::tell_resolved(bot, case);
    }
    let issue = case.resolution.as_ref().and_then(|resolution| resolution.issue.clone());
    if let (Some(paste), Some(issue), Some(voter)) = (case.request.paste, issue, by.person()) {
        let vote = Vote { paste, issue, voter, helped: true, voted_at: at };
        if let Err(error) = bot.store.vote(&vote).await {
            tracing::error!(case = %case.id, "what fixed it could not be counted: {error}");
        }
    }
}
