//! Slips of the finger: words that are spelled nearly as what was typed.
//!
//! A slip is a letter too many, too few, another, or two the wrong way round. All words are gone through, but the
//! letters they are made of rule out nearly every one before any distance is measured.

/// Shorter words are taken as they are: every second one is a slip away from another.
const SHORTEST: usize = 4;
/// From this length on, two slips are forgiven.
const LONG: usize = 8;
/// In shorter words, nobody gets the first letter wrong.
const FIRST_LETTER: usize = 6;
/// An unfinished word must be this long before its beginning may be misspelled too.
const UNFINISHED: usize = 5;
/// Longer words are no words.
const LONGEST: usize = 40;

/// The letters that a word has, a bit each; rare ones share a bit.
#[derive(Debug, Clone, Copy)]
pub(super) struct Letters(u64);

/// A word as it was typed.
#[derive(Debug)]
pub(super) struct Near<'t> {
    typed: &'t [u8],
    letters: Letters,
    most: usize,
    unfinished: bool,
}

impl Letters {
    pub(super) fn of(word: &str) -> Self {
        let bit = |byte: u8| match byte {
            b'a'..=b'z' => byte - b'a',
            b'0'..=b'9' => 26 + byte - b'0',
            other => 36 + other % 28,
        };
        Self(word.bytes().fold(0, |letters, byte| letters | 1 << bit(byte)))
    }
}

impl<'t> Near<'t> {
    /// None where no slip is forgiven: in short words, and in anything with a digit, for two codes that differ in one
    /// digit are two codes. A letter outside ASCII counts as its bytes.
    pub(super) fn to(typed: &'t str, unfinished: bool) -> Option<Self> {
        let length = typed.chars().count();
        let forgiven = length >= SHORTEST && typed.len() <= LONGEST && !typed.bytes().any(|b| b.is_ascii_digit());
        forgiven.then(|| Self {
            typed: typed.as_bytes(),
            letters: Letters::of(typed),
            most: if length < LONG { 1 } else { 2 },
            unfinished: unfinished && length >= UNFINISHED,
        })
    }

    /// Whether a word of such letters may be near: quick, and sure only where it says no.
    pub(super) fn may_be(&self, letters: Letters) -> bool {
        let missing = (self.letters.0 & !letters.0).count_ones() as usize;
        let further = (letters.0 & !self.letters.0).count_ones() as usize;
        missing <= self.most && (self.unfinished || further <= self.most)
    }

    /// By how many slips a word was meant, if it may have been.
    pub(super) fn slips(&self, word: &str) -> Option<usize> {
        let word = word.as_bytes();
        let same_first = word.first() == self.typed.first();
        let swapped = word.len() > 1 && self.typed[..2] == [word[1], word[0]];
        if word.len().abs_diff(self.typed.len()) > self.most
            || self.typed.len() < FIRST_LETTER && !same_first && !swapped
            || word.iter().any(u8::is_ascii_digit)
        {
            return None;
        }
        let row = distances(self.typed, word, self.most)?;
        Some(row[word.len()]).filter(|slips| *slips <= self.most)
    }

    /// By how many slips the beginning of a word was meant, if it may have been.
    pub(super) fn slips_of_beginning(&self, word: &str) -> Option<usize> {
        let word = word.as_bytes();
        if !self.unfinished || word.first() != self.typed.first() || word.len() < self.typed.len() {
            return None;
        }
        let word = &word[..word.len().min(self.typed.len() + self.most)];
        let row = distances(self.typed, word, self.most)?;
        let shortest = self.typed.len() - self.most;
        row[shortest..=word.len()].iter().copied().min().filter(|slips| *slips <= self.most)
    }
}

/// How many slips lie between `typed` and each beginning of `word`; none as soon as all are more than `most`.
fn distances(typed: &[u8], word: &[u8], most: usize) -> Option<[usize; LONGEST + 3]> {
    let width = word.len();
    if width > LONGEST + 2 {
        return None;
    }
    let mut before = [0; LONGEST + 3];
    let mut last = [0; LONGEST + 3];
    for (at, distance) in last.iter_mut().enumerate() {
        *distance = at;
    }
    for (i, letter) in typed.iter().enumerate() {
        let mut row = [usize::MAX; LONGEST + 3];
        row[0] = i + 1;
        let mut least = row[0];
        for (j, other) in word.iter().enumerate() {
            let mut slips = (last[j] + usize::from(letter != other)).min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && typed[i - 1] == *other && word[j - 1] == *letter {
                slips = slips.min(before[j - 1] + 1);
            }
            row[j + 1] = slips;
            least = least.min(slips);
        }
        if least > most {
            return None;
        }
        (before, last) = (last, row);
    }
    Some(last)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn slips(typed: &str, word: &str) -> Option<usize> {
        Near::to(typed, false)?.slips(word)
    }

    #[test]
    fn a_slip_is_forgiven_in_a_word_of_four_letters_and_two_from_eight() {
        for (typed, word, expected) in [
            ("pste", "paste", 1),
            ("agnet", "agent", 1),
            ("gaent", "agent", 1),
            ("eplica", "replica", 1),
            ("snapshoot", "snapshot", 1),
            ("inconsitant", "inconsistent", 2),
            ("registartion", "registration", 1),
        ] {
            assert_eq!(slips(typed, word), Some(expected), "{typed} for {word}");
        }
    }

    #[test]
    fn another_word_is_no_slip() {
        for (typed, word) in [
            ("pste", "site"),
            ("pste", "step"),
            ("vm", "vms"),
            ("full", "null"),
            ("port", "sort"),
            ("agent", "urgent"),
            ("backup", "lockup"),
            ("3106", "3107"),
            ("v2", "v3"),
            ("server1", "server2"),
        ] {
            assert_eq!(slips(typed, word), None, "{typed} for {word}");
        }
    }

    #[test]
    fn an_unfinished_word_may_have_a_slip_in_it_already() {
        let near = Near::to("inconsit", true).unwrap();
        assert!(near.slips_of_beginning("inconsistent").is_some());
        assert_eq!(near.slips_of_beginning("installation"), None);
        assert_eq!(Near::to("inconsit", false).unwrap().slips_of_beginning("inconsistent"), None);
    }

    proptest! {
        #[test]
        fn a_distance_is_strsim_s_and_what_letters_rule_out_is_far(typed in "[a-d]{4,12}", word in "[a-d]{1,14}") {
            let near = Near::to(&typed, false).unwrap();
            let far = strsim::osa_distance(&typed, &word);
            let measured = distances(typed.as_bytes(), word.as_bytes(), near.most).map(|row| row[word.len()]);
            prop_assert_eq!(measured.filter(|slips| *slips <= near.most), Some(far).filter(|far| *far <= near.most));
            prop_assert!(far > near.most || near.may_be(Letters::of(&word)));
        }

        #[test]
        fn any_two_texts_can_be_compared(typed in any::<String>(), word in any::<String>(), unfinished: bool) {
            if let Some(near) = Near::to(&typed, unfinished) {
                let _ = (near.may_be(Letters::of(&word)), near.slips(&word), near.slips_of_beginning(&word));
            }
        }
    }
}
