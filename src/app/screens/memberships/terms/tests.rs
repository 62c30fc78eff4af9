use super::*;
use crate::domain::frequency::{FrequencyId, MonthDay, PaymentFrequency};
use crate::domain::language::Language;
use crate::domain::membership::{MembershipOfferId, OfferModuleId, PreUse, TermId, Volume};
use crate::domain::time::TermUnit;
use crate::words::Words;

fn euro(amount: &str) -> Money {
    Money::parse(amount, "EUR").expect("money")
}

fn months(value: u32) -> Term {
    Term { value, unit: TermUnit::Month }
}

fn every(term: Term, amount: &str) -> OfferFrequency {
    let rhythm = Rhythm::Every { term: Some(term), price: euro(amount) };
    frequency(rhythm)
}

fn frequency(rhythm: Rhythm) -> OfferFrequency {
    let frequency = PaymentFrequency { id: Some(FrequencyId(7)), rhythm };
    OfferFrequency { frequency, is_endless: false, ages: Vec::new(), formatted: None }
}

fn term(frequency: OfferFrequency) -> OfferTerm {
    let volume = Volume { total: Some(euro("478.80")), monthly: Some(euro("39.9")), per_payment: None };
    OfferTerm { id: TermId(1), term: Some(months(12)), volume, frequency, extension: Some(months(1)) }
}

fn detail() -> TermDetail {
    TermDetail {
        term: term(every(months(1), "39.90")),
        start: None,
        start_of_use: None,
        price_rules: Vec::new(),
        fees: Vec::new(),
        extension: OfferExtension {
            kind: OfferExtensionKind::TermExtension,
            term: Some(months(1)),
            fixed: None,
            subsequent: None,
            term_after: None,
            price_after: None,
        },
        notice: Notice {
            strategy: NoticeStrategy::Term,
            period: Some(months(3)),
            extension_period: Some(months(1)),
        },
        bonuses: Vec::new(),
        start_price: None,
        optional: Vec::new(),
    }
}

fn says(point: Point, detail: &TermDetail) -> Vec<String> {
    let words = Words::load().expect("word files");
    let said = point.says(words.speech(Language::En), detail);
    said.into_iter().map(|line| line.replace('\u{a0}', " ")).collect()
}

fn offer(terms: Vec<OfferTerm>) -> MembershipOffer {
    MembershipOffer {
        id: MembershipOfferId(1),
        name: "Classic".into(),
        description: None,
        sub_description: None,
        footnote: None,
        pre_use: PreUse::NotAvailable,
        on_sale: None,
        rate_codes: Vec::new(),
        terms,
    }
}

#[test]
fn what_follows_and_how_it_is_canceled_is_said_in_words() {
    assert_eq!(says(Point::Renewal, &detail()), ["Then renews for 1 month at a time, until you cancel."]);
    assert_eq!(
        says(Point::Notice, &detail()),
        ["Cancel 3 months before it ends.", "Once renewed: 1 month before it ends."]
    );
    let mut once = detail();
    once.extension.fixed = Some(months(6));
    assert_eq!(
        says(Point::Renewal, &once),
        ["Then renews once for 6 months.", "Then renews for 1 month at a time, until you cancel."]
    );
    let mut ends = detail();
    ends.extension.kind = OfferExtensionKind::None;
    assert_eq!(says(Point::Renewal, &ends), ["Ends by itself, no notice needed."]);
    assert!(says(Point::Notice, &ends).is_empty());
}

#[test]
fn a_notice_counts_from_the_day_it_arrives_or_is_for_the_desk_to_explain() {
    let mut other = detail();
    other.notice.strategy = NoticeStrategy::ReceiptDate;
    assert_eq!(
        says(Point::Notice, &other),
        ["Ends 3 months after you cancel.", "Once renewed: 1 month after you cancel."]
    );
    other.notice.strategy = NoticeStrategy::Other("MOON".into());
    assert_eq!(says(Point::Notice, &other)[0], "3 months; how it is counted: ask at the desk.");
    other.notice = Notice { period: None, extension_period: None, ..other.notice };
    assert_eq!(says(Point::Notice, &other), ["The studio sets no time of notice."]);
}

#[test]
fn another_rate_is_named_with_its_price() {
    let mut follows = detail();
    follows.extension.kind = OfferExtensionKind::SubsequentRate;
    follows.extension.subsequent = Some(("Basic".into(), Some(every(months(1), "24.9"))));
    let said = says(Point::Renewal, &follows);
    assert_eq!(said, ["Then another rate: Basic, €24.90 monthly, until you cancel."]);
    follows.extension.subsequent = None;
    assert_eq!(says(Point::Renewal, &follows), ["Then another rate: ask at the desk."]);
}

