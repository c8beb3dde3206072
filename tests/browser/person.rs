//! Someone in front of a browser: reads what is shown, presses what has a name, fills in what has a label.

use crate::driver::Chromium;
use crate::watch::{LISTENER, Watch};
use onramp_tests::Onramp;
use serde_json::{Value, json};
use std::cell::RefCell;
use std::path::Path;
use std::time::Duration;
use thirtyfour::WebElement;
use thirtyfour::error::WebDriverResult;

/// How often a page is looked at while something is waited for, and for how long.
const POLL: Duration = Duration::from_millis(100);
const PATIENCE: Duration = Duration::from_secs(20);

/// Finds what a person would point at: `arguments` are the kind, its name, and the text of what it is within.
const FIND: &str = include_str!("find.js");

/// A window's size, and the colors of the person's system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// What pictures of it are called.
    pub name: &'static str,
    /// Its width.
    pub width: u32,
    /// Its height.
    pub height: u32,
    /// Whether colors are dark.
    pub dark: bool,
}

/// A desk, by day and by night.
pub const WIDE: Look = Look { name: "wide", width: 1280, height: 800, dark: false };
/// The same by night.
pub const WIDE_DARK: Look = Look { name: "dark", dark: true, ..WIDE };
/// As narrow as a page must bear.
pub const NARROW: Look = Look { name: "narrow", width: 400, height: 800, dark: false };
/// The same by night.
pub const NARROW_DARK: Look = Look { name: "narrow-dark", dark: true, ..NARROW };
/// A phone.
pub const PHONE: Look = Look { name: "phone", width: 390, height: 844, dark: false };
/// The same by night.
pub const PHONE_DARK: Look = Look { name: "phone-dark", dark: true, ..PHONE };

/// A person.
pub struct Person {
    /// Where Onramp is.
    pub url: String,
    /// What their browser told.
    pub watch: RefCell<Watch>,
    chromium: Chromium,
    /// Whether the browser runs the scripts of pages.
    scripts: bool,
}

impl Person {
    /// Someone at a desk, at an Onramp; none where this machine has no browser.
    pub async fn at(app: &Onramp) -> Option<Self> {
        Self::with(app, true).await
    }

    /// The same, whose browser runs no scripts.
    pub async fn without_scripts(app: &Onramp) -> Option<Self> {
        Self::with(app, false).await
    }

    async fn with(app: &Onramp, scripts: bool) -> Option<Self> {
        let chromium = Chromium::start().await?;
        let watch = RefCell::new(Watch::over(&app.url));
        let person = Self { url: app.url.clone(), watch, chromium, scripts };
        person.run_scripts(scripts).await;
        person.tell("Page.addScriptToEvaluateOnNewDocument", json!({ "source": LISTENER })).await;
        person.look(WIDE).await;
        Some(person)
    }

    /// A command of the browser's own protocol.
    pub async fn tell(&self, command: &str, how: Value) -> Value {
        let told = self.chromium.driver.cdp().send_raw(command, how).await;
        told.unwrap_or_else(|error| panic!("{command}: {error}"))
    }

    /// Has the window of that size, in those colors; nothing moves.
    pub async fn look(&self, look: Look) {
        let size =
            json!({ "width": look.width, "height": look.height, "deviceScaleFactor": 1, "mobile": false });
        self.tell("Emulation.setDeviceMetricsOverride", size).await;
        let colors = if look.dark { "dark" } else { "light" };
        let features = json!({ "features": [
            { "name": "prefers-color-scheme", "value": colors },
            { "name": "prefers-reduced-motion", "value": "reduce" },
        ]});
        self.tell("Emulation.setEmulatedMedia", features).await;
    }

    /// Forgets what was loaded before, for this page and all that come.
    pub async fn keep_nothing(&self) {
        self.tell("Network.setCacheDisabled", json!({ "cacheDisabled": true })).await;
    }

    /// Opens a page; `path` may be a whole address.
    pub async fn open(&self, path: &str) {
        let url = if path.starts_with("http") { path.to_owned() } else { format!("{}{path}", self.url) };
        let opened = self.chromium.driver.goto(url.as_str()).await;
        opened.unwrap_or_else(|error| panic!("{url}: {error}"));
    }

