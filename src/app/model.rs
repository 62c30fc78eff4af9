//! The state machine: everything that happens goes through `update`, everything that is seen comes out of `view`.
//!
//! A message is routed on where it comes from: a key goes to the overlay or the screen, an answer to till and station
//! and then to the screen, a wake-up to whoever asked for it. Then the screen follows what has become of its sale.

use std::sync::Arc;

use ratatui::layout::Rect;

use super::effect::Effect;
use super::msg::{Event, Msg};
use super::no_sale::NoSale;
use super::overlay::{Overlay, OverlayOutcome};
use super::screens::{self, Idle, Next, Place, Screen, welcome};
use super::shared::{Cx, Outbox, Settings, Sight};
use super::station::Station;
use super::till::{LedgerState, Till};
use super::visit::Visit;
use crate::domain::language::Language;
use crate::domain::time::{Moment, Now};
use crate::ui;
use crate::ui::canvas::Canvas;
use crate::ui::key::Key;
use crate::ui::notice;
use crate::ui::theme::ThemeName;
use crate::words::Words;

/// The kiosk.
#[derive(Debug)]
pub struct Model {
    settings: Settings,
    words: Arc<Words>,
    station: Station,
    till: Till,
    visit: Visit,
    trail: Vec<Screen>,
    screen: Screen,
    overlay: Option<Overlay>,
    theme: ThemeName,
    grid: Rect,
    out: Outbox,
    /// What the clocks said last.
    now: Option<Now>,
    /// The last key or touch.
    active_at: Moment,
    /// When the screen changed last.
    changed_at: Moment,
}

impl Model {
    /// A kiosk at its welcome screen; claim codes come from the seed.
    pub fn new(settings: Settings, words: Arc<Words>, seed: [u8; 32]) -> Self {
        let show_again = settings.show_again();
        Self {
            visit: Visit::new(settings.language()),
            theme: settings.kiosk.theme,
            settings,
            words,
            station: Station::new(seed),
            till: Till::new(seed, show_again),
            trail: Vec::new(),
            screen: Screen::Welcome(welcome::Welcome),
            overlay: None,
            grid: Rect::new(0, 0, ui::GRID_MIN.0, ui::GRID_MIN.1),
            out: Outbox::default(),
            now: None,
            active_at: Moment::default(),
            changed_at: Moment::default(),
        }
    }

    /// Opens the ledger and asks what the welcome screen wants to know; called after the first draw.
    pub fn start(&mut self, now: Now) -> Vec<Effect> {
        self.now = Some(now);
        self.till.start(&mut self.out);
        self.station.start(now.moment, self.visit.language, &mut self.out);
        self.out.drain()
    }

    /// Takes one message and says what is to be done.
    pub fn update(&mut self, now: Now, msg: Msg) -> Vec<Effect> {
        self.now = Some(now);
        match msg {
            Msg::Key(key) => {
                self.visit.by_touch = false;
                self.on_key(now, key);
            }
            // A finger aimed at the screen before must not press on this one.
            Msg::Touch(_) if now.moment.since(self.changed_at) < Settings::TOUCH_DEAF => {}
            Msg::Touch(Some(key)) => {
                self.visit.by_touch = true;
                self.on_key(now, key);
            }
            // Somebody is here, even when they hit nothing.
            Msg::Touch(None) => self.active_at = now.moment,
            Msg::Scan(text) => self.on_scan(now, &text),
            Msg::Resized(columns, rows) => self.grid = Rect::new(0, 0, columns, rows),
            Msg::Event(event) => self.on_event(now, &event),
            Msg::Wake => self.on_wake(now),
        }
        self.out.drain()
    }

    /// Draws what a person sees now.
    pub fn view(&self, now: Now, canvas: &mut Canvas<'_>) {
        let sight = self.sight(now);
        if self.is_too_small() {
            let values = [
                ("columns", i64::from(self.grid.width).into()),
                ("rows", i64::from(self.grid.height).into()),
                ("columns-min", i64::from(ui::GRID_MIN.0).into()),
                ("rows-min", i64::from(ui::GRID_MIN.1).into()),
            ];
            notice::too_small(canvas, &sight.speech.with("frame-too-small", &values));
            return;
        }
        self.screen.view(&sight, canvas);
        if let Some(overlay) = self.overlay {
            overlay.view(&sight, canvas, &self.screen);
        }
    }

