//! Contracts, modules, door codes and check-in vouchers: every answer and every refusal.

use serde_json::{Value, json};
use walkin::api::wire::checkin::{CheckinVoucherRedeemRequest, CheckinVoucherRedeemResult};
use walkin::api::wire::contracts::{CancelationReason, ContractCancelationRequest, ContractData, VoidResult};
use walkin::api::wire::customers::{Customer, CustomerAccessCode};
use walkin::api::wire::modules::{
    AdditionalModule, AdditionalModuleContract, AdditionalModuleContractCreated,
    AdditionalModuleContractRequest, AdditionalModuleValidationResult, ModuleContractCancelationRequest,
};
use walkin::api::wire::{Call, Method};
use walkin::sandbox::World;

use crate::openapi::check_answer;
use crate::{Caller, read};

/// The member of the demo, and the contract that he can cancel.
const JONAS: u64 = 200_101;
const FLEX: u64 = 300_101;

impl Caller {
    /// Sends a write that has no document.
    fn ask(&mut self, path: String) -> u16 {
        self.send(Call { method: Method::Post, ..Call::get(path) }).status
    }

    fn contracts(&mut self, customer: u64) -> Vec<ContractData> {
        self.get(&format!("/v1/memberships/{customer}/self-service/contract-data"))
    }
}

fn cancelation(contract: u64, date: &str, reason: u64) -> ContractCancelationRequest {
    ContractCancelationRequest {
        cancelation_date: date.to_owned(),
        cancelation_reason_id: reason,
        contract_id: contract,
    }
}

fn of_module(date: &str, reason: u64) -> ModuleContractCancelationRequest {
    ModuleContractCancelationRequest { cancelation_date: date.to_owned(), cancelation_reason_id: reason }
}

fn order(module: u64, frequency: u64, trial: bool) -> AdditionalModuleContractRequest {
    AdditionalModuleContractRequest {
        additional_module_id: module,
        payment_frequency_id: frequency,
        book_trial_period: trial,
    }
}

fn redemption(code: &str, email: &str) -> CheckinVoucherRedeemRequest {
    CheckinVoucherRedeemRequest {
        voucher_code: code.to_owned(),
        firstname: "Ada".to_owned(),
        lastname: "Neu".to_owned(),
        email: email.to_owned(),
    }
}

#[test]
fn every_members_contracts_passes_and_modules_keep_the_contract_whatever_the_day() {
    let mut caller = Caller::new();
    // The rate limit counts by the clock, and the dates move with it.
    for days in [0, 45, 2_000] {
        caller.now += jiff::SignedDuration::from_hours(24 * days);
        for id in caller.world.people().map(|person| person.id).collect::<Vec<_>>() {
            for contract in caller.contracts(id) {
                let path =
                    format!("/v1/memberships/{}/self-service/additional-modules/purchasable", contract.id);
                let _: Vec<AdditionalModule> = caller.get(&path);
            }
            let _: Vec<Value> = caller.get(&format!("/v1/online-offers/{id}/purchased"));
        }
        let owned: Vec<_> =
            caller.world.module_contracts().iter().map(|owned| (owned.contract_id, owned.id)).collect();
        for (contract, id) in owned {
            let path = format!("/v1/memberships/{contract}/self-service/additional-module-contracts/{id}");
            let _: AdditionalModuleContract = caller.get(&path);
        }
    }
    let modules: Vec<AdditionalModule> = caller.get("/v1/memberships/self-service/additional-modules");
    assert_eq!(modules.len(), caller.world.modules_on_sale().len());
}

#[test]
fn a_card_is_found_in_every_format_as_the_contract_says() {
    let mut caller = Caller::new();
    for (number, format) in [
        ("1290158199", "DECIMAL"),
        ("4CE64077", "HEX_MSB"),
        ("7740E64C", "HEX_LSB"),
        ("04A1B2C3D4E580", "HEX_MSB"),
    ] {
        let by = Call::get("/v1/customers/by").with("cardNumber", number).with("cardNumberFormat", format);
        let _: Customer = read(&caller.send(by));
    }
}

