//! A bot of a few fixed lines that uses all that the page can show: it is answered to by the page's tests only.

use firstline::sandbox::Sandbox;
use serde_json::{Value, json};
use serenity::all::{
    ChannelId, Command, CommandInteraction, ComponentInteraction, ComponentInteractionDataKind, Context,
    CreateAttachment, EventHandler, GatewayIntents, HttpBuilder, Interaction, InteractionId, Message, ModalInteraction,
    Ready,
};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// The bot, gone when dropped.
pub(crate) struct Bot {
    task: JoinHandle<()>,
}

impl Bot {
    /// Starts it and waits until its commands are known.
    pub(crate) async fn start(sandbox: &Sandbox) -> Self {
        let http = HttpBuilder::new(sandbox.bot_token()).proxy(sandbox.url()).ratelimiter_disabled(true).build();
        let intents = GatewayIntents::non_privileged() | GatewayIntents::MESSAGE_CONTENT;
        let (is_ready, ready) = oneshot::channel();
        let script = Script { is_ready: Some(is_ready).into() };
        let mut client = serenity::client::ClientBuilder::new_with_http(http, intents)
            .event_handler(script)
            .await
            .expect("the bot can start");
        let task = tokio::spawn(async move { client.start().await.expect("the bot runs") });
        ready.await.expect("the bot comes up");
        Self { task }
    }
}

impl Drop for Bot {
    fn drop(&mut self) {
        self.task.abort();
    }
}

struct Script {
    is_ready: std::sync::Mutex<Option<oneshot::Sender<()>>>,
}

#[serenity::async_trait]
impl EventHandler for Script {
    async fn ready(&self, context: Context, _: Ready) {
        let commands = json!([
            { "name": "lookup", "description": "Find an issue by its title, error or code",
              "name_localizations": { "de": "nachschlagen" },
              "description_localizations": { "de": "Ein bekanntes Problem finden" }, "options": [
                { "type": 3, "name": "text", "description": "What to look for", "required": true, "autocomplete": true },
                { "type": 5, "name": "everyone", "description": "Show it to all" },
            ] },
            { "name": "diagnose", "description": "Read a log file", "options": [
                { "type": 11, "name": "file", "description": "The log", "required": true },
            ] },
            { "name": "knowledge", "description": "The knowledge", "options": [
                { "type": 1, "name": "status", "description": "What is loaded" },
                { "type": 1, "name": "reload", "description": "Read it again" },
            ] },
            { "name": "asleep", "description": "Is never answered" },
            { "name": "Find the fix", "type": 3 },
        ]);
        let registered: Vec<Command> =
            context.http.create_global_commands(&commands).await.expect("commands can be registered");
        assert_eq!(registered.len(), 5);
        let sender = self.is_ready.lock().expect("nobody panicked").take();
        if let Some(sender) = sender {
            let _ = sender.send(());
        }
    }

    async fn message(&self, context: Context, message: Message) {
        if message.author.bot {
            return;
        }
        if message.content.contains("call somebody") {
            return calls_carol(&context, &message).await;
        }
        let mut answer = match &message.content {
            text if text.contains("3106") => replica(),
            text if text.contains("agent") => which(),
            _ => return,
        };
        answer["message_reference"] = json!({ "message_id": message.id.to_string() });
        answer["allowed_mentions"] = json!({ "parse": [] });
        send(&context, message.channel_id, &answer).await;
    }

    async fn interaction_create(&self, context: Context, interaction: Interaction) {
        match interaction {
            Interaction::Command(used) => command(&context, &used).await,
            Interaction::Autocomplete(used) => {
                let choices = ["Disk full on the proxy", "Disk is offline", "Diskpart hangs"];
                let choices: Vec<Value> = choices.iter().map(|name| json!({ "name": name, "value": name })).collect();
                respond(&context, used.id, &used.token, &json!({ "type": 8, "data": { "choices": choices } })).await;
            }
            Interaction::Component(used) => component(&context, &used).await,
            Interaction::Modal(used) => modal(&context, &used).await,
            _ => {}
        }
    }
}

/// A picture of one point.
const POINT: [u8; 67] = [
    137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0, 58, 126, 155,
    85, 0, 0, 0, 10, 73, 68, 65, 84, 120, 156, 99, 72, 0, 0, 0, 98, 0, 97, 177, 152, 121, 242, 0, 0, 0, 0, 73, 69, 78,
    68, 174, 66, 96, 130,
];

