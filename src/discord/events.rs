//! What the bot reacts to, in one place: the closed list of what may happen on Discord, and where each goes.
//!
//! serenity hands each event to a task of its own. These tasks are started in the order of the events, on the gateway's
//! own thread, and up to its first pause each runs before the next is started (see `gateway`). So what is done here
//! without pausing is done in order; everything that takes time enters a [lane](super::lanes).

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use serenity::all::{ChannelId, Context, Event, FullEvent, Guild, GuildId, Interaction, MessageId, TargetId};
use tokio::sync::oneshot;
use tracing::{Instrument as _, Span, field};

use super::bot::{Bot, Lane, Me};
use super::commands::{Command, Trouble};
use super::counts::Session;
use super::gateway::Fleet;
use super::places::Complaint;
use super::{arrivals, catch_up, components, ids};
use crate::store::GuildSettings;

/// Listens to one gateway connection.
pub(super) struct Listener {
    pub bot: Arc<Bot>,
    pub commands: Arc<poise::FrameworkOptions<Arc<Bot>, Trouble>>,
    pub fleet: Arc<std::sync::OnceLock<Fleet>>,
    /// Handed the bot at its first session.
    pub ready: Arc<Mutex<Option<oneshot::Sender<Arc<Bot>>>>>,
    /// The kinds of events that could not be read. One that Discord has changed comes with every message.
    pub unread: Mutex<HashSet<String>>,
}

/// Events that are lost to somebody when serenity cannot read them.
const NEEDED: [&str; 6] =
    ["READY", "GUILD_CREATE", "MESSAGE_CREATE", "MESSAGE_UPDATE", "MESSAGE_DELETE", "INTERACTION_CREATE"];

#[serenity::async_trait]
impl serenity::all::RawEventHandler for Listener {
    async fn raw_event(&self, context: Context, event: Event) {
        self.hear(context, event);
        // Counted when everything it leads to has entered its lane.
        self.bot.counts.events.one();
    }
}

impl Listener {
    fn hear(&self, mut context: Context, event: Event) {
        let bot = &self.bot;
        match event {
            Event::Ready(ready) => {
                let me = Me { user: ready.ready.user.id, application: ready.ready.application.id };
                bot.is(me);
                bot.counts.began(Session::New);
                bot.http.set_application_id(me.application);
                tracing::info!(user = %ready.ready.user.name, guilds = ready.ready.guilds.len(), "connected");
                let (shard, total) = ready.ready.shard.map_or((0, 1), |shard| (shard.id.0, shard.total));
                bot.roll().named(shard, total, ready.ready.guilds.iter().map(|guild| guild.id));
                complain(&bot.roll().complaints(me.application));
                let ready = self.ready.lock().unwrap_or_else(PoisonError::into_inner).take();
                if let Some(ready) = ready {
                    let _ = ready.send(Arc::clone(bot));
                }
            }
            Event::Resumed(_) => {
                bot.counts.began(Session::Resumed);
                tracing::info!("connected again, with nothing missed");
            }
            Event::GuildCreate(event) => entered(bot, event.guild),
            Event::GuildDelete(event) if !event.guild.unavailable => {
                bot.places_mut().leave(event.guild.id);
                bot.roll().left(event.guild.id);
            }
            Event::ThreadCreate(event) => bot.places_mut().thread(&event.thread),
            Event::ThreadUpdate(event) => bot.places_mut().thread(&event.thread),
            Event::ThreadListSync(event) => event.threads.iter().for_each(|thread| bot.places_mut().thread(thread)),
            Event::ThreadDelete(event) => bot.places_mut().forget(event.thread.id),
            Event::MessageCreate(event) => arrivals::posted(bot, event.message),
            Event::MessageUpdate(event) => arrivals::edited(bot, event),
            Event::MessageDelete(event) => {
                arrivals::deleted(bot, event.guild_id, event.channel_id, vec![event.message_id]);
            }
            Event::MessageDeleteBulk(event) => {
                arrivals::deleted(bot, event.guild_id, event.channel_id, event.ids);
            }
            Event::InteractionCreate(event) => {
                // The gateway's own client belongs to the gateway's thread.
                context.http = Arc::clone(&bot.http);
                self.asked(context, event.interaction);
            }
            Event::Unknown(event) if NEEDED.contains(&event.kind.as_str()) => {
                bot.counts.unreadable.one();
                if self.unread.lock().unwrap_or_else(PoisonError::into_inner).insert(event.kind.clone()) {
                    tracing::error!(
                        kind = event.kind,
                        "an event could not be read and is lost; more like it are only counted"
                    );
                }
            }
            _ => {}
        }
    }

