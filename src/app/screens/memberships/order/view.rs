//! How the order looks: what the law wants on one screen, directly above the button.

use ratatui::layout::Rect;

use super::{OrderScreen, Phase, order_of};
use crate::app::agreement::{Agreement, Side, Stop};
use crate::app::screens::chrome::{Chrome, busy_with, fault};
use crate::app::screens::memberships::asking::{Again, closed_key, obstacle};
use crate::app::screens::memberships::costs;
use crate::app::screens::memberships::terms::{self, Point};
use crate::app::screens::paying::SURE;
use crate::app::shared::Sight;
use crate::domain::frequency::Rhythm;
use crate::domain::membership::{MembershipPreview, OfferExtensionKind, TermDetail};
use crate::domain::text::Text;
use crate::ui::canvas::{ButtonKind, Canvas};
use crate::ui::facts::{self, Fact};
use crate::ui::frame::{self, FooterButton};
use crate::ui::key::Key;
use crate::ui::notice;
use crate::ui::theme::Tone;

impl OrderScreen {
    /// Draws it.
    pub fn view(&self, sight: &Sight<'_>, canvas: &mut Canvas<'_>) {
        let speech = sight.speech;
        let back = speech.say("back");
        let agreement = sight.visit.agreement.as_ref();
        let preview = agreement.and_then(|agreement| agreement.preview.as_deref());
        let (label, kind) = self.primary(sight, canvas.area(), agreement, preview);
        let chrome = Chrome {
            step: agreement.map(|agreement| agreement.step(Stop::Order)),
            notice: self.notice(sight, canvas.area()),
            back: Some(&back),
            primary: Some((&label, kind)),
            ..Chrome::default()
        };
        let body = chrome.draw(sight, canvas);
        match (&self.phase, agreement, preview) {
            (Phase::Failed(told), ..) => fault(sight, canvas, body, told),
            (_, Some(agreement), Some(preview)) => match obstacle(sight, agreement) {
                Some(blocked) => blocked.view(sight, canvas, body),
                None => view_order(sight, canvas, body, agreement, preview),
            },
            (Phase::Pricing(awaited, _), ..) => {
                busy_with(sight, canvas, body, &speech.say("review-loading"), *awaited);
            }
            _ => {}
        }
        if let Some(again) = self.asking {
            view_question(sight, canvas, again);
        }
    }

    fn primary(
        &self,
        sight: &Sight<'_>,
        grid: Rect,
        agreement: Option<&Agreement>,
        preview: Option<&MembershipPreview>,
    ) -> (String, ButtonKind) {
        let say = |key| sight.speech.say(key);
        match (&self.phase, agreement, preview) {
            (Phase::Failed(_), ..) => (say("frame-again"), ButtonKind::Primary),
            (Phase::Ready, Some(agreement), Some(preview)) => {
                let key = if is_free(agreement, preview) { "review-order-free" } else { "review-order" };
                let open = closed_words(sight, grid).is_none();
                (say(key), if open { ButtonKind::Primary } else { ButtonKind::Disabled })
            }
            _ => (say("frame-wait"), ButtonKind::Disabled),
        }
    }

    fn notice(&self, sight: &Sight<'_>, grid: Rect) -> Option<(String, Tone)> {
        let speech = sight.speech;
        if matches!(self.phase, Phase::Failed(_)) {
            return None;
        }
        if let Some(said) = closed_words(sight, grid) {
            return Some((said, Tone::Warning));
        }
        if self.changed {
            return Some((speech.say("review-changed"), Tone::Warning));
        }
        if sight.visit.cancelled {
            return Some((speech.say("agreement-cancelled"), Tone::Notice));
        }
        sight.terms_notice().or_else(|| next_notice(sight))
    }
}

/// What comes after the button, where that is not the end of it.
fn next_notice(sight: &Sight<'_>) -> Option<(String, Tone)> {
    let agreement = sight.visit.agreement.as_ref()?;
    let goes_on = agreement.papers(Vec::new()).need_phone() || !order_of(sight)?.tokens().is_empty();
    goes_on.then(|| (sight.speech.say("agreement-next-phone"), Tone::Dim))
}

