//! Effects, performed through the real client and written down in one line each.

use walkin::api::{Client, Transport};
use walkin::app::effect::{
    CatalogueEffect, ContractsEffect, CustomersEffect, Effect, LeadsEffect, LedgerEffect, MembershipsEffect,
    ModulesEffect, OffersEffect, PaymentsEffect, PhoneEffect, StudioEffect, VouchersEffect,
};
use walkin::app::msg::{
    CatalogueEvent, ContractsEvent, CustomersEvent, Event, LeadsEvent, LedgerEvent, MembershipsEvent,
    ModulesEvent, OffersEvent, PaymentsEvent, PhoneEvent, StudioEvent, VouchersEvent,
};
use walkin::domain::fault::{Fault, LedgerFault};
use walkin::domain::intent::{Order, Step};
use walkin::domain::language::Language;
use walkin::domain::membership::{Choice, Conclusion, Draft, Membership, OfferModuleId, Party};
use walkin::domain::module::ModuleOrder;
use walkin::domain::payment::{Payer, PaymentId, PaymentScope, PhoneTask};
use walkin::domain::person::CustomerKey;
use walkin::domain::price::Voucher;
use walkin::domain::request::{Grant, Request, Target};
use walkin::kept;
use walkin::runtime::services;

/// Asks the studio as the runtime does.
pub async fn ask<T: Transport>(client: &Client<T>, effect: Effect) -> Event {
    services::ask(client, effect).await.expect("an effect for the studio")
}

/// The base URL that the catalogue is of.
const SOURCE: &str = "https://kraftwerk.example";

/// Reads or replaces the file of the catalogue.
pub fn keep(file: &mut Option<Vec<u8>>, effect: CatalogueEffect) -> Option<CatalogueEvent> {
    match effect {
        CatalogueEffect::LoadCatalogue => {
            let kept = file.as_deref().and_then(|bytes| kept::decode(SOURCE, bytes).ok());
            Some(CatalogueEvent::CatalogueLoaded(Box::new(kept.unwrap_or_default())))
        }
        CatalogueEffect::KeepCatalogue(catalogue) => {
            *file = kept::encode(SOURCE, &catalogue).ok();
            None
        }
    }
}

/// An effect in one line, without anything personal.
pub fn line(effect: &Effect) -> String {
    match effect {
        Effect::Studio(_, language, StudioEffect::ReadInformation) => {
            said("Studio ReadInformation", *language)
        }
        Effect::Studio(_, language, StudioEffect::ReadUtilization) => {
            said("Studio ReadUtilization", *language)
        }
        Effect::Offers(_, language, effect) => said(&format!("Offers {}", offers_line(effect)), *language),
        Effect::Leads(_, language, LeadsEffect::ReadForm) => said("Leads ReadForm", *language),
        Effect::Leads(_, language, LeadsEffect::ValidateLead(_)) => said("Leads ValidateLead", *language),
        Effect::Leads(_, language, LeadsEffect::CreateLead(_)) => said("Leads CreateLead", *language),
        Effect::Customers(_, language, effect) => {
            said(&format!("Customers {}", customers_line(effect)), *language)
        }
        Effect::Payments(_, language, PaymentsEffect::OpenSession { payer, amount, scope, .. }) => {
            let who = match (scope, payer) {
                (PaymentScope::Ecom, Payer::Customer(_)) => "",
                (PaymentScope::Ecom, Payer::New) => " of somebody unknown",
                (PaymentScope::Ecom, Payer::Known(_)) => " of the same payer",
                (PaymentScope::MemberAccount, Payer::New) => " for payments to come",
                (PaymentScope::MemberAccount, Payer::Customer(_) | Payer::Known(_)) => {
                    " for payments to come of somebody known"
                }
            };
            said(&format!("Payments OpenSession over {amount}{who}"), *language)
        }
        Effect::Contracts(_, language, effect) => {
            said(&format!("Contracts {}", contracts_line(effect)), *language)
        }
        Effect::Modules(_, language, effect) => said(&format!("Modules {}", modules_line(effect)), *language),
        Effect::Vouchers(_, language, VouchersEffect::RedeemVoucher(_)) => {
            said("Vouchers RedeemVoucher", *language)
        }
        Effect::Memberships(_, language, effect) => {
            said(&format!("Memberships {}", memberships_line(effect)), *language)
        }
        Effect::Ledger(LedgerEffect::OpenLedger) => "Ledger OpenLedger".to_owned(),
        Effect::Ledger(LedgerEffect::RecordIntent(intent)) => {
            format!("Ledger RecordIntent {}: {}", intent.reference, order_line(&intent.order))
        }
        Effect::Ledger(LedgerEffect::RecordStep { reference, step, .. }) => {
            format!("Ledger RecordStep {reference}: {}", step_line(step))
        }
        Effect::Ledger(LedgerEffect::FindIntent(_, reference)) => format!("Ledger FindIntent {reference}"),
        Effect::Ledger(LedgerEffect::FindModules(..)) => "Ledger FindModules".to_owned(),
        Effect::Ledger(LedgerEffect::RecordTry(..)) => "Ledger RecordTry".to_owned(),
        Effect::Catalogue(CatalogueEffect::LoadCatalogue) => "Catalogue LoadCatalogue".to_owned(),
        Effect::Catalogue(CatalogueEffect::KeepCatalogue(_)) => "Catalogue KeepCatalogue".to_owned(),
        Effect::Phone(PhoneEffect::ServePages) => "Phone ServePages".to_owned(),
        Effect::Phone(PhoneEffect::ShowPage(page)) => {
            let task = match &page.task {
                PhoneTask::Sign(papers) => format!(" to sign {}", papers.signatures()),
                PhoneTask::Pay { .. } => String::new(),
            };
            let step =
                if page.steps > 1 { format!(", {} of {}", page.step, page.steps) } else { String::new() };
            format!("Phone ShowPage {}{task}{step}", of(&page.payment))
        }
        Effect::Phone(PhoneEffect::AnswerPhone { payment, verdict }) => {
            format!("Phone AnswerPhone {}: {verdict:?}", of(payment))
        }
        Effect::Phone(PhoneEffect::HidePage(payment)) => {
            format!("Phone HidePage {}", of(payment))
        }
        Effect::Phone(PhoneEffect::PretendPhone(page)) => {
            format!("Phone PretendPhone {}", of(&page.payment))
        }
    }
}

