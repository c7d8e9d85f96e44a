//! A Discord message's content as the text that its author meant.
//!
//! People paste errors into messages without thinking of Markdown: `__init__`, `*.log` and `C:\Users\*_x` are no
//! emphasis to them. So less is taken for markup here than Discord does: what could be part of an error stays as it was
//! typed, and code, in fences or between backticks, stays byte for byte. The work is linear in the content's length.

mod angle;
mod emphasis;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::collections::HashMap;

use emphasis::Mark;

use super::terms::is_invisible;

/// What a message's content says, without its markup.
///
/// Outside code: quotes, headings, emphasis and spoilers lose their signs, `[text](https://…)` becomes
/// `text (https://…)`, mentions become `@…` or `#…`, custom emoji `:name:`, times the instant in UTC, and characters that
/// take no room or turn the direction of text are left out. A code block stands on lines of its own, without its
/// language; one that is never closed reaches to the end.
pub fn plain(content: &str) -> String {
    Reader::new(content).run()
}

/// What may follow the opening of a code block as its language. Any other first word may be the error itself.
const LANGUAGES: &str = "accesslog ansi apache arm asm bash bat batch bicep c c# c++ cmd conf console cpp cs csharp css \
    csv dart diff dockerfile dos elixir fix go graphql groovy hcl html http ini java javascript js json jsonc jsx kotlin \
    kql kt kusto log lua markdown md nginx objc perl php plain plaintext powershell properties ps ps1 py python rb rs \
    ruby rust scala sh shell sql swift terraform text tf toml ts tsx txt typescript vb vbnet xml yaml yml zsh";

struct Reader<'t> {
    text: &'t str,
    /// Where reading is.
    at: usize,
    /// Every run of backticks of one length to the run that closes it.
    closing: HashMap<usize, usize>,
    /// The run without white space that was looked at last: its end, and whether it is a path.
    chunk_end: usize,
    chunk_start: usize,
    in_path: bool,
    /// The line so far: its emphasis is known only when it is whole.
    line: Vec<Piece<'t>>,
    /// The `[` in the line that a masked link would begin with.
    bracket: Option<usize>,
    out: String,
}

/// A stretch of the line.
struct Piece<'t> {
    text: Cow<'t, str>,
    /// Code is kept byte for byte.
    code: bool,
    mark: Option<Mark>,
}

impl<'t> Piece<'t> {
    fn text(text: impl Into<Cow<'t, str>>) -> Self {
        Self { text: text.into(), code: false, mark: None }
    }
}

