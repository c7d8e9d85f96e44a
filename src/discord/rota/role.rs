//! The role of those on call: given to whoever comes on call, and taken when they go.
//!
//! It is taken only from whom it was given by us: who has it by somebody else's doing keeps it. What is given is written
//! down before, so that a process that ends in between leaves nobody with it.

use std::collections::HashSet;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use serenity::all::{Error, GuildId, RoleId};

use super::{Known, home};
use crate::discord::bot::{Bot, Lane};
use crate::discord::ids::{self, serenitys};
use crate::discord::sending::{code, insist, refusal, sentence};
use crate::ids::{Named, UserId};
use crate::store;

/// After so long, what was refused is tried again: somebody may have moved a role.
const AGAIN: SignedDuration = SignedDuration::from_mins(10);

/// How it stands with the role.
#[derive(Debug, Default)]
pub(in crate::discord) struct Kept {
    /// Which role whose people have, as far as that could be brought about; none where it is to be looked at.
    done: Option<Wanted>,
    /// When what could not be done is tried again.
    again_at: Option<Timestamp>,
    /// What was complained of.
    told: HashSet<String>,
}

/// Who is to have which role.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Wanted {
    role: Option<Named<crate::ids::RoleId>>,
    people: Vec<UserId>,
}

/// Brings the role in step with who is on call, in a while.
pub(super) fn keep(bot: &Arc<Bot>, known: &Known, people: Vec<UserId>) {
    let role = known.on_call.keep_role.clone();
    let wanted = Wanted { people: if role.is_some() { people } else { vec![] }, role };
    let roster = known.roster().clone();
    let at_work = Arc::clone(bot);
    bot.lanes.enter(Lane::Rota, async move {
        let now = at_work.now();
        let mut kept = at_work.kept_role.lock().await;
        let is_done = kept.done.as_ref() == Some(&wanted);
        if is_done && kept.again_at.is_none_or(|again| now < again && again - AGAIN <= now) {
            return;
        }
        let servers = at_work.places().with_on_call();
        // None is known yet: looked at again when one is entered.
        if servers.is_empty() {
            return;
        }
        let home = match &wanted.role {
            Some(_) => match home::of(&at_work, &roster).await {
                Some(home) => Some(home),
                // Looked at again when a server is entered.
                None => return,
            },
            None => None,
        };
        let mut step = Step { bot: &at_work, told: &mut kept.told, failed: false };
        let mut done = Ok(());
        for server in servers {
            let wanted = Some(&wanted).filter(|_| home == Some(server));
            done = done.and(step.bring_about(server, wanted).await);
        }
        let failed = step.failed;
        match done {
            Ok(()) => {
                kept.done = Some(wanted);
                kept.again_at = failed.then(|| now + AGAIN);
            }
            Err(error) => tracing::error!("who has the role of those on call could not be written down: {error}"),
        }
    });
}

/// The role being brought in step.
struct Step<'a> {
    bot: &'a Bot,
    told: &'a mut HashSet<String>,
    failed: bool,
}

impl Step<'_> {
    async fn bring_about(&mut self, guild: GuildId, wanted: Option<&Wanted>) -> store::Result<()> {
        let bot = self.bot;
        let ours = bot.store.kept_roles(ids::guild(guild)).await?;
        let named = wanted.and_then(|wanted| wanted.role.as_ref());
        let role = match named {
            Some(named) => self.role(guild, named).await,
            None => None,
        };
        // A role that cannot be looked up is no reason to take it from anybody.
        if named.is_some() && role.is_none() {
            return Ok(());
        }
        let people = wanted.map(|wanted| wanted.people.as_slice()).unwrap_or_default();
        for (kept, person) in &ours {
            if role != Some(serenitys::role(*kept)) || !people.contains(person) {
                self.take(guild, *kept, *person).await?;
            }
        }
        if let Some(role) = role {
            for person in people {
                let is_ours = ours.contains(&(ids::role(role), *person));
                self.give(guild, role, *person, is_ours).await?;
            }
        }
        Ok(())
    }

    async fn give(&mut self, guild: GuildId, role: RoleId, person: UserId, is_ours: bool) -> store::Result<()> {
        let (bot, user) = (self.bot, serenitys::user(person));
        if !is_ours {
            match insist(&bot.counts, || bot.http.get_member(guild, user)).await {
                Ok(member) if member.roles.contains(&role) => return Ok(()),
                Ok(_) => {}
                // Who left is warned of before the shift.
                Err(error) => {
                    self.failed |= refusal(&error) != Some(code::UNKNOWN_MEMBER);
                    return Ok(());
                }
            }
            bot.store.put_kept_role(ids::guild(guild), ids::role(role), person, bot.now()).await?;
        }
        let given = insist(&bot.counts, || bot.http.add_member_role(guild, user, role, Some("on call"))).await;
        if let Err(error) = given {
            // What was refused was not given; of anything else nobody knows.
            if refusal(&error).is_some_and(|code| code > 0) && !is_ours {
                bot.store.remove_kept_role(ids::guild(guild), ids::role(role), person).await?;
            }
            self.complain(guild, role, "given", &error);
        }
        Ok(())
    }

    async fn take(&mut self, guild: GuildId, role: crate::ids::RoleId, person: UserId) -> store::Result<()> {
        let (bot, user, taken) = (self.bot, serenitys::user(person), serenitys::role(role));
        let done = insist(&bot.counts, || bot.http.remove_member_role(guild, user, taken, Some("off call"))).await;
        match done {
            Err(error) if !is_gone(&error) => self.complain(guild, taken, "taken", &error),
            _ => bot.store.remove_kept_role(ids::guild(guild), role, person).await?,
        }
        Ok(())
    }

    /// Says once what keeps the role from being in step.
    fn complain(&mut self, guild: GuildId, role: RoleId, what: &str, error: &Error) {
        self.failed = true;
        if !self.told.insert(format!("{guild} {role} {what}")) {
            return;
        }
        if refusal(error) == Some(code::MISSING_PERMISSIONS) {
            tracing::warn!(
                %guild, %role,
                "the role of those on call (on_call.keep_role) cannot be {what}: in Server Settings, Roles, give \
                 Firstline's role the permission Manage Roles and move it above that one (50013)"
            );
        } else {
            tracing::warn!(%guild, %role, "the role of those on call could not be {what}: {}", sentence(error));
        }
    }

    /// The role that is meant. Its name is looked up each time: handoffs are rare, and roles are renamed.
    async fn role(&mut self, guild: GuildId, named: &Named<crate::ids::RoleId>) -> Option<RoleId> {
        let name = match named {
            Named::Id(id) => return Some(serenitys::role(*id)),
            Named::Name(name) => name.to_lowercase(),
        };
        let roles = insist(&self.bot.counts, || self.bot.http.get_guild_roles(guild)).await;
        let found = match roles {
            Ok(roles) => roles.into_iter().find(|role| role.name.to_lowercase() == name).map(|role| role.id),
            Err(error) => {
                tracing::debug!(%guild, "the roles could not be looked up: {}", sentence(&error));
                None
            }
        };
        self.failed |= found.is_none();
        found
    }
}

/// Whether whom or what it is about is there no longer.
fn is_gone(error: &Error) -> bool {
    matches!(refusal(error), Some(code::UNKNOWN_MEMBER | code::UNKNOWN_USER | code::UNKNOWN_ROLE))
}