/// A payment: its intent, its session, and its code where that has another number.
fn of(payment: &PaymentId) -> String {
    let PaymentId { reference, attempt, showing } = payment;
    if attempt == showing {
        format!("{reference} ({attempt})")
    } else {
        format!("{reference} ({attempt}, code {showing})")
    }
}

fn said(what: &str, language: Language) -> String {
    if language == Language::En { what.to_owned() } else { format!("{what} in {}", language.code()) }
}

fn offers_line(effect: &OffersEffect) -> String {
    let with = |voucher: &Option<Voucher>| {
        voucher.as_ref().map(|voucher| format!(" with {}", voucher.code())).unwrap_or_default()
    };
    match effect {
        OffersEffect::ListOffers => "ListOffers".to_owned(),
        OffersEffect::ReadOffer(offer) => format!("ReadOffer {}", offer.0),
        OffersEffect::PreviewPrice { offer, voucher, .. } => {
            format!("PreviewPrice of {}{}", offer.0, with(voucher))
        }
        OffersEffect::ListPurchased { offer, .. } => format!("ListPurchased of {}", offer.0),
        OffersEffect::ListTickets(_) => "ListTickets".to_owned(),
        OffersEffect::ReadTickets { offer, .. } => format!("ReadTickets of {}", offer.0),
        OffersEffect::Purchase(purchase) => {
            let paid = if purchase.token.is_some() { "paid" } else { "without a token" };
            let voucher = with(&purchase.voucher);
            format!("Purchase {} from {}{voucher}, {paid}", purchase.offer.0, purchase.valid_from)
        }
    }
}

fn customers_line(effect: &CustomersEffect) -> String {
    match effect {
        CustomersEffect::SearchCustomers(_) => "SearchCustomers".to_owned(),
        CustomersEffect::FindCustomer(key) => {
            let by = match key {
                CustomerKey::CardNumber { .. } => "card number",
                CustomerKey::Barcode(_) => "barcode",
                CustomerKey::Pin(_) => "PIN",
                CustomerKey::CustomerNumber(_) => "customer number",
            };
            format!("FindCustomer by {by}")
        }
        CustomersEffect::ReadDoorCode(_) => "ReadDoorCode".to_owned(),
        CustomersEffect::ReadCustomer(_) => "ReadCustomer".to_owned(),
        CustomersEffect::SearchApplicant(_) => "SearchApplicant".to_owned(),
        CustomersEffect::SearchNamesakes(_) => "SearchNamesakes".to_owned(),
    }
}

