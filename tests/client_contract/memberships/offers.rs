//! Offers and ways to switch, as they come in the field.

use super::*;
use walkin::domain::frequency::{FrequencyId, Rhythm};
use walkin::domain::membership::{
    Adjustment, AgeAdjustment, Attachment, BonusStrategy, MembershipOffer, NoticeStrategy,
    OfferExtensionKind, PreUse, SwitchConfig, SwitchDetail,
};
use walkin::domain::payment::PaymentChoice;
use walkin::domain::time::Term;

fn months(value: u32) -> Term {
    Term { value, unit: TermUnit::Month }
}

async fn listed(body: Value) -> Result<Vec<MembershipOffer>, Fault> {
    told(body).list_membership_offers(EN).await.map(|list| list.to_vec())
}

async fn switches(body: Value) -> Result<Vec<SwitchConfig>, Fault> {
    told(body).list_switches(EN, CUSTOMER).await.map(|list| list.to_vec())
}

async fn switch(body: Value) -> Result<SwitchDetail, Fault> {
    told(body).read_switch(EN, CUSTOMER, CONFIG).await
}

/// What something says, without what spaces would add.
fn said(prose: &walkin::domain::membership::Prose) -> Vec<&str> {
    prose.paragraphs().iter().map(Text::as_str).collect()
}

#[tokio::test]
async fn the_example_of_the_list_is_an_offer_with_its_terms() {
    let offers = listed(example(Ask::Offers)).await.expect("a list");
    let [offer] = offers.as_slice() else { panic!("one offer, not {offers:?}") };
    assert_eq!((offer.id, offer.name.as_str()), (MEMBERSHIP, "Standard Membership"));
    assert_eq!(offer.sub_description, Some(Text::name("Best seller")));
    assert_eq!(offer.on_sale, Some((date(2025, 1, 1), date(2026, 1, 1))));
    assert_eq!(offer.pre_use, PreUse::NotAvailable);
    assert_eq!(offer.rate_codes[0].identifier, Some(Text::name("RC12345")));
    let term = &offer.terms[0];
    assert_eq!((term.id, &term.term, &term.extension), (TermId(1000), &Some(months(12)), &Some(months(1))));
    assert_eq!(term.volume.total, Some(euros("600")));
    assert_eq!(term.frequency.frequency.id, Some(FrequencyId(203)));
    let every = Rhythm::Every { term: Some(months(1)), price: euros("50") };
    assert_eq!(term.frequency.frequency.rhythm, every);
    assert_eq!(term.frequency.formatted, Some(Text::name("Monthly")));
}

#[tokio::test]
async fn the_example_of_the_detail_is_understood_in_all_its_parts() {
    let detail = detail(&example(Ask::Offer)).await.expect("a detail");
    assert_eq!(detail.offer.terms[0], detail.terms[0].term);
    assert_eq!(detail.included[0].name.as_str(), "Premium Fitness Package");
    assert_eq!((detail.included[0].frequency.is_none(), &detail.included[0].term), (true, &Some(months(12))));
    assert_eq!((detail.selectable.len(), detail.selectable_max, detail.signature_required), (1, 1, true));
    assert_eq!(detail.selectable[0].extension, OfferExtensionKind::TermExtension);
    assert_eq!(detail.choices, ["SEPA", "CREDIT_CARD"].map(|name| PaymentChoice(name.to_owned())));
    let text = &detail.texts[0];
    assert_eq!((text.id, said(&text.text)), (Some(TextBlockId(501)), vec!["Text of 1. text block"]));
    assert!(text.has_signature && text.confirmation_required && !text.shows_consents);
    let url = Some("https://some-url.com/".to_owned());
    assert_eq!(text.attachment, Some(Attachment { title: Text::name("contract.pdf"), url }));
    let term = &detail.terms[0];
    assert!(term.is_orderable());
    assert_eq!(term.start, Some(date(2025, 8, 24)));
    assert_eq!(term.price_rules[0].said.as_str(), "Price rises by 5% every year");
    assert!(term.fees[0].is_starter_package && term.fees[0].frequency.is_none());
    assert_eq!(
        (&term.extension.kind, &term.extension.term),
        (&OfferExtensionKind::TermExtension, &Some(months(1)))
    );
    assert_eq!((&term.notice.strategy, &term.notice.period), (&NoticeStrategy::Term, &Some(months(1))));
    let bonus = &term.bonuses[0];
    assert_eq!((&bonus.strategy, bonus.extends_runtime), (&BonusStrategy::ContractStart, Some(true)));
    assert_eq!(term.start_price, Some(euros("0")));
    assert_eq!(term.optional[0].id, OfferModuleId(401));
    let age = AgeAdjustment { from: 18, to: 25, kind: Adjustment::Percentage, value: Text::name("10") };
    assert_eq!(term.term.frequency.ages, [age]);
    assert!(detail.windows.is_empty() && detail.windows_name.is_none());
}

