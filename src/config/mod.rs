//! `firstline.toml`: what a team may decide about its bot.
//!
//! Every key may be left out. A [`Config`] is a plain value: one that was read again is put in the place of the old one
//! as a whole, and a file with a fault in it changes nothing. Reading the file and the environment is the edge's business;
//! here is only what their text means. Secrets do not stand in the file: see [`Token`].

mod address;
mod calendar_key;
pub mod coverage;
mod on_call;
mod read;
mod secrets;
mod token;

use core::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

pub use self::address::{ApiUrl, StoreUrl, WebhookUrl};
pub use self::calendar_key::{CALENDAR_KEY, CalendarKey};
pub use self::on_call::{OnCall, ReplyTimes, Talk, Webhook, WebhookForm};
pub use self::secrets::Secrets;
pub use self::token::{TOKEN, TOKEN_FILE, Token};
pub use crate::ids::Named;
use crate::ids::{ChannelId, RoleId};
use crate::knowledge::problem::Problem;
use crate::matching;

/// The file's name, where none is given.
pub const DEFAULT_PATH: &str = "firstline.toml";

/// Everything that the file may say.
#[derive(Debug, Clone, PartialEq)]
pub struct Config {
    /// Where the knowledge is: a folder, or one file. `knowledge`.
    pub knowledge: PathBuf,
    /// How Discord is reached. `[discord]`.
    pub discord: Discord,
    /// Where and to whom it speaks, where a server has not set it by command. `[support]`.
    pub support: Support,
    /// How sure is sure enough. `[matching]`.
    pub matching: matching::Config,
    /// How much it says, and how much it reads. `[limits]`.
    pub limits: Limits,
    /// Who is brought by **Get a person**, and how. `[on_call]`.
    pub on_call: OnCall,
    /// Where whoever watches it finds it. `[server]`.
    pub server: Server,
    /// Where it keeps what must outlive the process. `[storage]`.
    pub storage: Storage,
    /// How long that is kept. `[privacy]`.
    pub privacy: Privacy,
    /// How it logs. `[log]`.
    pub log: Log,
}

/// How Discord is reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Discord {
    /// Another address for Discord's REST interface; none for Discord's own.
    pub api_url: Option<ApiUrl>,
    /// The language of replies as Discord writes locales (`en`, `pt-BR`), where neither the server nor the person has
    /// another.
    pub language: String,
}

/// Where and to whom it speaks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Support {
    /// Where pastes are answered, with all threads and posts below them.
    pub channels: Vec<Named<ChannelId>>,
    /// Where nothing is read even though the channel above is a support channel.
    pub ignore_channels: Vec<Named<ChannelId>>,
    /// Who helps others here: their messages are read only when they mention the bot.
    pub helper_roles: Vec<Named<RoleId>>,
    /// What to say where nothing is found.
    pub on_miss: OnMiss,
}

/// What to say where nothing is found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OnMiss {
    /// Nothing.
    #[default]
    Silent,
    /// One quiet line that offers a person.
    Offer,
}

/// How much it says, and how much it reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Replies to one person.
    pub person: Budget,
    /// Replies in one channel or thread.
    pub channel: Budget,
    /// Bytes of one attachment, packed and unpacked.
    pub attachment_bytes: u64,
    /// Bytes of all attachments of a message together, packed and unpacked.
    pub message_bytes: u64,
    /// How long the attachments of a message may take to arrive.
    pub attachment_timeout: Duration,
    /// Hosts of paste sites whose links are followed, in lower case; no others are.
    pub link_hosts: Vec<String>,
}

/// So many in so long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    /// How many.
    pub replies: u32,
    /// In how long.
    pub window: SignedDuration,
}

/// Where whoever watches it finds it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Server {
    /// Where health, metrics and calendars are served; none where they are not.
    pub listen: Option<SocketAddr>,
}

/// Where it keeps what must outlive the process.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Storage {
    /// The database.
    pub url: StoreUrl,
}

/// How long what concerns people is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Privacy {
    /// Answers, votes and cases older than this are removed, and so is the rest of what was kept beside them.
    pub keep: SignedDuration,
    /// What people wrote is removed when it is older than this: the lines of a paste, what was tried, notes. What is left
    /// says who, where, when and which issue, so that the numbers stay.
    pub keep_words: SignedDuration,
}

/// How it logs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Log {
    /// The form of a line.
    pub format: LogFormat,
}

/// The form of a line of the log.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// For programs: one JSON object a line.
    Json,
}

impl Config {
    /// Reads the text of a file; `path` is named in every problem.
    ///
    /// # Errors
    /// All that is wrong with the file, in its order, each at its place.
    pub fn parse(text: &str, path: &str) -> Result<Self, Vec<Problem>> {
        read::config(text, path)
    }

    /// Reads some sections of a file, such as `storage`, and leaves the others as they are by default: a fault in those is
    /// none here.
    ///
    /// # Errors
    /// All that is wrong with these sections, and what is no TOML wherever it stands.
    pub fn parse_sections(text: &str, path: &str, sections: &[&str]) -> Result<Self, Vec<Problem>> {
        read::sections(text, path, sections)
    }
}

impl Default for Config {
    fn default() -> Self {
        Self {
            knowledge: PathBuf::from("knowledge"),
            discord: Discord::default(),
            support: Support::default(),
            matching: matching::Config::default(),
            limits: Limits::default(),
            on_call: OnCall::default(),
            server: Server::default(),
            storage: Storage::default(),
            privacy: Privacy::default(),
            log: Log::default(),
        }
    }
}

impl Default for Discord {
    fn default() -> Self {
        Self { api_url: None, language: "en".to_owned() }
    }
}

impl Default for Limits {
    fn default() -> Self {
        let window = SignedDuration::from_mins(10);
        Self {
            // Nobody reads five solutions at once, and a channel of twenty bot replies is no place to talk.
            person: Budget { replies: 5, window },
            channel: Budget { replies: 20, window },
            attachment_bytes: 8 << 20,
            message_bytes: 32 << 20,
            attachment_timeout: Duration::from_secs(20),
            link_hosts: Vec::new(),
        }
    }
}

impl Default for Privacy {
    fn default() -> Self {
        Self { keep: SignedDuration::from_hours(90 * 24), keep_words: SignedDuration::from_hours(90 * 24) }
    }
}

#[cfg(test)]
mod tests;
