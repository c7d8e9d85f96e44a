//! The floor: the least that a bot of serenity and poise can do. It says again what was said, and has one command. Or it
//! answers everything with one fixed text in the form and of the length of Firstline's replies: what such a reply costs
//! whoever thinks of it.

use poise::FrameworkOptions;
use serenity::all::{
    ClientBuilder, Context, CreateActionRow, CreateButton, CreateEmbed, CreateMessage, FullEvent, GatewayIntents,
    HttpBuilder,
};

use crate::Outcome;

type Trouble = Box<dyn std::error::Error + Send + Sync>;

/// What it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Says {
    /// What was said
    Again,
    /// The fixed text
    Fixed,
}

/// Of the fixed text; Firstline's replies have so many in the middle, on the shipped knowledge.
const CHARS: usize = 3000;

/// Echoes until it is ended.
pub(crate) async fn run(url: &str, token: &str, says: Says) -> Outcome {
    let options: FrameworkOptions<Says, Trouble> = FrameworkOptions {
        commands: vec![ping()],
        event_handler: |framework, event| Box::pin(echo(framework.serenity_context, event, *framework.user_data)),
        initialize_owners: false,
        ..FrameworkOptions::default()
    };
    let framework = poise::Framework::builder().options(options).setup(move |context, _, framework| {
        Box::pin(async move {
            poise::builtins::register_globally(context, &framework.options().commands).await?;
            Ok(says)
        })
    });
    let http = HttpBuilder::new(token).proxy(url).ratelimiter_disabled(true).build();
    let intents = GatewayIntents::GUILDS | GatewayIntents::GUILD_MESSAGES | GatewayIntents::MESSAGE_CONTENT;
    let mut client = ClientBuilder::new_with_http(http, intents).framework(framework.build()).await?;
    Ok(client.start().await?)
}

async fn echo(context: &Context, event: &FullEvent, says: Says) -> Result<(), Trouble> {
    if let FullEvent::Message { new_message } = event
        && !new_message.author.bot
    {
        match says {
            Says::Again => new_message.channel_id.say(&context.http, &new_message.content).await?,
            Says::Fixed => {
                let embed = CreateEmbed::new().title(TITLE).description(STEP.repeat(CHARS / STEP.len()));
                let buttons = ["one", "two", "three"].map(|id| CreateButton::new(id).label(id)).to_vec();
                let reply = CreateMessage::new().embed(embed).components(vec![CreateActionRow::Buttons(buttons)]);
                new_message.channel_id.send_message(&context.http, reply.reference_message(new_message)).await?
            }
        };
    }
    Ok(())
}

const TITLE: &str = "The service does not start";
const STEP: &str = "- Open the console of the machine, start the service again, and look at its log for `1053`.\n";

/// Says that it is there
#[poise::command(slash_command)]
async fn ping(context: poise::Context<'_, Says, Trouble>) -> Result<(), Trouble> {
    context.say("pong").await?;
    Ok(())
}
