//! The limits of embeds.

use serde_json::{Value, json};
use twilight_model::channel::message::Embed;
use twilight_validate::embed::{
    AUTHOR_NAME_LENGTH, COLOR_MAXIMUM, DESCRIPTION_LENGTH, EMBED_TOTAL_LENGTH, FIELD_COUNT, FIELD_NAME_LENGTH,
    FIELD_VALUE_LENGTH, FOOTER_TEXT_LENGTH, TITLE_LENGTH,
};
use twilight_validate::message::EMBED_COUNT_LIMIT;

use super::Form;

const MOST_URL_CHARS: usize = 2_048;

const FIELDS: [&str; 13] = [
    "title",
    "type",
    "description",
    "url",
    "timestamp",
    "color",
    "footer",
    "image",
    "thumbnail",
    "video",
    "provider",
    "author",
    "fields",
];

/// Looks at the embeds of a message.
pub(crate) fn look(form: &mut Form, body: &Value) {
    let list = form.list(body, "embeds", 0..=EMBED_COUNT_LIMIT);
    form.at("embeds", |form| {
        form.each(list, one);
        let chars: usize = list.as_array().into_iter().flatten().map(chars).sum();
        if chars > EMBED_TOTAL_LENGTH {
            let message = format!("Embed size exceeds maximum size of {EMBED_TOTAL_LENGTH}");
            form.wrong("MAX_EMBED_SIZE_EXCEEDED", &message);
        }
        if form.is_right() && list.as_array().is_some_and(|list| !list.is_empty()) {
            second_opinion(form, list);
        }
    });
}

fn one(form: &mut Form, embed: &Value) {
    form.known(embed, &FIELDS);
    form.text(embed, "title", 0..=TITLE_LENGTH);
    form.text(embed, "description", 0..=DESCRIPTION_LENGTH);
    form.url(embed, "url", MOST_URL_CHARS);
    if embed["color"].as_u64().is_some_and(|colour| colour > u64::from(COLOR_MAXIMUM)) {
        let message = format!("int value should be less than or equal to {COLOR_MAXIMUM}.");
        form.at("color", |form| form.wrong("NUMBER_TYPE_MAX", &message));
    }
    let fields = form.list(embed, "fields", 0..=FIELD_COUNT);
    form.at("fields", |form| {
        form.each(fields, |form, field| {
            form.known(field, &["name", "value", "inline"]);
            form.required_text(field, "name", 1..=FIELD_NAME_LENGTH);
            form.required_text(field, "value", 1..=FIELD_VALUE_LENGTH);
        });
    });
    for (key, text, most) in [("footer", "text", FOOTER_TEXT_LENGTH), ("author", "name", AUTHOR_NAME_LENGTH)] {
        if let Some(part) = embed.get(key).filter(|part| !part.is_null()) {
            form.at(key, |form| form.required_text(part, text, 1..=most));
        }
    }
    for key in ["image", "thumbnail"] {
        if let Some(picture) = embed.get(key).filter(|part| !part.is_null()) {
            form.at(key, |form| form.url(picture, "url", MOST_URL_CHARS));
        }
    }
    let shown = FIELDS.iter().filter(|key| !["type", "color", "url"].contains(key));
    let empty = |value: &Value| value.is_null() || value == "" || value.as_array().is_some_and(Vec::is_empty);
    if shown.filter_map(|key| embed.get(*key)).all(empty) {
        form.required("description");
    }
}

/// The characters of an embed that count towards the sum of all.
fn chars(embed: &Value) -> usize {
    let count = |value: &Value| value.as_str().map_or(0, |text| text.chars().count());
    let fields = embed["fields"].as_array().into_iter().flatten();
    let fields: usize = fields.map(|field| count(&field["name"]) + count(&field["value"])).sum();
    let texts = [&embed["title"], &embed["description"], &embed["footer"]["text"], &embed["author"]["name"]];
    fields + texts.into_iter().map(count).sum::<usize>()
}

/// What `twilight` makes of embeds that we found nothing wrong with.
fn second_opinion(form: &mut Form, list: &Value) {
    let typed = list.as_array().into_iter().flatten().map(|embed| {
        let mut embed = embed.clone();
        embed["type"] = json!("rich");
        serde_json::from_value(embed)
    });
    match typed.collect::<Result<Vec<Embed>, _>>() {
        Err(error) => form.wrong("MODEL_TYPE_CONVERT", &error.to_string()),
        Ok(embeds) => {
            if let Err(error) = twilight_validate::message::embeds(&embeds) {
                form.wrong("BASE_TYPE_BAD_LENGTH", &error.to_string());
            }
        }
    }
}
