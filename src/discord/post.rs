//! A message as plain data: made by pure code, measured here, and only then turned into what serenity sends.
//!
//! Nobody is ever notified by a post: `allowed_mentions` is always set, and empty but for the roles in [`Post::pings`] and
//! the people in [`Post::calls`].

use serenity::all::{
    ButtonStyle, Colour, CreateActionRow, CreateAllowedMentions, CreateAttachment, CreateButton, CreateEmbed,
    CreateEmbedFooter, CreateInteractionResponseFollowup, CreateInteractionResponseMessage, CreateMessage,
    CreateSelectMenu, CreateSelectMenuKind, CreateSelectMenuOption, EditInteractionResponse, EditMessage, MessageId,
    MessageReference, RoleId, UserId,
};

use super::limits::{self, cut};
use super::press::Press;
use crate::triage::CaseId;

/// A message that is to be sent, or what one is to become.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Post {
    /// The text above everything else; may be empty.
    pub text: String,
    /// The framed part.
    pub embed: Option<Embed>,
    /// Menus and rows of buttons, in order.
    pub rows: Vec<Row>,
    /// A file sent with it. Only for messages that are new.
    pub file: Option<File>,
    /// The roles that are notified.
    pub pings: Vec<RoleId>,
    /// The people who are notified.
    pub calls: Vec<UserId>,
}

/// The framed part of a message.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Embed {
    /// Above the text. Plain text.
    pub title: String,
    /// Discord's Markdown.
    pub description: String,
    /// Below the text, small. Plain text.
    pub footer: String,
    /// What the frame's colour tells.
    pub tone: Tone,
}

/// What the colour of a frame tells; never the only thing that tells it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Tone {
    /// An answer.
    #[default]
    Sure,
    /// A suggestion.
    Unsure,
    /// Solved.
    Done,
    /// Someone is needed.
    Urgent,
}

/// A row of components.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Row {
    /// Up to five buttons.
    Buttons(Vec<Button>),
    /// One menu.
    Menu(Menu),
    /// One menu of all people in the server.
    People {
        /// What choosing does.
        press: Press,
        /// What it says while nobody is chosen.
        placeholder: String,
    },
}

/// A button.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Button {
    /// What it says.
    pub label: String,
    /// What it does.
    pub press: Press,
    /// How it looks.
    pub look: Look,
}

/// How a button looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// The good end.
    Good,
    /// One of several ways on.
    Plain,
    /// Cannot be undone.
    Grave,
}

/// A menu from which one entry is chosen.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Menu {
    /// What choosing does.
    pub press: Press,
    /// What it says while nothing is chosen.
    pub placeholder: String,
    /// The entries; the first 25 are shown.
    pub entries: Vec<Entry>,
}

/// An entry of a menu.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Entry {
    /// What it says.
    pub label: String,
    /// What is sent when it is chosen; unique in its menu.
    pub value: String,
    /// Below the label, small; may be empty.
    pub description: String,
}

/// A file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct File {
    /// Its name.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Post {
    /// A post of one text.
    pub(super) fn of(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// With lines above everything else.
    pub(super) fn under(mut self, notes: &[String]) -> Self {
        let mut lines = notes.to_vec();
        if !self.text.is_empty() {
            lines.push(self.text);
        }
        self.text = lines.join("\n");
        self
    }

    /// As a new message that answers another, sent once whatever happens to the request: Discord gives back the first
    /// message for a nonce that it has seen in the last minutes.
    pub(super) fn answering(&self, message: impl Into<MessageReference>, nonce: Nonce) -> CreateMessage {
        self.message(nonce).reference_message(message)
    }

    /// As a new message.
    pub(super) fn message(&self, nonce: Nonce) -> CreateMessage {
        let message = CreateMessage::new()
            .content(self.content())
            .embeds(self.embeds())
            .components(self.components())
            .allowed_mentions(self.mentions())
            .nonce(serenity::all::Nonce::String(nonce.0))
            .enforce_nonce(true);
        match self.attachment() {
            Some(file) => message.add_file(file),
            None => message,
        }
    }

    /// As what a message of ours becomes.
    pub(super) fn edit(&self) -> EditMessage {
        EditMessage::new()
            .content(self.content())
            .embeds(self.embeds())
            .components(self.components())
            .allowed_mentions(self.mentions())
    }

    /// As the response to an interaction.
    pub(super) fn response(&self, seen_by: SeenBy) -> CreateInteractionResponseMessage {
        CreateInteractionResponseMessage::new()
            .content(self.content())
            .embeds(self.embeds())
            .components(self.components())
            .allowed_mentions(self.mentions())
            .add_files(self.attachment())
            .ephemeral(seen_by == SeenBy::Asker)
    }

    /// As a further message on an interaction.
    pub(super) fn followup(&self, seen_by: SeenBy) -> CreateInteractionResponseFollowup {
        CreateInteractionResponseFollowup::new()
            .content(self.content())
            .embeds(self.embeds())
            .components(self.components())
            .allowed_mentions(self.mentions())
            .add_files(self.attachment())
            .ephemeral(seen_by == SeenBy::Asker)
    }

    /// As what the response to an interaction becomes.
    pub(super) fn response_edit(&self) -> EditInteractionResponse {
        EditInteractionResponse::new()
            .content(self.content())
            .embeds(self.embeds())
            .components(self.components())
            .allowed_mentions(self.mentions())
    }

    /// As what a command replies.
    pub(super) fn reply(&self, seen_by: SeenBy) -> poise::CreateReply {
        let mut reply = poise::CreateReply::default()
            .content(self.content())
            .components(self.components())
            .allowed_mentions(self.mentions())
            .ephemeral(seen_by == SeenBy::Asker);
        for embed in self.embeds() {
            reply = reply.embed(embed);
        }
        match self.attachment() {
            Some(file) => reply.attachment(file),
            None => reply,
        }
    }

    fn content(&self) -> String {
        cut(&self.text, limits::CONTENT).into_owned()
    }

    fn mentions(&self) -> CreateAllowedMentions {
        CreateAllowedMentions::new().roles(self.pings.iter().copied()).users(self.calls.iter().copied())
    }

    fn attachment(&self) -> Option<CreateAttachment> {
        let file = self.file.as_ref()?;
        Some(CreateAttachment::bytes(file.bytes.clone(), cut(&file.name, limits::FILE_NAME)))
    }

    fn embeds(&self) -> Vec<CreateEmbed> {
        let Some(embed) = &self.embed else { return vec![] };
        let title = cut(&embed.title, limits::EMBED_TITLE);
        let footer = cut(
            &embed.footer,
            limits::EMBED_FOOTER.min(limits::EMBEDS_TOTAL - limits::EMBED_DESCRIPTION - limits::EMBED_TITLE),
        );
        let description = cut(&embed.description, limits::EMBED_DESCRIPTION);
        let mut made = CreateEmbed::new().colour(embed.tone.colour());
        // Discord takes no empty texts.
        if !title.trim().is_empty() {
            made = made.title(title);
        }
        if !description.trim().is_empty() {
            made = made.description(description);
        }
        if !footer.trim().is_empty() {
            made = made.footer(CreateEmbedFooter::new(footer));
        }
        vec![made]
    }

    fn components(&self) -> Vec<CreateActionRow> {
        self.rows.iter().filter_map(Row::component).take(limits::ROWS).collect()
    }
}

