//! The bot on Discord, driven over the real wire: the real serenity against the sandbox, in a closed world.

mod answers;
mod as_a_service;
mod forged;
mod gateway_faults;
mod hostile_files;
mod hostile_text;
mod log;
mod openapi;
mod order;
mod rate_limits;
mod rest_faults;
mod team;
mod tls;
