//! A bot of another make, on serenity and poise, finds in the sandbox the Discord that it expects.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use firstline::sandbox::{Fault, FileBody, NewFile, NewMessage, Sandbox, World};
use poise::serenity_prelude as serenity;
use serenity::{ActionRowComponent, CreateInteractionResponse, Interaction};

type Failure = Box<dyn std::error::Error + Send + Sync>;
type Context<'a> = poise::Context<'a, (), Failure>;

/// How long a step may take before the test fails.
const PATIENCE: Duration = Duration::from_secs(20);

/// Events that serenity could not read, of all tests in the process.
static UNREADABLE: AtomicUsize = AtomicUsize::new(0);

/// Repeats a text.
#[poise::command(slash_command)]
async fn echo(
    ctx: Context<'_>,
    #[description = "What to repeat"]
    #[autocomplete = "completed"]
    text: String,
) -> Result<(), Failure> {
    ctx.say(text).await?;
    Ok(())
}

#[expect(clippy::unused_async, reason = "poise awaits it")]
async fn completed(_: Context<'_>, partial: &str) -> serenity::CreateAutocompleteResponse {
    let choice = |end: &str| serenity::AutocompleteChoice::from(format!("{partial}{end}"));
    serenity::CreateAutocompleteResponse::new().set_choices(vec![choice("!"), choice("?")])
}

/// Thinks, then answers to one person.
#[poise::command(slash_command)]
async fn think(ctx: Context<'_>) -> Result<(), Failure> {
    ctx.defer_ephemeral().await?;
    ctx.say("thought").await?;
    ctx.say("and again").await?;
    Ok(())
}

/// Says how long a file is.
#[poise::command(slash_command)]
async fn size(ctx: Context<'_>, #[description = "A file"] file: serenity::Attachment) -> Result<(), Failure> {
    let bytes = file.download().await?;
    let copy = serenity::CreateAttachment::bytes(bytes.clone(), "copy.txt");
    ctx.send(poise::CreateReply::default().content(format!("{} bytes", bytes.len())).attachment(copy)).await?;
    Ok(())
}

/// Repeats a message.
#[poise::command(context_menu_command = "Repeat this")]
async fn repeat(ctx: Context<'_>, message: serenity::Message) -> Result<(), Failure> {
    ctx.send(poise::CreateReply::default().content(message.content).ephemeral(true)).await?;
    Ok(())
}

#[derive(Debug, poise::Modal)]
#[name = "Tell more"]
struct More {
    #[name = "What happened"]
    what: String,
}

/// Asks in a modal.
#[poise::command(slash_command)]
async fn ask(ctx: poise::ApplicationContext<'_, (), Failure>) -> Result<(), Failure> {
    use poise::Modal as _;
    if let Some(more) = More::execute(ctx).await? {
        ctx.say(format!("I see: {}", more.what)).await?;
    }
    Ok(())
}

async fn on_event(ctx: &serenity::Context, event: &serenity::FullEvent) -> Result<(), Failure> {
    match event {
        serenity::FullEvent::Message { new_message } if !new_message.author.bot => {
            let button = serenity::CreateButton::new("again").label("Again");
            let reply = serenity::CreateMessage::new()
                .content(format!("echo: {}", new_message.content))
                .reference_message(new_message)
                .allowed_mentions(serenity::CreateAllowedMentions::new())
                .button(button);
            new_message.channel_id.send_message(ctx, reply).await?;
        }
        serenity::FullEvent::InteractionCreate { interaction: Interaction::Component(pressed) } => {
            let message = serenity::CreateInteractionResponseMessage::new().content("pressed").components(Vec::new());
            pressed.create_response(ctx, CreateInteractionResponse::UpdateMessage(message)).await?;
            let row = pressed.message.components.first().and_then(|row| row.components.first());
            assert!(matches!(row, Some(ActionRowComponent::Button(_))));
        }
        _ => {}
    }
    Ok(())
}

