//! What a membership costs: every amount is worked out by hand.

use super::*;

/// The payments of a preview: day, type, amount, and a star for what is due on signing.
fn schedule(preview: &Value) -> Vec<String> {
    let entries = preview["paymentPreview"]["paymentSchedule"].as_array().expect("a schedule").iter();
    let line = |entry: &Value| {
        let text = |name: &str| entry[name].as_str().expect("a text").to_owned();
        let star = if entry["mandatoryOnSigning"] == true { " *" } else { "" };
        format!("{} {} {}{star}", text("dueDate"), text("type"), amount(&entry["amount"]))
    };
    entries.map(line).collect()
}

fn due(preview: &Value) -> String {
    amount(&preview["paymentPreview"]["dueOnSigningAmount"])
}

/// What the first term adds up to: all of it, a month's part, the part of one payment.
fn volume(preview: &Value) -> [String; 3] {
    let of = &preview["contractVolumeInformation"];
    ["totalContractVolume", "averagePaymentVolumePerMonth", "averagePaymentVolumePerPaymentFrequencyTerm"]
        .map(|name| of.get(name).map_or_else(|| "none".to_owned(), amount))
}

/// What a term costs somebody born on a day.
fn cost_for(front: &mut Front, term: u64, birth: &str) -> Value {
    read(&front.preview_signup(&contract(term, &json!({})), &applicant(&json!({"dateOfBirth": birth}))))
}

#[test]
fn a_year_of_classic_is_a_package_twelve_months_and_a_plan_twice() {
    let mut front = Front::open();
    let preview = front.cost(CLASSIC_YEAR, &json!({}));
    assert_eq!(
        schedule(&preview),
        [
            "2026-07-01 STARTER_PACKAGE 29.00 *",
            "2026-07-01 CONTRACT_FEE 39.90 *",
            "2026-08-01 CONTRACT_FEE 39.90",
            "2026-08-12 FLAT_FEE 15.00",
            "2026-09-01 CONTRACT_FEE 39.90",
            "2026-10-01 CONTRACT_FEE 39.90",
            "2026-11-01 CONTRACT_FEE 39.90",
            "2026-12-01 CONTRACT_FEE 39.90",
            "2027-01-01 CONTRACT_FEE 39.90",
            "2027-02-01 CONTRACT_FEE 39.90",
            "2027-02-12 FLAT_FEE 15.00",
            "2027-03-01 CONTRACT_FEE 39.90",
            "2027-04-01 CONTRACT_FEE 39.90",
            "2027-05-01 CONTRACT_FEE 39.90",
            "2027-06-01 CONTRACT_FEE 39.90",
        ]
    );
    assert_eq!((due(&preview), amount(&preview["basePrice"])), ("68.90".to_owned(), "39.90".to_owned()));
    assert_eq!(volume(&preview), ["478.80", "39.90", "39.90"]);
    assert_eq!(preview["ageAdjustedPrice"], Value::Null);
    assert_eq!(preview.get("preUseCharge"), None);
    let fees = &preview["flatFeePreviews"];
    assert_eq!(
        (&fees[0]["identifier"], amount(&fees[0]["paymentFrequency"]["price"])),
        (&json!("FLATFEE-START"), "29.00".to_owned())
    );
}

#[test]
fn the_age_on_the_first_day_decides_what_is_paid() {
    let mut front = Front::open();
    for (birth, adjusted, due_now, total) in [
        // 25 % of 39.90 are 9.975, and 29.925 is rounded up.
        ("2008-02-01", Some("29.93"), "58.93", "359.16"),
        ("2005-07-01", None, "68.90", "478.80"),
        ("2005-07-02", Some("29.93"), "58.93", "359.16"),
        ("1961-07-02", None, "68.90", "478.80"),
        ("1961-07-01", Some("34.90"), "63.90", "418.80"),
    ] {
        let preview = cost_for(&mut front, CLASSIC_YEAR, birth);
        let shown = preview["ageAdjustedPrice"].as_object().map(|_| amount(&preview["ageAdjustedPrice"]));
        assert_eq!(shown.as_deref(), adjusted, "{birth}");
        assert_eq!(due(&preview), due_now, "{birth}");
        assert_eq!(volume(&preview)[0], total, "{birth}");
        assert_eq!(amount(&preview["basePrice"]), "39.90");
    }
}

