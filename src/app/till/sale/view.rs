//! A sale as a screen shows it.

use super::errand::{Errand, Unsent};
use super::{Payment, Sale};
use crate::app::till::stage::{MoreTime, PhoneView, Stage, TaskView, stage_of};
use crate::domain::intent::State;

impl Sale {
    pub(in crate::app::till) fn stage(&self) -> Stage<'_> {
        if self.errand == Errand::Broken {
            return Stage::NotRecorded;
        }
        match self.intent.state() {
            State::Submitted { .. } => match self.errand {
                Errand::ResendLater { at, unsent: Unsent::Limited } => Stage::Waiting { until: at },
                Errand::ResendLater { unsent: Unsent::NeverSent, .. } => Stage::Retrying,
                Errand::ReadAgain { .. } => Stage::Authorised,
                _ => Stage::Buying,
            },
            State::Intended | State::AwaitingPayment { .. } | State::Authorised => self.stage_before_call(),
            State::Unknown { .. } if self.overdue => Stage::AtDesk,
            State::Completed { .. }
            | State::Granted(_)
            | State::Unknown { .. }
            | State::Refused { .. }
            | State::Abandoned(_)
            | State::NeedsStaff(_)
            | State::Closed => stage_of(&self.intent, self.withheld),
        }
    }

    fn stage_before_call(&self) -> Stage<'_> {
        match (&self.errand, &self.payment) {
            (Errand::Pay | Errand::Extend { .. }, Some(payment)) => Stage::Paying(self.phone(payment)),
            // A longer session is being written down, and nothing else has changed for the phone.
            (Errand::Write, Some(payment)) if payment.address.is_some() && !self.is_paid() => {
                Stage::Paying(self.phone(payment))
            }
            // The next thing to do on the phone is being made ready.
            (Errand::OpenSession { .. } | Errand::OpenLater { .. }, Some(payment)) => {
                Stage::Paying(self.phone(payment))
            }
            (Errand::Renew { until }, _) => Stage::Expired { until: *until, renewable: self.may_renew() },
            (Errand::ReadLater { .. }, _) => Stage::Retrying,
            (Errand::ReadBefore { tries, .. }, _) if *tries > 0 => Stage::Retrying,
            (Errand::ReadBefore { .. }, _) => Stage::Authorised,
            _ if self.is_paid() => Stage::Authorised,
            _ => Stage::Preparing,
        }
    }

    fn phone<'a>(&self, payment: &'a Payment) -> PhoneView<'a> {
        let more_time = match self.errand {
            Errand::Pay if !self.may_renew() => MoreTime::Never,
            Errand::Pay if payment.extension_failed => MoreTime::Failed,
            Errand::Pay => MoreTime::From(payment.ending),
            _ => MoreTime::Asked,
        };
        PhoneView {
            address: payment.address.as_deref(),
            progress: payment.progress,
            since: payment.since,
            heard: payment.heard,
            expires: payment.expires,
            more_time,
            task: TaskView::of(&payment.page, self.signatures()),
        }
    }
}
