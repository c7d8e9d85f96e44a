//! Looking an issue up by a few words, while they are typed.
//!
//! Where [`matching`](crate::matching) asks whether a paste *is* an issue, a look-up asks which issue a person has in
//! mind: they type part of its title, of its error, its code or its id, and read the first few names that come. So the
//! words count in any order, the last one may be unfinished, case and accents do not matter, and a slip of the finger is
//! forgiven where no word is spelled that way. What nobody wrote finds nothing.
//!
//! It is an inverted index: sorted words, each with the issues that have it. Words are weighed by how rare they are, so
//! that `the agent` is a look-up for `agent`.

mod codes;
mod fold;
mod near;
mod vocabulary;

#[cfg(test)]
mod tests;

use std::cmp::Reverse;
use std::collections::HashMap;
use std::ops::Range;

use self::codes::Codes;
use self::fold::Word;
use self::vocabulary::Vocabulary;
use crate::knowledge::{Article, Issue, IssueRef, Knowledge};

/// Choices that Discord shows under an option that is being typed.
pub const MOST: usize = 25;

/// Words of a query that count: nobody types more, and an attacker's thousand cost no more than these.
const WORDS: usize = 12;
/// A query must be met by this share of its words, each weighed by how rare it is.
const ENOUGH: f32 = 0.6;
/// Only so many are compared by the order of their words; the rest is far behind already.
const COMPARED: usize = 4 * MOST;

/// How well a word of the query is met, from 1 for the very word: by a longer word that begins so, at most and at least…
const BEGINS: f32 = 0.9;
const BEGINS_LONG: f32 = 0.7;
/// …by a word one letter apart, less for each further letter…
const NEAR: f32 = 0.6;
const NEARER: f32 = 0.1;
/// …and by a longer word whose beginning is one letter apart.
const BEGINS_NEAR: f32 = 0.5;

/// Added for a title of which all is asked for, in part for a part of it…
const WHOLE_TITLE: f32 = 0.2;
/// …for a title whose words come as they were typed…
const IN_ORDER: f32 = 0.1;
/// …and for one that begins as the query does.
const FIRST_WORD: f32 = 0.05;
/// Added for a code or an id that was typed in full: it comes first whatever else is found…
const NAMED: f32 = 10.0;
/// …but in a longer sentence, where it may be there by the way.
const MENTIONED: f32 = 0.3;
/// Words of such a sentence, at least.
const SENTENCE: usize = 5;

/// All issues, ready to be looked up.
#[derive(Debug)]
pub struct Lookup {
    words: Vocabulary,
    codes: Codes,
    issues: Vec<Entry>,
    /// The words of all titles, one after another.
    titles: Vec<u32>,
    /// Full ids and ids, hashed; sorted.
    ids: Vec<(u64, u32)>,
}

/// An issue, in the order of the articles' paths: its number is its rank among equals.
#[derive(Debug)]
struct Entry {
    at: IssueRef,
    /// Its title in [`Lookup::titles`].
    title: Range<u32>,
}

/// An issue that was found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LookedUp {
    /// Which one.
    pub issue: IssueRef,
    /// By what most of all.
    pub by: Field,
    /// How well, for the order only.
    pub score: f32,
}

/// What of an issue a query met, most telling first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// One of its codes, in any spelling of the number.
    Code,
    /// Its id.
    Id,
    /// Its title.
    Title,
    /// One of its error texts.
    Error,
    /// The title, the id or a tag of its article.
    Article,
}

impl Field {
    const ALL: [Self; 5] = [Self::Code, Self::Id, Self::Title, Self::Error, Self::Article];

    fn bit(self) -> u32 {
        1 << self as u32
    }

    /// What a word in such a place is worth.
    fn worth(self) -> f32 {
        match self {
            Self::Code | Self::Title => 1.0,
            Self::Id => 0.95,
            Self::Error => 0.8,
            Self::Article => 0.6,
        }
    }

