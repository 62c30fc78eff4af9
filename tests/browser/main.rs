//! The page for the phone in a real browser, with the built kiosk in a pseudo-terminal beside it: each test sees both
//! sides.
//!
//! Needs Debian's `chromium` and `chromium-driver`. Pictures of every moment go to `target/pictures-of-the-page`.

#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]
#![expect(clippy::disallowed_methods, reason = "a test waits by the real clock")]

mod bank;
mod counter;
mod failing;
mod joining;
mod leaving;
mod looks;
mod odd;
mod paying;
mod scene;
mod signing;
mod steps;

#[path = "../support/browser.rs"]
mod browser;
#[expect(dead_code, reason = "shared with the benchmark and other tests, which need other parts of it")]
#[path = "../support/pty.rs"]
mod pty;
#[expect(dead_code, reason = "shared with other tests, which need other parts of it")]
#[path = "../support/tenant.rs"]
mod tenant;
#[expect(dead_code, reason = "shared with other tests, which need other parts of it")]
#[path = "../support/visitor.rs"]
mod visitor;
#[path = "../support/webdriver.rs"]
mod webdriver;
