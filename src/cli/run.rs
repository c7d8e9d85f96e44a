//! `firstline run`: the bot on Discord.

use std::cell::OnceCell;
use std::future::Future;
use std::io::{self, Write};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use tokio::sync::oneshot;

use super::config::{ConfigArgs, ListenArgs, calendar_key, secrets, token};
use super::failure::Failure;
use super::{Outcome, log};
use crate::clock::Clock;
use crate::config::{CalendarKey, Config};
use crate::discord::{self, Connection, Parts, Shards, Stopped};
use crate::live::{Live, LiveOnCall, Watching};
use crate::server::Server;
use crate::store::Store;

/// What `firstline run` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = "The token comes from DISCORD_TOKEN, or from the file that DISCORD_TOKEN_FILE names.

Exit codes: 0 stopped as asked (SIGTERM, Ctrl-C), 2 it cannot work, with the reason on standard error.")]
pub struct Args {
    #[command(flatten)]
    config: ConfigArgs,
    /// The knowledge, instead of what the configuration names: a folder, or one file
    #[arg(short, long, value_name = "PATH", env = "FIRSTLINE_KNOWLEDGE")]
    knowledge: Option<PathBuf>,
    #[command(flatten)]
    listen: ListenArgs,
    /// The shards of this process, of how many in all: 0..2/4 means 0 and 1 of 4 [default: as many as Discord asks for]
    #[arg(long, value_name = "FIRST..END/TOTAL", value_parser = shards)]
    shards: Option<Shards>,
}

/// Runs the bot until it is stopped.
pub fn run(args: &Args, verbose: u8, _out: &mut dyn Write) -> Outcome {
    let mut config = args.config.load()?;
    if let Some(knowledge) = &args.knowledge {
        config.knowledge.clone_from(knowledge);
    }
    let (token, key, listen) = (token()?, calendar_key()?, args.listen.address(&config)?);
    log::start_service(verbose, config.log.format);
    let api_url = config.discord.api_url.clone();
    let connection = Connection { token, shards: args.shards.clone(), api_url, client: Arc::new(discord::client) };
    runtime()?.block_on(async {
        let (ready, is_ready) = oneshot::channel();
        let server = match listen {
            Some(at) => Some(serve(at, key).await?),
            None => None,
        };
        let files = OnceCell::new();
        let parts = async {
            let url = config.storage.url.clone();
            let mut parts = parts(config, Store::open(&url), Clock::system()).await?;
            parts.on_call = of_file(args.config.path(), &parts);
            let _ = files.set((parts.live.clone(), parts.on_call.clone()));
            if let Some(server) = &server {
                server.shows(parts.clone());
            }
            Ok(parts)
        };
        let meeting = async {
            let (bot, (live, on_call)) = (is_ready.await.ok()?, files.get()?.clone());
            if let Some(server) = &server {
                server.meets(bot);
            }
            // Not before the bot has greeted Discord. What has changed since it was read is seen at the first look.
            Some(tokio::task::spawn_blocking(move || (watch(&live), follow(&on_call))))
        };
        let bot = Box::pin(discord::run(parts, connection, asked_to_stop()?, ready));
        let (ended, _watching) = tokio::join!(bot, meeting);
        ended.map_err(|stopped| Failure::new(stopped.0))
    })?;
    Ok(ExitCode::SUCCESS)
}

/// Answers whoever watches.
async fn serve(at: SocketAddr, key: Option<CalendarKey>) -> Result<Server, Failure> {
    let server = Server::start(at, key).await.map_err(|error| {
        Failure::new(format_args!(
            "{at} cannot be listened at ({error}): name another address with --listen, or under [server] in firstline.toml"
        ))
    })?;
    tracing::info!(at = %server.address(), "health and metrics are served");
    Ok(server)
}

