//! What people do and see.

use serde_json::json;

use super::super::{NewMessage, World};
use super::{lookup, start};

#[tokio::test]
async fn a_hidden_channel_is_hidden() {
    let (sandbox, _bot) = start(World::default()).await;
    let sees = |name: &str| sandbox.person(name).sees("#on-call").is_ok();
    assert_eq!(["ada", "mia", "ben", "carol", "erin"].map(sees), [false, false, true, true, true]);
}

#[tokio::test]
async fn people_hear_of_messages_edits_and_deletions_where_they_can_see() {
    let (sandbox, _bot) = start(World::default()).await;
    let (ada, carol) = (sandbox.person("ada"), sandbox.person("carol"));
    carol.posts("#on-call", "who is on?").unwrap();
    let sent = carol.posts("#support", "helo").unwrap();
    carol.edits(sent, "hello").unwrap();
    carol.deletes(sent).unwrap();
    let mut heard = Vec::new();
    for _ in 0..3 {
        heard.push(ada.next_event().await.kind);
    }
    assert_eq!(heard, ["MESSAGE_CREATE", "MESSAGE_UPDATE", "MESSAGE_DELETE"]);
}

#[tokio::test]
async fn a_reply_shows_what_it_replies_to() {
    let (sandbox, _bot) = start(World::default()).await;
    let asked = sandbox.person("ada").posts("#support", "help").unwrap();
    let ben = sandbox.person("ben");
    let reply = NewMessage { content: "coming".into(), reply_to: Some(asked), ..NewMessage::default() };
    let sent = ben.posts_with("#support", reply).unwrap();
    let seen = ben.sees_message(sent).unwrap().json;
    assert_eq!((&seen["type"], &seen["referenced_message"]["content"]), (&json!(19), &json!("help")));
}

#[tokio::test]
async fn an_interaction_tells_the_bot_who_asks_where_and_in_which_language() {
    let (sandbox, bot) = start(World::default().with_locale("ada", "de")).await;
    bot.registers(&sandbox, json!([lookup()])).await;
    let mut told = {
        let identify = json!({"token": sandbox.bot_token(), "intents": 0});
        super::super::gateway::bot::identify(&sandbox.core, &identify).unwrap()
    };
    sandbox.person("ada").types("#support", "/lookup text:disk full").unwrap();
    sandbox.person("ada").types("@firstline", "/lookup text:alone").unwrap();
    let mut asked = Vec::new();
    while let Ok(super::super::gateway::Out::Text(text)) = told.out.try_recv() {
        let event: serde_json::Value = serde_json::from_str(&text).unwrap();
        if event["t"] == "INTERACTION_CREATE" {
            asked.push(event["d"].clone());
        }
    }
    let [here, alone] = asked.as_slice() else { panic!("two were asked") };
    assert_eq!((&here["locale"], &here["guild_locale"], &here["context"]), (&json!("de"), &json!("en-US"), &json!(0)));
    assert_eq!(here["data"]["options"][0]["value"], "disk full");
    assert!(here["member"]["permissions"].is_string() && here["app_permissions"].is_string());
    assert_eq!((&alone["context"], &alone["user"]["username"]), (&json!(1), &json!("ada")));
    assert!(alone.get("member").is_none());
}
