//! What happens to the server while a bot is in it: people leave, channels vanish, roles move, the clock is set ahead.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};
use twilight_model::guild::Permissions;

use super::super::gateway::Out;
use super::super::gateway::bot::{Joined, identify};
use super::super::{Sandbox, World};
use super::{Bot, start};

/// All that anyone may be told, and all but what is told of members.
const ALL: u64 = (1 << 0) | (1 << 1) | (1 << 9) | (1 << 12);
const NO_MEMBERS: u64 = ALL & !(1 << 1);

fn session(sandbox: &Sandbox, intents: u64, shard: u64) -> Joined {
    let said = json!({"token": sandbox.bot_token(), "intents": intents, "shard": [shard, 1]});
    identify(&sandbox.core, &said).unwrap()
}

/// What a session was told since it was last asked, by name, without how it began.
fn told(session: &mut Joined) -> Vec<(String, Value)> {
    let mut told = Vec::new();
    while let Ok(Out::Text(text)) = session.out.try_recv() {
        let mut event: Value = serde_json::from_str(&text).unwrap();
        let kind = event["t"].as_str().unwrap_or_default().to_owned();
        if !["READY", "GUILD_CREATE"].contains(&kind.as_str()) {
            told.push((kind, event["d"].take()));
        }
    }
    told
}

fn names(told: &[(String, Value)]) -> Vec<&str> {
    told.iter().map(|(kind, _)| kind.as_str()).collect()
}

fn guild(sandbox: &Sandbox) -> String {
    sandbox.core.with(|state| state.world.guilds.keys().next().unwrap().to_string())
}

fn role(sandbox: &Sandbox, name: &str) -> String {
    sandbox.core.with(|state| state.world.guilds.values().next().unwrap().role_named(name).unwrap().id.to_string())
}

async fn direct(bot: &Bot, with: &str) -> String {
    let (status, opened) = bot.asks(Method::POST, "/users/@me/channels", json!({"recipient_id": with})).await;
    assert_eq!(status, 200);
    opened["id"].as_str().unwrap().to_owned()
}

async fn says(bot: &Bot, channel: &str, text: &str) -> (u16, Value) {
    let (status, body) =
        bot.asks(Method::POST, &format!("/channels/{channel}/messages"), json!({"content": text})).await;
    (status, body["code"].clone())
}

#[tokio::test]
async fn one_who_left_is_no_member_and_cannot_be_written_to() {
    let (sandbox, bot) = start(World::default()).await;
    let carol = sandbox.person("carol").id().to_string();
    let open = direct(&bot, &carol).await;
    assert_eq!(says(&bot, &open, "hi").await.0, 200);
    sandbox.leaves("carol").unwrap();
    assert_eq!(says(&bot, &open, "hi").await, (403, json!(50278)));
    let path = format!("/guilds/{}/members/{carol}", guild(&sandbox));
    assert_eq!(bot.gets(&path).await, (404, json!({"message": "Unknown Member", "code": 10007})));
    assert_eq!(bot.asks(Method::PUT, &format!("{path}/roles/1"), Value::Null).await.1["code"], 50013);
    assert_eq!(sandbox.leaves("carol").unwrap_err().code, 10007);

    sandbox.joins("carol", &["On call"]).unwrap();
    assert_eq!(bot.gets(&path).await.1["roles"], json!([role(&sandbox, "On call")]));
    assert_eq!(says(&bot, &open, "welcome back").await.0, 200);
}

#[tokio::test]
async fn of_members_a_bot_is_told_with_their_intent_only() {
    let (sandbox, _bot) = start(World::default()).await;
    let (mut all, mut without) = (session(&sandbox, ALL, 0), session(&sandbox, NO_MEMBERS, 0));
    sandbox.leaves("carol").unwrap();
    sandbox.joins("carol", &[]).unwrap();
    sandbox.changes_role("carol", "On call", true).unwrap();
    sandbox.changes_role("carol", "On call", true).unwrap();
    sandbox.changes_role("firstline", "Helper", true).unwrap();
    let heard = told(&mut all);
    assert_eq!(
        names(&heard),
        ["GUILD_MEMBER_REMOVE", "GUILD_MEMBER_ADD", "GUILD_MEMBER_UPDATE", "GUILD_MEMBER_UPDATE"]
    );
    assert_eq!(heard[0].1["user"]["username"], "carol");
    // Of itself it is told in any case.
    let heard = told(&mut without);
    assert_eq!(names(&heard), ["GUILD_MEMBER_UPDATE"]);
    assert_eq!(heard[0].1["user"]["username"], "firstline");
}