    /// Loads the page anew.
    pub async fn reload(&self) {
        self.chromium.driver.refresh().await.unwrap();
    }

    /// Where the browser is, without the origin.
    pub async fn place(&self) -> String {
        let url = self.chromium.driver.current_url().await.unwrap();
        url.as_str().strip_prefix(&self.url).unwrap_or(url.as_str()).to_owned()
    }

    /// Runs a script in the page, whether the page's own ones run or not.
    pub async fn ask(&self, script: &str, arguments: Vec<Value>) -> Value {
        let asked = self.chromium.driver.execute(script, arguments).await;
        asked.unwrap_or_else(|error| panic!("{error}")).json().clone()
    }

    /// The same for a script that calls its last argument when it is done; it needs timers, which a page without scripts
    /// has not got.
    pub async fn wait_for(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.run_scripts(true).await;
        let asked = self.chromium.driver.execute_async(script, arguments).await;
        self.run_scripts(self.scripts).await;
        asked.unwrap_or_else(|error| panic!("{error}")).json().clone()
    }

    async fn run_scripts(&self, wanted: bool) {
        self.tell("Emulation.setScriptExecutionDisabled", json!({ "value": !wanted })).await;
    }

    /// All text that is shown, as one line.
    pub async fn text(&self) -> String {
        let text = self.ask("return document.body ? document.body.innerText : ''", Vec::new()).await;
        text.as_str().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Waits until a text is shown.
    pub async fn see(&self, wanted: &str) {
        self.until(&format!("\"{wanted}\" is shown"), async || self.text().await.contains(wanted)).await;
    }

    /// Waits until something holds.
    pub async fn until(&self, what: &str, mut holds: impl AsyncFnMut() -> bool) {
        let mut waited = Duration::ZERO;
        while !holds().await {
            assert!(
                waited < PATIENCE,
                "not within {PATIENCE:?}: {what}; at {}: {}",
                self.place().await,
                self.text().await
            );
            tokio::time::sleep(POLL).await;
            waited += POLL;
        }
    }

    /// Waits for something with a name; `within` is the text of the smallest part of the page that it is looked for in.
    async fn find(&self, kind: &str, name: &str, within: &str) -> WebElement {
        let mut waited = Duration::ZERO;
        loop {
            let arguments = vec![json!(kind), json!(name), json!(within)];
            let found = self.chromium.driver.execute(FIND, arguments).await;
            if let Some(element) = found.ok().and_then(|found| found.element().ok()) {
                return element;
            }
            if waited >= PATIENCE {
                let (place, text) = (self.place().await, self.text().await);
                panic!("no {kind} named \"{name}\" within \"{within}\" at {place}: {text}");
            }
            tokio::time::sleep(POLL).await;
            waited += POLL;
        }
    }

    /// Whether there is something with a name at this moment.
    pub async fn has(&self, kind: &str, name: &str) -> bool {
        let arguments = vec![json!(kind), json!(name), json!("")];
        !self.ask(FIND, arguments).await.is_null()
    }

    async fn with_found(
        &self,
        kind: &str,
        name: &str,
        within: &str,
        act: impl AsyncFn(WebElement) -> WebDriverResult<()>,
    ) {
        // A script may put a new element in the place of what was found.
        for _ in 0..3 {
            if act(self.find(kind, name, within).await).await.is_ok() {
                return;
            }
            tokio::time::sleep(POLL).await;
        }
        let done = act(self.find(kind, name, within).await).await;
        done.unwrap_or_else(|error| panic!("{kind} \"{name}\": {error}"));
    }

    /// Presses the button or follows the link of that name.
    pub async fn press(&self, name: &str) {
        self.press_within(name, "").await;
    }

    /// The same in the smallest part of the page that has a text: a row, an item, a form.
    pub async fn press_within(&self, name: &str, within: &str) {
        self.with_found("press", name, within, async |found| found.click().await).await;
    }

    /// Types into the field with that label.
    pub async fn fill(&self, label: &str, text: &str) {
        self.with_found("field", label, "", async |field| {
            field.clear().await?;
            field.send_keys(text).await
        })
        .await;
    }

    /// Ticks or unticks the box, or picks the option, with that label.
    pub async fn tick(&self, label: &str) {
        self.with_found("field", label, "", async |field| field.click().await).await;
    }

    /// Picks an option of the list with that label.
    pub async fn choose(&self, label: &str, option: &str) {
        self.with_found("field", label, "", async |list| {
            let options = list.find_all(thirtyfour::By::Tag("option")).await?;
            for one in options {
                if one.text().await? == option || one.prop("value").await?.as_deref() == Some(option) {
                    // A script may lead on to another page at once: the option is gone then, and was chosen.
                    let _ = one.click().await;
                    return Ok(());
                }
            }
            panic!("no \"{option}\" in the list \"{label}\"");
        })
        .await;
    }

    /// Picks a file for the field with that label.
    pub async fn upload(&self, label: &str, file: &Path) {
        let file = file.to_str().unwrap();
        self.with_found("field", label, "", async |field| field.send_keys(file).await).await;
    }

    /// What is in the field with that label.
    pub async fn value(&self, label: &str) -> String {
        loop {
            // A script may put a new field in the place of what was found.
            if let Ok(value) = self.find("field", label, "").await.prop("value").await {
                return value.unwrap_or_default();
            }
        }
    }

    /// The rows of the table whose caption begins with a text, its headings first.
    pub async fn table(&self, caption: &str) -> Vec<Vec<String>> {
        let script = "return [...arguments[0].rows].map(row => [...row.cells].map(cell => \
             cell.innerText.replace(/\\s+/g, ' ').trim()))";
        loop {
            // A script may put a new table in the place of what was found.
            let found = self.find("table", caption, "").await.to_json().unwrap();
            if let Ok(told) = self.chromium.driver.execute(script, vec![found]).await {
                return serde_json::from_value(told.json().clone()).unwrap();
            }
        }
    }

    /// What is shown in the frame of that title.
    pub async fn frame(&self, title: &str) -> String {
        let frames = self.chromium.driver.find_all(thirtyfour::By::Tag("iframe")).await.unwrap();
        for frame in frames {
            // A script may have put a new frame in its place just now: there is nothing in it yet.
            let Ok(named) = frame.attr("title").await else { return String::new() };
            if named.as_deref() == Some(title) {
                if frame.enter_frame().await.is_err() {
                    return String::new();
                }
                let text = self.text().await;
                self.chromium.driver.enter_parent_frame().await.unwrap();
                return text;
            }
        }
        panic!("no frame \"{title}\"");
    }

    /// From a page of the console to the issuer's, and as someone of a role back to the page.
    pub async fn sign_in(&self, path: &str, role: &str) {
        self.sign_in_as(path, "Ada Admin", role).await;
    }

    /// The same under a name.
    pub async fn sign_in_as(&self, path: &str, name: &str, role: &str) {
        self.open(path).await;
        self.fill("Name", name).await;
        self.choose("Role", role).await;
        self.press("Sign in").await;
        self.until("the console is back", async || self.place().await.starts_with("/console")).await;
    }

    /// What a cookie is worth; empty without one.
    pub async fn cookie(&self, name: &str) -> String {
        let cookie = self.chromium.driver.get_named_cookie(name).await;
        cookie.map(|cookie| cookie.value).unwrap_or_default()
    }

    /// What the window shows, as a PNG.
    pub async fn picture(&self) -> Vec<u8> {
        let told = self.tell("Page.captureScreenshot", json!({ "format": "png" })).await;
        data_encoding::BASE64.decode(told["data"].as_str().unwrap().as_bytes()).unwrap()
    }

    /// A page that tells of a refusal is what is looked for.
    pub fn allow(&self, status: u16) {
        self.watch.borrow_mut().allowed.insert(status);
    }

    /// Takes in what the browser has to tell.
    pub async fn note(&self) {
        let network = self.chromium.driver.get_log("performance").await.unwrap();
        let console = self.chromium.driver.get_log("browser").await.unwrap();
        self.watch.borrow_mut().take(&network, &console);
    }

    /// What was wrong since this was asked before.
    pub async fn faults(&self) -> Vec<String> {
        self.note().await;
        std::mem::take(&mut self.watch.borrow_mut().faults)
    }

    /// Closes the browser, which must have had nothing to complain about.
    pub async fn leave(self) {
        let faults = self.faults().await;
        self.chromium.driver.clone().quit().await.unwrap();
        assert!(faults.is_empty(), "{faults:#?}");
    }
}
