//! Every operation of the API's document is in use: each has an effect that asks for it, which the kiosk issues somewhere, but for
//! the key check, which the self-test and the start of the kiosk make.
//!
//! The table is held from three sides: an operation of the document that stands in none of its rows is found, an effect that asks
//! for another operation than it says, and one that no screen, till or station issues.

#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "support/openapi.rs"]
mod openapi;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use jiff::civil::date;
use walkin::api::wire::{Answer, Call};
use walkin::api::{Client, Manner, Transport};
use walkin::app::effect::{
    ContractsEffect, CustomersEffect, Effect, LeadsEffect, MembershipsEffect, ModulesEffect, OffersEffect,
    PaymentsEffect, Purchase, RequestId, StudioEffect, VouchersEffect,
};
use walkin::domain::contract::{ContractId, ReasonId};
use walkin::domain::fault::{Fault, FaultKind};
use walkin::domain::frequency::FrequencyId;
use walkin::domain::language::Language;
use walkin::domain::membership::{
    Applicant, Choice, Conclusion, Draft, HomeAddress, MembershipOfferId, Party, Signatures, SwitchConfigId,
    TermId,
};
use walkin::domain::module::{ModuleContractId, ModuleId, ModuleOrder};
use walkin::domain::money::Money;
use walkin::domain::offer::OfferId;
use walkin::domain::payment::{Payer, PaymentScope};
use walkin::domain::person::{CustomerId, CustomerKey, Lead};
use walkin::domain::price::Voucher;
use walkin::domain::request::Redemption;
use walkin::domain::text::Text;
use walkin::domain::time::TimeZone;
use walkin::runtime::services::ask;

/// An operation, and what has to be built in `src/app` so that it is asked for.
struct Use {
    operation: &'static str,
    /// The effect by its name, and where one serves several operations, whose contract it is about (`app::agreement::Side`).
    built: &'static [&'static str],
    effect: Effect,
}

const MEMBER: CustomerId = CustomerId(67890);
const CONTRACT: ContractId = ContractId(1000);
const MODULE: ModuleContractId = ModuleContractId(1001);
const CONFIG: SwitchConfigId = SwitchConfigId(1000);
const OFFER: OfferId = OfferId(12345);

/// Answers nobody, and keeps what was asked.
#[derive(Default)]
struct Recorder(Mutex<Vec<Call>>);

impl Transport for Recorder {
    async fn exchange(&self, call: Call, _: Manner) -> Result<Answer, Fault> {
        self.0.lock().expect("unpoisoned").push(call);
        Err(FaultKind::Unreachable.into())
    }
}

fn recorder() -> Client<Recorder> {
    Client::new(Recorder::default(), TimeZone::UTC)
}

/// The `operationId` of the one call that was made.
fn operation_of(client: &Client<Recorder>) -> String {
    let calls = client.transport().0.lock().expect("unpoisoned");
    let [call] = calls.as_slice() else { panic!("one call, not {calls:?}") };
    openapi::operation(call).unwrap_or_else(|| panic!("{call:?} is no operation"))
}

