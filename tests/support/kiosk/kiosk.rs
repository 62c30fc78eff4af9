//! A whole kiosk without a terminal, a network, a clock or a thread: the real model, the real client of the API, and
//! behind them the pretend studio, a ledger in memory and a phone.
//!
//! It is the second interpreter of the core's effects, beside the one of the runtime. Effects are performed at once and
//! in order; answers reach the model in the order in which they were asked for, unless one is told to take its time; and
//! time passes only when told.

pub mod deeds;
pub mod effects;
pub mod ledger;
pub mod phone;
pub mod screen;
pub mod seen;
pub mod studio;
pub mod watch;

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::fmt::Write as _;
use std::pin::pin;
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use walkin::api::Client;
use walkin::app::effect::{
    Effect, LeadsEffect, LedgerEffect, MembershipsEffect, OffersEffect, PhoneEffect, RequestId, StudioEffect,
};
use walkin::app::model::Model;
use walkin::app::msg::{Event, LedgerEvent, Msg, PhoneEvent};
use walkin::app::shared::Settings;
use walkin::config::{KioskConfig, LegalConfig, LegalText, MembersConfig, MembershipsConfig, ReferenceText};
use walkin::domain::language::Language;
use walkin::domain::pass::Reference;
use walkin::domain::text::Text;
use walkin::domain::time::{Date, Moment, Now, TimeZone, Timestamp};
use walkin::sandbox::World;
use walkin::ui::theme::{Colours, Theme, ThemeName};
use walkin::words::Words;

use ledger::Ledger;
use phone::Phone;
use screen::Screen;
use seen::Seen;
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
    /// Whether writes wait until the ledger is told to sync.
    pub ledger_slow: bool,
    /// Whether many journeys are played: nothing is noted, little is drawn, what never changes is asked once; instead what
    /// matters about money is kept in `seen`.
    pub quick: bool,
    /// What has happened about money since somebody last asked, in a quick kiosk.
    pub seen: Vec<(Moment, Seen)>,
    /// Whether a quick kiosk has been found to wake again and again without getting anywhere.
    pub spins: bool,
    client: Client<Arc<Carrier>>,
    words: Arc<Words>,
    now: Now,
    grid: (u16, u16),
    events: VecDeque<Event>,
    held: VecDeque<Event>,
    /// Answers that take their time, in the order in which they arrive.
    later: BTreeMap<(Moment, u64), Event>,
    told_ahead: Option<jiff::SignedDuration>,
    starts: u8,
    updates: u64,
    /// Counts answers that take their time.
    asked: u64,
}

/// Friday morning in Berlin, so that dates in snapshots stay what they are.
const START: &str = "2026-11-20T10:00:00+01:00";
/// Wake-ups at one moment; more of them mean that the kiosk spins.
const SPIN_MAX: u32 = 20;
/// How far the clocks may drift apart before the core is told.
const CLOCK_STEP: jiff::SignedDuration = jiff::SignedDuration::from_secs(1);
/// A quick kiosk draws one screen out of so many.
const DRAWN_EVERY: u64 = 2_000;

impl Kiosk {
    /// A kiosk that has not been switched on yet.
    pub fn new() -> Self {
        Self::with_world(|world| world)
    }

    /// The same with a studio that is changed first.
    pub fn with_world(change: impl FnOnce(World) -> World) -> Self {
        let wall: Timestamp = START.parse().expect("a time");
        let studio = Arc::new(Carrier::new(change(World::new(7, wall)), wall));
        let settings = settings();
        Self {
            model: Model::new(settings.clone(), words(), [1; 32]),
            settings,
            client: Client::new(studio.clone(), zone()),
            studio,
            ledger: Ledger::default(),
            catalogue: None,
            phone: Phone::default(),
            notes: Vec::new(),
            ledger_log: String::new(),
            ledger_slow: false,
            quick: false,
            seen: Vec::new(),
            spins: false,
            words: words(),
            now: Now { moment: Moment::after_start(Duration::from_secs(1)), wall },
            grid: (72, 20),
            events: VecDeque::new(),
            held: VecDeque::new(),
            later: BTreeMap::new(),
            told_ahead: None,
            starts: 0,
            updates: 0,
            asked: 0,
        }
    }

