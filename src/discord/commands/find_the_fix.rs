//! "Find the fix" in the menu of any message: reads that message for whoever chose it.
//!
//! Discord hands over the message whole, so this works without the Message Content intent.

use serenity::all::{Attachment, Message};

use super::diagnose::diagnosed;
use super::{Context, Done};
use crate::discord::post::SeenBy;
use crate::discord::shown;

/// Reads a message and shows what is found.
#[poise::command(context_menu_command = "Find the fix")]
pub(super) async fn find_the_fix(ctx: Context<'_>, message: Message) -> Done {
    let files: Vec<Attachment> = shown::files(&message).cloned().collect();
    diagnosed(ctx, &shown::text(&message), &files, SeenBy::Asker, Some(message.id)).await
}
