//! Verdict to post: pure, and the only place where a reply gets its form on Discord.
//!
//! Everything here takes the knowledge and what was [found](super::found), and gives a [`Post`]. Nothing is sent.

mod browse;
mod issue;
mod markdown;
mod pages;

use serenity::all::{ChannelId, MessageId, UserId};

pub(super) use self::browse::{article_issues, articles};
pub(super) use self::issue::why;
pub(super) use self::markdown::{code, plain};
use super::issue_key::Key;
use super::limits;
use super::post::{Button, Embed, Entry, Look, Menu, Post, Row, Tone};
use super::press::Press;
use crate::knowledge::{IssueRef, Knowledge};
use crate::matching::Verdict;
use crate::reply::Confidence;
use crate::store::{Candidate, Line, Told};
use crate::words::{Language, Text};

/// For whom and from what a post is rendered.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scene<'a> {
    /// The language of the fixed sentences.
    pub language: Language,
    /// What the words of the answer come from.
    pub knowledge: &'a Knowledge,
    /// The channel or thread in which help is needed.
    pub channel: ChannelId,
    /// The message in which help is needed, where there is one.
    pub message: Option<MessageId>,
    /// Whether an answer to that message is kept, so that it can be said to have helped or not.
    pub kept: bool,
    /// Whether there is somebody to call.
    pub on_call: bool,
}

