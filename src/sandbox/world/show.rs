//! The world's things as Discord's JSON, for answers and events alike.

use serde_json::{Map, Value, json};
use twilight_model::guild::Permissions;

use super::World;
use super::ids::{ChannelId, GuildId, UserId, made_at, stamp};
use super::model::{Attachment, Channel, Guild, Kind, Member, Message, Overwrite, OverwriteFor, Role, Thread, User};

/// Application flags: both privileged intents that the sandbox knows, as granted to a small application.
const MAY_READ_MEMBERS: u64 = 1 << 15;
const MAY_READ_CONTENT: u64 = 1 << 19;

/// The file limit that an interaction tells, in bytes.
pub(crate) const MOST_UPLOAD_BYTES: u64 = 10 * 1024 * 1024;

pub(crate) fn user(user: &User) -> Value {
    let mut shown = json!({
        "id": user.id.to_string(),
        "username": user.name,
        "global_name": if user.bot { Value::Null } else { json!(user.display) },
        "discriminator": if user.bot { "0001" } else { "0" },
        "avatar": null,
        "public_flags": 0,
        "flags": 0,
        "primary_guild": null,
    });
    if user.bot {
        shown["bot"] = json!(true);
    }
    shown
}

/// A user as they see themselves.
pub(crate) fn me(who: &User) -> Value {
    let mut shown = user(who);
    shown["verified"] = json!(true);
    shown["mfa_enabled"] = json!(false);
    shown["locale"] = json!(who.locale);
    shown["email"] = Value::Null;
    shown
}

pub(crate) fn user_by_id(world: &World, id: UserId) -> Value {
    world.users.get(&id).map_or(Value::Null, user)
}

/// A member without their user, as messages carry it.
pub(crate) fn bare_member(member: &Member) -> Value {
    json!({
        "roles": member.roles.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "joined_at": stamp(member.joined_at),
        "nick": null,
        "avatar": null,
        "premium_since": null,
        "communication_disabled_until": null,
        "deaf": false,
        "mute": false,
        "pending": false,
        "flags": 0,
    })
}

pub(crate) fn member(world: &World, id: UserId, member: &Member) -> Value {
    let mut shown = bare_member(member);
    shown["user"] = user_by_id(world, id);
    shown
}

pub(crate) fn role(role: &Role) -> Value {
    json!({
        "id": role.id.to_string(),
        "name": role.name,
        "color": role.colour,
        "colors": {"primary_color": role.colour, "secondary_color": null, "tertiary_color": null},
        "hoist": false,
        "position": role.position,
        "permissions": role.permissions.bits().to_string(),
        "managed": role.managed,
        "mentionable": role.mentionable,
        "icon": null,
        "unicode_emoji": null,
        "flags": 0,
    })
}

pub(crate) fn channel(world: &World, channel: &Channel) -> Value {
    let last = channel.last_message.map(|id| id.to_string());
    let mut shown = json!({
        "id": channel.id.to_string(),
        "type": channel.kind as u8,
        "last_message_id": last,
        "flags": 0,
    });
    if channel.kind == Kind::Direct {
        shown["recipients"] = channel.recipients.iter().map(|id| user_by_id(world, *id)).collect();
        return shown;
    }
    shown["guild_id"] = json!(channel.guild.map(|id| id.to_string()));
    shown["name"] = json!(channel.name);
    shown["parent_id"] = json!(channel.parent.map(|id| id.to_string()));
    shown["rate_limit_per_user"] = json!(0);
    if let Some(state) = &channel.thread {
        thread(&mut shown, channel, state);
    } else {
        shown["position"] = json!(channel.position);
        shown["topic"] = json!(channel.topic);
        shown["nsfw"] = json!(false);
        shown["permission_overwrites"] = channel.overwrites.iter().map(overwrite).collect();
    }
    if channel.kind == Kind::Forum {
        shown["available_tags"] = json!([]);
        shown["default_reaction_emoji"] = Value::Null;
        shown["default_sort_order"] = Value::Null;
        shown["default_forum_layout"] = json!(0);
    }
    shown
}

/// A direct conversation as one of the two sees it: the other is its recipient.
pub(crate) fn direct(world: &World, id: ChannelId, with: UserId) -> Value {
    let Ok(found) = world.channel(id) else { return Value::Null };
    let mut shown = channel(world, found);
    shown["recipients"] = json!([user_by_id(world, with)]);
    shown
}

fn thread(shown: &mut Value, channel: &Channel, state: &Thread) {
    shown["owner_id"] = json!(state.owner.to_string());
    shown["message_count"] = json!(state.message_count);
    shown["total_message_sent"] = json!(state.message_count);
    shown["member_count"] = json!(state.members.len());
    shown["applied_tags"] = json!([]);
    shown["thread_metadata"] = json!({
        "archived": state.archived,
        "locked": state.locked,
        "auto_archive_duration": state.auto_archive_minutes,
        "archive_timestamp": stamp(state.archive_changed_at),
        "create_timestamp": stamp(made_at(channel.id)),
    });
}

