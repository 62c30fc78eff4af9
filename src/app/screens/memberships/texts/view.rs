//! How a legal text looks: its paragraphs page by page, below them what it asks for.

use ratatui::layout::Rect;

use super::{TICK, Texts};
use crate::app::agreement::{Agreement, Stop};
use crate::app::screens::chrome::Chrome;
use crate::app::screens::memberships::asking::{no_order_notice, obstacle};
use crate::app::shared::Sight;
use crate::domain::membership::TextBlock;
use crate::ui::canvas::{ButtonKind, Canvas, is_large, wrap};
use crate::ui::frame;
use crate::ui::key::Key;
use crate::ui::pager;
use crate::ui::theme::Tone;

/// The columns of a line that is read easily.
const READABLE: u16 = 84;

/// Where the parts of a text stand.
struct Places {
    text: Rect,
    /// What is attached, and where it is signed.
    said: Rect,
    /// The tick and the pages.
    below: Rect,
}

impl Texts {
    /// The pages of the text that is read, on this grid.
    pub(super) fn pages(&self, sight: &Sight<'_>, grid: Rect) -> usize {
        let Some(agreement) = &sight.visit.agreement else { return 1 };
        let texts = agreement.texts();
        let Some(text) = texts.get(self.at) else { return 1 };
        let rest = frame::below_title(frame::body(grid), is_large(grid));
        let places = places(sight, rest, agreement, text, is_large(grid));
        lines(text, places.text.width).len().div_ceil(usize::from(places.text.height).max(1)).max(1)
    }

    /// Draws it.
    pub fn view(&self, sight: &Sight<'_>, canvas: &mut Canvas<'_>) {
        let speech = sight.speech;
        let back = speech.say("back");
        let agreement = sight.visit.agreement.as_ref();
        let blocked = agreement.and_then(|agreement| obstacle(sight, agreement));
        let label = speech.say(if blocked.is_none() { "next" } else { "frame-done" });
        let chrome = Chrome {
            step: agreement.map(|agreement| agreement.step(Stop::Texts)),
            notice: self.notice(sight),
            back: Some(&back),
            primary: Some((&label, ButtonKind::Primary)),
            ..Chrome::default()
        };
        let body = chrome.draw(sight, canvas);
        if let Some(blocked) = blocked {
            blocked.view(sight, canvas, body);
            return;
        }
        let Some(agreement) = agreement else { return };
        let texts = agreement.texts();
        let Some(text) = texts.get(self.at) else { return };
        self.view_text(sight, canvas, body, agreement, text, texts.len());
    }

    fn notice(&self, sight: &Sight<'_>) -> Option<(String, Tone)> {
        if self.missing {
            return Some((sight.speech.say("agreement-tick-missing"), Tone::Warning));
        }
        no_order_notice(sight)
    }

    fn view_text(
        &self,
        sight: &Sight<'_>,
        canvas: &mut Canvas<'_>,
        body: Rect,
        agreement: &Agreement,
        text: &TextBlock,
        count: usize,
    ) {
        let speech = sight.speech;
        let title = text.title.as_ref().map(ToString::to_string);
        let title = title.unwrap_or_else(|| speech.say("agreement-text"));
        let number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        let values =
            [("title", title.into()), ("at", number(self.at + 1).into()), ("of", number(count).into())];
        let title = speech.with("agreement-text-title", &values);
        let rest = frame::title(canvas, body, &title);
        let places = places(sight, rest, agreement, text, canvas.large());
        let lines = lines(text, places.text.width);
        let fits = usize::from(places.text.height).max(1);
        let pages = lines.len().div_ceil(fits).max(1);
        let page = self.page.min(pages - 1);
        for (row, line) in places.text.rows().zip(lines.iter().skip(page * fits)) {
            canvas.text(row, line, Tone::Text);
        }
        for (row, line) in places.said.rows().zip(said(sight, agreement, text, places.said.width)) {
            canvas.text(row, &line, Tone::Notice);
        }
        let mut left = places.below;
        if pages > 1 {
            let keys =
                (Some(Key::PageUp).filter(|_| page > 0), Some(Key::PageDown).filter(|_| page + 1 < pages));
            left = pager::view(canvas, places.below, &format!("{} / {pages}", page + 1), keys);
        }
        if text.confirmation_required {
            view_tick(sight, canvas, left, agreement.confirmed.contains(&self.at));
        }
    }
}

fn view_tick(sight: &Sight<'_>, canvas: &mut Canvas<'_>, area: Rect, is_ticked: bool) {
    let label = sight.speech.say("agreement-tick");
    let mark = if is_ticked { "[x]" } else { "[ ]" };
    canvas.button(area, &format!("{mark} {label}"), TICK, ButtonKind::Plain);
}

/// The lines below a text: what is attached to it, and that it is signed on the phone.
fn said(sight: &Sight<'_>, agreement: &Agreement, text: &TextBlock, width: u16) -> Vec<String> {
    let speech = sight.speech;
    let attached = text.attachment.as_ref().map(|attached| {
        let key = if attached.url.is_some() { "agreement-attached" } else { "agreement-attached-desk" };
        speech.with(key, &[("title", (&attached.title).into())])
    });
    let signed = agreement.is_signed(text).then(|| speech.say("agreement-signed-on-phone"));
    attached.into_iter().chain(signed).flat_map(|line| wrap(&format!("· {line}"), width)).collect()
}

fn places(sight: &Sight<'_>, rest: Rect, agreement: &Agreement, text: &TextBlock, large: bool) -> Places {
    let rest = Rect { width: rest.width.min(READABLE), ..rest };
    let wide = lines(text, rest.width).len();
    let said =
        u16::try_from(said(sight, agreement, text, rest.width).len()).unwrap_or(0).min(rest.height / 2);
    let touch = if large { 3 } else { 2 };
    let is_paged = wide > usize::from(rest.height.saturating_sub(said));
    let below = if is_paged || text.confirmation_required { touch } else { 0 };
    let gap = u16::from(large && said + below > 0);
    let height = rest.height.saturating_sub(said + below + gap);
    Places {
        text: Rect { height, ..rest },
        said: Rect { y: rest.bottom() - below - said, height: said, ..rest },
        below: Rect { y: rest.bottom() - below, height: below, ..rest },
    }
}

/// The lines of a text, its paragraphs apart from each other.
fn lines(text: &TextBlock, width: u16) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.text.paragraphs() {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.extend(wrap(paragraph.as_str(), width));
    }
    lines
}
