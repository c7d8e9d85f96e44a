//! `/settings`: what a server decides for itself, and that it holds.

use firstline::sandbox::World;
use insta::assert_snapshot;

use super::team::{Setup, Team};

const PASTE: &str = "Paper jam in tray 2";

/// What Erin, an admin, is told when she gives a command.
async fn told(team: &mut Team, line: &str) -> String {
    team.person("erin").types("#general", line).expect("she may");
    team.sees().await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_holds_is_shown() {
    let mut team = Team::new().await;
    assert_snapshot!(told(&mut team, "/settings show").await, @"
    ── says in #general to erin alone:
    **Support channels:** <#support>, <#help-forum>
    **Helpers:** <@&ID>
    **When I find nothing, I say:** nothing
    **Language:** English
    **On call:** <#on-call>
    ");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_channel_becomes_a_support_channel_and_is_none_any_more() {
    let mut team = Team::new().await;
    team.person("ada").posts("#general", PASTE).expect("she may");
    assert_eq!(team.sees().await, "nothing");
    assert_snapshot!(told(&mut team, "/settings channel channel:#general answer:True").await, @"
    ── says in #general to erin alone:
    Saved.
    **Support channels:** <#support>, <#general>, <#help-forum>
    **Helpers:** <@&ID>
    **When I find nothing, I say:** nothing
    **Language:** English
    **On call:** <#on-call>
    ");
    team.person("mia").posts("#general", PASTE).expect("she may");
    assert_snapshot!(team.sees().await, @"
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
    assert_snapshot!(told(&mut team, "/settings channel channel:#support answer:False").await, @"
    ── says in #general to erin alone:
    Saved.
    **Support channels:** <#general>, <#help-forum>
    **Helpers:** <@&ID>
    **When I find nothing, I say:** nothing
    **Language:** English
    **On call:** <#on-call>
    ");
    team.person("ada").posts("#support", PASTE).expect("she may");
    assert_eq!(team.sees().await, "nothing");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_role_becomes_the_helpers_and_is_none_any_more() {
    let mut team = Team::new().await;
    team.person("ben").posts("#support", PASTE).expect("he may");
    assert_eq!(team.sees().await, "nothing");
    assert_snapshot!(told(&mut team, "/settings helper role:@Helper helps:False").await, @"
    ── says in #general to erin alone:
    Saved.
    **Support channels:** <#support>, <#help-forum>
    **Helpers:** none
    **When I find nothing, I say:** nothing
    **Language:** English
    **On call:** <#on-call>
    ");
    team.person("ben").posts("#support", PASTE).expect("he may");
    assert_snapshot!(team.sees().await.lines().take(2).collect::<Vec<_>>().join("\n"), @"
    ── says in #support:
    # A paper jam is reported where there is none
    ");
    assert_snapshot!(told(&mut team, "/settings helper role:@Admin helps:True").await, @"
    ── says in #general to erin alone:
    Saved.
    **Support channels:** <#support>, <#help-forum>
    **Helpers:** <@&ID>
    **When I find nothing, I say:** nothing
    **Language:** English
    **On call:** <#on-call>
    ");
    team.person("erin").posts("#support", PASTE).expect("she may");
    assert_eq!(team.sees().await, "nothing");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_chooses_what_is_said_where_nothing_is_found() {
    let mut team = Team::new().await;
    let unknown = "Error: the frobnicator is out of spoons (E-9131)";
    team.person("ada").posts("#support", unknown).expect("she may");
    assert_eq!(team.sees().await, "nothing");
    assert_snapshot!(told(&mut team, "/settings on-miss say:one line that offers a person").await, @"
    ── says in #general to erin alone:
    Saved.
    **Support channels:** <#support>, <#help-forum>
    **Helpers:** <@&ID>
    **When I find nothing, I say:** one line that offers a person
    **Language:** English
    **On call:** <#on-call>
    ");
    team.person("mia").posts("#support", unknown).expect("she may");
    assert_snapshot!(team.sees().await, @"
    ── says in #support:
    -# I do not know this one, but someone else may.
    [Get a person]
    ");
    assert_snapshot!(told(&mut team, "/settings on-miss say:nothing").await, @"
    ── says in #general to erin alone:
    Saved.
    **Support channels:** <#support>, <#help-forum>
    **Helpers:** <@&ID>
    **When I find nothing, I say:** nothing
    **Language:** English
    **On call:** <#on-call>
    ");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_chooses_its_language_and_its_people_keep_theirs() {
    let mut team = Setup::new().world(|world: World| world.with_locale("mia", "fr")).start().await;
    assert_snapshot!(told(&mut team, "/settings language language:Deutsch").await, @"
    ── says in #general to erin alone:
    Saved.
    **Support channels:** <#support>, <#help-forum>
    **Helpers:** <@&ID>
    **When I find nothing, I say:** nothing
    **Language:** Deutsch
    **On call:** <#on-call>
    ");
    team.person("mia").posts("#support", PASTE).expect("she may");
    assert_snapshot!(team.sees().await, @"
    ── says in #support:
    # A paper jam is reported where there is none
    **Im Text gefunden**
    ```
    Paper jam in tray 2
    ```

    **Zuerst prüfen**
    - Print a test page from another computer, to see whether it is the printer or the computer.

    **Was zu tun ist**
    1. Open and close every door of the printer.

    **Mehr dazu**
    - [How printing is set up here](https://wiki.example/printing)
    -# Printing · so gut wie sicher (NN %)
    [Das hat geholfen] [Das ist es nicht] [Jemanden holen]
    ");
    team.person("mia").types("#support", "/issue id:paper-jam-reported").expect("she may");
    assert_snapshot!(team.sees().await, @"
    ── says in #support to mia alone:
    # A paper jam is reported where there is none
    **À vérifier d’abord**
    - Print a test page from another computer, to see whether it is the printer or the computer.

    **Que faire**
    1. Open and close every door of the printer.

    **En savoir plus**
    - [How printing is set up here](https://wiki.example/printing)
    -# Printing
    ");
    team.person("mia").types("#support", &format!("/lookup text:{PASTE} public:True")).expect("she may");
    assert_snapshot!(team.sees().await, @"
    ── says in #support:
    # A paper jam is reported where there is none
    **Im Text gefunden**
    ```
    Paper jam in tray 2
    ```

    **Zuerst prüfen**
    - Print a test page from another computer, to see whether it is the printer or the computer.

    **Was zu tun ist**
    1. Open and close every door of the printer.

    **Mehr dazu**
    - [How printing is set up here](https://wiki.example/printing)
    -# Printing · so gut wie sicher (NN %)
    [Jemanden holen]
    ");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_chooses_where_a_person_is_called() {
    let mut team = Team::new().await;
    assert_snapshot!(told(&mut team, "/settings on-call channel:#general").await, @"
    ── says in #general to erin alone:
    Saved.
    **Support channels:** <#support>, <#help-forum>
    **Helpers:** <@&ID>
    **When I find nothing, I say:** nothing
    **Language:** English
    **On call:** <#general>
    ");
    team.person("ada").posts("#support", PASTE).expect("she may");
    team.sees().await;
    team.gets_a_person("ada", "#support", "").await;
    assert_snapshot!(team.sees().await, @"
    ── says in #general:
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
    I have opened case #1 and told whoever is on call. They will come here.
    [Where things stand] [Close it]
    ");
    assert_snapshot!(told(&mut team, "/settings on-call channel:#on-call role:@On call").await, @"
    ── says in #general to erin alone:
    Saved.
    **Support channels:** <#support>, <#help-forum>
    **Helpers:** <@&ID>
    **When I find nothing, I say:** nothing
    **Language:** English
    **On call:** <#on-call> <@&ID>
    ");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_set_outlives_a_restart_until_it_is_reset() {
    let mut team = Team::new().await;
    told(&mut team, "/settings channel channel:#general answer:True").await;
    told(&mut team, "/settings language language:日本語").await;
    let before = told(&mut team, "/settings show").await;
    let mut team = team.restarts().await;
    assert_eq!(told(&mut team, "/settings show").await, before);
    team.person("ada").posts("#general", PASTE).expect("she may");
    assert_snapshot!(team.sees().await, @"
    ── says in #general:
    # A paper jam is reported where there is none
    **貼り付けた文の該当箇所**
    ```
    Paper jam in tray 2
    ```

    **最初に確認すること**
    - Print a test page from another computer, to see whether it is the printer or the computer.

    **対処方法**
    1. Open and close every door of the printer.

    **参考資料**
    - [How printing is set up here](https://wiki.example/printing)
    -# Printing · ほぼ確実 (NN %)
    [解決しました] [この問題ではない] [担当者を呼ぶ]
    ");
    assert_snapshot!(told(&mut team, "/settings reset").await, @"
    ── says in #general to erin alone:
    Saved.
    **Support channels:** <#support>, <#help-forum>
    **Helpers:** <@&ID>
    **When I find nothing, I say:** nothing
    **Language:** English
    **On call:** <#on-call>
    ");
    team.person("mia").posts("#general", PASTE).expect("she may");
    assert_eq!(team.sees().await, "nothing");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_who_keeps_the_server_may_set_anything() {
    let mut team = Team::new().await;
    assert!(team.person("ada").types("#general", "/settings show").is_err(), "Discord does not offer it to her");
    assert_eq!(team.sees().await, "nothing");
    team.finish().await;

    // An admin can open a command to everyone; what it asks of its users stays.
    let mut team = Setup::new().world(World::with_commands_for_everyone).start().await;
    team.person("ada").types("#general", "/settings channel channel:#general answer:True").expect("it is offered");
    assert_snapshot!(team.sees().await, @"
    ── says in #general to ada alone:
    You need the Manage Server permission for that.
    ");
    team.person("ben").types("#general", "/knowledge reload").expect("it is offered");
    assert_snapshot!(team.sees().await, @"
    ── says in #general to ben alone:
    You need the Manage Server permission for that.
    ");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn there_is_nothing_to_set_in_a_direct_conversation() {
    let mut team = Team::new().await;
    assert!(team.person("erin").types("@firstline", "/settings show").is_err(), "Discord does not offer it there");
    assert_eq!(team.sees().await, "nothing");
    team.finish().await;
}
