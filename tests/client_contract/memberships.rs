//! Memberships: offers, previews, what concludes one, and switches.

mod offers;
mod previews;
mod requests;

use super::openapi::{check_request, examples};
use super::*;
use walkin::domain::contract::ContractId;
use walkin::domain::membership::{
    AdditionalAnswer, Applicant, Choice, Conclusion, Document, DocumentKind, Draft, HomeAddress,
    MembershipOfferDetail, MembershipOfferId, MembershipPreview, OfferModuleId, Party, Signature, Signatures,
    SwitchConfigId, TermId, TextBlockId,
};
use walkin::domain::person::{Consent, ConsentChannel, FieldId, Gender};

const MEMBERSHIP: MembershipOfferId = MembershipOfferId(1_234_567_890);
const CONFIG: SwitchConfigId = SwitchConfigId(1000);

/// Whose contract it is.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Whose {
    Signup,
    Add,
    Switch,
}

use Whose::{Add, Signup, Switch};

/// The ten operations.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Ask {
    Offers,
    Offer,
    Switches,
    SwitchDetail,
    Preview(Whose),
    Conclude(Whose),
}

const ALL: [Ask; 10] = [
    Ask::Offers,
    Ask::Offer,
    Ask::Switches,
    Ask::SwitchDetail,
    Ask::Preview(Signup),
    Ask::Preview(Add),
    Ask::Preview(Switch),
    Ask::Conclude(Signup),
    Ask::Conclude(Add),
    Ask::Conclude(Switch),
];

impl Ask {
    async fn of(self, client: &Client<Script>) -> Result<(), Fault> {
        match self {
            Self::Offers => client.list_membership_offers(EN).await.map(drop),
            Self::Offer => client.read_membership_offer(EN, MEMBERSHIP).await.map(drop),
            Self::Switches => client.list_switches(EN, CUSTOMER).await.map(drop),
            Self::SwitchDetail => client.read_switch(EN, CUSTOMER, CONFIG).await.map(drop),
            Self::Preview(whose) => client.preview_membership(EN, &draft(whose)).await.map(drop),
            Self::Conclude(whose) => client.conclude_membership(EN, &conclusion(whose)).await.map(drop),
        }
    }

    /// Whether the answer is an acknowledgement and nothing else.
    fn is_acknowledged(self) -> bool {
        matches!(self, Self::Conclude(Add | Switch))
    }
}

/// Somebody who says everything that can be asked.
pub fn applicant() -> Applicant {
    Applicant {
        first_name: "Peter".into(),
        second_first_name: Some("Paul".into()),
        last_name: "Muller".into(),
        second_last_name: Some("Garcia".into()),
        date_of_birth: date(1999, 8, 24),
        place_of_birth: Some("Roma".into()),
        country_of_birth: Some("IT".into()),
        email: "peter@example.com".into(),
        gender: Some(Gender::Male),
        phone_private: Some("+4940123".into()),
        phone_mobile: Some("+44987654321".into()),
        address: HomeAddress {
            street: "Raboisen Street".into(),
            house_number: Some("3-4".into()),
            zip_code: "220-99".into(),
            city: "Hamburg".into(),
            country: "DE".into(),
            second_street: Some("Hof".into()),
            city_part: Some("Altstadt".into()),
            district: Some("Mitte".into()),
            street_type: Some("Calle".into()),
            street_block: Some("B".into()),
            portal: Some("2".into()),
            stairway: Some("C".into()),
            door: Some("7".into()),
            province: Some("Hamburg".into()),
            additional: Some("c/o Ada".into()),
            floor: Some("3".into()),
            building: Some("Turm".into()),
        },
        language: Language::De,
        tax_id: Some("DE123".into()),
        document: Some(Document { number: "CX5432112345DS".into(), kind: DocumentKind::IdCard }),
        consents: vec![Consent {
            category: "CONTRACT".into(),
            channels: vec![ConsentChannel { channel: "EMAIL".into(), overridable: true, active: true }],
        }],
        additional: vec![AdditionalAnswer { field: FieldId(5), value: "5001".into() }],
    }
}

fn draft(whose: Whose) -> Draft {
    let party = match whose {
        Signup => Party::New(Box::new(applicant())),
        Add => Party::Customer(CUSTOMER),
        Switch => Party::Switching { member: CUSTOMER, config: CONFIG, source: ContractId(1002) },
    };
    let choice = Choice {
        term: TermId(1000),
        start: date(2026, 2, 1),
        pre_use: Some(date(2026, 1, 15)),
        selectable: vec![OfferModuleId(301)],
        optional: vec![OfferModuleId(401)],
        referral: Some("FRIEND".into()),
        voucher: Voucher::new("123"),
    };
    Draft { party, choice }
}

fn conclusion(whose: Whose) -> Conclusion {
    let drawn = || Signature::new("PHN2Zy8+").expect("base64");
    Conclusion {
        draft: draft(whose),
        reference: "K7Q2-M9XD".parse().expect("a reference"),
        recurring: (whose == Signup).then(|| Secret::new("recurring-token")),
        upfront: Some(Secret::new("upfront-token")),
        signatures: Signatures { contract: Some(drawn()), texts: vec![(TextBlockId(501), drawn())] },
    }
}

