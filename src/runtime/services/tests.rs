mod members;

use std::net::SocketAddr;

use super::*;
use crate::api::Manner;
use crate::api::wire::{Answer, Call};
use crate::app::effect::{CatalogueEffect, LedgerEffect, OffersEffect, PhoneEffect, RequestId, StudioEffect};
use crate::app::msg::{CatalogueEvent, LedgerEvent, OffersEvent, Opened, PhoneEvent, StudioEvent};
use crate::config::{Environment, LogConfig};
use crate::domain::catalogue::{Catalogue, OfferList};
use crate::domain::fault::{Fault, FaultKind, LedgerFault};
use crate::domain::intent::{Abandonment, Intent, PassOrder, Step};
use crate::domain::language::Language;
use crate::domain::membership::{Papers, Signatures};
use crate::domain::money::Money;
use crate::domain::offer::OfferId;
use crate::domain::pass::ClaimCode;
use crate::domain::payment::{PaymentId, PaymentScope, PaymentSession, PhoneTask};
use crate::domain::person::CustomerId;
use crate::domain::text::Text;
use crate::domain::time::{TimeZone, Timestamp};
use crate::domain::tries::{Tried, Try};
use crate::sandbox::World;

/// The pretend studio without a network between; its clock is off by what the test says.
struct InProcess {
    world: Mutex<World>,
    key: String,
    offset: Mutex<Option<ClockOffset>>,
}

impl InProcess {
    fn new() -> Self {
        let world = World::new(1, Timestamp::UNIX_EPOCH);
        let key = world.key().to_owned();
        Self { world: Mutex::new(world), key, offset: Mutex::default() }
    }
}

impl Transport for InProcess {
    async fn exchange(&self, call: Call, _: Manner) -> Result<Answer, Fault> {
        Ok(self.world.lock().expect("no panic").answer(Timestamp::UNIX_EPOCH, &call, Some(&self.key)))
    }
}

/// Services on a studio of their own, and what they answer.
struct Trial {
    services: Services<InProcess>,
    events: mpsc::Receiver<Event>,
    dir: tempfile::TempDir,
}

impl Trial {
    fn new(pretend: Option<Pretend>) -> Self {
        Self::with(InProcess::new(), pretend, Log::none())
    }

    fn with(studio: InProcess, pretend: Option<Pretend>, log: Log) -> Self {
        let dir = tempfile::tempdir().expect("a directory");
        let (sender, events) = mpsc::channel(16);
        let parts = Parts {
            client: Client::new(studio, TimeZone::UTC),
            clock_offset: |transport: &InProcess| *transport.offset.lock().expect("no panic"),
            data_dir: dir.path().to_owned(),
            base_url: "https://club.example".to_owned(),
            payment: payment("127.0.0.1:0".parse().expect("an address")),
            theme: ThemeName::Dark,
            words: Arc::new(Words::load().expect("words")),
            pretend,
            log,
        };
        Self { services: Services::new(parts, sender), events, dir }
    }

    async fn answer(&mut self, effect: Effect) -> Event {
        self.services.perform(effect);
        self.next().await
    }

    async fn next(&mut self) -> Event {
        self.events.recv().await.expect("an answer")
    }

    fn set_clock(&self, seconds: u64) {
        let offset = ClockOffset { off_by: Duration::from_secs(seconds), ahead: true };
        *self.services.studio.client.transport().offset.lock().expect("no panic") = Some(offset);
    }
}

fn payment(listen: SocketAddr) -> PaymentConfig {
    PaymentConfig::with_defaults(listen, Environment::Test, "DE".into())
}

fn intent() -> Intent {
    let code = ClaimCode::from_random([3; 12]);
    let order = PassOrder {
        offer: OfferId(1),
        offer_name: Text::name("Day ticket"),
        customer: CustomerId(2),
        valid_from: jiff::civil::date(2026, 1, 15),
        valid_until: None,
        payable: Money::parse("20.00", "EUR").expect("money"),
    };
    Intent::new(code.reference().clone(), code.hash(), Timestamp::UNIX_EPOCH, order.into())
}

fn page() -> Arc<PhonePage> {
    let session = PaymentSession { token: Secret::new("session"), valid_until: Timestamp::MAX, payer: None };
    let amount = *intent().order.payable().expect("a price");
    Arc::new(PhonePage {
        payment: PaymentId { reference: intent().reference, attempt: 1, showing: 1 },
        task: PhoneTask::Pay { session, amount, scope: PaymentScope::Ecom },
        step: 1,
        steps: 1,
        item: Text::name("Day ticket"),
        studio: Text::name("Gym"),
        language: Language::En,
        until: Timestamp::MAX,
        extendable: true,
        claim: None,
    })
}

