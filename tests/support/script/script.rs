//! Journeys: text files of what a person does at the kiosk, read and played.
//!
//! A line is a command; a line that begins with `#` is a remark, the first one is the title. The kiosk starts with the
//! first command that needs it, so what is to be different from the start stands above. Every act of a person takes half
//! a second; `at once` before it takes that away.
//!
//! | what a person does | |
//! |---|---|
//! | `press Enter`, `press Down 3`, `press p` | presses a key, or presses it three times |
//! | `hold Enter 5` | holds a key down: five presses, 30 ms apart |
//! | `type Max` | types |
//! | `tap "Next"` | touches a text on the screen; fails where it cannot be touched |
//! | `tap field "E-mail"`, `tap field 3` | touches the field of this label; the third one |
//! | `tap beside` | touches where nothing is |
//! | `scan SOMMER20` | holds something to the scanner, or pastes |
//! | `wait 45s` | does nothing for a while |
//! | `phone takes`, `phone pays`, `phone pays twice` | scans the code; pays as well |
//! | `phone signs`, `phone signs twice` | scans the code; signs whatever is to be signed, or reads what is to be read |
//! | `phone signs nothing` | sends no signature, though they are wanted |
//! | `phone agrees`, `phone delivers` | signs or pays, but what it sends arrives only later |
//! | `resize 60x15` | makes the window smaller |
//!
//! | what happens to the kiosk | |
//! |---|---|
//! | `api offline`, `api online` | every call fails to connect; works again |
//! | `api purchase: lost-answer` | the next call of an operation goes wrong; with `x3` three, with `always` all until `ok` |
//! | ... `lost-request`, `offline`, `status 503`, `done-but 500`, `garbage`, `half`, `slow`, `stuck` | see `Trouble` |
//! | ... `late 5m`, `twice`, `twice 40s` | it reaches the studio later; it is delivered twice |
//! | ... `hidden 40s`, `in 3s` | at the end: what it does is not shown for so long; the answer takes so long |
//! | ... `says /price/amount 21.90` | the answer has another value at this place; `null` takes it out, `&` joins several |
//! | `api answer`, `api calm` | a held answer arrives; every trouble ends |
//! | `phone broken`, `phone ok` | pages for the phone cannot be served |
//! | `ledger full`, `ledger read-only`, `ledger damaged`, `ledger ok` | the disk |
//! | `ledger closes D9S5-YNZ7` | staff settle a sale while the kiosk is off; it starts again |
//! | `ledger slow`, `ledger syncs`, `ledger prompt` | writes wait; the oldest is synced and answered; all are, from now on |
//! | `catalogue damaged` | half of the file is lost in which the offers are kept |
//! | `clock off 5m`, `clock right` | our clock is behind the studio's |
//! | `clock jumps 2h`, `clock jumps back 2h` | our clock is set to another time |
//! | `restart`, `terminate` | the process ends and starts again; it is asked to end |
//! | `power cut`, `power cut 1` | so many of the writes that wait are on disk, the rest is lost; it starts again |
//! | `studio sells 41001 from 2026-11-20 to max@muster.example` | the desk sells a pass |
//! | `studio cancels 300101`, `studio withdraws 300101` | the desk ends a contract, on the first day there is; takes that back |
//! | `studio books 52001 beside 300101` | the desk adds a module to a contract |
//! | `studio knows Max Muster born 1990-01-31 max@muster.example` | the desk has taken somebody down who is no member |
//! | `studio concludes 71101 from 2026-12-01 for max@muster.example` | the desk gives a customer one more contract |
//! | `studio agrees` | staff agree to every cancelation and withdrawal that is requested |
//!
//! | before it starts | |
//! |---|---|
//! | `size 80x24`, `language de`, `demo` | the terminal; the kiosk's first language; a try-out |
//! | `members off`, `members prove pin`, `members cards hex` | what members can do, and how they prove who they are |
//! | `country ES` | where the studio is |
//! | `memberships off`, `memberships from 16` | nobody joins or switches here; from which age on somebody signs for themselves |
//! | `memberships take 5001 for 9001 "Radio"` | what a list field of a signup is answered with |
//! | `studio has no door codes` | members have no code for the door |
//! | `studio asks gender mandatory`, `studio asks nothing` | what a new person is asked |
//! | `studio verifies cancelations` | a cancelation is requested until staff agree |
//! | `studio takes repeats` | what is there already is taken once more |
//! | `studio lists no days` | what somebody has bought is listed without its first day |
//! | `studio offers 10000` | more offers on sale |
//! | `studio lacks LeadRead`, `studio has LeadRead`, `studio key wrong`, `studio key right` | the rights of the kiosk |
//!
//! | what is held against it | |
//! |---|---|
//! | `see "Your ticket"`, `not see "Paid"` | a text can be read on the screen, or cannot |
//! | `world purchases 1` | passes sold in this journey: the truth about money |
//! | `screen` | puts the screen into the snapshot |
//! | `first to-review` | plays `parts/to-review.part` without showing it |

