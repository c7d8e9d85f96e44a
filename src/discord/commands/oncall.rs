//! `/oncall`: who is on call, and changes of it for a while.

use serenity::all::{AutocompleteChoice, CreateAutocompleteResponse, User};

use super::{Context, Done, in_time, language, reply, whisper, who};
use crate::discord::ids;
use crate::discord::limits::{self, cut};
use crate::discord::post::{Post, SeenBy};
use crate::discord::rota::{self, Asked, Known, Span};
use crate::words::{Language, Text};

/// The commands about who is on call.
#[poise::command(
    slash_command,
    guild_only,
    subcommand_required,
    subcommands("now", "next", "schedule", "put_in", "take", "swap", "cover", "undo")
)]
#[expect(clippy::unused_async, reason = "poise calls the parent of subcommands like a command, and never gets here")]
pub(super) async fn oncall(_ctx: Context<'_>) -> Done {
    Ok(())
}

/// Shows who is on call now.
#[poise::command(slash_command)]
async fn now(ctx: Context<'_>) -> Done {
    shown(ctx, |language, known| Ok(rota::now(language, known))).await
}

/// Shows who is on call next.
#[poise::command(slash_command)]
async fn next(ctx: Context<'_>) -> Done {
    let asker = ids::user(ctx.author().id);
    shown(ctx, |language, known| Ok(rota::next(language, known, asker))).await
}

/// Shows the shifts to come.
#[poise::command(slash_command)]
async fn schedule(
    ctx: Context<'_>,
    #[autocomplete = "schedules"]
    #[max_length = 100]
    schedule: Option<String>,
) -> Done {
    shown(ctx, |language, known| {
        let schedule = rota::chosen(language, known, schedule.as_deref())?;
        Ok(rota::shifts(language, known, schedule, known.at))
    })
    .await
}

/// Puts somebody on call for a while.
#[poise::command(slash_command, rename = "override")]
async fn put_in(
    ctx: Context<'_>,
    person: User,
    #[max_length = 60] until: String,
    #[max_length = 60] from: Option<String>,
    #[autocomplete = "schedules"]
    #[max_length = 100]
    schedule: Option<String>,
) -> Done {
    let span = Span { from: from.as_deref(), until: Some(&until) };
    changed(ctx, schedule.as_deref(), &person, Asked::PutIn, span).await
}

/// Takes over now.
#[poise::command(slash_command)]
async fn take(
    ctx: Context<'_>,
    #[max_length = 60] until: Option<String>,
    #[autocomplete = "schedules"]
    #[max_length = 100]
    schedule: Option<String>,
) -> Done {
    let span = Span { from: None, until: until.as_deref() };
    changed(ctx, schedule.as_deref(), ctx.author(), Asked::PutIn, span).await
}

/// Swaps one's next shift with somebody's.
#[poise::command(slash_command)]
async fn swap(
    ctx: Context<'_>,
    person: User,
    #[autocomplete = "schedules"]
    #[max_length = 100]
    schedule: Option<String>,
) -> Done {
    changed(ctx, schedule.as_deref(), &person, Asked::Swap, Span::default()).await
}

/// Steps in for somebody.
#[poise::command(slash_command)]
async fn cover(
    ctx: Context<'_>,
    person: User,
    #[max_length = 60] from: Option<String>,
    #[max_length = 60] until: Option<String>,
    #[autocomplete = "schedules"]
    #[max_length = 100]
    schedule: Option<String>,
) -> Done {
    let span = Span { from: from.as_deref(), until: until.as_deref() };
    changed(ctx, schedule.as_deref(), &person, Asked::Cover, span).await
}

/// Undoes a change.
#[poise::command(slash_command)]
async fn undo(
    ctx: Context<'_>,
    #[autocomplete = "changes"]
    #[max_length = 100]
    change: Option<String>,
) -> Done {
    let who = who(ctx);
    let post = in_time(ctx, SeenBy::Asker, rota::undo(ctx.data(), &who, change.as_deref())).await?;
    reply(ctx, &post, SeenBy::Asker).await
}

