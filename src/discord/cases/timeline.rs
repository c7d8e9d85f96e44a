//! The timeline of a case, to read: each entry a sentence.

use super::Act;
use super::card::{self, View, quoted, severity};
use super::refusal::{clock, name};
use crate::discord::limits::cut;
use crate::discord::post::{Button, Embed, Look, Post, Row, Tone};
use crate::discord::press::Press;
use crate::discord::render::{code, plain};
use crate::ids::{RoleId, UserId};
use crate::knowledge::Knowledge;
use crate::triage::{Actor, CaseEvent, Origin, Way, What};
use crate::words::{Language, Text};

/// Entries on a page.
const ON_A_PAGE: usize = 8;
/// Of what somebody wrote, so much.
const WORDS: usize = 300;

/// The card of a case for someone who asked to see it, with the way to its timeline.
pub(super) fn shown(view: &View<'_>) -> Post {
    let mut post = card::render(view);
    let press = Press::Case { case: view.case.id, act: Act::Timeline { page: 0 } };
    post.rows.push(Row::Buttons(vec![Button::new(Look::Plain, view.language.say(Text::CaseTimeline), press)]));
    post
}

/// A page of the timeline, from 0, oldest first. A page beyond the last is the last.
pub(super) fn page(view: &View<'_>, events: &[CaseEvent], page: u32) -> Post {
    let View { language, case, .. } = view;
    let last = events.len().saturating_sub(1) / ON_A_PAGE;
    let page = (page as usize).min(last);
    let lines = events.iter().skip(page * ON_A_PAGE).take(ON_A_PAGE);
    let description =
        lines.map(|event| format!("{} {}\n", clock(event.at), sentence(*language, view.knowledge, event))).collect();
    let button = |label, act| Button::new(Look::Plain, language.say(label), Press::Case { case: case.id, act });
    let turn = |label, page: usize| button(label, Act::Timeline { page: page as u32 });
    let back = page.checked_sub(1).map(|before| turn(Text::Back, before));
    let next = (page < last).then(|| turn(Text::Next, page + 1));
    let footer = if last == 0 {
        String::new()
    } else {
        language.fill(Text::PageOf, &[("page", &(page + 1).to_string()), ("pages", &(last + 1).to_string())])
    };
    let buttons = back.into_iter().chain(next).chain([button(Text::CaseShow, Act::Show)]).collect();
    let embed = Embed { title: card::title(*language, case), description, footer, tone: Tone::Sure };
    Post { embed: Some(embed), rows: vec![Row::Buttons(buttons)], ..Post::default() }
}

/// What happened, in a sentence.
pub(super) fn sentence(language: Language, knowledge: &Knowledge, event: &CaseEvent) -> String {
    let who = name(language, event.by);
    let by_who = |text| language.fill(text, &[("who", &who)]);
    let whom = |person: Option<UserId>| name(language, person.map_or(Actor::Forgotten, Actor::Person));
    let one_of = |person: Option<UserId>, role: Option<RoleId>| match role {
        Some(role) if person.is_none() => format!("<@&{role}>"),
        _ => whom(person),
    };
    let with_words = |text: String, words: &str| match quoted(words, WORDS) {
        words if words.is_empty() => text,
        words => format!("{text}\n{words}"),
    };
    match &event.what {
        What::Opened { origin: Origin::Unanswered } => language.say(Text::EventUnanswered).to_owned(),
        What::Opened { .. } => by_who(Text::EventOpened),
        What::Acknowledged => by_who(Text::EventAcknowledged),
        What::Assigned { person } => language.fill(Text::EventAssigned, &[("who", &who), ("to", &whom(*person))]),
        What::Snoozed { until } => language.fill(Text::EventSnoozed, &[("who", &who), ("until", &clock(*until))]),
        What::Woken => language.say(Text::EventWoken).to_owned(),
        What::Escalated { .. } => by_who(Text::EventEscalated),
        What::SeverityChanged { from, to } => {
            let (from, to) = (language.say(severity(*from)), language.say(severity(*to)));
            language.fill(Text::EventSeverity, &[("who", &who), ("from", from), ("to", to)])
        }
        What::Noted { text } => with_words(by_who(Text::EventNoted), text),
        What::Resolved { issue, text } => {
            let mut told = by_who(Text::EventResolved);
            if let Some(id) = issue {
                let title = knowledge.find(id).map(|at| plain(&cut(&knowledge.issue(at).title, WORDS)).into_owned());
                told = format!("{told} {}", title.unwrap_or_else(|| code(&cut(id, WORDS))));
            }
            with_words(told, text)
        }
        What::Closed => by_who(Text::EventClosed),
        What::Reopened => by_who(Text::EventReopened),
        What::Paged { person, role, way, late_seconds, .. } => {
            let values = [("who", one_of(*person, *role)), ("way", language.say(by_way(*way)).to_owned())];
            let mut told =
                language.fill(Text::EventPaged, &values.each_ref().map(|(key, value)| (*key, value.as_str())));
            if *late_seconds > 60 {
                let minutes = (late_seconds / 60).to_string();
                told = format!("{told} {}", language.fill(Text::EventLate, &[("minutes", &minutes)]));
            }
            told
        }
        What::PageFailed { person, role, way, reason, .. } => language.fill(
            Text::EventPageFailed,
            &[
                ("who", &one_of(*person, *role)),
                ("way", language.say(by_way(*way))),
                ("reason", &plain(&cut(reason, WORDS))),
            ],
        ),
        What::Replied => by_who(Text::EventReplied),
        What::TalkFailed { reason } => language.fill(Text::EventTalkFailed, &[("reason", &plain(&cut(reason, WORDS)))]),
        What::WebhookFailed { host, reason, .. } => language.fill(
            Text::EventWebhookFailed,
            &[("host", &code(&cut(host, WORDS))), ("reason", &plain(&cut(reason, WORDS)))],
        ),
        What::NobodyOnCall { schedule, .. } => {
            language.fill(Text::EventNobodyOnCall, &[("schedule", &code(&cut(schedule, WORDS)))])
        }
        What::Exhausted => language.say(Text::EventExhausted).to_owned(),
        What::Reminded { person, .. } => language.fill(Text::EventReminded, &[("who", &whom(*person))]),
        What::HandedOver { person, schedule } => {
            language.fill(Text::EventHandedOver, &[("who", &whom(*person)), ("schedule", &code(&cut(schedule, WORDS)))])
        }
    }
}

fn by_way(way: Way) -> Text {
    match way {
        Way::Direct => Text::ByDirectMessage,
        Way::Channel => Text::ByMention,
        Way::Webhook => Text::ByWebhook,
    }
}
