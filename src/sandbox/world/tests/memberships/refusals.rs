//! What is not taken: each refusal names the field.

use super::*;

/// A signup that is signed and pays cash, with something wrong.
fn refused_signup(front: &mut Front, contract: &Value, customer: &Value) -> (u16, String, String) {
    let answer = front.signup(contract, customer);
    assert!(front.world.concluded().is_empty(), "nothing was done");
    refusal(&answer)
}

#[test]
fn an_order_names_a_term_that_is_on_sale() {
    let mut front = Front::open();
    let term = "contract.contractOfferTermId";
    for (id, expected) in [
        (1, no(404, "not_found", term)),
        (CLASSIC, no(400, "term.is_offer", term)),
        (PAST, no(400, "offer.not_on_sale", term)),
    ] {
        let wished = contract(id, &json!({}));
        assert_eq!(refusal(&front.preview_signup(&wished, &applicant(&json!({})))), expected, "{id}");
        assert_eq!(refused_signup(&mut front, &wished, &applicant(&json!({}))), expected, "{id}");
    }
    let path = format!("/v1/memberships/customers/{JONAS}/add-membership");
    for path in [format!("{path}/preview"), path] {
        let answer = front.post(&path, &contract(CLASSIC, &json!({})));
        assert_eq!(refusal(&answer), no(400, "term.is_offer", "contractOfferTermId"));
        let answer = front.post(&path, &json!({"startDate": "2026-07-01"}));
        assert_eq!(refusal(&answer), no(400, "field.missing", "contractOfferTermId"));
        let nobody = path.replace(&JONAS.to_string(), "1");
        let answer = front.post(&nobody, &contract(BASIC_YEAR, &json!({})));
        assert_eq!(refusal(&answer), no(404, "not_found", "customerId"));
    }
}

#[test]
fn modules_are_those_of_the_term_each_once_and_not_too_many() {
    let mut front = Front::open();
    let selectable = "contract.selectedSelectableModuleIds";
    let optional = "contract.selectedOptionalModuleIds";
    for (field, ids, code) in [
        (selectable, vec![1], "module.not_of_term"),
        (selectable, vec![SAUNA_24], "module.not_of_term"),
        (selectable, vec![INCLUDED], "module.not_selectable"),
        (selectable, vec![SAUNA_MODULE], "module.not_selectable"),
        (selectable, vec![TOWELS, MINERALS, CLASSES], "modules.too_many"),
        (selectable, vec![TOWELS, TOWELS], "field.invalid"),
        (optional, vec![SAUNA_24], "module.not_of_term"),
        (optional, vec![TOWELS], "module.not_selectable"),
        (optional, vec![SAUNA_MODULE, SAUNA_MODULE], "field.invalid"),
    ] {
        let name = field.trim_start_matches("contract.");
        let wished = contract(CLASSIC_YEAR, &json!({name: ids}));
        assert_eq!(
            refusal(&front.preview_signup(&wished, &applicant(&json!({})))),
            no(400, code, field),
            "{ids:?}"
        );
        assert_eq!(
            refused_signup(&mut front, &wished, &applicant(&json!({}))),
            no(400, code, field),
            "{ids:?}"
        );
    }
    let too_many =
        contract(CLASSIC_YEAR, &json!({"selectedSelectableModuleIds": [TOWELS, MINERALS, CLASSES]}));
    let answer = front.preview_signup(&too_many, &applicant(&json!({})));
    let said: Value = serde_json::from_slice(&answer.body).expect("JSON");
    assert_eq!(said["errorMessage"], "Höchstens 2 Module können gewählt werden.");
    let none = contract(BASIC_YEAR, &json!({"selectedSelectableModuleIds": [TOWELS]}));
    let answer = front.preview_signup(&none, &applicant(&json!({})));
    assert_eq!(refusal(&answer), no(400, "module.not_of_term", selectable));
}

#[test]
fn a_contract_starts_in_time_and_training_before_that_only_where_there_is_any() {
    let mut front = Front::open();
    let (start, before) = ("contract.startDate", "contract.preuseDate");
    for (term, more, code, field) in [
        (CLASSIC_YEAR, json!({"startDate": "2026-06-09"}), "start.past", start),
        (CLASSIC_YEAR, json!({"startDate": "2027-06-12"}), "start.too_far", start),
        (CLASSIC_YEAR, json!({"startDate": "1.7.2026"}), "field.invalid", start),
        (STUDENT, json!({"startDate": "2026-06-12"}), "start.too_early", start),
        (BASIC_YEAR, json!({"preuseDate": "2026-06-20"}), "pre_use.not_available", before),
        (CLASSIC_YEAR, json!({"preuseDate": "2026-07-02"}), "pre_use.after_start", before),
        (CLASSIC_YEAR, json!({"preuseDate": "2026-06-09"}), "start.past", before),
        (CLASSIC_YEAR, json!({"preuseDate": "soon"}), "field.invalid", before),
    ] {
        let wished = contract(term, &more);
        assert_eq!(
            refusal(&front.preview_signup(&wished, &applicant(&json!({})))),
            no(400, code, field),
            "{more}"
        );
        assert_eq!(
            refused_signup(&mut front, &wished, &applicant(&json!({}))),
            no(400, code, field),
            "{more}"
        );
    }
    for (term, start) in [(CLASSIC_YEAR, "2026-06-10"), (CLASSIC_YEAR, "2027-06-11"), (STUDENT, "2026-06-13")]
    {
        let answer =
            front.preview_signup(&contract(term, &json!({"startDate": start})), &applicant(&json!({})));
        assert_eq!(answer.status, 200, "{start}");
    }
}

