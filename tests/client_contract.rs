//! The client against answers as they come in the field: tolerant where nothing is at stake, strict with ids, prices and
//! statuses. The transport is a script, so that every odd answer can be put into words.

use std::collections::VecDeque;
use std::sync::Mutex;
use std::time::Duration;

use jiff::civil::{date, time};
use serde_json::{Value, json};
use walkin::api::wire::{Answer, Call};
use walkin::api::{Client, CustomerKey, Manner, PurchaseCall, Transport};
use walkin::domain::fault::{Fate, Fault, FaultKind};
use walkin::domain::language::Language;
use walkin::domain::money::Money;
use walkin::domain::offer::{OfferId, PaymentMethod, StudioAccess};
use walkin::domain::pass::AccessCode;
use walkin::domain::person::{CustomerId, FieldKind, Lead, LeadVerdict, Mode};
use walkin::domain::price::{Voucher, VoucherError};
use walkin::domain::text::{Secret, Text};
use walkin::domain::time::{TermUnit, TimeZone, Weekday};

/// Answers in the order of the script and keeps what was asked.
#[derive(Default)]
struct Script {
    answers: Mutex<VecDeque<Answer>>,
    calls: Mutex<Vec<(Call, Manner)>>,
}

impl Transport for Script {
    async fn exchange(&self, call: Call, manner: Manner) -> Result<Answer, Fault> {
        self.calls.lock().expect("unpoisoned").push((call, manner));
        self.answers.lock().expect("unpoisoned").pop_front().ok_or_else(|| FaultKind::Unreachable.into())
    }
}

fn client(answers: impl IntoIterator<Item = (u16, String)>) -> Client<Script> {
    let answers =
        answers.into_iter().map(|(status, body)| Answer { status, headers: vec![], body: body.into_bytes() });
    let script = Script { answers: Mutex::new(answers.collect()), ..Script::default() };
    Client::new(script, TimeZone::get("Europe/Berlin").expect("bundled"))
}

/// A client that is given one success.
fn told(body: impl ToString) -> Client<Script> {
    client([(200, body.to_string())])
}

fn asked(client: &Client<Script>) -> Vec<(Call, Manner)> {
    client.transport().calls.lock().expect("unpoisoned").clone()
}

/// The JSON of the only call.
fn sent(client: &Client<Script>) -> Value {
    let calls = asked(client);
    let [(call, _)] = calls.as_slice() else { panic!("one call, not {calls:?}") };
    serde_json::from_slice(call.body.as_deref().expect("a body")).expect("JSON")
}

fn offer(id: u64) -> Value {
    json!({"onlineOfferId": id, "name": format!("Pass {id}"), "price": {"amount": 20, "currency": "EUR"}})
}

fn slice(offers: impl Into<Value>, next: Option<&str>) -> (u16, String) {
    let slice = json!({"result": offers.into(), "hasNext": next.is_some(), "offset": next});
    (200, slice.to_string())
}

fn lead() -> Lead {
    Lead {
        first_name: "Ada".into(),
        last_name: "Lovelace".into(),
        email: "ada@example.org".into(),
        date_of_birth: Some(date(1990, 12, 10)),
        gender: None,
        telephone: None,
        address: None,
        language: Language::De,
        consents: vec![],
        additional: vec![],
    }
}

const EN: Language = Language::En;
const OFFER: OfferId = OfferId(12345);
const CUSTOMER: CustomerId = CustomerId(67890);

fn purchase() -> PurchaseCall<'static> {
    PurchaseCall {
        offer: OFFER,
        customer: CUSTOMER,
        valid_from: date(2026, 1, 15),
        voucher: None,
        token: None,
    }
}

#[tokio::test]
async fn an_offer_is_known_under_either_name_of_its_id() {
    let list = json!([{"id": 7, "price": {"amount": 1, "currency": "EUR"}}, offer(8)]);
    let offers = client([slice(list, None)]).list_offers(EN).await.expect("a list");
    assert_eq!(offers.iter().map(|offer| offer.id.0).collect::<Vec<_>>(), [7, 8]);
    assert_eq!(offers[0].name, Text::name("#7"), "what has no name is called by its id");
}

