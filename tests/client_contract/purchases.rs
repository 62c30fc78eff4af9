//! What moves money: previews, payment sessions, purchases, and what was purchased.

use super::*;

#[tokio::test]
async fn amounts_keep_their_digits_however_they_are_written() {
    for (written, shown) in [
        ("20", "20 EUR"),
        ("19.990", "19.990 EUR"),
        ("\"19.90\"", "19.90 EUR"),
        ("2e1", "20 EUR"),
        ("0", "0 EUR"),
        ("0.1234567890123456789012345678", "0.1234567890123456789012345678 EUR"),
    ] {
        let body = format!(r#"{{"price": {{"amount": {written}, "currency": "EUR"}}}}"#);
        let preview = told(body).preview_price(EN, OFFER, CUSTOMER, None).await.expect("a preview");
        assert_eq!(preview.payable().to_string(), shown);
    }
}

#[tokio::test]
async fn a_preview_without_a_sound_price_is_garbage() {
    let money = |amount: Value, currency: &str| json!({"amount": amount, "currency": currency});
    for body in [
        json!({}),
        json!({"price": null}),
        json!({"price": 20}),
        json!({"price": {"amount": 20}}),
        json!({"price": money(json!(-1), "EUR")}),
        json!({"price": money(json!("twenty"), "EUR")}),
        json!({"price": money(json!(1e300), "EUR")}),
        json!({"price": money(json!(20), "EURO")}),
        json!({"price": money(json!(20), "EUR"), "discountedPrice": money(json!(15), "USD")}),
        json!({"price": money(json!(20), "EUR"), "discountedPrice": money(json!(-5), "EUR")}),
        json!({"price": money(json!(20), "EUR"), "discountedPrice": {"amount": 15}}),
        json!({"price": money(json!(20), "EUR"), "discountValue": money(json!(5), "USD")}),
        json!([]),
        json!(null),
    ] {
        let answer = told(&body).preview_price(EN, OFFER, CUSTOMER, None).await;
        assert_eq!(answer, Err(FaultKind::Garbage.into()), "{body}");
    }
}

#[tokio::test]
async fn a_voucher_is_sent_and_what_the_server_says_of_it_is_told() {
    let voucher = Voucher::new("SUMMER21").expect("a voucher");
    let price = json!({"amount": 20, "currency": "EUR"});
    let taken = told(json!({"price": price, "discountedPrice": {"amount": 15, "currency": "EUR"},
        "discountValue": {"amount": 5, "currency": "EUR"}, "voucherSuccessMessage": "Five\u{1b}[31m off"}));
    let preview = taken.preview_price(EN, OFFER, CUSTOMER, Some(&voucher)).await.expect("a preview");
    assert_eq!(preview.payable(), Money::parse("15", "EUR").expect("money"));
    assert_eq!(preview.voucher_message, Some(Text::long("Five[31m off")));
    assert_eq!(sent(&taken), json!({"onlineOfferId": 12345, "customerId": 67890, "voucherCode": "SUMMER21"}));
    for (code, error) in
        [("INVALID_CODE", VoucherError::InvalidCode), ("SPENT", VoucherError::Other(Text::name("SPENT")))]
    {
        let refused = told(json!({"price": price, "voucherErrorCode": code, "discountedPrice": null}));
        let preview = refused.preview_price(EN, OFFER, CUSTOMER, Some(&voucher)).await.expect("a preview");
        assert_eq!(preview.voucher_error, Some(error));
        assert_eq!(preview.payable(), preview.price);
    }
}

#[tokio::test]
async fn a_purchase_sends_what_was_ordered_and_keeps_the_code_byte_for_byte() {
    let (voucher, token) = (Voucher::new("V1").expect("a voucher"), Secret::new("tok"));
    let client =
        told(json!({"onlineOfferPurchaseId": "123", "studioAccessCode": " PT\u{1}k ", "price": null}));
    let paid = PurchaseCall { voucher: Some(&voucher), token: Some(&token), ..purchase() };
    let receipt = client.purchase(EN, paid).await.expect("a receipt");
    assert_eq!((receipt.purchase.0, receipt.code), (123, AccessCode::new(" PT\u{1}k ")));
    assert_eq!(
        sent(&client),
        json!({"onlineOfferId": 12345, "customerId": 67890, "validFrom": "2026-01-15", "voucherCode": "V1",
            "paymentRequestToken": "tok"})
    );
    assert_eq!(asked(&client)[0].1, Manner::Purchase);

    let free = told(json!({"onlineOfferPurchaseId": 124, "studioAccessCode": ""}));
    assert_eq!(free.purchase(EN, purchase()).await.expect("a receipt").code, None);
    let sent = sent(&free);
    assert!(sent.get("paymentRequestToken").is_none() && sent.get("voucherCode").is_none(), "{sent}");
}

#[tokio::test]
async fn the_first_day_of_a_purchase_is_meant_in_the_studios_zone() {
    for form in [
        "2026-01-15",
        "2026-01-15T00:00:00+01:00[Europe/Berlin]",
        "2026-01-15T00:00:00+01:00[Mars/Olympus]",
        "2026-01-14T23:00:00Z",
        "2026-01-14T23:00:00.123456Z",
        "2026-01-15T00:00:00",
    ] {
        let client = told(json!([{"onlineOfferPurchaseId": 1, "onlineOfferId": 12345, "validFrom": form}]));
        let held = client.list_purchased_of(EN, CUSTOMER, OFFER).await.expect("a list");
        assert_eq!(held[0].valid_from, Some(date(2026, 1, 15)), "{form}");
        assert_eq!(held[0].offer, Some(OFFER));
        assert_eq!(asked(&client)[0].0.path, "/v1/online-offers/67890/purchased/12345");
        assert_eq!(asked(&client)[0].1, Manner::Look, "nothing of ours holds it back");
    }
}

#[tokio::test]
async fn a_list_of_purchases_with_one_that_cannot_be_read_is_garbage() {
    let good = json!({"onlineOfferPurchaseId": 1, "id": 12345, "validFrom": null, "studioAccessCode": null});
    let pair = |second: Value| told(json!([good, second]));
    let held = pair(json!({"onlineOfferPurchaseId": 2}));
    let held = held.list_purchased_of(EN, CUSTOMER, OFFER).await.expect("a list");
    assert_eq!(held.len(), 2);
    let odd = pair(json!({"onlineOfferPurchaseId": 2, "validFrom": "soon"}));
    let odd = odd.list_purchased_of(EN, CUSTOMER, OFFER).await.expect("a list");
    assert_eq!(odd[1].valid_from, None, "a day that cannot be read is not told");
    for bad in [json!({"onlineOfferId": 12345}), json!(null)] {
        let list = pair(bad.clone()).list_purchased_of(EN, CUSTOMER, OFFER).await;
        assert_eq!(list, Err(FaultKind::Garbage.into()), "{bad}");
    }
    let flood: Vec<Value> = (0..5_001).map(|id| json!({"onlineOfferPurchaseId": id})).collect();
    let flood = told(json!(flood)).list_purchased_of(EN, CUSTOMER, OFFER).await;
    assert_eq!(flood, Err(FaultKind::TooLarge.into()));
}

#[tokio::test]
async fn only_the_apis_own_404_says_that_nothing_was_purchased() {
    let words = json!({"errorMessage": "No such customer."}).to_string();
    let none = client([(404, words)]).list_purchased_of(EN, CUSTOMER, OFFER).await;
    assert_eq!(none, Ok(vec![]));
    let page = client([(404, "<html>nginx</html>".to_owned())]).list_purchased_of(EN, CUSTOMER, OFFER).await;
    assert_eq!(page, Err(FaultKind::NotFound.into()));
}
