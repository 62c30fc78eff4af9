//! What a membership costs, as servers of several versions say it.

use super::*;
use walkin::domain::membership::{Adjustment, BonusStrategy, EffectivePeriod, PaymentKind, VoucherKind};

#[tokio::test]
async fn the_example_of_a_preview_is_understood_in_all_its_parts() {
    let preview = preview(&example(Ask::Preview(Signup))).await.expect("a preview");
    assert_eq!((preview.base, preview.age_adjusted), (Some(euros("20")), None));
    assert_eq!((preview.pre_use, preview.pre_use_discounted), (Some(euros("5")), None));
    assert_eq!((&preview.voucher.kind, &preview.voucher.error), (&Some(VoucherKind::Discount), &None));
    let discount = &preview.voucher.periods[0];
    assert_eq!((&discount.kind, discount.value), (&Adjustment::Percentage, Some(euros("5"))));
    assert_eq!((&discount.period, discount.price), (&EffectivePeriod::Unlimited, Some(euros("19"))));
    assert_eq!(preview.voucher.company, None);
    assert_eq!(preview.fees[0].name.as_str(), "Starter Package");
    assert_eq!(preview.modules[0].0, OfferModuleId(401));
    assert_eq!(preview.volume.total, Some(euros("228")));
    let schedule: Vec<_> =
        preview.schedule.iter().map(|it| (it.day, &it.kind, it.amount, it.on_signing)).collect();
    assert_eq!(
        schedule,
        [
            (Some(date(2026, 2, 1)), &PaymentKind::StarterPackage, Some(euros("19.9")), true),
            (Some(date(2026, 3, 1)), &PaymentKind::ContractFee, Some(euros("19")), false)
        ]
    );
    assert_eq!(preview.due, Some(euros("19.9")));
    assert!(preview.is_complete());
}

#[tokio::test]
async fn the_answer_to_a_switch_tells_no_price_of_the_rate() {
    let preview = preview(&example(Ask::Preview(Switch))).await.expect("a preview");
    assert_eq!((preview.base, preview.due), (None, Some(euros("20"))));
    assert!(preview.is_complete());
}

#[tokio::test]
async fn a_voucher_that_is_not_accepted_is_part_of_the_answer() {
    let mut body =
        json!({"basePrice": {"amount": 20, "currency": "EUR"}, "voucherErrorCode": "INVALID_CODE"});
    assert_eq!(preview(&body).await.expect("a preview").voucher.error, Some(VoucherError::InvalidCode));
    body["voucherErrorCode"] = json!("EXPIRED");
    let other = VoucherError::Other(Text::name("EXPIRED"));
    assert_eq!(preview(&body).await.expect("a preview").voucher.error, Some(other));
}

#[tokio::test]
async fn what_is_due_is_never_made_up() {
    let mut body = example(Ask::Preview(Signup));
    for due in [
        json!(null),
        json!(19.9),
        json!("19.90"),
        json!({"amount": 19.9}),
        json!({"amount": -1, "currency": "EUR"}),
        json!({"amount": 19.9, "currency": "gold"}),
    ] {
        body["paymentPreview"]["dueOnSigningAmount"] = due.clone();
        let preview = preview(&body).await.expect("a preview");
        assert_eq!(preview.due, None, "{due}");
        assert!(!preview.is_complete(), "staff have to help: {due}");
    }
    for payments in [json!(null), json!({}), json!([]), json!(7)] {
        body["paymentPreview"] = payments.clone();
        assert_eq!(preview(&body).await.expect("a preview").due, None, "{payments}");
    }
    assert_eq!(preview(&json!({})).await, Ok(MembershipPreview::default()));
}

