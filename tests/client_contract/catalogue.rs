//! Offers on sale: the list in its slices, and one in full.

use super::*;

#[tokio::test]
async fn an_offer_is_known_under_either_name_of_its_id() {
    let list = json!([{"id": 7, "price": {"amount": 1, "currency": "EUR"}}, offer(8)]);
    let offers = client([slice(list, None)]).list_offers(EN).await.expect("a list");
    assert_eq!(offers.iter().map(|offer| offer.id.0).collect::<Vec<_>>(), [7, 8]);
    assert_eq!(offers[0].name, Text::name("#7"), "what has no name is called by its id");
}

#[tokio::test]
async fn all_slices_are_read_and_an_offset_goes_back_as_it_came() {
    let client = client([
        slice(vec![offer(1), offer(2)], Some("a/b c")),
        slice(vec![offer(2), offer(3)], Some("9007199254740993")),
        slice(vec![offer(4)], None),
    ]);
    let offers = client.list_offers(Language::De).await.expect("a list");
    assert_eq!(offers.iter().map(|offer| offer.id.0).collect::<Vec<_>>(), [1, 2, 3, 4], "each once");
    let queries: Vec<_> = asked(&client).into_iter().map(|(call, _)| call.query).collect();
    let size = ("sliceSize".to_owned(), "50".to_owned());
    assert_eq!(queries[0], std::slice::from_ref(&size));
    assert_eq!(queries[1], [size.clone(), ("offset".to_owned(), "a/b c".to_owned())]);
    assert_eq!(queries[2], [size, ("offset".to_owned(), "9007199254740993".to_owned())]);
    assert!(asked(&client).iter().all(|(call, _)| call.language == Some(Language::De)));
}

#[tokio::test]
async fn an_offer_that_cannot_be_sold_is_left_out_and_counted() {
    let bad = [
        json!({"name": "no id", "price": {"amount": 1, "currency": "EUR"}}),
        json!({"onlineOfferId": 1, "name": "no price"}),
        json!({"onlineOfferId": 2, "price": {"amount": -1, "currency": "EUR"}}),
        json!({"onlineOfferId": 3, "price": {"amount": 1, "currency": "?"}}),
        json!("not an offer"),
        json!(null),
    ];
    let list: Vec<Value> = bad.into_iter().chain([offer(4)]).collect();
    let client = client([slice(list, None)]);
    assert_eq!(client.list_offers(EN).await.expect("a list").len(), 1);
    assert_eq!(client.offers_left_out(), 6);
}

#[tokio::test]
async fn a_list_that_only_promises_more_ends_with_what_it_brought() {
    let repeated = [slice(vec![offer(1)], Some("5")), slice(vec![offer(2)], Some("5"))];
    assert_eq!(client(repeated).list_offers(EN).await.expect("a list").len(), 2);
    let empty = (1..50).map(|n| slice(json!([]), Some(&n.to_string())));
    let empty: Vec<_> = std::iter::once(slice(vec![offer(1)], Some("0"))).chain(empty).collect();
    assert_eq!(client(empty).list_offers(EN).await.expect("a list").len(), 1);
    let same: Vec<_> = (1..50).map(|n| slice(vec![offer(1)], Some(&n.to_string()))).collect();
    assert_eq!(client(same).list_offers(EN).await.expect("a list").len(), 1);
    let lost = [(200, json!({"result": [offer(1)], "hasNext": true}).to_string())];
    assert_eq!(client(lost).list_offers(EN).await.expect("a list").len(), 1);
}

#[tokio::test]
async fn a_chunk_that_was_sieved_empty_does_not_end_the_list() {
    let slices = [slice(vec![offer(1)], Some("1")), slice(json!([]), Some("2")), slice(vec![offer(2)], None)];
    assert_eq!(client(slices).list_offers(EN).await.expect("a list").len(), 2);
}

#[tokio::test]
async fn a_list_without_an_end_is_too_large() {
    let drip = (1..).map(|n| slice(vec![offer(n)], Some(&n.to_string()))).take(2_000);
    let client_of_drips = client(drip);
    assert_eq!(client_of_drips.list_offers(EN).await, Err(FaultKind::TooLarge.into()));
    assert!(asked(&client_of_drips).len() <= 400, "{}", asked(&client_of_drips).len());

    let flood: Vec<Value> = (1..=20_001).map(offer).collect();
    assert_eq!(client([slice(flood, None)]).list_offers(EN).await, Err(FaultKind::TooLarge.into()));
}

