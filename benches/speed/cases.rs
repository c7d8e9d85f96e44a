//! Cases: what is due is claimed and finished, against the same rows written by nothing but sqlx; and lists of cases, at
//! a thousand and at a hundred thousand.

use std::io;

use firstline::ids::{GuildId, RoleId};
use firstline::store::{CaseFilter, Changed, Store, Which};
use firstline::triage::{Actor, Change, Escalation, Position, Timer, Way, What};
use jiff::{SignedDuration, Timestamp};
use sqlx::any::AnyPoolOptions;
use sqlx::{AnyPool, Executor as _};
use tokio::runtime::Runtime;

use crate::report::Report;
use crate::rounds::{Samples, spoken};

const OPEN: u32 = 10_000;
const DUE: u32 = 1_000;
const ROUNDS: u32 = 7;
const PAGES: usize = 200;
const GUILD: GuildId = GuildId::new(820_000_000_000_000_001);
const ROLE: RoleId = RoleId::new(860_000_000_000_000_001);

/// When the first thousand are due, in milliseconds; each further thousand an hour later.
const START: i64 = 1_780_000_000_000;
const HOUR: i64 = 3_600_000;

/// Cases 1 to CASES, those resolved whose number leaves RESOLVED when divided by 3; each as long as a real one.
const CASES: &str = r#"
INSERT INTO cases (id, version, guild, channel, person, paste, origin, opened_by, subject, tried, answers, found, versions,
    first_severity, severity, state, run, round, step, opened_at)
WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < CASES)
SELECT n, 1, 820000000000000001, 830000000000000000 + n, 810000000000000000 + n, 840000000000000000 + n, 'button',
    850000000000000000 + n, 'Replica is inconsistent (ID 3106) on FS07', 'I have restarted the agent, and the server, twice.',
    '[{"question":"Since when?","answer":"Monday"}]',
    '[{"issue":"backup/replica-inconsistent","confidence":0.875,"lines":[{"text":"Replica is inconsistent (ID 3106)"}]}]',
    '["2.17.4"]', 'normal', 'normal', CASE WHEN n % 3 = RESOLVED THEN 'resolved' ELSE 'triggered' END, 0, 0, 0,
    1780000000000 - n FROM numbers
"#;

/// A timer for each case, which is due with the others of its thousand.
const TIMERS: &str = "
INSERT INTO timers (key, case_id, due_at, task, claims)
SELECT 'page #' || id || ' 0 0.0', id, 1780000000000 + (id - 1) / 1000 * 3600000,
    '{\"task\":\"page\",\"escalation\":{\"run\":0,\"next\":{\"round\":0,\"step\":0}}}', 0 FROM cases
";

/// Where a store is, and how sqlx alone reaches it.
struct Place {
    name: &'static str,
    /// For each of two stores.
    urls: [String; 2],
    /// What a connection is told first.
    settings: &'static str,
    /// What is to be done when all is measured.
    clean: Option<(String, String)>,
    _folder: Option<tempfile::TempDir>,
}

pub(crate) fn measure(postgres: Option<&str>, report: &mut Report) -> io::Result<()> {
    sqlx::any::install_default_drivers();
    let runtime = Runtime::new()?;
    runtime.block_on(async {
        on(sqlite()?, report).await?;
        match postgres {
            Some(url) => on(server(url).await?, report).await,
            None => Report::note("FIRSTLINE_TEST_POSTGRES_URL names no server: nothing is measured on PostgreSQL"),
        }
    })
}

fn sqlite() -> io::Result<Place> {
    let folder = tempfile::tempdir()?;
    let urls = ["one.db", "other.db"].map(|name| format!("sqlite:{}?mode=rwc", folder.path().join(name).display()));
    let settings = "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON; \
                    PRAGMA secure_delete = ON;";
    Ok(Place { name: "SQLite", urls, settings, clean: None, _folder: Some(folder) })
}

