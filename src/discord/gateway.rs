//! The connection to Discord, from start to end.
//!
//! serenity's client runs on a thread of its own with a runtime of one thread, because only there do the tasks that it
//! starts for events begin in the order of the events (see `events`). All work is done on the runtime that
//! [`run`] is called on.

use std::collections::HashSet;
use std::fmt;
use std::future::Future;
use std::ops::Range;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use serenity::all::{
    ApplicationFlags, ClientBuilder, ConnectionStage, GatewayError, GatewayIntents, Http, HttpBuilder, Ratelimiter,
    ShardManager, UserId,
};
use tokio::sync::oneshot;

use super::bot::{Bot, Parts};
use super::catch_up;
use super::commands;
use super::counts::Counts;
use super::events::{self, Listener};
use super::paging::{self, Queue};
use super::sending::{self, insist};
use super::turn::Turn;
use super::watchdog::{Look, Watchdog};
use crate::config::{ApiUrl, Token};
use crate::store::TALLIES_KEPT;

/// How a bot is connected.
pub struct Connection {
    /// What Discord knows the bot by.
    pub token: Token,
    /// The shards of this process and how many there are in all; none to have as many as Discord asks for.
    pub shards: Option<Shards>,
    /// Where Discord is, where that is not its own address.
    pub api_url: Option<ApiUrl>,
    /// Makes what requests are made with, once for each runtime: its own time limits hold, and it should use no proxy.
    pub client: Arc<dyn Fn() -> reqwest::Client + Send + Sync>,
}

impl fmt::Debug for Connection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Connection")
            .field("shards", &self.shards)
            .field("api_url", &self.api_url)
            .finish_non_exhaustive()
    }
}

/// The shards of one process.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shards {
    /// Those of this process.
    pub here: Range<u32>,
    /// How many there are in all processes together.
    pub total: u32,
}

/// Why the bot stopped without being asked to, in one sentence for whoever runs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stopped(pub String);

/// What the bot listens to without the privileged intent.
const INTENTS: GatewayIntents =
    GatewayIntents::GUILDS.union(GatewayIntents::GUILD_MESSAGES).union(GatewayIntents::DIRECT_MESSAGES);

/// How long what is in hand may take after the bot was asked to stop.
const LAST_WORK: Duration = Duration::from_secs(10);
/// How long the gateway may take to close.
const CLOSING: Duration = Duration::from_secs(3);
/// How long to wait at the start before the token is presented once more, when that has failed for good; twice as long each
/// time, up to the longest.
const FIRST_PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_mins(1);
/// How often the shards are looked at.
const LOOKS: Duration = Duration::from_secs(1);
/// How often it is written down what was seen, and what happened.
const SAVES: Duration = Duration::from_secs(2);
/// How often it is read anew who opted out.
const OPT_OUTS: Duration = Duration::from_secs(30);
/// How often what is old is removed from the store.
const CLEANINGS: Duration = Duration::from_hours(1);

/// Said where Discord does not hand over what people write.
pub(super) const NO_CONTENT: &str = "the Message Content intent is off: Firstline cannot read pastes in channels and goes on with \
     slash commands, \"Find the fix\", mentions and direct messages; turn it on under Bot → Privileged Gateway Intents in \
     Discord's developer portal, and start again";

/// Said where Discord does not take the token.
pub(super) const NO_TOKEN: &str =
    "Discord does not know this token: copy it anew from Bot → Reset Token in Discord's developer portal";

/// Runs the bot until `stop` is done, and then finishes what is in hand.
///
/// The token is presented to Discord while the parts are being made. `ready` is handed the bot as soon as it has its
/// first session.
///
/// # Errors
/// When the parts cannot be made, and when it cannot work at all, or no longer.
pub async fn run(
    parts: impl Future<Output = Result<Parts, Stopped>>,
    connection: Connection,
    stop: impl Future<Output = ()>,
    ready: oneshot::Sender<Arc<Bot>>,
) -> Result<(), Stopped> {
    tokio::pin!(stop);
    let counts = Counts::default();
    let http = Arc::new(http(&connection, &counts));
    let (application, (parts, opted_out)) = tokio::select! {
        both = async { tokio::try_join!(introduce(&counts, &http), opened(parts)) } => both?,
        () = &mut stop => return Ok(()),
    };
    let bot = Arc::new(Bot::new(parts, counts, http, files(), opted_out));
    let done = connected(&bot, &connection, &application, stop, ready).await;
    let mut unfinished = bot.unfinished();
    if tokio::time::timeout(LAST_WORK, unfinished.wait_for(|count| *count == 0)).await.is_err() {
        tracing::warn!(unfinished = *bot.unfinished().borrow(), "stopped before everything in hand was done");
    }
    bot.save_seen().await;
    bot.save_tallies().await;
    done
}

