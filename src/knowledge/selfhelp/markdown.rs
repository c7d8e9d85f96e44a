//! Markdown as a flat run of blocks: what the issue builder needs to know of a document, and no more.

use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::clean::{DESCRIPTION_END, DESCRIPTION_START};
use super::inline::{push_collapsed, unescape};

/// A parsed body: all its text in one string, cut into blocks.
#[derive(Debug, Default)]
pub(super) struct Body {
    text: String,
    marks: Vec<Mark>,
    blocks: Vec<Block>,
    urls: Vec<String>,
}

/// One heading, paragraph, list entry, code block or table row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) kind: Kind,
    /// How many lists it stands in.
    pub(super) depth: u8,
    /// Whether it lies between the marks of an issue description.
    pub(super) described: bool,
    text: (u32, u32),
    marks: (u32, u32),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Heading(u8),
    Paragraph,
    Item { ordered: bool },
    Code,
    Row,
}

/// Something that starts or ends at a place in the text.
#[derive(Debug, Clone, Copy)]
struct Mark {
    at: u32,
    what: What,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    Bold,
    BoldEnd,
    Code,
    CodeEnd,
    Link(u32),
    LinkEnd(u32),
}

/// A link with the words it stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Link<'b> {
    pub(super) title: &'b str,
    pub(super) url: &'b str,
}

impl Body {
    /// Parses cleaned Markdown.
    pub(super) fn parse(markdown: &str) -> Self {
        let mut reader = Reader { body: Self::default(), ..Reader::default() };
        reader.body.text.reserve(markdown.len());
        for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
            reader.event(event);
        }
        reader.close();
        reader.body
    }

    pub(super) fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// The words of a block without any markup.
    pub(super) fn plain(&self, block: &Block) -> &str {
        &self.text[block.text.0 as usize..block.text.1 as usize]
    }

    /// The bold words that open a block and what follows them; none when it opens otherwise.
    pub(super) fn bold_lead(&self, block: &Block) -> Option<(&str, u32)> {
        let mut end = None;
        for mark in self.marks_of(block) {
            match mark.what {
                What::Bold if mark.at == block.text.0 => end = Some(mark.at),
                What::BoldEnd if end.is_some() => {
                    return Some((&self.text[block.text.0 as usize..mark.at as usize], mark.at));
                }
                _ => {}
            }
        }
        None
    }

    /// All links of a block, in order.
    pub(super) fn links(&self, block: &Block) -> impl Iterator<Item = Link<'_>> {
        let marks = self.marks_of(block);
        marks.iter().enumerate().filter_map(move |(i, mark)| {
            let What::Link(url) = mark.what else { return None };
            let end = marks[i..].iter().find(|end| end.what == What::LinkEnd(url))?;
            Some(Link { title: &self.text[mark.at as usize..end.at as usize], url: &self.urls[url as usize] })
        })
    }

    /// The block from `from` on as Discord Markdown. With `links`, those are written out; else only their words are.
    pub(super) fn markdown(&self, block: &Block, from: u32, links: bool, out: &mut String) {
        let mut at = from;
        for mark in self.marks_of(block).iter().filter(|mark| mark.at >= from) {
            let opening = matches!(mark.what, What::Bold | What::Code | What::Link(_));
            if mark.at == from && !opening {
                continue;
            }
            out.push_str(&self.text[at as usize..mark.at as usize]);
            at = mark.at;
            match mark.what {
                What::Bold | What::BoldEnd => out.push_str("**"),
                What::Code | What::CodeEnd => out.push('`'),
                What::Link(_) if links => out.push('['),
                What::LinkEnd(url) if links => {
                    out.push_str("](");
                    out.push_str(&self.urls[url as usize]);
                    out.push(')');
                }
                What::Link(_) | What::LinkEnd(_) => {}
            }
        }
        out.push_str(&self.text[at as usize..block.text.1 as usize]);
    }

    /// The words from a place in a block to its end.
    pub(super) fn rest(&self, block: &Block, from: u32) -> &str {
        &self.text[from as usize..block.text.1 as usize]
    }

    /// What a block quotes, from a place in it: its inline code, and words in quotation marks.
    pub(super) fn quotations(&self, block: &Block, from: u32) -> impl Iterator<Item = &str> {
        let marks = self.marks_of(block);
        let code = marks.windows(2).filter(move |pair| pair[0].what == What::Code && pair[0].at >= from);
        let code = code.map(|pair| &self.text[pair[0].at as usize..pair[1].at as usize]);
        code.chain(quoted(self.rest(block, from)))
    }

    /// Where a block's text begins.
    pub(super) fn start(block: &Block) -> u32 {
        block.text.0
    }

    fn marks_of(&self, block: &Block) -> &[Mark] {
        &self.marks[block.marks.0 as usize..block.marks.1 as usize]
    }
}

