//! What a member can do here.

use std::borrow::Cow;

use ratatui::layout::Rect;

use crate::app::member::Member;
use crate::app::screens::chrome::Chrome;
use crate::app::screens::members::{MemberPlace, list_area};
use crate::app::screens::memberships::MembershipPlace;
use crate::app::screens::{Next, Place};
use crate::app::shared::{Cx, Sight};
use crate::domain::text::Text;
use crate::ui::canvas::{ButtonKind, Canvas, is_large};
use crate::ui::frame::{body, title};
use crate::ui::key::Key;
use crate::ui::list::{List, ListOutcome, ListWords, Row};
use crate::ui::theme::Tone;

/// What a member can do here.
#[derive(Debug)]
pub struct Menu {
    list: List,
}

/// Rows for what somebody who is kept out is told, and air below it.
const TOLD: u16 = 3;

/// One thing to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Tickets,
    DoorCode,
    Contracts,
    Offers,
    Add,
    Switch,
}

impl Way {
    fn place(self) -> Place {
        match self {
            Self::Tickets => Place::Member(MemberPlace::Tickets),
            Self::DoorCode => Place::Member(MemberPlace::DoorCode),
            Self::Contracts => Place::Member(MemberPlace::Contracts),
            Self::Offers => Place::Offers,
            Self::Add => Place::Membership(MembershipPlace::Offers),
            Self::Switch => Place::Membership(MembershipPlace::Switches),
        }
    }

    /// The keys of its name and of what it is good for.
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Tickets => ("member-tickets", "member-tickets-about"),
            Self::DoorCode => ("member-door-code", "member-door-code-about"),
            Self::Contracts => ("member-contracts", "member-contracts-about"),
            Self::Offers => ("member-offers", "member-offers-about"),
            Self::Add => ("member-add", "member-add-about"),
            Self::Switch => ("member-switch", "member-switch-about"),
        }
    }
}

impl Menu {
    /// The first thing is selected.
    pub fn enter(cx: &mut Cx<'_>) -> Self {
        Self::on_return(cx);
        Self { list: List::short() }
    }

    /// Chooses, or ends the visit.
    pub fn on_key(&mut self, cx: &mut Cx<'_>, key: Key) -> Next {
        let ways = ways(&cx.sight());
        if key == Key::Esc {
            return Next::Home;
        }
        let large = is_large(cx.grid);
        let page = self.list.page(ways.len(), rows(&cx.sight(), body(cx.grid), large), large);
        match self.list.on_key(key, ways.len(), page) {
            ListOutcome::Chosen(index) => ways.get(index).map_or(Next::Stay, |way| Next::Go(way.place())),
            ListOutcome::Ignored | ListOutcome::Moved | ListOutcome::Searched => Next::Stay,
        }
    }

    /// Asks for what is old: whether there are door codes is the studio's to say.
    pub fn on_return(cx: &mut Cx<'_>) {
        cx.station.stock(cx.now.moment, cx.visit.language, cx.out);
    }

    /// Draws it.
    pub fn view(&self, sight: &Sight<'_>, canvas: &mut Canvas<'_>) {
        let speech = sight.speech;
        let (leave, choose) = (speech.say("member-leave"), speech.say("offers-choose"));
        let member = sight.visit.member.as_ref();
        let barred = member.filter(|member| member.barred);
        let chrome =
            Chrome { back: Some(&leave), primary: Some((&choose, ButtonKind::Primary)), ..Chrome::default() };
        let body = chrome.draw(sight, canvas);
        let name = member.and_then(|member| member.first_name.as_deref()).map(Text::name);
        let hello = match name.filter(|name| !name.is_empty()) {
            Some(name) => speech.with("member-hello", &[("name", name.to_string().into())]),
            None => speech.say("member-hello-nobody"),
        };
        let rest = title(canvas, body, &hello);
        if barred.is_some() {
            let below = list_area(body, canvas.large());
            let rows = canvas.touch_rows();
            let told = Rect { y: below.y, height: rows.min(below.height), ..rest };
            canvas.paragraph(told, &speech.say("member-barred"), Tone::Warning);
        }
        let ways = ways(sight);
        let row = |index: usize| {
            let Some((name, about)) = ways.get(index).map(|way| way.words()) else { return Row::default() };
            Row {
                title: Cow::Owned(speech.say(name)),
                subtitle: Cow::Owned(speech.say(about)),
                ..Row::default()
            }
        };
        let area = rows(sight, body, canvas.large());
        self.list.view(canvas, area, ways.len(), &ListWords::default(), row, |_| None);
    }
}

/// Where the rows stand; who is kept out is told so above them.
fn rows(sight: &Sight<'_>, body: Rect, large: bool) -> Rect {
    let area = list_area(body, large);
    let is_barred = sight.visit.member.as_ref().is_some_and(|member| member.barred);
    let told = if is_barred { TOLD.min(area.height) } else { 0 };
    Rect { y: area.y + told, height: area.height - told, ..area }
}

/// What this member can do. Whom the studio keeps out gets neither a door code nor anything else to buy here.
fn ways(sight: &Sight<'_>) -> Vec<Way> {
    let is_barred = sight.visit.member.as_ref().is_some_and(|member: &Member| member.barred);
    let has_door_codes = sight.station.studio.value().is_some_and(|studio| studio.door_codes);
    [
        Some(Way::Tickets),
        Some(Way::DoorCode).filter(|_| has_door_codes && !is_barred),
        Some(Way::Contracts),
        Some(Way::Offers).filter(|_| !is_barred),
        Some(Way::Add).filter(|_| sight.settings.memberships.add && !is_barred),
        Some(Way::Switch).filter(|_| sight.settings.memberships.switch && !is_barred),
    ]
    .into_iter()
    .flatten()
    .collect()
}