/// What makes Discord take a message once: at most 25 characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Nonce(String);

impl Nonce {
    /// For our answer to a message.
    pub(super) fn answer_to(message: MessageId) -> Self {
        Self(message.to_string())
    }

    /// For something else that is sent once for a message or an interaction.
    pub(super) fn of(what: char, id: u64) -> Self {
        Self(format!("{what}{id}"))
    }

    /// For what is sent once about a version of a case.
    pub(super) fn about(what: char, case: CaseId, version: u64) -> Self {
        Self(format!("{what}{}.{version}", case.get()))
    }
}

/// Who sees the response to an interaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SeenBy {
    /// Only the person who asked.
    Asker,
    /// Everyone in the channel.
    Channel,
}

impl Tone {
    fn colour(self) -> Colour {
        Colour::new(match self {
            Self::Sure => 0x2F_6F_DE,
            Self::Unsure => 0x8A_8F_98,
            Self::Done => 0x2E_8B_57,
            Self::Urgent => 0xC9_5B_00,
        })
    }
}

impl Row {
    fn component(&self) -> Option<CreateActionRow> {
        match self {
            Self::Buttons(buttons) if buttons.is_empty() => None,
            Self::Buttons(buttons) => {
                Some(CreateActionRow::Buttons(buttons.iter().take(limits::BUTTONS).map(Button::component).collect()))
            }
            Self::Menu(menu) if menu.entries.is_empty() => None,
            Self::Menu(menu) => Some(CreateActionRow::SelectMenu(menu.component())),
            Self::People { press, placeholder } => {
                let people = CreateSelectMenuKind::User { default_users: None };
                let menu = CreateSelectMenu::new(press.custom_id(), people);
                Some(CreateActionRow::SelectMenu(menu.placeholder(cut(placeholder, limits::OPTION_TEXT))))
            }
        }
    }
}

impl Button {
    /// A button.
    pub(super) fn new(look: Look, label: impl Into<String>, press: Press) -> Self {
        Self { label: label.into(), press, look }
    }

    fn component(&self) -> CreateButton {
        let style = match self.look {
            Look::Good => ButtonStyle::Success,
            Look::Plain => ButtonStyle::Secondary,
            Look::Grave => ButtonStyle::Danger,
        };
        CreateButton::new(self.press.custom_id()).label(cut(&self.label, limits::BUTTON_LABEL)).style(style)
    }
}

impl Menu {
    fn component(&self) -> CreateSelectMenu {
        let options = self.entries.iter().take(limits::OPTIONS).map(|entry| {
            let option = CreateSelectMenuOption::new(cut(&entry.label, limits::OPTION_TEXT), entry.value.clone());
            if entry.description.trim().is_empty() {
                option
            } else {
                option.description(cut(&entry.description, limits::OPTION_TEXT))
            }
        });
        CreateSelectMenu::new(self.press.custom_id(), CreateSelectMenuKind::String { options: options.collect() })
            .placeholder(cut(&self.placeholder, limits::OPTION_TEXT))
    }
}
