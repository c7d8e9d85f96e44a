//! Where in its issue a block goes: a step, a document, the cause, the description, or a remark.

use std::fmt::Write;

use super::finish::line;
use super::issues::Builder;
use super::markdown::{Block, Body, Kind, Link};
use super::signature::{as_signature, is_command, is_error_text};
use super::wording::Section;
use crate::knowledge::{Document, Step};

impl Builder<'_> {
    /// A block inside the issue description.
    pub(super) fn described(&mut self, block: &Block) {
        let text = self.body.plain(block);
        let links: Vec<_> = self.body.links(block).map(document).collect();
        let issue = &mut self.issues[0];
        line(&mut issue.description, text);
        issue.documents.extend(links);
    }

    /// Puts a block, from a place in it, where its section says.
    pub(super) fn add(&mut self, block: &Block, from: u32, next: Option<&Block>) {
        let is_error = self.errors(block, from);
        let scope = *self.scope();
        let first = self.issue().steps.is_empty();
        let leads = block.kind == Kind::Paragraph && block.depth == 0 && self.leads_in(block, next);
        match scope.section {
            // "Follow these steps:" is no step; once there are steps, what leads in to a list holds it together.
            Section::Steps if leads && first && self.body.links(block).next().is_none() => {
                self.prose(block, from, Section::Remarks);
            }
            Section::Steps => self.step(block, from, leads),
            Section::Documents => self.documents(block, from),
            Section::Remarks if self.is_step_unannounced(block, next, leads && !first) => {
                let takes_code = next.is_some_and(|next| next.kind == Kind::Code);
                self.step(block, from, leads || takes_code);
            }
            Section::Remarks if block.kind == Kind::Code && !is_error && self.is_in_step(block) => {
                self.step(block, from, false);
            }
            Section::Remarks | Section::Cause | Section::Symptom => {
                let announced = leads && self.announces_steps(block);
                self.prose(block, from, scope.section);
                if announced {
                    self.scope().step_depth = Some(u8::MAX);
                }
            }
        }
    }

    /// Whether a paragraph opens the list that follows it.
    fn leads_in(&self, block: &Block, next: Option<&Block>) -> bool {
        let text = self.body.plain(block);
        next.is_some_and(|next| matches!(next.kind, Kind::Item { .. }) && next.depth == 1) && text.ends_with(':')
    }

    /// Whether a paragraph says that what follows is to be done.
    fn announces_steps(&self, block: &Block) -> bool {
        let text = self.body.plain(block).to_ascii_lowercase();
        [
            "step",
            "follow",
            "try ",
            "do the",
            "please",
            "you can",
            "make sure",
            "ensure",
            "check",
            "perform",
            "verify",
            "run ",
        ]
        .iter()
        .any(|word| text.contains(word))
    }

    fn is_in_step(&mut self, block: &Block) -> bool {
        let depth = self.scope().step_depth;
        !self.issue().steps.is_empty() && depth.is_some_and(|depth| depth == 0 || block.depth >= depth)
    }

    /// Whether a block outside any section of steps is one: a numbered entry, what belongs to it, the bold words above
    /// it, or a list announced as steps.
    fn is_step_unannounced(&mut self, block: &Block, next: Option<&Block>, leads: bool) -> bool {
        let depth = self.scope().step_depth;
        match block.kind {
            Kind::Item { ordered: true } => true,
            Kind::Item { ordered: false } => depth.is_some(),
            Kind::Paragraph if block.depth == 0 => {
                let ordered = next.is_some_and(|next| matches!(next.kind, Kind::Item { ordered: true }));
                let command = next.is_some_and(|next| {
                    next.kind == Kind::Code && next.depth == 0 && !is_error_text(self.body.plain(next))
                });
                let titled = ordered && self.is_bold(block);
                titled || leads && (ordered || self.announces_steps(block)) || command && self.announces_steps(block)
            }
            Kind::Paragraph | Kind::Code | Kind::Row => block.depth > 0 && self.is_in_step(block),
            Kind::Heading(_) => false,
        }
    }

    /// Collects what the block quotes of a program's own words; true when all of it is such.
    fn errors(&mut self, block: &Block, from: u32) -> bool {
        if block.kind == Kind::Code {
            let text = self.body.plain(block);
            let is_error = is_error_text(text) && !is_command(text);
            if is_error {
                self.error(text);
            }
            return is_error;
        }
        let body = self.body;
        for quoted in body.quotations(block, from) {
            if quoted.split_whitespace().nth(3).is_some() && is_error_text(quoted) && !is_command(quoted) {
                self.error(quoted);
            }
        }
        false
    }

    fn error(&mut self, text: &str) {
        let error = as_signature(text);
        let issue = self.issue();
        if error != issue.title && !issue.errors.contains(&error) {
            issue.errors.push(error);
        }
    }

    fn prose(&mut self, block: &Block, from: u32, section: Section) {
        if block.depth == 0 {
            self.scope().step_depth = None;
        }
        let text = self.body.rest(block, from);
        let links: Vec<_> = self.body.links(block).map(document).collect();
        let issue = self.issue();
        let target = match section {
            Section::Cause => &mut issue.cause,
            Section::Symptom => &mut issue.description,
            _ => &mut issue.text,
        };
        if matches!(block.kind, Kind::Item { .. }) {
            line(target, "- ");
            target.push_str(text);
        } else {
            line(target, text);
        }
        issue.documents.extend(links);
    }

    fn documents(&mut self, block: &Block, from: u32) {
        let text = self.body.rest(block, from);
        let mut links = self.body.links(block);
        match (links.next(), links.next()) {
            (None, _) => match bare_link(text) {
                Some(document) => self.issue().documents.push(document),
                None => self.prose(block, from, Section::Remarks),
            },
            (Some(link), None) => {
                // The words around the link are often what it leads to: "Learn how to [reset a key](…)".
                let whole = text.trim_end_matches([' ', '.', ':']);
                let is_title = whole.len() <= 160 && !whole.contains('\n');
                let title = if is_title { whole } else { link.title };
                let document = Document { title: title.to_owned(), url: link.url.to_owned() };
                let issue = self.issue();
                if !is_title {
                    line(&mut issue.text, text);
                }
                issue.documents.push(document);
            }
            (Some(first), Some(second)) => {
                // "Set it up with [the portal](…) or [the shell](…)": each link needs the words before the first.
                let lead = before(text, &first).trim_end();
                let lead = if (8..=100).contains(&lead.len()) { lead } else { "" };
                let mut all: Vec<_> = [first, second].into_iter().chain(links).map(document).collect();
                let linked: usize = all.iter().map(|document| document.title.len() + 5).sum();
                let issue = self.issue();
                if text.len() > lead.len() + linked {
                    line(&mut issue.text, text);
                }
                if !lead.is_empty() {
                    for document in &mut all {
                        document.title = format!("{lead} {}", document.title);
                    }
                }
                issue.documents.extend(all);
            }
        }
    }

    pub(super) fn step(&mut self, block: &Block, from: u32, leads: bool) {
        let links = self.body.links(block).filter(|link| !is_inside(self.body, block, link, from)).count();
        let mut text = String::with_capacity(block_len(self.body, block));
        match block.kind {
            Kind::Code => {
                text.push_str("```\n");
                text.push_str(self.body.plain(block));
                text.push_str("\n```");
            }
            Kind::Heading(_) => {
                text.push_str("**");
                text.push_str(self.body.plain(block));
                text.push_str("**");
            }
            _ => self.body.markdown(block, from, links > 1, &mut text),
        }
        let link = if links == 1 {
            self.body.links(block).find(|link| !is_inside(self.body, block, link, from)).map(|link| link.url.to_owned())
        } else {
            None
        };
        let scope = *self.scope();
        let continues = match block.kind {
            Kind::Item { .. } => scope.step_depth.is_some_and(|depth| depth != u8::MAX && block.depth > depth),
            Kind::Code => !self.issue().steps.is_empty(),
            Kind::Row => scope.step_depth == Some(0) || block.depth > 0,
            _ => block.depth > 0 && scope.step_depth.is_some(),
        };
        if continues && let Some(step) = self.issue().steps.last_mut() {
            step.text.push('\n');
            let deeper = block.depth.saturating_sub(scope.step_depth.unwrap_or(0)).saturating_sub(1).min(4);
            match block.kind {
                Kind::Item { ordered: true } if deeper == 0 => {
                    let _ = write!(step.text, "{}. ", scope.numbered + 1);
                }
                Kind::Item { .. } => {
                    step.text.extend(std::iter::repeat_n("  ", deeper.into()));
                    step.text.push_str("- ");
                }
                _ => {}
            }
            match link {
                // One link a step; further ones are written out.
                Some(url) if step.link.is_none() => {
                    step.text.push_str(&text);
                    step.link = Some(url);
                }
                Some(_) => self.body_markdown_into_last(block, from),
                None => step.text.push_str(&text),
            }
            if matches!(block.kind, Kind::Item { ordered: true }) {
                self.scope().numbered += 1;
            }
            return;
        }
        self.scope().numbered = 0;
        self.scope().step_depth = match block.kind {
            Kind::Item { .. } => Some(block.depth),
            Kind::Row => Some(0),
            _ if leads => Some(0),
            _ => None,
        };
        self.issue().steps.push(Step { text, link });
    }

    fn body_markdown_into_last(&mut self, block: &Block, from: u32) {
        let body = self.body;
        if let Some(step) = self.issue().steps.last_mut() {
            body.markdown(block, from, true, &mut step.text);
        }
    }
}

