//! A phone's browser: Debian's Chromium in a profile of its own.
//!
//! Calls block, so that a test reads as what a person does. Whatever is not there yet is asked for again until it is or
//! patience ends; nobody waits for time to pass.
//!
//! Invariant: browser and driver are gone when this is dropped.

use std::cell::Cell;
use std::fs;
use std::path::PathBuf;
use std::thread;
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD as BASE64;
use serde_json::{Value, json};

use super::webdriver::Session;

/// What the browser is: a phone of today, unless a test says otherwise.
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
    session: Session,
    pictures: Cell<usize>,
    /// Dropped after the session, whose browser writes to it until its end.
    _profile: tempfile::TempDir,
}

/// How long something may take that must happen; far longer than it takes.
const PATIENCE: Duration = Duration::from_secs(20);
/// The pause between two looks; nothing announces what a page does.
const GLANCE: Duration = Duration::from_millis(20);
/// How long a finger is away before it taps: what follows sooner, a browser may take for a part of the gesture before.
const LIFTED: Duration = Duration::from_millis(500);
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
/// Three strokes across a field.
const SIGNATURE: [&[(i32, i32)]; 3] = [
    &[(12, 70), (18, 30), (26, 72), (32, 34), (38, 66)],
    &[(44, 40), (46, 62), (54, 58), (60, 44)],
    &[(48, 76), (70, 72), (90, 68)],
];
/// Where pictures go, one file a moment; for people to look at.
const PICTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/target/pictures-of-the-page");

impl Browser {
    /// A browser that nobody has used before.
    pub fn start(look: Look) -> Self {
        Self::start_with(look, &[])
    }

    /// A browser with more arguments. It accepts any certificate, since those of tests are signed by nobody.
    pub fn start_with(look: Look, more: &[&str]) -> Self {
        let profile = tempfile::tempdir().expect("a directory");
        let (width, height) = look.size;
        let own = [
            format!("--user-data-dir={}", profile.path().display()),
            format!("--window-size={width},{height}"),
            format!("--accept-lang={}", look.language),
        ];
        let arguments: Vec<&str> =
            ARGUMENTS.into_iter().chain(own.iter().map(String::as_str)).chain(more.iter().copied()).collect();
        let phone =
            json!({"deviceMetrics": {"width": width, "height": height, "pixelRatio": 2.0, "touch": true}});
        let session = Session::start(&json!({
            "browserName": "chrome",
            "acceptInsecureCerts": true,
            "goog:loggingPrefs": {"browser": "ALL"},
            "goog:chromeOptions": {"args": arguments, "mobileEmulation": phone},
        }));
        let browser = Self { session, pictures: Cell::new(0), _profile: profile };
        let scheme = if look.is_dark { "dark" } else { "light" };
        let features = json!([{"name": "prefers-color-scheme", "value": scheme}]);
        browser.tell("Emulation.setEmulatedMedia", &json!({"features": features}));
        browser
    }

    /// Opens an address, as the camera of a phone does.
    pub fn open(&self, address: &str) {
        self.session.post("/url", &json!({"url": address})).expect("a page");
    }

    /// Loads the page again.
    pub fn reload(&self) {
        self.session.post("/refresh", &json!({})).expect("a page");
    }

    /// Presses the browser's own way back.
    pub fn back(&self) {
        self.session.post("/back", &json!({})).expect("a page");
    }

    /// Presses the browser's own way forward again.
    pub fn forward(&self) {
        self.session.post("/forward", &json!({})).expect("a page");
    }

    /// Turns the phone, or takes another one: so many CSS pixels.
    pub fn resize(&self, (width, height): (u32, u32)) {
        let size = json!({"width": width, "height": height, "deviceScaleFactor": 2, "mobile": true});
        self.tell("Emulation.setDeviceMetricsOverride", &size);
    }

    /// Draws a signature with a finger, in the field that a script finds.
    pub fn draws_a_signature(&self, script: &str) {
        self.draw(script, "touch", &SIGNATURE);
    }