#[tokio::test]
async fn a_list_fails_as_a_whole_when_a_slice_does() {
    let client = client([slice(vec![offer(1)], Some("5")), (500, String::new())]);
    assert_eq!(client.list_offers(EN).await, Err(FaultKind::Broken(500).into()));
    for body in ["{}", "null", "[]", r#"{"result": {}, "hasNext": false}"#, "<html>"] {
        assert_eq!(told(body).list_offers(EN).await, Err(FaultKind::Garbage.into()), "{body}");
    }
}

#[tokio::test]
async fn an_offer_is_told_in_full() {
    let client = told(json!({
        "onlineOfferId": 12345, "name": "Off-peak", "scopeOfUsage": 10, "price": {"amount": 20, "currency": "EUR"},
        "periodOfUse": {"term": {"value": 1, "unit": "DAY"}, "type": "ONE_TIME"},
        "type": "SOMETHING_NEW", "category": {"id": 1, "name": "Passes"}, "validity": {"value": 2, "unit": "WEEK"},
        "restrictions": {"minAge": 18, "studioAccessType": "RESTRICTED_STUDIOS", "restrictedStudioIds": [1, "2"],
            "timeRestrictions": {"openingHoursCategory": {"categoryId": 5, "name": "Off-Peak"}, "availabilities": [
                {"dayOfWeek": "MONDAY", "timeFrom": "06:00:00", "timeTo": "24:00:00"},
                {"dayOfWeek": "SOMEDAY", "timeFrom": "06:00:00", "timeTo": "15:00:00"},
                {"dayOfWeek": "SUNDAY", "timeFrom": "06:30", "timeTo": "15:00"}]}},
        "paymentMethods": ["ONLINE_PAYMENT", "SHELLS"], "brandNew": {"a": 1}
    }));
    let detail = client.read_offer(EN, OFFER).await.expect("an offer");
    assert_eq!(asked(&client)[0].0.path, "/v1/online-offers/purchasable/12345");
    assert_eq!((detail.offer.uses, detail.min_age), (Some(10), Some(18)));
    assert_eq!(detail.offer.category, Some(Text::name("Passes")));
    let StudioAccess::Restricted(studios) = detail.access else { panic!("restricted") };
    assert_eq!(studios.iter().map(|studio| studio.0).collect::<Vec<_>>(), [1, 2]);
    let windows: Vec<_> = detail.windows.iter().map(|window| (window.day, window.from, window.to)).collect();
    assert_eq!(
        windows,
        [
            (Weekday::Monday, time(6, 0, 0, 0), time(0, 0, 0, 0)),
            (Weekday::Sunday, time(6, 30, 0, 0), time(15, 0, 0, 0))
        ]
    );
    assert_eq!(detail.payment_methods, [PaymentMethod::Online, PaymentMethod::Other(Text::name("SHELLS"))]);
    assert_eq!(detail.validity.map(|term| (term.value, term.unit)), Some((2, TermUnit::Week)));
}

#[tokio::test]
async fn what_is_null_unknown_or_absurd_about_an_offer_is_left_out() {
    let price = json!({"amount": 20, "currency": "EUR"});
    for rest in [
        json!({"restrictions": null, "paymentMethods": null, "validity": null, "periodOfUse": null, "category": null}),
        json!({"restrictions": {"minAge": -5, "timeRestrictions": null}, "scopeOfUsage": -1, "periodOfUse": {}}),
        json!({"restrictions": [], "scopeOfUsage": 1.5, "validity": {"value": -1, "unit": "DAY"}, "category": {}}),
        json!({}),
    ] {
        let mut body = json!({"onlineOfferId": 1, "name": "Day", "price": price});
        body.as_object_mut().expect("an object").extend(rest.as_object().expect("an object").clone());
        let detail = told(&body).read_offer(EN, OFFER).await.expect("an offer");
        assert_eq!((detail.min_age, detail.offer.uses, detail.validity), (None, None, None), "{body}");
        assert_eq!((detail.access, detail.offer.category), (StudioAccess::Unsaid, None), "{body}");
        assert!(detail.windows.is_empty() && detail.payment_methods.is_empty());
    }
    let odd = json!({"onlineOfferId": 1, "price": price, "validity": {"value": 3, "unit": "FORTNIGHT"},
        "restrictions": {"minAge": 99_999, "studioAccessType": "MOON"}});
    let detail = told(&odd).read_offer(EN, OFFER).await.expect("an offer");
    assert_eq!(detail.min_age, Some(u8::MAX), "an absurd limit is one nobody meets");
    assert_eq!(detail.access, StudioAccess::Other(Text::name("MOON")));
    assert_eq!(detail.validity.map(|term| term.unit), Some(TermUnit::Other(Text::name("FORTNIGHT"))));
}