/// The block being read.
#[derive(Debug, Clone, Copy)]
struct Open {
    kind: Kind,
    described: bool,
}

/// Where an open link leads.
#[derive(Debug)]
enum Target {
    /// A page, by its place in [`Body::urls`].
    Page(u32),
    /// A mail address: no page, so it is written out.
    Mail(String),
    /// A place inside the portal, which nobody outside it can open.
    Nowhere,
}

#[derive(Default)]
struct Reader {
    body: Body,
    open: Option<Open>,
    text_start: usize,
    mark_start: usize,
    /// Whether each list around the current place is numbered.
    lists: Vec<bool>,
    /// An item has begun and its first block has not.
    item_pending: bool,
    described: bool,
    open_links: Vec<Target>,
    /// Bold by markers that the parser left as text (`**Note:**The`).
    loose_bold: bool,
}

impl Reader {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.text(&text),
            Event::Code(text) => {
                self.ensure_open();
                self.mark(What::Code);
                self.push(&text);
                self.mark(What::CodeEnd);
            }
            Event::SoftBreak => self.push(" "),
            Event::HardBreak => self.line_break(),
            Event::InlineHtml(html) => self.inline_html(&html),
            Event::Html(html) => self.html(&html),
            Event::Rule => self.close(),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Heading { level, .. } => self.begin(Kind::Heading(depth_of(level))),
            Tag::CodeBlock(_) => self.begin(Kind::Code),
            Tag::TableHead | Tag::TableRow => self.begin(Kind::Row),
            Tag::TableCell if self.body.text.len() > self.text_start => self.push(" | "),
            Tag::Paragraph | Tag::HtmlBlock => self.close(),
            Tag::List(first) => {
                self.close();
                self.lists.push(first.is_some());
            }
            Tag::Item => {
                self.close();
                self.item_pending = true;
            }
            Tag::Strong => {
                self.ensure_open();
                self.mark(What::Bold);
            }
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => self.open_link(&dest_url),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_)
            | TagEnd::CodeBlock
            | TagEnd::TableHead
            | TagEnd::TableRow
            | TagEnd::Paragraph
            | TagEnd::HtmlBlock => self.close(),
            TagEnd::Item => {
                self.close();
                self.item_pending = false;
            }
            TagEnd::List(_) => {
                self.close();
                self.lists.pop();
            }
            TagEnd::Strong => self.mark(What::BoldEnd),
            TagEnd::Link | TagEnd::Image => self.close_link(),
            _ => {}
        }
    }

    fn begin(&mut self, kind: Kind) {
        self.close();
        self.open = Some(Open { kind, described: self.described });
        self.item_pending = false;
        self.text_start = self.body.text.len();
        self.mark_start = self.body.marks.len();
    }

    fn kind(&self) -> Option<Kind> {
        self.open.map(|open| open.kind)
    }

    fn ensure_open(&mut self) {
        if self.open.is_none() {
            let kind = if self.item_pending {
                Kind::Item { ordered: self.lists.last().copied().unwrap_or(false) }
            } else {
                Kind::Paragraph
            };
            self.begin(kind);
        }
    }

    fn close(&mut self) {
        let Some(open) = self.open else { return };
        if std::mem::take(&mut self.loose_bold) {
            // Opened and never closed: bold to the end, or two stars that close what was never opened.
            match self.body.marks.last() {
                Some(Mark { at, what: What::Bold }) if *at as usize == self.body.text.len() => {
                    self.body.marks.pop();
                }
                _ => self.mark(What::BoldEnd),
            }
        }
        while !self.open_links.is_empty() {
            self.close_link();
        }
        self.open = None;
        let text = &mut self.body.text;
        let end = text.trim_end_matches([' ', '\n', '\r']).len().max(self.text_start);
        text.truncate(end);
        for mark in &mut self.body.marks[self.mark_start..] {
            mark.at = mark.at.min(end as u32);
        }
        if end == self.text_start {
            self.body.marks.truncate(self.mark_start);
            return;
        }
        self.body.blocks.push(Block {
            kind: open.kind,
            depth: self.lists.len().min(255) as u8,
            described: open.described,
            text: (self.text_start as u32, end as u32),
            marks: (self.mark_start as u32, self.body.marks.len() as u32),
        });
    }

    fn text(&mut self, text: &CowStr<'_>) {
        if self.kind() == Some(Kind::Code) {
            let is_first = self.body.text.len() == self.text_start;
            self.body.text.push_str(if is_first { text.trim_start_matches(['\n', '\r']) } else { text });
        } else if memchr::memchr(0xEE, text.as_bytes()).is_none() {
            // The first byte of both marks is not there, so neither is.
            self.words(text);
        } else {
            for piece in text.split_inclusive([DESCRIPTION_START, DESCRIPTION_END]) {
                self.words(piece.trim_end_matches([DESCRIPTION_START, DESCRIPTION_END]));
                if piece.ends_with(DESCRIPTION_START) {
                    self.described = true;
                    if let Some(open) = &mut self.open {
                        open.described = true;
                    }
                } else if piece.ends_with(DESCRIPTION_END) {
                    self.described = false;
                }
            }
        }
    }

    /// Text that may hold `**` which the parser could not pair.
    fn words(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        self.ensure_open();
        let mut rest = text;
        while let Some(at) = stars(rest) {
            self.push(&rest[..at]);
            self.loose_bold = !self.loose_bold;
            self.mark(if self.loose_bold { What::Bold } else { What::BoldEnd });
            rest = rest[at + 2..].trim_start_matches('*');
        }
        self.push(rest);
    }

    /// Appends words to the open block, white space collapsed.
    fn push(&mut self, text: &str) {
        if self.open.is_none() {
            if text.trim().is_empty() {
                return;
            }
            self.ensure_open();
        }
        if self.body.text.len() == self.text_start {
            push_collapsed(&mut self.body.text, text.trim_start());
        } else {
            push_collapsed(&mut self.body.text, text);
        }
    }

    fn line_break(&mut self) {
        if self.open.is_some() && self.body.text.len() > self.text_start {
            let end = self.body.text.trim_end_matches(' ').len().max(self.text_start);
            self.body.text.truncate(end);
            for mark in self.body.marks[self.mark_start..].iter_mut().rev() {
                mark.at = mark.at.min(end as u32);
            }
            if matches!(self.kind(), Some(Kind::Row | Kind::Heading(_))) {
                self.body.text.push(' ');
            } else {
                self.body.text.push('\n');
            }
        }
    }

    fn mark(&mut self, what: What) {
        if self.open.is_some() {
            self.body.marks.push(Mark { at: self.body.text.len() as u32, what });
        }
    }

    fn open_link(&mut self, url: &str) {
        self.ensure_open();
        let url = url.trim();
        if url.starts_with("http://") || url.starts_with("https://") {
            let index = self.body.urls.len() as u32;
            self.body.urls.push(url.replace(' ', "%20"));
            self.open_links.push(Target::Page(index));
            self.mark(What::Link(index));
        } else if let Some(address) = url.strip_prefix("mailto:") {
            self.open_links.push(Target::Mail(address.to_owned()));
        } else {
            self.open_links.push(Target::Nowhere);
        }
    }

    fn close_link(&mut self) {
        match self.open_links.pop() {
            Some(Target::Page(index)) => self.mark(What::LinkEnd(index)),
            Some(Target::Mail(address)) if !self.body.text[self.text_start..].ends_with(&address) => {
                self.push(" (");
                self.push(&address);
                self.push(")");
            }
            _ => {}
        }
    }

    fn inline_html(&mut self, html: &str) {
        let name = html.trim_start_matches(['<', '/']);
        let name = &name[..name.bytes().take_while(u8::is_ascii_alphanumeric).count()];
        let closing = html.starts_with("</");
        match name.to_ascii_lowercase().as_str() {
            "br" | "p" | "li" | "div" => self.line_break(),
            "b" | "strong" => {
                self.ensure_open();
                self.mark(if closing { What::BoldEnd } else { What::Bold });
            }
            "a" if closing => self.close_link(),
            "a" => self.open_link(&href(html).unwrap_or_default()),
            "" if html.starts_with("<!--") || html.starts_with("<!") || html.starts_with("<?") => {}
            "i" | "u" | "em" | "span" | "font" | "sup" | "sub" | "ul" | "ol" | "code" | "pre" | "center" | "small"
            | "img" | "title" | "src" | "video" | "table" | "td" | "tr" | "th" | "tbody" | "thead" | "h1" | "h2"
            | "h3" | "h4" => self.push(" "),
            // Not an element but a placeholder that a person is meant to read: `<storage account>`.
            _ => self.push(html),
        }
    }

    /// Raw HTML: its text by lines, its links.
    fn html(&mut self, html: &str) {
        let mut rest = html;
        while let Some(at) = memchr::memchr(b'<', rest.as_bytes()) {
            self.push(&unescape(&rest[..at]));
            let tag = &rest[at..];
            let Some(end) = memchr::memchr(b'>', tag.as_bytes()) else {
                self.push(tag);
                rest = "";
                break;
            };
            self.inline_html(&tag[..=end]);
            rest = &tag[end + 1..];
        }
        self.push(&unescape(rest));
        if html.ends_with('\n') {
            self.line_break();
        }
    }
}