    /// The best of several places.
    fn best(bits: u32) -> Self {
        let met = Self::ALL.into_iter().filter(|field| bits & field.bit() != 0);
        met.max_by(|a, b| a.worth().total_cmp(&b.worth()).then(b.cmp(a))).unwrap_or(Self::Article)
    }
}

impl Lookup {
    /// Indexes the knowledge.
    pub fn new(knowledge: &Knowledge) -> Self {
        let mut all: Vec<(IssueRef, &Article, &Issue)> = knowledge.issues().collect();
        all.sort_by_key(|(at, article, _)| (&article.path, &article.id, at.issue));
        let mut words: HashMap<String, Vec<u32>> = HashMap::new();
        let mut titles: Vec<String> = Vec::new();
        let mut issues = Vec::with_capacity(all.len());
        let mut codes = Vec::new();
        let mut ids = Vec::with_capacity(2 * all.len());
        for (number, (at, article, issue)) in (0..).zip(all) {
            let mut put = |field: Field, text: &str| {
                for Word { text, .. } in fold::words(text) {
                    vocabulary::post(words.entry(text).or_default(), number, field.bit());
                }
            };
            put(Field::Title, &issue.title);
            put(Field::Id, issue.id.as_str());
            issue.errors.iter().for_each(|error| put(Field::Error, error));
            issue.codes.iter().for_each(|code| put(Field::Code, code));
            put(Field::Article, article.id.as_str());
            put(Field::Article, &article.title);
            article.tags.iter().for_each(|tag| put(Field::Article, tag));

            codes.extend(issue.codes.iter().flat_map(|code| codes::keys(code)).map(|key| (key, number)));
            ids.push((fold::hash(issue.id.as_str()), number));
            ids.push((fold::hash(&format!("{}/{}", article.id, issue.id)), number));
            let from = titles.len() as u32;
            titles.extend(fold::words(&issue.title).filter(|word| !word.is_part).map(|word| word.text));
            issues.push(Entry { at, title: from..titles.len() as u32 });
        }
        ids.sort_unstable();
        let words = Vocabulary::new(words);
        let titles = titles.iter().filter_map(|word| words.number(word)).collect();
        Self { words, codes: Codes::new(codes), issues, titles, ids }
    }

    /// The issues that a query may mean, best first, at most `limit` and at most [`MOST`]. An empty query means the
    /// first ones, by the order of the articles' paths.
    ///
    /// The query is still being typed: its last word may be the beginning of one, unless a space or the like follows.
    /// The same query has the same answer, whatever the order in which the articles were read.
    pub fn find(&self, query: &str, limit: usize) -> Vec<LookedUp> {
        let limit = limit.min(MOST);
        let query = query.trim_start();
        if query.is_empty() {
            let first = self.issues.iter().take(limit);
            return first.map(|entry| LookedUp { issue: entry.at, by: Field::Article, score: 0.0 }).collect();
        }
        let asked = self.asked(query);
        let mut found = self.weighed(&asked);
        for number in self.codes.find(query) {
            found[number as usize].name(Field::Code, if asked.len() < SENTENCE { NAMED } else { MENTIONED });
        }
        for number in self.named(query) {
            found[number as usize].name(Field::Id, NAMED);
        }
        let mut best: Vec<(u32, Weighed)> =
            (0..).zip(found).filter(|(_, weighed)| weighed.share >= ENOUGH || weighed.named).collect();
        let order = |(number, weighed): &(u32, Weighed)| (Reverse(Ordered(weighed.score)), *number);
        if best.len() > COMPARED {
            best.select_nth_unstable_by_key(COMPARED, order);
            best.truncate(COMPARED);
        }
        for (number, weighed) in &mut best {
            weighed.score += self.title_bonus(*number, &asked);
        }
        best.sort_unstable_by_key(order);
        let found = best.into_iter().take(limit);
        found
            .map(|(number, weighed)| LookedUp {
                issue: self.issues[number as usize].at,
                by: Field::best(weighed.fields),
                score: weighed.score,
            })
            .collect()
    }

