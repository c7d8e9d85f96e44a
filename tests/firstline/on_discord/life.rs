//! The reply follows its paste through its life: edited, deleted, sent twice, told in a thread before.

use insta::assert_snapshot;
use jiff::SignedDuration;

use super::team::{Setup, Team};
use super::{MAIL, MAIL_ERROR, PRINTER_ERROR};
use firstline::config::OnMiss;

const JAM: &str = "Paper jam in tray 2";

#[tokio::test(flavor = "multi_thread")]
async fn an_error_that_is_edited_in_is_answered() {
    let mut team = Team::new().await;
    let paste = team.posts("ada", "#support", "wait, I have it somewhere");
    assert_snapshot!(team.sees().await, @"nothing");
    team.person("ada").edits(paste, JAM).expect("it is hers");
    assert_snapshot!(team.sees().await, @r"
    ── says in #support:
    # A paper jam is reported where there is none
    **Found in the paste**
    ```
    Paper jam in tray 2
    ```

    **Check first**
    - Print a test page from another computer, to see whether it is the printer or the computer.

    **What to do**
    1. Open and close every door of the printer.

    **Read more**
    - [How printing is set up here](https://wiki.example/printing)
    -# Printing · likely this (NN %)
    [That fixed it] [Not my problem] [Get a person]
    ");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_paste_edited_to_another_error_changes_the_same_reply_and_one_edited_out_takes_it_away() {
    let mut team = Team::new().await;
    let paste = team.posts("ada", "#support", JAM);
    team.sees().await;
    team.person("ada").edits(paste, "no, it is error 13801").expect("it is hers");
    assert_snapshot!(team.sees().await, @r"
    ── changes in #support:
    # Not sure, but it may be this:
    1. **The VPN refuses the computer's certificate** · VPN
    > `no, it is error 13801`

    [▾ Open one]
      · The VPN refuses the computer's certificate – VPN
    [None of these] [Get a person]
    ");
    team.person("ada").edits(paste, "never mind").expect("it is hers");
    assert_snapshot!(team.sees().await, @"── deletes in #support: # Not sure, but it may be this:");
    team.person("ada").edits(paste, JAM).expect("it is hers");
    assert_snapshot!(team.sees().await, @r"
    ── says in #support:
    # A paper jam is reported where there is none
    **Found in the paste**
    ```
    Paper jam in tray 2
    ```

    **Check first**
    - Print a test page from another computer, to see whether it is the printer or the computer.

    **What to do**
    1. Open and close every door of the printer.

    **Read more**
    - [How printing is set up here](https://wiki.example/printing)
    -# Printing · likely this (NN %)
    [That fixed it] [Not my problem] [Get a person]
    ");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_edit_of_a_solved_paste_leaves_it_solved() {
    let mut team = Team::new().await;
    let paste = team.posts("ada", "#support", JAM);
    team.sees().await;
    team.presses("ada", "#support", "That fixed it");
    team.sees().await;
    team.person("ada").edits(paste, &format!("[SOLVED] {JAM}, thanks!")).expect("it is hers");
    assert_snapshot!(team.sees().await, @"nothing");
    // Unless it is another question now.
    team.person("ada").edits(paste, "error 13801").expect("it is hers");
    assert_snapshot!(team.sees().await, @r"
    ── changes in #support:
    # The VPN refuses the computer's certificate
    **Found in the paste**
    ```
    error 13801
    ```

    **What is behind it**
    The certificate of the computer has expired.

    **What to do**
    1. Connect the computer to the office network once; it renews its certificate by itself.

    **Solved when**
    The VPN connects from outside.
    -# VPN · likely this (NN %)
    [That fixed it] [Not my problem] [Get a person]
    ");
    team.presses("ada", "#support", "That fixed it");
    assert_snapshot!(team.sees().await, @r"
    ── changes in #support:
    ✅ <@ID> says that this fixed it.
    # The VPN refuses the computer's certificate
    **Found in the paste**
    ```
    error 13801
    ```

    **What is behind it**
    The certificate of the computer has expired.

    **What to do**
    1. Connect the computer to the office network once; it renews its certificate by itself.

    **Solved when**
    The VPN connects from outside.
    -# VPN · likely this (NN %)
    ");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_edit_does_not_bring_back_what_was_said_not_to_be_it() {
    let mut team = Setup::new().file("knowledge/mail.toml", MAIL).start().await;
    let paste = team.posts("ada", "#support", MAIL_ERROR);
    team.sees().await;
    team.presses("ada", "#support", "Not my problem");
    team.sees().await;
    team.person("ada").edits(paste, &format!("{MAIL_ERROR} Please help")).expect("it is hers");
    assert_snapshot!(team.sees().await, @"nothing");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_edited_elsewhere_is_not_read_unless_it_asks() {
    let mut team = Team::new().await;
    let talk = team.posts("ada", "#general", "helo");
    team.sees().await;
    let asked = team.sandbox.requests_made();
    team.person("ada").edits(talk, JAM).expect("it is hers");
    assert_snapshot!(team.sees().await, @"nothing");
    assert_eq!(team.sandbox.requests_made(), asked, "nothing was asked of Discord");
    team.person("ada").edits(talk, &format!("{} {JAM}", team.mention())).expect("it is hers");
    assert!(team.sees().await.starts_with("── says in #general"), "she asks now");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_that_discord_unfolds_changes_nothing() {
    let mut team = Team::new().await;
    let paste = team.posts("ada", "#support", &format!("{JAM} https://example.com/"));
    team.sees().await;
    let asked = team.sandbox.requests_made();
    team.sandbox.unfolds_a_link(paste).expect("it is there");
    assert_snapshot!(team.sees().await, @"nothing");
    assert_eq!(team.sandbox.requests_made(), asked, "nothing was asked of Discord");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deleted_paste_takes_its_reply_with_it() {
    let mut team = Team::new().await;
    let paste = team.posts("ada", "#support", JAM);
    team.sees().await;
    team.person("ada").deletes(paste).expect("it is hers");
    assert_snapshot!(team.sees().await, @"── deletes in #support: # A paper jam is reported where there is none");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_paste_deleted_while_it_is_being_answered_has_no_reply_in_the_end() {
    let mut team = Team::new().await;
    for _ in 0..10 {
        let paste = team.posts("ada", "#support", JAM);
        team.person("ada").deletes(paste).expect("it is hers");
        team.hands.step(SignedDuration::from_hours(2));
    }
    team.sees().await;
    let left = team.person("erin").sees("#support").expect("she sees it");
    assert!(left.is_empty(), "something is left: {left:?}");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn pastes_that_are_swept_away_take_their_replies_with_them() {
    let mut team = Team::new().await;
    let pastes = [team.posts("ada", "#support", JAM), team.posts("mia", "#support", "error 13801")];
    team.sees().await;
    team.sandbox.sweeps(&pastes).expect("they are there");
    assert_snapshot!(team.sees().await, @r"
    ── deletes in #support: # A paper jam is reported where there is none
    ── deletes in #support: # The VPN refuses the computer's certificate
    ");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_paste_sent_twice_is_answered_once_until_an_hour_has_passed() {
    let mut team = Team::new().await;
    team.posts("ada", "#support", JAM);
    team.posts("ada", "#support", JAM);
    assert_snapshot!(team.sees().await, @r"
    ── says in #support:
    # A paper jam is reported where there is none
    **Found in the paste**
    ```
    Paper jam in tray 2
    ```

    **Check first**
    - Print a test page from another computer, to see whether it is the printer or the computer.

    **What to do**
    1. Open and close every door of the printer.

    **Read more**
    - [How printing is set up here](https://wiki.example/printing)
    -# Printing · likely this (NN %)
    [That fixed it] [Not my problem] [Get a person]
    ");
    team.hands.step(SignedDuration::from_mins(59));
    team.posts("ada", "#support", JAM);
    assert_snapshot!(team.sees().await, @"nothing");
    team.hands.step(SignedDuration::from_mins(2));
    team.posts("ada", "#support", JAM);
    assert_snapshot!(team.sees().await, @r"
    ── says in #support:
    # A paper jam is reported where there is none
    **Found in the paste**
    ```
    Paper jam in tray 2
    ```

    **Check first**
    - Print a test page from another computer, to see whether it is the printer or the computer.

    **What to do**
    1. Open and close every door of the printer.

    **Read more**
    - [How printing is set up here](https://wiki.example/printing)
    -# Printing · likely this (NN %)
    [That fixed it] [Not my problem] [Get a person]
    ");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn in_a_channel_everyone_has_an_answer_of_their_own() {
    let mut team = Team::new().await;
    team.posts("ada", "#support", JAM);
    team.sees().await;
    team.posts("mia", "#support", JAM);
    assert_snapshot!(team.sees().await, @r"
    ── says in #support:
    # A paper jam is reported where there is none
    **Found in the paste**
    ```
    Paper jam in tray 2
    ```

    **Check first**
    - Print a test page from another computer, to see whether it is the printer or the computer.

    **What to do**
    1. Open and close every door of the printer.

    **Read more**
    - [How printing is set up here](https://wiki.example/printing)
    -# Printing · likely this (NN %)
    [That fixed it] [Not my problem] [Get a person]
    ");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn in_a_thread_an_issue_is_told_once_whoever_pastes_it() {
    let mut team = Setup::new().config(|config| config.support.on_miss = OnMiss::Offer).start().await;
    team.person("ada").opens_thread("#support", "printer").expect("she may");
    team.posts("ada", "printer", JAM);
    team.sees().await;
    team.posts("mia", "printer", "me too: ERROR Paper jam in tray 1");
    assert_snapshot!(team.sees().await, @"nothing");
    team.posts("mia", "printer", &format!("and now {JAM} and {PRINTER_ERROR}"));
    assert_snapshot!(team.sees().await, @r"
    ── says in a thread:
    # Shared printers refuse to connect since the RPC hardening update
    **Found in the paste**
    ```
    and now Paper jam in tray 2 and Operation failed with error 0x0000011b
    ```

    **What is behind it**
    The print server has the update that encrypts RPC, the computer does not.

    **Check first**
    - Print a test page from another computer, to see whether it is the printer or the computer.

    **What to do**
    1. Install the current cumulative update on the computer. ([wiki.example](https://wiki.example/updates))
    2. Restart it and add the printer again.

    **Solved when**
    The printer can be added and a test page comes out.

    **When to get a person**
    Both sides are up to date and it still fails.
    Have ready:
    - `winver` of both computers
    - the name of the printer

    **Read more**
    - [Managing RPC printer changes](https://support.example/kb5005010)
    - [How printing is set up here](https://wiki.example/printing)
    -# Printing · likely this (NN %)
    [That fixed it] [Not my problem] [Get a person]
    ");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn in_a_post_of_a_forum_too() {
    let mut team = Team::new().await;
    team.person("ada").posts_in_forum("#help-forum", "jammed", JAM).expect("she may");
    assert_snapshot!(team.sees().await, @r"
    ── says in a thread:
    # A paper jam is reported where there is none
    **Found in the paste**
    ```
    Paper jam in tray 2
    ```

    **Check first**
    - Print a test page from another computer, to see whether it is the printer or the computer.

    **What to do**
    1. Open and close every door of the printer.

    **Read more**
    - [How printing is set up here](https://wiki.example/printing)
    -# Printing · likely this (NN %)
    [That fixed it] [Not my problem] [Get a person]
    ");
    team.posts("mia", "jammed", "me too: Paper jam in tray 1");
    assert_snapshot!(team.sees().await, @"nothing");
    team.posts("mia", "jammed", &format!("{} me too: Paper jam in tray 1", team.mention()));
    assert_snapshot!(team.sees().await, @r"
    ── says in a thread:
    # A paper jam is reported where there is none
    **Found in the paste**
    ```
    me too: Paper jam in tray 1
    ```

    **Check first**
    - Print a test page from another computer, to see whether it is the printer or the computer.

    **What to do**
    1. Open and close every door of the printer.

    **Read more**
    - [How printing is set up here](https://wiki.example/printing)
    -# Printing · likely this (NN %)
    [That fixed it] [Not my problem] [Get a person]
    ");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reply_that_was_removed_by_hand_does_not_come_back() {
    let mut team = Team::new().await;
    let paste = team.posts("ada", "#support", JAM);
    team.sees().await;
    let reply = team.latest("ben", "#support").id;
    team.person("ben").deletes(reply).expect("helpers may");
    assert_snapshot!(team.sees().await, @"── deletes in #support: # A paper jam is reported where there is none");
    team.person("ada").edits(paste, &format!("{JAM} and error 13801")).expect("it is hers");
    assert_snapshot!(team.sees().await, @"nothing");
    team.person("ada").deletes(paste).expect("it is hers");
    assert_snapshot!(team.sees().await, @"nothing");
    team.finish().await;
}
