//! The JSON Schema of an article file, by which editors complete and check it while it is written.
//!
//! It is generated from the model, so that a field described there is described in the editor. What only the file
//! format knows, the shorter forms of a step and of an escalation, is here. [`super::toml`] reads the same format by
//! hand; a test holds the two against each other key by key.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};

use super::{Article, Escalate, Step};

/// A step as it may be written.
#[derive(JsonSchema)]
#[schemars(untagged, inline)]
#[expect(dead_code, reason = "only its shape is used")]
pub(super) enum StepForm {
    /// The instruction; Discord's Markdown is allowed.
    Text(String),
    /// The instruction with a link.
    Linked(Step),
}

/// When to bring a person, as it may be written.
#[derive(JsonSchema)]
#[schemars(untagged, inline)]
#[expect(dead_code, reason = "only its shape is used")]
pub(super) enum EscalateForm {
    /// The condition, in a sentence.
    When(String),
    /// The condition, and what to have ready.
    Full(Escalate),
}

/// The schema (draft 2020-12) as a JSON document.
pub fn json_schema() -> String {
    let mut schema = SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<Article>();
    schema.insert("title".to_owned(), "Firstline article".into());
    // The model's defaults mean "not given"; an editor that offers them would only write them out.
    schemars::transform::transform_subschemas(&mut remove_default, &mut schema);
    format!("{:#}\n", schema.as_value())
}

fn remove_default(schema: &mut Schema) {
    schema.remove("default");
    schemars::transform::transform_subschemas(&mut remove_default, schema);
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::super::toml;
    use super::*;

    fn keys(schema: &Value) -> Vec<&str> {
        let properties = schema["properties"].as_object().expect("an object has properties");
        let mut keys: Vec<&str> = properties.keys().map(String::as_str).collect();
        keys.sort_unstable();
        keys
    }

    #[test]
    fn the_committed_schema_is_the_generated_one() {
        let committed = concat!(env!("CARGO_MANIFEST_DIR"), "/knowledge/article.schema.json");
        let committed = std::fs::read_to_string(committed).unwrap_or_default().replace("\r\n", "\n");
        assert!(
            committed == json_schema(),
            "the model has changed: run `cargo run -- schema > knowledge/article.schema.json` and commit the file"
        );
    }

    #[test]
    fn the_schema_and_the_reader_know_the_same_keys() {
        let schema: Value = serde_json::from_str(&json_schema()).expect("a schema is JSON");
        assert_eq!(keys(&schema), toml::ARTICLE_KEYS);
        for (definition, known) in [
            ("Issue", toml::ISSUE_KEYS),
            ("Check", toml::CHECK_KEYS),
            ("Document", toml::DOCUMENT_KEYS),
            ("Step", toml::STEP_KEYS),
            ("Escalate", toml::ESCALATE_KEYS),
        ] {
            assert_eq!(keys(&schema["$defs"][definition]), known, "{definition}");
            assert_eq!(schema["$defs"][definition]["additionalProperties"], false, "{definition}");
        }
    }

    #[test]
    fn every_key_is_described() {
        let schema: Value = serde_json::from_str(&json_schema()).expect("a schema is JSON");
        let definitions = schema["$defs"].as_object().expect("the schema has definitions");
        for table in definitions.values().chain([&schema]) {
            for key in keys(table) {
                assert!(table["properties"][key]["description"].is_string(), "{key}");
            }
        }
    }
}