/// Where `**` stands.
fn stars(text: &str) -> Option<usize> {
    memchr::memchr_iter(b'*', text.as_bytes()).find(|&at| text.as_bytes().get(at + 1) == Some(&b'*'))
}

/// The last character boundary at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

/// The words between quotation marks, straight or curly.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    /// A quotation longer than this is two stray marks.
    const LONGEST: usize = 600;
    // The marks and the curly ones' first byte: most text has none of them.
    let has_marks = memchr::memchr3(b'"', b'\'', 0xE2, text.as_bytes()).is_some();
    let mut rest = if has_marks { text } else { "" };
    std::iter::from_fn(move || {
        loop {
            let at = rest.find(['"', '“', '‘', '\''])?;
            let open = rest[at..].chars().next()?;
            // An apostrophe stands within a word.
            let within = open == '\'' && rest[..at].ends_with(char::is_alphanumeric);
            let after = &rest[at + open.len_utf8()..];
            let inner = &after[..floor(after, LONGEST)];
            let end = match open {
                _ if within => None,
                '"' => inner.find('"'),
                '“' => inner.find(['”', '"']),
                '‘' => inner.find("’ ").or_else(|| inner.strip_suffix('’').map(str::len)),
                _ => inner
                    .match_indices('\'')
                    .find(|(end, _)| !inner[end + 1..].starts_with(char::is_alphanumeric))
                    .map(|(end, _)| end),
            };
            match end {
                Some(end) => {
                    let close = inner[end..].chars().next().map_or(0, char::len_utf8);
                    rest = &after[end + close..];
                    return Some(&inner[..end]);
                }
                None => rest = after,
            }
        }
    })
}

fn depth_of(level: HeadingLevel) -> u8 {
    level as u8
}

/// The address in an `<a href=…>` tag.
fn href(tag: &str) -> Option<String> {
    let at = tag.to_ascii_lowercase().find("href")?;
    let value = tag[at + 4..].trim_start().strip_prefix('=')?.trim_start();
    let value = match value.strip_prefix(['"', '\'']) {
        Some(quoted) => quoted.split(['"', '\'']).next()?,
        None => value.split([' ', '>']).next()?,
    };
    Some(unescape(value).into_owned())
}