    /// The words of a query, with the words of the knowledge that each may mean.
    fn asked(&self, query: &str) -> Vec<Asked> {
        let finished = query.ends_with(|c: char| !c.is_alphanumeric());
        let mut typed: Vec<Word> = fold::words(query).filter(|word| !word.is_part).take(WORDS).collect();
        typed.dedup_by(|a, b| a.text == b.text);
        let last = typed.len().saturating_sub(1);
        let asked = typed.iter().enumerate();
        asked.map(|(at, word)| Asked { meant: self.words.meant(&word.text, at == last && !finished) }).collect()
    }

    /// What each issue has of the words.
    fn weighed(&self, asked: &[Asked]) -> Vec<Weighed> {
        let mut all = vec![Weighed::default(); self.issues.len()];
        let mut total = 0.0;
        // How well each issue meets the word in hand, and where.
        let mut met: Vec<(f32, u32)> = vec![(0.0, 0); self.issues.len()];
        let mut touched: Vec<u32> = Vec::new();
        for asked in asked {
            for meant in &asked.meant {
                for (number, fields) in self.words.issues(meant.word) {
                    let field = Field::best(fields);
                    let quality = meant.quality * field.worth();
                    let (best, by) = &mut met[number as usize];
                    if *best == 0.0 {
                        touched.push(number);
                    }
                    if quality > *best {
                        (*best, *by) = (quality, field.bit());
                    }
                }
            }
            let weight = (1.0 + self.issues.len() as f32 / touched.len().max(1) as f32).ln();
            total += weight;
            for number in touched.drain(..) {
                let (quality, field) = std::mem::take(&mut met[number as usize]);
                let weighed = &mut all[number as usize];
                weighed.share += weight;
                weighed.score += weight * quality;
                weighed.fields |= field;
            }
        }
        for weighed in &mut all {
            weighed.share /= total;
            weighed.score /= total;
        }
        all
    }

    /// The issues of exactly that id.
    fn named(&self, query: &str) -> impl Iterator<Item = u32> {
        let hash = fold::hash(query.trim_end());
        let from = self.ids.partition_point(|(id, _)| *id < hash);
        self.ids[from..].iter().take_while(move |(id, _)| *id == hash).map(|(_, number)| *number)
    }

    /// What makes one of two titles with the same words the better one.
    fn title_bonus(&self, number: u32, asked: &[Asked]) -> f32 {
        let Range { start, end } = self.issues[number as usize].title;
        let title = &self.titles[start as usize..end as usize];
        let places: Vec<Option<usize>> =
            asked.iter().map(|asked| title.iter().position(|word| asked.means(*word))).collect();
        let there = places.iter().flatten().count();
        if there == 0 {
            return 0.0;
        }
        let follows = places.windows(2).filter(|two| matches!(two, [Some(a), Some(b)] if *b == a + 1)).count();
        let in_order = if asked.len() > 1 { follows as f32 / (asked.len() - 1) as f32 } else { 0.0 };
        let first = if places[0] == Some(0) { FIRST_WORD } else { 0.0 };
        WHOLE_TITLE * (there as f32 / title.len() as f32).min(1.0) + IN_ORDER * in_order + first
    }
}

/// A word of a query.
#[derive(Debug)]
struct Asked {
    meant: Vec<vocabulary::Meant>,
}

impl Asked {
    /// Whether it may mean that word.
    fn means(&self, word: u32) -> bool {
        self.meant.binary_search_by_key(&word, |meant| meant.word).is_ok()
    }
}

/// What an issue has of a query.
#[derive(Debug, Clone, Default)]
struct Weighed {
    /// Of the words, by weight.
    share: f32,
    score: f32,
    fields: u32,
    /// By a code or an id in full.
    named: bool,
}

impl Weighed {
    fn name(&mut self, by: Field, bonus: f32) {
        if !std::mem::replace(&mut self.named, true) {
            self.score += bonus;
            self.fields = by.bit();
        }
    }
}

/// A score to sort by.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Ordered(f32);

impl Eq for Ordered {}

impl PartialOrd for Ordered {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Ordered {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.total_cmp(&other.0)
    }
}
