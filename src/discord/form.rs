//! A form as plain data: what Discord calls a modal. It holds up to five inputs, and is shown only as the first answer to
//! a press or a command.

use serenity::all::{
    ActionRowComponent, CreateActionRow, CreateInputText, CreateModal, InputTextStyle, ModalInteraction,
};

use super::limits::{self, cut};
use super::press::Press;

/// A form to be filled in.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Form {
    /// What filling it in does.
    pub press: Press,
    /// Over it.
    pub title: String,
    /// The inputs; the first five are shown.
    pub inputs: Vec<Input>,
}

/// An input of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Input {
    /// What it comes back under; unique in its form.
    pub id: String,
    /// Over it.
    pub label: String,
    /// In it while it is empty; may be empty.
    pub hint: String,
    /// Characters that it takes.
    pub most: u16,
    /// Whether there is room for more than a line.
    pub tall: bool,
    /// Whether it may not be left empty.
    pub required: bool,
}

impl Form {
    /// As Discord shows it.
    pub(super) fn modal(&self) -> CreateModal {
        let rows = self.inputs.iter().take(limits::INPUTS).map(|input| CreateActionRow::InputText(input.component()));
        CreateModal::new(self.press.custom_id(), cut(&self.title, limits::FORM_TITLE)).components(rows.collect())
    }
}

impl Input {
    fn component(&self) -> CreateInputText {
        let style = if self.tall { InputTextStyle::Paragraph } else { InputTextStyle::Short };
        let input = CreateInputText::new(style, cut(&self.label, limits::INPUT_LABEL), self.id.clone())
            .max_length(self.most)
            .required(self.required);
        if self.hint.is_empty() { input } else { input.placeholder(cut(&self.hint, limits::INPUT_HINT)) }
    }
}

/// What was filled in: the id of each input with its text, trimmed, without those that were left empty. Anyone can forge
/// both.
pub(super) fn filled(form: &ModalInteraction) -> Vec<(&str, &str)> {
    let inputs = form.data.components.iter().flat_map(|row| &row.components);
    let texts = inputs.filter_map(|input| match input {
        ActionRowComponent::InputText(input) => Some((input.custom_id.as_str(), input.value.as_deref()?.trim())),
        _ => None,
    });
    texts.filter(|(_, text)| !text.is_empty()).take(limits::INPUTS).collect()
}
