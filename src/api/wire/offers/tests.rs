//! What odd servers send, and what becomes of it.

use super::*;

const PRICE: &str = r#"{"amount": 20, "currency": "EUR"}"#;

#[test]
fn an_offer_is_known_by_either_name_of_its_id_or_by_both() {
    for ids in [r#""onlineOfferId": 5"#, r#""id": "5""#, r#""id": 4, "onlineOfferId": 5"#] {
        let offer: OnlineOffer =
            serde_json::from_str(&format!(r#"{{{ids}, "price": {PRICE}, "new": []}}"#)).expect("an offer");
        assert_eq!(offer.offer_id(), Some(5), "{ids}");
    }
}

#[test]
fn odd_properties_of_an_offer_are_absent_and_an_odd_price_is_an_error() {
    let odd = r#""id": 5, "name": null, "scopeOfUsage": "ten", "periodOfUse": 3, "category": [], "type": 9,
        "validity": {"value": 2, "unit": null}, "paymentMethods": null,
        "restrictions": {"minAge": "16", "restrictedStudioIds": null,
            "timeRestrictions": {"availabilities": [{"dayOfWeek": "MONDAY"}]}}"#;
    let offer: OnlineOffer =
        serde_json::from_str(&format!(r#"{{{odd}, "price": {PRICE}}}"#)).expect("an offer");
    assert_eq!((offer.name, offer.scope_of_usage, offer.period_of_use), (None, None, None));
    let restrictions = offer.restrictions.expect("restrictions");
    assert_eq!(restrictions.min_age, Some(16));
    assert!(restrictions.time_restrictions.expect("hours").availabilities.is_empty());
    for price in ["null", "20", r#"{"amount": 20}"#, r#"{"amount": "free", "currency": "EUR"}"#] {
        assert!(serde_json::from_str::<OnlineOffer>(&format!(r#"{{{odd}, "price": {price}}}"#)).is_err());
    }
}

#[test]
fn a_slice_leaves_out_what_cannot_be_sold_and_is_never_empty_by_mistake() {
    let slice: OnlineOfferSlice = serde_json::from_str(&format!(
        r#"{{"result": [{{"id": 1, "price": {PRICE}}}, {{"id": 2}}, null], "hasNext": true, "offset": 50}}"#
    ))
    .expect("a slice");
    assert_eq!((slice.result.entries.len(), slice.result.skipped), (1, 2));
    assert_eq!((slice.has_next, slice.offset.as_deref()), (Some(true), Some("50")));
    assert!(serde_json::from_str::<OnlineOfferSlice>("{}").is_err());
    assert!(serde_json::from_str::<OnlineOfferSlice>(r#"{"result": "busy"}"#).is_err());
}

#[test]
fn a_discount_that_cannot_be_read_never_turns_into_the_full_price() {
    let plain: Preview = serde_json::from_str(&format!(r#"{{"price": {PRICE}, "discountedPrice": null}}"#))
        .expect("a preview");
    assert_eq!(plain.discounted_price, None);
    assert!(
        serde_json::from_str::<Preview>(&format!(r#"{{"price": {PRICE}, "discountedPrice": "15"}}"#))
            .is_err()
    );
}

#[test]
fn a_purchase_with_an_id_is_a_sale_whatever_else_is_odd() {
    let json =
        r#"{"onlineOfferPurchaseId": "9", "studioAccessCode": 12345, "price": "free", "voucherCode": 21}"#;
    let result: PurchaseResult = serde_json::from_str(json).expect("a sale");
    assert_eq!((result.online_offer_purchase_id, result.studio_access_code.as_deref()), (9, Some("12345")));
    let list: Vec<PurchasedOnlineOffer> = serde_json::from_str(&format!("[{json}]")).expect("a list");
    assert_eq!((list[0].voucher_code.as_deref(), &list[0].price), (Some("21"), &None));
}

#[test]
fn a_list_of_purchases_never_misses_one_silently() {
    let good = r#"{"onlineOfferPurchaseId": 9}"#;
    for bad in ["null", "{}", r#"{"onlineOfferPurchaseId": null}"#, r#"{"onlineOfferPurchaseId": "abc"}"#] {
        assert!(
            serde_json::from_str::<Vec<PurchasedOnlineOffer>>(&format!("[{good}, {bad}]")).is_err(),
            "{bad}"
        );
    }
    assert!(serde_json::from_str::<Vec<PurchasedOnlineOffer>>("null").is_err());
}

#[test]
fn debug_shows_neither_codes_nor_tokens() {
    let request = PurchaseRequest {
        online_offer_id: 1,
        customer_id: 2,
        valid_from: "2026-01-15".to_owned(),
        voucher_code: Some("canary".to_owned()),
        payment_request_token: Some("canary".to_owned()),
    };
    let bought = r#"{"onlineOfferPurchaseId": 9, "studioAccessCode": "canary", "voucherCode": "canary"}"#;
    let result: PurchaseResult = serde_json::from_str(bought).expect("a sale");
    let listed: PurchasedOnlineOffer = serde_json::from_str(bought).expect("a sale");
    assert!(!format!("{request:?} {result:?} {listed:?}").contains("canary"));
}

#[test]
fn absent_optionals_are_not_sent() {
    let request = PreviewRequest { online_offer_id: 1, customer_id: 2, voucher_code: None };
    assert_eq!(serde_json::to_string(&request).expect("JSON"), r#"{"onlineOfferId":1,"customerId":2}"#);
}
