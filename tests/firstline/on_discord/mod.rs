//! The bot on Discord, driven over the real wire: the real serenity against the sandbox, in a closed world.

mod answers;
mod log;
mod rest_faults;
mod team;
