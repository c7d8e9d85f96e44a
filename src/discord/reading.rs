//! From a message to a paste: its text, its code blocks, its files and the pages it links to, as one, with secrets taken
//! out before anyone else sees any of it.
//!
//! Files come only from where Discord keeps those of the message, and pages only from hosts that are on the list. Every
//! stream is bounded in bytes and in time, whatever it says of itself.

use std::fmt;
use std::sync::Arc;

use reqwest::Url;
use serenity::all::{Attachment, Message, UserId};
use tokio::time::Instant;

use super::audience::Address;
use super::bot::Bot;
use super::shown;
use crate::config::Limits;
use crate::paste::secrets::{Redactor, Secret};
use crate::paste::unpack::{Allowance, Left, Unpacker, Why};
use crate::paste::{Part, Paste, markup};
use crate::store::PasteHash;
use crate::words::{Language, Text};

/// Where Discord keeps files.
const DISCORDS: [&str; 2] = ["cdn.discordapp.com", "media.discordapp.net"];
/// Files of a message that are read. Discord takes ten.
const MOST_FILES: usize = 10;
/// Links that are followed in one message.
const MOST_LINKS: usize = 3;
/// Files named in a note.
const NAMED: usize = 3;

/// A message as it was read.
#[derive(Debug)]
pub(super) struct Reading {
    /// What is matched, without secrets.
    pub paste: Paste,
    /// Tells it from other pastes.
    pub hash: PasteHash,
    /// Whether something in it gave access to something.
    live_secret: bool,
    /// Files that are not in it, or not whole.
    left: Vec<Unread>,
    /// Whether the message's text had code in it.
    code: bool,
}

/// A file that could not be read, or not whole.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Unread {
    name: String,
    why: Unreadable,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unreadable {
    /// It is there, but not as a text.
    Left(Why),
    /// It did not come, or not in time.
    NotFetched,
    /// It is larger than what is fetched, and of no use in part.
    TooLarge,
}

impl Default for Reading {
    fn default() -> Self {
        Self::new(vec![], vec![], false)
    }
}

impl Reading {
    /// Some text that was typed.
    pub(super) fn of_text(text: &str) -> Self {
        Self::new(vec![Part { name: None, text: markup::plain(text) }], vec![], text.contains('`'))
    }

    fn new(mut parts: Vec<Part>, left: Vec<Unread>, code: bool) -> Self {
        let mut redactor = Redactor::default();
        let mut live_secret = false;
        for part in &mut parts {
            let redacted = redactor.redact(&part.text);
            live_secret |= redacted.found.iter().any(|secret: &Secret| secret.is_live());
            part.text = redacted.text;
        }
        parts.retain(|part| !part.text.trim().is_empty());
        let whole: Vec<&str> = parts.iter().map(|part| part.text.as_str()).collect();
        let hash = PasteHash::of(&whole.join("\n"));
        Self { paste: Paste::from_parts(parts), hash, live_secret, left, code }
    }

    /// Whether there is nothing to match.
    pub(super) fn is_empty(&self) -> bool {
        self.paste.parts().is_empty()
    }

    /// How much there is to match.
    pub(super) fn bytes(&self) -> usize {
        self.paste.parts().iter().map(|part| part.text.len()).sum()
    }

    /// Whether it looks like an error rather than like talk: only then is a person offered without being asked.
    pub(super) fn looks_like_trouble(&self) -> bool {
        const LINES: usize = 4;
        let parts = self.paste.parts();
        self.code
            || parts.iter().any(|part| part.name.is_some() || part.text.lines().count() >= LINES)
            || parts.iter().any(|part| speaks_of_trouble(&part.text))
    }

    /// What is to be said about the message itself, whatever is found in it.
    pub(super) fn notes(&self, language: Language) -> Vec<String> {
        let mut notes = vec![];
        if self.live_secret {
            notes.push(language.say(Text::RevokeSecret).to_owned());
        }
        let worth_saying: Vec<&Unread> = self.left.iter().filter(|unread| unread.why.is_worth_saying()).collect();
        for unread in worth_saying.iter().take(NAMED) {
            let name = super::render::file_name(&unread.name);
            notes.push(format!("-# {}", language.fill(unread.why.text(), &[("file", &name)])));
        }
        if let Some(more) = worth_saying.len().checked_sub(NAMED).filter(|more| *more > 0) {
            notes.push(format!("-# {}", language.fill(Text::MoreUnread, &[("count", &more.to_string())])));
        }
        notes
    }
}

/// Whether a text has a word that errors have.
pub(super) fn speaks_of_trouble(text: &str) -> bool {
    const WORDS: [&str; 8] = ["error", "fail", "exception", "fehler", "erreur", "erro", "0x", "エラー"];
    let text = text.to_lowercase();
    WORDS.iter().any(|word| text.contains(word))
}

impl Unreadable {
    /// A picture beside an error needs no excuse.
    fn is_worth_saying(self) -> bool {
        use crate::paste::unpack::Binary;

        !matches!(self, Self::Left(Why::Binary(Binary::Image | Binary::Media)))
    }

