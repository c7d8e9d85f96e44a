//! Drives the built binary as a person at a terminal or a script would: one module a command.

mod completions;
mod import;
mod match_paste;
mod show;
mod world;
