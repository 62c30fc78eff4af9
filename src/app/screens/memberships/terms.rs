//! What a term of a membership binds somebody to, and what a module of it is, in words: the same beside the list, on the offer
//! and among the options. Nothing is added up: what the studio says is what is said.

use crate::domain::frequency::Rhythm;
use crate::domain::membership::{
    Adjustment, AgeAdjustment, BonusPeriod, BonusStrategy, FlatFee, MembershipOffer, Notice, NoticeStrategy,
    OfferExtension, OfferExtensionKind, OfferFrequency, OfferModule, OfferTerm, TermDetail,
};
use crate::domain::money::Money;
use crate::domain::text::fold;
use crate::domain::time::Term;
use crate::ui::theme::Tone;
use crate::words::Speech;

/// Years that stand for "and everybody older".
const OLDEST: u8 = 99;

/// What is said of a term beside its length and its price, in the order in which somebody asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Point {
    /// What the first period costs.
    First,
    /// A month's part of the whole, where the price is no monthly one.
    Monthly,
    /// The part of one payment, where it is another than the price.
    Payment,
    /// All of it over the first term.
    Total,
    /// What is paid besides.
    Fees,
    /// Times that cost nothing.
    Bonus,
    /// What follows.
    Renewal,
    /// How it is canceled.
    Notice,
    /// Length and price once it was prolonged.
    Prolonged,
    /// What changes the price later.
    Changes,
    /// What people of some age pay more or less.
    Ages,
    /// When it starts.
    Start,
    /// Paid extras.
    Extras,
}

impl Point {
    /// All of them, in their order.
    pub const ALL: [Self; 13] = [
        Self::First,
        Self::Monthly,
        Self::Payment,
        Self::Total,
        Self::Fees,
        Self::Bonus,
        Self::Renewal,
        Self::Notice,
        Self::Prolonged,
        Self::Changes,
        Self::Ages,
        Self::Start,
        Self::Extras,
    ];

    /// The key of its label.
    pub fn label(self) -> &'static str {
        match self {
            Self::First => "membership-first",
            Self::Monthly => "membership-monthly",
            Self::Payment => "membership-payment",
            Self::Total => "membership-total",
            Self::Fees => "membership-fees",
            Self::Bonus => "membership-bonus",
            Self::Renewal => "membership-renewal",
            Self::Notice => "membership-notice",
            Self::Prolonged => "membership-prolonged",
            Self::Changes => "membership-changes",
            Self::Ages => "membership-ages",
            Self::Start => "membership-start",
            Self::Extras => "membership-extras",
        }
    }

    /// What is said of it, each on a line of its own; nothing where the studio says nothing.
    pub fn says(self, speech: Speech<'_>, detail: &TermDetail) -> Vec<String> {
        let term = &detail.term;
        let rhythm = &term.frequency.frequency.rhythm;
        let money = |money: Option<Money>| money.map(|money| speech.money(&money)).into_iter().collect();
        match self {
            Self::First => {
                let first_price = detail.start_price.filter(|it| !is_price(rhythm, it));
                first_price.map(|price| first(speech, &price)).into_iter().collect()
            }
            Self::Monthly => money(term.volume.monthly.filter(|it| !is_price(rhythm, it))),
            Self::Payment => {
                let payment = term.volume.per_payment.filter(|it| Some(*it) != term.volume.monthly);
                money(payment.filter(|it| !is_price(rhythm, it)))
            }
            Self::Total => money(term.volume.total.filter(|it| *rhythm != Rhythm::Free || !it.is_zero())),
            Self::Fees => detail.fees.iter().map(|it| fee(speech, it)).collect(),
            Self::Bonus => detail.bonuses.iter().map(|it| bonus(speech, it)).collect(),
            Self::Renewal => renewal(speech, &detail.extension),
            Self::Notice => notice(speech, &detail.notice, &detail.extension.kind),
            Self::Prolonged => prolonged(speech, detail),
            Self::Changes => detail.price_rules.iter().map(|rule| rule.said.to_string()).collect(),
            Self::Ages => ages(speech, &term.frequency),
            Self::Start => start(speech, detail),
            Self::Extras => detail.optional.iter().map(|module| extra(speech, module)).collect(),
        }
    }
}

