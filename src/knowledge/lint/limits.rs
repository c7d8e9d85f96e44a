//! Rules about length: an answer is a Discord embed, and Discord refuses one that is too long.
//!
//! An issue is shown as one embed: its title, then a field each for the cause, the steps (over several fields when they
//! need it), the check that it is solved, when to escalate, and the documents. Discord's limit of 25 fields needs no rule:
//! fields filled as far as they go hold more than 6,000 characters long before there are 25.

use super::super::{Article, Document, Issue, Step};
use super::{FieldPath, Findings};

/// Characters of an embed's title.
const TITLE: usize = 256;
/// Characters of a field's value.
const VALUE: usize = 1024;
/// Characters of everything in the embeds of a message.
const TOTAL: usize = 6000;
/// Characters of a link that stands on a button.
const LINK: usize = 512;
/// Room left for what the bot adds itself: the names of the fields, the footer, the line it answers to.
const RESERVED: usize = 600;

pub(super) fn article(article: &Article, findings: &mut Findings) {
    fits(&article.title, TITLE, "title", FieldPath::key("title"), findings);
    for (number, check) in article.checks.iter().enumerate() {
        let at = FieldPath::key("checks").index(number);
        fits(&check.text, VALUE, "check", at.clone().field("text"), findings);
        link_fits(check.link.as_deref(), at.field("link"), findings);
    }
    documents_fit(&article.documents, &FieldPath::default(), findings);
    for (number, one) in article.issues.iter().enumerate() {
        issue(one, &FieldPath::issue(number), findings);
    }
}

fn issue(issue: &Issue, at: &FieldPath, findings: &mut Findings) {
    fits(&issue.title, TITLE, "title", at.clone().field("title"), findings);
    fits(&issue.cause, VALUE, "cause", at.clone().field("cause"), findings);
    fits(&issue.verify, VALUE, "`verify`", at.clone().field("verify"), findings);
    for (number, step) in issue.steps.iter().enumerate() {
        let at = at.clone().field("steps").index(number);
        if shown_step(step) > VALUE {
            too_long(shown_step(step), VALUE, "step", at.clone(), findings);
        }
        link_fits(step.link.as_deref(), at.field("link"), findings);
    }
    if let Some(escalate) = &issue.escalate {
        let length = length(&escalate.when) + escalate.collect.iter().map(|item| item_length(item)).sum::<usize>();
        if length > VALUE {
            too_long(
                length,
                VALUE,
                "`escalate` with all that is to be collected",
                at.clone().field("escalate"),
                findings,
            );
        }
    }
    documents_fit(&issue.documents, at, findings);
    let total = shown_issue(issue) + RESERVED;
    if total > TOTAL {
        let message = format!("the issue `{}` takes {total} characters, but a Discord message holds {TOTAL}", issue.id);
        let help = "move what few people need into a document, or split the issue in two";
        findings.error("too-long", at.clone().field("id"), message, help);
    }
}

fn documents_fit(documents: &[Document], at: &FieldPath, findings: &mut Findings) {
    for (number, document) in documents.iter().enumerate() {
        let at = at.clone().field("documents").index(number);
        fits(&document.title, TITLE, "title", at.clone().field("title"), findings);
        link_fits(Some(&document.url), at.field("url"), findings);
    }
}

fn link_fits(link: Option<&str>, at: FieldPath, findings: &mut Findings) {
    fits(link.unwrap_or_default(), LINK, "link", at, findings);
}

fn fits(text: &str, most: usize, what: &str, at: FieldPath, findings: &mut Findings) {
    // Bytes bound characters from above, and are known without counting.
    if text.len() > most && length(text) > most {
        too_long(length(text), most, what, at, findings);
    }
}

fn too_long(length: usize, most: usize, what: &str, at: FieldPath, findings: &mut Findings) {
    let message = format!("this {what} has {length} characters, but Discord shows at most {most}");
    findings.error("too-long", at, message, "shorten it, or divide it");
}

fn shown_issue(issue: &Issue) -> usize {
    let escalate = issue.escalate.as_ref().map_or(0, |escalate| {
        length(&escalate.when) + escalate.collect.iter().map(|item| item_length(item)).sum::<usize>()
    });
    length(&issue.title)
        + length(&issue.cause)
        + issue.steps.iter().map(shown_step).sum::<usize>()
        + length(&issue.verify)
        + escalate
        + issue.documents.iter().map(|document| item_length(&document.title) + length(&document.url) + 4).sum::<usize>()
}

/// `12. text [link](address)` and a line end.
fn shown_step(step: &Step) -> usize {
    length(&step.text) + 5 + step.link.as_deref().map_or(0, |link| length(link) + 9)
}

/// `- text` and a line end.
fn item_length(text: &str) -> usize {
    length(text) + 3
}

/// Discord counts characters.
fn length(text: &str) -> usize {
    text.chars().count()
}
