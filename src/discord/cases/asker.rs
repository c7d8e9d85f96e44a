//! What the person who asked reads: where their case stands, and that it is resolved.

use super::Act;
use super::card::{fix, place};
use super::refusal::{name, relative};
use crate::discord::ids::serenitys;
use crate::discord::post::{Button, Look, Post, Row};
use crate::discord::press::Press;
use crate::knowledge::Knowledge;
use crate::triage::{Actor, Case, Done, State};
use crate::words::{Language, Text};

/// Of what fixed it, so much is told.
const FIX: usize = 1200;

/// Where a case stands, in a sentence or two.
pub(super) fn standing(language: Language, case: &Case) -> String {
    let done =
        |text, Done { by, at }: Done| language.fill(text, &[("who", &name(language, by)), ("when", &relative(at))]);
    let forgotten = Done { by: Actor::Forgotten, at: case.opened_at };
    let mut text = match case.state {
        State::Triggered => language.fill(Text::CaseNobodyHasIt, &[("when", &relative(case.opened_at))]),
        State::Acknowledged => {
            let acknowledged = case.acknowledged.unwrap_or(forgotten);
            // Who has it now, since when somebody does.
            let by = case.assignee.map_or(acknowledged.by, Actor::Person);
            done(Text::CaseHasIt, Done { by, ..acknowledged })
        }
        State::Resolved => done(Text::CaseResolvedBy, case.resolved.unwrap_or(forgotten)),
    };
    if let Some(assignee) = case.assignee.filter(|_| case.state == State::Triggered) {
        let to = name(language, Actor::Person(assignee));
        text.push_str(&format!(" {}", language.fill(Text::CaseGivenTo, &[("who", &to)])));
    }
    if let Some(until) = case.snoozed_until {
        text.push_str(&format!(" {}", language.fill(Text::CaseSnoozedUntil, &[("when", &relative(until))])));
    }
    text
}

/// Told to the person who asked when their case was opened.
pub(super) fn opened(language: Language, case: &Case) -> Post {
    begun(language, Text::CaseOpened, case)
}

/// Told to a person for whose paste a case was opened because nobody helped.
pub(super) fn unanswered(language: Language, case: &Case) -> Post {
    begun(language, Text::CaseOpenedUnanswered, case)
}

fn begun(language: Language, text: Text, case: &Case) -> Post {
    let mut text = language.fill(text, &[("case", &case.id.to_string())]);
    if let Some(thread) = case.thread {
        text.push_str(&format!("\n<#{thread}>"));
    }
    Post { text, rows: buttons(language, case), ..Post::default() }
}

/// Where a case stands, for anyone else.
pub(super) fn told(language: Language, case: &Case) -> Post {
    Post::of(format!("**{}** {}\n{}", case.id, place(case), standing(language, case)))
}

/// Where a case stands, for the person who asked.
pub(super) fn stands(language: Language, case: &Case) -> Post {
    let mut text = format!("**{}** {}\n{}", case.id, place(case), standing(language, case));
    if let Some(thread) = case.thread {
        text.push_str(&format!("\n<#{thread}>"));
    }
    Post { text, rows: buttons(language, case), ..Post::default() }
}

/// Told where help was wanted when a case was resolved, to the person who asked and nobody else.
pub(super) fn resolved(language: Language, knowledge: &Knowledge, case: &Case) -> Post {
    let person = case.request.person;
    let by = case.resolved.map_or(Actor::Forgotten, |done| done.by);
    let mut text = language.fill(
        Text::CaseResolvedTold,
        &[("who", &format!("<@{person}>")), ("case", &case.id.to_string()), ("by", &name(language, by))],
    );
    let fixed = case.resolution.as_ref().map(|resolution| fix(knowledge, resolution, FIX)).unwrap_or_default();
    if !fixed.is_empty() {
        text.push_str(&format!("\n**{}**\n{fixed}", language.say(Text::CaseFixed)));
    }
    let button = |look, label, act| Button::new(look, language.say(label), Press::Case { case: case.id, act });
    let rows = vec![Row::Buttons(vec![
        button(Look::Good, Text::CaseClose, Act::Close),
        button(Look::Plain, Text::CaseStillBroken, Act::Reopen),
    ])];
    Post { text, rows, calls: vec![serenitys::user(person)], ..Post::default() }
}

fn buttons(language: Language, case: &Case) -> Vec<Row> {
    let button = |look, label, act| Button::new(look, language.say(label), Press::Case { case: case.id, act });
    let buttons = if case.is_open() {
        vec![button(Look::Plain, Text::CaseStanding, Act::Standing), button(Look::Plain, Text::CaseClose, Act::Close)]
    } else {
        vec![button(Look::Plain, Text::CaseStillBroken, Act::Reopen)]
    };
    vec![Row::Buttons(buttons)]
}
