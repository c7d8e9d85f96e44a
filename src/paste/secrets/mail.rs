//! Mail addresses, and names of accounts that look like them.

use super::{Kind, Place};

/// Domains of which nobody has an address (RFC 2606, and the one that manuals use).
const NOBODYS: [&str; 7] = ["example.com", "example.org", "example.net", "example", "test", "invalid", "localhost"];

/// What is not a top-level domain but ends files and units.
const ENDINGS: [&str; 14] =
    ["service", "socket", "timer", "target", "mount", "png", "jpg", "svg", "js", "ts", "css", "json", "log", "txt"];

/// The places of mail addresses.
pub(super) fn places(text: &str) -> Vec<Place> {
    let bytes = text.as_bytes();
    let mut out: Vec<Place> = Vec::new();
    for at in memchr::memchr_iter(b'@', bytes) {
        let local = bytes[..at].iter().rev().take(64).take_while(|b| is_local(**b)).count();
        let domain = bytes[at + 1..].iter().take(255).take_while(|b| is_domain(**b)).count();
        let start = at - local + bytes[at - local..at].iter().take_while(|b| !b.is_ascii_alphanumeric()).count();
        let host = text[at + 1..at + 1 + domain].trim_end_matches(['.', '-']);
        if start < at && is_host(host) && !is_other(&text[start..at], host) {
            out.push(Place { kind: Kind::Mail, range: start..at + 1 + host.len() });
        }
    }
    out
}

fn is_local(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"._%+-#".contains(&byte)
}

fn is_domain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-')
}

/// At least two labels, the last of letters.
fn is_host(host: &str) -> bool {
    host.rsplit_once('.').is_some_and(|(rest, last)| {
        last.len() >= 2
            && last.bytes().all(|b| b.is_ascii_alphabetic())
            && !ENDINGS.contains(&last.to_ascii_lowercase().as_str())
            && rest.split('.').all(|label| !label.is_empty())
    })
}

/// `git@github.com` is everyone's.
fn is_other(local: &str, host: &str) -> bool {
    let host = host.to_ascii_lowercase();
    let of = |domain: &&str| host.strip_suffix(*domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    local == "git" || NOBODYS.iter().any(of)
}
