//! "Get a person": a card where those on call read it.

use firstline::config::Named;
use insta::assert_snapshot;

use super::team::{Setup, Team};

const JAM: &str = "user=ada password=hunter2hunter2 says Paper jam in tray 2";

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_on_call_reads_who_needs_help_where_and_what_was_found() {
    let mut team = Team::new().await;
    team.posts("ada", "#support", "Paper jam in tray 2");
    team.sees().await;
    team.presses("ada", "#support", "Get a person");
    assert_snapshot!(team.sees().await, @r"
        ── says in #on-call:
        # Someone needs a person
        <@ID> needs help: https://discord.com/channels/ID/ID/ID

        **Found in the paste**
        ```
        Paper jam in tray 2
        ```

        **What I found**
        - A paper jam is reported where there is none · NN %
        ── says in #support to ada alone:
        I have told whoever is on call. They will come here.
        ");
    team.presses("ada", "#support", "Get a person");
    assert_snapshot!(team.sees().await, @"");
    // Somebody else may need one, too.
    team.presses("mia", "#support", "Get a person");
    assert_snapshot!(team.sees().await, @"");
    assert_eq!(team.notified().await, "");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_card_shows_no_secret() {
    let mut team = Team::new().await;
    team.posts("ada", "#support", JAM);
    team.sees().await;
    team.presses("ada", "#support", "Get a person");
    let seen = team.sees().await;
    assert!(!seen.contains("hunter2"), "{seen}");
    assert_snapshot!(seen, @r"
        ── says in #on-call:
        # Someone needs a person
        <@ID> needs help: https://discord.com/channels/ID/ID/ID

        **Found in the paste**
        ```
        user=ada password=[password-1] says Paper jam in tray 2
        ```

        **What I found**
        - A paper jam is reported where there is none · NN %
        ── says in #support to ada alone:
        I have told whoever is on call. They will come here.
        ");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn where_a_role_is_set_exactly_that_role_is_notified() {
    let mut team = Setup::new()
        .config(|config| config.on_call.role = Some(Named::Name("On call".to_owned())))
        .start()
        .await;
    team.person("ada").opens_thread("#support", "printer").expect("she may");
    team.posts("ada", "printer", "<@&1> @everyone Paper jam in tray 2");
    team.sees().await;
    team.presses("ada", "printer", "Get a person");
    assert_snapshot!(team.sees().await, @r"
        ── says in #on-call:
        <@&ID>
        # Someone needs a person
        <@ID> needs help: https://discord.com/channels/ID/ID/ID

        **Found in the paste**
        ```
        @… @everyone Paper jam in tray 2
        ```

        **What I found**
        - A paper jam is reported where there is none · NN %
        ── says in a thread to ada alone:
        I have told whoever is on call. They will come here.
        ");
    assert_eq!(team.notified().await, "@On call");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn where_nothing_is_known_the_card_says_so() {
    let setup = Setup::new().config(|config| config.support.on_miss = firstline::config::OnMiss::Offer);
    let mut team = setup.start().await;
    team.posts("ada", "#support", "Error: the frobnicator is out of spoons (E-9131)");
    team.sees().await;
    team.presses("ada", "#support", "Get a person");
    assert_snapshot!(team.sees().await, @r"
        ── says in #on-call:
        # Someone needs a person
        <@ID> needs help: https://discord.com/channels/ID/ID/ID

        Nothing in the knowledge matches.
        ── says in #support to ada alone:
        I have told whoever is on call. They will come here.
        ");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_button_from_before_nobody_was_on_call_says_that_there_is_nobody() {
    let mut team = Team::new().await;
    team.posts("ada", "#support", "Paper jam in tray 2");
    team.sees().await;
    let reply = team.latest("ada", "#support").id;
    let mut parts = team.parts.clone();
    parts.config.on_call.channel = None;
    team.restarts_with(parts).await;
    team.sees().await;
    team.person("ada").presses(reply, "Get a person").expect("the button is there");
    assert_snapshot!(team.sees().await, @"");
    team.finish().await;
}
