//! `/help`: what the bot does, in a few lines.

use super::{Context, Done, language, whisper};
use crate::words::Text;

/// Says what the bot does and how it is asked.
#[poise::command(slash_command)]
pub(super) async fn help(ctx: Context<'_>) -> Done {
    whisper(ctx, language(ctx).say(Text::Help)).await
}
