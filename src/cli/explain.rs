//! The sandbox page's look behind the reply: why a paste was judged as it was, and pastes to try.

use std::sync::Arc;

use axum::extract::{DefaultBodyLimit, State};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::{Deserialize, Serialize};

use super::json::Ranked;
use super::why;
use crate::live::Live;
use crate::matching::Config;
use crate::paste::secrets::Redactor;
use crate::paste::{Part, Paste, markup};

/// Candidates that are shown.
const SHOWN: usize = 5;
/// A message's files and its text, and room for how JSON writes them.
const MOST_BYTES: usize = 64 << 20;
/// Example pastes that are offered.
const EXAMPLES: usize = 8;
/// Characters of an example's title.
const TITLE: usize = 80;

/// What the page asks for.
pub fn routes(live: Live, config: Config) -> Router {
    Router::new()
        .route("/explain", post(explain))
        .route("/examples", get(examples))
        .layer(DefaultBodyLimit::max(MOST_BYTES))
        .with_state(Arc::new(Behind { live, config }))
}

struct Behind {
    live: Live,
    config: Config,
}

/// A paste as the page has it.
#[derive(Debug, Deserialize)]
struct Pasted {
    #[serde(default)]
    content: String,
    #[serde(default)]
    files: Vec<File>,
}

#[derive(Debug, Deserialize)]
struct File {
    name: String,
    text: String,
}

/// A paste to try.
#[derive(Debug, Serialize)]
struct Example {
    title: String,
    text: String,
}

async fn explain(State(behind): State<Arc<Behind>>, Json(pasted): Json<Pasted>) -> Json<serde_json::Value> {
    let explained = tokio::task::spawn_blocking(move || {
        let snapshot = behind.live.now();
        let mut redactor = Redactor::default();
        let mut part = |name, text: &str| Part { name, text: redactor.redact(text).text };
        let mut parts = vec![part(None, &markup::plain(&pasted.content))];
        parts.extend(pasted.files.iter().map(|file| part(Some(file.name.clone()), &file.text)));
        let paste = Paste::from_parts(parts);
        let judgement = snapshot.matcher().judge(&paste);
        let candidates = judgement.candidates.iter().take(SHOWN);
        let candidates: Vec<_> = candidates.map(|found| Ranked::new(&snapshot.knowledge, &paste, found)).collect();
        serde_json::json!({
            "verdict": super::json::verdict(judgement.verdict),
            "answer_at": behind.config.answer_at,
            "suggest_at": behind.config.suggest_at,
            "candidates": candidates,
            "sentences": why::sentences(&snapshot.knowledge, &judgement, behind.config),
        })
    });
    Json(explained.await.unwrap_or_default())
}

/// The first example of some issues, spread over the knowledge.
async fn examples(State(behind): State<Arc<Behind>>) -> Json<Vec<Example>> {
    let snapshot = behind.live.now();
    let all: Vec<_> =
        snapshot.knowledge.issues().filter_map(|(_, _, issue)| Some((issue, issue.examples.first()?))).collect();
    let step = (all.len() / EXAMPLES).max(1);
    let examples = all
        .iter()
        .step_by(step)
        .take(EXAMPLES)
        .map(|(issue, text)| Example { title: short(&issue.title), text: (*text).clone() });
    Json(examples.collect())
}

fn short(title: &str) -> String {
    match title.char_indices().nth(TITLE) {
        Some((end, _)) => format!("{}…", title[..end].trim_end()),
        None => title.to_owned(),
    }
}
