//! How the order looks: what the law wants on one screen, directly above the button.

use ratatui::layout::Rect;

use super::{OrderScreen, Phase, order_of};
use crate::app::agreement::{Agreement, Side};
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
            return Some((speech.say("review-cancelled"), Tone::Notice));
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
        facts::view(canvas, body, &order_facts(sight, agreement, preview, Room::Narrow));
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
fn is_too_long(sight: &Sight<'_>, grid: Rect, agreement: &Agreement, preview: &MembershipPreview) -> bool {
    let place = frame::body(grid);
    facts::rows(place.width, &order_facts(sight, agreement, preview, Room::Narrow)) > place.height
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
    if room == Room::Narrow && !whose.is_empty() {
        what = speech.with("agreement-what-for", &[("what", what.into()), ("name", whose.into())]);
        whose = String::new();
    }
    let mut facts = vec![
        Fact::new(speech.say("agreement-what"), what).tone(Tone::Title),
        Fact::new(speech.say("review-for"), whose),
        Fact::new(speech.say("agreement-source"), left(sight, agreement)),
        Fact::new(speech.say("review-from"), first_day(sight, agreement, preview, room)),
        Fact::new(speech.say("review-renewal"), renewal(sight, term)),
        Fact::new(
            speech.say("module-notice"),
            terms::notice(speech, &term.notice, &term.extension.kind).join(" "),
        ),
        Fact::new(speech.say("agreement-modules"), modules(sight, agreement, preview)),
        Fact::new(speech.say("agreement-fees"), fees(sight, agreement, term, preview)),
    ];
    let is_dim = sight.no_sale().is_some();
    let tone = if is_dim { Tone::Dim } else { Tone::Price };
    facts.push(Fact::new(speech.say("review-price"), price(sight, term, preview)).tone(tone));
    facts.push(
        Fact::new(speech.say("review-voucher"), voucher(sight, agreement, preview)).tone(Tone::Success),
    );
    let due = preview.due.map(|due| speech.money(&due)).unwrap_or_default();
    facts.push(Fact::new(speech.say("agreement-due"), due).tone(tone));
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

/// The first day, and from when on one trains before it, with what that costs.
fn first_day(sight: &Sight<'_>, agreement: &Agreement, preview: &MembershipPreview, room: Room) -> String {
    let speech = sight.speech;
    let start = match room {
        Room::Wide => speech.date(agreement.start),
        Room::Narrow => speech.date_short(agreement.start),
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
    if let Some(price) =
        term.extension.price_after.filter(|_| term.extension.kind != OfferExtensionKind::None)
    {
        said.push(speech.with("agreement-price-after", &[("price", speech.money(&price).into())]));
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

/// What was picked: free modules by name, paid ones with what the preview says.
fn modules(sight: &Sight<'_>, agreement: &Agreement, preview: &MembershipPreview) -> String {
    let (free, paid) = agreement.modules();
    let free = free.into_iter().map(|module| module.name.to_string());
    let paid = paid.into_iter().map(|module| match preview.modules.iter().find(|(id, _)| *id == module.id) {
        Some((_, part)) => costs::named(sight.speech, part),
        None => terms::extra(sight.speech, module),
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
