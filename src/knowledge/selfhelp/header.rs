//! The `<properties … />` header of a self-help file.
//!
//! It looks like an XML element and is not one: quotes are left open, values hold quotes, names change their case, and
//! the closing bracket is sometimes forgotten. So it is scanned by hand, and every fault costs at most the attribute
//! it stands in.

use std::borrow::Cow;

/// The attributes that say something about the article; the rest addresses the portal's own machinery.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Header<'a> {
    pub(super) page_title: Cow<'a, str>,
    pub(super) description: Cow<'a, str>,
    pub(super) bubble: Cow<'a, str>,
    pub(super) kind: &'a str,
    pub(super) owner: Cow<'a, str>,
    pub(super) tags: Cow<'a, str>,
}

/// Splits a file into its header and its body; none when there is no header.
pub(super) fn split(text: &str) -> Option<(Header<'_>, &str)> {
    const TAG: &str = "<properties";
    let start = memchr::memchr_iter(b'<', text.as_bytes()).find(|&at| {
        // A page that only speaks of such headers is no self-help file.
        let line = memchr::memrchr(b'\n', &text.as_bytes()[..at]).map_or(0, |end| end + 1);
        let alone = text[line..at].chars().all(|c| c.is_whitespace() || c == '\u{feff}');
        alone && text.as_bytes()[at..].get(..TAG.len()).is_some_and(|tag| tag.eq_ignore_ascii_case(TAG.as_bytes()))
    })?;
    let mut rest = &text[start + TAG.len()..];
    let mut header = Header::default();
    loop {
        rest = rest.trim_start();
        if let Some(body) = rest.strip_prefix("/>").or_else(|| rest.strip_prefix('>')) {
            return Some((header, body));
        }
        // A forgotten bracket: the first heading, comment or rule begins the body.
        if rest.is_empty() || rest.starts_with(['#', '<']) || rest.starts_with("---") {
            return Some((header, rest));
        }
        let Some((name, after)) = attribute_name(rest) else {
            // Neither a name nor an end: a stray quote, slash or comma. Step over it.
            let mut chars = rest.chars();
            chars.next();
            rest = chars.as_str();
            continue;
        };
        let (value, after) = attribute_value(after);
        header.set(name, value);
        rest = after;
    }
}

impl<'a> Header<'a> {
    fn set(&mut self, name: &str, value: &'a str) {
        let is = |known: &str| name.eq_ignore_ascii_case(known);
        if is("pageTitle") {
            self.page_title = tidy(value);
        } else if is("description") {
            self.description = tidy(value);
        } else if is("infoBubbleText") || is("infoBubbleTest") {
            self.bubble = tidy(value);
        } else if is("selfHelpType") {
            self.kind = value.trim();
        } else if is("ownershipId") {
            self.owner = tidy(value);
        } else if is("searchTags") {
            self.tags = tidy(value);
        }
    }
}

/// `name =` at the start of `text`, and what follows the equals sign.
fn attribute_name(text: &str) -> Option<(&str, &str)> {
    let end = text.bytes().position(|b| !(b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_' | b'$')))?;
    if end == 0 {
        return None;
    }
    let after = text[end..].trim_start().strip_prefix('=')?;
    Some((&text[..end], after.trim_start()))
}

/// A value, quoted or not, and what follows it.
fn attribute_value(text: &str) -> (&str, &str) {
    let Some(quote) = text.chars().next().filter(|c| matches!(c, '"' | '\'' | '“' | '”')) else {
        let end = text.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(text.len());
        return (&text[..end], &text[end..]);
    };
    let inner = &text[quote.len_utf8()..];
    for (at, found) in inner.char_indices() {
        if found == '\n' && attribute_name(inner[at + 1..].trim_start_matches([' ', '\t'])).is_some() {
            // The closing quote was forgotten: the next line starts another attribute.
            return (&inner[..at], &inner[at..]);
        }
        let closes = found == quote || (matches!(quote, '“' | '”') && matches!(found, '“' | '”' | '"'));
        if closes && starts_new_attribute(&inner[at + found.len_utf8()..]) {
            return (&inner[..at], &inner[at + found.len_utf8()..]);
        }
    }
    // Never closed and nothing follows: take the line.
    let end = inner.find(['\n', '\r']).unwrap_or(inner.len());
    (inner[..end].trim_end_matches(['"', '/', '>']), &inner[end..])
}

/// Whether what follows a quote shows that the value ended there (a quote inside a value is followed by more words).
fn starts_new_attribute(text: &str) -> bool {
    let text = text.trim_start();
    text.is_empty()
        || text.starts_with("/>")
        || text.starts_with('>')
        || text.starts_with('#')
        || attribute_name(text).is_some()
}

/// A value without XML's escapes, line breaks and doubled spaces.
fn tidy(value: &str) -> Cow<'_, str> {
    let value = value.trim();
    let clean = !value.contains(['&', '\n', '\r', '\t', '\u{a0}']) && !value.contains("  ");
    if clean {
        return Cow::Borrowed(value);
    }
    let mut out = String::with_capacity(value.len());
    super::inline::push_collapsed(&mut out, &super::inline::unescape(value));
    out.truncate(out.trim_end().len());
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (String, String, String) {
        let (header, body) = split(text).unwrap();
        (header.page_title.into_owned(), header.bubble.into_owned(), body.trim().to_owned())
    }

    fn told(title: &str, bubble: &str, body: &str) -> (String, String, String) {
        (title.to_owned(), bubble.to_owned(), body.to_owned())
    }

    #[test]
    fn names_may_be_written_in_any_case_and_on_one_line() {
        let text = "<PROPERTIES pagetitle = \"A&#xD; &amp; B\" INFOBUBBLETEXT='c  d'/># Body";
        assert_eq!(read(text), told("A & B", "c d", "# Body"));
    }

    #[test]
    fn a_value_may_hold_quotes_and_brackets() {
        let text = "<properties\n pageTitle=\"The \"old\" <name>\"\n infoBubbleText=\"b\"\n/>\nBody";
        assert_eq!(read(text), told("The \"old\" <name>", "b", "Body"));
    }

    #[test]
    fn a_forgotten_quote_costs_no_more_than_its_line() {
        let text = "<properties\n pageTitle=\"A\n infoBubbleText=\"b\"\n/>\nBody";
        assert_eq!(read(text), told("A", "b", "Body"));
    }

    #[test]
    fn a_forgotten_bracket_ends_at_the_first_heading() {
        let text = "<properties\n pageTitle=\"A\"\n\n# Body";
        assert_eq!(read(text), told("A", "", "# Body"));
    }

    #[test]
    fn a_file_without_header_has_none() {
        assert_eq!(split("# Body <prop"), None);
    }
}
