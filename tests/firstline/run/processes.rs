//! Several processes on one PostgreSQL: they start one after another, and one that is killed loses and doubles nothing.

use std::time::{Duration, Instant};

use firstline::discord::client;
use firstline::sandbox::{Person, Sandbox, World as Discord};
use serde_json::Value;
use sqlx::{AnyConnection, Connection as _, Executor as _};

use super::{Service, in_time, up_to};
use crate::world::World;

/// A schema of its own, by the address that leads into it.
#[expect(clippy::disallowed_methods, reason = "this is how whoever runs the tests names the server")]
async fn schema() -> String {
    let url = std::env::var("FIRSTLINE_TEST_POSTGRES_URL").expect("FIRSTLINE_TEST_POSTGRES_URL names a server");
    let schema = format!("firstline_processes_{}", std::process::id());
    sqlx::any::install_default_drivers();
    let mut server = AnyConnection::connect(&url).await.expect("the server opens");
    let fresh = format!("DROP SCHEMA IF EXISTS {schema} CASCADE; CREATE SCHEMA {schema}");
    server.execute(sqlx::raw_sql(sqlx::AssertSqlSafe(fresh))).await.expect("the server takes a new schema");
    let sign = if url.contains('?') { '&' } else { '?' };
    format!("{url}{sign}options=-c%20search_path%3D{schema}")
}

/// The ids of the channel `#support` of every server.
async fn support(discord: &Sandbox) -> Vec<String> {
    let get = async |path: &str| {
        let asked = client().get(format!("{}/api/v10{path}", discord.url()));
        let answer = asked.header("authorization", format!("Bot {}", discord.bot_token())).send().await;
        let text = answer.expect("it answers").text().await.expect("it is text");
        serde_json::from_str::<Vec<Value>>(&text).expect("it is a list")
    };
    let mut support = vec![];
    for guild in get("/users/@me/guilds").await {
        let channels = get(&format!("/guilds/{}/channels", guild["id"].as_str().expect("it has an id"))).await;
        let found = channels.iter().filter(|channel| channel["name"] == "support");
        support.extend(found.map(|channel| channel["id"].as_str().expect("it has an id").to_owned()));
    }
    support
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
    const EACH: [&str; 3] = ["0..1/3", "1..2/3", "2..3/3"];
    let at = std::net::SocketAddr::from((std::net::Ipv4Addr::LOCALHOST, 0));
    let discord = Sandbox::start(Discord::default().with_guilds(9), at).await.expect("a port is free");
    let config = format!(
        "[discord]\napi_url = \"{}\"\n[support]\nchannels = [\"#support\"]\n[limits]\nperson_replies = 100\n[storage]\nurl = \"{}\"\n",
        discord.url(),
        schema().await
    );
    let world = World::new().with("firstline.toml", config);
    let start = |shards: &str| {
        let mut command = world.command();
        Service::start(command.args(["run", "--shards", shards]).env("DISCORD_TOKEN", discord.bot_token()))
    };
    let mut all: Vec<Service> = EACH.iter().map(|shards| start(shards)).collect();
    let mut identified = vec![];
    for number in 1..=EACH.len() as u64 {
        in_time(async {
            while discord.gateway().identified() < number {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        })
        .await;
        identified.push(Instant::now());
    }
    for pair in identified.windows(2) {
        assert!(pair[1] - pair[0] > Duration::from_millis(4500), "{:?} between two identifications", pair[1] - pair[0]);
    }
    for service in &all {
        up_to(&service.stderr, "connected");
    }

    let (ada, support) = (discord.person("ada"), support(&discord).await);
    assert_eq!(support.len(), 9);
    let answered = async |each: usize| {
        in_time(async {
            while replies(&ada, &support) != vec![each; support.len()] {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        })
        .await;
    };
    for channel in &support {
        ada.posts(channel, "Paper jam in tray 2").expect("she may");
    }
    answered(1).await;
    // It is written down every two seconds how far each channel was read.
    tokio::time::sleep(Duration::from_secs(3)).await;

    let mut killed = all.remove(1);
    killed.child.kill().expect("it is there");
    killed.child.wait().expect("it ends");
    for channel in &support {
        ada.posts(channel, "Operation failed with error 0x0000011b").expect("she may");
    }
    in_time(async {
        while replies(&ada, &support).iter().sum::<usize>() <= 9 {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    })
    .await;
    let back = start(EACH[1]);
    up_to(&back.stderr, "connected");
    answered(2).await;
    discord.everything_heard().await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert_eq!(replies(&ada, &support), [2; 9], "none of them twice");
    assert!(discord.violations().is_empty(), "{:?}", discord.violations());
}
