//! What is sent: everything in its own field, and nothing too early.

use super::*;

/// The one call that something sends.
async fn call_of(ask: Ask) -> (Call, Value) {
    let client = client([]);
    ask.of(&client).await.expect_err("nobody answers");
    (asked(&client).remove(0).0, sent(&client))
}

fn choice() -> Value {
    json!({"contractOfferTermId": 1000, "startDate": "2026-02-01", "preuseDate": "2026-01-15",
        "referralCode": "FRIEND", "selectedSelectableModuleIds": [301], "selectedOptionalModuleIds": [401],
        "voucherCode": "123"})
}

fn person() -> Value {
    json!({"firstName": "Peter", "secondFirstName": "Paul", "lastName": "Muller", "secondLastName": "Garcia",
        "dateOfBirth": "1999-08-24", "placeOfBirth": "Roma", "countryOfBirth": "IT", "email": "peter@example.com",
        "gender": "MALE", "phoneNumberPrivate": "+4940123", "phoneNumberMobile": "+44987654321",
        "street": "Raboisen Street", "houseNumber": "3-4", "secondStreet": "Hof", "cityPart": "Altstadt",
        "district": "Mitte", "streetType": "Calle", "streetBlock": "B", "portal": "2", "stairway": "C",
        "door": "7", "province": "Hamburg", "additionalAddressInformation": "c/o Ada", "floor": "3",
        "buildingName": "Turm", "city": "Hamburg", "zipCode": "220-99", "countryCode": "DE",
        "language": {"languageCode": "de"}, "taxId": "DE123",
        "documentIdentification": {"documentNumber": "CX5432112345DS", "documentType": "ID_CARD"},
        "communicationPreferences": [{"messageCategory": "CONTRACT", "channels": [
            {"communicationChannel": "EMAIL", "customerOverridable": true, "active": true}]}],
        "additionalInformationFieldAssignments": [{"additionalInformationFieldId": 5, "value": "5001"}]})
}

fn switch() -> Value {
    json!({"configId": 1000, "membershipOfferTermId": 1000, "sourceContractId": 1002,
        "startDate": "2026-02-01", "selectedSelectableModuleIds": [301], "selectedOptionalModuleIds": [401]})
}

/// A value with some more properties.
fn with(mut value: Value, more: Value) -> Value {
    let (Some(object), Value::Object(more)) = (value.as_object_mut(), more) else { panic!("objects") };
    object.extend(more);
    value
}

#[tokio::test]
async fn a_preview_is_sent_nothing_that_concludes() {
    for (whose, path, body) in [
        (Signup, "/v1/memberships/signup/preview", json!({"contract": choice(), "customer": person()})),
        (Add, "/v1/memberships/customers/67890/add-membership/preview", choice()),
        (Switch, "/v1/memberships/67890/membership-switch/preview", switch()),
    ] {
        let (call, sent) = call_of(Ask::Preview(whose)).await;
        assert_eq!((call.path.as_str(), &sent), (path, &body), "{whose:?}");
        assert!(call.query.is_empty());
    }
}

#[tokio::test]
async fn each_token_is_sent_in_its_own_field() {
    let sealed = json!({"thirdPartyId": "K7Q2-M9XD", "initialPaymentRequestToken": "upfront-token",
        "contractSignature": {"base64SvgSignature": "PHN2Zy8+"},
        "textBlockSignatures": [{"base64SvgSignature": "PHN2Zy8+", "textBlockId": 501}]});
    let contract = with(choice(), sealed);
    let customer =
        with(person(), json!({"thirdPartyId": "K7Q2-M9XD", "paymentRequestToken": "recurring-token"}));
    let switched =
        with(switch(), json!({"thirdPartyId": "K7Q2-M9XD", "initialPaymentRequestToken": "upfront-token"}));
    for (whose, path, body) in [
        (Signup, "/v1/memberships/signup", json!({"contract": contract, "customer": customer})),
        (Add, "/v1/memberships/customers/67890/add-membership", contract.clone()),
        (Switch, "/v1/memberships/67890/membership-switch", switched),
    ] {
        let (call, sent) = call_of(Ask::Conclude(whose)).await;
        assert_eq!((call.path.as_str(), &sent), (path, &body), "{whose:?}");
        assert!(!format!("{call:?}").contains("token") && !format!("{call:?}").contains("Muller"));
    }
}

