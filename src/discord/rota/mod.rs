//! Who is on call, on Discord: shown to those who ask, changed for a while by those who may, and handed over.
//!
//! Nothing of it is kept but the changes: who is on call is worked out anew from the rules as they are in force, the
//! changes, and the time. What is to be done at a handoff is a timer in the store, as pages are.

mod ahead;
mod changing;
mod check;
mod handoff;
mod home;
mod role;
mod showing;

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};

pub(super) use self::ahead::{Ahead, look};
pub(super) use self::changing::{Asked, Span, change, changes, chosen, undo};
pub(super) use self::check::before_a_shift;
pub(super) use self::handoff::{hand_over, taken};
pub(super) use self::home::may_see;
pub(super) use self::role::Kept;
pub(super) use self::showing::{next, now, shifts};
use super::bot::Bot;
use super::interactions::{Outcome, Used};
use super::issue_key::Key;
use super::who::Who;
use crate::config::OnCall;
use crate::store::{self, KeptOverride};
use crate::triage::{Override, Roster, Schedule};
use crate::words::Text;

/// Changes that were over so long ago count no more for what is shown: a shift that began before is shown from there.
const AROUND: SignedDuration = SignedDuration::from_hours(400 * 24);

/// All by which it is known who is on call.
#[derive(Debug)]
pub(super) struct Known {
    /// The rules, as they are in force.
    pub on_call: Arc<OnCall>,
    /// The changes, in the order in which they were made.
    pub overrides: Vec<Override>,
    /// The same with their numbers.
    kept: Vec<KeptOverride>,
    /// What time it is.
    pub at: Timestamp,
}

impl Known {
    /// What is known now.
    pub(super) async fn of(bot: &Bot) -> store::Result<Self> {
        let (at, on_call) = (bot.now(), bot.on_call());
        let kept = bot.store.overrides(at - AROUND, Timestamp::MAX).await?;
        let overrides = kept.iter().map(|kept| kept.change.clone()).collect();
        Ok(Self { on_call, overrides, kept, at })
    }

    /// The people, the schedules and the policies.
    pub(super) fn roster(&self) -> &Roster {
        &self.on_call.roster
    }

    /// The schedule that a component names.
    fn schedule(&self, key: &Key) -> Option<&Schedule> {
        self.roster().schedules.iter().find(|schedule| Key::of(&schedule.name) == *key)
    }
}

/// A page of a schedule, for whoever turned to it.
pub(super) async fn turned(bot: &Bot, used: Used<'_>, who: &Who, key: &Key, from: Timestamp) -> Outcome {
    let known = match Known::of(bot).await {
        Ok(known) => known,
        Err(error) => return Outcome::trouble(who.language, &error),
    };
    if let Err(refused) = may_see(bot, who, known.roster()).await {
        return Outcome::whisper(who.language.say(refused));
    }
    match known.schedule(key) {
        Some(schedule) if used.is_whispered() => Outcome::Become(shifts(who.language, &known, schedule, from)),
        Some(schedule) => Outcome::Whisper(shifts(who.language, &known, schedule, from)),
        None => Outcome::whisper(who.language.say(Text::UnknownButton)),
    }
}
