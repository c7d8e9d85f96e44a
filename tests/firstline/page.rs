//! The sandbox's page in a real Chromium: what a newcomer does there, by mouse, by keyboard alone, and on a phone.
//!
//! These need Debian's `chromium` and `chromium-driver` and run with `cargo test -- --ignored page`. Pictures of what was
//! seen are kept in `target/tmp/page-*.png`.

mod bot;
mod browser;
mod commands;
mod on_call;
mod text;

use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};

use axum::Router;
use axum::routing::{get, post};
use firstline::sandbox::{Sandbox, World};
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use bot::Bot;
use browser::{Browser, key};

/// The error of the first example.
const REPLICA: &str = "The replica of Volume E:\\ on FS07 is inconsistent with the protected data source (ID 3106)";

/// What the panel needs: examples, and a judgement that is always the same.
fn panel() -> Router {
    let examples = json!([
        { "title": "A backup that fails", "text": REPLICA },
        { "title": "An agent that cannot register", "text": "RegisterServer of the agent: exit code 0x186CA" },
        { "title": "Just a chat", "text": "Good morning all, anyone up for lunch at twelve?" },
    ]);
    let judgement = json!({
        "verdict": "answer", "answer_at": 0.68, "suggest_at": 0.3,
        "candidates": [
            { "id": "replica", "title": "The replica is inconsistent", "confidence": 0.94, "evidence": [
                { "file": null, "line": 1, "text": "The replica of Volume E:\\ on FS07 is inconsistent",
                  "signature": "The replica of * is inconsistent", "kind": "error" },
                { "file": null, "line": 1, "text": "ID 3106", "signature": "3106", "kind": "code" },
            ] },
            { "id": "volume", "title": "The volume is missing", "confidence": 0.41, "evidence": [
                { "file": "job.log", "line": 3, "text": "Volume E:", "signature": "Volume", "kind": "error" },
            ] },
        ],
        "sentences": ["“The volume is missing” shares only the word “Volume”, which stands in many pastes."],
    });
    let answer = |value: Value| move || async move { axum::Json(value) };
    Router::new().route("/examples", get(answer(examples))).route("/explain", post(answer(judgement)))
}

/// A sandbox with a bot and a browser on its page.
struct Stage {
    browser: Browser,
    _bot: Bot,
    sandbox: Sandbox,
}

impl Stage {
    async fn set() -> Self {
        Self::of(World::default()).await
    }

    async fn of(world: World) -> Self {
        let sandbox = Sandbox::start_with(world, ([127, 0, 0, 1], 0).into(), panel()).await.expect("a port is free");
        let bot = Bot::start(&sandbox).await;
        let browser = Browser::open(&sandbox.url()).await;
        browser.css("textarea[placeholder='Write in #support as Ada']").await;
        browser.sized(1280, 800).await;
        browser.picture("welcome").await;
        browser.presses("Got it").await;
        Self { browser, _bot: bot, sandbox }
    }

