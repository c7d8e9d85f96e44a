//! A typed line as a command's data: `/lookup text:disk full` against the commands that the person is offered.

use serde_json::{Value, json};

use crate::sandbox::rest::refusal::Refusal;
use crate::sandbox::world::World;
use crate::sandbox::world::files::NewFile;
use crate::sandbox::world::ids::{ChannelId, UserId};

/// Reads a whole command; what it asks for must be given.
pub(crate) fn read(
    world: &World,
    who: UserId,
    channel: ChannelId,
    line: &str,
    files: &[NewFile],
) -> Result<Value, Refusal> {
    Line { world, who, channel, files }.read(line, false)
}

/// Reads a command that is still being typed: the option that comes last has the focus.
pub(crate) fn read_partly(world: &World, who: UserId, channel: ChannelId, line: &str) -> Result<Value, Refusal> {
    Line { world, who, channel, files: &[] }.read(line, true)
}

struct Line<'w> {
    world: &'w World,
    who: UserId,
    channel: ChannelId,
    files: &'w [NewFile],
}

impl Line<'_> {
    fn read(&self, line: &str, partly: bool) -> Result<Value, Refusal> {
        let line = line.trim_start().strip_prefix('/').ok_or_else(|| wrong("A command begins with /."))?;
        let (name, rest) = word(line);
        let commands = self.world.commands_for(self.who, self.channel);
        let known = commands.into_iter().find(|command| command["type"] == 1 && command["name"] == name);
        let known = known.ok_or_else(|| wrong(&format!("There is no command /{name} here.")))?;
        let options = self.options(known, rest, partly)?;
        Ok(json!({"id": known["id"], "name": name, "type": 1, "version": known["version"], "options": options}))
    }

    /// The options below a command, group or sub-command.
    fn options(&self, below: &Value, text: &str, partly: bool) -> Result<Value, Refusal> {
        let known = below["options"].as_array().map_or(&[][..], Vec::as_slice);
        if known.iter().any(|option| option["type"] == 1 || option["type"] == 2) {
            let (name, rest) = word(text);
            let sub = known.iter().find(|option| option["name"] == name);
            let sub = sub.ok_or_else(|| wrong(&format!("{} has no sub-command {name:?}.", below["name"])))?;
            let inner = self.options(sub, rest, partly)?;
            return Ok(json!([{"type": sub["type"], "name": name, "options": inner}]));
        }
        let mut given = Vec::new();
        let starts = starts(known, text);
        let before = starts.first().map_or(text, |(at, ..)| &text[..*at]);
        if !before.trim().is_empty() {
            return Err(wrong(&format!("{:?} belongs to no option.", before.trim())));
        }
        for (place, (_, from, option)) in starts.iter().enumerate() {
            let end = starts.get(place + 1).map_or(text.len(), |(next, ..)| *next);
            let focused = partly && place + 1 == starts.len();
            let typed = &text[*from..end];
            let typed = if focused { typed.trim_start() } else { typed.trim() };
            let value = if focused { json!(typed) } else { self.value(option, typed)? };
            let mut shown = json!({"type": option["type"], "name": option["name"], "value": value});
            if focused {
                shown["focused"] = json!(true);
            }
            given.push(shown);
        }
        let missing = known.iter().find(|option| {
            option["required"] == true && given.iter().all(|given: &Value| given["name"] != option["name"])
        });
        match missing {
            Some(option) if !partly => Err(wrong(&format!("The option {} is required.", option["name"]))),
            _ => Ok(json!(given)),
        }
    }

    fn value(&self, option: &Value, typed: &str) -> Result<Value, Refusal> {
        let wrong_kind = |kind: &str| wrong(&format!("{} must be {kind}, not {typed:?}.", option["name"]));
        if let Some(choices) = option["choices"].as_array().filter(|choices| !choices.is_empty()) {
            let shown = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            let chosen = choices.iter().find(|one| one["name"] == typed || shown(&one["value"]) == typed);
            return chosen.map(|one| one["value"].clone()).ok_or_else(|| wrong_kind("one of its choices"));
        }
        let id = typed.trim_start_matches(['@', '#', '<', '&', '!']).trim_end_matches('>');
        match option["type"].as_u64() {
            Some(3) => {
                let chars = typed.chars().count() as u64;
                let least = option["min_length"].as_u64().unwrap_or(0);
                let most = option["max_length"].as_u64().unwrap_or(6_000);
                let fits = (least..=most).contains(&chars);
                if fits { Ok(json!(typed)) } else { Err(wrong_kind(&format!("{least} to {most} characters"))) }
            }
            Some(4) => typed.parse::<i64>().map(Value::from).map_err(|_| wrong_kind("a whole number")),
            Some(5) => match typed.to_ascii_lowercase().as_str() {
                "true" | "yes" => Ok(json!(true)),
                "false" | "no" => Ok(json!(false)),
                _ => Err(wrong_kind("true or false")),
            },
            Some(6) => {
                let user = self.world.user_named(id).map(|user| user.id.to_string());
                Ok(json!(user.unwrap_or_else(|| id.to_owned())))
            }
            Some(7) => self.world.channel_named(id).map(|channel| json!(channel.to_string())),
            Some(8 | 9) => {
                let guild = self.world.guild_of(self.channel).and_then(|guild| self.world.guilds.get(&guild));
                let role = guild.and_then(|guild| guild.role_named(id)).map(|role| role.id.to_string());
                let user = self.world.user_named(id).map(|user| user.id.to_string());
                Ok(json!(role.or(user).unwrap_or_else(|| id.to_owned())))
            }
            Some(10) => typed.parse::<f64>().map(Value::from).map_err(|_| wrong_kind("a number")),
            Some(11) => {
                let number = self.files.iter().position(|file| file.name == typed);
                number.map(|number| json!(number.to_string())).ok_or_else(|| wrong_kind("the name of a given file"))
            }
            _ => Ok(json!(typed)),
        }
    }
}

/// Where the options in a text begin, where their values do, and which they are.
fn starts<'o>(known: &'o [Value], text: &str) -> Vec<(usize, usize, &'o Value)> {
    let mut found: Vec<(usize, usize, &Value)> = Vec::new();
    for option in known {
        let Some(name) = option["name"].as_str() else { continue };
        let label = format!("{name}:");
        let begins = |at: &usize| text[..*at].chars().next_back().is_none_or(char::is_whitespace);
        // Only once: the same words later on are part of a value.
        let first = text.match_indices(&label).map(|(at, _)| at).find(begins);
        found.extend(first.map(|at| (at, at + label.len(), option)));
    }
    found.sort_by_key(|(at, ..)| *at);
    found
}

fn word(text: &str) -> (&str, &str) {
    let text = text.trim_start();
    text.split_once(char::is_whitespace).unwrap_or((text, ""))
}

fn wrong(message: &str) -> Refusal {
    Refusal::invalid_field("data", "APPLICATION_COMMAND_INVALID", message)
}