    fn text(self) -> Text {
        match self {
            Self::Left(Why::Cut { .. }) => Text::UnreadCut,
            Self::Left(Why::NoRoom | Why::TooMany(_)) | Self::TooLarge => Text::UnreadTooLarge,
            Self::Left(Why::Nested | Why::UnreadArchive | Why::Method(_)) => Text::UnreadArchive,
            Self::Left(Why::Encrypted) => Text::UnreadEncrypted,
            Self::Left(Why::Damaged) => Text::UnreadDamaged,
            Self::Left(Why::Binary(_)) => Text::UnreadNoText,
            Self::NotFetched => Text::UnreadNotFetched,
        }
    }
}

/// Reads a message. Where it asks us in answer to another message, it asks about that one, which is read with it.
pub(super) async fn of_message(bot: &Arc<Bot>, message: &Message, address: Address) -> Reading {
    let (Address::Us, Some(me)) = (address, bot.me()) else {
        return of_parts(bot, &message.content, &message.attachments).await;
    };
    let own = without_call(&message.content, me.user);
    match message.referenced_message.as_deref().filter(|other| other.author.id != me.user) {
        None => of_parts(bot, &own, &message.attachments).await,
        Some(other) => {
            let content = format!("{own}\n\n{}", shown::text(other));
            let attachments: Vec<Attachment> = message.attachments.iter().chain(shown::files(other)).cloned().collect();
            of_parts(bot, &content, &attachments).await
        }
    }
}

/// What is said beside calling us by name; nothing where that is no word.
fn without_call(content: &str, me: UserId) -> String {
    let rest = content.replace(&format!("<@{me}>"), "").replace(&format!("<@!{me}>"), "");
    if markup::plain(&rest).contains(char::is_alphanumeric) { rest.trim().to_owned() } else { String::new() }
}

/// Reads a message's text and files.
pub(super) async fn of_parts(bot: &Arc<Bot>, content: &str, attachments: &[Attachment]) -> Reading {
    let links = links(content, &bot.config.limits.link_hosts);
    let text = Part { name: None, text: markup::plain(content) };
    if attachments.is_empty() && links.is_empty() {
        return Reading::new(vec![text], vec![], content.contains('`'));
    }
    let limits = bot.config.limits.clone();
    let mut fetched = Fetched::new(bot, &limits);
    for attachment in attachments.iter().take(MOST_FILES) {
        fetched.file(attachment).await;
    }
    for link in links {
        fetched.page(link).await;
    }
    let (files, mut left) = (fetched.files, fetched.left);
    let code = content.contains('`');
    // Unpacking and looking for secrets in megabytes takes a while.
    let work = tokio::task::spawn_blocking(move || {
        let allowance = Allowance {
            file_bytes: limits.attachment_bytes as usize,
            message_bytes: limits.message_bytes as usize,
            ..Allowance::default()
        };
        let mut unpacker = Unpacker::new(allowance);
        for (name, bytes) in files {
            unpacker.add(&name, &bytes);
        }
        let unpacked = unpacker.finish();
        left.extend(unpacked.left.into_iter().map(|Left { name, why }| Unread { name, why: Unreadable::Left(why) }));
        let mut parts = vec![text];
        parts.extend(unpacked.parts);
        Reading::new(parts, left, code)
    });
    work.await.unwrap_or_else(|error| {
        tracing::error!("reading files went wrong: {error}");
        Reading::default()
    })
}

/// Links in a text to hosts that may be asked.
fn links(content: &str, hosts: &[String]) -> Vec<Url> {
    if hosts.is_empty() {
        return vec![];
    }
    let words = content.split(|c: char| c.is_whitespace() || "<>()[]\"'`|".contains(c));
    let links = words.filter(|word| word.starts_with("https://")).filter_map(|word| Url::parse(word).ok());
    let allowed = |url: &Url| url.host_str().is_some_and(|host| hosts.iter().any(|known| known == host));
    links.filter(allowed).filter(|url| url.port().is_none()).take(MOST_LINKS).collect()
}

/// The files of one message, as they come.
struct Fetched<'a> {
    bot: &'a Bot,
    limits: &'a Limits,
    deadline: Instant,
    room: u64,
    files: Vec<(String, Vec<u8>)>,
    left: Vec<Unread>,
}

impl<'a> Fetched<'a> {
    fn new(bot: &'a Bot, limits: &'a Limits) -> Self {
        let deadline = Instant::now() + limits.attachment_timeout;
        Self { bot, limits, deadline, room: limits.message_bytes, files: vec![], left: vec![] }
    }

    async fn file(&mut self, attachment: &Attachment) {
        let name = attachment.filename.as_str();
        let media = |kind: &str| ["image/", "video/", "audio/"].iter().any(|media| kind.starts_with(media));
        if attachment.content_type.as_deref().is_some_and(media) {
            return;
        }
        match Url::parse(&attachment.url) {
            Ok(url) if self.is_discords(&url) => self.fetch(name, url).await,
            _ => self.leave(name, Unreadable::NotFetched),
        }
    }