    /// Starts the process, for the first time or anew; only the disk and the studio remember what was before. What the
    /// ledger was given is on disk.
    pub fn start(&mut self) {
        self.power_cut(usize::MAX);
    }

    /// The power goes and comes back: of what the ledger was given and has not answered, the oldest `keep` writes are on
    /// disk, the rest is lost.
    pub fn power_cut(&mut self, keep: usize) {
        self.ledger.power_cut(self.now.wall, keep);
        self.starts = self.starts.wrapping_add(1);
        self.events.clear();
        self.held.clear();
        self.later.clear();
        self.phone.end();
        self.told_ahead = None;
        self.see(Seen::Started);
        self.model = Model::new(self.settings.clone(), self.words.clone(), [self.starts; 32]);
        self.update(Msg::Resized(self.grid.0, self.grid.1));
        let effects = self.model.start(self.now);
        self.perform_all(effects, None);
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
        loop {
            let answer = self.later.first_key_value().map(|((at, _), _)| *at);
            let line = self.studio.state().due();
            let next = [self.model.wake_at(), answer, line].into_iter().flatten().min();
            let Some(at) = next.filter(|at| *at <= end && !self.spins) else { break };
            self.pass(at.since(self.now.moment));
            if line.is_some_and(|due| due <= at) {
                self.studio.state().arrive();
                self.see_deeds();
            }
            if answer.is_some_and(|due| due <= at)
                && let Some((_, event)) = self.later.pop_first()
            {
                self.events.push_back(event);
                self.settle();
            } else if self.model.wake_at().is_some_and(|wake| wake <= at) {
                self.send(Msg::Wake);
            }
        }
        self.pass(end.since(self.now.moment));
    }

