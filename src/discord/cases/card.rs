//! The card: a case as those who help see it. Rendered from the case alone, so that it is the same whoever draws it.

use jiff::Timestamp;

use super::Act;
use super::asker::standing;
use super::refusal::relative;
use crate::discord::limits::{self, cut};
use crate::discord::post::{Button, Embed, Look, Post, Row, Tone};
use crate::discord::press::Press;
use crate::discord::render::{code, plain, why};
use crate::knowledge::Knowledge;
use crate::reply::Confidence;
use crate::triage::{Case, Line, Origin, Resolution, Severity, State};
use crate::words::{Language, Text};

/// What a case is rendered from.
#[derive(Debug, Clone, Copy)]
pub(in crate::discord) struct View<'a> {
    /// The language of the fixed sentences.
    pub language: Language,
    /// Where the titles of the issues come from.
    pub knowledge: &'a Knowledge,
    /// The case.
    pub case: &'a Case,
    /// What is to come.
    pub due: Due,
}

/// What is to come of a case.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::discord) struct Due {
    /// When somebody is paged next.
    pub next_page: Option<Timestamp>,
    /// When it must have been acknowledged.
    pub reply_by: Option<Timestamp>,
}

/// Of what stands on a card, how much, where it is not too much together.
mod room {
    pub(super) const LINE: usize = 250;
    pub(super) const FOUND: usize = 5;
    pub(super) const TITLE: usize = 100;
    pub(super) const TRIED: usize = 1000;
    pub(super) const QUESTION: usize = 120;
    pub(super) const ANSWER: usize = 300;
    pub(super) const VERSION: usize = 40;
    pub(super) const FIX: usize = 500;
    pub(super) const QUOTED_LINES: usize = 12;
}

/// By how much that is divided, one after another, until all of it fits.
const SHARES: [usize; 4] = [1, 2, 3, 6];

/// The card of a case.
pub(in crate::discord) fn render(view: &View<'_>) -> Post {
    let View { language, case, .. } = view;
    let tone = match case.state {
        State::Resolved => Tone::Done,
        _ if case.snoozed_until.is_some() => Tone::Unsure,
        State::Acknowledged => Tone::Sure,
        State::Triggered => Tone::Urgent,
    };
    let mut described = SHARES.iter().map(|share| description(view, *share));
    let fits = |text: &String| limits::length(text) <= limits::EMBED_DESCRIPTION;
    let smallest = || SHARES.last().map(|share| description(view, *share));
    let description = described.find(fits).or_else(smallest).unwrap_or_default();
    let embed = Embed { title: title(*language, case), description, footer: String::new(), tone };
    Post { embed: Some(embed), rows: buttons(*language, case), ..Post::default() }
}

/// What a case is called: its number, and the problem.
pub(in crate::discord) fn title(language: Language, case: &Case) -> String {
    let subject = &case.request.subject;
    let subject = if subject.is_empty() { language.say(Text::CallTitle).into() } else { plain(subject) };
    format!("{} · {subject}", case.id)
}

/// A case in a few lines, for somebody who is called to it: who needs help and where, how bad it is, and what was found.
pub(in crate::discord) fn brief(language: Language, knowledge: &Knowledge, case: &Case) -> String {
    let who = format!("<@{}>", case.request.person);
    let mut text = language.fill(Text::CallWhere, &[("who", &who), ("where", &place(case))]);
    let how_bad = language.say(severity(case.severity));
    text.push_str(&format!("\n{}: **{how_bad}**", language.say(Text::CaseSeverity)));
    if let Some(link) = case.card_link() {
        text.push_str(&format!("\n{}", language.fill(Text::PageCard, &[("where", &link)])));
    }
    text.push_str("\n\n");
    text.push_str(&found(&View { language, knowledge, case, due: Due::default() }, 1));
    section(&mut text, language, Text::CaseTried, &quoted(&case.request.tried, room::TRIED));
    text
}

/// Where help is wanted, as a link.
pub(super) fn place(case: &Case) -> String {
    match (case.request.guild, case.request.paste) {
        (Some(guild), Some(paste)) => format!("https://discord.com/channels/{guild}/{}/{paste}", case.request.channel),
        _ => format!("<#{}>", case.request.channel),
    }
}

