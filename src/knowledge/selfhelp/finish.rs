//! The last hand on an issue: nothing twice, nothing empty, an id of its own.

use std::mem;

use super::signature::sole_code;
use crate::knowledge::{Document, Issue, IssueId, Step};

/// Appends a line.
pub(super) fn line(target: &mut String, text: &str) {
    if !target.is_empty() {
        target.push('\n');
    }
    target.push_str(text);
}

/// The last hand: each address once under one title, nothing empty, no slack in the strings.
pub(super) fn settle(issue: &mut Issue) {
    if let Some(code) = sole_code(&issue.title)
        && !issue.codes.iter().any(|known| known == code)
    {
        issue.codes.push(code.to_owned());
    }
    for document in mem::take(&mut issue.documents) {
        let known = |other: &Document| other.url == document.url && other.title.eq_ignore_ascii_case(&document.title);
        let is_step = |step: &Step| step.link.as_deref() == Some(&document.url) && step.text == document.title;
        if issue.documents.iter().any(known) || issue.steps.iter().any(is_step) {
            continue;
        }
        // Prose often links an article by a few of its words; the list of documents names it. The name stays.
        let words = |other: &&mut Document| other.url == document.url && other.title.len() <= document.title.len();
        match issue.documents.iter_mut().find(words) {
            Some(other) if issue.text.contains(&other.title) || issue.description.contains(&other.title) => {
                other.title = document.title;
            }
            _ => issue.documents.push(document),
        }
    }
    issue.steps.retain(|step| !step.text.trim().is_empty());
    for step in &mut issue.steps {
        step.text.shrink_to_fit();
    }
    for text in [&mut issue.description, &mut issue.cause, &mut issue.text, &mut issue.title] {
        text.shrink_to_fit();
    }
    issue.steps.shrink_to_fit();
    issue.documents.shrink_to_fit();
    issue.errors.shrink_to_fit();
}

/// An id made of a title's words, unlike all in `taken`.
pub(super) fn slug(title: &str, taken: &[Issue]) -> IssueId {
    const LONG: usize = 48;
    let mut slug = String::with_capacity(LONG);
    for word in title.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        // Whole words only, but a long code after a short word is what tells the issue from others.
        if slug.len() >= LONG / 2 && slug.len() + 1 + word.len() > LONG {
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.extend(word.chars().take(2 * LONG).map(|c| c.to_ascii_lowercase()));
    }
    if slug.is_empty() {
        slug.push_str("issue");
    }
    let mut number = 1;
    let mut id = slug.clone();
    while taken.iter().any(|issue| issue.id.0 == id) {
        number += 1;
        id = format!("{slug}-{number}");
    }
    id.shrink_to_fit();
    IssueId(id)
}