impl<'t> Reader<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            text,
            at: 0,
            closing: closing_backticks(text),
            chunk_end: 0,
            chunk_start: 0,
            in_path: false,
            line: Vec::new(),
            bracket: None,
            out: String::with_capacity(text.len()),
        }
    }

    fn run(mut self) -> String {
        let mut at_line_start = true;
        while self.at < self.text.len() {
            if at_line_start {
                self.line_start();
                at_line_start = false;
                continue;
            }
            at_line_start = self.step();
        }
        self.end_line();
        self.out
    }

    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn push(&mut self, length: usize) {
        self.line.push(Piece::text(&self.text[self.at..self.at + length]));
        self.at += length;
    }

    /// Takes one piece; says whether a line starts behind it.
    fn step(&mut self) -> bool {
        let rest = self.rest();
        match rest.as_bytes()[0] {
            b'\n' => {
                self.push(1);
                self.end_line();
                return true;
            }
            b'`' => return self.backticks(),
            b'\\' => self.backslash(),
            b'<' => match angle::plain(rest) {
                Some((length, text)) => {
                    self.line.push(Piece::text(text));
                    self.at += length;
                }
                None => self.push(1),
            },
            b'[' => {
                self.bracket = Some(self.line.len());
                self.push(1);
            }
            b']' => self.link(),
            b'*' | b'_' | b'~' | b'|' => self.mark(),
            _ => {
                self.push(rest.bytes().position(|b| b"\n`\\<[]*_~|".contains(&b)).unwrap_or(rest.len()));
            }
        }
        false
    }

    /// Leaves out what makes a line a quote or a heading.
    fn line_start(&mut self) {
        if let Some(to_the_end) = self.rest().strip_prefix(">>> ") {
            self.at = self.text.len() - to_the_end.len();
        }
        if unquoted(self.rest()).is_some() {
            self.quote();
            return;
        }
        let heading = ["# ", "## ", "### ", "-# "].iter().find(|sign| self.rest().starts_with(**sign));
        self.at += heading.map_or(0, |sign| sign.len());
    }

    /// Reads the quoted lines from here on as a message of their own, for a code block may be among them.
    fn quote(&mut self) {
        let mut inner = String::new();
        while let Some(line) = self.rest().split_inclusive('\n').next()
            && let Some(said) = unquoted(line)
        {
            inner.push_str(said);
            self.at += line.len();
        }
        // No line in there is a quote any more, so this goes no deeper.
        let said = plain(&inner);
        self.out.push_str(&said);
        if inner.ends_with('\n') && !said.is_empty() && !said.ends_with('\n') {
            self.out.push('\n');
        }
        // What comes next is the start of a line, whose own look has to be seen.
        if self.at < self.text.len() {
            self.line_start();
        }
    }

    /// A code block, inline code, or a backtick. Says whether a line starts behind it.
    fn backticks(&mut self) -> bool {
        if self.rest().starts_with("```") {
            self.code_block();
            return true;
        }
        let length = run_length(self.rest(), b'`');
        match self.closing.get(&self.at).copied() {
            Some(end) => {
                let code = &self.text[self.at + length..end];
                self.line.push(Piece { text: code.into(), code: true, mark: None });
                self.at = end + length;
            }
            None => self.push(length),
        }
        false
    }

    fn code_block(&mut self) {
        self.end_line();
        let opened = &self.rest()[3..];
        let (inside, behind) = opened.split_once("```").unwrap_or((opened, ""));
        self.at = self.text.len() - behind.len();
        let code = match inside.split_once('\n') {
            Some((first, code)) if first.trim().is_empty() || is_language(first.trim()) => code,
            _ => inside,
        };
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
        self.out.push_str(code);
        if !behind.is_empty() {
            if !code.is_empty() && !code.ends_with('\n') {
                self.out.push('\n');
            }
            self.at += usize::from(behind.starts_with('\n'));
        }
    }

    /// `\*` is a star, unless the backslash is a path's.
    fn backslash(&mut self) {
        let sign = self.rest().as_bytes().get(1).is_some_and(|b| b"*_~|`>#[]<-".contains(b));
        if sign && !self.is_in_path() {
            self.at += 1;
        }
        self.push(1);
    }

    /// The end of a masked link, if it is one.
    fn link(&mut self) {
        // Looked for only behind a `[`, for it may be long.
        let link = self.bracket.take().filter(|bracket| bracket + 1 < self.line.len());
        match link.zip(self.rest().strip_prefix("](").filter(|_| link.is_some()).and_then(target)) {
            Some((bracket, (length, url))) => {
                self.line[bracket].text = "".into();
                self.line.push(Piece::text(format!(" ({url})")));
                self.at += 2 + length;
            }
            None => self.push(1),
        }
    }

    /// A run of signs that may begin or end an emphasis.
    fn mark(&mut self) {
        let sign = self.rest().as_bytes()[0];
        let length = run_length(self.rest(), sign);
        let in_path = self.is_in_path();
        let at_edge = self.at == self.chunk_start || self.at + length == self.chunk_end;
        let mark = Mark::new(self.text, self.at, length).filter(|_| !in_path || at_edge);
        self.push(length);
        if let Some(piece) = self.line.last_mut() {
            piece.mark = mark;
        }
    }

    /// Whether what stands here belongs to a Windows path, whose backslashes and stars are its own.
    fn is_in_path(&mut self) -> bool {
        while self.chunk_end <= self.at {
            let rest = &self.text[self.chunk_end..];
            let start = rest.find(|c: char| !c.is_whitespace()).unwrap_or(rest.len());
            let length = rest[start..].find(char::is_whitespace).unwrap_or(rest.len() - start);
            self.chunk_start = self.chunk_end + start;
            self.chunk_end = self.chunk_start + length.max(1);
            self.in_path = is_path(&rest.as_bytes()[start..start + length]);
        }
        self.in_path
    }

    /// Writes the line without its emphasis.
    fn end_line(&mut self) {
        emphasis::leave_out(self.text, &mut self.line);
        for piece in self.line.drain(..) {
            if piece.code || !piece.text.contains(takes_no_room) {
                self.out.push_str(&piece.text);
            } else {
                self.out.extend(piece.text.chars().filter(|c| !takes_no_room(*c)));
            }
        }
        self.bracket = None;
    }
}

