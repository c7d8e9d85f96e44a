//! Every route there is, for the bot and for people: the world is closed, any other path is a 404.

use axum::http::Method;

use super::call::{Call, Outcome, id};
use super::refusal::Refusal;
use super::{
    application, callbacks, channels, commands, gateway, guilds, messages, reactions, threads, users, webhooks,
};
use crate::sandbox::people::interact;
use crate::sandbox::world::World;

const GET: &Method = &Method::GET;
const POST: &Method = &Method::POST;
const PUT: &Method = &Method::PUT;
const PATCH: &Method = &Method::PATCH;
const DELETE: &Method = &Method::DELETE;

/// Does what a request asks.
pub(crate) fn route(world: &mut World, call: &mut Call) -> Outcome {
    let path = call.path.clone();
    let method = call.method.clone();
    let parts: Vec<&str> = path.trim_matches('/').split('/').collect();
    match parts.as_slice() {
        ["gateway"] if method == GET => Ok(gateway::address(world)),
        ["gateway", "bot"] if method == GET => gateway::address_for_bot(world, call),
        ["users" | "oauth2" | "applications", ..] => about_the_caller(world, call, &method, &parts),
        ["channels", channel, rest @ ..] => in_channel(world, call, &method, channel, rest),
        ["guilds", guild, rest @ ..] => in_guild(world, call, &method, guild, rest),
        ["interactions"] if method == POST => interact::create(world, call),
        ["interactions", interaction, token, "callback"] if method == POST => {
            callbacks::create(world, call, id("interaction_id", interaction)?, token)
        }
        ["webhooks", app, token] if method == POST => webhooks::follow_up(world, call, app, token),
        ["webhooks", app, token, "messages", message] => match &method {
            GET => webhooks::get(world, call, app, token, message),
            PATCH => webhooks::edit(world, call, app, token, message),
            DELETE => webhooks::delete(world, call, app, token, message),
            _ => Err(Refusal::method_not_allowed()),
        },
        _ => Err(Refusal::not_found()),
    }
}

fn about_the_caller(world: &mut World, call: &mut Call, method: &Method, parts: &[&str]) -> Outcome {
    match (method, parts) {
        (GET, ["users", "@me"]) => users::me(world, call),
        (GET, ["users", "@me", "guilds"]) => users::guilds(world, call),
        (GET, ["users", "@me", "channels"]) => users::directs(world, call),
        (POST, ["users", "@me", "channels"]) => users::open_direct(world, call),
        (GET, ["users", user]) => users::get(world, call, id("user_id", user)?),
        (GET, ["applications", "@me"] | ["oauth2", "applications", "@me"]) => application::me(world, call),
        (_, ["applications", app, rest @ ..]) => {
            application::check(world, app)?;
            match rest {
                ["commands", rest @ ..] => commands::route(world, call, method, None, rest),
                ["guilds", guild, "commands", rest @ ..] => {
                    commands::route(world, call, method, Some(id("guild_id", guild)?), rest)
                }
                _ => Err(Refusal::not_found()),
            }
        }
        _ => Err(Refusal::not_found()),
    }
}

fn in_channel(world: &mut World, call: &mut Call, method: &Method, channel: &str, rest: &[&str]) -> Outcome {
    let channel = id("channel_id", channel)?;
    match (method, rest) {
        (GET, []) => channels::get(world, call, channel),
        (PATCH, []) => channels::edit(world, call, channel),
        (DELETE, []) => channels::delete(world, call, channel),
        (GET, ["application-command-index"]) => commands::index_of_channel(world, call, channel),
        (POST, ["typing"]) => channels::typing(world, call, channel),
        (GET, ["messages"]) => messages::list(world, call, channel),
        (POST, ["messages"]) => messages::create(world, call, channel),
        (GET, ["messages", message]) => messages::get(world, call, channel, id("message_id", message)?),
        (PATCH, ["messages", message]) => messages::edit(world, call, channel, id("message_id", message)?),
        (DELETE, ["messages", message]) => messages::delete(world, call, channel, id("message_id", message)?),
        (PUT | DELETE, ["messages", message, "reactions", emoji, "@me"]) => {
            reactions::own(world, call, channel, id("message_id", message)?, emoji)
        }
        (GET, ["messages", message, "reactions", emoji]) => {
            reactions::list(world, call, channel, id("message_id", message)?, emoji)
        }
        (POST, ["messages", message, "threads"]) => {
            threads::create(world, call, channel, Some(id("message_id", message)?))
        }
        (POST, ["threads"]) => threads::create(world, call, channel, None),
        (GET, ["threads", "archived", "public"]) => threads::archived(world, call, channel),
        (GET, ["thread-members"]) => threads::members(world, call, channel),
        (GET, ["thread-members", who]) => threads::member(world, call, channel, who),
        (PUT | DELETE, ["thread-members", who]) => threads::join_or_leave(world, call, channel, who),
        _ => Err(Refusal::not_found()),
    }
}

fn in_guild(world: &mut World, call: &mut Call, method: &Method, guild: &str, rest: &[&str]) -> Outcome {
    let guild = id("guild_id", guild)?;
    match (method, rest) {
        (GET, []) => guilds::get(world, call, guild),
        (GET, ["channels"]) => guilds::channels(world, call, guild),
        (GET, ["roles"]) => guilds::roles(world, call, guild),
        (GET, ["members"]) => guilds::members(world, call, guild),
        (GET, ["members", user]) => guilds::member(world, call, guild, id("user_id", user)?),
        (PUT | DELETE, ["members", user, "roles", role]) => {
            guilds::member_role(world, call, guild, id("user_id", user)?, id("role_id", role)?)
        }
        (GET, ["threads", "active"]) => threads::active(world, call, guild),
        (GET, ["application-command-index"]) => commands::index(world, call, guild),
        _ => Err(Refusal::not_found()),
    }
}