/// How long a term runs, as its name.
pub fn name(speech: Speech<'_>, term: &OfferTerm) -> String {
    match &term.term {
        Some(term) if !term.is_known() => speech.term(term),
        Some(term) if term.value > 0 => speech.term(term),
        Some(_) | None => speech.say("membership-open-ended"),
    }
}

/// What a term costs and when; the studio's own words where this kiosk has none.
pub fn price(speech: Speech<'_>, frequency: &OfferFrequency) -> Vec<String> {
    let rhythm = &frequency.frequency.rhythm;
    match (rhythm, &frequency.formatted) {
        (Rhythm::Other(_), Some(formatted)) => return vec![formatted.to_string()],
        // How often is told in the server's words alone.
        (Rhythm::Every { term: None, price }, Some(formatted)) => {
            return vec![format!("{} ({formatted})", speech.money(price))];
        }
        _ => {}
    }
    let mut lines = speech.rhythm(rhythm);
    if matches!(rhythm, Rhythm::OnDays(_)) && frequency.is_endless {
        lines.push(speech.say("membership-each-year"));
    }
    lines
}

/// The same on one line: of several payments what the studio says they make a month.
pub fn price_in_short(speech: Speech<'_>, term: &OfferTerm) -> String {
    match (&price(speech, &term.frequency)[..], term.volume.monthly) {
        ([line], _) => line.clone(),
        (_, Some(monthly)) => speech.with("memberships-average", &[("price", speech.money(&monthly).into())]),
        (_, None) => speech.say("modules-prices"),
    }
}

/// Whether nothing is paid.
pub fn is_free(frequency: &OfferFrequency) -> bool {
    match &frequency.frequency.rhythm {
        Rhythm::Free => true,
        Rhythm::Once(price) | Rhythm::Every { price, .. } => price.is_zero(),
        Rhythm::OnDays(_) | Rhythm::AfterTerms(_) | Rhythm::Other(_) => false,
    }
}

/// What follows a term and how it is canceled, on one line.
pub fn in_short(speech: Speech<'_>, detail: &TermDetail) -> String {
    let extension = &detail.extension;
    let follows = follows(speech, &extension.kind, extension.fixed.as_ref().or(extension.term.as_ref()));
    let notice = notice_in_short(speech, &extension.kind, detail.notice.period.as_ref());
    std::iter::once(follows).chain(notice).collect::<Vec<_>>().join(" · ")
}

/// What follows a term, in a few words.
fn follows(speech: Speech<'_>, kind: &OfferExtensionKind, by: Option<&Term>) -> String {
    match (kind, by) {
        (OfferExtensionKind::None, _) => speech.say("membership-short-ends"),
        (OfferExtensionKind::TermExtension, Some(term)) => {
            speech.with("membership-short-prolonged", &[("term", speech.term(term).into())])
        }
        (OfferExtensionKind::TermExtension, None) => speech.say("membership-short-on"),
        (OfferExtensionKind::SubsequentRate, _) => speech.say("membership-short-rate"),
        (OfferExtensionKind::Other(_), _) => speech.say("membership-desk"),
    }
}

/// What an offer costs in a list: its first term, and "from" only where that is true of all of them.
pub fn from_price(speech: Speech<'_>, offer: &MembershipOffer) -> String {
    let Some(first) = offer.terms.first() else { return String::new() };
    let said = price_in_short(speech, first);
    let is_lowest = offer.terms.len() > 1 && offer.terms.iter().all(|it| is_at_most(first, it));
    if is_lowest { speech.with("memberships-from", &[("price", said.into())]) } else { said }
}

/// Whether a term costs at most what another does, both paid in the same rhythm; false where that cannot be compared.
fn is_at_most(term: &OfferTerm, other: &OfferTerm) -> bool {
    match (&term.frequency.frequency.rhythm, &other.frequency.frequency.rhythm) {
        (Rhythm::Every { term: ours, price }, Rhythm::Every { term: theirs, price: other }) => {
            ours == theirs && price.currency() == other.currency() && price.amount() <= other.amount()
        }
        _ => false,
    }
}

