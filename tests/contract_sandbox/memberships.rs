//! Memberships: every answer and every refusal of the ten operations.

use serde_json::{Value, json};
use walkin::api::wire::contracts::ContractData;
use walkin::api::wire::customers::{Customer, CustomerSearchRequest};
use walkin::api::wire::leads::LanguageSelection;
use walkin::api::wire::memberships::{
    AdditionalInformationFieldAssignment, DocumentIdentification, MembershipContractRequest, MembershipOffer,
    MembershipPreview, MembershipSignupCustomer, MembershipSignupRequest, MembershipSignupResult,
    MembershipSwitchConfig, MembershipSwitchRequest, Signature, TextBlockSignature,
};
use walkin::api::wire::payments::UserSessionResponse;
use walkin::api::wire::{Amount, Call};
use walkin::sandbox::World;

use crate::openapi::check_answer;
use crate::{Caller, read, session};

const JONAS: u64 = 200_101;
const LENA: u64 = 200_104;
const EMIL: u64 = 200_112;
/// The contract of Jonas that can be left.
const FLEX: u64 = 300_101;
const BASIC_YEAR: u64 = 71_101;
const CLASSIC_YEAR: u64 = 71_201;
const SIGNUP: &str = "/v1/memberships/signup";

fn drawn() -> String {
    "PHN2Zy8+".to_owned()
}

fn contract(term: u64) -> MembershipContractRequest {
    MembershipContractRequest {
        contract_offer_term_id: term,
        start_date: "2026-07-01".to_owned(),
        ..Default::default()
    }
}

/// A year of Classic with everything that can be said of it.
fn classic() -> MembershipContractRequest {
    MembershipContractRequest {
        preuse_date: Some("2026-06-21".to_owned()),
        notes: Some("Kiosk".to_owned()),
        third_party_id: Some("K7Q2-M9XD".to_owned()),
        employee_id: Some(5),
        referral_code: Some("JONAS".to_owned()),
        selected_selectable_module_ids: vec![73_011, 73_012],
        selected_optional_module_ids: vec![73_021, 73_022],
        contract_signature: Some(Signature { base64_svg_signature: drawn() }),
        text_block_signatures: vec![TextBlockSignature {
            base64_svg_signature: drawn(),
            text_block_id: 74_001,
        }],
        voucher_code: Some("HALB3".to_owned()),
        ..contract(CLASSIC_YEAR)
    }
}

fn applicant(birth: &str) -> MembershipSignupCustomer {
    let some = |text: &str| Some(text.to_owned());
    MembershipSignupCustomer {
        third_party_id: some("K7Q2-M9XD"),
        first_name: "Ada".to_owned(),
        second_first_name: some("Maria"),
        last_name: "Neu".to_owned(),
        second_last_name: some("Alt"),
        date_of_birth: birth.to_owned(),
        place_of_birth: some("Roma"),
        country_of_birth: some("IT"),
        email: "ada.neu@example.com".to_owned(),
        gender: some("FEMALE"),
        phone_number_private: some("+49 30 5550170"),
        phone_number_mobile: some("+49 1555 0170"),
        street: "Turbinenweg".to_owned(),
        house_number: some("8a"),
        city: "Berlin".to_owned(),
        zip_code: "10245".to_owned(),
        country_code: "IT".to_owned(),
        language: LanguageSelection { language_code: "it".to_owned(), country_code: some("IT") },
        tax_id: some("NEUDAA90A42H501U"),
        document_identification: Some(DocumentIdentification {
            document_number: "CX5432".to_owned(),
            document_type: "PASSPORT".to_owned(),
        }),
        communication_preferences: World::new(3, jiff::Timestamp::UNIX_EPOCH)
            .lead_config
            .communication_preferences,
        additional_information_field_assignments: vec![AdditionalInformationFieldAssignment {
            additional_information_field_id: 7_105,
            value: "3".to_owned(),
        }],
        ..Default::default()
    }
}

fn add_path(customer: u64) -> String {
    format!("/v1/memberships/customers/{customer}/add-membership")
}

fn switch_path(customer: u64) -> String {
    format!("/v1/memberships/{customer}/membership-switch")
}

fn switch(config: u64, term: u64, source: u64) -> MembershipSwitchRequest {
    MembershipSwitchRequest {
        config_id: config,
        membership_offer_term_id: term,
        source_contract_id: source,
        start_date: "2026-07-01".to_owned(),
        notes: Some("Kiosk".to_owned()),
        third_party_id: Some("K7Q2-M9XD".to_owned()),
        selected_selectable_module_ids: vec![],
        selected_optional_module_ids: vec![73_021],
        initial_payment_request_token: None,
    }
}

