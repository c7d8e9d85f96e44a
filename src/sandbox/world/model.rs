//! The things of the world: people, guilds, roles, channels, threads and messages. Data only.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use jiff::Timestamp;
use serde_json::Value;
use twilight_model::guild::Permissions;

use super::ids::{AttachmentId, ChannelId, GuildId, InteractionId, MessageId, RoleId, UserId};

/// A person, or the bot.
#[derive(Debug)]
pub(crate) struct User {
    pub(crate) id: UserId,
    /// The name it is called by in tests and shown by on the page when it has no other.
    pub(crate) name: String,
    pub(crate) display: String,
    pub(crate) bot: bool,
    pub(crate) token: String,
    pub(crate) locale: String,
    /// Takes no direct messages.
    pub(crate) closed_dms: bool,
    /// Something that posts from outside, under a name of its own.
    pub(crate) webhook: bool,
}

#[derive(Debug)]
pub(crate) struct Guild {
    pub(crate) id: GuildId,
    pub(crate) name: String,
    pub(crate) owner: UserId,
    pub(crate) roles: Vec<Role>,
    pub(crate) members: BTreeMap<UserId, Member>,
    pub(crate) channels: Vec<ChannelId>,
    /// Threads that are not archived.
    pub(crate) threads: BTreeSet<ChannelId>,
}

impl Guild {
    pub(crate) fn role(&self, id: RoleId) -> Option<&Role> {
        self.roles.iter().find(|role| role.id == id)
    }

    pub(crate) fn role_named(&self, name: &str) -> Option<&Role> {
        self.roles.iter().find(|role| role.name == name)
    }
}

#[derive(Debug)]
pub(crate) struct Role {
    pub(crate) id: RoleId,
    pub(crate) name: String,
    pub(crate) permissions: Permissions,
    pub(crate) position: u32,
    pub(crate) colour: u32,
    pub(crate) mentionable: bool,
    /// The bot's own role, which comes and goes with it.
    pub(crate) managed: bool,
}

#[derive(Debug)]
pub(crate) struct Member {
    pub(crate) roles: Vec<RoleId>,
    pub(crate) joined_at: Timestamp,
}

/// What a channel is, by Discord's numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Text = 0,
    Direct = 1,
    PublicThread = 11,
    PrivateThread = 12,
    Forum = 15,
}

#[derive(Debug)]
pub(crate) struct Channel {
    pub(crate) id: ChannelId,
    pub(crate) kind: Kind,
    pub(crate) guild: Option<GuildId>,
    pub(crate) name: String,
    pub(crate) topic: Option<String>,
    pub(crate) position: usize,
    pub(crate) parent: Option<ChannelId>,
    pub(crate) overwrites: Vec<Overwrite>,
    pub(crate) thread: Option<Thread>,
    /// How long each person must wait between two messages.
    pub(crate) slow_seconds: u64,
    /// When messages older than an hour were edited lately.
    pub(crate) old_edits: VecDeque<Timestamp>,
    /// The two who talk, in a direct conversation.
    pub(crate) recipients: Vec<UserId>,
    pub(crate) messages: BTreeMap<MessageId, Message>,
    pub(crate) last_message: Option<MessageId>,
    /// The nonces of the latest messages, by which a message sent twice is known.
    pub(crate) nonces: VecDeque<Nonce>,
}

#[derive(Debug)]
pub(crate) struct Nonce {
    pub(crate) text: String,
    pub(crate) author: UserId,
    pub(crate) message: MessageId,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OverwriteFor {
    Role(RoleId),
    Member(UserId),
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Overwrite {
    pub(crate) of: OverwriteFor,
    pub(crate) allow: Permissions,
    pub(crate) deny: Permissions,
}

#[derive(Debug)]
pub(crate) struct Thread {
    pub(crate) owner: UserId,
    pub(crate) archived: bool,
    pub(crate) locked: bool,
    pub(crate) auto_archive_minutes: u64,
    pub(crate) archive_changed_at: Timestamp,
    pub(crate) members: BTreeSet<UserId>,
    pub(crate) message_count: u64,
}

/// A message, whether all see it or one person.
#[derive(Debug)]
pub(crate) struct Message {
    pub(crate) id: MessageId,
    pub(crate) channel: ChannelId,
    pub(crate) author: UserId,
    /// Discord's number for the kind: 0 plain, 18 a thread was opened, 19 reply, 20 command, 21 start of a thread,
    /// 23 context menu.
    pub(crate) kind: u8,
    pub(crate) content: String,
    pub(crate) embeds: Vec<Value>,
    pub(crate) components: Vec<Value>,
    pub(crate) attachments: Vec<Arc<Attachment>>,
    pub(crate) flags: u64,
    pub(crate) edited_at: Option<Timestamp>,
    pub(crate) reply_to: Option<MessageId>,
    pub(crate) mentions: Mentions,
    pub(crate) reactions: Vec<Reaction>,
    pub(crate) nonce: Option<Value>,
    /// The interaction that it answers.
    pub(crate) from: Option<Origin>,
    /// Seen by this person only.
    pub(crate) only_for: Option<UserId>,
    /// The thread that was opened from it.
    pub(crate) thread: Option<ChannelId>,
    pub(crate) pinned: bool,
}

/// Whom a message names, once its `allowed_mentions` was applied.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Mentions {
    pub(crate) users: Vec<UserId>,
    pub(crate) roles: Vec<RoleId>,
    pub(crate) everyone: bool,
}

#[derive(Debug)]
pub(crate) struct Reaction {
    pub(crate) emoji: String,
    pub(crate) by: Vec<UserId>,
}

/// Which interaction a message came from.
#[derive(Clone, Debug)]
pub(crate) struct Origin {
    pub(crate) interaction: InteractionId,
    pub(crate) kind: u8,
    pub(crate) user: UserId,
    pub(crate) command: Option<String>,
    /// The message whose button was pressed.
    pub(crate) pressed: Option<MessageId>,
}

/// A file.
#[derive(Debug)]
pub(crate) struct Attachment {
    pub(crate) id: AttachmentId,
    pub(crate) channel: ChannelId,
    pub(crate) name: String,
    pub(crate) content_type: String,
    /// What Discord says its size is, in bytes; an endless body sends more.
    pub(crate) size: u64,
    /// The width and height of a picture.
    pub(crate) points: Option<(u32, u32)>,
    pub(crate) body: FileBody,
    pub(crate) description: Option<String>,
}

/// What is sent when a file is fetched.
#[derive(Clone, Debug)]
pub enum FileBody {
    /// These bytes.
    Bytes(Bytes),
    /// So many bytes of `x`, made as they are sent; `says_bytes` is what the message claims.
    Made {
        /// How many are sent.
        bytes: u64,
        /// The size that the message tells.
        says_bytes: u64,
    },
    /// These bytes, then nothing until the body ends.
    Stalls {
        /// What comes before the wait.
        first: Bytes,
        /// When it ends: so long after it was posted, by the sandbox's clock.
        wait: Duration,
    },
}

impl FileBody {
    /// The size that the message tells, in bytes.
    pub(crate) fn says_bytes(&self) -> u64 {
        match self {
            Self::Bytes(bytes) => bytes.len() as u64,
            Self::Made { says_bytes, .. } => *says_bytes,
            // It must promise more than it sends, or the reader is content with what came.
            Self::Stalls { first, .. } => first.len() as u64 + 1024,
        }
    }
}
