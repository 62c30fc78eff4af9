//! Members: they prove who they are, look at what they have, end contracts and take that back, add modules, redeem check-in
//! vouchers, conclude memberships; and staff do the same at the desk meanwhile, where it cannot be taken for what the kiosk does.

use walkin::app::screens::Screen;
use walkin::app::screens::members::MemberScreen;
use walkin::app::screens::memberships::MembershipScreen;
use walkin::domain::time::Date;

use super::audit::{Broken, Promise};
use super::joiners::{LAST_NAME, Taste};
use super::troubles::{CONCLUDER, MEMBER};
use super::visitors::{ACTS_MAX, Crowd, Done, Plan, Visitors};

/// A member of the pretend studio.
struct Known {
    /// What they are found by: on their card, or as they type it.
    scanned: &'static str,
    /// Their birth date, as they type it.
    born: &'static str,
    name: &'static str,
    email: &'static str,
    /// The contracts that staff change.
    contracts: &'static [u64],
}

const fn known(
    scanned: &'static str,
    born: &'static str,
    (name, email): (&'static str, &'static str),
    contracts: &'static [u64],
) -> Known {
    Known { scanned, born, name, email, contracts }
}

/// Those who have something to do here; one of them is barred, and one was a member once.
const MEMBERS: [Known; 8] = [
    known("4006381333931", "14031991", ("Jonas", "jonas.brandt@example.com"), &[300_101, 300_101, 300_102]),
    known("1290158202", "30051984", ("Hoffmann", "familie.hoffmann@example.com"), &[300_105]),
    known("1-20107", "05121989", ("Demir", "aylin.demir@example.com"), &[300_106]),
    known("1290158208", "28021961", ("Winter", "georg.winter@example.com"), &[300_109]),
    known("4006381333962", "17091998", ("Chiara", "chiara.rossi@example.com"), &[300_110]),
    known("4006381333979", "29022004", ("Krause", "sophie.krause@example.com"), &[300_112]),
    known("1290158201", "21071995", ("Tarek", "tarek.aydin@example.com"), &[300_104]),
    known("1290158200", "02111987", ("Kowalska", "mira.kowalska@example.com"), &[300_103]),
];
/// Check-in vouchers: good ones, one that is too old, one that is none.
const VOUCHERS: [&str; 7] = [
    "CHVB1-YL29-MYVA",
    "CHVB1-YL29-MYVA",
    "CHVB1-K7QD-3MXP",
    "CHVB1-T4WN-8RGA",
    "CHVB1-Z2HL-6CVE",
    "CHVB1-ALTE-2024",
    "CHVB1-NONE-SUCH",
];

/// What a member has come for.
pub struct MemberPlan {
    who: usize,
    errand: Errand,
    /// Which membership they want.
    taste: Taste,
    /// Whether they mistype their birth date, or it is somebody else's card.
    wrong: bool,
    /// Whether they type their number instead of holding the card to the scanner.
    types: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Errand {
    /// To end a contract or go on with it, whichever can be done.
    Contract,
    /// To add a module, or to end one.
    Module,
    /// To redeem a check-in voucher.
    Redeem,
    /// To look.
    Look,
    /// To buy a pass.
    Buy,
    /// To get one more membership.
    Add,
    /// To leave a contract for another.
    Switch,
}

/// The names that no screen may keep.
pub fn names() -> impl Iterator<Item = &'static str> {
    MEMBERS.iter().map(|member| member.name).chain([LAST_NAME])
}

