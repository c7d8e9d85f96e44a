//! Drives the built binary as a person at a terminal or a script would: one module a command.

mod check;
mod completions;
mod documents;
mod import;
mod match_paste;
mod schema;
mod show;
mod world;
