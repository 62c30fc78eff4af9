//! The loop: one order of messages, every effect performed in one place, one draw after each batch.
//!
//! Keys, touches, scans, answers and wake-ups all become a [`Msg`], one after the other. What the core wants done goes
//! to the [`services`]; what it shows goes to the [`terminal`]. Between two messages the process sleeps: there is no
//! tick, and a timer is set only for the moment that the core or a held character asks for.
//!
//! Invariant: the first frame is drawn before anything is opened or fetched, and the terminal is given back on every way
//! out.

pub mod input;
mod kiosk;
pub mod services;
mod signals;
pub mod terminal;

use std::path::PathBuf;
use std::time::Duration;

use anyhow::Context;
use tokio::sync::mpsc;

use crate::api::Transport;
use crate::app::model::Model;
use crate::app::msg::{Event, Msg};
use crate::clock::Clock;
use crate::domain::time::Moment;
use crate::log::{Level, Log};
use crate::ui::theme::Colours;
use input::Press;
use kiosk::Kiosk;
use services::Services;
use signals::{Signals, Told};
use terminal::Terminal;

/// What the loop runs.
pub struct Setup {
    /// The core.
    pub model: Box<Model>,
    /// The clock the core is told.
    pub clock: Clock,
    /// The colours of the terminal.
    pub colours: Colours,
    /// Longest gap between two characters of one scan.
    pub scan_gap: Duration,
    /// Whether Ctrl-C and SIGINT end it: a demo's do, a kiosk's do not.
    pub interruptible: bool,
    /// Where the report of a panic goes.
    pub data_dir: PathBuf,
    /// Where start and end are noted.
    pub log: Log,
}

/// Answers that wait for the loop; services wait when it does not keep up.
const EVENTS_MAX: usize = 256;
/// Messages taken before the screen is drawn: enough for the longest scan, few enough to be taken in no time.
const BATCH_MAX: usize = 600;
/// How long a purchase on its way may hold up the end of the process.
const END_WITHIN: Duration = Duration::from_secs(30);
/// How long closing the ledger may take: as long as a reader may be in its way.
const CLOSE_WITHIN: Duration = Duration::from_secs(5);
/// The shortest sleep: a core that asks to be woken in the past shall not keep the processor busy.
const SLEEP_MIN: Duration = Duration::from_millis(5);

/// Runs the kiosk until it is told to end or its terminal is gone; needs a tokio runtime with time and I/O.
///
/// `open` opens the services once the first frame is on screen.
///
/// # Errors
/// When there is no terminal to take, or `open` fails.
pub async fn run<T, F>(setup: Setup, open: F) -> anyhow::Result<()>
where
    T: Transport + 'static,
    F: AsyncFnOnce(mpsc::Sender<Event>) -> anyhow::Result<Services<T>>,
{
    let clock = setup.clock;
    let log = setup.log.clone();
    let signals = Signals::listen().context("signals cannot be listened to")?;
    let mut terminal = Terminal::take().context("the terminal cannot be taken")?;
    terminal::restore_on_panic(setup.data_dir.clone());
    let mut kiosk = Kiosk::new(setup);
    kiosk.draw(&mut terminal, clock.now())?;

    let presses = input::reader::read_presses(clock).context("the terminal cannot be read")?;
    let (answers, events) = mpsc::channel(EVENTS_MAX);
    kiosk.open(open(answers).await?);
    log.line(Level::Info, "started").write();
    let mut desk = Loop { clock, kiosk, terminal: Some(terminal), signals, presses, events, end_by: None };
    desk.start();
    while desk.goes_on() {
        desk.draw();
        let happened = desk.wait().await;
        desk.take(happened);
    }
    // Given back before anything else is torn down: what is left of the process draws nothing.
    drop(desk.terminal.take());
    // Answers that nobody takes any more must not hold up who gives them.
    drop(desk.events);
    // A disk that does not answer any more must not hold up the end.
    tokio::time::timeout(CLOSE_WITHIN, desk.kiosk.close()).await.ok();
    log.line(Level::Info, "ended").write();
    log.flush();
    Ok(())
}

