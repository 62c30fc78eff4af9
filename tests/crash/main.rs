//! The built kiosk is killed at each step of a purchase, started again on the same data, and has to know the truth.
//!
//! Nothing is pretended: `walkin run` in a terminal, a real ledger file, `walkin sandbox` in a process of its own, and a
//! wire between the two ([`proxy`]) that holds a request before the studio has it, or its answer before the kiosk has it.
//! So the kiosk dies exactly there, not about there, and no test waits for time to pass.
//!
//! After every kill the kiosk is started again on a healthy wire. Then the welcome screen has to be there within two
//! seconds, the ledger has to tell the truth, the studio has to have sold exactly as much as the ledger says, and no order
//! may have been sent twice, the restart's own calls included.
//!
//! | killed when | on disk | after the restart | sold |
//! |---|---|---|---|
//! | the fresh price is asked | nothing | nothing | 0 |
//! | the fresh price comes | nothing or intended | nothing or abandoned | 0 |
//! | it was ordered, and the disk has not answered yet | nothing | nothing | 0 |
//! | the payment session is asked | intended | abandoned | 0 |
//! | the payment session is open, and nobody knows | intended | abandoned | 0 |
//! | the code is on the screen | awaiting payment | abandoned | 0 |
//! | the phone has taken the page | awaiting payment | abandoned | 0 |
//! | the payment is authorised, what exists is asked | authorised | abandoned | 0 |
//! | what exists is answered | authorised | abandoned | 0 |
//! | the purchase is to be sent, and the disk has not answered yet | authorised | abandoned | 0 |
//! | the purchase has left and never arrives | submitted | unknown, and stays so | 0 |
//! | the purchase has left and arrives after the first look | submitted | unknown, then completed by a later look | 1 |
//! | the purchase is done, its answer on the way | submitted | completed by a look | 1 |
//! | the answer of the purchase comes | submitted or completed | completed | 1 |
//! | the pass is on the screen | completed | completed | 1 |
//! | the answer was lost, the first look is asked | unknown | completed by a look | 1 |
//! | the answer was lost, the first look is answered | unknown | completed by a look | 1 |
//! | free pass: what exists is asked | intended | abandoned | 0 |
//! | free pass: it is done, its answer on the way | submitted | completed by a look | 1 |
//! | joining: between the two payments | awaiting payment | abandoned | 0 |
//! | joining: both are there, who is known already is asked | authorised | abandoned | 0 |
//! | joining: the signup has left and never arrives | submitted | for staff: nobody keeps who joins | 0 |
//! | joining: the signup is done, its answer on the way | submitted | for staff | 1 |
//! | joining: it was answered, the contract is asked | completed | completed with its contract | 1 |
//! | adding: it is done, its answer on the way | submitted | completed by a look | 1 |
//! | adding: it has left and never arrives | submitted | unknown, and stays so | 0 |
//! | once more while it recovers, before it has drawn | submitted or unknown | completed by a look | 1 |
//! | once more while the first look is answered | unknown | completed by a look | 1 |
//! | five times at random moments | whatever it was | abandoned, or completed, or unknown with nothing sold | 0 or 1 each |
//!
//! Where the kiosk had shown a claim code before it died (the pass, the ticket of an order nobody knows of, a purchase that
//! takes long), the visitor comes back with it, and sees the pass or the truth.
//!
//! SIGTERM is the polite way: before anything is authorised the kiosk ends at once and gives the order up; from then on it
//! waits for the purchase. And the studio itself is killed in the middle of a purchase, and comes back.

#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]
#![expect(clippy::disallowed_methods, reason = "a test waits by the real clock")]

mod after_the_purchase;
mod again_and_again;
mod at_the_purchase;
mod before_the_purchase;
mod ended;
mod joining;
mod kiosk;
mod scene;
mod studio;

#[path = "../support/http.rs"]
mod http;
#[path = "../support/phone.rs"]
mod phone;
#[path = "../support/proxy.rs"]
mod proxy;
#[expect(dead_code, reason = "shared with other tests, which need other parts of it")]
#[path = "../support/pty.rs"]
mod pty;
#[expect(dead_code, reason = "shared with other tests, which need other parts of it")]
#[path = "../support/sandbox.rs"]
mod sandbox;
#[path = "../support/signal.rs"]
mod signal;
#[expect(dead_code, reason = "shared with other tests, which need other parts of it")]
#[path = "../support/tenant.rs"]
mod tenant;
#[expect(dead_code, reason = "shared with other tests, which need other parts of it")]
#[path = "../support/visitor.rs"]
mod visitor;