/// Counts what serenity makes nothing of.
struct Strict;

#[serenity::async_trait]
impl serenity::RawEventHandler for Strict {
    async fn raw_event(&self, _: serenity::Context, event: serenity::Event) {
        if let serenity::Event::Unknown(unknown) = event {
            tracing::error!(kind = unknown.kind, "an event could not be read");
            UNREADABLE.fetch_add(1, Ordering::Relaxed);
        }
    }
}

/// A running bot; it ends with the test.
struct Bot {
    shards: Arc<serenity::ShardManager>,
    running: tokio::task::JoinHandle<Result<(), serenity::Error>>,
}

impl Bot {
    async fn client(sandbox: &Sandbox, intents: serenity::GatewayIntents) -> serenity::Client {
        let framework = poise::Framework::builder()
            .options(poise::FrameworkOptions {
                commands: vec![echo(), think(), size(), repeat(), ask()],
                event_handler: |framework, event| Box::pin(on_event(framework.serenity_context, event)),
                ..Default::default()
            })
            .setup(|ctx, _, framework| {
                Box::pin(async move {
                    poise::builtins::register_globally(ctx, &framework.options().commands).await?;
                    Ok(())
                })
            })
            .build();
        let http =
            serenity::HttpBuilder::new(sandbox.bot_token()).proxy(sandbox.url()).ratelimiter_disabled(true).build();
        serenity::ClientBuilder::new_with_http(http, intents)
            .framework(framework)
            .raw_event_handler(Strict)
            .await
            .expect("a client can be built")
    }

    async fn start(sandbox: &Sandbox) -> Self {
        let intents = serenity::GatewayIntents::non_privileged() | serenity::GatewayIntents::MESSAGE_CONTENT;
        let mut client = Self::client(sandbox, intents).await;
        let shards = Arc::clone(&client.shard_manager);
        let running = tokio::spawn(async move { client.start().await });
        in_time(sandbox.requested("PUT", "/applications/*/commands", 1)).await;
        Self { shards, running }
    }

    async fn stop(self) {
        self.shards.shutdown_all().await;
        in_time(self.running).await.expect("it does not panic").expect("it ends well");
    }
}

async fn in_time<T>(step: impl Future<Output = T>) -> T {
    tokio::time::timeout(PATIENCE, step).await.expect("it happens in time")
}

async fn sandbox(world: World) -> Sandbox {
    Sandbox::start(world, ([127, 0, 0, 1], 0).into()).await.expect("it starts")
}

/// Nothing was done that Discord forbids, nothing was unreadable, nobody was notified.
fn assert_clean(sandbox: &Sandbox) {
    assert_eq!(sandbox.violations(), []);
    assert_eq!(sandbox.pings(), []);
    assert_eq!(UNREADABLE.load(Ordering::Relaxed), 0);
}

