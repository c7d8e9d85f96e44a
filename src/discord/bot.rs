//! What every handler shares.

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serenity::all::{ApplicationId, ChannelId, GuildId, Http, InteractionId, MessageId, UserId};
use tokio::sync::{Notify, Semaphore, SetOnce};
use tokio::time::Instant;

use super::audience::{Address, Facts};
use super::budget::Budget;
use super::counts::Counts;
use super::lanes::Lanes;
use super::late::Late;
use super::paging::{Queue, WebhooksAway};
use super::places::{Places, Server};
use super::recent::Recent;
use super::roll::Roll;
use super::rota::Kept;
use super::sending::Refused;
use super::tallies::Tallies;
use super::watchdog::Pulse;
use crate::clock::Clock;
use crate::config::{self, Config, OnCall, Secrets};
use crate::live::{Live, LiveOnCall};
use crate::store::Store;
use crate::triage::CaseId;
use crate::webhooks::Courier;
use crate::words::Language;

/// What the bot is made of; everything it needs to run beside Discord.
#[derive(Debug, Clone)]
pub struct Parts {
    /// What the team has decided.
    pub config: Config,
    /// What is known.
    pub live: Live,
    /// Who is on call.
    pub on_call: LiveOnCall,
    /// What outlives the process.
    pub store: Store,
    /// What time it is.
    pub clock: Clock,
    /// The secrets that the configuration names.
    pub secrets: Secrets,
}

/// The bot at work.
#[derive(Debug)]
pub struct Bot {
    pub(super) config: Config,
    pub(super) live: Live,
    on_call: LiveOnCall,
    pub(super) store: Store,
    pub(super) clock: Clock,
    pub(super) counts: Arc<Counts>,
    pub(super) http: Arc<Http>,
    /// Fetches attachments. Made when there is the first.
    pub(super) files: LazyLock<reqwest::Client>,
    /// Pastes that are read and judged at once: each may hold all that a message may hold.
    pub(super) at_work: Semaphore,
    /// Channels whose history is read at once.
    pub(super) reading_up: Semaphore,
    pub(super) lanes: Lanes<Lane>,
    pub(super) refused: Refused,
    pub(super) late: Late,
    pub(super) tallies: Tallies,
    me: SetOnce<Me>,
    places: RwLock<Places>,
    roll: Mutex<Roll>,
    opted_out: RwLock<HashSet<UserId>>,
    person_budget: Mutex<Budget<UserId>>,
    channel_budget: Mutex<Budget<ChannelId>>,
    offer_budget: Mutex<Budget<(UserId, ChannelId)>>,
    /// Messages that are being handled, so that what happens to one of them waits for that.
    in_hand: Mutex<HashMap<MessageId, Lane>>,
    /// Interactions that were handled: what was pressed once is done once.
    interactions: Mutex<Recent<InteractionId>>,
    /// The newest message seen in each support channel since it was last written to the store.
    unsaved_seen: Mutex<HashMap<ChannelId, MessageId>>,
    /// How the connection was when it was last looked at, and when that was.
    pulse: Mutex<Option<(Pulse, Instant)>>,
    /// Tells other systems.
    pub(super) courier: Courier,
    /// Those that were away lately.
    pub(super) webhooks_away: WebhooksAway,
    /// What it signs with.
    pub(super) secrets: Secrets,
    /// Rung when something may be due earlier than what was known of: on Discord, and elsewhere.
    timers_set: [Notify; 2],
    /// How often who is on call was changed here.
    rota_changes: AtomicU64,
    /// How it stands with the role of those on call.
    pub(super) kept_role: tokio::sync::Mutex<Kept>,
}

/// Who the bot is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Me {
    /// Its user.
    pub user: UserId,
    /// Its application.
    pub application: ApplicationId,
}