#[tokio::test]
async fn a_payment_that_cannot_be_read_stays_one_whose_amount_cannot_be_said() {
    let mut body = example(Ask::Preview(Signup));
    for odd in [
        json!(null),
        json!("soon"),
        json!({}),
        json!({"dueDate": "2026-04-01", "amount": 19}),
        json!({"dueDate": "never", "type": "TIP", "amount": {"amount": -1, "currency": "EUR"}}),
    ] {
        body["paymentPreview"]["paymentSchedule"][0] = odd.clone();
        let preview = preview(&body).await.expect("a preview");
        assert_eq!(preview.schedule.len(), 2, "{odd}");
        assert_eq!(preview.schedule[1].amount, None, "{odd}");
        assert!(!preview.is_complete(), "{odd}");
    }
    let mut payments = body["paymentPreview"]["paymentSchedule"].clone();
    payments[0] = json!({"dueDate": "2026-12-31", "amount": {"amount": 1, "currency": "EUR"}});
    body["paymentPreview"]["paymentSchedule"] = payments;
    let days: Vec<_> =
        preview(&body).await.expect("a preview").schedule.iter().filter_map(|payment| payment.day).collect();
    assert_eq!(days, [date(2026, 3, 1), date(2026, 12, 31)], "in the order of the days");
    body["paymentPreview"]["paymentSchedule"] = json!(vec![json!({}); 1_101]);
    assert_eq!(preview(&body).await, Err(FaultKind::TooLarge.into()));
}

#[tokio::test]
async fn nothing_due_beside_a_payment_on_signing_leads_to_staff() {
    let mut body = example(Ask::Preview(Signup));
    let euro = |amount: f64| json!({"amount": amount, "currency": "EUR"});
    body["paymentPreview"] = json!({"dueOnSigningAmount": euro(0.0), "paymentSchedule": [
        {"dueDate": "2026-03-01", "amount": euro(19.9), "mandatoryOnSigning": true}]});
    assert!(!preview(&body).await.expect("a preview").is_complete());
    body["paymentPreview"]["paymentSchedule"][0]["mandatoryOnSigning"] = json!(false);
    assert!(preview(&body).await.expect("a preview").is_complete());
}

#[tokio::test]
async fn another_currency_in_any_amount_leads_to_staff() {
    let dollars = json!({"amount": 9, "currency": "USD"});
    let every = json!({"type": "RECURRING", "term": {"value": 1, "unit": "MONTH"}, "price": dollars});
    for (place, odd) in [
        ("contractVolumeInformation", json!({"totalContractVolume": dollars})),
        ("creditValue", dollars.clone()),
        ("voucherDiscountPeriods", json!([{"discountedBasePrice": dollars}])),
        ("flatFeePreviews", json!([{"name": "Fee", "paymentFrequency": every}])),
    ] {
        let mut body = example(Ask::Preview(Signup));
        assert!(preview(&body).await.expect("a preview").is_complete(), "{place}");
        body[place] = odd;
        assert!(!preview(&body).await.expect("a preview").is_complete(), "{place}");
    }
}

#[tokio::test]
async fn a_fee_or_a_module_whose_price_nobody_tells_leads_to_staff() {
    for place in ["flatFeePreviews", "selectedOptionalModulesPreviews"] {
        let mut body = example(Ask::Preview(Signup));
        for (part, is_told) in [
            (json!({"id": 7}), false),
            (json!({"id": 7, "paymentFrequency": null}), false),
            (json!({"id": 7, "paymentFrequency": {"type": "BY_THE_MOON"}}), false),
            (json!({"id": 7, "formattedPaymentFrequency": "€5 a month"}), true),
        ] {
            body[place] = json!([part]);
            assert_eq!(preview(&body).await.expect("a preview").is_complete(), is_told, "{place} {part}");
        }
    }
}

