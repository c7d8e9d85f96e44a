//! Several processes on one PostgreSQL: they start one after another, and one that is killed loses and doubles nothing.

use std::time::Duration;

use firstline::discord::client;
use firstline::sandbox::{Person, Sandbox, SeenMessage, World as Discord};
use insta::assert_snapshot;
use serde_json::Value;
use sqlx::{AnyConnection, Connection as _, Executor as _, Row as _};
use tokio::sync::{Mutex, MutexGuard};

use super::{PATIENCE, Service, in_time, up_to};
use crate::world::World;

/// The shards of each process.
const EACH: [&str; 3] = ["0..1/3", "1..2/3", "2..3/3"];

/// A schema of its own on a PostgreSQL server.
struct Schema {
    /// The address that leads into it.
    url: String,
}

impl Schema {
    #[expect(clippy::disallowed_methods, reason = "this is how whoever runs the tests names the server")]
    async fn new(of: &str) -> Self {
        let server = std::env::var("FIRSTLINE_TEST_POSTGRES_URL").expect("FIRSTLINE_TEST_POSTGRES_URL names a server");
        let name = format!("firstline_processes_{of}_{}", std::process::id());
        let sign = if server.contains('?') { '&' } else { '?' };
        let schema = Self { url: format!("{server}{sign}options=-c%20search_path%3D{name}") };
        sqlx::any::install_default_drivers();
        schema.executes(&format!("DROP SCHEMA IF EXISTS {name} CASCADE; CREATE SCHEMA {name}")).await;
        schema
    }

    async fn connection(&self) -> AnyConnection {
        AnyConnection::connect(&self.url).await.expect("the server opens")
    }

    async fn executes(&self, statements: &str) {
        let done = self.connection().await.execute(sqlx::raw_sql(sqlx::AssertSqlSafe(statements.to_owned()))).await;
        done.expect("the server does as it is told");
    }

    /// The timeline of the first case.
    async fn timeline(&self) -> Vec<String> {
        let entries = "SELECT what FROM timeline WHERE case_id = 1 ORDER BY number";
        let rows = sqlx::query(entries).fetch_all(&mut self.connection().await).await.expect("there is a timeline");
        rows.iter().map(|row| row.get("what")).collect()
    }

    /// Waits for the timeline of the first case to be this. With an entry, what follows it is written down.
    async fn has_timeline(&self, entries: &[&str]) {
        in_time(async { while self.timeline().await != entries {} }).await;
    }
}

/// Three processes of one bot, each with one of three shards, on one PostgreSQL.
struct Fleet {
    all: Vec<Service>,
    world: World,
    token: String,
    _alone: MutexGuard<'static, ()>,
}

/// Three processes may take thirty of the hundred connections that a PostgreSQL server has, and those that were killed
/// keep theirs for a while: one story is told after the other.
static ONE_AT_A_TIME: Mutex<()> = Mutex::const_new(());

impl Fleet {
    async fn start(discord: &Sandbox, schema: &Schema, more: &str) -> Self {
        let alone = ONE_AT_A_TIME.lock().await;
        let config = format!(
            "[discord]\napi_url = \"{}\"\n[support]\nchannels = [\"#support\"]\n[limits]\nperson_replies = 100\n\
             [storage]\nurl = \"{}\"\n{more}",
            discord.url(),
            schema.url
        );
        let world = World::new().with("firstline.toml", config);
        let mut fleet = Self { all: vec![], world, token: discord.bot_token(), _alone: alone };
        for shards in EACH {
            fleet.all.push(fleet.begins(shards));
        }
        fleet
    }

    fn begins(&self, shards: &str) -> Service {
        let mut command = self.world.command();
        Service::start(command.args(["run", "--shards", shards]).env("DISCORD_TOKEN", &self.token))
    }

    fn are_connected(&self) {
        for service in &self.all {
            up_to(&service.stderr, "connected");
        }
    }

    /// Kills one of them, as by `kill -9`.
    fn kill(&mut self, number: usize) {
        self.all[number].child.kill().expect("it is there");
        self.all[number].child.wait().expect("it ends");
    }

    /// Another process takes over the shards of one that was killed.
    fn replace(&mut self, number: usize) {
        self.all[number] = self.begins(EACH[number]);
        up_to(&self.all[number].stderr, "connected");
    }
}