/// The table: every operation but the key check, in the order of the document.
fn uses() -> Vec<Use> {
    let mut uses = Vec::new();
    let mut add = |operation, built, effect| uses.push(Use { operation, built, effect });
    let (id, en) = (RequestId(1), Language::En);

    let studio = |effect| Effect::Studio(id, en, effect);
    add("getStudioInformation", &["StudioEffect::ReadInformation"], studio(StudioEffect::ReadInformation));
    add("getUtilization", &["StudioEffect::ReadUtilization"], studio(StudioEffect::ReadUtilization));

    let customers = |effect| Effect::Customers(id, en, effect);
    let key = CustomerKey::Barcode("1".into());
    add("getCustomerBy", &["CustomersEffect::FindCustomer"], customers(CustomersEffect::FindCustomer(key)));
    let search = CustomersEffect::SearchCustomers(Box::new(lead()));
    add("searchCustomers", &["CustomersEffect::SearchCustomers"], customers(search));
    let search = CustomersEffect::SearchApplicant(Box::new(applicant()));
    add("searchCustomers", &["CustomersEffect::SearchApplicant"], customers(search));
    let search = CustomersEffect::SearchNamesakes(Box::new(applicant()));
    add("searchCustomers", &["CustomersEffect::SearchNamesakes"], customers(search));
    let read = CustomersEffect::ReadCustomer(MEMBER);
    add("getCustomerById", &["CustomersEffect::ReadCustomer"], customers(read));
    let code = CustomersEffect::ReadDoorCode(MEMBER);
    add("getCustomerAccessCode", &["CustomersEffect::ReadDoorCode"], customers(code));

    let leads = |effect| Effect::Leads(id, en, effect);
    add("getLeadConfig", &["LeadsEffect::ReadForm"], leads(LeadsEffect::ReadForm));
    let validate = LeadsEffect::ValidateLead(Box::new(lead()));
    add("validateForLeadCreation", &["LeadsEffect::ValidateLead"], leads(validate));
    let create = LeadsEffect::CreateLead(Box::new(lead()));
    add("createLead", &["LeadsEffect::CreateLead"], leads(create));

    uses.extend(of_memberships());
    uses.extend(of_contracts());
    uses.extend(of_modules());
    uses.extend(of_offers());

    let session = PaymentsEffect::OpenSession {
        payer: Payer::New,
        amount: Money::parse("0", "EUR").expect("money"),
        scope: PaymentScope::MemberAccount,
        choices: vec![],
        reference_text: Text::name("Join"),
    };
    let redemption = Redemption {
        voucher: voucher(),
        first_name: "Max".into(),
        last_name: "Mustermann".into(),
        email: "max@example.org".into(),
    };
    let redeem = VouchersEffect::RedeemVoucher(Box::new(redemption));
    uses.extend([
        Use {
            operation: "userSession",
            built: &["PaymentsEffect::OpenSession"],
            effect: Effect::Payments(id, en, session),
        },
        Use {
            operation: "redeemCheckinVoucher",
            built: &["VouchersEffect::RedeemVoucher"],
            effect: Effect::Vouchers(id, en, redeem),
        },
    ]);
    uses
}

fn of_memberships() -> Vec<Use> {
    let mut uses = Vec::new();
    let mut add = |operation, built, effect| {
        let effect = Effect::Memberships(RequestId(1), Language::En, effect);
        uses.push(Use { operation, built, effect });
    };
    let list = MembershipsEffect::ListMembershipOffers;
    add("getMembershipOffers", &["MembershipsEffect::ListMembershipOffers"], list);
    let read = MembershipsEffect::ReadMembershipOffer(MembershipOfferId(1));
    add("getMembershipOfferById", &["MembershipsEffect::ReadMembershipOffer"], read);
    let list = MembershipsEffect::ListSwitches(MEMBER);
    add("getMembershipSwitchConfigurationsForCustomer", &["MembershipsEffect::ListSwitches"], list);
    let read = MembershipsEffect::ReadSwitch(MEMBER, CONFIG);
    add("getMembershipSwitchConfigurationForCustomer", &["MembershipsEffect::ReadSwitch"], read);

    let preview = |party| MembershipsEffect::PreviewMembership(Box::new(draft(party)));
    let conclude = |party| MembershipsEffect::ConcludeMembership(Box::new(conclusion(party)));
    let joining = || Party::New(Box::new(applicant()));
    let switching = || Party::Switching { member: MEMBER, config: CONFIG, source: CONTRACT };
    add("postSignupPreview", &["MembershipsEffect::PreviewMembership", "Side::Joining"], preview(joining()));
    add("signupMembership", &["MembershipsEffect::ConcludeMembership", "Side::Joining"], conclude(joining()));
    let adding = &["MembershipsEffect::PreviewMembership", "Side::Adding"];
    add("postMembershipPreview", adding, preview(Party::Customer(MEMBER)));
    let adding = &["MembershipsEffect::ConcludeMembership", "Side::Adding"];
    add("addMembership", adding, conclude(Party::Customer(MEMBER)));
    let switches = &["MembershipsEffect::PreviewMembership", "Side::Switching"];
    add("postMembershipSwitchPreview", switches, preview(switching()));
    let switches = &["MembershipsEffect::ConcludeMembership", "Side::Switching"];
    add("switchMembership", switches, conclude(switching()));
    uses
}

