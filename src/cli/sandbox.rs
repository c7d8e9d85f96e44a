//! `firstline sandbox`: the bot in a Discord of its own, to try in a browser.
//!
//! The bot is the very one that `firstline run` starts; only its Discord is on this machine, and its store in memory.

mod rota;

use std::io::Write;
use std::net::{Ipv4Addr, SocketAddr};
use std::process::ExitCode;
use std::sync::Arc;

use jiff::SignedDuration;
use jiff::tz::TimeZone;
use tokio::sync::oneshot;

use super::config::ConfigArgs;
use super::failure::Failure;
use super::knowledge::KnowledgeArgs;
use super::run::{asked_to_stop, parts, runtime, watch};
use super::{Outcome, counted, explain, log};
use crate::clock::Clock;
use crate::config::{Config, Named, OnMiss, TOKEN, Token};
use crate::discord::{self, Connection};
use crate::live::LiveOnCall;
use crate::sandbox::{Sandbox, World};
use crate::store::Store;

/// What `firstline sandbox` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = "It needs no account, no token and no network. Nothing is kept when it ends.

Exit codes: 0 stopped as asked (Ctrl-C), 2 it cannot work, with the reason on standard error.")]
pub struct Args {
    #[command(flatten)]
    knowledge: KnowledgeArgs,
    #[command(flatten)]
    config: ConfigArgs,
    /// The port of the page on this machine; 0 takes any
    #[arg(short, long, default_value_t = 8465)]
    port: u16,
}

/// Runs the sandbox with the bot in it until it is stopped.
pub fn run(args: &Args, verbose: u8, out: &mut dyn Write) -> Outcome {
    let mut config = match args.config.config {
        Some(_) => args.config.load()?,
        None => believable(),
    };
    config.knowledge.clone_from(&args.knowledge.knowledge);
    log::start_service(verbose, config.log.format);
    runtime()?.block_on(async {
        let (clock, hands) = Clock::running();
        let parts = parts(config, Store::in_memory(), clock).await;
        let mut parts = parts.map_err(|stopped| Failure::new(stopped.0))?;
        let _watching = watch(&parts.live);
        let routes = explain::routes(parts.live.clone(), parts.config.matching);
        let at = SocketAddr::from((Ipv4Addr::LOCALHOST, args.port));
        let sandbox = Sandbox::start_with(World::default(), at, routes).await.map_err(|error| {
            Failure::new(format_args!("port {} cannot be listened at ({error}): name another with --port", args.port))
        })?;
        // One time for the bot and its Discord: whoever tries it sets both ahead from the page.
        sandbox.clock().takes_along(move |by| hands.step(SignedDuration::try_from(by).unwrap_or(SignedDuration::MAX)));
        let address =
            |url: &str| url.parse().map_err(|error| Failure::new(format_args!("{url} is no address: {error}")));
        let api_url = Some(address(&sandbox.url())?);
        parts.config.discord.api_url.clone_from(&api_url);
        if args.config.config.is_none() {
            // Only now has everybody an id.
            parts.config.on_call.roster = rota::roster(&sandbox, parts.clock.now(), &TimeZone::system());
            parts.on_call = LiveOnCall::fixed(parts.config.clone(), parts.clock.clone());
        }
        let on_call = parts.on_call.clone();
        sandbox.clock().knows("next handoff", move |now| rota::next_handoff(&on_call.now().roster, now));
        let given = |name: &str| (name == TOKEN).then(|| sandbox.bot_token());
        let token = Token::find(given, |_| Ok(String::new())).map_err(Failure::new)?;
        let connection = Connection { token, shards: None, api_url, client: Arc::new(discord::client) };
        let (ready, is_ready) = oneshot::channel();
        let (articles, issues) = {
            let status = parts.live.status();
            (status.articles, status.issues)
        };
        let bot = discord::run(std::future::ready(Ok(parts)), connection, asked_to_stop()?, ready);
        tokio::pin!(bot);
        tokio::select! {
            ended = &mut bot => return ended.map_err(|stopped| Failure::new(stopped.0)),
            _ = is_ready => {}
        }
        let (issues, articles) = (counted(issues, "issue"), counted(articles, "article"));
        writeln!(out, "Firstline is in a Discord of its own, with {issues} of {articles}:")?;
        writeln!(out, "\n    {}\n", sandbox.url())?;
        writeln!(out, "Open it in a browser. Ctrl-C ends it.")?;
        out.flush()?;
        bot.await.map_err(|stopped| Failure::new(stopped.0))
    })?;
    Ok(ExitCode::SUCCESS)
}

/// The configuration of a small support team, for the world that the sandbox starts with.
fn believable() -> Config {
    let mut config = Config::default();
    config.support.channels = ["support", "help-forum"].map(|name| Named::Name(name.to_owned())).into();
    config.support.helper_roles = vec![Named::Name("Helper".to_owned())];
    config.support.on_miss = OnMiss::Offer;
    config.on_call.channel = Some(Named::Name("on-call".to_owned()));
    config.on_call.role = Some(Named::Name("On call".to_owned()));
    config.on_call.reply_times.normal = Some(SignedDuration::from_mins(30));
    // Whoever tries it pastes more, and faster, than anyone who has a problem.
    config.limits.person.replies = 100;
    config.limits.channel.replies = 1000;
    config
}