#[tokio::test]
async fn a_role_can_be_given_while_it_is_below_the_bots_own() {
    let world = World::default().with_permission(Permissions::MANAGE_ROLES).with_role_below_the_bot("On duty");
    let (sandbox, bot) = start(world).await;
    let dan = sandbox.person("dan").id().to_string();
    let path = format!("/guilds/{}/members/{dan}/roles", guild(&sandbox));
    let on_duty = role(&sandbox, "On duty");
    let gives = async |role: &str| {
        let (status, body) = bot.asks(Method::PUT, &format!("{path}/{role}"), Value::Null).await;
        (status, body["code"].as_u64().unwrap_or(0))
    };
    assert_eq!(gives(&on_duty).await, (204, 0));
    let member = bot.gets(&format!("/guilds/{}/members/{dan}", guild(&sandbox))).await.1;
    assert!(member["roles"].as_array().unwrap().contains(&json!(on_duty)));
    assert_eq!(bot.asks(Method::DELETE, &format!("{path}/{on_duty}"), Value::Null).await.0, 204);

    let mut hears = session(&sandbox, ALL, 0);
    sandbox.moves_role("On duty", true).unwrap();
    let heard = told(&mut hears);
    assert!(heard.iter().any(|(kind, data)| kind == "GUILD_ROLE_UPDATE" && data["role"]["name"] == "On duty"));
    assert_eq!(gives(&on_duty).await, (403, 50013));
    assert_eq!(gives(&role(&sandbox, "Firstline")).await, (403, 50013));
    assert_eq!(gives(&guild(&sandbox)).await, (400, 50028));
    sandbox.moves_role("On duty", false).unwrap();
    assert_eq!(gives(&on_duty).await, (204, 0));
    sandbox.deletes_role("On duty").unwrap();
    assert_eq!(gives(&on_duty).await, (404, 10011));
}

#[tokio::test]
async fn a_role_above_the_bot_is_out_of_its_reach() {
    let world = World::default().with_permission(Permissions::MANAGE_ROLES).with_role_above_the_bot("Crown");
    let (sandbox, bot) = start(world).await;
    let (guild, dan, crown) = (guild(&sandbox), sandbox.person("dan").id(), role(&sandbox, "Crown"));
    let path = format!("/guilds/{guild}/members/{dan}/roles/{crown}");
    assert_eq!(bot.asks(Method::PUT, &path, Value::Null).await.1["code"], 50013);
}

#[tokio::test]
async fn a_deleted_channel_is_gone_with_its_threads() {
    let (sandbox, bot) = start(World::default()).await;
    let mut hears = session(&sandbox, NO_MEMBERS, 0);
    let channel = sandbox.channel("#on-call").unwrap();
    let thread = sandbox.person("carol").opens_thread("#on-call", "Ada's disk").unwrap();
    told(&mut hears);
    sandbox.deletes_channel("#on-call").unwrap();
    let heard = told(&mut hears);
    assert_eq!(names(&heard), ["CHANNEL_DELETE"]);
    assert_eq!(heard[0].1["id"], channel.to_string());
    for gone in [channel, thread] {
        assert_eq!(bot.posts(gone, json!({"content": "hi"})).await.1["code"], 10003);
        assert_eq!(bot.gets(&format!("/channels/{gone}")).await.1["code"], 10003);
    }
    let (_, left) = bot.gets(&format!("/guilds/{}/channels", guild(&sandbox))).await;
    assert!(left.as_array().unwrap().iter().all(|left| left["name"] != "on-call"));
}

