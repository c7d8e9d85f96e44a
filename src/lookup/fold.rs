//! Words as they are looked up: small letters without accents.

use std::hash::BuildHasher as _;

use crate::paste::terms;

/// A word of a text, folded.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Word {
    pub text: String,
    /// A part of the compound before it: `vm` of `UserErrorVmNotFound`.
    pub is_part: bool,
}

/// The words of a text, each compound followed by its parts.
pub(super) fn words(text: &str) -> impl Iterator<Item = Word> {
    runs(text).flat_map(|run| {
        let parts = terms::parts(run).into_iter().map(|part| Word { text: fold(&run[part]), is_part: true });
        std::iter::once(Word { text: fold(run), is_part: false }).chain(parts)
    })
}

/// The same number for texts that fold together.
pub(super) fn hash(text: &str) -> u64 {
    foldhash::quality::FixedState::default().hash_one(fold(text))
}

/// Runs of letters and digits. Scripts that leave no space between words have a run a character.
fn runs(text: &str) -> impl Iterator<Item = &str> {
    let spaced = text.split(|c: char| !(c.is_alphanumeric() || is_accent(c))).filter(|run| !run.is_empty());
    spaced.flat_map(|run| {
        let mut rest = run;
        std::iter::from_fn(move || {
            let first = rest.chars().next()?;
            let end = if is_unspaced(first) { first.len_utf8() } else { rest.find(is_unspaced).unwrap_or(rest.len()) };
            let (run, after) = rest.split_at(end);
            rest = after;
            Some(run)
        })
    })
}

/// Kana and Han.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{323af}')
}

/// An accent that is a character of its own.
fn is_accent(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036f}')
}

pub(super) fn fold(text: &str) -> String {
    // Nearly all words are.
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase).filter(|c| !is_accent(*c)) {
        match c {
            'a'..='z' | '0'..='9' => folded.push(c),
            'à'..='å' | 'ā' | 'ă' | 'ą' => folded.push('a'),
            'æ' => folded.push_str("ae"),
            'ç' | 'ć' | 'č' => folded.push('c'),
            'ď' | 'đ' | 'ð' => folded.push('d'),
            'è'..='ë' | 'ē' | 'ė' | 'ę' | 'ě' => folded.push('e'),
            'ğ' => folded.push('g'),
            'ì'..='ï' | 'ī' | 'į' | 'ı' => folded.push('i'),
            'ľ' | 'ł' => folded.push('l'),
            'ñ' | 'ń' | 'ň' => folded.push('n'),
            'ò'..='ö' | 'ø' | 'ō' | 'ő' => folded.push('o'),
            'œ' => folded.push_str("oe"),
            'ŕ' | 'ř' => folded.push('r'),
            'ś' | 'ş' | 'š' | 'ș' => folded.push('s'),
            'ß' => folded.push_str("ss"),
            'ť' | 'ț' | 'ţ' => folded.push('t'),
            'ù'..='ü' | 'ū' | 'ů' | 'ű' | 'ų' => folded.push('u'),
            'ý' | 'ÿ' => folded.push('y'),
            'ź' | 'ż' | 'ž' => folded.push('z'),
            // Full-width letters and digits, as a Japanese keyboard writes them.
            '\u{ff10}'..='\u{ff19}' | '\u{ff41}'..='\u{ff5a}' => {
                folded.extend(char::from_u32(u32::from(c) - 0xfee0));
            }
            c => folded.push(c),
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<String> {
        words(text).map(|word| word.text).collect()
    }

    #[test]
    fn case_accents_and_width_fold_away() {
        for (text, folded) in [
            ("Größe", "grosse"),
            ("GRÖSSE", "grosse"),
            ("Cafe\u{301}", "cafe"),
            ("café", "cafe"),
            ("Łódź", "lodz"),
            ("ＭＡＢＳ１２", "mabs12"),
            ("İstanbul", "istanbul"),
            ("Ошибка", "ошибка"),
        ] {
            assert_eq!(fold(text), folded);
        }
    }

    #[test]
    fn compounds_are_words_and_their_parts_too() {
        assert_eq!(split("UserErrorVmNotFound!"), ["usererrorvmnotfound", "user", "error", "vm", "not", "found"]);
        assert_eq!(split("mars-agent/0x1FBD3"), ["mars", "agent", "0x1fbd3", "0", "x", "1", "fbd", "3"]);
    }

    #[test]
    fn where_nobody_writes_spaces_each_character_is_a_word() {
        assert_eq!(split("VM の復元"), ["vm", "の", "復", "元"]);
    }

    #[test]
    fn signs_are_no_words() {
        for text in ["", "[", "(.*)+?", "\\", "🙂", "\u{200b}", "\u{301}"] {
            assert_eq!(split(text).concat(), "", "{text:?}");
        }
    }
}
