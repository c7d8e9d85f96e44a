//! A bot at work in a process of its own, with a Discord of its own and people to ask it.

use std::collections::HashMap;
use std::fs;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use firstline::sandbox::{Person, Sandbox, World};
use serde_json::Value;
use tempfile::TempDir;

use crate::Outcome;
use crate::pastes::Asked;

/// How long anything may take.
const PATIENCE: Duration = Duration::from_mins(1);
/// How often it is looked whether a bot has come.
const LOOKS: Duration = Duration::from_micros(200);
/// People who ask.
const PEOPLE: usize = 32;
/// Channels they ask in.
const CHANNELS: usize = 32;
/// Messages that a channel keeps: the sandbox's memory is not what is measured.
const HISTORY: usize = 32;
/// Requests that the sandbox remembers.
const REQUESTS: usize = 64;

/// Which bot.
#[derive(Debug, Clone)]
pub(crate) enum Kind {
    /// The one that echoes.
    Echo,
    /// The one that says one fixed text in the form of Firstline's replies.
    Fixed,
    /// Firstline with the knowledge at this path.
    Firstline(PathBuf),
}

/// Where Firstline stores its answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Storage {
    /// In a file, as a team would
    File,
    /// In memory
    Memory,
}

/// A Discord that a bot may come to, and the folder in which the bot runs.
pub(crate) struct Place {
    kind: Kind,
    sandbox: Sandbox,
    servers: usize,
    folder: Arc<TempDir>,
}

/// A bot that has come. It is ended when this is dropped.
pub(crate) struct Bot {
    place: Place,
    child: Child,
    people: Vec<Person>,
    /// Sees every channel.
    admin: Person,
    asked: HashMap<String, Asked>,
    count: usize,
}

impl Place {
    /// An empty one, and an empty folder.
    pub(crate) async fn new(kind: Kind, storage: Storage) -> Outcome<Self> {
        Self::with_folder(kind, storage, Arc::new(TempDir::new()?)).await
    }

    /// An empty one, for a bot that finds in its folder what an earlier one has left.
    pub(crate) async fn with_folder(kind: Kind, storage: Storage, folder: Arc<TempDir>) -> Outcome<Self> {
        Self::with_servers(1, kind, storage, folder).await
    }

    /// One with so many servers.
    pub(crate) async fn with_servers(
        servers: usize,
        kind: Kind,
        storage: Storage,
        folder: Arc<TempDir>,
    ) -> Outcome<Self> {
        let mut world = World::default().with_history(HISTORY).with_log_of(REQUESTS).with_guilds(servers);
        for number in 0..CHANNELS {
            world = world.with_channel(&channel(number));
        }
        for number in 0..PEOPLE {
            world = world.with_person(&person(number), &[]);
        }
        let sandbox = Sandbox::start(world, SocketAddr::from((Ipv4Addr::LOCALHOST, 0))).await?;
        let place = Self { kind, sandbox, servers, folder };
        if let Kind::Firstline(knowledge) = &place.kind {
            place.configure(knowledge, storage)?;
        }
        Ok(place)
    }

    fn configure(&self, knowledge: &Path, storage: Storage) -> Outcome {
        let url = match storage {
            Storage::File => format!("sqlite:{}", self.folder.path().join("firstline.db").display()),
            Storage::Memory => "sqlite::memory:".to_owned(),
        };
        let channels: Vec<String> = (0..CHANNELS).map(|number| format!("#{}", channel(number))).collect();
        let config = format!(
            "knowledge = {:?}\n[discord]\napi_url = {:?}\n[support]\nchannels = {channels:?}\n[limits]\n\
             person_replies = 10000\nperson_window_minutes = 1\nchannel_replies = 10000\nchannel_window_minutes = 1\n\
             [storage]\nurl = {url:?}\n",
            knowledge.display().to_string(),
            self.sandbox.url(),
        );
        Ok(fs::write(self.folder.path().join("firstline.toml"), config)?)
    }

    /// Starts the bot and waits until it has registered its commands, has its session and knows the server.
    pub(crate) async fn bring(self) -> Outcome<Bot> {
        let mut bot = self.begin()?;
        bot.come().await?;
        Ok(bot)
    }

