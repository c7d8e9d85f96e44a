//! A paste in files.

use std::io::Write as _;

use insta::assert_snapshot;
use jiff::SignedDuration;

use super::team::Team;

const SPOOLER: &str = "The Print Spooler service terminated unexpectedly. It has done this 3 time(s).";

#[tokio::test(flavor = "multi_thread")]
async fn what_proves_a_match_in_a_file_is_named_with_its_file_and_line() {
    let mut team = Team::new().await;
    let log = format!("08:12:01 service start\n08:12:04 queue ready\n08:12:09 {SPOOLER}\n08:12:10 service start\n");
    team.posts_files("ada", "#support", "what is this?", &[("print.log", log.into())]);
    assert_snapshot!(team.sees().await, @r"
    ── says in #support:
    # The print spooler keeps stopping
    **Found in the paste**
    print.log:3
    ```
    08:12:09 The Print Spooler service terminated unexpectedly. It has done this 3 time(s).
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
async fn an_error_in_the_text_and_one_in_a_file_have_one_reply_that_names_each_once() {
    let mut team = Team::new().await;
    let log = format!("{SPOOLER}\nqueue ready\n{SPOOLER}\n");
    team.posts_files("ada", "#support", "first Paper jam in tray 2, then this", &[("print.log", log.into())]);
    assert_snapshot!(team.sees().await, @r"
    ── says in #support:
    # 2 known issues are in this paste
    1. **The print spooler keeps stopping** · Printing
    > print.log:1: `The Print Spooler service terminated unexpectedly. It has done this 3 time(s).`
    2. **A paper jam is reported where there is none** · Printing
    > `first Paper jam in tray 2, then this`

    [▾ Open one]
      · The print spooler keeps stopping – Printing
      · A paper jam is reported where there is none – Printing
    [That fixed it] [Get a person]
    ");
    team.chooses("mia", "#support", "The print spooler keeps stopping");
    assert_snapshot!(team.sees().await, @r"
    ── says in #support to mia alone:
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
async fn every_kind_of_file_is_read() {
    let text = format!("first\n{SPOOLER}\n");
    let event = format!("<Event><System><EventID>7034</EventID></System><Data>{SPOOLER}</Data></Event>");
    let utf16: Vec<u8> = [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let files: [(&str, Vec<u8>); 8] = [
        ("print.txt", text.clone().into()),
        ("print.log", text.clone().into()),
        ("print.json", format!(r#"{{"level":"error","message":"{SPOOLER}"}}"#).into()),
        ("print.csv", format!("time,level,message\n08:12,error,\"{SPOOLER}\"\n").into()),
        ("print.xml", event.into()),
        ("utf16.txt", utf16),
        ("print.log.gz", gzipped(&text)),
        ("logs.zip", zipped("logs/print.log", &text)),
    ];
    let mut team = Team::new().await;
    let mut read = String::new();
    for (name, bytes) in files {
        team.posts_files("ada", "#support", "", &[(name, bytes)]);
        let seen = team.sees().await;
        let quoted: Vec<&str> = seen.lines().skip_while(|line| !line.starts_with("**Found")).skip(1).take(4).collect();
        read.push_str(&format!("{name}\n{}\n", quoted.join("\n")));
        // The same text again is another question by now.
        team.hands.step(SignedDuration::from_hours(2));
    }
    assert_snapshot!(read, @r#"
    print.txt
    print.txt:2
    ```
    The Print Spooler service terminated unexpectedly. It has done this 3 time(s).
    ```
    print.log
    print.log:2
    ```
    The Print Spooler service terminated unexpectedly. It has done this 3 time(s).
    ```
    print.json
    print.json:1
    ```
    {"level":"error","message":"The Print Spooler service terminated unexpectedly. It has done this 3 time(s)."}
    ```
    print.csv
    print.csv:2
    ```
    08:12,error,"The Print Spooler service terminated unexpectedly. It has done this 3 time(s)."
    ```
    print.xml
    print.xml:1
    ```
    <Event><System><EventID>7034</EventID></System><Data>The Print Spooler service terminated unexpectedly. It has done this 3 time(s).</Data></Event>
    ```
    utf16.txt
    utf16.txt:2
    ```
    The Print Spooler service terminated unexpectedly. It has done this 3 time(s).
    ```
    print.log.gz
    print.log.gz:2
    ```
    The Print Spooler service terminated unexpectedly. It has done this 3 time(s).
    ```
    logs.zip
    logs.zip/logs/print.log:2
    ```
    The Print Spooler service terminated unexpectedly. It has done this 3 time(s).
    ```
    "#);
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn several_files_are_one_paste() {
    let mut team = Team::new().await;
    let files = [
        ("app.log", b"nothing to see here\n".to_vec()),
        ("vpn.log.gz", gzipped("connecting\nIKE authentication credentials are unacceptable\n")),
        ("logs.zip", zipped("logs/print.log", SPOOLER)),
    ];
    team.posts_files("ada", "#support", "", &files);
    assert_snapshot!(team.sees().await, @r"
    ── says in #support:
    # 2 known issues are in this paste
    1. **The print spooler keeps stopping** · Printing
    > logs.zip/logs/print.log:1: `The Print Spooler service terminated unexpectedly. It has done this 3 time(s).`
    2. **The VPN refuses the computer's certificate** · VPN
    > vpn.log.gz:2: `IKE authentication credentials are unacceptable`

    [▾ Open one]
      · The print spooler keeps stopping – Printing
      · The VPN refuses the computer's certificate – VPN
    [That fixed it] [Get a person]
    ");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_beside_an_error_is_passed_over_and_a_program_is_named() {
    let mut team = Team::new().await;
    let files = [("screen.png", b"\x89PNG\r\n\x1a\n".to_vec()), ("tool.exe", b"MZ\x90\0\x03\0\0\0\x04\0\0\0".to_vec())];
    team.posts_files("ada", "#support", "Paper jam in tray 2", &files);
    assert_snapshot!(team.sees().await, @r"
    ── says in #support:
    -# `tool.exe` is not text: I have not read it. An event log can be saved as text.
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

fn gzipped(text: &str) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(vec![], flate2::Compression::default());
    packed.write_all(text.as_bytes()).expect("there is memory");
    packed.finish().expect("there is memory")
}

fn zipped(name: &str, text: &str) -> Vec<u8> {
    let mut packed = zip::ZipWriter::new(std::io::Cursor::new(vec![]));
    packed.start_file(name, zip::write::SimpleFileOptions::default()).expect("the name is a name");
    packed.write_all(text.as_bytes()).expect("there is memory");
    packed.finish().expect("there is memory").into_inner()
}
