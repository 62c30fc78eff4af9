//! A whole kiosk without a terminal, a network, a clock or a thread: the real model, the real client of the API, and
//! behind them the pretend studio, a ledger in memory and a phone.
//!
//! It is the second interpreter of the core's effects, beside the one of the runtime. Effects are performed at once and
//! in order, answers reach the model in the order in which they were asked for, and time passes only when told.

pub mod effects;
pub mod ledger;
pub mod phone;
pub mod screen;
pub mod studio;

use std::collections::{BTreeMap, VecDeque};
use std::fmt::Write as _;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use walkin::api::Client;
use walkin::app::effect::{Effect, PhoneEffect};
use walkin::app::model::Model;
use walkin::app::msg::{Event, Msg, PhoneEvent};
use walkin::app::shared::Settings;
use walkin::config::{KioskConfig, LegalConfig, LegalText, ReferenceText};
use walkin::domain::language::Language;
use walkin::domain::text::Text;
use walkin::domain::time::{Moment, Now, TimeZone, Timestamp};
use walkin::sandbox::World;
use walkin::ui::theme::{Colours, Theme, ThemeName};
use walkin::words::Words;

use ledger::Ledger;
use phone::Phone;
use screen::Screen;
use studio::Carrier;

/// A kiosk, its studio, and the person's surroundings.
pub struct Kiosk {
    /// The core.
    pub model: Model,
    /// What the kiosk is set to; changes count from the next restart.
    pub settings: Settings,
    /// The line to the studio.
    pub studio: Arc<Carrier>,
    /// The ledger, which outlives the process.
    pub ledger: Ledger,
    /// The file of the catalogue, which outlives the process as well.
    pub catalogue: Option<Vec<u8>>,
    /// The phone and its pages.
    pub phone: Phone,
    /// What has been done since somebody last asked, one line for each effect and each fault.
    pub notes: Vec<String>,
    /// Every effect on the ledger as `Debug` shows it, to look for what must not be there.
    pub ledger_log: String,
    /// Whether answers of the ledger are held back.
    pub ledger_slow: bool,
    client: Client<Arc<Carrier>>,
    words: Arc<Words>,
    themes: [Theme; 4],
    now: Now,
    grid: (u16, u16),
    events: VecDeque<Event>,
    held: VecDeque<Event>,
    told_ahead: Option<jiff::SignedDuration>,
    starts: u8,
}

/// Friday morning in Berlin, so that dates in snapshots stay what they are.
const START: &str = "2026-11-20T10:00:00+01:00";
/// Wake-ups at one moment; more of them mean that the kiosk spins.
const SPIN_MAX: u32 = 20;
/// How far the clocks may drift apart before the core is told.
const CLOCK_STEP: jiff::SignedDuration = jiff::SignedDuration::from_secs(1);

impl Kiosk {
    /// A kiosk that has not been switched on yet.
    pub fn new() -> Self {
        Self::with_world(|world| world)
    }

    /// The same with a studio that is changed first.
    pub fn with_world(change: impl FnOnce(World) -> World) -> Self {
        let wall: Timestamp = START.parse().expect("a time");
        let studio = Arc::new(Carrier::new(change(World::new(7, wall)), wall));
        let words = Arc::new(Words::load().expect("word files"));
        let settings = settings();
        Self {
            model: Model::new(settings.clone(), words.clone(), [1; 32]),
            settings,
            client: Client::new(studio.clone(), zone()),
            studio,
            ledger: Ledger::default(),
            catalogue: None,
            phone: Phone::default(),
            notes: Vec::new(),
            ledger_log: String::new(),
            ledger_slow: false,
            words,
            themes: ThemeName::ALL.map(|name| Theme::load(name, Colours::Sixteen)),
            now: Now { moment: Moment::after_start(Duration::from_secs(1)), wall },
            grid: (72, 20),
            events: VecDeque::new(),
            held: VecDeque::new(),
            told_ahead: None,
            starts: 0,
        }
    }

