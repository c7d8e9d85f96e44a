//! Cases and their timelines, between ours and the tables.

use jiff::Timestamp;
use serde_json::Value;
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use super::values::{Values as _, json_of, name_of, stored, stored_actor};
use super::{Error, Result};
use crate::triage::{Case, CaseEvent, CaseId, Done, Escalation, Position, Request, Resolution};

/// A case from its row.
pub(super) fn case(row: &AnyRow) -> Result<Case> {
    let next = match row.maybe_number("round")? {
        Some(_) => Some(Position { round: row.count("round")?, step: row.count("step")? }),
        None => None,
    };
    let resolution = row.maybe_text("resolution_text")?;
    let issue = row.maybe_text("resolution_issue")?;
    Ok(Case {
        id: row.id("id")?,
        version: row.count("version")?,
        request: Request {
            guild: row.maybe_id("guild")?,
            channel: row.id("channel")?,
            person: row.id("person")?,
            paste: row.maybe_id("paste")?,
            origin: row.name("origin")?,
            opened_by: row.id("opened_by")?,
            subject: row.text("subject")?,
            tried: row.text("tried")?,
            answers: row.json("answers")?,
            found: row.json("found")?,
            versions: row.json("versions")?,
            severity: row.name("first_severity")?,
            policy: row.maybe_text("policy")?,
        },
        severity: row.name("severity")?,
        state: row.name("state")?,
        assignee: row.maybe_id("assignee")?,
        snoozed_until: row.maybe_time("snoozed_until")?,
        escalation: Escalation { run: row.count("run")?, next },
        card: row.maybe_id("card_channel")?.zip(row.maybe_id("card")?),
        thread: row.maybe_id("thread")?,
        opened_at: row.time("opened_at")?,
        answered_at: row.maybe_time("answered_at")?,
        acknowledged: done(row, "acknowledged_by", "acknowledged_at")?,
        resolved: done(row, "resolved_by", "resolved_at")?,
        resolution: resolution.map(|text| Resolution { issue, text }),
    })
}

fn done(row: &AnyRow, by: &str, at: &str) -> Result<Option<Done>> {
    row.maybe_time(at)?.map(|at| Ok(Done { by: row.actor(by)?, at })).transpose()
}

/// Adds a case as it was opened. False where the person has one open in that place, or the same interaction opened one.
pub(super) async fn insert(connection: &mut AnyConnection, case: &Case) -> Result<bool> {
    let Case { request, escalation, .. } = case;
    let done = sqlx::query(
        "INSERT INTO cases (id, version, guild, channel, person, paste, origin, opened_by, subject, tried, answers, found, \
         versions, first_severity, policy, severity, state, run, round, step, opened_at) SELECT $1, $2, $3, $4, $5, $6, $7, \
         $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21 WHERE NOT EXISTS \
         (SELECT 1 FROM cases AS earlier WHERE earlier.person = $5 AND earlier.thread = $4 AND earlier.state <> 'resolved') \
         ON CONFLICT DO NOTHING",
    )
    .bind(stored(case.id))
    .bind(case.version.cast_signed())
    .bind(request.guild.map(stored))
    .bind(stored(request.channel))
    .bind(stored(request.person))
    .bind(request.paste.map(stored))
    .bind(name_of(request.origin)?)
    .bind(stored(request.opened_by))
    .bind(&request.subject)
    .bind(&request.tried)
    .bind(json_of(&request.answers)?)
    .bind(json_of(&request.found)?)
    .bind(json_of(&request.versions)?)
    .bind(name_of(request.severity)?)
    .bind(request.policy.as_deref())
    .bind(name_of(case.severity)?)
    .bind(name_of(case.state)?)
    .bind(i64::from(escalation.run))
    .bind(escalation.next.map(|next| i64::from(next.round)))
    .bind(escalation.next.map(|next| i64::from(next.step)))
    .bind(case.opened_at.as_millisecond())
    .execute(connection)
    .await?;
    Ok(done.rows_affected() > 0)
}

