//! Public IP addresses, told from versions.
//!
//! Four numbers with dots are an address or a version, and only what is around them tells. In this order: what is no
//! public address stays; what is joined to a name or a path is a version; a port, a scheme or a mask makes an address;
//! the words in front decide, of a list those in front of all of it; and if they say nothing, the numbers do: versions
//! start low and have zeros.

use core::net::{Ipv4Addr, Ipv6Addr};
use std::ops::Range;

use super::{Kind, Place};

/// Bytes in front in which words may say what the numbers are.
const WORDS_BEFORE: usize = 32;

/// First numbers from here on are hardly a version's.
const HIGH: u8 = 32;

const VERSION_WORDS: [&str; 40] = [
    "version",
    "versions",
    "ver",
    "v",
    "build",
    "release",
    "rev",
    "revision",
    "update",
    "updated",
    "upgrade",
    "upgraded",
    "upgrading",
    "patch",
    "hotfix",
    "agent",
    "driver",
    "firmware",
    "fileversion",
    "productversion",
    "assemblyversion",
    "file",
    "product",
    "framework",
    "runtime",
    "sdk",
    "kernel",
    "bios",
    "installed",
    "install",
    "installing",
    "package",
    "module",
    "mabs",
    "mars",
    "dpm",
    "assembly",
    "extension",
    "edition",
    "newversion",
];

const ADDRESS_WORDS: [&str; 40] = [
    "ip",
    "ips",
    "ipv4",
    "address",
    "addresses",
    "addr",
    "host",
    "hosts",
    "rhost",
    "gateway",
    "dns",
    "ping",
    "pinging",
    "peer",
    "src",
    "dst",
    "dest",
    "endpoint",
    "remote",
    "inet",
    "nameserver",
    "tracert",
    "traceroute",
    "nslookup",
    "ssh",
    "telnet",
    "curl",
    "rdp",
    "clientip",
    "remoteip",
    "sourceip",
    "destinationip",
    "ipaddress",
    "remoteaddress",
    "listen",
    "listening",
    "sourceaddress",
    "destaddress",
    "firewall",
    "whitelist",
];

/// Words that go before an address if nothing speaks of versions: `connection from 5.5.41.236`.
const WEAK_ADDRESS_WORDS: [&str; 12] =
    ["from", "to", "server", "client", "source", "destination", "at", "for", "via", "by", "on", "router"];

/// What makes a weak word strong.
const TRAFFIC_WORDS: [&str; 14] = [
    "connect",
    "connected",
    "connection",
    "connecting",
    "login",
    "logon",
    "request",
    "requests",
    "traffic",
    "blocked",
    "port",
    "packets",
    "reply",
    "attempt",
];

/// The number in front, which may be one of a list.
#[derive(Clone, Copy)]
struct Listed {
    /// Where the list starts: the words in front of it speak of all that are in it.
    first: usize,
    end: usize,
    is_address: bool,
}

/// The places of public addresses.
pub(super) fn places(text: &str) -> Vec<Place> {
    let bytes = text.as_bytes();
    let mut out: Vec<Place> = Vec::new();
    let mut from = 0;
    let mut before: Option<Listed> = None;
    for dot in memchr::memchr_iter(b'.', bytes) {
        if dot < from || !is_digit(bytes, dot + 1) || dot == 0 || !bytes[dot - 1].is_ascii_digit() {
            continue;
        }
        let start = dot - bytes[from..dot].iter().rev().take(4).take_while(|b| b.is_ascii_digit()).count();
        let end = dot + bytes[dot..].iter().take(64).take_while(|b| b.is_ascii_digit() || **b == b'.').count();
        from = end;
        // The full stop of a sentence is not the number's.
        let end = if bytes[end - 1] == b'.' { end - 1 } else { end };
        let after_range = out.last().is_some_and(|last| last.range.end + 1 == start && bytes[start - 1] == b'-');
        if text[start..end].parse::<Ipv4Addr>().is_err() {
            continue;
        }
        let list = before.filter(|last| is_between(&text[last.end..start]));
        let is_address = after_range || is_address(text, start..end, list);
        if is_address && is_public_v4(&text[start..end]) {
            out.push(Place { kind: Kind::Address, range: start..end });
        }
        before = Some(Listed { first: list.map_or(start, |list| list.first), end, is_address });
    }
    v6(text, &mut out);
    out
}

fn is_digit(bytes: &[u8], at: usize) -> bool {
    bytes.get(at).is_some_and(u8::is_ascii_digit)
}

fn is_public_v4(text: &str) -> bool {
    let Ok(address) = text.parse::<Ipv4Addr>() else { return false };
    let [a, b, c, d] = address.octets();
    let reserved =
        matches!((a, b, c), (0 | 10 | 127 | 224.., ..) | (192, 0, 0 | 2) | (198, 18 | 19, _) | (192, 88, 99))
            || (a == 100 && b & 0xC0 == 64);
    // Resolvers that everyone knows, and the address by which Azure serves every machine.
    let everyones = matches!(
        (a, b, c, d),
        (8, 8, 8, 8) | (8, 8, 4, 4) | (1, 1, 1, 1) | (1, 0, 0, 1) | (9, 9, 9, 9) | (168, 63, 129, 16)
    );
    !(reserved || everyones || address.is_private() || address.is_link_local() || address.is_documentation())
}

