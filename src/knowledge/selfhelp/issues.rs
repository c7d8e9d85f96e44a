//! From blocks to issues: the article as one issue, and one more for each that it lists.

use std::fmt::Write;
use std::mem;

use super::markdown::{Block, Body, Kind, Link};
use super::signature::{as_signature, is_code, is_command, is_error_text, sole_code};
use super::wording::{Section, is_issue_title, section};
use crate::knowledge::{Document, Issue, IssueId, Step};

/// Reads the body into its first heading and its issues; the first issue is the article itself, yet without a title.
pub(super) fn read(body: &Body) -> (String, Vec<Issue>) {
    let mut builder = Builder {
        body,
        issues: vec![Issue::default()],
        scopes: vec![Scope {
            until: Until::End,
            issue: 0,
            section: Section::Remarks,
            section_level: 0,
            step_depth: None,
            numbered: 0,
        }],
        heading: String::new(),
    };
    let blocks = body.blocks();
    for (i, block) in blocks.iter().enumerate() {
        builder.block(block, blocks.get(i + 1));
    }
    let Builder { heading, mut issues, .. } = builder;
    // A title without anything below it is a remark of the article.
    let empty: Vec<_> = issues.extract_if(1.., |issue| super::is_empty(issue)).collect();
    for issue in empty {
        line(&mut issues[0].text, &issue.title);
    }
    issues.iter_mut().for_each(settle);
    (heading, issues)
}

/// A stretch of the file that belongs to one issue.
#[derive(Debug, Clone, Copy)]
struct Scope {
    until: Until,
    issue: usize,
    section: Section,
    /// Level of the heading that opened the section; 7 for bold words, 0 for none.
    section_level: u8,
    /// List depth of the step that deeper entries belong to.
    step_depth: Option<u8>,
    /// How many numbered entries that step has taken in.
    numbered: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Until {
    /// The whole file.
    End,
    /// A heading of this level or a higher one.
    Heading(u8),
    /// The next bold title or heading.
    Bold,
    /// Anything that does not stand deeper in the list.
    Item(u8),
}

struct Builder<'b> {
    body: &'b Body,
    issues: Vec<Issue>,
    scopes: Vec<Scope>,
    heading: String,
}

