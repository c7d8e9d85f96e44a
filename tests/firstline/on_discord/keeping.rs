//! Keeping the knowledge: `/knowledge`, and files that change while the bot is at work.

use std::fs;
use std::time::Duration;

use insta::assert_snapshot;

use super::team::{Setup, Team};

const NEW: &str = r#"
id = "phones"
title = "Phones"

[[issues]]
id = "no-dial-tone"
title = "There is no dial tone"
errors = ["SIP registration rejected with 403 by the exchange"]
steps = ["Restart the phone."]
"#;

const BROKEN: &str = "id = \"printing\"\ntitle = \"Printing\"\n\n[[issues]]\nid = \"x\"\ntitel = \"Paper jam\"\n";

/// What Erin is told when she gives a command.
async fn told(team: &mut Team, line: &str) -> String {
    team.person("erin").types("#general", line).expect("she may");
    let folder = format!("{}/", team.folder().display());
    team.sees().await.replace(&folder, "")
}

/// Waits until a file has been put there, at once and as a whole, and the watcher has had the files read again.
async fn read_again(team: &Team, name: &str, text: &str) {
    let mut changes = team.parts.live.changes();
    changes.mark_unchanged();
    let beside = team.folder().join("beside.toml");
    fs::write(&beside, text).expect("it can be written");
    fs::rename(beside, team.folder().join(name)).expect("it can be moved");
    let read = tokio::time::timeout(Duration::from_secs(20), changes.changed()).await;
    read.expect("the change is noticed").expect("the knowledge is watched");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_status_says_what_is_served() {
    let mut team = Team::new().await;
    assert_snapshot!(told(&mut team, "/knowledge status").await, @"
    ── says in #general to erin alone:
    Version 1, read <t:1777885200:R>. Articles: 2, issues: 5.
    ");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_file_is_answered_from() {
    let mut team = Team::new().await;
    let paste = "SIP registration rejected with 403 by the exchange";
    team.person("ada").posts("#support", paste).expect("she may");
    assert_eq!(team.sees().await, "nothing");
    read_again(&team, "knowledge/phones.toml", NEW).await;
    team.person("mia").posts("#support", paste).expect("she may");
    assert_snapshot!(team.sees().await, @"
    ── says in #support:
    # There is no dial tone
    **Found in the paste**
    ```
    SIP registration rejected with 403 by the exchange
    ```

    **What to do**
    1. Restart the phone.
    -# Phones · likely this (NN %)
    [That fixed it] [Not my problem] [Get a person]
    ");
    assert_eq!(team.person("ada").completes("#support", "/lookup text:dial").await.expect("she may").len(), 1);
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_broken_file_leaves_the_last_good_version_and_the_status_says_where_it_is_broken() {
    let mut team = Team::new().await;
    let printing = "knowledge/printing.toml";
    let good = fs::read_to_string(team.folder().join(printing)).expect("it is there");
    read_again(&team, printing, BROKEN).await;
    assert_snapshot!(told(&mut team, "/knowledge status").await, @"
    ── says in #general to erin alone:
    Something is wrong with the files: I keep to what I have.
    Version 1, read <t:1777885200:R>. Articles: 2, issues: 5.
    ⚠️ Faults: 1. The first: knowledge/printing.toml:6: an issue has no key `titel` (did you mean `title`?)
    ");
    assert_snapshot!(told(&mut team, "/knowledge reload").await, @"
    ── says in #general to erin alone:
    Something is wrong with the files: I keep to what I have.
    Version 1, read <t:1777885200:R>. Articles: 2, issues: 5.
    ⚠️ Faults: 1. The first: knowledge/printing.toml:6: an issue has no key `titel` (did you mean `title`?)
    ");
    team.person("ada").posts("#support", "Paper jam in tray 2").expect("she may");
    assert_ne!(team.sees().await, "nothing", "the last good version is served");
    assert_snapshot!(team.complaints().await, @"WARN knowledge/printing.toml:6: an issue has no key `titel` (did you mean `title`?)");
    read_again(&team, printing, &good).await;
    assert_snapshot!(told(&mut team, "/knowledge status").await, @"
    ── says in #general to erin alone:
    Version 1, read <t:1777885200:R>. Articles: 2, issues: 5.
    ");
    assert_eq!(team.complaints().await, "");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn reading_anew_says_whether_anything_changed() {
    let mut team = Team::new().await;
    assert_snapshot!(told(&mut team, "/knowledge reload").await, @"
    ── says in #general to erin alone:
    Nothing has changed.
    Version 1, read <t:1777885200:R>. Articles: 2, issues: 5.
    ");
    team.finish().await;

    let mut team = Setup::new().unwatched().start().await;
    fs::write(team.folder().join("knowledge/phones.toml"), NEW).expect("it can be written");
    assert_snapshot!(told(&mut team, "/knowledge reload").await, @"
    ── says in #general to erin alone:
    Reloaded.
    Version 2, read <t:1777885200:R>. Articles: 3, issues: 6.
    ");
    team.finish().await;
}