mod commands;
mod words;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use crate::kiosk::Kiosk;
use walkin::app::msg::PhoneEvent;
use walkin::domain::intent::State;

pub use words::Line;

/// A journey being played.
pub struct Play<'a> {
    /// The kiosk.
    pub kiosk: Kiosk,
    /// What was done and what followed.
    pub transcript: String,
    folder: &'a Path,
    /// A payment token, or signatures, that have left the phone and not arrived.
    on_its_way: Option<PhoneEvent>,
    started: bool,
    /// Passes that the desk has sold.
    at_desk: usize,
    quiet: bool,
    /// Whether `see` and `not see` are passed over: the words of a script are English, the kiosk may not be.
    pub blind: bool,
    /// The screens that were put into the snapshot, by the names of their types.
    pub shown: BTreeSet<String>,
}

/// Notes of one command that are shown one by one.
const NOTES_MAX: usize = 16;
/// Passes the studio has sold before a journey begins.
const SOLD_BEFORE: usize = 1;

impl<'a> Play<'a> {
    /// Makes ready to play scripts of a folder.
    pub fn new(folder: &'a Path) -> Self {
        Self {
            kiosk: Kiosk::new(),
            transcript: String::new(),
            folder,
            on_its_way: None,
            started: false,
            at_desk: 0,
            quiet: false,
            blind: false,
            shown: BTreeSet::new(),
        }
    }

    /// Plays a file, and says where and why it fails, with the screen at that moment.
    pub fn file(&mut self, path: &Path) -> Result<(), String> {
        let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
        if !text.starts_with("# ") {
            return Err(format!("{}:1: a journey begins with its title, `# ...`", path.display()));
        }
        for (index, line) in text.lines().enumerate() {
            self.line(line.trim()).map_err(|error| {
                let screen = self.kiosk.screen().rows().join("\n");
                format!("{}:{}: {line}\n{error}\n{screen}", path.display(), index + 1)
            })?;
        }
        Ok(())
    }

    /// Plays one line.
    pub fn line(&mut self, line: &str) -> Result<(), String> {
        if line.is_empty() {
            return Ok(());
        }
        if line.starts_with('#') {
            self.tell(line);
            return Ok(());
        }
        self.act(&Line::new(line))?;
        if self.kiosk.quick { Ok(()) } else { self.check() }
    }

    /// Makes ready to be one of very many: nothing is written down, and whoever plays it holds it to its promises.
    pub fn hurry(&mut self) {
        self.kiosk.quick = true;
        self.quiet = true;
    }

    /// What the journey has come to: each sale in the ledger, and what the studio knows of it.
    pub fn end(&mut self) -> String {
        let mut sales = String::new();
        for intent in self.kiosk.ledger.intents() {
            let state = state_name(intent.state());
            let about = match intent.order.payable() {
                Some(payable) => payable.to_string(),
                None => intent.order.kind().to_owned(),
            };
            writeln!(sales, "= ledger: {} {state}, {about}", intent.reference).expect("a string");
        }
        let studio = self.kiosk.studio.state();
        for sale in studio.world.purchases().iter().skip(SOLD_BEFORE) {
            writeln!(
                sales,
                "= studio: sold {:?} from {} for {}",
                sale.offer.name.as_deref().unwrap_or_default(),
                sale.valid_from,
                sale.paid
            )
            .expect("a string");
        }
        let modules = studio
            .world
            .module_contracts()
            .iter()
            .map(|it| (it.module.name.as_deref().unwrap_or_default(), &it.ending));
        for booked in studio.world.module_contracts().iter().filter(|it| it.bought_at.is_some()) {
            let trial = if booked.with_trial { ", with its trial period" } else { "" };
            writeln!(
                sales,
                "= studio: booked {:?} beside {}{trial}",
                booked.module.name.as_deref().unwrap_or_default(),
                booked.contract_id
            )
            .expect("a string");
        }
        let contracts = studio.world.contracts().iter().map(|it| (it.rate_name.as_str(), &it.ending));
        for (name, ending) in contracts.chain(modules) {
            let (cancelations, withdrawals) = (ending.cancelations(), ending.withdrawals());
            if cancelations + withdrawals > 0 {
                let stands = ending.cancelation().map_or_else(
                    || "goes on".to_owned(),
                    |cancelation| format!("ends {} ({:?})", cancelation.date, cancelation.status),
                );
                writeln!(
                    sales,
                    "= studio: {name:?} {stands}; cancelations {cancelations}, withdrawals {withdrawals}"
                )
                .expect("a string");
            }
        }
        for redeemed in studio.world.redemptions() {
            writeln!(sales, "= studio: redeemed {}", redeemed.voucher_code).expect("a string");
        }
        let unspent = studio.world.unspent_tokens();
        if unspent > 0 {
            writeln!(sales, "= studio: payments authorised and never taken: {unspent}").expect("a string");
        }
        drop(studio);
        std::mem::take(&mut self.transcript) + &sales
    }

