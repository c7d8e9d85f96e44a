//! Versions that a paste names: `14.0.123.0`, `v4 UR2`, `version 4.2`. Whoever helps asks for them first.

use super::Paste;

/// So many are told; what names more is a list of packages.
const MOST: usize = 8;
/// Of each part, so many bytes are read: versions stand near the beginning of a log, and it may be long.
const READ: usize = 1 << 20;

/// The versions that a paste names, each once, in their order.
pub fn versions(paste: &Paste) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for part in paste.parts() {
        let end = part.text.floor_char_boundary(READ);
        let mut read = Reader::default();
        for word in words(&part.text[..end]) {
            if let Some(version) = read.next(word) {
                add(&mut found, version);
            }
        }
        if let Some(version) = read.end() {
            add(&mut found, version);
        }
    }
    found.truncate(MOST);
    found
}

fn add(found: &mut Vec<String>, version: String) {
    if found.len() < MOST && !found.contains(&version) {
        found.push(version);
    }
}

/// Runs of letters, digits and dots, without the dots around them.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let apart = |c: char| !(c.is_alphanumeric() || c == '.');
    text.split(apart).map(|word| word.trim_matches('.')).filter(|word| !word.is_empty())
}

/// Reads word by word: `v4` and the `UR2` behind it are one version.
#[derive(Default)]
struct Reader {
    /// Whether the word before says that a version follows.
    announced: bool,
    /// A version that an update may follow.
    open: Option<String>,
}

impl Reader {
    /// A version that is complete with this word.
    fn next(&mut self, word: &str) -> Option<String> {
        if let Some(open) = self.open.take_if(|_| is_update(word)) {
            return Some(format!("{open} {word}"));
        }
        let before = self.open.take();
        let announced = std::mem::replace(&mut self.announced, announces(word));
        if is_update(word) || is_marked(word) || is_dotted(word, announced) {
            self.open = Some(word.to_owned());
        }
        before
    }

    fn end(self) -> Option<String> {
        self.open
    }
}

/// Whether a word says that a version follows.
fn announces(word: &str) -> bool {
    const WORDS: [&str; 9] = ["v", "ver", "version", "versión", "versão", "build", "release", "agent", "バージョン"];
    WORDS.iter().any(|known| word.eq_ignore_ascii_case(known) || word.to_lowercase() == *known)
}

/// `UR2`, `SP1`, `CU14`.
fn is_update(word: &str) -> bool {
    const KINDS: [&str; 3] = ["UR", "SP", "CU"];
    let kind = KINDS.iter().find_map(|kind| word.strip_prefix(kind));
    kind.is_some_and(|number| (1..=3).contains(&number.len()) && is_number(number))
}

/// `v4`, `V2.1`.
fn is_marked(word: &str) -> bool {
    let Some(numbers) = word.strip_prefix(['v', 'V']) else { return false };
    let numbers: Vec<&str> = numbers.split('.').collect();
    numbers.len() <= 5 && numbers.iter().all(|number| number.len() <= 6 && is_number(number))
}

/// `14.0.123.0`: three numbers or four, or two behind a word that says so; no date, and no address of the own network.
fn is_dotted(word: &str, announced: bool) -> bool {
    let numbers: Vec<&str> = word.split('.').collect();
    if !numbers.iter().all(|number| number.len() <= 6 && is_number(number)) {
        return false;
    }
    let values: Vec<u32> = numbers.iter().filter_map(|number| number.parse().ok()).collect();
    let year = |value: u32| (1900..2100).contains(&value);
    match values.as_slice() {
        [_, _] => announced,
        [first, middle, last] => {
            announced || !(*middle <= 31 && (year(*first) && *last <= 31 || year(*last) && *first <= 31))
        }
        [a, b, c, d] => announced || *c > 255 || *d > 255 || !is_private(*a, *b),
        _ => false,
    }
}

/// Whether an address that begins so is one of a network's own, which no version looks like.
fn is_private(a: u32, b: u32) -> bool {
    matches!((a, b), (0 | 10 | 127 | 224..=255, _) | (169, 254) | (172, 16..=31) | (192, 168))
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(text: &str) -> Vec<String> {
        versions(&Paste::new(text))
    }

    #[test]
    fn versions_are_found_as_products_write_them() {
        assert_eq!(of("MABS v4 UR2 on agent 14.0.123.0, MARS 2.0.9262.0"), ["v4 UR2", "14.0.123.0", "2.0.9262.0"]);
        assert_eq!(of("Version: 4.2 (build 22631.3447)"), ["4.2", "22631.3447"]);
        assert_eq!(of("Firefox/115.0.2 on Windows 10.0.19045"), ["115.0.2", "10.0.19045"]);
        assert_eq!(of(r"C:\Program Files\Agent\14.0.123.0\bin\a.dll, version 10.0.0.1"), ["14.0.123.0", "10.0.0.1"]);
        assert_eq!(of("SQL Server 2019 CU14, then CU14 again. It is v2.1."), ["CU14", "v2.1"]);
    }

    #[test]
    fn dates_addresses_and_other_numbers_are_no_versions() {
        let text = "04.05.2026 09:00:00.123 and 2026.05.04 from 10.0.0.53, 192.168.1.10, 127.0.0.1 over IPv4: 3.5 of 12 at \
                    0.5 % (0x0000011b), see 7.1, tray v, TLSv1.2, 1.2.3.4.5";
        assert_eq!(of(text), Vec::<String>::new());
    }

    #[test]
    fn each_is_told_once_and_a_list_is_cut() {
        assert_eq!(of("1.2.3 1.2.3 1.2.3"), ["1.2.3"]);
        let many: Vec<String> = (0..20).map(|n| format!("1.2.{n}")).collect();
        assert_eq!(of(&many.join(" ")).len(), MOST);
    }

    proptest! {
        #[test]
        fn any_text_is_read_and_what_is_found_stands_in_it(text in "([0-9v.]{0,9}|UR1|\\PC{0,9}| ){0,20}") {
            for version in of(&text) {
                prop_assert!(version.split(' ').all(|word| text.contains(word)), "{}", version);
            }
        }
    }
}
