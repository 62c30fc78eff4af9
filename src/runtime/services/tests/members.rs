//! Every effect of a member is answered by the event of its name, whatever the studio says.

use super::*;
use crate::app::effect::{ContractsEffect, CustomersEffect, ModulesEffect, VouchersEffect};
use crate::app::msg::{ContractsEvent, CustomersEvent, ModulesEvent, VouchersEvent};
use crate::domain::contract::{ContractId, ReasonId};
use crate::domain::frequency::FrequencyId;
use crate::domain::module::{ModuleContractId, ModuleId, ModuleOrder};
use crate::domain::person::CustomerKey;
use crate::domain::price::Voucher;
use crate::domain::request::Redemption;

/// Whom and what the studio does not know.
const NOBODY: CustomerId = CustomerId(1);
const NOTHING: ContractId = ContractId(2);
const NO_MODULE: ModuleContractId = ModuleContractId(3);
const ORDER: ModuleOrder =
    ModuleOrder { contract: NOTHING, module: ModuleId(4), frequency: FrequencyId(5), trial: false };

/// What an event is called: its variant, without what it carries.
fn name(event: &Event) -> String {
    let debug = match event {
        Event::Contracts(_, event) => format!("{event:?}"),
        Event::Modules(_, event) => format!("{event:?}"),
        Event::Vouchers(_, event) => format!("{event:?}"),
        Event::Customers(_, event) => format!("{event:?}"),
        Event::Offers(_, event) => format!("{event:?}"),
        other => format!("{other:?}"),
    };
    debug.split('(').next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn every_effect_of_a_member_is_answered_by_its_event() {
    let mut trial = Trial::new(None);
    let (request, language) = (RequestId(7), Language::De);
    let (date, reason) = (jiff::civil::date(2026, 12, 31), ReasonId(1));
    let contracts = |effect| Effect::Contracts(request, language, effect);
    let modules = |effect| Effect::Modules(request, language, effect);
    let customers = |effect| Effect::Customers(request, language, effect);
    let offers = |effect| Effect::Offers(request, language, effect);
    let redemption = Redemption {
        voucher: Voucher::new("CHVB1").expect("a voucher"),
        first_name: "Max".into(),
        last_name: "Mustermann".into(),
        email: "max@example.com".into(),
    };
    for (effect, event) in [
        (contracts(ContractsEffect::ListContracts(NOBODY)), "ContractsListed"),
        (contracts(ContractsEffect::ListReasons), "ReasonsListed"),
        (
            contracts(ContractsEffect::CancelContract { member: NOBODY, contract: NOTHING, date, reason }),
            "ContractCanceled",
        ),
        (
            contracts(ContractsEffect::WithdrawCancelation { member: NOBODY, contract: NOTHING }),
            "CancelationWithdrawn",
        ),
        (modules(ModulesEffect::ListModules), "ModulesListed"),
        (modules(ModulesEffect::ListPurchasable(NOTHING)), "PurchasableListed"),
        (modules(ModulesEffect::ValidateModule(ORDER)), "ModuleValidated"),
        (modules(ModulesEffect::PurchaseModule(ORDER)), "ModulePurchased"),
        (modules(ModulesEffect::ReadModuleContract(NOTHING, NO_MODULE)), "ModuleContractRead"),
        (
            modules(ModulesEffect::CancelModule { contract: NOTHING, module: NO_MODULE, date, reason }),
            "ModuleCanceled",
        ),
        (modules(ModulesEffect::WithdrawModuleCancelation(NOTHING, NO_MODULE)), "ModuleCancelationWithdrawn"),
        (
            Effect::Vouchers(request, language, VouchersEffect::RedeemVoucher(Box::new(redemption))),
            "VoucherRedeemed",
        ),
        (
            customers(CustomersEffect::FindCustomer(CustomerKey::CustomerNumber("none".to_owned()))),
            "CustomerFound",
        ),
        (customers(CustomersEffect::ReadDoorCode(NOBODY)), "DoorCodeRead"),
        (offers(OffersEffect::ListTickets(NOBODY)), "TicketsListed"),
        (offers(OffersEffect::ReadTickets { customer: NOBODY, offer: OfferId(6) }), "TicketsRead"),
    ] {
        let answer = trial.answer(effect).await;
        assert_eq!(name(&answer), event, "{answer:?}");
        let said = answer.fault().map(|fault| &fault.kind);
        assert_ne!(said, Some(&FaultKind::HeldBack), "{event}: the studio was asked");
    }
}

#[tokio::test]
async fn what_the_studio_tells_a_member_arrives() {
    let mut trial = Trial::new(None);
    let (request, language, member) = (RequestId(7), Language::De, CustomerId(200_101));
    let ask = |effect| Effect::Contracts(request, language, effect);
    let answer = trial.answer(ask(ContractsEffect::ListContracts(member))).await;
    assert!(
        matches!(&answer, Event::Contracts(RequestId(7), ContractsEvent::ContractsListed(Ok(list))) if !list.is_empty()),
        "{answer:?}"
    );
    let answer = trial.answer(Effect::Modules(request, language, ModulesEffect::ListModules)).await;
    assert!(
        matches!(&answer, Event::Modules(RequestId(7), ModulesEvent::ModulesListed(Ok(list))) if !list.is_empty()),
        "{answer:?}"
    );
    let voucher = Voucher::new("CHVB1-YL29-MYVA").expect("a voucher");
    let redemption = Box::new(Redemption {
        voucher,
        first_name: "Max".into(),
        last_name: "Mustermann".into(),
        email: "max@example.com".into(),
    });
    let redeem = Effect::Vouchers(request, language, VouchersEffect::RedeemVoucher(redemption));
    let answer = trial.answer(redeem).await;
    assert!(
        matches!(answer, Event::Vouchers(RequestId(7), VouchersEvent::VoucherRedeemed(Ok(_)))),
        "{answer:?}"
    );
    let code = CustomersEffect::ReadDoorCode(member);
    let answer = trial.answer(Effect::Customers(request, language, code)).await;
    assert!(
        matches!(answer, Event::Customers(RequestId(7), CustomersEvent::DoorCodeRead(Ok(_)))),
        "{answer:?}"
    );
}
