//! Threads and forum posts: opened, archived, locked, renamed.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use twilight_model::gateway::Intents;

use super::World;
use super::event::{ForBot, ForPeople};
use super::ids::{ChannelId, MessageId, UserId};
use super::messages::{Draft, HAS_THREAD};
use super::model::{Channel, Kind, Thread};
use super::show;
use crate::sandbox::rest::refusal::Refusal;

/// A thread was opened.
const THREAD_CREATED: u8 = 18;
/// The first message of a thread that was opened from a message.
const THREAD_STARTER: u8 = 21;

/// A thread to be.
#[derive(Debug)]
pub(crate) struct NewThread {
    pub(crate) parent: ChannelId,
    pub(crate) owner: UserId,
    pub(crate) name: String,
    pub(crate) kind: Kind,
    pub(crate) auto_archive_minutes: u64,
    /// The message it is opened from.
    pub(crate) from: Option<MessageId>,
}

/// What an edit of a thread changes.
#[derive(Debug, Default)]
pub(crate) struct ThreadEdit {
    pub(crate) name: Option<String>,
    pub(crate) archived: Option<bool>,
    pub(crate) locked: Option<bool>,
    pub(crate) auto_archive_minutes: Option<u64>,
}

impl World {
    /// Opens a thread and tells of it. One that is opened from a message has that message's id.
    pub(crate) fn open_thread(&mut self, new: NewThread) -> Result<ChannelId, Refusal> {
        let parent = self.channel(new.parent)?;
        let (guild, forum) = (parent.guild, parent.kind == Kind::Forum);
        if let Some(from) = new.from
            && self.message(new.parent, from)?.thread.is_some()
        {
            return Err(Refusal::thread_exists());
        }
        let id = new.from.map_or_else(|| self.new_id(), MessageId::cast);
        let mut channel = Channel::new(id, new.kind, new.name.clone());
        channel.guild = guild;
        channel.parent = Some(new.parent);
        channel.thread = Some(Thread {
            owner: new.owner,
            archived: false,
            locked: false,
            auto_archive_minutes: new.auto_archive_minutes,
            archive_changed_at: self.now,
            members: BTreeSet::from([new.owner]),
            message_count: 0,
        });
        self.add_channel(channel);
        if let Some(guild) = guild {
            self.guild_mut(guild)?.threads.insert(id);
        }
        if forum {
            self.channel_mut(new.parent)?.last_message = Some(id.cast());
        }
        self.tell_thread("THREAD_CREATE", id, true);
        match new.from {
            Some(from) => self.mark_opened(new.parent, from, id, new.owner)?,
            None if new.kind == Kind::PublicThread && !forum => {
                let note = Draft { kind: THREAD_CREATED, content: new.name, ..Draft::new(new.parent, new.owner) };
                self.send(note)?;
            }
            None => {}
        }
        Ok(id)
    }

    fn mark_opened(
        &mut self,
        parent: ChannelId,
        from: MessageId,
        thread: ChannelId,
        owner: UserId,
    ) -> Result<(), Refusal> {
        let message = self.message_mut(parent, from)?;
        message.thread = Some(thread);
        message.flags |= HAS_THREAD;
        self.tell_message("MESSAGE_UPDATE", parent, from);
        self.send(Draft { kind: THREAD_STARTER, ..Draft::new(thread, owner) })?;
        Ok(())
    }

    /// Changes a thread and tells of it.
    pub(crate) fn edit_thread(&mut self, id: ChannelId, edit: ThreadEdit) -> Result<(), Refusal> {
        let now = self.now;
        if let Some(name) = edit.name {
            self.rename(id, name);
        }
        let channel = self.channel_mut(id)?;
        let guild = channel.guild;
        let Some(thread) = &mut channel.thread else { return Err(Refusal::unknown_channel()) };
        if let Some(archived) = edit.archived.filter(|archived| *archived != thread.archived) {
            thread.archived = archived;
            thread.archive_changed_at = now;
        }
        thread.locked = edit.locked.unwrap_or(thread.locked);
        thread.auto_archive_minutes = edit.auto_archive_minutes.unwrap_or(thread.auto_archive_minutes);
        let archived = thread.archived;
        if let Some(guild) = guild {
            let open = &mut self.guild_mut(guild)?.threads;
            if archived {
                open.remove(&id)
            } else {
                open.insert(id)
            };
        }
        self.tell_thread("THREAD_UPDATE", id, false);
        Ok(())
    }

    /// Writing in an archived thread opens it again.
    pub(crate) fn unarchive(&mut self, id: ChannelId) {
        let archived = self.channels.get(&id).and_then(|channel| channel.thread.as_ref()).is_some_and(|t| t.archived);
        if archived {
            let _ = self.edit_thread(id, ThreadEdit { archived: Some(false), ..ThreadEdit::default() });
        }
    }

    /// Takes a channel or thread away with all that is in it, and tells of it.
    pub(crate) fn delete_channel(&mut self, id: ChannelId) -> Result<Value, Refusal> {
        let people = self.channel(id)?.guild.map_or(ForPeople::Nobody, ForPeople::In);
        let channel = self.channel(id)?;
        let (shown, guild, is_thread) = (show::channel(self, channel), channel.guild, channel.thread.is_some());
        let below = self.channels.values().filter(|channel| channel.parent == Some(id)).map(|channel| channel.id);
        let gone: BTreeSet<ChannelId> = below.chain([id]).collect();
        if let Some(guild) = guild {
            let guild = self.guild_mut(guild)?;
            guild.threads.retain(|known| !gone.contains(known));
            guild.channels.retain(|known| *known != id);
        }
        self.by_name.retain(|_, known| !gone.contains(known));
        for gone in gone.iter().filter_map(|id| self.channels.remove(id)) {
            gone.messages.values().for_each(|message| self.files.forget(&message.attachments));
        }
        let kind = if is_thread { "THREAD_DELETE" } else { "CHANNEL_DELETE" };
        let bot = ForBot::With { intents: Intents::GUILDS, channel: None, blanks: false };
        self.tell(kind, shown.clone(), guild, bot, people);
        Ok(shown)
    }

    /// Tells how a channel is now.
    pub(crate) fn tell_channel(&mut self, id: ChannelId) {
        let Some(changed) = self.channels.get(&id) else { return };
        let (data, guild) = (show::channel(self, changed), changed.guild);
        let bot = ForBot::With { intents: Intents::GUILDS, channel: Some(id), blanks: false };
        self.tell("CHANNEL_UPDATE", data, guild, bot, ForPeople::WhoSee(id));
    }

    fn tell_thread(&mut self, kind: &'static str, id: ChannelId, new: bool) {
        let Some(channel) = self.channels.get(&id) else { return };
        let mut data = show::channel(self, channel);
        if new {
            data["newly_created"] = json!(true);
        }
        let guild = channel.guild;
        let bot = ForBot::With { intents: Intents::GUILDS, channel: Some(id), blanks: false };
        self.tell(kind, data, guild, bot, ForPeople::WhoSee(id));
    }
}
