//! What an extra binds somebody to, in words; and whether this kiosk can say all of it.

use crate::domain::frequency::{FrequencyId, PaymentFrequency};
use crate::domain::module::{Extension, ExtensionKind, Module, Trial};
use crate::domain::time::Term;
use crate::words::Speech;

/// Whether it can be ordered here: there is a way to pay that can be ordered, and its term and what follows can be said. An
/// order button stands below what one is bound to, and not below a blank.
pub fn can_be_ordered(module: &Module) -> bool {
    let is_said = |term: Option<&Term>| term.is_none_or(Term::is_known);
    let extension = module.extension.as_ref();
    let follows = extension.is_none_or(|extension| {
        !matches!(extension.kind, ExtensionKind::Other(_))
            && is_said(extension.term.as_ref())
            && is_said(extension.notice.as_ref())
    });
    let terms = module.term.as_ref().is_some_and(Term::is_known) && is_said(module.notice.as_ref());
    terms && follows && module.frequencies.iter().any(PaymentFrequency::is_orderable)
}

/// Whether two descriptions of an extra bind somebody who pays it this way to the same.
pub fn same_terms(before: &Module, now: &Module, way: FrequencyId, trial: bool) -> bool {
    let price = |module: &Module| {
        module.frequencies.iter().find(|frequency| frequency.id == Some(way)).map(|it| it.rhythm.clone())
    };
    price(before) == price(now)
        && before.term == now.term
        && before.extension == now.extension
        && before.notice == now.notice
        && (!trial || trial_term(before) == trial_term(now))
}

fn trial_term(module: &Module) -> Option<&Term> {
    module.trial.as_ref()?.term.as_ref()
}

/// How long it runs at first.
pub fn term(speech: Speech<'_>, module: &Module) -> String {
    module.term.as_ref().map(|term| speech.term(term)).unwrap_or_default()
}

/// What follows its term.
pub fn renewal(speech: Speech<'_>, extension: Option<&Extension>) -> String {
    let Some(extension) = extension else { return speech.say("module-ends") };
    let (with, without) = match &extension.kind {
        ExtensionKind::TermExtension => ("module-prolonged-by", "module-prolonged"),
        ExtensionKind::New => ("module-anew-for", "module-anew"),
        ExtensionKind::Other(_) => return speech.say("module-renewal-unknown"),
    };
    match &extension.term {
        Some(term) => speech.with(with, &[("term", speech.term(term).into())]),
        None => speech.say(without),
    }
}

/// How long before its end it has to be canceled, at first and later.
pub fn notice(speech: Speech<'_>, module: &Module) -> String {
    // What ends by itself needs no notice.
    let Some(extension) = &module.extension else { return String::new() };
    let before = |key, term: &Term| speech.with(key, &[("term", speech.term(term).into())]);
    let first = match &module.notice {
        Some(term) => before("module-notice-before", term),
        None => speech.say("module-notice-none"),
    };
    let later = extension.notice.as_ref().filter(|later| Some(*later) != module.notice.as_ref());
    let later = later.map(|term| before("module-notice-later", term));
    std::iter::once(first).chain(later).collect::<Vec<_>>().join(" ")
}

/// The choice to begin with the trial period.
pub fn trial_choice(speech: Speech<'_>, trial: &Trial) -> String {
    match &trial.term {
        Some(term) => speech.with("module-trial-choice-of", &[("term", speech.term(term).into())]),
        None => speech.say("module-trial-choice"),
    }
}