#[tokio::test]
async fn a_question_is_answered_by_the_event_of_its_name_and_number() {
    let mut trial = Trial::new(None);
    let effect = Effect::Offers(RequestId(7), Language::De, OffersEffect::ListOffers);
    let Event::Offers(RequestId(7), OffersEvent::OffersListed(Ok(offers))) = trial.answer(effect).await
    else {
        panic!("another answer")
    };
    assert!(offers.len() >= 8);
    let effect = Effect::Studio(RequestId(8), Language::De, StudioEffect::ReadInformation);
    let answer = trial.answer(effect).await;
    assert!(matches!(answer, Event::Studio(RequestId(8), StudioEvent::InformationRead(Ok(_)))), "{answer:?}");
}

#[tokio::test]
async fn a_catalogue_is_kept_and_where_it_cannot_be_the_ledger_goes_on() {
    let mut trial = Trial::new(None);
    let list = OfferList { offers: [].into(), read_at: Timestamp::UNIX_EPOCH };
    let catalogue = Box::new(Catalogue { studio: Some("Gym".into()), lists: [(Language::De, list)].into() });
    let loaded = |catalogue| Event::Catalogue(CatalogueEvent::CatalogueLoaded(catalogue));
    let load = || Effect::Catalogue(CatalogueEffect::LoadCatalogue);
    let keep = || Effect::Catalogue(CatalogueEffect::KeepCatalogue(catalogue.clone()));
    assert_eq!(trial.answer(load()).await, loaded(Box::default()));
    trial.services.perform(keep());
    assert_eq!(trial.answer(load()).await, loaded(catalogue.clone()));

    let file = trial.dir.path().join(crate::kept::FILE);
    std::fs::remove_file(&file).expect("a file");
    std::fs::create_dir(&file).expect("a directory in its place");
    trial.services.perform(keep());
    assert_eq!(trial.answer(load()).await, loaded(Box::default()));
    let opened = trial.answer(Effect::Ledger(LedgerEffect::OpenLedger)).await;
    assert!(matches!(opened, Event::Ledger(LedgerEvent::LedgerOpened(Ok(_)))), "{opened:?}");
}

#[tokio::test]
async fn a_fault_is_an_answer_too() {
    let mut trial = Trial::new(None);
    let effect = Effect::Offers(RequestId(1), Language::En, OffersEffect::ReadOffer(OfferId(404)));
    let Event::Offers(_, OffersEvent::OfferRead(Err(fault))) = trial.answer(effect).await else {
        panic!("another answer")
    };
    assert_eq!(fault.kind, FaultKind::NotFound);
}