#[test]
fn the_age_counts_on_the_first_day() {
    let mut front = Front::open();
    let born = |day: &str| applicant(&json!({"dateOfBirth": day}));
    let wished = contract(CLASSIC_YEAR, &json!({}));
    let young = no(400, "customer.too_young", "customer.dateOfBirth");
    assert_eq!(refusal(&front.preview_signup(&wished, &born("2010-07-02"))), young);
    assert_eq!(refused_signup(&mut front, &wished, &born("2010-07-02")), young);
    assert_eq!(front.preview_signup(&wished, &born("2010-07-01")).status, 200);
    let premium = contract(PREMIUM_YEAR, &json!({}));
    assert_eq!(refusal(&front.preview_signup(&premium, &born("2010-07-01"))), young);
    assert_eq!(
        front.preview_signup(&contract(TRIAL, &json!({})), &born("2020-01-01")).status,
        200,
        "for everybody"
    );
    assert_eq!(
        refusal(&front.add(CHILD, &contract(BASIC_YEAR, &json!({})))),
        no(400, "customer.too_young", "customerId")
    );
    for day in ["2026-06-11", "1899-12-31", "yesterday"] {
        let invalid = no(400, "field.invalid", "customer.dateOfBirth");
        assert_eq!(refusal(&front.preview_signup(&wished, &born(day))), invalid, "{day}");
    }
}

#[test]
fn everything_that_is_needed_of_somebody_new_is_there_and_sensible() {
    let mut front = Front::open();
    let wished = contract(BASIC_YEAR, &json!({}));
    for name in ["firstName", "lastName", "email", "street", "city", "zipCode", "countryCode"] {
        let field = format!("customer.{name}");
        let empty = applicant(&json!({name: " "}));
        assert_eq!(refused_signup(&mut front, &wished, &empty), no(400, "field.missing", &field));
        let missing = applicant(&json!({name: null}));
        assert_eq!(refused_signup(&mut front, &wished, &missing), no(400, "field.missing", name));
        let line_break = applicant(&json!({name: "a\nb"}));
        assert_eq!(refused_signup(&mut front, &wished, &line_break), no(400, "field.invalid", &field));
    }
    for (more, field) in [
        (json!({"email": "ada@example"}), "email"),
        (json!({"countryCode": "Germany"}), "countryCode"),
        (json!({"countryOfBirth": "italy"}), "countryOfBirth"),
        (json!({"language": {"languageCode": "DE"}}), "language.languageCode"),
        (json!({"gender": "OTHER"}), "gender"),
        (
            json!({"documentIdentification": {"documentNumber": " ", "documentType": "PASSPORT"}}),
            "documentIdentification.documentNumber",
        ),
        (
            json!({"documentIdentification": {"documentNumber": "1", "documentType": "LIBRARY_CARD"}}),
            "documentIdentification.documentType",
        ),
        (
            json!({"communicationPreferences": [{"messageCategory": "GENERAL", "channels": []}]}),
            "communicationPreferences[0]",
        ),
        (
            json!({"communicationPreferences": [{"messageCategory": "CONTRACT", "channels": [{"communicationChannel": "EMAIL", "active": false}]}]}),
            "communicationPreferences[0]",
        ),
        (
            json!({"additionalInformationFieldAssignments": [{"additionalInformationFieldId": 1, "value": "x"}]}),
            "additionalInformationFieldAssignments[0]",
        ),
        (
            json!({"additionalInformationFieldAssignments": [{"additionalInformationFieldId": 7101, "value": "yes"}]}),
            "additionalInformationFieldAssignments[0]",
        ),
        (
            json!({"additionalInformationFieldAssignments": [
                {"additionalInformationFieldId": 7101, "value": "true"}, {"additionalInformationFieldId": 7103, "value": "Kraft"}]}),
            "additionalInformationFieldAssignments[1]",
        ),
    ] {
        let field = format!("customer.{field}");
        assert_eq!(
            refused_signup(&mut front, &wished, &applicant(&more)),
            no(400, "field.invalid", &field),
            "{more}"
        );
    }
    // A preview knows nobody yet but by the birth date.
    let nobody = applicant(
        &json!({"firstName": "", "lastName": "", "email": "", "street": "", "city": "", "zipCode": ""}),
    );
    assert_eq!(front.preview_signup(&wished, &nobody).status, 200);
}

