//! The limits of commands.

use std::collections::HashSet;

use serde_json::Value;
use twilight_validate::command::{
    CHOICES_LIMIT, DESCRIPTION_LENGTH_MAX, DESCRIPTION_LENGTH_MIN, GUILD_COMMAND_LIMIT, NAME_LENGTH_MAX, OPTIONS_LIMIT,
    chat_input_name, option_name,
};

use super::Form;
use super::answer::choice;
use crate::sandbox::rest::refusal::Refusal;

/// The characters of a command with all its options, by Discord's documentation; `twilight` still has 4,000.
const MOST_CHARS: usize = 8_000;
/// The commands in a menu of a person or of a message, each; since March 2026.
const MOST_MENU_COMMANDS: usize = 15;

const SLASH: u64 = 1;
const FIELDS: [&str; 17] = [
    "id",
    "name",
    "name_localizations",
    "description",
    "description_localizations",
    "options",
    "default_member_permissions",
    "dm_permission",
    "default_permission",
    "integration_types",
    "contexts",
    "type",
    "nsfw",
    "handler",
    "version",
    "application_id",
    "guild_id",
];
const OPTION_FIELDS: [&str; 15] = [
    "type",
    "name",
    "name_localizations",
    "description",
    "description_localizations",
    "required",
    "choices",
    "options",
    "channel_types",
    "min_value",
    "max_value",
    "min_length",
    "max_length",
    "autocomplete",
    "file_types",
];

/// Looks at all commands of an overwrite; gives the fields that Discord does not know.
pub(crate) fn check_all(list: &Value) -> Result<Vec<String>, Refusal> {
    let mut form = Form::default();
    let Some(commands) = list.as_array() else {
        form.wrong("LIST_TYPE_CONVERT", "Only iterables may be used in a ListType");
        return form.done();
    };
    let of_kind = |kind: u64| commands.iter().filter(|one| one["type"].as_u64().unwrap_or(SLASH) == kind).count();
    let most = [(1, GUILD_COMMAND_LIMIT), (2, MOST_MENU_COMMANDS), (3, MOST_MENU_COMMANDS)];
    for (kind, most) in most.into_iter().filter(|(kind, most)| of_kind(*kind) > *most) {
        let message = format!("Maximum number of application commands of type {kind} reached ({most})");
        form.wrong("APPLICATION_COMMAND_TOO_MANY", &message);
    }
    let mut names = HashSet::new();
    form.each(list, |form, command| {
        look(form, command);
        if !names.insert((command["name"].as_str(), command["type"].as_u64().unwrap_or(SLASH))) {
            let message = "Application command names must be unique";
            form.at("name", |form| form.wrong("APPLICATION_COMMANDS_DUPLICATE_NAME", message));
        }
    });
    form.done()
}

/// Looks at one command.
pub(crate) fn check(command: &Value) -> Result<Vec<String>, Refusal> {
    let mut form = Form::default();
    look(&mut form, command);
    form.done()
}

fn look(form: &mut Form, command: &Value) {
    form.known(command, &FIELDS);
    form.required_text(command, "name", 1..=NAME_LENGTH_MAX);
    localized(form, command, "name_localizations", NAME_LENGTH_MAX);
    if command["type"].as_u64().unwrap_or(SLASH) == SLASH {
        if command["name"].as_str().is_some_and(|name| chat_input_name(name).is_err()) {
            invalid_name(form);
        }
        form.required_text(command, "description", DESCRIPTION_LENGTH_MIN..=DESCRIPTION_LENGTH_MAX);
        localized(form, command, "description_localizations", DESCRIPTION_LENGTH_MAX);
    } else if command["description"].as_str().is_some_and(|description| !description.is_empty()) {
        let message = "Context menu commands cannot have description";
        form.at("description", |form| form.wrong("APPLICATION_COMMAND_DESCRIPTION_NOT_ALLOWED", message));
    }
    options(form, command, 0);
    if chars(command) > MOST_CHARS {
        form.wrong("APPLICATION_COMMAND_TOO_LARGE", &format!("Command exceeds maximum size ({MOST_CHARS})"));
    }
}

/// The options of a command, or of a group or sub-command in it.
fn options(form: &mut Form, of: &Value, depth: usize) {
    let list = form.list(of, "options", 0..=OPTIONS_LIMIT);
    form.at("options", |form| {
        let mut names = HashSet::new();
        let mut optional = false;
        form.each(list, |form, option| {
            form.known(option, &OPTION_FIELDS);
            form.required_text(option, "name", 1..=NAME_LENGTH_MAX);
            form.required_text(option, "description", DESCRIPTION_LENGTH_MIN..=DESCRIPTION_LENGTH_MAX);
            localized(form, option, "name_localizations", NAME_LENGTH_MAX);
            localized(form, option, "description_localizations", DESCRIPTION_LENGTH_MAX);
            let name = option["name"].as_str().unwrap_or_default();
            if option_name(name).is_err() {
                invalid_name(form);
            }
            if !names.insert(name) {
                form.at("name", |form| {
                    form.wrong("APPLICATION_COMMAND_OPTIONS_NAME_INVALID", "Option names must be unique");
                });
            }
            if option["required"] == true && optional {
                let message = "Required options must be placed before non-required options";
                form.wrong("APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", message);
            }
            optional |= option["required"] != true;
            let choices = form.list(option, "choices", 0..=CHOICES_LIMIT);
            form.at("choices", |form| form.each(choices, choice));
            if option["autocomplete"] == true && choices.as_array().is_some_and(|list| !list.is_empty()) {
                form.wrong(
                    "APPLICATION_COMMAND_AUTOCOMPLETE_CHOICES",
                    "Choices and autocomplete are mutually exclusive",
                );
            }
            let nests = matches!(option["type"].as_u64(), Some(1 | 2));
            if nests && depth < 2 {
                options(form, option, depth + 1);
            } else if nests || !matches!(option["type"].as_u64(), Some(3..=11)) {
                form.at("type", |form| form.wrong("BASE_TYPE_CHOICES", "This kind of option cannot stand here."));
            }
        });
    });
}

fn invalid_name(form: &mut Form) {
    form.at("name", |form| form.wrong("APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid"));
}

fn localized(form: &mut Form, of: &Value, key: &'static str, most: usize) {
    for (locale, text) in of[key].as_object().into_iter().flatten() {
        let chars = text.as_str().map_or(0, |text| text.chars().count());
        if !(1..=most).contains(&chars) {
            let message = format!("{locale}: Must be between 1 and {most} in length.");
            form.at(key, |form| form.wrong("BASE_TYPE_BAD_LENGTH", &message));
        }
    }
}

/// The characters of a command that count: the longest of each text's languages, with those of all that is inside.
fn chars(of: &Value) -> usize {
    let count = |value: &Value| value.as_str().map_or(0, |text| text.chars().count());
    let longest = |key: &str, localized: &str| {
        let others = of[localized].as_object().into_iter().flatten().map(|(_, text)| count(text));
        others.chain([count(&of[key])]).max().unwrap_or(0)
    };
    let inside = ["options", "choices"].into_iter().flat_map(|key| of[key].as_array().into_iter().flatten());
    longest("name", "name_localizations")
        + longest("description", "description_localizations")
        + count(&of["value"])
        + inside.map(chars).sum::<usize>()
}
