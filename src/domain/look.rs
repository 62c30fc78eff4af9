//! What a look at a customer's purchases tells of an order: one rule, for the kiosk and for staff at the command line.
//!
//! Invariant: nothing is taken that another order has, that was there before, or that may be another's; no clock is asked.

mod request;

pub use request::{Circumstances, Judged, look_for_request, without_a_trace};

use super::intent::{
    Found, Intent, Order, PassOrder, REFUSED_AFTER_LOOKS, ResultId, StaffReason, State, find_result,
};
use super::pass::{PurchaseId, PurchasedPass};

/// What is known besides the list itself.
#[derive(Clone, Copy, Debug)]
pub struct Around<'a> {
    /// What the customer had bought before the order was sent.
    pub before: &'a [ResultId],
    /// Results of other orders: never this one's.
    pub taken: &'a [PurchaseId],
    /// Whether another order is in doubt whose result may be what is new: a refused one waits.
    pub contest: Contest,
    /// Looks before this one that found nothing.
    pub empty: u32,
    /// Whether it has been looked for as long as an unknown order is, by a clock that can be believed.
    pub overdue: bool,
    /// Whether it waited so long while nobody looked that an order for another day may have been bought and forgotten.
    pub slept: bool,
}

/// Who else, in doubt itself, may have brought what is new.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Contest {
    /// No other order.
    Nobody,
    /// An order of the same buyer and offer for another day, where the server does not tell days.
    Kin,
    /// An order of the same thing.
    Twin,
}

impl Contest {
    /// Which of the other orders have been sent without anybody knowing what became of them, also those that staff have by
    /// now; for another day also those that were refused, which may have been a lie.
    pub fn about<'a>(order: &PassOrder, others: impl IntoIterator<Item = &'a Intent>) -> Self {
        let is_with_staff =
            |state: &State| matches!(state, State::NeedsStaff(StaffReason::Several | StaffReason::NotFound));
        let kin = others.into_iter().filter(|other| other.is_kin_of(order));
        let same = Order::Pass(order.clone());
        let contests = kin.map(|other| {
            let is_open = other.is_in_doubt() || is_with_staff(other.state());
            match (other.is_twin_of(&same), other.state()) {
                (true, _) if is_open => Self::Twin,
                (false, State::Refused { .. }) => Self::Kin,
                (false, _) if is_open => Self::Kin,
                (true | false, _) => Self::Nobody,
            }
        });
        contests.max().unwrap_or(Self::Nobody)
    }

    /// Whether this pass may be the other's.
    pub fn claims(self, pass: &PurchasedPass) -> bool {
        match self {
            Self::Nobody => false,
            Self::Kin => pass.valid_from.is_none(),
            Self::Twin => true,
        }
    }
}

impl Around<'_> {
    /// Whether what is new may as well be another order's: one in doubt, or one that was forgotten meanwhile.
    fn is_doubtful(&self, pass: &PurchasedPass, is_refused: bool) -> bool {
        let undated = pass.valid_from.is_none();
        self.contest.claims(pass) && (undated || is_refused) || undated && self.slept
    }

    /// What nobody can tell apart is waited for, and then given to staff.
    fn unclear<'a>(&self) -> Seen<'a> {
        if self.overdue { Seen::Several } else { Seen::Unclear }
    }
}