/// A quoted line without what quotes it, however often.
fn unquoted(line: &str) -> Option<&str> {
    let once = |line: &'_ str| line.len() - line.strip_prefix("> ").or(line.strip_prefix(">>> ")).unwrap_or(line).len();
    if line.starts_with(">\n") {
        return Some(&line[1..]);
    }
    let mut rest = line;
    while once(rest) > 0 {
        rest = &rest[once(rest)..];
    }
    (rest.len() < line.len()).then_some(rest)
}

/// Where each run of one or two backticks is closed by another of its length. Code blocks are not reached over.
fn closing_backticks(text: &str) -> HashMap<usize, usize> {
    let mut closing = HashMap::new();
    let mut next = [None; 2];
    let mut end = text.len();
    while let Some(last) = memchr::memrchr(b'`', &text.as_bytes()[..end]) {
        let start = text[..last].trim_end_matches('`').len();
        match next.get_mut(last - start) {
            Some(next) => {
                closing.extend(next.map(|next| (start, next)));
                *next = Some(start);
            }
            None => next = [None; 2],
        }
        end = start;
    }
    closing
}

/// The length and the address of a link's target behind its `(`.
fn target(rest: &str) -> Option<(usize, &str)> {
    if !(rest.starts_with("http") || rest.starts_with("<http")) {
        return None;
    }
    let end = rest.find([')', '\n', '['])?;
    let inside = rest[..end].split([' ', '\t']).next()?.trim_start_matches('<').trim_end_matches('>');
    let web = inside.starts_with("http://") || inside.starts_with("https://");
    (web && rest.as_bytes()[end] == b')').then_some((end + 1, inside))
}

/// Whether a run without white space has backslashes that stand before names, or after a drive.
fn is_path(chunk: &[u8]) -> bool {
    let name = |b: u8| b.is_ascii_alphanumeric() || b == b'\\' || !b.is_ascii();
    let folder = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'%' | b'.' | b':' | b')' | b'}' | b'$');
    chunk.windows(2).any(|pair| pair[0] == b'\\' && name(pair[1]))
        || chunk.windows(3).any(|three| three[0] == b':' && three[1] == b'\\')
        // `temp\*` lists a folder; `\*note\*` starts with its backslash.
        || (!chunk.starts_with(b"\\")
            && chunk.windows(3).find(|three| three[1] == b'\\').is_some_and(|three| folder(three[0]) && three[2] == b'*'))
}

fn is_language(word: &str) -> bool {
    LANGUAGES.split(' ').any(|language| language.eq_ignore_ascii_case(word))
}

fn run_length(text: &str, sign: u8) -> usize {
    text.bytes().take_while(|b| *b == sign).count()
}

/// Whether a character shows nothing, or turns the direction of what is shown.
pub(super) fn takes_no_room(c: char) -> bool {
    is_invisible(c) || matches!(c, '\u{61c}' | '\u{180e}' | '\u{2066}'..='\u{2069}')
}
