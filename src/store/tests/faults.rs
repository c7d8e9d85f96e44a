use std::fs;
use std::path::Path;

use insta::assert_snapshot;

use super::*;

fn url(path: &Path) -> StoreUrl {
    format!("sqlite:{}", path.display()).parse().expect("it is a path")
}

/// The sentence, with the folder of the test left out.
fn sentence(error: &Error, folder: &Path) -> String {
    error.to_string().replace(&folder.display().to_string(), "DIR")
}

/// A store with some answers, closed.
async fn filled(path: &Path) {
    let store = Store::open(&url(path)).await.unwrap();
    for number in 1..200 {
        store.claim(&answer(number)).await.unwrap();
    }
    store.close().await;
}

#[test]
fn what_was_stored_is_there_when_it_is_opened_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a #store?.db");
    let url: StoreUrl = format!("sqlite:{}", path.display()).replace('#', "%23").replace('?', "%3F").parse().unwrap();
    run(async {
        let store = Store::open(&url).await.unwrap();
        store.claim(&answer(1)).await.unwrap();
        store.close().await;
        let store = Store::open(&url).await.unwrap();
        assert_eq!(store.answer_to(message(1)).await.unwrap(), Some(answer(1)));
        store.close().await;
    });
    assert!(path.exists());
}

#[cfg(unix)]
#[test]
fn a_new_file_is_for_nobody_else_to_read_and_one_that_is_there_keeps_its_mode() {
    use std::os::unix::fs::PermissionsExt as _;

    let folder = tempfile::tempdir().unwrap();
    let modes = |name: &str| {
        run(async {
            let store = Store::open(&url(&folder.path().join(name))).await.unwrap();
            store.claim(&answer(1)).await.unwrap();
            let mode =
                |end: &str| fs::metadata(folder.path().join(format!("{name}{end}"))).unwrap().permissions().mode();
            let modes = ["", "-wal", "-shm"].map(|end| mode(end) & 0o777);
            store.close().await;
            modes
        })
    };
    assert_eq!(modes("new.db"), [0o600; 3]);
    let there = folder.path().join("there.db");
    fs::write(&there, "").unwrap();
    fs::set_permissions(&there, fs::Permissions::from_mode(0o640)).unwrap();
    assert_eq!(modes("there.db"), [0o640; 3]);
}

#[test]
fn a_file_that_is_something_else_is_refused_and_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("notes.txt");
    let notes = "Not a database.\n".repeat(100);
    fs::write(&path, &notes).unwrap();
    let error = run(Store::open(&url(&path))).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Damaged);
    assert_snapshot!(sentence(&error, folder.path()), @"the store sqlite:DIR/notes.txt is damaged, or no SQLite file at all (file is not a database); it was left as it is: move it away, and its -wal and -shm with it, then restore a backup by `firstline restore`, or start afresh");
    assert_eq!(fs::read_to_string(&path).unwrap(), notes);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left beside it");
}

#[test]
fn a_damaged_file_is_refused_and_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.db");
    run(filled(&path));
    let mut bytes = fs::read(&path).unwrap();
    bytes[4096..].chunks_mut(4096).for_each(|page| page[..64].fill(0xa5));
    fs::write(&path, &bytes).unwrap();
    let error = run(Store::open(&url(&path))).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Damaged);
    assert!(sentence(&error, folder.path()).starts_with("the store sqlite:DIR/store.db is damaged"), "{error}");
    assert_eq!(fs::read(&path).unwrap(), bytes);
}

#[test]
fn a_folder_that_is_not_there_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let error = run(Store::open(&url(&folder.path().join("none/store.db")))).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NoAccess);
    assert_snapshot!(sentence(&error, folder.path()), @"the store sqlite:DIR/none/store.db cannot be used (unable to open database file): its folder must be there, and both be writable for this user");
}

#[test]
fn who_only_looks_makes_no_store() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.db");
    let error = run(Store::open_existing(&url(&path))).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotThere);
    assert!(!path.exists());
    run(filled(&path));
    run(async {
        let store = Store::open_existing(&url(&path)).await.unwrap();
        assert!(store.answer_to(message(1)).await.unwrap().is_some());
        store.close().await;
    });
}

#[test]
fn a_store_of_a_newer_version_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.db");
    let error = run(async {
        let store = Store::open(&url(&path)).await.unwrap();
        let newer = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
                     VALUES (99, 'later', true, x'00', 0)";
        sqlx::query(newer).execute(store.writer()).await.unwrap();
        store.close().await;
        Store::open(&url(&path)).await.unwrap_err()
    });
    assert_snapshot!(sentence(&error, folder.path()), @"the store sqlite:DIR/store.db was made by another version of Firstline (its tables are of form 99): run the newest, or use another store");
}

