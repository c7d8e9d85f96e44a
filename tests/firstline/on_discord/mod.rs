//! The bot on Discord, driven over the real wire: the real serenity against the sandbox, in a closed world.

mod answers;
mod browsing;
mod commands;
mod diagnosing;
mod keeping;
mod languages;
mod log;
mod looking_up;
mod privacy;
mod settings;
mod starting;
mod team;
