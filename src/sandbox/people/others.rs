//! What happens without a person: webhooks post, Discord unfolds links, other bots sweep a channel.

use serde_json::json;
use twilight_model::gateway::Intents;

use crate::sandbox::Sandbox;
use crate::sandbox::rest::refusal::Refusal;
use crate::sandbox::world::World;
use crate::sandbox::world::event::{ForBot, ForPeople};
use crate::sandbox::world::ids::{ChannelId, MessageId};
use crate::sandbox::world::messages::Draft;

impl Sandbox {
    /// A webhook posts a text under a name. It is in no server, and what it posts tells so with a `webhook_id`.
    pub fn webhook_posts(&self, channel: &str, name: &str, text: &str) -> Result<MessageId, Refusal> {
        self.core.with(|state| {
            let world = &mut state.world;
            let channel = world.channel_named(channel)?;
            let author = world.webhook(name);
            let mut draft = Draft::new(channel, author);
            text.clone_into(&mut draft.content);
            world.send(draft)
        })
    }

    /// Discord unfolds a link in a message: the message is told of again, without having been edited.
    pub fn unfolds_a_link(&self, message: MessageId) -> Result<(), Refusal> {
        self.core.with(|state| {
            let channel = holder(&state.world, message)?;
            let found = state.world.message_mut(channel, message)?;
            found.embeds.push(json!({"type": "link", "title": "A page", "url": "https://example.com/"}));
            state.world.tell_message("MESSAGE_UPDATE", channel, message);
            Ok(())
        })
    }

    /// Another bot deletes several messages of one channel at once.
    pub fn sweeps(&self, messages: &[MessageId]) -> Result<(), Refusal> {
        self.core.with(|state| {
            let world = &mut state.world;
            let first = messages.first().ok_or_else(Refusal::unknown_message)?;
            let channel = holder(world, *first)?;
            for message in messages {
                world.remove(channel, *message)?;
            }
            let guild = world.channel(channel)?.guild;
            let data = json!({
                "ids": messages.iter().map(ToString::to_string).collect::<Vec<_>>(),
                "channel_id": channel.to_string(),
                "guild_id": guild.map(|guild| guild.to_string()),
            });
            let bot = ForBot::With { intents: Intents::GUILD_MESSAGES, channel: Some(channel), blanks: false };
            world.tell("MESSAGE_DELETE_BULK", data, guild, bot, ForPeople::WhoSee(channel));
            Ok(())
        })
    }
}

fn holder(world: &World, message: MessageId) -> Result<ChannelId, Refusal> {
    let mut all = world.channels.values();
    all.find(|channel| channel.messages.contains_key(&message)).map(|it| it.id).ok_or_else(Refusal::unknown_message)
}
