//! Verdict to post: pure, and the only place where a reply gets its form on Discord.
//!
//! Everything here takes the knowledge and what was [found](super::found), and gives a [`Post`]. Nothing is sent.

mod browse;
mod issue;
mod markdown;
mod pages;

use serenity::all::{ChannelId, MessageId, UserId};

use self::markdown::{code, plain};
pub use self::browse::{article_issues, articles};
use super::found::{Found, Kept, Line};
use super::issue_key::Key;
use super::limits;
use super::post::{Button, Embed, Entry, Look, Menu, Post, Row, Tone};
use super::press::Press;
use crate::knowledge::{IssueRef, Knowledge};
use crate::matching::Verdict;
use crate::words::{Language, Text};

/// For whom and from what a post is rendered.
#[derive(Debug, Clone, Copy)]
pub struct Scene<'a> {
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
}

impl Scene<'_> {
    /// What a verdict looks like; nothing where there is nothing to say. `shown` is which candidate is.
    ///
    /// Candidates that the knowledge has no longer are left out.
    pub fn found(&self, found: &Found, shown: usize) -> Option<Post> {
        let named = || found.candidates.iter().take(found.named);
        match found.verdict {
            Verdict::Answer if found.named == 1 || shown > 0 => self.answer(found.candidates.get(shown)?, shown),
            Verdict::Answer => self.several(named()),
            Verdict::Suggest if shown > 0 => self.answer(found.candidates.get(shown)?, shown),
            Verdict::Suggest => self.suggestion(named()),
            Verdict::Abstain => None,
        }
    }

    /// One issue told in full.
    pub fn answer(&self, kept: &Kept, shown: usize) -> Option<Post> {
        let at = Key::of(&kept.id).issue(self.knowledge)?;
        let why = issue::why(self.language, &kept.lines);
        let (embed, more) = self.issue_embed(at, &why, 0, kept);
        let mut buttons = vec![];
        if let Some(paste) = self.message.filter(|_| self.kept) {
            let not_this = Press::NotThis { paste, shown: u16::try_from(shown).unwrap_or(u16::MAX) };
            buttons.push(self.button(Look::Good, Text::ThatFixedIt, Press::Solved { paste }));
            buttons.push(self.button(Look::Plain, Text::NotMyProblem, not_this));
        }
        buttons.push(self.person());
        buttons.extend(more);
        Some(Post { embed: Some(embed), rows: vec![Row::Buttons(buttons)], ..Post::default() })
    }

    /// An issue from some place of its text on, for whoever asked to see it.
    pub fn issue(&self, key: &Key, from: usize) -> Post {
        let Some(at) = key.issue(self.knowledge) else { return Post::of(self.language.say(Text::IssueGone)) };
        let kept = Kept::asked_for(self.knowledge.full_id(at));
        let (embed, more) = self.issue_embed(at, "", from, &kept);
        let rows = more.map(|more| Row::Buttons(vec![more])).into_iter().collect();
        Post { embed: Some(embed), rows, ..Post::default() }
    }

    /// An answer that was said to have helped. `answer` is the post that helped.
    pub fn solved(&self, answer: Post, by: UserId) -> Post {
        let keep = |button: &Button| matches!(button.press, Press::More { .. });
        let rows = answer.rows.into_iter().filter_map(|row| match row {
            Row::Buttons(buttons) => Some(buttons.into_iter().filter(keep).collect::<Vec<_>>()),
            Row::Menu(_) => None,
        });
        Post {
            text: self.language.fill(Text::SolvedBy, &[("who", &format!("<@{by}>"))]),
            embed: answer.embed.map(|embed| Embed { tone: Tone::Done, ..embed }),
            rows: rows.filter(|buttons| !buttons.is_empty()).map(Row::Buttons).collect(),
            ..answer
        }
    }

    /// Said when every candidate was not it.
    pub fn nothing_further(&self) -> Post {
        Post {
            text: self.language.say(Text::NothingFurther).to_owned(),
            rows: vec![Row::Buttons(vec![self.person()])],
            ..Post::default()
        }
    }

    /// One quiet line for a paste that nothing is known about.
    pub fn offer(&self) -> Post {
        Post {
            text: format!("-# {}", self.language.say(Text::Offer)),
            rows: vec![Row::Buttons(vec![self.person()])],
            ..Post::default()
        }
    }

    /// Said to someone who asked for an answer where there is none.
    pub fn abstain(&self) -> Post {
        Post {
            text: self.language.say(Text::Abstain).to_owned(),
            rows: vec![Row::Buttons(vec![self.person()])],
            ..Post::default()
        }
    }

    fn suggestion<'k>(&self, named: impl Iterator<Item = &'k Kept>) -> Option<Post> {
        let candidates = self.known(named);
        let headline = match candidates.len() {
            0 => return None,
            1 => Text::MayBeThis,
            _ => Text::MayBeOneOfThese,
        };
        let mut buttons = vec![];
        let press = match self.message.filter(|_| self.kept) {
            Some(paste) => {
                let none = Press::NotThis { paste, shown: u16::MAX };
                buttons.push(self.button(Look::Plain, Text::NoneOfThese, none));
                Press::Choose { paste }
            }
            None => Press::Open,
        };
        buttons.push(self.person());
        Some(self.list(self.language.say(headline), Tone::Unsure, &candidates, press, buttons))
    }

    fn several<'k>(&self, named: impl Iterator<Item = &'k Kept>) -> Option<Post> {
        let candidates = self.known(named);
        if let [(_, only)] = candidates.as_slice() {
            return self.answer(only, 0);
        }
        let headline = self.language.fill(Text::FoundSeveral, &[("count", &candidates.len().to_string())]);
        let mut buttons = vec![];
        if let Some(paste) = self.message.filter(|_| self.kept) {
            buttons.push(self.button(Look::Good, Text::ThatFixedIt, Press::Solved { paste }));
        }
        buttons.push(self.person());
        (!candidates.is_empty()).then(|| self.list(&headline, Tone::Sure, &candidates, Press::Open, buttons))
    }

    /// The names of some issues, each with the line that proves it, and a menu to open them.
    fn list(
        &self,
        headline: &str,
        tone: Tone,
        candidates: &[(IssueRef, &Kept)],
        press: Press,
        buttons: Vec<Button>,
    ) -> Post {
        let mut description = String::new();
        let mut entries = vec![];
        for (number, (at, kept)) in (1..).zip(candidates) {
            let title = &self.knowledge.issue(*at).title;
            let article = &self.knowledge.article(*at).title;
            description.push_str(&format!("{number}. **{}** · {}\n", plain(title), plain(article)));
            if let Some(proof) = kept.lines.first().map(one_line).filter(|proof| !proof.is_empty()) {
                description.push_str(&format!("> {proof}\n"));
            }
            let value = Key::of(&kept.id).as_str().to_owned();
            entries.push(Entry { label: title.clone(), value, description: article.clone() });
        }
        let placeholder = self.language.say(Text::OpenOne).to_owned();
        let embed = Embed { title: headline.to_owned(), description, footer: String::new(), tone };
        Post {
            embed: Some(embed),
            rows: vec![Row::Menu(Menu { press, placeholder, entries }), Row::Buttons(buttons)],
            ..Post::default()
        }
    }

    fn known<'k>(&self, candidates: impl Iterator<Item = &'k Kept>) -> Vec<(IssueRef, &'k Kept)> {
        candidates.filter_map(|kept| Some((Key::of(&kept.id).issue(self.knowledge)?, kept))).collect()
    }

    fn issue_embed(&self, at: IssueRef, why: &str, from: usize, kept: &Kept) -> (Embed, Option<Button>) {
        let body = issue::body(self.language, self.knowledge, at);
        let room = limits::EMBED_DESCRIPTION.saturating_sub(limits::length(why));
        let (part, next) = pages::part(&body, from, room);
        let mut footer = self.knowledge.article(at).title.clone();
        if let Some(sure) = kept.confidence {
            footer = format!("{footer} · {} ({} %)", self.language.say(sure.words()), sure.percent());
        }
        let embed = Embed {
            title: plain(&self.knowledge.issue(at).title).into_owned(),
            description: format!("{why}{part}"),
            footer,
            tone: Tone::Sure,
        };
        let more = next.map(|from| {
            let press = Press::More { language: self.language, from, issue: Key::of(&kept.id) };
            self.button(Look::Plain, Text::More, press)
        });
        (embed, more)
    }

    fn person(&self) -> Button {
        self.button(Look::Plain, Text::GetAPerson, Press::Person { channel: self.channel, message: self.message })
    }

    fn button(&self, look: Look, label: Text, press: Press) -> Button {
        Button::new(look, self.language.say(label), press)
    }
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