/// How much room the facts of an order are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Room {
    /// A line for each.
    Wide,
    /// As few as say it all.
    Narrow,
    /// The same without what stood on the screens before: what extras bind to by themselves, and what it all adds up to.
    Tight,
}

/// All of it; where that is long, in fewer lines, and without the line that asks to check it.
fn view_order(
    sight: &Sight<'_>,
    canvas: &mut Canvas<'_>,
    body: Rect,
    agreement: &Agreement,
    preview: &MembershipPreview,
) {
    let facts = order_facts(sight, agreement, preview, Room::Wide);
    let below = frame::below_title(body, canvas.large());
    if facts::rows(below.width, &facts) > below.height {
        let fits =
            |room| facts::rows(body.width, &order_facts(sight, agreement, preview, room)) <= body.height;
        let room = if fits(Room::Narrow) { Room::Narrow } else { Room::Tight };
        facts::view(canvas, body, &order_facts(sight, agreement, preview, room));
        return;
    }
    let rest = frame::title(canvas, body, &sight.speech.say("review-title"));
    facts::view(canvas, rest, &facts);
}

/// Why it cannot be ordered now, in one line.
pub(super) fn closed_words(sight: &Sight<'_>, grid: Rect) -> Option<String> {
    let agreement = sight.visit.agreement.as_ref()?;
    if let Some(key) = order_of(sight).and_then(|order| closed_key(sight, &order)) {
        return Some(sight.speech.say(key));
    }
    if obstacle(sight, agreement).is_some() {
        return Some(sight.speech.say("no-sale-next"));
    }
    let preview = agreement.preview.as_ref()?;
    is_too_long(sight, grid, agreement, preview).then(|| sight.speech.say("module-too-long"))
}

/// Whether not all of it can be seen at once on this terminal: nobody orders what they cannot read.
pub fn is_too_long(
    sight: &Sight<'_>,
    grid: Rect,
    agreement: &Agreement,
    preview: &MembershipPreview,
) -> bool {
    let place = frame::body(grid);
    facts::rows(place.width, &order_facts(sight, agreement, preview, Room::Tight)) > place.height
}

/// Whether nothing is ever paid for it.
fn is_free(agreement: &Agreement, preview: &MembershipPreview) -> bool {
    let is_free = |rhythm: &Rhythm| *rhythm == Rhythm::Free;
    let mut parts = preview.fees.iter().chain(preview.modules.iter().map(|(_, part)| part));
    agreement.term().is_some_and(|term| is_free(&term.term.frequency.frequency.rhythm))
        && preview.due.is_some_and(|due| due.is_zero())
        && preview.schedule.iter().all(|payment| payment.amount.is_some_and(|amount| amount.is_zero()))
        && parts.all(|part| is_free(&part.frequency.frequency.rhythm))
}

