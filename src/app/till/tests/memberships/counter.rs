//! What is spelled out of memberships.

use super::*;

impl Counter {
    pub(super) fn conclude(&mut self, request: Request, party: Party, papers: Papers) -> Vec<&'static str> {
        let choice = Choice {
            term: TermId(81),
            start: date(1970, 2, 1),
            pre_use: None,
            selectable: vec![],
            optional: vec![],
            referral: None,
            voucher: None,
        };
        let new = NewMembership {
            request,
            draft: Box::new(Draft { party, choice }),
            papers,
            choices: vec![],
            language: Language::En,
            studio: Text::name("Studio"),
            reference_text: ReferenceText::default(),
        };
        self.reference = self.till.conclude(self.now(), new, &mut self.out);
        self.issued()
    }

    pub(super) fn join(&mut self, due: &str, signs: bool) -> Vec<&'static str> {
        let request = Request::Join(Join { membership: membership(due).into() });
        self.conclude(request, Party::New(applicant()), papers(signs))
    }

    pub(super) fn add(&mut self, due: &str, signs: bool) -> Vec<&'static str> {
        let request = Request::Add(Add { member: MEMBER, membership: membership(due).into() });
        self.conclude(request, Party::Customer(MEMBER), papers(signs))
    }

    pub(super) fn switch(&mut self, source: u64) -> Vec<&'static str> {
        let (config, source) = (SwitchConfigId(5), ContractId(source));
        let request = Switch {
            member: MEMBER,
            source,
            left: Text::name("Basic"),
            config,
            membership: membership("0").into(),
        };
        let party = Party::Switching { member: MEMBER, config, source };
        self.conclude(Request::Switch(request), party, papers(false))
    }

    /// A switch that left, with the contract that is left and another one there before.
    pub(super) fn switching() -> Self {
        let mut counter = Self::open();
        counter.switch(1000);
        assert_eq!(counter.intent_is_on_disk(), ["list contracts"]);
        assert_eq!(counter.contracts_are(&[basic(), ours(999)]), ["record submitted"]);
        assert_eq!(counter.step_is_on_disk(), ["conclude membership"]);
        counter
    }

    pub(super) fn session_of(&mut self, payer: Option<&str>) -> Vec<&'static str> {
        let session = PaymentSession {
            token: Secret::new("session"),
            valid_until: self.now().wall + Duration::from_mins(10),
            payer: payer.map(|payer| PayerId(Secret::new(payer))),
        };
        let request = self.last.expect("asked");
        self.tell(Event::Payments(request, PaymentsEvent::SessionOpened(Ok(session))))
    }

    pub(super) fn session_fails_with(&mut self, kind: FaultKind) -> Vec<&'static str> {
        let failed = PaymentsEvent::SessionOpened(Err(Fault::new(kind)));
        self.tell(Event::Payments(self.last.expect("asked"), failed))
    }

    /// The n-th session behind the first code.
    pub(super) fn behind_first(&self, attempt: u8) -> PaymentId {
        PaymentId { reference: self.reference(), attempt, showing: 1 }
    }

    pub(super) fn phone_signs(&mut self) -> Vec<&'static str> {
        self.tell(Event::Phone(PhoneEvent::PapersSigned(self.behind_first(0), signed())))
    }

    pub(super) fn phone_gives(&mut self, attempt: u8, token: &str) -> Vec<&'static str> {
        let payment = self.behind_first(attempt);
        self.tell(Event::Phone(PhoneEvent::TokenArrived(payment, Secret::new(token))))
    }

    pub(super) fn search_brings(&mut self, found: &[(u64, Option<&str>)]) -> Vec<&'static str> {
        let customer = |(id, reference): &(u64, Option<&str>)| Customer {
            id: CustomerId(*id),
            first_name: Some("Ada".into()),
            last_name: Some("LOVELACE".into()),
            email: Some("Ada@example.org".into()),
            date_of_birth: Some(date(1950, 12, 10)),
            access_refusal: false,
            status: CustomerStatus::Member,
            third_party_id: reference.map(str::to_owned),
        };
        let found = found.iter().map(customer).collect();
        self.tell(Event::Customers(self.last.expect("asked"), CustomersEvent::ApplicantSearched(Ok(found))))
    }

    pub(super) fn contracts_are(&mut self, contracts: &[Contract]) -> Vec<&'static str> {
        let listed = ContractsEvent::ContractsListed(Ok(contracts.into()));
        self.tell(Event::Contracts(self.last.expect("asked"), listed))
    }

    pub(super) fn concluded(&mut self, result: Result<Option<CustomerId>, FaultKind>) -> Vec<&'static str> {
        let answer = MembershipsEvent::MembershipConcluded(result.map_err(Fault::new));
        self.tell(Event::Memberships(self.last.expect("asked"), answer))
    }

    /// What was sent.
    pub(super) fn sent(&self) -> &Conclusion {
        let sent = self.effects.iter().find_map(|effect| match effect {
            Effect::Memberships(_, _, MembershipsEffect::ConcludeMembership(sent)) => Some(sent.as_ref()),
            _ => None,
        });
        sent.expect("it was sent")
    }

    /// For whom the session that was asked for last is, and over how much.
    pub(super) fn asked_for(&self) -> (Payer, String) {
        let asked = self.effects.iter().find_map(|effect| match effect {
            Effect::Payments(_, _, PaymentsEffect::OpenSession { payer, amount, .. }) => {
                Some((payer.clone(), amount.to_string()))
            }
            _ => None,
        });
        asked.expect("a session was asked for")
    }

    /// Somebody joins, with two tokens, as far as the call.
    pub(super) fn joining() -> Self {
        let mut counter = Self::open();
        counter.join("29.90", false);
        counter.intent_is_on_disk();
        counter.session_of(Some("payer"));
        counter.step_is_on_disk();
        counter.phone_gives(1, "for later");
        counter.session_of(Some("payer"));
        counter.step_is_on_disk();
        counter.phone_gives(2, "for now");
        assert_eq!(counter.step_is_on_disk(), ["accepted", "search applicant"]);
        assert_eq!(counter.search_brings(&[(60, None)]), ["record submitted"], "disk before the call");
        assert_eq!(counter.step_is_on_disk(), ["conclude membership"]);
        counter
    }

    /// A member adds one that is free, as far as the call.
    pub(super) fn adding() -> Self {
        let mut counter = Self::open();
        counter.add("0", false);
        assert_eq!(counter.intent_is_on_disk(), ["list contracts"]);
        assert_eq!(counter.contracts_are(&[ours(1000)]), ["record submitted"]);
        assert_eq!(counter.step_is_on_disk(), ["conclude membership"]);
        counter
    }
}