#[tokio::test]
async fn a_private_thread_is_seen_by_its_members_and_by_who_manages_threads() {
    let (sandbox, bot) = start(World::default()).await;
    let support = sandbox.channel("#support").unwrap();
    let body = json!({"name": "Ada's disk", "type": 12, "auto_archive_duration": 1440});
    let (status, opened) = bot.asks(Method::POST, &format!("/channels/{support}/threads"), body).await;
    assert_eq!((status, &opened["type"]), (201, &json!(12)));
    let thread = opened["id"].as_str().unwrap();
    let sees = |name: &str| sandbox.person(name).sees(thread).is_ok();
    assert_eq!(["ada", "mia", "carol", "erin"].map(sees), [false, false, true, true]);

    let (ada, mia) = (sandbox.person("ada"), sandbox.person("mia"));
    let members = format!("/channels/{thread}/thread-members");
    assert_eq!(bot.asks(Method::PUT, &format!("{members}/{}", ada.id()), Value::Null).await.0, 204);
    assert_eq!(["ada", "mia"].map(sees), [true, false]);
    assert_eq!(ada.next_event().await.kind, "THREAD_CREATE");
    // Who is spoken to in a thread comes into it.
    says(&bot, thread, &format!("<@{}> look at this", mia.id())).await;
    assert!(sees("mia"));
    assert_eq!(bot.gets(&members).await.1.as_array().unwrap().len(), 3);
    assert_eq!(bot.asks(Method::DELETE, &format!("{members}/{}", ada.id()), Value::Null).await.0, 204);
    assert!(!sees("ada"));
    assert_eq!(bot.gets(&format!("{members}/{}", ada.id())).await.1["code"], 10007);

    // Archived, it takes nobody in and no new name, but a message opens it.
    bot.asks(Method::PATCH, &format!("/channels/{thread}"), json!({"archived": true})).await;
    let code = async |method: Method, path: String, body: Value| bot.asks(method, &path, body).await.1["code"].clone();
    assert_eq!(code(Method::PUT, format!("{members}/{}", ada.id()), Value::Null).await, 50083);
    assert_eq!(code(Method::PATCH, format!("/channels/{thread}"), json!({"name": "x"})).await, 50083);
    assert_eq!(
        code(Method::PATCH, format!("/channels/{thread}"), json!({"archived": false, "name": "x"})).await,
        json!(null)
    );
    // A thread has no threads, and is archived after one of four times.
    assert_eq!(code(Method::POST, format!("/channels/{thread}/threads"), json!({"name": "y"})).await, 50024);
    let odd = json!({"name": "y", "auto_archive_duration": 7});
    assert_eq!(code(Method::POST, format!("/channels/{support}/threads"), odd).await, 50035);
}

#[tokio::test]
async fn private_threads_take_a_permission_of_their_own() {
    let (sandbox, bot) = start(World::default().without_permission(Permissions::CREATE_PRIVATE_THREADS)).await;
    let path = format!("/channels/{}/threads", sandbox.channel("#support").unwrap());
    let code = async |kind: u64| bot.asks(Method::POST, &path, json!({"name": "x", "type": kind})).await.0;
    assert_eq!((code(12).await, code(11).await), (403, 201));
}

#[tokio::test]
async fn permissions_and_direct_messages_can_be_taken_away_at_any_time() {
    let (sandbox, bot) = start(World::default()).await;
    let on_call = sandbox.channel("#on-call").unwrap().to_string();
    assert_eq!(says(&bot, &on_call, "hi").await.0, 200);
    sandbox.denies("#on-call", Permissions::SEND_MESSAGES).unwrap();
    assert_eq!(says(&bot, &on_call, "hi").await, (403, json!(50013)));
    sandbox.denies("#on-call", Permissions::VIEW_CHANNEL).unwrap();
    assert_eq!(says(&bot, &on_call, "hi").await, (403, json!(50001)));
    let open = direct(&bot, &sandbox.person("dan").id().to_string()).await;
    sandbox.closes_dms("dan", true).unwrap();
    assert_eq!(says(&bot, &open, "hi").await, (403, json!(50007)));
    sandbox.closes_dms("dan", false).unwrap();
    assert_eq!(says(&bot, &open, "hi").await.0, 200);
}

#[tokio::test]
async fn a_nonce_is_remembered_for_the_past_few_minutes_only() {
    let (sandbox, bot) = start(World::default()).await;
    sandbox.clock().stand_at("2026-03-01T12:00:00Z".parse().unwrap());
    let support = sandbox.channel("#support").unwrap();
    let sent = async |nonce: &str, enforced: bool| {
        let (_, sent) = bot.posts(support, json!({"content": "x", "nonce": nonce, "enforce_nonce": enforced})).await;
        sent["id"].as_str().unwrap().to_owned()
    };
    let first = sent("case-17", true).await;
    sandbox.clock().step(Duration::from_mins(2));
    assert_eq!(sent("case-17", true).await, first);
    assert_ne!(sent("case-18", true).await, first);
    sandbox.clock().step(Duration::from_mins(1));
    let second = sent("case-17", true).await;
    assert_ne!(second, first);
    assert_eq!(sent("case-17", true).await, second);
    assert_ne!(sent("case-17", false).await, second);
}

