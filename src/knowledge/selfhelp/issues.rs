//! From blocks to issues: the article as one issue, and one more for each that it lists.
//!
//! Here it is decided which issue a block belongs to; [`place`](super::place) decides where in the issue it goes.

use std::fmt::Write;

use super::finish::{line, settle};
use super::markdown::{Block, Body, Kind};
use super::place::{document, is_inside};
use super::signature::is_code;
use super::wording::{Section, is_issue_title, section};
use crate::knowledge::Issue;

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
pub(super) struct Scope {
    pub(super) until: Until,
    pub(super) issue: usize,
    pub(super) section: Section,
    /// Level of the heading that opened the section; 7 for bold words, 0 for none.
    pub(super) section_level: u8,
    /// List depth of the step that deeper entries belong to.
    pub(super) step_depth: Option<u8>,
    /// How many numbered entries that step has taken in.
    pub(super) numbered: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Until {
    /// The whole file.
    End,
    /// A heading of this level or a higher one.
    Heading(u8),
    /// The next bold title or heading.
    Bold,
    /// Anything that does not stand deeper in the list.
    Item(u8),
}

pub(super) struct Builder<'b> {
    pub(super) body: &'b Body,
    pub(super) issues: Vec<Issue>,
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

    pub(super) fn is_bold(&self, block: &Block) -> bool {
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

    pub(super) fn scope(&mut self) -> &mut Scope {
        let last = self.scopes.len() - 1;
        &mut self.scopes[last]
    }

    pub(super) fn issue(&mut self) -> &mut Issue {
        let at = self.scopes[self.scopes.len() - 1].issue;
        &mut self.issues[at]
    }
}
