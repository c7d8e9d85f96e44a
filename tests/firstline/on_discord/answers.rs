//! A paste in a support channel: where it is answered, and with what.

use firstline::config::{Named, OnMiss};
use insta::assert_snapshot;
use jiff::SignedDuration;

use super::team::{Setup, Team};
use super::{MAIL, MAIL_ERROR, PRINTER_ERROR, VAGUE_MAIL_ERROR};

#[tokio::test(flavor = "multi_thread")]
async fn a_known_error_is_answered_with_what_to_do() {
    let mut team = Team::new().await;
    team.posts("ada", "#support", "Hi! It says: `Operation failed with error 0x0000011b`");
    assert_snapshot!(team.sees().await, @r"
    ── says in #support:
    # Shared printers refuse to connect since the RPC hardening update
    **Found in the paste**
    ```
    Hi! It says: Operation failed with error 0x0000011b
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
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_block_is_read_as_it_stands() {
    let mut team = Team::new().await;
    let paste = "since the update:\n```\n2026-05-04 08:12:03 INFO  spooler up\n\
                 2026-05-04 08:12:09 ERROR The Print Spooler service terminated unexpectedly. It has done this 4 time(s).\n```\n\
                 any **idea**?";
    team.posts("ada", "#support", paste);
    assert_snapshot!(team.sees().await, @r"
    ── says in #support:
    # The print spooler keeps stopping
    **Found in the paste**
    ```
    2026-05-04 08:12:09 ERROR The Print Spooler service terminated unexpectedly. It has done this 4 time(s).
    ```

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
    -# Printing · likely this (NN %)
    [That fixed it] [Not my problem] [Get a person]
    ");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn several_errors_have_one_reply_which_opens_each_for_whoever_wants_to_read_it() {
    let mut team = Team::new().await;
    team.posts("ada", "#support", "IKE authentication credentials are unacceptable (13801)\n\nand Paper jam in tray 2");
    assert_snapshot!(team.sees().await, @r"
    ── says in #support:
    # 2 known issues are in this paste
    1. **The VPN refuses the computer's certificate** · VPN
    > `IKE authentication credentials are unacceptable (13801)`
    2. **A paper jam is reported where there is none** · Printing
    > `and Paper jam in tray 2`

    [▾ Open one]
      · The VPN refuses the computer's certificate – VPN
      · A paper jam is reported where there is none – Printing
    [That fixed it] [Get a person]
    ");
    team.chooses("mia", "#support", "A paper jam is reported where there is none");
    assert_snapshot!(team.sees().await, @r"
    ── says in #support to mia alone:
    # A paper jam is reported where there is none
    **Check first**
    - Print a test page from another computer, to see whether it is the printer or the computer.

    **What to do**
    1. Open and close every door of the printer.

    **Read more**
    - [How printing is set up here](https://wiki.example/printing)
    -# Printing
    ");
    team.chooses("ada", "#support", "The VPN refuses the computer's certificate");
    assert_snapshot!(team.sees().await, @r"
    ── says in #support to ada alone:
    # The VPN refuses the computer's certificate
    **What is behind it**
    The certificate of the computer has expired.

    **What to do**
    1. Connect the computer to the office network once; it renews its certificate by itself.

    **Solved when**
    The VPN connects from outside.
    -# VPN
    ");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn threads_and_posts_below_a_support_channel_belong_to_it() {
    let mut team = Team::new().await;
    team.person("ada").opens_thread("#support", "my printer").expect("she may");
    team.posts("ada", "my printer", "Paper jam in tray 2");
    assert_snapshot!(team.sees().await, @r"
    ── says in a thread:
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
    team.person("ada").posts_in_forum("#help-forum", "vpn", "error 13801, what now?").expect("she may");
    assert_snapshot!(team.sees().await, @r"
    ── says in a thread:
    # The VPN refuses the computer's certificate
    **Found in the paste**
    ```
    error 13801, what now?
    ```

    **What is behind it**
    The certificate of the computer has expired.

    **What to do**
    1. Connect the computer to the office network once; it renews its certificate by itself.

    **Solved when**
    The VPN connects from outside.
    -# VPN · likely this (NN %)
    [That fixed it] [Not my problem] [Get a person]
    ");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn other_channels_are_not_read() {
    let mut team = Setup::new()
        .world(|world| world.with_channel("support-archive"))
        .config(|config| {
            config.support.channels.push(Named::Name("support-archive".to_owned()));
            config.support.ignore_channels.push(Named::Name("support-archive".to_owned()));
        })
        .start()
        .await;
    team.posts("ada", "#general", PRINTER_ERROR);
    team.posts("ada", "#support-archive", PRINTER_ERROR);
    team.person("ada").opens_thread("#general", "printers").expect("she may");
    team.posts("ada", "printers", PRINTER_ERROR);
    assert_snapshot!(team.sees().await, @"nothing");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn where_it_is_not_sure_it_suggests_and_whoever_asked_opens_one_in_its_place() {
    let mut team = Setup::new().file("knowledge/mail.toml", MAIL).start().await;
    team.posts("ada", "#support", VAGUE_MAIL_ERROR);
    assert_snapshot!(team.sees().await, @r"
    ── says in #support:
    # Not sure which, but it may be one of these:
    1. **Outlook looks for the old mail server** · Mail
    2. **The mailbox has no licence** · Mail
    3. **The Outlook profile is broken** · Mail
    > `error: connection to the mail server is unavailable, again!`

    [▾ Open one]
      · Outlook looks for the old mail server – Mail
      · The mailbox has no licence – Mail
      · The Outlook profile is broken – Mail
    [None of these] [Get a person]
    ");
    team.chooses("mia", "#support", "The Outlook profile is broken");
    assert_snapshot!(team.sees().await, @r"
    ── says in #support to mia alone:
    # The Outlook profile is broken
    **What to do**
    1. Make a new profile.
    -# Mail
    ");
    team.chooses("ada", "#support", "The mailbox has no licence");
    assert_snapshot!(team.sees().await, @r"
    ── changes in #support:
    # The mailbox has no licence
    **Found in the paste**
    ```
    error: connection to the mail server is unavailable, again!
    ```

    **What to do**
    1. Assign a licence.
    -# Mail · likely this (NN %)
    [That fixed it] [Not my problem] [Get a person]
    ");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn none_of_the_suggestions_leads_to_a_person() {
    let mut team = Setup::new().file("knowledge/mail.toml", MAIL).start().await;
    team.posts("ada", "#support", VAGUE_MAIL_ERROR);
    team.sees().await;
    team.presses("mia", "#support", "None of these");
    assert_snapshot!(team.sees().await, @r"
    ── says in #support to mia alone:
    Only the person who asked and the helpers here can say that.
    ");
    team.presses("ada", "#support", "None of these");
    assert_snapshot!(team.sees().await, @r"
    ── changes in #support:
    Then I do not know it, but someone else may.
    [Get a person]
    ");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_best_guess_is_answered_and_the_next_is_kept_for_later() {
    let mut team = Setup::new().file("knowledge/mail.toml", MAIL).start().await;
    team.posts("ada", "#support", MAIL_ERROR);
    assert_snapshot!(team.sees().await, @r"
    ── says in #support:
    # The mailbox has no licence
    **Found in the paste**
    ```
    The connection to the mail server is unavailable.
    ```

    **What to do**
    1. Assign a licence.
    -# Mail · likely this (NN %)
    [That fixed it] [Not my problem] [Get a person]
    ");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn ordinary_talk_is_left_alone() {
    let mut team = Team::new().await;
    for talk in ["good morning!", "thanks, that was quick", "is anyone around?", "🎉🎉", "lunch at 12:30?"] {
        team.posts("ada", "#support", talk);
    }
    assert_snapshot!(team.sees().await, @"nothing");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_error_is_left_alone() {
    let mut team = Team::new().await;
    team.posts("ada", "#support", "Error: the frobnicator is out of spoons (E-9131)");
    assert_snapshot!(team.sees().await, @"nothing");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_error_is_offered_a_person_where_that_is_set() {
    let mut team = Setup::new().config(|config| config.support.on_miss = OnMiss::Offer).start().await;
    for talk in ["good morning!", "thanks, that was quick", "is anyone around?", "🎉🎉", "lunch at 12:30?"] {
        team.posts("ada", "#support", talk);
    }
    assert_snapshot!(team.sees().await, @"nothing");
    team.posts("ada", "#support", "Error: the frobnicator is out of spoons (E-9131)");
    assert_snapshot!(team.sees().await, @r"
    ── says in #support:
    -# I do not know this one, but someone else may.
    [Get a person]
    ");
    team.posts("ada", "#support", "Error: the frobnicator is out of forks, too (E-9132)");
    assert_snapshot!(team.sees().await, @"nothing");
    team.posts("mia", "#support", "Error: my frobnicator is out of forks (E-9132)");
    assert_snapshot!(team.sees().await, @r"
    ── says in #support:
    -# I do not know this one, but someone else may.
    [Get a person]
    ");
    team.hands.step(SignedDuration::from_mins(61));
    team.posts("ada", "#support", "Error: the frobnicator is out of knives (E-9133)");
    assert_snapshot!(team.sees().await, @r"
    ── says in #support:
    -# I do not know this one, but someone else may.
    [Get a person]
    ");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_offered_a_person_where_there_is_none_to_call() {
    let setup = Setup::new().config(|config| {
        config.support.on_miss = OnMiss::Offer;
        config.on_call.channel = None;
    });
    let mut team = setup.start().await;
    team.posts("ada", "#support", "Error: the frobnicator is out of spoons (E-9131)");
    assert_snapshot!(team.sees().await, @"nothing");
    team.posts("ada", "#support", "Paper jam in tray 2");
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
    [That fixed it] [Not my problem]
    ");
    team.finish().await;
}
