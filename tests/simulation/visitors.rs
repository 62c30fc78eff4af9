//! Who comes, what they do, and what happens meanwhile: chosen by a seed, and said in the language of journeys.
//!
//! A visitor looks at which screen there is and does what a person would do there, most of the time.
//!
//! What goes wrong is what the notes on the API allow: calls and answers that are lost, late, repeated or unreadable, errors
//! that are true or lies (a first delivery may have been done), lists that lag behind. Contract-breaking servers are left
//! out: a 429 that was done all the same, a list that says "none" where there is one, a success with the id of another
//! purchase. So is a sale of the very same pass at the desk while the kiosk waits for its own, which nobody can tell apart.

use std::collections::BTreeSet;

use walkin::app::screens::Screen;
use walkin::app::till::Stage;

use super::Simulation;
use super::audit::{Broken, Promise};
use super::joiners::JoinPlan;
use super::members::MemberPlan;
use super::random::Random;
use super::troubles::{Troubles, WALK_IN};

pub(super) type Done = Result<(), Broken>;

/// What a visitor does before they give up.
pub(super) const ACTS_MAX: u32 = 70;
/// Nothing keeps the kiosk longer than this, once nobody does anything.
const AWAY: &str = "wait 19m";

/// What happens to the clocks.
const CLOCKS: [&str; 9] = [
    "clock off 30s",
    "clock off 90s",
    "clock off 3m",
    "clock off 2h",
    "clock right",
    "clock jumps 1m",
    "clock jumps back 1m",
    "clock jumps 26h",
    "clock jumps back 5h",
];

/// Who comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Crowd {
    /// Either, or both, by chance.
    Any,
    /// People who buy a pass.
    WalkIns,
    /// Members, who help themselves and buy nothing.
    Members,
    /// Both; members may buy a pass as well, and conclude memberships as those do who join.
    Both,
    /// People who join, and members who add a membership or switch.
    Joiners,
}

/// The weather and the people of one simulation.
pub(super) struct Visitors<'a> {
    pub(super) simulation: &'a mut Simulation,
    pub(super) random: Random,
    pub(super) crowd: Crowd,
    /// How often something goes wrong before an act, in a thousand times.
    storm: u64,
    /// The operations that the one now here depends on, with the troubles they may have.
    pub(super) troubles: Troubles,
    people: Vec<String>,
    newcomers: u32,
    /// Claim codes that visitors have taken along.
    codes: Vec<String>,
    /// What has begun and not come right yet.
    ongoing: BTreeSet<Ongoing>,
}

/// Something that lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Ongoing {
    Offline,
    SlowDisk,
    FullDisk,
    PhoneBroken,
    /// A token is on its way, or signatures.
    Agreed,
}

/// What somebody has come for who buys.
#[derive(Clone)]
pub(super) struct Plan {
    pub(super) who: String,
    pub(super) free: bool,
    pub(super) tomorrow: bool,
    pub(super) voucher: Option<&'static str>,
}

/// Plays visitors, one after the other.
pub fn play(simulation: &mut Simulation, crowd: Crowd, seed: u64, visitors: u32) -> Done {
    let mut random = Random::new(seed);
    let crowd = match crowd {
        Crowd::Any => {
            use Crowd::{Both, Joiners, Members, WalkIns};
            *random.pick(&[WalkIns, WalkIns, Members, Members, Both, Joiners])
        }
        _ => crowd,
    };
    let storm = *random.pick(&[0, 20, 60, 60, 120, 250]);
    let people = Vec::new();
    let mut all = Visitors {
        simulation,
        random,
        crowd,
        storm,
        troubles: WALK_IN,
        people,
        newcomers: 0,
        codes: Vec::new(),
        ongoing: BTreeSet::new(),
    };
    all.act("studio asks nothing")?;
    if all.random.chance(100) {
        all.act("studio lists no days")?;
    }
    if crowd != Crowd::WalkIns {
        all.studio_of_members()?;
    }
    let mut last: (Option<Plan>, Option<MemberPlan>, Option<JoinPlan>) = (None, None, None);
    for _ in 0..visitors {
        match all.comes() {
            Crowd::Members => {
                let plan = all.member_plan(last.1.take());
                all.member_visit(&plan)?;
                last.1 = Some(plan);
            }
            Crowd::Joiners => {
                let plan = all.join_plan(last.2.take());
                all.join_visit(&plan)?;
                last.2 = Some(plan);
            }
            Crowd::Any | Crowd::Both | Crowd::WalkIns => {
                let plan = all.plan(last.0.as_ref());
                all.visit(&plan)?;
                last.0 = Some(plan);
            }
        }
        if all.random.chance(150) {
            all.come_back()?;
        }
        if all.random.chance(20) {
            all.simulation.at_home()?;
        }
        if all.random.chance(100) {
            let pause = *all.random.pick(&["wait 30s", "wait 3m", "wait 11m", "wait 40m"]);
            all.act(pause)?;
        }
    }
    Ok(())
}

