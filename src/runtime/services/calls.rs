//! Every try of every call to the studio, as a line of the log.

use std::sync::Arc;

use crate::api::transport::{BreakerTurn, CallReport, Report};
use crate::domain::fault::FaultKind;
use crate::log::{Field, Level, Log};

/// Takes the transport's reports into a log: failures as warnings, the rest for those who debug.
pub fn log_calls(log: Log) -> Report {
    Arc::new(move |report| write(&log, report))
}

fn write(log: &Log, report: &CallReport<'_>) {
    let level = if report.fault.is_some() { Level::Warn } else { Level::Debug };
    let took = u64::try_from(report.took.as_millis()).unwrap_or(u64::MAX);
    let mut line = log
        .line(level, "call")
        .with("route", Field::Route(report.route.to_owned()))
        .with("attempt", u64::from(report.attempt))
        .with("took_ms", took);
    if let Some(status) = report.status {
        line = line.with("status", u64::from(status));
    }
    if let Some(fault) = report.fault {
        line = line.with("fault", label(fault));
    }
    if let Some(trace) = report.trace {
        line = line.with("trace", Field::Trace(trace.clone()));
    }
    line.write();
    match report.breaker {
        Some(BreakerTurn::Opened(group)) => {
            log.line(Level::Warn, "breaker_opened").with("group", group.name()).write();
        }
        Some(BreakerTurn::Closed(group)) => {
            log.line(Level::Info, "breaker_closed").with("group", group.name()).write();
        }
        None => {}
    }
}

/// What a fault is called in logs and reports.
pub fn label(kind: &FaultKind) -> &'static str {
    match kind {
        FaultKind::Unreachable => "unreachable",
        FaultKind::HeldBack => "held_back",
        FaultKind::TimedOut => "timed_out",
        FaultKind::Cut => "cut",
        FaultKind::Invalid => "invalid",
        FaultKind::KeyRefused => "key_refused",
        FaultKind::ScopeMissing => "scope_missing",
        FaultKind::NotFound => "not_found",
        FaultKind::Conflict => "conflict",
        FaultKind::RateLimited(_) => "rate_limited",
        FaultKind::Busy => "busy",
        FaultKind::Broken(_) => "broken",
        FaultKind::Unexpected(_) => "unexpected",
        FaultKind::Garbage => "garbage",
        FaultKind::TooLarge => "too_large",
    }
}