/// The parts, and who opted out.
async fn opened(parts: impl Future<Output = Result<Parts, Stopped>>) -> Result<(Parts, HashSet<UserId>), Stopped> {
    let parts = parts.await?;
    match parts.store.opted_out().await {
        Ok(people) => Ok((parts, people.into_iter().map(super::ids::serenitys::user).collect())),
        Err(error) => Err(Stopped(format!("the store cannot be read: {error}"))),
    }
}

/// What requests to Discord are made with. Connections live on the runtime that opened them, so each runtime has its own.
pub(super) fn http(connection: &Connection, counts: &Counts) -> Http {
    let client = (connection.client)();
    let mut limiter = Ratelimiter::new(client.clone(), format!("Bot {}", connection.token.expose()));
    let waiting = counts.waiting();
    limiter.set_ratelimit_callback(Box::new(move |wait| waiting(wait.timeout)));
    let mut http = HttpBuilder::new(connection.token.expose()).client(client).ratelimiter(limiter);
    if let Some(url) = &connection.api_url {
        // With its limiter on, serenity goes to Discord's own address whatever it is told.
        http = http.proxy(url.as_str()).ratelimiter_disabled(true);
    }
    http.build()
}

/// Stays connected until `stop` is done.
async fn connected(
    bot: &Arc<Bot>,
    connection: &Connection,
    application: &Application,
    stop: std::pin::Pin<&mut impl Future<Output = ()>>,
    ready: oneshot::Sender<Arc<Bot>>,
) -> Result<(), Stopped> {
    let mut stop = stop;
    let commands = commands::all();
    let mut intents = INTENTS;
    if application.may_read {
        intents |= GatewayIntents::MESSAGE_CONTENT;
    } else {
        tracing::warn!("{NO_CONTENT}");
    }
    register(bot, &commands);
    let _paging = [Queue::Discord, Queue::Webhooks].map(|queue| {
        let bot = Arc::clone(bot);
        Ends(tokio::spawn(async move { paging::keep(&bot, queue).await }))
    });
    let commands = Arc::new(events::framework(commands));
    let ready = Arc::new(std::sync::Mutex::new(Some(ready)));
    loop {
        let turn = tokio::select! {
            turn = Turn::take(bot, connection.shards.as_ref()) => turn,
            () = &mut stop => return Ok(()),
        };
        let shards = Arc::new(OnceLock::new());
        let listener = Listener {
            bot: Arc::clone(bot),
            commands: Arc::clone(&commands),
            shards: Arc::clone(&shards),
            ready: Arc::clone(&ready),
            unread: std::sync::Mutex::default(),
        };
        let mut gateway = Gateway::start(connection, intents, listener, &shards);
        let _turn = turn.map(|turn| Ends(tokio::spawn(turn.pass_on(Arc::clone(bot)))));
        let over = tokio::select! {
            over = &mut gateway.over => over.unwrap_or(Over::Gone),
            dead = watched(bot, &shards) => Over::Dead(dead),
            () = bot.counts.gate.until_token_refused() => Over::Closed(GatewayError::InvalidAuthentication),
            () = &mut stop => {
                gateway.close().await;
                return Ok(());
            }
        };
        match over {
            Over::Closed(GatewayError::DisallowedGatewayIntents)
                if intents.contains(GatewayIntents::MESSAGE_CONTENT) =>
            {
                intents.remove(GatewayIntents::MESSAGE_CONTENT);
                tracing::warn!("{NO_CONTENT}");
            }
            over => return Err(over.stopped()),
        }
    }
}

