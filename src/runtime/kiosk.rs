//! The core with its scanner, its services and the places of the frame on screen: what one message leads to.

use std::collections::VecDeque;
use std::io;

use super::Setup;
use super::input::wedge::Wedge;
use super::input::{Input, Press};
use super::services::Services;
use super::terminal::Terminal;
use crate::api::Transport;
use crate::app::effect::Effect;
use crate::app::model::Model;
use crate::app::msg::Msg;
use crate::domain::time::{Moment, Now};
use crate::ui::canvas::{Canvas, Regions};
use crate::ui::theme::{Colours, Theme};

/// The core and what is around it.
pub(super) struct Kiosk<T> {
    model: Box<Model>,
    wedge: Wedge,
    /// Of the frame on screen: a finger aims at what it sees.
    regions: Regions,
    theme: Theme,
    colours: Colours,
    interruptible: bool,
    /// None until the first frame is on screen.
    services: Option<Services<T>>,
    is_stopped: bool,
}

impl<T: Transport + 'static> Kiosk<T> {
    pub(super) fn new(setup: Setup) -> Self {
        Self {
            wedge: Wedge::new(setup.scan_gap),
            regions: Regions::new(),
            theme: Theme::load(setup.model.theme(), setup.colours),
            colours: setup.colours,
            interruptible: setup.interruptible,
            model: setup.model,
            services: None,
            is_stopped: false,
        }
    }

    /// From now on effects are performed.
    pub(super) fn open(&mut self, services: Services<T>) {
        self.services = Some(services);
    }

    /// Lets the core begin, after the first frame.
    pub(super) fn start(&mut self, now: Now) {
        let effects = self.model.start(now);
        self.perform(effects);
    }

    /// Takes a message.
    pub(super) fn update(&mut self, now: Now, msg: Msg) {
        let effects = self.model.update(now, msg);
        self.perform(effects);
    }

    /// Takes a press that was read at `at`.
    pub(super) fn press(&mut self, now: Now, at: Moment, press: Press) {
        let mut inputs = VecDeque::new();
        self.wedge.feed(at, press, &mut inputs);
        self.take(now, inputs);
    }

    /// Does what is due: held characters, if `all_read`, and the core's own timers.
    pub(super) fn wake(&mut self, now: Now, all_read: bool) {
        if all_read {
            let mut inputs = VecDeque::new();
            self.wedge.wake(now.moment, &mut inputs);
            self.take(now, inputs);
        }
        if self.model.wake_at().is_some_and(|due| due <= now.moment) {
            self.update(now, Msg::Wake);
        }
    }

    /// When [`Kiosk::wake`] has something to do.
    pub(super) fn wake_at(&self) -> Option<Moment> {
        [self.model.wake_at(), self.wedge.wake_at()].into_iter().flatten().min()
    }

    /// Draws what the core shows now.
    pub(super) fn draw(&mut self, terminal: &mut Terminal, now: Now) -> io::Result<()> {
        if self.model.theme() != self.theme.name() {
            self.theme = Theme::load(self.model.theme(), self.colours);
        }
        let Self { model, regions, theme, .. } = self;
        terminal.draw(|buffer| {
            let mut canvas = Canvas::new(buffer, regions, theme);
            model.view(now, &mut canvas);
            canvas.cursor
        })
    }

    /// Ctrl-C or SIGINT: ends a demo, means nothing to a kiosk.
    pub(super) fn interrupt(&mut self) {
        if self.interruptible {
            self.is_stopped = true;
        }
    }

    /// Whether a purchase is on its way.
    pub(super) fn in_flight(&self) -> bool {
        self.model.in_flight()
    }

    /// Closes what was opened.
    pub(super) async fn close(self) {
        if let Some(services) = self.services {
            services.close().await;
        }
    }

    /// Whether the person at a demo wants the end now.
    pub(super) fn is_stopped(&self) -> bool {
        self.is_stopped
    }

    fn take(&mut self, now: Now, inputs: VecDeque<Input>) {
        for input in inputs {
            match input {
                Input::Key(key) => self.update(now, Msg::Key(key)),
                Input::Touch(column, row) => {
                    let key = self.regions.find(column, row);
                    self.update(now, Msg::Touch(key));
                }
                Input::Scan(text) => self.update(now, Msg::Scan(text)),
                Input::Interrupt => self.interrupt(),
            }
        }
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            if let Some(services) = &self.services {
                services.perform(effect);
            }
        }
    }
}
