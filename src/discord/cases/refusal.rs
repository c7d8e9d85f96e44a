//! Why a case did not change, in a sentence for whoever asked: above all who was first, and when.

use jiff::Timestamp;

use crate::discord::interactions::Outcome;
use crate::triage::{Actor, Done, Refused};
use crate::words::{Language, Text};

/// Said to whoever asked for a change that the case does not allow.
pub(super) fn refusal(language: Language, refused: Refused) -> String {
    let done = |text, Done { by, at }| language.fill(text, &[("who", &name(language, by)), ("when", &relative(at))]);
    let say = |text| language.say(text).to_owned();
    match refused {
        Refused::Acknowledged(by) => done(Text::CaseHasIt, by),
        Refused::Resolved(by) => done(Text::CaseResolvedBy, by),
        Refused::NotResolved => say(Text::CaseNotResolved),
        Refused::Unchanged => say(Text::CaseUnchanged),
        Refused::Past => say(Text::CasePast),
        Refused::NotTheirs => say(Text::CaseNotTheirs),
        Refused::MovedOn => say(Text::CaseMovedOn),
        Refused::AnotherOpen => say(Text::CaseAnotherOpen),
    }
}

/// Told to whoever names a case that there is not, or that is another server's.
pub(super) fn no_such_case(language: Language) -> Outcome {
    Outcome::whisper(language.say(Text::NoSuchCase))
}

/// Someone, as a reader sees them. A mention in a text notifies nobody by itself.
pub(super) fn name(language: Language, actor: Actor) -> String {
    match actor {
        Actor::Person(person) => format!("<@{person}>"),
        Actor::Forgotten => language.say(Text::Somebody).to_owned(),
        Actor::Firstline => "Firstline".to_owned(),
    }
}

/// An instant, as each reader sees it: how far it is from now.
pub(super) fn relative(at: Timestamp) -> String {
    format!("<t:{}:R>", at.as_second())
}

/// An instant, as each reader sees it: by their own clock.
pub(super) fn clock(at: Timestamp) -> String {
    format!("<t:{}:f>", at.as_second())
}