async fn server(url: &str) -> io::Result<Place> {
    let schemas = ["one", "other"].map(|name| format!("firstline_bench_{}_{name}", std::process::id()));
    let server = AnyPool::connect(url).await.map_err(io::Error::other)?;
    for schema in &schemas {
        execute(&server, format!("CREATE SCHEMA {schema}")).await?;
    }
    let sign = if url.contains('?') { '&' } else { '?' };
    let urls = schemas.each_ref().map(|schema| format!("{url}{sign}options=-c%20search_path%3D{schema}"));
    let drop = schemas.map(|schema| format!("DROP SCHEMA {schema} CASCADE;")).concat();
    Ok(Place { name: "PostgreSQL", urls, settings: "SELECT 1", clean: Some((url.to_owned(), drop)), _folder: None })
}

async fn on(place: Place, report: &mut Report) -> io::Result<()> {
    let (name, [one, other]) = (place.name, &place.urls);
    let ours = store(one).await?;
    store(other).await?.close().await;
    let (filler, raw) = (bare(one, place.settings).await?, bare(other, place.settings).await?);
    for pool in [&filler, &raw] {
        fill(pool, OPEN, false).await?;
        execute(pool, TIMERS.to_owned()).await?;
        settle(pool, name).await?;
    }
    let (mut due, mut written) = (Samples::default(), Samples::default());
    for round in 0..ROUNDS {
        let started = std::time::Instant::now();
        take_steps(&ours, round).await?;
        due.add(started.elapsed());
        let started = std::time::Instant::now();
        write_rows(&raw, round).await?;
        written.add(started.elapsed());
    }
    let (due, written) = (due.median(), written.median());
    Report::note(&format!("{name}: {DUE} due of {OPEN} open: {}; the rows alone: {}", spoken(due), spoken(written)))?;
    report.at_most(format!("{name}: what is due, claimed and finished / its rows written"), due / written, 3.0)?;

    for (pool, cases) in [(&filler, 1_000), (&raw, 100_000)] {
        execute(pool, "DELETE FROM cases".to_owned()).await?;
        fill(pool, cases, true).await?;
        settle(pool, name).await?;
    }
    let many = store(other).await?;
    for (what, which) in [("open cases", Which::Open), ("all cases", Which::All)] {
        let (mut at_few, mut at_many) = (Samples::default(), Samples::default());
        for _ in 0..PAGES {
            turn_pages(&ours, which, &mut at_few).await?;
            turn_pages(&many, which, &mut at_many).await?;
        }
        let (few, many) = (at_few.median(), at_many.median());
        Report::note(&format!("{name}: a page of {what}: {} and {}", spoken(few), spoken(many)))?;
        report.at_most(format!("{name}: a page of {what}, 100 k / 1 k"), many / few, 2.0)?;
    }
    ours.close().await;
    many.close().await;
    filler.close().await;
    raw.close().await;
    if let Some((url, drop)) = place.clean {
        execute(&AnyPool::connect(&url).await.map_err(io::Error::other)?, drop).await?;
    }
    Ok(())
}

/// Claims what is due in a round, and takes the step of each: the page is in the timeline, and the next step is to come.
async fn take_steps(store: &Store, round: u32) -> io::Result<()> {
    let now = at(round);
    let claimed = store.claim_due(now, DUE).await.map_err(io::Error::other)?;
    assert_eq!(claimed.len(), DUE as usize, "a thousand are due");
    for due in &claimed {
        let step = Position { round: 0, step: 1 };
        let paged = What::Paged {
            person: None,
            role: Some(ROLE),
            way: Way::Channel,
            position: Position::default(),
            late_seconds: 0,
        };
        let changed = store
            .change_case_for(due, now, |case| {
                let moved = Change::MoveOn { from: Escalation::START, next: Some(step) };
                let applied = case.apply(Change::Record(paged.clone()), Actor::Firstline, now)?;
                let applied = applied.and(moved, Actor::Firstline, now)?;
                let timer = Timer::page(case.id, applied.case.escalation, now + SignedDuration::from_hours(1000));
                Ok(applied.then_at(timer))
            })
            .await
            .map_err(io::Error::other)?;
        assert!(matches!(changed, Changed::Made(_)), "every case waits");
    }
    Ok(())
}

