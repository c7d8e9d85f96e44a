use std::collections::BTreeSet;

use super::*;
use crate::ids::RoleId;
use crate::store::timers as timers_table;
use crate::triage::{Escalation, Position, Task, Timer, Way, What};

/// A reminder by this name, for no case.
fn timer(key: &str, seconds: i64) -> Timer {
    Timer { key: key.to_owned(), case: None, due_at: at(seconds), task: Task::Remind }
}

async fn keys_due(store: &Store, seconds: i64, most: u32) -> Vec<String> {
    store.claim_due(at(seconds), most).await.unwrap().into_iter().map(|due| due.timer.key).collect()
}

async fn one_due(store: &Store, seconds: i64) -> Due {
    let [due] = store.claim_due(at(seconds), 9).await.unwrap().try_into().unwrap();
    due
}

/// A case that waits to page at its first step, with the timer that does.
async fn waiting(store: &Store) -> (Case, Due) {
    let first = |case: &Case| vec![Timer::page(case.id, case.escalation, at(0))];
    let opening = store.open_case(&request(1), Actor::Person(ADA), at(0), first).await.unwrap();
    let Opening::Opened(case) = opening else { panic!("one is open already") };
    (*case, one_due(store, 0).await)
}

/// The step is taken: the next one comes a minute later.
fn taken(case: &Case, from: Escalation) -> std::result::Result<crate::triage::Applied, crate::triage::Refused> {
    let next = Position { round: 0, step: 1 };
    let paged =
        What::Paged { person: Some(MIA), role: None, way: Way::Direct, position: Position::default(), late_seconds: 0 };
    let applied = case.apply(Change::MoveOn { from, next: Some(next) }, Actor::Firstline, at(1))?.and(
        Change::Record(paged),
        Actor::Firstline,
        at(1),
    )?;
    let timer = Timer::page(case.id, applied.case.escalation, at(61));
    Ok(applied.then_at(timer))
}

