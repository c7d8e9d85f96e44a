//! `firstline setup`: the first steps on Discord, one after the other, and what is wrong with them.

use std::io::Write;
use std::process::ExitCode;
use std::sync::Arc;

use super::config::{ConfigArgs, token};
use super::failure::Failure;
use super::{NO, Outcome};
use crate::config::Named;
use crate::discord::{self, Connection};
use crate::ids::ChannelId;
use crate::store::{GuildSettings, Store};

/// What `firstline setup` takes.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "The token comes from DISCORD_TOKEN, or from the file that DISCORD_TOKEN_FILE names. It may be run \
beside the bot, again and again: it changes nothing, and says what is to be done next.

Exit codes: 0 it is set up, 1 something is to be done, which it says, 2 it cannot look, with the reason."
)]
pub struct Args {
    #[command(flatten)]
    config: ConfigArgs,
    /// Write a message in this channel, to see that it can: its id, or its name
    #[arg(long, value_name = "CHANNEL")]
    say_in: Option<String>,
}

/// Looks, and tells.
pub fn run(args: &Args, out: &mut dyn Write) -> Outcome {
    let config = args.config.load_sections(&["discord", "on_call", "storage", "support"])?;
    let connection = Connection {
        token: token()?,
        shards: None,
        api_url: config.discord.api_url.clone(),
        client: Arc::new(discord::client),
    };
    let say_in: Option<Named<ChannelId>> = args.say_in.as_deref().map(|channel| match channel.parse() {
        Ok(id) => Named::Id(id),
        Err(_) => Named::Name(channel.trim_start_matches('#').to_owned()),
    });
    let setup = super::run::runtime()?.block_on(async {
        // What servers have set by command is in the store, once the bot has run.
        let store = Store::open_existing(&config.storage.url).await.ok();
        let settings = |guild| {
            let store = store.clone();
            async move {
                match store {
                    Some(store) => store.settings(guild).await.unwrap_or_default(),
                    None => GuildSettings::default(),
                }
            }
        };
        discord::look(&connection, &config, settings, say_in.as_ref()).await
    });
    let setup = setup.map_err(|stopped| Failure::new(stopped.0))?;
    writeln!(out, "Discord knows the token: the bot is {}.", setup.bot)?;
    writeln!(out, "To invite it to a server: {}", setup.invitation)?;
    for server in &setup.servers {
        let support = if server.support.is_empty() { "nowhere".to_owned() } else { server.support.join(", ") };
        write!(out, "{}: answers pastes in {support}", server.name)?;
        if let Some(on_call) = &server.on_call {
            write!(out, "; calls people in {on_call}")?;
        }
        if let Some(channel) = &server.said_in {
            write!(out, "; wrote a message in {channel}")?;
        }
        writeln!(out, ".")?;
    }
    if setup.more > 0 {
        writeln!(out, "Servers beside these, which were not looked at: {}", setup.more)?;
    }
    if setup.wrong.is_empty() {
        writeln!(out, "\nAll is set up: `firstline run` starts it.")?;
        return Ok(ExitCode::SUCCESS);
    }
    writeln!(out, "\nTo do:")?;
    for wrong in &setup.wrong {
        writeln!(out, "- {wrong}")?;
    }
    Ok(ExitCode::from(NO))
}
