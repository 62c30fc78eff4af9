//! How a contract ends by somebody's wish: asked for, verified by staff where the studio wants that, taken back.
//!
//! Main contracts and module contracts share it. What is asked here is checked before: these are the changes, not the rules.

use serde::Deserialize;

use crate::domain::time::{Date, Timestamp};

/// A cancelation as the studio has recorded it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cancelation {
    /// The last day of the contract.
    pub date: Date,
    /// Why, in the studio's words.
    pub reason: String,
    /// Who wished it.
    pub origin: CancelationOrigin,
    /// How far it has come.
    pub status: CancelationStatus,
}

/// Who wished a cancelation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum CancelationOrigin {
    /// The member.
    Customer,
    /// The studio, for arrears say: no member can take it back.
    Studio,
}

/// How far a cancelation has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum CancelationStatus {
    /// In effect.
    Canceled,
    /// Staff have to verify it.
    PendingVerification,
    /// In effect, and staff have to verify that it is taken back.
    PendingWithdrawalVerification,
}

/// The cancelation of one contract, and what was done to it since the world began.
#[derive(Clone, Debug, Default)]
pub struct Ending {
    cancelation: Option<Cancelation>,
    /// What is shown instead, and until when.
    before: Option<(Option<Cancelation>, Timestamp)>,
    cancelations: u32,
    withdrawals: u32,
}

/// How much of what was done counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Seen {
    /// What callers are shown by then.
    By(Timestamp),
    /// All that there is.
    All,
}

impl Cancelation {
    /// Whether the contract ends with it as things stand.
    pub(super) fn is_in_effect(&self) -> bool {
        self.status != CancelationStatus::PendingVerification
    }
}

impl CancelationOrigin {
    /// As the API writes it.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Customer => "CUSTOMER",
            Self::Studio => "STUDIO",
        }
    }
}

impl CancelationStatus {
    /// As the API writes it.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Canceled => "CANCELED",
            Self::PendingVerification => "PENDING_VERIFICATION",
            Self::PendingWithdrawalVerification => "PENDING_WITHDRAWAL_VERIFICATION",
        }
    }
}

impl Ending {
    /// One that was asked for before the world began.
    pub(super) fn of(cancelation: Option<Cancelation>) -> Self {
        Self { cancelation, ..Self::default() }
    }

    /// The cancelation, whatever is shown of it.
    pub fn cancelation(&self) -> Option<&Cancelation> {
        self.cancelation.as_ref()
    }

    /// How many cancelations were accepted; two without a withdrawal between them are one too many.
    pub fn cancelations(&self) -> u32 {
        self.cancelations
    }

    /// How many withdrawals were accepted.
    pub fn withdrawals(&self) -> u32 {
        self.withdrawals
    }

    /// The cancelation as callers see it at `now`.
    pub(super) fn shown(&self, now: Timestamp) -> Option<&Cancelation> {
        match &self.before {
            Some((before, until)) if now < *until => before.as_ref(),
            _ => self.cancelation(),
        }
    }

    /// What is shown at `now` stays shown, though the studio's clock may be set back.
    pub(super) fn settle(&mut self, now: Timestamp) {
        self.before = self.before.take().filter(|(_, until)| now < *until);
    }

    /// The cancelation as far as it is seen.
    pub(super) fn seen(&self, seen: Seen) -> Option<&Cancelation> {
        match seen {
            Seen::By(now) => self.shown(now),
            Seen::All => self.cancelation(),
        }
    }

    /// Whether there is a cancelation that a member can take back on `today`.
    pub(super) fn can_be_withdrawn(cancelation: Option<&Cancelation>, today: Date) -> bool {
        cancelation.is_some_and(|cancelation| {
            cancelation.origin == CancelationOrigin::Customer
                && cancelation.status != CancelationStatus::PendingWithdrawalVerification
                && cancelation.date >= today
        })
    }

    /// Records a cancelation, which is shown from `visible_at` on.
    pub(super) fn cancel(&mut self, cancelation: Cancelation, now: Timestamp, visible_at: Option<Timestamp>) {
        self.cancelations += 1;
        self.change(Some(cancelation), now, visible_at);
    }

    /// Takes the cancelation back, at once or as soon as staff agree.
    pub(super) fn withdraw(&mut self, is_verified: bool, now: Timestamp, visible_at: Option<Timestamp>) {
        self.withdrawals += 1;
        let status = CancelationStatus::PendingWithdrawalVerification;
        let left = self.cancelation.clone().filter(|_| is_verified);
        self.change(left.map(|cancelation| Cancelation { status, ..cancelation }), now, visible_at);
    }

    /// Staff agree to what is asked for, and everybody sees it.
    pub(super) fn verify(&mut self) {
        self.before = None;
        match &mut self.cancelation {
            Some(pending) if pending.status == CancelationStatus::PendingVerification => {
                pending.status = CancelationStatus::Canceled;
            }
            Some(pending) if pending.status == CancelationStatus::PendingWithdrawalVerification => {
                self.cancelation = None;
            }
            _ => {}
        }
    }

    fn change(&mut self, to: Option<Cancelation>, now: Timestamp, visible_at: Option<Timestamp>) {
        let shown = self.shown(now).cloned();
        self.cancelation = to;
        self.before = visible_at.map(|at| (shown, at));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cancelation() -> Cancelation {
        Cancelation {
            date: jiff::civil::date(2026, 7, 31),
            reason: "Umzug".to_owned(),
            origin: CancelationOrigin::Customer,
            status: CancelationStatus::PendingVerification,
        }
    }

    #[test]
    fn what_is_changed_is_shown_later_and_until_then_what_was_shown_before() {
        let at = |second| Timestamp::from_second(second).expect("a time");
        let mut ending = Ending::default();
        ending.cancel(cancelation(), at(0), Some(at(30)));
        assert_eq!((ending.shown(at(29)), ending.shown(at(30))), (None, Some(&cancelation())));
        ending.withdraw(true, at(10), Some(at(40)));
        assert_eq!(ending.shown(at(39)), None, "what is shown does not jump to what lay between");
        let pending = ending.shown(at(40)).map(|shown| shown.status);
        assert_eq!(pending, Some(CancelationStatus::PendingWithdrawalVerification));
        assert_eq!((ending.cancelations(), ending.withdrawals()), (1, 1));
        ending.verify();
        assert_eq!(ending.shown(at(0)), None);
    }

    #[test]
    fn staff_verify_what_is_pending() {
        let mut ending = Ending::of(Some(cancelation()));
        ending.verify();
        assert_eq!(ending.cancelation().map(|done| done.status), Some(CancelationStatus::Canceled));
        ending.verify();
        assert!(ending.cancelation().is_some(), "what is in effect stays");
    }
}
