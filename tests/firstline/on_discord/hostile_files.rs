//! Files that never end, never come, are not what they say, or are somewhere else.

use std::io::{Cursor, Write as _};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::Router;
use axum::response::Redirect;
use axum::routing::get;
use firstline::config::Config;
use firstline::sandbox::{FileBody, NewFile, NewMessage};
use insta::assert_snapshot;
use serde_json::json;
use tokio::net::TcpListener;
use zip::write::{SimpleFileOptions, ZipWriter};

use super::team::{Setup, Team};

const MIB: usize = 1 << 20;
const PRINTER: &str = "Operation failed with error 0x0000011b";
const VPN: &str = "IKE authentication credentials are unacceptable (13801)";

impl Team {
    fn sends(&self, text: &str, files: Vec<NewFile>) {
        let message = NewMessage { content: text.to_owned(), files, reply_to: None };
        self.person("ada").posts_with("#support", message).expect("she may");
    }
}

fn file(name: &str, body: FileBody) -> NewFile {
    NewFile { name: name.to_owned(), body }
}

fn zipped(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        zip.start_file(*name, SimpleFileOptions::default()).expect("it is a name");
        zip.write_all(bytes).expect("there is memory");
    }
    zip.finish().expect("there is memory").into_inner()
}

/// Says of every entry that it is encrypted.
fn locked(mut zip: Vec<u8>) -> Vec<u8> {
    for at in 0..zip.len() - 10 {
        match &zip[at..at + 4] {
            b"PK\x03\x04" => zip[at + 6] |= 1,
            b"PK\x01\x02" => zip[at + 8] |= 1,
            _ => {}
        }
    }
    zip
}

