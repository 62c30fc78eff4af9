//! Whether somebody may conclude a contract here: a member's record is read first, because it tells whether they may sign for
//! themselves and whether the studio keeps them out.
//!
//! Who is new tells their birth date later, and nobody has to prove anything to look at what is on sale.

use std::time::Duration;

use ratatui::layout::Rect;

use crate::app::agreement::Side;
use crate::app::no_sale::NoSale;
use crate::app::screens::chrome::{busy_since, unread};
use crate::app::shared::{Cx, Sight};
use crate::domain::fault::Fault;
use crate::domain::time::{Moment, age_on};
use crate::ui::canvas::Canvas;
use crate::ui::notice::{self, FaultWords};
use crate::ui::theme::Tone;

/// A record older than this is read again before something is concluded on it.
const FRESH: Duration = Duration::from_mins(5);

/// Whether somebody may go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Admission<'a> {
    /// They may.
    Open,
    /// Their record is being read, since then.
    Asking(Moment),
    /// It could not be read.
    Unread(&'a Fault),
    /// The studio keeps them out.
    Barred,
    /// They do not sign alone; from this age on they do.
    Minor(u8),
    /// Nothing tells how old they are.
    NoBirthDate,
}

/// Asks for the record of the member who is here, if it is missing, failed or old.
pub fn ask(cx: &mut Cx<'_>) {
    let (now, language) = (cx.now.moment, cx.visit.language);
    let Some(member) = &mut cx.visit.member else { return };
    let record = &member.record;
    let is_old = record.known_since().is_none_or(|at| now.since(at) >= FRESH);
    if record.asked_at().is_none() && (is_old || record.fault().is_some()) {
        member.ask_record(now, language, cx.out);
    }
}

/// Whether whoever is here may go on.
pub fn admission<'a>(sight: &Sight<'a>) -> Admission<'a> {
    let Some(member) = &sight.visit.member else { return Admission::Open };
    if member.barred {
        return Admission::Barred;
    }
    let record = &member.record;
    match (record.value(), record.fault(), record.asked_at()) {
        (Some(customer), _, _) => match customer.date_of_birth {
            None => Admission::NoBirthDate,
            Some(born) => {
                let (age, limit) =
                    (age_on(born, sight.settings.today(sight.now)), sight.settings.memberships.signing_age);
                if age < i16::from(limit) { Admission::Minor(limit) } else { Admission::Open }
            }
        },
        (None, Some(fault), _) => Admission::Unread(fault),
        (None, None, Some(since)) => Admission::Asking(since),
        (None, None, None) => Admission::Asking(sight.now.moment),
    }
}

impl Admission<'_> {
    /// Whether only the desk can help.
    pub fn is_desk(self) -> bool {
        matches!(self, Self::Barred | Self::Minor(_) | Self::NoBirthDate)
    }

    /// Draws why they cannot go on, or that it is being looked up.
    pub fn view(self, sight: &Sight<'_>, canvas: &mut Canvas<'_>, body: Rect) {
        let speech = sight.speech;
        match self {
            Self::Open => {}
            Self::Asking(since) => busy_since(sight, canvas, body, &speech.say("admission-asking"), since),
            Self::Unread(told) => unread(sight, canvas, body, told),
            Self::Minor(age) => {
                let why = speech.with("admission-minor-why", &[("age", u32::from(age).into())]);
                let lines = [
                    (speech.say("admission-minor"), Tone::Title),
                    (String::new(), Tone::Text),
                    (why, Tone::Text),
                ];
                notice::block(canvas, body, &lines.each_ref().map(|(line, tone)| (line.as_str(), *tone)));
            }
            Self::Barred | Self::NoBirthDate => {
                let key = if self == Self::Barred { "admission-barred" } else { "admission-no-birth-date" };
                let (what, next) = (speech.say(key), speech.say("admission-desk"));
                notice::fault(
                    canvas,
                    body,
                    &FaultWords { what: &what, next: &next, ..FaultWords::default() },
                );
            }
        }
    }
}

/// Why nobody goes on to an order now. Of somebody new a payment is always asked; what a member concludes may be free.
pub fn no_order(sight: &Sight<'_>, side: Side) -> Option<NoSale> {
    match side {
        Side::Joining => sight.no_sale(),
        Side::Adding(_) | Side::Switching { .. } => sight.no_request(),
    }
}

/// The same in one line.
pub fn no_order_notice(sight: &Sight<'_>, side: Side) -> Option<(String, Tone)> {
    let why = no_order(sight, side)?;
    let key = if why == NoSale::Unpayable { why.key() } else { why.request_key() };
    Some((sight.speech.say(key), Tone::Warning))
}