/// Work beside the connection that ends with it.
struct Ends(tokio::task::JoinHandle<()>);

impl Drop for Ends {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// What Discord says about the application.
struct Application {
    may_read: bool,
}

/// Presents the token to Discord.
async fn introduce(counts: &Counts, http: &Http) -> Result<Application, Stopped> {
    let (mut said, mut pause) = (false, FIRST_PAUSE);
    loop {
        match insist(counts, || http.get_current_application_info()).await {
            Ok(application) => {
                http.set_application_id(application.id);
                let flags = application.flags.unwrap_or(ApplicationFlags::empty());
                let may_read = flags.intersects(
                    ApplicationFlags::GATEWAY_MESSAGE_CONTENT | ApplicationFlags::GATEWAY_MESSAGE_CONTENT_LIMITED,
                );
                return Ok(Application { may_read });
            }
            Err(error) if sending::is_unauthorized(&error) => {
                return Err(Stopped(NO_TOKEN.to_owned()));
            }
            // Discord's outages end, and a supervisor that starts us again and again would help nobody.
            Err(error) => {
                if !said {
                    tracing::warn!("{}; trying again until it works", sending::sentence(&error));
                    said = true;
                }
                tokio::time::sleep(pause).await;
                pause = (2 * pause).min(LONGEST_PAUSE);
            }
        }
    }
}

/// Registers the commands, beside connecting. Without them, everything else works.
fn register(bot: &Arc<Bot>, commands: &[commands::Command]) {
    let (at_work, commands) = (Arc::clone(bot), commands::registration(commands));
    tokio::spawn(async move {
        let registered = insist(&at_work.counts, || at_work.http.create_global_commands(&commands)).await;
        match registered {
            Ok(registered) => tracing::debug!(commands = registered.len(), "registered the commands"),
            Err(error) => tracing::error!(
                "the slash commands could not be registered, and stay as they were: {}",
                sending::sentence(&error)
            ),
        }
    });
}

/// Why a connection is over.
enum Over {
    /// Discord closed it for good, or serenity gave up.
    Closed(GatewayError),
    /// Something else went wrong.
    Failed(serenity::Error),
    /// It was closed as it was asked to, or its thread is gone.
    Gone,
    /// It does not live any more.
    Dead(String),
}

impl Over {
    fn stopped(self) -> Stopped {
        Stopped(match self {
            Self::Closed(GatewayError::InvalidAuthentication | GatewayError::NoAuthentication) => NO_TOKEN.to_owned(),
            Self::Closed(GatewayError::DisallowedGatewayIntents | GatewayError::InvalidGatewayIntents) => {
                "Discord does not let this application connect with the intents it needs".to_owned()
            }
            Self::Closed(GatewayError::InvalidShardData) => {
                "Discord does not take these shards: --shards 0..2/4 means shards 0 and 1 of 4".to_owned()
            }
            Self::Closed(GatewayError::OverloadedShard) => {
                "the bot is in too many servers for so few shards: leave out --shards, or raise their number".to_owned()
            }
            Self::Closed(error) => format!("the connection to Discord is over: {error}"),
            Self::Failed(error) => format!("the connection to Discord failed: {}", sending::sentence(&error)),
            Self::Gone => "the connection to Discord ended".to_owned(),
            Self::Dead(how) => format!("{how}; ending, so that a supervisor starts it again"),
        })
    }
}

/// A client on its thread.
struct Gateway {
    over: oneshot::Receiver<Over>,
    shards: Arc<OnceLock<Arc<ShardManager>>>,
}

impl Gateway {
    fn start(
        connection: &Connection,
        intents: GatewayIntents,
        listener: Listener,
        shards: &Arc<OnceLock<Arc<ShardManager>>>,
    ) -> Self {
        let (done, over) = oneshot::channel();
        let http = http(connection, &listener.bot.counts);
        let wanted = connection.shards.clone();
        let manager = Arc::clone(shards);
        let thread = std::thread::Builder::new().name("gateway".to_owned());
        let started = thread.spawn(move || {
            let over = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
                Ok(runtime) => runtime.block_on(gateway(http, intents, listener, wanted, &manager)),
                Err(error) => Over::Failed(serenity::Error::Io(error)),
            };
            let _ = done.send(over);
        });
        if let Err(error) = started {
            tracing::error!("the gateway's thread could not be started: {error}");
        }
        Self { over, shards: Arc::clone(shards) }
    }