    /// When the model wants to be woken, whatever else happens.
    pub fn wake_at(&self) -> Option<Moment> {
        let now = self.now?;
        let sight = self.sight(now);
        let overlay = match self.overlay {
            Some(Overlay::Idle { until }) => screens::next_second(until, now.moment).or(Some(until)),
            _ => None,
        };
        let idle = match self.overlay {
            Some(Overlay::Idle { .. }) => None,
            Some(Overlay::Help | Overlay::Languages { .. }) | None => self.warning_at(&sight),
        };
        let station = self.station.wake_at(self.visit.language, !self.is_nobody_here());
        let wakes = [overlay, idle, station, self.screen.wake_at(&sight), self.till.wake_at()];
        wakes.into_iter().flatten().min()
    }

    /// The screen now shown.
    pub fn screen(&self) -> &Screen {
        &self.screen
    }

    /// The sales on their way.
    pub fn till(&self) -> &Till {
        &self.till
    }

    /// The theme now in use.
    pub fn theme(&self) -> ThemeName {
        self.theme
    }

    /// Whether something should not be cut off: a call or a write on its way, or a pass, a confirmation or a
    /// claim code somebody is to keep.
    pub fn in_flight(&self) -> bool {
        let is_shown = match &self.screen {
            Screen::Pass(_) => true,
            Screen::Outcome(outcome) => outcome.is_to_be_kept(&self.till),
            Screen::Request(request) => request.is_to_be_kept(&self.till),
            _ => false,
        };
        self.till.in_flight() || is_shown
    }
}

/// One method for each origin of a message.
impl Model {
    fn on_key(&mut self, now: Now, key: Key) {
        self.active_at = now.moment;
        if self.is_too_small() {
            return;
        }
        if let Some(overlay) = self.overlay {
            match overlay.on_key(key, &self.settings.kiosk.languages) {
                OverlayOutcome::Stay => {}
                OverlayOutcome::Close => self.lay(now, None),
                OverlayOutcome::Mark(marked) => self.overlay = Some(Overlay::Languages { marked }),
                OverlayOutcome::Speak(language) => self.speak(now, language),
            }
            return;
        }
        match key {
            Key::F(1) => self.lay(now, Some(Overlay::Help)),
            Key::F(2) => {
                let spoken = |language: &Language| *language == self.visit.language;
                let marked = self.settings.kiosk.languages.iter().position(spoken).unwrap_or(0);
                self.lay(now, Some(Overlay::Languages { marked }));
            }
            Key::F(3) => self.theme = self.theme.next(),
            _ => self.with_screen(now, |screen, cx| screen.on_key(cx, key)),
        }
    }

    fn on_scan(&mut self, now: Now, text: &str) {
        self.active_at = now.moment;
        match self.overlay {
            _ if self.is_too_small() => {}
            Some(Overlay::Idle { .. }) => self.lay(now, None),
            Some(Overlay::Help | Overlay::Languages { .. }) => {}
            None => self.with_screen(now, |screen, cx| screen.on_scan(cx, text)),
        }
    }

    /// Money first, then the world, then the screen, whoever is watching.
    fn on_event(&mut self, now: Now, event: &Event) {
        let closed = NoSale::why(&self.station, &self.till);
        self.station.observe(now, self.visit.language, event, &mut self.out);
        self.till.observe(now, self.station.clock_sane(), event, &mut self.out);
        if let Some(member) = &mut self.visit.member {
            member.observe(now.moment, event);
        }
        // A banner that comes or goes moves what a finger aims at.
        if NoSale::why(&self.station, &self.till) != closed {
            self.changed_at = now.moment;
        }
        self.with_screen(now, |screen, cx| screen.on_event(cx, event));
        self.mind_idle(now);
        self.mind_order(now);
    }

    fn on_wake(&mut self, now: Now) {
        self.till.wake(now, self.station.clock_sane(), &mut self.out);
        self.station.wake(now.moment, self.visit.language, !self.is_nobody_here(), &mut self.out);
        self.with_screen(now, super::screens::Screen::on_wake);
        self.mind_idle(now);
    }

    /// When somebody who does nothing is asked whether they are still there.
    fn warning_at(&self, sight: &Sight<'_>) -> Option<Moment> {
        // What only a member may see goes sooner.
        let warning = match &self.visit.member {
            Some(_) => self.settings.members.idle_warning,
            None => self.settings.kiosk.idle_warning,
        };
        match self.screen.idle(sight) {
            Idle::Kiosk => Some(self.active_at + warning),
            Idle::After { since, span } => Some(self.active_at.max(since) + span.max(warning)),
            Idle::Never | Idle::Own => None,
        }
    }

