//! A step of an escalation: everyone it names is paged, each once, and the escalation moves on.
//!
//! A person is reached by a direct message; where that is refused, by a mention in the channel of those on call. A step
//! that reached nobody is followed by the next one at once. All of it is in the timeline, with the reasons.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};

use super::follows::{policy, told};
use super::message::{self, Paged};
use super::reach::{Attempt, Reached, reach};
use super::whom::{Whom, called};
use super::{AGAIN, BY_ITSELF, Left, Queue, case_of, finish, is_known, unknown_server};
use crate::discord::bot::Bot;
use crate::discord::ids::{self, serenitys};
use crate::store::{self, Due};
use crate::triage::{
    Applied, Case, Change, Escalation, EscalationStep, Next, Position, Refused, Target, Timer, Way, What,
};

/// From so long after it was due on, a page is late.
const IN_TIME: SignedDuration = SignedDuration::from_secs(60);

/// Takes the step that a timer names, if the case still waits for it.
pub(super) async fn take(bot: &Arc<Bot>, due: &Due, at: Escalation) -> store::Result<Left> {
    let Some(case) = case_of(bot, due).await?.filter(|case| case.waits_at(at)) else { return finish(bot, due).await };
    if !is_known(bot, &case) {
        return Ok(unknown_server(bot));
    }
    let Some(position) = at.next else { return exhaust(bot, due, &case, at).await };
    let on_call = bot.on_call();
    let step = policy(&on_call, &case).and_then(|policy| policy.step(position)).cloned();
    let step = step.unwrap_or_else(|| the_role(bot, &case));
    let guild = serenitys::guild(case.request.guild.unwrap_or(crate::ids::GuildId::new(1)));
    let called = called(bot, guild, &step.targets, position).await?;
    let mut taken = Taken {
        bot,
        due,
        case: &case,
        at,
        position,
        late: late(since(bot, due, &case).await?, bot.now()),
        done: called.nobody,
        reached: false,
    };
    for (number, whom) in called.all {
        if !taken.page(number, whom).await? {
            return Ok(Left::Again(AGAIN));
        }
    }
    let reached = taken.reached;
    let next = policy(&on_call, &case).map(|policy| policy.after(position));
    let (next, wait) = match next {
        Some(Next::Step { position, wait }) => (Some(position), Some(wait)),
        Some(Next::Exhausted { wait }) => (None, Some(wait)),
        None => (None, None),
    };
    let (done, now) = (taken.done, bot.now());
    let somebody = !done.is_empty();
    let changed = bot.store.change_case_for(due, now, |case| {
        let recorded = recorded(case, &done, now, |case| {
            let mut moved = case.apply(Change::MoveOn { from: at, next }, BY_ITSELF, now)?;
            if let Some(wait) = wait {
                let due_at = if reached { now + wait } else { now };
                moved.timers.push(Timer::page(case.id, Escalation { next, ..at }, due_at));
            }
            Ok(moved)
        })?;
        Ok(told(&on_call, recorded))
    });
    changed.await?;
    bot.timers_set(Queue::Webhooks).notify_one();
    // A case that pages nobody shows nothing new.
    if wait.is_some() || somebody {
        crate::discord::cases::redraw(bot, case.id);
    }
    Ok(Left::Nothing)
}

/// Writes down what was done, and then what follows, where the case still allows that: somebody may have taken it while
/// people were being paged.
fn recorded(
    case: &Case,
    done: &[What],
    at: Timestamp,
    then: impl Fn(&Case) -> Result<Applied, Refused>,
) -> Result<Applied, Refused> {
    let mut records = done.iter();
    let Some(first) = records.next() else { return then(case) };
    let mut applied = case.apply(Change::Record(first.clone()), BY_ITSELF, at)?;
    for what in records {
        applied = applied.and(Change::Record(what.clone()), BY_ITSELF, at)?;
    }
    match then(&applied.case) {
        Ok(further) => {
            applied.events.extend(further.events);
            applied.timers.extend(further.timers);
            Ok(Applied { case: further.case, ..applied })
        }
        Err(_) => Ok(applied),
    }
}

/// A step that is being taken.
struct Taken<'a> {
    bot: &'a Arc<Bot>,
    due: &'a Due,
    case: &'a Case,
    at: Escalation,
    position: Position,
    late: u64,
    done: Vec<What>,
    reached: bool,
}

