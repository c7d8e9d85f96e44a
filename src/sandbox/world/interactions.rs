//! Uses of commands, buttons, menus and modals: asked by a person, answered by the bot once, within three seconds.

use std::collections::{HashMap, VecDeque};
use std::time::Duration;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::World;
use super::event::{ForBot, ForPeople};
use super::ids::{ChannelId, GuildId, InteractionId, MessageId, UserId};
use super::messages::{Draft, EPHEMERAL, LOADING, REPLY};
use super::model::{Kind, Origin};
use super::show;
use crate::sandbox::rest::refusal::Refusal;

/// The first answer must come within this.
pub(crate) const FIRST_ANSWER_WITHIN: Duration = Duration::from_secs(3);
/// How long more can be said.
pub(crate) const TOKEN_LIVES: Duration = Duration::from_mins(15);
/// So many are remembered; older ones are as if their token had died.
const MOST: usize = 10_000;
/// So many modals can be open.
const MOST_MODALS: usize = 256;

/// All interactions whose token lives, and the modals that are open.
#[derive(Debug, Default)]
pub(crate) struct Interactions {
    by_id: HashMap<InteractionId, Interaction>,
    by_token: HashMap<String, InteractionId>,
    /// In the order they were asked.
    order: VecDeque<InteractionId>,
    /// Those whose three seconds run, in the order they were asked.
    waiting: VecDeque<(InteractionId, Timestamp)>,
    modals: VecDeque<OpenModal>,
    count: u64,
}

/// One use of a command, button, menu or modal.
#[derive(Debug)]
pub(crate) struct Interaction {
    pub(crate) id: InteractionId,
    pub(crate) token: String,
    pub(crate) what: What,
    pub(crate) user: UserId,
    pub(crate) channel: ChannelId,
    pub(crate) nonce: Value,
    pub(crate) asked_at: Timestamp,
    pub(crate) answer: Answer,
    /// The bot was not told that its answer was taken, so it may well give it again.
    pub(crate) unheard: bool,
    /// The message that `@original` names: the first answer, or the message whose button was pressed.
    pub(crate) original: Option<MessageId>,
}

/// What was used.
#[derive(Clone, Debug)]
pub(crate) enum What {
    /// A command by its name; `menu` when it was used on a message or person.
    Command {
        name: String,
        menu: bool,
    },
    Component {
        message: MessageId,
    },
    Autocomplete,
    /// A modal; `message` when a component of that message opened it.
    Modal {
        message: Option<MessageId>,
    },
}

impl What {
    /// Discord's number.
    pub(crate) fn number(&self) -> u8 {
        match self {
            Self::Command { .. } => 2,
            Self::Component { .. } => 3,
            Self::Autocomplete => 4,
            Self::Modal { .. } => 5,
        }
    }

    /// The message whose component it began at.
    pub(crate) fn message(&self) -> Option<MessageId> {
        match self {
            Self::Component { message } => Some(*message),
            Self::Modal { message } => *message,
            Self::Command { .. } | Self::Autocomplete => None,
        }
    }
}

/// How far the bot's answer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    None,
    /// Three seconds went by.
    Failed,
    /// "… is thinking": the message is there and still to be filled.
    Deferred,
    /// Answered in any other way.
    Given,
}

/// A modal that a person has before them.
#[derive(Debug)]
pub(crate) struct OpenModal {
    pub(crate) id: InteractionId,
    pub(crate) user: UserId,
    pub(crate) channel: ChannelId,
    pub(crate) custom_id: String,
    pub(crate) components: Vec<Value>,
    pub(crate) message: Option<MessageId>,
}

/// An interaction to be.
#[derive(Debug)]
pub(crate) struct Use {
    pub(crate) what: What,
    pub(crate) user: UserId,
    pub(crate) channel: ChannelId,
    pub(crate) nonce: Value,
    /// The `data` that the bot is sent.
    pub(crate) data: Value,
}

impl Interactions {
    pub(crate) fn get(&self, id: InteractionId) -> Option<&Interaction> {
        self.by_id.get(&id)
    }

    pub(crate) fn with_token(&self, token: &str) -> Option<&Interaction> {
        self.by_token.get(token).and_then(|id| self.by_id.get(id))
    }

    /// When the next one falls due.
    pub(crate) fn next_due(&self) -> Option<Timestamp> {
        self.waiting.front().map(|(_, due)| *due)
    }

    fn forget_oldest(&mut self) {
        if let Some(gone) = self.order.pop_front().and_then(|id| self.by_id.remove(&id)) {
            self.by_token.remove(&gone.token);
        }
    }

