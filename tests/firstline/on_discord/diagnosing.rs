//! `/diagnose file:` and **Find the fix**: reading files and messages for whoever asks, in any channel.

use std::time::Duration;

use firstline::sandbox::{Fault, FileBody, NewFile, NewMessage};
use insta::assert_snapshot;

use super::team::{Setup, Team};

const LOG: &str = "2026-05-04T08:58:01Z INFO starting\n2026-05-04T08:58:02Z ERROR IKE authentication credentials are \
                   unacceptable\n2026-05-04T08:58:03Z INFO stopping\n";

#[tokio::test(flavor = "multi_thread")]
async fn a_log_file_is_read_for_whoever_gave_it() {
    let mut team = Team::new().await;
    let file = NewFile::new("vpn.log", LOG);
    team.person("ada").types_with("#general", "/diagnose file:vpn.log", &[file]).expect("she may");
    assert_snapshot!(team.sees().await, @"
    ── says in #general to ada alone:
    # The VPN refuses the computer's certificate
    **Found in the paste**
    vpn.log:2
    ```
    2026-05-04T08:58:02Z ERROR IKE authentication credentials are unacceptable
    ```

    **What is behind it**
    The certificate of the computer has expired.

    **What to do**
    1. Connect the computer to the office network once; it renews its certificate by itself.

    **Solved when**
    The VPN connects from outside.
    -# VPN · likely this (NN %)
    [Get a person]
    ");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn files_and_text_are_one_paste_and_each_issue_is_named_once() {
    let mut team = Team::new().await;
    let files = [
        NewFile::new("vpn.log", LOG),
        NewFile::new("print.txt", "Windows cannot connect to the printer. Operation failed with error 0x0000011b"),
    ];
    let line = "/diagnose file:vpn.log second:print.txt text:Paper jam in tray 7";
    team.person("ada").types_with("#support", line, &files).expect("she may");
    assert_snapshot!(team.sees().await, @"
    ── says in #support to ada alone:
    # 3 known issues are in this paste
    1. **Shared printers refuse to connect since the RPC hardening update** · Printing
    > print.txt:1: `Windows cannot connect to the printer. Operation failed with error 0x0000011b`
    2. **A paper jam is reported where there is none** · Printing
    > `Paper jam in tray 7`
    3. **The VPN refuses the computer's certificate** · VPN
    > vpn.log:2: `2026-05-04T08:58:02Z ERROR IKE authentication credentials are unacceptable`

    [▾ Open one]
      · Shared printers refuse to connect since the RPC hardening update – Printing
      · A paper jam is reported where there is none – Printing
      · The VPN refuses the computer's certificate – VPN
    [Get a person]
    ");
    let list = team.latest("ada", "#support");
    team.person("ada").chooses(list.id, &[&list.options()[1]]).expect("it is there");
    assert_snapshot!(team.sees().await, @"
    ── says in #support to ada alone:
    # A paper jam is reported where there is none
    **Check first**
    - Print a test page from another computer, to see whether it is the printer or the computer.

    **What to do**
    1. Open and close every door of the printer.

    **Read more**
    - [How printing is set up here](https://wiki.example/printing)
    -# Printing
    ");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_says_nothing_known_is_said_to_be_so() {
    let mut team = Team::new().await;
    let file = NewFile::new("diary.txt", "Dear diary, today it rained.");
    team.person("ada").types_with("#support", "/diagnose file:diary.txt", &[file]).expect("she may");
    assert_snapshot!(team.sees().await, @"
    ── says in #support to ada alone:
    Nothing in the knowledge matches this. The exact error text, its code or the log around it may still find it.
    [Get a person]
    ");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_cannot_be_read_is_named() {
    let mut team = Team::new().await;
    let files = [
        NewFile::new("core.dump", &b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0"[..]),
        NewFile::new("screen.png", &b"\x89PNG\r\n\x1a\n"[..]),
        NewFile::new("empty.txt", ""),
    ];
    let line = "/diagnose file:core.dump second:screen.png third:empty.txt";
    team.person("ada").types_with("#support", line, &files).expect("she may");
    assert_snapshot!(team.sees().await, @"
    ── says in #support to ada alone:
    -# `core.dump` is not text: I have not read it. An event log can be saved as text.
    Nothing in the knowledge matches this. The exact error text, its code or the log around it may still find it.
    [Get a person]
    ");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_to_a_file_is_everyones_where_that_was_asked_for() {
    let mut team = Team::new().await;
    let file = NewFile::new("vpn.log", LOG);
    team.person("ben").types_with("#support", "/diagnose file:vpn.log public:True", &[file]).expect("he may");
    assert_snapshot!(team.sees().await, @"
    ── says in #support:
    # The VPN refuses the computer's certificate
    **Found in the paste**
    vpn.log:2
    ```
    2026-05-04T08:58:02Z ERROR IKE authentication credentials are unacceptable
    ```

    **What is behind it**
    The certificate of the computer has expired.

    **What to do**
    1. Connect the computer to the office network once; it renews its certificate by itself.

    **Solved when**
    The VPN connects from outside.
    -# VPN · likely this (NN %)
    [Get a person]
    ");
    team.finish().await;
}

/// Where the bot answers an interaction first.
const CALLBACK: &str = "/interactions/*/*/callback";

/// A file whose end comes after a time, by Discord's clock.
fn slow(name: &str, wait: Duration) -> NewFile {
    NewFile { name: name.to_owned(), body: FileBody::Stalls { first: LOG.into(), wait } }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_takes_longer_than_discord_waits_is_answered_all_the_same() {
    let mut team = Team::new().await;
    let file = slow("vpn.log", Duration::from_mins(10));
    team.person("ada").types_with("#support", "/diagnose file:vpn.log", &[file]).expect("she may");
    team.requested_by_now("POST", CALLBACK, 1).await;
    team.sandbox.clock().step(Duration::from_mins(10));
    assert_snapshot!(team.sees().await, @"
    ── says in #support to ada alone:
    # The VPN refuses the computer's certificate
    **Found in the paste**
    vpn.log:2
    ```
    2026-05-04T08:58:02Z ERROR IKE authentication credentials are unacceptable
    ```

    **What is behind it**
    The certificate of the computer has expired.

    **What to do**
    1. Connect the computer to the office network once; it renews its certificate by itself.

    **Solved when**
    The VPN connects from outside.
    -# VPN · likely this (NN %)
    [Get a person]
    ");
    assert_eq!(team.requested("/interactions"), 1, "answered once");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_promise_that_discord_took_without_saying_so_is_kept() {
    for public in [false, true] {
        let mut team = Team::new().await;
        team.sandbox.faults().next("POST", CALLBACK, 1, Fault::StatusAfter(502));
        let file = slow("vpn.log", Duration::from_mins(10));
        let line = format!("/diagnose file:vpn.log public:{public}");
        team.person("ada").types_with("#support", &line, &[file]).expect("she may");
        team.requested_by_now("POST", CALLBACK, 2).await;
        team.sandbox.clock().step(Duration::from_mins(10));
        let seen = team.sees().await;
        let said = if public {
            "── says in #support:\n# The VPN"
        } else {
            "── says in #support to ada alone:\n# The VPN"
        };
        assert!(seen.starts_with(said), "{seen}");
        assert_eq!(seen.matches("── ").count(), 1, "{seen}");
        assert_eq!(team.complaints().await, "");
        team.finish().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_never_comes_is_named_and_the_rest_is_read() {
    let second = Duration::from_secs(1);
    let mut team = Setup::new().config(|config| config.limits.attachment_timeout = second).start().await;
    let files = [slow("vpn.log", Duration::from_mins(1))];
    let line = "/diagnose file:vpn.log text:Paper jam in tray 7";
    team.person("ada").types_with("#support", line, &files).expect("she may");
    assert_snapshot!(team.sees().await, @"
    ── says in #support to ada alone:
    -# `vpn.log` could not be downloaded: I have not read it.
    # A paper jam is reported where there is none
    **Found in the paste**
    ```
    Paper jam in tray 7
    ```

    **Check first**
    - Print a test page from another computer, to see whether it is the printer or the computer.

    **What to do**
    1. Open and close every door of the printer.

    **Read more**
    - [How printing is set up here](https://wiki.example/printing)
    -# Printing · likely this (NN %)
    [Get a person]
    ");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_menu_of_a_message_finds_the_fix_in_any_channel() {
    let mut team = Team::new().await;
    let paste = team.person("mia").posts("#general", "It says ```Paper jam in tray 4```").expect("she may");
    assert_eq!(team.sees().await, "nothing");
    team.person("ben").uses("Find the fix", paste).expect("he may");
    assert_snapshot!(team.sees().await, @"
    ── says in #general to ben alone:
    # A paper jam is reported where there is none
    **Found in the paste**
    ```
    Paper jam in tray 4
    ```

    **Check first**
    - Print a test page from another computer, to see whether it is the printer or the computer.

    **What to do**
    1. Open and close every door of the printer.

    **Read more**
    - [How printing is set up here](https://wiki.example/printing)
    -# Printing · likely this (NN %)
    [Get a person]
    ");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_menu_reads_a_messages_files_too() {
    let mut team = Team::new().await;
    let files = vec![NewFile::new("vpn.log", LOG)];
    let message = NewMessage { content: "see file".to_owned(), files, ..NewMessage::default() };
    let paste = team.person("mia").posts_with("#general", message).expect("she may");
    team.person("ada").uses("Find the fix", paste).expect("she may");
    assert_snapshot!(team.sees().await, @"
    ── says in #general to ada alone:
    # The VPN refuses the computer's certificate
    **Found in the paste**
    vpn.log:2
    ```
    2026-05-04T08:58:02Z ERROR IKE authentication credentials are unacceptable
    ```

    **What is behind it**
    The certificate of the computer has expired.

    **What to do**
    1. Connect the computer to the office network once; it renews its certificate by itself.

    **Solved when**
    The VPN connects from outside.
    -# VPN · likely this (NN %)
    [Get a person]
    ");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_menu_says_so_where_nothing_is_known() {
    let mut team = Team::new().await;
    let talk = team.person("mia").posts("#general", "lunch?").expect("she may");
    team.person("ada").uses("Find the fix", talk).expect("she may");
    assert_snapshot!(team.sees().await, @"
    ── says in #general to ada alone:
    Nothing in the knowledge matches this. The exact error text, its code or the log around it may still find it.
    [Get a person]
    ");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bots_own_message_can_be_asked_about_too() {
    let mut team = Team::new().await;
    team.person("ada").posts("#support", "Paper jam in tray 2").expect("she may");
    team.sees().await;
    let reply = team.latest("ada", "#support").id;
    team.person("ada").uses("Find the fix", reply).expect("she may");
    assert_snapshot!(team.sees().await, @"
    ── says in #support to ada alone:
    # A paper jam is reported where there is none
    **Found in the paste**
    ```
    A paper jam is reported where there is none
    Paper jam in tray 2
    ```

    **Check first**
    - Print a test page from another computer, to see whether it is the printer or the computer.

    **What to do**
    1. Open and close every door of the printer.

    **Read more**
    - [How printing is set up here](https://wiki.example/printing)
    -# Printing · likely this (NN %)
    [Get a person]
    ");
    team.finish().await;
}
