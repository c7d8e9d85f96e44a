//! What is to come: each handoff, and the look before it, as timers in the store.
//!
//! Who is on call is never stored, so that a change of the rules, or for a while, moves handoffs about. Timers are set for
//! what is next as things stand, and whoever carries one out asks anew whether it still is so. One for a handoff that was
//! moved away does nothing; one that was passed by while no process ran leads to the handoff after it.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};

use super::{Known, role};
use crate::discord::bot::Bot;
use crate::ids::UserId;
use crate::store;
use crate::triage::Timer;

/// How long what was looked at counts: another process may have changed who is on call.
const COUNTS: SignedDuration = SignedDuration::from_secs(60);

/// What was looked at last.
#[derive(Debug, Default)]
pub(in crate::discord) struct Ahead {
    /// Which changes and which version of the rules, when, and until when it counts.
    seen: Option<((u64, u64), Timestamp, Timestamp)>,
}

/// Sets timers for what is to come, where that may be something else than before.
pub(in crate::discord) async fn look(bot: &Arc<Bot>, ahead: &mut Ahead) -> store::Result<()> {
    let (now, of) = (bot.now(), (bot.rota_changes(), bot.on_call_version()));
    if ahead.seen.is_some_and(|(seen, at, until)| seen == of && at <= now && now < until) {
        return Ok(());
    }
    let known = Known::of(bot).await?;
    let before = known.on_call.shift_check();
    let (mut timers, mut until) = (Vec::new(), known.at + COUNTS);
    let mut on_call: Vec<UserId> = Vec::new();
    for schedule in &known.roster().schedules {
        on_call.extend(schedule.on_call_at(&known.overrides, known.at));
        let name = &schedule.name;
        if let Some(next) = schedule.next_handoff(&known.overrides, known.at) {
            until = until.min(next.at);
            timers.push(Timer::handoff(name, next.at));
            timers.push(Timer::check_shift(name, next.at, next.at.checked_sub(before).unwrap_or(known.at)));
        }
        // One that somebody took over at once was in nobody's future.
        let begun = known.overrides.iter().filter(|change| change.schedule == *name && change.covers(known.at));
        let at_once = begun.filter(|change| change.from.as_second() == change.made_at.as_second());
        timers.extend(at_once.map(|change| Timer::handoff(name, change.from)));
    }
    if !timers.is_empty() {
        bot.store.set_timers(&timers).await?;
    }
    on_call.sort_unstable();
    on_call.dedup();
    role::keep(bot, &known, on_call);
    ahead.seen = Some((of, known.at, until));
    Ok(())
}
