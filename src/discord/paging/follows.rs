//! What follows from a case being opened or changed: the timers that page, remind, and tell other systems.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::config::{OnCall, Talk};
use crate::triage::{Applied, Case, Change, EscalationPolicy, Next, State, Timer};
use crate::webhooks;

/// Of the time in which a case should be answered, this part is left when it is reminded of.
const LEFT: i32 = 4;

/// So long after a case was opened it is seen to that it has its thread: that is done at once, unless the process ends.
const TALK: SignedDuration = SignedDuration::from_secs(60);

/// The timers of a case that was opened, which is the first entry of its timeline.
pub(in crate::discord) fn opened(on_call: &OnCall, case: &Case) -> Vec<Timer> {
    let first = policy(on_call, case).map(|policy| page(policy, case, case.opened_at));
    let talk = (on_call.talk != Talk::None).then(|| Timer::talk(case.id, case.opened_at + TALK));
    let tellings = hooks(on_call).map(|hook| Timer::webhook(case.id, &hook, 1, case.opened_at));
    first.into_iter().chain(reminder(on_call, case)).chain(talk).chain(tellings).collect()
}

/// A change, with the timers by which other systems are told of it.
pub(super) fn told(on_call: &OnCall, mut applied: Applied) -> Applied {
    let case = applied.case.id;
    for event in applied.events.iter().filter(|event| webhooks::is_told(&event.what)) {
        applied.timers.extend(hooks(on_call).map(|hook| Timer::webhook(case, &hook, event.number, event.at)));
    }
    applied
}

fn hooks(on_call: &OnCall) -> impl Iterator<Item = String> {
    on_call.webhooks.iter().map(webhooks::name)
}

/// A change, with the timers that follow from it. `has_role` is whether there is a role to call where there is no policy.
pub(in crate::discord) fn after(
    on_call: &OnCall,
    has_role: bool,
    applied: Applied,
    change: &Change,
    at: Timestamp,
) -> Applied {
    let applied = told(on_call, applied);
    let case = applied.case.clone();
    if case.state != State::Triggered {
        return applied;
    }
    let policy = policy(on_call, &case);
    match change {
        Change::Escalate { .. } | Change::Wake | Change::Reopen if policy.is_none() && !has_role => applied,
        // Whoever asks for the next step wants it now.
        Change::Escalate { .. } => applied.then_at(Timer::page(case.id, case.escalation, at)),
        Change::Wake | Change::Reopen => match policy {
            Some(policy) => applied.then_at(page(policy, &case, at)),
            None => applied.then_at(Timer::page(case.id, case.escalation, at)),
        },
        Change::SetSeverity { .. } => match reminder(on_call, &case) {
            Some(reminder) => applied.then_at(reminder),
            None => applied,
        },
        _ => applied,
    }
}

/// Whether there is somebody to call for a case. `has_role` is whether there is a role to call where there is no policy.
pub(in crate::discord) fn calls_somebody(on_call: &OnCall, case: &Case, has_role: bool) -> bool {
    has_role || policy(on_call, case).is_some()
}

/// The policy that a case follows: none where it has none, or the team has it no longer.
pub(super) fn policy<'a>(on_call: &'a OnCall, case: &Case) -> Option<&'a EscalationPolicy> {
    on_call.roster.policy(case.request.policy.as_deref()?)
}

/// The zone in which those work who are paged for a case; UTC where there are no schedules.
pub(in crate::discord) fn zone(on_call: &OnCall, case: &Case) -> TimeZone {
    let first = policy(on_call, case).and_then(|policy| policy.schedules().first().copied());
    let schedule = first.and_then(|name| on_call.roster.schedule(name)).or(on_call.roster.schedules.first());
    schedule.map_or(TimeZone::UTC, |schedule| schedule.zone.clone())
}

/// When a case should have been answered; none where nobody is reminded.
pub(in crate::discord) fn reply_by(on_call: &OnCall, case: &Case) -> Option<Timestamp> {
    case.opened_at.checked_add(on_call.reply_times.of(case.severity)?).ok()
}

/// When it is reminded of a case that should be answered by then.
pub(super) fn remind_at(on_call: &OnCall, case: &Case) -> Option<Timestamp> {
    let whole = on_call.reply_times.of(case.severity)?;
    let left: SignedDuration = whole / LEFT;
    case.opened_at.checked_add(whole - left).ok()
}

fn page(policy: &EscalationPolicy, case: &Case, at: Timestamp) -> Timer {
    let (Next::Step { wait, .. } | Next::Exhausted { wait }) = policy.first();
    Timer::page(case.id, case.escalation, at + wait)
}

fn reminder(on_call: &OnCall, case: &Case) -> Option<Timer> {
    Some(Timer::remind(case.id, case.severity, remind_at(on_call, case)?))
}
