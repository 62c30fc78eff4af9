//! Membership offers: `GET /v1/memberships/membership-offers` and `.../{membershipOfferId}`, and the destinations of a switch.

use serde::{Deserialize, Serialize};

use super::{BonusPeriod, ContractTextBlock, ContractVolume, OfferPaymentFrequency, RateCode};
use crate::api::wire::lenient::{self, Lenient};
use crate::api::wire::money::Money;
use crate::api::wire::offers::{self, Term, TimeRestrictions};

/// A membership on offer, in the list and in detail (`MembershipOffer`, `MembershipOfferDetail`). Only its id is certain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MembershipOffer {
    /// The offer; orders name one of its terms instead.
    #[serde(deserialize_with = "lenient::id")]
    pub id: u64,
    /// What it is called; the studio's own words, not translated.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What it is.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// A line beside it.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub sub_description: Option<String>,
    /// A picture; the link lapses after two hours. Nothing here opens it.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub image_url: Option<String>,
    /// Small print to show below it.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub footnote: Option<String>,
    /// `NOT_AVAILABLE`, `CHARGEABLE`, `FREE`, or one to come.
    #[serde(default, deserialize_with = "lenient::code", skip_serializing_if = "Option::is_none")]
    pub pre_use_type: Option<String>,
    /// When it is on sale.
    #[serde(default, deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub limited_offering_period: Option<DatePeriod>,
    /// How the studio files it.
    #[serde(default, deserialize_with = "lenient::list")]
    pub rate_codes: Vec<RateCode>,
    /// How long it can be had for; one without an id cannot be ordered and is left out.
    #[serde(default, deserialize_with = "lenient::list")]
    pub terms: Vec<MembershipOfferTerm>,
    /// Free and always part of it; absent in the list, as all that follows.
    #[serde(default, deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub included_modules: Option<Lenient<MembershipModule>>,
    /// Free, to be chosen from.
    #[serde(default, deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub selectable_modules: Option<Lenient<MembershipModule>>,
    /// How many of these may be chosen.
    #[serde(default, deserialize_with = "lenient::integer", skip_serializing_if = "Option::is_none")]
    pub maximum_number_of_selectable_modules: Option<i64>,
    /// Whether the contract has to be signed.
    #[serde(default, deserialize_with = "lenient::obligation", skip_serializing_if = "Option::is_none")]
    pub contract_signatures_required: Option<bool>,
    /// Such as `SEPA`: how it can be paid.
    #[serde(default, deserialize_with = "lenient::counted", skip_serializing_if = "Option::is_none")]
    pub allowed_payment_choices: Option<Lenient<String>>,
    /// Legal texts. Those that cannot be read are counted: nobody concludes what they cannot read.
    #[serde(default, deserialize_with = "lenient::counted", skip_serializing_if = "Option::is_none")]
    pub contract_text_blocks: Option<Lenient<ContractTextBlock>>,
    /// The hours in which it may be used; none means at any time.
    #[serde(default, deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub time_restrictions: Option<TimeRestrictions>,
}

/// Two days, both of which count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DatePeriod {
    /// The first day.
    pub start_date: String,
    /// The last one.
    pub end_date: String,
}