impl Taken<'_> {
    /// Pages somebody, by whichever way reaches them. False where Discord is away.
    async fn page(&mut self, number: usize, whom: Whom) -> store::Result<bool> {
        let ways: &[Way] = match whom {
            Whom::Person(_) => &[Way::Direct, Way::Channel],
            Whom::Role(_) => &[Way::Channel],
        };
        for way in ways {
            match self.attempt(number, whom, *way).await? {
                Reached::Sent(whom, _) => {
                    let (person, role) = whom.ids();
                    let (position, late_seconds) = (self.position, self.late);
                    self.done.push(What::Paged { person, role, way: *way, position, late_seconds });
                    self.reached = true;
                    break;
                }
                Reached::Failed(whom, reason) => {
                    let (person, role) = whom.ids();
                    self.done.push(What::PageFailed { person, role, way: *way, position: self.position, reason });
                }
                Reached::Away => return Ok(false),
            }
        }
        Ok(true)
    }

    async fn attempt(&self, number: usize, whom: Whom, way: Way) -> store::Result<Reached> {
        let (bot, case) = (self.bot, self.case);
        let guild = case.request.guild.map(serenitys::guild);
        let server = bot.server(guild);
        let snapshot = bot.live.now();
        let post = |whom| {
            let paged =
                Paged { language: server.language(&bot.config), knowledge: &snapshot.knowledge, case, at: self.at };
            message::page(&paged, whom, way, self.late)
        };
        let attempt = Attempt {
            key: format!("{} {number} {}", self.due.timer.key, way_name(way)),
            case: Some(case.id),
            whom,
            way,
            channel: server.on_call_channel(),
            post: &post,
        };
        reach(bot, &attempt).await
    }
}

impl Whom {
    /// As a person or as a role.
    pub(super) fn ids(self) -> (Option<crate::ids::UserId>, Option<crate::ids::RoleId>) {
        match self {
            Self::Person(person) => (Some(person), None),
            Self::Role(role) => (None, Some(role)),
        }
    }
}

/// The last step was taken, and nobody came: the role is called once more, and nobody after that.
async fn exhaust(bot: &Arc<Bot>, due: &Due, case: &Case, at: Escalation) -> store::Result<Left> {
    let server = bot.server(case.request.guild.map(serenitys::guild));
    if let Some(role) = server.on_call_role() {
        let snapshot = bot.live.now();
        let post = |whom| {
            let paged = Paged { language: server.language(&bot.config), knowledge: &snapshot.knowledge, case, at };
            message::exhausted(&paged, whom)
        };
        let attempt = Attempt {
            key: format!("{} role", due.timer.key),
            case: Some(case.id),
            whom: Whom::Role(ids::role(role)),
            way: Way::Channel,
            channel: server.on_call_channel(),
            post: &post,
        };
        if reach(bot, &attempt).await? == Reached::Away {
            return Ok(Left::Again(AGAIN));
        }
    }
    let (now, on_call) = (bot.now(), bot.on_call());
    let exhausted = |case: &Case| Ok(told(&on_call, case.apply(Change::Exhaust { from: at }, BY_ITSELF, now)?));
    bot.store.change_case_for(due, now, exhausted).await?;
    bot.timers_set(Queue::Webhooks).notify_one();
    crate::discord::cases::redraw(bot, case.id);
    Ok(Left::Nothing)
}

/// What a team without policies does: the role is called.
fn the_role(bot: &Bot, case: &Case) -> EscalationStep {
    let server = bot.server(case.request.guild.map(serenitys::guild));
    let role = server.on_call_role().map(|role| Target::Role(crate::ids::Named::Id(ids::role(role))));
    EscalationStep { after: SignedDuration::ZERO, targets: role.into_iter().collect() }
}

/// Since when a step is due. Each time that it is put off its timer is due later; the first attempt was not.
async fn since(bot: &Bot, due: &Due, case: &Case) -> store::Result<Timestamp> {
    let of_this = format!("{} ", due.timer.key);
    let pages = if due.claims > 1 { bot.store.pages(case.id).await? } else { vec![] };
    let begun = pages.iter().filter(|page| page.key.starts_with(&of_this)).map(|page| page.begun_at);
    Ok(begun.chain([due.timer.due_at]).min().unwrap_or(due.timer.due_at))
}

fn late(due_at: Timestamp, now: Timestamp) -> u64 {
    let late = now.duration_since(due_at);
    if late > IN_TIME { late.as_secs().unsigned_abs() } else { 0 }
}

fn way_name(way: Way) -> &'static str {
    match way {
        Way::Direct => "direct",
        Way::Channel => "channel",
        Way::Webhook => "webhook",
    }
}
