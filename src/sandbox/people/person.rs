//! A person to act for: they post, type commands, press buttons, and see what their client would show them.

use std::sync::Arc;

use axum::http::Method;
use serde_json::{Value, json};
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::{Mutex, broadcast};

use super::interact::{components, interact};
use super::seen::SeenMessage;
use super::typed;
use crate::sandbox::core::Core;
use crate::sandbox::gateway::Told;
use crate::sandbox::rest::call::{Answer, Call, Caller};
use crate::sandbox::rest::refusal::Refusal;
use crate::sandbox::rest::routes::route;
use crate::sandbox::world::World;
use crate::sandbox::world::event::CLOCK_MOVED;
use crate::sandbox::world::files::NewFile;
use crate::sandbox::world::ids::{ChannelId, InteractionId, MessageId, UserId};
use crate::sandbox::world::interactions::{Use, What};

/// Someone in the world, with what they were told since they were asked for. Channels are named `#support`, by a thread's
/// name, by an id, or `@firstline` for the direct conversation with the bot.
#[derive(Debug)]
pub struct Person {
    core: Arc<Core>,
    id: UserId,
    name: String,
    told: Mutex<broadcast::Receiver<Arc<Told>>>,
}

/// A message to be sent.
#[derive(Clone, Debug, Default)]
pub struct NewMessage {
    /// Its text.
    pub content: String,
    /// Its files.
    pub files: Vec<NewFile>,
    /// The message it replies to.
    pub reply_to: Option<MessageId>,
}

/// Something that a person's client was told.
#[derive(Clone, Debug)]
pub struct PersonEvent {
    /// Discord's name for it, as `MESSAGE_CREATE`.
    pub kind: &'static str,
    /// Its data, as the gateway has it.
    pub data: Value,
}

/// One of the choices that the bot offers to what is typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What the person reads.
    pub name: String,
    /// What the command is given.
    pub value: String,
}

impl Person {
    pub(crate) fn new(core: Arc<Core>, name: &str) -> Self {
        let (id, told) = core.with(|state| {
            let user = state.world.user_named(name).map(|user| user.id);
            let id = user.unwrap_or_else(|| panic!("there is no {name} in this world"));
            (id, state.gateway.listen(id))
        });
        Self { core, id, name: name.to_owned(), told: Mutex::new(told) }
    }

    /// Their id.
    pub fn id(&self) -> UserId {
        self.id
    }

    /// Their name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Posts a text.
    pub fn posts(&self, channel: &str, text: &str) -> Result<MessageId, Refusal> {
        self.posts_with(channel, NewMessage { content: text.to_owned(), ..NewMessage::default() })
    }

    /// Posts a message with all that it may have.
    pub fn posts_with(&self, channel: &str, message: NewMessage) -> Result<MessageId, Refusal> {
        let channel = self.channel(channel)?;
        let mut body = json!({"content": message.content});
        if let Some(to) = message.reply_to {
            body["message_reference"] = json!({"message_id": to.to_string()});
        }
        let sent = self.does(Method::POST, format!("/channels/{channel}/messages"), body, message.files)?;
        parsed(&sent["id"])
    }

    /// Changes the text of a message.
    pub fn edits(&self, message: MessageId, text: &str) -> Result<(), Refusal> {
        let channel = self.place_of(message)?;
        let path = format!("/channels/{channel}/messages/{message}");
        self.does(Method::PATCH, path, json!({"content": text}), Vec::new()).map(drop)
    }

    /// Deletes a message.
    pub fn deletes(&self, message: MessageId) -> Result<(), Refusal> {
        let channel = self.place_of(message)?;
        self.does(Method::DELETE, format!("/channels/{channel}/messages/{message}"), Value::Null, Vec::new()).map(drop)
    }

    /// Opens a thread in a channel.
    pub fn opens_thread(&self, channel: &str, name: &str) -> Result<ChannelId, Refusal> {
        let channel = self.channel(channel)?;
        let opened = self.does(
            Method::POST,
            format!("/channels/{channel}/threads"),
            json!({"name": name, "type": 11}),
            Vec::new(),
        )?;
        parsed(&opened["id"])
    }

