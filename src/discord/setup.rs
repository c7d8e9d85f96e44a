//! A look at how the bot is set up on Discord, without starting it: what works, what does not, and what to do about it.
//!
//! Only requests are made, no session: it can be done beside a bot that runs.

use std::future::Future;

use serde_json::{Value, json};
use serenity::all::{
    ApplicationFlags, ChannelId, CurrentUser, Guild, GuildId, Http, LightMethod, Request, Route, UserId,
};

use super::connection::{Connection, NO_CONTENT, NO_TOKEN, Stopped, http};
use super::counts::Counts;
use super::ids;
use super::places::{Names, Places};
use super::post::{Nonce, Post};
use super::roll::invitation;
use super::sending::{self, insist};
use crate::config::{Config, Named};
use crate::store::GuildSettings;
use crate::words::Text;

/// Servers that are looked at, the first ones that Discord names.
const MOST_SERVERS: usize = 25;

/// How it is set up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setup {
    /// The bot's name.
    pub bot: String,
    /// The address by which it is invited to a server, with the permissions that it needs and no others.
    pub invitation: String,
    /// The servers it is in.
    pub servers: Vec<SetUp>,
    /// How many more there are.
    pub more: usize,
    /// What is to be mended, each in a sentence.
    pub wrong: Vec<String>,
}

/// How it is set up in a server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetUp {
    /// The server's name.
    pub name: String,
    /// Where pastes are answered.
    pub support: Vec<String>,
    /// Where a person is called.
    pub on_call: Option<String>,
    /// The message that was written as a test, where it was asked for.
    pub said_in: Option<String>,
}

/// Looks, and says something in a channel where that is asked for.
///
/// # Errors
/// When Discord does not take the token, or cannot be asked.
pub async fn look<Settings: Future<Output = GuildSettings>>(
    connection: &Connection,
    config: &Config,
    settings: impl Fn(crate::ids::GuildId) -> Settings,
    say_in: Option<&Named<crate::ids::ChannelId>>,
) -> Result<Setup, Stopped> {
    let discord = Discord { counts: Counts::default(), http: http(connection, &Counts::default()) };
    let application = insist(&discord.counts, || discord.http.get_current_application_info())
        .await
        .map_err(|error| stopped(&error))?;
    let me: CurrentUser =
        insist(&discord.counts, || discord.http.get_current_user()).await.map_err(|error| stopped(&error))?;
    let mut setup =
        Setup { bot: me.name.clone(), invitation: invitation(application.id), servers: vec![], more: 0, wrong: vec![] };
    let flags = application.flags.unwrap_or(ApplicationFlags::empty());
    let reads = ApplicationFlags::GATEWAY_MESSAGE_CONTENT | ApplicationFlags::GATEWAY_MESSAGE_CONTENT_LIMITED;
    if !flags.intersects(reads) {
        setup.wrong.push(NO_CONTENT.to_owned());
    }
    if application.bot_require_code_grant {
        setup.wrong.push(
            "the invitation does not work while Requires OAuth2 Code Grant is on: turn it off under Bot in Discord's \
             developer portal"
                .to_owned(),
        );
    }
    let guilds: Vec<Listed> = discord.get(Route::UserMeGuilds).await.map_err(|error| stopped(&error))?;
    if guilds.is_empty() {
        setup.wrong.push("it is in no server yet: open the invitation, and choose one".to_owned());
    }
    setup.more = guilds.len().saturating_sub(MOST_SERVERS);
    for Listed { id, .. } in guilds.into_iter().take(MOST_SERVERS) {
        let guild = discord.guild(id, me.id).await.map_err(|error| stopped(&error))?;
        let mut places = Places::default();
        places.enter(&guild, config, settings(ids::guild(id)).await);
        setup.wrong.extend(places.complaints(&guild, me.id));
        let server = places.server(id);
        let name = |channel: &ChannelId| guild.channels.get(channel).map(|channel| format!("#{}", channel.name));
        let mut support: Vec<String> = server.support().iter().filter_map(name).collect();
        support.sort();
        if support.is_empty() {
            setup.wrong.push(format!(
                "{}: no paste is answered, for there is no support channel: set one with /settings channel, or under \
                 [support] in firstline.toml",
                guild.name
            ));
        }
        let mut said_in = None;
        for channel in say_in.iter().flat_map(|named| Names::of_channels(guild.channels.values()).find(named)) {
            let post = Post::of(server.language(config).say(Text::SetupTest));
            let nonce = Nonce::of('s', channel.get());
            match sending::send(&discord.counts, &discord.http, channel, &post.message(nonce)).await {
                Ok(_) => said_in = name(&channel),
                Err(error) => setup.wrong.push(format!(
                    "{}: nothing could be written in {}: {}",
                    guild.name,
                    name(&channel).unwrap_or_default(),
                    sending::sentence(&error)
                )),
            }
        }
        let on_call = server.on_call_channel().as_ref().and_then(name);
        setup.servers.push(SetUp { name: guild.name.clone(), support, on_call, said_in });
    }
    if let Some(named) = say_in.filter(|_| setup.servers.iter().all(|server| server.said_in.is_none()))
        && setup.wrong.is_empty()
    {
        setup.wrong.push(format!("no server has a channel {named}"));
    }
    Ok(setup)
}

/// As much of a server as the list of them says.
#[derive(serde::Deserialize)]
struct Listed {
    id: GuildId,
}

struct Discord {
    counts: Counts,
    http: Http,
}

impl Discord {
    async fn get<T: serde::de::DeserializeOwned>(&self, route: Route<'_>) -> Result<T, serenity::Error> {
        insist(&self.counts, || self.http.fire(Request::new(route, LightMethod::Get))).await
    }

    /// A server as a session would describe it.
    async fn guild(&self, id: GuildId, me: UserId) -> Result<Guild, serenity::Error> {
        let mut guild: Value = self.get(Route::Guild { guild_id: id }).await?;
        let channels: Value = self.get(Route::GuildChannels { guild_id: id }).await?;
        let member: Value = self.get(Route::GuildMember { guild_id: id, user_id: me }).await?;
        let joined_at = member["joined_at"].clone();
        let beside = json!({
            "channels": channels, "members": [member], "threads": [], "joined_at": joined_at, "large": false,
            "member_count": 1, "voice_states": [], "presences": [], "stage_instances": [], "guild_scheduled_events": [],
            "unavailable": false,
        });
        if let (Value::Object(guild), Value::Object(beside)) = (&mut guild, beside) {
            guild.extend(beside);
        }
        Ok(serde_json::from_value(guild)?)
    }
}

fn stopped(error: &serenity::Error) -> Stopped {
    if sending::is_unauthorized(error) {
        return Stopped(NO_TOKEN.to_owned());
    }
    Stopped(format!("how it is set up could not be looked at: {}", sending::sentence(error)))
}