#[tokio::test]
async fn with_nothing_due_no_token_is_sent_and_none_takes_the_place_of_another() {
    for (recurring, upfront) in [(false, false), (true, false), (false, true)] {
        let mut conclusion = conclusion(Signup);
        conclusion.recurring = conclusion.recurring.filter(|_| recurring);
        conclusion.upfront = conclusion.upfront.filter(|_| upfront);
        conclusion.signatures = Signatures::default();
        let client = client([]);
        client.conclude_membership(EN, &conclusion).await.expect_err("nobody answers");
        check_request(&asked(&client)[0].0);
        let sent = sent(&client);
        let tokens =
            [&sent["customer"]["paymentRequestToken"], &sent["contract"]["initialPaymentRequestToken"]];
        let expected = [
            if recurring { json!("recurring-token") } else { Value::Null },
            if upfront { json!("upfront-token") } else { Value::Null },
        ];
        assert_eq!(tokens, [&expected[0], &expected[1]]);
        for absent in ["contractSignature", "textBlockSignatures"] {
            assert_eq!(sent["contract"].get(absent), None);
        }
    }
    // A recurring token has no field in what a customer adds.
    let misled = Conclusion { recurring: Some(Secret::new("recurring-token")), ..conclusion(Add) };
    let client = client([]);
    client.conclude_membership(EN, &misled).await.expect_err("nobody answers");
    assert!(!sent(&client).to_string().contains("recurring-token"));
}

#[tokio::test]
async fn what_was_left_empty_is_not_sent() {
    let blank = || Some(" ".to_owned());
    let mut draft = draft(Signup);
    let Party::New(applicant) = &mut draft.party else { panic!("somebody new") };
    (applicant.second_first_name, applicant.tax_id, applicant.phone_private) = (blank(), blank(), blank());
    (applicant.place_of_birth, applicant.country_of_birth, applicant.phone_mobile) = (None, None, None);
    (applicant.second_last_name, applicant.gender, applicant.document) = (None, None, None);
    (applicant.consents, applicant.additional) = (vec![], vec![]);
    applicant.address = HomeAddress {
        street: "Raboisen Street".into(),
        house_number: blank(),
        zip_code: "220-99".into(),
        city: "Hamburg".into(),
        country: "DE".into(),
        ..HomeAddress::default()
    };
    let none = Choice { pre_use: None, selectable: vec![], optional: vec![], voucher: None, ..draft.choice };
    draft.choice = Choice { referral: blank(), ..none };
    let client = client([]);
    client.preview_membership(EN, &draft).await.expect_err("nobody answers");
    check_request(&asked(&client)[0].0);
    assert_eq!(
        sent(&client),
        json!({"contract": {"contractOfferTermId": 1000, "startDate": "2026-02-01"},
            "customer": {"firstName": "Peter", "lastName": "Muller", "dateOfBirth": "1999-08-24",
                "email": "peter@example.com", "street": "Raboisen Street", "city": "Hamburg", "zipCode": "220-99",
                "countryCode": "DE", "language": {"languageCode": "de"}}})
    );
}

#[tokio::test]
async fn every_document_has_the_name_that_the_contract_gives_it() {
    for (kind, name) in [
        (DocumentKind::IdCard, "ID_CARD"),
        (DocumentKind::Passport, "PASSPORT"),
        (DocumentKind::DriversLicence, "DRIVERS_LICENCE"),
        (DocumentKind::ResidencePermit, "RESIDENCE_PERMIT"),
        (DocumentKind::NationalIdNumber, "NATIONAL_ID_NUMBER"),
        (DocumentKind::Others, "OTHERS"),
    ] {
        let mut draft = draft(Signup);
        let Party::New(applicant) = &mut draft.party else { panic!("somebody new") };
        applicant.document = Some(Document { number: "1".into(), kind });
        let client = client([]);
        client.preview_membership(EN, &draft).await.expect_err("nobody answers");
        check_request(&asked(&client)[0].0);
        assert_eq!(sent(&client)["customer"]["documentIdentification"]["documentType"], json!(name));
    }
}

#[tokio::test]
async fn what_was_concluded_says_whose_it_is_where_the_studio_does() {
    let concluded =
        |whose, body: Value| async move { told(body).conclude_membership(EN, &conclusion(whose)).await };
    for (body, id) in [
        (json!({"customerId": 1000}), Some(CustomerId(1000))),
        (json!({"customerId": "1000", "more": 1}), Some(CustomerId(1000))),
        (json!({"customerId": 0}), None),
        (json!({"customerId": null}), None),
        (json!({}), None),
    ] {
        assert_eq!(concluded(Signup, body.clone()).await, Ok(id), "{body}");
    }
    for whose in [Add, Switch] {
        for yes in ["", " \n", "{}", r#"{"success": "true"}"#] {
            let client = told(yes);
            assert_eq!(client.conclude_membership(EN, &conclusion(whose)).await, Ok(Some(CUSTOMER)), "{yes}");
        }
        let no = concluded(whose, json!({"success": "false"})).await.expect_err("a fault");
        assert_eq!((no.kind.clone(), no.fate()), (FaultKind::Conflict, Fate::Refused));
    }
}
