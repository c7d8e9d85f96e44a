//! `/issue id:`: shows one issue by its name.

use super::lookup::{chosen, closest, complete};
use super::{Context, Done, language_for, reply, seen_by};
use crate::discord::issue_key::Key;
use crate::discord::limits;
use crate::discord::render::Scene;
use crate::knowledge::{Issue, IssueRef, Knowledge};

/// Shows an issue, by its id with or without its article's, or by what comes closest.
#[poise::command(slash_command)]
pub(super) async fn issue(ctx: Context<'_>, #[autocomplete = "complete"] id: String, public: Option<bool>) -> Done {
    let (snapshot, seen_by) = (ctx.data().live.now(), seen_by(public));
    let knowledge = &snapshot.knowledge;
    let scene = Scene {
        language: language_for(ctx, seen_by),
        knowledge,
        channel: ctx.channel_id(),
        message: None,
        kept: false,
        on_call: ctx.data().has_on_call(ctx.guild_id()),
    };
    let id = id.trim();
    let exactly = chosen(id).or_else(|| Some(Key::of(id)).filter(|key| key.issue(knowledge).is_some()));
    let post = match (exactly, named(knowledge, id).as_slice()) {
        (Some(key), _) => scene.issue(&key, 0),
        (None, [one]) => scene.issue(&Key::of(&knowledge.full_id(*one)), 0),
        (None, []) => scene.closest(&closest(&snapshot, id)).unwrap_or_else(|| scene.no_such_issue(id)),
        (None, several) => scene.closest(several).unwrap_or_else(|| scene.no_such_issue(id)),
    };
    reply(ctx, &post, seen_by).await
}

/// The first issues that have an id, whichever article they are in, in whatever case it was typed.
fn named(knowledge: &Knowledge, id: &str) -> Vec<IssueRef> {
    let is_it = |at: IssueRef, issue: &Issue| {
        issue.id.as_str().eq_ignore_ascii_case(id) || knowledge.full_id(at).eq_ignore_ascii_case(id)
    };
    knowledge.issues().filter(|(at, _, issue)| is_it(*at, issue)).map(|(at, ..)| at).take(limits::BUTTONS).collect()
}
