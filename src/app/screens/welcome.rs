//! Nobody is here yet: who we are, how full it is, what one can do; any key or touch starts.

use ratatui::layout::{Constraint, Layout, Rect};

use super::chrome::Chrome;
use super::claim::{self, CLAIM};
use super::members::MemberPlace;
use super::memberships::MembershipPlace;
use super::{Next, Place};
use crate::app::no_sale::NoSale;
use crate::app::shared::{Cx, Sight};
use crate::domain::studio::Utilization;
use crate::ui::canvas::{ButtonKind, Canvas, measure};
use crate::ui::key::Key;
use crate::ui::theme::Tone;

/// The first screen.
#[derive(Debug)]
pub struct Welcome;

/// The key that leads to what members can do for themselves.
const MEMBERS: Key = Key::F(5);

/// The key that leads to a membership for somebody new.
const JOIN: Key = Key::F(6);

/// The picture over the name, where there is room for it; lines of up to 70 columns that an operator's build may replace.
const LOGO: &str = include_str!("../../../assets/logo.txt");

/// Rows that name, greeting, utilization and actions take.
const CONTENT_ROWS: u16 = 8;

/// Columns of a button for one thing to do.
const WAY: u16 = 30;

/// Columns of the bar that shows how full it is.
const BAR: u16 = 30;

impl Welcome {
    /// F4 takes a claim code, F5 asks a member who they are, F6 leads to the memberships; any other key but Esc starts, a digit in that language.
    pub fn on_key(&self, cx: &mut Cx<'_>, key: Key) -> Next {
        let languages = &cx.settings.kiosk.languages;
        let picked = match key {
            CLAIM => return Next::Go(Place::Claim(None)),
            MEMBERS if cx.settings.members.enabled => {
                return Next::Go(Place::Member(MemberPlace::Identify(None)));
            }
            JOIN if cx.settings.memberships.join => {
                return Next::Go(Place::Membership(MembershipPlace::Offers));
            }
            Key::Esc => return Next::Stay,
            Key::Pick(index) => languages.get(index),
            Key::Char(digit @ '1'..='9') => languages.get(digit as usize - '1' as usize),
            _ => None,
        };
        if let Some(language) = picked {
            cx.visit.language = *language;
        }
        Next::Go(Place::Offers)
    }

    /// A claim code leads to its sale; anything else may be a member's card, or means that somebody is here.
    pub fn on_scan(&self, cx: &mut Cx<'_>, text: &str) -> Next {
        // Of a claim code that is all digits there is not one in a million; of a card that is hardly any other.
        let is_card = text.chars().all(|c| c.is_ascii_digit());
        let claimed = if is_card { None } else { claim::scanned(cx, text) };
        claimed.unwrap_or_else(|| {
            Next::Go(if cx.settings.members.enabled {
                Place::Member(MemberPlace::Identify(Some(text.to_owned())))
            } else {
                Place::Offers
            })
        })
    }

    /// Draws it. The whole screen is one target, under the languages and the footer.
    pub fn view(&self, sight: &Sight<'_>, canvas: &mut Canvas<'_>) {
        let speech = sight.speech;
        // Nobody is invited to what cannot be had now; looking they may.
        let is_open = sight.no_sale().is_none_or(|why| why == NoSale::Unpayable);
        let start = speech.say(if is_open { "welcome-start" } else { "no-sale-offers" });
        let chrome =
            Chrome { primary: Some((&start, ButtonKind::Primary)), banner: true, ..Chrome::default() };
        canvas.region(canvas.area(), Key::Enter);
        let body = chrome.draw(sight, canvas);
        canvas.region(body, Key::Enter);
        let rows = canvas.touch_rows();
        let logo_rows = u16::try_from(LOGO.lines().count()).unwrap_or(u16::MAX);
        let has_room = body.height >= CONTENT_ROWS + 2 * rows + logo_rows.saturating_add(1);
        let [_, logo, name, greeting, _, utilization, _, actions, _, ways, _, languages] =
            Layout::vertical([
                Constraint::Fill(1),
                Constraint::Length(if has_room { logo_rows + 1 } else { 0 }),
                Constraint::Length(1),
                Constraint::Length(1),
                Constraint::Length(1),
                Constraint::Length(2),
                Constraint::Length(1),
                Constraint::Length(if is_open { 2 } else { 0 }),
                Constraint::Fill(1),
                Constraint::Length(rows),
                Constraint::Fill(1),
                Constraint::Length(rows),
            ])
            .areas(body);
        draw_logo(canvas, logo);
        let studio = sight.studio_name();
        canvas.centre(name, &speech.with("welcome-title", &[("studio", studio.into())]), Tone::Title);
        canvas.centre(greeting, &speech.say("welcome-greeting"), Tone::Text);
        draw_utilization(sight, canvas, utilization);
        if is_open {
            canvas.centre(actions, &speech.say("welcome-actions"), Tone::Accent);
            let price_note = Rect { y: actions.y + 1, height: 1, ..actions };
            canvas.centre(price_note, &speech.say("welcome-how"), Tone::Dim);
        }
        draw_ways(sight, canvas, ways);
        draw_languages(sight, canvas, languages);
    }
}

