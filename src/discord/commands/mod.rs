//! The commands: one file each.
//!
//! Names, descriptions and their translations come from the [table](crate::words); [`all`] joins them to the commands, so
//! that a command without a row cannot be built.

mod case;
mod diagnose;
mod find_the_fix;
mod help;
mod issue;
mod issues;
mod knowledge;
mod lookup;
mod oncall;
mod privacy;
mod settings;
mod stats;

use std::borrow::Cow;
use std::fmt;
use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use serenity::all::CreateCommand;

use super::bot::Bot;
use super::ids;
use super::interactions::{PATIENCE, first};
use super::post::{Post, SeenBy};
use super::sending::{self, attend, insist_unless_done};
use super::who::Who;
use crate::ids::InteractionId;
use crate::store;
use crate::words::{Language, Text};

/// What a command is given.
pub(super) type Context<'a> = poise::Context<'a, Arc<Bot>, Trouble>;
/// A command as poise has it.
pub(super) type Command = poise::Command<Arc<Bot>, Trouble>;
/// What a command comes to: it has answered, or why it could not.
pub(super) type Done = Result<(), Trouble>;

/// Why a command could not be carried out.
#[derive(Debug)]
pub(super) enum Trouble {
    /// Discord did not take the answer.
    Discord(serenity::Error),
    /// The store failed.
    Store(store::Error),
    /// Something else went wrong.
    Other(String),
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Discord(error) => f.write_str(&sending::sentence(error)),
            Self::Store(error) => error.fmt(f),
            Self::Other(what) => f.write_str(what),
        }
    }
}

impl std::error::Error for Trouble {}

impl From<serenity::Error> for Trouble {
    fn from(error: serenity::Error) -> Self {
        Self::Discord(error)
    }
}

impl From<store::Error> for Trouble {
    fn from(error: store::Error) -> Self {
        Self::Store(error)
    }
}

/// All commands, with their translations.
pub(super) fn all() -> Vec<Command> {
    let mut commands = vec![
        lookup::lookup(),
        diagnose::diagnose(),
        issues::issues(),
        issue::issue(),
        knowledge::knowledge(),
        settings::settings(),
        stats::stats(),
        privacy::privacy(),
        help::help(),
        case::case(),
        oncall::oncall(),
        find_the_fix::find_the_fix(),
        case::open_a_case(),
    ];
    for command in &mut commands {
        translate(command, &command.name.clone());
    }
    commands
}

/// The commands as they are registered with Discord.
pub(super) fn registration(commands: &[Command]) -> Vec<CreateCommand> {
    let mut registered = vec![];
    for command in commands {
        registered.extend(command.create_as_slash_command());
        if let Some(mut menu) = command.create_as_context_menu_command() {
            // poise does not translate these.
            for (locale, name) in Language::localizations(in_a_menu(&command.name)) {
                menu = menu.name_localized(locale, name);
            }
            registered.push(menu);
        }
    }
    registered
}

/// The name of a command in the menu of a message.
fn in_a_menu(command: &str) -> Text {
    match command {
        "find_the_fix" => Text::FindTheFix,
        "open_a_case" => Text::OpenACase,
        _ => unreachable!("`{command}` has no row in the table of texts; every command needs one"),
    }
}

/// The choices of an option that are called differently in each language; of the others, none.
fn choices(path: &str) -> &'static [Text] {
    match path {
        "settings on-miss" => &[Text::OnMissSilent, Text::OnMissOffer],
        "case open" => &[Text::SeverityLow, Text::SeverityNormal, Text::SeverityHigh, Text::SeverityCritical],
        "case export" => &[Text::FormatMarkdown, Text::FormatJson],
        "case list" => &[Text::CasesOpen, Text::CasesMine, Text::CasesAll],
        "stats" => &stats::SPANS,
        _ => &[],
    }
}

/// Gives a command, its subcommands and its options their texts.
fn translate(command: &mut Command, path: &str) {
    if command.context_menu_action.is_some() {
        command.context_menu_name = Some(Language::English.say(in_a_menu(path)).into());
        return;
    }
    let (name, description) = texts(path);
    command.name = Language::English.say(name).into();
    command.name_localizations = translations(name);
    command.description = Some(Language::English.say(description).into());
    command.description_localizations = translations(description);
    for parameter in &mut command.parameters {
        let (name, description) = texts(&format!("{path}:{}", parameter.name));
        parameter.name = Language::English.say(name).into();
        parameter.name_localizations = translations(name);
        parameter.description = Some(Language::English.say(description).into());
        parameter.description_localizations = translations(description);
        for (choice, text) in parameter.choices.to_mut().iter_mut().zip(choices(path)) {
            choice.name = Language::English.say(*text).into();
            choice.localizations = translations(*text);
        }
    }
    for below in &mut command.subcommands {
        let path = format!("{path} {}", below.name);
        translate(below, &path);
    }
}

fn translations(text: Text) -> Cow<'static, [(Cow<'static, str>, Cow<'static, str>)]> {
    Language::localizations(text).map(|(locale, text)| (locale.into(), text.into())).collect::<Vec<_>>().into()
}

