//! Door codes, check-in vouchers, the passes of members, scopes, and what is shown late.

use std::time::Duration;

use serde_json::{Value, json};

use super::*;
use crate::sandbox::Scope;

fn redeem(front: &mut Front, code: &str, email: &str) -> Answer {
    let body = json!({"voucherCode": code, "firstname": "Ada", "lastname": "Neu", "email": email});
    front.post("/v1/checkin-vouchers/redeem", &body)
}

#[test]
fn a_door_code_lasts_a_minute_and_is_another_one_the_next_second() {
    let mut front = Front::open();
    let path = format!("/v1/customers/{JONAS}/access-code");
    let first: Value = read(&front.get(&path));
    assert_eq!(first["expiresAt"], "2026-06-10T12:01:00Z");
    assert_eq!(first["content"], front.world.door_code(JONAS, front.now));
    assert_ne!(front.world.door_code(JONAS, front.now), front.world.door_code(LENA, front.now));
    front.wait(1);
    front.world.door_code_lifetime = Duration::from_secs(5);
    let second: Value = read(&front.get(&path));
    assert_eq!(second["expiresAt"], "2026-06-10T12:00:06Z");
    assert_ne!(first["content"], second["content"]);
}

#[test]
fn there_is_no_door_code_for_whom_is_barred_nor_in_a_studio_without() {
    let mut front = Front::open();
    let barred = front.get(&format!("/v1/customers/{BARRED}/access-code"));
    assert_eq!(refused(&barred), (400, "access.refused".to_owned()));
    assert_eq!(front.get("/v1/customers/1/access-code").status, 404);
    front.world.enable_door_codes(false);
    let none = front.get(&format!("/v1/customers/{JONAS}/access-code"));
    assert_eq!(refused(&none), (404, "door_codes.disabled".to_owned()));
    let studio: Value = read(&front.get("/v1/studios/information"));
    assert_eq!(studio["accessCodeConfiguration"]["enabled"], false);
}

#[test]
fn a_check_in_voucher_is_taken_once_in_any_case() {
    let mut front = Front::open();
    let answer: Value = read(&redeem(&mut front, " chvb1-yl29-myva ", "ada@example.com"));
    let redeemed = &front.world.redemptions()[0];
    assert_eq!((redeemed.voucher_code.as_str(), redeemed.name.as_str()), ("CHVB1-YL29-MYVA", "Ada Neu"));
    assert_eq!(answer["studioAccessCode"], redeemed.access_code);
    for (code, email, expected) in [
        ("CHVB1-YL29-MYVA", "ada@example.com", (409, "checkin.used")),
        ("CHVB1-ALTE-2024", "ada@example.com", (400, "checkin.expired")),
        ("CHVB1-0000-0000", "ada@example.com", (404, "not_found")),
        ("CHVB1-K7QD-3MXP", "ada@example", (400, "field.invalid")),
    ] {
        let (status, refusal) = refused(&redeem(&mut front, code, email));
        assert_eq!((status, refusal.as_str()), expected, "{code} {email}");
    }
    assert_eq!(front.world.redemptions().len(), 1);
    front.world.accepts_repeats = true;
    assert_eq!(redeem(&mut front, "CHVB1-YL29-MYVA", "ada@example.com").status, 200);
    assert_eq!(front.world.redemptions().len(), 2);
}

#[test]
fn the_member_of_the_demo_has_passes_of_every_kind() {
    let mut front = Front::open();
    let passes: Vec<Value> = read(&front.get(&format!("/v1/online-offers/{JONAS}/purchased")));
    let day = |pass: &Value, name: &str| pass[name].as_str().expect("a day")[..10].to_owned();
    let today = "2026-06-10";
    assert!(passes.iter().any(|pass| pass["voucherCode"] == "SOMMER20"), "with a voucher");
    assert!(passes.iter().any(|pass| day(pass, "expiryDate").as_str() < today), "expired");
    assert!(passes.iter().any(|pass| day(pass, "validFrom").as_str() > today), "to come");
    let is_valid =
        |pass: &&Value| day(pass, "validFrom").as_str() <= today && day(pass, "expiryDate").as_str() >= today;
    assert_eq!(passes.iter().filter(is_valid).count(), 2);
    assert_eq!(front.world.purchases().len(), 1, "what members had before is not what was sold");
}

