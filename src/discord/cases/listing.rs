//! Lists of cases, a page at a time.

use super::asker::standing;
use super::refusal::relative;
use crate::discord::bot::Bot;
use crate::discord::ids;
use crate::discord::post::{Button, Embed, Look, Post, Row, Tone};
use crate::discord::press::Press;
use crate::discord::render::plain;
use crate::discord::who::Who;
use crate::store::{self, CaseFilter, Which};
use crate::triage::{Case, CaseId};
use crate::words::{Language, Text};

/// Cases on a page.
const ON_A_PAGE: u32 = 10;

/// Which cases a list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::discord) enum Listed {
    /// Those that are not resolved.
    Open,
    /// For who helps, those that they have; for anyone else, those that they asked for.
    Mine,
    /// All.
    All,
}

impl Listed {
    /// Its name in ids.
    pub(in crate::discord) fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Mine => "mine",
            Self::All => "all",
        }
    }

    /// Reads a name.
    pub(in crate::discord) fn read(name: &str) -> Option<Self> {
        [Self::Open, Self::Mine, Self::All].into_iter().find(|listed| listed.name() == name)
    }
}

/// A page of a list: the newest cases, or those before one.
pub(in crate::discord) async fn list(
    bot: &Bot,
    who: &Who,
    listed: Listed,
    before: Option<CaseId>,
) -> store::Result<Post> {
    let language = who.language;
    let helps = who.helps(bot);
    let (which, heading) = match listed {
        Listed::Mine if helps => (Which::HeldBy(who.user), Text::CasesMine),
        Listed::Mine => (Which::AskedBy(who.user), Text::CasesMine),
        _ if !helps => return Ok(Post::of(language.say(Text::NotAHelper))),
        Listed::Open => (Which::Open, Text::CasesOpen),
        Listed::All => (Which::All, Text::CasesAll),
    };
    let filter = CaseFilter { guild: who.guild.map(ids::guild), which };
    let page = bot.store.cases(filter, before, ON_A_PAGE).await?;
    if page.cases.is_empty() {
        return Ok(Post::of(language.say(Text::NoCases)));
    }
    let turn = |label, before| Button::new(Look::Plain, language.say(label), Press::Cases { listed, before });
    let newest = before.map(|_| turn(Text::CasesNewest, None));
    let older = page.next.map(|next| turn(Text::CasesOlder, Some(next)));
    let embed = Embed {
        title: language.say(heading).to_owned(),
        description: page.cases.iter().map(|case| line(language, case)).collect(),
        footer: String::new(),
        tone: Tone::Sure,
    };
    let rows = vec![Row::Buttons(newest.into_iter().chain(older).collect())];
    Ok(Post { embed: Some(embed), rows, ..Post::default() })
}

fn line(language: Language, case: &Case) -> String {
    let opened = relative(case.opened_at);
    format!(
        "**{}** {} · <@{}> · {opened}\n{}\n",
        case.id,
        plain(&case.request.subject),
        case.request.person,
        standing(language, case)
    )
}
