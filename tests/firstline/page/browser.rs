//! A real Chromium, driven as a person would: what stands on the page, what is pressed, what is typed.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use fantoccini::elements::Element;
use fantoccini::{Client, ClientBuilder, Locator};
use serde_json::{Value, json};
use tempfile::TempDir;

/// How long something may take to come on a busy machine.
const PATIENCE: Duration = Duration::from_secs(15);

/// Counts, from the page's first moment, how far its parts move without anyone's doing.
const COUNT_SHIFTS: &str = "window.shifted = 0;
    new PerformanceObserver((list) => {
        for (const { hadRecentInput, value } of list.getEntries()) if (!hadRecentInput) window.shifted += value;
    }).observe({ type: 'layout-shift', buffered: true });";

/// Keys by their `WebDriver` code points.
pub(crate) mod key {
    pub(crate) const TAB: &str = "\u{E004}";
    pub(crate) const ENTER: &str = "\u{E007}";
    pub(crate) const ESCAPE: &str = "\u{E00C}";
    pub(crate) const HOME: &str = "\u{E011}";
    pub(crate) const UP: &str = "\u{E013}";
    pub(crate) const DOWN: &str = "\u{E015}";
    pub(crate) const SHIFT: &str = "\u{E008}";
    pub(crate) const F10: &str = "\u{E03A}";
}

/// A browser with an empty profile of its own; both are gone with it.
pub(crate) struct Browser {
    page: Client,
    driver: Driver,
    session: String,
}

impl Browser {
    /// Starts chromedriver on a free port, and Chromium without a window by it.
    pub(crate) async fn open(address: &str) -> Self {
        let driver = Driver::start();
        let profile = format!("--user-data-dir={}", driver.profile.path().display());
        let capabilities = json!({
            "goog:loggingPrefs": { "browser": "ALL" },
            "goog:chromeOptions": { "args": [
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
                "--window-size=1360,860", profile,
            ] },
        });
        let capabilities = capabilities.as_object().cloned().expect("it is an object");
        let mut builder = ClientBuilder::new(hyper_util::client::legacy::connect::HttpConnector::new());
        let page = builder.capabilities(capabilities).connect(&driver.url).await.expect("Chromium starts");
        let session = page.session_id().await.expect("the browser obeys").expect("a browser has a session");
        let browser = Self { page, driver, session };
        browser.devtools("Emulation.setTimezoneOverride", json!({ "timezoneId": "Etc/UTC" })).await;
        browser.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": COUNT_SHIFTS })).await;
        browser.prefers("light").await;
        browser.page.goto(address).await.expect("the browser obeys");
        browser
    }

    /// The element that shows this text in itself or below it, the innermost and last; waits until there is one.
    pub(crate) async fn sees(&self, text: &str) -> Element {
        let shows = format!(
            "//*[not(self::option)][contains(normalize-space(.), {0})][not(*[contains(normalize-space(.), {0})])]",
            quoted(text)
        );
        self.finds(Locator::XPath(&format!("({shows})[last()]"))).await
    }

    pub(crate) async fn finds(&self, what: Locator<'_>) -> Element {
        let found = self.page.wait().at_most(PATIENCE).for_element(what).await;
        match found {
            Ok(element) => element,
            Err(error) => {
                self.picture("not-found").await;
                panic!("{what:?} is not on the page ({error}); its text is:\n{}", self.text("body").await)
            }
        }
    }

    /// The element by a style sheet's selector.
    pub(crate) async fn css(&self, selector: &str) -> Element {
        self.finds(Locator::Css(selector)).await
    }

    /// Presses the last button that says so.
    pub(crate) async fn presses(&self, label: &str) {
        let label = quoted(label);
        let button = format!(
            "(//button[normalize-space(.)={label} or @aria-label={label} or b[normalize-space(.)={label}]])[last()]"
        );
        self.finds(Locator::XPath(&button)).await.click().await.expect("the browser obeys");
    }

