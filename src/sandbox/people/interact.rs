//! `POST /interactions`: what a person's client sends when they use a command, press a button, choose from a menu, type
//! into an option that completes, or submit a modal.

use serde_json::{Map, Value, json};
use twilight_model::guild::Permissions;

use crate::sandbox::rest::call::{Answer, Call, Outcome, id};
use crate::sandbox::rest::refusal::Refusal;
use crate::sandbox::world::World;
use crate::sandbox::world::files::NewFile;
use crate::sandbox::world::ids::{ChannelId, Id, InteractionId, MessageId, UserId};
use crate::sandbox::world::interactions::{Use, What};
use crate::sandbox::world::show;

/// Answers with nothing: what comes of it is told over the gateway.
pub(crate) fn create(world: &mut World, call: &mut Call) -> Outcome {
    let who = call.person()?;
    let files: Vec<NewFile> = std::mem::take(&mut call.files).into_iter().map(|(_, file)| file).collect();
    interact(world, who, &call.body, &files)?;
    Ok(Answer::NoContent)
}

/// Brings what a person did to the bot.
pub(crate) fn interact(
    world: &mut World,
    who: UserId,
    form: &Value,
    files: &[NewFile],
) -> Result<InteractionId, Refusal> {
    let channel: ChannelId = id("channel_id", form["channel_id"].as_str().unwrap_or_default())?;
    world.allow(who, channel, Permissions::VIEW_CHANNEL)?;
    if world.channel(channel)?.thread.as_ref().is_some_and(|thread| thread.archived && thread.locked) {
        return Err(Refusal::thread_archived());
    }
    let (what, data) = match form["type"].as_u64() {
        Some(kind @ (2 | 4)) => command(world, who, channel, &form["data"], kind == 4, files)?,
        Some(3) => component(world, who, channel, form)?,
        Some(5) => modal(world, who, channel, &form["data"])?,
        _ => return Err(Refusal::invalid_field("type", "BASE_TYPE_CHOICES", "Value must be one of {2, 3, 4, 5}.")),
    };
    world.ask(Use { what, user: who, channel, nonce: form["nonce"].clone(), data })
}

fn command(
    world: &mut World,
    who: UserId,
    channel: ChannelId,
    data: &Value,
    completes: bool,
    files: &[NewFile],
) -> Result<(What, Value), Refusal> {
    let guild = world.guild_of(channel);
    let known = world.commands.usable_in(guild).find(|command| command["id"] == data["id"]).cloned();
    let known = known.ok_or_else(|| {
        Refusal::invalid_field("data.id", "INTERACTION_APPLICATION_COMMAND_INVALID", "Unknown command")
    })?;
    let permissions = world.permissions(who, channel);
    if !permissions.contains(Permissions::USE_SLASH_COMMANDS)
        || (guild.is_some() && !world.commands.may_use(&known, permissions))
    {
        return Err(Refusal::missing_permissions());
    }
    let mut told = json!({"id": known["id"], "name": known["name"], "type": known["type"]});
    if let Some(guild) = known.get("guild_id") {
        told["guild_id"] = guild.clone();
    }
    let mut resolved = Resolved::default();
    if known["type"] == 1 {
        let mut options = data["options"].clone();
        resolved.options(world, channel, &mut options, files)?;
        told["options"] = if options.is_null() { json!([]) } else { options };
    } else {
        let target = data["target_id"].as_str().unwrap_or_default();
        told["target_id"] = json!(target);
        if known["type"] == 3 {
            let message: MessageId = id("data.target_id", target)?;
            let found = world.message(channel, message)?;
            let seen = found.only_for.is_none_or(|person| person == who);
            let shown = if seen { show::message(world, found) } else { return Err(Refusal::unknown_message()) };
            resolved.add("messages", target, shown);
        } else {
            resolved.user(world, channel, target)?;
        }
    }
    if let Some(resolved) = resolved.shown() {
        told["resolved"] = resolved;
    }
    let name = known["name"].as_str().unwrap_or_default().to_owned();
    let what = if completes { What::Autocomplete } else { What::Command { name, menu: known["type"] != 1 } };
    Ok((what, told))
}

