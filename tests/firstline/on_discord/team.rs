//! A support team with the bot in its server: people who post and press, and a transcript of everything the bot does.
//!
//! The world is closed: [`Team::finish`] fails where the bot did something that no [`Team::sees`] has read, where a request
//! broke a rule of Discord's, where somebody was notified who was not to be, and where an event was lost.

use std::collections::HashMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use firstline::clock::{Clock, Hands};
use firstline::config::{Config, Named, Secrets, StoreUrl, TOKEN, Token};
use firstline::discord::{self, Bot, Connection, Parts, Shards, Stopped};
use firstline::live::{Live, LiveOnCall, Watching};
use firstline::sandbox::{MessageId, Person, Sandbox, SeenMessage, World};
use firstline::store::Store;
use futures_util::FutureExt as _;
use jiff::SignedDuration;
use tokio::runtime::Runtime;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use super::{log, openapi, tls};
use crate::world;

/// How long anything may take before a test gives up.
const PATIENCE: Duration = Duration::from_secs(30);

/// The people of the default world. Erin, an admin, sees every channel.
const PEOPLE: [&str; 6] = ["erin", "ada", "mia", "ben", "carol", "dan"];

/// The bot's name on Discord.
pub(super) const BOT: &str = "firstline";

/// The channels of the default world.
const CHANNELS: [&str; 4] = ["#support", "#general", "#on-call", "#help-forum"];

/// What differs from the believable default.
pub(super) struct Setup {
    world: World,
    config: Config,
    knowledge: world::World,
    /// Where the store is; none for one in memory.
    store: Option<StoreUrl>,
    start: Start,
    before: Box<dyn FnOnce(&Sandbox) + Send>,
    more: axum::Router,
    over_tls: bool,
    watched: bool,
    later: Vec<Later>,
    secrets: Secrets,
}

/// What is configured by what is in the sandbox.
type Later = Box<dyn FnOnce(&Sandbox, &mut Config) + Send>;

/// How the bot presents itself to Discord.
#[derive(Clone, Default)]
struct Start {
    /// Another token than its own.
    token: Option<String>,
    shards: Option<Shards>,
    /// Whether it is to be killed.
    mortal: bool,
    /// What its requests are made with, where that is not what it would take by itself.
    client: Option<Arc<dyn Fn() -> reqwest::Client + Send + Sync>>,
}

impl Setup {
    /// A server with #support, #help-forum, #general and #on-call; two articles of an IT help desk; nobody is answered
    /// when nothing is found.
    pub(super) fn new() -> Self {
        let mut config = Config::default();
        config.support.channels = ["support", "help-forum"].map(|name| Named::Name(name.to_owned())).into();
        config.support.helper_roles = vec![Named::Name("Helper".to_owned())];
        config.on_call.channel = Some(Named::Name("on-call".to_owned()));
        let knowledge = world::World::new();
        let (world, start, before) = (World::default(), Start::default(), Box::new(|_: &Sandbox| {}));
        let more = axum::Router::new();
        Self {
            world,
            config,
            knowledge,
            store: None,
            start,
            before,
            more,
            over_tls: false,
            watched: true,
            later: vec![],
            secrets: Secrets::none(),
        }
    }

    /// With another world.
    pub(super) fn world(mut self, change: impl FnOnce(World) -> World) -> Self {
        self.world = change(self.world);
        self
    }

    /// With other settings in `firstline.toml`.
    pub(super) fn config(mut self, change: impl FnOnce(&mut Config)) -> Self {
        change(&mut self.config);
        self
    }

    /// With other settings in `firstline.toml`, which name who or what is in the sandbox.
    pub(super) fn later(mut self, change: impl FnOnce(&Sandbox, &mut Config) + Send + 'static) -> Self {
        self.later.push(Box::new(change));
        self
    }

    /// With a secret in a variable of the environment.
    pub(super) fn secret(mut self, variable: &'static str, secret: &'static str) -> Self {
        self.secrets = Secrets::by(move |name| (name == variable).then(|| secret.to_owned()));
        self
    }

    /// With a store that is not in memory.
    pub(super) fn store(mut self, url: &str) -> Self {
        self.store = Some(url.parse().expect("it is an address"));
        self
    }

    /// With one more file in the folder of `knowledge/`.
    pub(super) fn file(mut self, name: &str, text: &str) -> Self {
        self.knowledge = self.knowledge.with(name, text);
        self
    }

