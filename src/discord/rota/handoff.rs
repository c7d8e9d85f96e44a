//! A handoff: whoever comes on call is told once what waits for them, and says that they have it.
//!
//! A direct message; where that is refused, a mention in the channel of those on call. It is written down before it is
//! sent (see [`reach`](crate::discord::paging)), so that it is sent once whatever happens to the process.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};

use super::showing::{clock, person};
use super::{Known, home};
use crate::discord::bot::Bot;
use crate::discord::cases;
use crate::discord::ids::{self, serenitys};
use crate::discord::interactions::{Outcome, Used};
use crate::discord::issue_key::Key;
use crate::discord::paging::{AGAIN, Attempt, Left, Reached, Whom, finish, reach, reply_by, unknown_server};
use crate::discord::post::{Button, Embed, Look, Post, Row, Tone};
use crate::discord::press::Press;
use crate::discord::render::plain;
use crate::discord::shown;
use crate::discord::who::Who;
use crate::ids::UserId;
use crate::store::{self, CaseFilter, Due, Handoff, Which};
use crate::triage::{Actor, Case, CaseId, Change, Severity, Timer, Way, What};
use crate::words::{Language, Text};

/// Cases that are listed, and those that are looked at for it: the rest is only said to be there.
const LISTED: usize = 10;
const LOOKED_AT: u32 = 100;

/// How long it is waited for the team's server to be known, for the language and for where else to tell it.
const PATIENCE: SignedDuration = SignedDuration::from_mins(10);

/// Tells whoever comes on call at an instant, if that is still so.
pub(in crate::discord) async fn hand_over(bot: &Arc<Bot>, due: &Due, name: &str, at: Timestamp) -> store::Result<Left> {
    let known = Known::of(bot).await?;
    let now = known.at;
    if now < at {
        return Ok(Left::Again(at.duration_since(now)));
    }
    let Some(schedule) = known.roster().schedule(name) else { return finish(bot, due).await };
    let stretch = schedule.stretch_at(&known.overrides, now);
    if stretch.from != at {
        // Nobody was there to carry out this one, and the one after it has come.
        if stretch.from > at {
            bot.store.set_timers(&[Timer::handoff(name, stretch.from)]).await?;
        }
        return finish(bot, due).await;
    }
    let Some(incoming) = stretch.person else { return finish(bot, due).await };
    let home = home::of(bot, known.roster()).await;
    if home.is_none() && now.duration_since(at) < PATIENCE {
        return Ok(unknown_server(bot));
    }
    let outgoing = schedule.on_call_at(&known.overrides, at - SignedDuration::from_nanos(1));
    let handoff = Handoff {
        schedule: name.to_owned(),
        starts_at: at,
        incoming: Some(incoming),
        outgoing,
        message: None,
        acknowledged_at: None,
    };
    bot.store.add_handoff(&handoff).await?;
    let handoff = bot.store.handoff(name, at).await?.unwrap_or(handoff);
    // Whoever it was begun for is told, even if somebody else has stepped in by now.
    let (Some(incoming), None) = (handoff.incoming, handoff.message) else { return finish(bot, due).await };
    let server = bot.server(home);
    let packet = Packet {
        language: server.language(&bot.config),
        handoff: &handoff,
        until: stretch.until,
        waiting: waiting(bot, &known, server.language(&bot.config)).await?,
    };
    let mut told = None;
    for way in [Way::Direct, Way::Channel] {
        let post = |_| packet.post(incoming, way);
        let attempt = Attempt {
            key: format!("{} {}", due.timer.key, if way == Way::Direct { "direct" } else { "channel" }),
            case: None,
            whom: Whom::Person(incoming),
            way,
            channel: server.on_call_channel(),
            post: &post,
        };
        match reach(bot, &attempt).await? {
            Reached::Sent(_, message) => {
                told = message;
                break;
            }
            Reached::Failed(_, reason) => tracing::warn!(schedule = name, "a handoff could not be told: {reason}"),
            Reached::Away => return Ok(Left::Again(AGAIN)),
        }
    }
    if let Some(message) = told {
        bot.store.put_handoff_message(name, at, message).await?;
        let what = What::HandedOver { person: Some(incoming), schedule: name.to_owned() };
        for case in &packet.waiting.listed {
            let record = |case: &Case| case.apply(Change::Record(what.clone()), Actor::Firstline, now);
            bot.store.change_case(case.0, record).await?;
        }
    }
    finish(bot, due).await
}

