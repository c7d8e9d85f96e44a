//! The compiled knowledge: which words stand in which phrases and issues, and how much each word says.

use std::borrow::Cow;

use hashbrown::HashMap;
use rayon::prelude::*;

use super::near::NearWords;
use super::{SignatureKind, text_search};
use crate::knowledge::{Article, Issue, IssueRef, Knowledge};
use crate::paste::scan::{self, Token, TokenKind};
use crate::paste::terms::{self, Term};

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
    /// What the term adds to the issue's score, times its IDF: see [`text_search::impact`].
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
    /// `pairs` yields (term, item) twice over, in the same order.
    fn build(terms: usize, pairs: impl Fn(&mut dyn FnMut(TermId, T))) -> Self {
        let mut starts = vec![0u32; terms + 1];
        pairs(&mut |term, _| starts[term as usize + 1] += 1);
        for i in 1..starts.len() {
            starts[i] += starts[i - 1];
        }
        let mut next = starts.clone();
        let mut items = vec![T::default(); *starts.last().unwrap_or(&0) as usize];
        pairs(&mut |term, item| {
            let slot = &mut next[term as usize];
            items[*slot as usize] = item;
            *slot += 1;
        });
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

/// How much more a word counts for "this issue speaks of it" where it stands in these fields.
mod field {
    pub(super) const TITLE: f32 = 4.0;
    pub(super) const ERROR: f32 = 3.0;
    pub(super) const DESCRIPTION: f32 = 2.0;
    pub(super) const BODY: f32 = 1.0;
    pub(super) const NAME: f32 = 0.5;
}

/// The words of all issues of an article together.
struct WholeArticle<'d> {
    number: u32,
    length: f32,
    words: Cow<'d, [(u64, f32)]>,
}

fn whole_articles<'d>(drafts: &'d [Draft<'_>]) -> Vec<WholeArticle<'d>> {
    drafts
        .chunk_by(|a, b| a.at.article == b.at.article)
        .map(|issues| {
            let length = issues.iter().map(|d| d.length).sum();
            let words = if let [only] = issues {
                Cow::Borrowed(only.words.as_slice())
            } else {
                let mut words: Vec<(u64, f32)> = issues.iter().flat_map(|d| d.words.iter().copied()).collect();
                merge(&mut words);
                Cow::Owned(words)
            };
            WholeArticle { number: issues[0].at.article, length, words }
        })
        .collect()
}

/// Sorts words and adds up the weights of equal ones.
fn merge(words: &mut Vec<(u64, f32)>) {
    words.sort_unstable_by_key(|w| w.0);
    words.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        if same {
            kept.1 += next.1;
        }
        same
    });
}

/// A sentence longer than so many words is a list or a script: it is taken in pieces.
const LONGEST_SENTENCE: usize = 48;

/// One issue's words, before they have numbers.
struct Draft<'k> {
    at: IssueRef,
    phrases: Vec<DraftPhrase<'k>>,
    words: Vec<(u64, f32)>,
    length: f32,
    prose: Vec<u64>,
    /// Ends of sentences in `prose`.
    ends: Vec<u32>,
    /// The words of the phrases as they may be typed.
    spelled: Vec<(Term, Cow<'k, str>)>,
}

struct DraftPhrase<'k> {
    kind: SignatureKind,
    text: &'k str,
    terms: Vec<DraftTerm>,
}

#[derive(Clone, Copy)]
struct DraftTerm {
    term: Term,
    after_wildcard: bool,
    noise: bool,
    surface: u8,
    word: bool,
    /// Letters and digits in it.
    length: u32,
}

/// Every text by which an issue may be recognised, with its kind.
fn texts_of<'k>(article: &'k Article, issue: &'k Issue) -> impl Iterator<Item = (SignatureKind, &'k str)> {
    use SignatureKind::{Code, Description, Error, Heading, Title};
    let mut headings: Vec<&str> = issue.steps.iter().filter(|s| s.link.is_some()).map(|s| s.text.as_str()).collect();
    headings.extend(issue.documents.iter().map(|d| d.title.as_str()));
    if article.title != issue.title {
        headings.push(&article.title);
    }
    let links =
        issue.steps.iter().filter_map(|s| s.link.as_deref()).chain(issue.documents.iter().map(|d| d.url.as_str()));
    // The anchor of a link is often the very title of the error it explains.
    headings.extend(links.filter_map(|link| link.split_once('#').map(|(_, anchor)| anchor)).filter(|a| a.len() >= 12));
    headings.retain(|h| h.len() <= 200);
    let of = |kind| move |text: &'k String| (kind, text.as_str());
    std::iter::once((Title, issue.title.as_str()))
        .chain(issue.codes.iter().map(of(Code)))
        .chain(issue.errors.iter().map(of(Error)))
        .chain(sentences(&issue.description).into_iter().map(|text| (Description, text)))
        .chain(headings.into_iter().map(|text| (Heading, text)))
}