    /// Without any article.
    pub(super) fn without_knowledge(mut self) -> Self {
        self.knowledge = world::World::bare().with("knowledge/notes.md", "");
        self
    }

    /// With nobody watching the files of the knowledge.
    pub(super) fn unwatched(mut self) -> Self {
        self.watched = false;
        self
    }

    /// With another token than the bot's own.
    pub(super) fn token(mut self, token: &str) -> Self {
        self.start.token = Some(token.to_owned());
        self
    }

    /// With a bot that has only some of the shards.
    pub(super) fn shards(mut self, here: std::ops::Range<u32>, total: u32) -> Self {
        self.start.shards = Some(Shards { here, total });
        self
    }

    /// With a bot that can be killed, with everything that it is doing.
    pub(super) fn mortal(mut self) -> Self {
        self.start.mortal = true;
        self
    }

    /// With something done to Discord before the bot meets it.
    pub(super) fn before(mut self, before: impl FnOnce(&Sandbox) + Send + 'static) -> Self {
        self.before = Box::new(before);
        self
    }

    /// With more to be found at Discord's address.
    pub(super) fn routes(mut self, more: axum::Router) -> Self {
        self.more = more;
        self
    }

    /// With a bot that takes the sandbox for discord.com itself, and so heeds its rate limits.
    pub(super) fn over_tls(mut self) -> Self {
        self.over_tls = true;
        self
    }

    /// The team at work, with the bot in its place.
    pub(super) async fn start(self) -> Team {
        self.try_start().await.expect("the bot starts")
    }

    /// What the bot says when it cannot work.
    pub(super) async fn stopped(self) -> String {
        self.try_start().await.err().expect("the bot does not start").0
    }

    async fn try_start(mut self) -> Result<Team, Stopped> {
        log::listen();
        let at = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        let sandbox = Sandbox::start_with(self.world, at, self.more).await.expect("a port is free");
        let (clock, hands) = Clock::by_hand("2026-05-04T09:00:00Z".parse().expect("it is a time"));
        let mut config = self.config;
        self.later.into_iter().for_each(|change| change(&sandbox, &mut config));
        config.knowledge = self.knowledge.path().join("knowledge");
        if self.over_tls {
            self.start.client = Some(tls::discord_com(&sandbox).await);
        } else {
            config.discord.api_url = Some(sandbox.url().parse().expect("the sandbox has an address"));
        }
        let live = Live::load(&config.knowledge, config.matching, clock.clone()).expect("the knowledge is there");
        let watching = self.watched.then(|| live.watch().expect("the knowledge can be watched"));
        let store = match &self.store {
            Some(url) => Store::open(url).await,
            None => Store::in_memory().await,
        };
        let store = store.expect("the store can be opened");
        let on_call = LiveOnCall::fixed(config.clone(), clock.clone());
        let secrets = self.secrets;
        let parts = Parts { config, live, on_call, store, clock, secrets };
        let seen_by = PEOPLE.map(|name| (name, sandbox.person(name)));
        (self.before)(&sandbox);
        let bot = Running::start(&sandbox, parts.clone(), &self.start).await?;
        let team = Team {
            sandbox,
            parts,
            hands,
            bot,
            other: None,
            start: self.start,
            seen_by: seen_by.into(),
            names: HashMap::new(),
            notified: 0,
            store: self.store,
            _knowledge: self.knowledge,
            _watching: watching,
        };
        // Whoever types a command finds it, and no request comes later that no test has asked for.
        team.requested_by_now("PUT", "/applications/*/commands", 1).await;
        team.quiet().await;
        Ok(team)
    }
}

