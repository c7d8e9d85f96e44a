//! `/knowledge`: what is being served, and reading the files anew.

use super::{Context, Done, Trouble, in_time, language, whisper};
use crate::discord::limits::cut;
use crate::discord::post::SeenBy;
use crate::live::Reloaded;
use crate::words::{Language, Text};

/// The commands about what is known.
#[poise::command(
    slash_command,
    guild_only,
    subcommand_required,
    subcommands("status", "reload"),
    default_member_permissions = "MANAGE_GUILD",
    required_permissions = "MANAGE_GUILD"
)]
#[expect(clippy::unused_async, reason = "poise calls the parent of subcommands like a command, and never gets here")]
pub(super) async fn knowledge(_ctx: Context<'_>) -> Done {
    Ok(())
}

/// Says what is being served.
#[poise::command(slash_command)]
async fn status(ctx: Context<'_>) -> Done {
    let language = language(ctx);
    whisper(ctx, told(language, ctx)).await
}

/// Reads the files anew.
#[poise::command(slash_command)]
async fn reload(ctx: Context<'_>) -> Done {
    let language = language(ctx);
    let live = ctx.data().live.clone();
    let reloaded = in_time(ctx, SeenBy::Asker, tokio::task::spawn_blocking(move || live.reload())).await;
    let headline = match reloaded {
        Ok(Reloaded::Swapped) => Text::Reloaded,
        Ok(Reloaded::Same) => Text::ReloadedSame,
        // That is told with the status.
        Ok(Reloaded::Kept) => return whisper(ctx, told(language, ctx)).await,
        Err(error) => return Err(Trouble::Other(error.to_string())),
    };
    whisper(ctx, format!("{}\n{}", language.say(headline), told(language, ctx))).await
}

/// Of a fault, what is shown.
const FAULT: usize = 500;

fn told(language: Language, ctx: Context<'_>) -> String {
    let status = ctx.data().live.status();
    let loaded = format!("<t:{}:R>", status.loaded_at.as_second());
    let mut told = String::new();
    if status.behind {
        told.push_str(language.say(Text::ReloadedNot));
        told.push('\n');
    }
    told.push_str(&language.fill(
        Text::KnowledgeStatus,
        &[
            ("version", &status.version.to_string()),
            ("articles", &status.articles.to_string()),
            ("issues", &status.issues.to_string()),
            ("when", &loaded),
        ],
    ));
    if let Some(fault) = status.faults.first() {
        let count = status.faults.len() + status.more_faults;
        let fault = cut(&fault.to_string(), FAULT).into_owned();
        told.push('\n');
        told.push_str(&language.fill(Text::KnowledgeFault, &[("count", &count.to_string()), ("fault", &fault)]));
    }
    told
}
