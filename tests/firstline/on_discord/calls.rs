//! "Get a person": a card where those on call read it.

use firstline::config::Named;
use insta::assert_snapshot;
use serde_json::json;
use twilight_model::guild::Permissions;

use super::team::{Setup, Team};

const JAM: &str = "user=ada password=hunter2hunter2 says Paper jam in tray 2";

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_on_call_reads_who_needs_help_where_and_what_was_found() {
    let mut team = Team::new().await;
    let paste = team.posts("ada", "#support", "Paper jam in tray 2");
    team.sees().await;
    team.presses("ada", "#support", "Get a person");
    assert_snapshot!(team.sees().await, @r"
    ── says in #on-call:
    # A person is needed
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
    let (card, support) = (team.latest("carol", "#on-call"), team.latest("ada", "#support").channel);
    let leads = card.json["embeds"][0]["description"].to_string().contains(&format!("/{support}/{paste}"));
    assert!(leads, "the card leads to the paste: {card}");
    team.presses("ada", "#support", "Get a person");
    assert_snapshot!(team.sees().await, @r"
    ── says in #support to ada alone:
    Whoever is on call already knows and will come here.
    ");
    // Somebody else may need one, too.
    team.presses("mia", "#support", "Get a person");
    assert_snapshot!(team.sees().await, @r"
    ── says in #on-call:
    # A person is needed
    <@ID> needs help: https://discord.com/channels/ID/ID/ID

    **Found in the paste**
    ```
    Paper jam in tray 2
    ```

    **What I found**
    - A paper jam is reported where there is none · NN %
    ── says in #support to mia alone:
    I have told whoever is on call. They will come here.
    ");
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
    # A person is needed
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
    let mut team =
        Setup::new().config(|config| config.on_call.role = Some(Named::Name("On call".to_owned()))).start().await;
    team.person("ada").opens_thread("#support", "printer").expect("she may");
    team.posts("ada", "printer", "<@&1> @everyone Paper jam in tray 2");
    team.sees().await;
    team.presses("ada", "printer", "Get a person");
    assert_snapshot!(team.sees().await, @r"
    ── says in #on-call:
    <@&ID>
    # A person is needed
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
    # A person is needed
    <@ID> needs help: https://discord.com/channels/ID/ID/ID

    Nothing in the knowledge matches this.
    ── says in #support to ada alone:
    I have told whoever is on call. They will come here.
    ");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_button_from_when_somebody_was_on_call_says_that_nobody_is_now() {
    let mut team = Setup::new().config(|config| config.on_call.channel = None).start().await;
    let paste = team.posts("ada", "#support", "Paper jam in tray 2");
    team.sees().await;
    let reply = team.latest("ada", "#support");
    let press = json!({"component_type": 2, "custom_id": format!("1:person:{}:{paste}", reply.channel)});
    team.person("ada").forges(reply.id, press).expect("the message is there");
    assert_snapshot!(team.sees().await, @r"
    ── says in #support to ada alone:
    Nobody can be called here: no on-call channel is set. Whoever manages the server can set one with `/settings on-call`.
    ");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_that_discord_does_not_take_is_not_promised() {
    let mut team =
        Setup::new().world(|world| world.without_permission_in("#on-call", Permissions::SEND_MESSAGES)).start().await;
    team.posts("ada", "#support", "Paper jam in tray 2");
    team.sees().await;
    team.presses("ada", "#support", "Get a person");
    assert_snapshot!(team.sees().await, @r"
    ── says in #support to ada alone:
    I could not reach whoever is on call. Please ask in the channel.
    ");
    team.finish().await;
}
