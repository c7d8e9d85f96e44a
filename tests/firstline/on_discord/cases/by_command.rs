//! `/case`, and "Open a case" in the menu of a message.

use firstline::sandbox::World;
use insta::assert_snapshot;

use super::super::team::{Setup, Team};
use super::JAM;

impl Team {
    /// What somebody is told when they give a command in #support.
    async fn told(&mut self, who: &str, command: &str) -> String {
        self.person(who).types("#support", command).expect("they may");
        self.sees().await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_case_is_opened_by_what_somebody_writes() {
    let mut team = Team::new().await;
    let command =
        "/case open text:Paper jam in tray 2 since the update to 14.0.123.0, password=hunter2hunter2 severity:high";
    assert_snapshot!(team.told("ada", command).await, @"");
    assert_snapshot!(team.told("ada", "/case open text:and another thing").await, @"");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_helper_opens_a_case_about_anyones_message_and_anyone_about_their_own() {
    let mut team = Team::new().await;
    let hers = team.posts("ada", "#general", "it says Error: E-9131");
    team.sees().await;
    team.person("mia").uses("Open a case", hers).expect("she may");
    assert_snapshot!(team.sees().await, @"");
    team.person("ben").uses("Open a case", hers).expect("he may");
    assert_snapshot!(team.sees().await, @"");
    team.person("ada").uses("Open a case", hers).expect("she may");
    assert_snapshot!(team.sees().await, @"");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_case_is_shown_with_its_timeline_noted_in_given_on_resolved_and_reopened() {
    let mut team = Team::with_a_case().await;
    assert_snapshot!(team.told("carol", "/case note case:1 text:Asked @everyone, password=hunter2hunter2").await, @"");
    assert_snapshot!(team.told("carol", "/case assign case:#1 person:@dan").await, @"");
    assert_snapshot!(team.told("dan", "/case mine").await, @"");
    assert_snapshot!(team.told("dan", "/case resolve case:1 issue:paper-jam-reported text:Took it out").await, @"");
    assert_snapshot!(team.told("ada", "/case reopen case:1").await, @"");
    assert_snapshot!(team.told("carol", "/case show case:1").await, @"");
    team.presses("carol", "#support", "Timeline");
    assert_snapshot!(team.sees().await, @"");
    assert_eq!(team.notified().await, "@ada");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_case_is_exported_for_people_and_for_programs() {
    let mut team = Team::with_a_case().await;
    team.told("carol", "/case note case:1 text:asked for a picture").await;
    assert_snapshot!(team.told("carol", "/case export case:1").await, @"");
    let file = team.latest("carol", "#support");
    assert_snapshot!(team.file(&file).await, @"");
    team.told("carol", "/case export case:1 format:JSON").await;
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
    assert_snapshot!(team.told("carol", "/case list").await, @"");
    team.presses("carol", "#support", "Older");
    assert_snapshot!(team.sees().await, @"");
    team.presses("carol", "#support", "Newest");
    assert!(team.sees().await.contains("problem 11"));
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_does_not_help_sees_their_own_cases_only() {
    let mut team = Team::with_a_case().await;
    assert_snapshot!(team.told("ada", "/case mine").await, @"");
    assert_snapshot!(team.told("ada", "/case show case:1").await, @"");
    assert_snapshot!(team.told("mia", "/case mine").await, @"");
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
        let told = team.told("mia", command).await;
        assert_eq!(
            told, "── says in #support to mia alone:\nOnly the helpers here and those on call can do that.",
            "{command}"
        );
    }
    for case in ["17", "#0", "x", "-1"] {
        let told = team.told("carol", &format!("/case show case:{case}")).await;
        assert_eq!(told, "── says in #support to carol alone:\nThere is no such case here, or no longer.", "{case}");
    }
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn numbers_are_completed_with_what_the_case_is_about() {
    let mut team = Team::with_a_case().await;
    team.told("mia", "/case open text:the toner is low").await;
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
    team.told("carol", &format!("/case resolve case:1 issue:{}", issue[0].value)).await;
    team.notified().await;
    assert_eq!(names(&team, "carol", "/case show case:").await, ["#2 · the toner is low → 2"]);
    assert_eq!(names(&team, "carol", "/case reopen case:jam").await, ["#1 · Paper jam in tray 2 → 1"]);
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn where_nobody_is_on_call_no_case_is_opened() {
    let mut team = Setup::new().config(|config| config.on_call.channel = None).start().await;
    assert_snapshot!(team.told("ada", &format!("/case open text:{JAM}")).await, @"");
    team.finish().await;
}
