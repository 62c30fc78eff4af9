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
