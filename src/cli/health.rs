//! `firstline health`: asks the bot that runs on this machine whether it is well, for a supervisor without a browser.

use std::io::Write;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::process::ExitCode;
use std::time::Duration;

use axum::http::header::SERVER;

use super::Outcome;
use super::config::{ConfigArgs, ListenArgs};
use super::failure::Failure;
use crate::discord;
use crate::server::NAME;

/// How long the bot may take to answer. It gives its store two seconds.
const PATIENCE: Duration = Duration::from_secs(5);

/// What `firstline health` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = "Exit codes: 0 it is well, 1 it is not, with the reason on standard error, 2 wrong use.")]
pub struct Args {
    #[command(flatten)]
    config: ConfigArgs,
    #[command(flatten)]
    listen: ListenArgs,
    /// Ask whether all of it is connected and at work, rather than whether it is alive
    #[arg(long)]
    ready: bool,
}

/// Asks it.
pub fn run(args: &Args, out: &mut dyn Write) -> Outcome {
    let named = match args.listen.named()? {
        Some(at) => Some(at),
        None => args.config.load_sections(&["server"])?.server.listen,
    };
    let at = named.ok_or_else(|| {
        Failure::new(format_args!(
            "nothing says where the bot listens: set `listen` under [server] in {}, or FIRSTLINE_LISTEN, for it and for this",
            args.config.path().display()
        ))
    })?;
    let (at, path) = (here(at), if args.ready { "readyz" } else { "healthz" });
    let asked = super::run::runtime()?.block_on(async {
        let answer = discord::client().get(format!("http://{at}/{path}")).timeout(PATIENCE).send().await?;
        let is_ours = answer.headers().get(SERVER).is_some_and(|name| name == NAME);
        let good = answer.status().is_success();
        Ok::<_, reqwest::Error>((is_ours, good, answer.text().await?))
    });
    match asked {
        Ok((false, ..)) => Err(Failure::No(format!("what answers at {at} is not Firstline"))),
        Ok((true, true, said)) => {
            writeln!(out, "{}", said.trim())?;
            Ok(ExitCode::SUCCESS)
        }
        Ok((true, false, said)) => Err(Failure::No(said.trim().to_owned())),
        Err(error) if error.is_timeout() => {
            Err(Failure::No(format!("the bot at {at} did not answer within {} s", PATIENCE.as_secs())))
        }
        Err(_) => Err(Failure::No(format!("no bot answers at {at}"))),
    }
}

/// The address by which this machine reaches what listens on it: one that listens everywhere listens here, too.
fn here(mut at: SocketAddr) -> SocketAddr {
    if at.ip().is_unspecified() {
        at.set_ip(match at.ip() {
            IpAddr::V4(_) => Ipv4Addr::LOCALHOST.into(),
            IpAddr::V6(_) => Ipv6Addr::LOCALHOST.into(),
        });
    }
    at
}
