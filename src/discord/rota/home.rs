//! Whose schedules these are: the bot may be in servers of strangers, and they are one team's.
//!
//! A server is the team's where somebody who is on call by the schedules is a member. Nobody becomes one without their
//! own doing, while a name, a channel or a role is made by whoever has a server.

use serenity::all::GuildId;

use crate::discord::bot::Bot;
use crate::discord::ids::serenitys;
use crate::discord::sending::{insist, sentence};
use crate::discord::who::Who;
use crate::ids::UserId;
use crate::triage::Roster;
use crate::words::Text;

/// People who are asked for, one after another; most often the first is there.
const ASKED_FOR: usize = 10;

/// Servers that are looked at, oldest first: a team has one, or a few.
const LOOKED_AT: usize = 5;

/// The team's server, where those on call are told what concerns all of them; none where this process knows it not (yet).
pub(super) async fn of(bot: &Bot, roster: &Roster) -> Option<GuildId> {
    let servers = bot.places().with_on_call();
    for server in servers.into_iter().take(LOOKED_AT) {
        if is_the_teams(bot, server, roster).await {
            return Some(server);
        }
    }
    None
}

/// Whether somebody may see who is on call, or why not.
pub(in crate::discord) async fn may_see(bot: &Bot, who: &Who, roster: &Roster) -> Result<(), Text> {
    if roster.schedules.is_empty() {
        return Err(Text::RotaNone);
    }
    if takes_turns(roster, who.user) {
        return Ok(());
    }
    let Some(guild) = who.guild else { return Err(Text::OnlyInServers) };
    if is_the_teams(bot, guild, roster).await { Ok(()) } else { Err(Text::RotaElsewhere) }
}

/// Whether somebody may change who is on call, or why not.
pub(super) async fn may_change(bot: &Bot, who: &Who, roster: &Roster) -> Result<(), Text> {
    may_see(bot, who, roster).await?;
    if takes_turns(roster, who.user) || who.helps(bot) || who.manages() { Ok(()) } else { Err(Text::RotaNotYours) }
}

/// Whether somebody is one of those whom the team has named.
fn takes_turns(roster: &Roster, person: UserId) -> bool {
    roster.name_of(person).is_some()
}

/// Whether a server is that of the people who are on call.
pub(super) async fn is_the_teams(bot: &Bot, guild: GuildId, roster: &Roster) -> bool {
    for person in roster.people.iter().take(ASKED_FOR) {
        let person = serenitys::user(person.id);
        match insist(&bot.counts, || bot.http.get_member(guild, person)).await {
            Ok(_) => return true,
            Err(error) => tracing::debug!(%guild, "a member was not found: {}", sentence(&error)),
        }
    }
    false
}
