//! Files of keys that were pasted whole: private keys, and the credentials of a vault.

use super::{Kind, Place};

/// The longest key that is looked at: RSA of 16384 bits has 13 KiB.
const LONGEST: usize = 16 << 10;

/// The bytes from `start` on that may be the key's, cut on a character.
fn ahead(text: &str, start: usize) -> &str {
    &text[start..text.floor_char_boundary(start.saturating_add(LONGEST))]
}

/// `-----BEGIN … PRIVATE KEY-----` and all up to its end; up to the last line of base64 if the end is missing.
pub(super) fn pem(text: &str, start: usize, end: usize) -> Option<Place> {
    let rest = ahead(text, end);
    let label = rest[..rest.floor_char_boundary(60)].split_once("-----")?.0;
    if !label.to_ascii_uppercase().contains("PRIVATE KEY") {
        return None;
    }
    let length = match rest[label.len() + 5..].find("-----END").or(rest[label.len() + 5..].find("-----end")) {
        Some(at) => {
            let closing = label.len() + 5 + at + 8;
            closing + rest[closing..].find("-----").filter(|length| *length < 60).map_or(0, |at| at + 5)
        }
        None => label.len() + 5 + key_lines(&rest[label.len() + 5..]),
    };
    Some(Place { kind: Kind::PrivateKey, range: start..end + length })
}

/// The length of the lines from here on that may be a key's: base64, or a header such as `Proc-Type: 4,ENCRYPTED`.
fn key_lines(text: &str) -> usize {
    let is_key = |line: &str| {
        let line = line.trim_end_matches("\\n").trim();
        let base64 = line.bytes().all(|b| b.is_ascii_alphanumeric() || b"+/=\\".contains(&b));
        line.is_empty() || base64 || line.starts_with("Proc-Type:") || line.starts_with("DEK-Info:")
    };
    text.split_inclusive('\n').take_while(|line| is_key(line)).map(str::len).sum()
}

/// A key of `PuTTY`, from its first line to the code that seals it.
pub(super) fn putty(text: &str, start: usize) -> Option<Place> {
    let rest = ahead(text, start);
    let private = rest.find("Private-Lines:")?;
    let end = match rest[private..].find("Private-MAC:") {
        Some(seal) => private + seal + rest[private + seal..].find(['\r', '\n']).unwrap_or(rest.len() - private - seal),
        None => private + rest[private..].find("\n\n").unwrap_or(rest.len() - private),
    };
    Some(Place { kind: Kind::PrivateKey, range: start..start + end })
}

/// The certificate with its private key in `<ManagementCert>…`, or in `ManagementCertificate="…"`.
pub(super) fn management_certificate(text: &str, end: usize) -> Option<Place> {
    let rest = ahead(text, end);
    let rest = rest.strip_prefix("ificate").or(rest.strip_prefix("IFICATE")).unwrap_or(rest);
    let rest = rest.trim_start_matches([' ', '>', '=', '"', '\'', ':', '\\', '\r', '\n', '\t']);
    let start = ahead(text, end).len() - rest.len() + end;
    let is_base64 = |b: &u8| b.is_ascii_alphanumeric() || b"+/=".contains(b) || b.is_ascii_whitespace();
    // It has a digit soon, or is no base64.
    rest.bytes().take(200).position(|b| b.is_ascii_digit())?;
    let value = &rest[..rest.bytes().take_while(is_base64).count()];
    let value = value.trim_end();
    let unbroken = value.split_whitespace().next().is_some_and(|line| line.len() >= 48);
    unbroken.then_some(Place { kind: Kind::Certificate, range: start..start + value.len() })
}