/// Writes down how a case stands, unless it is of another version than `from` by now: then false. Its card and its
/// thread are not looked at.
pub(super) async fn update(connection: &mut AnyConnection, case: &Case, from: u64) -> Result<bool> {
    let resolution = case.resolution.as_ref();
    let done = sqlx::query(
        "UPDATE cases SET version = $3, severity = $4, state = $5, assignee = $6, snoozed_until = $7, run = $8, \
         round = $9, step = $10, answered_at = $11, acknowledged_at = $12, acknowledged_by = $13, resolved_at = $14, \
         resolved_by = $15, resolution_issue = $16, resolution_text = $17 WHERE id = $1 AND version = $2",
    )
    .bind(stored(case.id))
    .bind(from.cast_signed())
    .bind(case.version.cast_signed())
    .bind(name_of(case.severity)?)
    .bind(name_of(case.state)?)
    .bind(case.assignee.map(stored))
    .bind(case.snoozed_until.map(Timestamp::as_millisecond))
    .bind(i64::from(case.escalation.run))
    .bind(case.escalation.next.map(|next| i64::from(next.round)))
    .bind(case.escalation.next.map(|next| i64::from(next.step)))
    .bind(case.answered_at.map(Timestamp::as_millisecond))
    .bind(case.acknowledged.map(|done| done.at.as_millisecond()))
    .bind(case.acknowledged.and_then(|done| stored_actor(done.by)))
    .bind(case.resolved.map(|done| done.at.as_millisecond()))
    .bind(case.resolved.and_then(|done| stored_actor(done.by)))
    .bind(resolution.and_then(|resolution| resolution.issue.as_deref()))
    .bind(resolution.map(|resolution| resolution.text.as_str()))
    .execute(connection)
    .await?;
    Ok(done.rows_affected() > 0)
}

/// An entry of a timeline from its row.
pub(super) fn event(row: &AnyRow) -> Result<CaseEvent> {
    let mut body: Value = row.json("body")?;
    if let Value::Object(fields) = &mut body {
        if let Some(person) = row.maybe_number("person")? {
            fields.insert("person".to_owned(), person.to_string().into());
        }
        if let Some(text) = row.maybe_text("text")? {
            fields.insert("text".to_owned(), text.into());
        }
    }
    let what = serde_json::from_value(body)
        .map_err(|error| Error::unreadable(format_args!("an entry of a timeline ({error})")))?;
    Ok(CaseEvent { number: row.count("number")?, at: row.time("at")?, by: row.actor("actor")?, what })
}

/// Adds an entry to a timeline. Whom it concerns and what was said stand apart from the rest, so that both can be
/// forgotten.
pub(super) async fn insert_event(connection: &mut AnyConnection, case: CaseId, event: &CaseEvent) -> Result<()> {
    let mut body = serde_json::to_value(&event.what)
        .map_err(|error| Error::unreadable(format_args!("an entry of a timeline ({error})")))?;
    let mut apart = |field: &str| match body.as_object_mut()?.remove(field)? {
        Value::String(text) => Some(text),
        _ => None,
    };
    let (what, person, text) = (apart("what"), apart("person"), apart("text"));
    let what = what.unwrap_or_default();
    if let Value::Object(fields) = &mut body {
        fields.insert("what".to_owned(), what.as_str().into());
    }
    sqlx::query(
        "INSERT INTO timeline (case_id, number, at, actor, what, person, text, body) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(stored(case))
    .bind(event.number.cast_signed())
    .bind(event.at.as_millisecond())
    .bind(stored_actor(event.by))
    .bind(what)
    .bind(person.and_then(|person| person.parse::<i64>().ok()))
    .bind(text)
    .bind(body.to_string())
    .execute(connection)
    .await?;
    Ok(())
}
