//! The bot's life: it presents itself to Discord, connects, does what is to be done from time to time, and ends.

use std::collections::HashSet;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use serenity::all::{
    ApplicationFlags, ApplicationId, BotGateway, ConnectionStage, CreateCommand, GatewayError, GatewayIntents, Http,
    SessionStartLimit, UserId,
};
use tokio::sync::oneshot;
use tokio::time::Instant;

use super::bot::{Bot, Parts};
use super::catch_up;
use super::commands;
use super::connection::{Connection, NO_CONTENT, NO_TOKEN, Shards, Stopped, http};
use super::counts::Counts;
use super::events::{self, Listener};
use super::gateway::{Empty, Fleet, Over, Route};
use super::paging::{self, Queue};
use super::sending::{self, insist};
use super::watchdog::{Look, State, Watchdog};
use crate::store::TALLIES_KEPT;

/// What the bot listens to without the privileged intent.
const INTENTS: GatewayIntents =
    GatewayIntents::GUILDS.union(GatewayIntents::GUILD_MESSAGES).union(GatewayIntents::DIRECT_MESSAGES);

/// How long what is in hand may take after the bot was asked to stop.
const LAST_WORK: Duration = Duration::from_secs(10);
/// How long to wait at the start before the token is presented once more, when that has failed for good; twice as long each
/// time, up to the longest.
const FIRST_PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_mins(1);
/// How long what is due waits for the first session.
const GREETING: Duration = Duration::from_secs(5);
/// How often the shards are looked at.
const LOOKS: Duration = Duration::from_secs(1);
/// How often it is written down what was seen, and what happened.
const SAVES: Duration = Duration::from_secs(2);
/// How often it is read anew who opted out.
const OPT_OUTS: Duration = Duration::from_secs(30);
/// How often what is old is removed from the store; for the first time when the start is over.
const CLEANINGS: Duration = Duration::from_hours(1);
const FIRST_CLEANING: Duration = Duration::from_secs(10);

/// Runs the bot until `stop` is done, and then finishes what is in hand.
///
/// The token is presented to Discord while the parts are being made; no session is begun without them, for Discord counts
/// how many are begun in a day. `ready` is handed the bot as soon as it has its first session.
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
    let counts = Arc::new(Counts::default());
    let gateway = Empty::new();
    let ((parts, opted_out), admission) = tokio::select! {
        both = async { tokio::try_join!(opened(parts), introduce(&counts, &connection)) } => both?,
        () = &mut stop => return Ok(()),
    };
    let bot = Arc::new(Bot::new(parts, counts, Arc::clone(&admission.http), opted_out));
    let done = connected(&bot, connection.shards, admission, gateway, stop, ready).await;
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

/// Stays connected until `stop` is done.
async fn connected(
    bot: &Arc<Bot>,
    shards: Option<Shards>,
    admission: Admission,
    mut empty: Empty,
    mut stop: Pin<&mut impl Future<Output = ()>>,
    ready: oneshot::Sender<Arc<Bot>>,
) -> Result<(), Stopped> {
    let Admission {
        commands,
        may_read,
        gateway: BotGateway { url, shards: advised, session_start_limit: limit, .. },
        ..
    } = admission;
    let advised = advised.max(1);
    let shards = shards.unwrap_or(Shards { here: 0..advised, total: advised });
    let mut intents = INTENTS;
    if may_read {
        intents |= GatewayIntents::MESSAGE_CONTENT;
    } else {
        tracing::warn!("{NO_CONTENT}");
    }
    let _paging = [Queue::Discord, Queue::Webhooks].map(|queue| {
        let bot = Arc::clone(bot);
        Ends(tokio::spawn(async move {
            // Where to call somebody is known when the servers are; but nobody waits for a gateway that is down.
            let _ = tokio::time::timeout(GREETING, bot.greeted()).await;
            paging::keep(&bot, queue).await;
        }))
    });
    tokio::select! {
        () = allowed(&limit, shards.here.len()) => {}
        () = &mut stop => return Ok(()),
    }
    let route = Route { url, shards, max_concurrency: limit.max_concurrency };
    let commands = Arc::new(events::framework(commands));
    let ready = Arc::new(Mutex::new(Some(ready)));
    loop {
        let fleet = Arc::new(OnceLock::new());
        let listener = Listener {
            bot: Arc::clone(bot),
            commands: Arc::clone(&commands),
            fleet: Arc::clone(&fleet),
            ready: Arc::clone(&ready),
            unread: Mutex::default(),
        };
        let mut gateway = empty.start(bot, route.clone(), intents, listener);
        let over = tokio::select! {
            over = &mut gateway.over => over.unwrap_or(Over::Gone),
            dead = watched(bot, &fleet) => Over::Dead(dead),
            () = kept(bot) => Over::Gone,
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
                empty = Empty::new();
            }
            over => return Err(Stopped(over.to_string())),
        }
    }
}

