//! `/case`: opening, finding and working on cases by command, and "Open a case" in the menu of any message.

use std::future::Future;

use serenity::all::{AutocompleteChoice, CreateAutocompleteResponse, Message, User};

use super::lookup::{chosen, complete as complete_issue};
use super::{Context, Done, in_time, language, reply, whisper, who};
use crate::discord::cases::{self, About, Listed, Open, Wish};
use crate::discord::ids;
use crate::discord::limits::{self, cut};
use crate::discord::post::{File, Post, SeenBy};
use crate::discord::who::Who;
use crate::paste::secrets::redact;
use crate::store::{self, CaseFilter, Which};
use crate::triage::{Case, CaseId, Change, Origin, Resolution, Severity};
use crate::words::Text;

/// The commands about cases.
#[poise::command(
    slash_command,
    guild_only,
    subcommand_required,
    subcommands("open", "list", "mine", "show", "note", "assign", "resolve", "reopen", "export")
)]
#[expect(clippy::unused_async, reason = "poise calls the parent of subcommands like a command, and never gets here")]
pub(super) async fn case(_ctx: Context<'_>) -> Done {
    Ok(())
}

/// How bad it is, in the order in which the choices are translated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, poise::ChoiceParameter)]
enum HowBad {
    Low,
    Normal,
    High,
    Critical,
}

/// Which cases to list, in the order in which the choices are translated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, poise::ChoiceParameter)]
enum WhichCases {
    Open,
    Mine,
    All,
}

/// What an export is written in, in the order in which the choices are translated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, poise::ChoiceParameter)]
enum Format {
    Markdown,
    Json,
}

/// Opens a case by what somebody writes.
#[poise::command(slash_command)]
async fn open(ctx: Context<'_>, #[max_length = 1500] text: String, severity: Option<HowBad>) -> Done {
    let severity = match severity {
        Some(HowBad::Low) => Severity::Low,
        Some(HowBad::Normal) | None => Severity::Normal,
        Some(HowBad::High) => Severity::High,
        Some(HowBad::Critical) => Severity::Critical,
    };
    let who = who(ctx);
    let open = Open { about: About::Text(&text), origin: Origin::Command, person: who.user, severity };
    opened(ctx, &who, open, &text).await
}

/// Opens a case about a message: one's own, or for a helper anybody's.
#[poise::command(context_menu_command = "Open a case", guild_only)]
pub(super) async fn open_a_case(ctx: Context<'_>, message: Message) -> Done {
    let who = who(ctx);
    let author = ids::user(message.author.id);
    if author != who.user && !who.helps(ctx.data()) {
        return whisper(ctx, who.language.say(Text::OnlyYourMessages)).await;
    }
    // What a bot reports is the problem of whoever sees it.
    let person = if message.author.bot { who.user } else { author };
    let open = Open { about: About::Shown(&message), origin: Origin::Menu, person, severity: Severity::Normal };
    opened(ctx, &who, open, "").await
}

async fn opened(ctx: Context<'_>, who: &Who, open: Open<'_>, tried: &str) -> Done {
    let bot = ctx.data();
    let wish = match Wish::of(bot, who, open) {
        Ok(wish) => Wish { tried: tried.to_owned(), ..wish },
        Err(refused) => return whisper(ctx, who.language.say(refused)).await,
    };
    let opened = in_time(ctx, SeenBy::Asker, cases::open(bot, wish)).await?;
    reply(ctx, &opened.told(who), SeenBy::Asker).await
}

/// Lists cases.
#[poise::command(slash_command)]
async fn list(ctx: Context<'_>, which: Option<WhichCases>) -> Done {
    listed(
        ctx,
        match which {
            Some(WhichCases::Open) | None => Listed::Open,
            Some(WhichCases::Mine) => Listed::Mine,
            Some(WhichCases::All) => Listed::All,
        },
    )
    .await
}

/// Lists the cases that one has, or asked for.
#[poise::command(slash_command)]
async fn mine(ctx: Context<'_>) -> Done {
    listed(ctx, Listed::Mine).await
}

async fn listed(ctx: Context<'_>, listed: Listed) -> Done {
    let post = in_time(ctx, SeenBy::Asker, cases::list(ctx.data(), &who(ctx), listed, None)).await?;
    reply(ctx, &post, SeenBy::Asker).await
}

/// Shows a case, with the way to its timeline.
#[poise::command(slash_command)]
async fn show(ctx: Context<'_>, #[autocomplete = "complete"] case: String) -> Done {
    let who = who(ctx);
    asked(ctx, &who, &case, async |case: Case| cases::shown(ctx.data(), &who, &case).await).await
}

/// Adds a note to a case.
#[poise::command(slash_command)]
async fn note(ctx: Context<'_>, #[autocomplete = "complete"] case: String, #[max_length = 1500] text: String) -> Done {
    changed(ctx, &case, Change::Note { text: redact(&text).text }).await
}

