//! What Discord writes between angle brackets, and only that: XML stays.

use std::borrow::Cow;

use jiff::Timestamp;

/// The length of the mention, emoji, time, command or address that `rest` starts with, and what it says.
pub(super) fn plain(rest: &str) -> Option<(usize, Cow<'_, str>)> {
    let end = 1 + rest.get(1..)?.find(['<', '>', '\n'])?;
    if rest.as_bytes()[end] != b'>' {
        return None;
    }
    Some((end + 1, says(&rest[1..end])?))
}

fn says(inside: &str) -> Option<Cow<'_, str>> {
    let (kind, rest) = inside.split_at_checked(1)?;
    match kind {
        // Whose names these are only Discord knows.
        "@" => is_id(rest.trim_start_matches(['!', '&'])).then_some("@…".into()),
        "#" => is_id(rest).then_some("#…".into()),
        "/" => command(rest),
        ":" => emoji(rest),
        "a" if rest.starts_with(':') => emoji(&rest[1..]),
        "t" if rest.starts_with(':') => time(&rest[1..]),
        "h" => address(inside),
        _ => None,
    }
}

fn is_id(text: &str) -> bool {
    (1..=20).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
}

fn command(rest: &str) -> Option<Cow<'_, str>> {
    let (name, id) = rest.rsplit_once(':')?;
    (is_id(id) && !name.is_empty() && !name.contains(['/', '"', '='])).then(|| format!("/{name}").into())
}

fn emoji(rest: &str) -> Option<Cow<'_, str>> {
    let (name, id) = rest.split_once(':')?;
    let named = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    (named && is_id(id)).then(|| format!(":{name}:").into())
}

fn time(rest: &str) -> Option<Cow<'_, str>> {
    let (seconds, style) = rest.split_once(':').unwrap_or((rest, "f"));
    let known = style.len() == 1 && style.starts_with(['t', 'T', 'd', 'D', 'f', 'F', 's', 'S', 'R']);
    let instant = Timestamp::from_second(seconds.parse().ok()?).ok()?;
    known.then(|| instant.to_string().into())
}

/// `<https://…>` is an address without a preview.
fn address(inside: &str) -> Option<Cow<'_, str>> {
    let web = inside.starts_with("https://") || inside.starts_with("http://");
    (web && !inside.contains(char::is_whitespace)).then_some(inside.into())
}
