//! Effects, performed through the real client and written down in one line each.

use walkin::api::{Client, PurchaseCall, Transport};
use walkin::app::effect::{
    CatalogueEffect, CustomersEffect, Effect, LeadsEffect, LedgerEffect, OffersEffect, PaymentsEffect,
    PhoneEffect, StudioEffect,
};
use walkin::app::msg::{
    CatalogueEvent, CustomersEvent, Event, LeadsEvent, LedgerEvent, OffersEvent, PaymentsEvent, PhoneEvent,
    StudioEvent,
};
use walkin::domain::fault::{Fault, LedgerFault};
use walkin::domain::intent::Step;
use walkin::domain::language::Language;
use walkin::domain::payment::PaymentId;
use walkin::domain::price::Voucher;
use walkin::kept;

/// Asks the studio, and gives the answer its name.
pub async fn ask<T: Transport>(client: &Client<T>, effect: Effect) -> Event {
    match effect {
        Effect::Studio(request, language, effect) => Event::Studio(
            request,
            match effect {
                StudioEffect::ReadInformation => {
                    StudioEvent::InformationRead(client.read_information(language).await)
                }
                StudioEffect::ReadUtilization => {
                    StudioEvent::UtilizationRead(client.read_utilization(language).await)
                }
            },
        ),
        Effect::Offers(request, language, effect) => {
            Event::Offers(request, ask_offers(client, language, effect).await)
        }
        Effect::Leads(request, language, effect) => Event::Leads(
            request,
            match effect {
                LeadsEffect::ReadForm => {
                    LeadsEvent::FormRead(client.read_lead_form(language).await.map(Box::new))
                }
                LeadsEffect::ValidateLead(lead) => {
                    LeadsEvent::LeadValidated(client.validate_lead(language, &lead).await)
                }
                LeadsEffect::CreateLead(lead) => {
                    LeadsEvent::LeadCreated(client.create_lead(language, &lead).await)
                }
            },
        ),
        Effect::Customers(request, language, effect) => Event::Customers(
            request,
            match effect {
                CustomersEffect::SearchCustomers(lead) => {
                    CustomersEvent::CustomersFound(client.search_customers(language, &lead).await)
                }
            },
        ),
        Effect::Payments(request, language, effect) => {
            let PaymentsEffect::OpenSession { customer, amount, reference_text } = effect;
            let choices = ["CREDIT_CARD".to_owned()];
            let session = client.open_session(language, customer, amount, &reference_text, &choices).await;
            Event::Payments(request, PaymentsEvent::SessionOpened(session))
        }
        Effect::Ledger(_) | Effect::Catalogue(_) | Effect::Phone(_) => {
            panic!("{effect:?} is not for the studio")
        }
    }
}

async fn ask_offers<T: Transport>(
    client: &Client<T>,
    language: Language,
    effect: OffersEffect,
) -> OffersEvent {
    match effect {
        OffersEffect::ListOffers => OffersEvent::OffersListed(client.list_offers(language).await),
        OffersEffect::ReadOffer(offer) => {
            OffersEvent::OfferRead(client.read_offer(language, offer).await.map(Box::new))
        }
        OffersEffect::PreviewPrice { offer, customer, voucher } => OffersEvent::PricePreviewed(
            client.preview_price(language, offer, customer, voucher.as_ref()).await,
        ),
        OffersEffect::ListPurchased { customer, offer } => {
            OffersEvent::PurchasedListed(client.list_purchased_of(language, customer, offer).await)
        }
        OffersEffect::Purchase(purchase) => {
            let call = PurchaseCall {
                offer: purchase.offer,
                customer: purchase.customer,
                valid_from: purchase.valid_from,
                voucher: purchase.voucher.as_ref(),
                token: purchase.token.as_ref(),
            };
            OffersEvent::Purchased(client.purchase(language, call).await)
        }
    }
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
        Effect::Customers(_, language, CustomersEffect::SearchCustomers(_)) => {
            said("Customers SearchCustomers", *language)
        }
        Effect::Payments(_, language, PaymentsEffect::OpenSession { amount, .. }) => {
            said(&format!("Payments OpenSession over {amount}"), *language)
        }
        Effect::Ledger(LedgerEffect::OpenLedger) => "Ledger OpenLedger".to_owned(),
        Effect::Ledger(LedgerEffect::RecordIntent(intent)) => {
            let order = &intent.order;
            let (offer, day) = (order.offer.0, order.valid_from);
            format!(
                "Ledger RecordIntent {}: offer {offer} from {day} for {}",
                intent.reference, order.payable
            )
        }
        Effect::Ledger(LedgerEffect::RecordStep { reference, step, .. }) => {
            format!("Ledger RecordStep {reference}: {}", step_line(step))
        }
        Effect::Ledger(LedgerEffect::FindIntent(_, reference)) => format!("Ledger FindIntent {reference}"),
        Effect::Catalogue(CatalogueEffect::LoadCatalogue) => "Catalogue LoadCatalogue".to_owned(),
        Effect::Catalogue(CatalogueEffect::KeepCatalogue(_)) => "Catalogue KeepCatalogue".to_owned(),
        Effect::Phone(PhoneEffect::ServePages) => "Phone ServePages".to_owned(),
        Effect::Phone(PhoneEffect::ShowPage(page)) => {
            format!("Phone ShowPage {}", of(&page.payment))
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
        OffersEffect::Purchase(purchase) => {
            let paid = if purchase.token.is_some() { "paid" } else { "without a token" };
            let voucher = with(&purchase.voucher);
            format!("Purchase {} from {}{voucher}, {paid}", purchase.offer.0, purchase.valid_from)
        }
    }
}

fn step_line(step: &Step) -> String {
    match step {
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
    let api = |name: &str, fault: Option<&Fault>| fault.map(|fault| format!("{name}: {:?}", fault.kind));
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
        Event::Leads(_, LeadsEvent::FormRead(result)) => api("FormRead", result.as_ref().err()),
        Event::Leads(_, LeadsEvent::LeadValidated(result)) => api("LeadValidated", result.as_ref().err()),
        Event::Leads(_, LeadsEvent::LeadCreated(result)) => api("LeadCreated", result.as_ref().err()),
        Event::Customers(_, CustomersEvent::CustomersFound(result)) => {
            api("CustomersFound", result.as_ref().err())
        }
        Event::Payments(_, PaymentsEvent::SessionOpened(result)) => {
            api("SessionOpened", result.as_ref().err())
        }
        Event::Ledger(LedgerEvent::LedgerOpened(result)) => {
            disk("LedgerOpened", result.as_ref().err().copied())
        }
        Event::Ledger(LedgerEvent::IntentRecorded(_, result)) => disk("IntentRecorded", result.err()),
        Event::Ledger(LedgerEvent::StepRecorded(_, result)) => disk("StepRecorded", result.err()),
        Event::Ledger(LedgerEvent::IntentFound(_, result)) => {
            disk("IntentFound", result.as_ref().err().copied())
        }
        Event::Phone(PhoneEvent::PageShown(_, Err(_))) => Some("PageShown: PhoneFault".to_owned()),
        Event::Catalogue(_) | Event::Phone(_) | Event::ClockCompared { .. } | Event::Ending => None,
    }
}