/// How long the trial period is that it begins with.
pub fn trial(speech: Speech<'_>, trial: &Trial) -> String {
    match &trial.term {
        Some(term) => speech.with("module-trial-of", &[("term", speech.term(term).into())]),
        None => speech.say("module-trial-unsaid"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::frequency::Rhythm;
    use crate::domain::language::Language;
    use crate::domain::module::ModuleId;
    use crate::domain::money::Money;
    use crate::domain::time::TermUnit;
    use crate::words::Words;

    fn months(value: u32) -> Term {
        Term { value, unit: TermUnit::Month }
    }

    fn every_month(id: Option<u64>, amount: &str) -> PaymentFrequency {
        let price = Money::parse(amount, "EUR").expect("money");
        PaymentFrequency { id: id.map(FrequencyId), rhythm: Rhythm::Every { term: Some(months(1)), price } }
    }

    fn module() -> Module {
        Module {
            id: ModuleId(1),
            name: "Drinks".into(),
            description: None,
            frequencies: vec![every_month(Some(7), "9.90"), every_month(None, "8.90")],
            term: Some(months(12)),
            extension: Some(Extension {
                kind: ExtensionKind::TermExtension,
                term: Some(months(1)),
                notice: None,
            }),
            notice: Some(months(1)),
            trial: Some(Trial { term: Some(months(2)), description: None }),
        }
    }

    fn extension(kind: ExtensionKind, term: Option<Term>) -> Module {
        Module { extension: Some(Extension { kind, term, notice: None }), ..module() }
    }

    #[test]
    fn what_cannot_be_said_cannot_be_ordered() {
        let fortnight = || Term { value: 1, unit: TermUnit::Other("FORTNIGHT".into()) };
        assert!(can_be_ordered(&module()));
        assert!(can_be_ordered(&Module { extension: None, notice: None, ..module() }));
        let without_id = Module { frequencies: vec![every_month(None, "9.90")], ..module() };
        let unsaid =
            PaymentFrequency { rhythm: Rhythm::Other("SEASONAL".into()), ..every_month(Some(7), "1") };
        for refused in [
            without_id,
            Module { frequencies: vec![unsaid], ..module() },
            Module { frequencies: Vec::new(), ..module() },
            Module { term: None, ..module() },
            Module { term: Some(fortnight()), ..module() },
            Module { notice: Some(fortnight()), ..module() },
            extension(ExtensionKind::Other("SPIRAL".into()), None),
            extension(ExtensionKind::New, Some(fortnight())),
        ] {
            assert!(!can_be_ordered(&refused), "{refused:?}");
        }
    }

    #[test]
    fn another_price_or_another_tie_is_not_the_same_and_another_description_is() {
        let same = |now: &Module, trial| same_terms(&module(), now, FrequencyId(7), trial);
        assert!(same(&Module { description: Some("Water".into()), name: "Bar".into(), ..module() }, true));
        // The way to pay that was not chosen may change.
        let other_way = vec![every_month(Some(7), "9.90"), every_month(Some(8), "1")];
        assert!(same(&Module { frequencies: other_way, ..module() }, true));
        assert!(same(&Module { trial: None, ..module() }, false));
        for changed in [
            Module { frequencies: vec![every_month(Some(7), "9.91")], ..module() },
            Module { frequencies: Vec::new(), ..module() },
            Module { term: Some(months(24)), ..module() },
            Module { extension: None, ..module() },
            extension(ExtensionKind::TermExtension, Some(months(2))),
            extension(ExtensionKind::New, Some(months(1))),
            Module { notice: Some(months(3)), ..module() },
            Module { trial: Some(Trial { term: Some(months(1)), description: None }), ..module() },
        ] {
            assert!(!same(&changed, true), "{changed:?}");
        }
    }

    #[test]
    fn what_follows_the_term_is_said_in_words() {
        let words = Words::load().expect("word files");
        let speech = words.speech(Language::En);
        let said = |module: &Module| renewal(speech, module.extension.as_ref());
        assert_eq!(said(&module()), "Then renews for 1 month at a time, until you cancel.");
        assert_eq!(
            said(&extension(ExtensionKind::TermExtension, None)),
            "Then renews again and again, until you cancel."
        );
        assert_eq!(
            said(&extension(ExtensionKind::New, Some(months(12)))),
            "Then begins anew for 12 months, until you cancel."
        );
        assert_eq!(said(&extension(ExtensionKind::New, None)), "Then begins anew, until you cancel.");
        assert_eq!(said(&Module { extension: None, ..module() }), "Ends by itself, no notice needed.");
    }

    #[test]
    fn the_notice_of_a_prolongation_is_said_where_it_is_another_one() {
        let words = Words::load().expect("word files");
        let speech = words.speech(Language::En);
        let later = |notice| {
            let extension = Extension { kind: ExtensionKind::TermExtension, term: Some(months(1)), notice };
            Module { extension: Some(extension), ..module() }
        };
        assert_eq!(notice(speech, &later(None)), "Cancel 1 month before it ends.");
        assert_eq!(notice(speech, &later(Some(months(1)))), "Cancel 1 month before it ends.");
        assert_eq!(
            notice(speech, &later(Some(months(2)))),
            "Cancel 1 month before it ends. Once renewed: 2 months before it ends."
        );
        let unsaid = Module { notice: None, ..module() };
        assert_eq!(notice(speech, &unsaid), "The studio sets no time of notice.");
        assert_eq!(notice(speech, &Module { extension: None, ..module() }), "");
    }
}