    /// Says goodbye to Discord.
    async fn close(self) {
        if let Some(shards) = self.shards.get() {
            // serenity waits without end for a Discord that does not answer.
            let _ = tokio::time::timeout(CLOSING, shards.shutdown_all()).await;
        }
    }
}

async fn gateway(
    http: Http,
    intents: GatewayIntents,
    listener: Listener,
    wanted: Option<Shards>,
    manager: &OnceLock<Arc<ShardManager>>,
) -> Over {
    let built = ClientBuilder::new_with_http(http, intents).raw_event_handler(listener).await;
    let mut client = match built {
        Ok(client) => client,
        Err(error) => return Over::Failed(error),
    };
    let _ = manager.set(Arc::clone(&client.shard_manager));
    let over = match wanted {
        Some(Shards { here, total }) => client.start_shard_range(here.start..here.end - 1, total).await,
        None => client.start_autosharded().await,
    };
    match over {
        Ok(()) => Over::Gone,
        Err(serenity::Error::Gateway(error)) => Over::Closed(error),
        Err(error) => Over::Failed(error),
    }
}

/// Looks at the shards, and does what is to be done from time to time. Comes back only when a shard is dead.
async fn watched(bot: &Arc<Bot>, shards: &OnceLock<Arc<ShardManager>>) -> String {
    let mut watchdog = Watchdog::default();
    let mut looks = tokio::time::interval(LOOKS);
    let mut saves = tokio::time::interval(SAVES);
    let mut opt_outs = tokio::time::interval(OPT_OUTS);
    let mut cleanings = tokio::time::interval(CLEANINGS);
    loop {
        tokio::select! {
            _ = looks.tick() => {
                let Some(shards) = shards.get() else { continue };
                let runners = shards.runners.lock().await;
                let looks = runners.iter().map(|(id, runner)| Look {
                    shard: id.0,
                    connected: runner.stage == ConnectionStage::Connected,
                    latency: runner.latency,
                });
                let looks: Vec<Look> = looks.collect();
                drop(runners);
                let dead = watchdog.look(looks, bot.now());
                bot.feel(watchdog.pulse());
                if let Some(dead) = dead {
                    return dead;
                }
            }
            _ = saves.tick() => {
                bot.save_seen().await;
                bot.save_tallies().await;
                catch_up::put_off(bot);
            }
            _ = opt_outs.tick() => bot.learn_opted_out().await,
            _ = cleanings.tick() => {
                let (now, privacy) = (bot.now(), &bot.config.privacy);
                let removed = async {
                    bot.store.empty_older_than(now - privacy.keep_words, now).await?;
                    bot.store.remove_older_than(now - privacy.keep).await
                };
                if let Err(error) = removed.await {
                    tracing::error!("what is too old could not be removed: {error}");
                }
                if let Err(error) = bot.store.remove_tallies_before(bot.now() - TALLIES_KEPT).await {
                    tracing::error!("tallies that are too old could not be removed: {error}");
                }
            }
        }
    }
}

/// What requests are made with where nothing else is wanted.
///
/// # Panics
/// When the machine has no usable TLS, without which there is nothing to do here.
#[must_use]
pub fn client() -> reqwest::Client {
    let built = reqwest::Client::builder().connect_timeout(CONNECTING).timeout(REQUEST).no_proxy().build();
    built.expect("rustls brings everything it needs")
}

/// What attachments are fetched with: it goes where it is told and nowhere else.
pub(super) fn files() -> reqwest::Client {
    let stay = reqwest::redirect::Policy::none();
    let built = reqwest::Client::builder().connect_timeout(CONNECTING).redirect(stay).no_proxy().build();
    built.expect("rustls brings everything it needs")
}

/// How long a connection may take to be made.
const CONNECTING: Duration = Duration::from_secs(5);
/// How long a request may take, files sent with it included.
const REQUEST: Duration = Duration::from_secs(30);
