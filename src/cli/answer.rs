//! A [`Reply`] as a page in the terminal.

use std::io;
use std::path::Path;

use super::page::Page;
use crate::knowledge::Knowledge;
use crate::reply::{Answer, Candidate, NO_STEPS, Reply, heading};

/// How a candidate is opened: the `firstline show` that prints it from this knowledge.
#[derive(Debug, Clone, Copy)]
pub struct Opener<'a> {
    /// The knowledge the candidate is from.
    pub knowledge: &'a Knowledge,
    /// Where that was loaded from.
    pub path: &'a Path,
}

/// Prints a reply.
pub fn reply(page: &mut Page<'_>, reply: &Reply<'_>, opener: Opener<'_>) -> io::Result<()> {
    let several = reply.answers.len() + reply.others.len() > 1;
    if several || reply.answers.is_empty() {
        page.line(&reply.headline)?;
    }
    for (i, one) in reply.answers.iter().enumerate() {
        if several {
            page.gap()?;
            page.title(&format!("{}. {}", i + 1, one.found.title))?;
        } else {
            page.title(one.found.title)?;
        }
        answer(page, one, opener)?;
    }
    if !reply.others.is_empty() {
        page.heading(heading::OTHERS)?;
    }
    for (number, one) in (reply.answers.len() + 1..).zip(&reply.others) {
        candidate(page, number, one, opener)?;
    }
    for (number, one) in (1..).zip(&reply.candidates) {
        page.gap()?;
        candidate(page, number, one, opener)?;
    }
    Ok(())
}

/// Prints what follows an issue's title.
pub fn answer(page: &mut Page<'_>, answer: &Answer<'_>, opener: Opener<'_>) -> io::Result<()> {
    let found = &answer.found;
    page.faint("", &[found.article, &sureness(found), &found.id].join(" · ").replace(" ·  · ", " · "))?;
    if !found.why.is_empty() {
        page.heading(heading::WHY)?;
        for quote in &found.why {
            page.quote("  ", quote)?;
        }
    }
    if !answer.cause.is_empty() {
        page.heading(heading::CAUSE)?;
        page.text("  ", "  ", answer.cause)?;
    }
    if !answer.checks.is_empty() {
        page.heading(heading::CHECKS)?;
        for todo in &answer.checks {
            page.text("  - ", "    ", &todo.check.text)?;
            if let Some(link) = &todo.check.link {
                page.address("    ", link)?;
            }
            if let Some(issue) = todo.issue {
                page.command("    ", &opener.command(&opener.knowledge.full_id(issue)))?;
            }
        }
    }
    if !answer.steps.is_empty() {
        page.heading(heading::STEPS)?;
        let digits = answer.steps.len().to_string().len();
        let rest = " ".repeat(digits + 4);
        for (number, step) in (1..).zip(answer.steps) {
            page.text(&format!("  {number:>digits$}. "), &rest, &step.text)?;
            if let Some(link) = &step.link {
                page.address(&rest, link)?;
            }
        }
    } else if !answer.text.is_empty() {
        page.heading(heading::TEXT)?;
        page.text("  ", "  ", answer.text)?;
    } else {
        page.gap()?;
        page.line(NO_STEPS)?;
    }
    if !answer.verify.is_empty() {
        page.heading(heading::VERIFY)?;
        page.text("  ", "  ", answer.verify)?;
    }
    if let Some(escalate) = answer.escalate {
        page.heading(heading::ESCALATE)?;
        page.text("  ", "  ", &escalate.when)?;
        if !escalate.collect.is_empty() {
            page.text("  ", "  ", heading::COLLECT)?;
        }
        for thing in &escalate.collect {
            page.text("  - ", "    ", thing)?;
        }
    }
    if !answer.documents.is_empty() {
        page.heading(heading::DOCUMENTS)?;
        for document in &answer.documents {
            page.document("  - ", "    ", &document.title, &document.url)?;
        }
    }
    Ok(())
}

fn candidate(page: &mut Page<'_>, number: usize, candidate: &Candidate<'_>, opener: Opener<'_>) -> io::Result<()> {
    page.title(&format!("{number}. {}", candidate.title))?;
    page.faint("   ", &[candidate.article, &sureness(candidate)].join(" · "))?;
    if let Some(quote) = candidate.why.first() {
        page.quote("   ", quote)?;
    }
    page.command("   ", &opener.command(&candidate.id))
}

fn sureness(candidate: &Candidate<'_>) -> String {
    candidate.confidence.map_or(String::new(), |sure| format!("{} ({} %)", sure.words(), sure.percent()))
}

impl Opener<'_> {
    fn command(self, id: &str) -> String {
        let id = shell_word(id);
        match self.path.to_string_lossy() {
            path if path == super::knowledge::DEFAULT => format!("firstline show {id}"),
            path => format!("firstline show {id} --knowledge {}", shell_word(&path)),
        }
    }
}

/// A word as it can be typed into a shell.
fn shell_word(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_-./:@%+=,".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}