/// Whether an amount is the price that is said already.
fn is_price(rhythm: &Rhythm, amount: &Money) -> bool {
    match rhythm {
        Rhythm::Once(price) | Rhythm::Every { price, .. } => price == amount,
        Rhythm::Free => amount.is_zero(),
        Rhythm::OnDays(_) | Rhythm::AfterTerms(_) | Rhythm::Other(_) => false,
    }
}

fn first(speech: Speech<'_>, price: &Money) -> String {
    if price.is_zero() { speech.say("free") } else { speech.money(price) }
}

fn fee(speech: Speech<'_>, fee: &FlatFee) -> String {
    let told = fee.frequency.as_ref().map(|frequency| price(speech, frequency).join("; "));
    let price = told.or_else(|| fee.formatted.as_ref().map(ToString::to_string));
    let mut said = match price {
        None if fee.name.is_empty() => speech.say("agreement-amount-unread"),
        Some(price) if fee.name.is_empty() => price,
        Some(price) => {
            speech.with("membership-fee", &[("name", (&fee.name).into()), ("price", price.into())])
        }
        None => fee.name.to_string(),
    };
    let starter = speech.say("membership-fee-starter");
    if fee.is_starter_package && !fold(fee.name.as_str()).contains(&fold(&starter)) {
        said = format!("{said} ({starter})");
    }
    match &fee.delay {
        Some(delay) => {
            let values = [("fee", said.into()), ("term", speech.term(delay).into())];
            speech.with("membership-fee-later", &values)
        }
        None => said,
    }
}

fn bonus(speech: Speech<'_>, bonus: &BonusPeriod) -> String {
    let when = speech.say(match &bonus.strategy {
        BonusStrategy::ContractStart => "membership-bonus-start",
        BonusStrategy::Fixed => "membership-bonus-fixed",
        BonusStrategy::EndOfCurrentTerm => "membership-bonus-end",
        BonusStrategy::StartOfNextTerm => "membership-bonus-next",
        BonusStrategy::Other(_) => "membership-bonus-other",
    });
    let values = [("term", speech.term(&bonus.term).into()), ("when", when.into())];
    let said = speech.with("membership-bonus-of", &values);
    let runtime = bonus.extends_runtime.map(|extends| {
        speech.say(if extends { "membership-bonus-longer" } else { "membership-bonus-within" })
    });
    let notice = bonus.extends_notice.then(|| speech.say("membership-bonus-notice"));
    std::iter::once(said).chain(runtime).chain(notice).collect::<Vec<_>>().join("; ")
}

/// What follows the first term.
pub fn renewal(speech: Speech<'_>, extension: &OfferExtension) -> Vec<String> {
    let by = |term: &Term| speech.with("module-prolonged-by", &[("term", speech.term(term).into())]);
    match &extension.kind {
        OfferExtensionKind::None => vec![speech.say("module-ends")],
        OfferExtensionKind::TermExtension => match (&extension.fixed, &extension.term) {
            (Some(fixed), Some(term)) if fixed == term => vec![by(term)],
            (Some(fixed), term) => {
                let once = speech.with("membership-prolonged-once", &[("term", speech.term(fixed).into())]);
                std::iter::once(once).chain(term.as_ref().map(by)).collect()
            }
            (None, Some(term)) => vec![by(term)],
            (None, None) => vec![speech.say("module-prolonged")],
        },
        OfferExtensionKind::SubsequentRate => vec![match &extension.subsequent {
            Some((name, frequency)) => {
                let told = frequency.as_ref().map(|frequency| price(speech, frequency).join("; "));
                let values = [
                    ("name", name.into()),
                    ("price", told.unwrap_or_else(|| speech.say("rhythm-other")).into()),
                ];
                speech.with("membership-subsequent", &values)
            }
            None => speech.say("membership-subsequent-unnamed"),
        }],
        OfferExtensionKind::Other(_) => vec![speech.say("module-renewal-unknown")],
    }
}

