//! What the studio shows of a request, judged: one rule, for the kiosk and for staff at the command line.
//!
//! There was no trace of a request when it was sent, so that one that is there is its own; but where the studio had refused
//! it and nobody stood at the kiosk all the time, somebody may have asked for the same at the desk. And where the same was asked
//! once more, what is there is told by that one; but what is billed may be billed twice, which only staff can see.

use super::Contest;
use crate::domain::intent::{Intent, REFUSED_AFTER_LOOKS, StaffReason, State, Step};
use crate::domain::request::{Grant, Trace};

/// What is known besides what the studio shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Circumstances {
    /// Looks before this one that found nothing.
    pub empty: u32,
    /// Whether it has been looked for as long as an unknown order is, by a clock that can be believed.
    pub overdue: bool,
    /// Whether who asked has stood at the kiosk all the time.
    pub attended: bool,
    /// Whether the same was asked once more since, and was or may have been done.
    pub again: bool,
    /// Who else, in doubt itself, may have brought what is there.
    pub contest: Contest,
}

/// What a look at a request tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Judged {
    /// Nothing that settles it, and it is too early to say that nothing will come.
    Nothing,
    /// Something of which nobody knows the meaning here: look again.
    Unclear,
    /// It is done, or being done; of one that was accepted, how the studio shows it.
    Granted(Grant),
    /// It is, though the studio had refused it: this one's, or the desk's.
    GrantedAfterAll,
    /// The studio's refusal was true.
    Refused,
    /// It was looked for long enough.
    NotFound,
}

/// Judges what the studio shows of a request.
pub fn look_for_request(intent: &Intent, trace: Trace, given: Circumstances) -> Judged {
    let concludes = intent.order.membership().is_some();
    let believed = trace.is_empty() && given.empty + 1 >= REFUSED_AFTER_LOOKS;
    match (intent.state(), trace) {
        (State::Unknown { .. }, Trace::Present(grant)) => Judged::Granted(grant),
        (State::Unknown { refused: true, .. }, _) if believed => Judged::Refused,
        (State::Unknown { .. }, _) if given.overdue => Judged::NotFound,
        // What is new may be its own, and nobody can tell: several, or one that fits in nothing.
        (State::Refused { .. }, Trace::Unclear) if concludes && given.contest == Contest::Nobody => {
            Judged::GrantedAfterAll
        }
        (State::Refused { .. }, Trace::Present(grant)) if given.again => match grant {
            Grant::Module { .. } => Judged::GrantedAfterAll,
            // What others brought is told apart, once they are settled.
            Grant::Concluded { .. } if given.contest > Contest::Nobody => Judged::Unclear,
            Grant::Concluded { .. } => Judged::GrantedAfterAll,
            Grant::Recorded { .. } | Grant::Code { .. } => Judged::Nothing,
        },
        (State::Refused { .. }, Trace::Present(grant)) if given.attended => Judged::Granted(grant),
        (State::Refused { .. } | State::NeedsStaff(StaffReason::FoundAfterRefusal), Trace::Present(_)) => {
            Judged::GrantedAfterAll
        }
        (State::NeedsStaff(_), Trace::Present(grant)) => Judged::Granted(grant),
        (State::Granted(_), Trace::Present(grant)) if grant.is_whole() => Judged::Granted(grant),
        // It is concluded, and nobody can tell which contract is its own.
        (State::Granted(Grant::Concluded { .. }), _) if given.overdue => Judged::NotFound,
        (_, Trace::Unclear) => Judged::Unclear,
        (_, Trace::Absent | Trace::Present(_) | Trace::Impossible) => Judged::Nothing,
    }
}

impl Judged {
    /// What follows from it.
    pub fn step(self) -> Option<Step> {
        match self {
            Self::Nothing | Self::Unclear => None,
            Self::Granted(grant) => Some(Step::Granted { grant }),
            Self::GrantedAfterAll => Some(Step::StaffCalled { why: StaffReason::FoundAfterRefusal }),
            Self::Refused => Some(Step::Refused),
            Self::NotFound => Some(Step::StaffCalled { why: StaffReason::NotFound }),
        }
    }
}

