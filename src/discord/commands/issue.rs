//! `/issue id:`: shows one issue by its name.

use super::lookup::{chosen, closest, complete};
use super::{Context, Done, language, reply, seen_by};
use crate::discord::issue_key::Key;
use crate::discord::render::Scene;

/// Shows an issue, by its id with or without its article's, or by what comes closest.
#[poise::command(slash_command)]
pub(super) async fn issue(ctx: Context<'_>, #[autocomplete = "complete"] id: String, public: Option<bool>) -> Done {
    let snapshot = ctx.data().live.now();
    let knowledge = &snapshot.knowledge;
    let scene = Scene {
        language: language(ctx),
        knowledge,
        channel: ctx.channel_id(),
        message: None,
        kept: false,
        on_call: ctx.data().has_on_call(ctx.guild_id()),
    };
    let id = id.trim();
    let named = || knowledge.issues().find(|(_, _, issue)| issue.id.as_str() == id).map(|(at, ..)| at);
    let key = chosen(id, &snapshot)
        .or_else(|| Some(Key::of(id)).filter(|key| key.issue(knowledge).is_some()))
        .or_else(|| named().map(|at| Key::of(&knowledge.full_id(at))));
    let post = match key {
        Some(key) => scene.issue(&key, 0),
        None => scene.closest(&closest(&snapshot, id)).unwrap_or_else(|| scene.no_such_issue(id)),
    };
    reply(ctx, &post, seen_by(public)).await
}
