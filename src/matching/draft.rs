//! What the issues say, read once: their phrases, sentences and words.
//!
//! Many issues are read at a time and their words numbered among themselves, so that several threads can read and the
//! index then has few words to number for good.

use hashbrown::{HashMap, HashSet};

use super::SignatureKind;
use crate::knowledge::{Article, Issue, IssueRef};
use crate::paste::scan::{self, Token, TokenKind};
use crate::paste::terms::{self, Term};

/// How much more a word counts for "this issue speaks of it" where it stands in these fields.
mod field {
    pub(super) const TITLE: f32 = 4.0;
    pub(super) const ERROR: f32 = 3.0;
    pub(super) const DESCRIPTION: f32 = 2.0;
    pub(super) const BODY: f32 = 1.0;
    pub(super) const NAME: f32 = 0.5;
}

/// A sentence longer than so many words is a list or a script: it is taken in pieces.
const LONGEST_SENTENCE: usize = 48;
/// Words of a phrase; a longer text is recognised by its beginning.
const LONGEST_PHRASE: usize = 64;

/// An issue and where it stands.
pub(super) type Placed<'k> = (IssueRef, &'k Article, &'k Issue);

/// The number of a word among those of some issues.
pub(super) type WordId = u32;

/// Some issues, each list with what the first of them says first.
#[derive(Default)]
pub(super) struct Drafts<'k> {
    pub issues: Vec<DraftIssue>,
    pub phrases: Vec<DraftPhrase<'k>>,
    pub phrase_terms: Vec<DraftTerm>,
    /// The words of each issue and how prominent they are in it, ordered by their terms.
    pub words: Vec<(WordId, f32)>,
    pub prose: Vec<WordId>,
    /// Ends of sentences in `prose`.
    pub sentences: Vec<u32>,
    /// The words of the phrases as they may be typed: the first spelling of each.
    pub spelled: Vec<(Term, String)>,
    /// What the numbers of words stand for.
    pub terms: Vec<Term>,
    numbers: HashMap<Term, WordId, foldhash::fast::FixedState>,
    /// How prominent each word is in the issue being read; zero for those it has not.
    weights: Vec<f32>,
    /// Terms in `spelled`.
    typed: HashSet<Term, foldhash::fast::FixedState>,
}

/// One issue: where its parts end in the lists of its [`Drafts`].
pub(super) struct DraftIssue {
    pub at: IssueRef,
    /// Words in all its text.
    pub length: f32,
    pub phrases: u32,
    pub words: u32,
    pub sentences: u32,
}

pub(super) struct DraftPhrase<'k> {
    pub kind: SignatureKind,
    pub text: &'k str,
    /// The same for phrases of the same terms.
    pub identity: u64,
    pub count: u16,
}

#[derive(Clone, Copy)]
pub(super) struct DraftTerm {
    pub word: WordId,
    pub after_wildcard: bool,
    pub noise: bool,
    pub surface: u8,
    /// Letters and digits in it; none for what is no word.
    pub length: u32,
}

/// A term of a phrase before it has a number.
struct Spoken {
    term: Term,
    after_wildcard: bool,
    kind: TokenKind,
    surface: u8,
    length: u32,
}

