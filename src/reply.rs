//! What the reader sees, rendered from a verdict.
//!
//! A [`Reply`] is the structure of the answer; the terminal and Discord each give it their form. It invents nothing:
//! every word comes from the knowledge or from the paste, but for the fixed sentences, which stand in [`crate::words`].

pub mod quote;

use std::borrow::Cow;

use crate::knowledge::{Check, Document, Escalate, IssueRef, Knowledge, Step};
use crate::matching::{Evidence, Judgement, Match, SignatureKind, Verdict};
use crate::paste::Paste;
use crate::words::{Language, Text};

use self::quote::Quote;

/// Issues that are told in full; further ones are only named, since a reader mends one thing at a time.
pub const TOLD_IN_FULL: usize = 3;

/// Candidates that a suggestion names.
pub const SUGGESTED: usize = 3;

/// A candidate that was not named is shown to someone who says that the named ones were not it from this confidence on:
/// one in ten is worth a look then, and worse ones are not.
pub const FURTHER: f32 = 0.1;

/// Places in the paste shown for one issue.
pub const QUOTED: usize = 3;

/// Beside the strongest place, a reader is shown those where at least this share of a code, an error text or a title is
/// there. Weaker ones move the confidence, but prove nothing to a person.
pub const TELLING: f32 = 0.5;

/// The answer to one paste.
#[derive(Debug, Clone)]
pub struct Reply<'a> {
    /// What the reply rests on.
    pub verdict: Verdict,
    /// The whole reply in one line.
    pub headline: Cow<'a, str>,
    /// The issues found, told in full, best first; each once. Only for [`Verdict::Answer`].
    pub answers: Vec<Answer<'a>>,
    /// Further issues found, only named. Only for [`Verdict::Answer`].
    pub others: Vec<Candidate<'a>>,
    /// What it may be. Only for [`Verdict::Suggest`].
    pub candidates: Vec<Candidate<'a>>,
}

/// One issue told in full.
#[derive(Debug, Clone)]
pub struct Answer<'a> {
    /// Which issue, and how sure that is.
    pub found: Candidate<'a>,
    /// Why it happens, or what it looks like where nobody knows why.
    pub cause: &'a str,
    /// What to do first; left out where an earlier answer of the same article already says so.
    pub checks: Vec<Todo<'a>>,
    /// What to do, in order.
    pub steps: &'a [Step],
    /// What else is known; only where there are no steps.
    pub text: &'a str,
    /// How to see that it is solved.
    pub verify: &'a str,
    /// When to bring a person.
    pub escalate: Option<&'a Escalate>,
    /// The issue's documents, then the article's, without those a step already links to.
    pub documents: Vec<&'a Document>,
}

/// A check, with where it is explained.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Todo<'a> {
    /// The check as the author wrote it.
    pub check: &'a Check,
    /// The issue of the same article that tells how.
    pub issue: Option<IssueRef>,
}

/// One issue named.
#[derive(Debug, Clone)]
pub struct Candidate<'a> {
    /// Which issue.
    pub issue: IssueRef,
    /// `article/issue`.
    pub id: String,
    /// The problem in one line.
    pub title: &'a str,
    /// The title of its article.
    pub article: &'a str,
    /// How sure it is; none where a person asked for the issue by name.
    pub confidence: Option<Confidence>,
    /// The lines of the paste that prove it, strongest first.
    pub why: Vec<Quote<'a>>,
}

/// A probability, as a person reads it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Confidence(pub f32);

impl<'a> Reply<'a> {
    /// Puts a judgement into the words of the knowledge, and what is ours to say into the reader's language.
    ///
    /// # Panics
    /// When the judgement was not made with this very snapshot of the knowledge.
    pub fn new(language: Language, knowledge: &'a Knowledge, paste: &'a Paste, judgement: &'a Judgement) -> Self {
        let mut matches: Vec<&Match> = Vec::with_capacity(judgement.matches.len());
        for found in &judgement.matches {
            if !matches.iter().any(|earlier| earlier.issue == found.issue) {
                matches.push(found);
            }
        }
        let candidate = |found: &&'a Match| Candidate::of_match(knowledge, paste, found);
        let mut reply = Self {
            verdict: judgement.verdict,
            headline: Cow::Borrowed(language.say(Text::Abstain)),
            answers: vec![],
            others: vec![],
            candidates: vec![],
        };
        match judgement.verdict {
            Verdict::Answer => {
                for found in matches.iter().take(TOLD_IN_FULL) {
                    let mut answer = Answer::new(knowledge, candidate(found));
                    answer.leave_out_what_was_said(&reply.answers);
                    reply.answers.push(answer);
                }
                reply.others = matches.iter().skip(TOLD_IN_FULL).map(candidate).collect();
                reply.headline = match matches.as_slice() {
                    [] => Cow::Borrowed(language.say(Text::Abstain)),
                    [only] => Cow::Borrowed(knowledge.issue(only.issue).title.as_str()),
                    several => Cow::Owned(language.fill(Text::FoundSeveral, &[("count", &several.len().to_string())])),
                };
            }
            Verdict::Suggest => {
                reply.candidates = matches.iter().take(SUGGESTED).map(candidate).collect();
                reply.headline = Cow::Borrowed(language.say(match reply.candidates.len() {
                    1 => Text::MayBeThis,
                    _ => Text::MayBeOneOfThese,
                }));
            }
            Verdict::Abstain => {}
        }
        reply
    }
}

