//! Memberships in the pretend studio, through the client: joining with two tokens, one more, and a switch.

use super::*;
use walkin::domain::membership::{
    Applicant, Choice, Conclusion, Draft, HomeAddress, MembershipOfferDetail, MembershipOfferId,
    OfferExtensionKind, OfferModuleId, Papers, Party, PreUse, Signature, Signatures, TermDetail, TermId,
};
use walkin::domain::money::Money;
use walkin::domain::person::CustomerStatus;

/// A year of Classic, which has to be signed.
const CLASSIC: MembershipOfferId = MembershipOfferId(70_200);
const CLASSIC_YEAR: TermId = TermId(71_201);
/// What is due for it on signing.
const DUE: &str = "68.90";
/// A year of Basic, of which nothing is due on signing.
const BASIC_YEAR: TermId = TermId(71_101);

fn new_member() -> Applicant {
    Applicant {
        first_name: "Ada".into(),
        second_first_name: None,
        last_name: "Neu".into(),
        second_last_name: None,
        date_of_birth: date(1990, 1, 2),
        place_of_birth: None,
        country_of_birth: None,
        email: "ada.neu@example.com".into(),
        gender: Some(Gender::Female),
        phone_private: None,
        phone_mobile: Some("+4930123456".into()),
        address: HomeAddress {
            street: "Turbinenweg".into(),
            house_number: Some("8a".into()),
            zip_code: "10245".into(),
            city: "Berlin".into(),
            country: "DE".into(),
            ..HomeAddress::default()
        },
        language: DE,
        tax_id: None,
        document: None,
        consents: vec![],
        additional: vec![],
    }
}

fn draft(party: Party, term: TermId) -> Draft {
    let choice = Choice {
        term,
        start: date(2026, 7, 1),
        pre_use: None,
        selectable: vec![],
        optional: vec![],
        referral: None,
        voucher: None,
    };
    Draft { party, choice }
}

fn conclusion(draft: Draft, reference: &str) -> Conclusion {
    Conclusion {
        draft,
        reference: reference.parse().expect("a reference"),
        recurring: None,
        upfront: None,
        signatures: Signatures::default(),
    }
}

/// Every signature that an offer wants.
fn signed(detail: &MembershipOfferDetail) -> Signatures {
    let drawn = || Signature::new("PHN2Zy8+").expect("base64");
    let papers =
        Papers { facts: vec![], texts: detail.texts.clone(), signs_contract: detail.signature_required };
    let signatures = Signatures {
        contract: papers.signs_contract.then(drawn),
        texts: papers.signed_texts().map(|text| (text, drawn())).collect(),
    };
    assert!(papers.are_signed_by(&signatures));
    signatures
}

/// Opens a session and agrees in it.
async fn token(
    client: &Client<InProcess>,
    payer: &Payer,
    scope: PaymentScope,
    due: Money,
) -> (Secret, Payer) {
    let session = client.open_session(DE, payer, scope, due, &Text::name("Mitgliedschaft"), &[]).await;
    let session = session.expect("a session");
    let carrier = client.transport();
    let mut world = carrier.world.lock().expect("unpoisoned");
    let token = world.authorise(carrier.now, session.token.reveal()).expect("an open session");
    (Secret::new(token), session.payer.map_or(Payer::New, Payer::Known))
}

fn euros(amount: &str) -> Money {
    Money::parse(amount, "EUR").expect("money")
}

/// Joins, and gives who joined.
async fn join(client: &Client<InProcess>) -> CustomerId {
    let offers = client.list_membership_offers(DE).await.expect("offers");
    let offer = offers.iter().find(|offer| offer.id == CLASSIC).expect("Classic");
    let detail = client.read_membership_offer(DE, CLASSIC).await.expect("a detail");
    assert_eq!((&detail.offer.name, &detail.offer.terms), (&offer.name, &offer.terms));
    assert!(detail.term(CLASSIC_YEAR).is_some_and(TermDetail::is_orderable));

    let applicant = new_member();
    assert_eq!(client.search_applicant(DE, &applicant).await, Ok(vec![]));
    let draft = draft(Party::New(Box::new(applicant.clone())), CLASSIC_YEAR);
    let preview = client.preview_membership(DE, &draft).await.expect("a preview");
    assert!(preview.is_complete());
    assert_eq!(preview.due, Some(euros(DUE)));

    let (recurring, payer) = token(client, &Payer::New, PaymentScope::MemberAccount, euros("0")).await;
    let (upfront, same) = token(client, &payer, PaymentScope::Ecom, euros(DUE)).await;
    assert_eq!(same, payer);
    let whole = Conclusion {
        recurring: Some(recurring.clone()),
        upfront: Some(upfront.clone()),
        signatures: signed(&detail),
        ..conclusion(draft, "K7Q2-M9XD")
    };
    let swapped = Conclusion { recurring: Some(upfront), upfront: Some(recurring), ..whole.clone() };
    let refused = client.conclude_membership(DE, &swapped).await.expect_err("in each other's place");
    assert_eq!(refused.kind, FaultKind::Invalid);
    let unsigned = Conclusion { signatures: Signatures::default(), ..whole.clone() };
    let refused = client.conclude_membership(DE, &unsigned).await.expect_err("unsigned");
    assert_eq!(refused.kind, FaultKind::Invalid);

    let joined = client.conclude_membership(DE, &whole).await.expect("concluded").expect("an id");
    let found = client.search_applicant(DE, &applicant).await.expect("people");
    let records = applicant.records(&found, &whole.reference);
    assert_eq!(records.iter().map(|record| record.customer).collect::<Vec<_>>(), [joined]);
    let person = client.read_customer(DE, joined).await.expect("a person");
    assert_eq!(person.third_party_id.as_deref(), Some("K7Q2-M9XD"));
    assert_eq!(person.status, CustomerStatus::Member);
    let contracts = client.list_contracts(DE, joined).await.expect("contracts");
    let [contract] = &contracts[..] else { panic!("one contract, not {contracts:?}") };
    assert_eq!(contract.start, Some(date(2026, 7, 1)));
    joined
}

