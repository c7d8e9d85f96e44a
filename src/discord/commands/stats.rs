//! `/stats`: what was answered, what helped, and how fast people were there; as text and as a picture.

use jiff::tz::TimeZone;
use serenity::all::{AutocompleteChoice, CreateAutocompleteResponse};

use super::{Context, Done, Trouble, in_time, language_for, reply, seen_by, whisper};
use crate::chart;
use crate::discord::ids;
use crate::discord::limits::{self, cut};
use crate::discord::post::{File, Post};
use crate::discord::render;
use crate::knowledge::{Article, Knowledge};
use crate::numbers::{Figures, Period};
use crate::words::{Language, Text};

/// The periods, in the order in which the choices are translated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, poise::ChoiceParameter)]
enum Span {
    Week,
    Month,
    Quarter,
    Year,
}

/// What the choices of the period are called.
pub(super) const SPANS: [Text; 4] = [Text::Last7Days, Text::Last30Days, Text::Last90Days, Text::Last365Days];

/// The name of the picture.
const PICTURE: &str = "stats.png";

/// Shows what happened in a server.
#[poise::command(
    slash_command,
    guild_only,
    default_member_permissions = "MANAGE_GUILD",
    required_permissions = "MANAGE_GUILD"
)]
pub(super) async fn stats(
    ctx: Context<'_>,
    period: Option<Span>,
    #[autocomplete = "articles"] article: Option<String>,
    #[rename = "time-zone"] time_zone: Option<String>,
    public: Option<bool>,
) -> Done {
    let (bot, seen_by) = (ctx.data(), seen_by(public));
    let language = language_for(ctx, seen_by);
    let Some(guild) = ctx.guild_id() else { return Ok(()) };
    let zone = match time_zone.as_deref().map_or("UTC", str::trim) {
        zone if zone.eq_ignore_ascii_case("utc") => TimeZone::UTC,
        zone => match TimeZone::get(zone) {
            Ok(zone) => zone,
            Err(_) => return whisper(ctx, render::no_such(language, Text::NoSuchTimeZone, "zone", zone)).await,
        },
    };
    let snapshot = bot.live.now();
    let days = match period.unwrap_or(Span::Month) {
        Span::Week => 7,
        Span::Month => 30,
        Span::Quarter => 90,
        Span::Year => 365,
    };
    let named = article.as_deref().map(str::trim).filter(|article| !article.is_empty());
    let known = named.and_then(|article| find(&snapshot.knowledge, article));
    // What an article was that the knowledge has no longer is still counted.
    let id = known.map(|article| article.id.as_str()).or(named);
    let period = Period::of_days(days, bot.now(), zone);
    let work = async {
        // What happened a moment ago is part of it.
        bot.save_tallies().await;
        let figures = bot.store.figures(Some(ids::guild(guild)), id, period).await?;
        Ok::<_, Trouble>((picture(language, figures.clone()).await?, figures))
    };
    let (bytes, figures) = in_time(ctx, seen_by, work).await?;
    if let Some(article) = named.filter(|_| known.is_none() && figures.issues.is_empty()) {
        return whisper(ctx, render::no_such(language, Text::NoSuchArticle, "article", article)).await;
    }
    let kept = usize::try_from(bot.config.privacy.keep.as_hours() / 24).unwrap_or(usize::MAX);
    let text = render::stats(language, &snapshot.knowledge, &figures, kept);
    let file = File { name: PICTURE.to_owned(), bytes };
    reply(ctx, &Post { text, file: Some(file), ..Post::default() }, seen_by).await
}

/// Draws figures, away from the threads that talk to Discord.
async fn picture(language: Language, figures: Figures) -> Result<Vec<u8>, Trouble> {
    let drawn = tokio::task::spawn_blocking(move || chart::draw(language, &figures)).await;
    let drawn = drawn.map_err(|error| Trouble::Other(error.to_string()))?;
    drawn.map_err(|error| Trouble::Other(error.to_string()))
}

/// An article by its id or its title, in whatever case it was typed.
fn find<'a>(knowledge: &'a Knowledge, named: &str) -> Option<&'a Article> {
    let is = |text: &str| text.eq_ignore_ascii_case(named);
    let by_id = knowledge.articles.iter().find(|article| article.id.as_str() == named);
    by_id.or_else(|| knowledge.articles.iter().find(|article| is(article.id.as_str()) || is(&article.title)))
}

/// Articles by what was typed of their title or id so far.
#[expect(clippy::unused_async, reason = "poise waits for what completes")]
async fn articles(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    let snapshot = ctx.data().live.now();
    let typed = typed.trim().to_lowercase();
    let found = snapshot.knowledge.articles.iter().filter(|article| {
        // What Discord does not take as a value can be typed.
        limits::length(article.id.as_str()) <= limits::CHOICE_TEXT
            && [article.title.as_str(), article.id.as_str()].iter().any(|text| text.to_lowercase().contains(&typed))
    });
    let choices = found.take(limits::CHOICES).map(|article| {
        AutocompleteChoice::new(cut(&article.title, limits::CHOICE_TEXT), article.id.as_str().to_owned())
    });
    CreateAutocompleteResponse::new().set_choices(choices.collect())
}