fn memberships_line(effect: &MembershipsEffect) -> String {
    match effect {
        MembershipsEffect::ListMembershipOffers => "ListMembershipOffers".to_owned(),
        MembershipsEffect::ReadMembershipOffer(offer) => format!("ReadMembershipOffer {}", offer.0),
        MembershipsEffect::ListSwitches(_) => "ListSwitches".to_owned(),
        MembershipsEffect::ReadSwitch(_, config) => format!("ReadSwitch {}", config.0),
        MembershipsEffect::PreviewMembership(draft) => format!("PreviewMembership {}", draft_line(draft)),
        MembershipsEffect::ConcludeMembership(conclusion) => {
            let Conclusion { draft, recurring, upfront, signatures, .. } = conclusion.as_ref();
            let has = |it: bool, what: &'static str| if it { what } else { "" };
            let signed = usize::from(signatures.contract.is_some()) + signatures.texts.len();
            let recurring = has(recurring.is_some(), ", recurring");
            let upfront = has(upfront.is_some(), ", upfront");
            format!("ConcludeMembership {}{recurring}{upfront}, {signed} signatures", draft_line(draft))
        }
    }
}

fn draft_line(draft: &Draft) -> String {
    let Choice { term, start, pre_use, selectable, optional, voucher, .. } = &draft.choice;
    let party = match &draft.party {
        Party::New(_) => "of somebody new".to_owned(),
        Party::Customer(_) => "beside".to_owned(),
        Party::Switching { config, source, .. } => format!("for {} by {}", source.0, config.0),
    };
    let pre_use = pre_use.map(|day| format!(", training from {day}")).unwrap_or_default();
    let ids = |what: &str, ids: &[OfferModuleId]| match ids {
        [] => String::new(),
        ids => format!(", {what} {}", ids.iter().map(|id| id.0.to_string()).collect::<Vec<_>>().join(" ")),
    };
    let voucher = voucher.as_ref().map(|voucher| format!(" with {}", voucher.code())).unwrap_or_default();
    let modules = ids("selected", selectable) + &ids("optional", optional);
    format!("{party}: term {} from {start}{pre_use}{modules}{voucher}", term.0)
}

fn contracts_line(effect: &ContractsEffect) -> String {
    match effect {
        ContractsEffect::ListContracts(_) => "ListContracts".to_owned(),
        ContractsEffect::ListReasons => "ListReasons".to_owned(),
        ContractsEffect::CancelContract { contract, date, reason, .. } => {
            format!("CancelContract {} to {date}, reason {}", contract.0, reason.0)
        }
        ContractsEffect::WithdrawCancelation { contract, .. } => {
            format!("WithdrawCancelation of {}", contract.0)
        }
    }
}

fn modules_line(effect: &ModulesEffect) -> String {
    match effect {
        ModulesEffect::ListModules => "ListModules".to_owned(),
        ModulesEffect::ListPurchasable(contract) => format!("ListPurchasable beside {}", contract.0),
        ModulesEffect::ValidateModule(order) => format!("ValidateModule {}", module_line(order)),
        ModulesEffect::PurchaseModule(order) => format!("PurchaseModule {}", module_line(order)),
        ModulesEffect::ReadModuleContract(contract, module) => {
            format!("ReadModuleContract {} beside {}", module.0, contract.0)
        }
        ModulesEffect::CancelModule { contract, module, date, reason } => {
            format!("CancelModule {} beside {} to {date}, reason {}", module.0, contract.0, reason.0)
        }
        ModulesEffect::WithdrawModuleCancelation(contract, module) => {
            format!("WithdrawModuleCancelation of {} beside {}", module.0, contract.0)
        }
    }
}

fn module_line(order: &ModuleOrder) -> String {
    let trial = if order.trial { ", on trial" } else { "" };
    format!("{} beside {}, frequency {}{trial}", order.module.0, order.contract.0, order.frequency.0)
}

fn order_line(order: &Order) -> String {
    let of = |target: &Target| match target.module {
        Some(module) => format!("module {} beside {}", module.0, target.contract.0),
        None => target.contract.0.to_string(),
    };
    match order {
        Order::Pass(order) => {
            format!("offer {} from {} for {}", order.offer.0, order.valid_from, order.payable)
        }
        Order::Request(Request::Cancel(cancel)) => {
            format!("cancel {} to {}, reason {}", of(&cancel.target), cancel.date, cancel.reason.0)
        }
        Order::Request(Request::Withdraw(withdraw)) => {
            format!("withdraw the cancelation of {}", of(&withdraw.target))
        }
        Order::Request(Request::Book(book)) => format!("book {}", module_line(&book.order)),
        Order::Request(Request::Redeem(_)) => "redeem a voucher".to_owned(),
        Order::Request(Request::Join(join)) => format!("join {}", membership_line(&join.membership)),
        Order::Request(Request::Add(add)) => format!("add {}", membership_line(&add.membership)),
        Order::Request(Request::Switch(switch)) => {
            format!("switch {} to {}", switch.source.0, membership_line(&switch.membership))
        }
    }
}