/// Waits where Discord lets fewer sessions be begun than there are to begin: it takes the token from a bot that begins more.
async fn allowed(limit: &SessionStartLimit, needed: usize) {
    let SessionStartLimit { remaining, reset_after, total, .. } = *limit;
    if remaining < needed as u64 {
        let wait = Duration::from_millis(reset_after);
        tracing::warn!(
            "Discord lets this bot begin {remaining} more sessions for now, and it needs {needed}: connecting in {} min, \
             when there are {total} again; see why it was started so often",
            reset_after.div_ceil(60_000)
        );
        tokio::time::sleep(wait).await;
    }
}

/// Work beside the connection that ends with it.
struct Ends(tokio::task::JoinHandle<()>);

impl Drop for Ends {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// What Discord says to who presents the token.
struct Admission {
    /// By what it was asked.
    http: Arc<Http>,
    /// The commands that it is being told of.
    commands: Vec<commands::Command>,
    /// Whether it hands over what people write.
    may_read: bool,
    gateway: BotGateway,
}

/// Presents the token to Discord, and the commands.
async fn introduce(counts: &Arc<Counts>, connection: &Connection) -> Result<Admission, Stopped> {
    let http = Arc::new(http(connection, counts));
    let (mut said, mut pause) = (false, FIRST_PAUSE);
    let mut made = None;
    loop {
        let asked = async {
            tokio::try_join!(
                insist(counts, || http.get_current_application_info()),
                insist(counts, || http.get_bot_gateway()),
                // Made while the others wait.
                async { Ok(made.get_or_insert_with(commands::all)) },
            )
        };
        match asked.await {
            Ok((application, gateway, commands)) => {
                http.set_application_id(application.id);
                register(counts, &http, application.id, commands::registration(commands));
                let commands = std::mem::take(commands);
                let flags = application.flags.unwrap_or(ApplicationFlags::empty());
                let may_read = flags.intersects(
                    ApplicationFlags::GATEWAY_MESSAGE_CONTENT | ApplicationFlags::GATEWAY_MESSAGE_CONTENT_LIMITED,
                );
                return Ok(Admission { http, commands, may_read, gateway });
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
fn register(counts: &Arc<Counts>, http: &Arc<Http>, application: ApplicationId, commands: Vec<CreateCommand>) {
    let (counts, http) = (Arc::clone(counts), Arc::clone(http));
    tokio::spawn(async move {
        match insist(&counts, || sending::register(&http, application, &commands)).await {
            Ok(()) => tracing::debug!(commands = commands.len(), "registered the commands"),
            Err(error) => tracing::error!(
                "the slash commands could not be registered, and stay as they were: {}",
                sending::sentence(&error)
            ),
        }
    });
}

/// Looks at the shards. Comes back only when one is dead.
async fn watched(bot: &Bot, fleet: &OnceLock<Fleet>) -> String {
    let mut watchdog = Watchdog::default();
    let mut looks = tokio::time::interval(LOOKS);
    loop {
        looks.tick().await;
        let Some(fleet) = fleet.get() else { continue };
        let mut seen = vec![];
        for (shard, manager) in fleet.iter() {
            seen.push(match manager.runners.lock().await.get(&shard) {
                Some(runner) => Look {
                    shard: shard.0,
                    state: if runner.stage == ConnectionStage::Connected {
                        State::Connected
                    } else {
                        State::Connecting
                    },
                    latency: runner.latency,
                },
                None => Look { shard: shard.0, state: State::Waiting, latency: None },
            });
        }
        let dead = watchdog.look(seen, bot.now());
        bot.feel(watchdog.pulse());
        if let Some(dead) = dead {
            return dead;
        }
    }
}

/// Does what is to be done from time to time, for ever.
async fn kept(bot: &Arc<Bot>) {
    let mut saves = interval(SAVES);
    let mut opt_outs = interval(OPT_OUTS);
    let mut cleanings = tokio::time::interval_at(Instant::now() + FIRST_CLEANING, CLEANINGS);
    loop {
        tokio::select! {
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

/// Every so often, for the first time after as long.
fn interval(every: Duration) -> tokio::time::Interval {
    tokio::time::interval_at(Instant::now() + every, every)
}