    /// Opens a thread from a message.
    pub fn opens_thread_from(&self, message: MessageId, name: &str) -> Result<ChannelId, Refusal> {
        let channel = self.place_of(message)?;
        let path = format!("/channels/{channel}/messages/{message}/threads");
        parsed(&self.does(Method::POST, path, json!({"name": name}), Vec::new())?["id"])
    }

    /// Posts in a forum. The post is a thread, and its first message has the same number as its id.
    pub fn posts_in_forum(&self, forum: &str, title: &str, text: &str) -> Result<ChannelId, Refusal> {
        let channel = self.channel(forum)?;
        let body = json!({"name": title, "message": {"content": text}});
        parsed(&self.does(Method::POST, format!("/channels/{channel}/threads"), body, Vec::new())?["id"])
    }

    /// Writes to the bot alone.
    pub fn dms(&self, text: &str) -> Result<MessageId, Refusal> {
        self.posts("@firstline", text)
    }

    /// Types a command and sends it off: `/lookup text:disk full`. An option's value goes on to the next option's name; a
    /// person, channel or role is named as in `user:@ada`.
    pub fn types(&self, channel: &str, line: &str) -> Result<InteractionId, Refusal> {
        self.types_with(channel, line, &[])
    }

    /// Types a command with files for its options, in their order: `/diagnose file:error.log`.
    pub fn types_with(&self, channel: &str, line: &str, files: &[NewFile]) -> Result<InteractionId, Refusal> {
        let channel = self.channel(channel)?;
        self.core.with(|state| {
            let data = typed::read(&state.world, self.id, channel, line, files)?;
            interact(
                &mut state.world,
                self.id,
                &json!({"type": 2, "channel_id": channel.to_string(), "data": data}),
                files,
            )
        })
    }

    /// Types up to the middle of an option's value and waits for the choices; none after three seconds of silence.
    pub async fn completes(&self, channel: &str, line: &str) -> Result<Vec<Choice>, Refusal> {
        let channel = self.channel(channel)?;
        let (mut told, asked) = self.core.with(|state| {
            let told = state.gateway.listen(self.id);
            let data = typed::read_partly(&state.world, self.id, channel, line)?;
            let nonce = state.world.new_id::<()>().to_string();
            let form = json!({"type": 4, "channel_id": channel.to_string(), "nonce": nonce, "data": data});
            interact(&mut state.world, self.id, &form, &[]).map(|id| (told, id))
        })?;
        loop {
            let Ok(event) = told.recv().await else { return Ok(Vec::new()) };
            let data: Value = serde_json::from_str(&event.json).unwrap_or_default();
            let own = self.core.with(|state| state.world.interactions.get(asked).map(|known| known.nonce.clone()));
            if own.is_some_and(|nonce| nonce != data["nonce"]) {
                continue;
            }
            match event.kind {
                "APPLICATION_COMMAND_AUTOCOMPLETE_RESPONSE" => return Ok(choices(&data["choices"])),
                "INTERACTION_FAILURE" => return Ok(Vec::new()),
                _ => {}
            }
        }
    }

    /// Uses a command from a message's menu.
    pub fn uses(&self, command: &str, message: MessageId) -> Result<InteractionId, Refusal> {
        let channel = self.place_of(message)?;
        self.core.with(|state| {
            let commands = state.world.commands_for(self.id, channel);
            let found = commands.into_iter().find(|known| known["type"] == 3 && known["name"] == command);
            let found = found.ok_or_else(Refusal::unknown_command)?;
            let data = json!({"id": found["id"], "name": command, "type": 3, "target_id": message.to_string()});
            interact(
                &mut state.world,
                self.id,
                &json!({"type": 2, "channel_id": channel.to_string(), "data": data}),
                &[],
            )
        })
    }

    /// Presses a button by its label or custom id.
    pub fn presses(&self, message: MessageId, button: &str) -> Result<InteractionId, Refusal> {
        let named = |component: &Value| {
            component["type"] == 2 && (component["label"] == button || component["custom_id"] == button)
        };
        self.operates(message, &named, &Value::Null)
    }

