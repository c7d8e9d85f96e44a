//! A judgement for programs.

use serde::Serialize;

use crate::knowledge::{Document, Issue, IssueId, Knowledge, Step};
use crate::matching::{Evidence, Judgement, Match, SignatureKind, Verdict};
use crate::paste::Paste;

/// What `firstline match --format json` prints.
#[derive(Debug, Serialize)]
pub struct Judged<'a> {
    verdict: &'static str,
    matches: Vec<Found<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    candidates: Option<Vec<Ranked<'a>>>,
}

/// An issue found, with what there is to do.
#[derive(Debug, Serialize)]
struct Found<'a> {
    #[serde(flatten)]
    ranked: Ranked<'a>,
    cause: &'a str,
    checks: Vec<CheckJson<'a>>,
    steps: Vec<StepJson<'a>>,
    verify: &'a str,
    escalate: Option<EscalateJson<'a>>,
    questions: Vec<&'a str>,
    documents: Vec<DocumentJson<'a>>,
}

/// An issue with how likely it is and what proves it.
#[derive(Debug, Serialize)]
pub(super) struct Ranked<'a> {
    id: String,
    article: &'a str,
    title: &'a str,
    confidence: f32,
    score: f32,
    evidence: Vec<EvidenceJson<'a>>,
}

#[derive(Debug, Serialize)]
struct EvidenceJson<'a> {
    /// Null for the message's own text.
    file: Option<&'a str>,
    line: usize,
    /// Bytes of the decoded text of that file.
    span: [usize; 2],
    text: &'a str,
    signature: &'a str,
    kind: &'static str,
    coverage: f32,
}

#[derive(Debug, Serialize)]
struct CheckJson<'a> {
    text: &'a str,
    link: Option<&'a str>,
    issue: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct StepJson<'a> {
    text: &'a str,
    link: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct EscalateJson<'a> {
    when: &'a str,
    collect: &'a [String],
}

#[derive(Debug, Serialize)]
struct DocumentJson<'a> {
    title: &'a str,
    url: &'a str,
}

impl<'a> Judged<'a> {
    /// Everything known about what was judged; the runners-up too when asked.
    pub fn new(knowledge: &'a Knowledge, paste: &'a Paste, judgement: &'a Judgement, candidates: bool) -> Self {
        let ranked = |found: &'a Match| Ranked::new(knowledge, paste, found);
        Self {
            verdict: verdict(judgement.verdict),
            matches: judgement.matches.iter().map(|found| Found::new(knowledge, found, ranked(found))).collect(),
            candidates: candidates.then(|| judgement.candidates.iter().map(ranked).collect()),
        }
    }
}

impl<'a> Found<'a> {
    fn new(knowledge: &'a Knowledge, found: &Match, ranked: Ranked<'a>) -> Self {
        let article = knowledge.article(found.issue);
        let issue: &Issue = knowledge.issue(found.issue);
        Self {
            ranked,
            cause: &issue.cause,
            checks: article
                .checks
                .iter()
                .map(|check| CheckJson {
                    text: &check.text,
                    link: check.link.as_deref(),
                    issue: check.issue.as_ref().map(IssueId::as_str),
                })
                .collect(),
            steps: issue.steps.iter().map(|Step { text, link }| StepJson { text, link: link.as_deref() }).collect(),
            verify: &issue.verify,
            escalate: issue.escalate.as_ref().map(|to| EscalateJson { when: &to.when, collect: &to.collect }),
            questions: issue.questions.iter().chain(&article.questions).map(String::as_str).collect(),
            documents: issue
                .documents
                .iter()
                .chain(&article.documents)
                .map(|Document { title, url }| DocumentJson { title, url })
                .collect(),
        }
    }
}

/// A verdict's name.
pub(super) fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Answer => "answer",
        Verdict::Suggest => "suggest",
        Verdict::Abstain => "abstain",
    }
}

impl<'a> Ranked<'a> {
    pub(super) fn new(knowledge: &'a Knowledge, paste: &'a Paste, found: &'a Match) -> Self {
        Self {
            id: knowledge.full_id(found.issue),
            article: knowledge.article(found.issue).id.as_str(),
            title: &knowledge.issue(found.issue).title,
            confidence: found.confidence,
            score: found.score,
            evidence: found.evidence.iter().map(|evidence| EvidenceJson::new(paste, evidence)).collect(),
        }
    }
}

impl<'a> EvidenceJson<'a> {
    fn new(paste: &'a Paste, evidence: &'a Evidence) -> Self {
        Self {
            file: paste.parts().get(evidence.part).and_then(|part| part.name.as_deref()),
            line: evidence.line,
            span: [evidence.span.start, evidence.span.end],
            text: paste.slice(evidence.part, evidence.span.clone()),
            signature: &evidence.signature.text,
            kind: match evidence.signature.kind {
                SignatureKind::Code => "code",
                SignatureKind::Error => "error",
                SignatureKind::Title => "title",
                SignatureKind::Description => "description",
                SignatureKind::Heading => "heading",
                SignatureKind::Body => "body",
            },
            coverage: evidence.coverage,
        }
    }
}
