//! REST under `/api/v10`: a request is read, meets its fault if one is due, is done, and is written down.

pub(crate) mod application;
pub(crate) mod call;
pub(crate) mod callbacks;
pub(crate) mod channels;
pub(crate) mod commands;
pub(crate) mod gateway;
pub(crate) mod guilds;
pub(crate) mod messages;
pub(crate) mod reactions;
pub(crate) mod read;
pub(crate) mod refusal;
pub(crate) mod routes;
pub(crate) mod threads;
pub(crate) mod users;
pub(crate) mod webhooks;

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::{ConnectInfo, Path, Query, Request, State};
use axum::http::header::{AUTHORIZATION, HeaderName, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use self::call::{Answer, Call, Caller, Outcome, caller};
use self::refusal::Refusal;
use super::core::Core;
use super::faults::Fault;
use super::log::Recorded;
use super::ratelimit::{Allowance, TooMany};
use super::wire::Cut;

/// Answers every request below `/api/v10`.
pub(crate) async fn handle(
    State(core): State<Arc<Core>>,
    ConnectInfo(line): ConnectInfo<Cut>,
    Path(path): Path<String>,
    Query(query): Query<Vec<(String, String)>>,
    request: Request,
) -> Response {
    let authorization = request.headers().get(AUTHORIZATION).and_then(|value| value.to_str().ok()).map(str::to_owned);
    let method = request.method().clone();
    let body = read::body(request).await;
    let who = core.with(|state| caller(&state.world, authorization.as_deref()));
    // Only what a person's token is shown for is theirs; an interaction's answers come without any token.
    let of_bot = !matches!(who, Ok(Caller::Person(_)));
    let fault = if of_bot { core.faults.take(method.as_str(), &path) } else { None };
    if let Some(Fault::Delay(wait)) = fault {
        core.clock.reached(core.clock.now() + wait).await;
    }
    let mut call = Call {
        method,
        path: format!("/{path}"),
        query,
        caller: *who.as_ref().unwrap_or(&Caller::Nobody),
        body: Value::Null,
        files: Vec::new(),
        sent_files: Vec::new(),
    };
    let outcome = who.and(body).map(|body| {
        call.sent_files = body.files.iter().map(|(_, file)| (file.name.clone(), file.body.says_bytes())).collect();
        (call.body, call.files) = (body.json, body.files);
    });
    let allowance = if of_bot { count(&core, &call) } else { Ok(None) };
    let outcome = match &allowance {
        Ok(_) => outcome.and_then(|()| done(&core, &mut call, fault.as_ref())),
        Err(_) => Ok(Answer::NoContent),
    };
    let response = match allowance {
        Ok(allowance) => {
            let mut response = respond(outcome.as_ref(), fault.as_ref());
            if let Some(allowance) = allowance {
                allowance.tell(response.headers_mut());
            }
            if fault == Some(Fault::GarbledLimits) {
                response.headers_mut().insert("x-ratelimit-limit", HeaderValue::from_static("plenty"));
            }
            response
        }
        Err(too_many) => rate_limited(too_many.after, too_many.global),
    };
    let hung_up = matches!(fault, Some(Fault::HangUp | Fault::HangUpAfter));
    if of_bot {
        write_down(&core, call, outcome.as_ref().err(), if hung_up { 0 } else { response.status().as_u16() });
    }
    if matches!(fault, Some(Fault::Silence | Fault::SilenceAfter)) {
        std::future::pending::<()>().await;
    }
    if hung_up {
        line.cut();
    }
    response
}

/// Counts a request of the bot, where the world limits them.
fn count(core: &Core, call: &Call) -> Result<Option<Allowance>, TooMany> {
    core.with(|state| {
        if !state.world.rate_limited {
            return Ok(None);
        }
        state.limits.count(state.world.now, call.method.as_str(), &call.path)
    })
}

/// Does what is asked, unless a fault stands before it.
fn done(core: &Core, call: &mut Call, fault: Option<&Fault>) -> Outcome {
    match fault {
        Some(Fault::Status(_) | Fault::RateLimited { .. } | Fault::HangUp | Fault::Silence) => Ok(Answer::NoContent),
        Some(Fault::StatusAfter(_) | Fault::HangUpAfter | Fault::SilenceAfter | Fault::Body(_)) => core.with(|state| {
            let done = routes::route(&mut state.world, call);
            if let Some(Ok(id)) =
                call.path.strip_prefix("/interactions/").and_then(|rest| Some(rest.split_once('/')?.0.parse()))
            {
                state.world.answered_unheard(id);
            }
            done
        }),
        _ => core.with(|state| routes::route(&mut state.world, call)),
    }
}

fn respond(outcome: Result<&Answer, &Refusal>, fault: Option<&Fault>) -> Response {
    match fault {
        Some(Fault::Status(status) | Fault::StatusAfter(status)) => {
            let status = StatusCode::from_u16(*status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            return (status, "<html><body>the sandbox was told to fail here</body></html>").into_response();
        }
        Some(Fault::RateLimited { after, global }) => return rate_limited(*after, *global),
        Some(Fault::Body(body)) => return json_text(body),
        Some(
            Fault::Delay(_)
            | Fault::HangUp
            | Fault::HangUpAfter
            | Fault::Silence
            | Fault::SilenceAfter
            | Fault::GarbledLimits,
        )
        | None => {}
    }
    match outcome {
        Ok(Answer::NoContent) => StatusCode::NO_CONTENT.into_response(),
        Ok(Answer::Written(text)) => json_text(text),
        Ok(answer @ (Answer::Json(value) | Answer::Created(value))) => {
            (StatusCode::from_u16(answer.status()).unwrap_or_default(), Json(value)).into_response()
        }
        Err(refusal) => {
            let status = StatusCode::from_u16(refusal.status).unwrap_or(StatusCode::BAD_REQUEST);
            let mut response = (status, Json(refusal.body())).into_response();
            if let Some(wait) = refusal.retry_after {
                come_back_after(&mut response, wait);
            }
            response
        }
    }
}

fn json_text(text: &str) -> Response {
    ([("content-type", "application/json")], text.to_owned()).into_response()
}

/// Discord's 429: the header in whole seconds or decimals, the body without a code.
pub(crate) fn rate_limited(after: Duration, global: bool) -> Response {
    let seconds = after.as_secs_f64();
    let body = json!({"message": "You are being rate limited.", "retry_after": seconds, "global": global});
    let scope = if global { "global" } else { "user" };
    let mut response = (StatusCode::TOO_MANY_REQUESTS, Json(body)).into_response();
    come_back_after(&mut response, after);
    let mut add = |name: &'static str, value: String| {
        if let Ok(value) = value.parse() {
            response.headers_mut().insert(HeaderName::from_static(name), value);
        }
    };
    add("x-ratelimit-scope", scope.to_owned());
    if global {
        add("x-ratelimit-global", "true".to_owned());
    }
    response
}

fn come_back_after(response: &mut Response, wait: Duration) {
    if let Ok(seconds) = HeaderValue::from_str(&format!("{:.3}", wait.as_secs_f64())) {
        response.headers_mut().insert(RETRY_AFTER, seconds);
    }
}

/// Keeps the request in the log, and what was wrong with it.
fn write_down(core: &Core, call: Call, refusal: Option<&Refusal>, status: u16) {
    core.with(|state| {
        if let Some(refusal) = refusal.filter(|refusal| is_a_mistake(refusal)) {
            state.world.violate(&call.request(), &refusal.to_string());
        }
        if state.log.is_kept() {
            let files = call.sent_files;
            let (at, method) = (state.world.now, call.method.to_string());
            state.log.add(Recorded { at, method, path: call.path, body: call.body, files, status });
        }
    });
    core.requests.send_modify(|count| *count += 1);
}

/// Whether only a faulty bot meets this refusal: no such route, a body that breaks the rules, an empty message.
fn is_a_mistake(refusal: &Refusal) -> bool {
    // The message that is replied to may have been deleted while the reply was on its way.
    let too_late = refusal.errors.as_ref().is_some_and(|errors| errors.get("message_reference").is_some());
    match refusal.status {
        404 | 405 => refusal.code == 0,
        400 if too_late => false,
        400 => [50006, 50035, 50109].contains(&refusal.code),
        413 => true,
        _ => false,
    }
}