    /// A command was given, a component pressed, or a form filled in.
    fn asked(&self, context: Context, interaction: Interaction) {
        let bot = Arc::clone(&self.bot);
        if !bot.is_new(interaction.id()) {
            return;
        }
        if bot.lanes.are_full() {
            return bot.counts.turned_away.one();
        }
        let lane = Lane::Interaction(interaction.id().get());
        match interaction {
            Interaction::Component(pressed) => {
                let span = span("component", pressed.guild_id, pressed.channel_id, Some(pressed.message.id));
                let work = async move { components::pressed(&bot, pressed).await };
                self.bot.lanes.enter(lane, work.instrument(span));
            }
            Interaction::Modal(filled) => {
                let message = filled.message.as_ref().map(|message| message.id);
                let span = span("form", filled.guild_id, filled.channel_id, message);
                let work = async move { Box::pin(components::filled_in(&bot, filled)).await };
                self.bot.lanes.enter(lane, work.instrument(span));
            }
            Interaction::Command(ref given) | Interaction::Autocomplete(ref given) => {
                let span = span(
                    "command",
                    given.guild_id,
                    given.channel_id,
                    given.data.target_id.map(TargetId::to_message_id),
                );
                let (commands, fleet) = (Arc::clone(&self.commands), Arc::clone(&self.fleet));
                let work = async move {
                    let manager = fleet.get().and_then(|fleet| fleet.manager(context.shard_id));
                    let (Some(manager), Some(me)) = (manager, bot.me()) else { return };
                    let framework = poise::FrameworkContext {
                        bot_id: me.user,
                        serenity_context: &context,
                        options: &commands,
                        user_data: &bot,
                        shard_manager: manager,
                    };
                    Box::pin(poise::dispatch_event(framework, FullEvent::InteractionCreate { interaction })).await;
                };
                self.bot.lanes.enter(lane, work.instrument(span));
            }
            _ => {}
        }
    }
}

/// What is said in the log about an interaction says where it was made.
fn span(what: &'static str, guild: Option<GuildId>, channel: ChannelId, message: Option<MessageId>) -> Span {
    let (guild, message) = (guild.map(GuildId::get), message.map(MessageId::get));
    tracing::info_span!("event", what, guild, %channel, message_id = message, issue = field::Empty)
}

/// The commands as poise is to handle them.
pub(super) fn framework(commands: Vec<Command>) -> poise::FrameworkOptions<Arc<Bot>, Trouble> {
    let mut options = poise::FrameworkOptions {
        commands,
        on_error: |error| Box::pin(super::commands::failed(error)),
        allowed_mentions: Some(serenity::all::CreateAllowedMentions::new()),
        initialize_owners: false,
        ..poise::FrameworkOptions::default()
    };
    poise::set_qualified_names(&mut options.commands);
    options
}

/// The bot has entered a server, or has found it again in a new session.
fn entered(bot: &Arc<Bot>, guild: Guild) {
    let Some(me) = bot.me() else { return };
    // Learnt before the next event is heard: it may be a message in one of its threads.
    let again = bot.places().knows(guild.id);
    let settings = bot.places().server(guild.id).settings().clone();
    learn(bot, &guild, settings);
    let at_work = Arc::clone(bot);
    bot.lanes.enter(Lane::Server(guild.id), async move {
        if !again {
            match at_work.store.settings(ids::guild(guild.id)).await {
                Ok(settings) => learn(&at_work, &guild, settings),
                Err(error) => tracing::error!(guild = %guild.id, "settings could not be read: {error}"),
            }
        }
        at_work.places_mut().settle(guild.id);
        // Where those on call are told, and who has their role, may be known by now.
        at_work.rota_changed();
        complain(&at_work.places().complaints(&guild, me.user));
        at_work.roll().described(&guild, &at_work.places().server(guild.id));
        complain(&at_work.roll().complaints(me.application));
        catch_up::server(&at_work, &guild).await;
        // Somebody may ask from now on.
        at_work.live.prepare();
    });
}

fn complain(complaints: &[Complaint]) {
    for complaint in complaints {
        tracing::warn!("{complaint}");
    }
}

fn learn(bot: &Bot, guild: &Guild, settings: GuildSettings) {
    bot.places_mut().enter(guild, &bot.config, settings);
}
