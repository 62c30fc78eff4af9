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

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::api::transport::Group;
    use crate::config::LogConfig;

    #[test]
    fn a_breaker_that_opens_or_closes_is_one_line_beside_that_of_its_call() {
        let dir = tempfile::tempdir().expect("a directory");
        let file = dir.path().join("log");
        let log = Log::open(&LogConfig { file: Some(file.clone()), level: Level::Info, size_max: 1 << 20 });
        let report = log_calls(log.clone());
        let call = CallReport {
            route: "GET /v1/studios/information",
            attempt: 1,
            status: None,
            fault: None,
            took: Duration::ZERO,
            trace: None,
            breaker: None,
        };
        report(&call);
        let opened = Some(BreakerTurn::Opened(Group::Studio));
        report(&CallReport { fault: Some(&FaultKind::Cut), breaker: opened, ..call.clone() });
        report(&CallReport { breaker: Some(BreakerTurn::Closed(Group::Studio)), ..call });
        log.flush();
        let written = std::fs::read_to_string(file).expect("a log");
        let lines: Vec<_> = written.lines().collect();
        assert_eq!(lines.len(), 3, "{written}");
        for (line, words) in lines.iter().zip([
            [r#""event":"call""#, r#""level":"warn""#, r#""fault":"cut""#],
            [r#""event":"breaker_opened""#, r#""level":"warn""#, r#""group":"studio""#],
            [r#""event":"breaker_closed""#, r#""level":"info""#, r#""group":"studio""#],
        ]) {
            for word in words {
                assert!(line.contains(word), "{word} in {line}");
            }
        }
    }
}
