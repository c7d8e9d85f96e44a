//! What a message shows to people beside its own text: the frames of bots that report errors, and what it forwards.
//!
//! Read only where somebody asks about that very message: under what a person writes, a frame is only the preview of a
//! link.

use std::borrow::Cow;

use serenity::all::{Attachment, Embed, Message};

use super::post::{self, Post, Tone};

/// All of the text that a message shows.
pub(super) fn text(message: &Message) -> Cow<'_, str> {
    if message.embeds.is_empty() && message.message_snapshots.is_empty() {
        return Cow::Borrowed(&message.content);
    }
    let mut texts = vec![message.content.as_str()];
    texts.extend(message.embeds.iter().flat_map(frame));
    for forwarded in &message.message_snapshots {
        texts.push(&forwarded.content);
        texts.extend(forwarded.embeds.iter().flat_map(frame));
    }
    texts.retain(|text| !text.trim().is_empty());
    Cow::Owned(texts.join("\n\n"))
}

/// All of the files that a message shows.
pub(super) fn files(message: &Message) -> impl Iterator<Item = &Attachment> {
    message.attachments.iter().chain(message.message_snapshots.iter().flat_map(|forwarded| &forwarded.attachments))
}

/// The frame of a message of ours as it stands, without its text and its components.
pub(super) fn as_post(message: &Message) -> Post {
    let embed = message.embeds.first().map(|embed| post::Embed {
        title: embed.title.clone().unwrap_or_default(),
        description: embed.description.clone().unwrap_or_default(),
        footer: embed.footer.as_ref().map(|footer| footer.text.clone()).unwrap_or_default(),
        tone: Tone::Sure,
    });
    Post { embed, ..Post::default() }
}

fn frame(embed: &Embed) -> impl Iterator<Item = &str> {
    let fields = embed.fields.iter().flat_map(|field| [field.name.as_str(), field.value.as_str()]);
    embed.title.as_deref().into_iter().chain(embed.description.as_deref()).chain(fields)
}
