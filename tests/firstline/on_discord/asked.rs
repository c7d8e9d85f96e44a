//! Asked by name: a mention, a direct message. There is always an answer.

use insta::assert_snapshot;

use super::team::{Setup, Team};

const JAM: &str = "Paper jam in tray 2";

#[tokio::test(flavor = "multi_thread")]
async fn a_mention_without_a_question_is_told_how_to_ask() {
    let mut team = Team::new().await;
    team.posts("ada", "#general", &team.mention());
    assert_snapshot!(team.sees().await, @r"
    ── says in #general:
    Paste an error here, or reply to a message that has one and mention me: I will look it up. `/help` says more.
    ");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mention_works_in_any_channel() {
    let mut team = Team::new().await;
    team.posts("ada", "#general", &format!("{} {JAM}", team.mention()));
    assert_snapshot!(team.sees().await, @r"
    ── says in #general:
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
async fn a_mention_in_answer_to_a_message_reads_that_message() {
    let mut team = Team::new().await;
    let paste = team.posts("ada", "#general", JAM);
    assert_snapshot!(team.sees().await, @"nothing");
    team.answers("ben", "#general", paste, &team.mention());
    assert_snapshot!(team.sees().await, @r"
    ── says in #general:
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
    team.answers("ben", "#general", paste, &format!("{} can you look at this?", team.mention()));
    assert_snapshot!(team.sees().await, @r"
    ── says in #general:
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
async fn where_nothing_is_known_a_mention_is_told_so() {
    let mut team = Team::new().await;
    team.posts("ada", "#general", &format!("{} the frobnicator is out of spoons", team.mention()));
    assert_snapshot!(team.sees().await, @r"
    ── says in #general:
    Nothing in the knowledge matches this. The exact error text, its code or the log around it may still find it.
    [Get a person]
    ");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_direct_message_is_always_answered() {
    let mut team = Team::new().await;
    team.person("ada").dms(JAM).expect("she may");
    assert_snapshot!(team.sees().await, @r"
    ── says to ada:
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
    [That fixed it] [Not my problem]
    ");
    team.person("ada").dms("the frobnicator is out of spoons").expect("she may");
    assert_snapshot!(team.sees().await, @r"
    ── says to ada:
    Nothing in the knowledge matches this. The exact error text, its code or the log around it may still find it.
    ");
    team.person("ada").dms("the frobnicator is out of spoons").expect("she may");
    assert_snapshot!(team.sees().await, @r"
    ── says to ada:
    Nothing in the knowledge matches this. The exact error text, its code or the log around it may still find it.
    ");
    team.person("ada").dms("hello").expect("she may");
    assert_snapshot!(team.sees().await, @r"
    ── says to ada:
    Nothing in the knowledge matches this. The exact error text, its code or the log around it may still find it.
    ");
    team.presses("ada", "@firstline", "That fixed it");
    assert_snapshot!(team.sees().await, @r"
    ── changes to ada:
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
async fn an_answer_to_one_of_the_bots_messages_is_no_call() {
    let mut team = Setup::new().start().await;
    team.posts("ada", "#support", JAM);
    team.sees().await;
    let reply = team.latest("ada", "#support").id;
    team.answers("mia", "#support", reply, "thanks, that was it");
    assert_snapshot!(team.sees().await, @"nothing");
    team.finish().await;
}