fn of_contracts() -> Vec<Use> {
    let contracts = |effect| Effect::Contracts(RequestId(1), Language::En, effect);
    let (date, reason) = (date(2026, 12, 31), ReasonId(1));
    let cancel = ContractsEffect::CancelContract { member: MEMBER, contract: CONTRACT, date, reason };
    let withdraw = ContractsEffect::WithdrawCancelation { member: MEMBER, contract: CONTRACT };
    vec![
        Use {
            operation: "getContractData",
            built: &["ContractsEffect::ListContracts"],
            effect: contracts(ContractsEffect::ListContracts(MEMBER)),
        },
        Use {
            operation: "createContractCancelationAmendment",
            built: &["ContractsEffect::CancelContract"],
            effect: contracts(cancel),
        },
        Use {
            operation: "withdrawContractCancelation",
            built: &["ContractsEffect::WithdrawCancelation"],
            effect: contracts(withdraw),
        },
        Use {
            operation: "getContractCancelationReasonData",
            built: &["ContractsEffect::ListReasons"],
            effect: contracts(ContractsEffect::ListReasons),
        },
    ]
}

fn of_modules() -> Vec<Use> {
    let mut uses = Vec::new();
    let mut add = |operation, built, effect| {
        uses.push(Use { operation, built, effect: Effect::Modules(RequestId(1), Language::En, effect) });
    };
    let order =
        ModuleOrder { contract: CONTRACT, module: ModuleId(203), frequency: FrequencyId(204), trial: false };
    add("getAdditionalModules", &["ModulesEffect::ListModules"], ModulesEffect::ListModules);
    let purchasable = ModulesEffect::ListPurchasable(CONTRACT);
    add("getPurchasableAdditionalModules", &["ModulesEffect::ListPurchasable"], purchasable);
    let validate = ModulesEffect::ValidateModule(order);
    add("validateAdditionalModuleContractRequest", &["ModulesEffect::ValidateModule"], validate);
    let purchase = ModulesEffect::PurchaseModule(order);
    add("purchaseAdditionalModuleContract", &["ModulesEffect::PurchaseModule"], purchase);
    let read = ModulesEffect::ReadModuleContract(CONTRACT, MODULE);
    add("getAdditionalModuleContract", &["ModulesEffect::ReadModuleContract"], read);
    let (date, reason) = (date(2026, 12, 31), ReasonId(1));
    let cancel = ModulesEffect::CancelModule { contract: CONTRACT, module: MODULE, date, reason };
    add("createModuleContractCancelationAmendment", &["ModulesEffect::CancelModule"], cancel);
    let withdraw = ModulesEffect::WithdrawModuleCancelation(CONTRACT, MODULE);
    let built = &["ModulesEffect::WithdrawModuleCancelation"];
    add("withdrawAdditionalModuleContractCancelation", built, withdraw);
    uses
}