#[test]
fn a_file_that_another_program_holds_is_said_to_be_locked() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.db");
    run(filled(&path));
    let other = rusqlite::Connection::open(&path).unwrap();
    run(async {
        let store = Store::open(&url(&path)).await.unwrap();
        store.writer().execute(sqlx::raw_sql("PRAGMA busy_timeout = 0")).await.unwrap();
        other.execute_batch("BEGIN IMMEDIATE").unwrap();
        let error = store.claim(&answer(1000)).await.unwrap_err();
        assert_snapshot!(error, @"the store is locked by another program: let one process at a time use an SQLite file, or use PostgreSQL");
        assert!(error.is_passing());
        assert!(store.answer_to(message(1)).await.unwrap().is_some(), "reading goes on");
        other.execute_batch("ROLLBACK").unwrap();
        assert_eq!(
            store.claim(&answer(1000)).await.unwrap(),
            Claim::Made,
            "and so does writing, when the other is done"
        );
        store.close().await;
    });
}

#[test]
fn a_full_disk_is_said_to_be_full() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        store.writer().execute(sqlx::raw_sql("PRAGMA max_page_count = 40")).await.unwrap();
        let mut error = None;
        for number in 1..2000 {
            if let Err(fault) = store.claim(&answer(number)).await {
                error = Some(fault);
                break;
            }
        }
        let error = error.expect("no disk is that large");
        assert_snapshot!(error, @"the store cannot be written: the disk is full");
        assert!(error.is_passing());
        assert!(store.answer_to(message(1)).await.unwrap().is_some(), "reading goes on");
        store.close().await;
    });
}

#[test]
fn a_closed_store_says_so() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        store.clone().close().await;
        assert_snapshot!(store.claim(&answer(1)).await.unwrap_err(), @"the store does not answer (it was closed)");
    });
}

#[test]
fn a_server_that_is_not_there_does_not_answer() {
    // Nothing listens on a port that was just given back.
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let url: StoreUrl = format!("postgres://ada:hunter2@127.0.0.1:{port}/firstline").parse().unwrap();
    let error = run(Store::open(&url)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Gone);
    assert!(!error.to_string().contains("hunter2"), "{error}");
}

#[test]
#[ignore = "needs a PostgreSQL server: FIRSTLINE_TEST_POSTGRES_URL names one, as postgres://user@host/database"]
fn a_database_that_the_server_does_not_have_is_refused() {
    let url = server_url();
    let (server, _) = url.rsplit_once('/').unwrap();
    let url: StoreUrl = format!("{server}/firstline_no_such_database").parse().unwrap();
    let error = run(Store::open(&url)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Refused);
}

/// Two processes hear of the same messages and claim every one of them.
async fn both_claim_everything(url: &StoreUrl) {
    let (one, other) = (Store::open(url).await.unwrap(), Store::open(url).await.unwrap());
    let claim_all = async |store: &Store| {
        let mut made = 0;
        for number in 1..=100 {
            made += usize::from(store.claim(&answer(number)).await.unwrap() == Claim::Made);
        }
        made
    };
    let (by_one, by_other) = tokio::join!(claim_all(&one), claim_all(&other));
    assert_eq!(by_one + by_other, 100);
    one.close().await;
    other.close().await;
}

#[test]
fn of_two_processes_on_one_file_one_claims_a_paste() {
    let folder = tempfile::tempdir().unwrap();
    run(both_claim_everything(&url(&folder.path().join("store.db"))));
}

#[test]
#[ignore = "needs a PostgreSQL server: FIRSTLINE_TEST_POSTGRES_URL names one, as postgres://user@host/database"]
fn of_two_processes_on_one_server_one_claims_a_paste() {
    run(async {
        let (url, schema) = postgres_schema().await;
        both_claim_everything(&url).await;
        drop_schema(&schema).await;
    });
}

#[test]
#[ignore = "needs a PostgreSQL server: FIRSTLINE_TEST_POSTGRES_URL names one, as postgres://user@host/database"]
fn of_several_processes_that_start_at_once_one_makes_the_tables() {
    run(async {
        let (url, schema) = postgres_schema().await;
        let starts = (0..5).map(|_| {
            let url = url.clone();
            tokio::spawn(async move { Store::open(&url).await })
        });
        for start in starts.collect::<Vec<_>>() {
            start.await.unwrap().unwrap().close().await;
        }
        drop_schema(&schema).await;
    });
}
