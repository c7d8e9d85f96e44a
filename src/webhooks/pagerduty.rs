//! PagerDuty's Events API, version 2 (<https://developer.pagerduty.com/docs/events-api-v2/trigger-events/>): a case is an
//! alert, which is triggered, acknowledged and resolved by one key.

use serde_json::{Value, json};

use super::{Letter, News, link};
use crate::triage::{Case, Severity, What};

/// Characters of a summary.
const SUMMARY: usize = 1024;

/// None where it has nothing to do: a case that is resolved by now is not triggered.
pub(super) fn letter(routing_key: &str, news: &News<'_>) -> Option<Letter> {
    let News { case, event, .. } = news;
    let action = match event.what {
        What::Acknowledged => "acknowledge",
        What::Resolved { .. } | What::Closed => "resolve",
        // Told late, it would open anew what is over.
        _ if !case.is_open() => return None,
        _ => "trigger",
    };
    let mut body = json!({
        "routing_key": routing_key,
        "event_action": action,
        "dedup_key": dedup_key(case),
        "payload": payload(news),
        "client": "Firstline",
    });
    let links: Vec<Value> = [(link(case), "Where help is wanted"), (case.card_link(), "The case")]
        .into_iter()
        .filter_map(|(href, text)| Some(json!({ "href": href?, "text": text })))
        .collect();
    if !links.is_empty() {
        body["links"] = links.into();
    }
    Some(Letter { headers: Vec::new(), body: body.to_string() })
}

/// By which PagerDuty knows the case again.
fn dedup_key(case: &Case) -> String {
    let guild = case.request.guild.map(|guild| guild.to_string()).unwrap_or_default();
    format!("firstline/{guild}/{}", case.id.get())
}

fn payload(news: &News<'_>) -> Value {
    let News { case, event, knowledge } = news;
    let found = case.request.found.first().map(|found| found.issue.as_str());
    let title = found.and_then(|id| knowledge.find(id)).map(|at| knowledge.issue(at).title.as_str());
    let summary = format!("{} {}", case.id, case.request.subject);
    let severity = match case.severity {
        Severity::Critical => "critical",
        Severity::High => "error",
        Severity::Normal => "warning",
        Severity::Low => "info",
    };
    json!({
        "summary": summary.trim().chars().take(SUMMARY).collect::<String>(),
        "source": "Firstline",
        "severity": severity,
        "timestamp": event.at,
        // The article, which is what a team calls its product.
        "component": found.and_then(|id| id.split('/').next()),
        "custom_details": {
            "case": case.id,
            "number": event.number,
            "state": case.state,
            "person": case.request.person,
            "assignee": case.assignee,
            "issue": found,
            "issue_title": title,
        },
    })
}