/// Everything the bot needs beside Discord: the store is opened while the knowledge is read.
pub(super) async fn parts(
    config: Config,
    store: impl Future<Output = crate::store::Result<Store>>,
    clock: Clock,
) -> Result<Parts, Stopped> {
    let (path, matching) = (config.knowledge.clone(), config.matching);
    let live = async {
        let (path, clock) = (path.clone(), clock.clone());
        tokio::task::spawn_blocking(move || Live::load(&path, matching, clock)).await
    };
    // The store is begun with, for it takes longer than a team's knowledge.
    let (store, live) = tokio::join!(store, live);
    let live = live.map_err(io::Error::other).flatten().map_err(|error| {
        Stopped(format!(
            "the knowledge at {} cannot be read: {error}; name a folder of articles with --knowledge PATH or in \
             firstline.toml",
            path.display()
        ))
    })?;
    let store = store.map_err(|error| Stopped(error.to_string()))?;
    let on_call = LiveOnCall::fixed(config.clone(), clock.clone());
    Ok(Parts { config, live, on_call, store, clock, secrets: secrets() })
}

/// Follows the knowledge until the answer is dropped.
pub(super) fn watch(live: &Live) -> Option<Watching> {
    match live.watch() {
        Ok(watching) => Some(watching),
        Err(error) => {
            tracing::warn!("changes of the knowledge are not noticed ({error}): /knowledge reload reads it anew");
            None
        }
    }
}

/// What `[on_call]` says in the file, to be followed.
fn of_file(file: &Path, parts: &Parts) -> LiveOnCall {
    LiveOnCall::of_file(file, parts.config.clone(), parts.clock.clone()).unwrap_or_else(|error| {
        not_followed(&error);
        parts.on_call.clone()
    })
}

/// Has the bot go by what `[on_call]` says in the file, whenever that changes, until the answer is dropped.
fn follow(on_call: &LiveOnCall) -> Option<Watching> {
    on_call.watch().inspect_err(not_followed).ok()
}

fn not_followed(error: &io::Error) {
    tracing::warn!("changes of [on_call] are not noticed ({error}) before the next start");
}

/// The runtime that the bot works on.
pub(super) fn runtime() -> Result<tokio::runtime::Runtime, Failure> {
    let built = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    built.map_err(|error| Failure::new(format_args!("no threads to work on can be had: {error}")))
}

/// Done when somebody stops the process.
pub(super) fn asked_to_stop() -> Result<impl Future<Output = ()>, Failure> {
    let cannot = |error| Failure::new(format_args!("signals cannot be listened for: {error}"));
    #[cfg(unix)]
    let mut terminated = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()).map_err(cannot)?;
    let interrupted = tokio::signal::ctrl_c();
    Ok(async move {
        #[cfg(unix)]
        tokio::select! {
            _ = terminated.recv() => {}
            _ = interrupted => {}
        }
        #[cfg(not(unix))]
        let _ = interrupted.await;
        tracing::info!("stopping: finishing what is in hand");
    })
}

fn shards(text: &str) -> Result<Shards, String> {
    let read = || {
        let (here, total) = text.split_once('/')?;
        let (first, end) = here.split_once("..")?;
        let (first, end, total) = (first.parse().ok()?, end.parse().ok()?, total.parse().ok()?);
        (first < end && end <= total).then_some(Shards { here: first..end, total })
    };
    read().ok_or_else(|| "shards are written FIRST..END/TOTAL, such as 0..2/4 for 0 and 1 of 4".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shards_are_a_range_of_a_total() {
        assert_eq!(shards("0..2/4"), Ok(Shards { here: 0..2, total: 4 }));
        assert_eq!(shards("3..4/4"), Ok(Shards { here: 3..4, total: 4 }));
        for wrong in ["", "0", "0/1", "2..2/4", "3..2/4", "0..5/4", "-1..2/4", "0..2", "0..2/x"] {
            assert!(shards(wrong).is_err(), "{wrong}");
        }
    }
}