/// A team at work.
pub(super) struct Team {
    pub(super) sandbox: Sandbox,
    pub(super) parts: Parts,
    /// The bot's clock.
    pub(super) hands: Hands,
    bot: Running,
    /// Another process of the same bot, over the same store.
    other: Option<Running>,
    start: Start,
    seen_by: Vec<(&'static str, Person)>,
    names: HashMap<MessageId, SeenMessage>,
    /// How many notifications of the bot's the test has read.
    notified: usize,
    store: Option<StoreUrl>,
    _knowledge: world::World,
    _watching: Option<Watching>,
}

/// The bot, started.
pub(super) struct Running {
    pub(super) bot: Arc<Bot>,
    stop: Option<oneshot::Sender<()>>,
    ended: JoinHandle<Result<(), Stopped>>,
    /// All that it does, apart from its gateway's thread, where it is to be killed.
    work: Option<Runtime>,
}

impl Drop for Running {
    fn drop(&mut self) {
        // A runtime must not be waited for by a task.
        if let Some(work) = self.work.take() {
            work.shutdown_background();
        }
    }
}

impl Running {
    /// Starts the bot and waits for its first session.
    ///
    /// # Errors
    /// What it said when it could not.
    async fn start(sandbox: &Sandbox, parts: Parts, start: &Start) -> Result<Self, Stopped> {
        let token = start.token.clone().unwrap_or_else(|| sandbox.bot_token());
        let token = Token::find(|name| (name == TOKEN).then(|| token.clone()), |_| Ok(String::new()));
        let token = token.expect("the sandbox gives a token that looks like one");
        let client = start.client.clone().unwrap_or_else(|| Arc::new(discord::client));
        let api_url = parts.config.discord.api_url.clone();
        let connection = Connection { token, shards: start.shards.clone(), api_url, client };
        let (stop, stopped) = oneshot::channel::<()>();
        let (ready, is_ready) = oneshot::channel();
        let work = start.mortal.then(|| {
            let work = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
            work.expect("a runtime starts")
        });
        let parts = std::future::ready(Ok(parts));
        let at_work = discord::run(parts, connection, stopped.map(drop), ready);
        let mut ended = match &work {
            Some(work) => work.spawn(at_work),
            None => tokio::spawn(at_work),
        };
        let started = async {
            tokio::select! {
                bot = is_ready => Ok(bot),
                ended = &mut ended => Err(ended),
            }
        };
        match tokio::time::timeout(PATIENCE, started).await.expect("the bot is ready in time") {
            Ok(Ok(bot)) => Ok(Self { bot, stop: Some(stop), ended, work }),
            Ok(Err(_)) => Err(ended.await.expect("the bot does not panic").expect_err("it ended before it was ready")),
            Err(ended) => Err(ended.expect("the bot does not panic").expect_err("it ended before it was ready")),
        }
    }

    /// Stops the bot as SIGTERM does.
    pub(super) async fn stop(mut self) -> Result<(), Stopped> {
        let _ = self.stop.take().map(|stop| stop.send(()));
        let ended = tokio::time::timeout(PATIENCE, &mut self.ended).await.expect("the bot ends in time");
        ended.expect("the bot does not panic")
    }
}

impl Team {
    /// The believable default at work.
    pub(super) async fn new() -> Self {
        Setup::new().start().await
    }

    /// Somebody of the team.
    pub(super) fn person(&self, name: &str) -> &Person {
        let found = self.seen_by.iter().find(|(known, _)| *known == name);
        found.map_or_else(|| panic!("there is no {name} in this team"), |(_, person)| person)
    }

    /// The bot at work.
    pub(super) fn bot(&self) -> &Bot {
        &self.bot.bot
    }

    /// The folder that holds `knowledge/`.
    pub(super) fn folder(&self) -> &Path {
        self.parts.config.knowledge.parent().expect("the knowledge is in a folder")
    }

    /// Whom the bot has notified since this was last asked.
    pub(super) async fn notified(&mut self) -> String {
        self.quiet().await;
        let all: Vec<_> = self.sandbox.pings().into_iter().filter(|ping| ping.by == BOT).collect();
        let new = all[self.notified..].iter().map(|ping| ping.whom.clone()).collect::<Vec<_>>().join(", ");
        self.notified = all.len();
        new
    }

    /// Stops the bot as SIGTERM does, and starts it again over the same store.
    pub(super) async fn restarts(self) -> Self {
        let team = self.comes_back_after(|_| {}).await;
        team.quiet().await;
        team
    }

    /// Stops the bot, and starts it again over the same store after something has happened; it may not be at rest yet.
    pub(super) async fn comes_back_after(self, what: impl FnOnce(&Sandbox)) -> Self {
        let Self { bot, sandbox, parts, start, .. } = self;
        bot.stop().await.expect("the bot ends as it was asked to");
        what(&sandbox);
        let bot = Running::start(&sandbox, parts.clone(), &start).await.expect("the bot starts again");
        Self { sandbox, parts, bot, start, ..self }
    }

