//! The bot on Discord: the only room that knows serenity and poise.
//!
//! Decide, render, send. An event is heard (`events`) and enters its lane (`lanes`); a handler reads what it is about
//! (`reading`), decides (`found`, `audience`), renders a post (`post`) (`render`), and sends it (`sending`).
//! The pure parts take plain data and give plain data; what outlives an event is in the store.
//!
//! Nothing that a person sends can make the bot notify anyone, grow without bound, or stop: mentions are always off but
//! for the role that is configured and whom a case concerns, every stream and queue has its bound, and work that panics takes only itself down.

mod arrivals;
mod audience;
mod bot;
mod budget;
mod cases;
mod catch_up;
mod commands;
mod components;
mod connection;
mod counts;
mod digest;
mod door;
mod elsewhere;
mod events;
mod form;
mod found;
mod gate;
mod gateway;
mod helping;
mod ids;
mod interactions;
mod issue_key;
mod lanes;
mod late;
mod limits;
mod messages;
mod paging;
mod places;
mod post;
mod press;
mod reading;
mod recent;
mod render;
mod roll;
mod rota;
mod running;
mod sending;
mod setup;
mod shown;
mod tallies;
mod turn;
mod waiting;
mod watchdog;
mod who;

pub use self::bot::{Bot, Me, Parts};
pub use self::connection::{Connection, Shards, Stopped, client};
pub use self::counts::{Count, Counts};
pub use self::running::run;
pub use self::setup::{SetUp, Setup, look};
pub use self::watchdog::Pulse;