#[tokio::test]
async fn a_key_that_the_studio_refuses_is_noted_at_the_start() {
    let dir = tempfile::tempdir().expect("a directory");
    let file = dir.path().join("log");
    let log = Log::open(&LogConfig { file: Some(file.clone()), level: Level::Warn, size_max: 1 << 20 });
    let noted = || {
        log.flush();
        std::fs::read_to_string(&file).unwrap_or_default()
    };
    Trial::with(InProcess::new(), None, log.clone()).services.studio.note_refused_key().await;
    assert_eq!(noted(), "", "a key that is known is nothing to note");
    let stranger = InProcess { key: "canary-key".to_owned(), ..InProcess::new() };
    Trial::with(stranger, None, log.clone()).services.studio.note_refused_key().await;
    let noted = noted();
    assert!(noted.contains(r#""event":"key_refused""#) && !noted.contains("canary"), "{noted}");
}

#[tokio::test]
async fn the_clock_is_told_before_the_answer_and_again_only_when_it_moved() {
    let mut trial = Trial::new(None);
    let ask = || Effect::Studio(RequestId(1), Language::En, StudioEffect::ReadUtilization);
    let told = |seconds| Event::ClockCompared { off_by: Duration::from_secs(seconds), ahead: true };
    let is_answer = |event: &Event| matches!(event, Event::Studio(..));

    assert!(is_answer(&trial.answer(ask()).await), "nothing is known yet");
    trial.set_clock(100);
    assert_eq!(trial.answer(ask()).await, told(100));
    assert!(is_answer(&trial.next().await));
    trial.set_clock(101);
    assert!(is_answer(&trial.answer(ask()).await), "a second is no news");
    trial.set_clock(103);
    assert_eq!(trial.answer(ask()).await, told(103));
}

#[tokio::test]
async fn the_ledger_writes_in_the_order_it_is_told() {
    let mut trial = Trial::new(None);
    let reference = intent().reference;
    let step = Step::Abandoned { why: Abandonment::Cancelled };
    trial.services.perform(Effect::Ledger(LedgerEffect::OpenLedger));
    trial.services.perform(Effect::Ledger(LedgerEffect::RecordIntent(Box::new(intent()))));
    let at = Timestamp::UNIX_EPOCH;
    trial.services.perform(Effect::Ledger(LedgerEffect::RecordStep {
        reference: reference.clone(),
        at,
        step,
    }));
    assert_eq!(trial.next().await, Event::Ledger(LedgerEvent::LedgerOpened(Ok(Opened::default()))));
    assert_eq!(trial.next().await, Event::Ledger(LedgerEvent::IntentRecorded(reference.clone(), Ok(()))));
    assert_eq!(trial.next().await, Event::Ledger(LedgerEvent::StepRecorded(reference, Ok(()))));
    assert_eq!(crate::ledger::sales(trial.dir.path()).expect("readable").len(), 1);
}

#[tokio::test]
async fn a_ledger_that_is_not_open_refuses_instead_of_being_silent() {
    let mut trial = Trial::new(None);
    let answer = trial.answer(Effect::Ledger(LedgerEffect::RecordIntent(Box::new(intent())))).await;
    let refused = LedgerEvent::IntentRecorded(intent().reference, Err(LedgerFault::Failed));
    assert_eq!(answer, Event::Ledger(refused));
}

#[tokio::test]
async fn a_ledger_can_be_opened_again_after_a_failure() {
    let mut trial = Trial::new(None);
    for _ in 0..2 {
        let answer = trial.answer(Effect::Ledger(LedgerEffect::OpenLedger)).await;
        assert_eq!(answer, Event::Ledger(LedgerEvent::LedgerOpened(Ok(Opened::default()))));
    }
}

#[tokio::test]
async fn wrong_tries_and_booked_modules_are_kept_and_told() {
    let mut trial = Trial::new(None);
    let open = || Effect::Ledger(LedgerEffect::OpenLedger);
    let opened = |tries| Event::Ledger(LedgerEvent::LedgerOpened(Ok(Opened { intents: vec![], tries })));
    let wrong = Try { who: Tried::Customer(CustomerId(2)), at: crate::clock::wall() };
    let tried = || Effect::Ledger(LedgerEffect::RecordTry(RequestId(1), wrong.clone()));
    let refused = LedgerEvent::TryRecorded(RequestId(1), Err(LedgerFault::Failed));
    assert_eq!(trial.answer(tried()).await, Event::Ledger(refused), "the ledger is not open");
    assert_eq!(trial.answer(open()).await, opened(vec![]));
    let recorded = LedgerEvent::TryRecorded(RequestId(1), Ok(()));
    assert_eq!(trial.answer(tried()).await, Event::Ledger(recorded));
    assert_eq!(trial.answer(open()).await, opened(vec![wrong.clone()]));
    let find = Effect::Ledger(LedgerEffect::FindModules(RequestId(2), CustomerId(2)));
    let found = LedgerEvent::ModulesFound(RequestId(2), Ok([].into()));
    assert_eq!(trial.answer(find).await, Event::Ledger(found));
}

#[tokio::test]
async fn a_ledger_that_vanished_is_never_replaced_by_an_empty_one_while_the_process_lives() {
    let mut trial = Trial::new(None);
    let open = || Effect::Ledger(LedgerEffect::OpenLedger);
    let find = || Effect::Ledger(LedgerEffect::FindIntent(RequestId(1), intent().reference));
    let record = || Effect::Ledger(LedgerEffect::RecordIntent(Box::new(intent())));
    let damaged = || Event::Ledger(LedgerEvent::LedgerOpened(Err(LedgerFault::Damaged)));
    assert_eq!(trial.answer(open()).await, Event::Ledger(LedgerEvent::LedgerOpened(Ok(Opened::default()))));
    for name in ["ledger.sqlite", "ledger.sqlite-wal", "ledger.sqlite-shm", "lock"] {
        std::fs::remove_file(trial.dir.path().join(name)).expect("a file");
    }
    let refused = LedgerEvent::IntentRecorded(intent().reference, Err(LedgerFault::Damaged));
    assert_eq!(trial.answer(record()).await, Event::Ledger(refused));
    let unknown = LedgerEvent::IntentFound(RequestId(1), Err(LedgerFault::Damaged));
    assert_eq!(trial.answer(find()).await, Event::Ledger(unknown), "not: there is no such sale");
    for _ in 0..2 {
        assert_eq!(trial.answer(open()).await, damaged());
    }
    // A ledger, but not the one whose sales this process knows.
    let (other, _) = crate::ledger::Ledger::open(trial.dir.path()).await.expect("a new one");
    other.close().await.expect("closed");
    assert_eq!(trial.answer(open()).await, damaged());
}

#[tokio::test]
async fn closing_does_what_was_told_before_and_leaves_the_ledger_free() {
    let trial = Trial::new(None);
    let order = intent();
    trial.services.perform(Effect::Ledger(LedgerEffect::OpenLedger));
    trial.services.perform(Effect::Ledger(LedgerEffect::RecordIntent(Box::new(order.clone()))));
    // Nobody listens any more, as at the end of the process.
    drop(trial.events);
    trial.services.close().await;
    let (_, remembered) = crate::ledger::Ledger::open(trial.dir.path()).await.expect("free");
    assert_eq!(remembered.intents, [order]);
}

#[tokio::test]
async fn a_page_is_shown_under_an_address_and_the_pretend_phone_pays_it() {
    let mut trial = Trial::new(Some(Box::new(|page: &PhonePage| {
        (page.session()?.token.reveal() == "session").then(|| Pretended::Paid(Secret::new("paid")))
    })));
    let payment = page().payment.clone();
    let shown = trial.answer(Effect::Phone(PhoneEffect::ShowPage(page()))).await;
    let Event::Phone(PhoneEvent::PageShown(of, Ok(address))) = shown else { panic!("{shown:?}") };
    assert_eq!(of, payment);
    assert!(address.starts_with("HTTP://127.0.0.1:"), "{address}");

    let taken = trial.answer(Effect::Phone(PhoneEffect::PretendPhone(page()))).await;
    assert_eq!(taken, Event::Phone(PhoneEvent::PageTaken(payment.clone())));
    let delivered = trial.next().await;
    assert_eq!(delivered, Event::Phone(PhoneEvent::TokenArrived(payment, Secret::new("paid"))));
}

#[tokio::test]
async fn the_pretend_phone_signs_what_is_to_be_signed() {
    let drawn = Arc::new(Signatures::default());
    let signatures = Arc::clone(&drawn);
    let mut trial = Trial::new(Some(Box::new(move |page: &PhonePage| {
        page.session().is_none().then(|| Pretended::Signed(Arc::clone(&signatures)))
    })));
    let task = PhoneTask::Sign(Arc::new(Papers::default()));
    let page = Arc::new(PhonePage { task, ..PhonePage::clone(&page()) });
    let taken = trial.answer(Effect::Phone(PhoneEffect::PretendPhone(Arc::clone(&page)))).await;
    assert_eq!(taken, Event::Phone(PhoneEvent::PageTaken(page.payment.clone())));
    let signed = trial.next().await;
    assert_eq!(signed, Event::Phone(PhoneEvent::PapersSigned(page.payment.clone(), drawn)));
}

#[tokio::test]
async fn without_a_phone_to_pretend_the_answer_is_that_it_failed() {
    let mut trial = Trial::new(None);
    let answer = trial.answer(Effect::Phone(PhoneEffect::PretendPhone(page()))).await;
    assert_eq!(answer, Event::Phone(PhoneEvent::PretendFailed(page().payment.clone())));
}

#[tokio::test]
async fn a_port_that_is_taken_is_a_fault_of_the_page() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let (sender, mut events) = mpsc::channel(4);
    let desk = phone::Desk::open(
        payment(taken.local_addr().expect("an address")),
        ThemeName::Dark,
        Arc::new(Words::load().expect("words")),
        None,
        Log::none(),
        sender,
    );
    desk.perform(PhoneEffect::ShowPage(page()));
    let answer = events.recv().await;
    assert!(matches!(answer, Some(Event::Phone(PhoneEvent::PageShown(_, Err(_))))), "{answer:?}");
}