on_every_store! {
    async fn what_is_due_is_claimed_in_its_order_and_nothing_before_its_time(store: Store) {
        let set = store.set_timers(&[timer("c", 30), timer("a", 20), timer("b", 20), timer("d", 31)]).await.unwrap();
        assert_eq!(set, 4);
        assert_eq!(store.next_due().await.unwrap(), Some(at(20)));
        assert_eq!(keys_due(&store, 19, 9).await, Vec::<String>::new());
        assert_eq!(keys_due(&store, 30, 2).await, ["a", "b"]);
        assert_eq!(keys_due(&store, 30, 9).await, ["c"]);
        assert_eq!(store.next_due().await.unwrap(), Some(at(31)));
    }

    async fn what_is_due_for_a_case_is_claimed_where_the_shard_of_its_server_is(store: Store) {
        let shard = |number| Shards { here: vec![number], total: 3 };
        let here = (GUILD.get() >> 22) as u32 % 3;
        let first = |case: &Case| vec![Timer::page(case.id, case.escalation, at(20))];
        store.open_case(&request(1), Actor::Person(ADA), at(0), first).await.unwrap();
        for elsewhere in [shard((here + 1) % 3), shard((here + 2) % 3), Shards { here: vec![], total: 3 }] {
            assert_eq!(store.next_due_in(&elsewhere).await.unwrap(), None);
            assert_eq!(store.claim_due_in(&elsewhere, at(20), 9).await.unwrap(), []);
        }
        store.set_timers(&[timer("of no case", 10)]).await.unwrap();
        assert_eq!(store.next_due_in(&shard((here + 1) % 3)).await.unwrap(), Some(at(10)));
        let due = store.claim_due_in(&shard(here), at(20), 9).await.unwrap();
        assert_eq!(due.iter().map(|due| due.timer.key.as_str()).collect::<Vec<_>>(), ["of no case", "page #1 0 0.0"]);
    }

    async fn a_timer_is_set_once_and_not_again_when_it_is_done(store: Store) {
        assert_eq!(store.set_timers(&[timer("a", 20), timer("a", 10)]).await.unwrap(), 1);
        let due = one_due(&store, 20).await;
        assert_eq!(due, Due { timer: timer("a", 20), claims: 1 });
        assert!(store.finish(&due, at(21)).await.unwrap());
        assert!(!store.finish(&due, at(21)).await.unwrap());
        assert_eq!(store.set_timers(&[timer("a", 30)]).await.unwrap(), 0);
        assert_eq!(keys_due(&store, 999, 9).await, Vec::<String>::new());
        assert_eq!(store.next_due().await.unwrap(), None);
    }

    async fn a_claim_whose_owner_died_is_taken_up_when_the_lease_has_run_out(store: Store) {
        store.set_timers(&[timer("a", 20)]).await.unwrap();
        let died = one_due(&store, 20).await;
        let lease = TIMER_LEASE.as_secs();
        assert_eq!(keys_due(&store, 19 + lease, 9).await, Vec::<String>::new());
        let due = one_due(&store, 20 + lease).await;
        assert_eq!(due, Due { claims: 2, ..died.clone() });
        assert!(!store.finish(&died, at(90)).await.unwrap(), "it was slow, not dead, and is told that it lost the claim");
        assert!(!store.put_off(&died, at(500)).await.unwrap());
        assert!(store.finish(&due, at(90)).await.unwrap());
    }

    async fn a_clock_that_is_set_back_neither_frees_a_claim_nor_holds_it_for_ever(store: Store) {
        store.set_timers(&[timer("a", -9_000)]).await.unwrap();
        let lease = TIMER_LEASE.as_secs();
        one_due(&store, 0).await;
        assert_eq!(keys_due(&store, 1 - lease, 9).await, Vec::<String>::new(), "the clocks of two processes differ");
        assert_eq!(one_due(&store, -lease).await.claims, 2, "a clock was set back");
        assert_eq!(one_due(&store, 0).await.claims, 3);
    }

    async fn what_is_put_off_is_due_later(store: Store) {
        store.set_timers(&[timer("a", 20)]).await.unwrap();
        let due = one_due(&store, 20).await;
        assert!(store.put_off(&due, at(25)).await.unwrap());
        assert_eq!(keys_due(&store, 24, 9).await, Vec::<String>::new());
        assert_eq!(one_due(&store, 25).await, Due { timer: timer("a", 25), claims: 2 });
    }

    async fn of_many_who_claim_at_once_no_two_get_the_same(store: Store) {
        let timers: Vec<Timer> = (0..200).map(|number| timer(&number.to_string(), number)).collect();
        store.set_timers(&timers).await.unwrap();
        let claimers = (0..10).map(|_| {
            let store = store.clone();
            tokio::spawn(async move { keys_due(&store, 500, 20).await })
        });
        let mut keys = Vec::new();
        for claimer in claimers.collect::<Vec<_>>() {
            keys.extend(claimer.await.unwrap());
        }
        let claimed = keys.len();
        let distinct: BTreeSet<String> = keys.into_iter().collect();
        assert_eq!(distinct.len(), claimed);
        let rest = keys_due(&store, 500, 200).await;
        assert_eq!(claimed + rest.len(), 200, "and none is lost");
    }

    async fn a_step_that_is_taken_is_written_down_with_its_timer_and_the_next_one(store: Store) {
        let (_, due) = waiting(&store).await;
        let Changed::Made(case) = store.change_case_for(&due, at(1), |case| taken(case, Escalation::START)).await.unwrap() else {
            panic!("it is not taken")
        };
        assert_eq!(case.escalation.next, Some(Position { round: 0, step: 1 }));
        assert_eq!(store.case(case.id).await.unwrap(), Some(*case.clone()));
        assert_eq!(keys_due(&store, 60, 9).await, Vec::<String>::new());
        assert_eq!(one_due(&store, 61).await.timer, Timer::page(case.id, case.escalation, at(61)));
        let again = store.change_case_for(&due, at(2), |case| taken(case, Escalation::START)).await.unwrap();
        assert!(matches!(again, Changed::Refused(crate::triage::Refused::MovedOn, _)), "{again:?}");
    }

    async fn who_lost_the_claim_writes_nothing_down(store: Store) {
        let (case, slow) = waiting(&store).await;
        let due = one_due(&store, 60).await;
        let lost = store.change_case_for(&slow, at(61), |case| taken(case, Escalation::START)).await.unwrap();
        assert_eq!(lost, Changed::NoLongerOurs);
        assert_eq!(store.case(case.id).await.unwrap().as_ref(), Some(&case));
        assert_eq!(store.timeline(case.id).await.unwrap().len(), 1);
        let made = store.change_case_for(&due, at(62), |case| taken(case, Escalation::START)).await.unwrap();
        assert!(matches!(made, Changed::Made(_)));
    }

    async fn the_timer_of_a_case_that_does_not_wait_any_more_is_dropped(store: Store) {
        let (case, due) = waiting(&store).await;
        made(&store, case.id, Change::Acknowledge, MIA, 1).await;
        let refused = store.change_case_for(&due, at(2), |case| taken(case, Escalation::START)).await.unwrap();
        assert!(matches!(refused, Changed::Refused(crate::triage::Refused::MovedOn, _)), "{refused:?}");
        assert_eq!(keys_due(&store, 999, 9).await, Vec::<String>::new());
    }

    async fn a_snoozed_case_is_woken_by_its_timer_and_begins_anew(store: Store) {
        let (case, due) = waiting(&store).await;
        made(&store, case.id, Change::Snooze { until: at(300) }, MIA, 1).await;
        let refused = store.change_case_for(&due, at(2), |case| taken(case, Escalation::START)).await.unwrap();
        assert!(matches!(refused, Changed::Refused(..)), "nobody is paged meanwhile");
        let wake = one_due(&store, 300).await;
        assert_eq!(wake.timer, Timer::wake(case.id, at(300)));
        let woken = store.change_case_for(&wake, at(300), |case| {
            let woken = case.apply(Change::Wake, Actor::Firstline, at(300))?;
            let timer = Timer::page(case.id, woken.case.escalation, at(300));
            Ok(woken.then_at(timer))
        });
        assert!(matches!(woken.await.unwrap(), Changed::Made(_)));
        let due = one_due(&store, 300).await;
        let anew = Escalation { run: 1, ..Escalation::START };
        assert_eq!(due.timer, Timer::page(case.id, anew, at(300)));
    }

    async fn an_attempt_is_begun_once_and_ended_once(store: Store) {
        let (case, due) = waiting(&store).await;
        let page = Page {
            key: format!("{} 0 direct", due.timer.key), case: Some(case.id), person: Some(MIA), role: None,
            way: Way::Direct, nonce: "p1".to_owned(), begun_at: at(1), end: None,
        };
        assert_eq!(store.begin_page(&page).await.unwrap(), Begun::Now);
        let later = Page { begun_at: at(70), ..page.clone() };
        assert_eq!(store.begin_page(&later).await.unwrap(), Begun::Before(Box::new(page.clone())));
        let failed = PageEnd::Failed { reason: "it takes no messages from us (50007)".to_owned(), at: at(71) };
        assert!(store.end_page(&page.key, &failed).await.unwrap());
        let sent = PageEnd::Sent { message: Some((SUPPORT, message(5))), at: at(72) };
        assert!(!store.end_page(&page.key, &sent).await.unwrap());
        let known = Page { end: Some(failed), ..page };
        assert_eq!(store.begin_page(&later).await.unwrap(), Begun::Before(Box::new(known.clone())));

        let role = Page {
            key: "2".to_owned(), person: None, role: Some(RoleId::new(7)), way: Way::Channel, begun_at: at(80), ..known.clone()
        };
        store.begin_page(&role).await.unwrap();
        assert!(store.end_page(&role.key, &sent).await.unwrap());
        let hook = Page { key: "3".to_owned(), role: None, way: Way::Webhook, begun_at: at(90), ..role.clone() };
        store.begin_page(&hook).await.unwrap();
        let sent_on = PageEnd::Sent { message: None, at: at(91) };
        assert!(store.end_page(&hook.key, &sent_on).await.unwrap());
        let all = [known, Page { end: Some(sent), ..role }, Page { end: Some(sent_on), ..hook }];
        assert_eq!(store.pages(case.id).await.unwrap(), all);
    }
}

