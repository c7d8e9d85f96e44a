//! The compiled knowledge: which words stand in which phrases and issues, and how much each word says.

use std::ops::Range;

use hashbrown::{HashMap, HashSet};
use rayon::prelude::*;

use super::draft::{DraftPhrase, Drafts, Placed, WordId};
use super::near::NearWords;
use super::{SignatureKind, bm25};
use crate::knowledge::{Article, IssueRef, Knowledge};
use crate::paste::scan;
use crate::paste::terms::Term;

/// A knowledge of fewer issues is taken for the beginning of one of so many: in an article of one issue every word
/// would be common, and its code would say nothing.
pub(super) const FEW: usize = 14;

/// The number of a term in the vocabulary.
pub(super) type TermId = u32;

/// Everything [`super::Matcher`] looks things up in. Built once, never changed.
#[derive(Debug, Default)]
pub(super) struct Index {
    /// The issues, in the knowledge's order.
    pub entries: Vec<Entry>,
    /// Folded word to its number.
    pub vocabulary: HashMap<u64, TermId, foldhash::fast::FixedState>,
    /// How much a term says: the logarithm of how rare it is among the issues.
    pub idf: Vec<f32>,
    /// Titles, error texts, codes, headings.
    pub phrases: Vec<Phrase>,
    /// The texts of all phrases, as their authors wrote them.
    pub texts: String,
    /// The terms of all phrases, phrase after phrase.
    pub phrase_terms: Vec<PhraseTerm>,
    /// Term to the phrases that have it.
    pub phrase_postings: Postings<u32>,
    /// Term to the issues whose text has it.
    pub body_postings: Postings<BodyPosting>,
    /// Term to the articles whose text has it (the `entry` of a posting is an article here).
    pub article_postings: Postings<BodyPosting>,
    /// The words of each article's id, title and tags: what it is about.
    pub names: Vec<Vec<TermId>>,
    /// The article of each issue.
    pub article_of: Vec<u32>,
    /// The terms of all prose, sentence after sentence.
    pub prose: Vec<TermId>,
    /// Where each sentence starts in [`Index::prose`]; one more at the end.
    pub sentences: Vec<u32>,
    /// Words of phrases, to be found by words that are spelled nearly so.
    pub near: NearWords,
}

/// One issue.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    pub at: IssueRef,
    /// Its sentences in [`Index::sentences`].
    pub first_sentence: u32,
    pub last_sentence: u32,
    /// The same for issues of the same title.
    pub title: u64,
}

/// A text by which an issue is recognised.
#[derive(Debug, Clone, Copy)]
pub(super) struct Phrase {
    /// Index into [`Index::entries`].
    pub entry: u32,
    pub kind: SignatureKind,
    /// Where its text stands in [`Index::texts`].
    pub text: (u32, u32),
    /// In how many articles the very same words stand as a phrase.
    pub shared_by: u16,
    /// Where its terms stand in [`Index::phrase_terms`].
    pub first: u32,
    pub count: u16,
    /// Sum of the IDF of its terms.
    pub mass: f32,
}

/// A term of a phrase.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct PhraseTerm {
    pub term: TermId,
    /// A `*` stands before it.
    pub after_wildcard: bool,
    /// It is a number or part of a path: it need not be the same in the paste.
    pub noise: bool,
    /// See [`Token::surface`].
    pub surface: u8,
}

/// An issue that has a term, and how prominently.
#[derive(Debug, Clone, Copy)]
pub(super) struct BodyPosting {
    pub entry: u32,
    /// What the term adds to the issue's score, times its IDF: see [`bm25::impact`].
    pub impact: f32,
}

/// Lists per term, end to end in one allocation.
#[derive(Debug)]
pub(super) struct Postings<T> {
    starts: Vec<u32>,
    items: Vec<T>,
}

impl<T> Default for Postings<T> {
    fn default() -> Self {
        Self { starts: vec![0], items: Vec::new() }
    }
}

impl<T: Copy + Default> Postings<T> {
    /// Lists for so many terms; `pairs` are taken twice.
    fn build(terms: usize, pairs: impl Iterator<Item = (TermId, T)> + Clone) -> Self {
        let mut starts = vec![0u32; terms + 1];
        for (term, _) in pairs.clone() {
            starts[term as usize + 1] += 1;
        }
        for i in 1..starts.len() {
            starts[i] += starts[i - 1];
        }
        let mut next = starts.clone();
        let mut items = vec![T::default(); *starts.last().unwrap_or(&0) as usize];
        for (term, item) in pairs {
            let slot = &mut next[term as usize];
            items[*slot as usize] = item;
            *slot += 1;
        }
        Self { starts, items }
    }