    /// Kills the bot: whatever it was doing is not done. It is started again over the same store.
    pub(super) async fn after_a_kill(self) -> Self {
        let Self { bot, sandbox, mut parts, start, .. } = self;
        drop(bot);
        let url = self.store.clone().expect("what is in memory is gone with the process");
        parts.store = Store::open(&url).await.expect("the store opens");
        let bot = Running::start(&sandbox, parts.clone(), &start).await.expect("the bot starts again");
        let team = Self { sandbox, parts, bot, start, ..self };
        team.caught_up().await;
        team
    }

    /// Starts another process of the same bot, which hears the same, over the same store.
    pub(super) async fn joined_by_another(mut self) -> Self {
        let url = self.store.clone().expect("what is in memory is shared with nobody");
        let store = Store::open(&url).await.expect("the store opens");
        let parts = Parts { store, ..self.parts.clone() };
        let other = Running::start(&self.sandbox, parts, &self.start).await.expect("the bot starts");
        self.other = Some(other);
        self.requested_by_now("PUT", "/applications/*/commands", 2).await;
        self.quiet().await;
        self
    }

    /// Ends a test of two processes. Both hear of an interaction, and Discord takes the answer of the first.
    pub(super) async fn ended_together(mut self) {
        self.sees().await;
        let Self { sandbox, bot, other, .. } = self;
        for running in [Some(bot), other].into_iter().flatten() {
            running.stop().await.expect("the bot ends as it was asked to");
        }
        let mut violations = sandbox.violations();
        violations.retain(|violation| violation.what != "an interaction was answered a second time");
        assert!(violations.is_empty(), "a rule of Discord's was broken: {violations:#?}");
    }

    /// Moves the bot's clock, and waits until what is due by then is done.
    pub(super) async fn steps(&mut self, by: SignedDuration) {
        self.hands.step(by);
        self.caught_up().await;
    }

    /// Waits until nothing is due any more.
    pub(super) async fn caught_up(&self) {
        let caught_up = async {
            loop {
                self.quiet().await;
                if !self.parts.store.is_due(self.parts.clock.now()).await.expect("the store is there") {
                    break;
                }
                tokio::time::sleep(Duration::from_millis(2)).await;
            }
            self.quiet().await;
        };
        tokio::time::timeout(PATIENCE, caught_up).await.expect("what is due is done in time");
    }

    /// Everything the bot has said since this was last asked; how its cards have changed is left out.
    pub(super) async fn said_anew(&mut self) -> String {
        let seen = self.sees().await;
        let said: Vec<&str> = seen.split("── ").filter(|told| told.starts_with("says")).collect();
        if said.is_empty() { "nothing".to_owned() } else { said.concat().trim_end().to_owned() }
    }

    /// The same, of each message its first lines.
    pub(super) async fn headlines(&mut self) -> String {
        let said = self.said_anew().await;
        let told = said.split("says ").filter(|told| !told.is_empty());
        told.map(|told| told.lines().take(3).collect::<Vec<_>>().join(" | ")).collect::<Vec<_>>().join("\n")
    }

    /// A file of a message of the bot's, as text.
    pub(super) async fn file(&self, of: &SeenMessage) -> String {
        let url = of.json["attachments"][0]["url"].as_str().expect("the message has a file");
        let fetched = discord::client().get(url).send().await.expect("it is there");
        masked(&fetched.text().await.expect("it is text"))
    }

    /// How many requests the bot has made to paths that begin so.
    pub(super) fn requested(&self, path: &str) -> usize {
        self.sandbox.requests().iter().filter(|request| request.path.starts_with(path)).count()
    }

    /// Waits until the bot has made so many requests of a method to a path; patterns are those of the sandbox's faults.
    pub(super) async fn requested_by_now(&self, method: &str, pattern: &str, count: usize) {
        let made = tokio::time::timeout(PATIENCE, self.sandbox.requested(method, pattern, count)).await.is_ok();
        assert!(made, "no {count} times {method} {pattern}; the bot has asked for:\n{}", self.requests());
    }

    /// What the bot has complained of in its log since this was last asked.
    pub(super) async fn complaints(&self) -> String {
        self.quiet().await;
        let complaints = [log::complaints(), log::complaints_of(self.folder())];
        let all = complaints.into_iter().filter(|lines| !lines.is_empty()).collect::<Vec<_>>().join("\n");
        all.replace(&format!("{}/", self.folder().display()), "")
    }

