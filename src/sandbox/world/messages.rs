//! The life of a message: sent, edited, deleted, reacted to; each with what the gateway tells of it.

use std::ops::Bound;
use std::sync::Arc;

use jiff::SignedDuration;
use serde_json::{Value, json};
use twilight_model::gateway::Intents;

use super::World;
use super::event::{ForBot, ForPeople};
use super::ids::{ChannelId, GuildId, MessageId, UserId, made_at};
use super::mentions::Policy;
use super::model::{Attachment, Kind, Message, Nonce, Origin, Reaction};
use super::show;
use crate::sandbox::rest::refusal::Refusal;

/// Only its addressee sees it.
pub(crate) const EPHEMERAL: u64 = 1 << 6;
/// A deferred answer that is still to come.
pub(crate) const LOADING: u64 = 1 << 7;
/// A thread was opened from it.
pub(crate) const HAS_THREAD: u64 = 1 << 5;

/// The kinds of message that only the sandbox itself makes.
pub(crate) const REPLY: u8 = 19;

/// The nonces that a channel remembers, and for how long: Discord says "the past few minutes".
const MOST_NONCES: usize = 100;
const NONCE_LASTS: SignedDuration = SignedDuration::from_secs(150);

/// A message to be.
#[derive(Debug)]
pub(crate) struct Draft {
    pub(crate) channel: ChannelId,
    pub(crate) author: UserId,
    pub(crate) kind: u8,
    pub(crate) content: String,
    pub(crate) embeds: Vec<Value>,
    pub(crate) components: Vec<Value>,
    pub(crate) attachments: Vec<Arc<Attachment>>,
    pub(crate) flags: u64,
    pub(crate) reply_to: Option<MessageId>,
    pub(crate) nonce: Option<Value>,
    pub(crate) policy: Policy,
    pub(crate) from: Option<Origin>,
    pub(crate) only_for: Option<UserId>,
    /// The id it is to have; a new one otherwise. The first message of a forum's post has the post's.
    pub(crate) id: Option<MessageId>,
}

impl Draft {
    /// An empty message of someone in a channel.
    pub(crate) fn new(channel: ChannelId, author: UserId) -> Self {
        Self {
            channel,
            author,
            kind: 0,
            content: String::new(),
            embeds: Vec::new(),
            components: Vec::new(),
            attachments: Vec::new(),
            flags: 0,
            reply_to: None,
            nonce: None,
            policy: Policy::unsaid(false),
            from: None,
            only_for: None,
            id: None,
        }
    }
}

/// What an edit changes; what is `None` stays.
#[derive(Debug, Default)]
pub(crate) struct Edit {
    pub(crate) content: Option<String>,
    pub(crate) embeds: Option<Vec<Value>>,
    pub(crate) components: Option<Vec<Value>>,
    pub(crate) attachments: Option<Vec<Arc<Attachment>>>,
    pub(crate) flags: Option<u64>,
    pub(crate) policy: Option<Policy>,
}

/// Which part of a channel's messages is asked for.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Part {
    Latest,
    Before(MessageId),
    After(MessageId),
    Around(MessageId),
}

impl World {
    /// Puts a message in its channel and tells of it.
    pub(crate) fn send(&mut self, draft: Draft) -> Result<MessageId, Refusal> {
        self.channel(draft.channel)?;
        let mut mentions = self.mentions_in(draft.author, draft.channel, &draft.content, &draft.policy);
        if let Some(to) = draft.reply_to {
            self.mention_replied(&mut mentions, draft.channel, to, &draft.policy);
        }
        let id = draft.id.unwrap_or_else(|| self.new_id());
        let message = Message {
            id,
            channel: draft.channel,
            author: draft.author,
            kind: draft.kind,
            content: draft.content,
            embeds: draft.embeds,
            components: numbered(draft.components),
            attachments: draft.attachments,
            flags: draft.flags,
            edited_at: None,
            reply_to: draft.reply_to,
            mentions,
            reactions: Vec::new(),
            nonce: draft.nonce,
            from: draft.from,
            only_for: draft.only_for,
            thread: None,
            pinned: false,
        };
        self.unarchive(draft.channel);
        self.put(message)?;
        self.bring_into_thread(draft.channel, id)?;
        self.note_pings(draft.channel, id);
        self.tell_message("MESSAGE_CREATE", draft.channel, id);
        Ok(id)
    }

    /// Whoever is mentioned in a thread and may see it comes into it.
    fn bring_into_thread(&mut self, channel: ChannelId, id: MessageId) -> Result<(), Refusal> {
        let found = self.channel(channel)?;
        let (Some(_), Some(parent)) = (&found.thread, found.parent) else { return Ok(()) };
        for user in self.message(channel, id)?.mentions.users.clone() {
            if self.can_see(user, parent) {
                self.joins_thread(channel, user)?;
            }
        }
        Ok(())
    }