/// One length and price of an offer, in the list and in detail (`MembershipOfferTerm`, `MembershipOfferTermDetail`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MembershipOfferTerm {
    /// What orders name (`contractOfferTermId`, `membershipOfferTermId`).
    #[serde(deserialize_with = "lenient::id")]
    pub id: u64,
    /// How long it runs at first.
    #[serde(default, deserialize_with = "offers::binding", skip_serializing_if = "Option::is_none")]
    pub term: Option<Term>,
    /// What it adds up to over that time.
    #[serde(default, deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub contract_volume_information: Option<ContractVolume>,
    /// When and how much is paid.
    #[serde(default, deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub payment_frequency: Option<OfferPaymentFrequency>,
    /// By how much it is prolonged each time.
    #[serde(default, deserialize_with = "offers::binding", skip_serializing_if = "Option::is_none")]
    pub extension_term: Option<Term>,
    /// When the contract would start; absent in the list, as all that follows.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub default_contract_start_date: Option<String>,
    /// From when on one could train.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub default_contract_start_date_of_use: Option<String>,
    /// What changes the price later.
    #[serde(default, deserialize_with = "lenient::list", skip_serializing_if = "Vec::is_empty")]
    pub price_adjustment_rules: Vec<PriceAdjustmentRule>,
    /// What is paid besides.
    #[serde(default, deserialize_with = "lenient::counted", skip_serializing_if = "Option::is_none")]
    pub flat_fees: Option<Lenient<FlatFee>>,
    /// How much it is prolonged at once.
    #[serde(default, deserialize_with = "offers::binding", skip_serializing_if = "Option::is_none")]
    pub extension_fixed_term: Option<Term>,
    /// `NONE`, `TERM_EXTENSION`, `SUBSEQUENT_RATE_DETAIL`, or one to come.
    #[serde(default, deserialize_with = "lenient::code", skip_serializing_if = "Option::is_none")]
    pub extension_type: Option<String>,
    /// The rate that follows.
    #[serde(default, deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub subsequent_rate: Option<SubsequentRate>,
    /// `TERM`, `RECEIPT_DATE`, or one to come.
    #[serde(default, deserialize_with = "lenient::code", skip_serializing_if = "Option::is_none")]
    pub cancelation_strategy: Option<String>,
    /// How long before the end of the first term it has to be canceled.
    #[serde(default, deserialize_with = "offers::binding", skip_serializing_if = "Option::is_none")]
    pub cancelation_period: Option<Term>,
    /// How long before the end of a prolongation.
    #[serde(default, deserialize_with = "offers::binding", skip_serializing_if = "Option::is_none")]
    pub extension_cancelation_period: Option<Term>,
    /// Times that cost nothing.
    #[serde(default, deserialize_with = "lenient::list", skip_serializing_if = "Vec::is_empty")]
    pub rate_bonus_periods: Vec<BonusPeriod>,
    /// The price of the first period.
    #[serde(default, deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub rate_start_price: Option<Money>,
    /// Paid extras, valid for this term only.
    #[serde(default, deserialize_with = "lenient::list", skip_serializing_if = "Vec::is_empty")]
    pub optional_modules: Vec<MembershipModule>,
    /// How long it runs after it was prolonged.
    #[serde(default, deserialize_with = "offers::binding", skip_serializing_if = "Option::is_none")]
    pub term_after_extension: Option<Term>,
    /// What it costs then.
    #[serde(default, deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub price_after_extension: Option<Money>,
}

/// What changes the price later.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct PriceAdjustmentRule {
    /// A complete sentence to show.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub default_description: Option<String>,
    /// Such as `5%`.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Such as `monthly`.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub recurrence_frequency: Option<String>,
    /// `RAISE`, `REDUCTION`, `NEW_BASIC_AMOUNT`, or one to come.
    #[serde(rename = "type", deserialize_with = "lenient::code", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// `RELATIVE`, `ABSOLUTE`, `BASIC_AMOUNT`, or one to come.
    #[serde(deserialize_with = "lenient::code", skip_serializing_if = "Option::is_none")]
    pub charge_adjustment_type: Option<String>,
}

/// What is paid besides the rate.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct FlatFee {
    /// What the studio calls it.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What tells fees apart.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub identifier: Option<String>,
    /// Ready-made text for the rhythm.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub formatted_payment_frequency: Option<String>,
    /// How long after the start it is booked first.
    #[serde(deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub first_booking_delay: Option<Term>,
    /// When and how much; older versions list it.
    #[serde(deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub payment_frequency: Option<OfferPaymentFrequency>,
    /// Whether it is a starter package.
    #[serde(deserialize_with = "lenient::flag", skip_serializing_if = "Option::is_none")]
    pub starter_package: Option<bool>,
}

/// The rate that follows the first term.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct SubsequentRate {
    /// What the studio calls it.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// When and how much is paid; not every version tells it.
    #[serde(deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub payment_frequency: Option<OfferPaymentFrequency>,
}

/// A module of an offer (`MembershipModule`, `PricedMembershipModule`). Only its id is certain.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MembershipModule {
    /// The module.
    #[serde(deserialize_with = "lenient::id")]
    pub id: u64,
    /// What the studio calls it.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What it is.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// A picture; the link lapses after five hours. Nothing here opens it.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub image_url: Option<String>,
    /// How long it runs, and what follows.
    #[serde(default, deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub term: Option<ModuleTerm>,
    /// A time to try it out.
    #[serde(default, deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub trial_period: Option<ModuleTrial>,
    /// What has to be agreed to where it is chosen.
    #[serde(default, deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub consent_text_block: Option<ContractTextBlock>,
    /// How the studio files it.
    #[serde(default, deserialize_with = "lenient::list", skip_serializing_if = "Vec::is_empty")]
    pub rate_codes: Vec<RateCode>,
    /// When and how much is paid; absent for included ones.
    #[serde(default, deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub payment_frequency: Option<OfferPaymentFrequency>,
}

