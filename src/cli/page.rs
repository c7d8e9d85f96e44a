//! A page of text for a person: wrapped to the terminal, with colours and links where those can be shown.

use std::borrow::Cow;
use std::io::{self, IsTerminal as _, Write};

use anstyle::{AnsiColor, Style};
use pulldown_cmark::{Event, Options, Parser, Tag};
use textwrap::{WordSeparator, WordSplitter, WrapAlgorithm};
use unicode_width::UnicodeWidthChar as _;

use super::LANGUAGE;
use crate::reply::quote::{Piece, Quote};

/// Wider lines are hard to read, however wide the terminal.
const WIDEST: usize = 100;
/// Below this, wrapping does more harm than the terminal's own.
const NARROWEST: usize = 40;

const HEADING: Style = Style::new().bold();
const TITLE: Style = AnsiColor::Green.on_default().bold();
const FAINT: Style = Style::new().dimmed();
const MATCHED: Style = AnsiColor::Yellow.on_default().bold().underline();
const CODE: Style = AnsiColor::Cyan.on_default();
const PLAIN: Style = Style::new();
const ADDRESS: Style = AnsiColor::Blue.on_default();

/// What the reader's screen can do.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    /// Columns.
    pub width: usize,
    /// Whether colours will be seen; where not, a matched span is underlined with carets.
    pub colours: bool,
    /// Whether links can be clicked.
    pub links: bool,
}

impl Look {
    /// What stdout can do, by its kind, `NO_COLOR` and `CLICOLOR`.
    pub fn of_stdout() -> Self {
        let stdout = io::stdout();
        let colours = anstream::AutoStream::choice(&stdout) != anstream::ColorChoice::Never;
        let width = terminal_size::terminal_size_of(&stdout).map_or(WIDEST, |(width, _)| usize::from(width.0));
        Self { width: width.clamp(NARROWEST, WIDEST), colours, links: colours && stdout.is_terminal() }
    }
}

/// A page being written.
pub struct Page<'w> {
    out: &'w mut dyn Write,
    look: Look,
}

impl<'w> Page<'w> {
    /// A page on `out`.
    pub fn new(out: &'w mut dyn Write, look: Look) -> Self {
        Self { out, look }
    }

    /// An empty line.
    pub fn gap(&mut self) -> io::Result<()> {
        writeln!(self.out)
    }

    /// The name of an issue.
    pub fn title(&mut self, text: &str) -> io::Result<()> {
        self.wrapped("", "", TITLE, &visible(text))
    }

    /// The name over a part of an answer, with an empty line before it.
    pub fn heading(&mut self, text: &str) -> io::Result<()> {
        self.gap()?;
        self.wrapped("", "", HEADING, text)
    }

    /// Something said by the way.
    pub fn faint(&mut self, indent: &str, text: &str) -> io::Result<()> {
        self.wrapped(indent, indent, FAINT, &visible(text))
    }

    /// A sentence of ours.
    pub fn line(&mut self, text: &str) -> io::Result<()> {
        self.wrapped("", "", PLAIN, text)
    }

    /// Something to type.
    pub fn command(&mut self, indent: &str, text: &str) -> io::Result<()> {
        let line = self.painted(CODE, &visible(text));
        writeln!(self.out, "{indent}{line}")
    }

    /// Text of the knowledge. Its own line breaks stay; code blocks are not wrapped.
    pub fn text(&mut self, first: &str, rest: &str, text: &str) -> io::Result<()> {
        let mut indent = first;
        let mut fenced = false;
        for line in text.trim().lines() {
            let line = visible(line);
            let fence = line.trim_start().starts_with("```");
            if fence || fenced {
                let line = self.painted(CODE, &line);
                writeln!(self.out, "{indent}{line}")?;
            } else if line.trim().is_empty() {
                self.gap()?;
                continue;
            } else {
                self.wrapped(indent, rest, PLAIN, &self.marked_up(&line))?;
            }
            fenced ^= fence;
            indent = rest;
        }
        Ok(())
    }