/// One more for somebody who is known, with a voucher and a module.
async fn add(client: &Client<InProcess>, customer: CustomerId) {
    let mut draft = draft(Party::Customer(customer), BASIC_YEAR);
    draft.choice.voucher = Voucher::new("never-heard-of");
    let preview = client.preview_membership(DE, &draft).await.expect("a preview");
    assert_eq!(preview.voucher.error, Some(VoucherError::InvalidCode));
    draft.choice.optional = vec![OfferModuleId(1)];
    let refused = client.preview_membership(DE, &draft).await.expect_err("of no term");
    assert_eq!(refused.kind, FaultKind::Invalid);
    (draft.choice.voucher, draft.choice.optional) = (None, vec![]);
    let preview = client.preview_membership(DE, &draft).await.expect("a preview");
    let due = preview.due.expect("what is due");
    let mut whole = conclusion(draft, "AAAA-BBBB");
    if !due.is_zero() {
        let (upfront, _) = token(client, &Payer::Customer(customer), PaymentScope::Ecom, due).await;
        whole.upfront = Some(upfront);
    }
    let before = client.list_contracts(DE, customer).await.expect("contracts").len();
    assert_eq!(client.conclude_membership(DE, &whole).await, Ok(Some(customer)));
    assert_eq!(client.list_contracts(DE, customer).await.expect("contracts").len(), before + 1);
}

/// Leaves a contract for another.
async fn switch(client: &Client<InProcess>) {
    let contracts = client.list_contracts(DE, MEMBER).await.expect("contracts");
    let ways = client.list_switches(DE, MEMBER).await.expect("ways");
    let way = ways.first().expect("a way");
    let sources = way.leaves(&contracts, |contract| (contract.id, &contract.name));
    assert_eq!(sources.iter().map(|contract| contract.id).collect::<Vec<_>>(), [FLEX]);
    let detail = client.read_switch(DE, MEMBER, way.id).await.expect("a way");
    assert_eq!(&detail.config, way);
    let destination = detail.destinations.iter().find(|offer| offer.offer.id == CLASSIC).expect("Classic");
    assert!(destination.term(CLASSIC_YEAR).is_some_and(TermDetail::is_orderable));

    let party = Party::Switching { member: MEMBER, config: way.id, source: FLEX };
    let draft = draft(party, CLASSIC_YEAR);
    let preview = client.preview_membership(DE, &draft).await.expect("a preview");
    assert!(preview.is_complete() && preview.base.is_none());
    let due = preview.due.expect("what is due");
    let (upfront, _) = token(client, &Payer::Customer(MEMBER), PaymentScope::Ecom, due).await;
    let whole = Conclusion { upfront: Some(upfront), ..conclusion(draft, "CCCC-DDDD") };
    assert_eq!(client.conclude_membership(DE, &whole).await, Ok(Some(MEMBER)));
    let again = client.conclude_membership(DE, &whole).await.expect_err("it is left already");
    assert!(again.message.is_some(), "{again:?}");
    let after = client.list_contracts(DE, MEMBER).await.expect("contracts");
    assert_eq!(after.len(), contracts.len() + 1);
}

/// Joins, adds one more and switches.
pub async fn conclude(client: &Client<InProcess>) {
    let joined = join(client).await;
    add(client, joined).await;
    switch(client).await;
}

/// Nothing that is on offer is sent that the client does not understand in full, but for what is odd on purpose.
#[tokio::test]
async fn every_membership_of_the_pretend_studio_is_understood() {
    let client = InProcess::new().client();
    let offers = client.list_membership_offers(DE).await.expect("offers");
    assert!(offers.len() >= 4, "{}", offers.len());
    for offer in offers.iter() {
        let detail = client.read_membership_offer(DE, offer.id).await.expect("a detail");
        assert_eq!(detail.offer.terms, offer.terms);
        assert!(!matches!(offer.pre_use, PreUse::Other(_)), "{offer:?}");
        assert!(detail.texts.iter().all(|text| text.text.is_whole() && text.id.is_some()), "{detail:?}");
        for term in &detail.terms {
            assert!(term.is_orderable(), "{term:?}");
            assert!(!matches!(term.term.frequency.frequency.rhythm, Rhythm::Other(_)), "{term:?}");
            assert!(!matches!(term.extension.kind, OfferExtensionKind::Other(_)), "{term:?}");
            assert!(term.optional.iter().all(|module| module.frequency.is_some()), "{term:?}");
        }
    }
}
