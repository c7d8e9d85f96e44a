//! A case in a few lines, for whoever takes over from somebody else.

use jiff::Timestamp;

use super::asker::standing;
use super::card::{place, severity};
use super::refusal::relative;
use crate::discord::limits::cut;
use crate::discord::render::plain;
use crate::triage::Case;
use crate::words::{Language, Text};

/// Of the problem, and of the latest note, so much.
const SUBJECT: usize = 80;
const NOTE: usize = 120;

/// What it is, how bad, where it stands and since when, how long is left to answer, the latest note, and a link to it.
pub(in crate::discord) fn waiting(
    language: Language,
    case: &Case,
    reply_by: Option<Timestamp>,
    note: Option<&str>,
) -> String {
    let link = case.card_link().unwrap_or_else(|| place(case));
    let subject = plain(&case.request.subject);
    let how_bad = language.say(severity(case.severity));
    let mut text = format!("**{}** {} · {how_bad} · {link}\n", case.id, cut(&subject, SUBJECT));
    text.push_str(&standing(language, case));
    if let Some(by) = reply_by.filter(|_| case.answered_at.is_none() && case.snoozed_until.is_none()) {
        text.push_str(&format!(" · {}", language.fill(Text::CaseReplyBy, &[("when", &relative(by))])));
    }
    if let Some(note) = note {
        let note = note.split_whitespace().collect::<Vec<_>>().join(" ");
        text.push_str(&format!("\n{} {}", language.say(Text::HandoffNote), cut(&plain(&note), NOTE)));
    }
    text
}
