//! The limits of an interaction's answer: its type, its modal, its choices.

use serde_json::Value;
use twilight_validate::command::{CHOICES_LIMIT, OPTION_CHOICE_NAME_LENGTH_MAX, OPTION_CHOICE_STRING_VALUE_LENGTH_MAX};
use twilight_validate::component::{
    COMPONENT_COUNT, COMPONENT_CUSTOM_ID_LENGTH, TEXT_INPUT_LABEL_MAX, TEXT_INPUT_LENGTH_MAX,
    TEXT_INPUT_PLACEHOLDER_MAX,
};

use super::components::invalid_kind;
use super::{Form, message};
use crate::sandbox::rest::refusal::Refusal;
use crate::sandbox::world::files::NewFile;

/// Documented for modals; `twilight` checks none of it.
const MOST_TITLE_CHARS: usize = 45;

const ROW: u64 = 1;
const TEXT_INPUT: u64 = 4;
const LABEL: u64 = 18;

/// Looks at an answer `{type, data}`; gives the fields that Discord does not know.
pub(crate) fn check(answer: &Value, files: &[(u64, NewFile)]) -> Result<Vec<String>, Refusal> {
    let mut form = Form::default();
    if !answer.is_object() {
        form.wrong("MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType");
        return form.done();
    }
    form.known(answer, &["type", "data"]);
    let data = &answer["data"];
    let kind = answer["type"].as_u64();
    if matches!(kind, Some(4 | 8 | 9)) && !data.is_object() {
        form.required("data");
        return form.done();
    }
    form.at("data", |form| match kind {
        Some(4 | 5 | 7) => message::look(form, data, files),
        Some(8) => {
            choices(form, data);
            Ok(())
        }
        Some(9) => {
            modal(form, data);
            Ok(())
        }
        _ => Ok(()),
    })?;
    form.done()
}

fn choices(form: &mut Form, data: &Value) {
    form.known(data, &["choices"]);
    let list = form.list(data, "choices", 0..=CHOICES_LIMIT);
    form.at("choices", |form| form.each(list, choice));
}

/// One choice, offered while typing or fixed in a command.
pub(crate) fn choice(form: &mut Form, choice: &Value) {
    form.known(choice, &["name", "name_localizations", "value"]);
    form.required_text(choice, "name", 1..=OPTION_CHOICE_NAME_LENGTH_MAX);
    if choice["value"].is_null() {
        form.required("value");
    } else if choice["value"].is_string() {
        form.text(choice, "value", 1..=OPTION_CHOICE_STRING_VALUE_LENGTH_MAX);
    }
}

fn modal(form: &mut Form, data: &Value) {
    form.known(data, &["custom_id", "title", "components"]);
    form.required_text(data, "title", 1..=MOST_TITLE_CHARS);
    form.required_text(data, "custom_id", 1..=COMPONENT_CUSTOM_ID_LENGTH);
    let list = form.list(data, "components", 1..=COMPONENT_COUNT);
    if list.is_null() {
        form.required("components");
    }
    form.at("components", |form| {
        form.each(list, |form, row| match row["type"].as_u64() {
            Some(ROW) => {
                let inputs = form.list(row, "components", 1..=1);
                form.at("components", |form| form.each(inputs, |form, one| input(form, one, true)));
            }
            Some(LABEL) => {
                form.required_text(row, "label", 1..=TEXT_INPUT_LABEL_MAX);
                form.text(row, "description", 0..=100);
                form.at("component", |form| {
                    if row["component"]["type"] == TEXT_INPUT {
                        input(form, &row["component"], false);
                    }
                });
            }
            Some(10) => {}
            _ => invalid_kind(form),
        });
    });
}

/// A text input; one that stands in a row has a label of its own.
fn input(form: &mut Form, input: &Value, labelled: bool) {
    if input["type"] != TEXT_INPUT {
        return invalid_kind(form);
    }
    form.known(
        input,
        &["type", "id", "custom_id", "style", "label", "min_length", "max_length", "required", "value", "placeholder"],
    );
    form.required_text(input, "custom_id", 1..=COMPONENT_CUSTOM_ID_LENGTH);
    if labelled {
        form.required_text(input, "label", 1..=TEXT_INPUT_LABEL_MAX);
    }
    form.text(input, "placeholder", 0..=TEXT_INPUT_PLACEHOLDER_MAX);
    form.text(input, "value", 0..=TEXT_INPUT_LENGTH_MAX);
    for key in ["min_length", "max_length"] {
        if input[key].as_u64().is_some_and(|length| length > TEXT_INPUT_LENGTH_MAX as u64) {
            form.at(key, |form| form.wrong("NUMBER_TYPE_RANGE", "int value should be between 0 and 4000."));
        }
    }
}
