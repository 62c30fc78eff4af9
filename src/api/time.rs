//! The forms of dates and lengths of time of the API and of HTTP.

use jiff::fmt::rfc2822::DateTimeParser;

use super::wire::offers as wire;
use crate::domain::text::Text;
use crate::domain::time::{Date, Term, TermUnit, TimeZone, Timestamp, parse_instant};

/// `Date` and `Retry-After` as RFC 9110 writes them; a wrong weekday does no harm.
pub(super) fn parse_http_date(text: &str) -> Option<Timestamp> {
    const PARSER: DateTimeParser = DateTimeParser::new().relaxed_weekday(true);
    PARSER.parse_timestamp(text.trim()).ok()
}

/// A calendar day: `yyyy-MM-dd` as it stands, or the day of an instant in the studio's zone.
pub(super) fn parse_day(text: &str, zone: &TimeZone) -> Option<Date> {
    let text = text.trim();
    if text.len() == "yyyy-MM-dd".len() {
        return text.parse().ok();
    }
    parse_instant(text, zone).map(|instant| zone.to_datetime(instant).date())
}

/// A day that need not be there; one that cannot be read is as good as none.
pub(super) fn day(text: Option<&str>, zone: &TimeZone) -> Option<Date> {
    text.and_then(|text| parse_day(text, zone))
}

/// A length of time; one of more units than anybody counts is none.
pub(super) fn term(wire: &wire::Term) -> Option<Term> {
    length(wire.value, &wire.unit)
}

/// One that somebody is bound by: what cannot be read stays one, of a unit that nobody knows, and is never as good as none.
pub(super) fn binding(wire: &wire::Term) -> Term {
    term(wire).unwrap_or_else(|| Term { value: 0, unit: TermUnit::Other(Text::default()) })
}

/// A number of units; older documents write some units in the singular and some in the plural.
pub(super) fn length(value: u64, unit: &str) -> Option<Term> {
    let unit = match unit.trim_end_matches('S') {
        "MINUTE" => TermUnit::Minute,
        "HOUR" => TermUnit::Hour,
        "DAY" => TermUnit::Day,
        "WEEK" => TermUnit::Week,
        "MONTH" => TermUnit::Month,
        "YEAR" => TermUnit::Year,
        _ => TermUnit::Other(Text::name(unit)),
    };
    Some(Term { value: value.try_into().ok()?, unit })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_day_is_meant_in_the_studios_zone() {
        let berlin = TimeZone::get("Europe/Berlin").expect("bundled");
        for form in [
            "2026-01-15",
            " 2026-01-15 ",
            "2026-01-15T00:00:00+01:00[Europe/Berlin]",
            "2026-01-14T23:00:00Z",
            "2026-01-15T22:59:59.999999Z",
            "2026-01-15T00:00:00",
        ] {
            assert_eq!(parse_day(form, &berlin), Some(date(2026, 1, 15)), "{form}");
        }
        for wrong in ["", "2026-02-30", "15.01.2026", "soon", "0000-00-00"] {
            assert_eq!(parse_day(wrong, &berlin), None, "{wrong}");
        }
    }

    #[test]
    fn the_date_of_an_answer_is_read() {
        let noon: Timestamp = "1994-11-06T08:49:37Z".parse().expect("a timestamp");
        assert_eq!(parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT"), Some(noon));
        assert_eq!(parse_http_date("Mon, 06 Nov 1994 08:49:37 GMT"), Some(noon));
        assert_eq!(parse_http_date("yesterday"), None);
    }
}
