//! The limits of rows, buttons, select menus, and the components that take a message's place.

use std::collections::HashSet;

use serde_json::Value;
use twilight_model::channel::message::Component;
use twilight_validate::component::{
    ACTION_ROW_COMPONENT_COUNT, COMPONENT_BUTTON_LABEL_LENGTH, COMPONENT_COUNT, COMPONENT_CUSTOM_ID_LENGTH,
    COMPONENT_V2_COUNT, SELECT_MAXIMUM_VALUES_LIMIT, SELECT_OPTION_COUNT, SELECT_OPTION_DESCRIPTION_LENGTH,
    SELECT_OPTION_LABEL_LENGTH, SELECT_OPTION_VALUE_LENGTH, SELECT_PLACEHOLDER_LENGTH,
};

use super::Form;

/// Discord's numbers for the kinds of component.
const ROW: u64 = 1;
const BUTTON: u64 = 2;
const TEXT_SELECT: u64 = 3;

const LINK: u64 = 5;
const PREMIUM: u64 = 6;
/// Documented for link buttons; `twilight` has no figure for it.
const MOST_BUTTON_URL_CHARS: usize = 512;
const MOST_TEXT_CHARS: usize = 4_000;

/// Looks at the components of a message; `v2` when they take the place of its text.
pub(crate) fn look(form: &mut Form, body: &Value, v2: bool) {
    let list = form.list(body, "components", 0..=if v2 { COMPONENT_V2_COUNT } else { COMPONENT_COUNT });
    form.at("components", |form| {
        let mut seen = Seen::default();
        form.each(list, |form, component| match component["type"].as_u64() {
            Some(ROW) => row(form, component, &mut seen),
            Some(9..=17) if v2 => block(form, component, &mut seen),
            _ => invalid_kind(form),
        });
        if v2 && seen.count > COMPONENT_V2_COUNT {
            let message = format!("The total number of components must not exceed {COMPONENT_V2_COUNT}");
            form.wrong("COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", &message);
        }
        if form.is_right() && list.as_array().is_some_and(|list| !list.is_empty()) {
            second_opinion(form, list, v2);
        }
    });
}

/// What was met so far in a message.
#[derive(Default)]
struct Seen<'v> {
    custom_ids: HashSet<&'v str>,
    count: usize,
}

fn row<'v>(form: &mut Form, row: &'v Value, seen: &mut Seen<'v>) {
    form.known(row, &["type", "id", "components"]);
    seen.count += 1;
    let list = form.list(row, "components", 1..=ACTION_ROW_COMPONENT_COUNT);
    if list.is_null() {
        form.required("components");
    }
    form.at("components", |form| {
        form.each(list, |form, component| match component["type"].as_u64() {
            Some(BUTTON) => button(form, component, seen),
            Some(TEXT_SELECT | 5..=8) => select(form, component, seen),
            _ => invalid_kind(form),
        });
        let members = list.as_array().map_or(&[][..], Vec::as_slice);
        let selects = members.iter().filter(|component| component["type"] != BUTTON).count();
        if selects > 0 && members.len() > 1 {
            form.wrong("COMPONENT_LAYOUT_WIDTH_EXCEEDED", "The specified component exceeds the maximum width");
        }
    });
}

fn button<'v>(form: &mut Form, button: &'v Value, seen: &mut Seen<'v>) {
    form.known(button, &["type", "id", "style", "label", "emoji", "custom_id", "sku_id", "url", "disabled"]);
    seen.count += 1;
    form.text(button, "label", 0..=COMPONENT_BUTTON_LABEL_LENGTH);
    match button["style"].as_u64() {
        Some(1..=4) => {
            custom_id(form, button, seen);
            if button.get("url").is_some_and(|url| !url.is_null()) {
                form.at("url", |form| form.wrong("BUTTON_COMPONENT_URL_NOT_ALLOWED", "Only link buttons have a url"));
            }
        }
        Some(LINK) => {
            if button["url"].is_null() {
                form.required("url");
            }
            form.url(button, "url", MOST_BUTTON_URL_CHARS);
            if button.get("custom_id").is_some_and(|id| !id.is_null()) {
                form.wrong(
                    "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE",
                    "A custom id and url cannot both be specified",
                );
            }
        }
        Some(PREMIUM) => {}
        _ => form.at("style", |form| form.wrong("BASE_TYPE_CHOICES", "Value must be one of {1, 2, 3, 4, 5, 6}.")),
    }
    let bare = |key: &str| button[key].is_null() || button[key] == "";
    if button["style"] != PREMIUM && bare("label") && bare("emoji") {
        form.wrong("BUTTON_COMPONENT_MISSING_LABEL_OR_EMOJI", "A button must have a label or emoji");
    }
}