#[tokio::test]
async fn amounts_keep_their_digits_however_they_are_written() {
    for (written, shown) in [
        ("20", "20 EUR"),
        ("19.990", "19.990 EUR"),
        ("\"19.90\"", "19.90 EUR"),
        ("2e1", "20 EUR"),
        ("0", "0 EUR"),
        ("0.1234567890123456789012345678", "0.1234567890123456789012345678 EUR"),
    ] {
        let body = format!(r#"{{"price": {{"amount": {written}, "currency": "EUR"}}}}"#);
        let preview = told(body).preview_price(EN, OFFER, CUSTOMER, None).await.expect("a preview");
        assert_eq!(preview.payable().to_string(), shown);
    }
}

#[tokio::test]
async fn a_preview_without_a_sound_price_is_garbage() {
    let money = |amount: Value, currency: &str| json!({"amount": amount, "currency": currency});
    for body in [
        json!({}),
        json!({"price": null}),
        json!({"price": 20}),
        json!({"price": {"amount": 20}}),
        json!({"price": money(json!(-1), "EUR")}),
        json!({"price": money(json!("twenty"), "EUR")}),
        json!({"price": money(json!(1e300), "EUR")}),
        json!({"price": money(json!(20), "EURO")}),
        json!({"price": money(json!(20), "EUR"), "discountedPrice": money(json!(15), "USD")}),
        json!({"price": money(json!(20), "EUR"), "discountedPrice": money(json!(-5), "EUR")}),
        json!({"price": money(json!(20), "EUR"), "discountedPrice": {"amount": 15}}),
        json!({"price": money(json!(20), "EUR"), "discountValue": money(json!(5), "USD")}),
        json!([]),
        json!(null),
    ] {
        let answer = told(&body).preview_price(EN, OFFER, CUSTOMER, None).await;
        assert_eq!(answer, Err(FaultKind::Garbage.into()), "{body}");
    }
}

#[tokio::test]
async fn a_voucher_is_sent_and_what_the_server_says_of_it_is_told() {
    let voucher = Voucher::new("SUMMER21").expect("a voucher");
    let price = json!({"amount": 20, "currency": "EUR"});
    let taken = told(json!({"price": price, "discountedPrice": {"amount": 15, "currency": "EUR"},
        "discountValue": {"amount": 5, "currency": "EUR"}, "voucherSuccessMessage": "Five\u{1b}[31m off"}));
    let preview = taken.preview_price(EN, OFFER, CUSTOMER, Some(&voucher)).await.expect("a preview");
    assert_eq!(preview.payable(), Money::parse("15", "EUR").expect("money"));
    assert_eq!(preview.voucher_message, Some(Text::long("Five[31m off")));
    assert_eq!(sent(&taken), json!({"onlineOfferId": 12345, "customerId": 67890, "voucherCode": "SUMMER21"}));
    for (code, error) in
        [("INVALID_CODE", VoucherError::InvalidCode), ("SPENT", VoucherError::Other(Text::name("SPENT")))]
    {
        let refused = told(json!({"price": price, "voucherErrorCode": code, "discountedPrice": null}));
        let preview = refused.preview_price(EN, OFFER, CUSTOMER, Some(&voucher)).await.expect("a preview");
        assert_eq!(preview.voucher_error, Some(error));
        assert_eq!(preview.payable(), preview.price);
    }
}

#[tokio::test]
async fn all_slices_are_read_and_an_offset_goes_back_as_it_came() {
    let client = client([
        slice(vec![offer(1), offer(2)], Some("a/b c")),
        slice(vec![offer(2), offer(3)], Some("9007199254740993")),
        slice(vec![offer(4)], None),
    ]);
    let offers = client.list_offers(Language::De).await.expect("a list");
    assert_eq!(offers.iter().map(|offer| offer.id.0).collect::<Vec<_>>(), [1, 2, 3, 4], "each once");
    let queries: Vec<_> = asked(&client).into_iter().map(|(call, _)| call.query).collect();
    let size = ("sliceSize".to_owned(), "50".to_owned());
    assert_eq!(queries[0], std::slice::from_ref(&size));
    assert_eq!(queries[1], [size.clone(), ("offset".to_owned(), "a/b c".to_owned())]);
    assert_eq!(queries[2], [size, ("offset".to_owned(), "9007199254740993".to_owned())]);
    assert!(asked(&client).iter().all(|(call, _)| call.language == Some(Language::De)));
}

#[tokio::test]
async fn an_offer_that_cannot_be_sold_is_left_out_and_counted() {
    let bad = [
        json!({"name": "no id", "price": {"amount": 1, "currency": "EUR"}}),
        json!({"onlineOfferId": 1, "name": "no price"}),
        json!({"onlineOfferId": 2, "price": {"amount": -1, "currency": "EUR"}}),
        json!({"onlineOfferId": 3, "price": {"amount": 1, "currency": "?"}}),
        json!("not an offer"),
        json!(null),
    ];
    let list: Vec<Value> = bad.into_iter().chain([offer(4)]).collect();
    let client = client([slice(list, None)]);
    assert_eq!(client.list_offers(EN).await.expect("a list").len(), 1);
    assert_eq!(client.offers_left_out(), 6);
}

#[tokio::test]
async fn a_list_that_only_promises_more_ends_with_what_it_brought() {
    let repeated = [slice(vec![offer(1)], Some("5")), slice(vec![offer(2)], Some("5"))];
    assert_eq!(client(repeated).list_offers(EN).await.expect("a list").len(), 2);
    let empty = [slice(vec![offer(1)], Some("5")), slice(json!([]), Some("6"))];
    assert_eq!(client(empty).list_offers(EN).await.expect("a list").len(), 1);
    let same = [slice(vec![offer(1)], Some("5")), slice(vec![offer(1)], Some("6"))];
    assert_eq!(client(same).list_offers(EN).await.expect("a list").len(), 1);
    let lost = [(200, json!({"result": [offer(1)], "hasNext": true}).to_string())];
    assert_eq!(client(lost).list_offers(EN).await.expect("a list").len(), 1);
}

#[tokio::test]
async fn a_list_without_an_end_is_too_large() {
    let drip = (1..).map(|n| slice(vec![offer(n)], Some(&n.to_string()))).take(2_000);
    let client_of_drips = client(drip);
    assert_eq!(client_of_drips.list_offers(EN).await, Err(FaultKind::TooLarge.into()));
    assert!(asked(&client_of_drips).len() <= 400, "{}", asked(&client_of_drips).len());

    let flood: Vec<Value> = (1..=20_001).map(offer).collect();
    assert_eq!(client([slice(flood, None)]).list_offers(EN).await, Err(FaultKind::TooLarge.into()));
}

#[tokio::test]
async fn a_list_fails_as_a_whole_when_a_slice_does() {
    let client = client([slice(vec![offer(1)], Some("5")), (500, String::new())]);
    assert_eq!(client.list_offers(EN).await, Err(FaultKind::Broken(500).into()));
    for body in ["{}", "null", "[]", r#"{"result": {}, "hasNext": false}"#, "<html>"] {
        assert_eq!(told(body).list_offers(EN).await, Err(FaultKind::Garbage.into()), "{body}");
    }
}

#[tokio::test]
async fn an_offer_is_told_in_full() {
    let client = told(json!({
        "onlineOfferId": 12345, "name": "Off-peak", "scopeOfUsage": 10, "price": {"amount": 20, "currency": "EUR"},
        "periodOfUse": {"term": {"value": 1, "unit": "DAY"}, "type": "ONE_TIME"},
        "type": "SOMETHING_NEW", "category": {"id": 1, "name": "Passes"}, "validity": {"value": 2, "unit": "WEEK"},
        "restrictions": {"minAge": 18, "studioAccessType": "RESTRICTED_STUDIOS", "restrictedStudioIds": [1, "2"],
            "timeRestrictions": {"openingHoursCategory": {"categoryId": 5, "name": "Off-Peak"}, "availabilities": [
                {"dayOfWeek": "MONDAY", "timeFrom": "06:00:00", "timeTo": "24:00:00"},
                {"dayOfWeek": "SOMEDAY", "timeFrom": "06:00:00", "timeTo": "15:00:00"},
                {"dayOfWeek": "SUNDAY", "timeFrom": "06:30", "timeTo": "15:00"}]}},
        "paymentMethods": ["ONLINE_PAYMENT", "SHELLS"], "brandNew": {"a": 1}
    }));
    let detail = client.read_offer(EN, OFFER).await.expect("an offer");
    assert_eq!(asked(&client)[0].0.path, "/v1/online-offers/purchasable/12345");
    assert_eq!((detail.offer.uses, detail.min_age), (Some(10), Some(18)));
    assert_eq!(detail.offer.category, Some(Text::name("Passes")));
    let StudioAccess::Restricted(studios) = detail.access else { panic!("restricted") };
    assert_eq!(studios.iter().map(|studio| studio.0).collect::<Vec<_>>(), [1, 2]);
    let windows: Vec<_> = detail.windows.iter().map(|window| (window.day, window.from, window.to)).collect();
    assert_eq!(
        windows,
        [
            (Weekday::Monday, time(6, 0, 0, 0), time(0, 0, 0, 0)),
            (Weekday::Sunday, time(6, 30, 0, 0), time(15, 0, 0, 0))
        ]
    );
    assert_eq!(detail.payment_methods, [PaymentMethod::Online, PaymentMethod::Other(Text::name("SHELLS"))]);
    assert_eq!(detail.validity.map(|term| (term.value, term.unit)), Some((2, TermUnit::Week)));
}

#[tokio::test]
async fn what_is_null_unknown_or_absurd_about_an_offer_is_left_out() {
    let price = json!({"amount": 20, "currency": "EUR"});
    for rest in [
        json!({"restrictions": null, "paymentMethods": null, "validity": null, "periodOfUse": null, "category": null}),
        json!({"restrictions": {"minAge": -5, "timeRestrictions": null}, "scopeOfUsage": -1, "periodOfUse": {}}),
        json!({"restrictions": [], "scopeOfUsage": 1.5, "validity": {"value": -1, "unit": "DAY"}, "category": {}}),
        json!({}),
    ] {
        let mut body = json!({"onlineOfferId": 1, "name": "Day", "price": price});
        body.as_object_mut().expect("an object").extend(rest.as_object().expect("an object").clone());
        let detail = told(&body).read_offer(EN, OFFER).await.expect("an offer");
        assert_eq!((detail.min_age, detail.offer.uses, detail.validity), (None, None, None), "{body}");
        assert_eq!((detail.access, detail.offer.category), (StudioAccess::Unsaid, None), "{body}");
        assert!(detail.windows.is_empty() && detail.payment_methods.is_empty());
    }
    let odd = json!({"onlineOfferId": 1, "price": price, "validity": {"value": 3, "unit": "FORTNIGHT"},
        "restrictions": {"minAge": 99_999, "studioAccessType": "MOON"}});
    let detail = told(&odd).read_offer(EN, OFFER).await.expect("an offer");
    assert_eq!(detail.min_age, Some(u8::MAX), "an absurd limit is one nobody meets");
    assert_eq!(detail.access, StudioAccess::Other(Text::name("MOON")));
    assert_eq!(detail.validity.map(|term| term.unit), Some(TermUnit::Other(Text::name("FORTNIGHT"))));
}

#[tokio::test]
async fn names_from_the_server_are_harmless_and_bounded() {
    let nasty = format!("\u{1b}]0;owned\u{7}\u{202e}{}", "x".repeat(5_000));
    let list = json!([{"onlineOfferId": 1, "name": nasty, "price": {"amount": 1, "currency": "EUR"},
        "category": {"name": nasty}}]);
    let offers = client([slice(list, None)]).list_offers(EN).await.expect("a list");
    for text in [&offers[0].name, offers[0].category.as_ref().expect("a category")] {
        assert!(text.as_str().chars().count() <= Text::NAME_MAX + 1);
        assert!(!text.as_str().chars().any(|c| c.is_control() || c == '\u{202e}'));
    }
    let message = json!({"errorMessage": nasty}).to_string();
    let fault = client([(400, message)]).read_information(EN).await.expect_err("a fault");
    assert!(fault.message.expect("a message").as_str().chars().count() <= Text::LONG_MAX + 1);
}

#[tokio::test]
async fn every_operation_calls_what_is_no_document_garbage() {
    let truncated = r#"{"onlineOfferPurchaseId": 123456, "studioAcc"#;
    let deep = "[".repeat(100_000);
    for body in ["", "<html>Bad gateway</html>", truncated, "\u{feff}", "7", "\"ok\"", &deep] {
        let garbage = || Some(FaultKind::Garbage);
        let kind = |fault: Fault| Some(fault.kind);
        let amount = Money::parse("5", "EUR").expect("money");
        let text = Text::name("Day");
        assert_eq!(told(body).read_information(EN).await.map_or_else(kind, |_| None), garbage());
        assert_eq!(told(body).read_utilization(EN).await.map_or_else(kind, |_| None), garbage());
        assert_eq!(told(body).list_offers(EN).await.map_or_else(kind, |_| None), garbage());
        assert_eq!(told(body).read_offer(EN, OFFER).await.map_or_else(kind, |_| None), garbage());
        let preview = told(body).preview_price(EN, OFFER, CUSTOMER, None).await;
        assert_eq!(preview.map_or_else(kind, |_| None), garbage());
        assert_eq!(told(body).purchase(EN, purchase()).await.map_or_else(kind, |_| None), garbage());
        assert_eq!(told(body).list_purchased(EN, CUSTOMER).await.map_or_else(kind, |_| None), garbage());
        let of = told(body).list_purchased_of(EN, CUSTOMER, OFFER).await;
        assert_eq!(of.map_or_else(kind, |_| None), garbage());
        assert_eq!(told(body).read_lead_form(EN).await.map_or_else(kind, |_| None), garbage());
        assert_eq!(told(body).validate_lead(EN, &lead()).await.map_or_else(kind, |_| None), garbage());
        assert_eq!(told(body).create_lead(EN, &lead()).await.map_or_else(kind, |_| None), garbage());
        assert_eq!(told(body).search_customers(EN, &lead()).await.map_or_else(kind, |_| None), garbage());
        assert_eq!(told(body).read_customer(EN, CUSTOMER).await.map_or_else(kind, |_| None), garbage());
        let session = told(body).open_session(EN, CUSTOMER, amount, &text, &[]).await;
        assert_eq!(session.map_or_else(kind, |_| None), garbage());
    }
}

#[tokio::test]
async fn each_status_has_its_meaning_with_and_without_words() {
    for (status, kind, fate) in [
        (302, FaultKind::Unexpected(302), Fate::Unknown),
        (400, FaultKind::Invalid, Fate::Refused),
        (401, FaultKind::KeyRefused, Fate::Refused),
        (403, FaultKind::ScopeMissing, Fate::Refused),
        (404, FaultKind::NotFound, Fate::Refused),
        (409, FaultKind::Conflict, Fate::Refused),
        (429, FaultKind::RateLimited(Duration::from_mins(1)), Fate::NotDone),
        (500, FaultKind::Broken(500), Fate::Unknown),
        (503, FaultKind::Busy, Fate::Unknown),
    ] {
        let fault = client([(status, "<html>".to_owned())]).purchase(EN, purchase()).await;
        assert_eq!(fault, Err(kind.clone().into()));
        let words =
            json!({"errorMessage": "Nein.", "traceId": "t-1", "reference": "validFrom", "errorCode": 7});
        let fault =
            client([(status, words.to_string())]).purchase(EN, purchase()).await.expect_err("a fault");
        assert_eq!((fault.kind.clone(), fault.fate()), (kind, fate));
        assert_eq!(fault.message, Some(Text::long("Nein.")));
        assert_eq!((fault.reference, fault.trace), (Some(Text::name("validFrom")), Some(Text::name("t-1"))));
    }
}

#[tokio::test]
async fn a_purchase_sends_what_was_ordered_and_keeps_the_code_byte_for_byte() {
    let (voucher, token) = (Voucher::new("V1").expect("a voucher"), Secret::new("tok"));
    let client =
        told(json!({"onlineOfferPurchaseId": "123", "studioAccessCode": " PT\u{1}k ", "price": null}));
    let paid = PurchaseCall { voucher: Some(&voucher), token: Some(&token), ..purchase() };
    let receipt = client.purchase(EN, paid).await.expect("a receipt");
    assert_eq!((receipt.purchase.0, receipt.code), (123, AccessCode::new(" PT\u{1}k ")));
    assert_eq!(
        sent(&client),
        json!({"onlineOfferId": 12345, "customerId": 67890, "validFrom": "2026-01-15", "voucherCode": "V1",
            "paymentRequestToken": "tok"})
    );
    assert_eq!(asked(&client)[0].1, Manner::Purchase);

    let free = told(json!({"onlineOfferPurchaseId": 124, "studioAccessCode": ""}));
    assert_eq!(free.purchase(EN, purchase()).await.expect("a receipt").code, None);
    let sent = sent(&free);
    assert!(sent.get("paymentRequestToken").is_none() && sent.get("voucherCode").is_none(), "{sent}");
}

#[tokio::test]
async fn the_first_day_of_a_purchase_is_meant_in_the_studios_zone() {
    for form in [
        "2026-01-15",
        "2026-01-15T00:00:00+01:00[Europe/Berlin]",
        "2026-01-15T00:00:00+01:00[Mars/Olympus]",
        "2026-01-14T23:00:00Z",
        "2026-01-14T23:00:00.123456Z",
        "2026-01-15T00:00:00",
    ] {
        let client = told(json!([{"onlineOfferPurchaseId": 1, "onlineOfferId": 12345, "validFrom": form}]));
        let held = client.list_purchased_of(EN, CUSTOMER, OFFER).await.expect("a list");
        assert_eq!(held[0].valid_from, Some(date(2026, 1, 15)), "{form}");
        assert_eq!(held[0].offer, Some(OFFER));
        assert_eq!(asked(&client)[0].0.path, "/v1/online-offers/67890/purchased/12345");
    }
}

#[tokio::test]
async fn a_list_of_purchases_with_one_that_cannot_be_read_is_garbage() {
    let good = json!({"onlineOfferPurchaseId": 1, "id": 12345, "validFrom": null, "studioAccessCode": null});
    let pair = |second: Value| told(json!([good, second]));
    let held = pair(json!({"onlineOfferPurchaseId": 2})).list_purchased(EN, CUSTOMER).await.expect("a list");
    assert_eq!(held.len(), 2);
    for bad in [
        json!({"onlineOfferId": 12345}),
        json!(null),
        json!({"onlineOfferPurchaseId": 2, "validFrom": "soon"}),
    ] {
        let list = pair(bad.clone()).list_purchased_of(EN, CUSTOMER, OFFER).await;
        assert_eq!(list, Err(FaultKind::Garbage.into()), "{bad}");
    }
    let flood: Vec<Value> = (0..5_001).map(|id| json!({"onlineOfferPurchaseId": id})).collect();
    assert_eq!(told(json!(flood)).list_purchased(EN, CUSTOMER).await, Err(FaultKind::TooLarge.into()));
}

#[tokio::test]
async fn only_the_apis_own_404_says_that_nothing_was_purchased() {
    let words = json!({"errorMessage": "No such customer."}).to_string();
    let none = client([(404, words)]).list_purchased_of(EN, CUSTOMER, OFFER).await;
    assert_eq!(none, Ok(vec![]));
    let page = client([(404, "<html>nginx</html>".to_owned())]).list_purchased_of(EN, CUSTOMER, OFFER).await;
    assert_eq!(page, Err(FaultKind::NotFound.into()));
}

#[tokio::test]
async fn the_lead_form_asks_with_care_for_what_it_does_not_know() {
    let client = told(json!({
        "addressMode": "INACTIVE", "dateOfBirthMode": "MANDATORY", "genderMode": "PERHAPS",
        "additionalInformation": [
            {"additionalFieldId": 1, "name": "How?", "type": "LIST", "allowMultiSelection": true,
                "selectionValues": ["Friends", "\u{200b}", "Radio\u{7}"], "mode": "OPTIONAL"},
            {"additionalFieldId": 2, "name": "Slide", "type": "SLIDER", "mode": "MANDATORY"},
            {"additionalFieldId": 3, "name": "Hidden", "type": "TEXT", "mode": "INACTIVE"},
            {"additionalFieldId": 4, "name": "No mode", "type": "DATE"}],
        "communicationPreferences": [
            {"messageCategory": "NEWSLETTER", "channels": [
                {"communicationChannel": "EMAIL", "customerOverridable": false, "active": true},
                {"communicationChannel": "PIGEON"}, {"active": true}]},
            {"channels": []}]
    }));
    let form = client.read_lead_form(EN).await.expect("a form");
    let modes = (form.address, form.date_of_birth, form.gender, form.telephone);
    assert_eq!(modes, (Mode::Inactive, Mode::Mandatory, Mode::Optional, Mode::Inactive));
    assert_eq!(form.additional.len(), 2, "what is not asked is left out");
    let FieldKind::List { options, multiple } = &form.additional[0].kind else { panic!("a list") };
    assert!(*multiple && options.len() == 2);
    assert_eq!((options[1].label.as_str(), options[1].value.as_str()), ("Radio", "Radio\u{7}"));
    assert_eq!(form.additional[1].kind, FieldKind::Text);
    assert_eq!(form.consents.len(), 1);
    let channels: Vec<_> =
        form.consents[0].channels.iter().map(|one| (one.overridable, one.active)).collect();
    assert_eq!(channels, [(false, true), (true, false)]);
}

#[tokio::test]
async fn a_form_is_bounded() {
    let values: Vec<String> = (0..1_000).map(|n| n.to_string()).collect();
    let fields: Vec<Value> = (0..1_000)
        .map(|id| json!({"additionalFieldId": id, "type": "LIST", "mode": "OPTIONAL", "selectionValues": values}))
        .collect();
    let form = told(json!({"additionalInformation": fields})).read_lead_form(EN).await.expect("a form");
    assert_eq!(form.additional.len(), 60);
    assert!(matches!(&form.additional[0].kind, FieldKind::List { options, .. } if options.len() == 200));
}

#[tokio::test]
async fn a_lead_is_checked_and_created_with_the_same_document() {
    let verdicts = [
        ("POSSIBLE", LeadVerdict::Possible),
        ("INVALID_LEAD_DATA", LeadVerdict::Invalid),
        ("DUPLICATE_CUSTOMER", LeadVerdict::Duplicate),
        ("WAITING", LeadVerdict::Other(Text::name("WAITING"))),
    ];
    for (status, verdict) in verdicts {
        let client = told(json!({"status": status}));
        assert_eq!(client.validate_lead(EN, &lead()).await, Ok(verdict));
        assert_eq!(asked(&client)[0].1, Manner::Read);
    }
    let checked = told(json!({"status": "POSSIBLE"}));
    checked.validate_lead(EN, &lead()).await.expect("a verdict");
    let created = told(json!({"id": 5, "customerId": 67890, "uuid": null}));
    assert_eq!(created.create_lead(EN, &lead()).await, Ok(Some(CUSTOMER)));
    assert_eq!(asked(&created)[0].1, Manner::Write);
    assert_eq!(sent(&checked), sent(&created));
    assert_eq!(
        sent(&created),
        json!({"leadCustomer": {"firstname": "Ada", "lastname": "Lovelace", "email": "ada@example.org",
            "dateOfBirth": "1990-12-10", "language": {"languageCode": "de"}}})
    );
    assert_eq!(told(json!({"id": 5})).create_lead(EN, &lead()).await, Ok(None));
    assert_eq!(told(json!({})).validate_lead(EN, &lead()).await, Err(FaultKind::Garbage.into()));
}

#[tokio::test]
async fn a_search_sends_no_birth_date_and_refuses_a_crowd() {
    let one = json!({"id": 1, "status": "NEW_KIND", "email": "Ada@example.org", "lastName": "Lovelace",
        "dateOfBirth": "1990-12-10", "bankAccount": {"iban": "DE00"}});
    let client = told(json!([one]));
    let found = client.search_customers(EN, &lead()).await.expect("a list");
    assert_eq!((found[0].date_of_birth, found[0].access_refusal), (Some(date(1990, 12, 10)), false));
    assert_eq!(sent(&client), json!({"email": "ada@example.org", "lastName": "Lovelace"}));

    let crowd = told(json!(vec![one.clone(); 201]));
    assert_eq!(crowd.search_customers(EN, &lead()).await, Err(FaultKind::TooLarge.into()));
    let mut odd = one;
    odd["dateOfBirth"] = json!("in winter");
    assert_eq!(told(json!([odd])).search_customers(EN, &lead()).await, Err(FaultKind::Garbage.into()));
}

#[tokio::test]
async fn a_customer_is_asked_for_by_one_identifier() {
    let barred = json!({"id": 67890, "status": "MEMBER", "accessRefusal": true, "dateOfBirth": ""});
    let card = CustomerKey::CardNumber {
        number: "1290158199".into(),
        format: walkin::api::CardNumberFormat::HexLsb,
    };
    for (key, query) in [
        (card, vec![("cardNumber", "1290158199"), ("cardNumberFormat", "HEX_LSB")]),
        (CustomerKey::Barcode("b".into()), vec![("barcode", "b")]),
        (CustomerKey::Pin("1234".into()), vec![("pin", "1234")]),
        (CustomerKey::CustomerNumber("1-2".into()), vec![("customerNumber", "1-2")]),
    ] {
        let client = told(&barred);
        let customer = client.customer_by(EN, &key).await.expect("a customer");
        assert!(customer.access_refusal && customer.id == CUSTOMER && customer.date_of_birth.is_none());
        let sent = asked(&client)[0].0.query.clone();
        let sent: Vec<_> = sent.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert_eq!(sent, query);
        assert!(!format!("{key:?}").contains("1234"));
    }
    let client = told(&barred);
    client.read_customer(EN, CUSTOMER).await.expect("a customer");
    assert_eq!(asked(&client)[0].0.path, "/v1/customers/67890");
}

#[tokio::test]
async fn a_payment_session_is_asked_for_exactly_and_keeps_to_this_visitor() {
    let amount = Money::parse("19.90", "EUR").expect("money");
    let (text, choices) = (Text::name("Day Ticket"), ["CREDIT_CARD".to_owned()]);
    let client = told(json!({"token": "tok", "tokenValidUntil": "2026-01-07T16:25:09.416924Z"}));
    let session = client.open_session(EN, CUSTOMER, amount, &text, &choices).await.expect("a session");
    assert_eq!(session.token.reveal(), "tok");
    assert_eq!(session.valid_until.to_string(), "2026-01-07T16:25:09.416924Z");
    let body = asked(&client)[0].0.body.clone().expect("a body");
    assert_eq!(
        String::from_utf8(body).expect("text"),
        r#"{"amount":19.90,"scope":"ECOM","customerId":67890,"permittedPaymentChoices":["CREDIT_CARD"],"referenceText":"Day Ticket","showExistingPaymentInstruments":false}"#
    );
    for end in [json!(null), json!("soon")] {
        let client = told(json!({"token": "tok", "tokenValidUntil": end}));
        let session = client.open_session(EN, CUSTOMER, amount, &text, &[]).await.expect("a session");
        let left = session.valid_until.duration_since(walkin::clock::wall());
        assert!((0..=600).contains(&left.as_secs()), "{left}");
    }
    let tokenless = told(json!({"tokenValidUntil": "2026-01-07T16:25:09Z"}));
    assert_eq!(
        tokenless.open_session(EN, CUSTOMER, amount, &text, &[]).await,
        Err(FaultKind::Garbage.into())
    );
}

#[tokio::test]
async fn the_studio_and_how_full_it_is() {
    let client = told(json!({"studioId": 7, "name": " Club\u{7} ", "zip": 20095}));
    let studio = client.read_information(Language::De).await.expect("a studio");
    assert_eq!((studio.id.0, studio.name), (7, Some(Text::name("Club"))));
    assert_eq!(told(json!({"studioId": 7})).read_information(EN).await.expect("a studio").name, None);
    assert_eq!(told(json!({"name": "x"})).read_information(EN).await, Err(FaultKind::Garbage.into()));

    let load = |body: Value| async move { told(body).read_utilization(EN).await };
    let full = load(json!({"count": 70, "capacity": 60})).await.expect("a load");
    assert_eq!((full.count, full.capacity), (70, Some(60)));
    assert_eq!(load(json!({"count": 3, "capacity": null})).await.expect("a load").capacity, None);
    assert_eq!(load(json!({"capacity": 60})).await, Err(FaultKind::Garbage.into()));
    assert_eq!(load(json!({"count": -1})).await, Err(FaultKind::Garbage.into()));
}

#[tokio::test]
async fn the_key_check_needs_no_body() {
    assert_eq!(client([(200, String::new())]).check_key().await, Ok(()));
    assert_eq!(client([(401, String::new())]).check_key().await, Err(FaultKind::KeyRefused.into()));
}
