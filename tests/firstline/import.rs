//! `firstline import`, from files as they are published to articles that can be edited and served.

use std::fs;

use insta::assert_snapshot;

use crate::world::World;

const REPLICA: &str = r#"<properties
    pageTitle="Replica creation fails"
    infoBubbleText="The replica could not be created on the second server."
    ownershipId="Storage"
/>
# Replica creation fails

## **Recommended Steps**

1. Open the console as an administrator
2. Run `replica create --force`

- **Error 4711: the volume is in use**: close every program that holds it, see [how to find them](https://example.com/handles)
"#;

const DISKS: &str = r#"{"id": "full", "title": "The disk is full", "errors": ["No space left on device"], "steps": ["Delete old logs"]}
{"id": "slow", "title": "The disk is slow", "colour": "red"}
"#;

fn world() -> World {
    World::bare()
        .with("old/storage/replica.md", REPLICA)
        .with("old/disks.jsonl", DISKS)
        .with("old/logo.png", b"\x89PNG")
        .with("old/empty.md", "<properties pageTitle=\"Nothing\" />\n# Nothing\n")
}

#[test]
fn articles_are_written_and_what_is_left_out_is_named() {
    let world = world();
    assert_snapshot!(world.run(["import", "old", "--out", "knowledge"]), @"
    Wrote 2 articles with 3 issues to knowledge.

    Left out, no-text:
      old/empty.md: there is no text below the title

    Left out, not-knowledge:
      old/logo.png: not a knowledge file

    Left out, unknown-key:
      old/disks.jsonl:2:45: `colour` is not a key of an issue
    --- exit code 0
    ");
    let written = fs::read_to_string(world.path().join("knowledge/storage/replica.toml")).unwrap();
    assert_snapshot!(written, @r#"
    id = "storage/replica"
    title = "Replica creation fails"
    owner = "Storage"

    [[issues]]
    id = "replica-creation-fails"
    title = "Replica creation fails"
    description = "The replica could not be created on the second server."
    steps = ["Open the console as an administrator", "Run `replica create --force`"]

    [[issues]]
    id = "error-4711-the-volume-is-in-use"
    title = "Error 4711: the volume is in use"
    steps = [
        { text = "close every program that holds it, see how to find them", link = "https://example.com/handles" },
    ]
    "#);
}

#[test]
fn nothing_is_overwritten_unless_forced() {
    let world = world().with("knowledge/disks.toml", "# mine\n");
    assert_snapshot!(world.run(["import", "old", "--out", "knowledge"]), @"
    --- stderr
    error: knowledge/disks.toml is already there; --force overwrites, another --out keeps both
    --- exit code 2
    ");
    assert!(!world.path().join("knowledge/storage").exists());
    assert_eq!(fs::read_to_string(world.path().join("knowledge/disks.toml")).unwrap(), "# mine\n");

    assert_eq!(world.run(["import", "old", "--out", "knowledge", "--force"]).code(), 0);
    assert!(fs::read_to_string(world.path().join("knowledge/disks.toml")).unwrap().starts_with("id = \"disks\""));
}

#[test]
fn importing_and_loading_directly_give_the_same_answers() {
    let world = world();
    assert_eq!(world.run(["import", "old", "--out", "new"]).code(), 0);
    for paste in ["write failed: No space left on device", "Error 4711: the volume is in use", "good morning"] {
        let [direct, imported] =
            ["old", "new"].map(|folder| world.run(["match", "--knowledge", folder, "--format", "json", paste]));
        assert_eq!((direct.stdout(), direct.code()), (imported.stdout(), imported.code()));
    }
}

#[test]
fn a_path_that_is_not_there_is_one_clear_sentence() {
    assert_snapshot!(World::bare().run(["import", "nowhere", "--out", "knowledge"]), @"
    --- stderr
    error: there is nothing to import at nowhere
    --- exit code 2
    ");
}
