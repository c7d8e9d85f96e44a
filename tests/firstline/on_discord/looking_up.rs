//! `/lookup text:` and what it offers as one types.

use insta::assert_snapshot;

use super::team::{Setup, Team};

/// What is offered to what was typed so far, a line each.
async fn offered(team: &Team, typed: &str) -> String {
    let choices = team.person("ada").completes("#support", &format!("/lookup text:{typed}")).await.expect("she may");
    choices.iter().map(|choice| format!("{}\n", choice.name)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn issues_are_offered_as_one_types_whatever_the_order_and_the_typos() {
    let team = Team::new().await;
    assert_snapshot!(offered(&team, "").await, @"
    Shared printers refuse to connect since the RPC hardening update
    The print spooler keeps stopping
    A paper jam is reported where there is none
    The VPN refuses the computer's certificate
    The VPN connects but names of the office are not found
    ");
    assert_snapshot!(offered(&team, "sp").await, @"The print spooler keeps stopping");
    assert_snapshot!(offered(&team, "printer shared").await, @"Shared printers refuse to connect since the RPC hardening update");
    assert_snapshot!(offered(&team, "spoler").await, @"The print spooler keeps stopping");
    assert_snapshot!(offered(&team, "DNS server").await, @"The VPN connects but names of the office are not found");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_is_offered_with_the_issue_it_belongs_to() {
    let team = Team::new().await;
    assert_snapshot!(offered(&team, "0x0000011b").await, @"0x0000011b · Shared printers refuse to connect since the RPC hardening update");
    assert_snapshot!(offered(&team, "0x11B").await, @"0x0000011b · Shared printers refuse to connect since the RPC hardening update");
    assert_snapshot!(offered(&team, "283").await, @"0x0000011b · Shared printers refuse to connect since the RPC hardening update");
    assert_snapshot!(offered(&team, "1380").await, @"13801 · The VPN refuses the computer's certificate");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_no_issue_says_offers_nothing() {
    let team = Team::new().await;
    for typed in ["asdfghjkl", "[", ".*", "\\", "(?=", "🎉", "'; drop table answers;--", "\u{202e}\u{200b}"] {
        assert_eq!(offered(&team, typed).await, "", "{typed}");
    }
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn at_most_25_issues_are_offered_and_none_with_a_name_that_is_too_long() {
    let long = "very ".repeat(40);
    let issues: String = (1..=40)
        .map(|n| {
            let id = format!("{n}-{}", "long-".repeat(20));
            format!("[[issues]]\nid = \"{id}\"\ntitle = \"Widget {n} is {long}broken\"\nsteps = [\"Turn it.\"]\n\n")
        })
        .collect();
    let article = format!("id = \"widgets\"\ntitle = \"Widgets\"\n\n{issues}");
    let mut team = Setup::new().file("knowledge/widgets.toml", &article).start().await;
    let choices = team.person("ada").completes("#support", "/lookup text:widget").await.expect("she may");
    assert_eq!(choices.len(), 25);
    let chosen = choices.iter().find(|choice| choice.name.contains("Widget 7 ")).expect("it is among them");
    team.person("ada").types("#support", &format!("/lookup text:{}", chosen.value)).expect("she may");
    assert_snapshot!(team.sees().await, @"
    ── says in #support to ada alone:
    # Widget 7 is very very very very very very very very very very very very very very very very very very very very very very very very very very very very very very very very very very very very very very very very broken
    **What to do**
    1. Turn it.
    -# Widgets
    ");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_chosen_is_shown_to_whoever_chose_it() {
    let mut team = Team::new().await;
    let choices = team.person("ada").completes("#support", "/lookup text:spooler").await.expect("she may");
    team.person("ada").types("#support", &format!("/lookup text:{}", choices[0].value)).expect("she may");
    assert_snapshot!(team.sees().await, @r"
    ── says in #support to ada alone:
    # The print spooler keeps stopping
    **What is behind it**
    A job that cannot be read, or a driver that crashes.

    **Check first**
    - Print a test page from another computer, to see whether it is the printer or the computer.

    **What to do**
    1. Run `net stop spooler`.
    2. Empty `C:\Windows\System32\spool\PRINTERS`.
    3. Run `net start spooler`.

    **Solved when**
    The service still runs after an hour.

    **Read more**
    - [How printing is set up here](https://wiki.example/printing)
    -# Printing
    ");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_error_that_was_typed_is_judged_as_a_paste_is() {
    let mut team = Team::new().await;
    let error = "/lookup text:Operation failed with error 0x0000011b";
    team.person("ada").types("#general", error).expect("she may");
    assert_snapshot!(team.sees().await, @"
    ── says in #general to ada alone:
    # Shared printers refuse to connect since the RPC hardening update
    **Found in the paste**
    ```
    Operation failed with error 0x0000011b
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

    **When to get a person**
    Both sides are up to date and it still fails.
    Have ready:
    - `winver` of both computers
    - the name of the printer

    **Read more**
    - [Managing RPC printer changes](https://support.example/kb5005010)
    - [How printing is set up here](https://wiki.example/printing)
    -# Printing · likely this (NN %)
    [Get a person]
    ");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn words_that_are_no_error_name_what_comes_closest() {
    let mut team = Team::new().await;
    team.person("ada").types("#support", "/lookup text:certificat refused").expect("she may");
    assert_snapshot!(team.sees().await, @"
    ── says in #support to ada alone:
    Not sure, but it may be this:
    # The VPN refuses the computer's certificate
    **What is behind it**
    The certificate of the computer has expired.

    **What to do**
    1. Connect the computer to the office network once; it renews its certificate by itself.

    **Solved when**
    The VPN connects from outside.
    -# VPN
    [Get a person]
    ");
    team.person("ada").types("#support", "/lookup text:printer").expect("she may");
    assert_snapshot!(team.sees().await, @"
    ── says in #support to ada alone:
    Not sure, but it may be this:
    # Shared printers refuse to connect since the RPC hardening update
    **What is behind it**
    The print server has the update that encrypts RPC, the computer does not.

    **Check first**
    - Print a test page from another computer, to see whether it is the printer or the computer.

    **What to do**
    1. Install the current cumulative update on the computer. ([wiki.example](https://wiki.example/updates))
    2. Restart it and add the printer again.

    **Solved when**
    The printer can be added and a test page comes out.

    **When to get a person**
    Both sides are up to date and it still fails.
    Have ready:
    - `winver` of both computers
    - the name of the printer

    **Read more**
    - [Managing RPC printer changes](https://support.example/kb5005010)
    - [How printing is set up here](https://wiki.example/printing)
    -# Printing
    [Get a person]
    ");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_text_that_nothing_is_known_about_is_said_to_be_so() {
    let mut team = Team::new().await;
    team.person("ada").types("#support", "/lookup text:[").expect("she may");
    assert_snapshot!(team.sees().await, @"
    ── says in #support to ada alone:
    Nothing in the knowledge matches this. The exact error text, its code or the log around it may still find it.
    [Get a person]
    ");
    let longest = "lorem ipsum [dolor] ".repeat(300);
    assert_eq!(longest.len(), 6000);
    team.person("ada").types("#support", &format!("/lookup text:{longest}")).expect("she may");
    assert_snapshot!(team.sees().await, @"
    ── says in #support to ada alone:
    Nothing in the knowledge matches this. The exact error text, its code or the log around it may still find it.
    [Get a person]
    ");
    team.person("ada").types("#support", "/lookup text:→ printing/no-longer-there").expect("she may");
    assert_snapshot!(team.sees().await, @"
    ── says in #support to ada alone:
    This issue is no longer in the knowledge.
    ");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_is_everyones_where_that_was_asked_for() {
    let mut team = Team::new().await;
    team.person("ben").types("#support", "/lookup text:Paper jam in tray 2 public:True").expect("he may");
    assert_snapshot!(team.sees().await, @"
    ── says in #support:
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
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_text_with_a_secret_is_answered_with_a_warning() {
    let mut team = Team::new().await;
    let text = "net use failed with error 0x0000011b password=Tr0ub4dor&3x9 on the server";
    team.person("ada").types("#support", &format!("/lookup text:{text}")).expect("she may");
    assert_snapshot!(team.sees().await, @"
    ── says in #support to ada alone:
    ⚠️ This shows a password, key or token that anyone who reads it here can use. **Revoke it**, make a new one and delete the message. I neither keep nor repeat it.
    # Shared printers refuse to connect since the RPC hardening update
    **Found in the paste**
    ```
    net use failed with error 0x0000011b password=[password-1] on the server
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

    **When to get a person**
    Both sides are up to date and it still fails.
    Have ready:
    - `winver` of both computers
    - the name of the printer

    **Read more**
    - [Managing RPC printer changes](https://support.example/kb5005010)
    - [How printing is set up here](https://wiki.example/printing)
    -# Printing · likely this (NN %)
    [Get a person]
    ");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn it_works_in_a_direct_conversation() {
    let mut team = Team::new().await;
    let choices = team.person("ada").completes("@firstline", "/lookup text:jam").await.expect("she may");
    assert_eq!(choices.len(), 1);
    team.person("ada").types("@firstline", &format!("/lookup text:{}", choices[0].value)).expect("she may");
    assert_snapshot!(team.sees().await, @"
    ── says to ada to ada alone:
    # A paper jam is reported where there is none
    **Check first**
    - Print a test page from another computer, to see whether it is the printer or the computer.

    **What to do**
    1. Open and close every door of the printer.

    **Read more**
    - [How printing is set up here](https://wiki.example/printing)
    -# Printing
    ");
    team.finish().await;
}
