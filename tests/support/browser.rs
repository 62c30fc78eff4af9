//! A phone's browser: Debian's Chromium in a profile of its own, driven through `WebDriver`.
//!
//! Calls block, so that a test reads as what a person does. Whatever is not there yet is asked for again until it is or
//! patience ends; nobody waits for time to pass.
//!
//! Invariant: browser and driver are gone when this is dropped.

use std::cell::Cell;
use std::fmt::Write as _;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD as BASE64;
use serde_json::{Value, json};
use thirtyfour::common::capabilities::chrome::ChromeCapabilities;
use thirtyfour::prelude::*;
use thirtyfour::{ChromiumLikeCapabilities, LoggingPrefsLogLevel};
use tokio::runtime::Runtime;

/// What the browser is: a small phone of today, unless a test says otherwise.
#[derive(Clone, Copy)]
pub struct Look {
    /// Width and height in CSS pixels.
    pub size: (u32, u32),
    pub is_dark: bool,
    /// What it asks for in `Accept-Language`.
    pub language: &'static str,
}

impl Default for Look {
    fn default() -> Self {
        Self { size: (390, 844), is_dark: false, language: "en" }
    }
}

/// A browser with one window.
pub struct Browser {
    runtime: Runtime,
    /// None only while it is being dropped.
    window: Option<WebDriver>,
    driver: Child,
    pictures: Cell<usize>,
    _profile: tempfile::TempDir,
}

/// How long something may take that must happen; far longer than it takes.
const PATIENCE: Duration = Duration::from_secs(20);
/// The pause between two looks; nothing announces what a page does.
const GLANCE: Duration = Duration::from_millis(20);
/// As a phone would: no first steps, no calls home, nothing that needs a screen or a sandbox that root may not have.
const ARGUMENTS: [&str; 10] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-search-engine-choice-screen",
];
/// Where pictures go, one file a moment; for people to look at.
const PICTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/target/pictures-of-the-page");

impl Browser {
    /// A browser that nobody has used before.
    pub fn start(look: Look) -> Self {
        Self::start_with(look, |_| ())
    }

    /// A browser with more said to it before it starts.
    pub fn start_with(look: Look, prepare: impl FnOnce(&mut ChromeCapabilities)) -> Self {
        // Where another test of this process was first, it is installed already.
        rustls::crypto::ring::default_provider().install_default().ok();
        let profile = tempfile::tempdir().expect("a directory");
        let (driver, server) = start_driver();
        let mut wishes = DesiredCapabilities::chrome();
        let (width, height) = look.size;
        let data = format!("--user-data-dir={}", profile.path().display());
        let window = format!("--window-size={width},{height}");
        let language = format!("--accept-lang={}", look.language);
        for argument in ARGUMENTS.into_iter().chain([data.as_str(), &window, &language]) {
            wishes.add_arg(argument).expect("an argument");
        }
        let phone =
            json!({"deviceMetrics": {"width": width, "height": height, "pixelRatio": 2.0, "touch": true}});
        wishes.add_experimental_option("mobileEmulation", phone).expect("an option");
        wishes.set_browser_log_level(LoggingPrefsLogLevel::All).expect("a capability");
        prepare(&mut wishes);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let window = runtime.block_on(WebDriver::new(server, wishes)).expect("Chromium");
        let browser =
            Self { runtime, window: Some(window), driver, pictures: Cell::new(0), _profile: profile };
        let scheme = if look.is_dark { "dark" } else { "light" };
        let features = json!({"features": [{"name": "prefers-color-scheme", "value": scheme}]});
        browser.tell("Emulation.setEmulatedMedia", features);
        browser
    }

    /// Opens an address, as the camera of a phone does.
    pub fn open(&self, address: &str) {
        self.wait_on(self.window().goto(address)).expect("an address");
    }

    /// Loads the page again.
    pub fn reload(&self) {
        self.wait_on(self.window().refresh()).expect("a page");
    }

    /// Presses the browser's own way back.
    pub fn back(&self) {
        self.wait_on(self.window().back()).expect("a page");
    }

    /// Closes the only tab; the browser stays.
    pub fn close_tab(&self) {
        let window = self.window();
        self.wait_on(async {
            let tab = window.window().await?;
            let other = window.new_tab().await?;
            window.switch_to_window(tab).await?;
            window.close_window().await?;
            window.switch_to_window(other).await
        })
        .expect("another tab");
    }

    /// Where it is.
    pub fn address(&self) -> String {
        self.wait_on(self.window().current_url()).expect("an address").to_string()
    }