/// The name and the description of a command, `command subcommand`, or of an option, `command:option`.
fn texts(path: &str) -> (Text, Text) {
    match path {
        "lookup" => (Text::LookupName, Text::LookupDescription),
        "lookup:text" => (Text::LookupTextName, Text::LookupTextDescription),
        "diagnose" => (Text::DiagnoseName, Text::DiagnoseDescription),
        "diagnose:file" => (Text::FileName, Text::FileDescription),
        "diagnose:second" => (Text::SecondFileName, Text::SecondFileDescription),
        "diagnose:third" => (Text::ThirdFileName, Text::ThirdFileDescription),
        "diagnose:text" => (Text::LookupTextName, Text::DiagnoseTextDescription),
        "issues" => (Text::IssuesName, Text::IssuesDescription),
        "issue" => (Text::IssueName, Text::IssueDescription),
        "issue:id" => (Text::IdName, Text::IdDescription),
        "lookup:public" | "issue:public" | "diagnose:public" | "stats:public" => {
            (Text::PublicName, Text::PublicDescription)
        }
        "knowledge" => (Text::KnowledgeName, Text::KnowledgeDescription),
        "knowledge reload" => (Text::ReloadName, Text::ReloadDescription),
        "knowledge status" => (Text::StatusName, Text::StatusDescription),
        "settings" => (Text::SettingsName, Text::SettingsDescription),
        "settings show" => (Text::ShowName, Text::SettingsShowDescription),
        "settings channel" => (Text::ChannelName, Text::SettingsChannelDescription),
        "settings channel:channel" => (Text::ChannelName, Text::WhichChannelDescription),
        "settings channel:answer" => (Text::AnswerName, Text::AnswerDescription),
        "settings helper" => (Text::HelperName, Text::SettingsHelperDescription),
        "settings helper:role" => (Text::RoleName, Text::HelperRoleDescription),
        "settings helper:helps" => (Text::HelpsName, Text::HelpsDescription),
        "settings on-miss" => (Text::OnMissName, Text::SettingsOnMissDescription),
        "settings on-miss:say" => (Text::SayName, Text::SayDescription),
        "settings language" => (Text::LanguageName, Text::SettingsLanguageDescription),
        "settings language:language" => (Text::LanguageName, Text::WhichLanguageDescription),
        "settings on-call" => (Text::OnCallName, Text::SettingsOnCallDescription),
        "settings on-call:channel" => (Text::ChannelName, Text::OnCallChannelDescription),
        "settings on-call:role" => (Text::RoleName, Text::OnCallRoleDescription),
        "settings reset" => (Text::ResetName, Text::SettingsResetDescription),
        "stats" => (Text::StatsName, Text::StatsDescription),
        "stats:period" => (Text::PeriodName, Text::PeriodDescription),
        "stats:article" => (Text::ArticleName, Text::ArticleDescription),
        "stats:time-zone" => (Text::TimeZoneName, Text::TimeZoneDescription),
        "privacy" => (Text::PrivacyName, Text::PrivacyDescription),
        "privacy show" => (Text::ShowName, Text::PrivacyShowDescription),
        "privacy export" => (Text::ExportName, Text::PrivacyExportDescription),
        "privacy delete" => (Text::DeleteName, Text::PrivacyDeleteDescription),
        "privacy opt-out" => (Text::OptOutName, Text::PrivacyOptOutDescription),
        "privacy opt-out:out" => (Text::OutName, Text::OutDescription),
        "help" => (Text::HelpName, Text::HelpDescription),
        "case" => (Text::CaseName, Text::CaseDescription),
        "case open" => (Text::OpenName, Text::CaseOpenDescription),
        "case open:text" => (Text::LookupTextName, Text::CaseOpenTextDescription),
        "case open:severity" => (Text::SeverityName, Text::SeverityDescription),
        "case list" => (Text::ListName, Text::CaseListDescription),
        "case list:which" => (Text::WhichName, Text::WhichDescription),
        "case mine" => (Text::MineName, Text::CaseMineDescription),
        "case show" => (Text::ShowName, Text::CaseShowDescription),
        "case note" => (Text::NoteName, Text::CaseNoteDescription),
        "case note:text" => (Text::LookupTextName, Text::CaseNoteTextDescription),
        "case assign" => (Text::AssignName, Text::CaseAssignDescription),
        "case assign:person" => (Text::PersonName, Text::CasePersonDescription),
        "case resolve" => (Text::ResolveName, Text::CaseResolveDescription),
        "case resolve:issue" => (Text::IssueName, Text::CaseIssueDescription),
        "case resolve:text" => (Text::LookupTextName, Text::CaseFixDescription),
        "case reopen" => (Text::ReopenName, Text::CaseReopenDescription),
        "case export" => (Text::ExportName, Text::CaseExportDescription),
        "case export:format" => (Text::FormatName, Text::FormatDescription),
        "case show:case" | "case note:case" | "case assign:case" | "case resolve:case" | "case reopen:case"
        | "case export:case" => (Text::CaseName, Text::WhichCaseDescription),
        _ => match oncall::texts(path) {
            Some(texts) => texts,
            None => unreachable!("`{path}` has no row in the table of texts; every command and option needs one"),
        },
    }
}

