//! How often something is paid, and how much each time, as a person says it.

use super::{Arg, Speech};
use crate::domain::frequency::{MonthDay, Rhythm};
use crate::domain::money::Money;
use crate::domain::time::{Term, TermUnit};

impl Speech<'_> {
    /// Says when and how much is paid, such as `€19.90 monthly`; one line a price, in the order of the studio. What this
    /// kiosk does not know stands in the contract.
    pub fn rhythm(&self, rhythm: &Rhythm) -> Vec<String> {
        match rhythm {
            Rhythm::Free => vec![self.say("rhythm-free")],
            Rhythm::Once(price) => vec![self.with("rhythm-once", &[self.price(price)])],
            Rhythm::Every { term, price } => vec![self.every(term.as_ref(), price)],
            Rhythm::OnDays(prices) => prices.iter().map(|(day, price)| self.on_day(*day, price)).collect(),
            Rhythm::AfterTerms(prices) => {
                prices.iter().map(|(term, price)| self.after(term, price)).collect()
            }
            Rhythm::Other(_) => vec![self.say("rhythm-other")],
        }
    }

    /// Says an amount that is paid again and again, such as `€19.90 every 2 weeks`.
    pub fn every(&self, term: Option<&Term>, price: &Money) -> String {
        let Some(term) = term.filter(|term| term.value > 0) else {
            return self.with("rhythm-each", &[self.price(price)]);
        };
        let key = match (term.value, &term.unit) {
            (1, TermUnit::Day) => "rhythm-daily",
            (1, TermUnit::Week) => "rhythm-weekly",
            (1, TermUnit::Month) => "rhythm-monthly",
            (1, TermUnit::Year) => "rhythm-yearly",
            _ => return self.with("rhythm-every", &[self.price(price), ("term", self.term(term).into())]),
        };
        self.with(key, &[self.price(price)])
    }

    fn on_day(&self, day: MonthDay, price: &Money) -> String {
        self.with("rhythm-on-day", &[self.price(price), ("day", self.day_of_year(day).into())])
    }

    /// Several languages say "after" with another form of the unit than a length of time alone has.
    fn after(&self, term: &Term, price: &Money) -> String {
        let key = match &term.unit {
            _ if term.value == 0 => "rhythm-at-first",
            TermUnit::Day => "rhythm-after-days",
            TermUnit::Week => "rhythm-after-weeks",
            TermUnit::Month => "rhythm-after-months",
            TermUnit::Year => "rhythm-after-years",
            TermUnit::Minute | TermUnit::Hour | TermUnit::Other(_) => {
                return self.with("rhythm-after", &[self.price(price), ("term", self.term(term).into())]);
            }
        };
        self.with(key, &[self.price(price), ("count", Arg::from(term.value))])
    }

    fn price(&self, price: &Money) -> (&'static str, Arg) {
        ("price", self.money(price).into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::language::Language;
    use crate::words::Words;

    fn lines(language: Language, rhythm: Rhythm) -> Vec<String> {
        let words = Words::load().expect("word files");
        let said = words.speech(language).rhythm(&rhythm);
        said.into_iter().map(|line| line.replace('\u{a0}', " ")).collect()
    }

    fn said(language: Language, rhythm: Rhythm) -> String {
        lines(language, rhythm).join("; ")
    }

    fn euro(amount: &str) -> Money {
        Money::parse(amount, "EUR").expect("money")
    }

    fn every(value: u32, unit: TermUnit) -> Rhythm {
        Rhythm::Every { term: Some(Term { value, unit }), price: euro("19.9") }
    }

    #[test]
    fn a_rhythm_of_one_has_a_word_of_its_own() {
        assert_eq!(said(Language::En, every(1, TermUnit::Month)), "€19.90 monthly");
        assert_eq!(said(Language::De, every(1, TermUnit::Month)), "19,90 € monatlich");
        assert_eq!(said(Language::De, every(1, TermUnit::Week)), "19,90 € wöchentlich");
        assert_eq!(said(Language::En, every(1, TermUnit::Year)), "€19.90 yearly");
        assert_eq!(said(Language::En, every(1, TermUnit::Day)), "€19.90 daily");
    }

    #[test]
    fn a_longer_one_is_counted() {
        assert_eq!(said(Language::En, every(2, TermUnit::Week)), "€19.90 every 2 weeks");
        assert_eq!(said(Language::De, every(3, TermUnit::Month)), "19,90 € alle 3 Monate");
        assert_eq!(
            said(Language::En, every(2, TermUnit::Other("FORTNIGHT".into()))),
            "€19.90 every 2 FORTNIGHT"
        );
    }

    #[test]
    fn a_rhythm_that_is_not_told_is_not_made_up() {
        let price = euro("19.9");
        assert_eq!(said(Language::En, Rhythm::Every { term: None, price }), "€19.90 each time");
        assert_eq!(said(Language::De, every(0, TermUnit::Month)), "19,90 € je Zahlung");
    }

    #[test]
    fn what_is_free_or_paid_once_says_so() {
        assert_eq!(said(Language::En, Rhythm::Free), "free of charge");
        assert_eq!(said(Language::De, Rhythm::Free), "kostenlos");
        assert_eq!(said(Language::En, Rhythm::Once(euro("49"))), "once €49.00");
        assert_eq!(said(Language::De, Rhythm::Once(euro("49"))), "einmalig 49,00 €");
    }

    #[test]
    fn days_of_the_year_have_a_line_each() {
        let day = |month, day| MonthDay { month, day };
        let prices = vec![(day(1, 1), euro("120")), (day(2, 29), euro("60"))];
        let english = lines(Language::En, Rhythm::OnDays(prices.clone()));
        assert_eq!(english, ["on 1 January €120.00", "on 29 February €60.00"]);
        let german = lines(Language::De, Rhythm::OnDays(prices));
        assert_eq!(german, ["am 1. Januar 120,00 €", "am 29. Februar 60,00 €"]);
    }

    #[test]
    fn a_day_that_no_year_has_is_shown_all_the_same() {
        let day = MonthDay { month: 2, day: 31 };
        assert_eq!(said(Language::En, Rhythm::OnDays(vec![(day, euro("1"))])), "on 2/31 €1.00");
    }

    #[test]
    fn a_price_after_a_term_is_said_in_the_form_that_after_asks_for() {
        let after = |value, unit| (Term { value, unit }, euro("29.9"));
        let prices = vec![
            after(0, TermUnit::Month),
            after(1, TermUnit::Month),
            after(12, TermUnit::Month),
            after(2, TermUnit::Year),
            after(10, TermUnit::Day),
            after(3, TermUnit::Week),
        ];
        assert_eq!(
            lines(Language::De, Rhythm::AfterTerms(prices.clone())),
            [
                "am Anfang 29,90 €",
                "nach 1 Monat 29,90 €",
                "nach 12 Monaten 29,90 €",
                "nach 2 Jahren 29,90 €",
                "nach 10 Tagen 29,90 €",
                "nach 3 Wochen 29,90 €",
            ]
        );
        assert_eq!(
            lines(Language::En, Rhythm::AfterTerms(prices))[..3],
            ["at first €29.90", "after 1 month €29.90", "after 12 months €29.90"]
        );
    }

    #[test]
    fn what_is_unknown_is_said_as_the_studio_named_it() {
        assert_eq!(said(Language::De, Rhythm::Other("SEASONAL".into())), "wie in Ihrem Vertrag");
    }
}