impl Visitors<'_> {
    /// What sort of studio it is.
    pub(super) fn studio_of_members(&mut self) -> Done {
        if self.random.chance(400) {
            self.act("studio verifies cancelations")?;
        }
        if self.random.chance(500) {
            self.act("studio takes repeats")?;
        }
        Ok(())
    }

    pub(super) fn member_plan(&mut self, last: Option<MemberPlan>) -> MemberPlan {
        let again = last.filter(|_| self.random.chance(300)).map(|last| last.who);
        MemberPlan {
            who: again.unwrap_or_else(|| *self.random.pick(&[0, 0, 0, 1, 1, 2, 2, 3, 4, 5, 6, 7])),
            errand: self.errand(),
            taste: self.taste(),
            wrong: self.random.chance(80),
            types: self.random.chance(200),
        }
    }

    fn errand(&mut self) -> Errand {
        use Errand::{Add, Buy, Contract, Look, Module, Redeem, Switch};
        let errands: &[Errand] = match self.crowd {
            Crowd::Joiners => &[Add, Add, Add, Switch, Switch, Switch, Contract, Look],
            Crowd::Both => &[Contract, Contract, Module, Module, Redeem, Buy, Add, Switch],
            Crowd::Any | Crowd::WalkIns | Crowd::Members => {
                &[Contract, Contract, Contract, Module, Module, Redeem, Look, Look]
            }
        };
        *self.random.pick(errands)
    }

    /// Something else, now that they are here.
    fn another_errand(&mut self) -> Errand {
        use Errand::{Add, Buy, Contract, Look, Module, Switch};
        let errands: &[Errand] = match self.crowd {
            Crowd::Joiners => &[Add, Add, Switch, Switch, Contract, Look],
            Crowd::Both => &[Contract, Contract, Module, Look, Buy, Add, Switch],
            Crowd::Any | Crowd::WalkIns | Crowd::Members => &[Contract, Contract, Module, Look, Look],
        };
        *self.random.pick(errands)
    }

    /// A member from the first key on until the kiosk is free again.
    pub(super) fn member_visit(&mut self, plan: &MemberPlan) -> Done {
        self.troubles = if self.crowd == Crowd::Joiners { CONCLUDER } else { MEMBER };
        let mut errand = plan.errand;
        let (mut begun, mut tried, mut filled) = (false, false, false);
        for _ in 0..ACTS_MAX {
            self.weather()?;
            self.desk(plan)?;
            match self.screen() {
                Screen::Welcome(_) if begun => return Ok(()),
                Screen::Welcome(_) => {
                    begun = true;
                    self.begin(plan)?;
                }
                Screen::OutOfOrder(_) => self.act("wait 30s")?,
                Screen::Member(MemberScreen::Identify(_)) => {
                    self.identify(plan, std::mem::replace(&mut tried, true))?;
                }
                Screen::Member(_) => self.at_member(&mut errand)?,
                Screen::Membership(_) if matches!(errand, Errand::Add | Errand::Switch) => {
                    self.at_membership(&plan.taste)?;
                }
                Screen::Redeem(_) => self.redeem(std::mem::replace(&mut filled, true))?,
                Screen::Request(_) => {
                    self.keep_code();
                    self.follow()?;
                }
                _ => self.buy(errand)?,
            }
            if self.random.chance(8) {
                break;
            }
        }
        self.leave()
    }

    /// Staff at the desk, who do most for whoever has come: at the very moment when they are about to do it themselves.
    fn desk(&mut self, plan: &MemberPlan) -> Done {
        let is_about_to = matches!(
            self.screen(),
            Screen::Member(MemberScreen::Cancel(_) | MemberScreen::Withdraw(_) | MemberScreen::Module(_))
        );
        let is_ordering = matches!(self.screen(), Screen::Membership(MembershipScreen::Order(_)));
        let often = match (is_ordering, is_about_to) {
            (true, _) => 250,
            (false, true) => 80,
            (false, false) => 20,
        };
        if !self.random.chance(often) {
            return Ok(());
        }
        if self.crowd == Crowd::Joiners && self.random.chance(600) {
            return self.concludes_at_desk(plan);
        }
        let contract = *self.random.pick(MEMBERS[plan.who].contracts);
        match self.random.below(10) {
            0..3 => self.act("studio agrees"),
            3..6 => self.act(&format!("studio cancels {contract}")),
            6..8 => self.act(&format!("studio withdraws {contract}")),
            _ => {
                let module = self.random.between(52_001, 52_006);
                self.act(&format!("studio books {module} beside {contract}"))
            }
        }
    }

    /// Often the very same that the member is about to conclude here.
    fn concludes_at_desk(&mut self, plan: &MemberPlan) -> Done {
        let kiosk = &self.simulation.play.kiosk;
        let first_of_next = |today: Date| today.last_of_month().tomorrow().unwrap_or(today);
        let today = kiosk.settings.today(kiosk.now());
        let term = plan.taste.wanted_term();
        let day = if self.random.chance(500) { today } else { first_of_next(today) };
        self.act(&format!("studio concludes {term} from {day} for {}", MEMBERS[plan.who].email))
    }

    fn begin(&mut self, plan: &MemberPlan) -> Done {
        if plan.errand == Errand::Redeem {
            self.act("press F4")?;
            return self.act("press F5");
        }
        if plan.types {
            self.act("press F5")
        } else {
            self.act(&format!("scan {}", MEMBERS[plan.who].scanned))
        }
    }

    fn identify(&mut self, plan: &MemberPlan, tried: bool) -> Done {
        let member = &MEMBERS[plan.who];
        if !tried && plan.types {
            self.act(&format!("type {}", member.scanned))?;
            self.act("at once press Enter")?;
        }
        let wrong = plan.wrong && !tried;
        match self.random.below(100) {
            _ if !tried => {
                self.act(&format!("type {}", if wrong { "01012001" } else { member.born }))?;
                self.act("press Enter")?;
            }
            0..40 => self.act("wait 2s")?,
            40..65 => self.act("press Enter")?,
            65..90 => {
                self.act(&format!("type {}", member.born))?;
                self.act("press Enter")?;
            }
            _ => self.act("press Esc")?,
        }
        match self.screen() {
            Screen::Member(MemberScreen::Menu(_)) if wrong => {
                let how = "somebody is let in with a wrong birth date".to_owned();
                Err(Broken { promise: Promise::NothingPersonal, how })
            }
            _ => Ok(()),
        }
    }

    fn at_member(&mut self, errand: &mut Errand) -> Done {
        use Errand::{Add, Buy, Contract, Look, Module, Redeem, Switch};
        let Screen::Member(screen) = self.screen() else { return Ok(()) };
        match screen {
            MemberScreen::Menu(_) => {
                if self.random.chance(300) {
                    *errand = self.another_errand();
                    if self.random.chance(400) {
                        return self.act("press Esc");
                    }
                }
                match errand {
                    Contract | Module => self.one_of(&[("press 3", 80), ("press 2", 100)]),
                    Look => self.one_of(&[("press 1", 50), ("press 2", 75), ("press 3", 100)]),
                    Buy => self.one_of(&[("press 4", 80), ("press 3", 90), ("press Esc", 100)]),
                    Add => self.one_of(&[("press 5", 88), ("press 3", 94), ("press Esc", 100)]),
                    Switch => self.one_of(&[("press 6", 70), ("press 3", 94), ("press Esc", 100)]),
                    Redeem => self.act("press Esc"),
                }
            }
            MemberScreen::Identify(_)
            | MemberScreen::Tickets(_)
            | MemberScreen::Ticket(_)
            | MemberScreen::DoorCode(_) => {
                self.one_of(&[("press Enter", 30), ("wait 2s", 40), ("press Esc", 100)])
            }
            MemberScreen::Contracts(_) => match errand {
                Buy | Redeem | Add => self.act("press Esc"),
                _ => self.one_of(&[
                    ("press 1", 50),
                    ("press 2", 75),
                    ("press Enter", 90),
                    ("wait 2s", 95),
                    ("press Esc", 100),
                ]),
            },
            MemberScreen::Contract(_) => match errand {
                Contract => {
                    self.one_of(&[("press 2", 75), ("press 1", 85), ("wait 2s", 92), ("press Esc", 100)])
                }
                Module => self.one_of(&[("press 1", 85), ("wait 2s", 92), ("press Esc", 100)]),
                Switch => {
                    self.one_of(&[("press 3", 75), ("press 2", 80), ("wait 2s", 92), ("press Esc", 100)])
                }
                Look | Buy | Redeem | Add => self.act("press Esc"),
            },
            MemberScreen::Cancel(_) => self.one_of(&[
                ("press Enter", 66),
                ("press Down", 74),
                ("hold Enter 5", 80),
                ("at once press Enter 3", 86),
                ("wait 2s", 94),
                ("wait 12s", 96),
                ("press Esc", 100),
            ]),
            MemberScreen::Withdraw(_) => self.one_of(&[
                ("press Enter", 70),
                ("hold Enter 12", 80),
                ("at once press Enter 2", 84),
                ("wait 2s", 94),
                ("press Esc", 100),
            ]),
            MemberScreen::Modules(_) => match errand {
                Module => {
                    // Often the one after what was booked already: that is the same, where the studio does not show it yet.
                    let row = *self.random.pick(&[1, 1, 2, 2, 2, 3, 4, 5, 6]);
                    if self.random.chance(800) {
                        self.act(&format!("press {row}"))
                    } else {
                        self.act("press Esc")
                    }
                }
                _ => self.act("press Esc"),
            },
            MemberScreen::Module(_) => self.one_of(&[
                ("press Enter", 62),
                ("press Space", 68),
                ("press Down", 72),
                ("hold Enter 12", 80),
                ("at once press Enter 2", 84),
                ("wait 2s", 92),
                ("press Esc", 100),
            ]),
            MemberScreen::ModuleContract(_) => {
                self.one_of(&[("press Enter", 75), ("wait 2s", 85), ("press Esc", 100)])
            }
        }
    }

    /// One of several acts, each up to its share of a hundred.
    pub(super) fn one_of(&mut self, acts: &[(&str, u64)]) -> Done {
        let at = self.random.below(100);
        match acts.iter().find(|(_, until)| at < *until) {
            Some((act, _)) => self.act(act),
            None => Ok(()),
        }
    }

    fn redeem(&mut self, filled: bool) -> Done {
        if filled {
            return self.one_of(&[("press Enter", 60), ("wait 2s", 75), ("press Esc", 100)]);
        }
        let voucher = *self.random.pick(&VOUCHERS);
        self.act(&format!("scan {voucher}"))?;
        for typed in ["Ada", "Lovelace", "ada@example.com"] {
            self.act(&format!("type {typed}"))?;
            self.act("at once press Enter")?;
        }
        self.one_of(&[("press Enter", 50), ("hold Enter 5", 70), ("at once press Enter 3", 80)])
    }

    /// What was asked is on its way, or told.
    pub(super) fn follow(&mut self) -> Done {
        match self.random.below(100) {
            0..40 => self.act("wait 2s"),
            40..52 => self.act("wait 12s"),
            52..56 => self.act("wait 40s"),
            56..59 => self.act("wait 2m"),
            59..61 => self.act("press F4"),
            61..66 => {
                self.act("press Esc")?;
                self.act("press F4")
            }
            66..70 => self.act("at once press Enter 3"),
            _ => self.act("press Enter"),
        }
    }

    /// A member buys as anybody does, without the form.
    fn buy(&mut self, errand: Errand) -> Done {
        let plan = Plan { who: String::new(), free: true, tomorrow: false, voucher: None };
        match self.screen() {
            Screen::Offers(_) if errand == Errand::Buy => self.choose(&plan),
            Screen::Offer(_) => self.act("press Enter"),
            Screen::Review(_) => self.review(&plan),
            Screen::Paying(_) => self.pay(),
            Screen::Pass(_) | Screen::Outcome(_) => {
                self.keep_code();
                self.read()
            }
            _ => self.act("press Esc"),
        }
    }
}
