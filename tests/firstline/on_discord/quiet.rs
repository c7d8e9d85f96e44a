//! Quiet by default: budgets, helpers, bots, those who opted out, and nobody is ever notified.

use insta::assert_snapshot;
use jiff::SignedDuration;

use super::PRINTER_ERROR;
use super::team::{Setup, Team};

const JAM: &str = "Paper jam in tray 2";

#[tokio::test(flavor = "multi_thread")]
async fn one_person_has_five_replies_in_ten_minutes_whatever_they_paste() {
    let mut team = Team::new().await;
    for number in 0..50 {
        team.posts("ada", "#support", &format!("Paper jam in tray {number}"));
        team.hands.step(SignedDuration::from_secs(1));
    }
    assert_eq!(replies(&team.sees().await), 5);
    team.posts("mia", "#support", JAM);
    assert_eq!(replies(&team.sees().await), 1, "another has their own");
    team.hands.step(SignedDuration::from_mins(10));
    for number in 50..60 {
        team.posts("ada", "#support", &format!("Paper jam in tray {number}"));
    }
    assert_eq!(replies(&team.sees().await), 5, "they come back");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_channel_has_its_own_budget() {
    let mut team = Setup::new().config(|config| config.limits.channel.replies = 3).start().await;
    for (person, number) in ["ada", "mia", "carol", "dan", "erin"].into_iter().zip(0..) {
        team.posts(person, "#support", &format!("Paper jam in tray {number}"));
    }
    assert_eq!(replies(&team.sees().await), 3);
    team.person("ada").posts_in_forum("#help-forum", "jam", JAM).expect("she may");
    assert_eq!(replies(&team.sees().await), 1, "another channel has its own");
    team.hands.step(SignedDuration::from_mins(10));
    team.posts("ada", "#support", PRINTER_ERROR);
    assert_eq!(replies(&team.sees().await), 1, "they come back");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn helpers_are_read_only_when_they_mention_the_bot() {
    let mut team = Team::new().await;
    team.posts("ben", "#support", &format!("was it this? {JAM}"));
    assert_snapshot!(team.sees().await, @"nothing");
    team.posts("ben", "#support", &format!("{} {JAM}", team.mention()));
    assert_snapshot!(team.sees().await, @r"
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
    [That fixed it] [Not my problem] [Get a person]
    ");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn bots_and_webhooks_are_ignored_even_when_they_mention_the_bot() {
    let mut team = Setup::new().world(|world| world.with_bot("buildbot", &[])).start().await;
    for text in [JAM.to_owned(), format!("{} {JAM}", team.mention())] {
        team.sandbox.person("buildbot").posts("#support", &text).expect("it may");
        team.sandbox.webhook_posts("#support", "Alerts", &text).expect("the channel is there");
    }
    assert_eq!(team.person("erin").sees("#support").expect("she sees it").len(), 4, "all of it was posted");
    assert_snapshot!(team.sees().await, @"nothing");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_opted_out_is_not_read_and_may_come_back() {
    let mut team = Team::new().await;
    team.person("ada").types("#support", "/privacy opt-out").expect("the command is there");
    assert_snapshot!(team.sees().await, @r"
    ── says in #support to ada alone:
    From now on I read nothing of yours unless you ask me. `/privacy opt-out out:False` takes it back.
    ");
    team.posts("ada", "#support", JAM);
    assert_snapshot!(team.sees().await, @"nothing");
    team.posts("mia", "#support", JAM);
    assert_eq!(replies(&team.sees().await), 1, "others are");
    team.person("ada").types("#support", "/privacy opt-out out:false").expect("the command is there");
    assert_snapshot!(team.sees().await, @r"
    ── says in #support to ada alone:
    From now on I read what you write in support channels.
    ");
    team.posts("ada", "#support", JAM);
    assert_eq!(replies(&team.sees().await), 1);
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_edit_by_whoever_has_opted_out_meanwhile_takes_the_reply_away() {
    let mut team = Team::new().await;
    let paste = team.posts("ada", "#support", JAM);
    team.sees().await;
    team.person("ada").types("#support", "/privacy opt-out").expect("the command is there");
    team.sees().await;
    team.person("ada").edits(paste, &format!("{JAM}!")).expect("it is hers");
    assert_snapshot!(team.sees().await, @"── deletes in #support: # A paper jam is reported where there is none");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_paste_that_mentions_everyone_notifies_nobody() {
    let mut team = Team::new().await;
    let (ben, mia) = (team.person("ben").id(), team.person("mia").id());
    let log = format!("@everyone @here <@{ben}> <@!{mia}> <@&1> <#1> Operation failed with error 0x0000011b\n");
    team.posts_files("erin", "#support", &format!("{log} ``` {log} ```"), &[("a.log", log.clone().into())]);
    assert_snapshot!(team.sees().await, @r"
    ── says in #support:
    # Shared printers refuse to connect since the RPC hardening update
    **Found in the paste**
    ```
    @everyone @here @… @… @… #… Operation failed with error 0x0000011b
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
    [That fixed it] [Not my problem] [Get a person]
    ");
    assert_eq!(team.notified().await, "");
    let many: Vec<String> = (0..10_000).map(|number| format!("<@{}>", ben.get() + number)).collect();
    let many = many.join(" ");
    team.posts_files("ada", "#support", "", &[("b.log", format!("{many}\n{JAM} {many}").into())]);
    let seen = team.sees().await;
    assert_snapshot!(seen, @r"
    ── says in #support:
    # A paper jam is reported where there is none
    **Found in the paste**
    b.log:2
    ```
    Paper jam in tray 2 <@ID> <@ID> <@ID> <@145765…
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
    assert_eq!(team.notified().await, "");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn knowledge_that_mentions_everyone_notifies_nobody() {
    let mut team = Setup::new().file("knowledge/loud.toml", LOUD).start().await;
    team.posts("ada", "#support", "LOUD-1 happened");
    assert_snapshot!(team.sees().await, @r"
    ── says in #support:
    # It is loud, \@everyone \<\@1>
    **Found in the paste**
    ```
    LOUD-1 happened
    ```

    **What is behind it**
    @here <@1>

    **What to do**
    1. Tell @everyone.
    2. Tell <@&1>.
    -# Loud @everyone <@&1> · likely this (NN %)
    [That fixed it] [Not my problem] [Get a person]
    ");
    team.gets_a_person("ada", "#support", "").await;
    assert_snapshot!(team.sees().await, @r"
    ── says in #on-call:
    # #1 · LOUD-1 happened
    <@ID> needs help: https://discord.com/channels/ID/ID/ID
    Nobody has it yet. It was opened <t:1777885200:R>.
    Severity: **normal**

    **Found in the paste**
    ```
    LOUD-1 happened
    ```

    **What I found**
    - It is loud, \@everyone \<\@1> · NN %
    [Acknowledge] [Resolve] [Escalate]
    [Reassign] [Snooze] [Severity]
    ── says in #support to ada alone:
    I have opened case #1 and told whoever is on call. They will come here.
    [Where things stand] [Close it]
    ");
    team.posts("ada", "#support", &format!("LOUD-1 happened\n\n{JAM}"));
    assert_snapshot!(team.sees().await, @r"
    ── says in #support:
    # 2 known issues are in this paste
    1. **It is loud, \@everyone \<\@1>** · Loud \@everyone \<\@&1>
    > `LOUD-1 happened`
    2. **A paper jam is reported where there is none** · Printing
    > `Paper jam in tray 2`

    [▾ Open one]
      · It is loud, @everyone <@1> – Loud @everyone <@&1>
      · A paper jam is reported where there is none – Printing
    [That fixed it] [Get a person]
    ");
    team.presses("ada", "#support", "That fixed it");
    team.sees().await;
    assert_eq!(team.notified().await, "");
    team.finish().await;
}

/// How many messages are new in a transcript.
fn replies(seen: &str) -> usize {
    seen.lines().filter(|line| line.starts_with("── says")).count()
}

const LOUD: &str = r#"
id = "loud"
title = "Loud @everyone <@&1>"
owner = "Loud team"
reviewed = 2026-05-01

[[issues]]
id = "loud"
title = "It is loud, @everyone <@1>"
errors = ["LOUD-1 happened"]
codes = ["LOUD-1"]
cause = "@here <@1>"
steps = ["Tell @everyone.", "Tell <@&1>."]
"#;
