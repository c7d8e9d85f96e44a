//! A paste in a support channel, and what becomes of it.

use insta::assert_snapshot;

use super::team::{Setup, Team};

#[tokio::test(flavor = "multi_thread")]
async fn a_known_error_is_answered_with_what_to_do() {
    let mut team = Team::new().await;
    team.person("ada").posts("#support", "Hi! It says: `Operation failed with error 0x0000011b`").expect("she may");
    assert_snapshot!(team.sees().await, @"
    ── says in #support:
    # Shared printers refuse to connect since the RPC hardening update
    **Found in the paste**
    ```
    Hi! It says: Operation failed with error 0x0000011b
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

    **Bring in a person**
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
async fn ordinary_talk_is_left_alone() {
    let mut team = Team::new().await;
    for talk in ["good morning!", "thanks, that was quick", "is anyone around?", "🎉🎉", "lunch at 12:30?"] {
        team.person("ada").posts("#support", talk).expect("she may");
    }
    assert_snapshot!(team.sees().await, @"nothing");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_error_is_offered_a_person_where_that_is_set() {
    let mut team =
        Setup::new().config(|config| config.support.on_miss = firstline::config::OnMiss::Offer).start().await;
    team.person("ada").posts("#support", "Error: the frobnicator is out of spoons (E-9131)").expect("she may");
    assert_snapshot!(team.sees().await, @"
    ── says in #support:
    -# I know nothing about this one. Someone else may.
    [Get a person]
    ");
    team.finish().await;
}