fn select<'v>(form: &mut Form, menu: &'v Value, seen: &mut Seen<'v>) {
    seen.count += 1;
    form.known(
        menu,
        &[
            "type",
            "id",
            "custom_id",
            "options",
            "channel_types",
            "placeholder",
            "default_values",
            "min_values",
            "max_values",
            "required",
            "disabled",
        ],
    );
    custom_id(form, menu, seen);
    form.text(menu, "placeholder", 0..=SELECT_PLACEHOLDER_LENGTH);
    let most = menu["max_values"].as_u64().unwrap_or(1) as usize;
    let least = menu["min_values"].as_u64().unwrap_or(1) as usize;
    if !(1..=SELECT_MAXIMUM_VALUES_LIMIT).contains(&most) || least > most {
        form.at("max_values", |form| form.wrong("NUMBER_TYPE_RANGE", "int value should be between 1 and 25."));
    }
    if menu["type"] != TEXT_SELECT {
        return;
    }
    let options = form.list(menu, "options", 1..=SELECT_OPTION_COUNT);
    if options.is_null() {
        form.required("options");
    }
    form.at("options", |form| {
        let mut values = HashSet::new();
        form.each(options, |form, option| {
            form.known(option, &["label", "value", "description", "emoji", "default"]);
            form.required_text(option, "label", 1..=SELECT_OPTION_LABEL_LENGTH);
            form.required_text(option, "value", 1..=SELECT_OPTION_VALUE_LENGTH);
            form.text(option, "description", 0..=SELECT_OPTION_DESCRIPTION_LENGTH);
            if option["value"].as_str().is_some_and(|value| !values.insert(value)) {
                form.at("value", |form| {
                    form.wrong(
                        "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
                        "The specified option value is already used",
                    );
                });
            }
        });
        let count = options.as_array().map_or(0, Vec::len);
        if count > 0 && most > count {
            form.wrong("BASE_TYPE_BAD_LENGTH", &format!("Must be at least {most} in length."));
        }
    });
}

/// A part of a message made of components alone: text, section, picture, file, line, container.
fn block<'v>(form: &mut Form, component: &'v Value, seen: &mut Seen<'v>) {
    seen.count += 1;
    if component["type"] == 10 {
        form.required_text(component, "content", 1..=MOST_TEXT_CHARS);
    }
    form.at("components", |form| {
        form.each(&component["components"], |form, inner| match inner["type"].as_u64() {
            Some(ROW) => row(form, inner, seen),
            Some(9..=14) => block(form, inner, seen),
            _ => invalid_kind(form),
        });
    });
    if let Some(accessory) = component.get("accessory").filter(|accessory| accessory["type"] == BUTTON) {
        form.at("accessory", |form| button(form, accessory, seen));
    }
}

fn custom_id<'v>(form: &mut Form, component: &'v Value, seen: &mut Seen<'v>) {
    form.required_text(component, "custom_id", 1..=COMPONENT_CUSTOM_ID_LENGTH);
    if component["custom_id"].as_str().is_some_and(|id| !seen.custom_ids.insert(id)) {
        let message = "Component custom id cannot be duplicated";
        form.at("custom_id", |form| form.wrong("COMPONENT_CUSTOM_ID_DUPLICATED", message));
    }
}

pub(crate) fn invalid_kind(form: &mut Form) {
    form.at("type", |form| form.wrong("UNION_TYPE_CHOICES", "This component cannot stand here."));
}

/// What `twilight` makes of components that we found nothing wrong with.
fn second_opinion(form: &mut Form, list: &Value, v2: bool) {
    let typed = list.as_array().into_iter().flatten().map(serde::Deserialize::deserialize);
    match typed.collect::<Result<Vec<Component>, serde_json::Error>>() {
        Err(error) => form.wrong("MODEL_TYPE_CONVERT", &error.to_string()),
        Ok(components) => {
            if let Err(error) = twilight_validate::message::components(&components, v2) {
                form.wrong("BASE_TYPE_BAD_LENGTH", &error.to_string());
            }
        }
    }
}