    /// Sends a press that no client would: of a component that is not in the message, by its data as Discord has it.
    pub fn forges(&self, message: MessageId, data: Value) -> Result<InteractionId, Refusal> {
        self.core.with(|state| {
            let channel = place_of(&state.world, self.id, message)?;
            let what = What::Component { message };
            state.world.ask(Use { what, user: self.id, channel, nonce: Value::Null, data })
        })
    }

    /// Chooses from the message's select menu, by the labels or values of options.
    pub fn chooses(&self, message: MessageId, options: &[&str]) -> Result<InteractionId, Refusal> {
        let has = |component: &Value, option: &str| {
            let all = component["options"].as_array();
            all.is_none_or(|all| all.iter().any(|one| one["label"] == option || one["value"] == option))
        };
        let named = |component: &Value| {
            matches!(component["type"].as_u64(), Some(3 | 5..=8)) && options.iter().all(|option| has(component, option))
        };
        self.operates(message, &named, &json!(options))
    }

    /// Fills in the modal that is open and submits it; fields are named by their labels or custom ids.
    pub fn submits(&self, fields: &[(&str, &str)]) -> Result<InteractionId, Refusal> {
        self.core.with(|state| {
            let modal = state.world.interactions.latest_modal(self.id).ok_or_else(Refusal::unknown_interaction)?;
            let mut rows = Vec::new();
            for row in &modal.components {
                let inputs = components(std::slice::from_ref(row));
                let filled = inputs.into_iter().map(|input| {
                    let label = input.get("label").unwrap_or(&row["label"]);
                    let given = fields.iter().find(|(name, _)| *label == *name || input["custom_id"] == *name);
                    let value = given.map_or_else(|| input["value"].as_str().unwrap_or_default(), |(_, text)| text);
                    json!({"type": input["type"], "id": input["id"], "custom_id": input["custom_id"], "value": value})
                });
                let filled: Vec<Value> = filled.collect();
                rows.push(match (row["type"].as_u64(), filled.first()) {
                    (Some(18), Some(one)) => json!({"type": 18, "id": row["id"], "component": one}),
                    _ => json!({"type": 1, "id": row["id"], "components": filled}),
                });
            }
            let data = json!({"id": modal.id.to_string(), "custom_id": modal.custom_id, "components": rows});
            let form = json!({"type": 5, "channel_id": modal.channel.to_string(), "data": data});
            interact(&mut state.world, self.id, &form, &[])
        })
    }

    /// The messages of a channel that they can see, oldest first, those for them alone too.
    pub fn sees(&self, channel: &str) -> Result<Vec<SeenMessage>, Refusal> {
        let channel = self.channel(channel)?;
        self.core.with(|state| {
            let world = &state.world;
            if !world.can_see(self.id, channel) {
                return Err(Refusal::missing_access());
            }
            let all = world.channel(channel)?.messages.values();
            let seen = all.filter(|message| message.only_for.is_none_or(|person| person == self.id));
            Ok(seen.map(|message| SeenMessage::new(world, message)).collect())
        })
    }

    /// A message as they see it now.
    pub fn sees_message(&self, message: MessageId) -> Result<SeenMessage, Refusal> {
        let channel = self.place_of(message)?;
        self.core.with(|state| Ok(SeenMessage::new(&state.world, state.world.message(channel, message)?)))
    }

    /// The next thing their client is told: the first that was not taken yet since they were asked for. It waits for as
    /// long as nothing happens. Of more than some thousands that were not taken the oldest are lost.
    pub async fn next_event(&self) -> PersonEvent {
        let mut told = self.told.lock().await;
        loop {
            match told.recv().await {
                // That the clock was moved is for the page; whoever acts for a person moved it.
                Ok(event) if event.kind == CLOCK_MOVED => {}
                Ok(event) => {
                    let data = serde_json::from_str(&event.json).unwrap_or_default();
                    return PersonEvent { kind: event.kind, data };
                }
                Err(RecvError::Lagged(_)) => {}
                // The gateway lives as long as the sandbox; without it nothing more happens.
                Err(RecvError::Closed) => std::future::pending().await,
            }
        }
    }

