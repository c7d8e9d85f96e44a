//! Whom a step pages: what its targets come to at this moment.

use serenity::all::{GuildId, RoleId};

use crate::discord::bot::Bot;
use crate::discord::ids::{self, serenitys};
use crate::discord::sending::{insist, sentence};
use crate::ids::{Named, UserId};
use crate::store;
use crate::triage::{Position, Target, What};

/// Somebody to page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::discord) enum Whom {
    /// A person.
    Person(UserId),
    /// Everyone with a role.
    Role(crate::ids::RoleId),
}

/// What the targets of a step come to.
#[derive(Debug, Default)]
pub(super) struct Called {
    /// Whom, each with the number of the target, and nobody twice.
    pub all: Vec<(usize, Whom)>,
    /// What is to be written down of targets that come to nobody.
    pub nobody: Vec<What>,
}

/// Whom these targets mean at this moment.
pub(super) async fn called(bot: &Bot, guild: GuildId, targets: &[Target], position: Position) -> store::Result<Called> {
    let (now, on_call) = (bot.now(), bot.on_call());
    let overrides = bot.store.overrides(now, now + jiff::SignedDuration::from_millis(1)).await?;
    let overrides: Vec<_> = overrides.into_iter().map(|kept| kept.change).collect();
    let mut called = Called::default();
    for (number, target) in targets.iter().enumerate() {
        let whom = match target {
            Target::Member(person) => Some(Whom::Person(*person)),
            Target::Schedule(name) => {
                let schedule = on_call.roster.schedule(name);
                let person = schedule.and_then(|schedule| schedule.on_call_at(&overrides, now));
                if person.is_none() {
                    called.nobody.push(What::NobodyOnCall { schedule: name.clone(), position });
                }
                person.map(Whom::Person)
            }
            Target::Role(named) => role(bot, guild, named).await.map(|role| Whom::Role(ids::role(role))),
        };
        if let Some(whom) = whom
            && called.all.iter().all(|(_, known)| *known != whom)
        {
            called.all.push((number, whom));
        }
    }
    Ok(called)
}

/// The role that is meant. Its name is looked up when it is needed: pages are rare, and roles are renamed.
async fn role(bot: &Bot, guild: GuildId, named: &Named<crate::ids::RoleId>) -> Option<RoleId> {
    let name = match named {
        Named::Id(id) => return Some(serenitys::role(*id)),
        Named::Name(name) => name.to_lowercase(),
    };
    match insist(&bot.counts, || bot.http.get_guild_roles(guild)).await {
        Ok(roles) => {
            let found = roles.into_iter().find(|role| role.name.to_lowercase() == name).map(|role| role.id);
            if found.is_none() {
                tracing::warn!(%guild, "nobody can be paged by the role `{name}`, which is not there (any more)");
            }
            found
        }
        Err(error) => {
            tracing::warn!(%guild, "a role that is to be paged could not be looked up: {}", sentence(&error));
            None
        }
    }
}
