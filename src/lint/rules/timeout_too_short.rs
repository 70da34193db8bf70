//! # timeout-too-short
//!
//! A check may take longer (`within`) than the time after which it is stopped, or its `timeout` lies below the target that it
//! proves.
//!
//! **Why it hurts.** The check is stopped before it can show anything. A system that meets its target is reported as failed.
//!
//! Before:
//!
//! ```yaml
//! checks:
//!   - {id: start, what: Starts in time, run: ./wait-for-start, expect: {within: 10m}, timeout: 60s}
//! ```
//!
//! After:
//!
//! ```yaml
//! checks:
//!   - {id: start, what: Starts in time, run: ./wait-for-start, expect: {within: 10m}, timeout: 11m}
//! ```
//!
//! Without `timeout` a check is stopped after 60 s. `timeout` holds for one attempt; with several, all of them together must reach
//! the limit of the target.

use std::collections::HashMap;

use crate::lint::{Context, Finding};
use crate::record::FieldPath;
use crate::record::model::{Check, Target};
use crate::record::units::{Decimal, Duration, Quantity, Scalar, Unit};

/// Where a check does not say how long it may take.
const DEFAULT: i64 = 60;

pub(super) fn check(context: &Context, found: &mut Vec<Finding>) {
    let record = context.record;
    let targets: HashMap<&str, &Target> = record.targets.iter().map(|target| (target.id.as_str(), target)).collect();
    let proven = proven(context, &targets);
    for (index, check) in record.checks.iter().enumerate().filter(|(_, check)| check.manual != Some(true)) {
        let timeout = check.timeout.unwrap_or(Duration::from_secs(DEFAULT));
        let at = FieldPath::new("checks").index(index);
        let within = check.expect.as_ref().and_then(|expect| expect.expectation.within.as_ref());
        let limit = within.and_then(|within| {
            let expanded = context.names().expand(within.as_str()).into_owned();
            Duration::parse(&expanded).ok().or_else(|| limit_of(targets.get(expanded.trim())?))
        });
        if let (Some(within), Some(limit)) = (within, limit)
            && limit > timeout
        {
            // The default cannot be wrong: then it is `within` that asks for too much.
            let (at, of) = match check.timeout {
                Some(_) => (at.key("timeout"), "its timeout"),
                None => (at.key("expect").key("within"), "the default timeout"),
            };
            let message =
                format!("the check may take {}, but is stopped after {timeout}, {of}", shown(within.as_str(), limit));
            found.push(Finding::new(at, message).help("raise `timeout` above `within`"));
            continue;
        }
        let Some((target, limit)) = proven.get(check.id.as_str()) else { continue };
        if check.timeout.is_some() && longest(check, timeout) < *limit {
            let message = format!(
                "the check is stopped after {timeout}, but the target `{target}`, which it proves, allows {limit}"
            );
            found.push(Finding::new(at.key("timeout"), message).help("raise `timeout` above the limit of the target"));
        }
    }
}

fn shown(within: &str, limit: Duration) -> String {
    if within.starts_with(|c: char| c.is_ascii_digit()) { limit.to_string() } else { format!("{limit} (`{within}`)") }
}

/// The upper limit of a target that is a time.
fn limit_of(target: &Target) -> Option<Duration> {
    let time = |quantity: &Quantity| (quantity.unit == Unit::Time).then(|| Duration::from_seconds(quantity.number));
    target.max.as_ref().and_then(time)
}

/// By check: the longest target that it proves.
fn proven<'r>(context: &Context<'r>, targets: &HashMap<&'r str, &'r Target>) -> HashMap<&'r str, (&'r str, Duration)> {
    let mut proven: HashMap<&str, (&str, Duration)> = HashMap::new();
    let mut add = |check: &'r str, target: &'r Target| {
        if let Some(limit) = limit_of(target) {
            let entry = proven.entry(check).or_insert((target.id.as_str(), limit));
            if limit > entry.1 {
                *entry = (target.id.as_str(), limit);
            }
        }
    };
    for target in &context.record.targets {
        for check in target.check.iter().flat_map(|checks| checks.iter()) {
            add(check.as_str(), target);
        }
    }
    for criterion in &context.record.criteria {
        // With several checks nobody can tell which of them measures.
        let (Some(checks), Some(ids)) = (&criterion.check, &criterion.target) else { continue };
        if let [check] = &checks[..] {
            for target in ids.iter().filter_map(|id| targets.get(id.as_str())) {
                add(check.as_str(), target);
            }
        }
    }
    proven
}

/// A check that is tried again and again waits for as long as all of its attempts take.
fn longest(check: &Check, timeout: Duration) -> Duration {
    let attempts = Decimal::from(check.attempts.unwrap_or(1));
    let pauses = check.every.map_or(Decimal::ZERO, Duration::seconds);
    let all = timeout.seconds().saturating_mul(attempts);
    Duration::from_seconds(all.saturating_add(pauses.saturating_mul(attempts - Decimal::ONE)))
}