fn overwrite(overwrite: &Overwrite) -> Value {
    let (id, kind) = match overwrite.of {
        OverwriteFor::Role(id) => (id.to_string(), 0),
        OverwriteFor::Member(id) => (id.to_string(), 1),
    };
    json!({"id": id, "type": kind, "allow": overwrite.allow.bits().to_string(), "deny": overwrite.deny.bits().to_string()})
}

pub(crate) fn attachment(world: &World, file: &Attachment) -> Value {
    let url = format!(
        "{}/cdn/attachments/{}/{}/{}?ex=ffffffff&is=0&hm={:016x}&",
        world.base_url,
        file.channel,
        file.id,
        file.name.replace([' ', '?', '#', '/', '%'], "_"),
        file.id.get(),
    );
    let mut shown = json!({
        "id": file.id.to_string(),
        "filename": file.name,
        "size": file.size,
        "url": url,
        "proxy_url": url,
        "content_type": file.content_type,
    });
    if let Some(description) = &file.description {
        shown["description"] = json!(description);
    }
    shown
}

/// A message as answers give it.
pub(crate) fn message(world: &World, message: &Message) -> Value {
    let mut shown = json!({
        "id": message.id.to_string(),
        "channel_id": message.channel.to_string(),
        "type": message.kind,
        "author": user_by_id(world, message.author),
        "content": message.content,
        "timestamp": stamp(made_at(message.id)),
        "edited_timestamp": message.edited_at.map(stamp),
        "tts": false,
        "mention_everyone": message.mentions.everyone,
        "mentions": message.mentions.users.iter().map(|id| user_by_id(world, *id)).collect::<Vec<_>>(),
        "mention_roles": message.mentions.roles.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "attachments": message.attachments.iter().map(|file| attachment(world, file)).collect::<Vec<_>>(),
        "embeds": message.embeds,
        "components": message.components,
        "pinned": message.pinned,
        "flags": message.flags,
    });
    add_context(world, message, &mut shown);
    shown
}

fn add_context(world: &World, of: &Message, shown: &mut Value) {
    if let Some(nonce) = &of.nonce {
        shown["nonce"] = nonce.clone();
    }
    if let Some(to) = of.reply_to {
        let guild = world.channels.get(&of.channel).and_then(|channel| channel.guild);
        shown["message_reference"] =
            json!({"type": 0, "message_id": to.to_string(), "channel_id": of.channel.to_string()});
        if let Some(guild) = guild {
            shown["message_reference"]["guild_id"] = json!(guild.to_string());
        }
        let replied = world.message(of.channel, to).ok();
        shown["referenced_message"] = replied.map_or(Value::Null, |replied| {
            let mut inner = message_alone(world, replied);
            inner["edited_timestamp"] = json!(replied.edited_at.map(stamp));
            inner
        });
    }
    if world.users.get(&of.author).is_some_and(|author| author.webhook) {
        shown["webhook_id"] = json!(of.author.to_string());
    }
    if let Some(from) = &of.from {
        let by = user_by_id(world, from.user);
        let id = from.interaction.to_string();
        shown["application_id"] = json!(world.application.id.to_string());
        shown["webhook_id"] = json!(world.application.id.to_string());
        if let Some(name) = &from.command {
            shown["interaction"] = json!({"id": id, "type": from.kind, "name": name, "user": by});
        }
        shown["interaction_metadata"] =
            json!({"id": id, "type": from.kind, "user": by, "authorizing_integration_owners": {}});
        if let Some(pressed) = from.pressed {
            shown["interaction_metadata"]["interacted_message_id"] = json!(pressed.to_string());
        }
        // A form says what asked for it: a press, or a command.
        if from.kind == 5 {
            let mut asked = shown["interaction_metadata"].clone();
            asked["type"] = json!(if from.pressed.is_some() { 3 } else { 2 });
            shown["interaction_metadata"]["triggering_interaction_metadata"] = asked;
        }
    }
    if let Some(thread) = of.thread.and_then(|id| world.channels.get(&id)) {
        shown["thread"] = channel(world, thread);
    }
    if !of.reactions.is_empty() {
        shown["reactions"] = of
            .reactions
            .iter()
            .map(|reaction| {
                json!({
                    "emoji": emoji(&reaction.emoji),
                    "count": reaction.by.len(),
                    "count_details": {"burst": 0, "normal": reaction.by.len()},
                    "me": reaction.by.contains(&world.application.bot),
                    "me_burst": false,
                    "burst_colors": [],
                })
            })
            .collect();
    }
}

/// A message without what it replies to, as a reply carries it.
fn message_alone(world: &World, of: &Message) -> Value {
    let mut shown = json!({
        "id": of.id.to_string(),
        "channel_id": of.channel.to_string(),
        "type": of.kind,
        "author": user_by_id(world, of.author),
        "content": of.content,
        "timestamp": stamp(made_at(of.id)),
        "tts": false,
        "mention_everyone": of.mentions.everyone,
        "mentions": [],
        "mention_roles": [],
        "embeds": of.embeds,
        "components": of.components,
        "pinned": of.pinned,
        "flags": of.flags,
    });
    shown["attachments"] = of.attachments.iter().map(|file| attachment(world, file)).collect();
    shown
}