/// Bounds that are quickly reached.
fn small(config: &mut Config) {
    config.limits.attachment_bytes = 256 << 10;
    config.limits.message_bytes = 1 << 20;
    config.limits.attachment_timeout = Duration::from_millis(500);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_never_comes_is_waited_for_no_longer_than_is_set() {
    let mut team = Setup::new().config(small).start().await;
    let body = FileBody::Stalls { first: VPN.into(), wait: Duration::from_hours(1) };
    team.sends(PRINTER, vec![file("slow.log", body)]);
    assert_snapshot!(team.sees().await, @r"
    ── says in #support:
    -# `slow.log` could not be downloaded: I have not read it.
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
    [That fixed it] [Not my problem] [Get a person]
    ");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_gibibyte_is_read_up_to_its_bound() {
    let mut team = Setup::new().config(small).start().await;
    let endless = |says_bytes| FileBody::Made { bytes: 1 << 30, says_bytes };
    // What it says of its size is believed neither way.
    team.sends(PRINTER, vec![file("huge.log", endless(9 << 20)), file("tiny.log", endless(10))]);
    assert_snapshot!(team.sees().await, @r"
    ── says in #support:
    -# `huge.log` is very long: I read only part of it.
    -# `tiny.log` is very long: I read only part of it.
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
    [That fixed it] [Not my problem] [Get a person]
    ");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn archives_that_are_traps_are_left_with_a_sentence() {
    let mut team = Setup::new().config(small).start().await;
    let bomb = zipped(&[("zeros.log", &vec![b'0'; 8 * MIB]), ("more.log", &vec![b'1'; 8 * MIB])]);
    let nested = zipped(&[("inner.zip", &zipped(&[("error.log", VPN.as_bytes())]))]);
    let encrypted = locked(zipped(&[("error.log", VPN.as_bytes())]));
    let half = zipped(&[("error.log", VPN.as_bytes())]);
    let half = half[..half.len() / 2].to_vec();
    for (name, bytes) in [("bomb.zip", bomb), ("nested.zip", nested), ("locked.zip", encrypted), ("half.zip", half)] {
        team.sends(&format!("{name}: {PRINTER}"), vec![NewFile::new(name, bytes)]);
    }
    let seen = team.sees().await;
    let notes: Vec<&str> = seen.lines().filter(|line| line.starts_with("-#")).collect();
    assert_eq!(seen.matches("── says").count(), 4, "{seen}");
    assert_snapshot!(notes.join("\n"), @r"
    -# `bomb.zip/zeros.log` is very long: I read only part of it.
    -# `bomb.zip/more.log` is very long: I read only part of it.
    -# Printing · likely this (NN %)
    -# `nested.zip/inner.zip` is an archive that I cannot open. I can read text, .zip and .gz.
    -# Printing · likely this (NN %)
    -# `locked.zip/error.log` is encrypted: I cannot read it.
    -# Printing · likely this (NN %)
    -# `half.zip` is damaged: I read what I could.
    -# Printing · likely this (NN %)
    ");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn names_that_are_traps_are_shown_harmless() {
    let mut team = Team::new().await;
    let names = [
        "../../etc/passwd.zip",
        "@everyone `**x**` [a](https://evil.example).zip",
        "\u{202e}gol.rorre.zip",
        "a\nb\u{1}.zip",
        &format!("{}.zip", "long".repeat(60)),
    ];
    for name in names {
        let locked = locked(zipped(&[("error.log", VPN.as_bytes())]));
        team.sends(&format!("{}: {PRINTER}", name.len()), vec![NewFile::new(name, locked)]);
    }
    let seen = team.sees().await;
    let notes: Vec<&str> = seen.lines().filter(|line| line.starts_with("-#")).collect();
    assert_snapshot!(notes.join("\n"), @r"
    -# `etc/passwd.zip/error.log` is encrypted: I cannot read it.
    -# Printing · likely this (NN %)
    -# `evil.example).zip/error.log` is encrypted: I cannot read it.
    -# Printing · likely this (NN %)
    -# `gol.rorre.zip/error.log` is encrypted: I cannot read it.
    -# Printing · likely this (NN %)
    -# `ab.zip/error.log` is encrypted: I cannot read it.
    -# Printing · likely this (NN %)
    -# `…glonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglongl…` is encrypted: I cannot read it.
    -# Printing · likely this (NN %)
    ");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_tenth_of_ten_files_is_read_like_the_first() {
    let mut team = Team::new().await;
    let files = (1..=10).map(|number| {
        let text = if number == 10 { PRINTER } else { "all is well" };
        NewFile::new(format!("part-{number}.log"), text)
    });
    team.sends("", files.collect());
    assert_snapshot!(team.sees().await, @r"
    ── says in #support:
    # Shared printers refuse to connect since the RPC hardening update
    **Found in the paste**
    part-10.log:1
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
    [That fixed it] [Not my problem] [Get a person]
    ");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_somewhere_else_is_not_fetched() {
    let elsewhere = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
    let address = elsewhere.local_addr().expect("it is bound");
    let asked = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&asked);
    tokio::spawn(async move {
        while elsewhere.accept().await.is_ok() {
            counted.fetch_add(1, Ordering::Relaxed);
        }
    });
    let leads_away = Redirect::temporary(&format!("http://{address}/error.log"));
    let routes = Router::new().route("/redirect/error.log", get(move || async move { leads_away.clone() }));
    let mut team = Setup::new().routes(routes).start().await;
    let here = team.sandbox.url();
    let port = here.rsplit(':').next().expect("it has a port").to_owned();
    let urls = [
        format!("http://{address}/error.log"),
        format!("{here}/redirect/error.log"),
        format!("http://user:password@{address}/error.log"),
        format!("http://localhost:{port}/cdn/error.log"),
        format!("https://127.0.0.1:{port}/error.log"),
        "http://169.254.169.254/latest/meta-data/".to_owned(),
        "file:///etc/passwd".to_owned(),
        "data:text/plain,Operation%20failed".to_owned(),
        "//evil.example/error.log".to_owned(),
        String::new(),
    ];
    for (number, url) in urls.iter().enumerate() {
        let (_, mut told) = team.posts_and_is_told_of("ada", &format!("good morning! {number}")).await;
        told["content"] = json!(format!("PC-{number} says: {PRINTER}"));
        told["attachments"] = json!([{
            "id": "1", "filename": "error.log", "size": 20, "url": url, "proxy_url": url, "content_type": "text/plain",
        }]);
        team.sandbox.gateway().dispatch("MESSAGE_CREATE", &told.to_string());
        let seen = team.sees().await;
        assert!(seen.contains("-# `error.log` could not be downloaded"), "{url}: {seen}");
        team.hands.step(jiff::SignedDuration::from_mins(11));
    }
    assert_eq!(asked.load(Ordering::Relaxed), 0, "nobody is asked but Discord");
    team.finish().await;
}
