//! One pass of a member: its code again, and what it is good for.

use crate::app::member::Member;
use crate::app::remote::Remote;
use crate::app::screens::awaited::next_change;
use crate::app::screens::chrome::Chrome;
use crate::app::screens::deaf::Deaf;
use crate::app::screens::{Next, offer, offers, pages};
use crate::app::shared::{Cx, Sight};
use crate::domain::offer::StudioAccess;
use crate::domain::pass::{AccessCode, PurchaseId, Ticket};
use crate::domain::text::Text;
use crate::domain::time::Moment;
use crate::ui::canvas::{ButtonKind, Canvas};
use crate::ui::frame::BESIDE_CODE;
use crate::ui::key::Key;
use crate::ui::qr::Code;
use crate::ui::theme::Tone;

/// One pass of a member.
#[derive(Debug)]
pub struct TicketScreen {
    purchase: PurchaseId,
    /// Pages of facts turned, where they do not fit.
    turned: usize,
    deaf: Deaf,
}

impl TicketScreen {
    /// Shows what the list tells, and asks for the rest.
    pub fn enter(cx: &mut Cx<'_>, purchase: PurchaseId) -> Self {
        let deaf = Deaf::on_arrival(cx.now.moment, cx.active_at);
        let mut screen = Self { purchase, turned: 0, deaf };
        screen.on_return(cx);
        screen
    }

    /// Asks for the detail, in the language now spoken.
    pub fn on_return(&mut self, cx: &mut Cx<'_>) {
        let offer = listed(&cx.sight(), self.purchase).and_then(|ticket| ticket.pass.offer);
        if let (Some(member), Some(offer)) = (&mut cx.visit.member, offer) {
            member.ask_tickets_of(cx.now.moment, cx.visit.language, offer, cx.out);
        }
        self.turned = 0;
    }

    /// Goes back, or turns a page. An Enter meant for the list does nothing.
    pub fn on_key(&mut self, cx: &mut Cx<'_>, key: Key) -> Next {
        match key {
            Key::Esc => return Next::Back,
            Key::Enter if self.deaf.hears(cx.now.moment) => return Next::Back,
            pages::TURN => self.turned += 1,
            _ => {}
        }
        Next::Stay
    }

    /// When it is said that the rest is awaited.
    pub fn wake_at(sight: &Sight<'_>) -> Option<Moment> {
        next_change(detail(sight)?.asked_at()?, sight.now.moment)
    }

    /// Draws it.
    pub fn view(&self, sight: &Sight<'_>, canvas: &mut Canvas<'_>) {
        let Some(listed) = listed(sight, self.purchase) else { return };
        let speech = sight.speech;
        let detail = detail(sight).and_then(Remote::value);
        let whole = detail.and_then(|all| all.iter().find(|it| it.pass.purchase == self.purchase));
        let access = code(sight, listed, whole);
        let (back, leave) = (speech.say("back"), speech.say("frame-done"));
        let chrome =
            Chrome { back: Some(&back), primary: Some((&leave, ButtonKind::Primary)), ..Chrome::default() };
        let grid = canvas.area();
        let room = (grid.width.saturating_sub(BESIDE_CODE), grid.height);
        let body = match access.and_then(|access| Code::access(access.as_str().as_bytes(), room)) {
            Some(code) => {
                let (body, place) = chrome.draw_with_code(sight, canvas, code.size());
                code.view(canvas, place);
                body
            }
            None => chrome.draw(sight, canvas),
        };
        pages::view(sight, canvas, body, &lines(sight, listed, whole, access), self.turned);
    }
}

fn listed<'a>(sight: &Sight<'a>, purchase: PurchaseId) -> Option<&'a Ticket> {
    let member: &Member = sight.visit.member.as_ref()?;
    member.tickets.value()?.iter().find(|ticket| ticket.pass.purchase == purchase)
}

fn detail<'a>(sight: &Sight<'a>) -> Option<&'a Remote<std::sync::Arc<[Ticket]>>> {
    sight.visit.member.as_ref()?.tickets_of.as_ref().map(|(_, shelf)| shelf)
}

/// The code of a pass that can still be used; whichever of the two lists tells it.
fn code<'a>(sight: &Sight<'_>, listed: &'a Ticket, whole: Option<&'a Ticket>) -> Option<&'a AccessCode> {
    let code = whole.and_then(|whole| whole.pass.code.as_ref()).or(listed.pass.code.as_ref());
    code.filter(|_| !listed.is_expired(sight.now, &sight.settings.time_zone))
}

/// What is to be known of it, most important first.
fn lines(
    sight: &Sight<'_>,
    listed: &Ticket,
    whole: Option<&Ticket>,
    access: Option<&AccessCode>,
) -> Vec<(String, Tone)> {
    let (speech, zone) = (sight.speech, &sight.settings.time_zone);
    let air = || (String::new(), Tone::Text);
    let mut lines = vec![(listed.name.to_string(), Tone::Title), air()];
    match access {
        Some(access) => {
            lines.push((speech.code_groups(Text::long(access.as_str()).as_str()), Tone::Price));
        }
        None if listed.is_expired(sight.now, zone) => {
            lines.push((speech.say("ticket-expired"), Tone::Warning));
        }
        None => lines.push((speech.say("ticket-no-code"), Tone::Warning)),
    }
    lines.push(air());
    let ticket = whole.unwrap_or(listed);
    let day = |key, day| (speech.with(key, &[("day", speech.date_short(day).into())]), Tone::Text);
    lines.extend(ticket.pass.valid_from.or(listed.pass.valid_from).map(|from| day("pass-from", from)));
    let last = ticket.expires_at.or(listed.expires_at).map(|at| zone.to_datetime(at).date());
    let validity = ticket.validity.as_ref().filter(|term| term.is_known());
    match (last, validity) {
        (Some(last), _) => lines.push(day("pass-until", last)),
        (None, Some(term)) => {
            lines.push((speech.with("offer-validity", &[("term", speech.term(term).into())]), Tone::Text));
        }
        (None, None) => {}
    }
    let uses = ticket.uses.map(|uses| speech.with("offer-uses", &[("count", uses.into())]));
    let period = offers::period_of(speech, ticket.uses, ticket.period_of_use.as_ref());
    let usage = uses.into_iter().chain(period).collect::<Vec<_>>().join(" · ");
    let access_to = offer::access(sight, ticket.access.as_ref().unwrap_or(&StudioAccess::Unsaid));
    let more = [Some(usage).filter(|usage| !usage.is_empty()), access_to];
    lines.extend(more.into_iter().flatten().chain(paid(sight, ticket)).map(|line| (line, Tone::Text)));
    if access.is_some() {
        let is_early = listed.pass.valid_from.is_some_and(|first| first > sight.settings.today(sight.now));
        let how = if is_early { ("ticket-early", Tone::Warning) } else { ("ticket-how", Tone::Dim) };
        lines.extend([air(), (speech.say(how.0), how.1)]);
    }
    lines
}

/// What it cost, and what a voucher took off.
fn paid(sight: &Sight<'_>, ticket: &Ticket) -> Vec<String> {
    let speech = sight.speech;
    let paid = ticket.paid().map(|paid| speech.with("ticket-paid", &[("amount", speech.money(paid).into())]));
    let voucher = ticket.voucher.as_ref().map(|voucher| {
        let code = ("code", voucher.to_string().into());
        match &ticket.discount {
            Some(discount) => {
                speech.with("ticket-voucher-discount", &[code, ("amount", speech.money(discount).into())])
            }
            None => speech.with("ticket-voucher", &[code]),
        }
    });
    paid.into_iter().chain(voucher).collect()
}
