//! # alert-inside-target
//!
//! An alert that fires while its target still holds, that watches the wrong side of it, or that
//! fires only long after the target is broken.
//!
//! **Why it hurts.** The first pages people for a healthy system until they ignore it; the last
//! stays silent while users suffer.
//!
//! Before:
//!
//! ```yaml
//! targets: [{id: db-connect, what: Database connection, max: 35s}]
//! monitoring:
//!   alerts: [{what: Slow connections, target: db-connect, above: 30s}]
//! ```
//!
//! After:
//!
//! ```yaml
//! targets: [{id: db-connect, what: Database connection, max: 35s}]
//! monitoring:
//!   alerts: [{what: Slow connections, target: db-connect, above: 35s}]
//! ```
//!
//! Late means over twice the `max` or under half the `min`; for a `min` in percent, over twice the
//! allowed loss. Alerts with `purpose: abort` may be as late as they like; those with `purpose: warning` lie inside of the target
//! on purpose, but never outside of it.

use std::collections::HashMap;

use crate::lint::{Context, Finding};
use crate::record::FieldPath;
use crate::record::model::{AlertPurpose, Target};
use crate::record::units::{Decimal, Quantity, Unit};

pub(super) fn check(context: &Context, found: &mut Vec<Finding>) {
    let record = context.record;
    let targets: HashMap<&str, &Target> =
        record.targets.iter().rev().map(|target| (target.id.as_str(), target)).collect();
    for (row, alert) in record.monitoring.iter().flat_map(|monitoring| monitoring.alerts.iter()).enumerate() {
        let Some(target) = alert.target.as_ref().and_then(|id| targets.get(id.as_str())) else { continue };
        let (key, limit) = match (&alert.above, &alert.below) {
            (Some(above), _) => ("above", above),
            (None, Some(below)) => ("below", below),
            (None, None) => continue,
        };
        let Some((problem, help)) = judge(target, key == "above", limit, alert.purpose.unwrap_or(AlertPurpose::Alarm))
        else {
            continue;
        };
        let at = FieldPath::new("monitoring").key("alerts").index(row).key(key);
        let message = format!("the alert fires {key} {limit}: {problem}");
        found.push(Finding::new(at, message).help(help));
    }
}

fn judge(target: &Target, above: bool, limit: &Quantity, purpose: AlertPurpose) -> Option<(String, String)> {
    let id = &target.id;
    let (good, side, other) = if above { (&target.max, "max", &target.min) } else { (&target.min, "min", &target.max) };
    let is = target.is.as_ref().and_then(|is| is.single());
    let Some(bound) = good.as_ref().or(is) else {
        let other = other.as_ref()?;
        let (watched, opposite) = if above { ("min", "below") } else { ("max", "above") };
        let problem = format!("the wrong side of the target `{id}`, whose `{watched}` is {other}");
        return Some((problem, format!("fire `{opposite}: {other}`")));
    };
    if purpose == AlertPurpose::Warning {
        let outside = (above && limit > bound) || (!above && limit < bound);
        let problem = format!("a warning, but the target `{id}` is broken there; its limit is {bound}");
        return outside.then(|| (problem, format!("warn before the limit, {bound}, or leave out `purpose: warning`")));
    }
    if (above && limit < bound) || (!above && limit > bound) {
        let problem = format!("the target `{id}` still holds there; its limit is {bound}");
        return Some((
            problem,
            format!("fire at the limit, {bound}, or say `purpose: warning` if it is meant to be early"),
        ));
    }
    if purpose == AlertPurpose::Abort || good.is_none() || !is_late(above, limit, bound) {
        return None;
    }
    let problem = format!("long after the target `{id}` is broken, whose `{side}` is {bound}");
    Some((problem, format!("fire nearer to {bound}, or say `purpose: abort`")))
}

/// Limits of zero have no double; there the rule is silent.
fn is_late(above: bool, limit: &Quantity, bound: &Quantity) -> bool {
    if limit.partial_cmp(bound).is_none() || bound.number <= Decimal::ZERO {
        return false;
    }
    let two = Decimal::TWO;
    if above {
        limit.number > bound.number * two
    } else if bound.unit == Unit::Percent {
        let loss = Decimal::ONE_HUNDRED - bound.number;
        loss > Decimal::ZERO && Decimal::ONE_HUNDRED - limit.number > loss * two
    } else {
        limit.number * two < bound.number
    }
}