#[tokio::test]
async fn null_and_another_shape_in_any_place_spoil_no_offer_but_for_what_makes_one_and_what_is_agreed_to() {
    let whole = example(Ask::Offer);
    let hard = ["/id", "/name", "/terms", "/terms/0", "/terms/0/id", "/contractTextBlocks/0"];
    for odd in [json!(null), json!({"odd": [1]}), json!([[]]), json!(true)] {
        for (place, changed) in variants(&whole, &odd) {
            let understood = detail(&changed).await;
            let counts = ["/allowedPaymentChoices", "/contractTextBlocks", "/contractTextBlocks/0/text"];
            let may_spoil = hard.contains(&place.as_str()) || counts.contains(&place.as_str());
            assert!(understood.is_ok() || may_spoil, "{place} {odd}: {understood:?}");
        }
    }
    for place in ["/contractTextBlocks", "/contractTextBlocks/0/text"] {
        let mut changed = whole.clone();
        *changed.pointer_mut(place).expect("a place") = json!({"odd": [1]});
        assert_eq!(detail(&changed).await, Err(FaultKind::Garbage.into()), "nobody can read it: {place}");
    }
    for place in ["/id", "/name", "/terms", "/terms/0/id"] {
        let mut changed = whole.clone();
        *changed.pointer_mut(place).expect("a place") = Value::Null;
        assert_eq!(detail(&changed).await, Err(FaultKind::Garbage.into()), "{place}");
    }
}

#[tokio::test]
async fn an_offer_without_a_name_or_a_price_that_can_be_said_is_left_out_of_the_list() {
    let good = example(Ask::Offers)[0].clone();
    let without = |pointer: &str, value: Value| {
        let mut offer = good.clone();
        *offer.pointer_mut(pointer).expect("a place") = value;
        offer
    };
    let list = json!([
        without("/id", json!(null)),
        without("/name", json!("\u{200b}")),
        without("/terms", json!([])),
        without("/terms/0/id", json!("x")),
        without("/terms/0/paymentFrequency/price/currency", json!("gold")),
        without("/terms/0/paymentFrequency/type", json!("LUNAR")),
        7,
        good
    ]);
    let offers = listed(list).await.expect("a list");
    assert_eq!(offers.len(), 1, "{offers:?}");
    assert_eq!(offers[0].id, MEMBERSHIP);
    // A term that cannot be concluded hides none that can.
    let mut two = good.clone();
    let mut lunar = good["terms"][0].clone();
    (lunar["id"], lunar["paymentFrequency"]["type"]) = (json!(1001), json!("LUNAR"));
    two["terms"] = json!([lunar, good["terms"][0]]);
    let offers = listed(json!([two])).await.expect("a list");
    assert_eq!(offers[0].terms.iter().map(|term| term.id.0).collect::<Vec<_>>(), [1001, 1000]);
}