async fn sandbox(world: Discord) -> Sandbox {
    let at = std::net::SocketAddr::from((std::net::Ipv4Addr::LOCALHOST, 0));
    Sandbox::start(world, at).await.expect("a port is free")
}

/// Waits until something is so.
async fn until(what: &str, is_so: impl Fn() -> bool) {
    let waited = async {
        while !is_so() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    assert!(tokio::time::timeout(PATIENCE, waited).await.is_ok(), "it is never so that {what}");
}

/// The ids of the channels by a name, each with the id of its server.
async fn channels(discord: &Sandbox, name: &str) -> Vec<(u64, String)> {
    let get = async |path: &str| {
        let asked = client().get(format!("{}/api/v10{path}", discord.url()));
        let answer = asked.header("authorization", format!("Bot {}", discord.bot_token())).send().await;
        let text = answer.expect("it answers").text().await.expect("it is text");
        serde_json::from_str::<Vec<Value>>(&text).expect("it is a list")
    };
    let mut found = vec![];
    for guild in get("/users/@me/guilds").await {
        let guild = guild["id"].as_str().expect("it has an id");
        let all = get(&format!("/guilds/{guild}/channels")).await;
        let named = all.iter().filter(|channel| channel["name"] == name);
        let ids = named.map(|channel| channel["id"].as_str().expect("it has an id").to_owned());
        found.extend(ids.map(|id| (guild.parse().expect("it is a number"), id)));
    }
    found
}

/// How many replies there are in each channel.
fn replies(ada: &Person, support: &[String]) -> Vec<usize> {
    let count = |channel: &String| {
        let all = ada.sees(channel).expect("she may");
        all.iter().filter(|message| message.json["author"]["bot"] == true).count()
    };
    support.iter().map(count).collect()
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a PostgreSQL server: FIRSTLINE_TEST_POSTGRES_URL names one, as postgres://user@host/database"]
async fn of_three_processes_one_is_killed_and_nothing_is_lost_or_doubled() {
    let discord = sandbox(Discord::default().with_guilds(9).with_max_concurrency(1)).await;
    let schema = Schema::new("pastes").await;
    let mut fleet = Fleet::start(&discord, &schema, "").await;
    fleet.are_connected();

    let ada = discord.person("ada");
    let support: Vec<String> = channels(&discord, "support").await.into_iter().map(|(_, id)| id).collect();
    assert_eq!(support.len(), 9);
    let answered =
        async |each: usize| until("each is answered", || replies(&ada, &support) == vec![each; support.len()]).await;
    for channel in &support {
        ada.posts(channel, "Paper jam in tray 2").expect("she may");
    }
    answered(1).await;
    // It is written down every two seconds how far each channel was read.
    tokio::time::sleep(Duration::from_secs(3)).await;

    fleet.kill(1);
    for channel in &support {
        ada.posts(channel, "Operation failed with error 0x0000011b").expect("she may");
    }
    until("the others answer", || replies(&ada, &support).iter().sum::<usize>() > 9).await;
    fleet.replace(1);
    answered(2).await;
    discord.everything_heard().await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert_eq!(replies(&ada, &support), [2; 9], "none of them twice");
    assert_eq!(discord.gateway().too_soon(), 0, "they took turns");
    assert!(discord.violations().is_empty(), "{:?}", discord.violations());
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a PostgreSQL server: FIRSTLINE_TEST_POSTGRES_URL names one, as postgres://user@host/database"]
async fn three_processes_identify_as_many_shards_at_a_time_as_discord_lets_them_and_so_again_when_all_sessions_are_lost()
 {
    let discord = sandbox(Discord::default().with_guilds(9).with_max_concurrency(2)).await;
    let schema = Schema::new("turns").await;
    let fleet = Fleet::start(&discord, &schema, "").await;
    let gateway = discord.gateway();
    fleet.are_connected();

    gateway.invalidate(false);
    until("all have begun anew", || gateway.identified() == 6).await;
    until("all are connected", || gateway.sessions().iter().filter(|session| session.connected).count() == 3).await;
    assert_eq!(gateway.too_soon(), 0);
}

/// Carol and dan are on call for both teams; dan is called ten minutes after carol.
fn on_call(discord: &Sandbox) -> String {
    let [carol, dan] = ["carol", "dan"].map(|name| discord.person(name).id());
    format!(
        "[on_call]\nchannel = \"#on-call\"\n[on_call.people]\ncarol = \"{carol}\"\ndan = \"{dan}\"\n\
         [[on_call.policies]]\nname = \"default\"\n\
         steps = [{{ page = [\"carol\"] }}, {{ after_minutes = 10, page = [\"dan\"] }}]\n"
    )
}

/// The messages of the bot's in a place that hold these words, a button's among them.
fn with_words(who: &Person, place: &str, words: &str) -> Vec<SeenMessage> {
    let mut seen = who.sees(place).unwrap_or_default();
    seen.retain(|message| message.author == "firstline" && message.to_string().contains(words));
    seen
}

/// Waits for the one message of the bot's in a place that holds these words.
async fn the_one(who: &Person, place: &str, words: &str) -> SeenMessage {
    let what = format!("{} sees {words} in {place}", who.name());
    until(&what, || !with_words(who, place, words).is_empty()).await;
    let [one] = with_words(who, place, words).try_into().expect("there is one");
    one
}

/// Southwind is in the second shard. What is done in direct messages is heard by the first, which knows nothing of it.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a PostgreSQL server: FIRSTLINE_TEST_POSTGRES_URL names one, as postgres://user@host/database"]
async fn a_case_goes_through_the_hands_of_every_process_and_nothing_is_done_twice() {
    let discord = sandbox(Discord::default().with_another_team("Southwind")).await;
    let schema = Schema::new("cases").await;
    let mut fleet = Fleet::start(&discord, &schema, &on_call(&discord)).await;
    fleet.are_connected();
    let in_southwind = async |name: &str| {
        let found = channels(&discord, name).await.into_iter().find(|(guild, _)| (guild >> 22) % 3 == 1);
        found.expect("it is in the second shard").1
    };
    let (support, cards) = (in_southwind("support").await, in_southwind("on-call").await);
    let [ada, carol, dan, erin] = ["ada", "carol", "dan", "erin"].map(|name| discord.person(name));
    erin.types(&support, "/settings language language:Deutsch").expect("she may");
    in_time(discord.requested("POST", "/interactions/**", 1)).await;

    let paste = ada.posts(&support, "Paper jam in tray 2").expect("she may");
    let answer = the_one(&ada, &support, "[Jemanden holen]").await;
    ada.presses(answer.id, "Jemanden holen").expect("it is there");
    until("she is asked", || ada.submits(&[("Was haben Sie schon versucht?", "")]).is_ok()).await;
    let page = the_one(&carol, "@firstline", "[Übernehmen]").await;
    let card = the_one(&erin, &cards, "[Übernehmen]").await;
    schema.has_timeline(&["opened", "paged"]).await;

    // Ten minutes pass while nobody has the second shard.
    fleet.kill(1);
    let due = "UPDATE timers SET due_at = due_at - 600000 WHERE done_at IS NULL AND key LIKE 'page %'";
    schema.executes(due).await;
    fleet.replace(1);
    let later_page = the_one(&dan, "@firstline", "[Übernehmen]").await;
    schema.has_timeline(&["opened", "paged", "paged"]).await;

    // Nobody has it again, and somebody has deleted the card. The first process posts it anew, in a server that it is not
    // in and in its language.
    fleet.kill(1);
    erin.deletes(card.id).expect("she may");
    carol.presses(page.id, "Übernehmen").expect("it is there");
    let card = the_one(&erin, &cards, "[Lösen]").await.to_string();
    assert!(card.contains(&format!("<@{}> hat ihn", carol.id())), "{card}");
    // Each reads what only they see in their own language.
    dan.presses(later_page.id, "Übernehmen").expect("it is there");
    the_one(&dan, "@firstline", &format!("<@{}> has it", carol.id())).await;

    // The one who wrote the answer is long gone, and another follows the edit.
    fleet.replace(1);
    ada.edits(paste, "IKE authentication credentials are unacceptable (13801)").expect("it is hers");
    the_one(&erin, &support, "# The VPN refuses the computer's certificate").await;

    discord.everything_heard().await;
    discord.everything_heard().await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert_eq!(replies(&carol, &[support, cards]), [1, 1], "the answer and the card");
    let pages = [&carol, &dan].map(|who| with_words(who, "@firstline", "[Übernehmen]").len());
    assert_eq!(pages, [1, 1], "each level once");
    assert_snapshot!(schema.timeline().await.join(", "), @"opened, paged, paged, acknowledged");
    assert!(discord.violations().is_empty(), "{:?}", discord.violations());
}
