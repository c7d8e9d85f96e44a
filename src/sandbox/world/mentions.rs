//! Whom a message names and whom it notifies, by its text and its `allowed_mentions`.

use serde_json::Value;
use twilight_model::guild::Permissions;

use super::ids::{ChannelId, Id, MessageId, RoleId, UserId};
use super::model::Mentions;
use super::{Ping, World};

/// `allowed_mentions`: what in a text may become a mention.
#[derive(Clone, Debug)]
pub(crate) struct Policy {
    everyone: bool,
    users: Allowed<UserId>,
    roles: Allowed<RoleId>,
    replied_user: bool,
}

#[derive(Clone, Debug)]
enum Allowed<T> {
    All,
    These(Vec<T>),
}

impl<T: PartialEq> Allowed<T> {
    fn has(&self, id: &T) -> bool {
        match self {
            Self::All => true,
            Self::These(ids) => ids.contains(id),
        }
    }
}

impl Policy {
    /// The rule where nothing is said: everything in a normal message, users only in what answers an interaction.
    pub(crate) fn unsaid(in_interaction: bool) -> Self {
        let roles = if in_interaction { Allowed::These(Vec::new()) } else { Allowed::All };
        Self { everyone: !in_interaction, users: Allowed::All, roles, replied_user: !in_interaction }
    }

    pub(crate) fn read(said: Option<&Value>, in_interaction: bool) -> Self {
        let Some(said) = said.filter(|said| said.is_object()) else { return Self::unsaid(in_interaction) };
        let parse: Vec<&str> = said["parse"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        Self {
            everyone: parse.contains(&"everyone"),
            users: allowed(parse.contains(&"users"), &said["users"]),
            roles: allowed(parse.contains(&"roles"), &said["roles"]),
            replied_user: said["replied_user"].as_bool().unwrap_or(false),
        }
    }
}

fn allowed<T>(all: bool, list: &Value) -> Allowed<Id<T>> {
    if all {
        return Allowed::All;
    }
    Allowed::These(list.as_array().into_iter().flatten().filter_map(|id| id.as_str()?.parse().ok()).collect())
}

impl World {
    /// Whom a text mentions once the policy was applied. Mentioning everyone takes a permission; so does a role that is
    /// not open to mentions.
    pub(crate) fn mentions_in(&self, author: UserId, channel: ChannelId, text: &str, policy: &Policy) -> Mentions {
        let mut mentions = Mentions::default();
        if !text.contains(['<', '@']) {
            return mentions;
        }
        let guild = self.channels.get(&channel).and_then(|channel| channel.guild);
        let may_all = || self.permissions(author, channel).contains(Permissions::MENTION_EVERYONE);
        for named in text.split("<@").skip(1).filter_map(|rest| Some(rest.split_once('>')?.0)) {
            if let Some(role) = named.strip_prefix('&').and_then(|id| id.parse::<RoleId>().ok()) {
                let open =
                    guild.and_then(|id| self.guilds.get(&id)?.role(role)).is_some_and(|r| r.mentionable || may_all());
                if open && policy.roles.has(&role) && !mentions.roles.contains(&role) {
                    mentions.roles.push(role);
                }
            } else if let Ok(user) = named.trim_start_matches('!').parse::<UserId>() {
                let known = self.users.contains_key(&user);
                if known && policy.users.has(&user) && !mentions.users.contains(&user) {
                    mentions.users.push(user);
                }
            }
        }
        let names_all = text.contains("@everyone") || text.contains("@here");
        mentions.everyone = names_all && policy.everyone && guild.is_some() && may_all();
        mentions
    }

    /// Adds the author of the message that is replied to, where the policy has them notified.
    pub(crate) fn mention_replied(&self, mentions: &mut Mentions, channel: ChannelId, to: MessageId, policy: &Policy) {
        let Ok(replied) = self.message(channel, to) else { return };
        if policy.replied_user && !mentions.users.contains(&replied.author) {
            mentions.users.push(replied.author);
        }
    }

    /// Writes down who was notified. Oneself is never.
    pub(crate) fn note_pings(&mut self, channel: ChannelId, message: MessageId) {
        let Ok(sent) = self.message(channel, message) else { return };
        if sent.mentions == Mentions::default() {
            return;
        }
        let author = sent.author;
        let by = self.users.get(&author).map_or_else(String::new, |user| user.name.clone());
        let guild = self.channels.get(&channel).and_then(|channel| self.guilds.get(&channel.guild?));
        let users = sent.mentions.users.iter().filter(|id| **id != author);
        let users = users.filter_map(|id| self.users.get(id)).map(|user| format!("@{}", user.name));
        let roles = sent.mentions.roles.iter().filter_map(|id| guild?.role(*id)).map(|role| format!("@{}", role.name));
        let everyone = sent.mentions.everyone.then(|| "@everyone".to_owned());
        let whom: Vec<String> = users.chain(roles).chain(everyone).collect();
        for whom in whom {
            self.note_ping(Ping { message, by: by.clone(), whom });
        }
    }
}