/// How bad a case is.
pub(super) fn severity(severity: Severity) -> Text {
    match severity {
        Severity::Low => Text::SeverityLow,
        Severity::Normal => Text::SeverityNormal,
        Severity::High => Text::SeverityHigh,
        Severity::Critical => Text::SeverityCritical,
    }
}

/// Words of a person's, each line marked as theirs.
pub(super) fn quoted(text: &str, most: usize) -> String {
    let lines = text.lines().filter(|line| !line.trim().is_empty()).take(room::QUOTED_LINES);
    let text = lines.map(|line| plain(line.trim()).into_owned()).collect::<Vec<_>>().join("\n");
    cut(&text, most).lines().map(|line| format!("> {line}\n")).collect::<String>().trim_end().to_owned()
}

/// The text of a card, each part at most its room by `share`.
fn description(view: &View<'_>, share: usize) -> String {
    let View { language, case, due, .. } = view;
    let request = &case.request;
    let who = format!("<@{}>", request.person);
    let mut text = language.fill(Text::CallWhere, &[("who", &who), ("where", &place(case))]);
    if let Some(thread) = case.thread {
        text.push_str(&format!(" · <#{thread}>"));
    }
    let how_bad = language.say(severity(case.severity));
    let heading = language.say(Text::CaseSeverity);
    text.push_str(&format!("\n{}\n{heading}: **{how_bad}**", standing(*language, case)));
    let open = case.is_open() && case.snoozed_until.is_none();
    if let Some(next) = due.next_page.filter(|_| open) {
        text.push_str(&format!(" · {}", language.fill(Text::CaseNextPage, &[("when", &relative(next))])));
    }
    if let Some(by) = due.reply_by.filter(|_| open && case.answered_at.is_none()) {
        text.push_str(&format!(" · {}", language.fill(Text::CaseReplyBy, &[("when", &relative(by))])));
    }
    if let Some(resolution) = &case.resolution {
        section(&mut text, *language, Text::CaseFixed, &fix(view.knowledge, resolution, room::FIX / share));
    }
    text.push_str("\n\n");
    text.push_str(&found(view, share));
    // By command, one says it all at once.
    let heading = if request.origin == Origin::Command { Text::CaseSaid } else { Text::CaseTried };
    section(&mut text, *language, heading, &quoted(&request.tried, room::TRIED / share));
    for one in request.answers.iter().take(limits::INPUTS) {
        let question = plain(&one.question);
        let (question, answer) = (cut(&question, room::QUESTION / share), quoted(&one.answer, room::ANSWER / share));
        text.push_str(&format!("\n\n**{question}**\n{answer}"));
    }
    let versions: Vec<String> =
        request.versions.iter().map(|version| code(&cut(version, room::VERSION / share))).collect();
    section(&mut text, *language, Text::CaseVersions, &versions.join(", "));
    text
}

/// What the paste says, and what that may be.
fn found(view: &View<'_>, share: usize) -> String {
    let candidates = &view.case.request.found;
    let known: Vec<_> =
        candidates.iter().filter_map(|one| Some((view.knowledge.find(&one.issue)?, one))).take(room::FOUND).collect();
    let Some((_, best)) = known.first() else { return view.language.say(Text::CallNothingFound).to_owned() };
    let lines =
        best.lines.iter().map(|line| Line { text: cut(&line.text, room::LINE / share).into_owned(), ..line.clone() });
    let mut text = why(view.language, &lines.collect::<Vec<_>>());
    text.push_str(&format!("**{}**", view.language.say(Text::CallFound)));
    for (at, candidate) in known {
        let title = plain(&view.knowledge.issue(at).title);
        let title = cut(&title, room::TITLE);
        text.push_str(&format!("\n- {title} · {} %", Confidence(candidate.confidence).percent()));
    }
    text
}

/// What fixed it, to read.
pub(super) fn fix(knowledge: &Knowledge, resolution: &Resolution, most: usize) -> String {
    let issue = resolution.issue.as_deref().map(|id| match knowledge.find(id) {
        Some(at) => cut(&plain(&knowledge.issue(at).title), room::TITLE).into_owned(),
        None => code(&cut(id, room::TITLE)),
    });
    let words = Some(quoted(&resolution.text, most)).filter(|text| !text.is_empty());
    issue.into_iter().chain(words).collect::<Vec<_>>().join("\n")
}