fn membership_line(membership: &Membership) -> String {
    let Membership { term, start, due, .. } = membership;
    format!("term {} from {start}, {due} due", term.0)
}

fn grant_line(grant: &Grant) -> String {
    match grant {
        Grant::Recorded { record: None } => "accepted".to_owned(),
        Grant::Recorded { record: Some(record) } => {
            let pending = if record.pending { "pending" } else { "in effect" };
            let day = record.date.map(|day| format!(" to {day}")).unwrap_or_default();
            format!("recorded, {pending}{day}")
        }
        Grant::Module { contract: Some(contract) } => format!("module contract {}", contract.0),
        Grant::Module { contract: None } => "module contract unknown".to_owned(),
        Grant::Code { .. } => "door code".to_owned(),
        Grant::Concluded { contract: Some(_), .. } => "concluded".to_owned(),
        Grant::Concluded { contract: None, .. } => "concluded, its contract unknown".to_owned(),
    }
}

fn step_line(step: &Step) -> String {
    match step {
        Step::Granted { grant } => format!("Granted, {}", grant_line(grant)),
        Step::Submitted { before } => format!("Submitted, {} bought before", before.len()),
        Step::LostTrack { refused: true } => "LostTrack, refused".to_owned(),
        Step::LostTrack { refused: false } => "LostTrack".to_owned(),
        Step::Completed { code: Some(_), .. } => "Completed".to_owned(),
        Step::Completed { code: None, .. } => "Completed without a code".to_owned(),
        Step::Abandoned { why } => format!("Abandoned, {why:?}"),
        Step::StaffCalled { why } => format!("StaffCalled, {why:?}"),
        Step::Closed { .. } => "Closed".to_owned(),
        Step::PaymentAwaited => "PaymentAwaited".to_owned(),
        Step::Authorised => "Authorised".to_owned(),
        Step::NotDone => "NotDone".to_owned(),
        Step::Refused => "Refused".to_owned(),
    }
}

