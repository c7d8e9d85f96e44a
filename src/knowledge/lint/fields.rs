//! Rules about what each article and issue must and should have.

use std::collections::HashMap;

use super::super::{Article, Issue};
use super::{FieldPath, Findings, Settings, text_lists};

/// A Discord form holds five questions.
const MOST_QUESTIONS: usize = 5;

pub(super) fn article(article: &Article, settings: Settings, findings: &mut Findings) {
    if findings.ours {
        upkeep(article, settings, findings);
    }
    lists_are_filled(&FieldPath::default(), &[("tags", &article.tags), ("questions", &article.questions)], findings);
    questions_fit(&FieldPath::default(), &article.questions, findings);
    for (number, check) in article.checks.iter().enumerate() {
        let Some(id) = &check.issue else { continue };
        if !article.issues.iter().any(|issue| issue.id == *id) {
            let help = match nearest(id.as_str(), article.issues.iter().map(|issue| issue.id.as_str())) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "name the id of an issue of this article, or leave `issue` out".to_owned(),
            };
            let at = FieldPath::key("checks").index(number).field("issue");
            findings.error("unknown-issue", at, format!("this article has no issue `{id}`"), help);
        }
    }
    let mut first: HashMap<&str, usize> = HashMap::with_capacity(article.issues.len());
    for (number, one) in article.issues.iter().enumerate() {
        if let Some(other) = first.insert(one.id.as_str(), number) {
            let message = format!("the id `{}` is used twice in this article", one.id);
            let help = format!("the other is the issue number {}; give every issue its own id", other + 1);
            findings.error("duplicate-id", FieldPath::issue(number).field("id"), message, help);
        }
        issue(one, &FieldPath::issue(number), findings);
    }
}

/// Who looks after the article, and since when nobody has.
fn upkeep(article: &Article, settings: Settings, findings: &mut Findings) {
    if article.owner.as_deref().unwrap_or_default().trim().is_empty() {
        let help = "name who answers for it being right: `owner = \"storage team\"`";
        findings.warning("no-owner", FieldPath::key("owner"), "the article has no owner", help);
    }
    let at = FieldPath::key("reviewed");
    let Some(reviewed) = article.reviewed else {
        let help = format!("once it is read against the product, write `reviewed = {}`", settings.today);
        findings.warning("no-review", at, "the article was never reviewed", help);
        return;
    };
    let days = (settings.today - reviewed).get_days();
    if days < 0 {
        let message = format!("the article was reviewed on {reviewed}, which is yet to come");
        findings.warning("stale", at, message, "write the day of the review");
    } else if days.unsigned_abs() > settings.stale_after_days {
        let message = format!("the article was last reviewed {days} days ago");
        let help = format!("read it against the product, then write `reviewed = {}`", settings.today);
        findings.warning("stale", at, message, help);
    }
}

fn issue(issue: &Issue, at: &FieldPath, findings: &mut Findings) {
    lists_are_filled(at, &text_lists(issue), findings);
    for (number, step) in issue.steps.iter().enumerate() {
        if step.text.trim().is_empty() {
            let help = "write what to do, or remove the step";
            findings.error("empty-text", at.clone().field("steps").index(number), "this step is blank", help);
        }
    }
    if let Some(escalate) = &issue.escalate {
        let at = at.clone().field("escalate");
        if escalate.when.trim().is_empty() {
            let help = "say when to bring a person, or remove `escalate`";
            findings.error("empty-text", at.clone(), "`escalate` does not say when", help);
        }
        lists_are_filled(&at, &[("collect", &escalate.collect)], findings);
    }
    questions_fit(at, &issue.questions, findings);
    for (number, error) in issue.errors.iter().enumerate() {
        error_is_telling(error, at.clone().field("errors").index(number), findings);
    }
    for (number, code) in issue.codes.iter().enumerate() {
        let code = code.trim();
        if !code.is_empty() && code.chars().filter(|c| c.is_alphanumeric()).count() < 3 {
            let message = format!("the code `{code}` is so short that it would be seen everywhere");
            let help = "give the code as it is written beside the error, or put it into an error text: `\"(ID: 5)\"`";
            findings.warning("too-general", at.clone().field("codes").index(number), message, help);
        }
    }
    if findings.ours {
        completeness(issue, at, findings);
    }
}

/// What an issue needs to be found, answered and tested.
fn completeness(issue: &Issue, at: &FieldPath, findings: &mut Findings) {
    let id = &issue.id;
    if issue.steps.is_empty() {
        if issue.cause.trim().is_empty() && issue.documents.is_empty() {
            let help = "write the steps that solve it: `steps = [\"…\"]`";
            let message = format!("the issue `{id}` has no steps, no cause and no documents");
            findings.error("says-nothing", at.clone().field("id"), message, help);
        } else {
            let help = "write what to do: `steps = [\"…\"]`";
            findings.warning("no-steps", at.clone().field("id"), format!("the issue `{id}` has no steps"), help);
        }
    }
    if issue.errors.is_empty() && issue.codes.is_empty() {
        let help = "write the error as people see it: `errors = [\"…\"]`";
        findings.warning(
            "no-errors",
            at.clone().field("id"),
            format!("the issue `{id}` has no errors and no codes"),
            help,
        );
    }
    if issue.examples.is_empty() {
        let help = "add a paste that must find it: `examples = [\"…\"]`";
        findings.warning("no-examples", at.clone().field("id"), format!("the issue `{id}` has no examples"), help);
    }
}

fn lists_are_filled(at: &FieldPath, lists: &[(&'static str, &[String])], findings: &mut Findings) {
    for (key, texts) in lists {
        for (number, text) in texts.iter().enumerate() {
            if text.trim().is_empty() {
                let at = at.clone().field(key).index(number);
                findings.error("empty-text", at, format!("this item of `{key}` is blank"), "fill it, or remove it");
            }
        }
    }
}

fn questions_fit(at: &FieldPath, questions: &[String], findings: &mut Findings) {
    // The questions of published articles are made for longer forms; five of them are taken.
    if findings.ours && questions.len() > MOST_QUESTIONS {
        let message = format!("{} questions are asked, but a Discord form holds {MOST_QUESTIONS}", questions.len());
        let at = at.clone().field("questions").index(MOST_QUESTIONS);
        findings.warning("too-many-questions", at, message, "keep the five whose answers decide most");
    }
}

/// An error text must tell its issue from others: two words, or one that nobody would write by chance.
fn error_is_telling(error: &str, at: FieldPath, findings: &mut Findings) {
    if error.trim().is_empty() {
        return; // Said already.
    }
    let help = "write the whole error as people see it, with `*` only for what varies";
    let words: Vec<&str> = error.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    match words[..] {
        [] => findings.error("too-general", at, "this error has no words and would match anything", help),
        [word] if is_ordinary(word) => {
            let message = format!("the one word `{word}` is too general to be an error text");
            findings.warning("too-general", at, message, help);
        }
        _ => {}
    }
}

/// A word without digits or capitals inside, and of a usual length: `failed`, not `UserErrorVmNotFound`.
fn is_ordinary(word: &str) -> bool {
    word.chars().count() < 16 && word.chars().skip(1).all(char::is_lowercase)
}

fn nearest<'k>(id: &str, known: impl Iterator<Item = &'k str>) -> Option<&'k str> {
    known
        .map(|known| (strsim::damerau_levenshtein(id, known), known))
        .filter(|(distance, known)| *distance <= (known.len() / 3).max(1))
        .min()
        .map(|(_, known)| known)
}
