//! `/case`, and "Open a case" in the menu of a message.

use firstline::sandbox::World;
use insta::assert_snapshot;

use super::super::team::{Setup, Team};
use super::JAM;

impl Team {
    /// What somebody is told when they give a command in #support.
    async fn hears(&mut self, who: &str, command: &str) -> String {
        self.person(who).types("#support", command).expect("they may");
        self.sees().await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_case_is_opened_by_what_somebody_writes() {
    let mut team = Team::new().await;
    let command =
        "/case open text:Paper jam in tray 2 since the update to 14.0.123.0, password=hunter2hunter2 severity:high";
    assert_snapshot!(team.hears("ada", command).await, @r"
    ── says in #on-call:
    # #1 · Paper jam in tray 2 since the update to 14.0.123.0, password=\[password-1\]
    <@ID> needs help: <#support>
    Nobody has it yet. It was opened <t:1777885200:R>.
    Severity: **high**

    **Found in the paste**
    ```
    Paper jam in tray 2 since the update to 14.0.123.0, password=[password-1]
    ```

    **What I found**
    - A paper jam is reported where there is none · NN %

    **In their words**
    > Paper jam in tray 2 since the update to 14.0.123.0, password=\[password-1\]

    **Versions in the paste**
    `14.0.123.0`
    [Acknowledge] [Resolve] [Escalate]
    [Reassign] [Snooze] [Severity]
    ── says in #support to ada alone:
    I have opened case #1 and told whoever is on call. They will come here.
    [Where things stand] [Close it]
    ");
    assert_snapshot!(team.hears("ada", "/case open text:and another thing").await, @"
    ── says in #support to ada alone:
    **#1** <#support>
    Nobody has it yet. It was opened <t:1777885200:R>.
    [Where things stand] [Close it]
    ");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_helper_opens_a_case_about_anyones_message_and_anyone_about_their_own() {
    let mut team = Team::new().await;
    let hers = team.posts("ada", "#general", "it says Error: E-9131");
    team.sees().await;
    team.person("mia").uses("Open a case", hers).expect("she may");
    assert_snapshot!(team.sees().await, @"
    ── says in #general to mia alone:
    You can open a case about messages of your own; helpers can about anyone's.
    ");
    team.person("ben").uses("Open a case", hers).expect("he may");
    assert_snapshot!(team.sees().await, @"
    ── says in #on-call:
    # #1 · it says Error: E-9131
    <@ID> needs help: https://discord.com/channels/ID/ID/ID
    Nobody has it yet. It was opened <t:1777885200:R>.
    Severity: **normal**

    Nothing in the knowledge matches this.
    [Acknowledge] [Resolve] [Escalate]
    [Reassign] [Snooze] [Severity]
    ── says in #general to ben alone:
    **#1** https://discord.com/channels/ID/ID/ID
    Nobody has it yet. It was opened <t:1777885200:R>.
    ");
    team.person("ada").uses("Open a case", hers).expect("she may");
    assert_snapshot!(team.sees().await, @"
    ── says in #general to ada alone:
    **#1** https://discord.com/channels/ID/ID/ID
    Nobody has it yet. It was opened <t:1777885200:R>.
    [Where things stand] [Close it]
    ");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_case_is_shown_with_its_timeline_noted_in_given_on_resolved_and_reopened() {
    let mut team = Team::with_a_case().await;
    assert_snapshot!(team.hears("carol", "/case note case:1 text:Asked @everyone, password=hunter2hunter2").await, @"
    ── says in #support to carol alone:
    Noted with case #1.
    ");
    assert_snapshot!(team.hears("carol", "/case assign case:#1 person:@dan").await, @"
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
    ── says in #support to carol alone:
    **#1** https://discord.com/channels/ID/ID/ID
    Nobody has it yet. It was opened <t:1777885200:R>. It was given to <@ID>.
    ");
    assert_snapshot!(team.hears("dan", "/case mine").await, @"
    ── says in #support to dan alone:
    # Your cases
    **#1** Paper jam in tray 2 · <@ID> · <t:1777885200:R>
    Nobody has it yet. It was opened <t:1777885200:R>. It was given to <@ID>.
    ");
    assert_snapshot!(team.hears("dan", "/case resolve case:1 issue:paper-jam-reported text:Took it out").await, @"
    ── changes in #on-call:
    # #1 · Paper jam in tray 2
    <@ID> needs help: https://discord.com/channels/ID/ID/ID
    <@ID> resolved it <t:1777885200:R>.
    Severity: **normal**

    **What fixed it**
    A paper jam is reported where there is none
    > Took it out

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
    > Took it out
    [Close it] [It is still broken]
    ── says in #support to dan alone:
    **#1** https://discord.com/channels/ID/ID/ID
    <@ID> resolved it <t:1777885200:R>.
    ");
    assert_snapshot!(team.hears("ada", "/case reopen case:1").await, @"
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
    ── says in #support to ada alone:
    **#1** https://discord.com/channels/ID/ID/ID
    Nobody has it yet. It was opened <t:1777885200:R>.
    ");
    assert_snapshot!(team.hears("carol", "/case show case:1").await, @"
    ── says in #support to carol alone:
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
    [Timeline]
    ");
    team.presses("carol", "#support", "Timeline");
    assert_snapshot!(team.sees().await, @r"
    ── changes in #support to carol alone:
    # #1 · Paper jam in tray 2
    <t:1777885200:f> <@ID> opened it.
    <t:1777885200:f> <@ID> noted:
    > Asked \@everyone, password=\[password-1\]
    <t:1777885200:f> <@ID> gave it to <@ID>.
    <t:1777885200:f> <@ID> resolved it. A paper jam is reported where there is none
    > Took it out
    <t:1777885200:f> <@ID> reopened it.

    [The case]
    ");
    assert_eq!(team.notified().await, "@ada");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_case_is_exported_for_people_and_for_programs() {
    let mut team = Team::with_a_case().await;
    team.hears("carol", "/case note case:1 text:asked for a picture").await;
    assert_snapshot!(team.hears("carol", "/case export case:1").await, @"
    ── says in #support to carol alone:
    Case #1, with everything that happened to it.
    [file: case-1.md]
    ");
    let file = team.latest("carol", "#support");
    assert_snapshot!(team.file(&file).await, @"
    # #1 Paper jam in tray 2

    - triggered
    - Severity: normal
    - <@ID>, https://discord.com/channels/ID/ID/ID

    ## Found in the paste

    ```
    Paper jam in tray 2
    ```

    ## What I found

    - A paper jam is reported where there is none (`printing/paper-jam-reported`)

    ## Timeline

    - 2026-05-04T09:00:00Z <@ID> opened it.
    - 2026-05-04T09:00:00Z <@ID> noted:
      > asked for a picture
    ");
    team.hears("carol", "/case export case:1 format:for programs (JSON)").await;
    let file = team.latest("carol", "#support");
    let exported: serde_json::Value = serde_json::from_str(&team.file(&file).await).expect("it is JSON");
    assert_eq!(exported["case"]["state"], "triggered");
    assert_eq!(exported["timeline"][1]["what"], "noted");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_is_read_page_by_page() {
    let crowd = |world: World| (0..12).fold(world, |world, n| world.with_person(&format!("user{n}"), &[]));
    let mut team = Setup::new().world(crowd).start().await;
    for n in 0..12 {
        let person = team.sandbox.person(&format!("user{n}"));
        person.types("#support", &format!("/case open text:problem {n}")).expect("they may");
        team.sees().await;
    }
    assert_snapshot!(team.hears("carol", "/case list").await, @"
    ── says in #support to carol alone:
    # Open cases
    **#12** problem 11 · <@ID> · <t:1777885200:R>
    Nobody has it yet. It was opened <t:1777885200:R>.
    **#11** problem 10 · <@ID> · <t:1777885200:R>
    Nobody has it yet. It was opened <t:1777885200:R>.
    **#10** problem 9 · <@ID> · <t:1777885200:R>
    Nobody has it yet. It was opened <t:1777885200:R>.
    **#9** problem 8 · <@ID> · <t:1777885200:R>
    Nobody has it yet. It was opened <t:1777885200:R>.
    **#8** problem 7 · <@ID> · <t:1777885200:R>
    Nobody has it yet. It was opened <t:1777885200:R>.
    **#7** problem 6 · <@ID> · <t:1777885200:R>
    Nobody has it yet. It was opened <t:1777885200:R>.
    **#6** problem 5 · <@ID> · <t:1777885200:R>
    Nobody has it yet. It was opened <t:1777885200:R>.
    **#5** problem 4 · <@ID> · <t:1777885200:R>
    Nobody has it yet. It was opened <t:1777885200:R>.
    **#4** problem 3 · <@ID> · <t:1777885200:R>
    Nobody has it yet. It was opened <t:1777885200:R>.
    **#3** problem 2 · <@ID> · <t:1777885200:R>
    Nobody has it yet. It was opened <t:1777885200:R>.

    [Older]
    ");
    team.presses("carol", "#support", "Older");
    assert_snapshot!(team.sees().await, @"
    ── changes in #support to carol alone:
    # Open cases
    **#2** problem 1 · <@ID> · <t:1777885200:R>
    Nobody has it yet. It was opened <t:1777885200:R>.
    **#1** problem 0 · <@ID> · <t:1777885200:R>
    Nobody has it yet. It was opened <t:1777885200:R>.

    [Newest]
    ");
    team.presses("carol", "#support", "Newest");
    assert!(team.sees().await.contains("problem 11"));
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_does_not_help_sees_their_own_cases_only() {
    let mut team = Team::with_a_case().await;
    assert_snapshot!(team.hears("ada", "/case mine").await, @"
    ── says in #support to ada alone:
    # Your cases
    **#1** Paper jam in tray 2 · <@ID> · <t:1777885200:R>
    Nobody has it yet. It was opened <t:1777885200:R>.
    ");
    assert_snapshot!(team.hears("ada", "/case show case:1").await, @"
    ── says in #support to ada alone:
    **#1** https://discord.com/channels/ID/ID/ID
    Nobody has it yet. It was opened <t:1777885200:R>.
    [Where things stand] [Close it]
    ");
    assert_snapshot!(team.hears("mia", "/case mine").await, @"
    ── says in #support to mia alone:
    There are no such cases.
    ");
    for command in [
        "/case list",
        "/case list which:All cases",
        "/case show case:1",
        "/case note case:1 text:x",
        "/case assign case:1 person:@mia",
        "/case resolve case:1",
        "/case reopen case:1",
        "/case export case:1",
    ] {
        let told = team.hears("mia", command).await;
        assert_eq!(
            told, "── says in #support to mia alone:\nOnly the helpers here and those on call can do that.",
            "{command}"
        );
    }
    for case in ["17", "#0", "x", "-1"] {
        let told = team.hears("carol", &format!("/case show case:{case}")).await;
        assert_eq!(told, "── says in #support to carol alone:\nThere is no such case here, or no longer.", "{case}");
    }
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn numbers_are_completed_with_what_the_case_is_about() {
    let mut team = Team::with_a_case().await;
    team.hears("mia", "/case open text:the toner is low").await;
    let names = async |team: &Team, who: &str, typed: &str| {
        let choices = team.person(who).completes("#support", typed).await.expect("they may");
        choices.into_iter().map(|choice| format!("{} → {}", choice.name, choice.value)).collect::<Vec<_>>()
    };
    assert_eq!(
        names(&team, "carol", "/case show case:").await,
        ["#2 · the toner is low → 2", "#1 · Paper jam in tray 2 → 1"]
    );
    assert_eq!(names(&team, "carol", "/case show case:TONER").await, ["#2 · the toner is low → 2"]);
    assert_eq!(names(&team, "carol", "/case show case:#1").await, ["#1 · Paper jam in tray 2 → 1"]);
    assert_eq!(names(&team, "ada", "/case show case:").await, ["#1 · Paper jam in tray 2 → 1"]);
    let issue = team.person("carol").completes("#support", "/case resolve case:1 issue:jam").await.expect("she may");
    assert_eq!(issue[0].name, "A paper jam is reported where there is none");
    team.hears("carol", &format!("/case resolve case:1 issue:{}", issue[0].value)).await;
    team.notified().await;
    assert_eq!(names(&team, "carol", "/case show case:").await, ["#2 · the toner is low → 2"]);
    assert_eq!(names(&team, "carol", "/case reopen case:jam").await, ["#1 · Paper jam in tray 2 → 1"]);
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn where_nobody_is_on_call_no_case_is_opened() {
    let mut team = Setup::new().config(|config| config.on_call.channel = None).start().await;
    assert_snapshot!(team.hears("ada", &format!("/case open text:{JAM}")).await, @"
    ── says in #support to ada alone:
    Nobody can be called here: no on-call channel is set. Whoever manages the server can set one with `/settings on-call`.
    ");
    team.finish().await;
}
