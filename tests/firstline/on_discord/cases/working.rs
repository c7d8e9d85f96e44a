//! Working on a case: what its card's buttons do, and for whom.

use insta::assert_snapshot;
use serde_json::json;

use super::super::team::Team;

#[tokio::test(flavor = "multi_thread")]
async fn somebody_takes_a_case_and_resolves_it_by_the_known_issue_and_who_asked_is_told() {
    let mut team = Team::with_a_case().await;
    team.presses("carol", "#on-call", "Acknowledge");
    assert_snapshot!(team.sees().await, @"
    ── changes in #on-call:
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
    ");
    team.presses("ada", "#support", "Where things stand");
    assert_snapshot!(team.sees().await, @"
    ── changes in #support to ada alone:
    **#1** https://discord.com/channels/ID/ID/ID
    <@ID> has it; it was acknowledged <t:1777885200:R>.
    [Where things stand] [Close it]
    ");
    team.presses("carol", "#on-call", "Resolve");
    assert_snapshot!(team.sees().await, @"
    ── says in #on-call to carol alone:
    **#1 · Paper jam in tray 2**
    [▾ Which known issue was it?]
      · A paper jam is reported where there is none – Printing
      · Something else: say what fixed it
    ");
    team.chooses("carol", "#on-call", "A paper jam is reported where there is none");
    assert_snapshot!(team.sees().await, @"
    ── changes in #on-call:
    # #1 · Paper jam in tray 2
    <@ID> needs help: https://discord.com/channels/ID/ID/ID
    <@ID> resolved it <t:1777885200:R>.
    Severity: **normal**

    **What fixed it**
    A paper jam is reported where there is none

    **Found in the paste**
    ```
    Paper jam in tray 2
    ```

    **What I found**
    - A paper jam is reported where there is none · NN %
    [Reopen]
    ── says in #support:
    <@ID>: <@ID> has resolved your case #1.
    **What fixed it**
    A paper jam is reported where there is none
    [Close it] [It is still broken]
    ── changes in #on-call to carol alone:
    **#1** https://discord.com/channels/ID/ID/ID
    <@ID> resolved it <t:1777885200:R>.
    ");
    assert_eq!(team.notified().await, "@ada");
    assert_eq!(team.timeline(1).await, "opened, acknowledged, resolved");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_no_known_issue_fixed_is_said_in_words() {
    let mut team = Team::with_a_case().await;
    team.presses("carol", "#on-call", "Resolve");
    team.sees().await;
    team.chooses("carol", "#on-call", "Something else: say what fixed it");
    assert_snapshot!(team.sees().await, @"── asks carol: What fixed it?");
    let words = "Took out the paper.\npassword=hunter2hunter2 was wrong, too.";
    team.fills(
        "carol",
        &[("In a sentence or two", words), ("The known issue, if it was one", "spooler keeps stopping")],
    );
    assert_snapshot!(team.sees().await, @r"
    ── changes in #on-call:
    # #1 · Paper jam in tray 2
    <@ID> needs help: https://discord.com/channels/ID/ID/ID
    <@ID> resolved it <t:1777885200:R>.
    Severity: **normal**

    **What fixed it**
    The print spooler keeps stopping
    > Took out the paper.
    > password=\[password-1\] was wrong, too.

    **Found in the paste**
    ```
    Paper jam in tray 2
    ```

    **What I found**
    - A paper jam is reported where there is none · NN %
    [Reopen]
    ── says in #support:
    <@ID>: <@ID> has resolved your case #1.
    **What fixed it**
    The print spooler keeps stopping
    > Took out the paper.
    > password=\[password-1\] was wrong, too.
    [Close it] [It is still broken]
    ── changes in #on-call to carol alone:
    **#1** https://discord.com/channels/ID/ID/ID
    <@ID> resolved it <t:1777885200:R>.
    ");
    assert_eq!(team.notified().await, "@ada");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_asked_says_that_it_works_or_that_it_is_still_broken() {
    let mut team = Team::with_a_case().await;
    team.presses("ada", "#support", "Close it");
    assert_snapshot!(team.sees().await, @"
    ── changes in #on-call:
    # #1 · Paper jam in tray 2
    <@ID> needs help: https://discord.com/channels/ID/ID/ID
    <@ID> resolved it <t:1777885200:R>.
    Severity: **normal**

    **Found in the paste**
    ```
    Paper jam in tray 2
    ```

    **What I found**
    - A paper jam is reported where there is none · NN %
    [Reopen]
    ── changes in #support to ada alone:
    **#1** https://discord.com/channels/ID/ID/ID
    <@ID> resolved it <t:1777885200:R>.
    [It is still broken]
    ");
    team.presses("ada", "#support", "It is still broken");
    assert_snapshot!(team.sees().await, @"
    ── changes in #on-call:
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
    [Acknowledge] [Resolve] [Escalate]
    [Reassign] [Snooze] [Severity]
    ── changes in #support to ada alone:
    **#1** https://discord.com/channels/ID/ID/ID
    Nobody has it yet. It was opened <t:1777885200:R>.
    [Where things stand] [Close it]
    ");
    team.presses("carol", "#on-call", "Resolve");
    team.sees().await;
    team.chooses("carol", "#on-call", "A paper jam is reported where there is none");
    team.sees().await;
    team.notified().await;
    team.presses("mia", "#support", "Close it");
    assert_snapshot!(team.sees().await, @"
    ── says in #support to mia alone:
    Only the person who asked can close it.
    ");
    team.presses("mia", "#support", "It is still broken");
    assert_snapshot!(team.sees().await, @"
    ── says in #support to mia alone:
    Only the helpers here and those on call can do that.
    ");
    team.presses("ada", "#support", "Close it");
    assert_snapshot!(team.sees().await, @"
    ── changes in #support:
    <@ID>: <@ID> has resolved your case #1.
    **What fixed it**
    A paper jam is reported where there is none
    ");
    assert_eq!(team.notified().await, "");
    assert_eq!(team.timeline(1).await, "opened, closed, reopened, resolved");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_case_is_given_on_put_off_made_worse_and_escalated() {
    let mut team = Team::with_a_case().await;
    team.presses("carol", "#on-call", "Reassign");
    assert_snapshot!(team.sees().await, @"
    ── says in #on-call to carol alone:
    **#1 · Paper jam in tray 2**
    [▾ Who is to have it?]
    ");
    team.chooses_person("carol", "#on-call", "dan");
    assert_snapshot!(team.sees().await, @"
    ── changes in #on-call:
    # #1 · Paper jam in tray 2
    <@ID> needs help: https://discord.com/channels/ID/ID/ID
    Nobody has it yet. It was opened <t:1777885200:R>. It was given to <@ID>.
    Severity: **normal**

    **Found in the paste**
    ```
    Paper jam in tray 2
    ```

    **What I found**
    - A paper jam is reported where there is none · NN %
    [Acknowledge] [Resolve] [Escalate]
    [Reassign] [Snooze] [Severity]
    ── changes in #on-call to carol alone:
    **#1** https://discord.com/channels/ID/ID/ID
    Nobody has it yet. It was opened <t:1777885200:R>. It was given to <@ID>.
    ");
    team.presses("dan", "#on-call", "Acknowledge");
    team.sees().await;
    team.presses("dan", "#on-call", "Snooze");
    assert_snapshot!(team.sees().await, @"
    ── says in #on-call to dan alone:
    **#1 · Paper jam in tray 2**
    [▾ For how long is nobody to be called?]
      · 15 minutes
      · 1 hour
      · 4 hours
      · until tomorrow, 9:00
    ");
    team.chooses("dan", "#on-call", "until tomorrow, 9:00");
    assert_snapshot!(team.sees().await, @"
    ── changes in #on-call:
    # #1 · Paper jam in tray 2
    <@ID> needs help: https://discord.com/channels/ID/ID/ID
    <@ID> has it; it was acknowledged <t:1777885200:R>. Snoozed: I call nobody before <t:1777971600:R>.
    Severity: **normal**

    **Found in the paste**
    ```
    Paper jam in tray 2
    ```

    **What I found**
    - A paper jam is reported where there is none · NN %
    [Resolve] [Escalate]
    [Reassign] [Snooze] [Severity]
    ── changes in #on-call to dan alone:
    **#1** https://discord.com/channels/ID/ID/ID
    <@ID> has it; it was acknowledged <t:1777885200:R>. Snoozed: I call nobody before <t:1777971600:R>.
    ");
    team.presses("ben", "#on-call", "Severity");
    team.sees().await;
    team.chooses("ben", "#on-call", "critical");
    assert_snapshot!(team.sees().await, @"
    ── changes in #on-call:
    # #1 · Paper jam in tray 2
    <@ID> needs help: https://discord.com/channels/ID/ID/ID
    <@ID> has it; it was acknowledged <t:1777885200:R>. Snoozed: I call nobody before <t:1777971600:R>.
    Severity: **critical**

    **Found in the paste**
    ```
    Paper jam in tray 2
    ```

    **What I found**
    - A paper jam is reported where there is none · NN %
    [Resolve] [Escalate]
    [Reassign] [Snooze] [Severity]
    ── changes in #on-call to ben alone:
    **#1** https://discord.com/channels/ID/ID/ID
    <@ID> has it; it was acknowledged <t:1777885200:R>. Snoozed: I call nobody before <t:1777971600:R>.
    ");
    team.presses("ben", "#on-call", "Escalate");
    assert_snapshot!(team.sees().await, @"
    ── changes in #on-call:
    # #1 · Paper jam in tray 2
    <@ID> needs help: https://discord.com/channels/ID/ID/ID
    Nobody has it yet. It was opened <t:1777885200:R>.
    Severity: **critical**

    **Found in the paste**
    ```
    Paper jam in tray 2
    ```

    **What I found**
    - A paper jam is reported where there is none · NN %
    [Acknowledge] [Resolve] [Escalate]
    [Reassign] [Snooze] [Severity]
    ── says in #on-call to ben alone:
    Nobody is called: there is neither an escalation policy nor an on-call role. The case waits for whoever takes it.
    ");
    assert_eq!(team.timeline(1).await, "opened, assigned, acknowledged, snoozed, severity_changed, escalated");
    assert_eq!(team.notified().await, "");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_menu_that_was_open_too_long_says_what_has_become_of_the_case() {
    let mut team = Team::with_a_case().await;
    for button in ["Severity", "Snooze"] {
        team.presses("dan", "#on-call", button);
    }
    team.sees().await;
    team.presses("ada", "#support", "Close it");
    team.sees().await;
    team.chooses("dan", "#on-call", "critical");
    assert_snapshot!(team.sees().await, @"
    ── says in #on-call to dan alone:
    <@ID> resolved it <t:1777885200:R>.
    ");
    team.chooses("dan", "#on-call", "4 hours");
    assert_snapshot!(team.sees().await, @"
    ── says in #on-call to dan alone:
    <@ID> resolved it <t:1777885200:R>.
    ");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_those_who_help_work_on_a_case() {
    let mut team = Team::with_a_case().await;
    let reply = team.latest("mia", "#support").id;
    let acts = [
        "ack",
        "resolve",
        "assign",
        "snooze",
        "severity",
        "escalate:0:0:0",
        "timeline:0",
        "show",
        "standing",
        "reopen",
        "resolve-by",
        "assign-to",
        "snooze-for",
        "set-severity",
    ];
    for act in acts {
        let press = json!({"component_type": 2, "custom_id": format!("1:case:1:{act}")});
        team.person("mia").forges(reply, press).expect("the message is there");
        let seen = team.sees().await;
        assert_eq!(
            seen, "── says in #support to mia alone:\nOnly the helpers here and those on call can do that.",
            "{act}"
        );
    }
    for (id, told) in [
        ("1:case:1:close", "Only the person who asked can close it."),
        ("1:case:17:ack", "There is no such case here, or no longer."),
        ("1:case:1:burn", "I do not know this button."),
        ("1:case:0:ack", "I do not know this button."),
        ("1:cases:open:0", "Only the helpers here and those on call can do that."),
    ] {
        let press = json!({"component_type": 2, "custom_id": id});
        team.person("mia").forges(reply, press).expect("the message is there");
        assert_eq!(team.sees().await, format!("── says in #support to mia alone:\n{told}"), "{id}");
    }
    assert_eq!(team.timeline(1).await, "opened");
    team.finish().await;
}