    /// What holds in every journey after every command.
    fn check(&self) -> Result<(), String> {
        let studio = self.kiosk.studio.state();
        let sold = &studio.world.purchases()[SOLD_BEFORE..];
        let mut claimed = Vec::new();
        let mut sent = 0;
        // What a request brings is no purchase.
        for intent in self.kiosk.ledger.intents().iter().filter(|intent| intent.pass().is_some()) {
            match intent.state() {
                State::Completed { purchase, .. } => {
                    sent += 1;
                    if !sold.iter().any(|sale| sale.id == purchase.0) || claimed.contains(purchase) {
                        return Err(format!("{} claims a purchase that is not its own", intent.reference));
                    }
                    claimed.push(*purchase);
                }
                // A refusal may be a lie for a while.
                State::Submitted { .. }
                | State::Unknown { .. }
                | State::Refused { .. }
                | State::NeedsStaff(_)
                | State::Closed => sent += 1,
                State::Intended
                | State::AwaitingPayment { .. }
                | State::Authorised
                | State::Granted(_)
                | State::Abandoned(_) => {}
            }
        }
        if sold.len() > sent + self.at_desk {
            return Err(format!("the studio has sold {} and the ledger knows of {sent}", sold.len()));
        }
        Ok(())
    }

    /// The passes sold in this journey.
    fn sold(&self) -> usize {
        self.kiosk.studio.state().world.purchases().len() - SOLD_BEFORE
    }

    fn tell(&mut self, line: &str) {
        if !self.quiet {
            writeln!(self.transcript, "{line}").expect("a string");
        }
    }

    /// Writes down what followed from the last command; what a long wait repeats is counted.
    fn tell_notes(&mut self) {
        let notes = std::mem::take(&mut self.kiosk.notes);
        let mut counted: Vec<(&str, usize)> = Vec::new();
        for note in &notes {
            match counted.iter_mut().find(|(other, _)| other == note) {
                Some((_, count)) if notes.len() > NOTES_MAX => *count += 1,
                _ => counted.push((note, 1)),
            }
        }
        for (note, count) in counted {
            let times = if count > 1 { format!(" ({count} times)") } else { String::new() };
            self.tell(&format!("    {note}{times}"));
        }
    }

    fn show(&mut self) {
        // The only place outside that tells: the core names its screen in its `Debug` output.
        let told = format!("{:?}", self.kiosk.model);
        let name = told.split(" screen: ").nth(1).and_then(|rest| rest.split(['(', ' ', ',']).next());
        self.shown.extend(name.map(str::to_owned));
        for row in self.kiosk.screen().rows() {
            self.tell(format!("  |{row}").trim_end());
        }
    }
}

fn state_name(state: &State) -> String {
    match state {
        State::Intended => "intended".to_owned(),
        State::AwaitingPayment { attempt } => format!("awaits payment ({attempt})"),
        State::Authorised => "authorised".to_owned(),
        State::Submitted { .. } => "submitted".to_owned(),
        State::Unknown { refused: true, .. } => "unknown after a refusal".to_owned(),
        State::Unknown { refused: false, .. } => "unknown".to_owned(),
        State::Completed { code: Some(_), .. } => "completed".to_owned(),
        State::Completed { code: None, .. } => "completed without a code".to_owned(),
        State::Granted(grant) if grant.is_whole() => "granted".to_owned(),
        State::Granted(_) => "granted, not shown yet".to_owned(),
        State::Refused { .. } => "refused".to_owned(),
        State::Abandoned(why) => format!("abandoned ({why:?})"),
        State::NeedsStaff(why) => format!("needs staff ({why:?})"),
        State::Closed => "closed by staff".to_owned(),
    }
}