    /// The end: a silent console, and nothing done that Discord would refuse.
    async fn end(self) {
        assert_eq!(self.sandbox.violations(), []);
        self.browser.close().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs chromium and chromedriver (Debian: apt-get install chromium chromium-driver)"]
async fn a_newcomer_goes_from_an_example_to_a_solved_error() {
    let firstline = Firstline::start();
    let browser = Browser::open(&firstline.address).await;
    browser.sees("A Discord in a box").await;
    browser.sized(1280, 800).await;
    browser.presses("Got it").await;

    browser.presses("The security PIN is missing, wrong or expired").await;
    browser.sees("What to do").await;
    browser.css(".verdict.answer").await;
    let shifted = browser.shifted().await;
    assert!(shifted < 0.05, "the page jumped by {shifted}");
    for scheme in ["light", "dark"] {
        browser.prefers(scheme).await;
        browser.picture(&format!("answer-{scheme}")).await;
    }
    browser.presses("That fixed it").await;
    browser.until("![...document.querySelectorAll('button')].some((one) => one.textContent === 'That fixed it')").await;

    browser.close().await;
}

/// What the README's first command starts, ended when dropped.
struct Firstline {
    process: Child,
    address: String,
}

impl Firstline {
    fn start() -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_firstline"));
        command.args(["sandbox", "--port", "0"]).current_dir(env!("CARGO_MANIFEST_DIR"));
        let mut process = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("the binary runs");
        let output = BufReader::new(process.stdout.take().expect("its output is piped"));
        let mut lines = output.lines().map_while(Result::ok);
        let address = lines.find(|line| line.trim().starts_with("http://")).expect("it says its address");
        Self { process, address: address.trim().to_owned() }
    }
}

impl Drop for Firstline {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs chromium and chromedriver (Debian: apt-get install chromium chromium-driver)"]
async fn all_of_it_works_by_keyboard_alone() {
    let stage = Stage::set().await;
    let browser = &stage.browser;

    // A message of two lines.
    browser.types(&format!("Good morning.{0}{1}{0}{REPLICA}{1}", key::SHIFT, key::ENTER)).await;
    browser.sees("Perform consistency check").await;
    // A command: begun, completed, chosen, sent.
    browser.types("/loo").await;
    browser.css("#offers [aria-selected=true]").await;
    browser.types(key::ENTER).await;
    browser.types("dis").await;
    browser.sees("Disk is offline").await;
    browser.types(&format!("{0}{0}{1}", key::DOWN, key::ENTER)).await;
    browser.until("document.querySelector('#text').value === '/lookup text:Disk is offline '").await;
    browser.types(key::ENTER).await;
    browser.sees("Looked up Disk is offline.").await;
    // Back to the messages, up to the error, and its menu.
    browser.tabs_back_to("li.message").await;
    browser.types(key::HOME).await;
    browser.types(&format!("{}{}", key::SHIFT, key::F10)).await;
    browser.until("document.activeElement.textContent === 'Find the fix'").await;
    browser.types(key::ENTER).await;
    browser.sees("Found by “Good morning.").await;
    // A button that opens a form, the form, and Escape out of another.
    browser.tabs_back_to("[data-custom-id=person]").await;
    browser.types(key::ENTER).await;
    browser.css("dialog[open] textarea").await;
    browser.types("a consistency check").await;
    browser.types(&format!("{0}{0}{1}", key::TAB, key::ENTER)).await;
    browser.sees("You tried: a consistency check").await;
    browser.tabs_back_to("[data-custom-id=person]").await;
    browser.types(key::ENTER).await;
    browser.css("dialog[open] textarea").await;
    browser.types(key::ESCAPE).await;
    browser.until("!document.querySelector('dialog')").await;
    browser.until("document.activeElement.dataset.customId === 'person'").await;
    // Another person by the arrow keys.
    browser.tabs_back_to("input[name=person]").await;
    browser.types(key::DOWN).await;
    browser.css("textarea[placeholder='Write in #support as Mia']").await;
    browser.tabs_back_to("button.channel").await;
    // What has the focus is seen to have it.
    browser.until("getComputedStyle(document.activeElement).outlineStyle !== 'none'").await;

    stage.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs chromium and chromedriver (Debian: apt-get install chromium chromium-driver)"]
async fn what_is_for_one_person_is_shown_to_that_person_only() {
    let stage = Stage::set().await;
    let browser = &stage.browser;

    browser.types(&format!("/lookup text:disk{}", key::ENTER)).await;
    browser.sees("Looked up disk.").await;
    browser.sees("Only you can see this").await;
    browser.speaks_as("Mia").await;
    browser.css("textarea[placeholder='Write in #support as Mia']").await;
    browser.until("!document.querySelector('#conversation').textContent.includes('Looked up')").await;
    browser.speaks_as("Ada").await;
    browser.sees("Looked up disk.").await;
    browser.presses("Dismiss").await;
    browser.until("!document.querySelector('#conversation').textContent.includes('Looked up')").await;
    // The channel of those on call is not shown to a customer.
    browser.until("!document.querySelector('#channels').textContent.includes('on-call')").await;
    // Whoever is spoken to is marked, and finds where.
    browser.types("@ca").await;
    browser.css("#offers [aria-selected=true]").await;
    browser.types(&format!("{0}please look at #gen{0}{0}", key::ENTER)).await;
    browser.css(".mention").await;
    browser.sees("was spoken to").await;
    browser.speaks_as("Carol").await;
    browser.css(".message.calls").await;
    browser.opens("on-call").await;
    browser.css("textarea[placeholder='Write in #on-call as Carol']").await;

    stage.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs chromium and chromedriver (Debian: apt-get install chromium chromium-driver)"]
async fn menus_files_and_failures_are_shown_as_they_are() {
    let stage = Stage::set().await;
    let browser = &stage.browser;

    browser.types(&format!("the agent does not register{}", key::ENTER)).await;
    browser.chooses("which", "register").await;
    browser.sees("Run the set-up again.").await;
    // A file with a command, and one with a message.
    browser.attaches("job.log", "Replica is inconsistent").await;
    browser.types(&format!("/diagnose{}", key::ENTER)).await;
    browser.sees("Read job.log, 23 bytes.").await;
    browser.attaches("events.txt", "ID 3106").await;
    browser.types(&format!("and this{}", key::ENTER)).await;
    browser.css("a.file[download='events.txt']").await;
    // A long paste goes along as a file.
    browser.pastes(&"0x80070021 ".repeat(300)).await;
    browser.sees("message.txt").await;
    browser.drops("more.log", "dropped").await;
    browser.sees("more.log").await;
    browser.types(key::ENTER).await;
    browser.css("a.file[download='message.txt']").await;
    browser.css("a.file[download='more.log']").await;
    // What is never answered says so, three seconds later by the sandbox's clock.
    browser.types(&format!("/asleep{}", key::ENTER)).await;
    browser.sees("The application did not respond").await;
    browser.presses("Dismiss").await;
    browser.until("!document.querySelector('.failed')").await;
    browser.picture("files").await;

    // The one fault is the silence that was asked for.
    let faults: Vec<String> = stage.sandbox.violations().into_iter().map(|fault| fault.what).collect();
    assert_eq!(faults, ["it was not answered within three seconds"]);
    stage.browser.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs chromium and chromedriver (Debian: apt-get install chromium chromium-driver)"]
async fn messages_are_answered_edited_deleted_and_made_into_threads() {
    let stage = Stage::set().await;
    let browser = &stage.browser;

    browser.types(&format!("Who knows FS07?{}", key::ENTER)).await;
    browser.opens_menu_of("Who knows FS07?").await;
    browser.presses("Reply").await;
    browser.sees("Replying to Ada").await;
    browser.types(&format!("I do.{}", key::ENTER)).await;
    browser.css("li.message:last-child .above").await;
    // The last own message is edited by the arrow up.
    browser.types(key::UP).await;
    browser.sees("Editing your message").await;
    browser.types(&format!(" Soon.{}", key::ENTER)).await;
    browser.sees("I do. Soon.").await;
    browser.sees("(edited)").await;
    browser.opens_menu_of("I do. Soon.").await;
    browser.presses("Delete").await;
    browser.until("!document.querySelector('#conversation').textContent.includes('Soon')").await;
    browser.opens_menu_of("Who knows FS07?").await;
    browser.presses("Create a thread").await;
    browser.presses("Create").await;
    browser.css("textarea[placeholder='Write in #Who knows FS07? as Ada']").await;
    browser.types(&format!("{REPLICA}{}", key::ENTER)).await;
    browser.sees("Perform consistency check").await;
    // A forum, and a post in it.
    browser.opens("help-forum").await;
    browser.presses("New post").await;
    browser.types(&format!("Backup fails{}{REPLICA}", key::TAB)).await;
    browser.presses("Post").await;
    browser.css("textarea[placeholder='Write in #Backup fails as Ada']").await;
    browser.sees("Perform consistency check").await;
    browser.opens("help-forum").await;
    browser.until("document.querySelector('.post').textContent.includes('1 answer')").await;
    browser.picture("forum").await;
    // And the bot alone.
    browser.opens("firstline").await;
    browser.css("textarea[placeholder='Write in firstline as Ada']").await;
    browser.types(&format!("{REPLICA}{}", key::ENTER)).await;
    browser.sees("Perform consistency check").await;

    stage.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs chromium and chromedriver (Debian: apt-get install chromium chromium-driver)"]
async fn on_a_phone_the_channels_and_the_panel_are_drawers() {
    let stage = Stage::set().await;
    let browser = &stage.browser;

    browser.sized(390, 844).await;
    browser.until("document.querySelector('#navigation').inert && document.querySelector('#panel').inert").await;
    browser.presses("Examples and why").await;
    browser.presses("A backup that fails").await;
    browser.sees("Perform consistency check").await;
    browser.until("document.querySelector('#panel').inert").await;
    browser.picture("phone-light").await;
    browser.until("document.documentElement.scrollWidth <= 390").await;
    browser
        .until("[...document.querySelectorAll('main *')].every((one) => one.getBoundingClientRect().right <= 391)")
        .await;
    browser.presses("Channels and people").await;
    browser.speaks_as("Mia").await;
    browser.types(key::ESCAPE).await;
    browser.until("document.querySelector('#navigation').inert").await;
    browser.prefers("dark").await;
    browser.picture("phone-dark").await;

    stage.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs chromium and chromedriver (Debian: apt-get install chromium chromium-driver)"]
async fn commands_are_offered_in_the_language_of_who_types() {
    let stage = Stage::of(World::default().with_locale("ada", "de")).await;
    let browser = &stage.browser;

    browser.types("/nach").await;
    browser.sees("Ein bekanntes Problem finden").await;
    browser.types(key::TAB).await;
    browser.until("document.querySelector('#text').value === '/nachschlagen text:'").await;
    browser.types(&format!("Platte{}", key::ENTER)).await;
    browser.sees("Looked up Platte.").await;
    browser.speaks_as("Mia").await;
    browser.css("textarea[placeholder='Write in #support as Mia']").await;
    browser.css("#text").await.click().await.expect("it can be pressed");
    browser.types("/look").await;
    browser.sees("Find an issue by its title, error or code").await;

    stage.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs chromium and chromedriver (Debian: apt-get install chromium chromium-driver)"]
async fn the_page_comes_back_when_the_sandbox_does() {
    let first = Process::start(([127, 0, 0, 1], 0).into()).await;
    let browser = Browser::open(&first.sandbox.url()).await;
    let at = first.sandbox.url().trim_start_matches("http://").parse().expect("it is an address");
    browser.presses("Got it").await;

    browser.types(&format!("before{}", key::ENTER)).await;
    browser.sees("before").await;
    first.end();
    browser.sees("The connection is lost.").await;
    let second = Process::start(at).await;
    browser.until("document.querySelector('#line').hidden").await;
    browser.until("!document.querySelector('#conversation').textContent.includes('before')").await;
    browser.types(&format!("after{}", key::ENTER)).await;
    browser.sees("after").await;
    // The browser itself writes down each try that failed.
    let console = browser.console().await;
    assert!(console.iter().all(|line| line.contains("ERR_CONNECTION_REFUSED")), "{console:#?}");

    browser.close().await;
    second.end();
}

/// A sandbox whose connections all end with it, as with a process of its own.
struct Process {
    runtime: Runtime,
    sandbox: Sandbox,
}

impl Process {
    async fn start(at: SocketAddr) -> Self {
        let runtime = Runtime::new().expect("threads can be started");
        let started = runtime.spawn(Sandbox::start_with(World::default(), at, panel()));
        Self { sandbox: started.await.expect("it does not panic").expect("the port is free"), runtime }
    }

    fn end(self) {
        drop(self.sandbox);
        self.runtime.shutdown_background();
    }
}
