//! The clock in the hands of the page: looked at and set ahead, for everyone at once.

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::sandbox::core::Core;

/// The furthest that one step goes: a year.
const MOST_SECONDS: u64 = 366 * 24 * 60 * 60;

/// How far the clock is to go: `{"by_seconds": 300}`, or `{"to": "next handoff"}` by one of the names it tells.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Step {
    by_seconds: Option<u64>,
    to: Option<String>,
}

/// `GET /sandbox/clock`: the time, and the times that can be gone to.
pub(crate) async fn show(State(core): State<Arc<Core>>) -> Json<Value> {
    Json(core.clock.shown())
}

/// `POST /sandbox/clock`: sets it ahead and answers with what it shows then.
pub(crate) async fn step(
    State(core): State<Arc<Core>>,
    Json(step): Json<Step>,
) -> Result<Json<Value>, (StatusCode, Json<Value>)> {
    let by = how_far(&core, &step);
    let by = by.map_err(|message| (StatusCode::BAD_REQUEST, Json(json!({"message": message}))))?;
    core.clock.step(by);
    Ok(Json(core.clock.shown()))
}

fn how_far(core: &Core, step: &Step) -> Result<Duration, String> {
    match (step.by_seconds, step.to.as_deref()) {
        (Some(seconds @ 1..=MOST_SECONDS), None) => Ok(Duration::from_secs(seconds)),
        (Some(seconds), None) => {
            Err(format!("The clock goes ahead by 1 to {MOST_SECONDS} seconds at a time, not by {seconds}."))
        }
        (None, Some(name)) => core.clock.until_mark(name).ok_or_else(|| format!("No {name} is to come.")),
        _ => Err("A step is {\"by_seconds\": 300} or {\"to\": \"next handoff\"}.".to_owned()),
    }
}