/// Somebody says that they have what was handed over to them.
pub(in crate::discord) async fn taken(bot: &Arc<Bot>, used: Used<'_>, who: &Who, key: &Key, at: Timestamp) -> Outcome {
    let Some(message) = used.message() else { return Outcome::whisper(who.language.say(Text::UnknownButton)) };
    let id = ids::message(message.id);
    let done = async {
        let mut handoff = bot.store.handoff_by_message(id).await?;
        // It may be pressed before it is written down which message it is.
        if handoff.is_none()
            && let Some(schedule) = bot.on_call().roster.schedules.iter().find(|one| Key::of(&one.name) == *key)
            && let Some(untold) = bot.store.handoff(&schedule.name, at).await?
            && untold.message.is_none()
            && untold.incoming == Some(who.user)
        {
            let place = (ids::channel(message.channel_id), id);
            bot.store.put_handoff_message(&schedule.name, at, place).await?;
            handoff = Some(untold);
        }
        let Some(handoff) = handoff else { return Ok(Outcome::whisper(who.language.say(Text::UnknownButton))) };
        if handoff.incoming != Some(who.user) {
            return Ok(Outcome::whisper(who.language.say(Text::HandoffNotYours)));
        }
        let now = bot.now();
        bot.store.acknowledge_handoff(id, who.user, now).await?;
        let when = format!("<t:{}:R>", handoff.acknowledged_at.unwrap_or(now).as_second());
        let taken = match who.guild {
            Some(guild) => {
                let who = person(who.language, Some(who.user));
                bot.language(Some(guild)).fill(Text::HandoffTakenBy, &[("who", &who), ("when", &when)])
            }
            None => who.language.fill(Text::HandoffTaken, &[("when", &when)]),
        };
        let text = format!("{}\n{taken}", message.content);
        Ok(Outcome::Become(Post { text, ..shown::as_post(message) }))
    };
    done.await.unwrap_or_else(|error: store::Error| Outcome::trouble(who.language, &error))
}

/// What waits for whoever comes on call.
struct Waiting {
    /// How many cases are open, and whether there are more than were looked at.
    open: usize,
    /// The worst and oldest of them, each as it is listed.
    listed: Vec<(CaseId, String)>,
}

async fn waiting(bot: &Bot, known: &Known, language: Language) -> store::Result<Waiting> {
    let page = bot.store.cases(CaseFilter { guild: None, which: Which::Open }, None, LOOKED_AT).await?;
    let mut cases = page.cases;
    let open = cases.len();
    cases.sort_by_key(|case| (worst_first(case.severity), case.opened_at));
    let mut listed = Vec::new();
    for case in cases.iter().take(LISTED) {
        let note = bot.store.latest_note(case.id).await?.and_then(|event| match event.what {
            What::Noted { text } => Some(text),
            _ => None,
        });
        let reply_by = reply_by(&known.on_call, case);
        listed.push((case.id, cases::waiting(language, case, reply_by, note.as_deref())));
    }
    Ok(Waiting { open, listed })
}

fn worst_first(severity: Severity) -> u8 {
    match severity {
        Severity::Critical => 0,
        Severity::High => 1,
        Severity::Normal => 2,
        Severity::Low => 3,
    }
}

/// What whoever comes on call reads.
struct Packet<'a> {
    language: Language,
    handoff: &'a Handoff,
    until: Timestamp,
    waiting: Waiting,
}

impl Packet<'_> {
    fn post(&self, incoming: UserId, way: Way) -> Post {
        let Packet { language, handoff, until, waiting } = self;
        let schedule = plain(&handoff.schedule);
        let mut lines = vec![language.fill(Text::HandoffBegun, &[("schedule", &schedule)])];
        if let Some(outgoing) = handoff.outgoing {
            lines.push(language.fill(Text::HandoffFrom, &[("who", &person(*language, Some(outgoing)))]));
        }
        if *until < Timestamp::MAX {
            lines.push(language.fill(Text::HandoffEnds, &[("until", &clock(*until))]));
        }
        let mut text = lines.join(" ");
        let mut calls = vec![];
        if way == Way::Channel {
            text = format!("<@{incoming}> {text}");
            calls.push(serenitys::user(incoming));
        }
        let key = Key::of(&handoff.schedule);
        let press = Press::Handoff { at: handoff.starts_at.as_second(), schedule: key };
        let rows = vec![Row::Buttons(vec![Button::new(Look::Good, language.say(Text::HandoffIHaveIt), press)])];
        if waiting.listed.is_empty() {
            text.push_str(&format!("\n{}", language.say(Text::HandoffNoCases)));
            return Post { text, rows, calls, ..Post::default() };
        }
        let mut description = waiting.listed.iter().map(|(_, line)| format!("{line}\n")).collect::<String>();
        if waiting.open > waiting.listed.len() {
            description.push_str(&format!("\n{}", language.say(Text::HandoffMore)));
        }
        let title = language.fill(Text::HandoffCases, &[("count", &waiting.open.to_string())]);
        let embed = Embed { title, description, footer: String::new(), tone: Tone::Unsure };
        Post { text, embed: Some(embed), rows, calls, ..Post::default() }
    }
}