    /// Opens a channel by its name.
    pub(crate) async fn opens(&self, channel: &str) {
        let entry = format!("//nav//button[span[normalize-space(.)={}]]", quoted(channel));
        self.finds(Locator::XPath(&entry)).await.click().await.expect("the browser obeys");
    }

    /// Speaks as somebody else.
    pub(crate) async fn speaks_as(&self, name: &str) {
        let person = format!("//label[span[normalize-space(.)={}]]", quoted(name));
        self.finds(Locator::XPath(&person)).await.click().await.expect("the browser obeys");
    }

    /// Types into whatever has the focus.
    pub(crate) async fn types(&self, keys: &str) {
        self.page.active_element().await.expect("the browser obeys").send_keys(keys).await.expect("the browser obeys");
    }

    /// Goes back by Shift and Tab until what has the focus fits a selector.
    pub(crate) async fn tabs_back_to(&self, selector: &str) {
        for _ in 0..60 {
            self.types(&format!("{}{}", key::SHIFT, key::TAB)).await;
            if self.js(&format!("return document.activeElement.matches({selector:?})")).await == json!(true) {
                return;
            }
        }
        panic!("{selector} cannot be reached by the keyboard");
    }

    /// Chooses from a menu of a message, by its custom id and the option's value.
    pub(crate) async fn chooses(&self, custom_id: &str, value: &str) {
        self.css(&format!("select[data-custom-id='{custom_id}']"))
            .await
            .select_by_value(value)
            .await
            .expect("the browser obeys");
    }

    /// Attaches a file of this text.
    pub(crate) async fn attaches(&self, name: &str, text: &str) {
        let path = self.driver.profile.path().join(name);
        std::fs::write(&path, text).expect("a file can be written");
        let path = path.to_str().expect("its name is text");
        self.page
            .find(Locator::Css("input[type=file]"))
            .await
            .expect("the browser obeys")
            .send_keys(path)
            .await
            .expect("the browser obeys");
        self.css(".tray .file").await;
    }

