//! Arrays as long as the knowledge, kept between pastes, so that a paste costs what it touches and not what there is.

use std::cell::RefCell;

use super::index::Index;

/// Every array is all zero between pastes.
#[derive(Default)]
pub(super) struct Scratch {
    /// By phrase: what a line has in common with it.
    pub phrase: Vec<f32>,
    /// By issue: what the text search says.
    pub entry: Vec<f32>,
    /// By article: the same, over all its issues together.
    pub article: Vec<f32>,
    /// By term: its IDF where the paste has it.
    pub present: Vec<f32>,
}

thread_local! {
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

/// Lends this thread's arrays, long enough for `index`. Who writes to them puts the zeros back.
pub(super) fn with<T>(index: &Index, work: impl FnOnce(&mut Scratch) -> T) -> T {
    SCRATCH.with_borrow_mut(|scratch| {
        for (array, length) in [
            (&mut scratch.phrase, index.phrases.len()),
            (&mut scratch.entry, index.entries.len()),
            (&mut scratch.article, index.names.len()),
            (&mut scratch.present, index.idf.len()),
        ] {
            if array.len() < length {
                array.resize(length, 0.0);
            }
        }
        work(scratch)
    })
}
