//! The floor: the least that a bot of serenity and poise can do. It says again what was said, and has one command.

use poise::FrameworkOptions;
use serenity::all::{ClientBuilder, Context, FullEvent, GatewayIntents, HttpBuilder};

use crate::Outcome;

type Trouble = Box<dyn std::error::Error + Send + Sync>;

/// Echoes until it is ended.
pub(crate) async fn run(url: &str, token: &str) -> Outcome {
    let options: FrameworkOptions<(), Trouble> = FrameworkOptions {
        commands: vec![ping()],
        event_handler: |framework, event| Box::pin(echo(framework.serenity_context, event)),
        initialize_owners: false,
        ..FrameworkOptions::default()
    };
    let framework = poise::Framework::builder().options(options).setup(|context, _, framework| {
        Box::pin(async move { Ok(poise::builtins::register_globally(context, &framework.options().commands).await?) })
    });
    let http = HttpBuilder::new(token).proxy(url).ratelimiter_disabled(true).build();
    let intents = GatewayIntents::GUILDS | GatewayIntents::GUILD_MESSAGES | GatewayIntents::MESSAGE_CONTENT;
    let mut client = ClientBuilder::new_with_http(http, intents).framework(framework.build()).await?;
    Ok(client.start().await?)
}

async fn echo(context: &Context, event: &FullEvent) -> Result<(), Trouble> {
    if let FullEvent::Message { new_message } = event
        && !new_message.author.bot
    {
        new_message.channel_id.say(&context.http, &new_message.content).await?;
    }
    Ok(())
}

/// Says that it is there
#[poise::command(slash_command)]
async fn ping(context: poise::Context<'_, (), Trouble>) -> Result<(), Trouble> {
    context.say("pong").await?;
    Ok(())
}
