//! Mends what would mislead a Markdown parser, line by line, before it sees the text.
//!
//! Self-help files carry their machine-readable parts in HTML comments (`<!--issueDescription-->`), which a parser
//! reads as raw HTML up to the end of the line, Markdown and all. Headings lack the space after `#`, tags open lines
//! and swallow the paragraph that follows. None of this is inside code.

use super::inline::GAP;

/// Marks in the cleaned text where a description begins and ends. Private-use characters: no file holds them.
pub(super) const DESCRIPTION_START: char = '\u{E000}';
/// See [`DESCRIPTION_START`].
pub(super) const DESCRIPTION_END: char = '\u{E001}';

/// HTML elements that lay text out and say nothing: their tags are dropped wherever a line starts with one.
const LAYOUT: [&str; 24] = [
    "br", "p", "div", "span", "b", "i", "u", "em", "strong", "font", "center", "ul", "ol", "table", "tbody", "thead",
    "tr", "small", "sup", "sub", "section", "video", "insight", "hr",
];

/// Elements by which the portal runs its own checks.
const MACHINERY: [&str; 9] = [
    "executionText",
    "noResultText",
    "timeoutText",
    "maxInsightCount",
    "additionalInputsReq",
    "symptomId",
    "azureKB",
    "/azureKB",
    "client>",
];

/// The body as Markdown that a parser reads as its author meant it.
pub(super) fn clean(body: &str) -> String {
    let mut cleaner = Cleaner { out: String::with_capacity(body.len() + 16), ..Cleaner::default() };
    for line in body.split_inclusive('\n') {
        cleaner.line(line);
    }
    cleaner.out
}

#[derive(Default)]
struct Cleaner<'b> {
    out: String,
    /// The marks that opened the code block around the current line.
    fence: Option<&'b str>,
    in_comment: bool,
    has_heading: bool,
    /// The address of a video whose title is still to come.
    video: Option<&'b str>,
}

impl<'b> Cleaner<'b> {
    fn line(&mut self, line: &'b str) {
        let start = line.trim_start_matches([' ', '\t', '\u{feff}']);
        if let Some(open) = self.fence {
            let ends = start.strip_prefix(open).is_some_and(|rest| rest.trim().trim_matches(['`', '~']).is_empty());
            if ends {
                self.fence = None;
            }
            return self.out.push_str(line);
        }
        // Most lines start with a word: only these characters can make one special.
        match start.as_bytes().first() {
            _ if self.in_comment => self.inline(line),
            Some(b'`' | b'~') => match fence_of(start) {
                Some(open) => {
                    self.fence = Some(open);
                    self.out.push_str(line);
                }
                None => self.inline(line),
            },
            Some(b':') if start.starts_with(":::") => self.section(start),
            Some(b'#') => self.heading(line, start),
            Some(b'<') => self.tag(line, start),
            _ => self.inline(line),
        }
    }

    fn heading(&mut self, line: &str, start: &str) {
        let title = start.trim_start_matches('#');
        let hashes = start.len() - title.len();
        // `#include` in unfenced code is no heading; the first single `#` of the file is.
        let lacks_space = !title.starts_with(char::is_whitespace) && (hashes > 1 || !self.has_heading);
        self.has_heading = true;
        if lacks_space && hashes <= 6 {
            self.out.push_str(&start[..hashes]);
            self.out.push(' ');
            self.inline(title);
        } else {
            self.inline(line);
        }
    }

    /// `:::Section Diagnose sign-in problems:::` is the newer portal's heading.
    fn section(&mut self, line: &str) {
        let title = line.trim().trim_matches(':').trim();
        let title = title.strip_prefix("Section").or_else(|| title.strip_prefix("section")).unwrap_or(title).trim();
        if !title.is_empty() {
            self.out.push_str("\n## ");
            self.out.push_str(title);
        }
        self.out.push_str("\n\n");
    }