fn block_len(body: &Body, block: &Block) -> usize {
    body.plain(block).len() + 16
}

pub(super) fn is_inside(body: &Body, block: &Block, link: &Link<'_>, before: u32) -> bool {
    let start = link.title.as_ptr() as usize - body.plain(block).as_ptr() as usize;
    Body::start(block) as usize + start < before as usize
}

/// The words before a link in the text that holds it.
fn before<'t>(text: &'t str, link: &Link<'_>) -> &'t str {
    let at = (link.title.as_ptr() as usize).checked_sub(text.as_ptr() as usize);
    at.and_then(|at| text.get(..at)).unwrap_or_default()
}

pub(super) fn document(link: Link<'_>) -> Document {
    let title = if link.title.trim().is_empty() { link.url } else { link.title.trim() };
    Document { title: title.to_owned(), url: link.url.to_owned() }
}

/// A document written as an address in the open: "Permissions: https://…".
fn bare_link(text: &str) -> Option<Document> {
    let at = text.find("https://").or_else(|| text.find("http://"))?;
    let url = text[at..].split(|c: char| c.is_whitespace() || matches!(c, ')' | '>' | ',')).next()?;
    if at + url.len() < text.len() {
        return None;
    }
    let title = text[..at].trim_end_matches([' ', ':', '-', '–', '(']);
    let title = if title.is_empty() { url } else { title };
    Some(Document { title: title.to_owned(), url: url.trim_end_matches('.').to_owned() })
}
