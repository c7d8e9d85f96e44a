//! Drives the built binary as a person at a terminal or a script would: one module a command; and holds the code to its map (`rooms`).

mod backup;
mod check;
mod completions;
mod documents;
mod fuzz;
mod import;
mod match_paste;
mod on_discord;
mod oncall;
mod page;
mod rooms;
mod run;
mod sandbox;
mod schema;
mod setup;
mod show;
mod stats;
mod world;
