//! `/issues` and `/issue id:`: reading in the knowledge without an error at hand.

use insta::assert_snapshot;

use super::team::{Setup, Team};

/// An article with so many issues.
fn widgets(count: usize) -> String {
    let issues: String = (1..=count)
        .map(|n| {
            format!(
                "[[issues]]\nid = \"widget-{n}\"\ntitle = \"Widget {n} is stuck\"\ncodes = [\"W-{n:04}\"]\nsteps = [\"Turn widget {n}.\"]\n\n"
            )
        })
        .collect();
    format!("id = \"widgets\"\ntitle = \"Widgets\"\nsummary = \"What moves.\"\n\n{issues}")
}

#[tokio::test(flavor = "multi_thread")]
async fn one_leafs_from_the_articles_to_an_issue() {
    let mut team = Team::new().await;
    team.person("ada").types("#support", "/issues").expect("she may");
    assert_snapshot!(team.sees().await, @"
    ── says in #support to ada alone:
    # What is known
    - **Printing** · 3
      Printers, queues and the print server.
    - **VPN** · 2
      Reaching the office from outside.

    [▾ Open an article]
      · Printing – Printers, queues and the print server.
      · VPN – Reaching the office from outside.
    ");
    let list = team.latest("ada", "#support").id;
    team.person("ada").chooses(list, &["VPN"]).expect("it is there");
    assert_snapshot!(team.sees().await, @"
    ── changes in #support to ada alone:
    # VPN
    - The VPN refuses the computer's certificate
    - The VPN connects but names of the office are not found

    [▾ Open one]
      · The VPN refuses the computer's certificate – 13801, IKE authentication credentials are unacceptable
      · The VPN connects but names of the office are not found – DNS server * did not respond for intranet.example
    [Back]
    ");
    team.person("ada").chooses(list, &["The VPN refuses the computer's certificate"]).expect("it is there");
    assert_snapshot!(team.sees().await, @"
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
async fn a_long_article_is_leafed_through_both_ways() {
    let mut team = Setup::new().file("knowledge/widgets.toml", &widgets(30)).start().await;
    team.person("ada").types("#support", "/issues").expect("she may");
    team.sees().await;
    let list = team.latest("ada", "#support").id;
    team.person("ada").chooses(list, &["Widgets"]).expect("it is there");
    let first = team.sees().await;
    team.person("ada").presses(list, "Next").expect("it is there");
    assert_snapshot!(team.sees().await, @"
    ── changes in #support to ada alone:
    # Widgets
    - Widget 26 is stuck
    - Widget 27 is stuck
    - Widget 28 is stuck
    - Widget 29 is stuck
    - Widget 30 is stuck

    -# Page 2 of 2
    [▾ Open one]
      · Widget 26 is stuck – W-0026
      · Widget 27 is stuck – W-0027
      · Widget 28 is stuck – W-0028
      · Widget 29 is stuck – W-0029
      · Widget 30 is stuck – W-0030
    [Back]
    ");
    team.person("ada").presses(list, "Back").expect("it is there");
    assert_eq!(team.sees().await, first);
    team.person("ada").presses(list, "Back").expect("it is there");
    assert_snapshot!(team.sees().await, @"
    ── changes in #support to ada alone:
    # What is known
    - **Printing** · 3
      Printers, queues and the print server.
    - **VPN** · 2
      Reaching the office from outside.
    - **Widgets** · 30
      What moves.

    [▾ Open an article]
      · Printing – Printers, queues and the print server.
      · VPN – Reaching the office from outside.
      · Widgets – What moves.
    ");
    assert_snapshot!(first.lines().filter(|line| !line.starts_with("- ") && !line.starts_with("  ·")).collect::<Vec<_>>().join("\n"), @"
    ── changes in #support to ada alone:
    # Widgets

    -# Page 1 of 2
    [▾ Open one]
    [Back] [Next]
    ");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn many_articles_are_leafed_through_both_ways() {
    let mut setup = Setup::new();
    for n in 1..=60 {
        let article = format!(
            "id = \"room-{n:02}\"\ntitle = \"Room {n:02}\"\n\n[[issues]]\nid = \"dark\"\ntitle = \"It is dark in room {n:02}\"\nsteps = [\"Light it.\"]\n"
        );
        setup = setup.file(&format!("knowledge/rooms/{n:02}.toml"), &article);
    }
    let mut team = setup.start().await;
    let footer = |seen: String| {
        seen.lines().filter(|line| line.starts_with("-#") || line.starts_with('[')).collect::<Vec<_>>().join(" ")
    };
    team.person("ada").types("#support", "/issues").expect("she may");
    assert_snapshot!(footer(team.sees().await), @"-# Page 1 of 3 [▾ Open an article] [Next]");
    let list = team.latest("ada", "#support").id;
    team.person("ada").presses(list, "Next").expect("it is there");
    assert_snapshot!(footer(team.sees().await), @"-# Page 2 of 3 [▾ Open an article] [Back] [Next]");
    team.person("ada").presses(list, "Next").expect("it is there");
    assert_snapshot!(team.sees().await, @"
    ── changes in #support to ada alone:
    # What is known
    - **Room 50** · 1
    - **Room 51** · 1
    - **Room 52** · 1
    - **Room 53** · 1
    - **Room 54** · 1
    - **Room 55** · 1
    - **Room 56** · 1
    - **Room 57** · 1
    - **Room 58** · 1
    - **Room 59** · 1
    - **Room 60** · 1
    - **VPN** · 2
      Reaching the office from outside.

    -# Page 3 of 3
    [▾ Open an article]
      · Room 50
      · Room 51
      · Room 52
      · Room 53
      · Room 54
      · Room 55
      · Room 56
      · Room 57
      · Room 58
      · Room 59
      · Room 60
      · VPN – Reaching the office from outside.
    [Back]
    ");
    team.person("ada").presses(list, "Back").expect("it is there");
    assert_snapshot!(footer(team.sees().await), @"-# Page 2 of 3 [▾ Open an article] [Back] [Next]");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_issue_is_shown_by_its_id_with_or_without_its_articles() {
    let mut team = Team::new().await;
    team.person("ada").types("#support", "/issue id:paper-jam-reported").expect("she may");
    let by_id = team.sees().await;
    assert_snapshot!(by_id, @"
    ── says in #support to ada alone:
    # A paper jam is reported where there is none
    **Check first**
    - Print a test page from another computer, to see whether it is the printer or the computer.

    **What to do**
    1. Open and close every door of the printer.

    **Read more**
    - [How printing is set up here](https://wiki.example/printing)
    -# Printing
    ");
    team.person("ada").types("#support", "/issue id:printing/paper-jam-reported").expect("she may");
    assert_eq!(team.sees().await, by_id);
    let choices = team.person("ada").completes("#support", "/issue id:paper").await.expect("she may");
    team.person("ada").types("#support", &format!("/issue id:{}", choices[0].value)).expect("she may");
    assert_eq!(team.sees().await, by_id);
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_id_that_is_nearly_right_names_what_comes_closest() {
    let mut team = Team::new().await;
    team.person("ada").types("#support", "/issue id:paper-jam").expect("she may");
    assert_snapshot!(team.sees().await, @"
    ── says in #support to ada alone:
    Not sure, but it may be this:
    # A paper jam is reported where there is none
    **Check first**
    - Print a test page from another computer, to see whether it is the printer or the computer.

    **What to do**
    1. Open and close every door of the printer.

    **Read more**
    - [How printing is set up here](https://wiki.example/printing)
    -# Printing
    [Get a person]
    ");
    team.person("ada").types("#support", "/issue id:PRINTING/Spooler-Stops").expect("she may");
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
async fn an_id_that_several_articles_have_names_them_all() {
    let article = "id = \"scanning\"\ntitle = \"Scanning\"\n\n[[issues]]\nid = \"paper-jam-reported\"\ntitle = \"The scanner \
                   reports a jam\"\nsteps = [\"Open the lid.\"]\n";
    let mut team = Setup::new().file("knowledge/scanning.toml", article).start().await;
    team.person("ada").types("#support", "/issue id:paper-jam-reported").expect("she may");
    assert_snapshot!(team.sees().await, @"
    ── says in #support to ada alone:
    # Not sure which, but it may be one of these:
    1. **A paper jam is reported where there is none** · Printing
    2. **The scanner reports a jam** · Scanning

    [▾ Open one]
      · A paper jam is reported where there is none – Printing
      · The scanner reports a jam – Scanning
    [Get a person]
    ");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_id_that_nothing_has_is_said_to_be_so() {
    let mut team = Team::new().await;
    team.person("ada").types("#support", "/issue id:frobnicator/e-9131").expect("she may");
    assert_snapshot!(team.sees().await, @"
    ── says in #support to ada alone:
    There is no issue `frobnicator/e-9131`. `/issues` lists them all.
    ");
    team.person("ada").types("#support", "/issue id:`@everyone` <@1> [x](https://evil.example)").expect("she may");
    assert_snapshot!(team.sees().await, @"
    ── says in #support to ada alone:
    There is no issue `'@everyone' <@1> [x](https://evil.example)`. `/issues` lists them all.
    ");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_issue_that_was_removed_is_gone_from_an_old_list_too() {
    let mut team = Team::new().await;
    team.person("ada").types("#support", "/issues").expect("she may");
    team.sees().await;
    let list = team.latest("ada", "#support").id;
    std::fs::remove_file(team.folder().join("knowledge/vpn.toml")).expect("it is there");
    team.parts.live.reload();
    team.person("ada").chooses(list, &["VPN"]).expect("it is still on the screen");
    assert_snapshot!(team.sees().await, @"
    ── changes in #support to ada alone:
    This article is no longer in the knowledge.
    [Back]
    ");
    team.person("ada").presses(list, "Back").expect("it is there");
    assert_snapshot!(team.sees().await, @"
    ── changes in #support to ada alone:
    # What is known
    - **Printing** · 3
      Printers, queues and the print server.

    [▾ Open an article]
      · Printing – Printers, queues and the print server.
    ");
    team.person("ada").types("#support", "/issue id:vpn/certificate-expired").expect("she may");
    assert_snapshot!(team.sees().await, @"
    ── says in #support to ada alone:
    There is no issue `vpn/certificate-expired`. `/issues` lists them all.
    ");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_team_without_knowledge_is_told_so() {
    let mut team = Setup::new().without_knowledge().start().await;
    team.person("ada").types("#support", "/issues").expect("she may");
    assert_snapshot!(team.sees().await, @"
    ── says in #support to ada alone:
    There are no articles here yet.
    ");
    assert_eq!(team.person("ada").completes("#support", "/lookup text:").await.expect("she may"), []);
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_issue_is_read_on_with_more() {
    let steps: String =
        (1..=120).map(|n| format!("\"Step {n}: turn the screw marked {n} by a quarter.\",\n")).collect();
    let article = format!(
        "id = \"engine\"\ntitle = \"Engine\"\n\n[[issues]]\nid = \"stalls\"\ntitle = \"The engine stalls\"\nsteps = [\n{steps}]\nverify = \"It runs.\"\n"
    );
    let mut team = Setup::new().file("knowledge/engine.toml", &article).start().await;
    team.person("ada").types("#support", "/issue id:stalls").expect("she may");
    let first = team.sees().await;
    assert_snapshot!(first.lines().rev().take(4).collect::<Vec<_>>().into_iter().rev().collect::<Vec<_>>().join("\n"), @"
    77. Step 77: turn the screw marked 77 by a quarter.
    78. Step 78: turn the screw marked 78 by a quarter.
    -# Engine
    [More]
    ");
    let post = team.latest("ada", "#support").id;
    team.person("ada").presses(post, "More").expect("it is there");
    let rest = team.sees().await;
    assert_snapshot!(rest.lines().take(4).collect::<Vec<_>>().join("\n"), @"
    ── says in #support to ada alone:
    # The engine stalls
    79. Step 79: turn the screw marked 79 by a quarter.
    80. Step 80: turn the screw marked 80 by a quarter.
    ");
    assert_snapshot!(rest.lines().rev().take(4).collect::<Vec<_>>().into_iter().rev().collect::<Vec<_>>().join("\n"), @"
    **Solved when**
    It runs.
    -# Engine
    ");
    team.finish().await;
}