/// Sentences, roughly: good enough to compare a line with.
fn sentences(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut from = 0;
    let bytes = text.as_bytes();
    for i in 0..bytes.len() {
        let ends = bytes[i] == b'\n'
            || (matches!(bytes[i], b'.' | b'!' | b'?') && bytes.get(i + 1).is_some_and(u8::is_ascii_whitespace));
        if ends {
            out.push(text[from..i].trim());
            from = i + 1;
        }
    }
    out.push(text[from..].trim());
    out.retain(|s| !s.is_empty());
    out
}

fn draft<'k>(at: IssueRef, article: &'k Article, issue: &'k Issue) -> Draft<'k> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut phrases = Vec::new();
    let mut words: Vec<(u64, f32)> = Vec::new();
    let mut spelled = Vec::new();
    for (kind, text) in texts_of(article, issue) {
        tokens.clear();
        if kind == SignatureKind::Heading && !text.contains(' ') {
            scan::scan_name(text, &mut tokens);
        } else {
            scan::scan_signature(text, &mut tokens);
        }
        let mut after_wildcard = false;
        let mut terms: Vec<DraftTerm> = Vec::with_capacity(tokens.len());
        for token in &tokens {
            if token.kind == TokenKind::Wildcard {
                after_wildcard = true;
                continue;
            }
            terms.push(DraftTerm {
                term: token.term,
                after_wildcard: std::mem::take(&mut after_wildcard),
                noise: matches!(token.kind, TokenKind::Noise | TokenKind::Name),
                surface: token.surface,
                word: token.kind == TokenKind::Word,
                length: token.end - token.start,
            });
        }
        terms.truncate(64);
        let weight = match kind {
            SignatureKind::Title => field::TITLE,
            SignatureKind::Code | SignatureKind::Error => field::ERROR,
            SignatureKind::Description => field::DESCRIPTION,
            SignatureKind::Heading | SignatureKind::Body => field::BODY,
        };
        words.extend(terms.iter().map(|t| (t.term.0, weight)));
        spellings(text, &tokens, |term, word| spelled.push((term, word)));
        if matches!(kind, SignatureKind::Title | SignatureKind::Error)
            && let Some(terms) = joined(text, &tokens)
        {
            words.extend(terms.iter().map(|t| (t.term.0, field::BODY)));
            phrases.push(DraftPhrase { kind, text, terms });
        }
        if !terms.is_empty() {
            phrases.push(DraftPhrase { kind, text, terms });
        }
    }
    let mut prose = Vec::new();
    let mut ends = Vec::new();
    let mut body = |text: &str| {
        for sentence in sentences(text) {
            tokens.clear();
            scan::scan(sentence, 0, sentence.len(), &mut tokens);
            let sound = tokens.iter().filter(|t| t.kind != TokenKind::Noise);
            for piece in sound.map(|t| t.term.0).collect::<Vec<_>>().chunks(LONGEST_SENTENCE) {
                prose.extend_from_slice(piece);
                ends.push(prose.len() as u32);
            }
            words.extend(tokens.iter().map(|t| (t.term.0, field::BODY)));
        }
    };
    body(&issue.cause);
    for step in &issue.steps {
        if step.link.is_none() || step.text.len() > 200 {
            body(&step.text);
        }
    }
    body(&issue.verify);
    body(&issue.text);
    // Names that the author gave to files say what the product is called in short.
    tokens.clear();
    scan::scan_name(article.id.as_str(), &mut tokens);
    scan::scan_name(issue.id.as_str(), &mut tokens);
    words.extend(tokens.iter().map(|t| (t.term.0, field::NAME)));
    let length = words.len() as f32;
    merge(&mut words);
    Draft { at, phrases, words, length, prose, ends, spelled }
}

