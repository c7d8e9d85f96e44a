//! Passwords among the arguments of commands that are known to take one without its name.

use std::ops::Range;

use super::value::{Said, is_secret};
use super::{Kind, Place};

/// The longest command line that is looked at.
const LONGEST: usize = 1024;

/// The words of the rest of a line with their places, quotes left out.
fn words(text: &str, start: usize) -> Vec<(Range<usize>, &str)> {
    let end = text.floor_char_boundary(start.saturating_add(LONGEST));
    let line = text[start..end].split(['\n', '\r', '|', '`']).next().unwrap_or_default();
    let mut words = Vec::new();
    let mut at = 0;
    while let Some(skipped) = line[at..].find(|c: char| !c.is_whitespace()) {
        let from = at + skipped;
        let quote = line[from..].chars().next().filter(|c| matches!(c, '"' | '\''));
        let (from, length) = match quote {
            Some(quote) => (from + 1, line[from + 1..].find(quote).unwrap_or(line.len() - from - 1)),
            None => (from, line[from..].find(char::is_whitespace).unwrap_or(line.len() - from)),
        };
        words.push((start + from..start + from + length, &line[from..from + length]));
        at = (from + length + usize::from(quote.is_some())).min(line.len());
    }
    words
}

/// The passwords in the command line that starts with the word at `start`, and where it ends.
pub(super) fn places(text: &str, start: usize) -> (Vec<Place>, usize) {
    // Sentences speak of commands, too: there the word is within another, or no argument is an option.
    if text[..start].ends_with(|c: char| c.is_alphanumeric()) {
        return (Vec::new(), start);
    }
    let words = words(text, start);
    let Some(((_, program), arguments)) = words.split_first() else { return (Vec::new(), start) };
    let program = program.to_ascii_lowercase();
    let found: Vec<Range<usize>> = match program.trim_end_matches(".exe") {
        "net" => net(arguments).into_iter().collect(),
        "mysql" | "mysqldump" => arguments.iter().filter_map(|(range, word)| behind(range, word, "-p")).collect(),
        "curl" => [option(arguments, "-u"), option(arguments, "--user")]
            .into_iter()
            .flatten()
            .filter_map(|range| {
                let colon = text[range.clone()].find(':')?;
                Some(range.start + colon + 1..range.end)
            })
            .collect(),
        "plink" => option(arguments, "-pw").into_iter().collect(),
        _ => option(arguments, "-p").into_iter().collect(),
    };
    let is_password = |range: &Range<usize>| is_secret(&text[range.clone()], Kind::Password, Said::Quoted);
    let places = found.into_iter().filter(is_password).map(|range| Place { kind: Kind::Password, range }).collect();
    (places, words.last().map_or(start, |(range, _)| range.end))
}

/// `net use Z: \\server\share secret /user:name`, `net user name secret /add`.
fn net(arguments: &[(Range<usize>, &str)]) -> Option<Range<usize>> {
    let ((_, verb), arguments) = arguments.split_first()?;
    if verb.eq_ignore_ascii_case("user") {
        let (_, (range, word)) = (arguments.first()?, arguments.get(1)?);
        let is_command = arguments.iter().any(|(_, word)| word.starts_with('/'));
        return (is_command && !word.starts_with('/')).then(|| range.clone());
    }
    let share = arguments.iter().position(|(_, word)| word.starts_with("\\\\"))?;
    let is_login = arguments.iter().any(|(_, word)| word.get(..6).is_some_and(|w| w.eq_ignore_ascii_case("/user:")));
    let plain = |word: &str| !word.starts_with('/') && word != "*";
    arguments[share + 1..].iter().find(|(_, word)| is_login && plain(word)).map(|(range, _)| range.clone())
}

/// What follows an option.
fn option(arguments: &[(Range<usize>, &str)], name: &str) -> Option<Range<usize>> {
    let at = arguments.iter().position(|(_, word)| *word == name)?;
    arguments.get(at + 1).map(|(range, _)| range.clone()).filter(|_| !arguments[at + 1].1.starts_with('-'))
}

/// What is written right behind an option.
fn behind(range: &Range<usize>, word: &str, name: &str) -> Option<Range<usize>> {
    let value = word.strip_prefix(name).filter(|value| !value.is_empty() && !value.starts_with('\\'))?;
    Some(range.end - value.len()..range.end)
}

/// The text that becomes a secure string of PowerShell.
pub(super) fn secure_string(text: &str, end: usize) -> Option<Place> {
    let words = words(text, end);
    let (range, value) = words.iter().find(|(_, word)| !word.starts_with('-') && !word.starts_with("\u{2013}"))?;
    let is_quoted = text[..range.start].ends_with(['"', '\'']);
    let is_one = is_secret(value, Kind::Password, if is_quoted { Said::Quoted } else { Said::Among });
    is_one.then(|| Place { kind: Kind::Password, range: range.clone() })
}
