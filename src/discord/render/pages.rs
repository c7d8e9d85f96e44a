//! A long text in parts that each fit one message, cut where a reader would pause.

use crate::discord::limits::{end_within, length};

/// The part of a text from `from` on that fits `room`, and where the next part starts; none where nothing is left.
///
/// Cut before a paragraph where that leaves at least half the room filled, else before a line, else before a word, else
/// anywhere. A block of code that is cut is closed, and opened again in the next part.
pub(super) fn part(text: &str, from: usize, room: usize) -> (String, Option<usize>) {
    let mut from = from.min(text.len());
    while !text.is_char_boundary(from) {
        from -= 1;
    }
    let inside = fences(&text[..from]) % 2 == 1;
    let opening = if inside { "```\n" } else { "" };
    let rest = &text[from..];
    if length(opening) + length(rest) <= room {
        return (format!("{opening}{rest}"), None);
    }
    // Room for a fence to close with.
    let fitting = end_within(rest, room.saturating_sub(length(opening) + 4)).max(1);
    let end = pause(rest, fitting);
    let mut part = format!("{opening}{}", rest[..end].trim_end());
    if fences(&part) % 2 == 1 {
        part.push_str("\n```");
    }
    let next = from + end + (rest[end..].len() - rest[end..].trim_start().len());
    (part, (next < text.len()).then_some(next))
}

fn pause(text: &str, most: usize) -> usize {
    let mut most = most.min(text.len());
    while !text.is_char_boundary(most) {
        most += 1;
    }
    let head = &text[..most];
    for mark in ["\n\n", "\n", " "] {
        if let Some(at) = head.rfind(mark).filter(|at| at * 2 >= most) {
            return at;
        }
    }
    most
}

fn fences(text: &str) -> usize {
    text.matches("```").count()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn parts(text: &str, room: usize) -> Vec<String> {
        let mut parts = vec![];
        let mut from = Some(0);
        while let Some(at) = from {
            let (part, next) = part(text, at, room);
            parts.push(part);
            from = next;
        }
        parts
    }

    #[test]
    fn a_text_is_cut_before_a_paragraph_then_a_line_then_a_word() {
        assert_eq!(parts("one two\n\nthree four", 15), ["one two", "three four"]);
        assert_eq!(parts("one two\nthree four", 15), ["one two", "three four"]);
        assert_eq!(parts("one two three four", 16), ["one two", "three four"]);
        assert_eq!(parts("onetwothreefour", 11), ["onetwot", "hreefour"]);
    }

    #[test]
    fn a_cut_block_of_code_is_closed_and_opened_again() {
        assert_eq!(parts("```\nfirst line\nsecond line\n```", 22), ["```\nfirst line\n```", "```\nsecond line\n```"]);
    }

    #[test]
    fn an_offset_that_is_no_longer_in_the_text_is_its_end() {
        assert_eq!(part("short", 99, 50), (String::new(), None));
    }

    proptest! {
        #[test]
        fn every_part_fits_and_they_come_to_an_end(text in "([a-z🖨]{1,12}( |\n|\n\n|```)){0,60}", room in 16usize..80) {
            let parts = parts(&text, room);
            prop_assert!(parts.iter().all(|part| length(part) <= room), "{:?}", parts);
            let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).collect::<String>();
            prop_assert_eq!(letters(&parts.concat()), letters(&text));
        }
    }
}