    async fn page(&mut self, url: Url) {
        let name = format!("{}{}", url.host_str().unwrap_or_default(), url.path());
        self.fetch(&name, url).await;
    }

    /// Whether an address is where Discord keeps files, or the other Discord that is configured.
    fn is_discords(&self, url: &Url) -> bool {
        match &self.bot.config.discord.api_url {
            Some(other) => Url::parse(other.as_str()).is_ok_and(|other| other.origin() == url.origin()),
            None => url.scheme() == "https" && url.host_str().is_some_and(|host| DISCORDS.contains(&host)),
        }
    }

    async fn fetch(&mut self, name: &str, url: Url) {
        let most = self.limits.attachment_bytes.min(self.room);
        let fetched = tokio::time::timeout_at(self.deadline, fetch(&self.bot.files, url, most)).await;
        match fetched {
            Ok(Ok((bytes, whole))) => {
                self.room -= bytes.len() as u64;
                // What is left of an archive cannot be opened; what is left of a text can be read.
                let packed = bytes.starts_with(b"PK");
                if !whole && packed {
                    return self.leave(name, Unreadable::TooLarge);
                }
                if !whole {
                    let kept = bytes.len();
                    self.leave(name, Unreadable::Left(Why::Cut { kept, of: None }));
                }
                self.files.push((name.to_owned(), bytes));
            }
            Ok(Err(error)) => {
                tracing::debug!("a file could not be fetched: {error}");
                self.leave(name, Unreadable::NotFetched);
            }
            Err(_late) => self.leave(name, Unreadable::NotFetched),
        }
    }

    fn leave(&mut self, name: &str, why: Unreadable) {
        self.left.push(Unread { name: name.to_owned(), why });
    }
}

/// Why a file did not come.
#[derive(Debug)]
enum NotFetched {
    /// It is somewhere else, or nowhere.
    Status(u16),
    /// The connection failed.
    Failed(reqwest::Error),
}

impl fmt::Display for NotFetched {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Status(status) => write!(f, "the answer was {status}"),
            Self::Failed(error) if error.is_connect() => f.write_str("nothing answers there"),
            Self::Failed(_) => f.write_str("the connection broke"),
        }
    }
}

/// Up to `most` bytes from an address, and whether that is all of it.
async fn fetch(client: &reqwest::Client, url: Url, most: u64) -> Result<(Vec<u8>, bool), NotFetched> {
    let mut response = client.get(url).send().await.map_err(NotFetched::Failed)?;
    // A redirection leads elsewhere, and what it says itself is not the file.
    if !response.status().is_success() {
        return Err(NotFetched::Status(response.status().as_u16()));
    }
    let mut bytes = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(NotFetched::Failed)? {
        let room = most as usize - bytes.len();
        if chunk.len() > room {
            bytes.extend_from_slice(&chunk[..room]);
            return Ok((bytes, false));
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok((bytes, true))
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio::net::TcpListener;

    use super::*;

    /// What is read of a file whose server says this, and then no more: cut short, or all of it.
    async fn fetched(said: &str) -> Result<(String, bool), NotFetched> {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
        let url = format!("http://{}/error.log", listener.local_addr().expect("it is bound"));
        let said = said.to_owned();
        tokio::spawn(async move {
            let (mut line, _) = listener.accept().await.expect("someone comes");
            let _ = line.read(&mut [0; 1024]).await;
            // Whoever has read enough hangs up.
            let _ = line.write_all(said.as_bytes()).await;
        });
        let client = super::super::connection::files();
        let (bytes, whole) = fetch(&client, Url::parse(&url).expect("it is an address"), 16).await?;
        Ok((String::from_utf8(bytes).expect("it was sent as text"), whole))
    }

    #[tokio::test]
    async fn no_more_is_read_than_may_be_whatever_a_server_says_of_its_length() {
        let read = |text: &str, whole| (text.to_owned(), whole);
        let short = fetched("HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nfour and more").await;
        assert_eq!(short.expect("it comes"), read("four", true));
        let long = fetched("HTTP/1.1 200 OK\r\ncontent-length: 1073741824\r\n\r\nfar more than sixteen").await;
        assert_eq!(long.expect("it comes"), read("far more than si", false));
        let unsaid = fetched("HTTP/1.1 200 OK\r\n\r\nfar more than sixteen").await;
        assert_eq!(unsaid.expect("it comes"), read("far more than si", false));
        let exact = fetched("HTTP/1.1 200 OK\r\n\r\nexactly sixteen!").await;
        assert_eq!(exact.expect("it comes"), read("exactly sixteen!", true));
        let broken = fetched("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nfour").await;
        assert_eq!(broken.expect_err("it ends too soon").to_string(), "the connection broke");
    }

    #[tokio::test]
    async fn only_a_file_is_taken_for_one() {
        for status in ["301 Moved Permanently", "302 Found", "304 Not Modified", "404 Not Found", "500 Oh"] {
            let answer = format!("HTTP/1.1 {status}\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 2\r\n\r\nno");
            let refused = fetched(&answer).await.expect_err("it is no file");
            assert_eq!(refused.to_string(), format!("the answer was {}", &status[..3]));
        }
    }
}