#[tokio::test]
async fn a_value_that_is_not_known_is_kept_as_one_and_the_term_cannot_be_ordered() {
    let mut odd = example(Ask::Offer);
    odd["preUseType"] = json!("ON_MONDAYS");
    odd["terms"][0]["cancelationStrategy"] = json!("BY_PIGEON");
    odd["terms"][0]["rateBonusPeriods"][0]["termStrategy"] = json!("AT_FULL_MOON");
    let understood = detail(&odd).await.expect("a detail");
    assert_eq!(understood.offer.pre_use, PreUse::Other(Text::name("ON_MONDAYS")));
    let term = &understood.terms[0];
    assert_eq!(term.notice.strategy, NoticeStrategy::Other(Text::name("BY_PIGEON")));
    assert_eq!(term.bonuses[0].strategy, BonusStrategy::Other(Text::name("AT_FULL_MOON")));
    assert!(term.is_orderable(), "how it goes on can be said all the same");

    // What somebody is bound by, and how often they pay: unreadable is not "none".
    for place in [
        "/term",
        "/extensionTerm",
        "/extensionFixedTerm",
        "/cancelationPeriod",
        "/extensionCancelationPeriod",
        "/termAfterExtension",
        "/paymentFrequency/term",
    ] {
        for unread in [
            json!({"value": 12, "unit": null}),
            json!({"value": -3, "unit": "MONTH"}),
            json!(3),
            json!({"value": 5_000_000_000_u64, "unit": "MONTH"}),
            json!({"value": 1, "unit": "FORTNIGHT"}),
        ] {
            let mut odd = example(Ask::Offer);
            let (parent, name) = place.rsplit_once('/').expect("a slash");
            let parent = odd.pointer_mut(&format!("/terms/0{parent}")).expect("a place");
            parent[name] = unread.clone();
            let understood = detail(&odd).await.expect("a detail");
            assert!(!understood.terms[0].is_orderable(), "{place} {unread}");
        }
    }
    let mut untimed = example(Ask::Offer);
    let frequency = untimed["terms"][0]["paymentFrequency"].as_object_mut().expect("a frequency");
    frequency.remove("term");
    assert!(detail(&untimed).await.expect("a detail").terms[0].is_orderable(), "in the server's words");
    untimed["terms"][0]["paymentFrequency"]["formattedPaymentFrequency"] = json!(null);
    assert!(!detail(&untimed).await.expect("a detail").terms[0].is_orderable());

    // How it goes on, and what would have to be told beside it.
    for (kind, beside, kept) in [
        ("NONE", json!({}), OfferExtensionKind::None),
        ("FOREVER", json!({}), OfferExtensionKind::Other(Text::name("FOREVER"))),
        ("TERM_EXTENSION", json!({}), OfferExtensionKind::Other(Text::name("TERM_EXTENSION"))),
        (
            "TERM_EXTENSION",
            json!({"extensionFixedTerm": {"value": 6, "unit": "MONTH"}}),
            OfferExtensionKind::TermExtension,
        ),
        (
            "SUBSEQUENT_RATE_DETAIL",
            json!({}),
            OfferExtensionKind::Other(Text::name("SUBSEQUENT_RATE_DETAIL")),
        ),
        (
            "SUBSEQUENT_RATE_DETAIL",
            json!({"subsequentRate": {"name": "Flex"}}),
            OfferExtensionKind::SubsequentRate,
        ),
    ] {
        let mut odd = example(Ask::Offer);
        let term = odd["terms"][0].as_object_mut().expect("a term");
        term.remove("extensionTerm");
        term.insert("extensionType".into(), json!(kind));
        term.extend(beside.as_object().expect("an object").clone());
        let understood = detail(&odd).await.expect("a detail");
        assert_eq!(understood.terms[0].extension.kind, kept, "{kind} {beside}");
        let is_said = !matches!(kept, OfferExtensionKind::Other(_));
        assert_eq!(understood.terms[0].is_orderable(), is_said, "{kind} {beside}");
    }
}

#[tokio::test]
async fn texts_stand_in_their_order_and_one_that_cannot_be_read_spoils_the_offer() {
    let mut offer = example(Ask::Offer);
    offer["contractTextBlocks"] = json!([
        {"id": 3, "title": "Last"},
        {"id": 2, "title": "Second", "order": 2, "text": "One.\n\n\u{1b}[2JTwo.\u{202e}"},
        {"id": 1, "title": "First", "order": 1},
        {"order": 0},
        {"id": 4, "title": "Also second", "order": 2}]);
    let texts = detail(&offer).await.expect("a detail").texts;
    assert_eq!(texts.iter().filter_map(|text| text.id).map(|id| id.0).collect::<Vec<_>>(), [1, 2, 4, 3]);
    assert_eq!(said(&texts[1].text), ["One.", "[2JTwo."]);
    for unreadable in [json!(null), json!(7), json!("Terms")] {
        offer["contractTextBlocks"][0] = unreadable.clone();
        assert_eq!(detail(&offer).await, Err(FaultKind::Garbage.into()), "{unreadable}");
    }
}

#[tokio::test]
async fn a_choice_of_payment_that_cannot_be_read_does_not_open_all_of_them() {
    let mut offer = example(Ask::Offer);
    for (choices, kept) in [
        (json!([]), vec![]),
        (json!(null), vec![]),
        (json!(["SEPA", 7, null, "gold\n"]), vec!["SEPA"]),
        (json!(["TELEPATHY"]), vec!["TELEPATHY"]),
    ] {
        offer["allowedPaymentChoices"] = choices.clone();
        let understood = detail(&offer).await.expect("a detail").choices;
        assert_eq!(understood.iter().map(|choice| choice.0.as_str()).collect::<Vec<_>>(), kept, "{choices}");
    }
    for unreadable in [json!([7]), json!(["gold\n", ""]), json!([null])] {
        offer["allowedPaymentChoices"] = unreadable.clone();
        assert_eq!(detail(&offer).await, Err(FaultKind::Garbage.into()), "{unreadable}");
    }
}

#[tokio::test]
async fn hours_are_read_as_for_other_offers() {
    let mut offer = example(Ask::Offer);
    offer["timeRestrictions"] = json!({"openingHoursCategory": {"categoryId": 1, "name": "Off-Peak"},
        "availabilities": [{"dayOfWeek": "MONDAY", "timeFrom": "09:00:00", "timeTo": "24:00"}, {"dayOfWeek": "XDAY",
            "timeFrom": "09:00", "timeTo": "10:00"}]});
    let understood = detail(&offer).await.expect("a detail");
    assert_eq!(understood.windows_name, Some(Text::name("Off-Peak")));
    let windows: Vec<_> = understood.windows.iter().map(|it| (it.day, it.from, it.to)).collect();
    assert_eq!(windows, [(Weekday::Monday, time(9, 0, 0, 0), time(0, 0, 0, 0))]);
}

