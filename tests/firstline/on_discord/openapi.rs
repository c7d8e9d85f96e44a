//! Discord's own description of its REST: every request that the bot makes in a test is held against it.
//!
//! It is too large for the repository. `FIRSTLINE_OPENAPI` names the file, and where it does not, nothing is held against
//! anything and a line says so. Two things that serenity writes otherwise, and that Discord takes, are let pass.

use std::collections::HashMap;
use std::io::Write as _;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use firstline::sandbox::Recorded;
use jsonschema::Validator;
use serde_json::{Value, json};

const VARIABLE: &str = "FIRSTLINE_OPENAPI";

/// What of these requests Discord does not describe.
pub(super) fn undescribed(requests: &[Arc<Recorded>]) -> Vec<String> {
    let Some(description) = DESCRIPTION.as_ref() else { return vec![] };
    requests
        .iter()
        .filter_map(|request| {
            let wrong = description.wrong(&request.method, &request.path, &request.body)?;
            Some(format!("{} {}: {wrong}", request.method, request.path))
        })
        .collect()
}

static DESCRIPTION: LazyLock<Option<Description>> = LazyLock::new(|| {
    #[expect(clippy::disallowed_methods, reason = "a test has no command line to be told by")]
    let named = std::env::var_os(VARIABLE);
    let Some(path) = named.map(std::path::PathBuf::from) else {
        // Past the test's own output, which is only shown when it fails.
        let _ = writeln!(std::io::stderr(), "left out: {VARIABLE} does not name Discord's description of its REST");
        return None;
    };
    let text =
        std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{VARIABLE} names {}: {error}", path.display()));
    Some(Description::new(serde_json::from_str(&text).expect("the description is JSON")))
});

struct Description {
    operations: Vec<Operation>,
    components: Value,
    /// The schemas of bodies, compiled as they are needed.
    compiled: Mutex<HashMap<usize, Arc<Validator>>>,
}

struct Operation {
    method: String,
    path: Vec<String>,
    /// Of the body; none where it takes none.
    schema: Option<Value>,
    needs_body: bool,
}

impl Description {
    fn new(mut all: Value) -> Self {
        let mut operations = vec![];
        for (path, methods) in all["paths"].as_object().expect("it describes paths") {
            for (method, operation) in methods.as_object().expect("a path has methods") {
                let body = &operation["requestBody"];
                let content = &body["content"];
                let schema =
                    ["application/json", "multipart/form-data"].iter().find_map(|kind| content[kind].get("schema"));
                operations.push(Operation {
                    method: method.to_uppercase(),
                    path: path.split('/').map(str::to_owned).collect(),
                    schema: schema.cloned(),
                    needs_body: body["required"] == true,
                });
            }
        }
        Self { operations, components: all["components"].take(), compiled: Mutex::default() }
    }

    /// What is wrong with a request.
    fn wrong(&self, method: &str, path: &str, body: &Value) -> Option<String> {
        let fits = |operation: &Operation| operation.method == method && operation.literals(path).is_some();
        let fitting = self.operations.iter().enumerate().filter(|(_, operation)| fits(operation));
        let Some((at, operation)) = fitting.max_by_key(|(_, operation)| operation.literals(path)) else {
            return Some("Discord has no such route".to_owned());
        };
        match (&operation.schema, body) {
            (_, Value::Null) => operation.needs_body.then(|| "it has no body, and needs one".to_owned()),
            (None, _) => Some("it has a body, and takes none".to_owned()),
            (Some(schema), body) => {
                let body = usual(body);
                let validator = self.validator(at, schema);
                let wrong = validator.iter_errors(&body).map(|error| format!("{} at {}", error, error.instance_path()));
                let wrong: Vec<String> = wrong.collect();
                (!wrong.is_empty()).then(|| wrong.join("; "))
            }
        }
    }

    fn validator(&self, at: usize, schema: &Value) -> Arc<Validator> {
        let mut compiled = self.compiled.lock().unwrap_or_else(PoisonError::into_inner);
        let validator = compiled.entry(at).or_insert_with(|| {
            let whole = json!({"components": self.components, "allOf": [schema]});
            Arc::new(jsonschema::draft202012::new(&whole).expect("Discord describes its bodies in JSON Schema"))
        });
        Arc::clone(validator)
    }
}

impl Operation {
    /// How much of a path is described word for word; none where it is another path.
    fn literals(&self, path: &str) -> Option<usize> {
        let mut literals = 0;
        let mut parts = path.split('/');
        for described in &self.path {
            let part = parts.next()?;
            if !described.starts_with('{') {
                if described != part {
                    return None;
                }
                literals += 1;
            }
        }
        parts.next().is_none().then_some(literals)
    }
}

/// The body with what serenity writes in its own way written as Discord describes it.
fn usual(body: &Value) -> Value {
    match body {
        Value::Array(all) => all.iter().map(usual).collect(),
        Value::Object(fields) => {
            let field = |(name, value): (&String, &Value)| {
                let usual = match (name.as_str(), value) {
                    ("default_member_permissions", Value::String(bits)) => json!(bits.parse::<u64>().ok()),
                    ("attachments", Value::Array(files)) => files.iter().map(with_id_as_text).collect(),
                    (_, value) => usual(value),
                };
                (name.clone(), usual)
            };
            Value::Object(fields.iter().map(field).collect())
        }
        other => other.clone(),
    }
}

fn with_id_as_text(file: &Value) -> Value {
    let mut file = usual(file);
    if let Some(id) = file["id"].as_u64() {
        file["id"] = json!(id.to_string());
    }
    file
}

#[test]
fn what_discord_does_not_describe_is_caught() {
    let Some(description) = DESCRIPTION.as_ref() else { return };
    let wrong = |method: &str, path: &str, body: Value| description.wrong(method, path, &body);
    assert_eq!(wrong("POST", "/channels/1/messages", json!({"content": "hello"})), None);
    assert_eq!(wrong("GET", "/gateway", Value::Null), None);
    assert!(wrong("POST", "/channels/1/messages", json!({"content": "x".repeat(4001)})).is_some());
    assert!(wrong("POST", "/channels/1/messages", json!({"nonce": "x".repeat(26)})).is_some());
    assert!(wrong("POST", "/channels/1/massages", json!({"content": "hello"})).is_some());
    assert!(wrong("PUT", "/channels/1/pins/2", json!({"content": "hello"})).is_some());
    assert!(wrong("POST", "/interactions/1/token/callback", json!({"type": 4711})).is_some());
}