fn of_offers() -> Vec<Use> {
    let mut uses = Vec::new();
    let mut add = |operation, built, effect| {
        uses.push(Use { operation, built, effect: Effect::Offers(RequestId(1), Language::En, effect) });
    };
    add("getPurchasableOnlineOffers", &["OffersEffect::ListOffers"], OffersEffect::ListOffers);
    add("getPurchasableOnlineOfferById", &["OffersEffect::ReadOffer"], OffersEffect::ReadOffer(OFFER));
    let preview = OffersEffect::PreviewPrice { offer: OFFER, customer: MEMBER, voucher: None };
    add("postOnlineOfferPurchasePreview", &["OffersEffect::PreviewPrice"], preview);
    let purchase = Purchase {
        offer: OFFER,
        customer: MEMBER,
        valid_from: date(2026, 1, 15),
        voucher: None,
        token: None,
    };
    let purchase = OffersEffect::Purchase(Box::new(purchase));
    add("postOnlineOfferPurchase", &["OffersEffect::Purchase"], purchase);
    let tickets = OffersEffect::ListTickets(MEMBER);
    add("getPurchasedOnlineOffers", &["OffersEffect::ListTickets"], tickets);
    let tickets = OffersEffect::ReadTickets { customer: MEMBER, offer: OFFER };
    add("getPurchasedOnlineOffersByOfferId", &["OffersEffect::ReadTickets"], tickets);
    let purchased = OffersEffect::ListPurchased { customer: MEMBER, offer: OFFER };
    add("getPurchasedOnlineOffersByOfferId", &["OffersEffect::ListPurchased"], purchased);
    uses
}

/// The key check has no effect: it is made before there is anything to show.
const KEY_CHECK: &str = "validateApiKey";
/// Where it is made.
const KEY_CHECKED: [(&str, &str); 2] =
    [("src/doctor/studio.rs", "client.check_key()"), ("src/cli/kiosk.rs", "services.check_key()")];

#[test]
fn every_operation_of_the_document_stands_in_the_table() {
    let mut known: BTreeSet<String> = uses().iter().map(|it| it.operation.to_owned()).collect();
    known.insert(KEY_CHECK.to_owned());
    assert_eq!(known, openapi::operations());
    assert_eq!(known.len(), 39);
}

#[tokio::test]
async fn every_effect_asks_for_the_operation_it_stands_for() {
    for Use { operation, built, effect } in uses() {
        let (_, variant) = built[0].split_once("::").expect("an effect");
        assert!(format!("{effect:?}").contains(variant), "{effect:?} is {}", built[0]);
        let client = recorder();
        let event = ask(&client, effect).await.expect("an event");
        assert_eq!(operation_of(&client), operation, "{}", built[0]);
        assert!(event.fault().is_some(), "nobody answered: {event:?}");
    }
    let client = recorder();
    client.check_key().await.expect_err("nobody answers");
    assert_eq!(operation_of(&client), KEY_CHECK);
}

#[test]
fn every_effect_is_issued_by_a_screen_the_till_or_the_station() {
    let sources = app_sources();
    let missing: Vec<_> = uses()
        .iter()
        .flat_map(|it| it.built.iter().map(|name| (it.operation, *name)))
        .filter(|(_, name)| !sources.iter().any(|(_, code)| builds(code, name)))
        .map(|(operation, name)| format!("{operation}: nothing in src/app builds {name}"))
        .collect();
    assert!(missing.is_empty(), "\n{}", missing.join("\n"));
}

#[test]
fn the_key_is_checked_by_the_self_test_and_at_the_start() {
    for (file, call) in KEY_CHECKED {
        let path = root().join(file);
        assert!(code(&path).contains(call), "{file} makes no {call}");
    }
}

#[test]
fn what_is_built_is_told_from_what_is_only_looked_at() {
    let name = "PartyEffect::Go";
    for built in [
        "let effect = PartyEffect::Go;",
        "out.ask(|request| Effect::Party(request, language, PartyEffect::Go))",
        "Some(PartyEffect::Go(Box::new(Draft { party, ..draft })))",
        "PartyEffect::Go { member, config }",
        "match it { A => PartyEffect::Go(1), B => nothing() }",
        "PartyEffect::Go(..) => {} _ => PartyEffect::Go(1),",
        "if x { PartyEffect::Go } else { other }",
    ] {
        assert!(builds(built, name), "{built}");
    }
    for seen in [
        "PartyEffect::Go => {}",
        "PartyEffect::Go(draft) => {}",
        "Effect::Party(_, _, PartyEffect::Go(draft)) => {}",
        "PartyEffect::Go { member, .. } | PartyEffect::Stay => {}",
        "PartyEffect::Go(draft) if draft.is_good() => {}",
        "if let PartyEffect::Go(draft) = effect {}",
        "matches!(effect, PartyEffect::Go(_))",
        "matches!(effect, PartyEffect::Go { .. })",
        "PartyEffect::GoOn(1)",
        "use crate::PartyEffect;",
    ] {
        assert!(!builds(seen, name), "{seen}");
    }
}

