//! Tokens and keys that are known by their own look.

use std::ops::Range;

use super::{Kind, Place};

/// Characters of tokens, base64 for addresses among them.
pub(super) fn is_token_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')
}

fn is_base64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/')
}

/// Where a run of bytes that hold a condition ends. Nothing that is looked for is longer than `most`.
fn run(bytes: &[u8], from: usize, most: usize, holds: impl Fn(u8) -> bool) -> usize {
    from + bytes[from.min(bytes.len())..].iter().take(most).take_while(|b| holds(**b)).count()
}

/// Where a run of bytes that hold a condition starts that ends at `to`.
fn run_back(bytes: &[u8], to: usize, most: usize, holds: impl Fn(u8) -> bool) -> usize {
    to - bytes[..to].iter().rev().take(most).take_while(|b| holds(**b)).count()
}

fn starts_alone(bytes: &[u8], start: usize) -> bool {
    start == 0 || !is_token_byte(bytes[start - 1])
}

const LONGEST: usize = 400;

/// A token that starts with `prefix` and at least `more` characters, a digit among them.
pub(super) fn prefixed(text: &str, start: usize, prefix: &str, more: usize) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let body = start + prefix.len();
    if &bytes[start..body] != prefix.as_bytes() || !starts_alone(bytes, start) {
        return None;
    }
    let end = run(bytes, body, LONGEST, |b| is_token_byte(b) || (b == b'.' && prefix.ends_with('.')));
    let digit = bytes[body..end].iter().any(u8::is_ascii_digit);
    let only_capitals = !prefix.chars().all(char::is_alphabetic) || prefix != prefix.to_uppercase();
    let is_id = only_capitals || bytes[body..end].iter().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    (end - body >= more && digit && is_id).then_some(start..end)
}

/// Three runs of base64 with dots between; the last may be missing or cut.
pub(super) fn jwt(text: &str, start: usize) -> Option<Place> {
    const LONGEST_CLAIMS: usize = 8192;
    let bytes = text.as_bytes();
    if &bytes[start..start + 3] != b"eyJ" || !starts_alone(bytes, start) {
        return None;
    }
    let head = run(bytes, start, LONGEST, is_token_byte);
    if bytes.get(head) != Some(&b'.') || head - start < 12 {
        return None;
    }
    let claims = run(bytes, head + 1, LONGEST_CLAIMS, is_token_byte);
    let end = if bytes.get(claims) == Some(&b'.') { run(bytes, claims + 1, 1024, is_token_byte) } else { claims };
    (claims - head > 8).then_some(Place { kind: Kind::Token, range: start..end })
}

/// A Discord bot's: its id in base64, a time, and at least 27 characters of signature, with dots between.
pub(super) fn discord(text: &str) -> Vec<Place> {
    let bytes = text.as_bytes();
    let mut out: Vec<Place> = Vec::new();
    for dot in memchr::memchr_iter(b'.', bytes) {
        let Some(second) = [7, 8].map(|ahead| dot + ahead).into_iter().find(|at| bytes.get(*at) == Some(&b'.')) else {
            continue;
        };
        let start = run_back(bytes, dot, 40, is_token_byte);
        let end = run(bytes, second + 1, 60, is_token_byte);
        let lengths = (23..=30).contains(&(dot - start)) && (27..=45).contains(&(end - second - 1));
        let is_id =
            matches!(bytes[start], b'M' | b'N' | b'O') && bytes[dot + 1..second].iter().all(|b| is_token_byte(*b));
        if lengths && is_id {
            out.push(Place { kind: Kind::Token, range: start..end });
        }
    }
    out
}

/// A client secret of Entra ID: three characters, a digit, `Q~`, and 31 to 34 more.
pub(super) fn azure_client_secret(text: &str, anchor: usize) -> Option<Place> {
    let bytes = text.as_bytes();
    let part = |b: u8| is_token_byte(b) || matches!(b, b'~' | b'.');
    let start = anchor.checked_sub(4)?;
    let end = run(bytes, anchor + 2, 35, part);
    let is_one = &bytes[anchor..anchor + 2] == b"Q~"
        && bytes[start..anchor - 1].iter().all(|b| part(*b))
        && bytes[anchor - 1].is_ascii_digit()
        && starts_alone(bytes, start)
        && (31..=34).contains(&(end - anchor - 2));
    is_one.then_some(Place { kind: Kind::Key, range: start..end })
}

/// The key of a storage account: 64 bytes, so 86 characters of base64 and `==`.
pub(super) fn storage_key(text: &str, anchor: usize) -> Option<Place> {
    let bytes = text.as_bytes();
    let start = run_back(bytes, anchor, 87, is_base64);
    let mixed = |b: &[u8]| b.iter().any(u8::is_ascii_digit) && b.iter().any(u8::is_ascii_uppercase);
    let is_one = anchor - start == 86 && mixed(&bytes[start..anchor]) && bytes.get(anchor + 2) != Some(&b'=');
    is_one.then_some(Place { kind: Kind::Key, range: start..anchor + 2 })
}

/// A Telegram bot's: its id, a colon, and 35 characters of which the first two are `AA`.
pub(super) fn telegram(text: &str, colon: usize) -> Option<Place> {
    let bytes = text.as_bytes();
    let start = run_back(bytes, colon, 12, |b| b.is_ascii_digit());
    let end = run(bytes, colon + 1, 40, is_token_byte);
    let is_one = (8..=10).contains(&(colon - start)) && end - colon - 1 == 35 && bytes[colon + 1..].starts_with(b"AA");
    is_one.then_some(Place { kind: Kind::Token, range: start..end })
}