/// Gives a case to somebody.
#[poise::command(slash_command)]
async fn assign(ctx: Context<'_>, #[autocomplete = "complete"] case: String, person: User) -> Done {
    if person.bot {
        return whisper(ctx, language(ctx).say(Text::CaseNotToABot)).await;
    }
    changed(ctx, &case, Change::Assign { to: ids::user(person.id) }).await
}

/// Resolves a case, and says what fixed it.
#[poise::command(slash_command)]
async fn resolve(
    ctx: Context<'_>,
    #[autocomplete = "complete"] case: String,
    #[autocomplete = "complete_issue"]
    #[max_length = 200]
    issue: Option<String>,
    #[max_length = 1000] text: Option<String>,
) -> Done {
    let issue = issue.unwrap_or_default();
    let snapshot = ctx.data().live.now();
    let picked = chosen(&issue).and_then(|key| key.issue(&snapshot.knowledge));
    let (issue, words) = match picked {
        Some(at) => (Some(snapshot.knowledge.full_id(at)), text.unwrap_or_default()),
        None => cases::fixed_by(ctx.data(), &issue, text.unwrap_or_default()),
    };
    let resolution = Resolution { issue, text: redact(&words).text };
    changed(ctx, &case, Change::Resolve { resolution }).await
}

/// Opens a resolved case again.
#[poise::command(slash_command)]
async fn reopen(ctx: Context<'_>, #[autocomplete = "complete_all"] case: String) -> Done {
    changed(ctx, &case, Change::Reopen).await
}

/// Sends a case with its timeline as a file.
#[poise::command(slash_command)]
async fn export(ctx: Context<'_>, #[autocomplete = "complete_all"] case: String, format: Option<Format>) -> Done {
    let who = who(ctx);
    let file = async |case: Case| {
        if !cases::may_work(ctx.data(), &who, &case).await? {
            return Ok(Post::of(who.language.say(Text::NotAHelper)));
        }
        let events = ctx.data().store.timeline(case.id).await?;
        let number = case.id.get();
        let file = match format {
            Some(Format::Json) => File { name: format!("case-{number}.json"), bytes: cases::json(&case, &events) },
            Some(Format::Markdown) | None => {
                let snapshot = ctx.data().live.now();
                let text = cases::markdown(who.language, &snapshot.knowledge, &case, &events);
                File { name: format!("case-{number}.md"), bytes: text.into_bytes() }
            }
        };
        Ok(Post {
            file: Some(file),
            ..Post::of(who.language.fill(Text::CaseExported, &[("case", &case.id.to_string())]))
        })
    };
    asked(ctx, &who, &case, file).await
}

/// Answers about the case that somebody names.
async fn asked<Answer>(ctx: Context<'_>, who: &Who, case: &str, answer: impl FnOnce(Case) -> Answer) -> Done
where
    Answer: Future<Output = store::Result<Post>>,
{
    let work = async {
        let found = match case.parse::<CaseId>() {
            Ok(id) => ctx.data().store.case(id).await?,
            Err(_) => None,
        };
        match found.filter(|case| cases::is_in_reach(who, case)) {
            Some(case) => answer(case).await,
            None => Ok(Post::of(who.language.say(Text::NoSuchCase))),
        }
    };
    let post = in_time(ctx, SeenBy::Asker, work).await?;
    reply(ctx, &post, SeenBy::Asker).await
}

/// Changes the case that somebody names.
async fn changed(ctx: Context<'_>, case: &str, change: Change) -> Done {
    let who = who(ctx);
    asked(ctx, &who, case, async |case: Case| cases::by_command(ctx.data(), &who, &case, change).await).await
}

/// Cases that are open, by what was typed so far.
async fn complete(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    choices(ctx, typed, Which::Open).await
}

/// All cases, by what was typed so far.
async fn complete_all(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    choices(ctx, typed, Which::All).await
}

/// Cases looked at for a completion: the newest. Older ones are found by their number.
const LOOKED_AT: u32 = 200;

async fn choices(ctx: Context<'_>, typed: &str, which: Which) -> CreateAutocompleteResponse {
    let (bot, who) = (ctx.data(), who(ctx));
    let which = if who.helps(bot) { which } else { Which::AskedBy(who.user) };
    let guild = who.guild.map(ids::guild);
    let newest = bot.store.cases(CaseFilter { guild, which }, None, LOOKED_AT).await;
    let mut cases = match newest {
        Ok(page) => page.cases,
        Err(error) => {
            tracing::error!("cases could not be completed: {error}");
            vec![]
        }
    };
    let wanted = typed.trim().trim_start_matches('#').to_lowercase();
    cases.retain(|case| {
        case.id.get().to_string().starts_with(&wanted) || case.request.subject.to_lowercase().contains(&wanted)
    });
    let choice = |case: &Case| {
        let name = format!("{} · {}", case.id, case.request.subject);
        AutocompleteChoice::new(cut(name.trim_end_matches([' ', '·']), limits::CHOICE_TEXT), case.id.get().to_string())
    };
    CreateAutocompleteResponse::new().set_choices(cases.iter().take(limits::CHOICES).map(choice).collect())
}
