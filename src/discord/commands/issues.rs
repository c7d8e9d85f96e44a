//! `/issues`: leafs through the articles and their issues.

use super::{Context, Done, language, reply};
use crate::discord::post::SeenBy;
use crate::discord::render;

/// Shows the first page of the articles.
#[poise::command(slash_command)]
pub(super) async fn issues(ctx: Context<'_>) -> Done {
    let snapshot = ctx.data().live.now();
    reply(ctx, &render::articles(language(ctx), &snapshot.knowledge, 0), SeenBy::Asker).await
}
