//! A secret behind its name: `password=…`, `"apiKey": "…"`, `<Password>…</Password>`, `-Passphrase "…"`.

use super::value::{Said, is_expression, is_secret};
use super::{Kind, Place};

/// The longest value in quotes or between tags, in bytes.
const LONGEST_VALUE: usize = 4096;

/// The longest value that ends with a space: what is longer is no secret that anyone types or prints.
const LONGEST_WORD: usize = 512;

/// Names that end in a secret's but are none: `PublicKeyToken=…`, `CancellationToken`, the working directory `OLDPWD`.
const NO_SECRETS: [&str; 16] = [
    "publickey",
    "publicaccess",
    "cancellation",
    "cancel",
    "continuation",
    "next",
    "page",
    "skip",
    "old",
    "metadata",
    "syntax",
    "unexpected ",
    "by",
    "com",
    "tres",
    "sync",
];

/// The value behind the name that stands at `start..end`, if it is a secret.
pub(super) fn place(text: &str, start: usize, end: usize, kind: Kind) -> Option<Place> {
    let bytes = text.as_bytes();
    let before = &bytes[..start];
    let stem = &before[before.len().saturating_sub(16)..];
    let name = &text[start..end];
    let is_other = |other: &str| {
        stem.len() >= other.len() && stem[stem.len() - other.len()..].eq_ignore_ascii_case(other.as_bytes())
    };
    let joined = before.last().is_some_and(u8::is_ascii_alphanumeric);
    // `pass` ends too many words: it stands alone, or behind `_` or a capital's change as in `dbPass`.
    if name.eq_ignore_ascii_case("pass") && joined && !name.starts_with('P') {
        return None;
    }
    if name == "PASS" && !joined && bytes.get(end) == Some(&b':') {
        // What a run of tests says.
        return None;
    }
    if NO_SECRETS.into_iter().any(is_other) && (joined || before.ends_with(b" ")) {
        return None;
    }
    let whole =
        start - before.iter().rev().take(40).take_while(|b| b.is_ascii_alphanumeric() || b"_:.".contains(b)).count();
    let is_tag = before[..whole].ends_with(b"<");
    // `-Passphrase`, `--db-password`, `-EncryptionPassphrase`.
    let dashed =
        start - before.iter().rev().take(40).take_while(|b| b.is_ascii_alphanumeric() || b"_-".contains(b)).count();
    let is_option = before.get(dashed).or(bytes.get(start)) == Some(&b'-');
    // `password2` is a name as well.
    let mut at = end + bytes[end..].iter().take(2).take_while(|b| b.is_ascii_digit()).count();
    let quote = |at: usize| -> usize {
        match bytes.get(at..) {
            Some([b'\\', b'"' | b'\'', ..]) => 2,
            Some([b'"' | b'\'' | b'`', ..]) => 1,
            _ => 0,
        }
    };
    let closed = quote(at);
    at += closed;
    if closed > 0
        && let Some(value) = value_attribute(text, at)
    {
        return take(text, value, kind, Said::Quoted);
    }
    // `**Password:** x` and `dict["password"] = x`.
    at += bytes[at..].iter().take(3).take_while(|b| matches!(b, b'*' | b']' | b')')).count();
    let spaces = bytes[at..].iter().take(8).take_while(|b| matches!(b, b' ' | b'\t')).count();
    let separator = at + spaces;
    let said = match bytes.get(separator)? {
        b'=' | b':' => {
            let told = bytes[separator] == b':';
            at = separator + 1;
            at += bytes[at..].iter().take(2).take_while(|b| matches!(b, b'=' | b'>' | b'*')).count();
            let gap = bytes[at..].iter().take(8).take_while(|b| matches!(b, b' ' | b'\t')).count();
            at += gap;
            if told && gap > 0 && closed == 0 { Said::Among } else { Said::Assigned }
        }
        _ if is_tag && (spaces > 0 || bytes[separator] == b'>') => {
            return take(text, element(text, at)?, kind, Said::Quoted);
        }
        _ if is_option && spaces > 0 => {
            at = separator;
            Said::Among
        }
        b'i' if spaces == 1 && bytes[separator..].starts_with(b"is ") => {
            at = separator + 3;
            at += usize::from(bytes.get(at) == Some(&b':'));
            Said::Among
        }
        b'w' if spaces == 1 && bytes[separator..].starts_with(b"was ") => {
            at = separator + 4;
            Said::Among
        }
        _ => return None,
    };
    let opened = quote(at);
    if opened > 0 {
        let value = at + opened;
        let closing = &bytes[at..value];
        let length = memchr::memmem::find(&bytes[value..bytes.len().min(value + LONGEST_VALUE)], closing)?;
        let inside = value..value + length;
        return if text.get(inside.clone())?.contains('\n') { None } else { take(text, inside, kind, Said::Quoted) };
    }
    let stops = |b: &u8| b.is_ascii_whitespace() || matches!(b, b';' | b'"' | b'\'' | b'`') || (*b == b'<' && !is_tag);
    let length = bytes[at..].iter().take(LONGEST_WORD).position(stops).unwrap_or(bytes.len() - at).min(LONGEST_WORD);
    let mut value = text.get(at..at + length)?;
    // The next pair of an address's query.
    if said == Said::Assigned
        && let Some((first, rest)) = value.split_once('&')
        && rest.contains('=')
    {
        value = first;
    }
    let ends = |c: char| matches!(c, ',' | ')' | ']' | '}') || (c == '.' && said != Said::Assigned);
    let value = value.split("\\n").next().unwrap_or(value).split("\\r").next().unwrap_or(value).trim_end_matches(ends);
    if bytes[at..].starts_with(b"\\\\") || is_folder(name, value) || is_expression(value) || value.len() == LONGEST_WORD
    {
        return None;
    }
    let rest = &bytes[at + value.len()..];
    let ends_line = rest.iter().take(64).find(|b| !matches!(b, b' ' | b'\t' | b',' | b'.' | b')' | b'*' | b'|'));
    let said = match said {
        Said::Among
            if !is_option && matches!(ends_line, None | Some(b'\n' | b'\r' | b';')) && bytes[separator] == b':' =>
        {
            Said::AtEnd
        }
        said => said,
    };
    take(text, at..at + value.len(), kind, said)
}

