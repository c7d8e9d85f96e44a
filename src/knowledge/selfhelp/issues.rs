//! From blocks to issues: the article as one issue, and one more for each that it lists.

use std::mem;

use super::markdown::{Block, Body, Kind, Link};
use super::wording::{Section, is_error_text, is_issue_title, section};
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
        }],
        heading: String::new(),
        titles: Vec::new(),
    };
    let blocks = body.blocks();
    for (i, block) in blocks.iter().enumerate() {
        builder.block(block, blocks.get(i + 1));
    }
    for issue in &mut builder.issues {
        settle(issue);
    }
    (builder.heading, builder.issues)
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
    titles: Vec<String>,
}

impl Builder<'_> {
    fn block(&mut self, block: &Block, next: Option<&Block>) {
        match block.kind {
            Kind::Heading(level) => return self.heading(block, level, next),
            Kind::Paragraph | Kind::Row | Kind::Code => {
                self.leave(|until| matches!(until, Until::Item(d) if d > block.depth))
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
        self.add(block, Body::start(block));
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
            || (found == Some(Section::Steps) && !title.to_ascii_lowercase().contains("mmend"));
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
        let has_content = next.is_some_and(|next| !matches!(next.kind, Kind::Heading(l) if l <= level));
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
            self.titles.push(title.to_owned());
            let issue = &mut self.issues[0];
            if !title.is_empty() && !title.eq_ignore_ascii_case(&self.heading) {
                line(&mut issue.description, title);
            }
        } else {
            self.add(block, Body::start(block));
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
                    self.add(block, self.after(block, end));
                }
                return true;
            }
            // In a list the word holds for its own entry only.
            if rest.trim_matches([':', ' ', '-']).is_empty() {
                return false;
            }
            let before = *self.scope();
            self.scope().section = section;
            self.add(block, self.after(block, end));
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
                    !matches!(next.kind, Kind::Heading(_)) && !(next.kind == Kind::Paragraph && self.is_bold(next))
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
            self.add(block, self.after(block, end));
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
        self.scopes.push(Scope { until, issue, section: Section::Steps, section_level: 0, step_depth: None });
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
    fn add(&mut self, block: &Block, from: u32) {
        let scope = *self.scope();
        if block.kind == Kind::Code && is_error_text(self.body.plain(block)) {
            let error = one_line(self.body.plain(block));
            let issue = self.issue();
            if !issue.errors.contains(&error) {
                issue.errors.push(error);
            }
        }
        match scope.section {
            Section::Steps => self.step(block, from),
            Section::Documents => self.documents(block, from),
            Section::Remarks if matches!(block.kind, Kind::Item { ordered: true }) => self.step(block, from),
            Section::Remarks if block.depth > 0 && scope.step_depth.is_some_and(|depth| block.depth >= depth) => {
                self.step(block, from);
            }
            Section::Remarks | Section::Cause | Section::Symptom => self.prose(block, from, scope.section),
        }
    }

    fn prose(&mut self, block: &Block, from: u32, section: Section) {
        self.scope().step_depth = None;
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
            (None, _) => self.prose(block, from, Section::Remarks),
            (Some(link), None) => {
                // The words around the link are often what it leads to: "Learn how to [reset a key](…)".
                let whole = text.trim_end_matches([' ', '.', ':']);
                let title = if whole.len() <= 160 && !whole.contains('\n') { whole } else { link.title };
                let document = Document { title: title.to_owned(), url: link.url.to_owned() };
                if whole.len() > 160 {
                    let text = text.to_owned();
                    line(&mut self.issue().text, &text);
                }
                self.issue().documents.push(document);
            }
            (Some(first), Some(second)) => {
                let all: Vec<_> = [first, second].into_iter().chain(links).map(document).collect();
                let linked: usize = all.iter().map(|document| document.title.len()).sum();
                let issue = self.issue();
                if text.len() > linked + 12 {
                    line(&mut issue.text, text);
                }
                issue.documents.extend(all);
            }
        }
    }

    fn step(&mut self, block: &Block, from: u32) {
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
            Kind::Item { .. } => scope.step_depth.is_some_and(|depth| block.depth > depth),
            Kind::Code => !self.issue().steps.is_empty(),
            Kind::Row => scope.step_depth == Some(0) || block.depth > 0,
            _ => block.depth > 0 && scope.step_depth.is_some(),
        };
        if continues && let Some(step) = self.issue().steps.last_mut() {
            step.text.push('\n');
            if matches!(block.kind, Kind::Item { .. }) {
                let deeper = usize::from(block.depth - scope.step_depth.unwrap_or(0)).saturating_sub(1).min(4);
                step.text.extend(std::iter::repeat_n("  ", deeper));
                step.text.push_str("- ");
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
            return;
        }
        self.scope().step_depth = match block.kind {
            Kind::Item { .. } => Some(block.depth),
            Kind::Row => Some(0),
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

fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    super::inline::push_collapsed(&mut out, text.trim());
    out
}

/// The last hand: each link once, no step that only repeats its address, no slack in the strings.
fn settle(issue: &mut Issue) {
    let documents = mem::take(&mut issue.documents);
    for document in documents {
        let known = issue.documents.iter().any(|other| other.url == document.url)
            || issue
                .steps
                .iter()
                .any(|step| step.link.as_deref() == Some(&document.url) && step.text == document.title);
        if !known {
            issue.documents.push(document);
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
    const LONGEST: usize = 48;
    let mut slug = String::with_capacity(LONGEST);
    for word in title.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        if !slug.is_empty() && slug.len() + 1 + word.len() > LONGEST {
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.extend(word.chars().take(LONGEST).map(|c| c.to_ascii_lowercase()));
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
