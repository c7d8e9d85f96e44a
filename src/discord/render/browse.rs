//! Leafing through the knowledge: its articles, and the issues of one.

use super::super::issue_key::Key;
use super::super::limits;
use super::super::post::{Button, Embed, Entry, Look, Menu, Post, Row, Tone};
use super::super::press::Press;
use super::markdown::plain;
use crate::knowledge::{Article, Knowledge};
use crate::words::{Language, Text};

/// Entries on a page: what a menu takes.
const ON_A_PAGE: usize = limits::OPTIONS;
/// Of a summary, what a list shows.
const SUMMARY: usize = 100;
/// Of a title, what a list shows.
const TITLE: usize = 120;

/// A page of the list of articles, from 0. A page beyond the last is the last.
pub(crate) fn articles(language: Language, knowledge: &Knowledge, page: u32) -> Post {
    let all: Vec<&Article> = knowledge.articles.iter().filter(|article| !article.issues.is_empty()).collect();
    if all.is_empty() {
        return Post::of(language.say(Text::NoArticles));
    }
    let page = Page::of(&all, page);
    let mut description = String::new();
    let mut entries = vec![];
    for article in page.entries {
        let title = plain(&limits::cut(&article.title, TITLE)).into_owned();
        description.push_str(&format!("- **{title}** · {}", article.issues.len()));
        if !article.summary.is_empty() {
            description.push_str(&format!("\n  {}", plain(&limits::cut(&article.summary, SUMMARY))));
        }
        description.push('\n');
        let value = Key::of(article.id.as_str()).as_str().to_owned();
        entries.push(Entry { label: article.title.clone(), value, description: article.summary.clone() });
    }
    let placeholder = language.say(Text::OpenAnArticle).to_owned();
    let menu = Menu { press: Press::OpenArticle, placeholder, entries };
    page.post(language, language.say(Text::Articles), description, menu, None, |page| Press::Articles { page })
}

/// A page of an article's issues, from 0. A page beyond the last is the last.
pub(crate) fn article_issues(language: Language, knowledge: &Knowledge, article: &Key, page: u32) -> Post {
    let up = |page| Button::new(Look::Plain, language.say(Text::Back), Press::Articles { page });
    let nothing = |text| Post { rows: vec![Row::Buttons(vec![up(0)])], ..Post::of(language.say(text)) };
    let Some((_, found)) = article.article(knowledge) else { return nothing(Text::ArticleGone) };
    if found.issues.is_empty() {
        return nothing(Text::NoIssues);
    }
    let page = Page::of(&found.issues, page);
    let mut description = String::new();
    let mut entries = vec![];
    for issue in page.entries {
        description.push_str(&format!("- {}\n", plain(&limits::cut(&issue.title, TITLE))));
        let key = Key::of(&format!("{}/{}", found.id, issue.id));
        let signs = issue.codes.iter().chain(&issue.errors).map(String::as_str).collect::<Vec<_>>().join(", ");
        entries.push(Entry { label: issue.title.clone(), value: key.as_str().to_owned(), description: signs });
    }
    let placeholder = language.say(Text::OpenOne).to_owned();
    let menu = Menu { press: Press::Open, placeholder, entries };
    let before = knowledge.articles.iter().filter(|article| !article.issues.is_empty());
    let at = before.take_while(|other| other.id != found.id).count();
    let turn = |page| Press::Issues { page, article: article.clone() };
    page.post(language, &found.title, description, menu, Some(up((at / ON_A_PAGE) as u32)), turn)
}

/// Some of many.
struct Page<'a, T> {
    entries: &'a [T],
    number: usize,
    last: usize,
}

impl<'a, T> Page<'a, T> {
    fn of(all: &'a [T], number: u32) -> Self {
        let last = all.len().saturating_sub(1) / ON_A_PAGE;
        let number = (number as usize).min(last);
        let entries = all.chunks(ON_A_PAGE).nth(number).unwrap_or_default();
        Self { entries, number, last }
    }

    /// `up` leads back from the first page.
    fn post(
        &self,
        language: Language,
        title: &str,
        description: String,
        menu: Menu,
        up: Option<Button>,
        turn: impl Fn(u32) -> Press,
    ) -> Post {
        let mut footer = String::new();
        if self.last > 0 {
            let (number, of) = ((self.number + 1).to_string(), (self.last + 1).to_string());
            footer = language.fill(Text::PageOf, &[("page", &number), ("pages", &of)]);
        }
        let button = |text, page: usize| Button::new(Look::Plain, language.say(text), turn(page as u32));
        let back = self.number.checked_sub(1).map(|before| button(Text::Back, before)).or(up);
        let next = (self.number < self.last).then(|| button(Text::Next, self.number + 1));
        let rows = vec![Row::Menu(menu), Row::Buttons(back.into_iter().chain(next).collect())];
        let embed = Embed { title: plain(title).into_owned(), description, footer, tone: Tone::Sure };
        Post { embed: Some(embed), rows, ..Post::default() }
    }
}
