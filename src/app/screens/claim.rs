//! Somebody comes back with a claim code, typed or scanned: they see the pass again, or how their purchase stands.

use super::awaited::Awaited;
use super::code_entry::{CodeEntry, EntryOutcome, EntryWords, OtherWay};
use super::{Next, Place};
use crate::app::msg::{Event, LedgerEvent};
use crate::app::shared::{Cx, Sight};
use crate::app::till::{Claimed, Stage};
use crate::domain::pass::{ClaimCode, Reference};
use crate::domain::price::Voucher;
use crate::domain::time::Moment;
use crate::ui::canvas::Canvas;
use crate::ui::key::Key;

/// The key of the first screens that leads here.
pub const CLAIM: Key = Key::F(4);

/// The way on for who has a check-in voucher, and no claim code.
pub const VOUCHER: Key = Key::F(5);

/// Characters of the field: a claim code has fewer, but what is typed may turn out to be a voucher.
const TYPED_MAX: usize = Voucher::MAX;

/// The entry of a claim code.
#[derive(Debug)]
pub struct Claim {
    entry: CodeEntry,
    /// The code that is being looked for.
    asked: Option<(ClaimCode, Awaited)>,
}

/// A scan where nobody is here yet: of a claim code, or of something else.
pub fn scanned(cx: &mut Cx<'_>, text: &str) -> Option<Next> {
    let code: ClaimCode = text.parse().ok()?;
    Some(match cx.till.claim_again(cx.now, &code, cx.out) {
        Claimed::Found => Next::Finish(place_of(cx, code.reference())),
        claimed => Next::Go(Place::Claim(Some((code, claimed)))),
    })
}

/// A scan among the offers, or at the order: only a claim code of this kiosk is one, anything else may be a voucher.
pub fn scanned_instead(cx: &mut Cx<'_>, text: &str) -> Option<Next> {
    let code: ClaimCode = text.parse().ok()?;
    if cx.till.is_claim(&code) { scanned(cx, text) } else { None }
}

/// A pass is shown as one; whatever else became of a sale is told, and of a request where requests are followed.
fn place_of(cx: &Cx<'_>, reference: &Reference) -> Place {
    if cx.till.ordered(reference).is_some_and(|intent| intent.request().is_some()) {
        return Place::Request(reference.clone());
    }
    match cx.till.stage(reference) {
        Some(Stage::Bought(bought)) if bought.code.is_some() => Place::Pass(reference.clone()),
        _ => Place::Outcome(reference.clone()),
    }
}

impl Claim {
    /// An empty field, or the code that was scanned and what became of it.
    pub fn enter(cx: &mut Cx<'_>, scanned: Option<(ClaimCode, Claimed)>) -> Self {
        let mut screen = Self { entry: CodeEntry::new(TYPED_MAX, cx.visit.by_touch), asked: None };
        if let Some((code, claimed)) = scanned {
            screen.entry.replace(&code.to_string());
            screen.await_answer(cx, code, &claimed);
        }
        screen
    }

    /// Types, looks up, goes on to a check-in voucher with what was typed, or goes back.
    pub fn on_key(&mut self, cx: &mut Cx<'_>, key: Key) -> Next {
        if key == VOUCHER {
            self.asked = None;
            let typed = Some(self.entry.typed().trim().to_owned()).filter(|typed| !typed.is_empty());
            return Next::Go(Place::Redeem(typed));
        }
        match self.entry.on_key(key, cx.visit.by_touch, cx.visit.language) {
            EntryOutcome::Stay => Next::Stay,
            EntryOutcome::Close => Next::Back,
            EntryOutcome::Try(_) if self.asked.is_some() => Next::Stay,
            EntryOutcome::Try(code) => self.look_up(cx, &code),
        }
    }

    /// A scan is looked up at once.
    pub fn on_scan(&mut self, cx: &mut Cx<'_>, text: &str) -> Next {
        if self.asked.is_some() {
            return Next::Stay;
        }
        self.entry.replace(text);
        self.look_up(cx, text)
    }

    fn look_up(&mut self, cx: &mut Cx<'_>, text: &str) -> Next {
        let Ok(code) = text.parse::<ClaimCode>() else {
            self.entry.refuse(cx.speech().say("claim-shape"));
            return Next::Stay;
        };
        match cx.till.claim_again(cx.now, &code, cx.out) {
            Claimed::Found => Next::Finish(place_of(cx, code.reference())),
            claimed => {
                self.await_answer(cx, code, &claimed);
                Next::Stay
            }
        }
    }

    fn await_answer(&mut self, cx: &Cx<'_>, code: ClaimCode, claimed: &Claimed) {
        let refusal = match claimed {
            Claimed::Asked(request) => {
                self.asked = Some((code, Awaited::new(*request, cx.now.moment)));
                return;
            }
            Claimed::Found | Claimed::Wrong => cx.speech().say("claim-wrong"),
            Claimed::Rest(span) => {
                let minutes = i64::try_from(span.as_secs().div_ceil(60)).unwrap_or(i64::MAX);
                cx.speech().with("claim-rest", &[("minutes", minutes.into())])
            }
            Claimed::Unavailable => cx.speech().say("claim-unavailable"),
        };
        self.entry.refuse(refusal);
    }

    /// Takes the ledger's answer, after the till has compared the code.
    pub fn on_event(&mut self, cx: &mut Cx<'_>, event: &Event) -> Next {
        let Event::Ledger(LedgerEvent::IntentFound(request, result)) = event else { return Next::Stay };
        let Some((code, _)) = self.asked.take_if(|(_, awaited)| awaited.is(*request)) else {
            return Next::Stay;
        };
        if cx.till.claim(code.reference()) == Some(&code) {
            return Next::Finish(place_of(cx, code.reference()));
        }
        let refusal = if result.is_ok() { "claim-wrong" } else { "claim-unavailable" };
        self.entry.refuse(cx.speech().say(refusal));
        Next::Stay
    }

    /// When the busy text appears.
    pub fn wake_at(&self, sight: &Sight<'_>) -> Option<Moment> {
        self.asked.as_ref().and_then(|(_, awaited)| awaited.wake_at(sight.now.moment))
    }

    /// Draws it.
    pub fn view(&self, sight: &Sight<'_>, canvas: &mut Canvas<'_>) {
        let say = |key| sight.speech.say(key);
        let words = EntryWords {
            title: say("claim-title"),
            label: say("claim-label"),
            hint: say("claim-hint"),
            button: say("claim-show"),
            checking: say("claim-checking"),
            about: say("claim-about"),
            other: Some(OtherWay {
                label: say("claim-voucher"),
                key: VOUCHER,
                refused: say("claim-or-voucher"),
            }),
        };
        self.entry.view(sight, canvas, &words, None, self.asked.as_ref().map(|(_, awaited)| *awaited));
    }
}
