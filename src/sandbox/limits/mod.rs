//! What Discord takes and what it does not: the limits of each body, and the error that names every field that breaks
//! one. The figures are those of `twilight-validate` where it has them, which also gives a second opinion on embeds and
//! components; the rest is written by hand.

pub(crate) mod answer;
pub(crate) mod commands;
pub(crate) mod components;
pub(crate) mod embeds;
pub(crate) mod message;

use std::ops::RangeInclusive;

use serde_json::{Map, Value, json};

use super::rest::refusal::Refusal;

/// A body being looked at: where one is in it, and what was wrong so far.
#[derive(Debug, Default)]
pub(crate) struct Form {
    path: Vec<Part>,
    errors: Map<String, Value>,
    /// Fields that Discord does not know; it passes them over, but whoever sends them is mistaken.
    unknown: Vec<String>,
}

#[derive(Clone, Copy, Debug)]
enum Part {
    Key(&'static str),
    Number(usize),
}

impl std::fmt::Display for Part {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Key(key) => f.write_str(key),
            Self::Number(number) => write!(f, "{number}"),
        }
    }
}

impl Form {
    /// Looks at a field.
    pub(crate) fn at<T>(&mut self, key: &'static str, look: impl FnOnce(&mut Self) -> T) -> T {
        self.inside(Part::Key(key), look)
    }

    /// Looks at each member of a list.
    pub(crate) fn each<'v>(&mut self, list: &'v Value, mut look: impl FnMut(&mut Self, &'v Value)) {
        for (number, member) in list.as_array().into_iter().flatten().enumerate() {
            self.inside(Part::Number(number), |form| look(form, member));
        }
    }

    fn inside<T>(&mut self, part: Part, look: impl FnOnce(&mut Self) -> T) -> T {
        self.path.push(part);
        let seen = look(self);
        self.path.pop();
        seen
    }

    /// Notes that what one looks at is wrong.
    pub(crate) fn wrong(&mut self, code: &str, message: &str) {
        let mut object = &mut self.errors;
        for part in &self.path {
            let inner = object.entry(part.to_string()).or_insert_with(|| json!({}));
            let Value::Object(inner) = inner else { return };
            object = inner;
        }
        let list = object.entry("_errors").or_insert_with(|| json!([]));
        if let Value::Array(list) = list {
            list.push(json!({"code": code, "message": message}));
        }
    }

    pub(crate) fn required(&mut self, key: &'static str) {
        self.at(key, |form| form.wrong("BASE_TYPE_REQUIRED", "This field is required"));
    }

    /// A text in a field, of so many characters. One that is absent or null is no error.
    pub(crate) fn text(&mut self, object: &Value, key: &'static str, chars: RangeInclusive<usize>) {
        let Some(value) = object.get(key).filter(|value| !value.is_null()) else { return };
        self.at(key, |form| match value.as_str() {
            None => form.wrong("STRING_TYPE_CONVERT", "Could not interpret value as string."),
            Some(text) => form.length(text.chars().count(), &chars),
        });
    }

    /// A text that must be there.
    pub(crate) fn required_text(&mut self, object: &Value, key: &'static str, chars: RangeInclusive<usize>) {
        match object.get(key) {
            None | Some(Value::Null) => self.required(key),
            Some(_) => self.text(object, key, chars),
        }
    }

    fn length(&mut self, length: usize, range: &RangeInclusive<usize>) {
        if range.contains(&length) {
            return;
        }
        if length == 0 {
            self.wrong("BASE_TYPE_REQUIRED", "This field is required");
        } else if *range.start() <= 1 {
            self.wrong("BASE_TYPE_MAX_LENGTH", &format!("Must be {} or fewer in length.", range.end()));
        } else {
            let message = format!("Must be between {} and {} in length.", range.start(), range.end());
            self.wrong("BASE_TYPE_BAD_LENGTH", &message);
        }
    }

    /// A list in a field, with so many members. One that is absent or null is no error.
    pub(crate) fn list<'v>(
        &mut self,
        object: &'v Value,
        key: &'static str,
        members: RangeInclusive<usize>,
    ) -> &'v Value {
        const NONE: &Value = &Value::Null;
        let Some(value) = object.get(key).filter(|value| !value.is_null()) else { return NONE };
        self.at(key, |form| match value.as_array() {
            None => form.wrong("LIST_TYPE_CONVERT", "Only iterables may be used in a ListType"),
            Some(list) if !members.contains(&list.len()) => {
                let message = format!("Must be between {} and {} in length.", members.start(), members.end());
                form.wrong("BASE_TYPE_BAD_LENGTH", &message);
            }
            Some(_) => {}
        });
        value
    }

    /// An object whose fields should all be known.
    pub(crate) fn known(&mut self, object: &Value, fields: &[&str]) {
        for key in object.as_object().into_iter().flat_map(Map::keys).filter(|key| !fields.contains(&key.as_str())) {
            let path = self.path.iter().map(ToString::to_string).chain([key.clone()]);
            self.unknown.push(path.collect::<Vec<_>>().join("."));
        }
    }

    /// An address that people can open.
    pub(crate) fn url(&mut self, object: &Value, key: &'static str, most_chars: usize) {
        self.text(object, key, 1..=most_chars);
        let Some(url) = object.get(key).and_then(Value::as_str) else { return };
        let allowed = ["http://", "https://", "attachment://", "discord://"];
        if !allowed.iter().any(|scheme| url.starts_with(scheme)) {
            self.at(key, |form| form.wrong("URL_TYPE_INVALID_SCHEME", "Scheme must be one of ('http', 'https')."));
        }
    }

    /// Whether nothing is wrong yet.
    pub(crate) fn is_right(&self) -> bool {
        self.errors.is_empty()
    }

    /// The fields that Discord does not know, or the refusal that names all that is wrong.
    pub(crate) fn done(self) -> Result<Vec<String>, Refusal> {
        if self.errors.is_empty() { Ok(self.unknown) } else { Err(Refusal::invalid_form(Value::Object(self.errors))) }
    }
}