#[tokio::test]
async fn plain_numbers_of_an_old_server_count_as_absent() {
    let body = json!({"basePrice": 20, "preUseCharge": 5, "creditValue": 3,
        "voucherEffectivePeriod": "UNLIMITED", "discountType": "ABSOLUTE", "discountValue": 1,
        "discountedBasePrice": 19, "flatFeePreviews": [{"name": "Starter", "discountedPrice": 4}],
        "contractVolumeInformation": {"totalContractVolume": 240}});
    let preview = preview(&body).await.expect("a preview");
    assert_eq!((preview.base, preview.age_adjusted, preview.pre_use), (None, None, None));
    assert_eq!((preview.due, preview.volume.total, preview.voucher.credit), (None, None, None));
    assert!(preview.voucher.periods.is_empty() && preview.fees[0].periods.is_empty());
    let full = json!({"basePrice": {"amount": 20, "currency": "EUR"}, "ageAdjustedPrice": 18});
    assert_eq!(
        self::preview(&full).await,
        Err(FaultKind::Garbage.into()),
        "the full price does not take its place"
    );
}

#[tokio::test]
async fn what_is_deprecated_is_the_fall_back_and_nothing_more() {
    let mut body = json!({"basePrice": {"amount": 20, "currency": "EUR"},
        "voucherEffectivePeriod": "TIME_BASED", "effectivePeriodTimeBasedTerm": {"value": 3, "unit": "MONTH"},
        "discountType": "ABSOLUTE", "discountValue": {"amount": 2.50, "currency": "EUR"},
        "discountedBasePrice": {"amount": 17.50, "currency": "EUR"},
        "flatFeePreviews": [{"identifier": "FEE", "discountedPrice": {"amount": 4, "currency": "EUR"},
            "formattedPaymentFrequency": "Once"}]});
    let old = preview(&body).await.expect("a preview");
    let [period] = old.voucher.periods.as_slice() else { panic!("one period: {old:?}") };
    assert_eq!((&period.kind, period.value), (&Adjustment::Absolute, Some(euros("2.50"))));
    assert_eq!(period.price, Some(euros("17.50")));
    let EffectivePeriod::For(Some(term)) = &period.period else { panic!("a time: {period:?}") };
    assert_eq!((term.value, &term.unit), (3, &TermUnit::Month));
    assert_eq!(old.fees[0].periods[0].price, Some(euros("4")));
    assert_eq!(
        (old.fees[0].name.as_str(), &old.fees[0].frequency.formatted),
        ("FEE", &Some(Text::name("Once")))
    );

    body["voucherDiscountPeriods"] = json!([{"discountType": "BONUS", "discountValue": {"amount": 9,
        "currency": "EUR"}, "effectivePeriod": "INITIAL_TERM"}, {"effectivePeriod": "SOMETIMES"}]);
    body["flatFeePreviews"][0]["discountPeriods"] = json!([{"effectivePeriod": "UNLIMITED"}]);
    let new = preview(&body).await.expect("a preview");
    let kinds: Vec<_> = new.voucher.periods.iter().map(|it| (&it.kind, &it.period)).collect();
    assert_eq!(
        kinds,
        [
            (&Adjustment::Other(Text::name("BONUS")), &EffectivePeriod::InitialTerm),
            (&Adjustment::Other(Text::name("")), &EffectivePeriod::Other(Text::name("SOMETIMES")))
        ]
    );
    assert_eq!((new.fees[0].periods.len(), new.fees[0].periods[0].price), (1, None));
}

#[tokio::test]
async fn a_price_of_the_rate_that_cannot_be_read_never_turns_into_another() {
    let euro = json!({"amount": 20, "currency": "EUR"});
    for name in ["basePrice", "ageAdjustedPrice", "preUseCharge", "discountedPreUseCharge"] {
        for odd in [
            json!({"amount": "much", "currency": "EUR"}),
            json!({"amount": -1, "currency": "EUR"}),
            json!({"amount": 20, "currency": "gold"}),
            json!({"amount": 20}),
        ] {
            let body = json!({ name: odd });
            assert_eq!(preview(&body).await, Err(FaultKind::Garbage.into()), "{body}");
        }
        let mut mixed = json!({"basePrice": euro, "preUseCharge": euro});
        mixed[name] = json!({"amount": 20, "currency": "CHF"});
        assert_eq!(preview(&mixed).await, Err(FaultKind::Garbage.into()), "{mixed}");
    }
    // Whether staff have to help is for the preview as a whole to say.
    let mut body = example(Ask::Preview(Signup));
    body["paymentPreview"]["dueOnSigningAmount"]["currency"] = json!("CHF");
    assert!(!preview(&body).await.expect("a preview").is_complete());
}