#[test]
fn training_before_the_start_costs_by_the_day() {
    let mut front = Front::open();
    let preview = front.cost(CLASSIC_YEAR, &json!({"preuseDate": "2026-06-21"}));
    assert_eq!(amount(&preview["preUseCharge"]), "15.00", "ten days at 1.50");
    assert_eq!(schedule(&preview)[0], "2026-06-21 CONTRACT_FEE 15.00 *");
    assert_eq!(due(&preview), "83.90");
    assert_eq!(preview.get("discountedPreUseCharge"), None);
    let half = front.cost(CLASSIC_YEAR, &json!({"preuseDate": "2026-06-21", "voucherCode": "HALB3"}));
    assert_eq!(amount(&half["discountedPreUseCharge"]), "7.50");
    assert_eq!(due(&half), "56.45", "7.50, 29.00 and 19.95");
    let same_day = front.cost(CLASSIC_YEAR, &json!({"preuseDate": "2026-07-01"}));
    assert_eq!((amount(&same_day["preUseCharge"]), due(&same_day)), ("0.00".to_owned(), "68.90".to_owned()));
    let free = front.cost(PREMIUM_YEAR, &json!({"preuseDate": "2026-06-21"}));
    assert_eq!((amount(&free["preUseCharge"]), due(&free)), ("0.00".to_owned(), "49.00".to_owned()));
}

#[test]
fn what_costs_nothing_at_the_start_puts_the_payments_off_and_makes_the_contract_longer() {
    let mut front = Front::open();
    let preview = front.cost(CLASSIC_TWO_YEARS, &json!({}));
    let lines = schedule(&preview);
    assert_eq!(
        lines[..3],
        ["2026-07-01 BONUS_PERIOD 0.00", "2026-07-15 STARTER_PACKAGE 29.00", "2026-09-01 CONTRACT_FEE 34.90",]
    );
    assert_eq!((lines.len(), lines.last().map(String::as_str)), (26, Some("2028-08-01 CONTRACT_FEE 34.90")));
    assert_eq!(due(&preview), "0.00", "the package comes two weeks later");
    assert_eq!(volume(&preview), ["837.60", "34.90", "34.90"]);
}

#[test]
fn every_rhythm_has_its_days() {
    let mut front = Front::open();
    let once = front.cost(CLASSIC_ONCE, &json!({}));
    assert_eq!(schedule(&once), ["2026-07-01 CONTRACT_FEE 429.00 *"]);
    assert_eq!(
        (due(&once), volume(&once)),
        ("429.00".to_owned(), ["429.00", "35.75", "429.00"].map(str::to_owned))
    );

    let weekly = front.cost(BASIC_MONTH, &json!({}));
    let weeks = ["01", "08", "15", "22", "29"].map(|day| format!("2026-07-{day} CONTRACT_FEE 8.50"));
    assert_eq!(schedule(&weekly), weeks);
    assert_eq!(volume(&weekly), ["42.50", "42.50", "8.50"]);

    let on_days = front.cost(PREMIUM_YEAR, &json!({}));
    assert_eq!(
        schedule(&on_days),
        [
            "2026-07-01 FLAT_FEE 49.00 *",
            "2026-07-15 CONTRACT_FEE 340.00",
            "2027-01-15 CONTRACT_FEE 360.00",
            "2027-06-01 BONUS_PERIOD 0.00",
        ]
    );
    assert_eq!(
        (due(&on_days), volume(&on_days)),
        ("49.00".to_owned(), ["700.00", "58.33", "350.00"].map(str::to_owned))
    );

    let in_steps = front.cost(PREMIUM_STEPS, &json!({}));
    assert_eq!(
        schedule(&in_steps),
        ["2026-08-01 CONTRACT_FEE 49.90", "2027-01-01 CONTRACT_FEE 299.40", "2027-07-01 CONTRACT_FEE 359.40",]
    );
    assert_eq!(
        (due(&in_steps), volume(&in_steps)),
        ("0.00".to_owned(), ["708.70", "39.37", "236.23"].map(str::to_owned))
    );

    let free = front.cost(TRIAL, &json!({}));
    assert_eq!(schedule(&free), [""; 0]);
    assert_eq!((due(&free), amount(&free["basePrice"])), ("0.00".to_owned(), "0.00".to_owned()));
    assert_eq!(volume(&free), ["0.00", "0.00", "none"]);
}

#[test]
fn fees_may_come_later_and_again() {
    let mut front = Front::open();
    let preview = front.cost(BASIC_YEAR, &json!({}));
    let fees: Vec<String> = schedule(&preview).into_iter().filter(|line| line.contains("FLAT")).collect();
    assert_eq!(fees, ["2026-08-01 FLAT_FEE 19.90", "2027-02-01 FLAT_FEE 19.90"]);
    assert_eq!((due(&preview), volume(&preview)[0].as_str()), ("0.00".to_owned(), "298.80"));
}

