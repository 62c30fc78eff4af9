//! Why a sale was given up or staff were called, for programs and for people.

use crate::domain::intent::{Abandonment, StaffReason, State, Step};
use crate::ledger::Sale;

/// Why a sale is where no sale should end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It was given up.
    Abandoned(Abandonment),
    /// A person had to look at it.
    Staff(StaffReason),
}

impl Reason {
    /// Of a sale as it stands; a closed one keeps why staff had been called.
    pub fn of(sale: &Sale) -> Option<Self> {
        match sale.intent.state() {
            State::Abandoned(why) => Some(Self::Abandoned(*why)),
            State::NeedsStaff(why) => Some(Self::Staff(*why)),
            State::Closed => sale.history.iter().rev().find_map(|(_, step)| match step {
                Step::StaffCalled { why } => Some(Self::Staff(*why)),
                _ => None,
            }),
            _ => None,
        }
    }

    /// The word the ledger keeps.
    pub const fn name(self) -> &'static str {
        self.both().0
    }

    /// What it means, as docs/ledger.md says it.
    pub const fn sentence(self) -> &'static str {
        self.both().1
    }

    const fn both(self) -> (&'static str, &'static str) {
        match self {
            Self::Abandoned(Abandonment::Cancelled) => ("cancelled", "the visitor left"),
            Self::Abandoned(Abandonment::Expired) => ("expired", "not paid in time"),
            Self::Abandoned(Abandonment::Unavailable) => ("unavailable", "the studio could not be asked"),
            Self::Abandoned(Abandonment::Restarted) => ("restarted", "the kiosk was started anew"),
            Self::Abandoned(Abandonment::NotDone) => ("not_done", "the studio refused as too often"),
            Self::Abandoned(Abandonment::Unpayable) => {
                ("unpayable", "the page for the phone could not be shown")
            }
            Self::Abandoned(Abandonment::BoughtBefore) => {
                ("bought_before", "an earlier order of the same thing turned out to be bought")
            }
            Self::Abandoned(Abandonment::AlreadyThere) => {
                ("already_there", "what was asked was there before it was sent")
            }
            Self::Abandoned(Abandonment::Impossible) => {
                ("impossible", "the studio does not offer it any more")
            }
            Self::Staff(StaffReason::NotFound) => ("not_found", "nothing was found for 24 hours"),
            Self::Staff(StaffReason::Several) => ("several", "more than one purchase fits"),
            Self::Staff(StaffReason::FoundAfterRefusal) => {
                ("found_after_refusal", "refused, yet what was ordered is there")
            }
            Self::Staff(StaffReason::Untraceable) => {
                ("untraceable", "nothing can be read that tells what became of it")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn every_reason_is_named_as_on_disk_and_explained_as_in_the_documentation() {
        use Abandonment as A;
        use StaffReason as S;
        let given_up = [
            A::Cancelled,
            A::Expired,
            A::Unavailable,
            A::Restarted,
            A::NotDone,
            A::Unpayable,
            A::BoughtBefore,
            A::AlreadyThere,
            A::Impossible,
        ];
        let given_up = given_up.map(|why| (Reason::Abandoned(why), json!(why)));
        let staff = [S::NotFound, S::Several, S::FoundAfterRefusal, S::Untraceable]
            .map(|why| (Reason::Staff(why), json!(why)));
        let docs = include_str!("../../../docs/ledger.md").split_whitespace().collect::<Vec<_>>().join(" ");
        for (reason, on_disk) in given_up.into_iter().chain(staff) {
            assert_eq!(json!(reason.name()), on_disk);
            let said = format!("`{}` ({})", reason.name(), reason.sentence());
            assert!(docs.contains(&said), "{said} is not documented");
        }
    }
}
