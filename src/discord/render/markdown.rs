//! Discord's Markdown: plain text made harmless in it, and the few forms that replies use.

use std::borrow::Cow;

/// Plain text, shown as it is: nothing in it is read as Markdown or as a mention.
pub(in crate::discord) fn plain(text: &str) -> Cow<'_, str> {
    const SPECIAL: &[char] = &['\\', '*', '_', '~', '`', '|', '[', ']', '<', '@', '#', '\n', '\r'];
    if !text.contains(SPECIAL) && !text.starts_with(['>', '-']) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 8);
    for (at, c) in text.char_indices() {
        match c {
            '\n' | '\r' => {
                escaped.push(' ');
                continue;
            }
            '\\' | '*' | '_' | '~' | '`' | '|' | '[' | ']' | '<' | '@' | '#' => escaped.push('\\'),
            '>' | '-' if at == 0 => escaped.push('\\'),
            _ => {}
        }
        escaped.push(c);
    }
    Cow::Owned(escaped)
}

/// Lines as they are, in a block of their own. What could end the block, hide text or turn its direction is made visible.
pub(super) fn code_block<'a>(lines: impl IntoIterator<Item = &'a str>) -> String {
    let mut block = String::from("```\n");
    for line in lines {
        push_visible(&mut block, line);
        block.push('\n');
    }
    block.push_str("```");
    block
}

/// A line as it is, within a sentence.
pub(in crate::discord) fn code(line: &str) -> String {
    let mut shown = String::new();
    push_visible(&mut shown, line.trim());
    if shown.is_empty() {
        return shown;
    }
    format!("`{}`", shown.replace('`', "'"))
}

fn push_visible(out: &mut String, line: &str) {
    let mut ticks = 0;
    for c in line.chars() {
        ticks = if c == '`' { ticks + 1 } else { 0 };
        match c {
            // The third would end the block.
            '`' if ticks % 3 == 0 => out.push('\''),
            '\t' => out.push(' '),
            // Overrides of direction would show a line other than the one that was pasted.
            '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {}
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
}

/// A link with a text of its own.
pub(super) fn link(text: &str, url: &str) -> String {
    format!("[{}]({})", plain(text), address(url))
}

/// A link that says only where it leads, as one that follows a step.
pub(super) fn link_to_host(url: &str) -> String {
    let host = url.split("://").nth(1).unwrap_or(url).split(['/', '?', '#']).next().unwrap_or_default();
    link(host, url)
}

/// An address as it may stand within the round brackets of a link.
fn address(url: &str) -> String {
    let mut address = String::with_capacity(url.len());
    for c in url.chars() {
        match c {
            '(' => address.push_str("%28"),
            ')' => address.push_str("%29"),
            ' ' => address.push_str("%20"),
            '<' => address.push_str("%3C"),
            '>' => address.push_str("%3E"),
            c if c.is_control() => {}
            c => address.push(c),
        }
    }
    address
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn plain_text_is_shown_as_it_is() {
        assert_eq!(plain("Replica is inconsistent (ID 3106)"), "Replica is inconsistent (ID 3106)");
        assert_eq!(
            plain("snake_case **x** @everyone <@1> [a](b)\n# c"),
            r"snake\_case \*\*x\*\* \@everyone \<\@1> \[a\](b) \# c"
        );
        assert_eq!(plain("> quoted"), r"\> quoted");
    }

    #[test]
    fn nothing_in_a_quoted_line_ends_its_block() {
        assert_eq!(code_block(["a ``` b", "@everyone"]), "```\na ``' b\n@everyone\n```");
        assert_eq!(code("use `x`"), "`use 'x'`");
    }

    #[test]
    fn a_quoted_line_reads_in_the_direction_it_was_written() {
        assert_eq!(code_block(["a\u{202E}txt.exe\u{2066}\u{7}"]), "```\natxt.exe\n```");
    }

    #[test]
    fn a_link_says_where_it_leads() {
        assert_eq!(link_to_host("https://wiki.example/a(b) c"), "[wiki.example](https://wiki.example/a%28b%29%20c)");
    }

    proptest! {
        #[test]
        fn a_block_has_two_fences_whatever_is_in_it(line in "[`a ]{0,30}\\PC{0,20}") {
            prop_assert_eq!(code_block([line.as_str()]).matches("```").count(), 2);
        }
    }
}