fn section(text: &mut String, language: Language, heading: Text, body: &str) {
    if !body.is_empty() {
        text.push_str(&format!("\n\n**{}**\n{body}", language.say(heading)));
    }
}

fn buttons(language: Language, case: &Case) -> Vec<Row> {
    let button = |look, label, act| Button::new(look, language.say(label), Press::Case { case: case.id, act });
    if !case.is_open() {
        return vec![Row::Buttons(vec![button(Look::Plain, Text::CaseReopen, Act::Reopen)])];
    }
    let waits = case.state == State::Triggered;
    let mut first = vec![];
    if waits {
        first.push(button(Look::Good, Text::CaseAcknowledge, Act::Acknowledge));
    }
    first.push(button(if waits { Look::Plain } else { Look::Good }, Text::CaseResolve, Act::Resolve));
    first.push(button(Look::Plain, Text::CaseEscalate, Act::Escalate { from: case.escalation }));
    let second = vec![
        button(Look::Plain, Text::CaseReassign, Act::Assign),
        button(Look::Plain, Text::CaseSnooze, Act::Snooze),
        button(Look::Plain, Text::CaseSeverity, Act::Severity),
    ];
    vec![Row::Buttons(first), Row::Buttons(second)]
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU64;

    use super::*;
    use crate::ids::{ChannelId, GuildId, InteractionId, MessageId, UserId};
    use crate::knowledge::{Article, Issue};
    use crate::triage::{Actor, Candidate, QuestionAnswer, Request};

    const LONG: &str = "*_`~|[]<@#>\\ 🖨";

    /// A case in which everything is as long as it can be, and needs escaping.
    fn longest() -> (Knowledge, Case) {
        let issues =
            (0..20).map(|n| Issue { id: format!("i{n}").as_str().into(), title: LONG.repeat(40), ..Issue::default() });
        let article =
            Article { id: "a".into(), title: LONG.repeat(40), issues: issues.collect(), ..Article::default() };
        let line = Line { place: Some(LONG.repeat(3)), text: LONG.repeat(60) };
        let found =
            (0..20).map(|n| Candidate { issue: format!("a/i{n}"), confidence: 0.5, lines: vec![line.clone(); 4] });
        let answers =
            (0..5).map(|_| QuestionAnswer { question: LONG.repeat(60), answer: format!("{LONG}\n").repeat(60) });
        let request = Request {
            guild: Some(GuildId::new(u64::MAX)),
            channel: ChannelId::new(u64::MAX),
            person: UserId::new(u64::MAX),
            paste: Some(MessageId::new(u64::MAX)),
            origin: Origin::Button,
            opened_by: InteractionId::new(1),
            subject: LONG.repeat(60),
            tried: format!("{LONG}\n").repeat(400),
            answers: answers.collect(),
            found: found.collect(),
            versions: vec![LONG.repeat(9); 8],
            severity: Severity::Critical,
            policy: None,
        };
        let id = NonZeroU64::MAX.into();
        let case = Case::open(id, request, Actor::Firstline, Timestamp::MAX).case;
        let resolution = Resolution { issue: Some("a/i1".to_owned()), text: format!("{LONG}\n").repeat(400) };
        let case = Case { thread: Some(ChannelId::new(u64::MAX)), resolution: Some(resolution), ..case };
        (Knowledge { articles: vec![article] }, case)
    }

    #[test]
    fn whatever_is_in_a_case_its_card_fits_in_every_language() {
        let (knowledge, case) = longest();
        for language in Language::ALL {
            let due = Due { next_page: Some(Timestamp::MAX), reply_by: Some(Timestamp::MAX) };
            let post = render(&View { language, knowledge: &knowledge, case: &case, due });
            let embed = post.embed.expect("a card is an embed");
            let length = limits::length(&embed.description);
            assert!(length <= limits::EMBED_DESCRIPTION, "{}: {length}", language.code());
            assert!(embed.description.contains("**"), "{}", embed.description);
        }
    }
}