/// Writes to carol alone, and puts a card with a picture and a menu of people where help is wanted.
async fn calls_carol(context: &Context, message: &Message) {
    // Read as a quarter of an hour for the most part of a minute to come.
    let due = message.timestamp.unix_timestamp() + 929;
    let card = json!({
        "content": format!("Case 17 is due <t:{due}:R>."),
        "allowed_mentions": { "parse": [] },
        "attachments": [{ "id": "0", "filename": "chart.png", "description": "Cases by hour" }],
        "components": [{ "type": 1, "components": [
            { "type": 5, "custom_id": "give", "placeholder": "Give it to" },
        ] }],
    });
    let chart = CreateAttachment::bytes(POINT.to_vec(), "chart.png");
    context.http.send_message(message.channel_id, vec![chart], &card).await.expect("the sandbox takes the card");
    let members = context.http.get_guild_members(message.guild_id.expect("it is in the guild"), Some(100), None).await;
    let members = members.expect("the sandbox lists members");
    let carol = members.iter().find(|member| member.user.name == "carol").expect("carol is there");
    let direct = carol.user.id.create_dm_channel(context).await.expect("carol can be written to");
    send(context, direct.id, &json!({ "content": format!("You are called. Case 17 is due <t:{due}:R>.") })).await;
}

/// A reply with steps and buttons.
fn replica() -> Value {
    json!({
        "embeds": [{
            "title": "The replica is inconsistent",
            "url": "https://learn.microsoft.com/azure/backup/",
            "color": 0x1f_6f6b,
            "description": "Line 1 says “**replica of Volume E:\\\\ on FS07 is inconsistent**”.",
            "fields": [
                { "name": "Check first", "value": "- The agent on the protected server is up to date" },
                { "name": "Steps", "value": "1. Open *Protection* and choose **Perform consistency check**.\n2. Wait for the job to end." },
                { "name": "Owner", "value": "Backup team", "inline": true },
                { "name": "Documents", "value": "[Replicas](https://learn.microsoft.com/azure/backup/)", "inline": true },
            ],
            "footer": { "text": "94 % sure" },
        }],
        "components": [{ "type": 1, "components": [
            { "type": 2, "style": 3, "label": "That fixed it", "custom_id": "fixed" },
            { "type": 2, "style": 2, "label": "Not my problem", "custom_id": "other" },
            { "type": 2, "style": 2, "label": "Get a person", "custom_id": "person" },
            { "type": 2, "style": 5, "label": "Documents", "url": "https://learn.microsoft.com/azure/backup/" },
        ] }],
    })
}

/// A reply with a menu.
fn which() -> Value {
    json!({
        "content": "This may be one of these.",
        "components": [{ "type": 1, "components": [{
            "type": 3, "custom_id": "which", "placeholder": "Which one looks right?", "options": [
                { "label": "The agent cannot register", "value": "register", "description": "100050" },
                { "label": "The agent is too old", "value": "old" },
            ],
        }] }],
    })
}

async fn command(context: &Context, used: &CommandInteraction) {
    let file = used.data.resolved.attachments.values().next();
    let said = match used.data.name.as_str() {
        "asleep" => return,
        "lookup" => format!("Looked up {}.", used.data.options[0].value.as_str().unwrap_or_default()),
        "diagnose" => file.map(|file| format!("Read {}, {} bytes.", file.filename, file.size)).unwrap_or_default(),
        "knowledge" => format!("Done: {}.", used.data.options[0].name),
        _ => {
            let target = used.data.resolved.messages.values().next();
            format!("Found by “{}”.", target.map(|message| message.content.as_str()).unwrap_or_default())
        }
    };
    respond(context, used.id, &used.token, &only_for_them(&said)).await;
}

async fn component(context: &Context, used: &ComponentInteraction) {
    let answer = match used.data.custom_id.as_str() {
        "fixed" => json!({ "type": 7, "data": { "content": "**Solved.** Glad to hear it.", "components": [] } }),
        "which" => json!({ "type": 7, "data": { "content": "Run the set-up again.", "components": [] } }),
        "give" => json!({ "type": 7, "data": { "content": given(used), "components": [] } }),
        "person" => json!({ "type": 9, "data": { "custom_id": "call", "title": "Get a person", "components": [
            { "type": 1, "components": [
                { "type": 4, "custom_id": "tried", "label": "What did you try?", "style": 2, "required": true, "max_length": 200 },
            ] },
        ] } }),
        _ => return,
    };
    respond(context, used.id, &used.token, &answer).await;
}

fn given(used: &ComponentInteraction) -> String {
    match &used.data.kind {
        ComponentInteractionDataKind::UserSelect { values } => format!("<@{}> has it.", values[0]),
        other => format!("{other:?}"),
    }
}

async fn modal(context: &Context, used: &ModalInteraction) {
    let tried = serde_json::to_value(&used.data.components).unwrap_or_default();
    let tried = tried[0]["components"][0]["value"].as_str().unwrap_or_default().to_owned();
    respond(context, used.id, &used.token, &only_for_them(&format!("Carol was called. You tried: {tried}"))).await;
}

fn only_for_them(content: &str) -> Value {
    json!({ "type": 4, "data": { "content": content, "flags": 64 } })
}

async fn send(context: &Context, channel: ChannelId, message: &Value) {
    context.http.send_message(channel, Vec::new(), message).await.expect("the sandbox takes the message");
}

async fn respond(context: &Context, id: InteractionId, token: &str, answer: &Value) {
    context
        .http
        .create_interaction_response(id, token, answer, Vec::new())
        .await
        .expect("the sandbox takes the answer");
}
