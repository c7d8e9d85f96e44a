//! Codes: the same number in any spelling.

use crate::paste::scan::{Token, TokenKind, scan};
use crate::paste::terms::number_term;

use super::fold;

/// Digits of a number in hex that may be written without its `0x`.
const BARE_HEX: std::ops::RangeInclusive<usize> = 4..=16;

/// Among several words, a number as short as this is a number, not a code: `top 5 errors`.
const SHORT: usize = 2;

/// All codes, by their keys.
#[derive(Debug)]
pub(super) struct Codes(Vec<(u64, u32)>);

impl Codes {
    /// Files keys with the numbers of their issues.
    pub(super) fn new(mut keys: Vec<(u64, u32)>) -> Self {
        keys.sort_unstable();
        keys.dedup();
        keys.shrink_to_fit();
        Self(keys)
    }

    /// The issues one of whose codes is in the query. A number is first taken as it is written; where nobody knows it
    /// so, it may be hex without its `0x`.
    pub(super) fn find(&self, query: &str) -> Vec<u32> {
        let words: Vec<&str> =
            query.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let telling = |word: &str| words.len() <= 2 || word.len() > SHORT;
        let mut written = vec![fold::hash(query.trim())];
        let mut tokens: Vec<Token> = Vec::new();
        scan(query, 0, query.len(), &mut tokens);
        for token in tokens.iter().filter(|token| telling(&query[token.start as usize..token.end as usize])) {
            written.push(match token.kind {
                TokenKind::Number => token.term.0,
                _ => fold::hash(&query[token.start as usize..token.end as usize]),
            });
        }
        let found: Vec<u32> = written.into_iter().flat_map(|key| self.of(key)).collect();
        if !found.is_empty() {
            return found;
        }
        words.into_iter().filter_map(bare_hex).flat_map(|key| self.of(key)).collect()
    }

    fn of(&self, key: u64) -> impl Iterator<Item = u32> {
        let from = self.0.partition_point(|(known, _)| *known < key);
        self.0[from..].iter().take_while(move |(known, _)| *known == key).map(|(_, number)| *number)
    }
}

/// What a code of the knowledge is found by: itself, and the numbers in it.
pub(super) fn keys(code: &str) -> Vec<u64> {
    let mut tokens: Vec<Token> = Vec::new();
    scan(code, 0, code.len(), &mut tokens);
    let numbers = tokens.iter().filter(|token| token.kind == TokenKind::Number).map(|token| token.term.0);
    numbers.chain([fold::hash(code.trim())]).collect()
}

fn bare_hex(word: &str) -> Option<u64> {
    let value = BARE_HEX.contains(&word.len()).then(|| u64::from_str_radix(word, 16).ok())?;
    value.map(|value| number_term(value).0)
}
