//! What Discord takes, and cutting to it. Every post is held to these before it is sent.
//!
//! The figures are Discord's own (API reference: Messages, Embeds, Components, Application Commands), which counts
//! characters; we count UTF-16 units, of which there are never fewer, so that a text that passes here passes there.

use std::borrow::Cow;

/// The text of a message.
pub(super) const CONTENT: usize = 2000;
/// The title of an embed.
pub(super) const EMBED_TITLE: usize = 256;
/// The text of an embed.
pub(super) const EMBED_DESCRIPTION: usize = 4096;
/// The last line of an embed.
pub(super) const EMBED_FOOTER: usize = 2048;
/// All texts of all embeds of a message together.
pub(super) const EMBEDS_TOTAL: usize = 6000;
/// Rows of components under a message.
pub(super) const ROWS: usize = 5;
/// Buttons in a row.
pub(super) const BUTTONS: usize = 5;
/// The text on a button.
pub(super) const BUTTON_LABEL: usize = 80;
/// The id of a component, in bytes.
pub(super) const CUSTOM_ID: usize = 100;
/// The entries of a menu.
pub(super) const OPTIONS: usize = 25;
/// The label, the value and the description of an entry, and what a menu says while nothing is chosen.
pub(super) const OPTION_TEXT: usize = 100;
/// The choices offered while someone types.
pub(super) const CHOICES: usize = 25;
/// The name and the value of a choice.
pub(super) const CHOICE_TEXT: usize = 100;
/// The inputs of a form.
pub(super) const INPUTS: usize = 5;
/// Over a form.
pub(super) const FORM_TITLE: usize = 45;
/// Over an input.
pub(super) const INPUT_LABEL: usize = 45;
/// In an input that is empty.
pub(super) const INPUT_HINT: usize = 100;
/// The id of an input.
pub(super) const INPUT_ID: usize = 100;
/// The name of a thread.
pub(super) const THREAD_NAME: usize = 100;
/// The name of a file, ours.
pub(super) const FILE_NAME: usize = 100;

/// How long a text is, as it is held against a limit.
pub(super) fn length(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

/// The text within a limit, ending in `…` where something was cut.
pub(super) fn cut(text: &str, most: usize) -> Cow<'_, str> {
    if length(text) <= most {
        return Cow::Borrowed(text);
    }
    let end = end_within(text, most.saturating_sub(1));
    Cow::Owned(format!("{}…", text[..end].trim_end()))
}

/// Where the longest beginning of a text ends that is within a limit.
pub(super) fn end_within(text: &str, most: usize) -> usize {
    let mut units = 0;
    for (at, c) in text.char_indices() {
        units += c.len_utf16();
        if units > most {
            return at;
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_text_at_the_limit_stays_and_one_beyond_it_is_cut() {
        assert_eq!(cut(&"a".repeat(CONTENT), CONTENT), "a".repeat(CONTENT));
        assert_eq!(cut(&"a".repeat(CONTENT + 1), CONTENT), format!("{}…", "a".repeat(CONTENT - 1)));
    }

    #[test]
    fn characters_beyond_the_basic_plane_count_twice_and_are_never_halved() {
        assert_eq!(length("🖨🖨"), 4);
        assert_eq!(cut("🖨🖨🖨", 5), "🖨🖨…");
        assert_eq!(cut("🖨🖨🖨", 4), "🖨…");
    }

    proptest! {
        #[test]
        fn what_is_cut_is_within_the_limit(text in "\\PC{0,60}", most in 1usize..40) {
            prop_assert!(length(&cut(&text, most)) <= most);
        }
    }
}
