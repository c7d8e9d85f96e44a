//! Reads a folder (or one file) of knowledge in any mixture of formats.

use std::path::Path;

use super::Knowledge;
use super::problem::Problem;

/// What came of reading a folder: the good files, and every reason why another is not among them.
#[derive(Debug, Default)]
pub struct Loaded {
    /// The articles that could be read.
    pub knowledge: Knowledge,
    /// What is wrong, sorted by path and place.
    pub problems: Vec<Problem>,
}

/// Reads everything below `path`.
pub fn load(_path: &Path) -> std::io::Result<Loaded> {
    Ok(Loaded::default())
}
