//! `/diagnose file:`: reads files as a paste, without posting them in the channel.

use std::sync::Arc;

use serenity::all::Attachment;

use super::{Context, Done, in_time, language_for, seen_by};
use crate::discord::messages::judge;
use crate::discord::post::SeenBy;
use crate::discord::reading;
use crate::discord::render::Scene;

/// Reads up to three files and a text, and shows what is found.
#[poise::command(slash_command)]
pub(super) async fn diagnose(
    ctx: Context<'_>,
    file: Attachment,
    second: Option<Attachment>,
    third: Option<Attachment>,
    text: Option<String>,
    public: Option<bool>,
) -> Done {
    let files: Vec<Attachment> = [Some(file), second, third].into_iter().flatten().collect();
    diagnosed(ctx, text.as_deref().unwrap_or_default(), &files, seen_by(public), None).await
}

/// Reads a text and files, which may take a while, and shows what is found.
pub(super) async fn diagnosed(
    ctx: Context<'_>,
    text: &str,
    files: &[Attachment],
    seen_by: SeenBy,
    message: Option<serenity::all::MessageId>,
) -> Done {
    let bot = ctx.data();
    let language = language_for(ctx, seen_by);
    let snapshot = bot.live.now();
    let work = async {
        // Never closed.
        let _permit = bot.at_work.acquire().await;
        let reading = reading::of_parts(bot, text, files).await;
        let notes = reading.notes(language);
        let (told, reading) = judge(bot, language, Arc::clone(&snapshot), reading, vec![]).await;
        (told, notes, !reading.is_empty())
    };
    let (told, notes, was_read) = in_time(ctx, seen_by, work).await;
    bot.tally_told(ctx.guild_id(), &told, was_read);
    let scene = Scene {
        language,
        knowledge: &snapshot.knowledge,
        channel: ctx.channel_id(),
        message,
        kept: false,
        on_call: ctx.data().has_on_call(ctx.guild_id()),
    };
    let post = scene.told(&told).unwrap_or_else(|| scene.abstain());
    super::reply(ctx, &post.under(&notes), seen_by).await
}
