//! Who concludes a membership: newcomers who join, members who add one or switch. They choose, fill in, look at the price, read,
//! order, sign and pay on the phone; they hesitate, press twice, leave in the middle and come back for the same; and the desk gives
//! members contracts meanwhile, where those cannot be taken for what the kiosk does.

use walkin::app::screens::Screen;
use walkin::app::screens::memberships::MembershipScreen;
use walkin::app::till::Stage;

use super::troubles::JOINER;
use super::visitors::{ACTS_MAX, Done, Ongoing, Visitors};

/// The last name of everybody who joins: no screen may keep it.
pub const LAST_NAME: &str = "Quillfeather";

const FIRST_NAME: &str = "Zoe";

/// Vouchers of memberships: good ones, one that is too old, one for a visit, one that is none.
const VOUCHERS: [&str; 8] =
    ["IMMER10", "START15", "GUTHABEN50", "GESCHENK3", "FIRMA40", "BONUS2", "FRUEHLING24", "NONSENSE"];

/// What somebody has come for who joins.
#[derive(Clone)]
pub(super) struct JoinPlan {
    who: String,
    born: &'static str,
    /// Whether the desk has taken them down before.
    known: bool,
    pub(super) taste: Taste,
}

/// Which membership somebody wants.
#[derive(Clone)]
pub(super) struct Taste {
    /// Its row among those on sale,
    offer: u64,
    /// and that of the term.
    term: u64,
    voucher: Option<&'static str>,
    /// Whether they change anything of its options.
    picky: bool,
}

impl Taste {
    /// The id of the first term of what is wanted.
    pub(super) fn wanted_term(&self) -> u64 {
        71_001 + 100 * self.offer
    }
}