    /// The next message of the bot that they see, new or filled in after "… is thinking". Others are passed over.
    pub async fn hears(&self) -> SeenMessage {
        loop {
            let event = self.next_event().await;
            let filled = event.kind == "MESSAGE_UPDATE" && event.data["edited_timestamp"].is_null();
            let of_bot =
                event.data["author"]["bot"] == true && event.data["flags"].as_u64().unwrap_or(0) & (1 << 7) == 0;
            if (event.kind == "MESSAGE_CREATE" || filled) && of_bot {
                return SeenMessage::from_json(event.data);
            }
        }
    }

    fn channel(&self, named: &str) -> Result<ChannelId, Refusal> {
        self.core.with(|state| match named.strip_prefix('@') {
            Some(person) => {
                let other = state.world.user_named(person).map(|user| user.id).ok_or_else(Refusal::unknown_user)?;
                Ok(state.world.direct(self.id, other))
            }
            None => state.world.channel_named(named),
        })
    }

    fn place_of(&self, message: MessageId) -> Result<ChannelId, Refusal> {
        self.core.with(|state| place_of(&state.world, self.id, message))
    }

    fn operates(
        &self,
        message: MessageId,
        named: &dyn Fn(&Value) -> bool,
        chosen: &Value,
    ) -> Result<InteractionId, Refusal> {
        self.core.with(|state| {
            let channel = place_of(&state.world, self.id, message)?;
            let all = components(&state.world.message(channel, message)?.components);
            let missing =
                || Refusal::invalid_field("data.custom_id", "COMPONENT_VALIDATION_FAILED", "No such component");
            let found = all.into_iter().find(|component| named(component)).ok_or_else(missing)?;
            let mut data = json!({"component_type": found["type"], "custom_id": found["custom_id"]});
            if let Some(chosen) = chosen.as_array() {
                let value = |option: &Value| {
                    let known = found["options"].as_array().into_iter().flatten().find(|one| one["label"] == *option);
                    known.map_or_else(|| option.clone(), |one| one["value"].clone())
                };
                data["values"] = chosen.iter().map(value).collect();
            }
            let form = json!({
                "type": 3,
                "channel_id": channel.to_string(),
                "message_id": message.to_string(),
                "data": data,
            });
            interact(&mut state.world, self.id, &form, &[])
        })
    }

    /// Does what their client would ask over REST.
    fn does(&self, method: Method, path: String, body: Value, files: Vec<NewFile>) -> Result<Value, Refusal> {
        let files = files.into_iter().enumerate().map(|(number, file)| (number as u64, file)).collect();
        let caller = Caller::Person(self.id);
        let mut call = Call { method, path, query: Vec::new(), caller, body, files, sent_files: Vec::new() };
        let answer = self.core.with(|state| route(&mut state.world, &mut call))?;
        Ok(match answer {
            Answer::Json(value) | Answer::Created(value) => value,
            Answer::Written(text) => serde_json::from_str(&text).unwrap_or_default(),
            Answer::NoContent => Value::Null,
        })
    }
}

/// The channel of a message that a person sees.
fn place_of(world: &World, person: UserId, message: MessageId) -> Result<ChannelId, Refusal> {
    let holds = world.channels.values().filter_map(|channel| channel.messages.get(&message));
    let seen =
        holds.filter(|found| found.only_for.is_none_or(|only| only == person) && world.can_see(person, found.channel));
    seen.map(|found| found.channel).next().ok_or_else(Refusal::unknown_message)
}

fn parsed<T: std::str::FromStr>(id: &Value) -> Result<T, Refusal> {
    id.as_str().and_then(|id| id.parse().ok()).ok_or_else(Refusal::not_found)
}

fn choices(list: &Value) -> Vec<Choice> {
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let all = list.as_array().into_iter().flatten();
    all.map(|choice| Choice { name: text(&choice["name"]), value: text(&choice["value"]) }).collect()
}