/// `pwd` is where a shell stands, too.
fn is_folder(name: &str, value: &str) -> bool {
    let folder = value.starts_with(['/', '~', '.']) || value.get(1..3) == Some(":\\") || value.get(1..3) == Some(":/");
    name.eq_ignore_ascii_case("pwd") && folder
}

/// The place of the text in the element whose name ends at `at`, or in the one that it begins with.
fn element(text: &str, at: usize) -> Option<std::ops::Range<usize>> {
    const LONGEST_TAG: usize = 200;
    let bytes = text.as_bytes();
    let tag = bytes[at..].iter().take(LONGEST_TAG).position(|b| matches!(b, b'<' | b'>'))?;
    if bytes[at + tag] == b'<' || bytes[at + tag - usize::from(tag > 0)] == b'/' {
        return None;
    }
    let mut start = at + tag + 1;
    if bytes[start..].get(..7).is_some_and(|inner| inner.eq_ignore_ascii_case(b"<value>")) {
        start += 7;
    }
    let length = bytes[start..].iter().take(LONGEST_VALUE).position(|b| *b == b'<')?;
    Some(start..start + length)
}

/// The place of a value in `name="Password" value="…"`.
fn value_attribute(text: &str, at: usize) -> Option<std::ops::Range<usize>> {
    let rest = text[at..].trim_start_matches(' ');
    let rest = rest.strip_prefix("value").or(rest.strip_prefix("Value"))?.trim_start_matches(' ').strip_prefix('=')?;
    let rest = rest.trim_start_matches(' ');
    let quote = *rest.as_bytes().first().filter(|b| matches!(b, b'"' | b'\''))?;
    let start = text.len() - rest.len() + 1;
    let length = text.as_bytes()[start..].iter().take(LONGEST_VALUE).position(|b| *b == quote)?;
    Some(start..start + length)
}

fn take(text: &str, range: std::ops::Range<usize>, kind: Kind, said: Said) -> Option<Place> {
    let value = text.get(range.clone())?;
    let space = value.len() - value.trim_start().len();
    let range = range.start + space..range.start + space + value.trim().len();
    is_secret(value.trim(), kind, said).then_some(Place { kind, range })
}
