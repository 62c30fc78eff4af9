//! What is said above everything else while nothing can be bought: why, how old the offers are, and whom to ask.

use ratatui::layout::Rect;

use crate::app::no_sale::NoSale;
use crate::app::shared::Sight;
use crate::config::LegalText;
use crate::ui::canvas::Canvas;
use crate::ui::notice;
use crate::ui::theme::Tone;

impl Sight<'_> {
    /// Why nothing can be bought, as far as a visitor should hear of it; an opening ledger is open before they order.
    pub fn no_sale(&self) -> Option<NoSale> {
        NoSale::why(self.station, self.till).filter(|why| *why != NoSale::Opening)
    }

    /// Why the visitor cannot go on to an order, in one line.
    pub fn no_sale_notice(&self) -> Option<(String, Tone)> {
        let why = self.no_sale()?;
        let offer = self.visit.chosen.as_ref().map(|chosen| chosen.detail.offer.price);
        let stops = offer.is_none_or(|price| why.stops(&price));
        stops.then(|| (self.speech.say(why.key()), Tone::Warning))
    }

    /// Why nothing can be asked of the studio for a contract or a voucher.
    pub fn no_request(&self) -> Option<NoSale> {
        NoSale::why(self.station, self.till).filter(|why| why.stops_requests())
    }

    /// The same in one line.
    pub fn no_request_notice(&self) -> Option<(String, Tone)> {
        self.no_request().map(|why| (self.speech.say(why.request_key()), Tone::Warning))
    }

    /// Where the studio's terms are, below an order.
    pub fn terms_notice(&self) -> Option<(String, Tone)> {
        let terms = self.settings.legal_text(&self.settings.legal.terms, self.speech.language())?;
        let (LegalText::Text(text) | LegalText::Link(text)) = terms;
        Some((self.speech.with("review-terms", &[("terms", text.into())]), Tone::Dim))
    }

    /// What is said of the data that are asked for, where the studio has something to say.
    pub fn privacy_notice(&self) -> Option<(String, Tone)> {
        let privacy = self.settings.legal_text(&self.settings.legal.privacy, self.speech.language())?;
        let line = match privacy {
            LegalText::Link(link) => self.speech.with("visitor-privacy-link", &[("link", link.into())]),
            LegalText::Text(_) => self.speech.say("visitor-privacy-text"),
        };
        Some((line, Tone::Dim))
    }

    /// How old the offers are, by the wall clock of the kiosk.
    pub fn offers_as_of(&self) -> Option<String> {
        let (speech, zone) = (self.speech, &self.settings.time_zone);
        let read_at = zone.to_datetime(self.station.list(speech.language())?.read_at);
        let (day, today) = (read_at.date(), self.settings.today(self.now));
        let time = speech.time(read_at.time());
        Some(if day == today {
            speech.with("no-sale-as-of-today", &[("time", time.into())])
        } else {
            let same_year = day.year() == today.year();
            let day = if same_year { speech.day_month(day) } else { speech.date_short(day) };
            speech.with("no-sale-as-of", &[("day", day.into()), ("time", time.into())])
        })
    }
}

/// Draws the banner, if there is something to say; gives what is left of the body.
pub fn draw(sight: &Sight<'_>, canvas: &mut Canvas<'_>, body: Rect) -> Rect {
    match words(sight) {
        Some((what, next)) => notice::banner(canvas, body, &what, &next),
        None => body,
    }
}

/// What the banner leaves of a body, for who has to know before it is drawn.
pub fn below(sight: &Sight<'_>, body: Rect) -> Rect {
    words(sight).map_or(body, |(what, next)| notice::below_banner(body, &what, &next))
}

fn words(sight: &Sight<'_>) -> Option<(String, String)> {
    let why = sight.no_sale()?;
    let as_of = sight.offers_as_of().filter(|_| why == NoSale::Offline);
    let next = (why != NoSale::Ending).then(|| sight.speech.say("no-sale-next"));
    let second: Vec<String> = as_of.into_iter().chain(next).collect();
    Some((sight.speech.say(why.key()), second.join(" ")))
}