/// Answers by what is known, whoever may see it.
async fn shown(ctx: Context<'_>, render: impl FnOnce(Language, &Known) -> Result<Post, String>) -> Done {
    let (bot, who) = (ctx.data(), who(ctx));
    let work = async {
        let known = Known::of(bot).await?;
        if let Err(refused) = rota::may_see(bot, &who, known.roster()).await {
            return Ok(Post::of(who.language.say(refused)));
        }
        crate::store::Result::Ok(render(who.language, &known).unwrap_or_else(Post::of))
    };
    let post = in_time(ctx, SeenBy::Asker, work).await?;
    reply(ctx, &post, SeenBy::Asker).await
}

/// Changes who is on call, as it concerns a person.
async fn changed(
    ctx: Context<'_>,
    schedule: Option<&str>,
    person: &User,
    asked: impl FnOnce(crate::ids::UserId) -> Asked,
    span: Span<'_>,
) -> Done {
    if person.bot {
        return whisper(ctx, language(ctx).say(Text::RotaNoBots)).await;
    }
    let who = who(ctx);
    let change = rota::change(ctx.data(), &who, schedule, asked(ids::user(person.id)), span);
    let post = in_time(ctx, SeenBy::Asker, change).await?;
    reply(ctx, &post, SeenBy::Asker).await
}

/// Schedules by what was typed of their names so far.
#[expect(clippy::unused_async, reason = "poise waits for what completes")]
async fn schedules(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    let (on_call, typed) = (ctx.data().on_call(), typed.trim().to_lowercase());
    let found = on_call.roster.schedules.iter().map(|schedule| schedule.name.as_str()).filter(|name| {
        // What Discord does not take as a value can be typed.
        limits::length(name) <= limits::CHOICE_TEXT && name.to_lowercase().contains(&typed)
    });
    let choices = found.take(limits::CHOICES).map(|name| AutocompleteChoice::new(name, name));
    CreateAutocompleteResponse::new().set_choices(choices.collect())
}

/// Changes that one may undo, by what was typed of them so far.
async fn changes(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    let typed = typed.trim().to_lowercase();
    let all = rota::changes(ctx.data(), &who(ctx)).await.unwrap_or_else(|error| {
        tracing::error!("changes of who is on call could not be completed: {error}");
        vec![]
    });
    let found = all.iter().filter(|(_, shown)| shown.to_lowercase().contains(&typed));
    let choice = |(id, shown): &(crate::store::OverrideId, String)| {
        AutocompleteChoice::new(cut(shown, limits::CHOICE_TEXT), id.get().to_string())
    };
    CreateAutocompleteResponse::new().set_choices(found.take(limits::CHOICES).map(choice).collect())
}

/// The texts of these commands.
pub(super) fn texts(path: &str) -> Option<(Text, Text)> {
    let (command, option) = path.split_once(':').unwrap_or((path, ""));
    Some(match (command, option) {
        ("oncall", "") => (Text::OnCallCommandName, Text::OnCallCommandDescription),
        ("oncall now", "") => (Text::NowName, Text::OnCallNowDescription),
        ("oncall next", "") => (Text::NextName, Text::OnCallNextDescription),
        ("oncall schedule", "") => (Text::ScheduleName, Text::OnCallScheduleDescription),
        ("oncall override", "") => (Text::OverrideName, Text::OnCallOverrideDescription),
        ("oncall override", "person") => (Text::PersonName, Text::OverridePersonDescription),
        ("oncall take", "") => (Text::TakeName, Text::OnCallTakeDescription),
        ("oncall swap", "") => (Text::SwapName, Text::OnCallSwapDescription),
        ("oncall swap", "person") => (Text::PersonName, Text::SwapPersonDescription),
        ("oncall cover", "") => (Text::CoverName, Text::OnCallCoverDescription),
        ("oncall cover", "person") => (Text::PersonName, Text::CoverPersonDescription),
        ("oncall undo", "") => (Text::UndoName, Text::OnCallUndoDescription),
        ("oncall undo", "change") => (Text::ChangeName, Text::WhichChangeDescription),
        (command, "schedule") if command.starts_with("oncall ") => (Text::ScheduleName, Text::WhichScheduleDescription),
        (command, "from") if command.starts_with("oncall ") => (Text::FromName, Text::FromDescription),
        (command, "until") if command.starts_with("oncall ") => (Text::UntilName, Text::UntilDescription),
        _ => return None,
    })
}