/// A message as the gateway tells it: in a guild with the guild and the author's membership. What only one person sees
/// comes without both.
pub(crate) fn told_message(world: &World, of: &Message) -> Value {
    let mut shown = message(world, of);
    let guild = world.channels.get(&of.channel).and_then(|channel| channel.guild);
    if of.only_for.is_none()
        && let Some(guild) = guild.and_then(|id| world.guilds.get(&id))
    {
        shown["guild_id"] = json!(guild.id.to_string());
        if let Some(found) = guild.members.get(&of.author) {
            shown["member"] = bare_member(found);
        }
        for (place, id) in of.mentions.users.iter().enumerate() {
            if let Some(found) = guild.members.get(id) {
                shown["mentions"][place]["member"] = bare_member(found);
            }
        }
    }
    shown
}

/// An emoji by how a path names it: `✅`, or `name:id`.
pub(crate) fn emoji(text: &str) -> Value {
    match text.rsplit_once(':') {
        Some((name, id)) => json!({"id": id, "name": name}),
        None => json!({"id": null, "name": text}),
    }
}

/// A whole guild, as `GUILD_CREATE` tells it, with what one user can see of it.
pub(crate) fn guild(world: &World, of: &Guild, seen_by: UserId, all_members: bool) -> Value {
    let visible = |id: &&ChannelId| world.can_see(seen_by, **id);
    let shown_channel = |id: &ChannelId| world.channels.get(id).map(|found| channel(world, found));
    let members = of.members.iter().filter(|(id, _)| all_members || **id == seen_by);
    let members: Vec<Value> = members.map(|(id, found)| member(world, *id, found)).collect();
    let mut shown = bare_guild(of);
    let more = json!({
        "joined_at": of.members.get(&seen_by).map(|member| stamp(member.joined_at)),
        "large": false,
        "unavailable": false,
        "member_count": of.members.len(),
        "members": members,
        "channels": of.channels.iter().filter(visible).filter_map(shown_channel).collect::<Vec<_>>(),
        "threads": of.threads.iter().filter(visible).filter_map(shown_channel).collect::<Vec<_>>(),
        "presences": [],
        "voice_states": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
    });
    extend(&mut shown, more);
    shown
}

/// A guild as `GET /guilds/{id}` answers it.
pub(crate) fn bare_guild(of: &Guild) -> Value {
    json!({
        "id": of.id.to_string(),
        "name": of.name,
        "icon": null,
        "splash": null,
        "discovery_splash": null,
        "banner": null,
        "description": null,
        "owner_id": of.owner.to_string(),
        "application_id": null,
        "region": "deprecated",
        "afk_channel_id": null,
        "afk_timeout": 300,
        "verification_level": 0,
        "default_message_notifications": 1,
        "explicit_content_filter": 0,
        "roles": of.roles.iter().map(role).collect::<Vec<_>>(),
        "emojis": [],
        "stickers": [],
        "features": [],
        "mfa_level": 0,
        "nsfw_level": 0,
        "nsfw": false,
        "system_channel_id": null,
        "system_channel_flags": 0,
        "rules_channel_id": null,
        "public_updates_channel_id": null,
        "safety_alerts_channel_id": null,
        "max_members": 500_000,
        "max_presences": null,
        "vanity_url_code": null,
        "premium_tier": 0,
        "premium_subscription_count": 0,
        "premium_progress_bar_enabled": false,
        "preferred_locale": "en-US",
        "incidents_data": null,
    })
}

/// The application, as both of its addresses answer it.
pub(crate) fn application(world: &World) -> Value {
    let app = &world.application;
    let content = if app.message_content { MAY_READ_CONTENT } else { 0 };
    let owner = world.users.values().find(|user| user.name == "erin").or_else(|| world.users.values().find(|u| !u.bot));
    json!({
        "id": app.id.to_string(),
        "name": world.users.get(&app.bot).map(|user| user.display.clone()),
        "icon": null,
        "description": "",
        "bot_public": true,
        "bot_require_code_grant": false,
        "verify_key": "0".repeat(64),
        "team": null,
        "flags": MAY_READ_MEMBERS | content,
        "owner": owner.map(user),
        "bot": user_by_id(world, app.bot),
    })
}

/// The flags of the application, as `READY` tells them.
pub(crate) fn application_flags(world: &World) -> Value {
    json!({"id": world.application.id.to_string(), "flags": application(world)["flags"]})
}

/// A member with what they may do in a channel, as interactions carry it.
pub(crate) fn member_in(world: &World, id: UserId, guild: GuildId, permissions: Permissions) -> Value {
    let found = world.guilds.get(&guild).and_then(|guild| guild.members.get(&id));
    let mut shown = found.map_or(Value::Null, |found| member(world, id, found));
    shown["permissions"] = json!(permissions.bits().to_string());
    shown
}

/// Adds the keys of one object to another.
pub(crate) fn extend(object: &mut Value, more: Value) {
    if let (Some(object), Value::Object(more)) = (object.as_object_mut(), more) {
        object.extend::<Map<String, Value>>(more);
    }
}