/// The document's example of an answer.
fn example(ask: Ask) -> Value {
    let path = match ask {
        Ask::Offers => "/v1/memberships/membership-offers".to_owned(),
        Ask::Offer => format!("/v1/memberships/membership-offers/{}", MEMBERSHIP.0),
        Ask::SwitchDetail => "/v1/memberships/67890/membership-switch/configs/1000".to_owned(),
        Ask::Preview(Switch) => "/v1/memberships/67890/membership-switch/preview".to_owned(),
        Ask::Preview(_) => "/v1/memberships/signup/preview".to_owned(),
        other => panic!("{other:?} is answered with less"),
    };
    let call = if matches!(ask, Ask::Preview(_)) {
        Call::post(path, &json!({})).expect("JSON")
    } else {
        Call::get(path)
    };
    examples(&call).remove(0)
}

async fn detail(body: &Value) -> Result<MembershipOfferDetail, Fault> {
    told(body).read_membership_offer(EN, MEMBERSHIP).await
}

async fn preview(body: &Value) -> Result<MembershipPreview, Fault> {
    told(body).preview_membership(EN, &draft(Signup)).await
}

fn euros(amount: &str) -> Money {
    Money::parse(amount, "EUR").expect("money")
}

/// Every place below a value, each with its pointer.
fn places(value: &Value, pointer: &str, into: &mut Vec<String>) {
    let children: Vec<(String, &Value)> = match value {
        Value::Object(object) => object.iter().map(|(name, child)| (name.clone(), child)).collect(),
        Value::Array(array) => array.iter().enumerate().map(|(at, child)| (at.to_string(), child)).collect(),
        _ => Vec::new(),
    };
    for (name, child) in children {
        let place = format!("{pointer}/{name}");
        places(child, &place, into);
        into.push(place);
    }
}

/// A value with something else in every place, one after the other.
fn variants(value: &Value, odd: &Value) -> Vec<(String, Value)> {
    let mut all = Vec::new();
    places(value, "", &mut all);
    let variant = |place: String| {
        let mut changed = value.clone();
        *changed.pointer_mut(&place).expect("a place") = odd.clone();
        (place, changed)
    };
    all.into_iter().map(variant).collect()
}

#[tokio::test]
async fn every_request_is_one_of_the_contract_and_every_example_of_it_is_understood() {
    for ask in ALL {
        let client = client([]);
        assert_eq!(ask.of(&client).await, Err(FaultKind::Unreachable.into()));
        let (call, manner) = asked(&client).remove(0);
        check_request(&call);
        let concludes = matches!(ask, Ask::Conclude(_));
        let expected = if concludes { Manner::Purchase } else { Manner::Read };
        assert_eq!((manner, call.language), (expected, Some(EN)), "{ask:?}");
        if ask.is_acknowledged() {
            assert_eq!(ask.of(&told("")).await, Ok(()), "{ask:?}");
            continue;
        }
        let examples = examples(&call);
        assert!(!examples.is_empty(), "{ask:?} has an example");
        for example in examples {
            assert_eq!(ask.of(&told(&example)).await, Ok(()), "{ask:?}: {example}");
        }
    }
}

#[tokio::test]
async fn each_status_has_its_meaning_for_every_operation() {
    let words = json!({"errorMessage": "Nein.", "traceId": "t-1"}).to_string();
    for ask in ALL {
        for (status, kind, fate) in [
            (400, FaultKind::Invalid, Fate::Refused),
            (401, FaultKind::KeyRefused, Fate::Refused),
            (403, FaultKind::ScopeMissing, Fate::Refused),
            (404, FaultKind::NotFound, Fate::Refused),
            (409, FaultKind::Conflict, Fate::Refused),
            (429, FaultKind::RateLimited(Duration::from_mins(1)), Fate::NotDone),
            (500, FaultKind::Broken(500), Fate::Unknown),
            (503, FaultKind::Busy, Fate::Unknown),
        ] {
            let bare = client([(status, "<html>".to_owned())]);
            assert_eq!(ask.of(&bare).await, Err(kind.clone().into()), "{ask:?} {status}");
            let fault = ask.of(&client([(status, words.clone())])).await.expect_err("a fault");
            assert_eq!((fault.kind.clone(), fault.fate()), (kind, fate), "{ask:?}");
            assert_eq!(fault.message, Some(Text::long("Nein.")), "{ask:?}");
        }
    }
}

#[tokio::test]
async fn what_is_no_document_is_garbage_for_every_operation() {
    let deep = "[".repeat(100_000);
    for ask in ALL {
        for body in ["<html>Welcome</html>", r#"{"id": 12"#, "\u{feff}", "7", "\"ok\"", "true", &deep] {
            assert_eq!(ask.of(&told(body)).await, Err(FaultKind::Garbage.into()), "{ask:?} {body:.20}");
        }
        let nothing = if ask.is_acknowledged() { Ok(()) } else { Err(FaultKind::Garbage.into()) };
        assert_eq!(ask.of(&told("")).await, nothing, "{ask:?}");
        let lists = matches!(ask, Ask::Offers | Ask::Switches);
        for body in ["[]", "null"] {
            let empty = if lists { Ok(()) } else { Err(FaultKind::Garbage.into()) };
            assert_eq!(ask.of(&told(body)).await, empty, "{ask:?} {body}");
        }
        if lists {
            assert_eq!(ask.of(&told("{}")).await, Err(FaultKind::Garbage.into()), "{ask:?}");
            let flood = json!(vec![json!({"junk": true}); 1_001]);
            assert_eq!(ask.of(&told(flood)).await, Err(FaultKind::TooLarge.into()), "{ask:?}");
        }
    }
}
