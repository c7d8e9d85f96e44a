//! Reading single values, each of the kind that its key wants, and saying what to write where it is another.

use std::ops::Range;

use ::toml::de::{DeArray, DeString, DeTable, DeValue};

use super::{Reader, Value};

/// What a key wants, for saying what would be right.
#[derive(Clone, Copy)]
pub(crate) enum Wants {
    /// One string.
    Text,
    /// An array of strings.
    Texts,
    /// A date without a time.
    Date,
    /// An array of tables, each written under a `[[key]]` heading.
    Sections,
    /// An array of inline tables with a title and an address.
    Documents,
    /// An array of strings or `{ text, link }`.
    Steps,
    /// A string or `{ when, collect }`.
    Escalate,
    /// A table under a `[key]` heading.
    Section,
    /// A number without a fraction.
    Whole,
    /// A number.
    Number,
}

impl Reader<'_> {
    pub(super) fn tables<T>(
        &mut self,
        key: &str,
        wants: Wants,
        value: Value<'_>,
        mut read: impl FnMut(&mut Self, DeTable<'_>, Range<usize>) -> T,
    ) -> Vec<T> {
        let mut out = Vec::new();
        for item in self.array(key, wants, value) {
            let span = item.span();
            match item.into_inner() {
                DeValue::Table(table) => out.push(read(self, table, span)),
                other => self.wrong_item(key, wants, &other, span),
            }
        }
        out
    }

    pub(crate) fn texts(&mut self, key: &str, value: Value<'_>) -> Vec<String> {
        let mut out = Vec::new();
        for item in self.array(key, Wants::Texts, value) {
            let span = item.span();
            match item.into_inner() {
                DeValue::String(text) => out.push(self.plain_lines(text, &span)),
                other => self.wrong_item(key, Wants::Texts, &other, span),
            }
        }
        out
    }

    pub(crate) fn array<'i>(&mut self, key: &str, wants: Wants, value: Value<'i>) -> DeArray<'i> {
        let span = value.span();
        match value.into_inner() {
            DeValue::Array(items) => items,
            other => {
                self.wrong_type(key, wants, &other, span);
                DeArray::new()
            }
        }
    }

    pub(crate) fn text(&mut self, key: &str, value: Value<'_>) -> String {
        let span = value.span();
        match value.into_inner() {
            DeValue::String(text) => self.plain_lines(text, &span),
            other => {
                self.wrong_type(key, Wants::Text, &other, span);
                String::new()
            }
        }
    }

    /// The string as on a machine that ends its lines with a newline only: the same file is the same knowledge on both.
    /// Returns that the author wrote as escapes stay.
    pub(super) fn plain_lines(&self, string: DeString<'_>, span: &Range<usize>) -> String {
        let string = string.into_owned();
        if self.has_returns && self.text.get(span.clone()).is_some_and(|written| written.contains("\r\n")) {
            return string.replace("\r\n", "\n");
        }
        string
    }

    pub(crate) fn filled_text(&mut self, key: &str, value: Value<'_>) -> String {
        let span = value.span();
        let is_text = value.get_ref().is_str();
        let text = self.text(key, value);
        if is_text && text.trim().is_empty() {
            self.error(
                "empty-text",
                span,
                format!("`{key}` is empty"),
                "write what belongs here, or remove the whole entry",
            );
        }
        text
    }

    pub(super) fn id(&mut self, value: Value<'_>) -> String {
        let span = value.span();
        let id = self.filled_text("id", value);
        if !id.trim().is_empty() && id.contains(|c: char| c.is_whitespace() || c.is_control()) {
            let better = id.split_whitespace().collect::<Vec<_>>().join("-").to_lowercase();
            let message = format!("the id `{}` has a space in it", id.escape_debug());
            self.error(
                "bad-id",
                span,
                message,
                format!("join its words with hyphens: `id = \"{}\"`", better.escape_debug()),
            );
        }
        id
    }

    pub(crate) fn date(&mut self, key: &str, value: &Value<'_>) -> Option<jiff::civil::Date> {
        let span = value.span();
        let DeValue::Datetime(found) = value.get_ref() else {
            self.wrong_type(key, Wants::Date, value.get_ref(), span);
            return None;
        };
        let Some(date) = found.date.filter(|_| found.time.is_none()) else {
            let message = format!("`{key}` has a time, but is a date only");
            self.error("wrong-type", span, message, format!("write year, month and day: `{key} = 2026-01-31`"));
            return None;
        };
        // The parser knows the calendar too, so this parses.
        date.to_string().parse().ok()
    }

    pub(crate) fn wrong_type(&mut self, key: &str, wants: Wants, found: &DeValue<'_>, span: Range<usize>) {
        let written = self.written(&span);
        let unquoted = |text: &str| format!("leave the quotes out: `{key} = {text}`");
        let (wanted, help) = match (wants, found) {
            (Wants::Text, DeValue::Array(_) | DeValue::Table(_)) => ("a string", format!("write `{key} = \"…\"`")),
            (Wants::Text, _) => ("a string", format!("put it into quotes: `{key} = \"{written}\"`")),
            (Wants::Texts, DeValue::String(_)) => {
                ("an array of strings", format!("put it into brackets: `{key} = [{written}]`"))
            }
            (Wants::Texts, _) => ("an array of strings", format!("write `{key} = [\"…\", \"…\"]`")),
            (Wants::Date, DeValue::String(text)) if text.parse::<jiff::civil::Date>().is_ok() => {
                ("a date", unquoted(text))
            }
            (Wants::Date, _) => ("a date", format!("write year, month and day: `{key} = 2026-01-31`")),
            (Wants::Sections, DeValue::Table(_)) => {
                ("an array of tables", format!("put the heading into two brackets: `[[{key}]]`"))
            }
            (Wants::Sections, _) => {
                ("an array of tables", format!("put each one below a heading of its own: `[[{key}]]`"))
            }
            (Wants::Documents, _) => {
                ("an array of tables", format!("write `{key} = [{{ title = \"…\", url = \"https://…\" }}]`"))
            }
            (Wants::Steps, DeValue::String(_)) => ("an array", format!("put it into brackets: `{key} = [{written}]`")),
            (Wants::Steps, _) => {
                ("an array", format!("write `{key} = [\"…\", {{ text = \"…\", link = \"https://…\" }}]`"))
            }
            (Wants::Escalate, _) => {
                ("a table or a string", format!("write `{key} = {{ when = \"…\", collect = [\"…\"] }}`"))
            }
            (Wants::Section, _) => ("a table", format!("put its keys below a heading of their own: `[{key}]`")),
            (Wants::Whole, DeValue::String(text)) if text.parse::<i64>().is_ok() => ("a whole number", unquoted(text)),
            (Wants::Whole, _) => ("a whole number", format!("write for example `{key} = 10`")),
            (Wants::Number, DeValue::String(text)) if text.parse::<f64>().is_ok() => ("a number", unquoted(text)),
            (Wants::Number, _) => ("a number", format!("write for example `{key} = 0.5`")),
        };
        let message = format!("`{key}` is {wanted}, but this is {}", named(found));
        self.error("wrong-type", span, message, help);
    }

    pub(crate) fn wrong_item(&mut self, key: &str, wants: Wants, found: &DeValue<'_>, span: Range<usize>) {
        let written = self.written(&span);
        let (wanted, help) = match (wants, found) {
            (Wants::Texts, DeValue::Array(_) | DeValue::Table(_)) => {
                ("strings", format!("write `{key} = [\"…\", \"…\"]`"))
            }
            (Wants::Texts, _) => ("strings", format!("put it into quotes: `\"{written}\"`")),
            (Wants::Documents, _) => ("tables", format!("write `{key} = [{{ title = \"…\", url = \"https://…\" }}]`")),
            _ => ("tables", format!("put each one below a heading of its own: `[[{key}]]`")),
        };
        self.error("wrong-type", span, format!("`{key}` holds {wanted}, but this is {}", named(found)), help);
    }
}

pub(super) fn is_empty_array(value: &Value<'_>) -> bool {
    value.get_ref().as_array().is_some_and(|items| items.is_empty())
}

/// A value's type with its article, as a sentence wants it.
pub(super) fn named(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a string",
        DeValue::Integer(_) => "an integer",
        DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "a boolean",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "an array",
        DeValue::Table(_) => "a table",
    }
}