/// What went wrong, when an answer is a fault.
pub fn fault(event: &Event) -> Option<String> {
    let disk = |name: &str, fault: Option<LedgerFault>| fault.map(|fault| format!("{name}: {fault:?}"));
    match event {
        Event::Studio(_, StudioEvent::InformationRead(result)) => {
            api("InformationRead", result.as_ref().err())
        }
        Event::Studio(_, StudioEvent::UtilizationRead(result)) => {
            api("UtilizationRead", result.as_ref().err())
        }
        Event::Offers(_, OffersEvent::OffersListed(result)) => api("OffersListed", result.as_ref().err()),
        Event::Offers(_, OffersEvent::OfferRead(result)) => api("OfferRead", result.as_ref().err()),
        Event::Offers(_, OffersEvent::PricePreviewed(result)) => api("PricePreviewed", result.as_ref().err()),
        Event::Offers(_, OffersEvent::PurchasedListed(result)) => {
            api("PurchasedListed", result.as_ref().err())
        }
        Event::Offers(_, OffersEvent::Purchased(result)) => api("Purchased", result.as_ref().err()),
        Event::Offers(_, OffersEvent::TicketsListed(result)) => api("TicketsListed", result.as_ref().err()),
        Event::Offers(_, OffersEvent::TicketsRead(result)) => api("TicketsRead", result.as_ref().err()),
        Event::Leads(_, LeadsEvent::FormRead(result)) => api("FormRead", result.as_ref().err()),
        Event::Leads(_, LeadsEvent::LeadValidated(result)) => api("LeadValidated", result.as_ref().err()),
        Event::Leads(_, LeadsEvent::LeadCreated(result)) => api("LeadCreated", result.as_ref().err()),
        Event::Customers(_, CustomersEvent::CustomersFound(result)) => {
            api("CustomersFound", result.as_ref().err())
        }
        Event::Customers(_, CustomersEvent::CustomerFound(result)) => {
            api("CustomerFound", result.as_ref().err())
        }
        Event::Customers(_, CustomersEvent::DoorCodeRead(result)) => {
            api("DoorCodeRead", result.as_ref().err())
        }
        Event::Customers(_, CustomersEvent::CustomerRead(result)) => {
            api("CustomerRead", result.as_ref().err())
        }
        Event::Customers(_, CustomersEvent::NamesakesSearched(result)) => {
            api("NamesakesSearched", result.as_ref().err())
        }
        Event::Customers(_, CustomersEvent::ApplicantSearched(result)) => {
            api("ApplicantSearched", result.as_ref().err())
        }
        Event::Memberships(_, event) => memberships_fault(event),
        Event::Payments(_, PaymentsEvent::SessionOpened(result)) => {
            api("SessionOpened", result.as_ref().err())
        }
        Event::Contracts(_, event) => contracts_fault(event),
        Event::Modules(_, event) => modules_fault(event),
        Event::Vouchers(_, VouchersEvent::VoucherRedeemed(result)) => {
            api("VoucherRedeemed", result.as_ref().err())
        }
        Event::Ledger(LedgerEvent::LedgerOpened(result)) => {
            disk("LedgerOpened", result.as_ref().err().copied())
        }
        Event::Ledger(LedgerEvent::IntentRecorded(_, result)) => disk("IntentRecorded", result.err()),
        Event::Ledger(LedgerEvent::StepRecorded(_, result)) => disk("StepRecorded", result.err()),
        Event::Ledger(LedgerEvent::IntentFound(_, result)) => {
            disk("IntentFound", result.as_ref().err().copied())
        }
        Event::Ledger(LedgerEvent::ModulesFound(_, result)) => {
            disk("ModulesFound", result.as_ref().err().copied())
        }
        Event::Ledger(LedgerEvent::TryRecorded(_, result)) => disk("TryRecorded", result.err()),
        Event::Phone(PhoneEvent::PageShown(_, Err(_))) => Some("PageShown: PhoneFault".to_owned()),
        Event::Catalogue(_) | Event::Phone(_) | Event::ClockCompared { .. } | Event::Ending => None,
    }
}

fn contracts_fault(event: &ContractsEvent) -> Option<String> {
    match event {
        ContractsEvent::ContractsListed(result) => api("ContractsListed", result.as_ref().err()),
        ContractsEvent::ReasonsListed(result) => api("ReasonsListed", result.as_ref().err()),
        ContractsEvent::ContractCanceled(result) => api("ContractCanceled", result.as_ref().err()),
        ContractsEvent::CancelationWithdrawn(result) => api("CancelationWithdrawn", result.as_ref().err()),
    }
}

fn memberships_fault(event: &MembershipsEvent) -> Option<String> {
    match event {
        MembershipsEvent::MembershipOffersListed(result) => {
            api("MembershipOffersListed", result.as_ref().err())
        }
        MembershipsEvent::MembershipOfferRead(result) => api("MembershipOfferRead", result.as_ref().err()),
        MembershipsEvent::SwitchesListed(result) => api("SwitchesListed", result.as_ref().err()),
        MembershipsEvent::SwitchRead(result) => api("SwitchRead", result.as_ref().err()),
        MembershipsEvent::MembershipPreviewed(result) => api("MembershipPreviewed", result.as_ref().err()),
        MembershipsEvent::MembershipConcluded(result) => api("MembershipConcluded", result.as_ref().err()),
    }
}

fn modules_fault(event: &ModulesEvent) -> Option<String> {
    match event {
        ModulesEvent::ModulesListed(result) => api("ModulesListed", result.as_ref().err()),
        ModulesEvent::PurchasableListed(result) => api("PurchasableListed", result.as_ref().err()),
        ModulesEvent::ModuleValidated(result) => api("ModuleValidated", result.as_ref().err()),
        ModulesEvent::ModulePurchased(result) => api("ModulePurchased", result.as_ref().err()),
        ModulesEvent::ModuleContractRead(result) => api("ModuleContractRead", result.as_ref().err()),
        ModulesEvent::ModuleCanceled(result) => api("ModuleCanceled", result.as_ref().err()),
        ModulesEvent::ModuleCancelationWithdrawn(result) => {
            api("ModuleCancelationWithdrawn", result.as_ref().err())
        }
    }
}

fn api(name: &str, fault: Option<&Fault>) -> Option<String> {
    fault.map(|fault| format!("{name}: {:?}", fault.kind))
}
