//! The commands that the bot registered, everywhere or in one guild.

use std::collections::HashMap;

use serde_json::{Value, json};
use twilight_model::guild::Permissions;

use super::World;
use super::ids::{ChannelId, CommandId, GuildId, UserId};

/// All registered commands, as Discord's JSON.
#[derive(Debug, Default)]
pub(crate) struct Commands {
    global: Vec<Value>,
    in_guild: HashMap<GuildId, Vec<Value>>,
    /// Whether an admin has opened them to everyone.
    pub(crate) for_everyone: bool,
}

impl Commands {
    pub(crate) fn list(&self, guild: Option<GuildId>) -> &[Value] {
        match guild {
            Some(guild) => self.in_guild.get(&guild).map_or(&[], Vec::as_slice),
            None => &self.global,
        }
    }

    /// All that can be used in a guild, or in a direct conversation.
    pub(crate) fn usable_in(&self, guild: Option<GuildId>) -> impl Iterator<Item = &Value> {
        let of_guild = guild.map_or(&[][..], |guild| self.list(Some(guild)));
        let direct = guild.is_none();
        let global = self.global.iter().filter(move |command| !direct || usable_in_direct(command));
        of_guild.iter().chain(global)
    }

    /// Whether someone's permissions are those that the command asks of its users.
    pub(crate) fn may_use(&self, command: &Value, permissions: Permissions) -> bool {
        let needed = command["default_member_permissions"].as_str().and_then(|bits| bits.parse().ok());
        self.for_everyone
            || needed.is_none_or(|bits| {
                let needed = Permissions::from_bits_truncate(bits);
                // 0 is for administrators only.
                permissions.contains(Permissions::ADMINISTRATOR) || (!needed.is_empty() && permissions.contains(needed))
            })
    }

    fn list_mut(&mut self, guild: Option<GuildId>) -> &mut Vec<Value> {
        match guild {
            Some(guild) => self.in_guild.entry(guild).or_default(),
            None => &mut self.global,
        }
    }
}

impl World {
    /// Puts these commands in the place of those registered. One of the same name and type keeps its id.
    pub(crate) fn register(&mut self, guild: Option<GuildId>, commands: Vec<Value>) -> &[Value] {
        let registered: Vec<Value> = commands.into_iter().map(|command| self.registered(guild, command)).collect();
        *self.commands.list_mut(guild) = registered;
        self.commands.list(guild)
    }

    /// Adds one command, in the place of the one with its name and type.
    pub(crate) fn register_one(&mut self, guild: Option<GuildId>, command: Value) -> Value {
        let command = self.registered(guild, command);
        let list = self.commands.list_mut(guild);
        list.retain(|known| known["id"] != command["id"]);
        list.push(command.clone());
        command
    }

    pub(crate) fn unregister(&mut self, guild: Option<GuildId>, id: &str) -> bool {
        let list = self.commands.list_mut(guild);
        let before = list.len();
        list.retain(|known| known["id"] != id);
        list.len() < before
    }

    fn registered(&mut self, guild: Option<GuildId>, mut command: Value) -> Value {
        if command["type"].is_null() {
            command["type"] = json!(1);
        }
        let same = |known: &&Value| known["name"] == command["name"] && known["type"] == command["type"];
        let id = self.commands.list(guild).iter().find(same).map(|known| known["id"].clone());
        let id = id.unwrap_or_else(|| json!(self.new_id::<twilight_model::id::marker::CommandMarker>().to_string()));
        let version: CommandId = self.new_id();
        let Some(fields) = command.as_object_mut() else { return command };
        fields.insert("id".to_owned(), id);
        fields.insert("application_id".to_owned(), json!(self.application.id.to_string()));
        fields.insert("version".to_owned(), json!(version.to_string()));
        if let Some(guild) = guild {
            fields.insert("guild_id".to_owned(), json!(guild.to_string()));
        }
        for (key, unsaid) in
            [("description", json!("")), ("default_member_permissions", Value::Null), ("nsfw", json!(false))]
        {
            fields.entry(key).or_insert(unsaid);
        }
        // Discord answers with permissions as a string, however they came.
        if let Some(bits) = fields.get("default_member_permissions").and_then(Value::as_u64) {
            fields.insert("default_member_permissions".to_owned(), json!(bits.to_string()));
        }
        command
    }

    /// The commands that someone is offered in a channel.
    pub(crate) fn commands_for(&self, user: UserId, channel: ChannelId) -> Vec<&Value> {
        let guild = self.channels.get(&channel).and_then(|channel| channel.guild);
        let permissions = self.permissions(user, channel);
        let may = |command: &&Value| guild.is_none() || self.commands.may_use(command, permissions);
        self.commands.usable_in(guild).filter(may).collect()
    }
}

/// Not where its contexts leave the bot's direct messages out.
fn usable_in_direct(command: &Value) -> bool {
    match command["contexts"].as_array() {
        Some(contexts) => contexts.iter().any(|context| context == 1),
        None => command["dm_permission"].as_bool().unwrap_or(true),
    }
}
