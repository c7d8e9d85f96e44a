//! Secrets in addresses and in the headers of requests.

use super::token::is_token_byte;
use super::value::{Said, is_secret};
use super::{Kind, Place};

/// The longest authority, header or parameter that is looked at.
const LONGEST: usize = 4096;

fn place(kind: Kind, start: usize, end: usize) -> Option<Place> {
    (end > start).then_some(Place { kind, range: start..end })
}

fn run(text: &str, from: usize, holds: impl Fn(u8) -> bool) -> usize {
    from + text.as_bytes()[from.min(text.len())..].iter().take(LONGEST).take_while(|b| holds(**b)).count()
}

/// The password in `scheme://user:password@host`.
pub(super) fn user_info(text: &str, anchor: usize) -> Option<Place> {
    let start = anchor + 3;
    let end = run(text, start, |b| {
        !b.is_ascii_whitespace() && !matches!(b, b'/' | b'?' | b'#' | b'"' | b'\'' | b'<' | b'>' | b'`')
    });
    let authority = text.get(start..end)?;
    let (user_info, _host) = authority.rsplit_once('@')?;
    let Some((user, password)) = user_info.split_once(':') else {
        // A token may stand alone, as in an address to clone from.
        let is_token =
            user_info.len() >= 20 && !user_info.contains('%') && is_secret(user_info, Kind::Token, Said::Assigned);
        return if is_token { place(Kind::Token, start, start + user_info.len()) } else { None };
    };
    let start = start + user.len() + 1;
    if !is_secret(password, Kind::Password, Said::Quoted) {
        return None;
    }
    place(Kind::Password, start, start + password.len())
}

/// The part of a webhook's address that lets anyone write to it.
pub(super) fn webhook(text: &str, anchor: usize) -> Option<Place> {
    let host = &text.as_bytes()[..anchor];
    if host.ends_with(b"hooks.slack.com") {
        let start = anchor + "/services/".len();
        let end = run(text, start, |b| is_token_byte(b) || b == b'/');
        return place(Kind::Token, start, end).filter(|_| end - start > 20);
    }
    let id = anchor + "/api/webhooks/".len();
    let slash = run(text, id, |b| b.is_ascii_digit());
    let end = run(text, slash + 1, is_token_byte);
    let is_one = slash - id >= 17 && text.as_bytes().get(slash) == Some(&b'/') && end.saturating_sub(slash) > 40;
    if is_one { place(Kind::Token, slash + 1, end) } else { None }
}

/// The signature of a shared access address, or of a request to AWS.
pub(super) fn signature(text: &str, start: usize) -> Option<Place> {
    // Letters alone are no signature, however long they go on.
    text.as_bytes()[start..].iter().take(64).position(u8::is_ascii_digit)?;
    let end = run(text, start, |b| is_token_byte(b) || matches!(b, b'%' | b'+' | b'/' | b'='));
    let digit = text.as_bytes()[start..end].iter().any(u8::is_ascii_digit);
    if end - start >= 24 && digit { place(Kind::Signature, start, end) } else { None }
}

/// The key to a function app, `?code=…`; error codes are shorter.
pub(super) fn function_code(text: &str, start: usize) -> Option<Place> {
    let end = run(text, start, |b| is_token_byte(b) || matches!(b, b'%' | b'+' | b'/' | b'=' | b'.'));
    let mixed = text[start..end].bytes().any(|b| b.is_ascii_digit())
        && text[start..end].bytes().any(|b| b.is_ascii_uppercase());
    if end - start >= 40 && mixed { place(Kind::Key, start, end) } else { None }
}

/// What follows `Bearer` or `Basic`.
pub(super) fn authorization(text: &str, start: usize, end: usize) -> Option<Place> {
    let bytes = text.as_bytes();
    let from = run(text, end, |b| b == b' ');
    let to = run(text, from, |b| is_token_byte(b) || matches!(b, b'.' | b'~' | b'+' | b'/' | b'='));
    let value = text.get(from..to)?;
    let basic =
        bytes[start..].first().is_some_and(|b| b.eq_ignore_ascii_case(&b'b')) && bytes[start + 1] | 0x20 == b'a';
    let said = text.as_bytes()[start.saturating_sub(24)..start].to_ascii_lowercase();
    let in_header = memchr::memmem::find(&said, b"authorization").is_some();
    let mixed = value.bytes().any(|b| b.is_ascii_uppercase()) && value.bytes().any(|b| b.is_ascii_lowercase());
    let digit = value.bytes().any(|b| b.is_ascii_digit());
    let blank = value.contains("...") || value.to_ascii_lowercase().contains("token");
    let is_one = if basic {
        value.len() >= 8 && mixed && (in_header || (value.ends_with('=') && digit))
    } else {
        value.len() >= 16 && digit || in_header && value.len() >= 8 && mixed
    };
    if !is_one || blank {
        return None;
    }
    place(if basic { Kind::Password } else { Kind::Token }, from, to)
}

/// The cookies of a request, or the one that an answer sets.
pub(super) fn cookie(text: &str, start: usize, end: usize) -> Option<Place> {
    let bytes = text.as_bytes();
    let from = run(text, end, |b| b == b' ');
    let name = run(text, from, |b| is_token_byte(b) || b == b'.');
    if name == from || bytes.get(name) != Some(&b'=') {
        return None;
    }
    let sets = start >= 4 && bytes[start - 4..start].eq_ignore_ascii_case(b"set-");
    let to = run(text, from, |b| !(matches!(b, b'\n' | b'\r' | b'"' | b'\'') || sets && b == b';'));
    let value = text.get(from..to)?.trim_end();
    let rest = text.get(name + 1..from + value.len())?;
    if rest.len() >= 4 && !rest.starts_with(['<', '[', '*']) {
        place(Kind::Cookie, from, from + value.len())
    } else {
        None
    }
}
