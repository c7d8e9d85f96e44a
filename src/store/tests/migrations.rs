//! A store of every earlier form, with something in each table, is brought up to date and loses nothing.

use insta::{allow_duplicates, assert_snapshot};

use super::*;
use crate::store::{connect, migrations};
use crate::triage::{Done, State, What};

/// As version 0.1 wrote it: Ada's answered paste with Ben's vote, her handover that is done, Ben's that is open, and
/// what a server has set.
const FORM_1: &str = r#"
INSERT INTO answers (paste, reply, guild, channel, author, paste_hash, verdict, candidates, named, told, shown, language, created_at)
VALUES (840000000000000001, 840000000000000002, 820000000000000001, 830000000000000002, 810000000000000001, 7, 'answer',
    '[{"issue":"backup/disk-full","confidence":0.875,"lines":[{"text":"No space left"}]}]', 1, 'backup/disk-full', 0, 'en',
    1780000000000);
INSERT INTO votes (paste, issue, voter, helped, voted_at)
VALUES (840000000000000001, 'backup/disk-full', 810000000000000002, 1, 1780000005000);
INSERT INTO handovers (id, guild, channel, person, paste, card_channel, card, opened_at, closed_at, closed_by)
VALUES (850000000000000002, NULL, 830000000000000002, 810000000000000002, NULL, NULL, NULL, 1780000020000, NULL, NULL),
    (850000000000000001, 820000000000000001, 830000000000000002, 810000000000000001, 840000000000000001, 830000000000000001,
    840000000000000009, 1780000010000, 1780000060000, 810000000000000002);
INSERT INTO settings (guild, form, revision, body, changed_at)
VALUES (820000000000000001, 1, 3, '{"language":"de"}', 1780000000000);
INSERT INTO opted_out (person, since) VALUES (810000000000000003, 1780000000000);
INSERT INTO last_seen (channel, message) VALUES (830000000000000002, 840000000000000001);
"#;