#[test]
fn the_first_period_may_have_a_price_of_its_own() {
    let mut front = Front::open();
    let preview = cost_for(&mut front, STUDENT, "2002-03-04");
    assert_eq!(amount(&preview["ageAdjustedPrice"]), "17.91", "a tenth of 19.90 less");
    let lines = schedule(&preview);
    assert_eq!(
        lines[..3],
        ["2026-07-01 FLAT_FEE 15.00 *", "2026-07-01 CONTRACT_FEE 8.91 *", "2026-08-01 CONTRACT_FEE 17.91",]
    );
    assert_eq!(
        (due(&preview), volume(&preview)),
        ("23.91".to_owned(), ["98.46", "16.41", "16.41"].map(str::to_owned))
    );
    let older = cost_for(&mut front, STUDENT, "1985-03-04");
    assert_eq!((due(&older), amount(&older["ageAdjustedPrice"])), ("34.90".to_owned(), "29.90".to_owned()));
    assert_eq!(volume(&older)[0], "169.40", "19.90 and five times 29.90");
}

#[test]
fn paid_modules_are_paid_beside_the_rate_and_free_ones_are_not() {
    let mut front = Front::open();
    let chosen = json!({"selectedOptionalModuleIds": [SAUNA_MODULE, DRINKS], "selectedSelectableModuleIds": [TOWELS, MINERALS]});
    let preview = front.cost(CLASSIC_YEAR, &chosen);
    assert_eq!(due(&preview), "93.70", "68.90, 14.90 and 9.90");
    assert_eq!(volume(&preview)[0], "478.80", "the rate alone");
    let modules = &preview["selectedOptionalModulesPreviews"];
    assert_eq!(
        (&modules[0]["id"], &modules[1]["id"], modules[2].is_null()),
        (&json!(SAUNA_MODULE), &json!(DRINKS), true)
    );
    let texts: Vec<_> = preview["moduleConsentTextBlocks"].as_array().expect("texts").iter().collect();
    let of: Vec<_> = texts.iter().map(|text| text["rateBundleModuleId"].as_u64()).collect();
    assert_eq!(
        of,
        [Some(MINERALS), Some(DRINKS)],
        "of modules that were chosen, and only those that have one"
    );
    let once = front.cost(CLASSIC_TWO_YEARS, &json!({"selectedOptionalModuleIds": [SAUNA_24]}));
    assert_eq!(due(&once), "9.90", "modules are paid while the rate costs nothing");
}

#[test]
fn a_voucher_takes_off_what_it_says_for_as_long_as_it_says() {
    let mut front = Front::open();
    for (code, kind, now, total) in [
        // 35.91 and 26.10 for the package.
        ("immer10", "DISCOUNT", "62.01", "430.92"),
        // 15 % of 39.90 are 5.985, rounded up to 5.99.
        ("START15", "DISCOUNT", "62.91", "406.92"),
        // Three times 19.95 and nine times 37.90.
        ("HALB3", "DISCOUNT", "48.95", "400.95"),
        ("MINUS5", "DISCOUNT", "63.90", "418.80"),
        // 29.00 for the package and 21.00 of the first month.
        ("GUTHABEN50", "CREDIT", "18.90", "478.80"),
        // Nine of twelve months.
        ("GESCHENK3", "CONTRACT", "29.00", "359.10"),
        // 10 % off, and of 35.91 the company pays 14.36.
        ("FIRMA40", "COMPANY_FEE_SPLIT", "50.55", "258.60"),
        ("FIRMA12", "COMPANY_FEE_SPLIT", "56.90", "334.80"),
        ("GAST", "CHECKIN", "68.90", "478.80"),
        ("BONUS2", "DISCOUNT", "29.00", "478.80"),
    ] {
        let preview = front.cost(CLASSIC_YEAR, &json!({"voucherCode": code}));
        assert_eq!(preview["voucherType"], kind, "{code}");
        assert_eq!(due(&preview), now, "{code}");
        assert_eq!(volume(&preview)[0], total, "{code}");
        assert!(preview["voucherSuccessMessage"].is_string(), "{code}");
        assert_eq!(preview.get("voucherErrorCode"), None, "{code}");
    }
}

