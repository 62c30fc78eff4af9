//! A month to pick a day from.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use ratatui::layout::Rect;

use super::canvas::Canvas;
use super::key::Key;
use super::theme::Tone;

/// The day that is selected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// The selected day; its month is shown.
    pub selected: Date,
}

/// The words around the days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CalendarWords<'a> {
    /// Month and year of the selected day.
    pub month_title: &'a str,
    /// The days of the week, short, beginning with the first one.
    pub weekdays: [&'a str; 7],
}

/// Which days there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    /// The first day that can be picked.
    pub min: Date,
    /// The last day that can be picked.
    pub max: Date,
    /// Today, where the studio is.
    pub today: Date,
    /// The day a week begins with.
    pub week_start: Weekday,
}

/// The columns of a day: as wide as a finger, and seven of them.
const DAY: u16 = 6;
/// The columns of the whole calendar.
pub const WIDTH: u16 = 7 * DAY;

impl Calendar {
    /// A calendar with this day selected.
    pub const fn new(selected: Date) -> Self {
        Self { selected }
    }

    /// Handles a key: arrows by day and week, pages by month, Home for the first day, [`Key::Pick`] for the n-th day
    /// after it. Says whether the key was one for a calendar.
    pub fn on_key(&mut self, key: Key, days: &Days) -> bool {
        let day = self.selected;
        let moved = match key {
            Key::Left => day.checked_sub(1.day()),
            Key::Right => day.checked_add(1.day()),
            Key::Up => day.checked_sub(1.week()),
            Key::Down => day.checked_add(1.week()),
            Key::PageUp => day.checked_sub(1.month()),
            Key::PageDown => day.checked_add(1.month()),
            Key::Home => Ok(days.today),
            Key::End => Ok(days.max),
            Key::Pick(n) => {
                let day = i32::try_from(n).ok().and_then(|n| jiff::Span::new().try_days(n).ok());
                match day.and_then(|span| days.min.checked_add(span).ok()) {
                    Some(day) if day <= days.max => Ok(day),
                    _ => return false,
                }
            }
            _ => return false,
        };
        self.selected = moved.unwrap_or(day).max(days.min).min(days.max);
        true
    }

    /// Draws the month of the selected day: a title and the weekdays, then two rows a week, or three where there is room.
    pub fn view(&self, canvas: &mut Canvas, area: Rect, words: &CalendarWords, days: &Days) {
        let area = Rect { width: area.width.min(WIDTH), ..area };
        let (first, last) = (self.selected.first_of_month(), self.selected.last_of_month());
        draw_head(canvas, area, words, (days.min < first, days.max > last));
        let lead = first.weekday().since(days.week_start).unsigned_abs();
        let weeks = (u16::from(lead) + u16::from(last.day().unsigned_abs())).div_ceil(7);
        let height = (area.height.saturating_sub(2) / weeks).clamp(2, 3);
        let mut day = first;
        while day <= last {
            let slot = u16::from(lead) + u16::from(day.day().unsigned_abs()) - 1;
            let place =
                Rect { x: area.x + slot % 7 * DAY, y: area.y + 2 + slot / 7 * height, width: DAY, height };
            self.draw_day(canvas, place.intersection(area), day, days);
            let Ok(next) = day.tomorrow() else { break };
            day = next;
        }
    }

    fn draw_day(self, canvas: &mut Canvas, area: Rect, day: Date, days: &Days) {
        let face = Rect { width: area.width.saturating_sub(1), height: area.height.min(2), ..area };
        let number = Rect { width: 4, ..face };
        if day < days.min || day > days.max {
            canvas.right(number, "·", Tone::ButtonDisabled);
            return;
        }
        let since = (day - days.min).get_days();
        canvas.region(area, Key::Pick(usize::try_from(since).unwrap_or_default()));
        let selected = day == self.selected;
        let tone = if selected { Tone::Selected } else { Tone::Field };
        let row = Rect { height: 1, ..face };
        canvas.fill(row, tone);
        let below = Rect { y: face.y + 1, ..row }.intersection(face);
        if selected {
            canvas.fill(below, tone);
        } else if canvas.theme().is_slab(tone) {
            canvas.half_below(below, tone);
        }
        let mark = match (selected, day == days.today) {
            (true, _) => "►",
            (false, true) => "•",
            (false, false) => "",
        };
        canvas.text(row, mark, tone);
        canvas.right(number, &day.day().to_string(), tone);
    }
}

/// The month, the targets that turn to the months beside it, and the days of the week.
fn draw_head(canvas: &mut Canvas, area: Rect, words: &CalendarWords, (before, after): (bool, bool)) {
    let title = Rect { x: area.x + DAY, width: area.width.saturating_sub(2 * DAY), height: 1, ..area };
    canvas.centre(title, words.month_title, Tone::Title);
    for (weekday, column) in words.weekdays.iter().zip(0..) {
        let place = Rect { x: area.x + column * DAY, y: area.y + 1, width: 4, height: 1 };
        canvas.right(place.intersection(area), weekday, Tone::Dim);
    }
    // The targets are two rows high: they reach down over the first and the last weekday.
    let ends =
        [(before, area.x, "◄", Key::PageUp), (after, area.right().saturating_sub(DAY), "►", Key::PageDown)];
    for (there, x, mark, key) in ends {
        let target = Rect { x, width: DAY, height: 2, ..area }.intersection(area);
        if there {
            canvas.fill(Rect { width: DAY - 1, height: 1, ..target }, Tone::Button);
            canvas.right(Rect { width: 3, ..target }, mark, Tone::Button);
            canvas.region(target, key);
        }
    }
}

#[cfg(test)]
mod tests;