    /// Draws strokes with a real pointer (`touch`, `pen` or `mouse`) in what a script finds. Points are parts of a hundred of
    /// its width and height.
    pub fn draw(&self, script: &str, pointer: &str, strokes: &[&[(i32, i32)]]) {
        let element = self.eventually(&format!("{script} to draw in"), || {
            self.session.run(&format!("{script}.scrollIntoView({{block: 'center'}})")).ok()?;
            self.session.find(script)
        });
        let size = self.session.get(&format!("{element}/rect")).expect("a size");
        let origin = Session::origin(&element);
        let place = |part: i32, side: &str| {
            // The origin is the middle.
            (size[side].as_f64().expect("a number") * f64::from(part - 50) / 100.0).round()
        };
        let mut actions = Vec::new();
        for stroke in strokes {
            let went = stroke.iter().map(|(x, y)| {
                let (x, y) = (place(*x, "width"), place(*y, "height"));
                json!({"type": "pointerMove", "duration": 20, "origin": origin, "x": x, "y": y})
            });
            actions.extend(went);
            let first = actions.len() - stroke.len() + 1;
            actions.insert(first, json!({"type": "pointerDown", "button": 0}));
            actions.push(json!({"type": "pointerUp", "button": 0}));
        }
        let hand = json!({"type": "pointer", "id": pointer, "parameters": {"pointerType": pointer}, "actions": actions});
        self.session.post("/actions", &json!({"actions": [hand]})).expect("a hand that draws");
        self.session.delete("/actions").expect("a hand that lets go");
        thread::sleep(LIFTED);
    }

    /// Closes the only tab; the browser stays.
    pub fn close_tab(&self) {
        let other = self.session.post("/window/new", &json!({"type": "tab"})).expect("another tab");
        self.session.delete("/window").expect("a tab to close");
        self.session.post("/window", &json!({"handle": other["handle"]})).expect("the other tab");
    }

    /// Where it is.
    pub fn address(&self) -> String {
        self.session.get("/url").expect("an address").as_str().expect("text").to_owned()
    }

    /// Taps what a script finds, once it is there, enabled and not hidden behind something else.
    pub fn tap(&self, script: &str) {
        self.eventually(&format!("{script} to tap"), || {
            let element = self.session.find(script)?;
            let is_enabled = self.session.get(&format!("{element}/enabled")).ok()? == Value::Bool(true);
            if is_enabled { self.session.post(&format!("{element}/click"), &json!({})).ok() } else { None }
        });
    }

    /// What an expression is worth on the page; `None` while there is no page to ask.
    pub fn evaluate(&self, expression: &str) -> Option<Value> {
        self.session.run(&format!("return {expression};")).ok()
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
        let size = &self.tell("Page.getLayoutMetrics", &json!({}))["cssContentSize"];
        let clip = json!({"x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1});
        let whole = json!({"captureBeyondViewport": true, "clip": clip});
        let taken = self.tell("Page.captureScreenshot", &whole);
        let picture = BASE64.decode(taken["data"].as_str().expect("a picture")).expect("base64");
        fs::create_dir_all(PICTURES).expect("a directory");
        fs::write(PathBuf::from(PICTURES).join(format!("{test}-{number}.png")), picture).expect("a file");
    }

    /// Nothing is wider than the screen, so that nobody has to move it sideways.
    pub fn assert_fits(&self) {
        let over = self.evaluate("document.documentElement.scrollWidth - screen.width").expect("a page");
        assert!(over.as_i64().is_some_and(|over| over <= 0), "{over} pixels too wide: {}", self.text());
    }

    /// The browser had nothing to complain about (a policy that was broken, a script that failed), beyond what is expected.
    pub fn assert_content(&self, expected: &[&str]) {
        let log = self.session.post("/se/log", &json!({"type": "browser"})).expect("a log");
        let complaints: Vec<&str> = log
            .as_array()
            .expect("entries")
            .iter()
            .map(|entry| entry["message"].as_str().expect("text"))
            .filter(|message| !expected.iter().any(|expected| message.contains(expected)))
            .collect();
        assert!(complaints.is_empty(), "the browser complains:\n{}", complaints.join("\n"));
    }

    /// Speaks with the browser's developer tools.
    pub fn tell(&self, method: &str, parameters: &Value) -> Value {
        let command = json!({"cmd": method, "params": parameters});
        self.session.post("/goog/cdp/execute", &command).expect("the developer tools")
    }

    fn eventually<T>(&self, what: &str, mut find: impl FnMut() -> Option<T>) -> T {
        let began = Instant::now();
        loop {
            if let Some(found) = find() {
                return found;
            }
            let is_late = began.elapsed() > PATIENCE;
            assert!(!is_late, "waited for {what}, but {} says:\n{}", self.address(), self.text());
            thread::sleep(GLANCE);
        }
    }
}
