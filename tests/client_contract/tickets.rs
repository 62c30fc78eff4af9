//! The passes of a member, as they look at them.

use super::*;
use walkin::domain::pass::{PurchaseId, Ticket};
use walkin::domain::studio::StudioId;
use walkin::domain::time::Term;

async fn tickets(body: Value) -> Vec<Ticket> {
    told(body).list_tickets(EN, CUSTOMER).await.expect("a list").to_vec()
}

#[tokio::test]
async fn a_ticket_has_all_that_is_told_about_it() {
    let euros = |amount: &str| Some(Money::parse(amount, "EUR").expect("money"));
    let pass = json!([{
        "onlineOfferPurchaseId": 123_456, "onlineOfferId": 12_345, "name": "Day\u{7} Ticket", "scopeOfUsage": 3,
        "price": {"amount": 20, "currency": "EUR"}, "discountedPrice": {"amount": 15.00, "currency": "EUR"},
        "discountValue": {"amount": 5, "currency": "EUR"}, "voucherCode": "SUMMER",
        "periodOfUse": {"term": {"value": 2, "unit": "HOURS"}, "type": "ONE_TIME"},
        "validity": {"value": 2, "unit": "WEEK"},
        "restrictions": {"studioAccessType": "RESTRICTED_STUDIOS", "restrictedStudioIds": [7]},
        "purchaseDate": "2026-01-15T09:30:00+01:00[Europe/Berlin]", "expiryDate": "2026-01-29T00:00:00Z",
        "validFrom": "2026-01-15T00:00:00+01:00[Europe/Berlin]", "studioAccessCode": "ABC"
    }]);
    let client = told(&pass);
    let tickets = client.read_tickets(EN, CUSTOMER, OFFER).await.expect("a list");
    assert_eq!(asked(&client)[0].0.path, "/v1/online-offers/67890/purchased/12345");
    let [ticket] = &*tickets else { panic!("one ticket") };
    assert_eq!((ticket.pass.purchase, ticket.pass.offer), (PurchaseId(123_456), Some(OFFER)));
    assert_eq!(
        (ticket.pass.valid_from, &ticket.pass.code),
        (Some(date(2026, 1, 15)), &AccessCode::new("ABC"))
    );
    assert_eq!((ticket.name.as_str(), ticket.uses), ("Day Ticket", Some(3)));
    assert_eq!(ticket.bought_at.expect("a time").to_string(), "2026-01-15T08:30:00Z");
    assert_eq!(ticket.expires_at.expect("a time").to_string(), "2026-01-29T00:00:00Z");
    assert_eq!((ticket.price, ticket.discounted, ticket.discount), (euros("20"), euros("15.00"), euros("5")));
    assert_eq!(ticket.voucher, Some(Text::name("SUMMER")));
    assert_eq!(ticket.period_of_use, Some(Term { value: 2, unit: TermUnit::Hour }));
    assert_eq!(ticket.validity, Some(Term { value: 2, unit: TermUnit::Week }));
    assert_eq!(ticket.access, Some(StudioAccess::Restricted(vec![StudioId(7)])));
}

#[tokio::test]
async fn an_odd_pass_hides_no_other() {
    let list = tickets(json!([
        {"name": "No id"}, null, "noise",
        {"onlineOfferPurchaseId": 1, "name": null, "price": {"amount": 20, "currency": "gold"}, "scopeOfUsage": -1,
            "purchaseDate": "soon", "expiryDate": {}, "voucherCode": "", "validity": "long", "restrictions": []},
        {"onlineOfferPurchaseId": 2, "id": 12_345, "name": ""}
    ]))
    .await;
    assert_eq!(list.iter().map(|ticket| ticket.pass.purchase.0).collect::<Vec<_>>(), [1, 2]);
    assert_eq!((list[0].name.as_str(), list[1].name.as_str()), ("#1", "#12345"));
    let odd = &list[0];
    assert_eq!((odd.price, odd.uses, odd.bought_at, odd.expires_at), (None, None, None, None));
    assert_eq!((&odd.voucher, &odd.validity), (&None, &None));
}
