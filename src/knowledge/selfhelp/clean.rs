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
    let mut out = String::with_capacity(body.len() + 16);
    let mut fence: Option<&str> = None;
    let mut headings = 0;
    let mut in_comment = false;
    let mut video: Option<&str> = None;
    for line in body.split_inclusive('\n') {
        let indent = line.len() - line.trim_start_matches([' ', '\t', '\u{feff}']).len();
        let start = &line[indent..];
        if let Some(open) = fence {
            if start.starts_with(open) && start[open.len()..].trim().trim_matches(['`', '~']).is_empty() {
                fence = None;
            }
            out.push_str(line);
            continue;
        }
        if !in_comment && let Some(open) = fence_of(start) {
            fence = Some(open);
            out.push_str(line);
            continue;
        }
        if start.starts_with(":::") {
            section_line(&mut out, start);
            continue;
        }
        let hashes = start.bytes().take_while(|&b| b == b'#').count();
        if (1..=6).contains(&hashes) {
            let title = &start[hashes..];
            // `#include` in unfenced code is no heading; the first single `#` of the file is.
            if !title.starts_with([' ', '\t', '\r', '\n']) && (hashes > 1 || headings == 0) {
                out.push_str(&start[..hashes]);
                out.push(' ');
                inline(&mut out, title, &mut in_comment);
                headings += 1;
                continue;
            }
            headings += 1;
        }
        let start = layout_tags_dropped(start);
        if let Some(url) = element(start, "src") {
            video = Some(url);
            continue;
        }
        if let Some(title) = element(start, "title")
            && let Some(url) = video.take()
        {
            out.push_str("\n[");
            out.push_str(title);
            out.push_str("](");
            out.push_str(url);
            out.push_str(")\n\n");
            continue;
        }
        if MACHINERY.iter().any(|tag| start.strip_prefix('<').is_some_and(|start| start.starts_with(tag))) {
            continue;
        }
        out.push_str(&line[..indent]);
        inline(&mut out, start, &mut in_comment);
    }
    out
}

fn fence_of(line: &str) -> Option<&str> {
    let mark = line.bytes().next().filter(|b| matches!(b, b'`' | b'~'))?;
    let length = line.bytes().take_while(|&b| b == mark).count();
    // Backticks later on the line make it inline code.
    (length >= 3 && (mark == b'~' || !line[length..].contains('`'))).then(|| &line[..length])
}

/// `:::Section Diagnose sign-in problems:::` is the newer portal's heading.
fn section_line(out: &mut String, line: &str) {
    let title = line.trim().trim_matches(':').trim();
    let title = title.strip_prefix("Section").or_else(|| title.strip_prefix("section")).unwrap_or(title).trim();
    if !title.is_empty() {
        out.push_str("\n## ");
        out.push_str(title);
    }
    out.push_str("\n\n");
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

/// Appends a line without its comments: descriptions become marks, the portal's placeholders a gap.
fn inline(out: &mut String, line: &str, in_comment: &mut bool) {
    let mut rest = line;
    if *in_comment {
        let Some(end) = rest.find("-->") else {
            if rest.ends_with('\n') {
                out.push('\n');
            }
            return;
        };
        *in_comment = false;
        rest = &rest[end + 3..];
    }
    while let Some(at) = rest.find("<!--") {
        out.push_str(&rest[..at]);
        let after = &rest[at + 4..];
        let Some(end) = after.find("-->") else {
            *in_comment = true;
            if rest.ends_with('\n') {
                out.push('\n');
            }
            return;
        };
        let name = after[..end].trim();
        rest = &after[end + 3..];
        if let Some(variable) = name.strip_prefix('$') {
            // `<!--$vmName-->[vmName]<!--/$vmName-->`: all of it stands for a value.
            if let Some(close) = closing(rest, variable) {
                rest = &rest[close..];
            }
            out.push(GAP);
        } else if name.eq_ignore_ascii_case("issueDescription") {
            out.push(DESCRIPTION_START);
        } else if name.eq_ignore_ascii_case("/issueDescription") {
            out.push(DESCRIPTION_END);
        }
    }
    out.push_str(rest);
}

/// Where the comment that closes a variable ends; only on the same line, as a forgotten one must not eat the text.
fn closing(text: &str, _variable: &str) -> Option<usize> {
    let at = text.find("<!--")?;
    let end = at + text[at..].find("-->")?;
    text[at + 4..end].trim_start().starts_with('/').then_some(end + 3)
}