#[test]
fn italy_and_spain_want_to_know_more() {
    let mut front = Front::open();
    let wished = contract(BASIC_YEAR, &json!({}));
    let birthplace = no(400, "field.missing", "customer.placeOfBirth");
    let tax = no(400, "field.missing", "customer.taxId");
    let passport = json!({"documentNumber": "X1", "documentType": "PASSPORT"});
    for (studio, more, expected) in [
        ("DE", json!({"countryCode": "IT"}), &birthplace),
        ("IT", json!({}), &birthplace),
        ("DE", json!({"countryCode": "IT", "placeOfBirth": "Roma"}), &tax),
        ("DE", json!({"countryCode": "IT", "countryOfBirth": "IT"}), &tax),
        ("DE", json!({"countryCode": "ES"}), &tax),
        ("ES", json!({"placeOfBirth": "Berlin"}), &tax),
    ] {
        front.world.move_to(studio);
        assert_eq!(&refused_signup(&mut front, &wished, &applicant(&more)), expected, "{studio} {more}");
    }
    for (studio, more) in [
        ("DE", json!({"countryCode": "IT", "placeOfBirth": "Roma", "taxId": "RSSMRA80A01H501U"})),
        ("IT", json!({"countryOfBirth": "DE", "documentIdentification": passport})),
        ("DE", json!({"countryCode": "ES", "documentIdentification": passport})),
        ("ES", json!({"taxId": "12345678Z"})),
    ] {
        front.world.move_to(studio);
        assert_eq!(front.signup(&wished, &applicant(&more)).status, 200, "{studio} {more}");
    }
}

#[test]
fn everything_that_is_to_be_signed_is_signed_and_nothing_else() {
    let mut front = Front::open();
    let missing = |name: &str| no(400, "signature.missing", &format!("contract.{name}"));
    let invalid = |name: &str| no(400, "signature.invalid", &format!("contract.{name}"));
    let of_text = |id: u64, drawn: &str| json!({"base64SvgSignature": drawn, "textBlockId": id});
    let terms = of_text(TERMS_TEXT, DRAWN);
    for (more, expected) in [
        (json!({"contractSignature": null}), missing("contractSignature")),
        (json!({"contractSignature": {"base64SvgSignature": "signed"}}), invalid("contractSignature")),
        (json!({"textBlockSignatures": []}), missing("textBlockSignatures")),
        (
            json!({"textBlockSignatures": [of_text(TERMS_TEXT, "UE5H")]}),
            invalid("textBlockSignatures[0].base64SvgSignature"),
        ),
        (
            json!({"textBlockSignatures": [terms, of_text(74_002, DRAWN)]}),
            invalid("textBlockSignatures[1].textBlockId"),
        ),
        (json!({"textBlockSignatures": [terms, terms]}), invalid("textBlockSignatures[1].textBlockId")),
        (
            json!({"textBlockSignatures": [of_text(HEALTH_TEXT, DRAWN)]}),
            invalid("textBlockSignatures[0].textBlockId"),
        ),
    ] {
        let wished = with(&contract(CLASSIC_TWO_YEARS, &signed()), &more);
        assert_eq!(refused_signup(&mut front, &wished, &applicant(&json!({}))), expected, "{more}");
    }
    // Nothing is due for two years of Classic, and no token needed.
    let answer = front.signup(&contract(CLASSIC_TWO_YEARS, &signed()), &applicant(&json!({})));
    assert_eq!(answer.status, 200);
    // Of Premium only texts are signed.
    let texts = json!({"textBlockSignatures": [of_text(HEALTH_TEXT, DRAWN), terms]});
    let answer = front.add(EMIL, &contract(PREMIUM_STEPS, &texts));
    assert_eq!(answer.status, 200);
    let answer = front.add(EMIL, &contract(CLASSIC_TWO_YEARS, &json!({})));
    assert_eq!(refusal(&answer), no(400, "signature.missing", "contractSignature"));
}

#[test]
fn a_voucher_that_is_not_taken_and_a_customer_who_is_barred_conclude_nothing() {
    let mut front = Front::open();
    let wished = contract(BASIC_YEAR, &json!({"voucherCode": "NONSENSE"}));
    let expected = no(400, "voucher.invalid", "contract.voucherCode");
    assert_eq!(refused_signup(&mut front, &wished, &applicant(&json!({}))), expected);
    assert_eq!(refusal(&front.add(LENA, &wished)), no(400, "voucher.invalid", "voucherCode"));
    let plain = contract(BASIC_YEAR, &json!({}));
    assert_eq!(refusal(&front.add(BARRED, &plain)), no(400, "access.refused", "customerId"));
}

#[test]
fn a_key_without_the_scopes_of_memberships_is_refused() {
    let mut front = Front::open();
    front.world.scopes.remove(&crate::sandbox::Scope::MembershipWrite);
    assert_eq!(front.signup(&contract(BASIC_YEAR, &json!({})), &applicant(&json!({}))).status, 403);
    assert_eq!(front.preview_signup(&contract(BASIC_YEAR, &json!({})), &applicant(&json!({}))).status, 200);
    front.world.scopes.remove(&crate::sandbox::Scope::MembershipRead);
    assert_eq!(front.get("/v1/memberships/membership-offers").status, 403);
}
