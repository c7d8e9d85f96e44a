//! The limits of a message's body, however it is sent.

use serde_json::Value;
use twilight_validate::message::{ATTACHMENT_DESCIPTION_LENGTH_MAX, MESSAGE_CONTENT_LENGTH_MAX};

use super::{Form, components, embeds};
use crate::sandbox::rest::refusal::Refusal;
use crate::sandbox::world::files::NewFile;
use crate::sandbox::world::show::MOST_UPLOAD_BYTES;

/// Its components take the place of text and embeds.
const COMPONENTS_V2: u64 = 1 << 15;
const MOST_NONCE_CHARS: usize = 25;
const MOST_FILES: usize = 10;
const MOST_MENTIONS: usize = 100;

const FIELDS: [&str; 14] = [
    "content",
    "nonce",
    "enforce_nonce",
    "tts",
    "embeds",
    "allowed_mentions",
    "message_reference",
    "components",
    "sticker_ids",
    "attachments",
    "flags",
    "poll",
    "username",
    "thread_name",
];

/// Looks at a message's body and its files; gives the fields that Discord does not know.
pub(crate) fn check(body: &Value, files: &[(u64, NewFile)]) -> Result<Vec<String>, Refusal> {
    let mut form = Form::default();
    look(&mut form, body, files)?;
    form.done()
}

/// The same for a body inside another.
pub(crate) fn look(form: &mut Form, body: &Value, files: &[(u64, NewFile)]) -> Result<(), Refusal> {
    if files.iter().any(|(_, file)| file.body.says_bytes() > MOST_UPLOAD_BYTES) {
        return Err(Refusal::too_large());
    }
    if !(body.is_object() || body.is_null()) {
        form.wrong("MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType");
        return Ok(());
    }
    form.known(body, &FIELDS);
    form.text(body, "content", 0..=MESSAGE_CONTENT_LENGTH_MAX);
    if body["nonce"].is_string() {
        form.text(body, "nonce", 0..=MOST_NONCE_CHARS);
    }
    let v2 = body["flags"].as_u64().unwrap_or(0) & COMPONENTS_V2 != 0;
    embeds::look(form, body);
    components::look(form, body, v2);
    if v2 {
        for key in ["content", "embeds"] {
            let given = body
                .get(key)
                .is_some_and(|value| !value.is_null() && value != "" && value != &Value::Array(Vec::new()));
            if given {
                let message = "The field cannot be used when using MessageFlags.IS_COMPONENTS_V2";
                form.at(key, |form| form.wrong("MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", message));
            }
        }
    }
    mentions(form, &body["allowed_mentions"]);
    attachments(form, body, files);
    Ok(())
}

fn mentions(form: &mut Form, said: &Value) {
    form.at("allowed_mentions", |form| {
        form.known(said, &["parse", "roles", "users", "replied_user"]);
        let parse = said["parse"].as_array().map_or(&[][..], Vec::as_slice);
        if parse.iter().any(|kind| !["roles", "users", "everyone"].iter().any(|known| kind == known)) {
            form.at("parse", |form| {
                form.wrong("BASE_TYPE_CHOICES", "Value must be one of {'users', 'roles', 'everyone'}.");
            });
        }
        for key in ["users", "roles"] {
            let list = form.list(said, key, 0..=MOST_MENTIONS);
            if parse.iter().any(|kind| kind == key) && list.as_array().is_some_and(|list| !list.is_empty()) {
                let message = format!("parse:[\"{key}\"] and {key}: [ids...] are mutually exclusive.");
                form.wrong("MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", &message);
            }
        }
    });
}

fn attachments(form: &mut Form, body: &Value, files: &[(u64, NewFile)]) {
    let list = form.list(body, "attachments", 0..=MOST_FILES);
    if files.len() > MOST_FILES {
        form.wrong("BASE_TYPE_BAD_LENGTH", &format!("Must be {MOST_FILES} or fewer in length."));
    }
    form.at("attachments", |form| {
        form.each(list, |form, entry| {
            form.text(entry, "description", 0..=ATTACHMENT_DESCIPTION_LENGTH_MAX);
            if entry["id"].is_null() {
                form.required("id");
            }
        });
    });
}