#[test]
fn a_contract_is_canceled_and_taken_back_in_the_words_of_the_contract() {
    let mut caller = Caller::new();
    let cancel = format!("/v1/memberships/{JONAS}/self-service/ordinary-contract-cancelation");
    let withdraw =
        format!("/v1/memberships/{JONAS}/self-service/withdraw-ordinary-contract-cancelation/{FLEX}");
    let reasons: Vec<CancelationReason> =
        caller.get("/v1/memberships/self-service/contract-cancelation-reasons");
    let reason = reasons[0].cancelation_reason_id;
    for is_verified in [false, true] {
        caller.world.verifies_cancelations = is_verified;
        let dates = caller.contracts(JONAS)[0].available_cancelation_dates.clone();
        let _: VoidResult = caller.post(&cancel, &cancelation(FLEX, &dates[0], reason));
        let shown = caller.contracts(JONAS)[0].cancelation_status.clone();
        let expected = if is_verified { "PENDING_VERIFICATION" } else { "CANCELED" };
        assert_eq!(shown.as_deref(), Some(expected));
        assert_eq!(caller.refused(&cancel, &cancelation(FLEX, &dates[0], reason)), 409);
        assert_eq!(caller.ask(withdraw.clone()), 200);
        assert_eq!(caller.ask(withdraw.clone()), 409);
        caller.contracts(JONAS);
        caller.world.verify_all();
        assert_eq!(caller.contracts(JONAS)[0].cancelation_status, None);
    }
    let dates = caller.contracts(JONAS)[0].available_cancelation_dates.clone();
    assert_eq!(caller.refused(&cancel, &cancelation(FLEX, "2026-06-11", reason)), 400);
    assert_eq!(caller.refused(&cancel, &cancelation(FLEX, &dates[0], 1)), 400);
    assert_eq!(caller.refused(&cancel, &cancelation(1, &dates[0], reason)), 404);
    assert_eq!(caller.refused(&cancel, &json!({"contractId": FLEX})), 400);
    let nobody = "/v1/memberships/1/self-service";
    assert_eq!(caller.send(Call::get(format!("{nobody}/contract-data"))).status, 404);
    assert_eq!(caller.ask(format!("{nobody}/withdraw-ordinary-contract-cancelation/{FLEX}")), 404);
}

#[test]
fn a_module_is_checked_bought_canceled_and_taken_back_in_the_words_of_the_contract() {
    let mut caller = Caller::new();
    let of = |contract: u64| format!("/v1/memberships/{contract}/self-service/additional-modules");
    for (contract, order, expected) in [
        (FLEX, order(52_001, 62_001, true), "ADDITIONAL_MODULE_PURCHASABLE"),
        (300_105, order(52_001, 62_001, false), "ADDITIONAL_MODULE_CONTRACT_ALREADY_PURCHASED"),
        (300_102, order(52_001, 62_001, false), "ADDITIONAL_MODULE_CONTRACT_INVALID_STATUS"),
        (FLEX, order(1, 62_001, false), "ADDITIONAL_MODULE_NOT_FOUND"),
        (FLEX, order(52_008, 62_008, false), "ADDITIONAL_MODULE_NOT_ONLINE_PURCHASABLE"),
        (FLEX, order(52_002, 62_002, true), "ADDITIONAL_MODULE_TRIAL_PERIOD_NOT_BOOKABLE"),
    ] {
        let said: AdditionalModuleValidationResult =
            caller.post(&format!("{}/validate", of(contract)), &order);
        assert_eq!(said.validation_status, expected);
        if expected != "ADDITIONAL_MODULE_PURCHASABLE" {
            assert!(caller.refused(&format!("{}/purchase", of(contract)), &order) >= 400);
        }
    }
    for path in ["validate", "purchase"] {
        assert_eq!(caller.refused(&format!("{}/{path}", of(FLEX)), &order(52_001, 62_008, false)), 400);
        assert_eq!(caller.refused(&format!("{}/{path}", of(FLEX)), &json!({})), 400);
        assert_eq!(caller.refused(&format!("{}/{path}", of(1)), &order(52_001, 62_001, false)), 404);
    }
    assert_eq!(caller.send(Call::get(format!("{}/purchasable", of(1)))).status, 404);
    let sold = caller.world.modules_on_sale().to_vec();
    for module in sold {
        for frequency in module.payment_frequencies.iter().filter_map(|frequency| frequency.id).take(1) {
            let order = order(module.id, frequency, module.trial_period_config.is_some());
            let created: AdditionalModuleContractCreated =
                caller.post(&format!("{}/purchase", of(FLEX)), &order);
            assert_eq!(caller.refused(&format!("{}/purchase", of(FLEX)), &order), 409);
            end_and_keep(&mut caller, created.id.expect("an id"));
        }
    }
    let none = format!("/v1/memberships/{FLEX}/self-service/additional-module-contracts/1");
    assert_eq!(caller.send(Call::get(&none)).status, 404);
    assert_eq!(caller.ask(format!("{none}/withdraw-cancelation")), 404);
    assert_eq!(caller.refused(&format!("{none}/ordinary-cancelation"), &of_module("2026-07-09", 8_101)), 404);
}

