//! The buttons under an answer: who may press them, and what becomes of it.

use insta::assert_snapshot;
use serde_json::json;

use super::team::{Setup, Team};
use super::{MAIL, MAIL_ERROR};
use crate::world::masked;

const JAM: &str = "Paper jam in tray 2";

#[tokio::test(flavor = "multi_thread")]
async fn whoever_asked_says_that_it_helped() {
    let mut team = Team::new().await;
    team.posts("ada", "#support", JAM);
    team.sees().await;
    team.presses("ada", "#support", "That fixed it");
    assert_snapshot!(team.sees().await, @r"
    ── changes in #support:
    ✅ <@ID> says that this fixed it.
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
    ");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_helper_may_say_so_and_others_may_not() {
    let mut team = Team::new().await;
    team.posts("ada", "#support", JAM);
    team.sees().await;
    team.presses("mia", "#support", "That fixed it");
    let refused = team.sees().await;
    assert_snapshot!(refused, @r"
    ── says in #support to mia alone:
    Only the person who asked and the helpers here can say that.
    ");
    team.presses("mia", "#support", "Not my problem");
    assert_eq!(team.sees().await, refused);
    team.presses("ben", "#support", "That fixed it");
    assert_snapshot!(team.sees().await, @r"
    ── changes in #support:
    ✅ <@ID> says that this fixed it.
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
    ");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_presses_before_they_see_that_it_is_solved_changes_nothing() {
    let mut team = Team::new().await;
    let paste = team.posts("ada", "#support", JAM);
    team.sees().await;
    let reply = team.latest("ada", "#support").id;
    team.presses("ada", "#support", "That fixed it");
    let solved = team.sees().await;
    let press = |what: &str| json!({"component_type": 2, "custom_id": format!("1:{what}")});
    team.person("ada").forges(reply, press(&format!("solved:{paste}"))).expect("the message is there");
    assert_eq!(team.sees().await, solved);
    team.person("ben").forges(reply, press(&format!("solved:{paste}"))).expect("the message is there");
    assert_snapshot!(team.sees().await, @r"
    ── says in #support to ben alone:
    This is already marked as solved.
    ");
    team.person("ben").forges(reply, press(&format!("not:{paste}:0"))).expect("the message is there");
    assert_snapshot!(team.sees().await, @r"
    ── says in #support to ben alone:
    This is already marked as solved.
    ");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn not_my_problem_leads_to_the_next_candidate_and_then_to_a_person() {
    let mut team = Setup::new().file("knowledge/mail.toml", MAIL).start().await;
    team.posts("ada", "#support", MAIL_ERROR);
    team.sees().await;
    team.presses("ada", "#support", "Not my problem");
    assert_snapshot!(team.sees().await, @r"
    ── changes in #support:
    # The Outlook profile is broken
    **Found in the paste**
    ```
    The connection to the mail server is unavailable.
    ```

    **What to do**
    1. Make a new profile.
    -# Mail · likely this (NN %)
    [That fixed it] [Not my problem] [Get a person]
    ");
    team.presses("ada", "#support", "Not my problem");
    assert_snapshot!(team.sees().await, @r"
    ── changes in #support:
    Then I do not know it, but someone else may.
    [Get a person]
    ");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_double_press_goes_on_by_one() {
    let mut team = Setup::new().file("knowledge/mail.toml", MAIL).start().await;
    team.posts("ada", "#support", MAIL_ERROR);
    team.sees().await;
    team.presses_twice("ada", "#support", "Not my problem").await;
    team.sees().await;
    assert_snapshot!(masked(&team.latest("ada", "#support").to_string()), @r"
    firstline:
    # The Outlook profile is broken
    **Found in the paste**
    ```
    The connection to the mail server is unavailable.
    ```

    **What to do**
    1. Make a new profile.
    -# Mail · likely this (NN %)
    [That fixed it] [Not my problem] [Get a person]
    ");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_issue_that_is_gone_by_now_is_passed_over() {
    let mut team = Setup::new().file("knowledge/mail.toml", MAIL).start().await;
    team.posts("ada", "#support", MAIL_ERROR);
    team.posts("mia", "#support", &format!("IKE authentication credentials are unacceptable (13801)\n\nand {JAM}"));
    team.posts("mia", "#support", JAM);
    team.sees().await;
    let [mail, several, jam] = team.said("#support");
    team.forgets("knowledge/mail.toml").await;
    team.forgets("knowledge/printing.toml").await;
    team.person("ada").presses(mail, "Not my problem").expect("the button is there");
    assert_snapshot!(team.sees().await, @r"
    ── changes in #support:
    Then I do not know it, but someone else may.
    [Get a person]
    ");
    team.person("ada").chooses(several, &["A paper jam is reported where there is none"]).expect("the option is there");
    assert_snapshot!(team.sees().await, @r"
    ── says in #support to ada alone:
    This issue is no longer in the knowledge.
    ");
    team.person("mia").presses(jam, "That fixed it").expect("the button is there");
    assert_snapshot!(team.sees().await, @r"
    ── changes in #support:
    ✅ <@ID> says that this fixed it.
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
    ");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_suggestion_that_is_gone_by_now_says_so() {
    let mut team = Setup::new().file("knowledge/mail.toml", MAIL).start().await;
    team.posts("ada", "#support", super::VAGUE_MAIL_ERROR);
    team.sees().await;
    team.forgets("knowledge/mail.toml").await;
    team.chooses("ada", "#support", "The mailbox has no licence");
    assert_snapshot!(team.sees().await, @r"
    ── says in #support to ada alone:
    This issue is no longer in the knowledge.
    ");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_longer_than_a_message_goes_on_with_more() {
    let mut team = Setup::new().file("knowledge/restore.toml", &long_article()).start().await;
    team.posts("ada", "#support", "RESTORE-4711: the catalogue cannot be read");
    let first = team.sees().await;
    assert!(first.contains("[More]"), "{first}");
    assert_snapshot!(ends(&first), @r"
    ── says in #support:
    # The catalogue cannot be read
    **Found in the paste**
    ```
    RESTORE-4711: the catalogue cannot be read
    […]
    Repair-Catalogue -Part 090 -Verbose -Force
    Repair-Catalogue -Part 091 -Verbose -Force
    Repair-Catalogue -Part 092 -Verbose -Force
    ```
    -# Restoring · likely this (NN %)
    [That fixed it] [Not my problem] [Get a person] [More]
    ");
    team.presses("mia", "#support", "More");
    assert_snapshot!(ends(&team.sees().await), @r"
    ── says in #support to mia alone:
    # The catalogue cannot be read
    ```
    Repair-Catalogue -Part 093 -Verbose -Force
    Repair-Catalogue -Part 094 -Verbose -Force
    […]

    Note 30: the catalogue has parts that are mended one by one.

    **Solved when**
    A restore goes through.
    -# Restoring
    ");
    team.presses("ada", "#support", "That fixed it");
    let solved = team.sees().await;
    assert!(solved.contains("[More]"), "what to do can still be read: {solved}");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_nobody_made_and_what_an_earlier_version_made_is_answered_with_a_sentence() {
    let mut team = Team::new().await;
    team.posts("ada", "#support", JAM);
    let theirs = team.posts("mia", "#support", "error 13801");
    team.sees().await;
    let [jam, _] = team.said("#support");
    let mut answered = String::new();
    let overflow = "99999999999999999999";
    for forged in [
        "0:solved:1".to_owned(),
        "solved".to_owned(),
        String::from("1:solved:0"),
        format!("1:solved:{overflow}"),
        format!("1:not:{theirs}:99999999999"),
        format!("1:solved:{theirs}"),
        format!("1:solved:{}", u64::MAX),
        format!("1:solved:{}", u64::MAX - 1),
        format!("1:person:{}:{theirs}", u64::MAX - 1),
        "1:more:en:18446744073709551615:printing/paper-jam-reported".to_owned(),
        "1:more:en:0:printing/none".to_owned(),
        "1:open".to_owned(),
        "1:forget".to_owned(),
        "1:articles:0".to_owned(),
        "1:issues:4294967295:printing".to_owned(),
    ] {
        let press = json!({"component_type": 2, "custom_id": forged});
        team.person("ada").forges(jam, press).expect("the message is there");
        answered.push_str(&format!("{forged}\n{}\n", team.sees().await));
    }
    for (menu, value) in [("1:open", "printing/none"), ("1:article", "none"), (&format!("1:choose:{theirs}"), "vpn/x")]
    {
        let choice = json!({"component_type": 3, "custom_id": menu, "values": [value]});
        team.person("ada").forges(jam, choice).expect("the message is there");
        answered.push_str(&format!("{menu} {value}\n{}\n", team.sees().await));
    }
    assert_snapshot!(answered.replace(&theirs.to_string(), "THEIRS"), @"
    0:solved:1
    ── says in #support to ada alone:
    This is from an earlier version of me. Please ask again.
    solved
    ── says in #support to ada alone:
    I do not know this button.
    1:solved:0
    ── says in #support to ada alone:
    I do not know this button.
    1:solved:99999999999999999999
    ── says in #support to ada alone:
    I do not know this button.
    1:not:THEIRS:99999999999
    ── says in #support to ada alone:
    I do not know this button.
    1:solved:THEIRS
    ── says in #support to ada alone:
    I do not know this button.
    1:solved:18446744073709551615
    ── says in #support to ada alone:
    I do not know this button.
    1:solved:18446744073709551614
    ── says in #support to ada alone:
    I do not know this button.
    1:person:18446744073709551614:THEIRS
    ── says in #support to ada alone:
    I do not know this button.
    1:more:en:18446744073709551615:printing/paper-jam-reported
    ── says in #support to ada alone:
    # A paper jam is reported where there is none
    -# Printing
    1:more:en:0:printing/none
    ── says in #support to ada alone:
    This issue is no longer in the knowledge.
    1:open
    ── says in #support to ada alone:
    I do not know this button.
    1:forget
    ── says in #support to ada alone:
    I do not know this button.
    1:articles:0
    ── says in #support to ada alone:
    I do not know this button.
    1:issues:4294967295:printing
    ── says in #support to ada alone:
    I do not know this button.
    1:open printing/none
    ── says in #support to ada alone:
    This issue is no longer in the knowledge.
    1:article none
    ── says in #support to ada alone:
    I do not know this button.
    1:choose:THEIRS vpn/x
    ── says in #support to ada alone:
    I do not know this button.
    ");
    team.finish().await;
}

/// The first and last lines of a transcript.
fn ends(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let (first, last) = (&lines[..5.min(lines.len())], &lines[lines.len().saturating_sub(6)..]);
    format!("{}\n[…]\n{}", first.join("\n"), last.join("\n"))
}

/// An article of some 7,000 characters with a long script in it, which is cut within its block.
fn long_article() -> String {
    let script: Vec<String> = (1..=120).map(|n| format!("Repair-Catalogue -Part {n:03} -Verbose -Force")).collect();
    let notes: Vec<String> =
        (1..=30).map(|n| format!("Note {n}: the catalogue has parts that are mended one by one.")).collect();
    let (script, notes) = (script.join("\n"), notes.join("\n\n"));
    format!(
        r#"
id = "restore"
title = "Restoring"
owner = "Backup team"
reviewed = 2026-05-01

[[issues]]
id = "catalogue"
title = "The catalogue cannot be read"
errors = ["RESTORE-4711: the catalogue cannot be read"]
codes = ["RESTORE-4711"]
steps = ["""Run this:
```powershell
{script}
```""", """Then read:

{notes}"""]
verify = "A restore goes through."
"#
    )
}
