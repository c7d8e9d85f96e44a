//! `firstline backup` and `firstline restore`.

use std::fs;

use firstline::clock::Clock;
use firstline::ids::UserId;
use firstline::store::Store;
use insta::assert_snapshot;
use tokio::runtime::Runtime;

use crate::world::World;

const ADA: UserId = UserId::new(1);

/// A team whose store is where the bot would put it, open as the bot has it.
fn team() -> (World, Runtime, Store) {
    let world = World::bare();
    let runtime = Runtime::new().expect("a runtime starts");
    let url = format!("sqlite:{}", world.path().join("firstline.db").display());
    let store = runtime.block_on(async {
        let store = Store::open(&url.parse().expect("it is a path")).await.expect("it opens");
        store.opt_out(ADA, Clock::system().now()).await.expect("it is written");
        store
    });
    (world, runtime, store)
}

#[test]
fn a_store_is_copied_while_it_is_in_use_and_restored_elsewhere() {
    let (world, runtime, store) = team();
    let ran = world.run(["backup", "copy.gz"]);
    assert_snapshot!(ran.stdout(), @"1 row of sqlite:firstline.db in copy.gz.");
    assert_eq!(ran.code(), 0);
    runtime.block_on(store.opt_in(ADA)).expect("the bot goes on writing");

    let world = world.with("other.toml", "[storage]\nurl = \"sqlite:other.db\"\n");
    let ran = world.run(["restore", "--config", "other.toml", "copy.gz"]);
    assert_snapshot!(ran.stdout(), @"1 row from copy.gz in sqlite:other.db.");
    let url = format!("sqlite:{}", world.path().join("other.db").display()).parse().expect("it is a path");
    let out = runtime.block_on(async { Store::open(&url).await?.opted_out().await });
    assert_eq!(out.expect("it can be read"), [ADA]);
}

#[cfg(unix)]
#[test]
fn a_copy_is_for_nobody_else_to_read_and_replaces_the_one_before() {
    use std::os::unix::fs::PermissionsExt as _;

    let (world, ..) = team();
    for _ in 0..2 {
        assert_eq!(world.run(["backup", "copy.gz"]).code(), 0);
    }
    let copy = world.path().join("copy.gz").metadata().expect("it is there");
    assert_eq!(copy.permissions().mode() & 0o777, 0o600);
    assert!(!world.path().join("copy.gz.part").exists());
}

#[test]
fn a_store_with_something_in_it_is_left_as_it_is_unless_told() {
    let (world, ..) = team();
    world.run(["backup", "copy.gz"]);
    let ran = world.run(["restore", "copy.gz"]);
    assert_snapshot!(ran.stderr(), @"error: there is something in the store sqlite:firstline.db already, and it was left as it is: restore into an empty one, or say --replace");
    assert_eq!(ran.code(), 2);
    assert_eq!(world.run(["restore", "--replace", "copy.gz"]).code(), 0);
}

