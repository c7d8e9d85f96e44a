//! A message as a person reads it on their screen.

use std::fmt::{self, Write};

use serde_json::Value;

use super::interact::components;
use crate::sandbox::world::World;
use crate::sandbox::world::ids::{ChannelId, MessageId};
use crate::sandbox::world::messages::{EPHEMERAL, LOADING};
use crate::sandbox::world::model::Message;
use crate::sandbox::world::show;

/// A message as someone sees it. Written out it is what they would read: text, embeds, buttons, menus, files.
#[derive(Clone, Debug)]
pub struct SeenMessage {
    /// Its id.
    pub id: MessageId,
    /// Where it is.
    pub channel: ChannelId,
    /// The name of who wrote it.
    pub author: String,
    /// Its text, without embeds.
    pub content: String,
    /// Only this person sees it.
    pub ephemeral: bool,
    /// "… is thinking".
    pub loading: bool,
    /// The whole of it, as Discord's JSON.
    pub json: Value,
}

impl SeenMessage {
    pub(crate) fn new(world: &World, message: &Message) -> Self {
        Self::from_json(show::message(world, message))
    }

    /// A message as an event or an answer of Discord's has it.
    pub fn from_json(json: Value) -> Self {
        let id = |value: &Value| value.as_str().and_then(|id| id.parse::<u64>().ok()).unwrap_or(1).max(1);
        let flags = json["flags"].as_u64().unwrap_or(0);
        Self {
            id: MessageId::new(id(&json["id"])),
            channel: ChannelId::new(id(&json["channel_id"])),
            author: json["author"]["username"].as_str().unwrap_or_default().to_owned(),
            content: json["content"].as_str().unwrap_or_default().to_owned(),
            ephemeral: flags & EPHEMERAL != 0,
            loading: flags & LOADING != 0,
            json,
        }
    }

    /// The labels of its buttons, in order.
    pub fn buttons(&self) -> Vec<String> {
        let mut found = Vec::new();
        every(&self.json["components"], &mut |component| {
            if component["type"] == 2 {
                found.push(text(&component["label"]).to_owned());
            }
        });
        found
    }

    /// The labels that its select menus offer, in order.
    pub fn options(&self) -> Vec<String> {
        let all = self.json["components"].as_array().map_or(&[][..], Vec::as_slice);
        let options = components(all).into_iter().flat_map(|one| one["options"].as_array().into_iter().flatten());
        options.map(|option| text(&option["label"]).to_owned()).collect()
    }
}

impl fmt::Display for SeenMessage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let alone = if self.ephemeral { " (only you see this)" } else { "" };
        writeln!(f, "{}{alone}:", self.author)?;
        let mut read = String::new();
        if self.loading {
            read.push_str("… is thinking\n");
        }
        line(&mut read, &self.content);
        for embed in self.json["embeds"].as_array().into_iter().flatten() {
            write_embed(&mut read, embed);
        }
        write_components(&mut read, &self.json["components"]);
        for file in self.json["attachments"].as_array().into_iter().flatten() {
            line(&mut read, &format!("[file: {}]", text(&file["filename"])));
        }
        f.write_str(read.trim_end())
    }
}

fn write_embed(read: &mut String, embed: &Value) {
    line(read, text(&embed["author"]["name"]));
    match embed["url"].as_str() {
        Some(url) => line(read, &format!("# [{}]({url})", text(&embed["title"]))),
        None if embed["title"].is_string() => line(read, &format!("# {}", text(&embed["title"]))),
        None => {}
    }
    line(read, text(&embed["description"]));
    for field in embed["fields"].as_array().into_iter().flatten() {
        line(read, &format!("## {}", text(&field["name"])));
        line(read, text(&field["value"]));
    }
    let footer = text(&embed["footer"]["text"]);
    if !footer.is_empty() {
        line(read, &format!("-# {footer}"));
    }
}

fn write_components(read: &mut String, list: &Value) {
    let mut row = String::new();
    every(list, &mut |component| match component["type"].as_u64() {
        Some(1) => end_row(read, &mut row),
        Some(2) => {
            let greyed = if component["disabled"] == true { " – greyed out" } else { "" };
            let link = component["url"].as_str().map(|url| format!(" → {url}")).unwrap_or_default();
            let _ = write!(row, "[{}{link}{greyed}] ", text(&component["label"]));
        }
        Some(10) => {
            end_row(read, &mut row);
            line(read, text(&component["content"]));
        }
        Some(3 | 5..=8) => {
            end_row(read, &mut row);
            line(read, &format!("[▾ {}]", text(&component["placeholder"])));
            for option in component["options"].as_array().into_iter().flatten() {
                let more = option["description"].as_str().map(|more| format!(" – {more}")).unwrap_or_default();
                line(read, &format!("  · {}{more}", text(&option["label"])));
            }
        }
        _ => {}
    });
    end_row(read, &mut row);
}

fn end_row(read: &mut String, row: &mut String) {
    line(read, row.trim_end());
    row.clear();
}

/// Visits each component before those inside it.
fn every<'v>(list: &'v Value, visit: &mut dyn FnMut(&'v Value)) {
    for component in list.as_array().into_iter().flatten() {
        visit(component);
        every(&component["components"], visit);
        if let Some(inner) = component.get("accessory") {
            visit(inner);
        }
    }
}

fn line(read: &mut String, text: &str) {
    if !text.is_empty() {
        read.push_str(text);
        read.push('\n');
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
