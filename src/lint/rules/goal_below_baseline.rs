//! # goal-below-baseline
//!
//! The target of a metric is worse than its value before the incident.
//!
//! **Why it hurts.** Whoever reaches the goal hands back a service that is worse than it was, and nobody decided that.
//!
//! Before:
//!
//! ```yaml
//! metrics: [{what: Orders completed, before: 98%, now: 40%, target: 90%}]
//! ```
//!
//! After:
//!
//! ```yaml
//! metrics: [{what: Orders completed, before: 98%, now: 40%, target: 98%}]
//! ```
//!
//! Which direction is worse follows from `now`: the incident made it worse. Where that cannot be told, the rule is silent.

use std::cmp::Ordering::{Greater, Less};

use crate::lint::{Context, Finding};
use crate::record::FieldPath;
use crate::record::model::Metric;
use crate::record::units::Unit;

pub(super) fn check(context: &Context, found: &mut Vec<Finding>) {
    let metrics = context.record.impact.iter().flat_map(|impact| impact.metrics.iter());
    for (index, metric) in metrics.enumerate() {
        let (Some(before), Some(target)) = (&metric.before, &metric.target) else { continue };
        let worse = match target.value.partial_cmp(&before.value) {
            Some(Less) => higher_is_better(metric) == Some(true),
            Some(Greater) => higher_is_better(metric) == Some(false),
            _ => false,
        };
        if worse {
            let at = FieldPath::new("impact").key("metrics").index(index).key("target");
            let message = format!("the target {target} is worse than {before}, the value before the incident");
            let help = "aim at least at what was there before, or say in the text why less is enough and allow it";
            found.push(Finding::new(at, message).help(help));
        }
    }
}

/// The incident made it worse, so the way from `before` to `now` is the bad direction; without
/// that, times are better when they are short, and a few words tell.
fn higher_is_better(metric: &Metric) -> Option<bool> {
    let before = &metric.before.as_ref()?.value;
    match metric.now.as_ref().and_then(|now| now.value.partial_cmp(before)) {
        Some(Less) => return Some(true),
        Some(Greater) => return Some(false),
        _ => {}
    }
    let what = metric.what.as_str().to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| what.contains(word));
    if before.unit == Unit::Time || says(&["latency", "error", "failure", "failed", "lost", "loss"]) {
        (before.unit != Unit::Time || !says(&["between", "retention", "uptime"])).then_some(false)
    } else {
        says(&["availability", "uptime", "success", "completed", "conversion", "throughput"]).then_some(true)
    }
}