#[tokio::test]
async fn null_in_any_place_spoils_no_preview_but_for_half_a_price_a_fee_and_the_id_of_a_module() {
    for ask in [Ask::Preview(Signup), Ask::Preview(Switch)] {
        for (place, changed) in variants(&example(ask), &json!(null)) {
            let understood = preview(&changed).await;
            let is_half_a_price = place.starts_with("/basePrice/") || place.starts_with("/preUseCharge/");
            let whole = ["/selectedOptionalModulesPreviews/0/id", "/flatFeePreviews/0"];
            let spoils = is_half_a_price || whole.contains(&place.as_str());
            assert_eq!(understood.is_err(), spoils, "{place}: {understood:?}");
        }
    }
}

#[tokio::test]
async fn a_company_that_pays_a_part_and_a_bonus_of_the_voucher_are_told() {
    let euro = |amount: f64| json!({"amount": amount, "currency": "EUR"});
    let body = json!({"basePrice": euro(20.0), "voucherType": "COMPANY_FEE_SPLIT", "companyName": "ACME",
        "companyFeeSplitType": "PERCENTAGE", "companyFeeSplitValue": euro(50.0), "companyAmount": euro(10.5),
        "memberAmount": euro(9.5), "companyAmountWithoutDiscount": euro(11.0),
        "memberAmountWithoutDiscount": euro(9.0), "creditValue": euro(3.0), "voucherRemarks": "Once only",
        "voucherBonusPeriod": {"term": {"value": 2, "unit": "WEEK"}, "termStrategy": "FIXED",
            "runtimeExtensionType": "WITHOUT_EXTENSION", "extendsCancellationPeriod": true}});
    let voucher = preview(&body).await.expect("a preview").voucher;
    assert_eq!(voucher.kind, Some(VoucherKind::CompanyFeeSplit));
    let company = voucher.company.expect("a company");
    assert_eq!((company.name, company.kind), (Some(Text::name("ACME")), Some(Adjustment::Percentage)));
    assert_eq!((company.company, company.member), (Some(euros("10.5")), Some(euros("9.5"))));
    let undiscounted = (company.company_undiscounted, company.member_undiscounted);
    assert_eq!(undiscounted, (Some(euros("11.0")), Some(euros("9.0"))));
    assert_eq!((voucher.credit, voucher.remarks), (Some(euros("3.0")), Some(Text::name("Once only"))));
    let bonus = voucher.bonus.expect("a bonus");
    let told = (bonus.strategy, bonus.extends_runtime, bonus.extends_notice, bonus.is_separate);
    assert_eq!(told, (BonusStrategy::Fixed, Some(false), true, false));
}

#[tokio::test]
async fn what_has_to_be_agreed_to_is_that_of_modules_and_then_that_of_the_voucher() {
    let mut body = json!({"basePrice": {"amount": 20, "currency": "EUR"},
        "voucherTextBlocks": [{"id": 9, "title": "Voucher", "order": 0}],
        "moduleConsentTextBlocks": [{"id": 2, "title": "Pool", "order": 2, "rateBundleModuleId": 401},
            {"id": 1, "title": "Sauna", "order": 1}]});
    let consents = preview(&body).await.expect("a preview").consents;
    assert_eq!(consents.iter().filter_map(|text| text.id).map(|id| id.0).collect::<Vec<_>>(), [1, 2, 9]);
    assert_eq!(consents[1].module, Some(OfferModuleId(401)));
    for name in ["voucherTextBlocks", "moduleConsentTextBlocks"] {
        let before = std::mem::replace(&mut body[name], json!([null]));
        assert_eq!(preview(&body).await, Err(FaultKind::Garbage.into()), "{name}");
        body[name] = before;
    }
}