/// All of the order: the law wants it on one screen.
fn order_facts(
    sight: &Sight<'_>,
    agreement: &Agreement,
    preview: &MembershipPreview,
    room: Room,
) -> Vec<Fact<'static>> {
    let speech = sight.speech;
    let Some(term) = agreement.term() else { return Vec::new() };
    let (mut what, mut whose) = (what(sight, agreement, term), whose(sight, agreement));
    if room != Room::Wide && !whose.is_empty() {
        what = speech.with("agreement-what-for", &[("what", what.into()), ("name", whose.into())]);
        whose = String::new();
    }
    let mut facts = vec![
        Fact::new(speech.say("agreement-what"), what).tone(Tone::Title),
        Fact::new(speech.say("review-for"), whose),
        Fact::new(speech.say("agreement-source"), in_place_of(sight, agreement)),
        Fact::new(speech.say("review-from"), first_day(sight, agreement, preview, room)),
        Fact::new(speech.say("review-hours"), speech.windows(&agreement.detail.windows).join("; ")),
        Fact::new(speech.say("review-renewal"), renewal(sight, term)),
        Fact::new(
            speech.say("module-notice"),
            terms::notice(speech, &term.notice, &term.extension.kind).join(" "),
        ),
        Fact::new(speech.say("agreement-modules"), modules(sight, agreement, term, preview, room)),
        Fact::new(speech.say("agreement-fees"), fees(sight, agreement, term, preview)),
    ];
    let tone = |is_paid: bool| match is_paid {
        _ if sight.no_sale().is_some() => Tone::Dim,
        true => Tone::Price,
        false => Tone::Text,
    };
    // With a voucher another price is paid at first: it stands below, and this one is not the loudest.
    let is_list_price = !preview.voucher.periods.is_empty();
    facts.push(Fact::new(speech.say("review-price"), price(sight, term, preview)).tone(tone(!is_list_price)));
    facts.push(
        Fact::new(speech.say("review-voucher"), voucher(sight, agreement, preview)).tone(Tone::Success),
    );
    let total = costs::volume(speech, preview).filter(|_| room != Room::Tight);
    facts.push(Fact::new(speech.say("agreement-total"), total.unwrap_or_default()));
    let due = preview.due.map(|due| speech.money(&due)).unwrap_or_default();
    let is_due = preview.due.is_some_and(|due| !due.is_zero());
    facts.push(Fact::new(speech.say("agreement-due"), due).tone(tone(is_due)));
    facts.retain(|fact| !fact.text.is_empty());
    facts
}

/// The same for the page on the phone, above the signature.
pub(super) fn paper_facts(sight: &Sight<'_>, agreement: &Agreement) -> Vec<(Text, Text)> {
    let Some(preview) = &agreement.preview else { return Vec::new() };
    let facts = order_facts(sight, agreement, preview, Room::Wide);
    facts.iter().map(|fact| (Text::name(&fact.label), Text::long(&fact.text))).collect()
}

fn whose(sight: &Sight<'_>, agreement: &Agreement) -> String {
    match (agreement.side, &agreement.form, &sight.visit.buyer) {
        (Side::Joining, Some(form), _) => form.full_name(),
        (Side::Adding(_) | Side::Switching { .. }, _, Some(buyer)) => buyer.name.clone(),
        _ => String::new(),
    }
}

/// The contract that is left, by the studio's name.
pub(super) fn left(sight: &Sight<'_>, agreement: &Agreement) -> String {
    let Side::Switching { source, .. } = agreement.side else { return String::new() };
    let contract = sight.visit.member.as_ref().and_then(|member| member.contract(source));
    contract.map(|contract| contract.name.to_string()).unwrap_or_default()
}

/// The same on the order, with what becomes of it.
fn in_place_of(sight: &Sight<'_>, agreement: &Agreement) -> String {
    let name = left(sight, agreement);
    if name.is_empty() { name } else { sight.speech.with("agreement-left", &[("name", name.into())]) }
}

/// The first day, and from when on one trains before it, with what that costs.
fn first_day(sight: &Sight<'_>, agreement: &Agreement, preview: &MembershipPreview, room: Room) -> String {
    let speech = sight.speech;
    let start = match room {
        Room::Wide => speech.date(agreement.start),
        Room::Narrow | Room::Tight => speech.date_short(agreement.start),
    };
    let Some(day) = agreement.pre_use.filter(|_| !agreement.is_switch()) else { return start };
    let mut values = vec![("start", start.into()), ("day", speech.date_short(day).into())];
    match preview.pre_use_discounted.or(preview.pre_use) {
        Some(charge) => {
            values.push(("price", speech.money(&charge).into()));
            speech.with("agreement-start-pre-use-paid", &values)
        }
        None => speech.with("agreement-start-pre-use", &values),
    }
}

/// What follows the first term, and what it costs then.
fn renewal(sight: &Sight<'_>, term: &TermDetail) -> String {
    let speech = sight.speech;
    let mut said = terms::renewal(speech, &term.extension);
    let price = terms::price_after(speech, term);
    if let Some(price) = price.filter(|_| term.extension.kind != OfferExtensionKind::None) {
        said.push(speech.with("agreement-price-after", &[("price", price.into())]));
    }
    said.join(" ")
}