/// Reads a module contract, cancels it and takes that back, where it can be.
fn end_and_keep(caller: &mut Caller, id: u64) {
    let path = format!("/v1/memberships/{FLEX}/self-service/additional-module-contracts/{id}");
    let bought: AdditionalModuleContract = caller.get(&path);
    assert_eq!(bought.contract_cancelation_can_be_withdrawn, Some(false));
    let (cancel, withdraw) = (format!("{path}/ordinary-cancelation"), format!("{path}/withdraw-cancelation"));
    assert_eq!(caller.ask(withdraw.clone()), 409);
    assert_eq!(caller.refused(&cancel, &of_module("2026-06-09", 8_101)), 400);
    let Some(date) = bought.available_cancelation_dates.first() else { return };
    assert_eq!(caller.refused(&cancel, &of_module(date, 1)), 400);
    let _: VoidResult = caller.post(&cancel, &of_module(date, 8_101));
    assert_eq!(caller.refused(&cancel, &of_module(date, 8_101)), 409);
    let canceled: AdditionalModuleContract = caller.get(&path);
    assert_eq!(canceled.cancelation_date.as_deref(), Some(date.as_str()));
    assert_eq!(caller.ask(withdraw), 200);
}

#[test]
fn door_codes_and_check_in_vouchers_keep_the_contract() {
    let mut caller = Caller::new();
    let path = format!("/v1/customers/{JONAS}/access-code");
    let code: CustomerAccessCode = caller.get(&path);
    assert_eq!(code.format.as_deref(), Some("QR_CODE"));
    assert_eq!(caller.send(Call::get("/v1/customers/200103/access-code")).status, 400);
    assert_eq!(caller.send(Call::get("/v1/customers/1/access-code")).status, 404);
    caller.world.enable_door_codes(false);
    assert_eq!(caller.send(Call::get(&path)).status, 404);

    let redeem = "/v1/checkin-vouchers/redeem";
    let redeemed: CheckinVoucherRedeemResult =
        caller.post(redeem, &redemption("CHVB1-YL29-MYVA", "ada@example.com"));
    assert_eq!(redeemed.studio_access_code, caller.world.redemptions()[0].access_code);
    for (code, email, status) in [
        ("CHVB1-YL29-MYVA", "ada@example.com", 409),
        ("CHVB1-0000-0000", "ada@example.com", 404),
        ("CHVB1-ALTE-2024", "ada@example.com", 400),
        ("CHVB1-K7QD-3MXP", "no address", 400),
    ] {
        assert_eq!(caller.refused(redeem, &redemption(code, email)), status, "{code}");
    }
    assert_eq!(caller.refused(redeem, &json!({"voucherCode": "CHVB1-K7QD-3MXP"})), 400);
}

#[test]
fn a_key_that_may_do_nothing_is_refused_by_every_operation_in_the_words_of_the_contract() {
    let mut caller = Caller::new();
    caller.world.scopes.clear();
    let members = format!("/v1/memberships/{JONAS}/self-service");
    let contract = format!("/v1/memberships/{FLEX}/self-service");
    let module = format!("{contract}/additional-module-contracts/1");
    let (reads, writes) = (
        [
            format!("/v1/customers/{JONAS}/access-code"),
            format!("{members}/contract-data"),
            "/v1/memberships/self-service/contract-cancelation-reasons".to_owned(),
            "/v1/memberships/self-service/additional-modules".to_owned(),
            format!("{contract}/additional-modules/purchasable"),
            module.clone(),
        ],
        [
            format!("{members}/ordinary-contract-cancelation"),
            format!("{members}/withdraw-ordinary-contract-cancelation/{FLEX}"),
            format!("{contract}/additional-modules/validate"),
            format!("{contract}/additional-modules/purchase"),
            format!("{module}/ordinary-cancelation"),
            format!("{module}/withdraw-cancelation"),
            "/v1/checkin-vouchers/redeem".to_owned(),
        ],
    );
    let writes = writes.map(|path| Call { method: Method::Post, ..Call::get(path) });
    for call in reads.map(Call::get).into_iter().chain(writes) {
        assert_eq!(caller.send_unchecked(call.clone()).status, 403, "{call:?}");
        for status in [400, 401, 404, 409, 429, 500, 503] {
            let mut world = World::new(3, caller.now);
            check_answer(&call, &world.fail(caller.now, &call, status, None));
        }
    }
}
