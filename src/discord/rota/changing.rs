//! Changing who is on call for a while: asked for in words, written down, and told to those on call in one quiet line.

use std::sync::Arc;

use jiff::Timestamp;

use super::Known;
use super::home::{is_the_teams, may_change};
use super::showing::{changed, person};
use crate::discord::bot::Bot;
use crate::discord::limits::cut;
use crate::discord::messages::report;
use crate::discord::post::{Nonce, Post};
use crate::discord::render::plain;
use crate::discord::sending::insist;
use crate::discord::who::Who;
use crate::ids::UserId;
use crate::store::{self, KeptOverride, OverrideId};
use crate::triage::schedule::made_together;
use crate::triage::{Decision, NoChange, Override, Schedule};
use crate::words::{Language, Text};

/// A text of somebody's that is said again.
const SAID_AGAIN: usize = 60;

/// From when until when, as it was typed.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::discord) struct Span<'a> {
    /// Empty for now.
    pub from: Option<&'a str>,
    /// None where it was left open.
    pub until: Option<&'a str>,
}

/// What is to be changed.
#[derive(Debug, Clone, Copy)]
pub(in crate::discord) enum Asked {
    /// Somebody is put on call, whoever is by the schedule.
    PutIn(UserId),
    /// Whoever asks steps in for somebody.
    Cover(UserId),
    /// Whoever asks swaps the next shift with somebody.
    Swap(UserId),
}

/// Changes who is on call, where that may be and changes anything, and says what came of it.
pub(in crate::discord) async fn change(
    bot: &Arc<Bot>,
    who: &Who,
    schedule: Option<&str>,
    asked: Asked,
    span: Span<'_>,
) -> store::Result<Post> {
    let known = Known::of(bot).await?;
    let language = who.language;
    if let Err(refused) = may_change(bot, who, known.roster()).await {
        return Ok(Post::of(language.say(refused)));
    }
    if matches!(asked, Asked::PutIn(with) if with != who.user) && !who.manages() {
        return Ok(Post::of(language.say(Text::RotaForOthers)));
    }
    let wanted = chosen(language, &known, schedule).and_then(|schedule| {
        let changes = decide(language, &known, schedule, who.user, asked, span)?;
        Ok((schedule, changes))
    });
    let (schedule, changes) = match wanted {
        Ok(wanted) => wanted,
        Err(refused) => return Ok(Post::of(refused)),
    };
    let before = known.overrides.iter().filter(|other| changes.iter().any(|change| overlap(change, other))).count();
    bot.store.add_overrides(&changes).await?;
    tracing::info!(schedule = schedule.name, by = %who.user, changes = changes.len(), "who is on call was changed");
    tell(bot, who, Text::RotaChanged, &changes);
    let mut told = language.fill(Text::RotaDone, &[("changes", &written(language, &changes))]);
    if before > 0 {
        told.push_str(&format!("\n{}", language.fill(Text::RotaNewest, &[("count", &before.to_string())])));
    }
    Ok(Post::of(told))
}

/// Undoes the change that is chosen, or the latest that whoever asks has made, and says which it was.
pub(in crate::discord) async fn undo(bot: &Arc<Bot>, who: &Who, choice: Option<&str>) -> store::Result<Post> {
    let known = Known::of(bot).await?;
    let language = who.language;
    if let Err(refused) = may_change(bot, who, known.roster()).await {
        return Ok(Post::of(language.say(refused)));
    }
    let nothing = || Ok(Post::of(language.say(Text::RotaNothingToUndo)));
    let theirs = |kept: &&KeptOverride| kept.change.made_by == who.user || who.manages() && choice.is_some();
    let mut counting = known.kept.iter().filter(|kept| kept.change.until > known.at).filter(theirs);
    let one = match choice.map(|choice| choice.trim().trim_start_matches('#')) {
        None => counting.next_back(),
        Some(number) => counting.find(|kept| kept.id.get().to_string() == number),
    };
    let Some(one) = one else { return nothing() };
    let together: Vec<&Override> = made_together(&known.overrides, &one.change).collect();
    let ids: Vec<OverrideId> =
        known.kept.iter().filter(|kept| together.contains(&&kept.change)).map(|kept| kept.id).collect();
    let mut undone = Vec::new();
    for id in ids {
        undone.extend(bot.store.undo_override(id, who.user, known.at).await?.map(|kept| kept.change));
    }
    if undone.is_empty() {
        return nothing();
    }
    tracing::info!(by = %who.user, changes = undone.len(), "a change of who is on call was undone");
    tell(bot, who, Text::RotaUndone, &undone);
    Ok(Post::of(language.fill(Text::RotaTakenBack, &[("changes", &written(language, &undone))])))
}

