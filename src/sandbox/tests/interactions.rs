//! Interactions from a person's click to the bot's last word.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};

use super::super::{Choice, Person, Sandbox, World};
use super::{Bot, app, lookup, start, token, violations};

async fn with_lookup() -> (Sandbox, Bot, Person) {
    let (sandbox, bot) = start(World::default()).await;
    bot.registers(&sandbox, json!([lookup(), {"name": "Find the fix", "type": 3}])).await;
    let ada = sandbox.person("ada");
    (sandbox, bot, ada)
}

async fn until(person: &Person, kind: &str) -> Value {
    loop {
        let event = person.next_event().await;
        if event.kind == kind {
            return event.data;
        }
    }
}

#[tokio::test]
async fn an_answer_is_taken_once() {
    let (sandbox, bot, ada) = with_lookup().await;
    let asked = ada.types("#support", "/lookup text:disk full").unwrap();
    let answer = json!({"type": 4, "data": {"content": "Free some space.", "flags": 64}});
    assert_eq!(bot.answers(&sandbox, asked, answer.clone()).await, (204, 0));
    assert_eq!(bot.answers(&sandbox, asked, answer).await, (400, 40060));
    insta::assert_snapshot!(ada.hears().await, @r"
    firstline (only you see this):
    Free some space.
    ");
    assert_eq!(sandbox.person("mia").sees("#support").unwrap().len(), 0);
    assert!(violations(&sandbox).ends_with("an interaction was answered a second time"));
}

#[tokio::test]
async fn an_answer_after_three_seconds_comes_too_late() {
    let (sandbox, bot, ada) = with_lookup().await;
    sandbox.clock().stand_at("2026-03-01T12:00:00Z".parse().unwrap());
    let asked = ada.types("#support", "/lookup text:x").unwrap();
    sandbox.clock().step(Duration::from_millis(3_001));
    assert_eq!(until(&ada, "INTERACTION_FAILURE").await["id"], asked.to_string());
    assert_eq!(bot.answers(&sandbox, asked, json!({"type": 5})).await, (404, 10062));
    assert!(violations(&sandbox).ends_with("an interaction was answered after its three seconds"));
}

#[tokio::test]
async fn a_deferred_answer_is_filled_by_the_first_thing_said_and_the_token_dies_after_a_quarter_of_an_hour() {
    let (sandbox, bot, ada) = with_lookup().await;
    sandbox.clock().stand_at("2026-03-01T12:00:00Z".parse().unwrap());
    let asked = ada.types("#support", "/lookup text:x").unwrap();
    let webhook = format!("/webhooks/{}/{}", app(&sandbox), token(&sandbox, asked));
    assert_eq!(bot.asks(Method::POST, &webhook, json!({"content": "early"})).await.0, 404);
    bot.answers(&sandbox, asked, json!({"type": 5, "data": {"flags": 64}})).await;
    assert!(ada.sees("#support").unwrap()[0].loading);
    sandbox.clock().step(Duration::from_mins(14));
    let (_, first) = bot.asks(Method::POST, &webhook, json!({"content": "found"})).await;
    let (_, more) = bot.asks(Method::POST, &webhook, json!({"content": "more"})).await;
    let (_, original) = bot.gets(&format!("{webhook}/messages/@original")).await;
    assert_eq!(first["id"], original["id"]);
    assert_ne!(first["id"], more["id"]);
    insta::assert_snapshot!(ada.hears().await, @r"
    firstline (only you see this):
    found
    ");
    sandbox.clock().step(Duration::from_secs(61));
    assert_eq!(bot.gets(&format!("{webhook}/messages/@original")).await.1["code"], 50027);
}

#[tokio::test]
async fn a_button_changes_its_message_and_a_greyed_one_cannot_be_pressed() {
    let (sandbox, bot, ada) = with_lookup().await;
    let asked = ada.types("#support", "/lookup text:x").unwrap();
    let buttons = json!([
        {"type": 2, "style": 3, "label": "That fixed it", "custom_id": "fixed"},
        {"type": 2, "style": 2, "label": "Not now", "custom_id": "later", "disabled": true},
    ]);
    let data = json!({"content": "Try this.", "components": [{"type": 1, "components": buttons}]});
    bot.answers(&sandbox, asked, json!({"type": 4, "data": data})).await;
    let reply = ada.hears().await;
    insta::assert_snapshot!(reply, @r"
    firstline:
    Try this.
    [That fixed it] [Not now – greyed out]
    ");
    assert!(ada.presses(reply.id, "Not now").is_err());
    let pressed = ada.presses(reply.id, "That fixed it").unwrap();
    bot.answers(&sandbox, pressed, json!({"type": 7, "data": {"content": "Good.", "components": []}})).await;
    insta::assert_snapshot!(ada.sees_message(reply.id).unwrap(), @r"
    firstline:
    Good.
    ");
    let pressed = ada.presses(reply.id, "That fixed it");
    assert_eq!(pressed.unwrap_err().code, 50035);
}

#[tokio::test]
async fn a_menu_gives_the_values_of_the_labels_chosen() {
    let (sandbox, bot, ada) = with_lookup().await;
    let options = json!([{"label": "Disk full", "value": "disk"}, {"label": "No route", "value": "route"}]);
    let menu = json!([{"type": 1, "components": [{"type": 3, "custom_id": "which", "options": options}]}]);
    bot.posts(sandbox.channel("#support").unwrap(), json!({"content": "Which?", "components": menu})).await;
    let reply = ada.hears().await;
    assert_eq!(reply.options(), ["Disk full", "No route"]);
    assert!(ada.chooses(reply.id, &["Something else"]).is_err());
    assert!(ada.chooses(reply.id, &["Disk full", "No route"]).is_err());
    let chosen = ada.chooses(reply.id, &["No route"]).unwrap();
    bot.answers(&sandbox, chosen, json!({"type": 6, "data": null})).await;
    assert_eq!(until(&ada, "INTERACTION_SUCCESS").await["id"], chosen.to_string());
}

#[tokio::test]
async fn a_modal_is_filled_in_within_its_limits() {
    let (sandbox, bot, ada) = with_lookup().await;
    let asked = ada.types("#support", "/lookup text:x").unwrap();
    let input = json!({"type": 4, "custom_id": "what", "style": 1, "label": "What happened", "min_length": 3});
    let rows = json!([{"type": 1, "components": [input]}]);
    let modal = json!({"custom_id": "more", "title": "Tell more", "components": rows});
    bot.answers(&sandbox, asked, json!({"type": 9, "data": modal})).await;
    assert_eq!(until(&ada, "INTERACTION_MODAL_CREATE").await["title"], "Tell more");
    assert!(ada.submits(&[]).is_err());
    assert!(ada.submits(&[("What happened", "no")]).is_err());
    let submitted = ada.submits(&[("What happened", "nothing works")]).unwrap();
    assert!(ada.submits(&[("What happened", "nothing works")]).is_err(), "it is closed");
    bot.answers(&sandbox, submitted, json!({"type": 4, "data": {"content": "Thanks."}})).await;
    assert_eq!(ada.hears().await.content, "Thanks.");
}

#[tokio::test]
async fn choices_come_while_one_types() {
    let (sandbox, bot, ada) = with_lookup().await;
    let completing = ada.completes("#support", "/lookup text:di");
    let answering = async {
        let asked = until(&sandbox.person("ada"), "INTERACTION_CREATE").await;
        let asked = asked["id"].as_str().unwrap().parse().unwrap();
        let choices = json!([{"name": "Disk full", "value": "disk"}]);
        bot.answers(&sandbox, asked, json!({"type": 8, "data": {"choices": choices}})).await
    };
    // The bot listens before the person types.
    let (answered, choices) = tokio::join!(answering, completing);
    assert_eq!(answered, (204, 0));
    assert_eq!(choices.unwrap(), [Choice { name: "Disk full".into(), value: "disk".into() }]);
}

#[tokio::test]
async fn what_cannot_be_typed_is_said_in_words() {
    let (sandbox, _bot, ada) = with_lookup().await;
    let said =
        |line: &str| ada.types("#support", line).unwrap_err().errors.unwrap()["data"]["_errors"][0]["message"].clone();
    assert_eq!(said("/nothing"), "There is no command /nothing here.");
    assert_eq!(said("/lookup"), "The option \"text\" is required.");
    assert_eq!(said("/lookup what text:x"), "\"what\" belongs to no option.");
    drop(sandbox);
}

#[tokio::test]
async fn a_command_for_some_is_hidden_from_others() {
    let (sandbox, bot) = start(World::default()).await;
    bot.registers(&sandbox, json!([{"name": "reload", "description": "d", "default_member_permissions": "32"}])).await;
    assert!(sandbox.person("ada").types("#support", "/reload").is_err());
    assert!(sandbox.person("erin").types("#support", "/reload").is_ok());
}
