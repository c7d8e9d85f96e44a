//! `/settings`: what a server decides for itself, over what `firstline.toml` says for all.

use serenity::all::{GuildChannel, GuildId, Role};

use super::{Context, Done, in_time, language, whisper};
use crate::config::OnMiss;
use crate::discord::ids;
use crate::discord::places::Server;
use crate::discord::post::SeenBy;
use crate::store::GuildSettings;
use crate::words::{Language, Text};

/// The commands about a server's settings.
#[poise::command(
    slash_command,
    guild_only,
    subcommand_required,
    subcommands("show", "channel", "helper", "on_miss", "set_language", "on_call", "reset"),
    default_member_permissions = "MANAGE_GUILD",
    required_permissions = "MANAGE_GUILD"
)]
#[expect(clippy::unused_async, reason = "poise calls the parent of subcommands like a command, and never gets here")]
pub(super) async fn settings(_ctx: Context<'_>) -> Done {
    Ok(())
}

/// Shows what is set.
#[poise::command(slash_command)]
async fn show(ctx: Context<'_>) -> Done {
    let Some(guild) = ctx.guild_id() else { return Ok(()) };
    whisper(ctx, told(ctx, guild)).await
}

/// Makes a channel a support channel, or no longer.
#[poise::command(slash_command)]
async fn channel(
    ctx: Context<'_>,
    #[channel_types("Text", "News", "Forum")] channel: GuildChannel,
    answer: bool,
) -> Done {
    change(ctx, |settings, now| {
        let id = ids::channel(channel.id);
        let set =
            settings.support_channels.get_or_insert_with(|| now.support().iter().copied().map(ids::channel).collect());
        set.retain(|other| *other != id);
        if answer {
            set.push(id);
        }
        set.sort_unstable();
    })
    .await
}

/// Makes a role's members helpers, or no longer.
#[poise::command(slash_command)]
async fn helper(ctx: Context<'_>, role: Role, helps: bool) -> Done {
    change(ctx, |settings, now| {
        let id = ids::role(role.id);
        let set = settings.helper_roles.get_or_insert_with(|| now.helpers().iter().copied().map(ids::role).collect());
        set.retain(|other| *other != id);
        if helps {
            set.push(id);
        }
        set.sort_unstable();
    })
    .await
}

/// What to say where nothing is found, in the order in which the choices are translated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, poise::ChoiceParameter)]
enum Miss {
    Silent,
    Offer,
}

/// Sets what is said where nothing is found.
#[poise::command(slash_command, rename = "on-miss")]
async fn on_miss(ctx: Context<'_>, say: Miss) -> Done {
    let on_miss = match say {
        Miss::Silent => OnMiss::Silent,
        Miss::Offer => OnMiss::Offer,
    };
    change(ctx, |settings, _| settings.on_miss = Some(on_miss)).await
}

/// The languages, each by its own name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, poise::ChoiceParameter)]
enum Spoken {
    English,
    #[name = "Deutsch"]
    German,
    #[name = "Français"]
    French,
    #[name = "Español"]
    Spanish,
    #[name = "Português (Brasil)"]
    Portuguese,
    #[name = "日本語"]
    Japanese,
}

/// Sets the language of replies.
#[poise::command(slash_command, rename = "language")]
async fn set_language(ctx: Context<'_>, language: Spoken) -> Done {
    let language = match language {
        Spoken::English => Language::English,
        Spoken::German => Language::German,
        Spoken::French => Language::French,
        Spoken::Spanish => Language::Spanish,
        Spoken::Portuguese => Language::Portuguese,
        Spoken::Japanese => Language::Japanese,
    };
    change(ctx, |settings, _| settings.language = Some(language.code().to_owned())).await
}

/// Sets where a person is called, and whom to mention there.
#[poise::command(slash_command, rename = "on-call")]
async fn on_call(ctx: Context<'_>, #[channel_types("Text", "News")] channel: GuildChannel, role: Option<Role>) -> Done {
    change(ctx, |settings, _| {
        settings.on_call_channel = Some(ids::channel(channel.id));
        settings.on_call_role = role.as_ref().map(|role| ids::role(role.id));
    })
    .await
}

/// Goes back to what `firstline.toml` says.
#[poise::command(slash_command)]
async fn reset(ctx: Context<'_>) -> Done {
    change(ctx, |settings, _| *settings = GuildSettings::default()).await
}

/// Changes what a server has set, writes it down, and shows what holds now.
async fn change(ctx: Context<'_>, change: impl Fn(&mut GuildSettings, &Server)) -> Done {
    let Some(guild) = ctx.guild_id() else { return Ok(()) };
    let bot = ctx.data();
    let server = bot.server(Some(guild));
    let changed = bot.store.change_settings(ids::guild(guild), bot.now(), |settings| change(settings, &server));
    let settings = in_time(ctx, SeenBy::Asker, changed).await?;
    bot.places_mut().set(guild, settings);
    let told = format!("{}\n{}", language(ctx).say(Text::SettingsSaved), told(ctx, guild));
    whisper(ctx, told).await
}

/// What holds in a server.
fn told(ctx: Context<'_>, guild: GuildId) -> String {
    let language = language(ctx);
    let (server, config) = (ctx.data().server(Some(guild)), &ctx.data().config);
    let none = || language.say(Text::None).to_owned();
    let list = |mut entries: Vec<String>| {
        entries.sort();
        if entries.is_empty() { none() } else { entries.join(", ") }
    };
    let channels = list(server.support().iter().map(|id| format!("<#{id}>")).collect());
    let helpers = list(server.helpers().iter().map(|id| format!("<@&{id}>")).collect());
    let on_miss = language.say(match server.on_miss(config) {
        OnMiss::Silent => Text::OnMissSilent,
        OnMiss::Offer => Text::OnMissOffer,
    });
    let on_call = match (server.on_call_channel(), server.on_call_role()) {
        (None, _) => none(),
        (Some(channel), None) => format!("<#{channel}>"),
        (Some(channel), Some(role)) => format!("<#{channel}> <@&{role}>"),
    };
    language.fill(
        Text::SettingsNow,
        &[
            ("channels", &channels),
            ("helpers", &helpers),
            ("miss", on_miss),
            ("language", server.language(config).own_name()),
            ("on_call", &on_call),
        ],
    )
}