#[test]
fn a_total_is_the_studios_and_the_price_is_not_said_twice() {
    assert_eq!(says(Point::Total, &detail()), ["€478.80"]);
    assert!(says(Point::Monthly, &detail()).is_empty(), "it is the price");
    let weekly = TermDetail { term: term(every(Term { value: 1, unit: TermUnit::Week }, "8.5")), ..detail() };
    assert_eq!(says(Point::Monthly, &weekly), ["€39.90"]);
}

#[test]
fn fees_bonuses_and_ages_say_when_and_how_much() {
    let mut full = detail();
    full.fees = vec![
        FlatFee {
            name: "Starter package".into(),
            frequency: Some(frequency(Rhythm::Once(euro("29")))),
            formatted: None,
            delay: Some(Term { value: 2, unit: TermUnit::Week }),
            is_starter_package: true,
        },
        FlatFee {
            name: "Welcome box".into(),
            frequency: None,
            formatted: Some("12M".into()),
            delay: None,
            is_starter_package: true,
        },
    ];
    assert_eq!(
        says(Point::Fees, &full),
        ["Starter package: once €29.00, first 2 weeks after the start", "Welcome box: 12M (starter package)"]
    );
    full.bonuses = vec![BonusPeriod {
        term: months(2),
        strategy: BonusStrategy::ContractStart,
        is_separate: true,
        extends_runtime: Some(true),
        extends_notice: true,
    }];
    assert_eq!(
        says(Point::Bonus, &full),
        [
            "2 months free from the start; the contract gets longer by that time; the notice period grows with it"
        ]
    );
    full.start_price = Some(euro("0"));
    assert_eq!(says(Point::First, &full), ["Free"]);
    full.term.frequency.ages = vec![
        AgeAdjustment { from: 16, to: 20, kind: Adjustment::Percentage, value: "-25".into() },
        AgeAdjustment { from: 65, to: 120, kind: Adjustment::Absolute, value: "-5.00".into() },
    ];
    assert_eq!(says(Point::Ages, &full), ["16 to 20: -25 %", "from 65 years on: -€5.00"]);
}

#[test]
fn from_is_said_only_where_the_first_price_is_the_lowest() {
    let words = Words::load().expect("word files");
    let speech = words.speech(Language::En);
    let of = |amounts: &[&str]| offer(amounts.iter().map(|amount| term(every(months(1), amount))).collect());
    assert_eq!(from_price(speech, &of(&["34.9", "39.9"])), "from €34.90 monthly");
    assert_eq!(from_price(speech, &of(&["39.9", "34.9"])), "€39.90 monthly");
    assert_eq!(from_price(speech, &of(&["39.9"])), "€39.90 monthly");
    let mixed = offer(vec![term(every(months(1), "30")), term(frequency(Rhythm::Once(euro("429"))))]);
    assert_eq!(from_price(speech, &mixed), "€30.00 monthly");
}

#[test]
fn days_of_every_year_say_so_and_an_unknown_rhythm_is_said_as_the_studio_does() {
    let words = Words::load().expect("word files");
    let speech = words.speech(Language::En);
    let mut yearly = frequency(Rhythm::OnDays(vec![(MonthDay { month: 1, day: 15 }, euro("360"))]));
    yearly.is_endless = true;
    assert_eq!(price(speech, &yearly), ["on 15 January €360.00", "every year"]);
    let mut unknown = frequency(Rhythm::Other("SEASONAL".into()));
    unknown.formatted = Some("in summer".into());
    assert_eq!(price(speech, &unknown), ["in summer"]);
}

#[test]
fn a_module_says_what_it_binds_to_and_what_is_agreed_to() {
    let words = Words::load().expect("word files");
    let speech = words.speech(Language::En);
    let sauna = OfferModule {
        id: OfferModuleId(1),
        name: "Sauna".into(),
        description: Some("Steam".into()),
        term: Some(months(12)),
        extension: OfferExtensionKind::TermExtension,
        extension_term: Some(months(1)),
        notice: Some(months(1)),
        extension_notice: None,
        trial: Some(crate::domain::module::Trial { term: Some(months(1)), description: None }),
        consent: None,
        frequency: Some(every(months(1), "14.9")),
    };
    let said: Vec<_> = module(speech, &sauna).into_iter().map(|(line, _)| line).collect();
    assert_eq!(
        said,
        [
            "€14.90 monthly",
            "Steam",
            "",
            "Runs for 12 months.",
            "Then renews for 1 month at a time, until you cancel.",
            "Cancel 1 month before it ends.",
            "Begins with a trial period: 1 month.",
        ]
    );
    assert_eq!(extra(speech, &sauna), "Sauna: €14.90 monthly");
    assert!(can_be_ordered(&sauna));
    let unsaid = OfferModule { frequency: Some(frequency(Rhythm::Other("X".into()))), ..sauna.clone() };
    assert!(!can_be_ordered(&unsaid));
    assert!(!can_be_ordered(&OfferModule { frequency: None, ..sauna }));
}
