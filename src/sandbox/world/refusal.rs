//! Why a call is refused, and what the refusal looks like.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

use crate::api::wire::Answer;
use crate::api::wire::fault::{ErrorBody, TypedArgument};
use crate::domain::language::Language;

use super::Outcome;

/// A refused call.
#[derive(Debug)]
pub(super) struct Refusal {
    problem: Problem,
    /// The field at fault, as a path.
    reference: Option<String>,
}

/// Every reason this studio refuses a call for.
///
/// The vendor publishes no catalogue of codes and does not say which status a broken business rule has; here they are
/// 400, and 409 where the state rather than the request is at fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Problem {
    AccessRefused,
    BodyMissing,
    BodyTooLarge,
    BodyUnreadable,
    CancelationDate,
    CancelationExists,
    CancelationMissing,
    CancelationReason,
    CheckinExpired,
    CheckinUsed,
    ContractStatus,
    DoorCodesDisabled,
    FieldInvalid,
    FieldMissing,
    IdentifierCount,
    Internal,
    KeyInvalid,
    LeadDuplicate,
    LeadInvalid,
    MethodNotAllowed,
    ModuleNotOfTerm,
    ModuleNotOnline,
    ModuleNotSelectable,
    ModuleOwned,
    ModuleTrial,
    ModulesTooMany { max: i64 },
    NotFound,
    OfferNotOnSale,
    PreUseAfterStart,
    PreUseNotAvailable,
    RateExceeded { wait_seconds: i64 },
    ResourceUnknown,
    ScopeMissing,
    SessionIdentity,
    SignatureInvalid,
    SignatureMissing,
    StartPast,
    StartTooEarly,
    StartTooFar,
    SwitchNotPossible,
    SwitchSource,
    TermIsOffer,
    TermNotInSwitch,
    TokenAmount,
    TokenChoice,
    TokenExpired,
    TokenForeign,
    TokenMissing,
    TokenScope,
    TokenUnknown,
    TokenUnwanted,
    TokenUsed,
    Told { status: u16, wait_seconds: Option<u64> },
    TooYoung { min_age: i64 },
    ValidFromPast,
    ValidFromTooFar,
    VoucherInvalid,
}

/// What the studio says, by language and code.
pub(super) type Messages = BTreeMap<String, BTreeMap<String, String>>;

impl Problem {
    /// This problem with a field.
    pub(super) fn of(self, reference: impl Into<String>) -> Refusal {
        Refusal { problem: self, reference: Some(reference.into()) }
    }

    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::AccessRefused => "access.refused",
            Self::BodyMissing => "body.missing",
            Self::BodyTooLarge | Self::BodyUnreadable => "body.unreadable",
            Self::CancelationDate => "cancelation.date",
            Self::CancelationExists => "cancelation.exists",
            Self::CancelationMissing => "cancelation.missing",
            Self::CancelationReason => "cancelation.reason",
            Self::CheckinExpired => "checkin.expired",
            Self::CheckinUsed => "checkin.used",
            Self::ContractStatus => "contract.status",
            Self::DoorCodesDisabled => "door_codes.disabled",
            Self::FieldInvalid => "field.invalid",
            Self::FieldMissing => "field.missing",
            Self::IdentifierCount => "identifier.count",
            Self::Internal => "internal",
            Self::KeyInvalid => "auth.failed",
            Self::LeadDuplicate => "lead.duplicate",
            Self::LeadInvalid => "lead.invalid",
            Self::MethodNotAllowed => "method.not_allowed",
            Self::ModuleNotOfTerm => "module.not_of_term",
            Self::ModuleNotOnline => "module.not_online",
            Self::ModuleNotSelectable => "module.not_selectable",
            Self::ModuleOwned => "module.owned",
            Self::ModuleTrial => "module.trial",
            Self::ModulesTooMany { .. } => "modules.too_many",
            Self::NotFound => "not_found",
            Self::OfferNotOnSale => "offer.not_on_sale",
            Self::PreUseAfterStart => "pre_use.after_start",
            Self::PreUseNotAvailable => "pre_use.not_available",
            Self::RateExceeded { .. } => "rate.exceeded",
            Self::ResourceUnknown => "resource.unknown",
            Self::ScopeMissing => "permission.denied",
            Self::SessionIdentity => "session.identity",
            Self::SignatureInvalid => "signature.invalid",
            Self::SignatureMissing => "signature.missing",
            Self::StartPast => "start.past",
            Self::StartTooEarly => "start.too_early",
            Self::StartTooFar => "start.too_far",
            Self::SwitchNotPossible => "switch.not_possible",
            Self::SwitchSource => "switch.source",
            Self::TermIsOffer => "term.is_offer",
            Self::TermNotInSwitch => "term.not_in_switch",
            Self::TokenAmount => "token.amount",
            Self::TokenChoice => "token.choice",
            Self::TokenExpired => "token.expired",
            Self::TokenForeign => "token.foreign",
            Self::TokenMissing => "token.missing",
            Self::TokenScope => "token.scope",
            Self::TokenUnknown => "token.unknown",
            Self::TokenUnwanted => "token.unwanted",
            Self::TokenUsed => "token.used",
            Self::Told { .. } => "fault.told",
            Self::TooYoung { .. } => "customer.too_young",
            Self::ValidFromPast => "valid_from.past",
            Self::ValidFromTooFar => "valid_from.too_far",
            Self::VoucherInvalid => "voucher.invalid",
        }
    }

    const fn status(self) -> u16 {
        match self {
            Self::KeyInvalid => 401,
            Self::ScopeMissing => 403,
            Self::NotFound | Self::ResourceUnknown | Self::DoorCodesDisabled => 404,
            Self::MethodNotAllowed => 405,
            Self::CancelationExists
            | Self::CancelationMissing
            | Self::CheckinUsed
            | Self::ContractStatus
            | Self::LeadDuplicate
            | Self::ModuleOwned
            | Self::SwitchNotPossible
            | Self::TokenUsed => 409,
            Self::BodyTooLarge => 413,
            Self::RateExceeded { .. } => 429,
            Self::Internal => 500,
            Self::Told { status, .. } => status,
            _ => 400,
        }
    }
}

