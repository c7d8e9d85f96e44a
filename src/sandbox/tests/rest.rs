//! What the bot asks for and gets, or does not get.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};
use twilight_model::guild::Permissions;

use super::super::{Fault, NewFile, NewMessage, World};
use super::{Bot, start, violations};

fn texts(messages: &Value) -> Vec<&str> {
    messages.as_array().unwrap().iter().map(|message| message["content"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn another_token_is_refused() {
    let (_sandbox, mut bot) = start(World::default()).await;
    bot.token = "Bot of-another".to_owned();
    assert_eq!(bot.gets("/users/@me").await, (401, json!({"message": "401: Unauthorized", "code": 0})));
}

#[tokio::test]
async fn a_message_sent_twice_with_one_nonce_is_sent_once() {
    let (sandbox, bot) = start(World::default()).await;
    let support = sandbox.channel("#support").unwrap();
    let body = json!({"content": "once", "nonce": "n1", "enforce_nonce": true});
    let (_, first) = bot.posts(support, body.clone()).await;
    let (_, second) = bot.posts(support, body).await;
    assert_eq!(first["id"], second["id"]);
    assert_eq!(sandbox.person("ada").sees("#support").unwrap().len(), 1);
}

#[tokio::test]
async fn messages_are_listed_newest_first_after_before_and_around_one() {
    let (sandbox, bot) = start(World::default()).await;
    let ada = sandbox.person("ada");
    let ids: Vec<_> = ["1", "2", "3", "4"].iter().map(|text| ada.posts("#support", text).unwrap()).collect();
    let support = sandbox.channel("#support").unwrap();
    let page = |query: String| {
        let bot = &bot;
        async move { bot.gets(&format!("/channels/{support}/messages?{query}")).await.1 }
    };
    assert_eq!(texts(&page("limit=2".to_owned()).await), ["4", "3"]);
    assert_eq!(texts(&page(format!("limit=2&after={}", ids[0])).await), ["3", "2"]);
    assert_eq!(texts(&page(format!("before={}", ids[2])).await), ["2", "1"]);
    assert_eq!(texts(&page(format!("limit=2&around={}", ids[1])).await), ["2", "1"]);
    assert_eq!(bot.gets(&format!("/channels/{support}/messages?limit=101")).await.0, 400);
}

#[tokio::test]
async fn what_the_bot_may_not_do_is_refused_with_discords_codes() {
    let world = World::default()
        .without_permission_in("#general", Permissions::VIEW_CHANNEL)
        .without_permission_in("#support", Permissions::SEND_MESSAGES | Permissions::EMBED_LINKS)
        .with_closed_dms("dan");
    let (sandbox, bot) = start(world).await;
    let code = async |channel: &str, body: Value| {
        let channel = sandbox.channel(channel).unwrap();
        let (status, body) = bot.posts(channel, body).await;
        (status, body["code"].as_u64().unwrap())
    };
    assert_eq!(code("#general", json!({"content": "hi"})).await, (403, 50001));
    assert_eq!(code("#support", json!({"content": "hi"})).await, (403, 50013));
    assert_eq!(code("#on-call", json!({"content": ""})).await, (400, 50006));

    let dan = sandbox.person("dan").id().to_string();
    let (_, direct) = bot.asks(Method::POST, "/users/@me/channels", json!({"recipient_id": dan})).await;
    assert_eq!(code(direct["id"].as_str().unwrap(), json!({"content": "hi"})).await, (403, 50007));

    let role = sandbox.core.with(|state| state.world.guilds.values().next().unwrap().role_named("Admin").unwrap().id);
    let guild = sandbox.core.with(|state| *state.world.guilds.keys().next().unwrap());
    let path = format!("/guilds/{guild}/members/{dan}/roles/{role}");
    assert_eq!(bot.asks(Method::PUT, &path, Value::Null).await.1["code"], 50013);
    assert_eq!(bot.gets("/channels/1").await, (404, json!({"message": "Unknown Channel", "code": 10003})));
}

#[tokio::test]
async fn a_thread_asks_for_a_permission_of_its_own() {
    let (sandbox, bot) = start(World::default().without_permission(Permissions::SEND_MESSAGES_IN_THREADS)).await;
    let ada = sandbox.person("ada");
    let asked = ada.posts("#support", "help").unwrap();
    let thread = ada.opens_thread_from(asked, "Ada's disk").unwrap();
    assert_eq!(bot.posts(thread, json!({"content": "hi"})).await.1["code"], 50013);
    assert_eq!(bot.posts(sandbox.channel("#support").unwrap(), json!({"content": "hi"})).await.0, 200);
}

#[tokio::test]
async fn a_forum_takes_posts_and_no_messages() {
    let (sandbox, bot) = start(World::default()).await;
    let forum = sandbox.channel("#help-forum").unwrap();
    assert_eq!(bot.posts(forum, json!({"content": "hi"})).await.1["code"], 50008);
    let post = sandbox.person("ada").posts_in_forum("#help-forum", "Disk full", "what now?").unwrap();
    let (_, first) = bot.gets(&format!("/channels/{post}/messages/{post}")).await;
    assert_eq!(first["content"], "what now?");
    let guild = sandbox.core.with(|state| *state.world.guilds.keys().next().unwrap());
    let (_, active) = bot.gets(&format!("/guilds/{guild}/threads/active")).await;
    assert_eq!(active["threads"][0]["name"], "Disk full");
}

#[tokio::test]
async fn writing_in_an_archived_thread_opens_it_and_a_locked_one_stays_shut() {
    let (sandbox, bot) = start(World::default()).await;
    let ada = sandbox.person("ada");
    let thread = ada.opens_thread("#support", "Old").unwrap();
    let path = format!("/channels/{thread}");
    let state = async || bot.gets(&path).await.1["thread_metadata"]["archived"] == true;
    bot.asks(Method::PATCH, &path, json!({"archived": true})).await;
    assert!(state().await);
    ada.posts(&thread.to_string(), "still there?").unwrap();
    assert!(!state().await);
    bot.asks(Method::PATCH, &path, json!({"archived": true, "locked": true})).await;
    assert_eq!(ada.posts(&thread.to_string(), "and now?").unwrap_err().code, 50083);
}

#[tokio::test]
async fn a_file_goes_up_and_comes_down() {
    let (sandbox, bot) = start(World::default()).await;
    let support = sandbox.channel("#support").unwrap();
    let body = "--b\r\ncontent-disposition: form-data; name=\"payload_json\"\r\n\r\n\
                {\"content\":\"see\",\"attachments\":[{\"id\":0,\"filename\":\"fix.txt\",\"description\":\"the fix\"}]}\r\n\
                --b\r\ncontent-disposition: form-data; name=\"files[0]\"; filename=\"x\"\r\n\r\nturn it off\r\n--b--\r\n";
    let request = bot.http.post(format!("{}/api/v10/channels/{support}/messages", bot.url)).body(body);
    let request = request.header("authorization", &bot.token).header("content-type", "multipart/form-data; boundary=b");
    let sent: Value = serde_json::from_str(&request.send().await.unwrap().text().await.unwrap()).unwrap();
    let file = &sent["attachments"][0];
    assert_eq!(
        (&file["filename"], &file["size"], &file["description"]),
        (&json!("fix.txt"), &json!(11), &json!("the fix"))
    );
    let down = bot.http.get(file["url"].as_str().unwrap()).send().await.unwrap();
    assert_eq!(down.headers()["content-type"], "text/plain; charset=utf-8");
    assert_eq!(down.text().await.unwrap(), "turn it off");
    assert_eq!(sandbox.requests().last().unwrap().files, [("x".to_owned(), 11)]);
}

#[tokio::test]
async fn without_the_intent_others_messages_are_listed_without_their_text() {
    let (sandbox, bot) = start(World::default().without_message_content()).await;
    let ada = sandbox.person("ada");
    let support = sandbox.channel("#support").unwrap();
    let me = bot.gets("/users/@me").await.1["id"].as_str().unwrap().to_owned();
    ada.posts_with("#support", NewMessage { files: vec![NewFile::new("a.log", "x")], ..NewMessage::default() })
        .unwrap();
    ada.posts("#support", &format!("<@{me}> help")).unwrap();
    bot.posts(support, json!({"content": "mine"})).await;
    let (_, listed) = bot.gets(&format!("/channels/{support}/messages")).await;
    assert_eq!(texts(&listed), ["mine", &format!("<@{me}> help"), ""]);
    assert_eq!(listed[2]["attachments"], json!([]));
}

#[tokio::test]
async fn only_what_allowed_mentions_lets_through_notifies_anyone() {
    let (sandbox, bot) = start(World::default()).await;
    let support = sandbox.channel("#support").unwrap();
    let ada = sandbox.person("ada");
    let asked = ada.posts("#support", "help").unwrap().to_string();
    let text = format!("<@{}> @everyone", ada.id());
    bot.posts(support, json!({"content": text, "allowed_mentions": {"parse": []}})).await;
    let reply = json!({"message_id": asked});
    bot.posts(support, json!({"content": "x", "message_reference": reply, "allowed_mentions": {"parse": []}})).await;
    assert_eq!(sandbox.pings(), []);
    bot.posts(support, json!({"content": text})).await;
    bot.posts(support, json!({"content": "x", "message_reference": reply})).await;
    let whom: Vec<_> = sandbox.pings().into_iter().map(|ping| ping.whom).collect();
    // Not @everyone: that takes a permission.
    assert_eq!(whom, ["@ada", "@ada"]);
}

#[tokio::test]
async fn the_world_is_closed() {
    let (sandbox, bot) = start(World::default()).await;
    let support = sandbox.channel("#support").unwrap();
    assert_eq!(bot.gets("/guilds/1/audit-logs").await.0, 404);
    bot.posts(support, json!({"content": "x", "colour": "red", "embeds": [{"title": "x", "text": "y"}]})).await;
    bot.posts(support, json!({"content": "x".repeat(2_001)})).await;
    let violations = violations(&sandbox).replace(&support.to_string(), "SUPPORT");
    insta::assert_snapshot!(violations, @r#"
    GET /guilds/1/audit-logs: 404 404: Not Found (0)
    POST /channels/SUPPORT/messages: Discord knows no field `colour` here
    POST /channels/SUPPORT/messages: Discord knows no field `embeds.0.text` here
    POST /channels/SUPPORT/messages: 400 Invalid Form Body (50035) {"content":{"_errors":[{"code":"BASE_TYPE_MAX_LENGTH","message":"Must be 2000 or fewer in length."}]}}
    "#);
}

#[tokio::test]
async fn faults_come_as_they_were_ordered() {
    let (sandbox, bot) = start(World::default()).await;
    let support = sandbox.channel("#support").unwrap();
    let faults = sandbox.faults();
    let path = "/channels/*/messages";
    faults.next("POST", path, 1, Fault::Status(502));
    assert_eq!(bot.posts(support, json!({"content": "1"})).await.0, 502);
    faults.next("POST", path, 1, Fault::RateLimited { after: Duration::from_millis(1_500), global: false });
    let limited = bot.sends(Method::POST, &format!("/channels/{support}/messages"), &json!({"content": "2"})).await;
    assert_eq!(limited.unwrap().headers()["retry-after"], "1.500");
    faults.next("POST", path, 1, Fault::HangUp);
    let hung_up = bot.sends(Method::POST, &format!("/channels/{support}/messages"), &json!({"content": "3"})).await;
    assert!(hung_up.is_err());
    faults.next("POST", path, 1, Fault::HangUpAfter);
    let hung_up = bot.sends(Method::POST, &format!("/channels/{support}/messages"), &json!({"content": "4"})).await;
    assert!(hung_up.is_err());
    faults.next("POST", path, 1, Fault::Body("{}".to_owned()));
    assert_eq!(bot.posts(support, json!({"content": "5"})).await, (200, json!({})));
    let seen: Vec<_> = sandbox.person("ada").sees("#support").unwrap().into_iter().map(|seen| seen.content).collect();
    assert_eq!(seen, ["4", "5"]);
    let statuses: Vec<_> = sandbox.requests().iter().map(|request| request.status).collect();
    assert_eq!(statuses, [502, 429, 0, 0, 200]);
}

#[tokio::test]
async fn a_limited_world_tells_its_buckets_and_answers_429() {
    let (sandbox, bot) = start(World::default().with_rate_limits()).await;
    sandbox.clock().stand_at("2026-03-01T12:00:00Z".parse().unwrap());
    let path = format!("/channels/{}/messages", sandbox.channel("#support").unwrap());
    for left in (0..5).rev() {
        let answer = bot.sends(Method::POST, &path, &json!({"content": "x"})).await.unwrap();
        assert_eq!(answer.headers()["x-ratelimit-remaining"], left.to_string());
    }
    let (status, body) = bot.asks(Method::POST, &path, json!({"content": "x"})).await;
    assert_eq!((status, &body["retry_after"]), (429, &json!(5.0)));
    sandbox.clock().step(Duration::from_secs(5));
    assert_eq!(bot.asks(Method::POST, &path, json!({"content": "x"})).await.0, 200);
}

#[tokio::test]
async fn a_channel_keeps_its_latest_messages_only() {
    let (sandbox, _bot) = start(World::default().with_history(3)).await;
    let ada = sandbox.person("ada");
    for number in 0..5 {
        ada.posts("#support", &number.to_string()).unwrap();
    }
    let seen: Vec<_> = ada.sees("#support").unwrap().into_iter().map(|seen| seen.content).collect();
    assert_eq!(seen, ["2", "3", "4"]);
}

#[tokio::test]
async fn people_use_the_same_paths_with_their_own_tokens() {
    let (sandbox, bot) = start(World::default()).await;
    let people = bot.http.get(format!("{}/sandbox/people", sandbox.url())).send().await.unwrap().text().await.unwrap();
    let people: Value = serde_json::from_str(&people).unwrap();
    let names: Vec<_> = people.as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["ada", "mia", "ben", "carol", "dan", "erin"]);
    let ada = Bot { token: people[0]["token"].as_str().unwrap().to_owned(), ..Bot::of(&sandbox) };
    assert_eq!(ada.gets("/users/@me").await.1["username"], "ada");
    assert_eq!(ada.posts(sandbox.channel("#support").unwrap(), json!({"content": "hi"})).await.0, 200);
    assert_eq!(ada.posts(sandbox.channel("#on-call").unwrap(), json!({"content": "hi"})).await.1["code"], 50001);
    assert_eq!(sandbox.requests().len(), 0);
}

#[tokio::test]
async fn a_picture_tells_its_width_and_height() {
    let (sandbox, _bot) = start(World::default()).await;
    let ada = sandbox.person("ada");
    let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    png.extend([0, 0, 2, 128, 0, 0, 1, 104, 8, 6, 0, 0, 0]);
    let files = vec![NewFile::new("chart.png", png), NewFile::new("cut.png", &b"\x89PNG\r\n"[..])];
    let sent = ada.posts_with("#support", NewMessage { files, ..NewMessage::default() }).unwrap();
    let seen = ada.sees_message(sent).unwrap().json;
    let [chart, cut] = [0, 1].map(|place| seen["attachments"][place].clone());
    assert_eq!((&chart["width"], &chart["height"]), (&json!(640), &json!(360)));
    assert!(cut.get("width").is_none());
}