    /// An address.
    pub fn address(&mut self, indent: &str, url: &str) -> io::Result<()> {
        let url = visible(url);
        let link = self.painted(ADDRESS, &self.linked(&url, &url));
        writeln!(self.out, "{indent}{link}")
    }

    /// A titled address.
    pub fn document(&mut self, first: &str, rest: &str, title: &str, url: &str) -> io::Result<()> {
        if title.is_empty() || title == url {
            return self.address(first, url);
        }
        self.wrapped(first, rest, PLAIN, &self.linked(&visible(title), &visible(url)))?;
        self.address(rest, url)
    }

    /// A place in the paste: where it is, the line with the matched span marked, and what it meets.
    pub fn quote(&mut self, indent: &str, quote: &Quote<'_>) -> io::Result<()> {
        let place = match (quote.file, quote.only_line) {
            (Some(file), _) => Some(format!("{file}:{}", quote.line)),
            (None, false) => Some(format!("line {}", quote.line)),
            (None, true) => None,
        };
        if let Some(place) = place {
            self.faint(indent, &place)?;
        }
        for line in &quote.lines {
            self.quoted_line(indent, line)?;
        }
        let met: Vec<String> = quote.signatures.iter().map(|met| self::met(quote, met)).collect();
        let first = format!("{indent}{} ", self.painted(FAINT, "└"));
        let rest = format!("{indent}  ");
        for (i, met) in met.iter().enumerate() {
            self.wrapped(if i == 0 { &first } else { &rest }, &rest, FAINT, met)?;
        }
        Ok(())
    }

    fn quoted_line(&mut self, indent: &str, pieces: &[Piece<'_>]) -> io::Result<()> {
        let mut cells: Vec<(char, bool)> = vec![];
        for piece in pieces {
            match piece {
                Piece::Context(text) => cells.extend(visible(text).chars().map(|c| (c, false))),
                Piece::Matched(text) => cells.extend(visible(text).chars().map(|c| (c, true))),
                Piece::Cut => cells.push(('…', false)),
            }
        }
        let columns = self.look.width.saturating_sub(indent.len() + 2).max(NARROWEST / 2);
        let mut rest = cells.as_slice();
        while !rest.is_empty() {
            let (row, after) = rest.split_at(row_end(rest, columns));
            let row = &row[..row.len() - row.iter().rev().take_while(|cell| cell.0 == ' ').count()];
            let mut line = format!("{indent}{} ", self.painted(FAINT, "│"));
            for run in row.chunk_by(|a, b| a.1 == b.1) {
                let text: String = run.iter().map(|cell| cell.0).collect();
                line.push_str(&self.painted(if run[0].1 { MATCHED } else { PLAIN }, &text));
            }
            writeln!(self.out, "{}", line.trim_end())?;
            if !self.look.colours && row.iter().any(|cell| cell.1) {
                let carets: String = row
                    .iter()
                    .flat_map(|(c, met)| std::iter::repeat_n(if *met { '^' } else { ' ' }, width(*c)))
                    .collect();
                writeln!(self.out, "{indent}│ {}", carets.trim_end())?;
            }
            rest = after;
        }
        Ok(())
    }

    /// Each line has the style of its own, since pagers forget it at the end of a line.
    fn wrapped(&mut self, first: &str, rest: &str, style: Style, text: &str) -> io::Result<()> {
        // The indents may hold colours; textwrap sees through them.
        let options = textwrap::Options::new(self.look.width)
            .initial_indent(first)
            .subsequent_indent(rest)
            .break_words(false)
            .word_separator(WordSeparator::AsciiSpace)
            .word_splitter(WordSplitter::NoHyphenation)
            .wrap_algorithm(WrapAlgorithm::FirstFit);
        let mut indent = first;
        for line in textwrap::wrap(text, options) {
            let line = line.strip_prefix(indent).unwrap_or(&line).trim_end();
            writeln!(self.out, "{indent}{}", self.painted(style, line))?;
            indent = rest;
        }
        Ok(())
    }

    /// A style where colours are seen, and none elsewhere.
    fn style(&self, style: Style) -> Style {
        if self.look.colours { style } else { Style::new() }
    }

    fn painted(&self, style: Style, text: &str) -> String {
        let style = self.style(style);
        format!("{style}{text}{style:#}")
    }

    fn linked(&self, text: &str, url: &str) -> String {
        if self.look.links { format!("\x1b]8;;{url}\x1b\\{text}\x1b]8;;\x1b\\") } else { text.to_owned() }
    }

    /// Shows `code` and **strong** text as such where colours can be seen; elsewhere the marks themselves say it.
    fn marked_up<'t>(&self, line: &'t str) -> Cow<'t, str> {
        if !self.look.colours || !line.contains(['`', '*', '_']) {
            return Cow::Borrowed(line);
        }
        let mut shown = String::with_capacity(line.len() + 32);
        let mut at = 0;
        for (event, range) in Parser::new_ext(line, Options::empty()).into_offset_iter() {
            let (style, inner) = match event {
                Event::Code(code) => (CODE, code.into_string()),
                Event::Start(Tag::Strong) => (HEADING, line[range.clone()].trim_matches(['*', '_']).to_owned()),
                _ => continue,
            };
            if range.start < at {
                continue;
            }
            shown.push_str(&line[at..range.start]);
            shown.push_str(&self.painted(style, &inner));
            at = range.end;
        }
        shown.push_str(&line[at..]);
        Cow::Owned(shown)
    }
}