impl From<Problem> for Refusal {
    fn from(problem: Problem) -> Self {
        Self { problem, reference: None }
    }
}

impl Refusal {
    /// The error as the API writes it.
    pub(super) fn answer(self, messages: &Messages, language: Language, trace: String) -> Answer {
        let argument = match self.problem {
            Problem::TooYoung { min_age: number } | Problem::ModulesTooMany { max: number } => {
                Some((Value::from(number), "INTEGER"))
            }
            Problem::FieldInvalid | Problem::FieldMissing | Problem::LeadInvalid => {
                self.reference.clone().map(|field| (Value::from(field), "STRING"))
            }
            _ => None,
        };
        let filled =
            argument.as_ref().map(|(value, _)| value.as_str().map_or(value.to_string(), str::to_owned));
        let body = ErrorBody {
            error_message: Some(say(
                messages,
                language,
                self.problem.code(),
                filled.as_deref().unwrap_or_default(),
            )),
            error_code: Some(self.problem.code().to_owned()),
            trace_id: Some(trace),
            reference: self.reference,
            args: argument.iter().map(|(value, _)| value.clone()).collect(),
            typed_args: argument
                .into_iter()
                .map(|(value, kind)| TypedArgument { value, kind: Some(kind.to_owned()) })
                .collect(),
        };
        let headers = match self.problem {
            Problem::RateExceeded { wait_seconds } => {
                vec![("retry-after".to_owned(), wait_seconds.to_string())]
            }
            Problem::Told { wait_seconds: Some(wait), .. } => {
                vec![("retry-after".to_owned(), wait.to_string())]
            }
            _ => Vec::new(),
        };
        Answer { status: self.problem.status(), headers, body: serde_json::to_vec(&body).unwrap_or_default() }
    }
}

/// A message in a language, English where the studio does not speak it; `{0}` becomes `filled`.
pub(super) fn say(messages: &Messages, language: Language, code: &str, filled: &str) -> String {
    let spoken = messages.get(language.code()).or_else(|| messages.get(Language::En.code()));
    let message = spoken.and_then(|messages| messages.get(code)).map_or(code, String::as_str);
    message.replace("{0}", filled)
}

/// The body of a successful answer.
pub(super) fn json(value: &impl Serialize) -> Outcome {
    serde_json::to_vec(value).map_err(|_| Problem::Internal.into())
}

#[cfg(test)]
mod tests {
    use super::super::club::Club;
    use super::*;

    #[test]
    fn every_problem_has_its_words() {
        let messages = Club::embedded().messages;
        for problem in [
            Problem::AccessRefused,
            Problem::BodyMissing,
            Problem::BodyTooLarge,
            Problem::BodyUnreadable,
            Problem::CancelationDate,
            Problem::CancelationExists,
            Problem::CancelationMissing,
            Problem::CancelationReason,
            Problem::CheckinExpired,
            Problem::CheckinUsed,
            Problem::ContractStatus,
            Problem::DoorCodesDisabled,
            Problem::FieldInvalid,
            Problem::FieldMissing,
            Problem::IdentifierCount,
            Problem::Internal,
            Problem::KeyInvalid,
            Problem::LeadDuplicate,
            Problem::LeadInvalid,
            Problem::MethodNotAllowed,
            Problem::ModuleNotOfTerm,
            Problem::ModuleNotOnline,
            Problem::ModuleNotSelectable,
            Problem::ModuleOwned,
            Problem::ModuleTrial,
            Problem::ModulesTooMany { max: 2 },
            Problem::NotFound,
            Problem::OfferNotOnSale,
            Problem::PreUseAfterStart,
            Problem::PreUseNotAvailable,
            Problem::RateExceeded { wait_seconds: 1 },
            Problem::ResourceUnknown,
            Problem::ScopeMissing,
            Problem::SessionIdentity,
            Problem::SignatureInvalid,
            Problem::SignatureMissing,
            Problem::StartPast,
            Problem::StartTooEarly,
            Problem::StartTooFar,
            Problem::SwitchNotPossible,
            Problem::SwitchSource,
            Problem::TermIsOffer,
            Problem::TermNotInSwitch,
            Problem::TokenAmount,
            Problem::TokenChoice,
            Problem::TokenExpired,
            Problem::TokenForeign,
            Problem::TokenMissing,
            Problem::TokenScope,
            Problem::TokenUnknown,
            Problem::TokenUnwanted,
            Problem::TokenUsed,
            Problem::Told { status: 500, wait_seconds: None },
            Problem::TooYoung { min_age: 18 },
            Problem::ValidFromPast,
            Problem::ValidFromTooFar,
            Problem::VoucherInvalid,
        ] {
            let code = problem.code();
            assert!(messages["en"].contains_key(code), "{code}");
        }
        let body = problem_body(Problem::TooYoung { min_age: 18 }.of("customerId"), &messages);
        assert_eq!(body["errorMessage"], "The customer must be at least 18 years old.");
        assert_eq!(body["typedArgs"][0]["type"], "INTEGER");
    }

    fn problem_body(refusal: Refusal, messages: &Messages) -> Value {
        let answer = refusal.answer(messages, Language::En, String::new());
        serde_json::from_slice(&answer.body).expect("JSON")
    }
}
