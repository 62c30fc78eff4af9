//! A pretend studio: the API's operations with behaviour instead of canned answers.
//!
//! [`World`] is the business, pure and deterministic: the simulation calls it directly, and [`Studio`] puts HTTP in
//! front of it for the demo, for tests and for `walkin sandbox`. So what a pass, a voucher or a payment is in this
//! studio is written once. [`Faults`] let it fail on purpose, so that anybody can watch the kiosk cope.

mod faults;
mod server;
mod world;

pub use faults::{Calls, Conditions, FaultError, FaultRule, Faults, Kind, Refused, Way, fault_help};
pub use server::{StartError, Studio};
pub use world::{
    AuthoriseError, BankAnswer, Cancelation, CancelationOrigin, CancelationStatus, Component, Concluded,
    Conclusion, Contract, Ending, ModuleContract, Person, Purchase, Redemption, Scope, Session, Spent, World,
};
