//! Channels themselves: looked at, changed, deleted; and who is typing there.

use twilight_model::guild::Permissions;

use super::call::{Answer, Call, Outcome};
use super::refusal::Refusal;
use super::threads;
use crate::sandbox::world::ids::ChannelId;
use crate::sandbox::world::threads::ThreadEdit;
use crate::sandbox::world::{World, show};

pub(crate) fn get(world: &World, call: &Call, channel: ChannelId) -> Outcome {
    world.allow(call.caller.user()?, channel, Permissions::VIEW_CHANNEL)?;
    Ok(Answer::Json(show::channel(world, world.channel(channel)?)))
}

pub(crate) fn typing(world: &mut World, call: &Call, channel: ChannelId) -> Outcome {
    let who = call.caller.user()?;
    world.allow_writing(who, channel)?;
    world.typing(channel, who)?;
    Ok(Answer::NoContent)
}

/// A thread's own author may change its name and archive it; locking and all else takes a permission.
pub(crate) fn edit(world: &mut World, call: &Call, channel: ChannelId) -> Outcome {
    let who = call.caller.user()?;
    let found = world.channel(channel)?;
    let edit = ThreadEdit {
        name: call.text("name").map(str::to_owned),
        archived: call.body["archived"].as_bool(),
        locked: call.body["locked"].as_bool(),
        auto_archive_minutes: threads::auto_archive_minutes(call)?,
    };
    if let Some(thread) = &found.thread {
        if thread.archived && edit.archived != Some(false) {
            return Err(Refusal::thread_archived());
        }
        let untouched = edit.locked.is_none() && !thread.locked;
        let own = thread.owner == who && untouched;
        let reopens = edit.archived == Some(false) && edit.name.is_none() && untouched;
        let needed = match (own, reopens) {
            (true, _) => Permissions::VIEW_CHANNEL,
            (false, true) => Permissions::SEND_MESSAGES_IN_THREADS,
            (false, false) => Permissions::MANAGE_THREADS,
        };
        world.allow(who, channel, needed)?;
        world.edit_thread(channel, edit)?;
    } else {
        world.allow(who, channel, Permissions::MANAGE_CHANNELS)?;
        edit_channel(world, call, channel, edit.name)?;
    }
    Ok(Answer::Json(show::channel(world, world.channel(channel)?)))
}

pub(crate) fn delete(world: &mut World, call: &Call, channel: ChannelId) -> Outcome {
    let who = call.caller.user()?;
    let is_thread = world.channel(channel)?.thread.is_some();
    world.allow(who, channel, if is_thread { Permissions::MANAGE_THREADS } else { Permissions::MANAGE_CHANNELS })?;
    Ok(Answer::Json(world.delete_channel(channel)?))
}

fn edit_channel(world: &mut World, call: &Call, channel: ChannelId, name: Option<String>) -> Result<(), Refusal> {
    if let Some(name) = name {
        world.rename(channel, name);
    }
    if let Some(topic) = call.body.get("topic") {
        world.channel_mut(channel)?.topic = topic.as_str().map(str::to_owned);
    }
    if let Some(seconds) = call.body["rate_limit_per_user"].as_u64() {
        world.channel_mut(channel)?.slow_seconds = seconds;
    }
    world.tell_channel(channel);
    Ok(())
}