/// Who gave a command.
fn who(ctx: Context<'_>) -> Who {
    let (member, by) = match ctx {
        poise::Context::Application(ctx) => (ctx.interaction.member.as_deref(), ctx.interaction.id.get()),
        poise::Context::Prefix(ctx) => (None, ctx.msg.id.get()),
    };
    let interaction = InteractionId::new(by);
    Who::new(ids::user(ctx.author().id), ctx.guild_id(), ctx.channel_id(), interaction, language(ctx), member)
}

/// The language of whoever gave a command.
fn language(ctx: Context<'_>) -> Language {
    ctx.data().language_of(ctx.locale().unwrap_or_default(), ctx.guild_id())
}

/// The language of what a command answers: everyone's where everyone sees it.
fn language_for(ctx: Context<'_>, seen_by: SeenBy) -> Language {
    match seen_by {
        SeenBy::Asker => language(ctx),
        SeenBy::Channel => ctx.data().language(ctx.guild_id()),
    }
}

/// Does what may take longer than Discord waits for an answer; where it does, the answer is promised first.
async fn in_time<T>(ctx: Context<'_>, seen_by: SeenBy, work: impl Future<Output = T>) -> T {
    tokio::pin!(work);
    tokio::select! {
        done = &mut work => return done,
        () = tokio::time::sleep(PATIENCE) => {}
    }
    if let Err(error) = promise(ctx, seen_by).await {
        tracing::warn!("an answer could not be promised: {error}");
    }
    // What was begun is carried out.
    work.await
}

/// Answers a command.
async fn reply(ctx: Context<'_>, post: &Post, seen_by: SeenBy) -> Done {
    let counts = &ctx.data().counts;
    let send = || ctx.send(post.reply(seen_by));
    // Discord takes a first response once, and every further one each time.
    if is_answered(ctx) {
        insist_unless_done(counts, send).await?;
    } else {
        first(attend(counts, || async { send().await.map(drop) }).await)?;
    }
    Ok(())
}

/// Promises an answer to a command.
async fn promise(ctx: Context<'_>, seen_by: SeenBy) -> Done {
    let defer = || async {
        match seen_by {
            SeenBy::Asker => ctx.defer_ephemeral().await,
            SeenBy::Channel => ctx.defer().await,
        }
    };
    first(attend(&ctx.data().counts, defer).await)?;
    // poise has not heard of a promise that Discord took without saying so.
    if let poise::Context::Application(ctx) = ctx {
        ctx.has_sent_initial_response.store(true, Ordering::SeqCst);
    }
    Ok(())
}

fn is_answered(ctx: Context<'_>) -> bool {
    match ctx {
        poise::Context::Application(ctx) => ctx.has_sent_initial_response.load(Ordering::SeqCst),
        poise::Context::Prefix(_) => false,
    }
}

/// Answers a command with one sentence, for whoever gave it.
async fn whisper(ctx: Context<'_>, text: impl Into<String>) -> Done {
    reply(ctx, &Post::of(text), SeenBy::Asker).await
}

/// Who is to see an answer.
fn seen_by(public: Option<bool>) -> SeenBy {
    if public.unwrap_or(false) { SeenBy::Channel } else { SeenBy::Asker }
}

/// What is done when a command fails, whatever the reason: whoever gave it is told so, and the log says why.
pub(super) async fn failed(error: poise::FrameworkError<'_, Arc<Bot>, Trouble>) {
    use poise::FrameworkError;

    let (ctx, text) = match error {
        FrameworkError::Command { error, ctx, .. } => {
            let command = &ctx.command().qualified_name;
            tracing::error!(%command, "a command failed: {error}");
            // What Discord does not take once it does not take twice.
            if matches!(error, Trouble::Discord(_)) {
                return;
            }
            (ctx, Text::Trouble)
        }
        FrameworkError::CommandPanic { payload, ctx, .. } => {
            let command = &ctx.command().qualified_name;
            tracing::error!(%command, "a command panicked: {}", payload.unwrap_or_default());
            (ctx, Text::Trouble)
        }
        FrameworkError::MissingUserPermissions { ctx, .. } => (ctx, Text::NotAllowed),
        FrameworkError::GuildOnly { ctx, .. } => (ctx, Text::OnlyInServers),
        FrameworkError::CommandStructureMismatch { ctx, .. } => (poise::Context::Application(ctx), Text::OldButton),
        FrameworkError::ArgumentParse { ctx, .. } => (ctx, Text::OldButton),
        FrameworkError::UnknownInteraction { interaction, .. } => {
            return tracing::warn!(command = %interaction.data.name, "a command that is not ours (any more) was given");
        }
        other => return tracing::error!("a command failed: {other}"),
    };
    if let Err(Trouble::Discord(error)) = whisper(ctx, language(ctx).say(text)).await {
        tracing::warn!("a failure could not be told: {}", sending::sentence(&error));
    }
}
