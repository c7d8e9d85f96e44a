//! What the reader sees, rendered from a verdict.
//!
//! A [`Reply`] is the structure of the answer; the terminal and Discord each give it their form. It invents nothing:
//! every word comes from the knowledge or from the paste, but for the fixed sentences, which all live in this file.

pub mod quote;

use std::borrow::Cow;

use crate::knowledge::{Check, Document, Escalate, IssueRef, Knowledge, Step};
use crate::matching::{Evidence, Judgement, Match, SignatureKind, Verdict};
use crate::paste::Paste;

use self::quote::Quote;

/// Issues that are told in full; further ones are only named, since a reader mends one thing at a time.
pub const TOLD_IN_FULL: usize = 3;

/// Candidates that a suggestion names.
pub const SUGGESTED: usize = 3;

/// Places in the paste shown for one issue.
pub const QUOTED: usize = 3;

/// Beside the strongest place, a reader is shown those where at least this share of a code, an error text or a title is
/// there. Weaker ones move the confidence, but prove nothing to a person.
pub const TELLING: f32 = 0.5;

/// The headings over the parts of an answer, in the order they are read.
pub mod heading {
    /// Over the lines of the paste.
    pub const WHY: &str = "Found in the paste";
    /// Over the cause, or the description where no cause is known.
    pub const CAUSE: &str = "What is behind it";
    /// Over the checks.
    pub const CHECKS: &str = "Check first";
    /// Over the steps.
    pub const STEPS: &str = "What to do";
    /// Over what else an issue without steps says.
    pub const TEXT: &str = "What is known";
    /// Over the way to see that it is solved.
    pub const VERIFY: &str = "Solved when";
    /// Over when to bring a person.
    pub const ESCALATE: &str = "Bring in a person";
    /// Over what to collect before that.
    pub const COLLECT: &str = "Have ready:";
    /// Over the documents.
    pub const DOCUMENTS: &str = "Read more";
    /// Over the codes and error texts by which an issue is recognised.
    pub const RECOGNISED: &str = "Recognised by";
    /// Over the issues that are only named.
    pub const OTHERS: &str = "Also found in the paste";
}

/// Said when nothing is likely enough to be said.
pub const ABSTAIN: &str =
    "Nothing in the knowledge matches this. The exact error text, its code or the log around it may still find it.";
/// Said instead of steps where the knowledge has none.
pub const NO_STEPS: &str = "The knowledge names this issue but lists no steps for it.";

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
    /// Puts a judgement into the words of the knowledge.
    ///
    /// # Panics
    /// When the judgement was not made with this very snapshot of the knowledge.
    pub fn new(knowledge: &'a Knowledge, paste: &'a Paste, judgement: &'a Judgement) -> Self {
        let mut matches: Vec<&Match> = Vec::with_capacity(judgement.matches.len());
        for found in &judgement.matches {
            if !matches.iter().any(|earlier| earlier.issue == found.issue) {
                matches.push(found);
            }
        }
        let candidate = |found: &&'a Match| Candidate::of_match(knowledge, paste, found);
        let mut reply = Self {
            verdict: judgement.verdict,
            headline: Cow::Borrowed(ABSTAIN),
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
                    [] => Cow::Borrowed(ABSTAIN),
                    [only] => Cow::Borrowed(knowledge.issue(only.issue).title.as_str()),
                    several => Cow::Owned(format!("{} known issues are in this paste", several.len())),
                };
            }
            Verdict::Suggest => {
                reply.candidates = matches.iter().take(SUGGESTED).map(candidate).collect();
                reply.headline = Cow::Borrowed(match reply.candidates.len() {
                    1 => "Not sure, but it may be this:",
                    _ => "Not sure which, but it may be one of these:",
                });
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

    /// In words.
    pub fn words(self) -> &'static str {
        match self.percent() {
            95.. => "almost certainly this",
            85.. => "very likely this",
            70.. => "likely this",
            50.. => "perhaps this",
            _ => "possibly this",
        }
    }
}

/// What of an issue a line met, as a reader calls it.
pub fn signature_kind(kind: SignatureKind) -> &'static str {
    match kind {
        SignatureKind::Code => "code",
        SignatureKind::Error => "error text",
        SignatureKind::Title => "title",
        SignatureKind::Description => "description",
        SignatureKind::Heading => "heading",
        SignatureKind::Body => "text",
    }
}