/// The notice in a few words; what ends by itself needs none.
fn notice_in_short(
    speech: Speech<'_>,
    follows: &OfferExtensionKind,
    period: Option<&Term>,
) -> Option<String> {
    let period = period.filter(|_| *follows != OfferExtensionKind::None)?;
    Some(speech.with("membership-short-notice", &[("term", speech.term(period).into())]))
}

/// What it costs once it was prolonged: each time, where it is paid again and again.
pub fn price_after(speech: Speech<'_>, detail: &TermDetail) -> Option<String> {
    let price = detail.extension.price_after?;
    Some(match &detail.term.frequency.frequency.rhythm {
        rhythm @ Rhythm::Every { .. } => speech.rhythm(&rhythm.at(price)).join("; "),
        _ => speech.money(&price),
    })
}

/// How long before its end it has to be canceled, at first and once it was prolonged.
pub fn notice(speech: Speech<'_>, notice: &Notice, follows: &OfferExtensionKind) -> Vec<String> {
    // What ends by itself needs no notice.
    if *follows == OfferExtensionKind::None {
        return Vec::new();
    }
    let with = |key, term: &Term| speech.with(key, &[("term", speech.term(term).into())]);
    let (first, later) = match notice.strategy {
        NoticeStrategy::Term => ("module-notice-before", "module-notice-later"),
        NoticeStrategy::ReceiptDate => ("membership-notice-receipt", "membership-notice-receipt-later"),
        NoticeStrategy::Other(_) => ("membership-notice-other", "membership-notice-other-later"),
    };
    let said = match &notice.period {
        Some(period) => with(first, period),
        None => speech.say("module-notice-none"),
    };
    let prolonged = notice.extension_period.as_ref().filter(|later| Some(*later) != notice.period.as_ref());
    std::iter::once(said).chain(prolonged.map(|term| with(later, term))).collect()
}

fn prolonged(speech: Speech<'_>, detail: &TermDetail) -> Vec<String> {
    let term = detail.extension.term_after.as_ref().map(|term| speech.term(term));
    let said: Vec<_> = term.into_iter().chain(price_after(speech, detail)).collect();
    if said.is_empty() { said } else { vec![said.join(" · ")] }
}

fn ages(speech: Speech<'_>, frequency: &OfferFrequency) -> Vec<String> {
    let currency = match &frequency.frequency.rhythm {
        Rhythm::Once(price) | Rhythm::Every { price, .. } => Some(price.currency()),
        Rhythm::OnDays(prices) => prices.first().map(|(_, price)| price.currency()),
        Rhythm::AfterTerms(prices) => prices.first().map(|(_, price)| price.currency()),
        Rhythm::Free | Rhythm::Other(_) => None,
    };
    // It is added to the price: without its sign it would read as one.
    let sign = |age: &AgeAdjustment| if age.value.as_str().starts_with('-') { "" } else { "+" };
    let value = |age: &AgeAdjustment| match (&age.kind, currency) {
        (Adjustment::Percentage, _) => format!("{}{}\u{a0}%", sign(age), age.value),
        (Adjustment::Absolute, Some(currency)) => {
            format!("{}{}", sign(age), amount(speech, age.value.as_str(), currency.code()))
        }
        (Adjustment::Absolute | Adjustment::Other(_), _) => age.value.to_string(),
    };
    let said = |age: &AgeAdjustment| {
        let key = if age.to >= OLDEST { "membership-age-from" } else { "membership-age" };
        let values = [
            ("from", u32::from(age.from).into()),
            ("to", u32::from(age.to).into()),
            ("value", value(age).into()),
        ];
        speech.with(key, &values)
    };
    frequency.ages.iter().map(said).collect()
}

/// An amount that may be below zero.
fn amount(speech: Speech<'_>, value: &str, currency: &str) -> String {
    let (sign, digits) = value.strip_prefix('-').map_or(("", value), |digits| ("-", digits));
    let money = Money::parse(digits, currency).map(|money| speech.money(&money));
    money.map_or_else(|_| format!("{value}\u{a0}{currency}"), |money| format!("{sign}{money}"))
}

