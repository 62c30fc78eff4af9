//! A kiosk as far as a phone meets it: the page's server, a studio whose payment component is real, and the test itself in
//! place of whoever decides what comes next.

use std::sync::{Arc, mpsc as std_mpsc};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use tokio::runtime::{Builder, Runtime};
use tokio::sync::{mpsc, oneshot};
use walkin::api::Client;
use walkin::api::transport::Http;
use walkin::config::{ApiConfig, Environment, PaymentConfig};
use walkin::domain::language::Language;
use walkin::domain::membership::{Attachment, Papers, Prose, Signatures, TextBlock, TextBlockId};
use walkin::domain::money::Money;
use walkin::domain::pass::ClaimCode;
use walkin::domain::payment::{Payer, PaymentId, PaymentScope, PhonePage, PhoneTask, PhoneVerdict};
use walkin::domain::text::{Secret, Text};
use walkin::domain::time::{TimeZone, Timestamp};
use walkin::handoff::{Handoff, Report};
use walkin::words::Words;

use super::tenant::Tenant;

/// How long a phone may take for what it must do.
const PATIENCE: Duration = Duration::from_secs(20);
/// The pause between two looks at what phones have done.
const GLANCE: Duration = Duration::from_millis(10);

/// The page's server and the studio; both are gone when this is dropped.
pub struct Counter {
    /// The studio closes with it.
    _tenant: Tenant,
    handoff: Option<Handoff>,
    reports: mpsc::Receiver<Report>,
    client: Client<Http>,
    runtime: Runtime,
    words: Arc<Words>,
    language: Language,
    /// Sessions opened so far.
    attempt: u8,
    /// Who pays, from the first session on.
    payer: Payer,
    stop: Option<oneshot::Sender<()>>,
    server: Option<JoinHandle<()>>,
}

impl Counter {
    /// A counter whose pages are in this language.
    pub fn speaking(language: Language) -> Self {
        let tenant = Tenant::open();
        let words = Arc::new(Words::load().expect("word files"));
        let (sender, reports) = mpsc::channel(64);
        let config = PaymentConfig {
            widget_url: tenant.studio().widget_url.clone(),
            ..PaymentConfig::with_defaults(([127, 0, 0, 1], 0).into(), Environment::Sandbox, "DE".into())
        };
        let (stop, stopped) = oneshot::channel();
        let (ready, started) = std_mpsc::channel();
        let said = Arc::clone(&words);
        let server = thread::spawn(move || {
            runtime().block_on(async move {
                ready
                    .send(Handoff::start(&config, said, sender).await.expect("a server"))
                    .expect("somebody waits");
                stopped.await.ok();
            });
        });
        let handoff = Some(started.recv().expect("a server"));
        let api = ApiConfig {
            base_url: tenant.studio().api.clone(),
            key: Secret::new(tenant.studio().key.clone()),
        };
        let client = Client::new(Http::new(&api, "walkin-test").expect("a transport"), TimeZone::UTC);
        Self {
            _tenant: tenant,
            handoff,
            reports,
            client,
            runtime: runtime(),
            words,
            language,
            attempt: 0,
            payer: Payer::New,
            stop: Some(stop),
            server: Some(server),
        }
    }

    /// What the page says.
    pub fn say(&self, key: &str) -> String {
        self.words.speech(self.language).say(key)
    }

    /// The first step: papers to sign. Gives the address to scan.
    pub fn shows_papers(&self, papers: Papers) -> String {
        self.show(1, 3, PhoneTask::Sign(Arc::new(papers)))
    }

    /// Papers that are all there is to do.
    pub fn shows_only_papers(&self, papers: Papers) -> String {
        self.show(1, 1, PhoneTask::Sign(Arc::new(papers)))
    }

    /// The second step, under the same address: an instrument is kept.
    pub fn asks_for_an_instrument(&mut self) {
        self.open_session(2, "0.00", PaymentScope::MemberAccount);
    }

    /// The third step, under the same address: what is due is paid.
    pub fn asks_for_payment(&mut self) {
        self.open_session(3, "29.90", PaymentScope::Ecom);
    }

