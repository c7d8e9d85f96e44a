//! The sandbox as a bot meets it over plain HTTP, without any library for Discord.

mod changes;
mod gateway;
mod hostile;
mod interactions;
mod limits;
mod people;
mod rest;

use reqwest::{Client, Method, Response};
use serde_json::{Value, json};

use super::{ChannelId, InteractionId, Sandbox, World};

/// A bot that says exactly what a test has it say.
struct Bot {
    http: Client,
    url: String,
    token: String,
}

impl Bot {
    fn of(sandbox: &Sandbox) -> Self {
        Self { http: Client::new(), url: sandbox.url(), token: format!("Bot {}", sandbox.bot_token()) }
    }

    async fn sends(&self, method: Method, path: &str, body: &Value) -> reqwest::Result<Response> {
        let request = self.http.request(method, format!("{}/api/v10{path}", self.url));
        let request = request.header("authorization", &self.token).header("content-type", "application/json");
        request.body(if body.is_null() { String::new() } else { body.to_string() }).send().await
    }

    /// The status and body of the answer.
    async fn asks(&self, method: Method, path: &str, body: Value) -> (u16, Value) {
        let answer = self.sends(method, path, &body).await.unwrap();
        let status = answer.status().as_u16();
        (status, serde_json::from_str(&answer.text().await.unwrap()).unwrap_or_default())
    }

    async fn gets(&self, path: &str) -> (u16, Value) {
        self.asks(Method::GET, path, Value::Null).await
    }

    async fn posts(&self, channel: ChannelId, body: Value) -> (u16, Value) {
        self.asks(Method::POST, &format!("/channels/{channel}/messages"), body).await
    }

    /// Answers an interaction for the first time; the status and Discord's code.
    async fn answers(&self, sandbox: &Sandbox, id: InteractionId, answer: Value) -> (u16, u64) {
        let path = format!("/interactions/{id}/{}/callback", token(sandbox, id));
        let (status, body) = self.asks(Method::POST, &path, answer).await;
        (status, body["code"].as_u64().unwrap_or(0))
    }

    async fn registers(&self, sandbox: &Sandbox, commands: Value) -> (u16, Value) {
        self.asks(Method::PUT, &format!("/applications/{}/commands", app(sandbox)), commands).await
    }
}

async fn start(world: World) -> (Sandbox, Bot) {
    let sandbox = Sandbox::start(world, ([127, 0, 0, 1], 0).into()).await.unwrap();
    let bot = Bot::of(&sandbox);
    (sandbox, bot)
}

fn app(sandbox: &Sandbox) -> String {
    sandbox.core.with(|state| state.world.application.id.to_string())
}

/// The token that a bot would have read in `INTERACTION_CREATE`.
fn token(sandbox: &Sandbox, id: InteractionId) -> String {
    sandbox.core.with(|state| state.world.interactions.get(id).unwrap().token.clone())
}

/// A command that takes a text.
fn lookup() -> Value {
    json!({
        "name": "lookup",
        "description": "Look up an error",
        "options": [{"type": 3, "name": "text", "description": "The error", "required": true, "autocomplete": true}],
    })
}

fn violations(sandbox: &Sandbox) -> String {
    sandbox.violations().iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}
