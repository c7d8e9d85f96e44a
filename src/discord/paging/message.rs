//! What somebody who is paged reads: pure.

use jiff::Timestamp;

use super::whom::Whom;
use crate::discord::cases::{self, Act};
use crate::discord::ids::serenitys;
use crate::discord::limits::{self, cut};
use crate::discord::post::{Button, Embed, Look, Post, Row, Tone};
use crate::discord::press::Press;
use crate::knowledge::Knowledge;
use crate::triage::{Case, Escalation, Way};
use crate::words::{Language, Text};

/// What a page is rendered from.
pub(super) struct Paged<'a> {
    /// The language of the server.
    pub language: Language,
    /// Where the titles of the issues come from.
    pub knowledge: &'a Knowledge,
    /// The case.
    pub case: &'a Case,
    /// The step that is being taken.
    pub at: Escalation,
}

/// Calls somebody to a case.
pub(super) fn page(paged: &Paged<'_>, whom: Whom, way: Way, late: u64) -> Post {
    let mut text = match way {
        Way::Channel => paged.language.fill(Text::PageInChannel, &[("who", &mention(whom))]),
        _ => paged.language.say(Text::PageDirect).to_owned(),
    };
    if late > 0 {
        let minutes = (late / 60).to_string();
        text.push_str(&format!("\n{}", paged.language.fill(Text::PageLate, &[("minutes", &minutes)])));
    }
    post(paged, text, Some(whom).filter(|_| way == Way::Channel))
}

/// Says that all were called and nobody came.
pub(super) fn exhausted(paged: &Paged<'_>, whom: Whom) -> Post {
    post(paged, paged.language.fill(Text::PageExhausted, &[("who", &mention(whom))]), Some(whom))
}

/// Reminds of a case that should be answered soon.
pub(super) fn reminder(paged: &Paged<'_>, whom: &[Whom], reply_by: Timestamp) -> Post {
    let who = whom.iter().copied().map(mention).collect::<Vec<_>>().join(" ");
    let when = format!("<t:{}:R>", reply_by.as_second());
    let text = paged.language.fill(Text::PageReminder, &[("who", &who), ("when", &when)]);
    let mut post = post(paged, text, None);
    // Told from a page by this, too: it has one button less.
    for row in &mut post.rows {
        if let Row::Buttons(buttons) = row {
            buttons.truncate(1);
        }
    }
    whom.iter().fold(post, |post, whom| calling(post, *whom))
}

/// As it is written in a message.
pub(super) fn mention(whom: Whom) -> String {
    match whom {
        Whom::Person(person) => format!("<@{person}>"),
        Whom::Role(role) => format!("<@&{role}>"),
    }
}

fn post(paged: &Paged<'_>, text: String, whom: Option<Whom>) -> Post {
    let Paged { language, case, at, knowledge } = paged;
    let title = cut(&cases::title(*language, case), limits::EMBED_TITLE).into_owned();
    let embed = Embed {
        title,
        description: cases::brief(*language, knowledge, case),
        footer: String::new(),
        tone: Tone::Urgent,
    };
    let press = |act| Press::Case { case: case.id, act };
    let buttons = vec![
        Button::new(Look::Good, language.say(Text::CaseAcknowledge), press(Act::Acknowledge)),
        Button::new(Look::Plain, language.say(Text::CaseEscalate), press(Act::Escalate { from: *at })),
    ];
    let post = Post { text, embed: Some(embed), rows: vec![Row::Buttons(buttons)], ..Post::default() };
    match whom {
        Some(whom) => calling(post, whom),
        None => post,
    }
}

fn calling(mut post: Post, whom: Whom) -> Post {
    match whom {
        Whom::Person(person) => post.calls.push(serenitys::user(person)),
        Whom::Role(role) => post.pings.push(serenitys::role(role)),
    }
    post
}
