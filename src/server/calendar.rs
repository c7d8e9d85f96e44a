//! A schedule as a calendar that programs subscribe to, at an address that whoever knows it may read.
//!
//! Calendars on phones send no password, so the address holds the key. A wrong key and a schedule that is not there are
//! one and the same answer.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use jiff::SignedDuration;

use super::Watched;
use crate::triage::schedule::calendar::calendar;
use crate::triage::{Override, Schedule};

/// What has been is kept in view for a while.
const BACK: SignedDuration = SignedDuration::from_hours(28 * 24);
/// Nobody plans further ahead.
const AHEAD: SignedDuration = SignedDuration::from_hours(180 * 24);
/// A shift that reaches into what is shown is shown whole, by the overrides that count where it begins and ends.
const AROUND: SignedDuration = SignedDuration::from_hours(400 * 24);

pub(super) async fn show(State(watched): State<Arc<Watched>>, Path((key, file)): Path<(String, String)>) -> Response {
    let not_here = || StatusCode::NOT_FOUND.into_response();
    let (Some(known), Some(name)) = (&watched.key, file.strip_suffix(".ics")) else { return not_here() };
    if !known.is(&key) {
        return not_here();
    }
    let Some(parts) = watched.parts.get() else { return StatusCode::SERVICE_UNAVAILABLE.into_response() };
    let on_call = parts.on_call.now();
    let roster = &on_call.roster;
    let Some(schedule) = roster.schedule(name) else { return not_here() };
    let now = parts.clock.now();
    let (from, until) = (now - BACK, now + AHEAD);
    let overrides: Vec<Override> = match parts.store.overrides(from - AROUND, until + AROUND).await {
        Ok(kept) => kept.into_iter().map(|kept| kept.change).collect(),
        Err(error) => {
            tracing::warn!("a calendar could not be made: {error}");
            return StatusCode::SERVICE_UNAVAILABLE.into_response();
        }
    };
    let summary = |schedule: &Schedule, person| {
        let person = roster.name_of(person).map_or_else(|| person.to_string(), str::to_owned);
        format!("{person} ({})", schedule.name)
    };
    let text = calendar(&schedule.name, &[schedule], &overrides, (from, until), summary, now);
    ([(header::CONTENT_TYPE, "text/calendar; charset=utf-8")], text).into_response()
}
