//! `firstline match`.

use std::process::Stdio;

use insta::assert_snapshot;

use crate::world::{World, feed};

const SPOOLER: &str = "The Print Spooler service terminated unexpectedly. It has done this 3 time(s).";
const RPC: &str = "Windows cannot connect to the printer. Operation failed with error 0x0000011b";

#[test]
fn a_pasted_error_gets_the_line_the_steps_and_the_documents() {
    let paste = format!("since this morning:\n\n{RPC}\n\nwhat now?");
    assert_snapshot!(World::new().run(["match", &paste]), @"
    Shared printers refuse to connect since the RPC hardening update
    Printing · likely this (NN %) · printing/rpc-hardening

    Found in the paste
      line 3
      │ Windows cannot connect to the printer. Operation failed with error 0x0000011b
      │ ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      └ error text, word for word

    What is behind it
      The print server has the update that encrypts RPC, the computer does not.

    Check first
      - Print a test page from another computer, to see whether it is the printer or the computer.

    What to do
      1. Install the current cumulative update on the computer.
         https://wiki.example/updates
      2. Restart it and add the printer again.

    Solved when
      The printer can be added and a test page comes out.

    When to get a person
      Both sides are up to date and it still fails.
      Have ready:
      - `winver` of both computers
      - the name of the printer

    Read more
      - Managing RPC printer changes
        https://support.example/kb5005010
      - How printing is set up here
        https://wiki.example/printing
    --- exit code 0
    ");
}

#[test]
fn words_need_no_quotes() {
    assert_snapshot!(World::new().run(["match", "ike", "authentication", "credentials", "are", "unacceptable"]), @"
    The VPN refuses the computer's certificate
    VPN · likely this (NN %) · vpn/certificate-expired

    Found in the paste
      │ ike authentication credentials are unacceptable
      │ ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      └ error text, word for word

    What is behind it
      The certificate of the computer has expired.

    What to do
      1. Connect the computer to the office network once; it renews its certificate by itself.

    Solved when
      The VPN connects from outside.
    --- exit code 0
    ");
}

#[test]
fn several_issues_in_one_paste_are_each_answered_once() {
    let paste = format!("{SPOOLER}\nand on the laptop\n{RPC}\n{RPC}\n");
    assert_snapshot!(World::new().run(["match", &paste]), @r"
    2 known issues are in this paste

    1. Shared printers refuse to connect since the RPC hardening update
    Printing · likely this (NN %) · printing/rpc-hardening

    Found in the paste
      line 3
      │ Windows cannot connect to the printer. Operation failed with error 0x0000011b
      │ ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      └ error text, word for word

    What is behind it
      The print server has the update that encrypts RPC, the computer does not.

    Check first
      - Print a test page from another computer, to see whether it is the printer or the computer.

    What to do
      1. Install the current cumulative update on the computer.
         https://wiki.example/updates
      2. Restart it and add the printer again.

    Solved when
      The printer can be added and a test page comes out.

    When to get a person
      Both sides are up to date and it still fails.
      Have ready:
      - `winver` of both computers
      - the name of the printer

    Read more
      - Managing RPC printer changes
        https://support.example/kb5005010
      - How printing is set up here
        https://wiki.example/printing

    2. The print spooler keeps stopping
    Printing · likely this (NN %) · printing/spooler-stops

    Found in the paste
      line 1
      │ The Print Spooler service terminated unexpectedly. It has done this 3 time(s).
      │ ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      └ error text “The Print Spooler service terminated unexpectedly. It has done this * time(s).”

    What is behind it
      A job that cannot be read, or a driver that crashes.

    What to do
      1. Run `net stop spooler`.
      2. Empty `C:\Windows\System32\spool\PRINTERS`.
      3. Run `net start spooler`.

    Solved when
      The service still runs after an hour.
    --- exit code 0
    ");
}

#[test]
fn what_is_not_sure_enough_to_answer_is_suggested_with_how_to_open_it() {
    assert_snapshot!(World::new().run(["match", "--answer-at", "1", "--suggest-at", "0", SPOOLER]), @"
    Not sure which, but it may be one of these:

    1. The print spooler keeps stopping
       Printing · likely this (NN %)
       │ The Print Spooler service terminated unexpectedly. It has done this 3 time(s).
       │ ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
       └ error text “The Print Spooler service terminated unexpectedly. It has done this * time(s).”
       firstline show printing/spooler-stops

    2. The VPN refuses the computer's certificate
       VPN · likely this (NN %)
       │ The Print Spooler service terminated unexpectedly. It has done this 3 time(s).
       │ ^^^
       └ NN % of the title
       firstline show vpn/certificate-expired
    --- exit code 0
    ");
}

#[test]
fn what_no_article_knows_is_said_to_be_unknown_and_exits_with_1() {
    assert_snapshot!(World::new().run(["match", "the coffee machine shows E07"]), @"
    Nothing in the knowledge matches this. The exact error text, its code or the log around it may still
    find it.
    --- exit code 1
    ");
}

#[test]
fn standard_input_is_read_when_piped_or_asked_for() {
    let world = World::new();
    let piped = world.fed(["match"], SPOOLER);
    assert_snapshot!(piped, @r"
    The print spooler keeps stopping
    Printing · likely this (NN %) · printing/spooler-stops

    Found in the paste
      │ The Print Spooler service terminated unexpectedly. It has done this 3 time(s).
      │ ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      └ error text “The Print Spooler service terminated unexpectedly. It has done this * time(s).”

    What is behind it
      A job that cannot be read, or a driver that crashes.

    Check first
      - Print a test page from another computer, to see whether it is the printer or the computer.

    What to do
      1. Run `net stop spooler`.
      2. Empty `C:\Windows\System32\spool\PRINTERS`.
      3. Run `net start spooler`.

    Solved when
      The service still runs after an hour.

    Read more
      - How printing is set up here
        https://wiki.example/printing
    --- exit code 0
    ");
    assert_eq!(world.fed(["match", "-"], SPOOLER).stdout(), piped.stdout());
}

#[test]
fn files_are_parts_of_one_paste_and_evidence_names_the_file() {
    let world = World::new()
        .with("events.log", format!("10:01 starting\r\n10:02 {SPOOLER}\r\n10:03 done\r\n"))
        .with("laptop.txt", format!("tried twice\n\t{RPC} 🖨\n"));
    assert_snapshot!(world.run(["match", "events.log", "laptop.txt"]), @r"
    2 known issues are in this paste

    1. Shared printers refuse to connect since the RPC hardening update
    Printing · likely this (NN %) · printing/rpc-hardening

    Found in the paste
      laptop.txt:2
      │     Windows cannot connect to the printer. Operation failed with error 0x0000011b 🖨
      │     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      └ error text, word for word

    What is behind it
      The print server has the update that encrypts RPC, the computer does not.

    Check first
      - Print a test page from another computer, to see whether it is the printer or the computer.

    What to do
      1. Install the current cumulative update on the computer.
         https://wiki.example/updates
      2. Restart it and add the printer again.

    Solved when
      The printer can be added and a test page comes out.

    When to get a person
      Both sides are up to date and it still fails.
      Have ready:
      - `winver` of both computers
      - the name of the printer

    Read more
      - Managing RPC printer changes
        https://support.example/kb5005010
      - How printing is set up here
        https://wiki.example/printing

    2. The print spooler keeps stopping
    Printing · likely this (NN %) · printing/spooler-stops

    Found in the paste
      events.log:2
      │ 10:02 The Print Spooler service terminated unexpectedly. It has done this 3 time(s).
      │       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      └ error text “The Print Spooler service terminated unexpectedly. It has done this * time(s).”

    What is behind it
      A job that cannot be read, or a driver that crashes.

    What to do
      1. Run `net stop spooler`.
      2. Empty `C:\Windows\System32\spool\PRINTERS`.
      3. Run `net start spooler`.

    Solved when
      The service still runs after an hour.
    --- exit code 0
    ");
}

#[test]
fn utf_16_as_windows_writes_it_is_read() {
    let text = format!("first line\r\n{SPOOLER}\r\n");
    let bytes: Vec<u8> = [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let world = World::new().with("export.txt", bytes);
    let ran = world.run(["match", "export.txt", "--format", "json"]).json();
    assert_eq!(ran["matches"][0]["id"], "printing/spooler-stops");
    let evidence = &ran["matches"][0]["evidence"][0];
    assert_eq!((&evidence["file"], &evidence["line"]), (&"export.txt".into(), &2.into()));
}

#[test]
fn spans_in_json_slice_the_paste_to_the_text_shown() {
    let paste = format!("π und 🖨\r\n\t> {SPOOLER}\r\n\r\nand on the laptop:\r\nerror {RPC}\r\n");
    let ran = World::new().fed(["match", "--format", "json"], &paste).json();
    let mut seen = 0;
    for found in ran["matches"].as_array().expect("a list") {
        for evidence in found["evidence"].as_array().expect("a list") {
            let place = |i: usize| usize::try_from(evidence["span"][i].as_u64().expect("an offset")).expect("small");
            assert_eq!(&paste[place(0)..place(1)], evidence["text"].as_str().expect("text"));
            seen += 1;
        }
    }
    assert!(seen >= 2, "{ran:#}");
}

#[test]
fn json_has_everything_a_program_needs() {
    let ran = World::new().run(["match", "--format", "json", RPC]);
    assert_eq!(ran.code(), 0);
    let found = &ran.json()["matches"][0];
    assert_eq!(ran.json()["verdict"], "answer");
    let keys: Vec<&String> = found.as_object().expect("an object").keys().collect();
    assert_snapshot!(format!("{keys:?}"), @r#"["article", "cause", "checks", "confidence", "documents", "escalate", "evidence", "id", "questions", "score", "steps", "title", "verify"]"#);
    assert_snapshot!(format!("{:#}", found["steps"]), @r#"
    [
      {
        "link": "https://wiki.example/updates",
        "text": "Install the current cumulative update on the computer."
      },
      {
        "link": null,
        "text": "Restart it and add the printer again."
      }
    ]
    "#);
    assert_snapshot!(format!("{:#}", found["evidence"][0]), @r#"
    {
      "coverage": 1.0,
      "file": null,
      "kind": "error",
      "line": 1,
      "signature": "Windows cannot connect to the printer. Operation failed with error 0x0000011b",
      "span": [
        0,
        77
      ],
      "text": "Windows cannot connect to the printer. Operation failed with error 0x0000011b"
    }
    "#);
}

#[test]
fn json_says_when_nothing_is_found_too() {
    assert_snapshot!(World::new().run(["match", "--format", "json", "the coffee machine shows E07"]), @r#"
    {
      "verdict": "abstain",
      "matches": []
    }
    --- exit code 1
    "#);
}

#[test]
fn why_shows_the_candidates_and_why_the_runner_up_lost() {
    let paste = "Event 7034\nPaper jam in tray 2";
    assert_snapshot!(World::new().run(["match", "--why", "--answer-at", "1", "--suggest-at", "1", paste]), @"
    Nothing in the knowledge matches this. The exact error text, its code or the log around it may still
    find it.

    Why
      The best confidence, NN, is too low even to suggest (at 1 or above).

      1. printing/paper-jam-reported
         confidence NN, score NN
         line 2
         │ Paper jam in tray 2
         │ ^^^^^^^^^^^^^^^^^
         └ error text “Paper jam in tray *”

      2. printing/spooler-stops
         confidence NN, score NN
         line 1
         │ Event 7034
         │       ^^^^
         └ code 7034

      printing/spooler-stops lost with a score of NN against NN: printing/paper-jam-reported
      meets the error text “Paper jam in tray *”, it meets none.
    --- exit code 1
    ");
}

#[test]
fn why_says_so_where_there_is_no_runner_up() {
    let why = |paste| {
        let said = World::new().run(["match", "--why", paste]).to_string();
        said.split_once("There is").map(|(_, rest)| format!("There is{rest}"))
    };
    assert_snapshot!(why("Paper jam in tray 2").expect("it says so"), @"
    There is no runner-up: no other issue shares a telling word or code with the paste.
    --- exit code 0
    ");
    let two = "Paper jam in tray 2\nIKE authentication credentials are unacceptable (13801)";
    assert_snapshot!(why(two).expect("it says so"), @"
    There is no runner-up: every candidate is part of the answer.
    --- exit code 0
    ");
}

#[test]
fn colours_are_for_terminals_unless_forced_and_no_color_wins() {
    let world = World::new();
    let run = |settings: &[(&str, &str)]| {
        let ran = feed(world.command().args(["match", SPOOLER]).envs(settings.iter().copied()), b"");
        ran.stdout()
    };
    assert!(!run(&[]).contains('\x1b'));
    assert!(run(&[("CLICOLOR_FORCE", "1")]).contains("\x1b[1m"));
    assert!(!run(&[("CLICOLOR_FORCE", "1")]).contains("\x1b]8;"), "links are for terminals only");
    assert!(!run(&[("NO_COLOR", "1")]).contains('\x1b'));
}

#[test]
fn a_paste_cannot_send_escapes_to_the_terminal() {
    let paste = format!("\x1b]0;title\x07\x1b[2J\x1b[31m{SPOOLER}\x1b[0m\n");
    let world = World::new();
    let ran = feed(world.command().args(["match"]).env("CLICOLOR_FORCE", "1"), paste.as_bytes());
    assert!(!ran.stdout().contains("\x1b[2J") && !ran.stdout().contains("\x1b]0") && !ran.stdout().contains('\x07'));
}

#[test]
fn a_reader_that_leaves_early_is_no_error() {
    let world = World::new();
    let mut child = world
        .command()
        .args(["match", SPOOLER])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""));
}

#[test]
fn a_broken_article_is_left_out_in_one_line_and_the_others_serve() {
    let world = World::new().with("knowledge/broken.toml", "id = \"broken\ntitle = 3\n");
    let ran = world.run(["match", "--format", "json", SPOOLER]);
    assert_eq!(ran.json()["matches"][0]["id"], "printing/spooler-stops");
    assert_snapshot!(ran.stderr(), @"warning: 1 file of the knowledge left out (knowledge/broken.toml); `firstline check` shows why");
}

#[test]
fn no_knowledge_is_said_with_how_to_name_it() {
    assert_snapshot!(World::bare().run(["match", SPOOLER]), @"
    --- stderr
    error: there is no knowledge at knowledge: name a folder of articles with --knowledge PATH or FIRSTLINE_KNOWLEDGE
    --- exit code 2
    ");
}

#[test]
fn the_knowledge_can_be_named_by_option_and_by_environment() {
    let world =
        World::bare().with("kb/vpn.jsonl", r#"{"id":"k1","title":"IKE authentication credentials are unacceptable"}"#);
    let paste = "IKE authentication credentials are unacceptable";
    let named = world.run(["match", "--format", "json", "--knowledge", "kb", paste]);
    let set = feed(world.command().args(["match", "--format", "json", paste]).env("FIRSTLINE_KNOWLEDGE", "kb"), b"");
    assert_eq!(named.stdout(), set.stdout());
    assert!(named.stdout().contains("/k1\""), "{named}");
}

#[test]
fn an_empty_paste_is_wrong_use() {
    assert_snapshot!(World::new().fed(["match"], "  \n"), @"
    --- stderr
    error: there is nothing to match, the paste is empty: give the error's text, its files, or pipe them in
    --- exit code 2
    ");
}

#[test]
fn a_missing_file_is_not_taken_for_an_error_text() {
    assert_snapshot!(World::new().run(["match", "backup.log"]), @"
    --- stderr
    error: there is no file backup.log; to match these very words, pipe them in: echo 'backup.log' | firstline match
    --- exit code 2
    ");
}

#[test]
fn a_folder_is_not_a_paste() {
    assert_snapshot!(World::new().run(["match", "knowledge"]), @"
    --- stderr
    error: knowledge is a folder: name the files in it that belong to the paste
    --- exit code 2
    ");
}

#[test]
fn compressed_and_binary_files_are_named_as_such() {
    let world = World::new().with("logs.zip", b"PK\x03\x04\x14\0").with("system.evtx", b"ElfFile\0\0\0");
    assert_snapshot!(world.run(["match", "logs.zip"]), @"
    --- stderr
    error: logs.zip is compressed: unpack it and give the files in it
    --- exit code 2
    ");
    assert_snapshot!(world.run(["match", "system.evtx"]), @"
    --- stderr
    error: system.evtx is a binary event log: save it as text or XML in the event viewer
    --- exit code 2
    ");
}

#[test]
fn more_than_eight_mebibytes_are_refused() {
    let world = World::new();
    let most = 8 << 20;
    assert_snapshot!(world.fed(["match"], vec![b'a'; most + 1]), @"
    --- stderr
    error: standard input makes the paste larger than 8 MiB: cut it to the part around the error
    --- exit code 2
    ");
    assert_eq!(world.fed(["match"], vec![b'\n'; most]).code(), 2, "as empty, not as too large");
    let world = world.with("big.log", vec![b'a'; most + 1]);
    assert_snapshot!(world.run(["match", "big.log"]), @"
    --- stderr
    error: big.log makes the paste larger than 8 MiB: cut it to the part around the error
    --- exit code 2
    ");
}

#[test]
fn wrong_options_are_explained() {
    let world = World::new();
    assert_snapshot!(world.run(["match", "--format", "yaml", "x"]), @"
    --- stderr
    error: invalid value 'yaml' for '--format <FORMAT>'
      [possible values: text, json]

    For more information, try '--help'.
    --- exit code 2
    ");
    assert_snapshot!(world.run(["match", "--answer-at", "75", "x"]), @"
    --- stderr
    error: invalid value '75' for '--answer-at <CONFIDENCE>': a confidence is a number from 0 to 1, such as 0.75

    For more information, try '--help'.
    --- exit code 2
    ");
    assert_snapshot!(world.run(["match", "--answer-at", "0.2", "--suggest-at", "0.4", "x"]), @"
    --- stderr
    error: --suggest-at 0.4 is above --answer-at 0.2: what is sure enough to answer would not be sure enough to suggest
    --- exit code 2
    ");
    assert_snapshot!(world.run(["match", "--wy", "x"]), @"
    --- stderr
    error: unexpected argument '--wy' found

      tip: to pass '--wy' as a value, use '-- --wy'

    Usage: firstline match [OPTIONS] [TEXT|FILE]...

    For more information, try '--help'.
    --- exit code 2
    ");
}

#[test]
fn bytes_that_are_no_text_are_refused_in_one_sentence() {
    let bytes: Vec<u8> = (0..=255).cycle().take(4096).collect();
    assert_snapshot!(World::new().fed(["match"], bytes), @r"
    --- stderr
    error: standard input is not text: give the error's words, or a file that holds them
    --- exit code 2
    ");
}