impl Caller {
    /// Opens a session and agrees in it: the token, and who pays.
    fn agree(
        &mut self,
        scope: &str,
        amount: Amount,
        customer: Option<u64>,
        payer: Option<&str>,
    ) -> (String, String) {
        let mut request = session(customer, "1");
        request.amount = amount;
        scope.clone_into(&mut request.scope);
        request.finion_pay_customer_id = payer.map(str::to_owned);
        let opened: UserSessionResponse = self.post("/v1/payments/user-session", &request);
        let token = self.world.authorise(self.now, &opened.token).expect("a token");
        (token, opened.finion_pay_customer_id.expect("a payer"))
    }

    fn preview(&mut self, contract: &MembershipContractRequest, birth: &str) -> MembershipPreview {
        let request = MembershipSignupRequest { contract: contract.clone(), customer: applicant(birth) };
        self.post(&format!("{SIGNUP}/preview"), &request)
    }

    /// Sends what is answered with nothing.
    fn done(&mut self, path: &str, body: &impl serde::Serialize) {
        let answer = self.send(Call::post(path, body).expect("JSON"));
        assert_eq!((answer.status, answer.body.len()), (200, 0), "{}", String::from_utf8_lossy(&answer.body));
    }
}

fn due(preview: &MembershipPreview) -> Amount {
    let payments = preview.payment_preview.as_ref().expect("payments");
    payments.due_on_signing_amount.as_ref().expect("an amount").amount
}

#[test]
fn every_offer_and_every_preview_of_it_keeps_the_contract() {
    let mut caller = Caller::new();
    let list: Vec<MembershipOffer> = caller.get("/v1/memberships/membership-offers");
    for offer in &list {
        let detail: MembershipOffer = caller.get(&format!("/v1/memberships/membership-offers/{}", offer.id));
        assert_eq!(detail.terms.len(), offer.terms.len());
        for term in &detail.terms {
            let selected_optional_module_ids = term.optional_modules.iter().map(|module| module.id).collect();
            let wished = MembershipContractRequest { selected_optional_module_ids, ..contract(term.id) };
            for birth in ["2007-06-01", "1950-01-02"] {
                assert!(caller.preview(&wished, birth).base_price.is_some());
            }
        }
    }
}

#[test]
fn every_voucher_keeps_the_contract() {
    let mut caller = Caller::new();
    for voucher in [
        "NONSENSE",
        "IMMER10",
        "START15",
        "HALB3",
        "MINUS5",
        "GUTHABEN50",
        "GESCHENK3",
        "FIRMA40",
        "FIRMA12",
        "GAST",
        "BONUS2",
    ] {
        let wished = MembershipContractRequest { voucher_code: Some(voucher.to_owned()), ..classic() };
        let preview = caller.preview(&wished, "1990-01-02");
        let is_taken = voucher != "NONSENSE";
        assert_eq!(
            (preview.voucher_error_code.is_none(), preview.voucher_type.is_some()),
            (is_taken, is_taken)
        );
    }
}

#[test]
fn a_membership_from_the_list_to_the_contract_keeps_the_contract() {
    let mut caller = Caller::new();
    let birth = "1990-01-02";
    let preview = caller.preview(&classic(), birth);
    let zero = Amount(rust_decimal::Decimal::ZERO);
    let (recurring, payer) = caller.agree("MEMBER_ACCOUNT", zero, None, None);
    let (upfront, _) = caller.agree("ECOM", due(&preview), None, Some(&payer));
    let request = MembershipSignupRequest {
        contract: MembershipContractRequest { initial_payment_request_token: Some(upfront), ..classic() },
        customer: MembershipSignupCustomer { payment_request_token: Some(recurring), ..applicant(birth) },
    };
    let joined: MembershipSignupResult = caller.post(SIGNUP, &request);
    let id = joined.customer_id.expect("a customer");
    let found: Vec<Customer> = caller.post(
        "/v1/customers/search",
        &CustomerSearchRequest { email: Some("ada.neu@example.com".to_owned()), ..Default::default() },
    );
    assert_eq!(found.iter().map(|customer| customer.id).collect::<Vec<_>>(), [id]);
    let contracts: Vec<ContractData> =
        caller.get(&format!("/v1/memberships/{id}/self-service/contract-data"));
    assert_eq!(contracts[0].rate_name.as_deref(), Some("Kraftwerk Classic"));
    let _: Customer = caller.get(&format!("/v1/customers/{id}"));
    assert_eq!(caller.refused(SIGNUP, &request), 409, "its payments are spent");
}