    /// The terminal changes its size.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        self.grid = (columns, rows);
        self.send(Msg::Resized(columns, rows));
    }

    /// Our wall clock is set to another time; the studio's goes on.
    pub fn set_wall(&mut self, by: jiff::SignedDuration) {
        self.now.wall += by;
        let mut studio = self.studio.state();
        studio.now = self.now.wall;
        studio.ahead -= by;
    }

    /// What is on the screen now.
    pub fn screen(&self) -> Screen {
        let theme = themes().iter().find(|theme| theme.name() == self.model.theme());
        Screen::draw(&self.model, self.now, theme.expect("every theme"), self.grid)
    }

    /// What the clocks say.
    pub fn now(&self) -> Now {
        self.now
    }

    /// Lets one answer arrive that was held back.
    pub fn release(&mut self) -> Result<(), String> {
        let event = self.held.pop_front().ok_or("no answer is held back")?;
        self.events.push_back(event);
        self.settle();
        Ok(())
    }

    /// Brings what waits for the disk there, the oldest first, and lets the answers arrive.
    pub fn sync(&mut self, count: usize) {
        self.events.extend(self.ledger.sync(self.now.wall, count).into_iter().map(Event::Ledger));
        self.settle();
    }

    /// Something happens at the phone.
    pub fn report(&mut self, event: PhoneEvent) {
        self.events.push_back(Event::Phone(event));
        self.settle();
    }

    /// A person at the phone pays with the payment component; fails when the session cannot be paid.
    pub fn pay(&mut self, page: &walkin::domain::payment::PhonePage) -> Result<PhoneEvent, String> {
        let session = page.session().ok_or("there is nothing to pay, but something to read")?;
        let mut studio = self.studio.state();
        let now = studio.their_time();
        let token = studio.world.authorise(now, session.token.reveal());
        token.map(|token| Phone::deliver(page, token)).map_err(|error| error.to_string())
    }

    fn pass(&mut self, span: Duration) {
        if span.is_zero() {
            return;
        }
        self.now.moment = self.now.moment + span;
        self.now.wall += span;
        let mut studio = self.studio.state();
        (studio.now, studio.moment) = (self.now.wall, self.now.moment);
    }

    fn update(&mut self, msg: Msg) {
        self.updates += 1;
        // Drawn as in the runtime, so that no state in between can bring the drawing down; a countdown's every second
        // would take too long here.
        let draws = if self.quick { self.updates.is_multiple_of(DRAWN_EVERY) } else { msg != Msg::Wake };
        if self.quick {
            // What was done at the desk.
            self.see_deeds();
            self.see_msg(&msg);
        }
        let cause = match &msg {
            Msg::Event(Event::Ledger(LedgerEvent::StepRecorded(reference, _))) => Some(reference.clone()),
            _ => None,
        };
        let effects = self.model.update(self.now, msg);
        if draws {
            self.screen();
        }
        self.perform_all(effects, cause.as_ref());
    }

    /// Delivers answers and due wake-ups until nothing more happens at this moment.
    fn settle(&mut self) {
        let mut wakes = 0;
        loop {
            if let Some(event) = self.events.pop_front() {
                self.update(Msg::Event(event));
            } else if self.model.wake_at().is_some_and(|at| at <= self.now.moment) {
                wakes += 1;
                if self.quick && wakes >= SPIN_MAX {
                    self.spins = true;
                    return;
                }
                assert!(wakes < SPIN_MAX, "the kiosk wakes again and again without getting anywhere");
                self.update(Msg::Wake);
            } else {
                return;
            }
        }
    }

    fn perform_all(&mut self, effects: Vec<Effect>, cause: Option<&Reference>) {
        for effect in effects {
            // What is kept for a start without a network follows from what is read, and is no news in a journey.
            if !self.quick && !matches!(effect, Effect::Catalogue(_)) {
                self.notes.push(format!("-> {}", effects::line(&effect)));
            }
            self.perform(effect, cause);
        }
    }

    fn perform(&mut self, effect: Effect, cause: Option<&Reference>) {
        match effect {
            Effect::Ledger(effect) => self.write(effect),
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
            Effect::Phone(effect) => {
                self.see_phone(&effect);
                self.events.extend(self.phone.perform(&effect).map(Event::Phone));
            }
            effect @ (Effect::Studio(..)
            | Effect::Offers(..)
            | Effect::Leads(..)
            | Effect::Customers(..)
            | Effect::Payments(..)
            | Effect::Contracts(..)
            | Effect::Modules(..)
            | Effect::Vouchers(..)
            | Effect::Memberships(..)) => self.call(effect, cause),
        }
    }

    fn write(&mut self, effect: LedgerEffect) {
        if self.quick {
            self.see_write(&effect);
        } else {
            writeln!(self.ledger_log, "{effect:?}").expect("a string");
        }
        self.ledger.perform(effect);
        if !self.ledger_slow {
            for event in self.ledger.sync(self.now.wall, usize::MAX) {
                let event = Event::Ledger(event);
                self.note_fault(&event);
                self.events.push_back(event);
            }
        }
    }

    fn call(&mut self, effect: Effect, cause: Option<&Reference>) {
        if let Some(event) = self.known_answer(&effect) {
            self.events.push_back(event);
            return;
        }
        self.see_call(&effect, cause);
        let event = self.ask(effect);
        self.see_deeds();
        self.compare_clocks();
        self.note_fault(&event);
        let (held, takes) = {
            let mut studio = self.studio.state();
            studio.caller = None;
            (std::mem::take(&mut studio.held), std::mem::take(&mut studio.takes))
        };
        if held {
            self.held.push_back(event);
        } else if takes.is_zero() {
            self.events.push_back(event);
        } else {
            self.asked += 1;
            self.later.insert((self.now.moment + takes, self.asked), event);
        }
    }

    /// In a quick kiosk, the answer to a question about what never changes, once it is known and the line is in order.
    fn known_answer(&mut self, effect: &Effect) -> Option<Event> {
        thread_local! {
            static KNOWN: RefCell<HashMap<Known, Event>> = RefCell::default();
        }
        let (operation, language, about) = constant(effect)?;
        if !self.quick || self.studio.state().is_troubled(operation) {
            return None;
        }
        // From when on a membership can run depends on the day.
        let today = self.settings.today(Now { wall: self.studio.state().their_time(), ..self.now });
        let asks = self.studio.state().world.lead_config.additional_information.len() as u64;
        let key = (operation, language, if operation == "form" { asks } else { about }, today);
        let event = KNOWN.with_borrow(|known| known.get(&key).cloned());
        let event = event.unwrap_or_else(|| {
            let event = self.ask(effect.clone());
            KNOWN.with_borrow_mut(|known| known.insert(key, event.clone()));
            event
        });
        self.studio.state().heard = true;
        self.compare_clocks();
        Some(renamed(event, effect))
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
        if !self.quick {
            self.notes.extend(effects::fault(event).map(|line| format!("<- {line}")));
        }
    }
}

