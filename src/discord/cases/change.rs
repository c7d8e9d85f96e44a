//! Changing a case: written down with what follows from it, then shown.

use std::sync::Arc;

use jiff::Timestamp;

use super::showing;
use crate::discord::bot::Bot;
use crate::store::{self, Changed, Vote};
use crate::triage::{Actor, Applied, Case, CaseId, Change, State, Timer};

/// Changes a case; where it was changed, its card follows, and the person who asked is told what concerns them.
pub(in crate::discord) async fn change(
    bot: &Arc<Bot>,
    id: CaseId,
    by: Actor,
    change: Change,
) -> store::Result<Changed> {
    let at = bot.now();
    let apply = |case: &Case| Ok(with_pages(case.apply(change.clone(), by, at)?, &change, at));
    let changed = bot.store.change_case(id, apply).await?;
    if let Changed::Made(case) = &changed {
        // A note is in the timeline only.
        if !matches!(change, Change::Note { .. }) {
            showing::redraw(bot, id);
        }
        if matches!(change, Change::Resolve { .. }) {
            resolved(bot, case, by, at).await;
        }
    }
    Ok(changed)
}

/// The timers of a case that was opened.
pub(super) fn first_pages(case: &Case) -> Vec<Timer> {
    vec![Timer::page(case.id, case.escalation, case.opened_at)]
}

/// A change, with the page that follows from it.
fn with_pages(applied: Applied, change: &Change, at: Timestamp) -> Applied {
    let begins = matches!(change, Change::Escalate { .. } | Change::Wake | Change::Reopen);
    if !begins || applied.case.state != State::Triggered {
        return applied;
    }
    let (case, escalation) = (applied.case.id, applied.case.escalation);
    applied.then_at(Timer::page(case, escalation, at))
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