/// Its name, how long it runs at first, and what of that costs nothing.
fn what(sight: &Sight<'_>, agreement: &Agreement, term: &TermDetail) -> String {
    let speech = sight.speech;
    let runs = format!("{} · {}", agreement.detail.offer.name, terms::name(speech, &term.term));
    let bonuses = term.bonuses.iter().filter(|bonus| bonus.is_separate);
    let bonuses =
        bonuses.map(|bonus| speech.with("agreement-bonus", &[("term", speech.term(&bonus.term).into())]));
    std::iter::once(runs).chain(bonuses).collect::<Vec<_>>().join("; ")
}

/// What was picked: free modules by name, paid ones with what the preview says and, where there is room, what they bind to.
fn modules(
    sight: &Sight<'_>,
    agreement: &Agreement,
    term: &TermDetail,
    preview: &MembershipPreview,
    room: Room,
) -> String {
    let (free, paid) = agreement.modules();
    let free = free.into_iter().map(|module| module.name.to_string());
    let paid = paid.into_iter().map(|module| {
        let said = match preview.modules.iter().find(|(id, _)| *id == module.id) {
            Some((_, part)) => costs::named(sight.speech, part),
            None => terms::extra(sight.speech, module),
        };
        match terms::binding(sight.speech, module, term).filter(|_| room != Room::Tight) {
            Some(binding) => format!("{said} ({binding})"),
            None => said,
        }
    });
    free.chain(paid).collect::<Vec<_>>().join("; ")
}

/// What is paid besides; the preview of a switch tells none, the offer does.
fn fees(sight: &Sight<'_>, agreement: &Agreement, term: &TermDetail, preview: &MembershipPreview) -> String {
    if agreement.is_switch() && preview.fees.is_empty() {
        return Point::Fees.says(sight.speech, term).join("; ");
    }
    let fees = preview.fees.iter().map(|fee| costs::named(sight.speech, fee));
    fees.collect::<Vec<_>>().join("; ")
}

fn voucher(sight: &Sight<'_>, agreement: &Agreement, preview: &MembershipPreview) -> String {
    let Some(voucher) = &agreement.voucher else { return String::new() };
    let lines = costs::voucher_lines(sight.speech, &preview.voucher);
    let said = if lines.is_empty() { sight.speech.say("review-voucher-accepted") } else { lines.join("; ") };
    format!("√ {}: {said}", Text::name(voucher.code()))
}

/// The price each time, what age changes in it, and what changes it later.
fn price(sight: &Sight<'_>, term: &TermDetail, preview: &MembershipPreview) -> String {
    let speech = sight.speech;
    let mut said = vec![costs::price(speech, term, preview)];
    if let (Some(base), Some(_)) = (&preview.base, &preview.age_adjusted) {
        said.push(speech.with("agreement-age", &[("price", speech.money(base).into())]));
    }
    said.extend(term.price_rules.iter().map(|rule| rule.said.to_string()));
    said.join("; ")
}

/// The question before the same is concluded once more.
fn view_question(sight: &Sight<'_>, canvas: &mut Canvas<'_>, again: Again) {
    let speech = sight.speech;
    let (title, text) = match again {
        Again::SameMember => ("agreement-again-title", "agreement-again-text"),
        Again::SomebodyJoined => ("agreement-alike-title", "agreement-alike-text"),
        Again::SomebodyUnsettled => ("agreement-alike-title", "agreement-alike-unsettled-text"),
    };
    let (yes, no) = (speech.say("agreement-again-yes"), speech.say("agreement-again-no"));
    let buttons = [
        FooterButton { label: &yes, key: SURE, kind: ButtonKind::Danger },
        FooterButton { label: &no, key: Key::Enter, kind: ButtonKind::Primary },
    ];
    notice::question(canvas, &speech.say(title), &speech.say(text), &buttons);
}
