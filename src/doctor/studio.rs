//! The studio's API: the key, one read for each scope that the flow needs, and the clock.

use std::time::Duration;

use super::{Check, Verdict};
use crate::api::Client;
use crate::api::transport::{ClockOffset, Http};
use crate::clock;
use crate::config::Config;
use crate::domain::fault::{Fault, FaultKind};
use crate::domain::language::Language;
use crate::domain::person::Lead;

/// Scopes that only write: trying one out would change something.
const WRITE_SCOPES: [(&str, &str); 3] = [
    ("LEAD_WRITE", "needed to make a new visitor known"),
    ("ONLINE_OFFER_WRITE", "needed to buy a pass"),
    ("PAYMENT_WRITE", "needed to open a payment"),
];

/// What members need, and cannot be tried: it changes something, or takes the number of something of theirs.
const MEMBER_SCOPES: [(&str, &str); 4] = [
    ("MEMBERSHIP_SELF_SERVICE_WRITE", "needed to end a contract"),
    ("MEMBERSHIP_SELF_SERVICE_ADDITIONAL_MODULE_CONTRACT_READ", "needed to look at a module somebody has"),
    ("MEMBERSHIP_SELF_SERVICE_ADDITIONAL_MODULE_CONTRACT_WRITE", "needed to add or end a module"),
    ("CHECKIN_VOUCHER_WRITE", "needed to redeem a check-in voucher"),
];

/// What memberships need, and cannot be tried.
const MEMBERSHIP_WRITE: (&str, &str) = ("MEMBERSHIP_WRITE", "needed to join, add a membership or switch");

/// Clocks this far apart stop the sale.
const CLOCK_OFF_MAX: Duration = Duration::from_mins(2);
/// Clocks this far apart should be looked at.
const CLOCK_OFF_NOTED: Duration = Duration::from_secs(10);

/// Asks the studio.
pub(super) async fn checks(config: &Config, user_agent: &str) -> Vec<Check> {
    let http = match Http::new(&config.api, user_agent) {
        Ok(http) => http,
        Err(error) => return vec![Check::new("key", Verdict::Failed, error.to_string())],
    };
    let client = Client::new(http, config.studio.time_zone.clone());
    let mut checks = Vec::new();
    match client.check_key().await {
        Ok(()) => checks.push(Check::new("key", Verdict::Ok, "known to the studio")),
        Err(fault) => {
            checks.push(Check::new("key", Verdict::Failed, key_remedy(&fault, &config.api.base_url)));
            checks.extend(clock(client.transport().clock_offset()));
            // Without a key that works, every scope would fail for the same reason.
            return checks;
        }
    }
    checks.extend(clock(client.transport().clock_offset()));
    checks.extend(reads(&client).await);
    let unproven = |(scope, what)| {
        Check::new(scope, Verdict::Unproven, format!("{what}; cannot be tried without changing something"))
    };
    checks.extend(WRITE_SCOPES.map(unproven));
    if config.memberships.is_any() {
        checks.push(memberships_read(&client).await);
        checks.push(unproven(MEMBERSHIP_WRITE));
    }
    if config.members.enabled {
        checks.extend(member_reads(&client).await);
        checks.extend(MEMBER_SCOPES.map(|(scope, what)| {
            Check::new(scope, Verdict::Unproven, format!("{what}; cannot be tried without a member"))
        }));
    }
    checks
}

async fn reads(client: &Client<Http>) -> [Check; 4] {
    let language = Language::En;
    let studio = client.read_information(language).await.map(|studio| match studio.name {
        Some(name) => format!("the studio is {name}"),
        None => "the studio has no name".to_owned(),
    });
    let form = client.read_lead_form(language).await.map(|_| "the form for new visitors".to_owned());
    let offers = client.list_offers(language).await.map(|offers| match client.offers_left_out() {
        0 => format!("{} offers on sale", offers.len()),
        broken => format!("{} offers on sale; {broken} left out, without an id or a price", offers.len()),
    });
    let nobody =
        client.search_customers(language, &nobody()).await.map(|_| "a search that finds nobody".to_owned());
    [
        read("STUDIO_READ", studio),
        read("LEAD_READ", form),
        read("ONLINE_OFFER_READ", offers),
        read("CUSTOMER_READ", nobody),
    ]
}

async fn member_reads(client: &Client<Http>) -> [Check; 2] {
    let language = Language::En;
    let reasons = client.list_reasons(language).await;
    let reasons = reasons.map(|reasons| format!("{} reasons to end a contract", reasons.len()));
    let modules = client.list_modules(language).await;
    let modules = modules.map(|modules| format!("{} additional modules", modules.len()));
    [
        members_read("MEMBERSHIP_SELF_SERVICE_READ", reasons),
        members_read("MEMBERSHIP_SELF_SERVICE_ADDITIONAL_MODULE_READ", modules),
    ]
}

async fn memberships_read(client: &Client<Http>) -> Check {
    let offers = client.list_membership_offers(Language::En).await;
    optional_read(
        "MEMBERSHIP_READ",
        offers.map(|offers| format!("{} memberships on offer", offers.len())),
        "nobody can join, add a membership or switch",
        "[memberships] join = \"off\", add = \"off\" and switch = \"off\"",
    )
}

fn members_read(scope: &'static str, result: Result<String, Fault>) -> Check {
    optional_read(scope, result, "members cannot help themselves", "[members] self_service = \"off\"")
}