/// Every line begins at the same column, so that the picture holds together.
fn draw_logo(canvas: &mut Canvas<'_>, area: Rect) {
    let width = LOGO.lines().map(measure).max().unwrap_or_default().min(area.width);
    let left = area.x + (area.width - width) / 2;
    for (row, line) in area.rows().zip(LOGO.lines()) {
        canvas.text(Rect { x: left, width, ..row }, line, Tone::Accent);
    }
}

fn draw_utilization(sight: &Sight<'_>, canvas: &mut Canvas<'_>, area: Rect) {
    // How full it was before the link went down says nothing of now.
    let known = sight.station.utilization.value().filter(|_| !sight.station.link.is_down());
    let Some(Utilization { count, capacity }) = known.copied() else { return };
    let Some(capacity) = capacity.filter(|capacity| *capacity > 0) else {
        canvas.centre(area, &sight.speech.with("welcome-count", &[("count", count.into())]), Tone::Text);
        return;
    };
    let values = [("count", count.into()), ("capacity", capacity.into())];
    canvas.centre(area, &sight.speech.with("welcome-utilization", &values), Tone::Text);
    let width = BAR.min(area.width);
    let percent = u64::from(count.min(capacity)) * 100 / u64::from(capacity);
    let bar = Rect { x: area.x + (area.width - width) / 2, y: area.y + 1, width, height: 1 };
    canvas.gauge(bar, u8::try_from(percent).unwrap_or(100), Tone::Accent);
}

/// One button for each thing one may have come for besides buying.
fn draw_ways(sight: &Sight<'_>, canvas: &mut Canvas<'_>, area: Rect) {
    let mut ways = vec![("claim-open", CLAIM)];
    if sight.settings.members.enabled {
        ways.push(("members-open", MEMBERS));
    }
    if sight.settings.memberships.join {
        ways.push(("memberships-open", JOIN));
    }
    let count = u16::try_from(ways.len()).unwrap_or(u16::MAX);
    let width = (area.width / count).min(WAY);
    let left = area.x + (area.width - width * count) / 2;
    for (slot, (label, key)) in (0..).zip(ways) {
        let place = Rect { x: left + slot * width, width: width.saturating_sub(1), ..area };
        canvas.button(place, &sight.speech.say(label), key, ButtonKind::Plain);
    }
}

/// One button a language, each in its own words, so that a stranger finds the one they read.
fn draw_languages(sight: &Sight<'_>, canvas: &mut Canvas<'_>, area: Rect) {
    let languages = &sight.settings.kiosk.languages;
    if languages.len() < 2 {
        return;
    }
    let count = u16::try_from(languages.len()).unwrap_or(u16::MAX);
    let width = (area.width / count).clamp(6, 18);
    let shown = (area.width / width).min(count);
    let left = area.x + (area.width - width * shown) / 2;
    for (slot, language) in (0..shown).zip(languages) {
        let place = Rect { x: left + slot * width, width: width.saturating_sub(1), ..area };
        let name = sight.language_name(*language);
        canvas.button(place, &name, Key::Pick(usize::from(slot)), ButtonKind::Plain);
    }
}