/// Whether a value of this name is built somewhere in a source, and not only matched.
fn builds(code: &str, name: &str) -> bool {
    code.match_indices(name).any(|(at, _)| is_built(&code[at + name.len()..]))
}

/// Whether what follows a name makes it a value: no pattern's wildcard inside, and no arm, alternative or binding after it.
fn is_built(after: &str) -> bool {
    if after.starts_with(|c: char| c.is_alphanumeric() || c == '_') {
        return false;
    }
    let (inside, rest) = group(after.trim_start());
    let is_open = inside == "_" || inside.ends_with("..");
    let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ')');
    let is_alternative = rest.starts_with('|') && !rest.starts_with("||");
    let is_bound = rest.starts_with('=') && !rest.starts_with("==");
    !is_open && !is_alternative && !is_bound && !rest.starts_with("if ")
}

/// What stands in the brackets at the beginning of a text, and what follows them.
fn group(text: &str) -> (&str, &str) {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '(' | '{' => depth += 1,
            ')' | '}' if depth > 0 => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return if at == 0 { ("", text) } else { (text[1..at].trim(), &text[at + 1..]) };
        }
    }
    ("", text)
}

/// What the core is made of, without what only names effects and without tests.
fn app_sources() -> Vec<(PathBuf, String)> {
    let mut paths = Vec::new();
    collect(&root().join("src/app"), &mut paths);
    let is_user = |path: &PathBuf| {
        let inside = path.strip_prefix(root()).expect("below the project");
        let is_test = |part: &str| matches!(part, "tests.rs" | "tests" | "testing.rs");
        let names_only = ["src/app/effect.rs", "src/app/msg.rs"].iter().any(|it| inside == Path::new(it));
        !names_only && !inside.components().any(|part| part.as_os_str().to_str().is_some_and(is_test))
    };
    paths.retain(is_user);
    assert!(paths.len() > 20, "the core has many files");
    paths.into_iter().map(|path| (path.clone(), code(&path))).collect()
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|it| it == "rs") {
            found.push(path);
        }
    }
}

/// A source without its comments and its tests, which stand at the end.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).expect("readable");
    let text = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
    let lines = text.lines().map(|line| line.split("//").next().unwrap_or_default());
    lines.collect::<Vec<_>>().join("\n")
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn voucher() -> Voucher {
    Voucher::new("CHVB1").expect("a voucher")
}

fn lead() -> Lead {
    Lead {
        first_name: "Ada".into(),
        last_name: "Lovelace".into(),
        email: "ada@example.org".into(),
        date_of_birth: None,
        gender: None,
        telephone: None,
        address: None,
        language: Language::En,
        consents: vec![],
        additional: vec![],
    }
}

fn applicant() -> Applicant {
    Applicant {
        first_name: "Peter".into(),
        second_first_name: None,
        last_name: "Muller".into(),
        second_last_name: None,
        date_of_birth: date(1999, 8, 24),
        place_of_birth: None,
        country_of_birth: None,
        email: "peter@example.com".into(),
        gender: None,
        phone_private: None,
        phone_mobile: None,
        address: HomeAddress::default(),
        language: Language::En,
        tax_id: None,
        document: None,
        consents: vec![],
        additional: vec![],
    }
}

fn draft(party: Party) -> Draft {
    let choice = Choice {
        term: TermId(1000),
        start: date(2026, 2, 1),
        pre_use: None,
        selectable: vec![],
        optional: vec![],
        referral: None,
        voucher: None,
    };
    Draft { party, choice }
}

fn conclusion(party: Party) -> Conclusion {
    Conclusion {
        draft: draft(party),
        reference: "K7Q2-M9XD".parse().expect("a reference"),
        recurring: None,
        upfront: None,
        signatures: Signatures::default(),
    }
}