fn start(speech: Speech<'_>, detail: &TermDetail) -> Vec<String> {
    let on = |key, day| speech.with(key, &[("day", speech.date_short(day).into())]);
    let start = detail.start.map(|day| on("membership-start-on", day));
    let training = detail.start_of_use.filter(|day| Some(*day) != detail.start);
    start.into_iter().chain(training.map(|day| on("membership-start-use", day))).collect()
}

/// The name of a module, with what it costs where it costs something.
pub fn extra(speech: Speech<'_>, module: &OfferModule) -> String {
    match &module.frequency {
        Some(frequency) if !is_free(frequency) => {
            let values =
                [("name", (&module.name).into()), ("price", price(speech, frequency).join("; ").into())];
            speech.with("membership-fee", &values)
        }
        _ => module.name.to_string(),
    }
}

/// What a module binds to by itself: how long it runs, what follows, and its notice; none where that is as with the contract.
pub fn binding(speech: Speech<'_>, module: &OfferModule, contract: &TermDetail) -> Option<String> {
    let is_like_it = module.term == contract.term.term
        && module.extension == contract.extension.kind
        && module.extension_term == contract.extension.term
        && module.notice == contract.notice.period;
    let runs = module.term.as_ref().filter(|term| term.is_known()).map(|term| speech.term(term));
    let follows = follows(speech, &module.extension, module.extension_term.as_ref());
    let notice = notice_in_short(speech, &module.extension, module.notice.as_ref());
    let said: Vec<_> = runs.into_iter().chain([follows]).chain(notice).collect();
    (!is_like_it).then(|| said.join(", "))
}

/// Whether a paid module can be ordered here: what it costs and what follows can be said.
pub fn can_be_ordered(module: &OfferModule) -> bool {
    let terms = [&module.term, &module.extension_term, &module.notice, &module.extension_notice];
    module.frequency.as_ref().is_some_and(|it| it.frequency.rhythm.can_be_said())
        && terms.into_iter().flatten().all(Term::is_known)
        && !matches!(module.extension, OfferExtensionKind::Other(_))
}

/// What a module is: its price, what it binds to, what the studio says of it, and what has to be agreed to.
pub fn module(speech: Speech<'_>, module: &OfferModule) -> Vec<(String, Tone)> {
    let mut lines: Vec<(String, Tone)> = Vec::new();
    if let Some(frequency) = &module.frequency {
        let tone = if is_free(frequency) { Tone::Free } else { Tone::Price };
        lines.extend(price(speech, frequency).into_iter().map(|line| (line, tone)));
    }
    lines.extend(module.description.as_ref().map(|text| (text.to_string(), Tone::Text)));
    lines.push((String::new(), Tone::Text));
    if let Some(term) = &module.term {
        lines.push((speech.with("module-runs", &[("term", speech.term(term).into())]), Tone::Text));
    }
    let extension = OfferExtension {
        kind: module.extension.clone(),
        term: module.extension_term.clone(),
        fixed: None,
        subsequent: None,
        term_after: None,
        price_after: None,
    };
    lines.extend(renewal(speech, &extension).into_iter().map(|line| (line, Tone::Text)));
    let told = Notice {
        strategy: NoticeStrategy::Term,
        period: module.notice.clone(),
        extension_period: module.extension_notice.clone(),
    };
    lines.extend(notice(speech, &told, &module.extension).into_iter().map(|line| (line, Tone::Text)));
    if let Some(trial) = &module.trial {
        let said = match &trial.term {
            Some(term) => speech.with("membership-trial-of", &[("term", speech.term(term).into())]),
            None => speech.say("module-trial"),
        };
        lines.push((said, Tone::Text));
        lines.extend(trial.description.as_ref().map(|text| (text.to_string(), Tone::Dim)));
    }
    if let Some(consent) = &module.consent {
        lines.push((String::new(), Tone::Text));
        lines.push((speech.say("membership-consent"), Tone::Accent));
        lines.extend(consent.title.as_ref().map(|title| (title.to_string(), Tone::Title)));
        lines.extend(consent.text.paragraphs().iter().map(|text| (text.to_string(), Tone::Text)));
    }
    lines
}

#[cfg(test)]
mod tests;
