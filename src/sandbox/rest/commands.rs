//! The bot's commands: registered, listed, and shown to people.

use axum::http::Method;
use serde_json::{Value, json};
use twilight_model::guild::Permissions;

use super::call::{Answer, Call, Outcome};
use super::refusal::Refusal;
use crate::sandbox::limits::commands as limits;
use crate::sandbox::world::World;
use crate::sandbox::world::ids::{ChannelId, GuildId};

/// What is asked of the commands that hold everywhere, or in one guild.
pub(crate) fn route(
    world: &mut World,
    call: &mut Call,
    method: &Method,
    guild: Option<GuildId>,
    rest: &[&str],
) -> Outcome {
    call.bot()?;
    if let Some(guild) = guild {
        world.guild(guild)?;
    }
    match (method, rest) {
        (&Method::GET, []) => Ok(Answer::Json(json!(world.commands.list(guild)))),
        (&Method::PUT, []) => {
            world.note_unknown(call, limits::check_all(&call.body)?);
            let commands = call.body.as_array().cloned().unwrap_or_default();
            // There are many, in many languages: as a value they would be copied once more.
            let registered = serde_json::to_string(world.register(guild, commands));
            Ok(Answer::Written(registered.unwrap_or_default()))
        }
        (&Method::POST, []) => {
            world.note_unknown(call, limits::check(&call.body)?);
            Ok(Answer::Created(world.register_one(guild, call.body.clone())))
        }
        (&Method::GET, [id]) => {
            let found = world.commands.list(guild).iter().find(|command| command["id"] == *id);
            Ok(Answer::Json(found.cloned().ok_or_else(Refusal::unknown_command)?))
        }
        (&Method::DELETE, [id]) => {
            if world.unregister(guild, id) {
                Ok(Answer::NoContent)
            } else {
                Err(Refusal::unknown_command())
            }
        }
        _ => Err(Refusal::method_not_allowed()),
    }
}

/// The commands that a person is offered in a guild as they type `/`.
pub(crate) fn index(world: &World, call: &Call, guild: GuildId) -> Outcome {
    let who = call.person()?;
    world.guild(guild)?;
    let permissions = world.guild_permissions(who, guild);
    let usable = world.commands.usable_in(Some(guild)).filter(|command| world.commands.may_use(command, permissions));
    Ok(Answer::Json(shown_index(world, usable)))
}

/// The same for one channel, where a direct conversation has commands too.
pub(crate) fn index_of_channel(world: &World, call: &Call, channel: ChannelId) -> Outcome {
    let who = call.person()?;
    world.allow(who, channel, Permissions::VIEW_CHANNEL)?;
    Ok(Answer::Json(shown_index(world, world.commands_for(who, channel).into_iter())))
}

fn shown_index<'w>(world: &World, commands: impl Iterator<Item = &'w Value>) -> Value {
    let bot = world.users.get(&world.application.bot);
    json!({
        "applications": [{
            "id": world.application.id.to_string(),
            "name": bot.map(|bot| bot.display.clone()),
            "description": "",
            "icon": null,
            "bot": bot.map(crate::sandbox::world::show::user),
        }],
        "application_commands": commands.collect::<Vec<_>>(),
        "version": "1",
    })
}