    /// Warns somebody who does nothing, and sends them home when they do not answer.
    fn mind_idle(&mut self, now: Now) {
        let warning_at = self.warning_at(&self.sight(now));
        match (self.overlay, warning_at) {
            // What was asked about has gone on by itself: a phone has taken the code, or the pass is here.
            (Some(Overlay::Idle { .. }), at) if at.is_none_or(|at| at > now.moment) => self.lay(now, None),
            (Some(Overlay::Idle { until }), _) if now.moment >= until => self.home(now),
            (Some(Overlay::Help | Overlay::Languages { .. }) | None, Some(at)) if now.moment >= at => {
                let until = now.moment + self.settings.kiosk.idle_grace;
                self.lay(now, Some(Overlay::Idle { until }));
            }
            _ => {}
        }
    }

    /// While nobody is here, a refused key or scope, or a ledger that cannot be written, takes the place of the welcome
    /// screen, and gives it back.
    fn mind_order(&mut self, now: Now) {
        let unwritable = matches!(self.till.ledger(), LedgerState::Closed(_));
        let broken = self.station.out_of_order(self.visit.language).is_some() || unwritable;
        let place = match (&self.screen, broken) {
            (Screen::Welcome(_), true) => Place::OutOfOrder,
            (Screen::OutOfOrder(_), false) if !self.station.is_asking(self.visit.language) => Place::Welcome,
            _ => return,
        };
        self.enter(now, place);
    }
}

/// Moving about.
impl Model {
    fn with_screen(&mut self, now: Now, act: impl FnOnce(&mut Screen, &mut Cx<'_>) -> Next) {
        let next = act(&mut self.screen, &mut cx!(self, now));
        match next {
            Next::Stay => {}
            Next::Go(place) => {
                let screen = Screen::enter(place, &mut cx!(self, now));
                self.trail.push(std::mem::replace(&mut self.screen, screen));
                self.changed_at = now.moment;
            }
            Next::Replace(place) => self.enter(now, place),
            Next::Finish(place) => {
                self.trail.clear();
                self.enter(now, place);
            }
            Next::Back => self.back(now),
            Next::BackTo(place) => {
                if let Some(at) = self.trail.iter().rposition(|screen| screen.is_at(&place)) {
                    self.trail.truncate(at + 1);
                }
                self.back(now);
            }
            Next::Home => self.home(now),
        }
    }

    fn back(&mut self, now: Now) {
        match self.trail.pop() {
            Some(Screen::Welcome(_) | Screen::OutOfOrder(_)) | None => self.home(now),
            Some(screen) => {
                self.screen = screen;
                self.changed_at = now.moment;
                self.screen.on_return(&mut cx!(self, now));
            }
        }
    }

    fn enter(&mut self, now: Now, place: Place) {
        self.screen = Screen::enter(place, &mut cx!(self, now));
        self.changed_at = now.moment;
    }

    /// The visit is over: nothing personal is left, and what is being bought goes on without a watcher.
    fn home(&mut self, now: Now) {
        self.till.visitor_left(now, &mut self.out);
        self.visit = Visit::new(self.settings.language());
        self.theme = self.settings.kiosk.theme;
        self.overlay = None;
        self.trail.clear();
        self.enter(now, Place::Welcome);
        self.station.stock(now.moment, self.visit.language, &mut self.out);
        self.mind_order(now);
    }

    fn lay(&mut self, now: Now, overlay: Option<Overlay>) {
        self.overlay = overlay;
        self.changed_at = now.moment;
    }

    /// Another language: reads are asked again, input stays.
    fn speak(&mut self, now: Now, language: Language) {
        self.lay(now, None);
        if language != self.visit.language {
            self.visit.language = language;
            self.station.stock(now.moment, language, &mut self.out);
            self.screen.on_return(&mut cx!(self, now));
        }
    }

    fn is_nobody_here(&self) -> bool {
        matches!(self.screen, Screen::Welcome(_) | Screen::OutOfOrder(_))
    }

    fn is_too_small(&self) -> bool {
        self.grid.width < ui::GRID_MIN.0 || self.grid.height < ui::GRID_MIN.1
    }

    fn sight(&self, now: Now) -> Sight<'_> {
        Sight {
            now,
            settings: &self.settings,
            words: &self.words,
            speech: self.words.speech(self.visit.language),
            station: &self.station,
            visit: &self.visit,
            till: &self.till,
        }
    }
}

/// The parts of the model a screen may touch, borrowed beside the screen itself.
macro_rules! cx {
    ($model:ident, $now:expr) => {
        Cx {
            now: $now,
            active_at: $model.active_at,
            grid: $model.grid,
            settings: &$model.settings,
            words: &$model.words,
            station: &mut $model.station,
            visit: &mut $model.visit,
            till: &mut $model.till,
            out: &mut $model.out,
        }
    };
}
use cx;
