//! Finds the words of the knowledge that a misspelled word may have been meant for.
//!
//! A word is filed under what is left of its first seven letters when one is taken out, and a long one also of its last
//! seven. A misspelled word shares one of those remains with what was meant, so a look-up reads a few short lists
//! instead of the vocabulary; strsim's distance then decides about the few words found.

use hashbrown::HashMap;

use super::index::TermId;

/// Shorter words are left alone: too many real words lie one letter apart.
const SHORTEST: usize = 4;
/// From this length on, two mistakes are allowed.
const LONG: usize = 8;
/// From this length on (a compound run together), one more for every eight letters.
const VERY_LONG: usize = 16;
/// How many letters of a word its remains are made of.
const PREFIX: usize = 7;
/// How many letters a group has by which very long words are filed.
const GROUP: usize = 5;

/// How many very long words are measured against one.
const MEASURED: usize = 12;

/// The words of the phrases, filed by their remains.
#[derive(Debug, Default)]
pub(super) struct NearWords {
    /// All words, lower-case, end to end.
    text: String,
    words: Vec<Word>,
    /// (hash of a remain, word), sorted.
    remains: Vec<(u32, u32)>,
    /// Position of a term's word, `u32::MAX` for none.
    by_term: HashMap<TermId, u32, foldhash::fast::FixedState>,
}

#[derive(Debug, Clone, Copy)]
struct Word {
    start: u32,
    len: u16,
    term: TermId,
}

/// A word of the knowledge that was probably meant.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Near {
    pub term: TermId,
    /// How alike they are: 1 would be the same word.
    pub likeness: f32,
}

impl NearWords {
    /// Files words, given with their terms' numbers, of a vocabulary so large.
    pub(super) fn build<'w>(words: impl Iterator<Item = (TermId, &'w str)>, vocabulary: usize) -> Self {
        let mut near = Self::default();
        let mut seen = vec![false; vocabulary];
        for (id, text) in words {
            if std::mem::replace(&mut seen[id as usize], true) || text.len() < SHORTEST || text.len() > 80 {
                continue;
            }
            let start = near.text.len();
            near.text.extend(text.chars().flat_map(char::to_lowercase));
            near.by_term.insert(id, near.words.len() as u32);
            near.words.push(Word { start: start as u32, len: (near.text.len() - start) as u16, term: id });
        }
        let mut remains = Vec::with_capacity(near.words.len() * 12);
        for (number, word) in near.words.iter().enumerate() {
            each_remain(near.word(word), |hash| remains.push((hash, number as u32)));
        }
        let mut remains = sorted(&remains);
        remains.dedup();
        remains.shrink_to_fit();
        near.remains = remains;
        near
    }

    fn word(&self, word: &Word) -> &str {
        &self.text[word.start as usize..][..word.len as usize]
    }

    /// The text of a term that is a word of some phrase.
    pub(super) fn text_of(&self, term: TermId) -> Option<&str> {
        self.by_term.get(&term).map(|&i| self.word(&self.words[i as usize]))
    }

    /// The nearest words, best first, at most four.
    pub(super) fn find(&self, word: &str) -> Vec<Near> {
        if word.len() < SHORTEST || word.len() > 96 {
            return Vec::new();
        }
        let lower: String = word.chars().flat_map(char::to_lowercase).collect();
        let mut numbers: Vec<u32> = Vec::new();
        each_remain(&lower, |hash| {
            let from = self.remains.partition_point(|r| r.0 < hash);
            numbers.extend(self.remains[from..].iter().take_while(|r| r.0 == hash).take(1024).map(|r| r.1));
        });
        numbers.sort_unstable();
        if lower.len() >= VERY_LONG {
            // Hundreds of codes may start with the same word: only those that share most are worth a distance.
            let mut counted: Vec<(usize, u32)> =
                numbers.chunk_by(|a, b| a == b).map(|run| (run.len(), run[0])).collect();
            counted.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
            counted.truncate(MEASURED);
            numbers = counted.into_iter().map(|(_, number)| number).collect();
        } else {
            numbers.dedup();
        }
        let mut found: Vec<Near> = numbers
            .into_iter()
            .filter_map(|n| {
                let candidate = &self.words[n as usize];
                likeness(&lower, self.word(candidate)).map(|likeness| Near { term: candidate.term, likeness })
            })
            .collect();
        found.sort_by(|a, b| b.likeness.total_cmp(&a.likeness).then(a.term.cmp(&b.term)));
        found.truncate(4);
        found
    }
}

/// Sorts pairs that begin with a hash: hashes spread evenly, so that their first bits put a pair nearly in its place.
fn sorted(pairs: &[(u32, u32)]) -> Vec<(u32, u32)> {
    let bits = pairs.len().max(2).ilog2();
    let bucket = |hash: u32| (hash >> (u32::BITS - bits)) as usize;
    let mut ends = vec![0u32; (1 << bits) + 1];
    for &(hash, _) in pairs {
        ends[bucket(hash) + 1] += 1;
    }
    for at in 1..ends.len() {
        ends[at] += ends[at - 1];
    }
    let mut out = vec![(0, 0); pairs.len()];
    for &pair in pairs {
        let slot = &mut ends[bucket(pair.0)];
        out[*slot as usize] = pair;
        *slot += 1;
    }
    let mut from = 0;
    for &end in &ends[..ends.len() - 1] {
        out[from..end as usize].sort_unstable();
        from = end as usize;
    }
    out
}

/// How alike two lower-case words are, if they may be the same word misspelled.
pub(super) fn likeness(a: &str, b: &str) -> Option<f32> {
    let (short, long) = (a.len().min(b.len()), a.len().max(b.len()));
    if short < SHORTEST {
        return None;
    }
    let allowed = match long {
        0..LONG => 1,
        LONG..VERY_LONG => 2,
        _ => 1 + long / 7,
    };
    if long - short > allowed {
        return None;
    }
    let distance = strsim::osa_distance(a, b);
    (distance <= allowed).then(|| 1.0 - distance as f32 / short as f32 * 0.9)
}

/// The keys under which a word is filed.
fn each_remain(word: &str, mut each: impl FnMut(u32)) {
    let bytes = word.as_bytes();
    if bytes.len() >= VERY_LONG {
        // Groups of letters: with few mistakes in many letters, most groups are whole.
        for group in bytes.windows(GROUP) {
            each(hash(group.iter().copied(), 1));
        }
        return;
    }
    each_shorter(&bytes[..bytes.len().min(PREFIX)], 0, &mut each);
    if bytes.len() >= LONG - 1 {
        // Of two mistakes, one is in the beginning and one in the end, or one of the two is whole.
        each_shorter(&bytes[bytes.len() - PREFIX..], 2, &mut each);
    }
}

/// The letters themselves, and without each of them.
fn each_shorter(letters: &[u8], salt: u32, each: &mut impl FnMut(u32)) {
    each(hash(letters.iter().copied(), salt));
    for i in 0..letters.len() {
        each(hash(without(letters, i), salt));
    }
}

fn without(letters: &[u8], i: usize) -> impl Iterator<Item = u8> + '_ {
    letters.iter().enumerate().filter(move |(at, _)| *at != i).map(|(_, letter)| *letter)
}

fn hash(bytes: impl Iterator<Item = u8>, salt: u32) -> u32 {
    let mut h = 0x811c_9dc5 ^ salt;
    for byte in bytes {
        h = (h ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    }
    h ^ (h >> 15)
}