    /// Waits until the bot has heard everything that happened, and has done everything it is going to do about it.
    pub(super) async fn quiet(&self) {
        let settled = async {
            loop {
                let dispatched = self.dispatched();
                // The first round proves that everything was received; with the second, that all of it has begun: the
                // bot's gateway begins with what it received before it receives more.
                self.sandbox.everything_heard().await;
                self.sandbox.everything_heard().await;
                for running in [Some(&self.bot), self.other.as_ref()].into_iter().flatten() {
                    let _ = running.bot.unfinished().wait_for(|count| *count == 0).await;
                }
                if self.dispatched() == dispatched {
                    break;
                }
            }
        };
        tokio::pin!(settled);
        // A busy machine may take its time while something is done, but not for ever.
        for _ in 0..10 {
            let made = self.sandbox.requests_made();
            if tokio::time::timeout(PATIENCE, &mut settled).await.is_ok() {
                return;
            }
            if self.sandbox.requests_made() == made {
                break;
            }
        }
        panic!("the bot does not come to rest; it has asked for:\n{}", self.requests());
    }

    fn dispatched(&self) -> Vec<u64> {
        self.sandbox.gateway().sessions().iter().map(|session| session.dispatched).collect()
    }

    /// Everything the bot has done since this was last asked, as the people of the team see it, when it has come to rest.
    pub(super) async fn sees(&mut self) -> String {
        masked(&self.sees_unmasked().await)
    }

    /// The same, with the people who are mentioned by their names.
    pub(super) async fn sees_whom(&mut self) -> String {
        let mut seen = self.sees_unmasked().await;
        for (name, person) in &self.seen_by {
            seen = seen.replace(&format!("<@{}>", person.id()), &format!("<@{name}>"));
        }
        masked(&seen)
    }

    async fn sees_unmasked(&mut self) -> String {
        self.quiet().await;
        let mut seen = String::new();
        for at in 0..self.seen_by.len() {
            let events: Vec<_> = {
                let person = &self.seen_by[at].1;
                // A task may only take so much at once before it yields, and this one takes all.
                std::iter::from_fn(|| tokio::task::unconstrained(person.next_event()).now_or_never()).collect()
            };
            let name = self.seen_by[at].0;
            for event in events {
                if let Some(line) = self.told(name, event.kind, event.data) {
                    seen.push_str(&line);
                    seen.push('\n');
                }
            }
        }
        for name in CHANNELS {
            let id = self.sandbox.channel(name).map(|id| id.to_string()).unwrap_or_default();
            seen = seen.replace(&format!("<#{id}>"), &format!("<{name}>"));
        }
        if seen.is_empty() { "nothing".to_owned() } else { seen.trim_end().to_owned() }
    }

    /// What an event comes to for somebody: public things are told once, by Erin, who sees them all.
    fn told(&mut self, name: &str, kind: &str, data: serde_json::Value) -> Option<String> {
        let channel = |data: &serde_json::Value| {
            let id = data["channel_id"].as_str().unwrap_or_default();
            self.place(id)
        };
        match kind {
            "MESSAGE_CREATE" | "MESSAGE_UPDATE" => {
                if data["author"]["username"] != BOT {
                    return None;
                }
                let ephemeral = data["flags"].as_u64().unwrap_or(0) & 64 != 0;
                let (place, direct) = channel(&data);
                if name != "erin" && !ephemeral && !direct {
                    return None;
                }
                let reader = if ephemeral { format!(" to {name} alone") } else { String::new() };
                let place = if direct { format!("to {name}") } else { format!("in {place}") };
                let message = SeenMessage::from_json(data);
                if message.loading {
                    return None;
                }
                let verb = if self.names.insert(message.id, message.clone()).is_some() { "changes" } else { "says" };
                let text = message.to_string();
                let text = text.split_once('\n').map_or("", |(_, text)| text);
                Some(format!("── {verb} {place}{reader}:\n{text}"))
            }
            "MESSAGE_DELETE" => {
                let id = data["id"].as_str().and_then(|id| id.parse().ok()).map(MessageId::new)?;
                let (place, _) = channel(&data);
                let known = if name == "erin" { self.names.remove(&id) } else { None }?;
                let text = known.to_string();
                let headline = text.lines().nth(1).unwrap_or_default().to_owned();
                Some(format!("── deletes in {place}: {headline}"))
            }
            "INTERACTION_FAILURE" => Some(format!("── does not respond to {name}")),
            "INTERACTION_MODAL_CREATE" => {
                Some(format!("── asks {name}: {}", data["title"].as_str().unwrap_or_default()))
            }
            _ => None,
        }
    }