/// Writes the rows that [`take_steps`] writes, without asking anything.
async fn write_rows(pool: &AnyPool, round: u32) -> io::Result<()> {
    let now = at(round).as_millisecond();
    let first = i64::from(round * DUE) + 1;
    let claim = "UPDATE timers SET claimed_at = $1, claims = claims + 1 WHERE case_id >= $2 AND case_id < $3";
    let claim = sqlx::query(claim).bind(now).bind(first).bind(first + i64::from(DUE));
    claim.execute(pool).await.map_err(io::Error::other)?;
    for id in first..first + i64::from(DUE) {
        write_one(pool, id, now).await.map_err(io::Error::other)?;
    }
    Ok(())
}

async fn write_one(pool: &AnyPool, id: i64, now: i64) -> Result<(), sqlx::Error> {
    let mut transaction = pool.begin().await?;
    let update = "UPDATE cases SET version = 3, severity = 'normal', state = 'triggered', assignee = NULL, \
                  snoozed_until = NULL, run = 0, round = 0, step = 1, answered_at = NULL, acknowledged_at = NULL, \
                  acknowledged_by = NULL, resolved_at = NULL, resolved_by = NULL, resolution_issue = NULL, \
                  resolution_text = NULL WHERE id = $1";
    sqlx::query(update).bind(id).execute(&mut *transaction).await?;
    let done = "UPDATE timers SET done_at = $2 WHERE key = $1";
    sqlx::query(done).bind(format!("page #{id} 0 0.0")).bind(now).execute(&mut *transaction).await?;
    let event = "INSERT INTO timeline (case_id, number, at, actor, what, person, text, body) \
                 VALUES ($1, 2, $2, 0, 'paged', NULL, NULL, $3)";
    let body = r#"{"late_seconds":0,"position":{"round":0,"step":0},"role":"860000000000000001","way":"channel","what":"paged"}"#;
    sqlx::query(event).bind(id).bind(now).bind(body).execute(&mut *transaction).await?;
    let timer = "INSERT INTO timers (key, case_id, due_at, task, claims) VALUES ($1, $2, $3, $4, 0)";
    let task = r#"{"task":"page","escalation":{"run":0,"next":{"round":0,"step":1}}}"#;
    sqlx::query(timer)
        .bind(format!("page #{id} 0 0.1"))
        .bind(id)
        .bind(now + 1000 * HOUR)
        .bind(task)
        .execute(&mut *transaction)
        .await?;
    transaction.commit().await
}

/// The first page of a list, and one in its middle.
async fn turn_pages(store: &Store, which: Which, samples: &mut Samples) -> io::Result<()> {
    let filter = CaseFilter { guild: Some(GUILD), which };
    for before in [None, firstline::triage::CaseId::new(500)] {
        let started = std::time::Instant::now();
        let page = store.cases(filter, before, 25).await.map_err(io::Error::other)?;
        samples.add(started.elapsed());
        assert_eq!(page.cases.len(), 25, "there are more than that");
    }
    Ok(())
}

fn at(round: u32) -> Timestamp {
    Timestamp::from_millisecond(START + i64::from(round) * HOUR).expect("it is a time")
}

async fn store(url: &str) -> io::Result<Store> {
    let url = url.parse().map_err(|error: String| io::Error::other(error))?;
    Store::open(&url).await.map_err(io::Error::other)
}

/// sqlx alone, with one connection.
async fn bare(url: &str, settings: &'static str) -> io::Result<AnyPool> {
    let pool = AnyPoolOptions::new().max_connections(1).connect(url).await.map_err(io::Error::other)?;
    execute(&pool, settings.to_owned()).await?;
    Ok(pool)
}

async fn fill(pool: &AnyPool, cases: u32, some_resolved: bool) -> io::Result<()> {
    let resolved = if some_resolved { "0" } else { "3" };
    execute(pool, CASES.replace("CASES", &cases.to_string()).replace("RESOLVED", resolved)).await
}

/// Lets the database learn what it holds, as it does by itself sooner or later.
async fn settle(pool: &AnyPool, name: &str) -> io::Result<()> {
    execute(pool, if name == "SQLite" { "PRAGMA wal_checkpoint(TRUNCATE)" } else { "ANALYZE" }.to_owned()).await
}

async fn execute(pool: &AnyPool, statements: String) -> io::Result<()> {
    pool.execute(sqlx::raw_sql(sqlx::AssertSqlSafe(statements))).await.map_err(io::Error::other)?;
    Ok(())
}