impl Visitors<'_> {
    /// Who is next.
    fn comes(&mut self) -> Crowd {
        match self.crowd {
            Crowd::Any | Crowd::WalkIns => Crowd::WalkIns,
            Crowd::Members => Crowd::Members,
            Crowd::Both => *self.random.pick(&[Crowd::WalkIns, Crowd::Members, Crowd::Joiners]),
            Crowd::Joiners => *self.random.pick(&[Crowd::Joiners, Crowd::Members]),
        }
    }

    pub(super) fn act(&mut self, line: &str) -> Done {
        self.simulation.act(line)
    }

    pub(super) fn screen(&self) -> &Screen {
        self.simulation.play.kiosk.model.screen()
    }

    pub(super) fn stage(&self) -> Option<Stage<'_>> {
        let model = &self.simulation.play.kiosk.model;
        model.till().stage(model.screen().sale()?)
    }

    /// The visitor photographs what is shown.
    pub(super) fn keep_code(&mut self) {
        let model = &self.simulation.play.kiosk.model;
        let code = model.screen().sale().and_then(|sale| model.till().claim(sale)).map(ToString::to_string);
        if let Some(code) = code.filter(|code| !self.codes.contains(code)) {
            self.codes.push(code);
        }
    }

    /// Somebody comes back with their claim code, or tries one that is none.
    fn come_back(&mut self) -> Done {
        if self.codes.is_empty() {
            return Ok(());
        }
        let code = self.random.pick(&self.codes).clone();
        let is_guess = self.random.chance(200);
        let last = if code.ends_with('A') { 'B' } else { 'A' };
        let scanned = if is_guess { format!("{}{last}", &code[..code.len() - 1]) } else { code };
        if self.random.chance(300) {
            self.act("press F4")?;
        }
        self.act(&format!("scan {scanned}"))?;
        let shown = self.screen().sale().map(ToString::to_string);
        if let Some(shown) = shown.filter(|shown| is_guess && scanned.starts_with(shown)) {
            let how = format!("{shown} is shown to somebody who guesses");
            return Err(Broken { promise: Promise::NothingPersonal, how });
        }
        for _ in 0..6 {
            match self.screen() {
                Screen::Welcome(_) => return Ok(()),
                Screen::Pass(_) | Screen::Outcome(_) | Screen::Request(_) => self.read()?,
                _ => self.act("press Esc")?,
            }
        }
        self.leave()
    }

    fn plan(&mut self, last: Option<&Plan>) -> Plan {
        // The same person wants the same thing once more: because they do, or because they are not sure it worked.
        if let Some(last) = last.filter(|_| self.random.chance(200)) {
            return last.clone();
        }
        let known = self.random.chance(250) && !self.people.is_empty();
        let who = if known { self.random.pick(&self.people).clone() } else { self.newcomer() };
        let vouchers = ["SOMMER20", "GRATIS", "NONSENSE"];
        Plan {
            who,
            free: self.random.chance(250),
            tomorrow: self.random.chance(150),
            voucher: self.random.chance(150).then(|| *self.random.pick(&vouchers)),
        }
    }

    pub(super) fn newcomer(&mut self) -> String {
        self.newcomers += 1;
        let who = format!("ada{}@example.com", self.newcomers);
        self.people.push(who.clone());
        who
    }

    fn visit(&mut self, plan: &Plan) -> Done {
        self.troubles = WALK_IN;
        self.sold_before(plan)?;
        let (mut begun, mut filled) = (false, false);
        for _ in 0..ACTS_MAX {
            self.weather()?;
            match self.screen() {
                Screen::Welcome(_) if begun => return Ok(()),
                Screen::Welcome(_) => {
                    begun = true;
                    self.act("press Enter")?;
                }
                Screen::OutOfOrder(_) => self.act("wait 30s")?,
                Screen::Offers(_) => self.choose(plan)?,
                Screen::Offer(_) => {
                    if plan.tomorrow {
                        self.act("press Right")?;
                    }
                    self.act("press Enter")?;
                }
                Screen::Visitor(_) if !filled => {
                    filled = true;
                    self.fill_in(plan)?;
                }
                Screen::Visitor(_) => {
                    let act = *self.random.pick(&[
                        "wait 3s",
                        "wait 12s",
                        "press Enter",
                        "press Enter",
                        "press Esc",
                    ]);
                    self.act(act)?;
                }
                Screen::Review(_) => self.review(plan)?,
                Screen::Paying(_) => self.pay()?,
                Screen::Pass(_) | Screen::Outcome(_) => {
                    self.keep_code();
                    self.read()?;
                }
                Screen::Claim(_)
                | Screen::Member(_)
                | Screen::Membership(_)
                | Screen::Redeem(_)
                | Screen::Request(_) => {
                    self.act("press Esc")?;
                }
            }
            if self.random.chance(5) {
                break;
            }
        }
        self.leave()
    }

    /// Some have bought the same at the desk before: what is there already is not what is new.
    fn sold_before(&mut self, plan: &Plan) -> Done {
        if !self.random.chance(120) {
            return Ok(());
        }
        let kiosk = &self.simulation.play.kiosk;
        let today = kiosk.settings.today(kiosk.now());
        let day = if plan.tomorrow { today.tomorrow().unwrap_or(today) } else { today };
        let offer = if plan.free { 41_301 } else { 41_001 };
        self.act(&format!("studio sells {offer} from {day} to {}", plan.who))
    }

    pub(super) fn choose(&mut self, plan: &Plan) -> Done {
        if self.random.chance(10) {
            return self.act("press Esc");
        }
        if plan.free {
            self.act("press End")?;
            self.act("at once press Up")?;
        }
        self.act("press Enter")?;
        if matches!(self.screen(), Screen::Offers(_)) {
            self.act("wait 5s")?;
        }
        Ok(())
    }

    fn fill_in(&mut self, plan: &Plan) -> Done {
        self.act("scan Ada")?;
        self.act("at once press Enter")?;
        self.act("scan Lovelace")?;
        self.act("at once press Enter")?;
        self.act(&format!("scan {}", plan.who))?;
        self.act("press Enter")
    }

    pub(super) fn review(&mut self, plan: &Plan) -> Done {
        if let Some(voucher) = plan.voucher.filter(|_| self.random.chance(500)) {
            self.act(&format!("scan {voucher}"))?;
            if self.random.chance(100) {
                self.act(&format!("at once scan {voucher}"))?;
            }
            if voucher == "NONSENSE" {
                self.act("press Esc")?;
            }
        }
        match self.random.below(100) {
            0..70 => self.act("press Enter")?,
            70..78 => self.act("hold Enter 5")?,
            78..86 => {
                self.act("press Enter")?;
                self.act("at once press Enter 3")?;
            }
            86..88 => return self.act("press Esc"),
            88..92 => return self.act("wait 12s"),
            92..94 => self.act("press F4")?,
            _ => return self.act("wait 2s"),
        }
        // Still here: a question ("once more?"), a field for a voucher, or an answer that takes its time.
        if matches!(self.screen(), Screen::Review(_)) && self.random.chance(700) {
            self.act("press F4")?;
            if matches!(self.screen(), Screen::Review(_)) && self.random.chance(700) {
                self.act("press Esc")?;
            }
        }
        Ok(())
    }

    pub(super) fn is_agreed(&self) -> bool {
        self.ongoing.contains(&Ongoing::Agreed)
    }

    pub(super) fn begins(&mut self, ongoing: Ongoing) {
        self.ongoing.insert(ongoing);
    }

    pub(super) fn pay(&mut self) -> Done {
        match self.stage() {
            Some(Stage::Paying(phone)) if phone.address.is_some() && self.is_to_sign() => self.sign(),
            Some(Stage::Paying(phone)) if phone.address.is_some() => match self.random.below(100) {
                // A page tells of one token.
                0..76 if self.is_agreed() => self.act("wait 2s"),
                0..72 => self.act("phone pays"),
                72..76 => self.act("phone pays twice"),
                76..80 => {
                    self.ongoing.insert(Ongoing::Agreed);
                    self.act("phone agrees")
                }
                80..84 => self.act("phone takes"),
                84..86 => self.act("phone processes"),
                86..88 => self.act("phone declines"),
                88..91 => {
                    let wait = *self.random.pick(&["wait 40s", "wait 9m", "wait 11m"]);
                    self.act(wait)
                }
                91..93 => self.act("press F4"),
                93..95 => self.act("press Enter"),
                95..97 => self.cancel(),
                _ => self.act("wait 3s"),
            },
            Some(Stage::Expired { .. }) => {
                let act = *self.random.pick(&["press Enter", "press Enter", "wait 61s", "press Esc"]);
                self.act(act)
            }
            Some(Stage::Waiting { .. }) => {
                let act = *self.random.pick(&["wait 61s", "wait 61s", "wait 10s", "press Esc"]);
                self.act(act)
            }
            _ => match self.random.below(100) {
                0..4 => self.cancel(),
                4..60 => self.act("wait 2s"),
                60..64 => self.act("press Enter"),
                _ => self.act("wait 12s"),
            },
        }
    }

    pub(super) fn cancel(&mut self) -> Done {
        self.act("press Esc")?;
        self.act("press F4")
    }

    pub(super) fn read(&mut self) -> Done {
        let act = match self.random.below(100) {
            0..30 => "wait 2s",
            30..40 => "wait 7s",
            40..43 => "wait 2m",
            43..50 => "press F4",
            50..55 => "at once press Enter 3",
            _ => "press Enter",
        };
        self.act(act)
    }

    /// The visitor has gone, and the kiosk is free again by itself.
    pub(super) fn leave(&mut self) -> Done {
        if self.ongoing.remove(&Ongoing::SlowDisk) {
            self.act("ledger prompt")?;
        }
        self.act(AWAY)?;
        match self.screen() {
            Screen::Welcome(_) | Screen::OutOfOrder(_) => Ok(()),
            screen => {
                let how = format!("nobody has been here for long, and there is {screen:?}");
                Err(Broken { promise: Promise::ComesBack, how })
            }
        }
    }

    /// Whether something that lasts comes right now.
    fn ends(&mut self, ongoing: Ongoing) -> bool {
        let ends = self.ongoing.contains(&ongoing) && self.random.chance(250);
        if ends {
            self.ongoing.remove(&ongoing);
        }
        ends
    }

    /// What goes wrong before the next act, and what comes right.
    pub(super) fn weather(&mut self) -> Done {
        if self.ends(Ongoing::Agreed) {
            self.act("phone delivers")?;
        }
        if self.ongoing.contains(&Ongoing::SlowDisk) {
            self.slow_disk()?;
        }
        if self.ends(Ongoing::Offline) {
            self.act("api online")?;
        }
        if self.ends(Ongoing::FullDisk) {
            self.act("ledger ok")?;
        }
        if self.ends(Ongoing::PhoneBroken) {
            self.act("phone ok")?;
        }
        if !self.random.chance(self.storm) {
            return Ok(());
        }
        match self.random.below(100) {
            0..62 => self.trouble(),
            62..66 => {
                self.ongoing.insert(Ongoing::Offline);
                self.act("api offline")
            }
            66..78 => {
                self.ongoing.insert(Ongoing::SlowDisk);
                self.act("ledger slow")
            }
            78..82 => {
                self.ongoing.insert(Ongoing::FullDisk);
                let disk = *self.random.pick(&["ledger full", "ledger read-only"]);
                self.act(disk)
            }
            82..86 => self.act("restart"),
            86..88 => self.act("power cut"),
            88..91 => {
                let clock = *self.random.pick(&CLOCKS);
                // What is asked of a contract is shown late by the studio's own clock: one that goes back by hours would hide
                // it for hours.
                let hides = matches!(clock, "clock off 2h" | "clock jumps back 5h");
                if self.crowd == Crowd::WalkIns || !hides { self.act(clock) } else { Ok(()) }
            }
            91..93 => {
                self.ongoing.insert(Ongoing::PhoneBroken);
                self.act("phone broken")
            }
            93..95 => self.act("phone falls silent"),
            _ => self.act("api calm"),
        }
    }

    fn trouble(&mut self) -> Done {
        let at = self.random.below(100);
        let troubles = self.troubles.iter().find(|(until, ..)| at < *until);
        let Some((_, operation, troubles)) = troubles else { return Ok(()) };
        let trouble = *self.random.pick(troubles);
        let colon = if operation.is_empty() { "" } else { ": " };
        self.act(&format!("api {operation}{colon}{trouble}"))
    }

    /// Every write waits; they come to disk one by one, or the power goes between any two.
    fn slow_disk(&mut self) -> Done {
        match self.random.below(100) {
            0..70 => self.act("ledger syncs"),
            70..80 => {
                let keep = self.random.below(4);
                self.act(&format!("power cut {keep}"))
            }
            80..92 => {
                self.ongoing.remove(&Ongoing::SlowDisk);
                self.act("ledger prompt")
            }
            _ => Ok(()),
        }
    }
}