    /// Pastes a text from the clipboard into what has the focus.
    pub(crate) async fn pastes(&self, text: &str) {
        let script = "const clipboardData = new DataTransfer(); clipboardData.setData('text/plain', arguments[0]);
            document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));";
        self.page.execute(script, vec![json!(text)]).await.expect("the browser obeys");
    }

    /// Drops a file of this text on the page.
    pub(crate) async fn drops(&self, name: &str, text: &str) {
        let script =
            "const dataTransfer = new DataTransfer(); dataTransfer.items.add(new File([arguments[1]], arguments[0]));
            for (const kind of ['dragenter', 'drop'])
                document.body.dispatchEvent(new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true }));";
        self.page.execute(script, vec![json!(name), json!(text)]).await.expect("the browser obeys");
    }

    /// How far the page's parts moved by themselves, as browsers measure it: 0 is not at all.
    pub(crate) async fn shifted(&self) -> f64 {
        self.js("return window.shifted").await.as_f64().expect("it is a number")
    }

    /// Opens what can be done with the message of this text.
    pub(crate) async fn opens_menu_of(&self, text: &str) {
        let message =
            format!("//li[contains(@class, 'message')][.//p[contains(normalize-space(.), {})]]", quoted(text));
        let more = format!("({message}//button[contains(@class, 'more')])[last()]");
        self.finds(Locator::XPath(&more)).await.click().await.expect("the browser obeys");
        self.css("[role=menu]").await;
    }

    /// Waits until a script says yes.
    pub(crate) async fn until(&self, script: &str) {
        let holds = async {
            while self.js(&format!("return Boolean({script})")).await != json!(true) {
                tokio::task::yield_now().await;
            }
        };
        if tokio::time::timeout(PATIENCE, holds).await.is_err() {
            self.picture("never").await;
            panic!("never came true: {script}; the page's text is:\n{}", self.text("body").await);
        }
    }

    /// All text of the first element of a selector.
    pub(crate) async fn text(&self, selector: &str) -> String {
        self.page
            .find(Locator::Css(selector))
            .await
            .expect("the browser obeys")
            .text()
            .await
            .expect("the browser obeys")
    }

    pub(crate) async fn js(&self, script: &str) -> Value {
        self.page.execute(script, vec![]).await.expect("the browser obeys")
    }

    /// Runs the page's own modules: the script's value is awaited.
    pub(crate) async fn module(&self, script: &str) -> Value {
        let script =
            format!("const done = arguments[0]; (async () => {{ {script} }})().then(done, (e) => done(String(e)))");
        self.page.execute_async(&script, vec![]).await.expect("the browser obeys")
    }

    /// Light or dark, as the reader's system says.
    pub(crate) async fn prefers(&self, scheme: &str) {
        let features = json!([
            { "name": "prefers-color-scheme", "value": scheme },
            // Nothing moves, so that what is pressed is where it was.
            { "name": "prefers-reduced-motion", "value": "reduce" },
        ]);
        self.devtools("Emulation.setEmulatedMedia", json!({ "features": features })).await;
    }

    /// A window of this width and height, in CSS pixels.
    pub(crate) async fn sized(&self, width: u32, height: u32) {
        let mobile = width < 500;
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": mobile });
        self.devtools("Emulation.setDeviceMetricsOverride", size).await;
    }

    /// Keeps a picture of the window beside the other products of the build.
    pub(crate) async fn picture(&self, name: &str) {
        let png = self.page.screenshot().await.expect("the browser obeys");
        let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"));
        std::fs::write(folder.join(format!("page-{name}.png")), png).expect("a picture can be kept");
    }

    /// All that the browser's console said since it was last asked.
    pub(crate) async fn console(&self) -> Vec<String> {
        let entries = self.driver.ask(&format!("/session/{}/se/log", self.session), json!({ "type": "browser" })).await;
        let entries = entries["value"].as_array().cloned().unwrap_or_default();
        entries.iter().map(|entry| format!("{} {}", entry["level"], entry["message"])).collect()
    }

    /// Ends it, and fails if its console was not silent.
    pub(crate) async fn close(self) {
        let console = self.console().await;
        self.page.close().await.expect("the browser obeys");
        assert!(console.is_empty(), "the console is not silent:\n{}", console.join("\n"));
    }

    async fn devtools(&self, command: &str, parameters: Value) {
        let body = json!({ "cmd": command, "params": parameters });
        self.driver.ask(&format!("/session/{}/goog/cdp/execute", self.session), body).await;
    }
}

/// A text as `XPath` has it.
fn quoted(text: &str) -> String {
    if text.contains('\'') { format!("\"{text}\"") } else { format!("'{text}'") }
}

/// chromedriver, ended when dropped.
struct Driver {
    process: Child,
    url: String,
    profile: TempDir,
    http: reqwest::Client,
}

impl Driver {
    fn start() -> Self {
        let profile = TempDir::new().expect("there is a folder for temporary files");
        let mut command = Command::new("chromedriver");
        command.arg("--port=0").stdout(Stdio::piped()).stderr(Stdio::null());
        let mut process =
            command.spawn().expect("chromedriver is installed (Debian: apt-get install chromium chromium-driver)");
        let output = BufReader::new(process.stdout.take().expect("its output is piped"));
        let port = output.lines().map_while(Result::ok).find_map(|line| {
            let (_, port) = line.split_once("started successfully on port ")?;
            Some(port.trim_end_matches('.').to_owned())
        });
        let url = format!("http://127.0.0.1:{}", port.expect("chromedriver says its port"));
        Self { process, url, profile, http: reqwest::Client::new() }
    }

    async fn ask(&self, path: &str, body: Value) -> Value {
        let request = self.http.post(format!("{}{path}", self.url)).body(body.to_string());
        let answer = request.send().await.expect("chromedriver answers").text().await.expect("the browser obeys");
        serde_json::from_str(&answer).expect("its answers are JSON")
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
