//! Every story is told on each kind of store: an SQLite file, SQLite in memory, PostgreSQL.

mod answers;
mod backup;
mod cases;
mod faults;
mod migrations;
mod people;
mod rota;
mod settings;
mod tables;
mod tallies;
mod timers;
mod turns;

use std::sync::atomic::{AtomicU32, Ordering};

use jiff::Timestamp;
use sqlx::{AnyPool, Executor as _};

use super::*;
use crate::config::StoreUrl;
use crate::ids::{ChannelId, GuildId, InteractionId, MessageId, UserId};
use crate::matching::Verdict;
use crate::triage::{Actor, Case, CaseId, Change, Origin, QuestionAnswer, Request, Severity, State};

/// Tells stories of a store, each as three tests.
macro_rules! on_every_store {
    ($($(#[$doc:meta])* async fn $story:ident($store:ident: Store) $body:block)+) => {$(
        mod $story {
            use super::*;

            async fn tell($store: Store) $body

            #[test]
            fn in_a_file() {
                crate::store::tests::in_a_file(tell);
            }

            #[test]
            fn in_memory() {
                crate::store::tests::in_memory(tell);
            }

            #[test]
            #[ignore = "needs a PostgreSQL server: FIRSTLINE_TEST_POSTGRES_URL names one, as postgres://user@host/database"]
            fn on_postgresql() {
                crate::store::tests::on_postgresql(tell);
            }
        }
    )+};
}
pub(super) use on_every_store;

fn run<F: Future>(future: F) -> F::Output {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    runtime.expect("a runtime starts").block_on(future)
}

fn in_a_file<F: Future<Output = ()>>(tell: impl FnOnce(Store) -> F) {
    let folder = tempfile::tempdir().expect("there is room for a file");
    let url: StoreUrl = format!("sqlite:{}", folder.path().join("store.db").display()).parse().expect("it is a path");
    run(async {
        let store = Store::open(&url).await.expect("the file opens");
        tell(store.clone()).await;
        store.close().await;
    });
}

fn in_memory<F: Future<Output = ()>>(tell: impl FnOnce(Store) -> F) {
    run(async {
        let store = Store::in_memory().await.expect("memory opens");
        tell(store.clone()).await;
        store.close().await;
    });
}

fn on_postgresql<F: Future<Output = ()>>(tell: impl FnOnce(Store) -> F) {
    run(async {
        let (url, schema) = postgres_schema().await;
        let store = Store::open(&url).await.expect("the server opens");
        tell(store.clone()).await;
        store.close().await;
        drop_schema(&schema).await;
    });
}

/// A schema of its own for a test, by the address that leads into it. One that a failed test left behind does no harm.
async fn postgres_schema() -> (StoreUrl, String) {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let schema = format!("firstline_test_{}_{number}", std::process::id());
    let server = server().await;
    let fresh = format!("DROP SCHEMA IF EXISTS {schema} CASCADE; CREATE SCHEMA {schema}");
    server.execute(sqlx::raw_sql(sqlx::AssertSqlSafe(fresh))).await.expect("the server takes a new schema");
    server.close().await;
    let url = server_url();
    let sign = if url.contains('?') { '&' } else { '?' };
    let url = format!("{url}{sign}options=-c%20search_path%3D{schema}");
    (url.parse().expect("it is the address of a server"), schema)
}

async fn drop_schema(schema: &str) {
    let server = server().await;
    let drop = format!("DROP SCHEMA {schema} CASCADE");
    server.execute(sqlx::raw_sql(sqlx::AssertSqlSafe(drop))).await.expect("the schema goes");
    server.close().await;
}

async fn server() -> AnyPool {
    sqlx::any::install_default_drivers();
    AnyPool::connect(&server_url()).await.expect("the server answers")
}

#[expect(clippy::disallowed_methods, reason = "a test has no command line to be told by")]
fn server_url() -> String {
    std::env::var("FIRSTLINE_TEST_POSTGRES_URL").expect("FIRSTLINE_TEST_POSTGRES_URL names a server")
}

const ADA: UserId = UserId::new(810_000_000_000_000_001);
const MIA: UserId = UserId::new(810_000_000_000_000_003);
const BEN: UserId = UserId::new(810_000_000_000_000_002);
const GUILD: GuildId = GuildId::new(820_000_000_000_000_001);
const SUPPORT: ChannelId = ChannelId::new(830_000_000_000_000_001);
const THREAD: ChannelId = ChannelId::new(830_000_000_000_000_002);

/// A message by a short number; later ones have higher ids.
fn message(number: u64) -> MessageId {
    MessageId::new(840_000_000_000_000_000 + number)
}

/// So many seconds into the test's day.
fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_780_000_000 + seconds).expect("it is a time")
}

fn line(text: &str) -> Line {
    Line { place: None, text: text.to_owned() }
}

fn told(issues: &[&str]) -> Told {
    let candidate = |issue: &&str| Candidate {
        issue: (*issue).to_owned(),
        confidence: 0.875,
        lines: vec![line("Replica is inconsistent (ID 3106) für „FS07“")],
    };
    Told {
        verdict: Verdict::Answer,
        candidates: issues.iter().map(candidate).collect(),
        named: issues.len() as u32,
        shown: 0,
        issues: issues.iter().take(1).map(|issue| (*issue).to_owned()).collect(),
        language: "en".to_owned(),
    }
}

/// Ada's paste number so and so, in the support channel, with an answer about the replica.
fn answer(paste: u64) -> Answer {
    Answer {
        paste: message(paste),
        reply: None,
        guild: Some(GUILD),
        channel: SUPPORT,
        parent: None,
        author: ADA,
        paste_hash: PasteHash::of("Replica is inconsistent (ID 3106)"),
        told: told(&["backup/replica-inconsistent", "backup/disk-full"]),
        created_at: at(0),
    }
}

fn interaction(number: u64) -> InteractionId {
    InteractionId::new(850_000_000_000_000_000 + number)
}

/// Ada wants a person in the thread, by the interaction of this number.
fn request(number: u64) -> Request {
    Request {
        guild: Some(GUILD),
        channel: THREAD,
        person: ADA,
        paste: Some(message(1)),
        origin: Origin::Button,
        opened_by: interaction(number),
        subject: "Replica is inconsistent (ID 3106)".to_owned(),
        tried: "I have restarted the agent.".to_owned(),
        answers: vec![QuestionAnswer { question: "Since when?".to_owned(), answer: "Monday".to_owned() }],
        found: told(&["backup/replica-inconsistent"]).candidates,
        versions: vec!["2.17.4".to_owned()],
        severity: Severity::Normal,
        policy: Some("default".to_owned()),
    }
}

/// Opens a case, at the beginning of the test's day.
async fn opened(store: &Store, request: &Request) -> Case {
    let opening = store.open_case(request, Actor::Person(request.person), at(0), |_| Vec::new()).await;
    let Opening::Opened(case) = opening.expect("the store is there") else { panic!("one is open already") };
    *case
}

/// Makes a change that a case allows.
async fn made(store: &Store, case: CaseId, change: Change, by: UserId, seconds: i64) -> Case {
    let apply = |case: &Case| case.apply(change.clone(), Actor::Person(by), at(seconds));
    match store.change_case(case, apply).await.expect("the store is there") {
        Changed::Made(case) => *case,
        other => panic!("{change:?}: {other:?}"),
    }
}
