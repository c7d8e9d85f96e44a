//! Component ids and values as nobody of ours made them: whatever they say, whoever presses is told something.

use firstline::sandbox::MessageId;
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::string::string_regex;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::{Value, json};

use super::team::Team;

const CASES: usize = 150;

/// A component as an older version of the bot, or another bot, may have left it.
#[derive(Debug, Clone)]
enum Left {
    Button { id: String },
    Menu { id: String, value: String },
}

impl Left {
    fn json(&self) -> Value {
        match self {
            Self::Button { id } => json!({"type": 2, "style": 2, "label": "Press", "custom_id": id}),
            Self::Menu { id, value } => {
                json!({"type": 3, "custom_id": id, "options": [{"label": "Choose", "value": value}]})
            }
        }
    }
}

fn id() -> impl Strategy<Value = String> {
    let verbs = "(solved|not|person|choose|open|more|articles|article|issues|forget|help)";
    let number = "(0|1|-1|[0-9]{1,3}|[0-9]{17,19}|18446744073709551615|99999999999999999999|all)";
    prop_oneof![
        "\\PC{1,100}",
        string_regex(&format!("[0-9]{{1,3}}:{verbs}(:{number}){{0,3}}")).expect("it is a pattern"),
        string_regex(&format!("1:{verbs}:{number}:\\PC{{0,20}}")).expect("it is a pattern"),
        "1:more:(en|de|pt-BR|xx):[0-9]{1,12}:(printing/rpc-hardening|vpn|[a-z/.-]{1,20})",
        "1:issues:[0-9]{1,11}:(printing|vpn|[a-z/.-]{1,20})",
        "1:articles:[0-9]{1,11}",
    ]
    .prop_filter("Discord takes up to a hundred characters", |id: &String| {
        let length = id.encode_utf16().count();
        (1..=100).contains(&length) && !id.trim().is_empty()
    })
}

fn left() -> impl Strategy<Value = Left> {
    let value = prop_oneof!["\\PC{1,60}", "(printing|vpn)(/[a-z-]{0,20})?"]
        .prop_filter("Discord takes no empty values", |value: &String| !value.trim().is_empty());
    prop_oneof![
        id().prop_map(|id| Left::Button { id }),
        (prop_oneof![id(), "1:(choose:[0-9]{1,19}|open|article)".prop_map(|id| id)], value)
            .prop_map(|(id, value)| Left::Menu { id, value }),
    ]
}

impl Team {
    /// Leaves a component in #support, under the bot's name.
    async fn leaves(&self, left: &Left) -> MessageId {
        let channel = self.sandbox.channel("#support").expect("it is there");
        let body = json!({"content": "…", "components": [{"type": 1, "components": [left.json()]}]});
        let request = reqwest::Client::new()
            .post(format!("{}/api/v10/channels/{channel}/messages", self.sandbox.url()))
            .header("authorization", format!("Bot {}", self.sandbox.bot_token()))
            .header("content-type", "application/json")
            .body(body.to_string());
        let answer = request.send().await.expect("the sandbox answers");
        let text = answer.text().await.expect("the answer has a body");
        let message: Value = serde_json::from_str(&text).expect("the answer is JSON");
        message["id"]
            .as_str()
            .and_then(|id| id.parse().ok())
            .unwrap_or_else(|| panic!("{left:?} was not taken: {text}"))
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_a_component_says_whoever_uses_it_is_told_something() {
    let mut team = Team::new().await;
    let mut runner = TestRunner::new_with_rng(Config::default(), TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let cases: Vec<Left> =
        (0..CASES).map(|_| left().new_tree(&mut runner).expect("there are many").current()).collect();
    for left in &cases {
        let message = team.leaves(left).await;
        let _ = team.sees().await;
        let ada = team.person("ada");
        match left {
            Left::Button { id } => ada.presses(message, id).expect("it is there"),
            Left::Menu { value, .. } => ada.chooses(message, &[value]).expect("it is there"),
        };
        let seen = team.sees().await;
        let told = seen.matches("── ").count();
        assert_eq!(told, 1, "{left:?}: {seen}");
        assert!(!seen.contains("does not respond") && !seen.contains("went wrong"), "{left:?}: {seen}");
        assert!(seen.lines().nth(1).is_some_and(|text| !text.trim().is_empty()), "{left:?}: {seen}");
    }
    assert_eq!(team.complaints().await, "");
    team.finish().await;
}