#[tokio::test]
async fn a_message_is_echoed_and_its_button_pressed() {
    let sandbox = sandbox(World::default()).await;
    let bot = Bot::start(&sandbox).await;
    let ada = sandbox.person("ada");
    ada.posts("#support", "the disk is full").unwrap();
    let reply = in_time(ada.hears()).await;
    insta::assert_snapshot!(reply, @r"
    firstline:
    echo: the disk is full
    [Again]
    ");
    ada.presses(reply.id, "Again").unwrap();
    while in_time(ada.next_event()).await.kind != "INTERACTION_SUCCESS" {}
    insta::assert_snapshot!(ada.sees_message(reply.id).unwrap(), @r"
    firstline:
    pressed
    ");
    assert_clean(&sandbox);
    bot.stop().await;
}

#[tokio::test]
async fn commands_complete_answer_and_take_files() {
    let sandbox = sandbox(World::default()).await;
    let bot = Bot::start(&sandbox).await;
    let ada = sandbox.person("ada");
    let choices = in_time(ada.completes("#support", "/echo text:hel")).await.unwrap();
    assert_eq!(choices.iter().map(|choice| choice.name.as_str()).collect::<Vec<_>>(), ["hel!", "hel?"]);
    ada.types("#support", "/echo text:hello there").unwrap();
    insta::assert_snapshot!(in_time(ada.hears()).await, @r"
    firstline:
    hello there
    ");
    ada.types("#support", "/think").unwrap();
    insta::assert_snapshot!(in_time(ada.hears()).await, @r"
    firstline (only you see this):
    thought
    ");
    insta::assert_snapshot!(in_time(ada.hears()).await, @r"
    firstline:
    and again
    ");
    let log = NewFile::new("error.log", "x".repeat(5_000));
    ada.types_with("#support", "/size file:error.log", &[log]).unwrap();
    insta::assert_snapshot!(in_time(ada.hears()).await, @r"
    firstline:
    5000 bytes
    [file: copy.txt]
    ");
    assert_clean(&sandbox);
    bot.stop().await;
}

#[tokio::test]
async fn a_menu_command_and_a_modal_come_back() {
    let sandbox = sandbox(World::default()).await;
    let bot = Bot::start(&sandbox).await;
    let (ada, mia) = (sandbox.person("ada"), sandbox.person("mia"));
    let message = mia.posts("#general", "over here").unwrap();
    in_time(mia.hears()).await;
    in_time(ada.hears()).await;
    ada.uses("Repeat this", message).unwrap();
    insta::assert_snapshot!(in_time(ada.hears()).await, @r"
    firstline (only you see this):
    over here
    ");
    ada.types("@firstline", "/ask").unwrap();
    while in_time(ada.next_event()).await.kind != "INTERACTION_MODAL_CREATE" {}
    ada.submits(&[("What happened", "nothing works")]).unwrap();
    insta::assert_snapshot!(in_time(ada.hears()).await, @r"
    firstline:
    I see: nothing works
    ");
    assert!(mia.sees("#general").unwrap().iter().all(|seen| !seen.ephemeral));
    assert_clean(&sandbox);
    bot.stop().await;
}

#[tokio::test]
async fn what_happens_while_the_line_is_cut_is_heard_on_resume() {
    let sandbox = sandbox(World::default()).await;
    let bot = Bot::start(&sandbox).await;
    let ada = sandbox.person("ada");
    sandbox.gateway().cut();
    ada.posts("#support", "meanwhile").unwrap();
    assert_eq!(in_time(ada.hears()).await.content, "echo: meanwhile");
    sandbox.gateway().ask_to_reconnect();
    ada.posts("#support", "again").unwrap();
    assert_eq!(in_time(ada.hears()).await.content, "echo: again");
    in_time(sandbox.everything_heard()).await;
    assert_eq!(sandbox.gateway().identified(), 1);
    assert_clean(&sandbox);
    bot.stop().await;
}

#[tokio::test]
async fn what_is_compressed_is_read() {
    let sandbox = sandbox(World::default()).await;
    sandbox.gateway().compress(true);
    let bot = Bot::start(&sandbox).await;
    let ada = sandbox.person("ada");
    ada.posts("#support", &"long ".repeat(200)).unwrap();
    assert!(in_time(ada.hears()).await.content.starts_with("echo: long long"));
    assert_clean(&sandbox);
    bot.stop().await;
}

/// A door with TLS before a sandbox, for a bot that insists on `https://discord.com`, and a client that trusts it.
async fn behind_tls(sandbox: &Sandbox) -> reqwest::Client {
    let own = rcgen::generate_simple_self_signed(["discord.com".to_owned()]).expect("a certificate can be made");
    let key = own.signing_key.serialize_der().try_into().expect("it is a key");
    let config = tokio_rustls::rustls::ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(vec![own.cert.der().clone()], key)
        .expect("key and certificate belong together");
    let tls = tokio_rustls::TlsAcceptor::from(Arc::new(config));
    let door = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
    let address = door.local_addr().expect("it is bound");
    let behind = sandbox.url().trim_start_matches("http://").to_owned();
    tokio::spawn(async move {
        while let Ok((line, _)) = door.accept().await {
            let (tls, behind) = (tls.clone(), behind.clone());
            tokio::spawn(async move {
                let mut inside = tokio::net::TcpStream::connect(behind).await?;
                let mut line = tls.accept(line).await?;
                tokio::io::copy_bidirectional(&mut line, &mut inside).await
            });
        }
    });
    let certificate = reqwest::Certificate::from_pem(own.cert.pem().as_bytes()).expect("it is a certificate");
    let client = reqwest::Client::builder().use_rustls_tls().no_proxy().resolve("discord.com", address);
    client.add_root_certificate(certificate).build().expect("a client can be built")
}

#[tokio::test]
async fn a_rate_limiter_reads_the_headers_and_waits_as_long_as_it_is_told() {
    let sandbox = sandbox(World::default().with_rate_limits()).await;
    let client = behind_tls(&sandbox).await;
    let http = serenity::HttpBuilder::new(sandbox.bot_token()).client(client).build();
    let support = serenity::ChannelId::new(sandbox.channel("#support").expect("it is there").get());
    let wait = Fault::RateLimited { after: Duration::from_millis(200), global: false };
    sandbox.faults().next("POST", "/channels/*/messages", 1, wait);
    let asked = std::time::Instant::now();
    in_time(support.say(&http, "patience")).await.unwrap();
    assert!(asked.elapsed() >= Duration::from_millis(200));
    in_time(support.say(&http, "and more")).await.unwrap();
    let statuses: Vec<u16> = sandbox.requests().iter().map(|request| request.status).collect();
    assert_eq!(statuses, [429, 200, 200]);
}

#[tokio::test]
async fn an_invalid_session_is_begun_anew() {
    let sandbox = sandbox(World::default()).await;
    let bot = Bot::start(&sandbox).await;
    let ada = sandbox.person("ada");
    sandbox.gateway().invalidate(false);
    ada.posts("#support", "lost").unwrap();
    in_time(sandbox.requested("PUT", "/applications/*/commands", 1)).await;
    while sandbox.gateway().sessions().is_empty() {
        tokio::task::yield_now().await;
    }
    ada.posts("#support", "found").unwrap();
    assert_eq!(in_time(ada.hears()).await.content, "echo: found");
    assert_eq!(sandbox.gateway().identified(), 2);
    assert_clean(&sandbox);
    bot.stop().await;
}

#[tokio::test]
async fn an_intent_that_was_not_granted_ends_the_bot() {
    let sandbox = sandbox(World::default().without_message_content()).await;
    let intents = serenity::GatewayIntents::non_privileged() | serenity::GatewayIntents::MESSAGE_CONTENT;
    let mut client = Bot::client(&sandbox, intents).await;
    let ended = in_time(client.start()).await.unwrap_err();
    insta::assert_snapshot!(ended, @"Disallowed gateway intents were provided");
}

#[tokio::test]
async fn a_file_without_an_end_is_served_as_long_as_it_is_read() {
    let sandbox = sandbox(World::default()).await;
    let ada = sandbox.person("ada");
    let file = NewFile { name: "big.log".into(), body: FileBody::Made { bytes: 1 << 30, says_bytes: 100 } };
    let sent = ada.posts_with("#support", NewMessage { files: vec![file], ..NewMessage::default() }).unwrap();
    let url = ada.sees_message(sent).unwrap().json["attachments"][0]["url"].as_str().unwrap().to_owned();
    let mut answer = in_time(reqwest::get(url)).await.unwrap();
    let mut read = 0;
    while read < 1 << 20 {
        read += in_time(answer.chunk()).await.unwrap().unwrap().len();
    }
}