    /// Starts the process, for the first time or anew; only the disk and the studio remember what was before.
    pub fn start(&mut self) {
        self.starts += 1;
        self.events.clear();
        self.held.clear();
        self.phone.end();
        self.told_ahead = None;
        self.model = Model::new(self.settings.clone(), self.words.clone(), [self.starts; 32]);
        self.update(Msg::Resized(self.grid.0, self.grid.1));
        let effects = self.model.start(self.now);
        self.perform_all(effects);
        self.settle();
    }

    /// Gives the model one message, and lets everything happen that follows from it at this moment.
    pub fn send(&mut self, msg: Msg) {
        self.update(msg);
        self.settle();
    }

    /// Lets time pass, with every wake-up the model asked for, and with a phone that tells of itself.
    pub fn wait(&mut self, span: Duration) {
        let end = self.now.moment + span;
        while let Some(beat) = self.phone.beat() {
            let at = self.now.moment + BEAT;
            if at > end {
                break;
            }
            self.wait_until(at);
            self.report(beat);
        }
        self.wait_until(end);
    }

    fn wait_until(&mut self, end: Moment) {
        while let Some(at) = self.model.wake_at().filter(|at| *at <= end) {
            self.pass(at.since(self.now.moment));
            self.send(Msg::Wake);
        }
        self.pass(end.since(self.now.moment));
    }

    /// The terminal changes its size.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        self.grid = (columns, rows);
        self.send(Msg::Resized(columns, rows));
    }

    /// What is on the screen now.
    pub fn screen(&self) -> Screen {
        let theme = self.themes.iter().find(|theme| theme.name() == self.model.theme());
        Screen::draw(&self.model, self.now, theme.expect("every theme"), self.grid)
    }

    /// What the clocks say.
    pub fn now(&self) -> Now {
        self.now
    }

    /// Lets one answer arrive that was held back.
    pub fn release(&mut self) {
        let event = self.held.pop_front().expect("no answer is held back");
        self.events.push_back(event);
        self.settle();
    }

    /// Something happens at the phone.
    pub fn report(&mut self, event: PhoneEvent) {
        self.events.push_back(Event::Phone(event));
        self.settle();
    }

    /// A person at the phone pays with the payment component; fails when the session cannot be paid.
    pub fn pay(&mut self, page: &walkin::domain::payment::PhonePage) -> Result<PhoneEvent, String> {
        let mut studio = self.studio.state();
        let now = studio.their_time();
        let token = studio.world.authorise(now, page.session.token.reveal());
        token.map(|token| Phone::deliver(page, token)).map_err(|error| error.to_string())
    }

    fn pass(&mut self, span: Duration) {
        self.now.moment = self.now.moment + span;
        self.now.wall += span;
        self.studio.state().now = self.now.wall;
    }

    fn update(&mut self, msg: Msg) {
        // Drawn as in the runtime, so that no state in between can bring the drawing down; a countdown's every second
        // would take too long here.
        let draws = msg != Msg::Wake;
        let effects = self.model.update(self.now, msg);
        if draws {
            self.screen();
        }
        self.perform_all(effects);
    }

    /// Delivers answers and due wake-ups until nothing more happens at this moment.
    fn settle(&mut self) {
        let mut wakes = 0;
        loop {
            if let Some(event) = self.events.pop_front() {
                self.update(Msg::Event(event));
            } else if self.model.wake_at().is_some_and(|at| at <= self.now.moment) {
                wakes += 1;
                assert!(wakes < SPIN_MAX, "the kiosk wakes again and again without getting anywhere");
                self.update(Msg::Wake);
            } else {
                return;
            }
        }
    }

    fn perform_all(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            // What is kept for a start without a network follows from what is read, and is no news in a journey.
            if !matches!(effect, Effect::Catalogue(_)) {
                self.notes.push(format!("-> {}", effects::line(&effect)));
            }
            self.perform(effect);
        }
    }

    fn perform(&mut self, effect: Effect) {
        match effect {
            Effect::Ledger(effect) => {
                writeln!(self.ledger_log, "{effect:?}").expect("a string");
                let event = Event::Ledger(self.ledger.perform(effect));
                self.note_fault(&event);
                if self.ledger_slow { self.held.push_back(event) } else { self.events.push_back(event) }
            }
            Effect::Catalogue(effect) => {
                self.events.extend(effects::keep(&mut self.catalogue, effect).map(Event::Catalogue));
            }
            Effect::Phone(PhoneEffect::PretendPhone(page)) => {
                let payment = page.payment.clone();
                match self.pay(&page) {
                    Ok(paid) => self.events.extend([PhoneEvent::PageTaken(payment), paid].map(Event::Phone)),
                    Err(_) => self.events.push_back(Event::Phone(PhoneEvent::PretendFailed(payment))),
                }
            }
            Effect::Phone(effect) => self.events.extend(self.phone.perform(&effect).map(Event::Phone)),
            effect @ (Effect::Studio(..)
            | Effect::Offers(..)
            | Effect::Leads(..)
            | Effect::Customers(..)
            | Effect::Payments(..)) => {
                let event = self.ask(effect);
                self.compare_clocks();
                self.note_fault(&event);
                let held = std::mem::take(&mut self.studio.state().held);
                if held { self.held.push_back(event) } else { self.events.push_back(event) }
            }
        }
    }

    /// Nothing here ever waits, so one poll is enough.
    fn ask(&self, effect: Effect) -> Event {
        let answer = pin!(effects::ask(&self.client, effect));
        match answer.poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(event) => event,
            Poll::Pending => panic!("a call of the client waits for something"),
        }
    }

    /// Every answer carries the studio's clock; the core is told when it is news.
    fn compare_clocks(&mut self) {
        let (heard, ahead) = {
            let mut studio = self.studio.state();
            (std::mem::take(&mut studio.heard), studio.ahead)
        };
        if heard && self.told_ahead.is_none_or(|told| (told - ahead).abs() > CLOCK_STEP) {
            self.told_ahead = Some(ahead);
            let event = Event::ClockCompared { off_by: ahead.unsigned_abs(), ahead: ahead.is_positive() };
            self.events.push_back(event);
        }
    }

    fn note_fault(&mut self, event: &Event) {
        self.notes.extend(effects::fault(event).map(|line| format!("<- {line}")));
    }
}