    pub(super) fn of(&self, term: TermId) -> &[T] {
        let term = term as usize;
        match (self.starts.get(term), self.starts.get(term + 1)) {
            (Some(&from), Some(&to)) => &self.items[from as usize..to as usize],
            _ => &[],
        }
    }
}

impl Default for BodyPosting {
    fn default() -> Self {
        Self { entry: 0, impact: 0.0 }
    }
}

/// All issues, article after article by path and id: whatever order the files were read in, ties fall the same way.
fn in_order(knowledge: &Knowledge) -> Vec<Placed<'_>> {
    let mut places: Vec<Placed> = knowledge.issues().collect();
    places.sort_by(
        |(a, x, _), (b, y, _)| {
            if a.article == b.article { a.cmp(b) } else { (&x.path, &x.id, a).cmp(&(&y.path, &y.id, b)) }
        },
    );
    places
}

/// A handful of issues is quicker done than a pool of threads is started.
const PARALLEL_FROM: usize = 256;
/// Issues whose words are numbered among themselves first.
const TOGETHER: usize = 256;
/// Issues that are drafted at a time, so that the drafts take little memory beside the knowledge.
const BATCH: usize = 16 * TOGETHER;

/// Does two things, at once where that is worth it.
fn both<A: Send, B: Send>(at_once: bool, a: impl FnOnce() -> A + Send, b: impl FnOnce() -> B + Send) -> (A, B) {
    if at_once { rayon::join(a, b) } else { (a(), b()) }
}

/// An index that is being filled, with what only filling it needs.
#[derive(Default)]
struct Building {
    index: Index,
    /// In how many issues each term stands.
    frequency: Vec<u32>,
    /// Letters of the longest word of each term.
    longest: Vec<u32>,
    /// What phrases are told apart by, to the last article that has such a phrase and how many have.
    twins: HashMap<u64, (u32, u16), foldhash::fast::FixedState>,
    /// What each phrase is told apart by.
    identities: Vec<u64>,
    /// The words of the issues and how prominent they are, issue after issue.
    words: Vec<(TermId, f32)>,
    /// Where the words of each issue end.
    ends: Vec<usize>,
    /// How many words each issue has in all its text.
    lengths: Vec<f32>,
    spelled: Vec<(Term, String)>,
    typed: HashSet<Term, foldhash::fast::FixedState>,
}

impl Building {
    fn add(&mut self, drafts: &Drafts) {
        let numbers = self.number(drafts);
        let number = |word: WordId| numbers[word as usize];
        let mut phrases = drafts.phrases.iter();
        let mut terms = drafts.phrase_terms.iter();
        let (mut phrase_number, mut sentence_number, mut from) = (0, 0, 0);
        for issue in &drafts.issues {
            let entry = self.index.entries.len() as u32;
            let first_sentence = self.index.sentences.len() as u32;
            for &end in &drafts.sentences[sentence_number..issue.sentences as usize] {
                self.index.sentences.push(self.index.prose.len() as u32);
                self.index.prose.extend(drafts.prose[from..end as usize].iter().map(|word| number(*word)));
                from = end as usize;
            }
            sentence_number = issue.sentences as usize;
            let last_sentence = self.index.sentences.len() as u32;
            self.index.entries.push(Entry { at: issue.at, first_sentence, last_sentence, title: 0 });
            for phrase in phrases.by_ref().take(issue.phrases as usize - phrase_number) {
                let first = self.index.phrase_terms.len() as u32;
                for draft in terms.by_ref().take(phrase.count as usize) {
                    let term = number(draft.word);
                    let longest = &mut self.longest[term as usize];
                    *longest = draft.length.max(*longest);
                    self.index.phrase_terms.push(PhraseTerm {
                        term,
                        after_wildcard: draft.after_wildcard,
                        noise: draft.noise,
                        surface: draft.surface,
                    });
                }
                self.phrase(entry, issue.at.article, first, phrase);
            }
            phrase_number = issue.phrases as usize;
            self.lengths.push(issue.length);
        }
        for (term, word) in &drafts.spelled {
            if self.typed.insert(*term) {
                self.spelled.push((*term, word.clone()));
            }
        }
    }