    fn open_session(&mut self, step: u8, amount: &str, scope: PaymentScope) {
        let amount = Money::parse(amount, "EUR").expect("money");
        let text = Text::name("Gold");
        let opened = self.client.open_session(self.language, &self.payer, scope, amount, &text, &[]);
        let session = self.runtime.block_on(opened).expect("a session");
        if let Some(payer) = session.payer.clone() {
            self.payer = Payer::Known(payer);
        }
        self.attempt += 1;
        self.show(step, 3, PhoneTask::Pay { session, amount, scope });
    }

    fn show(&self, step: u8, steps: u8, task: PhoneTask) -> String {
        let claim = ClaimCode::from_random([3; 12]);
        let page = PhonePage {
            payment: self.payment(),
            task,
            step,
            steps,
            item: "Gold, 12 months".into(),
            studio: "Kraftwerk Ostufer".into(),
            language: self.language,
            until: Timestamp::MAX,
            extendable: true,
            claim: Some(claim),
        };
        self.handoff().show_page(Arc::new(page)).expect("shown")
    }

    fn payment(&self) -> PaymentId {
        let reference = ClaimCode::from_random([3; 12]).reference().clone();
        PaymentId { reference, attempt: self.attempt, showing: 1 }
    }

    fn handoff(&self) -> &Handoff {
        self.handoff.as_ref().expect("it is open until it is dropped")
    }

    /// What a phone has signed.
    pub fn hears_signatures(&mut self) -> Arc<Signatures> {
        let expected = self.payment();
        match self.hears() {
            Report::Signed(payment, signatures) if payment == expected => signatures,
            other => panic!("a phone did something else: {other:?}"),
        }
    }

    /// That a phone has delivered the token of the session now open.
    pub fn hears_a_token(&mut self) {
        let expected = self.payment();
        match self.hears() {
            Report::Token(payment, _) if payment == expected => {}
            other => panic!("a phone did something else: {other:?}"),
        }
    }

    /// Nothing that counts has arrived.
    pub fn has_heard_nothing(&mut self) -> bool {
        std::iter::from_fn(|| self.reports.try_recv().ok()).all(|report| !counts(&report))
    }

    /// The next that counts of what phones do.
    fn hears(&mut self) -> Report {
        let began = Instant::now();
        loop {
            match self.reports.try_recv() {
                Ok(report) if counts(&report) => return report,
                Ok(_) => {}
                Err(_) => {
                    assert!(began.elapsed() < PATIENCE, "nothing arrives from the phone");
                    thread::sleep(GLANCE);
                }
            }
        }
    }

    /// What was delivered last is accepted.
    pub fn accepts(&self) {
        self.handoff().answer(&self.payment(), PhoneVerdict::Accepted);
    }

    /// The page ends.
    pub fn ends(&self) {
        self.handoff().hide_page(&self.payment());
    }
}

impl Drop for Counter {
    fn drop(&mut self) {
        self.handoff.take();
        self.stop.take().map(|stop| stop.send(()));
        self.server.take().map(JoinHandle::join);
    }
}

/// Whether it is more than where a phone stands.
fn counts(report: &Report) -> bool {
    matches!(report, Report::Signed(..) | Report::Token(..))
}

fn runtime() -> Runtime {
    Builder::new_current_thread().enable_all().build().expect("a runtime")
}

/// Papers as a studio has them: rules to sign with a link beside them, long terms to read, and the contract itself to sign.
pub fn papers() -> Papers {
    let block = |id, title: &str, text: &str| TextBlock {
        id: Some(TextBlockId(id)),
        title: Some(title.into()),
        text: Prose::new(text),
        order: 0,
        has_signature: false,
        shows_consents: false,
        confirmation_required: false,
        attachment: None,
        module: None,
    };
    let rules = "Bring a towel, and shoes for the inside.\n\nChildren under 14 train with a guardian.";
    let link = Attachment { title: "Floor plan".into(), url: Some("https://studio.example/plan.pdf".into()) };
    Papers {
        facts: [("Membership", "Gold, 12 months"), ("Per month", "€29.90"), ("Begins", "1 December 2026")]
            .map(|(label, fact)| (label.into(), fact.into()))
            .into(),
        texts: vec![
            TextBlock { has_signature: true, attachment: Some(link), ..block(77, "House rules", rules) },
            block(
                78,
                "Terms and conditions",
                &"The contract runs for 12 months and then goes on. ".repeat(80),
            ),
        ],
        signs_contract: true,
    }
}