fn zone() -> TimeZone {
    TimeZone::get("Europe/Berlin").expect("bundled")
}

/// How often the kiosk hears of a phone that has its page open.
const BEAT: Duration = Duration::from_secs(20);

fn settings() -> Settings {
    let text = |privacy: &str| LegalText::Text(Text::long(privacy));
    let link = |address: &str| LegalText::Link(Text::long(address));
    Settings {
        kiosk: KioskConfig {
            name: Text::name("Kraftwerk"),
            languages: vec![Language::En, Language::De],
            theme: ThemeName::default(),
            idle_warning: Duration::from_secs(45),
            idle_grace: Duration::from_secs(20),
            scan_gap: Duration::from_millis(50),
            show_again: Duration::from_hours(24),
            contact: None,
        },
        time_zone: zone(),
        legal: LegalConfig {
            privacy: BTreeMap::from([
                (
                    Language::En,
                    text("We keep your details to sell you this ticket, and for no other reason."),
                ),
                (Language::De, text("Wir speichern Ihre Angaben nur, um Ihnen diese Karte zu verkaufen.")),
            ]),
            terms: BTreeMap::from([
                (Language::En, link("kraftwerk-ostufer.example/terms")),
                (Language::De, link("kraftwerk-ostufer.example/agb")),
            ]),
        },
        country: "DE".to_owned(),
        reference_text: ReferenceText::default(),
        demo: false,
    }
}