#[test]
fn each_scope_opens_its_own_operations_only() {
    let members = format!("/v1/memberships/{JONAS}/self-service");
    let contract = format!("/v1/memberships/{FLEX}/self-service");
    let post = |path: String| Call::post(path, &json!({})).expect("JSON");
    for (scope, call) in [
        (Scope::CustomerRead, Call::get(format!("/v1/customers/{JONAS}/access-code"))),
        (Scope::MembershipSelfServiceRead, Call::get(format!("{members}/contract-data"))),
        (
            Scope::MembershipSelfServiceRead,
            Call::get("/v1/memberships/self-service/contract-cancelation-reasons"),
        ),
        (Scope::MembershipSelfServiceWrite, post(format!("{members}/ordinary-contract-cancelation"))),
        (
            Scope::MembershipSelfServiceWrite,
            post(format!("{members}/withdraw-ordinary-contract-cancelation/{FLEX}")),
        ),
        (
            Scope::MembershipSelfServiceAdditionalModuleRead,
            Call::get("/v1/memberships/self-service/additional-modules"),
        ),
        (
            Scope::MembershipSelfServiceAdditionalModuleRead,
            Call::get(format!("{contract}/additional-modules/purchasable")),
        ),
        (
            Scope::MembershipSelfServiceAdditionalModuleRead,
            post(format!("{contract}/additional-modules/validate")),
        ),
        (
            Scope::MembershipSelfServiceAdditionalModuleContractWrite,
            post(format!("{contract}/additional-modules/purchase")),
        ),
        (
            Scope::MembershipSelfServiceAdditionalModuleContractRead,
            Call::get(format!("{contract}/additional-module-contracts/1")),
        ),
        (
            Scope::MembershipSelfServiceAdditionalModuleContractWrite,
            post(format!("{contract}/additional-module-contracts/1/ordinary-cancelation")),
        ),
        (
            Scope::MembershipSelfServiceAdditionalModuleContractWrite,
            post(format!("{contract}/additional-module-contracts/1/withdraw-cancelation")),
        ),
        (Scope::CheckinVoucherWrite, post("/v1/checkin-vouchers/redeem".to_owned())),
    ] {
        let mut front = Front::open();
        front.world.scopes.remove(&scope);
        assert_eq!(front.call(&call).status, 403, "{call:?}");
        front.world.scopes = [scope].into();
        assert_ne!(front.call(&call).status, 403, "{call:?}");
    }
    assert_eq!(Front::open().get(&format!("{members}/ordinary-contract-cancelation")).status, 405);
}

#[test]
fn what_is_done_is_shown_late_and_counts_at_once() {
    let mut front = Front::open();
    front.world.visible_after = Duration::from_secs(30);
    let shown = |front: &mut Front| front.contracts(JONAS)[0]["cancelationStatus"].clone();
    assert_eq!(front.cancel(JONAS, FLEX, "2026-07-31").status, 200);
    assert_eq!(shown(&mut front), Value::Null);
    assert_eq!(refused(&front.cancel(JONAS, FLEX, "2026-07-31")), (409, "cancelation.exists".to_owned()));
    front.wait(30);
    assert_eq!(shown(&mut front), "CANCELED");
    assert_eq!(front.withdraw(JONAS, FLEX).status, 200);
    assert_eq!(shown(&mut front), "CANCELED");
    front.wait(30);
    assert_eq!(shown(&mut front), Value::Null);

    let order = json!({"additionalModuleId": 52_002, "paymentFrequencyId": 62_002, "bookTrialPeriod": false});
    let modules = format!("/v1/memberships/{FLEX}/self-service/additional-modules");
    let created: Value = read(&front.post(&format!("{modules}/purchase"), &order));
    let module = format!("/v1/memberships/{FLEX}/self-service/additional-module-contracts/{}", created["id"]);
    let check = |front: &mut Front| {
        read::<Value>(&front.post(&format!("{modules}/validate"), &order))["validationStatus"].clone()
    };
    assert_eq!(check(&mut front), "ADDITIONAL_MODULE_PURCHASABLE");
    assert_eq!(front.get(&module).status, 404);
    assert_eq!(
        refused(&front.post(&format!("{modules}/purchase"), &order)),
        (409, "module.owned".to_owned())
    );
    front.wait(30);
    assert_eq!(check(&mut front), "ADDITIONAL_MODULE_CONTRACT_ALREADY_PURCHASED");
    assert_eq!(front.get(&module).status, 200);
}