impl Builder<'_> {
    fn block(&mut self, block: &Block, next: Option<&Block>) {
        match block.kind {
            Kind::Heading(level) => return self.heading(block, level, next),
            Kind::Paragraph | Kind::Row | Kind::Code => {
                self.leave(|until| matches!(until, Until::Item(d) if d > block.depth));
            }
            Kind::Item { .. } => self.leave(|until| matches!(until, Until::Item(d) if d >= block.depth)),
        }
        if block.depth == 0 {
            self.leave(|until| matches!(until, Until::Item(_)));
        }
        if block.described && self.scopes.len() == 1 {
            return self.described(block);
        }
        if matches!(block.kind, Kind::Paragraph | Kind::Item { .. })
            && let Some((lead, end)) = self.body.bold_lead(block)
            && self.bold(block, lead, end, next)
        {
            return;
        }
        if block.kind == Kind::Row && self.row(block) {
            return;
        }
        self.add(block, Body::start(block), next);
    }

    /// A table row that starts with a code explains that code: it is an issue of its own.
    fn row(&mut self, block: &Block) -> bool {
        const CELLS: &str = " | ";
        let text = self.body.plain(block);
        let Some((code, rest)) = text.split_once(CELLS).filter(|(code, rest)| is_code(code) && rest.len() > 10) else {
            return false;
        };
        let mut from = Body::start(block) as usize + code.len() + CELLS.len();
        let mut title = code.trim().to_owned();
        if let Some((what, _)) = rest.split_once(CELLS).filter(|(what, does)| what.len() <= 160 && !does.is_empty()) {
            from += what.len() + CELLS.len();
            let _ = write!(title, ": {}", what.trim());
        }
        self.begin(&title, Until::Item(u8::MAX));
        self.issue().codes.push(code.trim().to_owned());
        self.step(block, from as u32, false);
        self.scopes.pop();
        true
    }

    fn heading(&mut self, block: &Block, level: u8, next: Option<&Block>) {
        let title = self.body.plain(block).trim_end_matches([':', ' ']);
        if level == 1 && self.heading.is_empty() {
            title.clone_into(&mut self.heading);
            return;
        }
        let found = section(title);
        // "Cause" and "Resolution" at the level of the problem's own heading still speak of that problem.
        let detail = matches!(found, Some(Section::Cause | Section::Symptom))
            || (found == Some(Section::Steps) && !title.to_ascii_lowercase().contains("mend"));
        self.leave(|until| match until {
            Until::End => false,
            Until::Heading(own) => {
                if detail {
                    own > level
                } else {
                    own >= level
                }
            }
            Until::Bold | Until::Item(_) => true,
        });
        if let Some(section) = found {
            let scope = self.scope();
            scope.section = section;
            scope.section_level = level;
            scope.step_depth = None;
            return;
        }
        let has_content = next.is_some_and(|next| !matches!(next.kind, Kind::Heading(_)));
        let is_subtitle = self.scopes.len() == 1 && level <= 2 && self.is_fresh();
        if has_content && !is_subtitle && is_issue_title(title) {
            self.begin(title, Until::Heading(level));
            return;
        }
        let scope = self.scope();
        if level <= scope.section_level {
            scope.section = Section::Remarks;
            scope.section_level = 0;
        }
        if is_subtitle {
            let issue = &mut self.issues[0];
            if !title.is_empty() && !title.eq_ignore_ascii_case(&self.heading) {
                line(&mut issue.description, title);
            }
        } else {
            self.add(block, Body::start(block), next);
        }
    }

    /// Whether nothing but headings has been read so far.
    fn is_fresh(&self) -> bool {
        let issue = &self.issues[0];
        self.issues.len() == 1 && issue.text.is_empty() && issue.steps.is_empty() && issue.documents.is_empty()
    }

    /// What bold words at the start of a block do; false when they do nothing special.
    fn bold(&mut self, block: &Block, lead: &str, end: u32, next: Option<&Block>) -> bool {
        let rest = self.body.rest(block, end).trim();
        let own = lead.trim_end();
        let separated = rest.is_empty()
            || own.ends_with([':', '.', '?', '!', '-', '–'])
            || rest.starts_with([':', '-', '–', '—', '.', '\n', '(']);
        if !separated {
            return false;
        }
        let title = own.trim_matches([':', ' ', '-', '–', '.']);
        let listed = matches!(block.kind, Kind::Item { .. });
        if let Some(section) = section(title).filter(|section| *section != Section::Remarks) {
            if !listed {
                let scope = self.scope();
                scope.section = section;
                scope.section_level = 7;
                scope.step_depth = None;
                if !rest.is_empty() {
                    self.add(block, self.after(block, end), next);
                }
                return true;
            }
            // In a list the word holds for its own entry only.
            if rest.trim_matches([':', ' ', '-']).is_empty() {
                return false;
            }
            let before = *self.scope();
            self.scope().section = section;
            self.add(block, self.after(block, end), next);
            let depth = self.scope().step_depth;
            *self.scope() = Scope { step_depth: depth, ..before };
            return true;
        }
        let rest_says = rest.trim_matches(|c: char| !c.is_alphanumeric()).len() > 2;
        let has_own = rest_says
            || next.is_some_and(|next| {
                if listed {
                    next.depth > block.depth
                        || (next.depth == block.depth && next.kind == Kind::Paragraph)
                        || (next.depth == block.depth && next.kind == Kind::Code)
                } else {
                    match next.kind {
                        Kind::Heading(_) => false,
                        Kind::Paragraph => !self.is_bold(next),
                        _ => true,
                    }
                }
            });
        if !has_own || !is_issue_title(title) {
            return false;
        }
        if !listed {
            self.leave(|until| until == Until::Bold);
        }
        self.begin(title, if listed { Until::Item(block.depth) } else { Until::Bold });
        // A link on the title itself is where the problem is explained.
        let split = end;
        let on_title = self.body.links(block).filter(|link| is_inside(self.body, block, link, split)).map(document);
        let on_title: Vec<_> = on_title.collect();
        self.issue().documents.extend(on_title);
        if rest_says {
            self.add(block, self.after(block, end), next);
        }
        true
    }

    fn is_bold(&self, block: &Block) -> bool {
        self.body
            .bold_lead(block)
            .is_some_and(|(_, end)| self.body.rest(block, end).trim_matches([':', ' ']).is_empty())
    }

    /// Past the separator that follows bold words.
    fn after(&self, block: &Block, end: u32) -> u32 {
        let rest = self.body.rest(block, end);
        end + (rest.len() - rest.trim_start_matches([':', ' ', '-', '–', '—', '.', '\n']).len()) as u32
    }

    fn begin(&mut self, title: &str, until: Until) {
        self.issues.push(Issue { title: title.to_owned(), ..Issue::default() });
        let issue = self.issues.len() - 1;
        self.scopes.push(Scope {
            until,
            issue,
            section: Section::Steps,
            section_level: 0,
            step_depth: None,
            numbered: 0,
        });
    }

    fn leave(&mut self, ends: impl Fn(Until) -> bool) {
        while self.scopes.len() > 1 && self.scopes.last().is_some_and(|scope| ends(scope.until)) {
            self.scopes.pop();
        }
    }

    fn scope(&mut self) -> &mut Scope {
        let last = self.scopes.len() - 1;
        &mut self.scopes[last]
    }

    fn issue(&mut self) -> &mut Issue {
        let at = self.scopes[self.scopes.len() - 1].issue;
        &mut self.issues[at]
    }

    /// A block inside the issue description.
    fn described(&mut self, block: &Block) {
        let text = self.body.plain(block);
        let links: Vec<_> = self.body.links(block).map(document).collect();
        let issue = &mut self.issues[0];
        line(&mut issue.description, text);
        issue.documents.extend(links);
    }

    /// Puts a block, from a place in it, where its section says.
    fn add(&mut self, block: &Block, from: u32, next: Option<&Block>) {
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

    fn step(&mut self, block: &Block, from: u32, leads: bool) {
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

fn is_inside(body: &Body, block: &Block, link: &Link<'_>, before: u32) -> bool {
    let start = link.title.as_ptr() as usize - body.plain(block).as_ptr() as usize;
    Body::start(block) as usize + start < before as usize
}

/// The words before a link in the text that holds it.
fn before<'t>(text: &'t str, link: &Link<'_>) -> &'t str {
    let at = (link.title.as_ptr() as usize).checked_sub(text.as_ptr() as usize);
    at.and_then(|at| text.get(..at)).unwrap_or_default()
}

fn document(link: Link<'_>) -> Document {
    let title = if link.title.trim().is_empty() { link.url } else { link.title.trim() };
    Document { title: title.to_owned(), url: link.url.to_owned() }
}

/// Appends a line.
pub(super) fn line(target: &mut String, text: &str) {
    if !target.is_empty() {
        target.push('\n');
    }
    target.push_str(text);
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

/// The last hand: each address once under one title, nothing empty, no slack in the strings.
fn settle(issue: &mut Issue) {
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