/// What is handled in order with itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Lane {
    /// A thread or a conversation: an issue is told once in it, whoever pastes it.
    Conversation(ChannelId),
    /// What one person says in a channel.
    Person(ChannelId, UserId),
    /// An interaction, which has no order with any other.
    Interaction(u64),
    /// Meeting a server: what is set there, and where something may have been missed.
    Server(GuildId),
    /// Reading up what was missed in a channel.
    History(ChannelId),
    /// What is shown of a case.
    Case(CaseId),
    /// What is due for a case; for none, what is due beside.
    Due(Option<CaseId>),
    /// What another system is told of a case: which system.
    Told(Option<CaseId>, u64),
    /// What is told, given and taken beside as who is on call changes.
    Rota,
}

/// Pastes read at once; each may take up to the bytes of a message, twice over while it is unpacked.
const AT_WORK: usize = 8;

/// Channels read up at once: after an outage all have something to say at the same time.
const READ_UP: usize = 4;

/// How often one person in one channel is offered someone to talk to without asking.
const OFFERS: config::Budget = config::Budget { replies: 1, window: SignedDuration::from_hours(1) };

impl Bot {
    /// The bot before its first session. The futures of handlers run on the runtime this is called on.
    pub(super) fn new(parts: Parts, counts: Arc<Counts>, http: Arc<Http>, opted_out: HashSet<UserId>) -> Self {
        let Parts { config, live, on_call, store, clock, secrets } = parts;
        Self {
            counts,
            http,
            files: LazyLock::new(super::connection::files),
            at_work: Semaphore::new(AT_WORK),
            reading_up: Semaphore::new(READ_UP),
            lanes: Lanes::new(tokio::runtime::Handle::current()),
            refused: Refused::default(),
            late: Late::default(),
            tallies: Tallies::default(),
            me: SetOnce::new(),
            places: RwLock::default(),
            roll: Mutex::new(Roll::of(&config)),
            opted_out: RwLock::new(opted_out),
            person_budget: Mutex::new(Budget::new(config.limits.person)),
            channel_budget: Mutex::new(Budget::new(config.limits.channel)),
            offer_budget: Mutex::new(Budget::new(OFFERS)),
            in_hand: Mutex::default(),
            interactions: Mutex::default(),
            unsaved_seen: Mutex::default(),
            pulse: Mutex::default(),
            courier: Courier::new(),
            webhooks_away: WebhooksAway::default(),
            secrets,
            timers_set: [Notify::new(), Notify::new()],
            rota_changes: AtomicU64::new(0),
            kept_role: tokio::sync::Mutex::default(),
            config,
            live,
            on_call,
            store,
            clock,
        }
    }

    /// Who the bot is; none before the first session.
    pub fn me(&self) -> Option<Me> {
        self.me.get().copied()
    }

    /// Done when it has had its first session.
    pub(super) async fn greeted(&self) {
        self.me.wait().await;
    }

    /// Remembers who the bot is.
    pub(super) fn is(&self, me: Me) {
        let _ = self.me.set(me);
    }

    /// What it counts.
    pub fn counts(&self) -> &Counts {
        &self.counts
    }

    /// How many events are being handled.
    pub fn unfinished(&self) -> tokio::sync::watch::Receiver<usize> {
        self.lanes.unfinished()
    }

    /// How the connection is; none before it was first looked at, and where nobody looks any more.
    pub fn pulse(&self) -> Option<Pulse> {
        const STALE: Duration = Duration::from_secs(30);
        lock(&self.pulse).filter(|(_, felt)| felt.elapsed() < STALE).map(|(pulse, _)| pulse)
    }

    /// Remembers how the connection is.
    pub(super) fn feel(&self, pulse: Pulse) {
        *lock(&self.pulse) = Some((pulse, Instant::now()));
    }

    pub(super) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// How long ago something was said on Discord.
    pub(super) fn age(&self, said: serenity::all::Timestamp) -> SignedDuration {
        let said = Timestamp::from_second(said.unix_timestamp()).unwrap_or(Timestamp::MIN);
        self.now().duration_since(said)
    }