/// A newcomer or a member.
impl Visitors<'_> {
    pub(super) fn taste(&mut self) -> Taste {
        Taste {
            offer: *self.random.pick(&[1, 1, 2, 2, 2, 2, 3, 4, 5]),
            term: *self.random.pick(&[1, 1, 2, 3]),
            voucher: self.random.chance(150).then(|| *self.random.pick(&VOUCHERS)),
            picky: self.random.chance(200),
        }
    }

    pub(super) fn join_plan(&mut self, last: Option<JoinPlan>) -> JoinPlan {
        let again = last.filter(|_| self.random.chance(250));
        if let Some(last) = again {
            return last;
        }
        let taste = self.taste();
        let born = if self.random.chance(40) { "02022015" } else { "13041987" };
        JoinPlan { who: self.newcomer(), born, known: self.random.chance(350), taste }
    }

    /// A newcomer from the first key on until the kiosk is free again.
    pub(super) fn join_visit(&mut self, plan: &JoinPlan) -> Done {
        self.troubles = JOINER;
        if plan.known {
            self.act(&format!("studio knows {FIRST_NAME} {LAST_NAME} born 1987-04-13 {}", plan.who))?;
        }
        let (mut begun, mut filled) = (false, false);
        for _ in 0..ACTS_MAX {
            self.weather()?;
            match self.screen() {
                Screen::Welcome(_) if begun => return Ok(()),
                Screen::Welcome(_) => {
                    begun = true;
                    self.act("press F6")?;
                }
                Screen::OutOfOrder(_) => self.act("wait 30s")?,
                Screen::Membership(MembershipScreen::Person(_)) => {
                    self.tell_who(plan, std::mem::replace(&mut filled, true))?;
                }
                Screen::Membership(_) => self.at_membership(&plan.taste)?,
                Screen::Paying(_) => self.pay()?,
                Screen::Request(_) => {
                    self.keep_code();
                    self.follow()?;
                }
                _ => self.act("press Esc")?,
            }
            if self.random.chance(5) {
                break;
            }
        }
        self.leave()
    }

    /// The form of who joins.
    fn tell_who(&mut self, plan: &JoinPlan, filled: bool) -> Done {
        if filled {
            return self.one_of(&[
                ("press Enter", 60),
                ("wait 2s", 80),
                ("wait 12s", 88),
                ("press Esc", 100),
            ]);
        }
        let fields = [FIRST_NAME, LAST_NAME, "", &plan.who, "Ostufer", "12", "", "10245", "Berlin"];
        for (at, field) in fields.into_iter().enumerate() {
            match (at, field) {
                (2, _) => self.act(&format!("type {}", plan.born))?,
                (_, "") => {}
                _ => self.act(&format!("at once scan {field}"))?,
            }
            self.act("at once press Enter")?;
        }
        self.one_of(&[("press Enter", 80), ("hold Enter 3", 92), ("wait 2s", 100)])
    }

    /// On the way to the order.
    pub(super) fn at_membership(&mut self, taste: &Taste) -> Done {
        let Screen::Membership(screen) = self.screen() else { return Ok(()) };
        match screen {
            MembershipScreen::Offers(_) => {
                let row = format!("press {}", taste.offer);
                self.one_of(&[(row.as_str(), 72), ("wait 2s", 88), ("press Enter", 96), ("press Esc", 100)])
            }
            MembershipScreen::Offer(_) => {
                let row = format!("press {}", taste.term);
                self.one_of(&[(row.as_str(), 70), ("press Enter", 86), ("wait 2s", 97), ("press Esc", 100)])
            }
            MembershipScreen::Switches(_) | MembershipScreen::Switch(_) => {
                self.one_of(&[("press 1", 60), ("press 2", 76), ("wait 2s", 94), ("press Esc", 100)])
            }
            MembershipScreen::Options(_) if taste.picky => self.one_of(&[
                ("press Enter", 60),
                ("press Down", 75),
                ("press Space", 90),
                ("press Up", 96),
                ("press Esc", 100),
            ]),
            MembershipScreen::Options(_) => {
                self.one_of(&[("press Enter", 92), ("wait 2s", 97), ("press Esc", 100)])
            }
            MembershipScreen::Price(_) => {
                if let Some(voucher) = taste.voucher.filter(|_| self.random.chance(400)) {
                    self.act(&format!("scan {voucher}"))?;
                    if self.random.chance(300) {
                        self.act("press Esc")?;
                    }
                }
                self.one_of(&[
                    ("press Enter", 70),
                    ("wait 2s", 86),
                    ("wait 12s", 90),
                    ("press F4", 94),
                    ("press Esc", 100),
                ])
            }
            MembershipScreen::Texts(_) => {
                if self.random.chance(700) {
                    self.act("at once press F4")?;
                }
                self.one_of(&[("press Enter", 90), ("press PageDown", 97), ("press Esc", 100)])
            }
            MembershipScreen::Order(_) => self.one_of(&[
                ("press Enter", 60),
                ("hold Enter 5", 68),
                ("at once press Enter 3", 76),
                ("press F4", 82),
                ("wait 2s", 92),
                ("wait 12s", 96),
                ("press Esc", 100),
            ]),
            MembershipScreen::Person(_) => self.act("press Esc"),
        }
    }

    /// Whether something is to be read and signed on the phone now.
    pub(super) fn is_to_sign(&self) -> bool {
        matches!(self.stage(), Some(Stage::Paying(phone)) if phone.task.payment.is_none())
    }

    /// The phone shows something to read and sign.
    pub(super) fn sign(&mut self) -> Done {
        match self.random.below(100) {
            // A page tells of one thing.
            0..79 if self.is_agreed() => self.act("wait 2s"),
            0..70 => self.act("phone signs"),
            70..76 => self.act("phone signs twice"),
            76..79 => self.act("phone signs nothing"),
            79..84 => {
                self.begins(Ongoing::Agreed);
                self.act("phone agrees")
            }
            84..87 => self.act("phone takes"),
            87..90 => {
                let wait = *self.random.pick(&["wait 40s", "wait 14m", "wait 16m"]);
                self.act(wait)
            }
            90..93 => self.act("press F4"),
            93..95 => self.act("press Enter"),
            95..97 => self.cancel(),
            _ => self.act("wait 3s"),
        }
    }
}
