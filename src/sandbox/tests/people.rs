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

#[tokio::test]
async fn nested_commands_take_people_roles_channels_numbers_and_choices() {
    let (sandbox, bot) = start(World::default()).await;
    let sub = |name: &str, options: serde_json::Value| json!({"type": 1, "name": name, "description": "x", "options": options});
    let option = |kind: u8, name: &str| json!({"type": kind, "name": name, "description": "x"});
    let choices = json!({"type": 3, "name": "severity", "description": "x", "choices": [{"name": "Critical", "value": "critical"}]});
    let commands = json!([
        {"name": "case", "description": "x", "options": [
            sub("show", json!([{"type": 4, "name": "case", "description": "x", "autocomplete": true, "required": true}])),
            sub("open", json!([choices])),
        ]},
        {"name": "oncall", "description": "x", "options": [{"type": 2, "name": "override", "description": "x", "options": [
            sub("add", json!([option(6, "who"), option(8, "role"), option(7, "where"), option(5, "quiet"), option(10, "hours")])),
        ]}]},
    ]);
    assert_eq!(bot.registers(&sandbox, commands).await.0, 200);
    let carol = sandbox.person("carol");
    let typed = |line: &str| {
        let id = sandbox.channel("#on-call").unwrap();
        let read =
            sandbox.core.with(|state| super::super::people::typed::read(&state.world, carol.id(), id, line, &[]));
        read.map_or_else(|refused| refused.to_string(), |data| data["options"].to_string())
    };
    let (dan, role, support) = (sandbox.person("dan").id(), on_call(&sandbox), sandbox.channel("#support").unwrap());
    let named = |text: String| {
        let text = text.replace(&dan.to_string(), "DAN").replace(&role, "ROLE");
        text.replace(&support.to_string(), "SUPPORT")
    };
    insta::assert_snapshot!(typed("/case show case:17"), @r#"[{"name":"show","options":[{"name":"case","type":4,"value":17}],"type":1}]"#);
    insta::assert_snapshot!(typed("/case open severity:Critical"), @r#"[{"name":"open","options":[{"name":"severity","type":3,"value":"critical"}],"type":1}]"#);
    let line = "/oncall override add who:@dan role:@On call where:#support quiet:true hours:1.5";
    insta::assert_snapshot!(named(typed(line)), @r#"[{"name":"override","options":[{"name":"add","options":[{"name":"who","type":6,"value":"DAN"},{"name":"role","type":8,"value":"ROLE"},{"name":"where","type":7,"value":"SUPPORT"},{"name":"quiet","type":5,"value":true},{"name":"hours","type":10,"value":1.5}],"type":1}],"type":2}]"#);
    insta::assert_snapshot!(typed("/case show case:seventeen"), @r#"400 Invalid Form Body (50035) {"data":{"_errors":[{"code":"APPLICATION_COMMAND_INVALID","message":"\"case\" must be a whole number, not \"seventeen\"."}]}}"#);
    insta::assert_snapshot!(typed("/case close"), @r#"400 Invalid Form Body (50035) {"data":{"_errors":[{"code":"APPLICATION_COMMAND_INVALID","message":"\"case\" has no sub-command \"close\"."}]}}"#);
    assert!(carol.types("#on-call", line).is_ok());
}

fn on_call(sandbox: &super::super::Sandbox) -> String {
    sandbox.core.with(|state| state.world.guilds.values().next().unwrap().role_named("On call").unwrap().id.to_string())
}
