//! `/lookup text:`: finds an issue by what it says, its code or its title, completing as one types.

use std::sync::Arc;

use serenity::all::{AutocompleteChoice, CreateAutocompleteResponse};

use super::{Context, Done, in_time, language_for, reply, seen_by};
use crate::discord::issue_key::Key;
use crate::discord::limits::{self, cut};
use crate::discord::messages::judge;
use crate::discord::reading::Reading;
use crate::discord::render::Scene;
use crate::knowledge::IssueRef;
use crate::live::Snapshot;
use crate::lookup::Field;
use crate::reply::SUGGESTED;

/// Finds an issue by text.
///
/// A completion that was chosen names its issue. Other text is judged as a paste is, and where that finds nothing, the
/// titles, errors and codes that come closest are suggested.
#[poise::command(slash_command)]
pub(super) async fn lookup(ctx: Context<'_>, #[autocomplete = "complete"] text: String, public: Option<bool>) -> Done {
    let (snapshot, seen_by) = (ctx.data().live.now(), seen_by(public));
    let scene = Scene {
        language: language_for(ctx, seen_by),
        knowledge: &snapshot.knowledge,
        channel: ctx.channel_id(),
        message: None,
        kept: false,
        on_call: ctx.data().has_on_call(ctx.guild_id()),
    };
    if let Some(key) = chosen(&text) {
        return reply(ctx, &scene.issue(&key, 0), seen_by).await;
    }
    let reading = Reading::of_text(&text);
    let notes = reading.notes(scene.language);
    let judged = judge(ctx.data(), scene.language, Arc::clone(&snapshot), reading, vec![]);
    let (told, _) = in_time(ctx, seen_by, judged).await;
    let post =
        scene.told(&told).or_else(|| scene.closest(&closest(&snapshot, &text))).unwrap_or_else(|| scene.abstain());
    reply(ctx, &post.under(&notes), seen_by).await
}

/// The issue that a completion stood for, which the knowledge may have no longer.
pub(super) fn chosen(text: &str) -> Option<Key> {
    let key = text.strip_prefix(CHOSEN)?;
    Key::read(key).filter(|_| key.starts_with('#') || key.contains('/') && !key.contains(' '))
}

/// What tells a completion that was chosen from a text that was typed.
const CHOSEN: &str = "→ ";

/// What comes closest to a text.
pub(super) fn closest(snapshot: &Snapshot, text: &str) -> Vec<IssueRef> {
    snapshot.lookup().find(text, SUGGESTED).into_iter().map(|found| found.issue).collect()
}

/// Whether a code is among what was typed, as far as that goes.
fn names(typed: &str, code: &str) -> bool {
    let code = code.to_lowercase();
    typed.to_lowercase().split_whitespace().any(|word| code.contains(word))
}

/// Issues by what was typed so far.
pub(super) async fn complete(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    let snapshot = ctx.data().live.now();
    let found = snapshot.lookup().find(typed, limits::CHOICES);
    let choices = found.into_iter().map(|found| {
        let issue = snapshot.knowledge.issue(found.issue);
        let by_code = issue.codes.iter().filter(|_| found.by == Field::Code);
        let code = by_code
            .clone()
            .find(|code| names(typed, code))
            .or(by_code.clone().next().filter(|_| issue.codes.len() == 1));
        let name = match code {
            Some(code) => format!("{code} · {}", issue.title),
            None => issue.title.clone(),
        };
        let key = Key::of(&snapshot.knowledge.full_id(found.issue));
        AutocompleteChoice::new(cut(&name, limits::CHOICE_TEXT), format!("{CHOSEN}{}", key.as_str()))
    });
    CreateAutocompleteResponse::new().set_choices(choices.collect())
}