/// The same phrase with `import/export` and `re-try` as single words, as people and programs run them together; none
/// where nothing is joined.
fn joined(text: &str, tokens: &[Token]) -> Option<Vec<DraftTerm>> {
    let mut out: Vec<DraftTerm> = Vec::new();
    let mut any = false;
    let mut run = String::new();
    let mut after_wildcard = false;
    for (i, token) in tokens.iter().enumerate() {
        let raw = text.get(token.start as usize..token.end as usize)?;
        if token.kind == TokenKind::Wildcard {
            after_wildcard = true;
            continue;
        }
        run.push_str(raw);
        let held = tokens.get(i + 1).is_some_and(|next| {
            token.kind != TokenKind::Noise
                && next.kind == TokenKind::Word
                && matches!(text.get(token.end as usize..next.start as usize), Some("-" | "/" | "." | "_"))
        });
        if held {
            any = true;
            continue;
        }
        let whole = run.len() == raw.len();
        out.push(DraftTerm {
            term: if whole { token.term } else { terms::word_term(run.as_bytes()) },
            after_wildcard: std::mem::take(&mut after_wildcard),
            noise: matches!(token.kind, TokenKind::Noise | TokenKind::Name),
            surface: token.surface,
            word: token.kind == TokenKind::Word,
            length: run.len() as u32,
        });
        run.clear();
    }
    any.then_some(out)
}

/// Each word of a phrase as it may be typed, with its term: also those run together.
fn spellings<'k>(text: &'k str, tokens: &[Token], mut each: impl FnMut(Term, Cow<'k, str>)) {
    let mut run = String::new();
    for (i, token) in tokens.iter().enumerate() {
        let raw = &text[token.start as usize..token.end as usize];
        if token.kind == TokenKind::Word {
            each(token.term, Cow::Borrowed(raw));
        }
        run.push_str(raw);
        let held = tokens.get(i + 1).is_some_and(|next| {
            next.kind == TokenKind::Word
                && matches!(text.get(token.end as usize..next.start as usize), Some("-" | "/" | "." | "_"))
        });
        if !held {
            if run.len() > raw.len() {
                each(terms::word_term(run.as_bytes()), Cow::Owned(run.clone()));
            }
            run.clear();
        }
    }
}

/// An issue and where it stands.
type Placed<'k> = (IssueRef, &'k Article, &'k Issue);

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