/// What one signature of a quote is: `code 3106`, `92 % of the error text “…”`.
fn met(quote: &Quote<'_>, (signature, coverage): &(&crate::matching::Signature, f32)) -> String {
    use crate::matching::SignatureKind::{Code, Title};

    let kind = LANGUAGE.say(crate::reply::signature_kind(signature.kind));
    let percent = (coverage * 100.0).floor();
    let share = if percent < 100.0 { format!("{percent:.0} % of the ") } else { String::new() };
    let text = visible(&signature.text);
    let word_for_word = quote.lines.iter().flatten().any(|piece| match piece {
        Piece::Matched(matched) => matched.eq_ignore_ascii_case(&signature.text),
        _ => false,
    });
    match signature.kind {
        Code => format!("{kind} {text}"),
        Title => format!("{share}{kind}"),
        _ if word_for_word => format!("{kind}, word for word"),
        _ => format!("{share}{kind} “{}”", textwrap_cut(&text)),
    }
}

/// A signature may be a page of prose; its beginning is enough to know it by.
fn textwrap_cut(text: &str) -> Cow<'_, str> {
    const SHOWN: usize = 160;
    match text.char_indices().nth(SHOWN) {
        None => Cow::Borrowed(text),
        Some((end, _)) => Cow::Owned(format!("{}…", text[..end].trim_end())),
    }
}

/// How many cells fit into a row, broken after a space where one is near.
fn row_end(cells: &[(char, bool)], columns: usize) -> usize {
    let mut used = 0;
    let fits = cells.iter().take_while(|cell| {
        used += width(cell.0);
        used <= columns
    });
    let fits = fits.count().max(1);
    if fits == cells.len() {
        return fits;
    }
    let space = cells[..fits].iter().rposition(|cell| cell.0 == ' ');
    space.filter(|at| *at > fits / 2).map_or(fits, |at| at + 1)
}

fn width(c: char) -> usize {
    c.width().unwrap_or(0)
}

