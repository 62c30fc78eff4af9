//! As much of `WebDriver` as the tests need: JSON over HTTP, one session, calls that block.
//!
//! Written here because a crate for it would change how the kiosk itself is built for every other test (`thirtyfour` has
//! `serde_json` keep the order of maps), or bring a score of crates and a second ICU along (`fantoccini`).

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use reqwest::{Client, Method};
use serde_json::{Value, json};
use tokio::runtime::Runtime;

/// A driver and the browser it has started; both are gone when this is dropped.
pub struct Session {
    runtime: Runtime,
    http: Client,
    driver: Child,
    /// The address of the session at the driver.
    url: String,
}

/// The name under which the protocol sends an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";
/// How long one call may take; a browser that starts on a busy machine takes the longest.
const PATIENCE: Duration = Duration::from_mins(1);

impl Session {
    /// Starts a driver, and a browser with these capabilities.
    pub fn start(capabilities: &Value) -> Self {
        // Where another test of this process was first, it is installed already.
        rustls::crypto::ring::default_provider().install_default().ok();
        let (driver, url) = start_driver();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let http =
            Client::builder().no_proxy().tls_certs_only([]).timeout(PATIENCE).build().expect("a client");
        let mut session = Self { runtime, http, driver, url };
        let started = session.post("", &json!({"capabilities": {"alwaysMatch": capabilities}}));
        let id = started.expect("Chromium")["sessionId"].as_str().expect("a session").to_owned();
        session.url = format!("{}/{id}", session.url);
        session
    }

    /// Asks the driver.
    pub fn get(&self, path: &str) -> Result<Value, String> {
        self.send(Method::GET, path, None)
    }

    /// Tells the driver.
    pub fn post(&self, path: &str, body: &Value) -> Result<Value, String> {
        self.send(Method::POST, path, Some(body))
    }

    /// Ends something at the driver.
    pub fn delete(&self, path: &str) -> Result<Value, String> {
        self.send(Method::DELETE, path, None)
    }

    /// The path of the element that a script finds, while there is one.
    pub fn find(&self, script: &str) -> Option<String> {
        let found = self.run(&format!("return {script};")).ok()?;
        Some(format!("/element/{}", found[ELEMENT].as_str()?))
    }

    /// An element, as the origin of what a pointer does.
    pub fn origin(element: &str) -> Value {
        let id = element.rsplit('/').next().unwrap_or_default();
        json!({ELEMENT: id})
    }

    /// Runs a script on the page and gives what it returns, a promise when it is kept.
    pub fn run(&self, script: &str) -> Result<Value, String> {
        self.post("/execute/sync", &json!({"script": script, "args": []}))
    }

    /// Every answer is a `value`, which says when it is an error.
    fn send(&self, method: Method, path: &str, body: Option<&Value>) -> Result<Value, String> {
        let request = self.http.request(method, format!("{}{path}", self.url));
        let request = body.into_iter().fold(request, |request, body| request.body(body.to_string()));
        let answer = self.runtime.block_on(async { request.send().await?.text().await });
        let answer: Value = serde_json::from_str(&answer.map_err(|error| error.to_string())?).expect("JSON");
        let value = answer["value"].clone();
        if value["error"].is_string() { Err(value["message"].to_string()) } else { Ok(value) }
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // Asked to quit, the driver ends the browser; killed, it would leave it behind.
        self.delete("").ok();
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
    (driver, format!("http://127.0.0.1:{}/session", port.trim_end_matches('.')))
}
