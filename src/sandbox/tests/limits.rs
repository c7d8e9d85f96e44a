//! Bodies at a limit and one past it.

use serde_json::{Value, json};

use super::super::World;
use super::{lookup, start};
use crate::sandbox::limits::{answer, commands, message};
use crate::sandbox::rest::refusal::Refusal;

/// The paths of the fields that are wrong.
fn wrong(checked: Result<Vec<String>, Refusal>) -> Vec<String> {
    fn walk(at: &str, value: &Value, found: &mut Vec<String>) {
        for (key, inner) in value.as_object().into_iter().flatten() {
            if key == "_errors" {
                found.push(at.trim_start_matches('.').to_owned());
            } else {
                walk(&format!("{at}.{key}"), inner, found);
            }
        }
    }
    let mut found = Vec::new();
    if let Err(refusal) = checked {
        walk("", &refusal.errors.unwrap(), &mut found);
    }
    found
}

fn x(chars: usize) -> String {
    "x".repeat(chars)
}

fn button(id: &str) -> Value {
    json!({"type": 2, "style": 1, "label": "Go", "custom_id": id})
}

fn row(members: &Value) -> Value {
    json!({"components": [{"type": 1, "components": members}]})
}

fn menu(options: usize) -> Value {
    let options: Vec<_> = (0..options).map(|one| json!({"label": "x", "value": one.to_string()})).collect();
    json!({"type": 3, "custom_id": "menu", "options": options})
}

#[tokio::test]
async fn a_wrong_body_is_answered_field_by_field() {
    let (sandbox, bot) = start(World::default()).await;
    let body = json!({
        "content": x(2_001),
        "embeds": [{"title": x(257), "fields": [{"name": "", "value": "y"}]}],
        "components": [{"type": 1, "components": [button("a"), button("a")]}],
    });
    let (status, answer) = bot.posts(sandbox.channel("#support").unwrap(), body).await;
    assert_eq!(status, 400);
    let wrong = |code: &str, message: &str| json!({"_errors": [{"code": code, "message": message}]});
    let twice = wrong("COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated");
    let errors = json!({
        "content": wrong("BASE_TYPE_MAX_LENGTH", "Must be 2000 or fewer in length."),
        "embeds": {"0": {
            "title": wrong("BASE_TYPE_MAX_LENGTH", "Must be 256 or fewer in length."),
            "fields": {"0": {"name": wrong("BASE_TYPE_REQUIRED", "This field is required")}},
        }},
        "components": {"0": {"components": {"1": {"custom_id": twice}}}},
    });
    assert_eq!(answer, json!({"code": 50035, "message": "Invalid Form Body", "errors": errors}));
}