/// Whether what stands between two numbers makes a list of them. The first may have a port or a mask.
fn is_between(text: &str) -> bool {
    let rest = text.strip_prefix([':', '/']).map_or(text, |rest| &rest[digits(rest.as_bytes())..]);
    let word = rest.trim_matches([' ', '\'', '"', '`', '(', ')', '[', ']']);
    matches!(word, "," | ";" | "&" | "and" | "or" | ", and" | ", or" | "->" | "=>" | "→")
}

/// Whether an address's numbers are one where they stand; the one in front of them in a list may tell.
fn is_address(text: &str, range: Range<usize>, list: Option<Listed>) -> bool {
    let bytes = text.as_bytes();
    let (before, after) = (&bytes[..range.start], &bytes[range.end..]);
    let port = after.first() == Some(&b':')
        && (1..=5).contains(&digits(&after[1..]))
        && after.get(1 + digits(&after[1..])) != Some(&b'.');
    let is_unc = before.ends_with(b"\\\\")
        && before.len().checked_sub(3).is_none_or(|at| !is_word(before[at]) && before[at] != b':');
    if before.ends_with(b"://") || before.ends_with(b"@") || is_unc {
        return true;
    }
    let joined_before =
        before.last().is_some_and(|b| is_word(*b) || matches!(b, b'.' | b'-' | b'+' | b'~' | b'\\') || !b.is_ascii());
    let slash = before.ends_with(b"/");
    let joined_after = match after {
        [b'.', next, ..] => is_word(*next),
        [b'-' | b'+' | b'~', next, ..] => next.is_ascii_alphabetic(),
        [next, ..] => is_word(*next) || *next == b'\\',
        [] => false,
    };
    if joined_before || joined_after {
        return false;
    }
    if port {
        return true;
    }
    let width = digits(after.get(1..).unwrap_or_default());
    let mask =
        after.first() == Some(&b'/') && (1..=2).contains(&width) && !after.get(1 + width).is_some_and(|b| is_word(*b));
    if slash || (after.first() == Some(&b'/') && !mask && before.last().is_some_and(|b| *b == b'/')) {
        return false;
    }
    let (first, is_listed) = list.map_or((range.start, false), |list| (list.first, list.is_address));
    words_say(text, first).unwrap_or_else(|| mask || is_listed || looks_like_address(&text[range]))
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

fn digits(bytes: &[u8]) -> usize {
    bytes.iter().take(6).take_while(|b| b.is_ascii_digit()).count()
}

/// What the words in front say: the nearest that says anything.
fn words_say(text: &str, start: usize) -> Option<bool> {
    let from = text.ceil_char_boundary(start.saturating_sub(WORDS_BEFORE));
    let line = text[from..start].rsplit('\n').next().unwrap_or_default().to_ascii_lowercase();
    let words = || line.rsplit(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let strong = words().take(4).find_map(|word| match word {
        word if VERSION_WORDS.contains(&word) || word.ends_with("version") => Some(false),
        word if ADDRESS_WORDS.contains(&word) || word.ends_with("addr") => Some(true),
        _ => None,
    });
    if strong.is_some() {
        return strong;
    }
    let pair = line.ends_with(['=', ':']) || line.ends_with(": ") || line.ends_with("= ");
    let weak = words().next().is_some_and(|word| WEAK_ADDRESS_WORDS.contains(&word));
    (weak && (pair || words().any(|word| TRAFFIC_WORDS.contains(&word)))).then_some(true)
}

/// What the numbers alone say.
fn looks_like_address(text: &str) -> bool {
    let Ok(address) = text.parse::<Ipv4Addr>() else { return false };
    let [first, rest @ ..] = address.octets();
    if first >= HIGH {
        return !(rest[0] == 0 && (rest[2] == 0 || rest[1] < 12));
    }
    rest.iter().filter(|n| **n >= HIGH).count() >= 2 && !rest.contains(&0)
}

/// Global addresses of version 6: they start with 2 or 3 and have eight groups, or `::`.
fn v6(text: &str, out: &mut Vec<Place>) {
    let bytes = text.as_bytes();
    let part = |b: u8| b.is_ascii_hexdigit() || b == b':';
    let mut from = 0;
    for colon in memchr::memchr_iter(b':', bytes) {
        if colon < from || colon < 4 || !matches!(bytes[colon - 4], b'2' | b'3') {
            continue;
        }
        let start = colon - 4;
        let end = colon + bytes[colon..].iter().take(40).take_while(|b| part(**b)).count();
        from = end;
        let joined = start > 0 && (is_word(bytes[start - 1]) || bytes[start - 1] == b':')
            || bytes.get(end).is_some_and(|b| is_word(*b));
        // A colon of the sentence may follow.
        let shown =
            text[start..end].strip_suffix(':').filter(|shown| !shown.ends_with(':')).unwrap_or(&text[start..end]);
        if !joined && shown.parse::<Ipv6Addr>().is_ok_and(is_global_v6) {
            out.push(Place { kind: Kind::Address, range: start..start + shown.len() });
        }
    }
}

fn is_global_v6(address: Ipv6Addr) -> bool {
    let [a, b, ..] = address.segments();
    let documentation = (a == 0x2001 && b == 0xDB8) || (a == 0x3FFF && b < 0x1000);
    a & 0xE000 == 0x2000 && !documentation
}
