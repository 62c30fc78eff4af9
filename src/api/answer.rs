//! What an answer means: its status as a kind of fault, its body as a document.

use std::time::Duration;

use serde::de::DeserializeOwned;

use super::time::parse_http_date;
use super::wire::Answer;
use super::wire::contracts::VoidResult;
use super::wire::fault::ErrorBody;
use super::wire::lenient::Lenient;
use crate::clock;
use crate::domain::fault::{Fault, FaultKind};
use crate::domain::text::Text;

/// How long a 429 lasts when it does not say: the limit is counted by the minute.
const RATE_LIMIT_DEFAULT: Duration = Duration::from_mins(1);
/// The longest a `Retry-After` is believed; a kiosk that stays shut for longer looks broken.
const RETRY_AFTER_MAX: Duration = Duration::from_mins(10);

/// Reads the document of a success; one that cannot be read is garbage.
pub(super) fn decode<W: DeserializeOwned>(answer: &Answer) -> Result<W, Fault> {
    serde_json::from_slice(&answer.body).map_err(|_| FaultKind::Garbage.into())
}

/// Reads the document of a success that has to be an object: a list would pass for one whose properties are all absent.
pub(super) fn decode_object<W: DeserializeOwned>(answer: &Answer) -> Result<W, Fault> {
    if !answer.body.trim_ascii_start().starts_with(b"{") {
        return Err(FaultKind::Garbage.into());
    }
    decode(answer)
}

/// Reads the acknowledgement of a write: nothing at all, or an object that does not say no.
pub(super) fn acknowledged(answer: &Answer) -> Result<(), Fault> {
    if answer.body.trim_ascii().is_empty() {
        return Ok(());
    }
    let said: VoidResult = decode_object(answer)?;
    match said.success {
        Some(said) if said.trim().eq_ignore_ascii_case("false") => Err(FaultKind::Conflict.into()),
        _ => Ok(()),
    }
}

/// The entries of a list, which is not cut: one of more than `max` is refused, readable or not.
pub(super) fn at_most<W>(max: usize, list: Lenient<W>) -> Result<Vec<W>, Fault> {
    if list.entries.len() + list.skipped > max {
        return Err(FaultKind::TooLarge.into());
    }
    Ok(list.entries)
}

/// What the studio calls something; where it has no name, its number, since nothing can be chosen that is not called
/// anything.
pub(super) fn name_or_number(name: Option<&str>, number: u64) -> Text {
    present(name.map(Text::name)).unwrap_or_else(|| Text::name(&format!("#{number}")))
}

/// The fault that an answer stands for; none when it is a success.
///
/// The kind follows from the status alone. The words are taken from the body where it is the API's error document; a
/// gateway's page is no reason to see another fault.
pub(super) fn fault_of(answer: &Answer) -> Option<Fault> {
    let kind = match answer.status {
        200..300 => return None,
        400 | 422 => FaultKind::Invalid,
        401 => FaultKind::KeyRefused,
        403 => FaultKind::ScopeMissing,
        404 | 410 => FaultKind::NotFound,
        409 => FaultKind::Conflict,
        429 => FaultKind::RateLimited(rate_limit(answer)),
        503 => FaultKind::Busy,
        status @ 500..600 => FaultKind::Broken(status),
        status => FaultKind::Unexpected(status),
    };
    let body: ErrorBody = serde_json::from_slice(&answer.body).unwrap_or_default();
    Some(Fault {
        kind,
        message: present(body.error_message.as_deref().map(Text::long)),
        reference: present(body.reference.as_deref().map(Text::name)),
        trace: present(body.trace_id.as_deref().map(Text::name)),
    })
}

/// A text of which something is left.
pub(super) fn present(text: Option<Text>) -> Option<Text> {
    text.filter(|text| !text.is_empty())
}

/// What `Retry-After` asks for, in seconds or as a date, ten minutes at most; none when it is missing or makes no sense.
pub(super) fn retry_after(answer: &Answer) -> Option<Duration> {
    let value = answer.header("retry-after")?.trim();
    let asked = if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
        // More digits than fit are a long time too.
        Duration::from_secs(value.parse().unwrap_or(u64::MAX))
    } else {
        // The server's own clock is the one its date is meant by.
        let now = answer.header("date").and_then(parse_http_date).unwrap_or_else(clock::wall);
        Duration::try_from(parse_http_date(value)?.duration_since(now)).ok()?
    };
    Some(asked.min(RETRY_AFTER_MAX))
}