    fn put(&mut self, message: Message) -> Result<(), Refusal> {
        let most = self.most_messages_a_channel;
        let channel = self.channel_mut(message.channel)?;
        if let Some(nonce) = &message.nonce {
            let text = nonce.as_str().map_or_else(|| nonce.to_string(), str::to_owned);
            channel.nonces.push_back(Nonce { text, author: message.author, message: message.id });
            if channel.nonces.len() > MOST_NONCES {
                channel.nonces.pop_front();
            }
        }
        if message.only_for.is_none() {
            channel.last_message = Some(message.id);
        }
        if let Some(thread) = &mut channel.thread {
            thread.members.insert(message.author);
            thread.message_count += u64::from(message.kind == 0 || message.kind == REPLY);
        }
        channel.messages.insert(message.id, message);
        let gone = if channel.messages.len() > most { channel.messages.pop_first() } else { None };
        if let Some((_, gone)) = gone {
            self.files.forget(&gone.attachments);
        }
        Ok(())
    }

    /// The message that someone sent with this nonce lately.
    pub(crate) fn sent_with_nonce(&self, channel: ChannelId, author: UserId, nonce: &Value) -> Option<&Message> {
        let channel = self.channels.get(&channel)?;
        let text = nonce.as_str().map_or_else(|| nonce.to_string(), str::to_owned);
        let same = |known: &&Nonce| known.author == author && known.text == text;
        let known = channel.nonces.iter().rev().find(same)?;
        let lately = self.now.duration_since(made_at(known.message)) <= NONCE_LASTS;
        channel.messages.get(&known.message).filter(|_| lately)
    }

    /// Changes a message and tells of it.
    pub(crate) fn edit(&mut self, channel: ChannelId, id: MessageId, edit: Edit) -> Result<(), Refusal> {
        let now = self.now;
        let message = self.message_mut(channel, id)?;
        // A deferred answer that comes at last was never edited.
        let fresh = message.flags & LOADING != 0;
        message.flags &= !LOADING;
        message.edited_at = if fresh { None } else { Some(now) };
        if let Some(content) = edit.content {
            message.content = content;
        }
        if let Some(embeds) = edit.embeds {
            message.embeds = embeds;
        }
        if let Some(components) = edit.components {
            message.components = numbered(components);
        }
        if let Some(attachments) = edit.attachments {
            message.attachments = attachments;
        }
        if let Some(flags) = edit.flags {
            // Only that links are not unfurled, and the new components, can be changed afterwards.
            message.flags |= flags & (1 << 2 | 1 << 15);
        }
        let (author, text, in_interaction) = (message.author, message.content.clone(), message.from.is_some());
        let policy = edit.policy.unwrap_or_else(|| Policy::unsaid(in_interaction));
        let mentions = self.mentions_in(author, channel, &text, &policy);
        self.message_mut(channel, id)?.mentions = mentions;
        if fresh {
            self.note_pings(channel, id);
        }
        self.tell_message("MESSAGE_UPDATE", channel, id);
        Ok(())
    }

    /// Takes a message out of its channel and tells of it.
    pub(crate) fn delete(&mut self, channel: ChannelId, id: MessageId) -> Result<(), Refusal> {
        let gone = self.remove(channel, id)?;
        let guild = self.channel(channel)?.guild;
        let mut data = json!({"id": id.to_string(), "channel_id": channel.to_string()});
        let people = match gone.only_for {
            Some(person) => ForPeople::One(person),
            None => ForPeople::WhoSee(channel),
        };
        if gone.only_for.is_none()
            && let Some(guild) = guild
        {
            data["guild_id"] = json!(guild.to_string());
        }
        let (guild, bot) = self.bot_hears(channel, gone.only_for.is_some(), false);
        self.tell("MESSAGE_DELETE", data, guild, bot, people);
        Ok(())
    }

    /// Takes a message out of its channel without a word.
    pub(crate) fn remove(&mut self, channel: ChannelId, id: MessageId) -> Result<Message, Refusal> {
        let gone = self.channel_mut(channel)?.messages.remove(&id).ok_or_else(Refusal::unknown_message)?;
        self.files.forget(&gone.attachments);
        Ok(gone)
    }

    /// The messages of a channel that all can see, newest first.
    pub(crate) fn messages(&self, channel: ChannelId, part: Part, most: usize) -> Result<Vec<&Message>, Refusal> {
        let all = &self.channel(channel)?.messages;
        let public = |message: &&Message| message.only_for.is_none();
        let before = |id| all.range(..id).rev().map(|(_, message)| message).filter(public);
        let after = |from| all.range((from, Bound::Unbounded)).map(|(_, message)| message).filter(public);
        let mut found: Vec<&Message> = match part {
            Part::Latest => all.values().rev().filter(public).take(most).collect(),
            Part::Before(id) => before(id).take(most).collect(),
            Part::After(id) => after(Bound::Excluded(id)).take(most).collect(),
            Part::Around(id) => {
                before(id).take(most / 2).chain(after(Bound::Included(id)).take(most.div_ceil(2))).collect()
            }
        };
        found.sort_unstable_by_key(|message| std::cmp::Reverse(message.id));
        Ok(found)
    }

