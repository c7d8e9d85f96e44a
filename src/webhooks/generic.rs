//! JSON of our own, signed. Its fields are described in `docs/on-call.md`.

use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;

use super::{Letter, News, id, link, signature};
use crate::ids::UserId;
use crate::triage::{Actor, CaseId, Severity, State};

/// The header with the id of the entry: the same whenever the same entry is posted.
const EVENT: &str = "Firstline-Event";
/// The header with the signature, where there is a secret.
const SIGNATURE: &str = "Firstline-Signature";

#[derive(Serialize)]
struct Body<'a> {
    id: String,
    case: CaseId,
    number: u64,
    event: String,
    at: Timestamp,
    by: Actor,
    details: Value,
    state: State,
    severity: Severity,
    title: &'a str,
    issue: Option<Issue<'a>>,
    person: UserId,
    assignee: Option<UserId>,
    opened_at: Timestamp,
    link: Option<String>,
    card: Option<String>,
}

/// What was found in the knowledge, above all.
#[derive(Serialize)]
struct Issue<'a> {
    id: &'a str,
    title: Option<&'a str>,
    confidence: f32,
}

pub(super) fn letter(secret: Option<&str>, news: &News<'_>, now: Timestamp) -> Letter {
    let body = body(news);
    let mut headers = vec![(EVENT, id(news))];
    headers.extend(secret.map(|secret| (SIGNATURE, signature::of(secret, now, &body))));
    Letter { headers, body }
}

fn body(news: &News<'_>) -> String {
    let News { case, event, knowledge } = news;
    // What happened is an object with its name in it.
    let mut details = serde_json::to_value(&event.what).unwrap_or_default();
    let name = details.as_object_mut().and_then(|fields| fields.remove("what"));
    let issue = case.request.found.first().map(|found| Issue {
        id: &found.issue,
        title: knowledge.find(&found.issue).map(|at| knowledge.issue(at).title.as_str()),
        confidence: found.confidence,
    });
    let body = Body {
        id: id(news),
        case: case.id,
        number: event.number,
        event: name.as_ref().and_then(Value::as_str).unwrap_or_default().to_owned(),
        at: event.at,
        by: event.by,
        details,
        state: case.state,
        severity: case.severity,
        title: &case.request.subject,
        issue,
        person: case.request.person,
        assignee: case.assignee,
        opened_at: case.opened_at,
        link: link(case),
        card: case.card_link(),
    };
    // Numbers, texts and names: there is nothing that JSON cannot hold.
    serde_json::to_string(&body).unwrap_or_default()
}
