//! Something that is asked for over the network: what is known, what is awaited, what went wrong.
//!
//! Invariant: only the answer to the question asked last is accepted.

use super::effect::RequestId;
use crate::domain::fault::Fault;
use crate::domain::time::Moment;

/// A value that lives on the server, as far as it is known here.
#[derive(Clone, Debug)]
pub struct Remote<T> {
    value: Option<(T, Moment)>,
    awaited: Option<(RequestId, Moment)>,
    fault: Option<(Fault, Moment)>,
    /// Questions since the last good answer that brought none.
    failures: u32,
}

impl<T> Default for Remote<T> {
    fn default() -> Self {
        Self { value: None, awaited: None, fault: None, failures: 0 }
    }
}

impl<T: Clone> Remote<T> {
    /// Notes that it was asked for; what is known stays until the answer comes.
    pub fn ask(&mut self, request: RequestId, now: Moment) {
        self.awaited = Some((request, now));
        self.fault = None;
    }

    /// Whether this is the answer that is awaited.
    pub fn is_awaiting(&self, request: RequestId) -> bool {
        self.awaited.is_some_and(|(awaited, _)| awaited == request)
    }

    /// Takes an answer if it is the one awaited, and says whether it was.
    pub fn accept(&mut self, request: RequestId, result: &Result<T, Fault>, now: Moment) -> bool {
        if !self.is_awaiting(request) {
            return false;
        }
        self.awaited = None;
        match result {
            Ok(value) => {
                self.value = Some((value.clone(), now));
                self.failures = 0;
            }
            Err(fault) => {
                self.fault = Some((fault.clone(), now));
                self.failures = self.failures.saturating_add(1);
            }
        }
        true
    }

    /// What is known, however old.
    pub fn value(&self) -> Option<&T> {
        self.value.as_ref().map(|(value, _)| value)
    }

    /// When the value came.
    pub fn known_since(&self) -> Option<Moment> {
        self.value.as_ref().map(|(_, at)| *at)
    }

    /// Why the last question brought nothing.
    pub fn fault(&self) -> Option<&Fault> {
        self.fault.as_ref().map(|(fault, _)| fault)
    }

    /// When the last question failed.
    pub fn failed_at(&self) -> Option<Moment> {
        self.fault.as_ref().map(|(_, at)| *at)
    }

    /// How many questions in a row brought nothing.
    pub fn failures(&self) -> u32 {
        self.failures
    }

    /// Since when an answer is awaited.
    pub fn asked_at(&self) -> Option<Moment> {
        self.awaited.map(|(_, at)| at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::fault::FaultKind;

    #[test]
    fn an_answer_nobody_awaits_any_more_is_refused() {
        let mut remote = Remote::default();
        remote.ask(RequestId(1), Moment::default());
        remote.ask(RequestId(2), Moment::default());
        assert!(!remote.accept(RequestId(1), &Ok("old"), Moment::default()));
        assert!(remote.accept(RequestId(2), &Ok("new"), Moment::default()));
        assert!(!remote.accept(RequestId(2), &Ok("again"), Moment::default()));
        assert_eq!(remote.value(), Some(&"new"));
    }

    #[test]
    fn a_failure_keeps_what_was_known() {
        let mut remote = Remote::default();
        remote.ask(RequestId(1), Moment::default());
        remote.accept(RequestId(1), &Ok(7), Moment::default());
        remote.ask(RequestId(2), Moment::default());
        remote.accept(RequestId(2), &Err(FaultKind::Cut.into()), Moment::default());
        assert_eq!((remote.value(), remote.fault().is_some()), (Some(&7), true));
    }
}