/// Everything that messages come from and go to.
struct Loop<T> {
    clock: Clock,
    kiosk: Kiosk<T>,
    /// None once it has vanished.
    terminal: Option<Terminal>,
    signals: Signals,
    presses: mpsc::Receiver<(Moment, Press)>,
    events: mpsc::Receiver<Event>,
    /// Set once the process is to end, at the latest then.
    end_by: Option<Moment>,
}

/// What ended a wait.
enum Happened {
    Told(Told),
    Pressed(Moment, Press),
    Answered(Event),
    Due,
}

impl<T: Transport + 'static> Loop<T> {
    fn start(&mut self) {
        self.kiosk.start(self.clock.now());
        self.tell_size();
    }

    fn goes_on(&self) -> bool {
        let now = self.clock.now().moment;
        let ended = self.end_by.is_some_and(|by| !self.kiosk.in_flight() || by <= now);
        !ended && !self.kiosk.is_stopped()
    }

    fn draw(&mut self) {
        let now = self.clock.now();
        if let Some(terminal) = &mut self.terminal
            && self.kiosk.draw(terminal, now).is_err()
        {
            self.lose_terminal();
        }
    }

    /// Sleeps until something happens.
    async fn wait(&mut self) -> Happened {
        let now = self.clock.now().moment;
        let due = [self.kiosk.wake_at(), self.end_by].into_iter().flatten().min();
        let pause = due.map(|due| due.since(now).max(SLEEP_MIN));
        let has_terminal = self.terminal.is_some();
        tokio::select! {
            // In this order: who wants the end is heard first, and a timer is only for when nothing else is there.
            biased;
            told = self.signals.next() => Happened::Told(told),
            press = self.presses.recv(), if has_terminal => match press {
                Some((at, press)) => Happened::Pressed(at, press),
                None => Happened::Told(Told::TerminalGone),
            },
            Some(event) = self.events.recv() => Happened::Answered(event),
            () = tokio::time::sleep(pause.unwrap_or_default()), if pause.is_some() => Happened::Due,
        }
    }

    /// Takes what happened and everything else that is there already.
    fn take(&mut self, happened: Happened) {
        match happened {
            Happened::Told(told) => self.hear(told),
            Happened::Pressed(at, press) => self.press(at, press),
            Happened::Answered(event) => self.kiosk.update(self.clock.now(), Msg::Event(event)),
            Happened::Due => {}
        }
        for _ in 0..BATCH_MAX {
            if let Ok((at, press)) = self.presses.try_recv() {
                self.press(at, press);
            } else if let Ok(event) = self.events.try_recv() {
                self.kiosk.update(self.clock.now(), Msg::Event(event));
            } else {
                break;
            }
        }
        // What waits in the channel was typed before now, so a held character cannot be judged yet.
        self.kiosk.wake(self.clock.now(), self.presses.is_empty());
    }

    fn press(&mut self, at: Moment, press: Press) {
        self.kiosk.press(self.clock.now(), at, press);
    }

    fn resize(&mut self) {
        if let Some(terminal) = &mut self.terminal {
            match terminal.measure() {
                Ok(()) => self.tell_size(),
                Err(_) => self.lose_terminal(),
            }
        }
    }

    fn tell_size(&mut self) {
        if let Some(terminal) = &self.terminal {
            let (columns, rows) = terminal.size();
            self.kiosk.update(self.clock.now(), Msg::Resized(columns, rows));
        }
    }

    fn hear(&mut self, told: Told) {
        match told {
            Told::End => self.end(),
            Told::Interrupt => self.kiosk.interrupt(),
            Told::Resized => self.resize(),
            Told::TerminalGone => self.lose_terminal(),
        }
    }

    /// Nobody sees or presses anything any more; a purchase on its way is still waited for.
    fn lose_terminal(&mut self) {
        self.terminal = None;
        self.signals.forget_terminal();
        self.presses.close();
        self.end();
    }

    fn end(&mut self) {
        if self.end_by.is_none() {
            let now = self.clock.now();
            self.end_by = Some(now.moment + END_WITHIN);
            self.kiosk.update(now, Msg::Event(Event::Ending));
        }
    }
}