/// Two processes claim by and by what is due, until there is nothing.
async fn both_claim_everything(url: &StoreUrl) {
    let (one, other) = (Store::open(url).await.unwrap(), Store::open(url).await.unwrap());
    let timers: Vec<Timer> = (0..300).map(|number| timer(&number.to_string(), number)).collect();
    one.set_timers(&timers).await.unwrap();
    let claim_all = async |store: &Store| {
        let mut keys = Vec::new();
        loop {
            let claimed = keys_due(store, 500, 7).await;
            if claimed.is_empty() {
                return keys;
            }
            keys.extend(claimed);
        }
    };
    let (mut keys, by_other) = tokio::join!(claim_all(&one), claim_all(&other));
    keys.extend(by_other);
    // What one passed over because the other was about to claim it, the other has.
    assert_eq!(keys.len(), 300);
    assert_eq!(keys.into_iter().collect::<BTreeSet<_>>().len(), 300);
    one.close().await;
    other.close().await;
}

#[test]
fn of_two_processes_on_one_file_no_two_claim_the_same_timer() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("store.db").display()).parse().unwrap();
    run(both_claim_everything(&url));
}

#[test]
#[ignore = "needs a PostgreSQL server: FIRSTLINE_TEST_POSTGRES_URL names one, as postgres://user@host/database"]
fn of_two_processes_on_one_server_no_two_claim_the_same_timer() {
    run(async {
        let (url, schema) = postgres_schema().await;
        both_claim_everything(&url).await;
        drop_schema(&schema).await;
    });
}

