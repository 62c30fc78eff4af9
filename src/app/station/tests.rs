use super::*;
use crate::app::no_sale::NoSale;
use crate::app::till::{ShowAgain, Till};
use crate::domain::fault::FaultKind;
use crate::domain::fault::LedgerFault;
use crate::domain::money::Money;
use crate::domain::time::{TimeZone, Timestamp};

const HERE: Language = Language::En;

#[test]
fn tries_are_five_seconds_to_a_minute_apart_and_sooner_while_somebody_waits() {
    let mut trial = Trial::new();
    let mut pauses = Vec::new();
    for _ in 0..12 {
        trial.list(Err(FaultKind::Unreachable.into()));
        let now = trial.now.moment;
        let pause = |at: Option<Moment>| at.expect("a wake-up").since(now);
        let attended = pause(trial.station.wake_at(HERE, true));
        assert!((5..=20).contains(&attended.as_secs()), "{attended:?}");
        pauses.push(pause(trial.station.wake_at(HERE, false)));
        trial.pass(*pauses.last().expect("one"));
        trial.station.wake(trial.now.moment, HERE, false, &mut trial.out);
        assert_eq!(trial.asked(), 1);
        assert_eq!(trial.station.wake_at(HERE, false), None, "nothing wakes while an answer is awaited");
    }
    let seconds: Vec<u64> = pauses.iter().map(Duration::as_secs).collect();
    assert!(seconds[0] < 8 && seconds.iter().all(|pause| (5..=60).contains(pause)), "{seconds:?}");
    assert!(seconds[6..].iter().all(|pause| *pause >= 48), "{seconds:?}");
    assert!(pauses[6..].iter().any(|pause| *pause != pauses[6]), "kiosks do not keep step: {pauses:?}");
}

#[test]
fn a_lost_call_of_a_visitor_makes_the_kiosk_look_for_itself() {
    let mut trial = Trial::new();
    trial.list(Ok([].into()));
    for kind in [FaultKind::TimedOut, FaultKind::HeldBack, FaultKind::Unreachable] {
        trial.preview(Err(kind.into()));
        assert!(!trial.station.link.is_down(), "one lost call proves nothing");
        assert_eq!(trial.asked(), 1, "the kiosk looks");
        trial.preview(Err(FaultKind::Cut.into()));
        assert_eq!(trial.asked(), 0, "once at a time");
        trial.answer(Ok([].into()));
        assert!(!trial.station.link.is_down());
    }
    trial.preview(Err(FaultKind::Broken(500).into()));
    assert_eq!(trial.asked(), 0, "who answers is there");
}

#[test]
fn a_call_that_gets_through_while_the_link_is_down_makes_the_kiosk_look_too() {
    let mut trial = Trial::new();
    trial.list(Err(FaultKind::TimedOut.into()));
    assert!(trial.station.link.is_down());
    trial.preview(Err(FaultKind::TimedOut.into()));
    assert_eq!(trial.asked(), 0);
    trial.preview(Err(FaultKind::Conflict.into()));
    assert_eq!(trial.asked(), 1);
    trial.answer(Ok([].into()));
    assert!(!trial.station.link.is_down());
}

#[test]
fn what_was_read_counts_more_than_what_was_kept_and_what_was_kept_more_than_nothing() {
    let mut trial = Trial::new();
    let kept = OfferList { offers: [].into(), read_at: Timestamp::UNIX_EPOCH };
    let catalogue = Catalogue {
        studio: Some("Before".into()),
        lists: [(Language::De, kept.clone()), (HERE, kept.clone())].into(),
    };
    trial.list(Ok([].into()));
    let loaded = Event::Catalogue(CatalogueEvent::CatalogueLoaded(Box::new(catalogue)));
    trial.observe(&loaded);
    assert_eq!(trial.station.list(HERE).map(|list| list.read_at), Some(trial.now.wall));
    assert_eq!(trial.station.list(Language::De), Some(&kept));
    assert_eq!(trial.station.list(Language::Fr), None, "a language nobody read is asked for");
    assert_eq!(trial.station.name().map(Text::as_str), Some("Before"));
    trial.list(Err(FaultKind::Unreachable.into()));
    assert!(trial.station.list(Language::Fr).is_some(), "better than nothing while nothing can be read");
}

#[test]
fn with_somebody_here_nothing_wakes_while_everything_is_right() {
    let mut trial = Trial::new();
    trial.list(Ok([].into()));
    assert_eq!(trial.station.wake_at(HERE, true), None);
    trial.observe(&Event::ClockCompared { off_by: Duration::from_mins(5), ahead: true });
    trial.look_how_full();
    let at = trial.station.wake_at(HERE, true).expect("a wake-up");
    assert_eq!(at.since(trial.now.moment), Duration::from_secs(30));
    trial.observe(&Event::ClockCompared { off_by: Duration::ZERO, ahead: true });
    assert_eq!(trial.station.wake_at(HERE, true), None);
}