fn component(world: &World, who: UserId, channel: ChannelId, form: &Value) -> Result<(What, Value), Refusal> {
    let message: MessageId = id("message_id", form["message_id"].as_str().unwrap_or_default())?;
    let found = world.message(channel, message)?;
    if found.only_for.is_some_and(|person| person != who) {
        return Err(Refusal::unknown_message());
    }
    let custom_id = form["data"]["custom_id"].as_str().unwrap_or_default();
    let pressed = components(&found.components).into_iter().find(|component| component["custom_id"] == custom_id);
    let invalid = |why: &str| Refusal::invalid_field("data.custom_id", "COMPONENT_VALIDATION_FAILED", why);
    let pressed = pressed.ok_or_else(|| invalid("Component validation failed"))?;
    if pressed["disabled"] == true {
        return Err(invalid("Component is disabled"));
    }
    let kind = &pressed["type"];
    let mut told = json!({"custom_id": custom_id, "component_type": kind, "id": pressed["id"]});
    if *kind != 2 {
        let values: Vec<&str> =
            form["data"]["values"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let least = pressed["min_values"].as_u64().unwrap_or(1) as usize;
        let most = pressed["max_values"].as_u64().unwrap_or(1) as usize;
        if values.len() < least || values.len() > most {
            return Err(invalid("Wrong number of values"));
        }
        let options = pressed["options"].as_array();
        let offered = |value: &&str| options.is_none_or(|all| all.iter().any(|option| option["value"] == **value));
        if !values.iter().all(offered) {
            return Err(invalid("Invalid value"));
        }
        if *kind != 3 {
            let mut resolved = Resolved::default();
            for value in &values {
                if !resolved.chosen(world, channel, kind, value)? {
                    return Err(invalid("Invalid value"));
                }
            }
            if let Some(resolved) = resolved.shown() {
                told["resolved"] = resolved;
            }
        }
        told["values"] = json!(values);
    }
    Ok((What::Component { message }, told))
}

fn modal(world: &mut World, who: UserId, channel: ChannelId, data: &Value) -> Result<(What, Value), Refusal> {
    let custom_id = data["custom_id"].as_str().unwrap_or_default();
    let invalid = |path: &str, why: &str| Refusal::invalid_field(path, "COMPONENT_VALIDATION_FAILED", why);
    let open = world.interactions.modal(who, custom_id).filter(|modal| modal.channel == channel);
    let open = open.ok_or_else(|| invalid("data.custom_id", "No such modal is open"))?;
    let given = components(data["components"].as_array().map_or(&[][..], Vec::as_slice));
    for (number, input) in components(&open.components).into_iter().filter(|input| input["type"] == 4).enumerate() {
        let value =
            given.iter().find(|one| one["custom_id"] == input["custom_id"]).and_then(|one| one["value"].as_str());
        let chars = value.unwrap_or_default().chars().count() as u64;
        let path = format!("data.components.{number}.value");
        if input["required"].as_bool().unwrap_or(true) && chars == 0 {
            return Err(invalid(&path, "This field is required"));
        }
        let least = if chars == 0 { 0 } else { input["min_length"].as_u64().unwrap_or(0) };
        let most = input["max_length"].as_u64().unwrap_or(4_000);
        if chars < least || chars > most {
            return Err(invalid(&path, &format!("Must be between {least} and {most} in length.")));
        }
    }
    let (id, message) = (open.id, open.message);
    world.interactions.close_modal(id);
    let told = json!({"custom_id": custom_id, "components": data["components"]});
    Ok((What::Modal { message }, told))
}

/// All components that can be used, from inside rows, sections, containers and labels.
pub(crate) fn components(list: &[Value]) -> Vec<&Value> {
    let mut found = Vec::new();
    let mut open: Vec<&Value> = list.iter().rev().collect();
    while let Some(component) = open.pop() {
        let inner = component["components"].as_array().into_iter().flatten();
        let single = ["component", "accessory"].into_iter().filter_map(|key| component.get(key));
        let inside: Vec<&Value> = inner.chain(single).collect();
        if component.get("custom_id").is_some() {
            found.push(component);
        }
        open.extend(inside.into_iter().rev());
    }
    found
}

/// The people, channels, roles, messages and files that an interaction's data names.
#[derive(Default)]
struct Resolved {
    things: Map<String, Value>,
}

impl Resolved {
    fn add(&mut self, kind: &str, id: &str, thing: Value) {
        self.things.entry(kind).or_insert_with(|| json!({}))[id] = thing;
    }

    fn shown(self) -> Option<Value> {
        (!self.things.is_empty()).then_some(Value::Object(self.things))
    }

    /// Looks up what options name; a file's number becomes its id.
    fn options(
        &mut self,
        world: &mut World,
        channel: ChannelId,
        options: &mut Value,
        files: &[NewFile],
    ) -> Result<(), Refusal> {
        for option in options.as_array_mut().into_iter().flatten() {
            let named = option["value"].as_str().unwrap_or_default().to_owned();
            match option["type"].as_u64() {
                Some(1 | 2) => self.options(world, channel, &mut option["options"], files)?,
                Some(6) => self.user(world, channel, &named)?,
                Some(7..=9) => self.any(world, channel, &named)?,
                Some(11) => {
                    let number = option["value"].as_u64().or_else(|| named.parse().ok()).unwrap_or(u64::MAX);
                    let file = usize::try_from(number).ok().and_then(|number| files.get(number)).cloned();
                    let file = file.ok_or_else(|| {
                        Refusal::invalid_field("data.options", "ATTACHMENT_NOT_FOUND", "No such file")
                    })?;
                    let kept = world.keep_loose_file(channel, file);
                    option["value"] = json!(kept.id.to_string());
                    self.add("attachments", &kept.id.to_string(), show::attachment(world, &kept));
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn user(&mut self, world: &World, channel: ChannelId, named: &str) -> Result<(), Refusal> {
        let user: UserId = id("value", named)?;
        self.add("users", named, show::user(world.user(user)?));
        if let Some(guild) = world.guild_of(channel)
            && let Some(member) = world.guild(guild)?.members.get(&user)
        {
            let mut shown = show::bare_member(member);
            shown["permissions"] = json!(world.permissions(user, channel).bits().to_string());
            self.add("members", named, shown);
        }
        Ok(())
    }

    /// What was chosen from a menu of people, roles or channels; false where it is none of what the menu holds.
    fn chosen(&mut self, world: &World, channel: ChannelId, kind: &Value, named: &str) -> Result<bool, Refusal> {
        let number: Id<()> = id("value", named)?;
        let is_user = world.users.contains_key(&number.cast());
        let guild = world.guild_of(channel).and_then(|guild| world.guilds.get(&guild));
        let is_role = guild.is_some_and(|guild| guild.role(number.cast()).is_some());
        let fits = match kind.as_u64() {
            Some(5) => is_user,
            Some(6) => is_role,
            Some(7) => is_user || is_role,
            _ => world.channels.contains_key(&number.cast()),
        };
        if fits {
            self.any(world, channel, named)?;
        }
        Ok(fits)
    }

    /// A user, role or channel, whichever has the id.
    fn any(&mut self, world: &World, channel: ChannelId, named: &str) -> Result<(), Refusal> {
        let number: Id<()> = id("value", named)?;
        let guild = world.guild_of(channel).and_then(|guild| world.guilds.get(&guild));
        if world.users.contains_key(&number.cast()) {
            self.user(world, channel, named)
        } else if let Some(role) = guild.and_then(|guild| guild.role(number.cast())) {
            self.add("roles", named, show::role(role));
            Ok(())
        } else {
            let found = world.channel(number.cast())?;
            let mut shown = show::channel(world, found);
            shown["permissions"] = json!(world.permissions(world.application.bot, number.cast()).bits().to_string());
            self.add("channels", named, shown);
            Ok(())
        }
    }
}
