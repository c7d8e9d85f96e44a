//! Small text work shared by the parts of the self-help reader: white space, character references.

use std::borrow::Cow;

/// What stands where the portal would have put a value of the reader's own resource.
pub(super) const GAP: char = '…';

/// Appends `text` with every run of white space as one space; none at the start of `out`, none after another.
pub(super) fn push_collapsed(out: &mut String, text: &str) {
    let bytes = text.as_bytes();
    // Counted to the end, not searched for the first, so that many bytes are looked at at a time.
    let unusual = bytes.iter().filter(|byte| !(b' '..=b'~').contains(*byte)).count();
    let after = bytes.get(1..).unwrap_or_default();
    let doubled = bytes.iter().zip(after).filter(|pair| *pair == (&b' ', &b' ')).count();
    let clean = unusual == 0 && doubled == 0;
    if clean {
        let text = if out.is_empty() || out.ends_with([' ', '\n']) { text.trim_start_matches(' ') } else { text };
        out.push_str(text);
        return;
    }
    let mut after_space = out.is_empty() || out.ends_with([' ', '\n']);
    for c in text.chars() {
        // Zero-width characters and stray byte-order marks are dropped: they would split words for nobody to see.
        if matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}') {
            continue;
        }
        if c.is_whitespace() || c == '\u{a0}' {
            if !after_space {
                out.push(' ');
            }
            after_space = true;
        } else {
            out.push(c);
            after_space = false;
        }
    }
}

/// Replaces character references such as `&amp;` and `&#xD;`; unknown ones stay as they are.
pub(super) fn unescape(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = memchr::memchr(b'&', rest.as_bytes()) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let reference =
            rest[1..].find(';').filter(|&end| end <= 8).and_then(|end| Some((referred(&rest[1..=end])?, end + 2)));
        let (c, length) = reference.unwrap_or(('&', 1));
        out.push(c);
        rest = &rest[length..];
    }
    out.push_str(rest);
    Cow::Owned(out)
}

fn referred(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code).filter(|c| !c.is_control() || c.is_whitespace())?
        }
    })
}