    /// A channel's name, and whether it is a direct conversation.
    fn place(&self, id: &str) -> (String, bool) {
        let named =
            CHANNELS.iter().find(|name| self.sandbox.channel(name).is_some_and(|known| known.to_string() == id));
        match named {
            Some(name) => ((*name).to_owned(), false),
            None if self.person("erin").sees(id).is_ok() => ("a thread".to_owned(), false),
            None => ("a direct message".to_owned(), true),
        }
    }

    fn requests(&self) -> String {
        let requests = self.sandbox.requests();
        let lines: Vec<_> = requests.iter().map(|r| format!("{} {} → {}", r.method, r.path, r.status)).collect();
        lines.join("\n")
    }

    /// Ends the test: nothing may be unread, broken or lost.
    pub(super) async fn finish(mut self) {
        assert_eq!(self.sees().await, "nothing", "the bot did more than the test has read");
        self.ended().await;
    }

    /// Has somebody post in #support; the message, and what Discord tells of it, for telling it otherwise.
    pub(super) async fn posts_and_is_told_of(&mut self, name: &str, text: &str) -> (MessageId, serde_json::Value) {
        let person = self.person(name);
        let posted = person.posts("#support", text).expect("they may");
        let id = posted.to_string();
        let told = loop {
            let event = person.next_event().await;
            if event.kind == "MESSAGE_CREATE" && event.data["id"] == id.as_str() {
                break event.data;
            }
        };
        assert_eq!(self.sees().await, "nothing", "what is told otherwise must not have been answered");
        (posted, told)
    }

    /// Waits for something to become true of Discord.
    pub(super) async fn until(&self, what: impl Fn(&Sandbox) -> bool) {
        let waiting = async {
            while !what(&self.sandbox) {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        tokio::time::timeout(PATIENCE, waiting).await.expect("it becomes true in time");
    }

    /// Ends a test in which the bot was stopped or put out of order.
    pub(super) async fn ended(self) {
        self.ended_having_lost(0).await;
    }

    /// Ends a test in which Discord said so many things that the bot needs and cannot read.
    pub(super) async fn finish_having_lost(mut self, events: u64) {
        assert_eq!(self.sees().await, "nothing", "the bot did more than the test has read");
        self.ended_having_lost(events).await;
    }

    /// Ends a test in which the bot stops by itself; why, in its own words.
    pub(super) async fn stops_by_itself(self) -> String {
        let Self { sandbox, mut bot, .. } = self;
        let ended = tokio::time::timeout(PATIENCE, &mut bot.ended).await.expect("the bot ends in time");
        let stopped = ended.expect("the bot does not panic").expect_err("nobody asked it to stop");
        keeps_the_rules(&sandbox);
        stopped.0
    }

    async fn ended_having_lost(self, events: u64) {
        let Self { sandbox, bot, notified, .. } = self;
        let at_work = Arc::clone(&bot.bot);
        bot.stop().await.expect("the bot ends as it was asked to");
        assert_eq!(at_work.counts().unreadable.get(), events, "events that could not be read");
        keeps_the_rules(&sandbox);
        let pings: Vec<_> = sandbox.pings().into_iter().filter(|ping| ping.by == BOT).skip(notified).collect();
        assert!(pings.is_empty(), "somebody was notified: {pings:#?}");
    }
}

/// Fails where a request was not as Discord wants it.
pub(super) fn keeps_the_rules(sandbox: &Sandbox) {
    let violations = sandbox.violations();
    assert!(violations.is_empty(), "a rule of Discord's was broken: {violations:#?}");
    let undescribed = openapi::undescribed(&sandbox.requests());
    assert!(undescribed.is_empty(), "a request is not as Discord describes it: {undescribed:#?}");
}

/// Masks what changes with the matcher's tuning and with every run: how sure it is, and ids.
fn masked(text: &str) -> String {
    let mut shown = world::masked(text);
    let mut rest = std::mem::take(&mut shown);
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let length = rest[start..].find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len() - start);
        shown.push_str(&rest[..start]);
        shown.push_str(if length >= 17 { "ID" } else { &rest[start..start + length] });
        rest = rest.split_off(start + length);
    }
    shown + &rest
}