impl Scene<'_> {
    /// What is told about a paste; nothing where there is nothing to say.
    ///
    /// Candidates that the knowledge has no longer are left out.
    pub(super) fn told(&self, told: &Told) -> Option<Post> {
        let named = || told.candidates.iter().take(told.named as usize);
        match told.verdict {
            Verdict::Answer if told.named > 1 => self.several(named()),
            Verdict::Suggest if told.issues.is_empty() => self.suggestion(named()),
            Verdict::Answer | Verdict::Suggest => self.answer(told.candidates.get(told.shown as usize)?, told.shown),
            Verdict::Abstain => None,
        }
    }

    /// One issue told in full; none where the knowledge has it no longer. `shown` is its place among the candidates.
    pub(super) fn answer(&self, candidate: &Candidate, shown: u32) -> Option<Post> {
        let at = self.knowledge.find(&candidate.issue)?;
        let why = why(self.language, &candidate.lines);
        let (embed, more) = self.issue_embed(at, &why, 0, Some(Confidence(candidate.confidence)));
        let mut buttons = vec![];
        if let Some(paste) = self.message.filter(|_| self.kept) {
            let not_this = Press::NotThis { paste, shown: Some(shown) };
            buttons.push(self.button(Look::Good, Text::ThatFixedIt, Press::Solved { paste }));
            buttons.push(self.button(Look::Plain, Text::NotMyProblem, not_this));
        }
        buttons.extend(self.person());
        buttons.extend(more);
        Some(Post { embed: Some(embed), rows: vec![Row::Buttons(buttons)], ..Post::default() })
    }

    /// An issue from some place of its text on, for whoever asked to see it.
    pub(super) fn issue(&self, key: &Key, from: usize) -> Post {
        let Some(at) = key.issue(self.knowledge) else { return Post::of(self.language.say(Text::IssueGone)) };
        let (embed, more) = self.issue_embed(at, "", from, None);
        let rows = more.map(|more| Row::Buttons(vec![more])).into_iter().collect();
        Post { embed: Some(embed), rows, ..Post::default() }
    }

    /// The issues that come closest to a text that is about none for sure; none where there are none.
    pub(super) fn closest(&self, issues: &[IssueRef]) -> Option<Post> {
        if let [one] = issues {
            let (embed, more) = self.issue_embed(*one, "", 0, None);
            return Some(Post {
                text: self.language.say(Text::MayBeThis).to_owned(),
                embed: Some(Embed { tone: Tone::Unsure, ..embed }),
                rows: vec![Row::Buttons(self.person().into_iter().chain(more).collect())],
                ..Post::default()
            });
        }
        let candidates: Vec<(IssueRef, &[Line])> = issues.iter().map(|at| (*at, NO_LINES)).collect();
        if candidates.is_empty() {
            return None;
        }
        Some(self.list(
            self.language.say(Text::MayBeOneOfThese),
            Tone::Unsure,
            &candidates,
            Press::Open,
            self.person().into_iter().collect(),
        ))
    }

    /// Said when an issue was asked for by a name that none has.
    pub(super) fn no_such_issue(&self, id: &str) -> Post {
        Post::of(self.language.fill(Text::NoSuchIssue, &[("id", &code(&limits::cut(id, 100)))]))
    }

    /// An answer that was said to have helped. `answer` is the post that helped.
    pub(super) fn solved(&self, answer: Post, by: UserId) -> Post {
        let keep = |button: &Button| matches!(button.press, Press::More { .. });
        let rows = answer.rows.into_iter().filter_map(|row| match row {
            Row::Buttons(buttons) => Some(buttons.into_iter().filter(keep).collect::<Vec<_>>()),
            Row::Menu(_) | Row::People { .. } => None,
        });
        Post {
            text: self.language.fill(Text::SolvedBy, &[("who", &format!("<@{by}>"))]),
            embed: answer.embed.map(|embed| Embed { tone: Tone::Done, ..embed }),
            rows: rows.filter(|buttons| !buttons.is_empty()).map(Row::Buttons).collect(),
            ..answer
        }
    }

    /// Said when every candidate was not it.
    pub(super) fn nothing_further(&self) -> Post {
        Post {
            text: self.language.say(Text::NothingFurther).to_owned(),
            rows: vec![Row::Buttons(self.person().into_iter().collect())],
            ..Post::default()
        }
    }

    /// One quiet line for a paste that nothing is known about; none where there is nobody to call.
    pub(crate) fn offer(&self) -> Option<Post> {
        let rows = vec![Row::Buttons(vec![self.person()?])];
        Some(Post { text: format!("-# {}", self.language.say(Text::Offer)), rows, ..Post::default() })
    }

    /// Said to someone who asked for an answer where there is none.
    pub(super) fn abstain(&self) -> Post {
        Post {
            text: self.language.say(Text::Abstain).to_owned(),
            rows: vec![Row::Buttons(self.person().into_iter().collect())],
            ..Post::default()
        }
    }

    fn suggestion<'k>(&self, named: impl Iterator<Item = &'k Candidate>) -> Option<Post> {
        let candidates = self.known(named);
        let headline = match candidates.len() {
            0 => return None,
            1 => Text::MayBeThis,
            _ => Text::MayBeOneOfThese,
        };
        let mut buttons = vec![];
        let press = match self.message.filter(|_| self.kept) {
            Some(paste) => {
                let none = Press::NotThis { paste, shown: None };
                buttons.push(self.button(Look::Plain, Text::NoneOfThese, none));
                Press::Choose { paste }
            }
            None => Press::Open,
        };
        buttons.extend(self.person());
        Some(self.list(self.language.say(headline), Tone::Unsure, &proven(&candidates), press, buttons))
    }

    fn several<'k>(&self, named: impl Iterator<Item = &'k Candidate>) -> Option<Post> {
        let candidates = self.known(named);
        let headline = self.language.fill(Text::FoundSeveral, &[("count", &candidates.len().to_string())]);
        let mut buttons = vec![];
        if let Some(paste) = self.message.filter(|_| self.kept) {
            buttons.push(self.button(Look::Good, Text::ThatFixedIt, Press::Solved { paste }));
        }
        buttons.extend(self.person());
        (!candidates.is_empty()).then(|| self.list(&headline, Tone::Sure, &proven(&candidates), Press::Open, buttons))
    }

    /// The names of some issues, each with the line that proves it, and a menu to open them.
    fn list(
        &self,
        headline: &str,
        tone: Tone,
        candidates: &[(IssueRef, &[Line])],
        press: Press,
        buttons: Vec<Button>,
    ) -> Post {
        let mut description = String::new();
        let mut entries = vec![];
        let proofs: Vec<String> =
            candidates.iter().map(|(_, lines)| lines.first().map(one_line).unwrap_or_default()).collect();
        // One line that speaks for all of them is read once.
        let shared = proofs.len() > 1 && proofs.iter().all(|proof| *proof == proofs[0]);
        for ((number, (at, _)), proof) in (1..).zip(candidates).zip(&proofs) {
            let title = &self.knowledge.issue(*at).title;
            let article = &self.knowledge.article(*at).title;
            description.push_str(&format!("{number}. **{}** · {}\n", plain(title), plain(article)));
            if !shared && !proof.is_empty() {
                description.push_str(&format!("> {proof}\n"));
            }
            let value = Key::of(&self.knowledge.full_id(*at)).as_str().to_owned();
            entries.push(Entry { label: title.clone(), value, description: article.clone() });
        }
        if shared && !proofs[0].is_empty() {
            description.push_str(&format!("> {}\n", proofs[0]));
        }
        let placeholder = self.language.say(Text::OpenOne).to_owned();
        let embed = Embed { title: headline.to_owned(), description, footer: String::new(), tone };
        Post {
            embed: Some(embed),
            rows: vec![Row::Menu(Menu { press, placeholder, entries }), Row::Buttons(buttons)],
            ..Post::default()
        }
    }

    /// The candidates that the knowledge still has.
    fn known<'k>(&self, candidates: impl Iterator<Item = &'k Candidate>) -> Vec<(IssueRef, &'k Candidate)> {
        candidates.filter_map(|one| Some((self.knowledge.find(&one.issue)?, one))).collect()
    }

    fn issue_embed(&self, at: IssueRef, why: &str, from: usize, sure: Option<Confidence>) -> (Embed, Option<Button>) {
        let body = issue::body(self.language, self.knowledge, at);
        let room = limits::EMBED_DESCRIPTION.saturating_sub(limits::length(why));
        let (part, next) = pages::part(&body, from, room);
        let mut footer = self.knowledge.article(at).title.clone();
        if let Some(sure) = sure {
            footer = format!("{footer} · {} ({} %)", self.language.say(sure.words()), sure.percent());
        }
        let embed = Embed {
            title: plain(&self.knowledge.issue(at).title).into_owned(),
            description: format!("{why}{part}"),
            footer,
            tone: Tone::Sure,
        };
        let more = next.map(|from| {
            let issue = Key::of(&self.knowledge.full_id(at));
            let press = Press::More { language: self.language, from, issue };
            self.button(Look::Plain, Text::More, press)
        });
        (embed, more)
    }

    /// Calls a person, where there is one to call.
    fn person(&self) -> Option<Button> {
        let press = Press::Person { channel: self.channel, message: self.message };
        self.on_call.then(|| self.button(Look::Plain, Text::GetAPerson, press))
    }

    fn button(&self, look: Look, label: Text, press: Press) -> Button {
        Button::new(look, self.language.say(label), press)
    }
}

const NO_LINES: &[Line] = &[];

fn proven<'k>(candidates: &[(IssueRef, &'k Candidate)]) -> Vec<(IssueRef, &'k [Line])> {
    candidates.iter().map(|(at, candidate)| (*at, candidate.lines.as_slice())).collect()
}

/// The name of a file, as it may stand in a sentence.
pub(super) fn file_name(name: &str) -> String {
    const SHOWN: usize = 80;
    code(&limits::cut(name, SHOWN))
}

/// A quoted line within a list.
fn one_line(line: &Line) -> String {
    const SHOWN: usize = 160;
    let text = code(&limits::cut(&line.text, SHOWN));
    match &line.place {
        Some(place) if !text.is_empty() => format!("{}: {text}", plain(place)),
        _ => text,
    }
}