    pub(crate) fn react(
        &mut self,
        channel: ChannelId,
        id: MessageId,
        by: UserId,
        emoji: &str,
        on: bool,
    ) -> Result<(), Refusal> {
        let message = self.message_mut(channel, id)?;
        let known = message.reactions.iter().position(|reaction| reaction.emoji == emoji);
        match (known, on) {
            (Some(at), true) if message.reactions[at].by.contains(&by) => return Ok(()),
            (Some(at), true) => message.reactions[at].by.push(by),
            (None, true) => message.reactions.push(Reaction { emoji: emoji.to_owned(), by: vec![by] }),
            (Some(at), false) => {
                message.reactions[at].by.retain(|who| *who != by);
                message.reactions.retain(|reaction| !reaction.by.is_empty());
            }
            (None, false) => return Ok(()),
        }
        let author = message.author;
        let guild = self.channel(channel)?.guild;
        let mut data = json!({
            "user_id": by.to_string(),
            "channel_id": channel.to_string(),
            "message_id": id.to_string(),
            "message_author_id": author.to_string(),
            "emoji": show::emoji(emoji),
            "burst": false,
            "type": 0,
        });
        if let Some(guild) = guild {
            data["guild_id"] = json!(guild.to_string());
        }
        let kind = if on { "MESSAGE_REACTION_ADD" } else { "MESSAGE_REACTION_REMOVE" };
        let intents = match guild {
            Some(_) => Intents::GUILD_MESSAGE_REACTIONS,
            None => Intents::DIRECT_MESSAGE_REACTIONS,
        };
        let bot = ForBot::With { intents, channel: Some(channel), blanks: false };
        self.tell(kind, data, guild, bot, ForPeople::WhoSee(channel));
        Ok(())
    }

    /// Tells that someone is typing.
    pub(crate) fn typing(&mut self, channel: ChannelId, who: UserId) -> Result<(), Refusal> {
        let guild = self.channel(channel)?.guild;
        let mut data = json!({
            "channel_id": channel.to_string(),
            "user_id": who.to_string(),
            "timestamp": self.now.as_second(),
        });
        if let Some(guild) = guild {
            data["guild_id"] = json!(guild.to_string());
            let member = self.guild(guild)?.members.get(&who);
            data["member"] = member.map_or(Value::Null, |found| show::member(self, who, found));
        }
        let intents = if guild.is_some() { Intents::GUILD_MESSAGE_TYPING } else { Intents::DIRECT_MESSAGE_TYPING };
        let bot = ForBot::With { intents, channel: Some(channel), blanks: false };
        self.tell("TYPING_START", data, guild, bot, ForPeople::WhoSee(channel));
        Ok(())
    }

    /// Tells of a message that is in its channel.
    pub(crate) fn tell_message(&mut self, kind: &'static str, channel: ChannelId, id: MessageId) {
        let Ok(message) = self.message(channel, id) else { return };
        let bot = self.application.bot;
        let direct = self.channels.get(&channel).is_some_and(|channel| channel.kind == Kind::Direct);
        let readable =
            message.author == bot || direct || message.only_for.is_some() || message.mentions.users.contains(&bot);
        let only_for = message.only_for;
        let data = show::told_message(self, message);
        let (guild, bot) = self.bot_hears(channel, only_for.is_some(), !readable);
        let people = only_for.map_or(ForPeople::WhoSee(channel), ForPeople::One);
        self.tell(kind, data, guild, bot, people);
    }

    /// What one person alone sees is told as a direct message is: without the guild, under its intent.
    fn bot_hears(&self, channel: ChannelId, ephemeral: bool, blanks: bool) -> (Option<GuildId>, ForBot) {
        let guild = self.channels.get(&channel).and_then(|channel| channel.guild).filter(|_| !ephemeral);
        let intents = if guild.is_some() { Intents::GUILD_MESSAGES } else { Intents::DIRECT_MESSAGES };
        let channel = Some(channel).filter(|_| !ephemeral);
        (guild, ForBot::With { intents, channel, blanks })
    }
}

/// Gives each component that has none the number by which Discord names it within its message.
pub(crate) fn numbered(mut components: Vec<Value>) -> Vec<Value> {
    fn number(component: &mut Value, next: &mut u64) {
        let Some(fields) = component.as_object_mut() else { return };
        fields.entry("id").or_insert_with(|| json!(*next));
        *next += 1;
        for inner in fields.get_mut("components").and_then(Value::as_array_mut).into_iter().flatten() {
            number(inner, next);
        }
        for key in ["accessory", "component"] {
            if let Some(inner) = fields.get_mut(key) {
                number(inner, next);
            }
        }
    }
    let mut next = 1;
    for component in &mut components {
        number(component, &mut next);
    }
    components
}