impl Index {
    pub(super) fn build(knowledge: &Knowledge) -> Self {
        let places = in_order(knowledge);
        // A handful of issues is quicker done than a pool of threads is started.
        let drafts: Vec<Draft> = if places.len() < 256 {
            places.iter().map(|&(at, article, issue)| draft(at, article, issue)).collect()
        } else {
            places.par_iter().map(|&(at, article, issue)| draft(at, article, issue)).collect()
        };

        let mut index = Self::default();
        let mut frequency: Vec<u32> = Vec::new();
        for draft in &drafts {
            for &(hash, _) in &draft.words {
                let fresh = frequency.len() as u32;
                let id = *index.vocabulary.entry(hash).or_insert(fresh);
                if id == fresh {
                    frequency.push(0);
                }
                frequency[id as usize] += 1;
            }
        }
        let total = drafts.len() as f32;
        index.idf = frequency.iter().map(|&df| (1.0 + (total - df as f32 + 0.5) / (df as f32 + 0.5)).ln()).collect();

        // A compound like UserErrorVmNotFound says as much as the words it is made of.
        let mut lengths = vec![0u32; frequency.len()];
        for term in drafts.iter().flat_map(|d| &d.phrases).flat_map(|p| &p.terms) {
            let length = &mut lengths[index.vocabulary[&term.term.0] as usize];
            *length = (*length).max(if term.word { term.length } else { 0 });
        }
        for (idf, length) in index.idf.iter_mut().zip(&lengths) {
            *idf *= (1.0 + 0.1 * length.saturating_sub(12) as f32).min(3.0);
        }

        let mut word_like = vec![false; frequency.len()];
        let mut twins: HashMap<u64, (u32, u16), foldhash::fast::FixedState> = HashMap::default();
        let mut identities: Vec<u64> = Vec::new();
        for (entry, draft) in drafts.iter().enumerate() {
            let first_sentence = index.sentences.len() as u32;
            let mut from = 0;
            for &end in &draft.ends {
                index.sentences.push(index.prose.len() as u32);
                index.prose.extend(draft.prose[from as usize..end as usize].iter().map(|hash| index.vocabulary[hash]));
                from = end;
            }
            index.entries.push(Entry {
                at: draft.at,
                first_sentence,
                last_sentence: index.sentences.len() as u32,
                title: 0,
            });
            for phrase in &draft.phrases {
                let first = index.phrase_terms.len() as u32;
                let mut mass = 0.0;
                let mut identity = 0u64;
                let start = index.texts.len();
                index.texts.push_str(phrase.text);
                for t in &phrase.terms {
                    let term = index.vocabulary[&t.term.0];
                    word_like[term as usize] |= t.word;
                    mass += index.idf[term as usize];
                    identity = identity.rotate_left(5) ^ t.term.0.wrapping_mul(0x9e37_79b9_7f4a_7c15);
                    index.phrase_terms.push(PhraseTerm {
                        term,
                        after_wildcard: t.after_wildcard,
                        noise: t.noise,
                        surface: t.surface,
                    });
                }
                let twin = twins.entry(identity).or_insert((u32::MAX, 0));
                if twin.0 != draft.at.article {
                    *twin = (draft.at.article, twin.1.saturating_add(1));
                }
                identities.push(identity);
                if phrase.kind == SignatureKind::Title {
                    index.entries[entry].title = identity;
                }
                index.phrases.push(Phrase {
                    entry: entry as u32,
                    kind: phrase.kind,
                    text: (start as u32, index.texts.len() as u32),
                    shared_by: 0,
                    first,
                    count: phrase.terms.len() as u16,
                    mass,
                });
            }
        }
        for (phrase, identity) in index.phrases.iter_mut().zip(&identities) {
            phrase.shared_by = twins[identity].1;
        }

        let mut tokens = Vec::new();
        for article in &knowledge.articles {
            tokens.clear();
            scan::scan_name(article.id.as_str(), &mut tokens);
            for text in article.tags.iter().chain([&article.title]) {
                scan::scan(text, 0, text.len(), &mut tokens);
            }
            let mut names: Vec<TermId> = tokens.iter().filter_map(|t| index.id(t.term)).collect();
            names.sort_unstable();
            names.dedup();
            index.names.push(names);
        }

        let phrases = &index.phrases;
        let phrase_terms = &index.phrase_terms;
        index.phrase_postings = Postings::build(frequency.len(), |add| {
            let mut seen: Vec<TermId> = Vec::new();
            for (i, phrase) in phrases.iter().enumerate() {
                seen.clear();
                for t in &phrase_terms[phrase.first as usize..][..phrase.count as usize] {
                    if !seen.contains(&t.term) {
                        seen.push(t.term);
                        add(t.term, i as u32);
                    }
                }
            }
        });
        let vocabulary = &index.vocabulary;
        let mean_length = drafts.iter().map(|d| d.length).sum::<f32>() / total.max(1.0);
        index.body_postings = Postings::build(frequency.len(), |add| {
            for (entry, draft) in drafts.iter().enumerate() {
                let relative_length = draft.length / mean_length;
                for &(hash, weight) in &draft.words {
                    let impact = text_search::impact(weight, relative_length);
                    add(vocabulary[&hash], BodyPosting { entry: entry as u32, impact });
                }
            }
        });
        index.sentences.push(index.prose.len() as u32);
        let articles = whole_articles(&drafts);
        let mean_length = articles.iter().map(|a| a.length).sum::<f32>() / (articles.len() as f32).max(1.0);
        index.article_postings = Postings::build(frequency.len(), |add| {
            for article in &articles {
                for &(hash, weight) in article.words.as_ref() {
                    let impact = text_search::impact(weight, article.length / mean_length);
                    add(vocabulary[&hash], BodyPosting { entry: article.number, impact });
                }
            }
        });
        index.article_of = index.entries.iter().map(|e| e.at.article).collect();
        let spelled = drafts
            .iter()
            .flat_map(|d| &d.spelled)
            .filter_map(|(term, word)| Some((*index.vocabulary.get(&term.0)?, word.as_ref())));
        index.near = NearWords::build(spelled, frequency.len());
        index
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