    /// Numbers the words for good, and notes which issues have them.
    fn number(&mut self, drafts: &Drafts) -> Vec<TermId> {
        let mut numbers = vec![TermId::MAX; drafts.terms.len()];
        let mut from = 0;
        for issue in &drafts.issues {
            for &(word, weight) in &drafts.words[from..issue.words as usize] {
                let number = &mut numbers[word as usize];
                if *number == TermId::MAX {
                    let fresh = self.frequency.len() as TermId;
                    *number = *self.index.vocabulary.entry(drafts.terms[word as usize].0).or_insert(fresh);
                    if *number == fresh {
                        self.frequency.push(0);
                        self.longest.push(0);
                    }
                }
                self.frequency[*number as usize] += 1;
                self.words.push((*number, weight));
            }
            from = issue.words as usize;
            self.ends.push(self.words.len());
        }
        numbers
    }

    fn phrase(&mut self, entry: u32, article: u32, first: u32, draft: &DraftPhrase) {
        let twin = self.twins.entry(draft.identity).or_insert((u32::MAX, 0));
        if twin.0 != article {
            *twin = (article, twin.1.saturating_add(1));
        }
        self.identities.push(draft.identity);
        if draft.kind == SignatureKind::Title {
            self.index.entries[entry as usize].title = draft.identity;
        }
        let start = self.index.texts.len() as u32;
        self.index.texts.push_str(draft.text);
        self.index.phrases.push(Phrase {
            entry,
            kind: draft.kind,
            text: (start, self.index.texts.len() as u32),
            shared_by: 0,
            first,
            count: draft.count,
            mass: 0.0,
        });
    }

    fn finish(mut self, knowledge: &Knowledge) -> Index {
        let index = &mut self.index;
        index.sentences.push(index.prose.len() as u32);
        index.article_of = index.entries.iter().map(|e| e.at.article).collect();
        let total = index.entries.len().max(FEW) as f32;
        index.idf = self
            .frequency
            .iter()
            .zip(&self.longest)
            .map(|(&df, longest)| {
                let rare = (1.0 + (total - df as f32 + 0.5) / (df as f32 + 0.5)).ln();
                // A compound like UserErrorVmNotFound says as much as the words it is made of.
                rare * (1.0 + 0.1 * longest.saturating_sub(12) as f32).min(3.0)
            })
            .collect();
        for (phrase, identity) in index.phrases.iter_mut().zip(&self.identities) {
            phrase.shared_by = self.twins[identity].1;
            let terms = &index.phrase_terms[phrase.first as usize..][..phrase.count as usize];
            phrase.mass = terms.iter().fold(0.0, |mass, t| mass + index.idf[t.term as usize]);
        }
        let at_once = self.lengths.len() >= PARALLEL_FROM;
        let (near, ((phrases, names), (bodies, articles))) = both(
            at_once,
            || self.near(),
            || {
                both(
                    at_once,
                    || (self.phrase_postings(), self.names(knowledge)),
                    || both(at_once, || self.body_postings(), || self.article_postings()),
                )
            },
        );
        Index { near, phrase_postings: phrases, names, body_postings: bodies, article_postings: articles, ..self.index }
    }

    fn near(&self) -> NearWords {
        let vocabulary = &self.index.vocabulary;
        let words = self.spelled.iter().filter_map(|(term, word)| Some((*vocabulary.get(&term.0)?, word.as_str())));
        NearWords::build(words, vocabulary.len())
    }

    fn names(&self, knowledge: &Knowledge) -> Vec<Vec<TermId>> {
        let mut tokens = Vec::new();
        let names_of = |article: &Article| {
            tokens.clear();
            scan::scan_name(article.id.as_str(), &mut tokens);
            for text in article.tags.iter().chain([&article.title]) {
                scan::scan(text, 0, text.len(), &mut tokens);
            }
            let mut names: Vec<TermId> = tokens.iter().filter_map(|t| self.index.id(t.term)).collect();
            names.sort_unstable();
            names.dedup();
            names
        };
        knowledge.articles.iter().map(names_of).collect()
    }