fn rate_limit(answer: &Answer) -> Duration {
    // Zero seconds would invite the next call at once, which is what was refused.
    let least = Duration::from_secs(1);
    retry_after(answer).unwrap_or(RATE_LIMIT_DEFAULT).max(least)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, headers: &[(&str, &str)], body: &str) -> Answer {
        let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Answer { status, headers, body: body.as_bytes().to_vec() }
    }

    #[test]
    fn every_status_has_its_meaning_whatever_the_body() {
        for body in ["", "<html>no</html>", r#"{"errorMessage": null, "args": 3}"#, "[", "null"] {
            for (status, kind) in [
                (302, FaultKind::Unexpected(302)),
                (400, FaultKind::Invalid),
                (401, FaultKind::KeyRefused),
                (403, FaultKind::ScopeMissing),
                (404, FaultKind::NotFound),
                (409, FaultKind::Conflict),
                (418, FaultKind::Unexpected(418)),
                (422, FaultKind::Invalid),
                (429, FaultKind::RateLimited(Duration::from_mins(1))),
                (500, FaultKind::Broken(500)),
                (502, FaultKind::Broken(502)),
                (503, FaultKind::Busy),
            ] {
                assert_eq!(fault_of(&answer(status, &[], body)), Some(kind.into()), "{status} {body}");
            }
        }
        assert_eq!(fault_of(&answer(204, &[], "")), None);
    }

    #[test]
    fn an_acknowledgement_is_nothing_or_any_object_that_does_not_say_no() {
        let said = |status, body: &str| acknowledged(&answer(status, &[], body)).map_err(|fault| fault.kind);
        for yes in [
            "",
            " \n",
            "{}",
            r#"{"success": "true"}"#,
            r#" {"success": true}"#,
            r#"{"success": null, "id": 1}"#,
        ] {
            assert_eq!((said(200, yes), said(204, yes)), (Ok(()), Ok(())), "{yes}");
        }
        for no in [r#"{"success": false}"#, r#"{"success": "FALSE"}"#] {
            assert_eq!(said(200, no), Err(FaultKind::Conflict), "{no}");
        }
        for noise in ["<html>ok</html>", "{", "[]", "null", "true", "\"ok\"", "\u{0}"] {
            assert_eq!(said(200, noise), Err(FaultKind::Garbage), "{noise}");
        }
    }

    #[test]
    fn the_servers_words_are_kept_and_cleaned() {
        let body = r#"{"errorMessage": "No\u001b[2J.", "traceId": 77, "reference": "leadCustomer.email"}"#;
        let fault = fault_of(&answer(400, &[], body)).expect("a fault");
        assert_eq!(fault.message, Some(Text::long("No[2J.")));
        assert_eq!(fault.trace, Some(Text::name("77")));
        assert_eq!(fault.reference, Some(Text::name("leadCustomer.email")));
    }

    #[test]
    fn a_rate_limit_lasts_as_long_as_it_says_within_reason() {
        let limit = |headers: &[(&str, &str)]| rate_limit(&answer(429, headers, "")).as_secs();
        assert_eq!(limit(&[("retry-after", "7")]), 7);
        assert_eq!(limit(&[("retry-after", "0")]), 1);
        assert_eq!(limit(&[("retry-after", "86400")]), 600);
        assert_eq!(limit(&[("retry-after", "18446744073709551615")]), 600);
        assert_eq!(limit(&[("retry-after", "99999999999999999999999")]), 600);
        for senseless in ["soon", "", "-5", "+5", "1.5", "Fri, 99 Nov 2026 10:00:00 GMT"] {
            assert_eq!(limit(&[("retry-after", senseless)]), 60, "{senseless}");
        }
        assert_eq!(limit(&[]), 60);
        let date = ("date", "Fri, 20 Nov 2026 10:00:00 GMT");
        assert_eq!(limit(&[date, ("retry-after", "Fri, 20 Nov 2026 10:01:30 GMT")]), 90);
        assert_eq!(limit(&[date, ("retry-after", "Fri, 20 Nov 2026 09:00:00 GMT")]), 60);
        assert_eq!(limit(&[date, ("retry-after", "Thu, 31 Dec 2099 23:59:59 GMT")]), 600);
        let soon = clock::wall() + Duration::from_secs(90);
        let soon =
            jiff::fmt::rfc2822::DateTimePrinter::new().timestamp_to_rfc9110_string(&soon).expect("a date");
        assert!((85..=90).contains(&limit(&[("retry-after", &soon)])), "by our clock when it tells none");
    }
}