/// Text as it may be put on a terminal: a paste must not move the cursor, ring the bell or turn the reading direction.
pub fn visible(text: &str) -> Cow<'_, str> {
    let plain = |c: char| !c.is_control() && !matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    if text.chars().all(plain) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    for c in anstream::adapter::strip_str(text).flat_map(str::chars) {
        match c {
            '\t' => shown.push_str("    "),
            '\n' => shown.push(' '),
            '\r' => {}
            c if plain(c) => shown.push(c),
            _ => shown.push(char::REPLACEMENT_CHARACTER),
        }
    }
    Cow::Owned(shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(look: Look, write: impl FnOnce(&mut Page<'_>) -> io::Result<()>) -> String {
        let mut out = vec![];
        write(&mut Page::new(&mut out, look)).expect("memory can be written");
        String::from_utf8(out).expect("the page is text")
    }

    const POOR: Look = Look { width: 40, colours: false, links: false };
    const RICH: Look = Look { width: 40, colours: true, links: true };

    fn quote_of<'a>(pieces: &[Piece<'a>]) -> Quote<'a> {
        Quote { file: Some("a.log"), line: 7, only_line: false, lines: vec![pieces.to_vec()], signatures: vec![] }
    }

    #[test]
    fn without_colours_a_span_is_underlined_with_carets_also_under_wide_characters() {
        let quote = quote_of(&[Piece::Context("\t失敗: "), Piece::Matched("disk 🙂 full"), Piece::Context(" now")]);
        insta::assert_snapshot!(page(POOR, |page| page.quote("  ", &quote)), @r"
          a.log:7
          │     失敗: disk 🙂 full now
          │           ^^^^^^^^^^^^
        ");
    }

    #[test]
    fn a_quote_wider_than_the_screen_goes_on_in_the_next_row() {
        let quote = quote_of(&[
            Piece::Context("Description: "),
            Piece::Matched("the replica of Volume D is inconsistent"),
            Piece::Cut,
        ]);
        insta::assert_snapshot!(page(POOR, |page| page.quote("  ", &quote)), @"
        a.log:7
        │ Description: the replica of Volume
        │              ^^^^^^^^^^^^^^^^^^^^^
        │ D is inconsistent…
        │ ^^^^^^^^^^^^^^^^^
        ");
    }

    #[test]
    fn links_are_clickable_and_still_readable() {
        insta::assert_snapshot!(
            page(RICH, |page| page.document("- ", "  ", "Guide", "https://a.example/")).escape_debug(),
            @r"- \u{1b}]8;;https://a.example/\u{1b}\\Guide\u{1b}]8;;\u{1b}\\\n  \u{1b}[34m\u{1b}]8;;https://a.example/\u{1b}\\https://a.example/\u{1b}]8;;\u{1b}\\\u{1b}[0m\n"
        );
    }

    #[test]
    fn marks_of_markdown_become_colours_or_stay() {
        let step = "Run `net stop *` **now**, not 2 * 3";
        insta::assert_snapshot!(page(POOR, |page| page.text("1. ", "   ", step)), @"1. Run `net stop *` **now**, not 2 * 3");
        insta::assert_snapshot!(
            page(RICH, |page| page.text("1. ", "   ", step)).escape_debug(),
            @r"1. Run \u{1b}[36mnet stop *\u{1b}[0m \u{1b}[1mnow\u{1b}[0m, not 2 * 3\n"
        );
    }

    #[test]
    fn code_blocks_keep_their_lines() {
        let step = "Run this:\n```\nGet-Service obengine | Restart-Service -Force -Verbose\n```\nThen wait.";
        insta::assert_snapshot!(page(POOR, |page| page.text("1. ", "   ", step)), @r"
        1. Run this:
           ```
           Get-Service obengine | Restart-Service -Force -Verbose
           ```
           Then wait.
        ");
    }

    #[test]
    fn a_paste_cannot_steer_the_terminal() {
        assert_eq!(visible("\x1b[31mred\x1b[0m \x07 \u{202E}evil\r"), "red  \u{FFFD}evil");
        assert_eq!(visible("plain text"), "plain text");
    }
}