#[test]
fn what_was_due_while_another_program_held_the_file_is_due_still() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.db");
    run(async {
        let store = Store::open(&format!("sqlite:{}", path.display()).parse().unwrap()).await.unwrap();
        let (case, due) = waiting(&store).await;
        store.set_timers(&[timer("a", 20)]).await.unwrap();
        store.writer().execute(sqlx::raw_sql("PRAGMA busy_timeout = 0")).await.unwrap();
        let other = rusqlite::Connection::open(&path).unwrap();
        other.execute_batch("BEGIN IMMEDIATE").unwrap();
        let sentence = "the store is locked by another program: let one process at a time use an SQLite file, or use \
                        PostgreSQL";
        assert_eq!(store.claim_due(at(20), 9).await.unwrap_err().to_string(), sentence);
        let lost = store.change_case_for(&due, at(1), |case| taken(case, Escalation::START)).await.unwrap_err();
        assert_eq!((lost.to_string().as_str(), lost.is_passing()), (sentence, true));
        assert_eq!(store.case(case.id).await.unwrap(), Some(case), "nothing of it was written");
        other.execute_batch("ROLLBACK").unwrap();
        assert_eq!(one_due(&store, 20).await.timer, timer("a", 20));
        assert!(matches!(
            store.change_case_for(&due, at(21), |case| taken(case, Escalation::START)).await.unwrap(),
            Changed::Made(_)
        ));
        store.close().await;
    });
}

#[test]
#[ignore = "needs a PostgreSQL server: FIRSTLINE_TEST_POSTGRES_URL names one, as postgres://user@host/database"]
fn what_was_being_written_when_the_server_went_away_is_due_still() {
    run(async {
        let (url, schema) = postgres_schema().await;
        let store = Store::open(&url).await.unwrap();
        let (case, due) = waiting(&store).await;
        let mut transaction = store.writer().begin().await.unwrap();
        assert!(timers_table::finish(&mut transaction, &due, at(1)).await.unwrap());
        let pid =
            sqlx::query("SELECT CAST(pg_backend_pid() AS BIGINT) AS pid").fetch_one(&mut *transaction).await.unwrap();
        let pid: i64 = sqlx::Row::get(&pid, "pid");
        let end = format!("SELECT pg_terminate_backend({pid})");
        let server = server().await;
        server.execute(sqlx::raw_sql(sqlx::AssertSqlSafe(end))).await.unwrap();
        server.close().await;
        let gone = timers_table::finish(&mut transaction, &due, at(1)).await.unwrap_err();
        assert_eq!((gone.kind(), gone.is_passing()), (ErrorKind::Gone, true), "{gone}");
        drop(transaction);

        assert_eq!(one_due(&store, 60).await, Due { claims: 2, ..due }, "it was not finished");
        assert_eq!(store.case(case.id).await.unwrap(), Some(case));
        store.close().await;
        drop_schema(&schema).await;
    });
}