#[tokio::test]
async fn no_list_of_an_offer_is_without_an_end() {
    let whole = example(Ask::Offer);
    for (place, entry) in [
        ("/includedModules", whole["includedModules"][0].clone()),
        ("/selectableModules", whole["selectableModules"][0].clone()),
        ("/contractTextBlocks", whole["contractTextBlocks"][0].clone()),
        ("/allowedPaymentChoices", json!("SEPA")),
        ("/terms/0/optionalModules", whole["terms"][0]["optionalModules"][0].clone()),
        ("/terms/0/flatFees", json!({"name": "Fee"})),
        ("/terms/0/priceAdjustmentRules", json!({"value": "5%"})),
        ("/terms/0/rateBonusPeriods", whole["terms"][0]["rateBonusPeriods"][0].clone()),
    ] {
        let mut flood = whole.clone();
        *flood.pointer_mut(place).expect("a place") = json!(vec![entry; 501]);
        assert_eq!(detail(&flood).await, Err(FaultKind::TooLarge.into()), "{place}");
    }
    let mut flood = whole.clone();
    flood["rateCodes"] = json!(vec![json!({"name": "Rate"}); 5_000]);
    flood["terms"] = json!(vec![whole["terms"][0].clone(); 5_000]);
    let cut = detail(&flood).await.expect("a detail");
    assert_eq!((cut.offer.rate_codes.len(), cut.offer.terms.len(), cut.terms.len()), (100, 100, 100));
    let listed_beside = listed(json!([example(Ask::Offers)[0], flood])).await.expect("a list");
    assert_eq!(listed_beside.len(), 2, "one that is too long spoils no other");
    let offers = json!(vec![example(Ask::Offers)[0].clone(); 1_001]);
    assert_eq!(listed(offers).await, Err(FaultKind::TooLarge.into()));
}

#[tokio::test]
async fn the_ways_to_switch_are_listed_and_none_means_none() {
    let list = json!([{"id": 1000, "name": "Premium Membership Upgrade",
        "presentation": {"bannerText": "Train without limits", "imageUrl": "https://example.com/banner.png"},
        "sourceContracts": [{"id": 1000, "rateName": "Basic Membership"}, {"rateName": "lost"}]},
        {"name": "lost"}, {"id": 1001, "presentation": null, "sourceContracts": null}]);
    let found = switches(list).await.expect("a list");
    assert_eq!(found.len(), 2, "one without an id cannot be gone");
    assert_eq!(found[0].banner, Some(Text::name("Train without limits")));
    assert_eq!(
        found[0].sources.iter().map(|it| (it.id, it.name.as_str())).collect::<Vec<_>>(),
        [(1000, "Basic Membership")]
    );
    assert_eq!((found[1].name.as_str(), found[1].sources.len()), ("#1001", 0));
    assert_eq!(switches(json!([])).await, Ok(vec![]));
    let flood = json!({"id": 1, "sourceContracts": vec![json!({"id": 1}); 1_001]});
    assert_eq!(switches(json!([flood])).await, Err(FaultKind::TooLarge.into()));
}

#[tokio::test]
async fn what_a_switch_leads_to_is_what_could_be_concluded() {
    let good = example(Ask::Offer);
    let mut unsaid = good.clone();
    unsaid["terms"][0]["extensionType"] = json!("FOREVER");
    let mut unreadable = good.clone();
    unreadable["contractTextBlocks"] = json!([null]);
    let mut nameless = good.clone();
    nameless["name"] = json!(null);
    let mut config = example(Ask::SwitchDetail);
    config["destinationMembershipOffers"] = json!([unsaid, unreadable, nameless, 7, good]);
    let detail = switch(config.clone()).await.expect("a way");
    assert_eq!(detail.config.name.as_str(), "Premium Membership Upgrade");
    assert_eq!(detail.destinations.iter().map(|offer| offer.offer.id).collect::<Vec<_>>(), [MEMBERSHIP]);
    for nothing in [json!([]), json!(null), json!({})] {
        config["destinationMembershipOffers"] = nothing;
        assert!(switch(config.clone()).await.expect("a way").destinations.is_empty());
    }
    config["destinationMembershipOffers"] = json!(vec![good; 201]);
    assert_eq!(switch(config).await, Err(FaultKind::TooLarge.into()));
    assert_eq!(switch(json!({"name": "x"})).await, Err(FaultKind::Garbage.into()));
}
