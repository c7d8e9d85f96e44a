//! Who is on call now, next, and in the weeks to come: rendered from what is known, each reader's times in their own zone.

use std::iter;

use jiff::{SignedDuration, Timestamp};

use super::Known;
use crate::discord::issue_key::Key;
use crate::discord::post::{Button, Embed, Look, Post, Row, Tone};
use crate::discord::press::Press;
use crate::discord::render::{code, plain};
use crate::ids::{Named, UserId};
use crate::triage::{Override, Schedule, Target};
use crate::words::{Language, Text};

/// Shifts on a page.
const ON_A_PAGE: usize = 10;

/// Who is on call by each schedule, and whom a new case calls.
pub(in crate::discord) fn now(language: Language, known: &Known) -> Post {
    let mut text = String::new();
    for schedule in &known.roster().schedules {
        let stretch = schedule.stretch_at(&known.overrides, known.at);
        text.push_str(&format!("**{}** {}", plain(&schedule.name), person(language, stretch.person)));
        if stretch.until < Timestamp::MAX {
            text.push_str(&format!(" · {}", language.fill(Text::RotaUntil, &[("until", &when(stretch.until))])));
        }
        text.push_str(&in_for(language, known, schedule, known.at));
        text.push('\n');
    }
    let steps = called(language, known);
    if !steps.is_empty() {
        text.push_str(&format!("\n**{}**\n{steps}", language.say(Text::RotaCalls)));
    }
    framed(language.say(Text::RotaNow).to_owned(), &text, vec![])
}

/// Who comes on call next by each schedule, and when `asker` does.
pub(in crate::discord) fn next(language: Language, known: &Known, asker: UserId) -> Post {
    let mut text = String::new();
    for schedule in &known.roster().schedules {
        let next = match schedule.next_handoff(&known.overrides, known.at) {
            Some(handoff) => format!("{} {}", when(handoff.at), person(language, handoff.to)),
            None => language.say(Text::RotaNoHandoff).to_owned(),
        };
        text.push_str(&format!("**{}** {next}\n", plain(&schedule.name)));
    }
    let shift_in = |schedule: &'_ Schedule| schedule.next_shift_of(&known.overrides, asker, known.at);
    let yours = known.roster().schedules.iter().filter_map(|schedule| Some((schedule, shift_in(schedule)?)));
    let yours = yours.min_by_key(|(_, shift)| shift.from).map(|(schedule, shift)| {
        let values = [
            ("schedule", &*plain(&schedule.name)),
            ("from", &when(shift.from)),
            ("until", &clock_or_ever(shift.until)),
        ];
        language.fill(Text::RotaYours, &values)
    });
    text.push_str(&format!("\n{}", yours.unwrap_or_else(|| language.say(Text::RotaNoneOfYours).to_owned())));
    framed(language.say(Text::RotaNext).to_owned(), &text, vec![])
}

/// The shifts of a schedule from an instant on, as many as a page has.
pub(in crate::discord) fn shifts(language: Language, known: &Known, schedule: &Schedule, from: Timestamp) -> Post {
    let handoff = |at| schedule.next_handoff(&known.overrides, at).map(|handoff| handoff.at);
    let all: Vec<Timestamp> = iter::successors(Some(from), |at| handoff(*at)).take(ON_A_PAGE + 1).collect();
    let mut text = String::new();
    for at in all.iter().take(ON_A_PAGE) {
        let on_call = person(language, schedule.on_call_at(&known.overrides, *at));
        text.push_str(&format!("{} {on_call}{}\n", clock(*at), in_for(language, known, schedule, *at)));
    }
    let turn = |label, from: Timestamp| {
        let press = Press::Shifts { from: from.as_second(), schedule: Key::of(&schedule.name) };
        Button::new(Look::Plain, language.say(label), press)
    };
    let back = (from > known.at).then(|| turn(Text::RotaFromNow, known.at));
    let on = all.get(ON_A_PAGE).map(|next| turn(Text::RotaLater, *next));
    let title = format!("{} · {}", schedule.name, schedule.zone.iana_name().unwrap_or("UTC"));
    framed(title, &text, back.into_iter().chain(on).collect())
}

/// A change in a line.
pub(super) fn changed(language: Language, change: &Override) -> String {
    let mut text = format!("**{}** {}", plain(&change.schedule), person(language, Some(change.with)));
    if let Some(replaced) = change.replaces {
        text.push_str(&format!(" · {}", for_whom(language, replaced)));
    }
    format!("{text} · {} – {}", clock(change.from), clock(change.until))
}

/// Somebody, or nobody. A mention in a text notifies nobody by itself.
pub(super) fn person(language: Language, person: Option<UserId>) -> String {
    person.map_or_else(|| language.say(Text::RotaNobody).to_owned(), |person| format!("<@{person}>"))
}

fn framed(title: String, description: &str, buttons: Vec<Button>) -> Post {
    let embed =
        Embed { title, description: description.trim_end().to_owned(), footer: String::new(), tone: Tone::Sure };
    Post { embed: Some(embed), rows: vec![Row::Buttons(buttons)], ..Post::default() }
}

/// Whom a new case calls, as things stand now.
fn called(language: Language, known: &Known) -> String {
    let Some(policy) = known.on_call.policy() else { return String::new() };
    let mut after = SignedDuration::ZERO;
    let steps = policy.steps.iter().map(|step| {
        after += step.after;
        let targets = step.targets.iter().map(|target| match target {
            Target::Member(member) => person(language, Some(*member)),
            Target::Role(Named::Id(role)) => format!("<@&{role}>"),
            Target::Role(Named::Name(name)) => code(&format!("@{name}")),
            Target::Schedule(name) => {
                let schedule = known.roster().schedule(name);
                person(language, schedule.and_then(|schedule| schedule.on_call_at(&known.overrides, known.at)))
            }
        });
        format!("`+{} min` {}\n", after.as_mins(), targets.collect::<Vec<_>>().join(", "))
    });
    steps.collect()
}

/// For whom somebody is on call by a change.
fn in_for(language: Language, known: &Known, schedule: &Schedule, at: Timestamp) -> String {
    let scheduled = schedule.on_call_at(&[], at);
    match scheduled.filter(|_| scheduled != schedule.on_call_at(&known.overrides, at)) {
        Some(person) => format!(" · {}", for_whom(language, person)),
        None => String::new(),
    }
}

fn for_whom(language: Language, replaced: UserId) -> String {
    language.fill(Text::RotaInFor, &[("who", &person(language, Some(replaced)))])
}

fn clock_or_ever(at: Timestamp) -> String {
    if at < Timestamp::MAX { clock(at) } else { "…".to_owned() }
}

/// An instant, by each reader's own clock, and how far it is from now.
fn when(at: Timestamp) -> String {
    let second = at.as_second();
    format!("<t:{second}:f> (<t:{second}:R>)")
}

/// An instant, by each reader's own clock.
pub(super) fn clock(at: Timestamp) -> String {
    format!("<t:{}:f>", at.as_second())
}