    pub(crate) fn modal(&self, user: UserId, custom_id: &str) -> Option<&OpenModal> {
        self.modals.iter().rev().find(|modal| modal.user == user && modal.custom_id == custom_id)
    }

    pub(crate) fn latest_modal(&self, user: UserId) -> Option<&OpenModal> {
        self.modals.iter().rev().find(|modal| modal.user == user)
    }

    pub(crate) fn close_modal(&mut self, id: InteractionId) {
        self.modals.retain(|modal| modal.id != id);
    }
}

impl World {
    /// Brings a use to the bot, and tells the person's own client that it is under way.
    pub(crate) fn ask(&mut self, used: Use) -> Result<InteractionId, Refusal> {
        let id: InteractionId = self.new_id();
        self.interactions.count += 1;
        let token = format!("aW50ZXJhY3Rpb246{id}:{:x}", self.interactions.count.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let told = self.told_interaction(id, &token, &used)?;
        let guild = self.channel(used.channel)?.guild;
        let known = Interaction {
            id,
            token: token.clone(),
            user: used.user,
            channel: used.channel,
            nonce: used.nonce.clone(),
            asked_at: self.now,
            answer: Answer::None,
            unheard: false,
            original: used.what.message(),
            what: used.what,
        };
        self.interactions.waiting.push_back((id, self.now.saturating_add(FIRST_ANSWER_WITHIN).unwrap_or(self.now)));
        self.interactions.by_token.insert(token, id);
        self.interactions.by_id.insert(id, known);
        self.interactions.order.push_back(id);
        if self.interactions.order.len() > MOST {
            self.interactions.forget_oldest();
        }
        let data = json!({"id": id.to_string(), "nonce": used.nonce});
        self.tell("INTERACTION_CREATE", data, None, ForBot::No, ForPeople::One(used.user));
        self.tell("INTERACTION_CREATE", told, guild, ForBot::ALWAYS, ForPeople::Nobody);
        Ok(id)
    }

    fn told_interaction(&self, id: InteractionId, token: &str, used: &Use) -> Result<Value, Refusal> {
        let user = self.user(used.user)?;
        let channel = self.channel(used.channel)?;
        let permissions = self.permissions(used.user, used.channel);
        let mut shown_channel = show::channel(self, channel);
        shown_channel["permissions"] = json!(permissions.bits().to_string());
        let mut told = json!({
            "id": id.to_string(),
            "application_id": self.application.id.to_string(),
            "type": used.what.number(),
            "token": token,
            "version": 1,
            "channel_id": used.channel.to_string(),
            "channel": shown_channel,
            "locale": user.locale,
            "app_permissions": self.permissions(self.application.bot, used.channel).bits().to_string(),
            "entitlements": [],
            "attachment_size_limit": show::MOST_UPLOAD_BYTES,
            "data": used.data,
        });
        if let Some(guild) = channel.guild {
            told["guild_id"] = json!(guild.to_string());
            told["guild"] = json!({"id": guild.to_string(), "locale": "en-US", "features": []});
            told["guild_locale"] = json!("en-US");
            told["member"] = show::member_in(self, used.user, guild, permissions);
            told["context"] = json!(0);
            told["authorizing_integration_owners"] = json!({"0": guild.to_string()});
        } else {
            told["user"] = show::user(user);
            told["context"] = json!(1);
            told["authorizing_integration_owners"] = json!({"0": "0"});
        }
        if let Some(message) = used.what.message() {
            told["message"] = show::message(self, self.message(used.channel, message)?);
        }
        Ok(told)
    }

    /// Marks an interaction as answered and tells the person's client.
    pub(crate) fn answered(&mut self, id: InteractionId, answer: Answer, original: Option<MessageId>) {
        let Some(known) = self.interactions.by_id.get_mut(&id) else { return };
        known.answer = answer;
        known.original = original.or(known.original);
        let (user, nonce) = (known.user, known.nonce.clone());
        if !matches!(known.what, What::Autocomplete) {
            let data = json!({"id": id.to_string(), "nonce": nonce});
            self.tell("INTERACTION_SUCCESS", data, None, ForBot::No, ForPeople::One(user));
        }
    }

    /// The bot gave an answer and was not told that it was taken.
    pub(crate) fn answered_unheard(&mut self, id: InteractionId) {
        if let Some(known) = self.interactions.by_id.get_mut(&id) {
            known.unheard = true;
        }
    }

    /// A deferred answer was filled.
    pub(crate) fn filled(&mut self, id: InteractionId) {
        if let Some(known) = self.interactions.by_id.get_mut(&id) {
            known.answer = Answer::Given;
        }
    }

    /// The first words of a message that answers an interaction: whose it is, who sees it, what it replies to.
    pub(crate) fn draft_answer(&self, id: InteractionId, flags: u64) -> Result<Draft, Refusal> {
        let known = self.interactions.get(id).ok_or_else(Refusal::unknown_interaction)?;
        let command = match &known.what {
            What::Command { name, .. } => Some(name.clone()),
            _ => None,
        };
        let (kind, reply_to) = match &known.what {
            What::Command { menu, .. } => (if *menu { 23 } else { 20 }, None),
            other => other.message().map_or((0, None), |message| (REPLY, Some(message))),
        };
        let pressed = known.what.message();
        let origin = Origin { interaction: id, kind: known.what.number(), user: known.user, command, pressed };
        let mut draft = Draft::new(known.channel, self.application.bot);
        draft.kind = kind;
        draft.reply_to = reply_to;
        draft.flags = flags & (EPHEMERAL | LOADING | 1 << 2 | 1 << 12 | 1 << 15);
        draft.only_for = (flags & EPHEMERAL != 0).then_some(known.user);
        draft.from = Some(origin);
        Ok(draft)
    }

    /// Opens a modal before the person.
    pub(crate) fn open_modal(&mut self, id: InteractionId, data: &Value) {
        let Some(known) = self.interactions.get(id) else { return };
        let (user, channel, nonce, message) = (known.user, known.channel, known.nonce.clone(), known.what.message());
        let modal: InteractionId = self.new_id();
        let components = super::messages::numbered(data["components"].as_array().cloned().unwrap_or_default());
        let custom_id = data["custom_id"].as_str().unwrap_or_default().to_owned();
        let shown = json!({
            "id": modal.to_string(),
            "nonce": nonce,
            "channel_id": channel.to_string(),
            "custom_id": custom_id,
            "title": data["title"],
            "components": components,
            "application": {"id": self.application.id.to_string(), "name": "Firstline"},
        });
        let open = OpenModal { id: modal, user, channel, custom_id, components, message };
        self.interactions.modals.push_back(open);
        if self.interactions.modals.len() > MOST_MODALS {
            self.interactions.modals.pop_front();
        }
        self.tell("INTERACTION_MODAL_CREATE", shown, None, ForBot::No, ForPeople::One(user));
    }

    /// Shows the choices that the bot offers to what is typed.
    pub(crate) fn offer_choices(&mut self, id: InteractionId, choices: &Value) {
        let Some(known) = self.interactions.get(id) else { return };
        let (user, data) = (known.user, json!({"choices": choices, "nonce": known.nonce}));
        self.tell("APPLICATION_COMMAND_AUTOCOMPLETE_RESPONSE", data, None, ForBot::No, ForPeople::One(user));
    }

    /// Fails what was not answered in time and forgets what died; names those that failed.
    pub(crate) fn expire(&mut self) -> Vec<InteractionId> {
        let mut failed = Vec::new();
        while let Some((id, due)) = self.interactions.waiting.front().copied() {
            let answered = self.interactions.get(id).is_none_or(|known| known.answer != Answer::None);
            if due > self.now && !answered {
                break;
            }
            self.interactions.waiting.pop_front();
            if !answered {
                self.fail(id);
                failed.push(id);
            }
        }
        while let Some(oldest) = self.interactions.order.front().and_then(|id| self.interactions.get(*id)) {
            if self.now.duration_since(oldest.asked_at)
                <= jiff::SignedDuration::try_from(TOKEN_LIVES).unwrap_or_default()
            {
                break;
            }
            self.interactions.forget_oldest();
        }
        failed
    }

    fn fail(&mut self, id: InteractionId) {
        let Some(known) = self.interactions.by_id.get_mut(&id) else { return };
        known.answer = Answer::Failed;
        let (user, nonce) = (known.user, known.nonce.clone());
        let data = json!({"id": id.to_string(), "nonce": nonce, "reason_code": 2});
        self.tell("INTERACTION_FAILURE", data, None, ForBot::No, ForPeople::One(user));
    }

    /// The guild in which an interaction took place.
    pub(crate) fn guild_of(&self, channel: ChannelId) -> Option<GuildId> {
        self.channels.get(&channel).filter(|channel| channel.kind != Kind::Direct).and_then(|channel| channel.guild)
    }
}