/// How long a module of an offer runs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ModuleTerm {
    /// `NONE`, `TERM_EXTENSION`, `SUBSEQUENT_RATE_DETAIL`, or one to come.
    #[serde(deserialize_with = "lenient::code", skip_serializing_if = "Option::is_none")]
    pub extension_type: Option<String>,
    /// At first.
    #[serde(deserialize_with = "offers::binding", skip_serializing_if = "Option::is_none")]
    pub term: Option<Term>,
    /// By how much it is prolonged each time.
    #[serde(deserialize_with = "offers::binding", skip_serializing_if = "Option::is_none")]
    pub term_extension: Option<Term>,
    /// How long before its end it has to be canceled.
    #[serde(deserialize_with = "offers::binding", skip_serializing_if = "Option::is_none")]
    pub cancelation_period: Option<Term>,
    /// How long before the end of a prolongation.
    #[serde(deserialize_with = "offers::binding", skip_serializing_if = "Option::is_none")]
    pub extension_cancelation_period: Option<Term>,
}

/// A time to try a module of an offer out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ModuleTrial {
    /// How long.
    #[serde(deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub trial_period: Option<Term>,
    /// What the studio says of it.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn read(json: Value) -> Option<MembershipOffer> {
        serde_json::from_str(&json.to_string()).ok()
    }

    #[test]
    fn the_id_alone_makes_an_offer_and_a_term() {
        for json in [
            json!({"id": 7}),
            json!({"id": "7", "name": null, "terms": null, "rateCodes": null, "includedModules": null,
                "allowedPaymentChoices": null, "contractTextBlocks": null, "timeRestrictions": null}),
            json!({"id": 7.0, "name": {}, "terms": {}, "rateCodes": 3, "includedModules": "none",
                "timeRestrictions": []}),
        ] {
            let offer = read(json.clone()).expect("an offer");
            let nothing = (offer.id, offer.name, offer.terms.len(), offer.contract_text_blocks);
            assert_eq!(nothing, (7, None, 0, None), "{json}");
        }
        assert_eq!(read(json!({"name": "Standard"})), None);
        let terms = json!({"id": 7, "terms": [{"id": 1}, {"term": {"value": 1, "unit": "MONTH"}}, null,
            {"id": 2, "term": 5, "paymentFrequency": "monthly", "flatFees": {}, "optionalModules": {}}]});
        let terms = read(terms).expect("an offer").terms;
        assert_eq!(terms.iter().map(|term| term.id).collect::<Vec<_>>(), [1, 2]);
        let unread = Some(Term { value: u64::MAX, unit: String::new() });
        let fees = Some(Lenient { entries: vec![], skipped: 1 });
        assert_eq!(
            terms[1],
            MembershipOfferTerm { id: 2, term: unread, flat_fees: fees, ..Default::default() }
        );
    }

    #[test]
    fn an_offer_of_a_list_is_sent_without_what_only_the_detail_tells() {
        let json = r#"{"id":7,"name":"Standard","rateCodes":[],"terms":[{"id":1}]}"#;
        let offer: MembershipOffer = serde_json::from_str(json).expect("an offer");
        assert_eq!(serde_json::to_string(&offer).expect("JSON"), json);
    }

    #[test]
    fn texts_and_modules_that_cannot_be_read_are_counted() {
        let offer = read(json!({"id": 7, "contractTextBlocks": [{"id": 1}, 7, null],
            "includedModules": [{"id": 201}, {"name": "lost"}], "allowedPaymentChoices": ["SEPA", 3, null]}));
        let offer = offer.expect("an offer");
        let texts = offer.contract_text_blocks.map(|list| (list.entries.len(), list.skipped));
        let modules = offer.included_modules.map(|list| (list.entries.len(), list.skipped));
        let choices = offer.allowed_payment_choices.map(|list| (list.entries.len(), list.skipped));
        assert_eq!(texts, Some((1, 2)));
        assert_eq!(modules, Some((1, 1)));
        assert_eq!(choices, Some((1, 2)));
    }
}