#[test]
fn a_voucher_tells_what_it_does_and_by_the_old_names_where_it_does_one_thing() {
    let mut front = Front::open();
    let half = front.cost(CLASSIC_YEAR, &json!({"voucherCode": "HALB3"}));
    let periods = &half["voucherDiscountPeriods"];
    assert_eq!(
        (amount(&periods[0]["discountedBasePrice"]), amount(&periods[1]["discountedBasePrice"])),
        ("19.95".to_owned(), "37.90".to_owned())
    );
    assert_eq!(periods[0]["effectivePeriodTimeBasedTerm"], json!({"value": 3, "unit": "MONTH"}));
    assert_eq!(half.get("discountedBasePrice"), None, "two periods do not fit into the old fields");
    let start = front.cost(CLASSIC_YEAR, &json!({"voucherCode": "START15"}));
    assert_eq!(
        (amount(&start["discountedBasePrice"]), &start["voucherEffectivePeriod"]),
        ("33.91".to_owned(), &json!("INITIAL_TERM"))
    );
    assert_eq!(
        (amount(&start["discountValue"]), &start["discountType"]),
        ("15.00".to_owned(), &json!("PERCENTAGE"))
    );

    let credit = front.cost(CLASSIC_YEAR, &json!({"voucherCode": "GUTHABEN50"}));
    assert_eq!(amount(&credit["creditValue"]), "50.00");
    assert_eq!(
        schedule(&credit)[..2],
        ["2026-07-01 STARTER_PACKAGE 0.00 *", "2026-07-01 CONTRACT_FEE 18.90 *"]
    );

    let company = front
        .cost(CLASSIC_YEAR, &json!({"voucherCode": "FIRMA40", "selectedOptionalModuleIds": [SAUNA_MODULE]}));
    let money = |name: &str| amount(&company[name]);
    assert_eq!(
        (&company["companyName"], &company["companyFeeSplitType"]),
        (&json!("Spreewerft GmbH"), &json!("PERCENTAGE"))
    );
    assert_eq!((money("companyAmount"), money("memberAmount")), ("14.36".to_owned(), "21.55".to_owned()));
    assert_eq!(
        (money("companyAmountWithoutDiscount"), money("memberAmountWithoutDiscount")),
        ("15.96".to_owned(), "23.94".to_owned())
    );
    // Of 14.90, 10 % off are 13.41, and 40 % of that 5.364.
    let module = &company["selectedOptionalModulesPreviews"][0];
    assert_eq!(
        (amount(&module["companyAmount"]), amount(&module["memberAmount"])),
        ("5.36".to_owned(), "8.05".to_owned())
    );

    let bonus = front.cost(CLASSIC_YEAR, &json!({"voucherCode": "BONUS2"}));
    assert_eq!(bonus["voucherBonusPeriod"]["term"], json!({"value": 2, "unit": "MONTH"}));
    assert_eq!(bonus["voucherTextBlocks"][0]["confirmationRequired"], true);
    assert_eq!(
        schedule(&bonus)[..3],
        ["2026-07-01 STARTER_PACKAGE 29.00 *", "2026-07-01 BONUS_PERIOD 0.00", "2026-08-12 FLAT_FEE 15.00"]
    );
}

#[test]
fn a_voucher_that_is_not_taken_is_no_error_and_changes_nothing() {
    let mut front = Front::open();
    for (term, code, now) in [
        (CLASSIC_YEAR, "NONSENSE", "68.90"),
        (CLASSIC_YEAR, "FRUEHLING24", "68.90"),
        (BASIC_YEAR, "GESCHENK3", "0.00"),
    ] {
        let preview = front.cost(term, &json!({"voucherCode": code}));
        assert_eq!(preview["voucherErrorCode"], "INVALID_CODE", "{code}");
        assert_eq!((preview.get("voucherType"), due(&preview)), (None, now.to_owned()), "{code}");
    }
}

#[test]
fn prices_that_change_change_rates() {
    let mut front = Front::open();
    front.world.change_prices(Decimal::ONE);
    let dearer = front.cost(CLASSIC_YEAR, &json!({}));
    assert_eq!((due(&dearer), amount(&dearer["basePrice"])), ("69.90".to_owned(), "40.90".to_owned()));
    assert_eq!(due(&front.cost(STUDENT, &json!({}))), "35.90", "15.00, and 20.90 at the age of 36");
    assert_eq!(volume(&front.cost(PREMIUM_YEAR, &json!({})))[0], "702.00");
    assert_eq!(volume(&front.cost(PREMIUM_STEPS, &json!({})))[0], "711.70");
    assert_eq!(due(&front.cost(TRIAL, &json!({}))), "0.00");
}

#[test]
fn a_customer_is_told_the_same_as_somebody_new_of_their_age() {
    let mut front = Front::open();
    let path = format!("/v1/memberships/customers/{LENA}/add-membership/preview");
    let for_lena: Value = read(&front.post(&path, &contract(CLASSIC_YEAR, &json!({"voucherCode": "HALB3"}))));
    let born = applicant(&json!({"dateOfBirth": "1984-05-30"}));
    let for_new: Value =
        read(&front.preview_signup(&contract(CLASSIC_YEAR, &json!({"voucherCode": "HALB3"})), &born));
    assert_eq!(for_lena, for_new);
}

#[test]
fn amounts_are_written_with_the_digits_of_the_currency() {
    let mut front = Front::open();
    let answer = front.preview_signup(&contract(CLASSIC_YEAR, &json!({})), &applicant(&json!({})));
    let text = String::from_utf8(answer.body).expect("a text");
    assert!(text.contains(r#""dueOnSigningAmount":{"amount":68.90,"currency":"EUR"}"#), "{text}");
    assert!(text.contains(r#""totalContractVolume":{"amount":478.80,"currency":"EUR"}"#), "{text}");
}