/// What such a question is: its operation, its language, what it is about, and the day.
type Known = (&'static str, Language, u64, Date);

/// A question whose answer never changes while a studio is as it is: its operation, and what it is about.
fn constant(effect: &Effect) -> Option<(&'static str, Language, u64)> {
    match effect {
        Effect::Studio(_, language, StudioEffect::ReadInformation) => Some(("information", *language, 0)),
        Effect::Studio(_, language, StudioEffect::ReadUtilization) => Some(("utilization", *language, 0)),
        Effect::Offers(_, language, OffersEffect::ListOffers) => Some(("offers", *language, 0)),
        Effect::Offers(_, language, OffersEffect::ReadOffer(offer)) => Some(("offer", *language, offer.0)),
        Effect::Leads(_, language, LeadsEffect::ReadForm) => Some(("form", *language, 0)),
        Effect::Memberships(_, language, MembershipsEffect::ListMembershipOffers) => {
            Some(("membership-offers", *language, 0))
        }
        Effect::Memberships(_, language, MembershipsEffect::ReadMembershipOffer(offer)) => {
            Some(("membership-offer", *language, offer.0))
        }
        _ => None,
    }
}

/// The same answer to another question.
fn renamed(event: Event, effect: &Effect) -> Event {
    let request = |effect: &Effect| match effect {
        Effect::Studio(request, ..)
        | Effect::Offers(request, ..)
        | Effect::Leads(request, ..)
        | Effect::Memberships(request, ..) => *request,
        _ => RequestId(0),
    };
    match event {
        Event::Studio(_, event) => Event::Studio(request(effect), event),
        Event::Offers(_, event) => Event::Offers(request(effect), event),
        Event::Leads(_, event) => Event::Leads(request(effect), event),
        Event::Memberships(_, event) => Event::Memberships(request(effect), event),
        other => other,
    }
}

/// Read once: every kiosk of a process says the same.
fn words() -> Arc<Words> {
    static WORDS: OnceLock<Arc<Words>> = OnceLock::new();
    WORDS.get_or_init(|| Arc::new(Words::load().expect("word files"))).clone()
}

fn themes() -> &'static [Theme; 4] {
    static THEMES: OnceLock<[Theme; 4]> = OnceLock::new();
    THEMES.get_or_init(|| ThemeName::ALL.map(|name| Theme::load(name, Colours::Sixteen)))
}

fn zone() -> TimeZone {
    static ZONE: OnceLock<TimeZone> = OnceLock::new();
    ZONE.get_or_init(|| TimeZone::get("Europe/Berlin").expect("bundled")).clone()
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
        members: MembersConfig::default(),
        memberships: MembershipsConfig::default(),
        choices: vec!["CREDIT_CARD".to_owned(), "SEPA".to_owned()],
        demo: false,
    }
}
