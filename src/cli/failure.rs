//! Why a command could not be done, in one sentence for the person who asked.

use std::fmt;
use std::io;

/// Why a command could not be done.
#[derive(Debug)]
pub enum Failure {
    /// One sentence: what is wrong, where, and what would be right.
    Sentence(String),
    /// One sentence: what was asked for is not there.
    No(String),
    /// The reader of our output went away (`firstline … | head`): nobody is left to tell.
    ReaderLeft,
}

impl Failure {
    /// A failure told in one sentence.
    pub fn new(sentence: impl fmt::Display) -> Self {
        Self::Sentence(sentence.to_string())
    }
}

/// Errors of writing the output. Errors of reading deserve a sentence of their own, with the path in it.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::ReaderLeft,
            _ => Self::Sentence(format!("the output cannot be written: {error}")),
        }
    }
}

/// `serde_json` writing to the output.
impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        io::Error::from(error).into()
    }
}
