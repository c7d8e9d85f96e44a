//! What self-help headings and bold words mean: sections in their many spellings, boilerplate, problem titles.

use super::signature::is_code;

/// What the text below a heading is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Section {
    /// What the reader sees.
    Symptom,
    /// Why it happens.
    Cause,
    /// What to do.
    Steps,
    /// Further reading.
    Documents,
    /// Remarks, answers, examples: prose.
    Remarks,
}

/// The section that a heading (or bold words) opens; none when the words are a title of their own.
pub(super) fn section(heading: &str) -> Option<Section> {
    // Longer words are a sentence of their own.
    if heading.len() > 64 { None } else { section_of(&normal(heading)) }
}

fn section_of(heading: &str) -> Option<Section> {
    let has = |part: &str| heading.contains(part);
    // "Recommended" is spelled in a dozen ways; what follows it is not.
    if heading.starts_with("re") && has("mend") {
        if has("doc") || has("link") || has("reading") || has("resource") {
            return Some(Section::Documents);
        }
        if has("step")
            || has("action")
            || has("solution")
            || heading == "recommendation"
            || heading == "recommendations"
        {
            return Some(Section::Steps);
        }
    }
    Some(match heading {
        "symptom"
        | "symptoms"
        | "problem"
        | "problem description"
        | "issue"
        | "issue description"
        | "issue details"
        | "description"
        | "error"
        | "error message"
        | "message"
        | "error text"
        | "observation"
        | "scenario" => Section::Symptom,
        "cause"
        | "causes"
        | "root cause"
        | "root causes"
        | "possible cause"
        | "possible causes"
        | "reason"
        | "reasons"
        | "why"
        | "why does this happen"
        | "common causes"
        | "probable cause"
        | "likely cause" => Section::Cause,
        "resolution"
        | "resolutions"
        | "solution"
        | "solutions"
        | "mitigation"
        | "mitigations"
        | "mitigation steps"
        | "workaround"
        | "workarounds"
        | "fix"
        | "how to fix"
        | "fix it yourself"
        | "troubleshooting"
        | "troubleshooting steps"
        | "troubleshooting and solution"
        | "troubleshooting & solution"
        | "next steps"
        | "next step"
        | "action"
        | "actions"
        | "action required"
        | "steps to resolve the issue"
        | "steps to resolve"
        | "steps to fix"
        | "how to resolve"
        | "resolution steps"
        | "required action"
        | "what to do"
        | "steps"
        | "suggested steps"
        | "suggested actions"
        | "known issue or solution"
        | "possible solutions"
        | "possible solution" => Section::Steps,
        "documents"
        | "documentation"
        | "document"
        | "additional documents"
        | "more resources"
        | "resources"
        | "references"
        | "reference"
        | "useful links"
        | "links"
        | "additional resources"
        | "related documents"
        | "learn more"
        | "helpful links"
        | "related articles"
        | "further reading"
        | "public documentation"
        | "useful documents"
        | "additional documentation"
        | "reference documents"
        | "related links"
        | "more information"
        | "additional information"
        | "tutorials"
        | "tutorial videos"
        | "see also" => Section::Documents,
        "note"
        | "notes"
        | "important"
        | "important note"
        | "tip"
        | "tips"
        | "quick tips"
        | "example"
        | "examples"
        | "faq"
        | "frequently asked questions"
        | "prerequisites"
        | "prerequisite"
        | "considerations"
        | "or"
        | "and"
        | "please note"
        | "warning"
        | "caution"
        | "details"
        | "end"
        | "directions"
        | "overview"
        | "introduction"
        | "background"
        | "before you begin"
        | "announcement"
        | "known issues"
        | "known issue"
        | "common issues"
        | "common errors"
        | "other issues"
        | "known limitations"
        | "known issues and solutions"
        | "common error codes"
        | "summary"
        | "common problems"
        | "insights"
        | "update"
        | "strongly recommended"
        | "error code"
        | "error codes" => Section::Remarks,
        _ => return None,
    })
}