#[tokio::test]
async fn the_page_sets_the_clock_ahead_and_other_clocks_with_it() {
    let (sandbox, bot) = start(World::default()).await;
    sandbox.clock().stand_at("2026-03-01T12:00:00Z".parse().unwrap());
    let moved = std::sync::Arc::new(std::sync::atomic::AtomicU64::new(0));
    let other = moved.clone();
    sandbox.clock().takes_along(move |by| {
        other.fetch_add(by.as_secs(), std::sync::atomic::Ordering::Relaxed);
    });
    sandbox
        .clock()
        .knows("next handoff", |now| Some(now + Duration::from_hours(2)).filter(|at| at.as_second() < 1_772_374_000));
    let url = format!("{}/sandbox/clock", sandbox.url());
    let steps = async |step: Value| {
        let request = bot.http.post(&url).header("content-type", "application/json").body(step.to_string());
        let answer = request.send().await.unwrap();
        let status = answer.status().as_u16();
        (status, answer.text().await.unwrap())
    };
    let shown = bot.http.get(&url).send().await.unwrap().text().await.unwrap();
    insta::assert_snapshot!(shown, @r#"{"goes_to":[{"at":"2026-03-01T14:00:00Z","name":"next handoff"}],"now":"2026-03-01T12:00:00Z"}"#);
    insta::assert_snapshot!(steps(json!({"by_seconds": 300})).await.1, @r#"{"goes_to":[{"at":"2026-03-01T14:05:00Z","name":"next handoff"}],"now":"2026-03-01T12:05:00Z"}"#);
    insta::assert_snapshot!(steps(json!({"to": "next handoff"})).await.1, @r#"{"goes_to":[{"at":null,"name":"next handoff"}],"now":"2026-03-01T14:05:00Z"}"#);
    assert_eq!(moved.load(std::sync::atomic::Ordering::Relaxed), 300 + 7_200);
    for wrong in [json!({"to": "next handoff"}), json!({"by_seconds": 0}), json!({}), json!({"to": "lunch"})] {
        let (status, why) = steps(wrong).await;
        assert_eq!(status, 400, "{why}");
    }
    assert_eq!(steps(json!({"by_seconds": -5})).await.0, 422);
    assert_eq!(sandbox.clock().now(), "2026-03-01T14:05:00Z".parse().unwrap());
}

#[tokio::test]
async fn in_a_slow_channel_all_wait_but_who_manages_it() {
    let (sandbox, bot) = start(World::default().with_slow_mode("#support", 30)).await;
    sandbox.clock().stand_at("2026-03-01T12:00:00Z".parse().unwrap());
    let support = sandbox.channel("#support").unwrap();
    assert_eq!(bot.posts(support, json!({"content": "1"})).await.0, 200);
    sandbox.clock().step(Duration::from_secs(10));
    let refused = bot.sends(Method::POST, &format!("/channels/{support}/messages"), &json!({"content": "2"})).await;
    let refused = refused.unwrap();
    assert_eq!((refused.status().as_u16(), &refused.headers()["retry-after"]), (429, &"20.000".parse().unwrap()));
    assert_eq!(bot.posts(support, json!({"content": "2"})).await.1["code"], 20016);
    let (ada, ben) = (sandbox.person("ada"), sandbox.person("ben"));
    assert!(ada.posts("#support", "1").is_ok() && ben.posts("#support", "1").is_ok());
    assert_eq!(ada.posts("#support", "2").unwrap_err().code, 20016);
    assert!(ben.posts("#support", "2").is_ok());
    sandbox.clock().step(Duration::from_secs(20));
    assert_eq!(bot.posts(support, json!({"content": "2"})).await.0, 200);
    sandbox.slows("#support", Duration::ZERO).unwrap();
    assert_eq!(bot.posts(support, json!({"content": "3"})).await.0, 200);
}

#[tokio::test]
async fn what_is_older_than_an_hour_can_be_edited_so_often_and_no_more() {
    let (sandbox, bot) = start(World::default().with_old_edits(2)).await;
    sandbox.clock().stand_at("2026-03-01T12:00:00Z".parse().unwrap());
    let support = sandbox.channel("#support").unwrap();
    let (_, sent) = bot.posts(support, json!({"content": "0"})).await;
    let path = format!("/channels/{support}/messages/{}", sent["id"].as_str().unwrap());
    let edits = async || {
        let (status, body) = bot.asks(Method::PATCH, &path, json!({"content": "x"})).await;
        (status, body["code"].as_u64().unwrap_or(0))
    };
    for _ in 0..4 {
        assert_eq!(edits().await, (200, 0));
    }
    sandbox.clock().step(Duration::from_mins(61));
    assert_eq!([edits().await, edits().await, edits().await], [(200, 0), (200, 0), (429, 30046)]);
    sandbox.clock().step(Duration::from_mins(61));
    assert_eq!(edits().await, (200, 0));
}