    fn tag(&mut self, line: &'b str, start: &'b str) {
        let rest = layout_tags_dropped(start);
        if let Some(url) = element(rest, "src") {
            self.video = Some(url);
        } else if let (Some(title), Some(url)) = (element(rest, "title"), self.video) {
            self.video = None;
            for part in ["\n[", title, "](", url, ")\n\n"] {
                self.out.push_str(part);
            }
        } else if !MACHINERY.iter().any(|tag| rest.strip_prefix('<').is_some_and(|rest| rest.starts_with(tag))) {
            self.out.push_str(&line[..line.len() - start.len()]);
            self.inline(rest);
        }
    }

    /// Appends text without its comments: descriptions become marks, the portal's placeholders a gap.
    fn inline(&mut self, text: &str) {
        let mut rest = text;
        if self.in_comment {
            let Some(end) = rest.find("-->") else { return self.line_end(rest) };
            self.in_comment = false;
            rest = &rest[end + 3..];
        }
        while let Some(at) = comment(rest) {
            self.out.push_str(&rest[..at]);
            let after = &rest[at + 4..];
            let Some(end) = after.find("-->") else {
                self.in_comment = true;
                return self.line_end(rest);
            };
            let name = after[..end].trim();
            rest = &after[end + 3..];
            if name.starts_with('$') {
                // `<!--$vmName-->[vmName]<!--/$vmName-->`: all of it stands for a value.
                rest = &rest[closing(rest).unwrap_or(0)..];
                self.out.push(GAP);
            } else if name.eq_ignore_ascii_case("issueDescription") {
                self.out.push(DESCRIPTION_START);
            } else if name.eq_ignore_ascii_case("/issueDescription") {
                self.out.push(DESCRIPTION_END);
            }
        }
        self.out.push_str(rest);
    }

    fn line_end(&mut self, text: &str) {
        if text.ends_with('\n') {
            self.out.push('\n');
        }
    }
}

/// Where the first comment starts.
fn comment(text: &str) -> Option<usize> {
    memchr::memchr_iter(b'<', text.as_bytes()).find(|&at| text[at..].starts_with("<!--"))
}

fn fence_of(line: &str) -> Option<&str> {
    let mark = line.bytes().next().filter(|b| matches!(b, b'`' | b'~'))?;
    let length = line.bytes().take_while(|&b| b == mark).count();
    // Backticks later on the line make it inline code.
    (length >= 3 && (mark == b'~' || !line[length..].contains('`'))).then(|| &line[..length])
}

/// What stands in an element that fills a line: `<src>https://…</src>`. Videos name their address and title so.
fn element<'l>(line: &'l str, name: &str) -> Option<&'l str> {
    let inner = line.trim_end().strip_prefix('<')?.strip_prefix(name)?.strip_prefix('>')?;
    Some(inner.strip_suffix('>')?.strip_suffix(name)?.strip_suffix("</")?.trim())
}

/// Without the tags that would turn the line, and those after it, into an HTML block.
fn layout_tags_dropped(line: &str) -> &str {
    let mut line = line;
    while let Some(tag) = line.strip_prefix('<') {
        let name = tag.strip_prefix('/').unwrap_or(tag);
        let end = name.bytes().take_while(u8::is_ascii_alphanumeric).count();
        if !LAYOUT.iter().any(|layout| layout.eq_ignore_ascii_case(&name[..end])) {
            break;
        }
        let Some(close) = memchr::memchr2(b'>', b'\n', line.as_bytes()).filter(|&at| line.as_bytes()[at] == b'>')
        else {
            break;
        };
        line = line[close + 1..].trim_start_matches([' ', '\t']);
    }
    line
}

/// Where the comment that closes a variable ends; only in the same text, as a forgotten one must not eat the rest.
fn closing(text: &str) -> Option<usize> {
    let at = comment(text)?;
    let inside = at + 4;
    let end = inside + text[inside..].find("-->")?;
    text[inside..end].trim_start().starts_with('/').then_some(end + 3)
}
