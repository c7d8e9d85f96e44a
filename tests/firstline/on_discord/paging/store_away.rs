//! The store is away while somebody is paged: nothing is lost, nobody is paged twice, and it is said once.

use std::cell::RefCell;
use std::time::Duration;

use firstline::sandbox::Fault;
use insta::assert_snapshot;
use jiff::SignedDuration;

use super::minutes;
use crate::on_discord::log;
use crate::on_discord::team::Setup;

#[tokio::test(flavor = "multi_thread")]
async fn a_store_that_goes_away_in_the_middle_of_a_page_loses_nothing_and_pages_nobody_twice() {
    let folder = tempfile::tempdir().expect("there is room for a file");
    let path = folder.path().join("store.db");
    let url = format!("sqlite:{}", path.display());
    let mut team = Setup::new().store(&url).on_call().start().await.in_which_ada_asked_with_pages().await;
    team.caught_up().await;
    team.sees().await;
    let rename = |from: &str, to: &str| {
        let store = rusqlite::Connection::open(&path).expect("it is there");
        store.execute_batch(&format!("ALTER TABLE {from} RENAME TO {to}")).expect("it is not locked");
    };

    // While dan's page is on its way, what became of it can no longer be written down.
    let late = Duration::from_mins(10);
    team.sandbox.faults().next("POST", "/channels/*/messages", 1, Fault::Delay(late));
    team.hands.step(minutes(10));
    team.until(|sandbox| sandbox.faults().are_over()).await;
    rename("pages", "away");
    team.sandbox.clock().step(late);
    team.quiet().await;
    assert_snapshot!(team.complaints().await, @r#"ERROR what is due could not be done, and will be tried again: the store failed: no such table: pages timer="page #1 0 0.1""#);

    // Then nothing at all can be read.
    rename("timers", "away_too");
    team.hands.step(SignedDuration::from_secs(61));
    let said = RefCell::new(String::new());
    team.until(|_| {
        said.borrow_mut().push_str(&log::complaints());
        !said.borrow().is_empty()
    })
    .await;
    assert_snapshot!(said.into_inner(), @"ERROR what is due could not be read, and waits until the store is back: the store failed: no such table: timers");

    rename("away", "pages");
    rename("away_too", "timers");
    team.steps(SignedDuration::from_secs(61)).await;
    assert_snapshot!(team.headlines().await, @"to dan: | You are on call, and somebody needs you. | # #1 · Paper jam in tray 2");
    assert_snapshot!(team.entries(1).await, @r#"
    {"origin":"button","what":"opened"}
    {"late_seconds":0,"person":"carol","position":{"round":0,"step":0},"role":null,"way":"direct","what":"paged"}
    {"late_seconds":122,"person":"dan","position":{"round":0,"step":1},"role":null,"way":"direct","what":"paged"}
    "#);
    assert_eq!(team.complaints().await, "");
    team.ended().await;
}