impl<'k> Drafts<'k> {
    pub(super) fn of(places: &[Placed<'k>]) -> Self {
        let mut drafts = Self::default();
        for &(at, article, issue) in places {
            drafts.read(at, article, issue);
        }
        drafts
    }

    fn read(&mut self, at: IssueRef, article: &'k Article, issue: &'k Issue) {
        let mut tokens: Vec<Token> = Vec::new();
        let first = self.words.len();
        let mut length = 0;
        for (kind, text) in texts_of(article, issue) {
            tokens.clear();
            if kind == SignatureKind::Heading && !text.contains(' ') {
                scan::scan_name(text, &mut tokens);
            } else {
                scan::scan_signature(text, &mut tokens);
            }
            spellings(text, &tokens, |term, word| {
                if self.typed.insert(term) {
                    self.spelled.push((term, word.to_owned()));
                }
            });
            if matches!(kind, SignatureKind::Title | SignatureKind::Error)
                && let Some(terms) = joined(text, &tokens)
            {
                length += self.phrase(kind, text, terms.into_iter(), field::BODY);
            }
            let weight = match kind {
                SignatureKind::Title => field::TITLE,
                SignatureKind::Code | SignatureKind::Error => field::ERROR,
                SignatureKind::Description => field::DESCRIPTION,
                SignatureKind::Heading | SignatureKind::Body => field::BODY,
            };
            length += self.phrase(kind, text, spoken(&tokens).take(LONGEST_PHRASE), weight);
        }
        let steps = issue.steps.iter().filter(|step| step.link.is_none() || step.text.len() > 200);
        let body =
            std::iter::once(&issue.cause).chain(steps.map(|step| &step.text)).chain([&issue.verify, &issue.text]);
        for sentence in body.flat_map(|text| sentences(text)) {
            tokens.clear();
            scan::scan(sentence, 0, sentence.len(), &mut tokens);
            length += tokens.len();
            self.sentence(&tokens);
        }
        // Names that the author gave to files say what the product is called in short.
        tokens.clear();
        scan::scan_name(article.id.as_str(), &mut tokens);
        scan::scan_name(issue.id.as_str(), &mut tokens);
        length += tokens.len();
        for token in &tokens {
            self.weigh(token.term, field::NAME);
        }
        for (word, weight) in &mut self.words[first..] {
            *weight = std::mem::take(&mut self.weights[*word as usize]);
        }
        self.words[first..].sort_unstable_by_key(|(word, _)| self.terms[*word as usize]);
        self.issues.push(DraftIssue {
            at,
            length: length as f32,
            phrases: self.phrases.len() as u32,
            words: self.words.len() as u32,
            sentences: self.sentences.len() as u32,
        });
    }

    /// Adds a phrase and returns how many terms it has.
    fn phrase(
        &mut self,
        kind: SignatureKind,
        text: &'k str,
        terms: impl Iterator<Item = Spoken>,
        weight: f32,
    ) -> usize {
        let first = self.phrase_terms.len();
        let mut identity = 0u64;
        for spoken in terms {
            identity = identity.rotate_left(5) ^ spoken.term.0.wrapping_mul(0x9e37_79b9_7f4a_7c15);
            let word = self.weigh(spoken.term, weight);
            self.phrase_terms.push(DraftTerm {
                word,
                after_wildcard: spoken.after_wildcard,
                noise: matches!(spoken.kind, TokenKind::Noise | TokenKind::Name),
                surface: spoken.surface,
                length: if spoken.kind == TokenKind::Word { spoken.length } else { 0 },
            });
        }
        let count = self.phrase_terms.len() - first;
        if count > 0 {
            self.phrases.push(DraftPhrase { kind, text, identity, count: count as u16 });
        }
        count
    }

    fn sentence(&mut self, tokens: &[Token]) {
        let first = self.prose.len();
        for token in tokens {
            let word = self.weigh(token.term, field::BODY);
            if token.kind != TokenKind::Noise {
                self.prose.push(word);
            }
        }
        let count = self.prose.len() - first;
        let pieces = (1..=count).filter(|n| n % LONGEST_SENTENCE == 0 || *n == count);
        self.sentences.extend(pieces.map(|n| (first + n) as u32));
    }

    /// Counts a word of the issue being read, and returns its number.
    fn weigh(&mut self, term: Term, weight: f32) -> WordId {
        let fresh = self.terms.len() as WordId;
        let word = *self.numbers.entry(term).or_insert(fresh);
        if word == fresh {
            self.terms.push(term);
            self.weights.push(0.0);
        }
        let sum = &mut self.weights[word as usize];
        if *sum == 0.0 {
            self.words.push((word, 0.0));
        }
        *sum += weight;
        word
    }
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

/// The terms of a phrase.
fn spoken(tokens: &[Token]) -> impl Iterator<Item = Spoken> {
    let mut after_wildcard = false;
    tokens.iter().filter_map(move |token| {
        if token.kind == TokenKind::Wildcard {
            after_wildcard = true;
            return None;
        }
        Some(Spoken {
            term: token.term,
            after_wildcard: std::mem::take(&mut after_wildcard),
            kind: token.kind,
            surface: token.surface,
            length: token.end - token.start,
        })
    })
}

/// Whether a word is held to the one after it: `import/export`, `re-try`.
fn is_held(text: &str, tokens: &[Token], at: usize) -> bool {
    tokens.get(at + 1).is_some_and(|next| {
        next.kind == TokenKind::Word
            && matches!(text.get(tokens[at].end as usize..next.start as usize), Some("-" | "/" | "." | "_"))
    })
}

/// The same phrase with `import/export` and `re-try` as single words, as people and programs run them together; none
/// where nothing is joined.
fn joined(text: &str, tokens: &[Token]) -> Option<Vec<Spoken>> {
    let joins =
        |at: usize| !matches!(tokens[at].kind, TokenKind::Noise | TokenKind::Wildcard) && is_held(text, tokens, at);
    if !(0..tokens.len()).any(joins) {
        return None;
    }
    let mut out: Vec<Spoken> = Vec::new();
    let mut run = String::new();
    let mut after_wildcard = false;
    for (at, token) in tokens.iter().enumerate() {
        if token.kind == TokenKind::Wildcard {
            after_wildcard = true;
            continue;
        }
        let raw = &text[token.start as usize..token.end as usize];
        run.push_str(raw);
        if joins(at) {
            continue;
        }
        let whole = run.len() == raw.len();
        out.push(Spoken {
            term: if whole { token.term } else { terms::word_term(run.as_bytes()) },
            after_wildcard: std::mem::take(&mut after_wildcard),
            kind: token.kind,
            surface: token.surface,
            length: run.len() as u32,
        });
        run.clear();
    }
    Some(out)
}

/// Each word of a phrase as it may be typed, with its term: also those run together.
fn spellings(text: &str, tokens: &[Token], mut each: impl FnMut(Term, &str)) {
    let mut run = String::new();
    for (at, token) in tokens.iter().enumerate() {
        let raw = &text[token.start as usize..token.end as usize];
        if token.kind == TokenKind::Word {
            each(token.term, raw);
        }
        let held = is_held(text, tokens, at);
        if run.is_empty() && !held {
            continue;
        }
        run.push_str(raw);
        if !held {
            if run.len() > raw.len() {
                each(terms::word_term(run.as_bytes()), &run);
            }
            run.clear();
        }
    }
}
