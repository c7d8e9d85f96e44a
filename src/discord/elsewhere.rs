//! The server of a case, wherever its shard is.
//!
//! A press in a direct message comes to the first shard, whatever server its case is of. What such a server has set is in
//! the store; what the configured names stand for there is asked of Discord. None of it is kept: it is needed now and then,
//! and the server changes without this process hearing of it.

use std::sync::Arc;

use serenity::all::GuildId;

use super::bot::Bot;
use super::ids;
use super::places::{Names, Server};
use super::sending::{insist, sentence};
use crate::store::GuildSettings;

/// What is known about a server, here or elsewhere.
pub(super) async fn server(bot: &Bot, guild: Option<GuildId>) -> Arc<Server> {
    let Some(elsewhere) = guild.filter(|guild| !bot.places().knows(*guild)) else { return bot.server(guild) };
    let settings = bot.store.settings(ids::guild(elsewhere)).await.unwrap_or_else(|error| {
        tracing::error!(guild = %elsewhere, "settings could not be read: {error}");
        GuildSettings::default()
    });
    let channels = insist(&bot.counts, || bot.http.get_channels(elsewhere)).await;
    let roles = insist(&bot.counts, || bot.http.get_guild_roles(elsewhere)).await;
    let described = channels.and_then(|channels| Ok((channels, roles?)));
    let (channels, roles) = described.unwrap_or_else(|error| {
        tracing::warn!(guild = %elsewhere, "a server of another process could not be looked at: {}", sentence(&error));
        Default::default()
    });
    Arc::new(Server::of(&Names::of_channels(&channels), &Names::of_roles(&roles), &bot.config, settings))
}
