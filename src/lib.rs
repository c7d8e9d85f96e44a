//! Firstline: paste an error, get the fix.

pub mod cli;
pub mod knowledge;
pub mod matching;
pub mod paste;
pub mod reply;
