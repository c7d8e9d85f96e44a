//! A reminder before a reply is late, and the last call when nobody came.

use firstline::config::Named;
use insta::assert_snapshot;

use super::minutes;
use crate::on_discord::team::Setup;

#[tokio::test(flavor = "multi_thread")]
async fn those_who_were_called_are_reminded_while_there_is_a_quarter_of_the_time() {
    let setup = Setup::new().on_call().config(|config| config.on_call.reply_times.normal = Some(minutes(40)));
    let mut team = setup.start().await.in_which_ada_asked_with_pages().await;
    team.sees().await;
    team.steps(minutes(10)).await;
    team.sees().await;
    team.steps(minutes(19)).await;
    team.sees().await;
    team.steps(minutes(1)).await;
    assert_snapshot!(team.said_anew().await, @"
    says in #on-call:
    <@ID> <@ID> An answer to this is due <t:1777887600:R>.
    # #1 · Paper jam in tray 2
    <@ID> needs help: https://discord.com/channels/ID/ID/ID
    Severity: **normal**
    The whole case: https://discord.com/channels/ID/ID/ID

    **Found in the paste**
    ```
    Paper jam in tray 2
    ```

    **What I found**
    - A paper jam is reported where there is none · NN %
    [Acknowledge]
    ");
    assert_eq!(team.notified().await, "@carol, @dan");
    team.ended().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_reminded_of_a_case_that_somebody_has() {
    let setup = Setup::new().on_call().config(|config| config.on_call.reply_times.normal = Some(minutes(40)));
    let mut team = setup.start().await.in_which_ada_asked_with_pages().await;
    team.sees().await;
    team.presses_in_a_direct_message("carol", "Acknowledge");
    team.sees().await;
    team.steps(minutes(60)).await;
    assert_eq!(team.said_anew().await, "nothing");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn when_nobody_came_the_role_is_called_once_and_nobody_after_that() {
    let role = |config: &mut firstline::config::Config| {
        config.on_call.role = Some(Named::Name("On call".to_owned()));
    };
    let mut team = Setup::new().on_call().config(role).start().await.in_which_ada_asked_with_pages().await;
    team.sees().await;
    // Dan, carol again, and dan again.
    for wait in [10, 15, 10] {
        team.steps(minutes(wait)).await;
        team.sees().await;
    }
    assert_eq!(team.notified().await, "", "so far people were written to directly");
    team.steps(minutes(15)).await;
    assert_snapshot!(team.said_anew().await, @"
    says in #on-call:
    <@&ID> Everyone on the list was called, and nobody has this case.
    # #1 · Paper jam in tray 2
    <@ID> needs help: https://discord.com/channels/ID/ID/ID
    Severity: **normal**
    The whole case: https://discord.com/channels/ID/ID/ID

    **Found in the paste**
    ```
    Paper jam in tray 2
    ```

    **What I found**
    - A paper jam is reported where there is none · NN %
    [Acknowledge] [Escalate]
    ");
    assert_eq!(team.notified().await, "@On call");
    team.steps(minutes(600)).await;
    assert_eq!(team.said_anew().await, "nothing");
    team.ended().await;
}