/// What a look tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen<'a> {
    /// Nothing new, and it is too early to say that nothing will come.
    Nothing,
    /// Something new that may be the result of another order: look again.
    Unclear,
    /// Its result; of a purchase without a code, the same with one.
    Bought(&'a PurchasedPass),
    /// One that fits, though the server had refused the order: the visitor's, or sold at the desk.
    BoughtAfterAll(&'a PurchasedPass),
    /// More than one fits.
    Several,
    /// The server's refusal was true.
    Refused,
    /// It was looked for long enough.
    NotFound,
}

/// Judges what exists now for an order.
pub fn look<'a>(intent: &Intent, passes: &'a [PurchasedPass], around: Around<'_>) -> Seen<'a> {
    let found = || match intent.pass() {
        Some(order) => find_result(order, around.before, around.taken, passes),
        None => Found::Nothing,
    };
    match intent.state() {
        State::Unknown { refused, .. } => match found() {
            Found::One(pass) if around.is_doubtful(pass, false) => around.unclear(),
            Found::One(pass) => Seen::Bought(pass),
            Found::Several => Seen::Several,
            Found::Nothing if *refused && around.empty + 1 >= REFUSED_AFTER_LOOKS => Seen::Refused,
            Found::Nothing if around.overdue => Seen::NotFound,
            Found::Nothing => Seen::Nothing,
        },
        State::Refused { .. } | State::NeedsStaff(StaffReason::FoundAfterRefusal) => match found() {
            Found::Nothing => Seen::Nothing,
            Found::One(pass) if around.is_doubtful(pass, true) => around.unclear(),
            Found::One(pass) => Seen::BoughtAfterAll(pass),
            Found::Several if around.contest > Contest::Nobody => around.unclear(),
            Found::Several => Seen::Several,
        },
        State::NeedsStaff(StaffReason::NotFound | StaffReason::Several | StaffReason::Untraceable) => {
            match found() {
                Found::Nothing => Seen::Nothing,
                Found::One(pass) if around.contest.claims(pass) => Seen::Unclear,
                Found::One(pass) => Seen::Bought(pass),
                Found::Several if around.contest > Contest::Nobody => Seen::Unclear,
                Found::Several => Seen::Several,
            }
        }
        State::Completed { purchase, code: None } => {
            let with_code = |pass: &&PurchasedPass| pass.purchase == *purchase && pass.code.is_some();
            passes.iter().find(with_code).map_or(Seen::Nothing, Seen::Bought)
        }
        State::Intended
        | State::AwaitingPayment { .. }
        | State::Authorised
        | State::Submitted { .. }
        | State::Completed { code: Some(_), .. }
        | State::Granted(_)
        | State::Abandoned(_)
        | State::Closed => Seen::Nothing,
    }
}

/// Purchases that are the result of an order.
pub fn results<'a>(intents: impl IntoIterator<Item = &'a Intent>) -> Vec<PurchaseId> {
    let result = |intent: &Intent| match intent.state() {
        State::Completed { purchase, .. } => Some(*purchase),
        _ => None,
    };
    intents.into_iter().filter_map(result).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::intent::Step;
    use crate::domain::money::Money;
    use crate::domain::offer::OfferId;
    use crate::domain::pass::{AccessCode, ClaimCode};
    use crate::domain::person::CustomerId;
    use crate::domain::text::Text;
    use crate::domain::time::Timestamp;
    use jiff::civil::date;

    fn intent(steps: &[Step]) -> Intent {
        let code = ClaimCode::from_random([1; 12]);
        let order = PassOrder {
            offer: OfferId(7),
            offer_name: Text::name("Day ticket"),
            customer: CustomerId(9),
            valid_from: date(2026, 11, 20),
            valid_until: None,
            payable: Money::parse("0", "EUR").expect("money"),
        };
        let mut intent =
            Intent::new(code.reference().clone(), code.hash(), Timestamp::UNIX_EPOCH, order.into());
        let sent = Step::Submitted { before: vec![ResultId(1)] };
        for step in std::iter::once(&sent).chain(steps) {
            intent.take(Timestamp::UNIX_EPOCH, step).expect("in the table");
        }
        intent
    }

    fn pass(id: u64) -> PurchasedPass {
        PurchasedPass {
            purchase: PurchaseId(id),
            offer: Some(OfferId(7)),
            valid_from: Some(date(2026, 11, 20)),
            code: AccessCode::new("PG-1"),
        }
    }

    fn around(empty: u32, contested: bool, overdue: bool) -> Around<'static> {
        let contest = if contested { Contest::Twin } else { Contest::Nobody };
        Around { before: &[ResultId(1)], taken: &[PurchaseId(2)], contest, empty, overdue, slept: false }
    }

    const LOST: Step = Step::LostTrack { refused: false };
    const REFUSED: Step = Step::LostTrack { refused: true };

    #[test]
    fn an_unknown_order_takes_the_one_that_is_new_and_nobody_elses() {
        let unknown = intent(&[LOST]);
        let calm = around(0, false, false);
        assert_eq!(look(&unknown, &[pass(1), pass(2)], calm), Seen::Nothing);
        assert_eq!(look(&unknown, &[pass(1), pass(3)], calm), Seen::Bought(&pass(3)));
        assert_eq!(look(&unknown, &[pass(3), pass(4)], calm), Seen::Several);
        assert_eq!(look(&unknown, &[], around(0, false, true)), Seen::NotFound);
        let of_no_day = PurchasedPass { valid_from: None, ..pass(3) };
        assert_eq!(look(&unknown, std::slice::from_ref(&of_no_day), around(0, true, false)), Seen::Unclear);
    }

    #[test]
    fn a_refusal_is_believed_after_two_empty_looks() {
        let refused = intent(&[REFUSED]);
        assert_eq!(look(&refused, &[], around(0, false, false)), Seen::Nothing);
        assert_eq!(look(&refused, &[], around(1, false, false)), Seen::Refused);
    }

    #[test]
    fn what_shows_up_after_a_refusal_is_not_simply_theirs() {
        let called = |why| Step::StaffCalled { why };
        let late = StaffReason::FoundAfterRefusal;
        for steps in [vec![REFUSED, Step::Refused], vec![REFUSED, Step::Refused, called(late)]] {
            let refused = intent(&steps);
            assert_eq!(look(&refused, &[pass(3)], around(2, false, false)), Seen::BoughtAfterAll(&pass(3)));
            assert_eq!(look(&refused, &[pass(3)], around(2, true, false)), Seen::Unclear);
        }
        let lost = intent(&[LOST, called(StaffReason::NotFound)]);
        assert_eq!(look(&lost, &[pass(3)], around(0, false, true)), Seen::Bought(&pass(3)));
        assert_eq!(look(&lost, &[pass(3)], around(0, true, true)), Seen::Unclear);
    }

    #[test]
    fn a_purchase_without_a_code_takes_only_its_own() {
        let bought = intent(&[Step::Completed { purchase: PurchaseId(3), code: None }]);
        let calm = around(0, false, false);
        assert_eq!(look(&bought, &[pass(4)], calm), Seen::Nothing);
        assert_eq!(look(&bought, &[PurchasedPass { code: None, ..pass(3) }], calm), Seen::Nothing);
        assert_eq!(look(&bought, &[pass(3)], calm), Seen::Bought(&pass(3)));
        assert_eq!(results([&bought]), [PurchaseId(3)]);
    }
}