#[test]
fn the_reason_that_weighs_most_is_told() {
    use crate::app::msg::{LedgerEvent, Opened};
    let mut trial = Trial::new();
    let mut till = self::till();
    assert_eq!(NoSale::why(&trial.station, &till), Some(NoSale::Opening));
    let open = |till: &mut Till, result| {
        let event = Event::Ledger(LedgerEvent::LedgerOpened(result));
        till.observe(trial.now, true, &event, &mut Outbox::default());
    };
    open(&mut till, Ok(Opened::default()));
    trial.list(Ok([].into()));
    assert_eq!(NoSale::why(&trial.station, &till), None);
    trial.observe(&Event::ClockCompared { off_by: Duration::from_secs(121), ahead: false });
    assert_eq!(NoSale::why(&trial.station, &till), Some(NoSale::Clock));
    trial.list(Err(FaultKind::Unreachable.into()));
    assert_eq!(NoSale::why(&trial.station, &till), Some(NoSale::Offline));
    let mut closed = self::till();
    let full = Event::Ledger(LedgerEvent::LedgerOpened(Err(LedgerFault::Full)));
    closed.observe(trial.now, true, &full, &mut Outbox::default());
    assert_eq!(NoSale::why(&trial.station, &closed), Some(NoSale::Ledger(LedgerFault::Full)));
    trial.observe(&Event::Ending);
    assert_eq!(NoSale::why(&trial.station, &till), Some(NoSale::Ending));
}

#[test]
fn what_is_free_can_be_had_where_nothing_can_be_paid() {
    let price = |amount| Money::parse(amount, "EUR").expect("an amount");
    assert!(NoSale::Unpayable.stops(&price("0.01")) && !NoSale::Unpayable.stops(&price("0.00")));
    assert!(NoSale::Offline.stops(&price("0")));
}

struct Trial {
    station: Station,
    now: Now,
    out: Outbox,
}

impl Trial {
    fn new() -> Self {
        let wall = "2026-11-20T09:00:00Z".parse().expect("a time");
        let now = Now { moment: Moment::after_start(Duration::from_secs(1)), wall };
        Self { station: Station::new([3; 32]), now, out: Outbox::default() }
    }

    fn pass(&mut self, span: Duration) {
        self.now = Now { moment: self.now.moment + span, wall: self.now.wall + span };
    }

    fn observe(&mut self, event: &Event) {
        self.station.observe(self.now, HERE, event, &mut self.out);
    }

    /// Has the offers asked for, where they are not, and answers.
    fn list(&mut self, result: Result<Arc<[Offer]>, Fault>) {
        let shelf = self.station.shelves.entry(HERE).or_default();
        if shelf.offers.asked_at().is_none() {
            list_offers(shelf, self.now.moment, HERE, &mut self.out);
        }
        self.answer(result);
        self.asked();
    }

    /// Answers the list asked for last.
    fn answer(&mut self, result: Result<Arc<[Offer]>, Fault>) {
        let request = (0..1_000)
            .map(RequestId)
            .find(|request| self.station.shelf(HERE).is_some_and(|shelf| shelf.offers.is_awaiting(*request)));
        let request = request.expect("a list is asked for");
        self.observe(&Event::Offers(request, OffersEvent::OffersListed(result)));
    }

    fn look_how_full(&mut self) {
        let request = self.out.ask(|request| Effect::Studio(request, HERE, StudioEffect::ReadUtilization));
        self.station.utilization.ask(request, self.now.moment);
        let full = Ok(Utilization { count: 1, capacity: None });
        self.observe(&Event::Studio(request, StudioEvent::UtilizationRead(full)));
    }

    /// A call of the visitor ends.
    fn preview(&mut self, result: Result<crate::domain::price::PricePreview, Fault>) {
        self.observe(&Event::Offers(RequestId(0), OffersEvent::PricePreviewed(result)));
    }

    /// How many lists were asked for since the last look.
    fn asked(&mut self) -> usize {
        let effects = self.out.drain();
        let lists =
            effects.iter().filter(|effect| matches!(effect, Effect::Offers(_, _, OffersEffect::ListOffers)));
        lists.count()
    }
}

fn till() -> Till {
    Till::new([7; 32], ShowAgain { span: Duration::from_hours(24), zone: TimeZone::UTC })
}