    /// Taps what a script finds, once it is there, enabled and not hidden behind something else.
    pub fn tap(&self, script: &str) {
        self.eventually(&format!("{script} to tap"), || {
            self.wait_on(async {
                let found = self.window().execute(format!("return {script};"), Vec::new()).await.ok()?;
                let element = found.element().ok()?;
                let is_ready = element.is_displayed().await.ok()? && element.is_enabled().await.ok()?;
                if is_ready { element.click().await.ok() } else { None }
            })
        });
    }

    /// What an expression is worth on the page; `None` while there is no page to ask.
    pub fn evaluate(&self, expression: &str) -> Option<Value> {
        let script = format!("return {expression};");
        self.wait_on(self.window().execute(script, Vec::new())).ok().map(|found| found.json().clone())
    }

    /// Waits until an expression is true on the page.
    pub fn wait_until(&self, expression: &str) {
        self.eventually(expression, || (self.evaluate(expression)? == Value::Bool(true)).then_some(()));
    }

    /// Waits until the page says this, where a person reads it.
    pub fn wait_for_text(&self, text: &str) {
        self.eventually(&format!("{text:?}"), || self.text().contains(text).then_some(()));
    }

    /// What a person reads.
    pub fn text(&self) -> String {
        let text = self.evaluate("document.body.innerText");
        text.and_then(|text| text.as_str().map(str::to_owned)).unwrap_or_default()
    }

    /// Takes a picture of the whole page, numbered within the test.
    pub fn picture(&self) {
        let test = thread::current().name().unwrap_or("page").replace("::", "-");
        let number = self.pictures.get() + 1;
        self.pictures.set(number);
        let metrics = self.tell("Page.getLayoutMetrics", json!({}));
        let size = &metrics["cssContentSize"];
        let clip = json!({"x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1});
        let taken = self.tell("Page.captureScreenshot", json!({"captureBeyondViewport": true, "clip": clip}));
        let file = PathBuf::from(PICTURES).join(format!("{test}-{number}.png"));
        fs::create_dir_all(PICTURES).expect("a directory");
        let picture = BASE64.decode(taken["data"].as_str().expect("a picture")).expect("base64");
        fs::write(file, picture).expect("a file");
    }

    /// Nothing is wider than the screen, so that nobody has to move it sideways.
    pub fn assert_fits(&self) {
        let over = self.evaluate("document.documentElement.scrollWidth - window.innerWidth").expect("a page");
        assert!(over.as_i64().is_some_and(|over| over <= 0), "{over} pixels too wide: {}", self.text());
    }

    /// The browser had nothing to complain about (a policy that was broken, a script that failed), beyond what is expected.
    pub fn assert_content(&self, expected: &[&str]) {
        let log = self.wait_on(self.window().browser_log()).expect("a log");
        let complaints = log
            .iter()
            .filter(|entry| !expected.iter().any(|expected| entry.message.contains(expected)))
            .fold(String::new(), |mut all, entry| {
                writeln!(all, "{} {}", entry.level, entry.message).expect("text");
                all
            });
        assert!(complaints.is_empty(), "the browser complains:\n{complaints}");
    }

    /// Speaks with the browser's developer tools.
    pub fn tell(&self, method: &str, parameters: Value) -> Value {
        self.wait_on(self.window().cdp().send_raw(method, parameters)).expect("the developer tools")
    }

    fn window(&self) -> &WebDriver {
        self.window.as_ref().expect("open until it is dropped")
    }

    fn wait_on<T>(&self, work: impl Future<Output = T>) -> T {
        self.runtime.block_on(work)
    }

    fn eventually<T>(&self, what: &str, mut find: impl FnMut() -> Option<T>) -> T {
        let began = Instant::now();
        loop {
            if let Some(found) = find() {
                return found;
            }
            if began.elapsed() > PATIENCE {
                let (address, text) = (self.address(), self.text());
                panic!("waited for {what}, but {address} says:\n{text}");
            }
            thread::sleep(GLANCE);
        }
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Asked to quit, the driver ends the browser; killed, it would leave it behind.
        if let Some(window) = self.window.take() {
            self.runtime.block_on(window.quit()).ok();
        }
        self.driver.kill().ok();
        self.driver.wait().ok();
    }
}

/// Starts a driver on a port of its choice.
fn start_driver() -> (Child, String) {
    let mut driver = Command::new("chromedriver")
        .args(["--port=0"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("chromedriver, of Debian's package chromium-driver");
    let mut said = BufReader::new(driver.stdout.take().expect("piped")).lines().map_while(Result::ok);
    let port = said
        .find_map(|line| line.split_once("successfully on port ").map(|(_, port)| port.to_owned()))
        .expect("a driver that says its port");
    // It goes on writing, and would stop if nobody read.
    thread::spawn(move || said.for_each(drop));
    (driver, format!("http://127.0.0.1:{}", port.trim_end_matches('.')))
}