async fn brought_up_from_form_1(url: &StoreUrl) {
    let old = connect::open(url, Absent::Made).await.unwrap();
    migrations::take(&migrations::STEPS[..1], old.writer()).await.unwrap();
    old.writer().execute(sqlx::raw_sql(FORM_1)).await.unwrap();
    old.close().await;

    let store = Store::open(url).await.unwrap();
    let answer = store.answer_to(message(1)).await.unwrap().unwrap();
    assert_eq!((answer.author, answer.told.issues), (ADA, vec!["backup/disk-full".to_owned()]));
    assert_eq!(store.votes(message(1)).await.unwrap().len(), 1);
    assert_eq!(store.settings(GUILD).await.unwrap().language.as_deref(), Some("de"));
    assert_eq!(store.opted_out().await.unwrap(), [MIA]);
    assert_eq!(store.last_seen().await.unwrap(), [(THREAD, message(1))]);

    let done = store.case_by_card(message(9)).await.unwrap().unwrap();
    assert_eq!((done.id.get(), done.state, done.request.person), (1, State::Resolved, ADA));
    assert_eq!(done.resolved, Some(Done { by: Actor::Person(BEN), at: at(60) }));
    assert_eq!((done.card, done.request.opened_by), (Some((SUPPORT, message(9))), interaction(1)));
    assert_eq!(done.request.found, answer.told.candidates, "what was found is known from the answer");
    let timeline = serde_json::to_string_pretty(&store.timeline(done.id).await.unwrap()).unwrap();
    allow_duplicates! { assert_snapshot!(timeline, @r#"
    [
      {
        "number": 1,
        "at": "2026-05-28T20:26:50Z",
        "by": {
          "who": "person",
          "id": "810000000000000001"
        },
        "what": "opened",
        "origin": "button"
      },
      {
        "number": 2,
        "at": "2026-05-28T20:27:40Z",
        "by": {
          "who": "person",
          "id": "810000000000000002"
        },
        "what": "resolved",
        "issue": null,
        "text": ""
      }
    ]
    "#); }

    let open = store.case_of(BEN, THREAD).await.unwrap().unwrap();
    assert_eq!((open.id.get(), open.state, open.version, open.opened_at), (2, State::Triggered, 1, at(20)));
    assert_eq!(store.timeline(open.id).await.unwrap().len(), 1);
    let resolved = made(&store, open.id, Change::Close, BEN, 90).await;
    assert_eq!(store.case(open.id).await.unwrap(), Some(resolved));
    assert_eq!(opened(&store, &request(5)).await.id.get(), 3, "numbers go on");
    store.close().await;
}

/// Ada's case in the middle of its escalation, as form 2 keeps it: somebody was paged, somebody is being paged, and
/// somebody will be.
const FORM_2: &str = r#"
INSERT INTO counters (name, value) VALUES ('cases', 7);
INSERT INTO cases (id, version, guild, channel, person, paste, origin, opened_by, subject, tried, answers, found, versions,
    first_severity, policy, severity, state, run, round, step, card_channel, card, opened_at)
VALUES (7, 2, 820000000000000001, 830000000000000002, 810000000000000001, 840000000000000001, 'button', 850000000000000005,
    'No space left', 'restarted it', '[{"question":"Since when?","answer":"Monday"}]',
    '[{"issue":"backup/disk-full","confidence":0.875,"lines":[{"text":"No space left"}]}]', '["2.17.4"]', 'normal', 'default',
    'high', 'triggered', 0, 0, 1, 830000000000000001, 840000000000000009, 1780000000000);
INSERT INTO timeline (case_id, number, at, actor, what, person, text, body)
VALUES (7, 1, 1780000000000, 810000000000000001, 'opened', NULL, NULL, '{"what":"opened","origin":"button"}'),
    (7, 2, 1780000001000, 0, 'paged', 810000000000000002, NULL,
    '{"what":"paged","role":null,"way":"direct","position":{"round":0,"step":0},"late_seconds":0}');
INSERT INTO timers (key, case_id, due_at, task, claimed_at, claims, done_at)
VALUES ('page #7 0 0.0', 7, 1780000000000, '{"task":"page","escalation":{"run":0,"next":{"round":0,"step":0}}}',
    1780000000500, 1, 1780000001000),
    ('page #7 0 0.1', 7, 1780000600000, '{"task":"page","escalation":{"run":0,"next":{"round":0,"step":1}}}', NULL, 0, NULL);
INSERT INTO pages (key, case_id, person, role, way, nonce, begun_at, ended_at, channel, message, reason)
VALUES ('page #7 0 0.0 0 direct', 7, 810000000000000002, NULL, 'direct', 'p1', 1780000000600, 1780000000900,
    830000000000000007, 840000000000000011, NULL);
INSERT INTO overrides (id, schedule, replaces, person, starts_at, ends_at, made_by, made_at)
VALUES (1, 'primary', 810000000000000001, 810000000000000002, 1780000000000, 1780003600000, 810000000000000002, 1779990000000);
"#;

/// What form 3 counts beside.
const FORM_3: &str = "INSERT INTO tallies (guild, hour, what, about, count) \
                      VALUES (820000000000000001, 494444, 'answered', '', 5);";

async fn brought_up_in_the_middle_of_an_escalation(url: &StoreUrl, form: usize) {
    let old = connect::open(url, Absent::Made).await.unwrap();
    migrations::take(&migrations::STEPS[..form], old.writer()).await.unwrap();
    for (since, filled) in [(2, FORM_2), (3, FORM_3)] {
        if form >= since {
            old.writer().execute(sqlx::raw_sql(filled)).await.unwrap();
        }
    }
    old.close().await;

    let store = Store::open(url).await.unwrap();
    let case = store.case_by_card(message(9)).await.unwrap().unwrap();
    assert_eq!((case.id.get(), case.version, case.state, case.severity), (7, 2, State::Triggered, Severity::High));
    assert_eq!(
        (case.request.tried.as_str(), case.request.found[0].issue.as_str()),
        ("restarted it", "backup/disk-full")
    );
    let timeline: Vec<_> = store.timeline(case.id).await.unwrap().into_iter().map(|event| event.what).collect();
    assert!(matches!(timeline[..], [What::Opened { .. }, What::Paged { person: Some(BEN), .. }]), "{timeline:?}");
    assert_eq!(store.pages(case.id).await.unwrap().len(), 1);
    assert_eq!(store.overrides(at(0), at(9)).await.unwrap().len(), 1);
    assert_eq!(store.next_page(case.id).await.unwrap(), Some(at(600)));
    let due: Vec<_> = store.claim_due(at(600), 9).await.unwrap().into_iter().map(|due| due.timer.key).collect();
    assert_eq!(due, ["page #7 0 0.1"]);
    assert_eq!(opened(&store, &Request { person: BEN, ..request(6) }).await.id.get(), 8, "numbers go on");
    let tables: i64 = {
        let row = sqlx::query("SELECT count(*) AS n FROM tallies").fetch_one(store.reader()).await.unwrap();
        sqlx::Row::try_get(&row, "n").unwrap()
    };
    assert_eq!(tables, i64::from(form >= 3));
    store.close().await;
}

#[test]
fn a_file_of_a_later_form_is_brought_up_to_date_in_the_middle_of_an_escalation() {
    for form in [2, 3] {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("store.db").display()).parse().unwrap();
        run(brought_up_in_the_middle_of_an_escalation(&url, form));
    }
}

#[test]
#[ignore = "needs a PostgreSQL server: FIRSTLINE_TEST_POSTGRES_URL names one, as postgres://user@host/database"]
fn a_database_of_a_later_form_is_brought_up_to_date_in_the_middle_of_an_escalation() {
    run(async {
        for form in [2, 3] {
            let (url, schema) = postgres_schema().await;
            brought_up_in_the_middle_of_an_escalation(&url, form).await;
            drop_schema(&schema).await;
        }
    });
}

#[test]
fn a_file_of_form_1_is_brought_up_to_date() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("store.db").display()).parse().unwrap();
    run(brought_up_from_form_1(&url));
}

#[test]
#[ignore = "needs a PostgreSQL server: FIRSTLINE_TEST_POSTGRES_URL names one, as postgres://user@host/database"]
fn a_database_of_form_1_is_brought_up_to_date() {
    run(async {
        let (url, schema) = postgres_schema().await;
        brought_up_from_form_1(&url).await;
        drop_schema(&schema).await;
    });
}