    /// Starts the bot.
    pub(crate) fn begin(self) -> Outcome<Bot> {
        let (url, token) = (self.sandbox.url(), self.sandbox.bot_token());
        let mut command = match &self.kind {
            Kind::Echo | Kind::Fixed => {
                let mut command = Command::new(std::env::current_exe()?);
                let says = if matches!(self.kind, Kind::Fixed) { "fixed" } else { "again" };
                command.args(["--echo", &url, &token, "--says", says]);
                command
            }
            Kind::Firstline(_) => {
                let mut command = Command::new(env!("CARGO_BIN_EXE_firstline"));
                // On one shard, as the others are, however many servers there are.
                command.args(["run", "--config", "firstline.toml", "--shards", "0..1/1"]).env("DISCORD_TOKEN", token);
                command
            }
        };
        command.env_remove("RUST_LOG").env_remove("FIRSTLINE_KNOWLEDGE").env_remove("FIRSTLINE_SELFHELP");
        let said = fs::File::create(self.folder.path().join("said"))?;
        let child = command.current_dir(self.folder.path()).stdin(Stdio::null()).stdout(Stdio::null()).stderr(said);
        let child = child.spawn()?;
        let people = (0..PEOPLE).map(|number| self.sandbox.person(&person(number))).collect();
        let admin = self.sandbox.person("erin");
        Ok(Bot { place: self, child, people, admin, asked: HashMap::new(), count: 0 })
    }
}

impl Bot {
    /// Waits until it has registered its commands, has its session and knows the server.
    pub(crate) async fn come(&mut self) -> Outcome {
        let come = async {
            self.place.sandbox.requested("PUT", "/applications/*/commands", 1).await;
            // READY, and a GUILD_CREATE for each server.
            let events = 1 + self.place.servers as u64;
            while self.place.sandbox.gateway().sessions().first().is_none_or(|session| session.dispatched < events) {
                tokio::time::sleep(LOOKS).await;
            }
            self.place.sandbox.everything_heard().await;
        };
        if tokio::time::timeout(PATIENCE, come).await.is_err() {
            return Err(self.silent().into());
        }
        Ok(())
    }

    /// Its process.
    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Posts a paste, each person and each channel in turn.
    pub(crate) fn ask(&mut self, asked: Asked) -> Outcome {
        let id = self.post(&asked.text)?;
        let key = match self.place.kind {
            Kind::Echo => asked.text.clone(),
            Kind::Fixed | Kind::Firstline(_) => id,
        };
        self.asked.insert(key, asked);
        Ok(())
    }

    /// Posts something that is no question.
    pub(crate) fn post(&mut self, text: &str) -> Outcome<String> {
        self.count += 1;
        // Everyone meets everyone's channel in the end.
        let (who, place) = (self.count % PEOPLE, (self.count + self.count / PEOPLE) % CHANNELS);
        let posted = self.people[who].posts(&channel(place), text);
        Ok(posted.map_err(|refusal| format!("a message was refused: {refusal:?}"))?.to_string())
    }

    /// Waits for the next reply and sees that it is the right one to something that was asked.
    pub(crate) async fn answer(&mut self) -> Outcome {
        let reply = async {
            loop {
                let event = self.admin.next_event().await;
                if event.kind == "MESSAGE_CREATE" && event.data["author"]["bot"] == true {
                    break event.data;
                }
            }
        };
        let Ok(reply) = tokio::time::timeout(PATIENCE, reply).await else { return Err(self.silent().into()) };
        let about = match self.place.kind {
            Kind::Echo => &reply["content"],
            Kind::Fixed | Kind::Firstline(_) => &reply["message_reference"]["message_id"],
        };
        let asked = self.asked.remove(about.as_str().unwrap_or_default());
        let asked = asked.ok_or_else(|| format!("nobody asked for this, or twice: {reply}"))?;
        let right = match self.place.kind {
            Kind::Echo | Kind::Fixed => true,
            Kind::Firstline(_) => names(&reply, &asked.titles),
        };
        if right { Ok(()) } else { Err(format!("{:?} was to be said, but: {reply}", asked.titles).into()) }
    }

    fn silent(&self) -> String {
        let said = fs::read_to_string(self.place.folder.path().join("said")).unwrap_or_default();
        format!("the bot does not answer, with {} asked; it said:\n{said}", self.asked.len())
    }
}

impl Drop for Bot {
    fn drop(&mut self) {
        // Where it has ended already, there is nothing to end.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Whether a reply is about these issues and no others: it tells the only one, and lists several in a menu.
fn names(reply: &Value, titles: &[String]) -> bool {
    match titles {
        [only] => says(&reply["embeds"][0]["title"], only),
        several => {
            let listed = reply["components"][0]["components"][0]["options"].as_array();
            listed.is_some_and(|listed| {
                listed.len() == several.len()
                    && listed.iter().zip(several).all(|(one, title)| says(&one["label"], title))
            })
        }
    }
}

/// Whether a title is this one, as far as it was not changed or cut for Discord.
fn says(shown: &Value, title: &str) -> bool {
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).take(60).collect::<String>();
    shown.as_str().is_some_and(|shown| letters(shown) == letters(title))
}

fn channel(number: usize) -> String {
    format!("help-{number}")
}

fn person(number: usize) -> String {
    format!("person{number}")
}