impl<'a> Answer<'a> {
    /// An issue in full, as asked for by name.
    ///
    /// # Panics
    /// When `at` does not come from this very snapshot of the knowledge.
    pub fn of_issue(knowledge: &'a Knowledge, at: IssueRef) -> Self {
        Self::new(knowledge, Candidate::of_issue(knowledge, at))
    }

    fn new(knowledge: &'a Knowledge, found: Candidate<'a>) -> Self {
        let at = found.issue;
        let article = knowledge.article(at);
        let issue = knowledge.issue(at);
        let place = |check: &Check| {
            let id = check.issue.as_ref()?;
            let issue = article.issues.iter().position(|issue| issue.id == *id)?;
            Some(IssueRef { article: at.article, issue: issue as u32 })
        };
        let checks = article.checks.iter().map(|check| Todo { check, issue: place(check) });
        let mut documents: Vec<&Document> = vec![];
        for document in issue.documents.iter().chain(&article.documents) {
            let linked = issue.steps.iter().any(|step| step.link.as_deref() == Some(&document.url));
            if !linked && !documents.iter().any(|earlier| earlier.url == document.url) {
                documents.push(document);
            }
        }
        Self {
            cause: if issue.cause.is_empty() { &issue.description } else { &issue.cause },
            // The check that this issue explains is this issue.
            checks: checks.filter(|todo| todo.issue != Some(at)).collect(),
            steps: &issue.steps,
            text: if issue.steps.is_empty() { &issue.text } else { "" },
            verify: &issue.verify,
            escalate: issue.escalate.as_ref(),
            documents,
            found,
        }
    }

    /// Checks and documents belong to articles, which several answers may share.
    fn leave_out_what_was_said(&mut self, earlier: &[Self]) {
        self.checks.retain(|todo| {
            let told = |answer: &Self| todo.issue == Some(answer.found.issue) || answer.checks.contains(todo);
            !earlier.iter().any(told)
        });
        self.documents.retain(|document| !earlier.iter().any(|answer| answer.documents.contains(document)));
    }
}

impl<'a> Candidate<'a> {
    fn of_issue(knowledge: &'a Knowledge, at: IssueRef) -> Self {
        Self {
            issue: at,
            id: knowledge.full_id(at),
            title: &knowledge.issue(at).title,
            article: &knowledge.article(at).title,
            confidence: None,
            why: vec![],
        }
    }

    fn of_match(knowledge: &'a Knowledge, paste: &'a Paste, found: &'a Match) -> Self {
        let strongest = found.evidence.first();
        let telling = |evidence: &&Evidence| {
            Some(*evidence) == strongest
                || evidence.signature.kind <= SignatureKind::Title && evidence.coverage >= TELLING
        };
        Self {
            confidence: Some(Confidence(found.confidence)),
            why: quote::quotes(paste, found.evidence.iter().filter(telling), QUOTED),
            ..Self::of_issue(knowledge, found.issue)
        }
    }
}

impl Confidence {
    /// In whole percent, from 1 to 99: a calibrated guess is never a certainty.
    pub fn percent(self) -> u8 {
        (self.0 * 100.0).round().clamp(1.0, 99.0) as u8
    }

    /// In words, said in a reader's language by [`Language::say`].
    pub fn words(self) -> Text {
        match self.percent() {
            95.. => Text::AlmostCertainly,
            85.. => Text::VeryLikely,
            70.. => Text::Likely,
            50.. => Text::Perhaps,
            _ => Text::Possibly,
        }
    }
}

/// The candidates behind those that a verdict rests on, best first: what it may be where it is none of those.
pub fn further<'a>(knowledge: &'a Knowledge, paste: &'a Paste, judgement: &'a Judgement) -> Vec<Candidate<'a>> {
    let named = |found: &Match| judgement.matches.iter().any(|named| named.issue == found.issue);
    let further = judgement.candidates.iter().filter(|found| !named(found) && found.confidence >= FURTHER);
    further.map(|found| Candidate::of_match(knowledge, paste, found)).collect()
}

/// What of an issue a line met, as a reader calls it.
pub fn signature_kind(kind: SignatureKind) -> Text {
    match kind {
        SignatureKind::Code => Text::MetCode,
        SignatureKind::Error => Text::MetError,
        SignatureKind::Title => Text::MetTitle,
        SignatureKind::Description => Text::MetDescription,
        SignatureKind::Heading => Text::MetHeading,
        SignatureKind::Body => Text::MetBody,
    }
}
