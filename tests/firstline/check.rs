//! `firstline check`.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpListener;
use std::thread;

use insta::assert_snapshot;

use crate::world::{Ran, World, feed};

/// The day of every check here, so that no review goes stale while nobody looks.
const TODAY: &str = "--today=2026-06-01";

/// A check of these files only, every one of them without a word that a matcher could stumble over.
fn checked(files: &[(&str, &str)]) -> Ran {
    let world = files.iter().fold(World::bare(), |world, (name, text)| world.with(name, text));
    world.run(["check", TODAY])
}

#[test]
fn knowledge_in_good_order_passes() {
    let ran = World::new().run(["check", TODAY]);
    assert_eq!(ran.code(), 0, "{ran}");
    assert!(ran.stdout().contains("5 issues in 2 articles: no errors, "), "{ran}");
}

#[test]
fn a_file_that_cannot_be_loaded_shows_all_its_faults_and_stops_no_other() {
    let broken = "id = \"fax\"\ntitel = \"Fax\"\n\n[[issues]]\nid = \"line busy\"\ntitle = \"Busy\"\ncodes = [487]\n";
    let ran = World::new().with("knowledge/fax.toml", broken).run(["check", TODAY]);
    assert!(ran.stdout().contains("5 issues in 2 articles: 3 errors, "), "{ran}");
    assert_eq!(ran.code(), 1);
    let faults: String = ran.stdout().split_inclusive("\n\n").filter(|fault| fault.contains("fax.toml")).collect();
    assert_snapshot!(faults, @r#"
    error[unknown-key]: an article has no key `titel`
     --> knowledge/fax.toml:2:1
      |
    2 | titel = "Fax"
      | ^^^^^
      |
      = help: did you mean `title`?

    error[bad-id]: the id `line busy` has a space in it
     --> knowledge/fax.toml:5:6
      |
    5 | id = "line busy"
      |      ^^^^^^^^^^^
      |
      = help: join its words with hyphens: `id = "line-busy"`

    error[wrong-type]: `codes` holds strings, but this is an integer
     --> knowledge/fax.toml:7:10
      |
    7 | codes = [487]
      |          ^^^
      |
      = help: put it into quotes: `"487"`
    "#);
}

#[test]
fn what_breaks_a_rule_is_shown_where_it_stands() {
    let article = r#"id = "disks"
title = "Disks"
owner = "Storage team"
reviewed = 2024-01-01

[[checks]]
text = "Look at the lights"
issue = "disk-ful"

[[issues]]
id = "disk-full"
title = "The disk is full"
codes = ["0x70", "112"]
steps = ["Delete old logs.", { text = "Ask for more", link = "wiki/quota" }]
"#;
    assert_snapshot!(checked(&[("knowledge/disks.toml", article)]), @r#"
    warning[stale]: the article was last reviewed 882 days ago
     --> knowledge/disks.toml:4:12
      |
    4 | reviewed = 2024-01-01
      |            ^^^^^^^^^^
      |
      = help: read it against the product, then write `reviewed = 2026-06-01`

    error[unknown-issue]: this article has no issue `disk-ful`
     --> knowledge/disks.toml:8:9
      |
    8 | issue = "disk-ful"
      |         ^^^^^^^^^^
      |
      = help: did you mean `disk-full`?

    warning[no-examples]: the issue `disk-full` has no examples
      --> knowledge/disks.toml:11:6
       |
    11 | id = "disk-full"
       |      ^^^^^^^^^^^
       |
       = help: add a paste that must find it: `examples = ["…"]`

    warning[claimed-twice]: the code `112` is listed twice in this issue, also as `0x70`
      --> knowledge/disks.toml:13:18
       |
    13 | codes = ["0x70", "112"]
       |                  ^^^^^
       |
       = help: once is enough, in hex or in decimal

    error[bad-link]: `wiki/quota` does not begin with https://
      --> knowledge/disks.toml:14:62
       |
    14 | steps = ["Delete old logs.", { text = "Ask for more", link = "wiki/quota" }]
       |                                                              ^^^^^^^^^^^^
       |
       = help: write the whole address: `https://learn.microsoft.com/azure/backup/`

    1 issue in 1 article: 2 errors, 3 warnings
    --- exit code 1
    "#);
}

#[test]
fn programs_get_every_finding_with_its_place() {
    let article =
        "id = 'disks'\ntitle = 'Disks'\nowner = 'x'\nreviewed = 2026-05-01\n[[documents]]\ntitle = 'é'\nurl = 'wiki'\n";
    let world = World::bare().with("knowledge/disks.toml", article);
    assert_snapshot!(world.run(["check", TODAY, "--format", "json"]), @r#"
    {
      "articles": 1,
      "issues": 0,
      "errors": 1,
      "warnings": 0,
      "problems": [
        {
          "severity": "error",
          "rule": "bad-link",
          "path": "knowledge/disks.toml",
          "line": 7,
          "column": 7,
          "message": "`wiki` does not begin with https://",
          "help": "write the whole address: `https://learn.microsoft.com/azure/backup/`"
        }
      ]
    }
    --- exit code 1
    "#);
}

#[test]
fn the_knowledge_may_be_one_file_anywhere() {
    let article = "id = 'a'\ntitle = 'A'\nowner = 'x'\nreviewed = 2026-05-01\n[[documents]]\ntitle = 'B'\nurl = 'https://example.com'\n";
    let world = World::bare().with("drafts/a.toml", article);
    assert_snapshot!(world.run(["check", TODAY, "drafts/a.toml"]), @"
    no issues in 1 article: no errors, no warnings
    --- exit code 0
    ");
    assert_snapshot!(world.run(["check", TODAY, "--knowledge", "drafts"]), @"
    no issues in 1 article: no errors, no warnings
    --- exit code 0
    ");
}

#[test]
fn a_team_may_review_more_often() {
    let article = "id = 'a'\ntitle = 'A'\nowner = 'x'\nreviewed = 2026-05-01\n[[documents]]\ntitle = 'B'\nurl = 'https://example.com'\n";
    let world = World::bare().with("knowledge/a.toml", article);
    assert_snapshot!(world.run(["check", TODAY, "--stale-after", "30"]), @"
    warning[stale]: the article was last reviewed 31 days ago
     --> knowledge/a.toml:4:12
      |
    4 | reviewed = 2026-05-01
      |            ^^^^^^^^^^
      |
      = help: read it against the product, then write `reviewed = 2026-06-01`

    no issues in 1 article: no errors, 1 warning
    --- exit code 0
    ");
}

#[test]
fn one_kind_of_fault_is_shown_fifty_times_and_then_counted() {
    let codes: Vec<String> = (0..60).map(|_| "'112'".to_owned()).collect();
    let article = format!(
        "id = 'a'\ntitle = 'A'\nowner = 'x'\nreviewed = 2026-05-01\n[[issues]]\nid = 'i'\ntitle = 'I'\nsteps = ['x']\ncodes = [\n{}]\n",
        codes.join(",\n")
    );
    let ran = checked(&[("knowledge/a.toml", &article)]);
    assert_eq!(ran.stdout().matches("\nwarning[claimed-twice]: the code").count(), 50);
    let shown = ran.stdout();
    let (_, end) = shown.split_at(shown.rfind("\n\nwarning").expect("there is a last warning"));
    assert_snapshot!(end, @"
    warning[claimed-twice]: 9 more of this kind; --format json has them all

    1 issue in 1 article: no errors, 60 warnings
    ");
}

#[test]
fn a_path_without_knowledge_and_wrong_use_are_told_apart_from_a_failed_check() {
    assert_snapshot!(World::bare().run(["check", "nowhere"]), @"
    --- stderr
    error: there is no knowledge at nowhere: name a folder of articles with --knowledge PATH or FIRSTLINE_KNOWLEDGE
    --- exit code 2
    ");
    assert_eq!(World::new().run(["check", "--stale-after", "soon"]).code(), 2);
}

#[test]
fn a_check_of_nothing_does_not_pass() {
    assert_snapshot!(World::bare().with("knowledge/notes.pdf", "").run(["check", TODAY]), @"
    warning[not-knowledge]: not a knowledge file
    --> knowledge/notes.pdf
     = help: knowledge is .toml, .jsonl or self-help .md; this file is skipped

    error[no-articles]: there is no article here
    --> knowledge
     = help: name a folder with .toml, .jsonl or self-help .md files in it, or one such file

    no issues in no articles: 1 error, 1 warning
    --- exit code 1
    ");
}

#[test]
fn links_are_followed_when_asked_for() {
    let server = TcpListener::bind("127.0.0.1:0").expect("loopback can be listened on");
    let address = format!("http://{}", server.local_addr().expect("a listener has an address"));
    thread::spawn(move || {
        for connection in server.incoming() {
            let Ok(mut connection) = connection else { continue };
            let mut request = String::new();
            let _ = BufReader::new(&connection).read_line(&mut request);
            let status = match request.split_whitespace().nth(1) {
                Some("/here") => "200 OK",
                Some("/old") => "301 Moved Permanently\r\nLocation: /new",
                _ => "404 Not Found",
            };
            let _ = write!(connection, "HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        }
    });
    let documents = ["here", "old", "gone#part", "gone"]
        .map(|path| format!("[[documents]]\ntitle = '{path}'\nurl = '{address}/{path}'\n"))
        .concat();
    let article = format!("id = 'a'\ntitle = 'A'\nowner = 'x'\nreviewed = 2026-05-01\n{documents}");
    let world = World::bare().with("knowledge/a.toml", article);
    let ran = feed(world.command().args(["check", TODAY, "--links"]).env("NO_PROXY", "127.0.0.1"), b"");
    assert_snapshot!(ran.to_string().replace(&address, "http://server"), @"
    warning[moved-link]: http://server/old has moved (301 Moved Permanently)
      --> knowledge/a.toml:10:7
       |
    10 | url = 'http://server/old'
       |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
       |
       = help: write its new address: http://server/new

    error[dead-link]: http://server/gone#part is dead (404 Not Found)
      --> knowledge/a.toml:13:7
       |
    13 | url = 'http://server/gone#part'
       |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
       |
       = help: link to where it is said now, or remove the link

    error[dead-link]: http://server/gone is dead (404 Not Found)
      --> knowledge/a.toml:16:7
       |
    16 | url = 'http://server/gone'
       |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
       |
       = help: link to where it is said now, or remove the link

    no issues in 1 article: 2 errors, 1 warning
    --- exit code 1
    ");
}

/// Whoever finds no better place for the token writes it into the configuration, and what is said of that is in a log.
#[test]
fn a_token_in_the_configuration_is_not_shown_and_its_place_is_told() {
    const TOKEN: &str = "MTIzNDU2Nzg5MDEyMzQ1Njc4.Gxxxxx.wrongwrongwrongwrongwrongwrongwrong12";
    let said = |config: &str| {
        let world = World::new().with("firstline.toml", config);
        let (ran, run) = (world.run(["check", TODAY]), world.run(["run"]));
        for said in [ran.to_string(), run.to_string()] {
            assert!(!said.contains("wrongwrong") && !said.contains("hunter2") && !said.contains("MTIz"), "{said}");
        }
        assert_eq!((ran.code(), run.code()), (1, 2));
        ran.stdout().split("\n\n").find(|fault| fault.contains("firstline.toml")).unwrap_or_default().to_owned()
    };
    assert_snapshot!(said(&format!("[discord]\ntoken = \"{TOKEN}\"\n")), @"
    error[secret]: line 2 holds what looks like a bot's token, and this file is no place for secrets
    --> firstline.toml
     = help: the bot's token belongs in the environment, as DISCORD_TOKEN or in the file that DISCORD_TOKEN_FILE names, and a webhook's secret in the variable that `secret_env` names; reset one that others could read in this file
    ");
    assert_snapshot!(said("[storage]\nPassword = 'hunter2'\n"), @"
    error[secret]: `[storage]` has no key `Password` (line 2, which is not shown, for it may hold a secret)
    --> firstline.toml
     = help: the bot's token belongs in the environment, as DISCORD_TOKEN or in the file that DISCORD_TOKEN_FILE names, and a webhook's secret in the variable that `secret_env` names; reset one that others could read in this file
    ");
    assert_snapshot!(said("[on_call]\nwebhook = 'https://alerts.example/hunter2'\n"), @"
    error[secret]: `[on_call]` has no key `webhook` (line 2, which is not shown, for it may hold a secret)
    --> firstline.toml
     = help: did you mean `webhooks`?
    ");
    for config in [
        format!("DISCORD_TOKEN = '{TOKEN}'"),
        format!("DISCORD_TOKEN={TOKEN}"),
        format!("discord = {{ bot = '{TOKEN}' }}"),
        format!("[discord]\nlanguage = '{TOKEN}'"),
        format!("[discord]\napi_url = '{TOKEN}'"),
        format!("{TOKEN} = 1"),
        "discord.client_secret = 'hunter2'\ndiscord.client_secret = 'hunter2'".to_owned(),
        "[discord]\ntoken = hunter2".to_owned(),
    ] {
        assert!(said(&config).contains("error[secret]"), "{config}: {}", said(&config));
    }
}
