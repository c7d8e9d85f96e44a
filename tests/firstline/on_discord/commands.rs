//! The commands as a whole: help, who sees their answers, and what goes on working when much is missing.

use firstline::sandbox::{NewFile, NewMessage, World};
use insta::assert_snapshot;

use super::team::{Setup, Team};

const PASTE: &str = "Paper jam in tray 2";

#[tokio::test(flavor = "multi_thread")]
async fn help_says_how_to_ask() {
    let mut team = Team::new().await;
    team.person("ada").types("#general", "/help").expect("she may");
    assert_snapshot!(team.sees().await, @"
    ── says in #general to ada alone:
    I look up errors in what this team knows, and say nothing when I am not sure.
    - **Paste an error** in a support channel, as text or as a file: I answer when it is known.
    - **Any message → Apps → Find the fix** reads that message for you alone.
    - `/lookup` finds an issue as you type, `/issues` lists them, `/diagnose` reads log files.
    - **Mention me** in a reply to a message, or write to me directly, and I always answer.
    - **Get a person** under an answer calls whoever is on call (`/oncall now`); `/case` opens, finds and follows such cases.
    - `/privacy` shows and deletes what I keep about you.
    ");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_concerns_one_person_is_shown_to_them_alone() {
    let mut team = Team::new().await;
    let commands = [
        "/help",
        "/issues",
        "/issue id:paper-jam-reported",
        "/lookup text:Paper jam in tray 2",
        "/lookup text:nothing of the kind",
        "/privacy show",
        "/privacy export",
        "/privacy delete",
        "/privacy opt-out out:False",
        "/knowledge status",
        "/knowledge reload",
        "/settings show",
        "/settings reset",
    ];
    for command in commands {
        team.person("erin").types("#general", command).expect("she may");
        let seen = team.sees().await;
        assert!(seen.starts_with("── says in #general to erin alone:"), "{command}: {seen}");
        assert_eq!(seen.matches("──").count(), 1, "{command}: {seen}");
    }
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_but_a_servers_own_commands_works_in_a_direct_conversation() {
    let mut team = Team::new().await;
    let commands =
        ["/help", "/issues", "/issue id:paper-jam-reported", "/lookup text:Paper jam in tray 2", "/privacy show"];
    for command in commands {
        team.person("ada").types("@firstline", command).expect("she may");
        let seen = team.sees().await;
        assert!(seen.starts_with("── says to ada"), "{command}: {seen}");
    }
    team.person("ada")
        .types_with("@firstline", "/diagnose file:a.log", &[NewFile::new("a.log", PASTE)])
        .expect("she may");
    assert!(team.sees().await.contains("# A paper jam is reported where there is none"));
    for command in ["/settings show", "/knowledge status"] {
        assert!(team.person("erin").types("@firstline", command).is_err(), "{command} is not offered there");
    }
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_message_content_intent_all_that_does_not_need_it_works() {
    let mut team = Setup::new().world(World::without_message_content).start().await;
    assert_snapshot!(team.complaints().await, @r#"WARN the Message Content intent is off: Firstline cannot read pastes in channels and goes on with slash commands, "Find the fix", mentions and direct messages; turn it on under Bot → Privileged Gateway Intents in Discord's developer portal, and start again"#);

    // It is blind to what people write in passing, and silent.
    let paste = team.person("ada").posts("#support", PASTE).expect("she may");
    let files = vec![NewFile::new("a.log", PASTE)];
    let message = NewMessage { content: "see file".to_owned(), files, ..NewMessage::default() };
    let with_file = team.person("ada").posts_with("#support", message).expect("she may");
    assert_eq!(team.sees().await, "nothing");

    // It reads what it is shown.
    team.person("ada").uses("Find the fix", paste).expect("she may");
    assert_snapshot!(team.sees().await, @"
    ── says in #support to ada alone:
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
    [Get a person]
    ");
    team.person("ada").uses("Find the fix", with_file).expect("she may");
    assert_snapshot!(team.sees().await, @"
    ── says in #support to ada alone:
    # A paper jam is reported where there is none
    **Found in the paste**
    a.log:1
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
    [Get a person]
    ");
    let mention = format!("<@{}> {PASTE}", team.bot().me().expect("it is connected").user);
    team.person("ada").posts("#general", &mention).expect("she may");
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
    team.person("mia").dms(PASTE).expect("she may");
    assert_snapshot!(team.sees().await, @"
    ── says to mia:
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
    let file = NewFile::new("a.log", PASTE);
    team.person("mia").types_with("#support", "/diagnose file:a.log", &[file]).expect("she may");
    assert!(team.sees().await.contains("# A paper jam is reported where there is none"));
    assert_eq!(team.complaints().await, "", "it is said once");
    team.finish().await;
}