/// Whether a title says nothing of this very article: boilerplate that hundreds of files share.
pub(super) fn is_boilerplate_title(title: &str) -> bool {
    let title = title.trim_matches(|c: char| !c.is_alphanumeric());
    let starts = |start: &&str| title.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start));
    title.len() < 3 || title.eq_ignore_ascii_case("title") || BOILERPLATE.iter().any(starts)
}

/// Whether the one-line summary shown beside a diagnosis says only that there is one.
pub(super) fn is_boilerplate_bubble(bubble: &str) -> bool {
    let bubble = normal(bubble);
    bubble.is_empty()
        || bubble.starts_with("see detail")
        || bubble.starts_with("we ran diagnostics")
        || bubble.starts_with("please try self diagnosis")
        || bubble.starts_with("found diagnostic result")
        || bubble.starts_with("microsoft azure has information regarding your issue")
        || bubble.starts_with("need more information about this issue")
}

/// A bubble without the pointer to where the portal shows the rest.
pub(super) fn without_pointer(bubble: &str) -> &str {
    let lower = bubble.to_ascii_lowercase();
    let Some(at) = lower.rfind("see detail").filter(|&at| lower[at..].contains(" on") || lower[at..].contains("below"))
    else {
        return bubble;
    };
    let before = bubble[..at].trim_end();
    before.strip_suffix("Please").unwrap_or(before).trim_end()
}

/// Whether bold words or a heading name a problem or a task of their own, rather than a button or a product.
pub(super) fn is_issue_title(title: &str) -> bool {
    let title = title.trim();
    if title.len() > 240 {
        return false;
    }
    let normal = normal(title);
    if section_of(&normal).is_some() || is_boilerplate_title(&normal) {
        return false;
    }
    if REMARK_STARTS.iter().any(|start| normal.starts_with(start)) {
        return false;
    }
    if title.split_whitespace().any(is_code) {
        return true;
    }
    let words = normal.split(' ').filter(|word| word.chars().any(char::is_alphabetic)).count();
    words >= 4 || (words >= 2 && (title.ends_with('?') || normal.split(' ').any(is_problem_word)))
}

fn is_problem_word(word: &str) -> bool {
    matches!(
        word.trim_matches(|c: char| !c.is_alphanumeric()),
        "error"
            | "errors"
            | "fail"
            | "fails"
            | "failed"
            | "failing"
            | "failure"
            | "failures"
            | "unable"
            | "cannot"
            | "can't"
            | "not"
            | "missing"
            | "denied"
            | "timeout"
            | "timed"
            | "invalid"
            | "slow"
            | "issue"
            | "issues"
            | "problem"
            | "problems"
            | "stuck"
            | "wrong"
            | "unavailable"
            | "exceeded"
            | "lost"
            | "broken"
            | "blocked"
            | "crash"
            | "crashes"
            | "corrupt"
            | "corrupted"
            | "refused"
            | "rejected"
            | "expired"
            | "unauthorized"
            | "forbidden"
            | "exception"
            | "mismatch"
            | "conflict"
            | "inconsistent"
    )
}

/// Lower case, single spaces, no punctuation at the ends.
pub(super) fn normal(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut after_space = true;
    for c in text.chars() {
        if c.is_whitespace() {
            if !after_space {
                out.push(' ');
            }
            after_space = true;
        } else {
            out.push(if c == '’' { '\'' } else { c.to_ascii_lowercase() });
            after_space = false;
        }
    }
    let trimmed = out.trim_matches(|c: char| !c.is_alphanumeric());
    if trimmed.len() == out.len() { out } else { trimmed.to_owned() }
}

const BOILERPLATE: [&str; 12] = [
    "we ran ",
    "your resource was impacted",
    "this is the title of the article",
    "can't apply this label",
    "tsg workflow questions",
    "support topic descriptions for",
    "sample title",
    "useful title",
    "can’t apply this label",
    "the following adx clusters",
    "azure advisor recommendation",
    "this is not a customer ready",
];

/// Bold words that open a remark, not a problem.
const REMARK_STARTS: [&str; 14] = [
    "note",
    "important",
    "tip",
    "warning",
    "caution",
    "please ",
    "step ",
    "option ",
    "method ",
    "for more ",
    "did you know",
    "still need",
    "recommended",
    "internal",
];