    fn phrase_postings(&self) -> Postings<u32> {
        let mut pairs: Vec<(TermId, u32)> = Vec::with_capacity(self.index.phrase_terms.len());
        for (number, phrase) in (0..).zip(&self.index.phrases) {
            let first = pairs.len();
            for t in self.index.terms(phrase) {
                if !pairs[first..].iter().any(|pair| pair.0 == t.term) {
                    pairs.push((t.term, number));
                }
            }
        }
        Postings::build(self.frequency.len(), pairs.iter().copied())
    }

    fn body_postings(&self) -> Postings<BodyPosting> {
        let mean_length = self.lengths.iter().sum::<f32>() / (self.lengths.len() as f32).max(1.0);
        let pairs = (0..self.lengths.len()).flat_map(|entry| {
            let relative_length = self.lengths[entry] / mean_length;
            self.words_of(entry..entry + 1).iter().map(move |&(term, weight)| {
                (term, BodyPosting { entry: entry as u32, impact: bm25::impact(weight, relative_length) })
            })
        });
        Postings::build(self.frequency.len(), pairs)
    }

    /// As [`Self::body_postings`], the issues of an article taken together.
    fn article_postings(&self) -> Postings<BodyPosting> {
        let mut articles: Vec<(u32, f32, Range<usize>)> = Vec::new();
        let mut words: Vec<(TermId, f32)> = Vec::with_capacity(self.words.len());
        let mut entry = 0;
        for issues in self.index.entries.chunk_by(|a, b| a.at.article == b.at.article) {
            let entries = entry..entry + issues.len();
            entry = entries.end;
            let first = words.len();
            words.extend_from_slice(self.words_of(entries.clone()));
            if issues.len() > 1 {
                add_up(&mut words, first);
            }
            articles.push((issues[0].at.article, self.lengths[entries].iter().sum(), first..words.len()));
        }
        let mean_length = articles.iter().map(|a| a.1).sum::<f32>() / (articles.len() as f32).max(1.0);
        let pairs = articles.iter().flat_map(|(article, length, of)| {
            words[of.clone()].iter().map(move |&(term, weight)| {
                (term, BodyPosting { entry: *article, impact: bm25::impact(weight, length / mean_length) })
            })
        });
        Postings::build(self.frequency.len(), pairs)
    }

    /// The words of some issues, issue after issue.
    fn words_of(&self, entries: Range<usize>) -> &[(TermId, f32)] {
        let from = entries.start.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.words[from..self.ends[entries.end - 1]]
    }
}

/// Makes equal words from `first` on one, with the sum of their weights.
fn add_up(words: &mut Vec<(TermId, f32)>, first: usize) {
    words[first..].sort_unstable_by_key(|w| w.0);
    let mut last = first;
    for at in first + 1..words.len() {
        if words[at].0 == words[last].0 {
            words[last].1 += words[at].1;
        } else {
            last += 1;
            words[last] = words[at];
        }
    }
    words.truncate(last + 1);
}

impl Index {
    pub(super) fn build(knowledge: &Knowledge) -> Self {
        let places = in_order(knowledge);
        let mut building = Building::default();
        if places.len() < PARALLEL_FROM {
            building.add(&Drafts::of(&places));
        } else {
            for batch in places.chunks(BATCH) {
                let drafts: Vec<Drafts> = batch.par_chunks(TOGETHER).map(Drafts::of).collect();
                for drafts in &drafts {
                    building.add(drafts);
                }
            }
        }
        building.finish(knowledge)
    }

    /// The terms of a phrase.
    pub(super) fn terms(&self, phrase: &Phrase) -> &[PhraseTerm] {
        &self.phrase_terms[phrase.first as usize..][..phrase.count as usize]
    }

    /// The text of a phrase.
    pub(super) fn text(&self, phrase: &Phrase) -> &str {
        &self.texts[phrase.text.0 as usize..phrase.text.1 as usize]
    }

    /// The terms of a sentence of prose.
    pub(super) fn sentence(&self, number: u32) -> &[TermId] {
        &self.prose[self.sentences[number as usize] as usize..self.sentences[number as usize + 1] as usize]
    }

    /// The number of a term, if the knowledge has it.
    pub(super) fn id(&self, term: Term) -> Option<TermId> {
        self.vocabulary.get(&term.0).copied()
    }
}