#[test]
fn each_limit_of_a_message_is_taken_and_no_more() {
    let embed = |embed: Value| json!({"embeds": [embed]});
    let fields = |count: usize| embed(json!({"fields": vec![json!({"name": "n", "value": "v"}); count]}));
    let cases = [
        (json!({"content": x(2_000)}), json!({"content": x(2_001)}), "content"),
        (json!({"nonce": x(25)}), json!({"nonce": x(26)}), "nonce"),
        (embed(json!({"title": x(256)})), embed(json!({"title": x(257)})), "embeds.0.title"),
        (embed(json!({"description": x(4_096)})), embed(json!({"description": x(4_097)})), "embeds.0.description"),
        (fields(25), fields(26), "embeds.0.fields"),
        (
            embed(json!({"title": "x", "url": "https://x.y"})),
            embed(json!({"title": "x", "url": "x.y"})),
            "embeds.0.url",
        ),
        (embed(json!({"title": "x"})), embed(json!({})), "embeds.0.description"),
        (
            embed(json!({"title": "x", "footer": {"text": x(2_048)}})),
            embed(json!({"footer": {"text": x(2_049)}})),
            "embeds.0.footer.text",
        ),
        (
            json!({"embeds": [{"description": x(3_000)}, {"description": x(3_000)}]}),
            json!({"embeds": [{"description": x(3_000)}, {"description": x(3_001)}]}),
            "embeds",
        ),
        (
            row(&json!([button("a"), button("b")])),
            row(&json!([button("a"), button("a")])),
            "components.0.components.1.custom_id",
        ),
        (row(&json!([button(&x(100))])), row(&json!([button(&x(101))])), "components.0.components.0.custom_id"),
        (row(&json!([button("a")])), row(&json!([])), "components.0.components"),
        (row(&json!([menu(25)])), row(&json!([menu(26)])), "components.0.components.0.options"),
        (row(&json!([menu(1)])), row(&json!([menu(1), button("a")])), "components.0.components"),
        (
            json!({"allowed_mentions": {"parse": [], "users": ["1"]}}),
            json!({"allowed_mentions": {"parse": ["users"], "users": ["1"]}}),
            "allowed_mentions",
        ),
        (
            json!({"flags": 1 << 15, "components": [{"type": 10, "content": "x"}]}),
            json!({"flags": 1 << 15, "content": "x", "components": [{"type": 10, "content": "x"}]}),
            "content",
        ),
    ];
    for (taken, refused, path) in cases {
        assert_eq!(message::check(&taken, &[]), Ok(vec![]), "{path}");
        assert_eq!(wrong(message::check(&refused, &[])), [path]);
    }
}

#[test]
fn each_limit_of_an_answer_is_taken_and_no_more() {
    let choices =
        |count: usize| json!({"type": 8, "data": {"choices": vec![json!({"name": "x", "value": "x"}); count]}});
    let modal = |title: usize, rows: usize| {
        let input = json!({"type": 4, "custom_id": "i", "style": 1, "label": "What"});
        let rows = vec![json!({"type": 1, "components": [input]}); rows];
        json!({"type": 9, "data": {"custom_id": "m", "title": x(title), "components": rows}})
    };
    let cases = [
        (choices(25), choices(26), "data.choices"),
        (modal(45, 1), modal(46, 1), "data.title"),
        (modal(1, 5), modal(1, 6), "data.components"),
        (json!({"type": 4, "data": {"content": "x"}}), json!({"type": 4}), "data"),
        (json!({"type": 6, "data": null}), json!({"type": 9, "data": null}), "data"),
    ];
    for (taken, refused, path) in cases {
        assert_eq!(answer::check(&taken, &[]), Ok(vec![]), "{path}");
        assert_eq!(wrong(answer::check(&refused, &[])), [path]);
    }
}

#[test]
fn each_limit_of_a_command_is_taken_and_no_more() {
    let named = |name: &str| json!([{"name": name, "description": "d"}]);
    let option =
        |name: &str, required: bool| json!({"type": 3, "name": name, "description": "d", "required": required});
    let with = |options: Value| json!([{"name": "x", "description": "d", "options": options}]);
    let many =
        |count: usize| Value::from((0..count).map(|n| json!({"name": format!("m{n}"), "type": 3})).collect::<Vec<_>>());
    let cases = [
        (named("look-up"), named("Look up"), "0.name"),
        (named(&x(32)), named(&x(33)), "0.name"),
        (many(15), many(16), ""),
        (json!([lookup()]), json!([lookup(), lookup()]), "1.name"),
        (
            with(json!([option("a", true), option("b", false)])),
            with(json!([option("a", false), option("b", true)])),
            "0.options.1",
        ),
        (
            with(json!([option("a", true), option("b", true)])),
            with(json!([option("a", true), option("a", true)])),
            "0.options.1.name",
        ),
    ];
    for (taken, refused, path) in cases {
        assert_eq!(commands::check_all(&taken), Ok(vec![]), "{path}");
        let wrong = wrong(commands::check_all(&refused));
        assert!(wrong.iter().all(|at| at == path) && !wrong.is_empty(), "{wrong:?} for {path}");
    }
}
