//! Leads and customers.

use super::*;
use walkin::domain::person::CustomerStatus;

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
    let form = told(json!({"addressMode": "INACTIVE", "additionalInformation": fields}))
        .read_lead_form(EN)
        .await
        .expect("a form");
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
    let card = CustomerKey::CardNumber { number: "1290158199".into(), format: CardNumberFormat::HexLsb };
    for (key, query) in [
        (card, vec![("cardNumber", "1290158199"), ("cardNumberFormat", "HEX_LSB")]),
        (CustomerKey::Barcode("b".into()), vec![("barcode", "b")]),
        (CustomerKey::Pin(Secret::new("1234")), vec![("pin", "1234")]),
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
async fn a_door_code_is_kept_byte_for_byte_and_goes_stale() {
    let code = |body: Value| async move { told(body).read_door_code(EN, CUSTOMER).await };
    let full = json!({"format": "QR_CODE", "expiresAt": "2024-06-13T10:33:00Z", "content": " 00\u{1b}49 "});
    let full = code(full).await.expect("a code");
    assert_eq!((full.content.as_str(), full.is_qr), (" 00\u{1b}49 ", true));
    assert_eq!(full.expires_at.expect("an end").to_string(), "2024-06-13T10:33:00Z");
    for odd in [json!({"content": 49267}), json!({"content": "49267", "format": null, "expiresAt": "soon"})] {
        let code = code(odd).await.expect("a code");
        assert_eq!((code.content.as_str(), code.expires_at, code.is_qr), ("49267", None, true));
    }
    let stripes = code(json!({"content": "49267", "format": "BARCODE"})).await.expect("a code");
    assert!(!stripes.is_qr, "what is not known is not drawn");
    for bad in [json!({"format": "QR_CODE"}), json!({"content": ""}), json!({"content": "x".repeat(513)})] {
        assert_eq!(code(bad).await, Err(FaultKind::Garbage.into()));
    }
}

#[tokio::test]
async fn who_joined_is_looked_for_by_e_mail_and_birth_date_and_told_by_the_reference() {
    let found = json!([
        {"id": 1, "status": "MEMBER", "email": "peter@example.com", "lastName": "Muller",
            "thirdPartyId": "K7Q2-M9XD"},
        {"id": 2, "status": "FORMER_MEMBER", "thirdPartyId": null},
        {"id": 3, "status": "PROSPECT", "thirdPartyId": 4711},
        {"id": 4, "status": "LEGEND", "thirdPartyId": "x".repeat(1_001)}]);
    let client = told(found);
    let found = client.search_applicant(EN, &super::memberships::applicant()).await.expect("a list");
    let told: Vec<_> =
        found.iter().map(|customer| (customer.status, customer.third_party_id.as_deref())).collect();
    assert_eq!(
        told,
        [
            (CustomerStatus::Member, Some("K7Q2-M9XD")),
            (CustomerStatus::FormerMember, None),
            (CustomerStatus::Prospect, Some("4711")),
            (CustomerStatus::Other, None)
        ]
    );
    let (call, manner) = asked(&client).remove(0);
    super::openapi::check_request(&call);
    assert_eq!(manner, Manner::Look, "it tells what became of a signup");
    assert_eq!(sent(&client), json!({"email": "peter@example.com", "dateOfBirth": "1999-08-24"}));

    let client = self::told(json!([]));
    let nobody = client.search_namesakes(EN, &super::memberships::applicant()).await;
    assert_eq!(nobody, Ok(Vec::new()));
    super::openapi::check_request(&asked(&client)[0].0);
    assert_eq!(sent(&client), json!({"lastName": "Muller", "dateOfBirth": "1999-08-24"}));

    let crowd = self::told(json!(vec![json!({"id": 1, "status": "MEMBER"}); 201]));
    let crowd = crowd.search_applicant(EN, &super::memberships::applicant()).await;
    assert_eq!(crowd, Err(FaultKind::TooLarge.into()));
    let statusless = self::told(json!([{"id": 1}]));
    let statusless = statusless.search_applicant(EN, &super::memberships::applicant()).await;
    assert_eq!(statusless, Err(FaultKind::Garbage.into()));
}