/// The changes that somebody may undo, the newest first, each with its number, on the clocks of the schedules.
pub(in crate::discord) async fn changes(bot: &Bot, who: &Who) -> store::Result<Vec<(OverrideId, String)>> {
    let known = Known::of(bot).await?;
    let all = match who.guild {
        Some(guild) if who.manages() => is_the_teams(bot, guild, known.roster()).await,
        _ => false,
    };
    let counting = known.kept.iter().rev().filter(|kept| kept.change.until > known.at);
    let theirs = counting.filter(|kept| all || kept.change.made_by == who.user);
    let name = |person| known.roster().name_of(person).map_or_else(|| person.to_string(), str::to_owned);
    let shown = theirs.map(|KeptOverride { id, change }| {
        let schedule = known.roster().schedule(&change.schedule);
        let zone = schedule.map_or(jiff::tz::TimeZone::UTC, |schedule| schedule.zone.clone());
        let time = |at: Timestamp| at.to_zoned(zone.clone()).strftime("%F %H:%M").to_string();
        let replaced = change.replaces.map(|person| format!(" ({})", name(person))).unwrap_or_default();
        let (from, until) = (time(change.from), time(change.until));
        (*id, format!("{}: {}{replaced}, {from} – {until}", change.schedule, name(change.with)))
    });
    Ok(shown.collect())
}

/// The schedule that is named, or the only one; or what to say.
pub(in crate::discord) fn chosen<'a>(
    language: Language,
    known: &'a Known,
    name: Option<&str>,
) -> Result<&'a Schedule, String> {
    let all = &known.roster().schedules;
    let names = || all.iter().map(|schedule| plain(&schedule.name).into_owned()).collect::<Vec<_>>().join(", ");
    match (name.map(str::trim).filter(|name| !name.is_empty()), all.as_slice()) {
        (None, [only]) => Ok(only),
        (None, []) => Err(language.say(Text::RotaNone).to_owned()),
        (None, _) => Err(language.fill(Text::RotaWhich, &[("schedules", &names())])),
        (Some(name), _) => {
            let same = |schedule: &&Schedule| schedule.name == name || schedule.name.eq_ignore_ascii_case(name);
            all.iter().find(same).ok_or_else(|| {
                let said = plain(&cut(name, SAID_AGAIN)).into_owned();
                language.fill(Text::RotaNoSuch, &[("schedule", &said), ("schedules", &names())])
            })
        }
    }
}

/// The changes that somebody asks for, or why there are none, in a sentence.
fn decide(
    language: Language,
    known: &Known,
    schedule: &Schedule,
    by: UserId,
    asked: Asked,
    span: Span<'_>,
) -> Result<Vec<Override>, String> {
    let (decided, overrides) = (Decision { by, at: known.at }, known.overrides.as_slice());
    let read = |typed: &str, after| {
        schedule.moment(typed, known.at, after).ok_or_else(|| {
            let time = plain(&cut(typed, SAID_AGAIN)).into_owned();
            let zone = schedule.zone.iana_name().unwrap_or("UTC");
            language.fill(Text::RotaNoTime, &[("time", &time), ("zone", zone)])
        })
    };
    let from = span.from.map(|typed| read(typed, known.at)).transpose()?;
    let until = span.until.map(|typed| read(typed, from.unwrap_or(known.at))).transpose()?;
    let changes = match asked {
        Asked::PutIn(with) => {
            schedule.put_in(overrides, decided, with, (from.unwrap_or(known.at), until)).map(|one| vec![one])
        }
        Asked::Cover(person) => schedule.cover(overrides, decided, (person, by), (from, until)).map(|one| vec![one]),
        Asked::Swap(with) => schedule.swap(overrides, decided, (by, with)).map(Vec::from),
    };
    changes.map_err(|refused| refusal(language, schedule, refused))
}

fn refusal(language: Language, schedule: &Schedule, refused: NoChange) -> String {
    let who = |someone| person(language, Some(someone));
    let schedule = plain(&schedule.name);
    match refused {
        NoChange::Over => language.say(Text::RotaOver).to_owned(),
        NoChange::TooFar => language.say(Text::RotaTooFar).to_owned(),
        NoChange::Endless => language.say(Text::RotaEndless).to_owned(),
        NoChange::OnCallAnyway(with) => language.fill(Text::RotaAnyway, &[("who", &who(with))]),
        NoChange::NotOnCall(one) => language.fill(Text::RotaNotThen, &[("who", &who(one)), ("schedule", &schedule)]),
        NoChange::NoShift(one) => language.fill(Text::RotaNoShift, &[("who", &who(one)), ("schedule", &schedule)]),
    }
}

fn overlap(one: &Override, other: &Override) -> bool {
    one.schedule == other.schedule && one.from < other.until && other.from < one.until
}

fn written(language: Language, changes: &[Override]) -> String {
    changes.iter().map(|change| changed(language, change)).collect::<Vec<_>>().join("; ")
}

/// Tells those on call, in the server in which it was changed, where they are; nobody is notified.
fn tell(bot: &Arc<Bot>, who: &Who, text: Text, changes: &[Override]) {
    bot.rota_changed();
    let server = bot.server(who.guild);
    let Some(channel) = server.on_call_channel() else { return };
    let language = server.language(&bot.config);
    let (by, changes) = (person(language, Some(who.user)), written(language, changes));
    let post = Post::of(language.fill(text, &[("by", &by), ("changes", &changes)]));
    let (at_work, message) = (Arc::clone(bot), post.message(Nonce::of('o', who.interaction.get())));
    bot.lanes.enter(crate::discord::bot::Lane::Rota, async move {
        let sent = insist(&at_work.counts, || channel.send_message(&at_work.http, message.clone())).await;
        if let Err(error) = sent {
            report("those on call could not be told of a change", channel, &at_work, &error);
        }
    });
}
