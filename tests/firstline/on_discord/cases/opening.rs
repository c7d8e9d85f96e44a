//! "Get a person": a form, a case, and its card where those who help read it.

use firstline::config::{Named, OnMiss};
use firstline::sandbox::MessageId;
use insta::assert_snapshot;
use serde_json::json;
use twilight_model::guild::Permissions;

use super::super::team::{Setup, Team};
use super::JAM;

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_on_call_reads_who_needs_help_where_what_was_found_and_what_was_tried() {
    let mut team = Team::new().await;
    let paste = team.posts("ada", "#support", "agent 14.0.123.0 says:\nPaper jam in tray 2");
    team.sees().await;
    team.presses("ada", "#support", "Get a person");
    assert_snapshot!(team.sees().await, @"── asks ada: What should they know?");
    team.fills("ada", &[("What have you tried?", "restarted it\n\n@everyone **twice**")]);
    assert_snapshot!(team.sees().await, @r"
    ── says in #on-call:
    # #1 · Paper jam in tray 2
    <@ID> needs help: https://discord.com/channels/ID/ID/ID
    Nobody has it yet. It was opened <t:1777885200:R>.
    Severity: **normal**

    **Found in the paste**
    ```
    Paper jam in tray 2
    ```

    **What I found**
    - A paper jam is reported where there is none · NN %

    **What was tried**
    > restarted it
    > \@everyone \*\*twice\*\*

    **Versions in the paste**
    `14.0.123.0`
    [Acknowledge] [Resolve] [Escalate]
    [Reassign] [Snooze] [Severity]
    ── says in #support to ada alone:
    I have opened case #1 and told whoever is on call. They will come here.
    [Where things stand] [Close it]
    ");
    let (card, support) = (team.latest("carol", "#on-call"), team.latest("ada", "#support").channel);
    let leads = card.json["embeds"][0]["description"].to_string().contains(&format!("/{support}/{paste}"));
    assert!(leads, "the card leads to the paste: {card}");
    assert_eq!(team.notified().await, "");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_asks_again_sees_the_case_there_is_and_another_person_opens_another() {
    let mut team = Team::with_a_case().await;
    team.presses("ada", "#support", "Get a person");
    assert_snapshot!(team.sees().await, @"
    ── says in #support to ada alone:
    **#1** https://discord.com/channels/ID/ID/ID
    Nobody has it yet. It was opened <t:1777885200:R>.
    [Where things stand] [Close it]
    ");
    team.gets_a_person("mia", "#support", "").await;
    assert_snapshot!(team.sees().await, @"
    ── says in #on-call:
    # #2 · Paper jam in tray 2
    <@ID> needs help: https://discord.com/channels/ID/ID/ID
    Nobody has it yet. It was opened <t:1777885200:R>.
    Severity: **normal**

    **Found in the paste**
    ```
    Paper jam in tray 2
    ```

    **What I found**
    - A paper jam is reported where there is none · NN %
    [Acknowledge] [Resolve] [Escalate]
    [Reassign] [Snooze] [Severity]
    ── says in #support to mia alone:
    I have opened case #2 and told whoever is on call. They will come here.
    [Where things stand] [Close it]
    ");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_forms_that_a_person_fills_in_one_opens_a_case() {
    let mut team = Team::new().await;
    team.posts("ada", "#support", JAM);
    team.sees().await;
    team.presses("ada", "#support", "Get a person");
    team.presses("ada", "#support", "Get a person");
    team.sees().await;
    team.fills("ada", &[("What have you tried?", "once")]);
    team.fills("ada", &[("What have you tried?", "twice")]);
    let seen = team.sees().await;
    assert_eq!(seen.matches("── says in #on-call:").count(), 1, "{seen}");
    assert!(!seen.contains("#2"), "{seen}");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_form_asks_what_the_issue_and_its_article_want_to_know() {
    let asking = r#"
id = "tape"
title = "Tape drives"
questions = ["Which drive?", "Since when does it happen, and what was changed on the server in the hours before?"]
[[issues]]
id = "stuck"
title = "A tape is stuck"
errors = ["The tape cannot be ejected (TAPE-17)"]
steps = ["Press the button for ten seconds."]
questions = ["Which firmware?"]
"#;
    let mut team = Setup::new().file("knowledge/tape.toml", asking).start().await;
    team.posts("ada", "#support", "The tape cannot be ejected (TAPE-17)");
    team.sees().await;
    team.presses("ada", "#support", "Get a person");
    team.sees().await;
    let beginning = "Since when does it happen, and what was chan…";
    team.fills(
        "ada",
        &[("Which firmware?", "v2.1"), (beginning, "since Monday, password=hunter2hunter2"), ("Which drive?", " ")],
    );
    assert_snapshot!(team.sees().await, @r"
    ── says in #on-call:
    # #1 · The tape cannot be ejected (TAPE-17)
    <@ID> needs help: https://discord.com/channels/ID/ID/ID
    Nobody has it yet. It was opened <t:1777885200:R>.
    Severity: **normal**

    **Found in the paste**
    ```
    The tape cannot be ejected (TAPE-17)
    ```

    **What I found**
    - A tape is stuck · NN %

    **Which firmware?**
    > v2.1

    **Since when does it happen, and what was changed on the server in the hours before?**
    > since Monday, password=\[password-1\]
    [Acknowledge] [Resolve] [Escalate]
    [Reassign] [Snooze] [Severity]
    ── says in #support to ada alone:
    I have opened case #1 and told whoever is on call. They will come here.
    [Where things stand] [Close it]
    ");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_secret_is_on_the_card_or_kept_with_the_case() {
    let mut team = Team::new().await;
    team.posts("ada", "#support", "user=ada password=hunter2hunter2 says Paper jam in tray 2");
    team.sees().await;
    team.gets_a_person("ada", "#support", "logged in with password=swordfish99").await;
    assert_snapshot!(team.sees().await, @r"
    ── says in #on-call:
    # #1 · user=ada password=\[password-1\] says Paper jam in tray 2
    <@ID> needs help: https://discord.com/channels/ID/ID/ID
    Nobody has it yet. It was opened <t:1777885200:R>.
    Severity: **normal**

    **Found in the paste**
    ```
    user=ada password=[password-1] says Paper jam in tray 2
    ```

    **What I found**
    - A paper jam is reported where there is none · NN %

    **What was tried**
    > logged in with password=\[password-1\]
    [Acknowledge] [Resolve] [Escalate]
    [Reassign] [Snooze] [Severity]
    ── says in #support to ada alone:
    I have opened case #1 and told whoever is on call. They will come here.
    [Where things stand] [Close it]
    ");
    let case = team.parts.store.case("1".parse().expect("it is a number")).await.expect("the store is there");
    let kept = format!("{case:?}");
    assert!(kept.contains("[password-1]") && !kept.contains("hunter2") && !kept.contains("swordfish"), "{kept}");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn where_a_role_is_set_exactly_that_role_is_notified_and_once() {
    let mut team =
        Setup::new().config(|config| config.on_call.role = Some(Named::Name("On call".to_owned()))).start().await;
    team.person("ada").opens_thread("#support", "printer").expect("she may");
    team.posts("ada", "printer", "<@&1> @everyone Paper jam in tray 2");
    team.sees().await;
    team.gets_a_person("ada", "printer", "<@&1> @here").await;
    assert_snapshot!(team.sees().await, @r"
    ── says in #on-call:
    <@&ID>
    # #1 · \@… \@everyone Paper jam in tray 2
    <@ID> needs help: https://discord.com/channels/ID/ID/ID
    Nobody has it yet. It was opened <t:1777885200:R>.
    Severity: **normal**

    **Found in the paste**
    ```
    @… @everyone Paper jam in tray 2
    ```

    **What I found**
    - A paper jam is reported where there is none · NN %

    **What was tried**
    > \<\@&1> \@here
    [Acknowledge] [Resolve] [Escalate]
    [Reassign] [Snooze] [Severity]
    ── says in a thread to ada alone:
    I have opened case #1 and told whoever is on call. They will come here.
    [Where things stand] [Close it]
    ");
    assert_eq!(team.notified().await, "@On call");
    team.presses("dan", "#on-call", "Acknowledge");
    team.sees().await;
    assert_eq!(team.notified().await, "");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn where_nothing_is_known_the_card_says_so_and_names_the_problem() {
    let mut team = Setup::new().config(|config| config.support.on_miss = OnMiss::Offer).start().await;
    team.posts("ada", "#support", "Hello,\nError: the frobnicator v4 UR2 is out of spoons (E-9131)");
    team.sees().await;
    team.gets_a_person("ada", "#support", "").await;
    assert_snapshot!(team.sees().await, @"
    ── says in #on-call:
    # #1 · Error: the frobnicator v4 UR2 is out of spoons (E-9131)
    <@ID> needs help: https://discord.com/channels/ID/ID/ID
    Nobody has it yet. It was opened <t:1777885200:R>.
    Severity: **normal**

    Nothing in the knowledge matches this.

    **Versions in the paste**
    `v4 UR2`
    [Acknowledge] [Resolve] [Escalate]
    [Reassign] [Snooze] [Severity]
    ── says in #support to ada alone:
    I have opened case #1 and told whoever is on call. They will come here.
    [Where things stand] [Close it]
    ");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_button_from_when_somebody_was_on_call_says_that_nobody_is_now() {
    let mut team = Setup::new().config(|config| config.on_call.channel = None).start().await;
    let paste = team.posts("ada", "#support", JAM);
    team.sees().await;
    let reply = team.latest("ada", "#support");
    let press = json!({"component_type": 2, "custom_id": format!("1:person:{}:{paste}", reply.channel)});
    team.person("ada").forges(reply.id, press).expect("the message is there");
    assert_snapshot!(team.sees().await, @"
    ── says in #support to ada alone:
    Nobody can be called here: no on-call channel is set. Whoever manages the server can set one with `/settings on-call`.
    ");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_that_discord_does_not_take_is_not_promised_and_is_made_when_it_can_be() {
    let mut team =
        Setup::new().world(|world| world.without_permission_in("#on-call", Permissions::SEND_MESSAGES)).start().await;
    team.posts("ada", "#support", JAM);
    team.sees().await;
    team.gets_a_person("ada", "#support", "").await;
    assert_snapshot!(team.sees().await, @"
    ── says in #support to ada alone:
    I could not reach whoever is on call. Please ask in the channel.
    ");
    team.presses("ada", "#support", "Get a person");
    assert_snapshot!(team.sees().await, @"
    ── says in #support to ada alone:
    I could not reach whoever is on call. Please ask in the channel.
    ");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_card_that_somebody_deletes_is_posted_anew_by_the_next_change() {
    let mut team = Team::with_a_case().await;
    let card: MessageId = team.latest("carol", "#on-call").id;
    team.posts("carol", "#on-call", "I will have it");
    team.person("erin").deletes(card).expect("she may");
    team.sees().await;
    let press = |act: &str| json!({"component_type": 2, "custom_id": format!("1:case:1:{act}")});
    let reply = team.latest("carol", "#support").id;
    team.person("carol").forges(reply, press("ack")).expect("the message is there");
    assert_snapshot!(team.sees().await, @"
    ── says in #on-call:
    # #1 · Paper jam in tray 2
    <@ID> needs help: https://discord.com/channels/ID/ID/ID
    <@ID> has it; it was acknowledged <t:1777885200:R>.
    Severity: **normal**

    **Found in the paste**
    ```
    Paper jam in tray 2
    ```

    **What I found**
    - A paper jam is reported where there is none · NN %
    [Resolve] [Escalate]
    [Reassign] [Snooze] [Severity]
    ── says in #support to carol alone:
    You have case #1: https://discord.com/channels/ID/ID/ID
    ");
    team.presses("carol", "#on-call", "Resolve");
    assert!(team.sees().await.contains("Which known issue was it?"));
    team.finish().await;
}