#[test]
fn one_more_membership_and_a_switch_keep_the_contract() {
    let mut caller = Caller::new();
    let preview: MembershipPreview = caller.post(&format!("{}/preview", add_path(LENA)), &classic());
    let (token, _) = caller.agree("ECOM", due(&preview), Some(LENA), None);
    let paid = MembershipContractRequest { initial_payment_request_token: Some(token), ..classic() };
    caller.done(&add_path(LENA), &paid);
    assert_eq!(caller.refused(&add_path(LENA), &paid), 409);
    caller.done(&add_path(EMIL), &contract(BASIC_YEAR));

    let configs: Vec<MembershipSwitchConfig> = caller.get(&format!("{}/configs", switch_path(JONAS)));
    assert_eq!(configs[0].source_contracts[0].id, FLEX);
    let config: MembershipSwitchConfig =
        caller.get(&format!("{}/configs/{}", switch_path(JONAS), configs[0].id));
    let offers = config.destination_membership_offers.expect("offers");
    assert_eq!((offers.entries.len(), offers.skipped), (2, 0));
    let mut wished = switch(config.id, CLASSIC_YEAR, FLEX);
    let preview: MembershipPreview = caller.post(&format!("{}/preview", switch_path(JONAS)), &wished);
    let (token, _) = caller.agree("ECOM", due(&preview), Some(JONAS), None);
    wished.initial_payment_request_token = Some(token);
    caller.done(&switch_path(JONAS), &wished);
    assert_eq!(caller.refused(&switch_path(JONAS), &wished), 409);
    let data: Vec<ContractData> = caller.get(&format!("/v1/memberships/{JONAS}/self-service/contract-data"));
    assert_eq!(data[0].cancelation_origin.as_deref(), Some("STUDIO"));
}

#[test]
fn the_ways_of_every_member_keep_the_contract() {
    let mut caller = Caller::new();
    let mut open = 0;
    for id in caller.world.people().map(|person| person.id).collect::<Vec<_>>() {
        for studio in ["1238735970", "1238735971"] {
            let list = Call::get(format!("{}/configs", switch_path(id))).with("studioId", studio);
            let configs: Vec<MembershipSwitchConfig> = read(&caller.send(list));
            for config in configs {
                let path = format!("{}/configs/{}", switch_path(id), config.id);
                let _: MembershipSwitchConfig = read(&caller.send(Call::get(path).with("studioId", studio)));
                open += 1;
            }
        }
    }
    assert!(open >= 5, "{open}");
}

#[test]
fn every_refusal_of_a_membership_has_a_status_and_a_body_of_the_contract() {
    let mut caller = Caller::new();
    let signup = |contract: Value, customer: Value| json!({"contract": contract, "customer": customer});
    let person = serde_json::to_value(applicant("1990-01-02")).expect("JSON");
    let unknown = serde_json::to_value(contract(1)).expect("JSON");
    let unsigned = serde_json::to_value(contract(CLASSIC_YEAR)).expect("JSON");
    for path in [SIGNUP.to_owned(), format!("{SIGNUP}/preview")] {
        assert_eq!(caller.refused(&path, &signup(unknown.clone(), person.clone())), 404);
        assert_eq!(caller.refused(&path, &signup(json!({}), person.clone())), 400);
        assert_eq!(caller.refused(&path, &json!({})), 400);
    }
    assert_eq!(caller.refused(SIGNUP, &signup(unsigned.clone(), person)), 400);
    for path in [add_path(EMIL), format!("{}/preview", add_path(EMIL))] {
        assert_eq!(caller.refused(&path, &unknown), 404);
        assert_eq!(caller.refused(&path, &json!({})), 400);
    }
    assert_eq!(caller.refused(&add_path(EMIL), &unsigned), 400);
    for path in [switch_path(JONAS), format!("{}/preview", switch_path(JONAS))] {
        assert_eq!(caller.refused(&path, &switch(1, CLASSIC_YEAR, FLEX)), 404);
        assert_eq!(caller.refused(&path, &switch(75_001, BASIC_YEAR, FLEX)), 400);
        assert_eq!(caller.refused(&path, &json!({})), 400);
    }
    for path in [
        "/v1/memberships/membership-offers/1".to_owned(),
        format!("{}/configs", switch_path(1)),
        format!("{}/configs/1", switch_path(JONAS)),
    ] {
        assert_eq!(caller.send(Call::get(path)).status, 404);
    }
}

#[test]
fn a_key_without_scopes_is_refused_by_all_ten_operations_in_the_words_of_the_contract() {
    let mut caller = Caller::new();
    caller.world.scopes.clear();
    let reads = [
        "/v1/memberships/membership-offers".to_owned(),
        "/v1/memberships/membership-offers/70100".to_owned(),
        format!("{}/configs", switch_path(JONAS)),
        format!("{}/configs/75001", switch_path(JONAS)),
    ];
    let writes = [
        SIGNUP.to_owned(),
        format!("{SIGNUP}/preview"),
        add_path(JONAS),
        format!("{}/preview", add_path(JONAS)),
        switch_path(JONAS),
        format!("{}/preview", switch_path(JONAS)),
    ];
    let writes = writes.map(|path| Call::post(path, &json!({})).expect("JSON"));
    for call in reads.map(Call::get).into_iter().chain(writes) {
        assert_eq!(caller.send_unchecked(call.clone()).status, 403, "{call:?}");
        for status in [400, 401, 404, 409, 429, 500, 503] {
            let mut world = World::new(3, caller.now);
            check_answer(&call, &world.fail(caller.now, &call, status, None));
        }
    }
}
