//! Placeholders: `{name}` in a sentence.

/// The names of the placeholders in a sentence, in their order.
pub(super) fn placeholders(sentence: &str) -> impl Iterator<Item = &str> {
    pieces(sentence).filter_map(|(_, name)| name)
}

/// The sentence with its placeholders filled in.
pub(super) fn fill(sentence: &str, values: &[(&str, &str)]) -> String {
    for (name, _) in values {
        debug_assert!(placeholders(sentence).any(|known| known == *name), "{sentence:?} has no {{{name}}}");
    }
    let room: usize = values.iter().map(|(_, value)| value.len()).sum();
    let mut filled = String::with_capacity(sentence.len() + room);
    for (text, name) in pieces(sentence) {
        filled.push_str(text);
        let Some(name) = name else { continue };
        if let Some((_, value)) = values.iter().find(|(known, _)| *known == name) {
            filled.push_str(value);
        } else {
            debug_assert!(false, "{sentence:?} wants a {{{name}}}");
            filled.extend(["{", name, "}"]);
        }
    }
    filled
}

/// The sentence cut after each placeholder: the text before it, and its name.
fn pieces(sentence: &str) -> impl Iterator<Item = (&str, Option<&str>)> {
    let mut rest = Some(sentence);
    std::iter::from_fn(move || {
        let text = rest?;
        let mut from = 0;
        while let Some(open) = text[from..].find('{').map(|at| from + at) {
            let name = text[open + 1..].split('}').next().unwrap_or_default();
            let is_name = !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
            if is_name && open + 1 + name.len() < text.len() {
                rest = Some(&text[open + name.len() + 2..]);
                return Some((&text[..open], Some(name)));
            }
            from = open + 1;
        }
        rest = None;
        Some((text, None))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_filled_wherever_they_stand() {
        assert_eq!(fill("{who} asked {count} times", &[("who", "ada"), ("count", "3")]), "ada asked 3 times");
        assert_eq!(fill("{count}回、{who}", &[("who", "ada"), ("count", "3")]), "3回、ada");
        assert_eq!(fill("nothing here", &[]), "nothing here");
    }

    #[test]
    fn a_value_that_looks_like_a_placeholder_is_only_text() {
        assert_eq!(fill("{who}: {text}", &[("who", "{text}"), ("text", "{who} {")]), "{text}: {who} {");
    }

    #[test]
    fn braces_that_hold_no_name_are_text() {
        for text in ["{", "}", "{}", "{ a }", "{A}", "{a", "{{", "`{\"a\": 1}`"] {
            assert_eq!(placeholders(text).count(), 0, "{text}");
            assert_eq!(fill(text, &[]), text);
        }
        assert_eq!(placeholders("{{a}} {b").collect::<Vec<_>>(), ["a"]);
    }

    #[test]
    #[should_panic(expected = "has no {wo}")]
    fn a_value_without_a_place_is_a_mistake_of_ours() {
        fill("{who}", &[("wo", "ada")]);
    }

    #[test]
    #[should_panic(expected = "wants a {who}")]
    fn a_place_without_a_value_is_a_mistake_of_ours() {
        fill("{who}", &[]);
    }
}
