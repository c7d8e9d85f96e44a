//! The JSON that some self-help files carry instead of prose: question forms, recommendations, topic lists.
//!
//! Much of it is not quite JSON (trailing commas, comments, missing braces), and nothing here needs its structure: what
//! a person reads stands in a handful of named strings. So the text is scanned for `"name": "string"` pairs, and what
//! cannot be read costs one pair, not the file.

use super::inline::push_collapsed;

/// The `"name": "string"` pairs with a wanted name, in order, unescaped.
pub(super) fn pairs(json: &str, is_wanted: impl Fn(&str) -> bool) -> Vec<(&str, String)> {
    let mut out = Vec::new();
    let mut key: Option<&str> = None;
    let mut rest = json;
    while let Some(at) = memchr::memchr(b'"', rest.as_bytes()) {
        let inner = &rest[at + 1..];
        let Some(end) = closing_quote(inner) else { break };
        let raw = &inner[..end];
        let between = rest[..at].trim_matches(|c: char| c.is_whitespace());
        let after = inner[end + 1..].trim_start();
        match key {
            Some(name) if between == ":" => {
                if is_wanted(name) {
                    out.push((name, unescape(raw)));
                }
                key = None;
            }
            _ => key = after.starts_with(':').then_some(raw),
        }
        rest = &inner[end + 1..];
    }
    out
}

fn closing_quote(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut from = 0;
    loop {
        let at = from + memchr::memchr2(b'"', b'\\', &bytes[from..])?;
        if bytes[at] == b'"' {
            return Some(at);
        }
        from = at + 2;
        if from >= bytes.len() {
            return None;
        }
    }
}

fn unescape(raw: &str) -> String {
    if !raw.contains(['\\', '&']) {
        let mut out = String::with_capacity(raw.len());
        push_collapsed(&mut out, raw.trim());
        return out;
    }
    let mut text = String::with_capacity(raw.len());
    let mut chars = raw.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            text.push(c);
            continue;
        }
        match chars.next() {
            Some('n' | 'r' | 't') => text.push(' '),
            Some('u') => {
                let hex: String = chars.clone().take(4).collect();
                if let Some(c) = u32::from_str_radix(&hex, 16).ok().and_then(char::from_u32) {
                    text.push(c);
                    chars.nth(3);
                }
            }
            Some(c) => text.push(c),
            None => {}
        }
    }
    let text = super::inline::unescape(&text);
    let mut out = String::with_capacity(text.len());
    push_collapsed(&mut out, text.trim());
    out
}
