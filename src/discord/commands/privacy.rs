//! `/privacy`: what is stored about whoever asks, and having it deleted.

use super::{Context, Done, Trouble, in_time, language, reply, whisper};
use crate::discord::ids;
use crate::discord::post::{Button, File, Look, Post, Row, SeenBy};
use crate::discord::press::Press;
use crate::words::Text;

/// The commands about a person's own data.
#[poise::command(slash_command, subcommand_required, subcommands("show", "export", "delete", "opt_out"))]
#[expect(clippy::unused_async, reason = "poise calls the parent of subcommands like a command, and never gets here")]
pub(super) async fn privacy(_ctx: Context<'_>) -> Done {
    Ok(())
}

/// Says what is stored, for how long, and how much of it is about whoever asks.
#[poise::command(slash_command)]
async fn show(ctx: Context<'_>) -> Done {
    let (bot, language) = (ctx.data(), language(ctx));
    let user = ctx.author().id;
    let about = in_time(ctx, SeenBy::Asker, bot.store.everything_about(ids::user(user))).await?;
    let reading = if bot.has_opted_out(user) { Text::ReadingOff } else { Text::ReadingOn };
    let days = bot.config.privacy.keep.as_hours() / 24;
    let text = language.fill(
        Text::PrivacyNow,
        &[
            ("answers", &about.answers.len().to_string()),
            ("votes", &about.votes.len().to_string()),
            ("calls", &about.cases.len().to_string()),
            ("pages", &about.pages.len().to_string()),
            ("days", &days.to_string()),
            ("reading", language.say(reading)),
        ],
    );
    whisper(ctx, text).await
}

/// Sends everything that is stored about whoever asks.
#[poise::command(slash_command)]
async fn export(ctx: Context<'_>) -> Done {
    let store = &ctx.data().store;
    let about = in_time(ctx, SeenBy::Asker, store.everything_about(ids::user(ctx.author().id))).await?;
    let bytes = serde_json::to_vec_pretty(&about).map_err(|error| Trouble::Other(error.to_string()))?;
    let file = File { name: "firstline.json".to_owned(), bytes };
    let text = language(ctx).say(Text::Exported).to_owned();
    reply(ctx, &Post { text, file: Some(file), ..Post::default() }, SeenBy::Asker).await
}

/// Asks whether everything is to be deleted.
#[poise::command(slash_command)]
async fn delete(ctx: Context<'_>) -> Done {
    let language = language(ctx);
    let button = Button::new(Look::Grave, language.say(Text::DeleteMine), Press::Forget);
    let post = Post {
        text: language.say(Text::ReallyDelete).to_owned(),
        rows: vec![Row::Buttons(vec![button])],
        ..Post::default()
    };
    reply(ctx, &post, SeenBy::Asker).await
}

/// Stops or goes on reading what a person says.
#[poise::command(slash_command, rename = "opt-out")]
async fn opt_out(ctx: Context<'_>, out: Option<bool>) -> Done {
    let (bot, user) = (ctx.data(), ctx.author().id);
    let out = out.unwrap_or(true);
    let id = ids::user(user);
    if out {
        in_time(ctx, SeenBy::Asker, bot.store.opt_out(id, bot.now())).await?;
    } else {
        in_time(ctx, SeenBy::Asker, bot.store.opt_in(id)).await?;
    }
    bot.opt_out(user, out);
    whisper(ctx, language(ctx).say(if out { Text::OptedOut } else { Text::OptedIn })).await
}