#[test]
fn what_cannot_be_copied_or_restored_is_said_in_a_sentence() {
    let world = World::bare().with("notes.txt", "Not a backup.").with("empty.gz", "");
    let said = [
        world.run(["backup", "copy.gz"]),
        world.run(["backup", "none/copy.gz"]),
        world.run(["restore", "copy.gz"]),
        world.run(["restore", "notes.txt"]),
        world.run(["restore", "empty.gz"]),
    ];
    let said: Vec<String> = said.iter().map(|ran| format!("{}: {}", ran.code(), ran.stderr().trim())).collect();
    assert_snapshot!(said.join("\n"), @"
    2: error: the store sqlite:firstline.db is not there: `firstline run` makes it in the folder that it is run in, and --store names another
    2: error: the backup none/copy.gz cannot be written: No such file or directory (os error 2)
    2: error: the backup copy.gz cannot be read: No such file or directory (os error 2)
    2: error: the backup cannot be read: invalid gzip header
    2: error: the backup cannot be read: unexpected end of file
    ");
    assert!(!world.path().join("copy.gz.part").exists());
}

#[test]
fn a_fault_of_the_configuration_that_is_not_about_the_store_stops_no_copy() {
    let (world, ..) = team();
    let world = world.with("firstline.toml", "[on_call]\nshift = \"monthly\"\n");
    assert_snapshot!(world.run(["backup", "copy.gz"]), @"
    1 row of sqlite:firstline.db in copy.gz.
    --- stderr
    warning: firstline.toml has faults, but not in what is needed here: `firstline check` shows them
    --- exit code 0
    ");
    assert_eq!(world.run(["restore", "--replace", "copy.gz"]).code(), 0);
    assert_eq!(world.run(["stats"]).code(), 0);

    let named = world.run(["backup", "--store", "sqlite:firstline.db", "copy.gz"]);
    assert_eq!((named.code(), named.stderr().as_str()), (0, ""));
    // Another store than the one that is meant would be copied.
    let world = world.with("firstline.toml", "[storge]\nurl = \"sqlite:other.db\"\n");
    assert_snapshot!(world.run(["backup", "copy.gz"]), @"
    --- stderr
    error[unknown-key]: the configuration has no key `storge`
     --> firstline.toml:1:2
      |
    1 | [storge]
      |  ^^^^^^
      |
      = help: did you mean `storage`?

    error: firstline.toml has 1 fault, shown above; nothing of it is used until it is mended
    --- exit code 2
    ");
}

#[test]
fn a_copy_replaces_no_file_but_an_older_copy() {
    let (world, runtime, store) = team();
    let world = world.with("firstline.toml", "# Ours.\n").with("empty", "").with("taken.gz.part", "Not a backup.");
    let files = ["firstline.db", "./firstline.db-wal", "firstline.db-shm", "firstline.toml", "empty", ".", "taken.gz"];
    let before = names(&world);
    let said = files.map(|file| {
        let ran = world.run(["backup", file]);
        format!("{}: {}", ran.code(), ran.stderr().trim())
    });
    assert_snapshot!(said.join("\n"), @"
    2: error: the backup firstline.db cannot be written: firstline.db is a file of the store itself; name another, such as firstline.backup.gz
    2: error: the backup ./firstline.db-wal cannot be written: ./firstline.db-wal is a file of the store itself; name another, such as firstline.backup.gz
    2: error: the backup firstline.db-shm cannot be written: firstline.db-shm is a file of the store itself; name another, such as firstline.backup.gz
    2: error: the backup firstline.toml cannot be written: firstline.toml is there and is no backup; name another, such as firstline.backup.gz
    2: error: the backup empty cannot be written: empty is there and is no backup; name another, such as firstline.backup.gz
    2: error: the backup . cannot be written: . is a folder; name a file in it
    2: error: the backup taken.gz cannot be written: taken.gz.part is there and is no backup; name another, such as firstline.backup.gz
    ");
    assert_eq!(names(&world), before);
    assert_eq!(fs::read_to_string(world.path().join("taken.gz.part")).expect("it is there"), "Not a backup.");
    assert_eq!(fs::read_to_string(world.path().join("firstline.toml")).expect("it is there"), "# Ours.\n");
    assert_eq!(runtime.block_on(store.opted_out()).expect("it can be read"), [ADA]);
    runtime.block_on(store.close());
    let ran = world.run(["backup", "firstline.db-wal"]);
    assert_eq!(ran.code(), 2, "nor one that the store makes when it is in use");

    let world = world.with("killed.gz.part", "");
    assert_eq!(world.run(["backup", "killed.gz"]).code(), 0);
}

#[test]
fn a_copy_whose_checksum_is_wrong_or_missing_is_not_restored() {
    let (world, ..) = team();
    world.run(["backup", "copy.gz"]);
    let copy = fs::read(world.path().join("copy.gz")).expect("it is there");
    let mut flipped = copy.clone();
    let checksum = flipped.len() - 8;
    flipped[checksum] ^= 1;
    let said = [&copy[..copy.len() - 8], &copy[..copy.len() - 1], &flipped].map(|faulty| {
        fs::write(world.path().join("faulty.gz"), faulty).expect("the folder can be written");
        let ran = world.run(["restore", "--store", "sqlite:other.db", "faulty.gz"]);
        format!("{}: {}", ran.code(), ran.stderr().trim())
    });
    assert_snapshot!(said.join("\n"), @"
    2: error: the backup cannot be read: unexpected end of file
    2: error: the backup cannot be read: unexpected end of file
    2: error: the backup cannot be read: corrupt gzip stream does not have a matching checksum
    ");
    let ran = world.run(["restore", "--store", "sqlite:other.db", "copy.gz"]);
    assert_snapshot!(ran.stdout(), @"1 row from copy.gz in sqlite:other.db.");
}

#[test]
fn a_store_that_is_damaged_is_moved_away_and_restored() {
    let (world, runtime, store) = team();
    world.run(["backup", "copy.gz"]);
    runtime.block_on(store.close());
    let world = world.with("firstline.db", "Not a store.".repeat(1000));
    let ran = world.run(["restore", "--replace", "copy.gz"]);
    assert!(ran.stderr().contains("move it away, and its -wal and -shm with it"), "{ran}");
    fs::rename(world.path().join("firstline.db"), world.path().join("bad.db")).expect("it can be moved");
    assert_snapshot!(world.run(["restore", "copy.gz"]).stdout(), @"1 row from copy.gz in sqlite:firstline.db.");
}

/// The names of all files in the team's folder.
fn names(world: &World) -> Vec<String> {
    let folder = fs::read_dir(world.path()).expect("it can be read");
    let mut names: Vec<_> = folder.map(|file| file.expect("it is there").file_name().display().to_string()).collect();
    names.sort();
    names
}