    /// What is rung when something may be due in a queue earlier than what was known of.
    pub(super) fn timers_set(&self, queue: Queue) -> &Notify {
        &self.timers_set[queue as usize]
    }

    /// Has what is due looked for anew: something was written down that may be due at once.
    pub(super) fn look_what_is_due(&self) {
        self.timers_set.iter().for_each(Notify::notify_one);
    }

    /// Who is on call by which rules, as they are in force. Hold on to it for as long as one decision takes.
    pub(super) fn on_call(&self) -> Arc<OnCall> {
        self.on_call.now()
    }

    /// Which version of those rules that is.
    pub(super) fn on_call_version(&self) -> u64 {
        self.on_call.status().version
    }

    /// Takes note that who is on call may have changed.
    pub(super) fn rota_changed(&self) {
        self.rota_changes.fetch_add(1, Ordering::Relaxed);
        self.timers_set(Queue::Discord).notify_one();
    }

    /// How often that was noted: another number means that it is to be looked at anew.
    pub(super) fn rota_changes(&self) -> u64 {
        self.rota_changes.load(Ordering::Relaxed)
    }

    pub(super) fn places(&self) -> RwLockReadGuard<'_, Places> {
        self.places.read().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn places_mut(&self) -> RwLockWriteGuard<'_, Places> {
        self.places.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// The roll call of the servers.
    pub(super) fn roll(&self) -> MutexGuard<'_, Roll> {
        lock(&self.roll)
    }

    /// What is known about a server; what is configured for all where nothing is.
    pub(super) fn server(&self, guild: Option<GuildId>) -> Arc<Server> {
        guild.map(|guild| self.places().server(guild)).unwrap_or_default()
    }

    /// Whether there is somebody to call in a server.
    pub(super) fn has_on_call(&self, guild: Option<GuildId>) -> bool {
        self.server(guild).on_call_channel().is_some()
    }

    /// The language of what everyone in a server sees.
    pub(super) fn language(&self, guild: Option<GuildId>) -> Language {
        self.server(guild).language(&self.config)
    }

    /// The language of what only one person sees: theirs, where it is spoken here.
    pub(super) fn language_of(&self, locale: &str, guild: Option<GuildId>) -> Language {
        Language::of_locale(locale).unwrap_or_else(|| self.language(guild))
    }

    pub(super) fn has_opted_out(&self, user: UserId) -> bool {
        self.opted_out.read().unwrap_or_else(PoisonError::into_inner).contains(&user)
    }

    /// Reads anew who opted out: they may have told another process so.
    pub(super) async fn learn_opted_out(&self) {
        match self.store.opted_out().await {
            Ok(people) => {
                let people = people.into_iter().map(super::ids::serenitys::user).collect();
                *self.opted_out.write().unwrap_or_else(PoisonError::into_inner) = people;
            }
            Err(error) => tracing::warn!("who opted out could not be read: {error}"),
        }
    }

    pub(super) fn opt_out(&self, user: UserId, out: bool) {
        let mut opted_out = self.opted_out.write().unwrap_or_else(PoisonError::into_inner);
        if out {
            opted_out.insert(user)
        } else {
            opted_out.remove(&user)
        };
    }

    /// Whether a message is for the bot.
    pub(super) fn address(&self, message: &serenity::all::Message) -> Address {
        use serenity::all::MessageType;

        let me = self.me().map(|me| me.user);
        let author = message.author.id;
        let ordinary = matches!(message.kind, MessageType::Regular | MessageType::InlineReply);
        let roles = message.member.as_ref().map(|member| member.roles.as_slice()).unwrap_or_default();
        let places = self.places();
        let server = message.guild_id.map(|guild| places.server(guild)).unwrap_or_default();
        super::audience::address(Facts {
            by_a_person: ordinary && !message.author.bot && message.webhook_id.is_none() && Some(author) != me,
            direct: message.guild_id.is_none(),
            mentions_us: me.is_some_and(|me| mentions(&message.content, me)),
            in_support: message.guild_id.is_some_and(|guild| places.is_support(guild, message.channel_id)),
            by_a_helper: roles.iter().any(|role| server.helpers().contains(role)),
            opted_out: self.has_opted_out(author),
        })
    }

    /// Whether an edited message may be for the bot, by the little that the event is sure to tell.
    pub(super) fn may_concern_us(&self, event: &serenity::all::MessageUpdateEvent) -> bool {
        let in_support = event.guild_id.is_none_or(|guild| self.places().is_support(guild, event.channel_id));
        let content = event.content.as_deref().unwrap_or_default();
        in_support || self.me().is_some_and(|me| mentions(content, me.user))
    }

    /// Whether a reply may still be given to a person in a channel.
    pub(super) fn may_reply(&self, person: UserId, channel: ChannelId) -> bool {
        let now = self.now();
        let may = lock(&self.person_budget).has(person, now) && lock(&self.channel_budget).has(channel, now);
        if !may {
            self.counts.held_back.one();
        }
        may
    }

    /// Takes a reply out of both budgets; false where one of them has none left.
    pub(super) fn spend_reply(&self, person: UserId, channel: ChannelId) -> bool {
        let now = self.now();
        let (mut persons, mut channels) = (lock(&self.person_budget), lock(&self.channel_budget));
        let may = persons.has(person, now) && channels.has(channel, now);
        if may {
            persons.spend(person, now);
            channels.spend(channel, now);
        } else {
            self.counts.held_back.one();
        }
        may
    }

    /// Whether a person may be offered someone to talk to in a channel; asking is spending.
    pub(super) fn may_offer(&self, person: UserId, channel: ChannelId) -> bool {
        lock(&self.offer_budget).spend((person, channel), self.now())
    }

    /// Takes note of which lane a message is being handled in; none when it is handled.
    pub(super) fn in_hand(&self, message: MessageId, lane: Option<Lane>) {
        let mut in_hand = lock(&self.in_hand);
        match lane {
            Some(lane) => in_hand.insert(message, lane),
            None => in_hand.remove(&message),
        };
    }

    /// The lane a message is being handled in.
    pub(super) fn lane_of(&self, message: MessageId) -> Option<Lane> {
        lock(&self.in_hand).get(&message).copied()
    }

    /// Whether an interaction is told for the first time; asking takes note of it.
    pub(super) fn is_new(&self, interaction: InteractionId) -> bool {
        lock(&self.interactions).is_new(interaction)
    }

    /// Takes note of a message, so that a lost session is read up from it.
    pub(super) fn saw(&self, channel: ChannelId, message: MessageId) {
        let mut seen = lock(&self.unsaved_seen);
        let newest = seen.entry(channel).or_insert(message);
        *newest = message.max(*newest);
    }

    /// Writes down what was seen since the last time.
    pub(super) async fn save_seen(&self) {
        // Where something is still to be read up, what was seen last is not all that was seen: a process that is killed
        // has it read up by the next.
        let seen: Vec<_> = lock(&self.unsaved_seen).extract_if(|channel, _| !self.late.is_in(*channel)).collect();
        if seen.is_empty() {
            return;
        }
        let ours = seen.iter().map(|(channel, message)| (super::ids::channel(*channel), super::ids::message(*message)));
        if let Err(error) = self.store.put_last_seen(&ours.collect::<Vec<_>>()).await {
            tracing::warn!("what was read last could not be written down: {error}");
            for (channel, message) in seen {
                self.saw(channel, message);
            }
        }
    }
}

/// Whether a text names a user: `<@1>`, or `<@!1>` as older clients write it.
fn mentions(content: &str, user: UserId) -> bool {
    content.contains(&format!("<@{user}>")) || content.contains(&format!("<@!{user}>"))
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