/// What follows where track is lost of what leaves no trace, so that no look would tell: what was refused is refused, anything
/// else is for staff, and so is a membership, whose refusal may have been a lie about money, also one that was believed.
pub fn without_a_trace(intent: &Intent) -> Option<Step> {
    let concludes = intent.order.membership().is_some();
    match intent.state() {
        State::Unknown { refused: true, .. } if !concludes => Some(Step::Refused),
        State::Refused { .. } if concludes => Some(Step::StaffCalled { why: StaffReason::Untraceable }),
        State::Unknown { .. } => Some(Step::StaffCalled { why: StaffReason::Untraceable }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::contract::{ContractId, ReasonId};
    use crate::domain::frequency::{FrequencyId, Rhythm};
    use crate::domain::module::{ModuleId, ModuleOrder};
    use crate::domain::pass::ClaimCode;
    use crate::domain::person::CustomerId;
    use crate::domain::price::Voucher;
    use crate::domain::request::{Book, Cancel, Record, Redeem, Request, Target, VoucherHash};
    use crate::domain::text::Text;
    use crate::domain::time::Timestamp;
    use jiff::civil::date;

    const LOST: Step = Step::LostTrack { refused: false };
    const REFUSED: Step = Step::LostTrack { refused: true };
    const FRESH: Circumstances =
        Circumstances { empty: 0, overdue: false, attended: false, again: false, contest: Contest::Nobody };

    fn intent(request: Request, steps: &[Step]) -> Intent {
        let code = ClaimCode::from_random([1; 12]);
        let mut intent =
            Intent::new(code.reference().clone(), code.hash(), Timestamp::UNIX_EPOCH, request.into());
        let sent = Step::Submitted { before: vec![] };
        for step in std::iter::once(&sent).chain(steps) {
            intent.take(Timestamp::UNIX_EPOCH, step).expect("in the table");
        }
        intent
    }

    fn cancel(steps: &[Step]) -> Intent {
        let request = Cancel {
            member: CustomerId(9),
            target: Target { contract: ContractId(1_000), module: None },
            name: Text::name("Premium"),
            date: date(2027, 3, 31),
            reason: ReasonId(4),
        };
        intent(Request::Cancel(request), steps)
    }

    fn shown() -> Grant {
        Grant::Recorded { record: Some(Record { pending: true, date: Some(date(2027, 3, 31)) }) }
    }

    fn called(why: StaffReason) -> Step {
        Step::StaffCalled { why }
    }

    #[test]
    fn what_the_studio_shows_of_an_unknown_request_is_its_own() {
        for steps in [[LOST], [REFUSED]] {
            let judged = look_for_request(&cancel(&steps), Trace::Present(shown()), FRESH);
            assert_eq!(judged, Judged::Granted(shown()));
        }
        let late = Circumstances { overdue: true, ..FRESH };
        for (trace, now, then) in [
            (Trace::Absent, Judged::Nothing, Judged::NotFound),
            (Trace::Impossible, Judged::Nothing, Judged::NotFound),
            (Trace::Unclear, Judged::Unclear, Judged::NotFound),
        ] {
            assert_eq!(look_for_request(&cancel(&[LOST]), trace.clone(), FRESH), now);
            assert_eq!(look_for_request(&cancel(&[LOST]), trace, late), then);
        }
    }

    #[test]
    fn a_refusal_is_believed_after_two_empty_looks() {
        let refused = cancel(&[REFUSED]);
        let again = Circumstances { empty: 1, ..FRESH };
        for trace in [Trace::Absent, Trace::Impossible] {
            assert_eq!(look_for_request(&refused, trace.clone(), FRESH), Judged::Nothing);
            assert_eq!(look_for_request(&refused, trace, again), Judged::Refused);
        }
        assert_eq!(look_for_request(&refused, Trace::Unclear, again), Judged::Unclear);
    }

    #[test]
    fn what_shows_up_after_a_refusal_is_theirs_only_while_they_stand_there() {
        let refused = cancel(&[REFUSED, Step::Refused]);
        let there = Circumstances { attended: true, ..FRESH };
        assert_eq!(look_for_request(&refused, Trace::Present(shown()), there), Judged::Granted(shown()));
        assert_eq!(look_for_request(&refused, Trace::Present(shown()), FRESH), Judged::GrantedAfterAll);
        let at_desk = cancel(&[REFUSED, Step::Refused, called(StaffReason::FoundAfterRefusal)]);
        assert_eq!(look_for_request(&at_desk, Trace::Present(shown()), FRESH), Judged::GrantedAfterAll);
    }

    #[test]
    fn what_was_asked_once_more_is_told_by_that_one_but_staff_see_what_is_billed() {
        let again = Circumstances { attended: true, again: true, ..FRESH };
        let refused = [REFUSED, Step::Refused];
        assert_eq!(look_for_request(&cancel(&refused), Trace::Present(shown()), again), Judged::Nothing);
        let order = ModuleOrder {
            contract: ContractId(1_000),
            module: ModuleId(2),
            frequency: FrequencyId(3),
            trial: false,
        };
        let book = Book {
            member: CustomerId(9),
            order,
            name: Text::name("Sauna"),
            rhythm: Rhythm::Free,
            term: None,
            notice: None,
        };
        let book = intent(Request::Book(book), &refused);
        let booked = Trace::Present(Grant::Module { contract: None });
        assert_eq!(look_for_request(&book, booked, again), Judged::GrantedAfterAll);
    }

    #[test]
    fn what_staff_were_called_for_in_vain_is_taken_when_it_shows_up() {
        let at_desk = cancel(&[LOST, called(StaffReason::NotFound)]);
        assert_eq!(look_for_request(&at_desk, Trace::Present(shown()), FRESH), Judged::Granted(shown()));
        assert_eq!(look_for_request(&at_desk, Trace::Absent, FRESH), Judged::Nothing);
    }

    #[test]
    fn what_was_accepted_waits_until_the_studio_shows_it() {
        let accepted = cancel(&[Step::Granted { grant: Grant::Recorded { record: None } }]);
        assert_eq!(look_for_request(&accepted, Trace::Absent, FRESH), Judged::Nothing);
        assert_eq!(look_for_request(&accepted, Trace::Present(shown()), FRESH), Judged::Granted(shown()));
    }

    #[test]
    fn a_voucher_in_doubt_is_for_staff_and_one_that_was_refused_is_refused() {
        let voucher = VoucherHash::of(&Voucher::new("IN-1").expect("a voucher"));
        let redeem = |steps: &[Step]| intent(Request::Redeem(Redeem { voucher: voucher.clone() }), steps);
        assert_eq!(without_a_trace(&redeem(&[LOST])), Some(called(StaffReason::Untraceable)));
        assert_eq!(without_a_trace(&redeem(&[REFUSED])), Some(Step::Refused));
        assert_eq!(without_a_trace(&redeem(&[])), None);
    }
}