/// Selling passes works without these: what fails is a warning, with what does not work then and how that is said to be meant.
fn optional_read(scope: &'static str, result: Result<String, Fault>, lacking: &str, setting: &str) -> Check {
    let fault = match result {
        Ok(seen) => return Check::new(scope, Verdict::Ok, seen),
        Err(fault) => fault,
    };
    let why = if fault.kind == FaultKind::ScopeMissing {
        format!("scope {scope} is missing; ask the vendor to add it to the key")
    } else {
        what_happened(&fault)
    };
    Check::new(scope, Verdict::Warning, format!("{lacking}: {why}, or write {setting}"))
}

fn read(scope: &'static str, result: Result<String, Fault>) -> Check {
    match result {
        Ok(seen) => Check::new(scope, Verdict::Ok, seen),
        Err(fault) if fault.kind == FaultKind::ScopeMissing => {
            let detail = format!("the key lacks the scope {scope}; ask the vendor to add it to the key");
            Check::new(scope, Verdict::Failed, detail)
        }
        Err(fault) => Check::new(scope, Verdict::Failed, what_happened(&fault)),
    }
}

/// A person who exists nowhere: no domain ends in `.invalid` (RFC 2606).
fn nobody() -> Lead {
    let random = clock::random().map_or(0, u64::from_le_bytes);
    Lead {
        first_name: String::new(),
        last_name: format!("walkin-doctor-{random:016x}"),
        email: format!("{random:016x}@walkin.invalid"),
        date_of_birth: None,
        gender: None,
        telephone: None,
        address: None,
        language: Language::En,
        consents: Vec::new(),
        additional: Vec::new(),
    }
}

fn key_remedy(fault: &Fault, base_url: &str) -> String {
    match fault.kind {
        FaultKind::KeyRefused => {
            format!(
                "the key is not known at {base_url}; check key_file and that key and base_url are of one tenant"
            )
        }
        _ => {
            format!("{}; check base_url ({base_url}), the network and its name server", what_happened(fault))
        }
    }
}

/// A fault in the words of whoever looks after the kiosk, with its trace id.
pub fn what_happened(fault: &Fault) -> String {
    let kind = match fault.kind {
        FaultKind::Unreachable | FaultKind::HeldBack => "no connection can be made".to_owned(),
        FaultKind::TimedOut => "no answer came in time".to_owned(),
        FaultKind::Cut => "the connection broke".to_owned(),
        FaultKind::Invalid => "the request was refused as invalid (400)".to_owned(),
        FaultKind::KeyRefused => "the key was refused (401)".to_owned(),
        FaultKind::ScopeMissing => "a scope is missing (403)".to_owned(),
        FaultKind::NotFound => "there is no such thing (404); is base_url the address of the API?".to_owned(),
        FaultKind::Conflict => "the request contradicts the state of things (409)".to_owned(),
        FaultKind::RateLimited(_) => "too many requests (429); try again in a minute".to_owned(),
        FaultKind::Busy => "the service is busy (503); try again".to_owned(),
        FaultKind::Broken(status) => format!("the service failed ({status})"),
        FaultKind::Unexpected(status) => format!("an answer no operation documents ({status})"),
        FaultKind::Garbage => "an answer that is not the API's; is base_url its address?".to_owned(),
        FaultKind::TooLarge => "an answer without an end".to_owned(),
    };
    match &fault.trace {
        Some(trace) => format!("{kind}, trace {trace}"),
        None => kind,
    }
}

fn clock(offset: Option<ClockOffset>) -> Option<Check> {
    let ClockOffset { off_by, ahead } = offset?;
    let seconds = off_by.as_secs();
    let which = if ahead { "ahead of" } else { "behind" };
    let detail = format!("the server's clock is {seconds} s {which} this machine's");
    let check = |verdict, remedy: &str| Check::new("clock", verdict, format!("{detail}{remedy}"));
    Some(if off_by > CLOCK_OFF_MAX {
        check(Verdict::Failed, "; set this machine's clock (NTP), nothing is sold beyond 2 minutes")
    } else if off_by > CLOCK_OFF_NOTED {
        check(Verdict::Warning, "; have this machine's clock set by NTP")
    } else {
        check(Verdict::Ok, "")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clocks_are_judged_by_how_far_they_are_apart() {
        let verdict = |seconds| {
            let offset = ClockOffset { off_by: Duration::from_secs(seconds), ahead: false };
            clock(Some(offset)).map(|check| check.verdict)
        };
        assert_eq!(verdict(3), Some(Verdict::Ok));
        assert_eq!(verdict(60), Some(Verdict::Warning));
        assert_eq!(verdict(121), Some(Verdict::Failed));
        assert_eq!(clock(None), None);
    }

    #[test]
    fn a_missing_scope_is_named() {
        let check = read("LEAD_READ", Err(FaultKind::ScopeMissing.into()));
        assert_eq!(check.verdict, Verdict::Failed);
        assert!(check.detail.contains("lacks the scope LEAD_READ"), "{}", check.detail);
    }

    #[test]
    fn what_only_members_need_is_a_warning() {
        let scope = "MEMBERSHIP_SELF_SERVICE_READ";
        let check = members_read(scope, Err(FaultKind::ScopeMissing.into()));
        assert_eq!(check.verdict, Verdict::Warning);
        let says = "members cannot help themselves: scope MEMBERSHIP_SELF_SERVICE_READ is missing";
        assert!(check.detail.starts_with(says), "{}", check.detail);
        assert!(check.detail.ends_with("or write [members] self_service = \"off\""), "{}", check.detail);
        assert_eq!(members_read(scope, Err(FaultKind::Busy.into())).verdict, Verdict::Warning);
        assert_eq!(members_read(scope, Ok("3 reasons".to_owned())).verdict, Verdict::Ok);
    }
}
