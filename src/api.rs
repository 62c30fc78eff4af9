//! The studio's API: one method for each operation, answers as nouns of the kiosk, failures as [`Fault`]s.
//!
//! A [`Client`] says what is asked and understands the answer; a [`Transport`] carries it: [`transport::Http`] over the
//! network, in tests and simulations the pretend studio in the same process. [`wire`] is shared by the two ends, the
//! client and the embedded studio, so that neither can drift from the other without a test of the contract noticing.
//!
//! Answers are understood once, here. Ids, prices and statuses are hard requirements, and an answer that lacks one is
//! [`FaultKind::Garbage`]; everything else may be missing, null or unknown. Lists are bounded.
//!
//! Invariant: no write is sent twice by anything in this module.

pub mod probe;
pub mod transport;
pub mod wire;

mod answer;
mod contracts;
mod customers;
mod frequency;
mod gate;
mod leads;
mod memberships;
mod modules;
mod offers;
mod payments;
mod studio;
mod time;
mod vouchers;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::clock::Clock;
use crate::domain::fault::{Fault, FaultKind};
use crate::domain::language::Language;
use crate::domain::time::TimeZone;

pub use offers::PurchaseCall;
use wire::{Answer, Call};

/// The API of one studio.
#[derive(Debug)]
pub struct Client<T> {
    transport: T,
    /// Of the studio: dates of the API are meant in it.
    zone: TimeZone,
    clock: Clock,
    offers_left_out: AtomicUsize,
}

/// Carries a call to the studio and brings the answer back, whatever its status.
pub trait Transport: Send + Sync {
    /// Performs one call; a fault means that no complete answer came.
    fn exchange(&self, call: Call, manner: Manner) -> impl Future<Output = Result<Answer, Fault>> + Send;
}

/// What a call does, which decides how long it may take and whether it may be repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Manner {
    /// Changes nothing that matters, also where the method is POST (previews, checks, searches, payment sessions,
    /// which lapse unused): may be repeated at will.
    Read,
    /// A read that tells what became of money: it waits for what the server asks, and for no breaker of ours.
    Look,
    /// Changes something: never repeated.
    Write,
    /// Moves money or changes a contract: never repeated, and given more time, because giving up leaves the visitor without an answer.
    Purchase,
}

impl Manner {
    /// Whether a second call does no harm.
    pub fn may_be_repeated(self) -> bool {
        matches!(self, Self::Read | Self::Look)
    }
}

impl<T: Transport> Client<T> {
    /// A client of the studio whose dates are meant in `zone`.
    pub fn new(transport: T, zone: TimeZone) -> Self {
        Self { transport, zone, clock: Clock::start(), offers_left_out: AtomicUsize::new(0) }
    }

    /// What carries the calls.
    pub fn transport(&self) -> &T {
        &self.transport
    }

    /// How many offers the latest list had that cannot be sold, for want of an id or a price; for the log.
    pub fn offers_left_out(&self) -> usize {
        self.offers_left_out.load(Ordering::Relaxed)
    }

    /// Whether the studio knows the key (`HEAD /v1/studios/information`); proves no scope.
    ///
    /// Faults: [`FaultKind::KeyRefused`], and those of the link.
    pub async fn check_key(&self) -> Result<(), Fault> {
        self.ask(Call::head(studio::INFORMATION), Manner::Read).await.map(drop)
    }

    /// Performs a call whose answer has to be a success.
    async fn ask(&self, call: Call, manner: Manner) -> Result<Answer, Fault> {
        let answer = self.transport.exchange(call, manner).await?;
        answer::fault_of(&answer).map_or(Ok(answer), Err)
    }

    /// Reads a document.
    async fn get<W: DeserializeOwned>(&self, language: Language, call: Call) -> Result<W, Fault> {
        answer::decode(&self.ask(call.in_language(language), Manner::Read).await?)
    }

    /// Reads a document that tells what became of a write.
    async fn look<W: DeserializeOwned>(&self, language: Language, call: Call) -> Result<W, Fault> {
        answer::decode(&self.ask(call.in_language(language), Manner::Look).await?)
    }

    /// Sends a write that is answered with an acknowledgement and nothing else.
    async fn tell(&self, language: Language, call: Call) -> Result<(), Fault> {
        answer::acknowledged(&self.ask(call.in_language(language), Manner::Purchase).await?)
    }

    /// Sends a document and reads the one that answers it.
    async fn post<W: DeserializeOwned>(
        &self,
        language: Language,
        path: &str,
        body: &(impl Serialize + Sync),
        manner: Manner,
    ) -> Result<W, Fault> {
        // Nothing that is sent lacks a JSON form; if it did, nothing would have left.
        let call = Call::post(path, body).map_err(|_| FaultKind::HeldBack)?;
        answer::decode(&self.ask(call.in_language(language), manner).await?)
    }
}

impl<T: Transport> Transport for Arc<T> {
    fn exchange(&self, call: Call, manner: Manner) -> impl Future<Output = Result<Answer, Fault>> + Send {
        T::exchange(self, call, manner)
    }
}

/// An answer that lacks a hard requirement.
fn garbage() -> Fault {
    FaultKind::Garbage.into()
}
