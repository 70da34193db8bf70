//! # priority-unmet
//!
//! A row of `impact.priority` says why this severity holds, and its own value does not pass its limit.
//!
//! **Why it hurts.** The severity is the one figure that wakes people up. A reason that does not hold invites everybody to lower it.
//!
//! Before:
//!
//! ```yaml
//! impact:
//!   revenue: [{what: Subscriptions, per_year: 80k}]
//!   priority: [{what: Revenue at risk, above: 100k, actual: revenue_at_risk}]
//! ```
//!
//! After:
//!
//! ```yaml
//! impact:
//!   revenue: [{what: Subscriptions, per_year: 120k}]
//!   priority: [{what: Revenue at risk, above: 100k, actual: revenue_at_risk}]
//! ```
//!
//! The limit itself does not pass. Values of different kinds are not compared.

use crate::facts::priority::is_met;
use crate::lint::{Context, Finding};
use crate::record::FieldPath;

pub(super) fn check(context: &Context, found: &mut Vec<Finding>) {
    let rows = context.record.impact.iter().flat_map(|impact| impact.priority.iter());
    for (index, row) in rows.enumerate() {
        if is_met(row, &|name| context.facts.value(name)) != Some(false) {
            continue;
        }
        let (side, limit) = match (&row.above, &row.below) {
            (Some(limit), _) => ("above", limit),
            (None, Some(limit)) => ("below", limit),
            (None, None) => continue,
        };
        let at = FieldPath::new("impact").key("priority").index(index).key("actual");
        let actual = row.actual.as_ref().map_or("", |actual| actual.as_str().trim());
        let fact = context.facts.get(actual.strip_prefix("facts.").unwrap_or(actual));
        let shown = fact.map_or(format!("`{actual}`"), |fact| format!("`{actual}` is {} and", fact.text));
        let message = format!("{shown} does not lie {side} {}", limit.as_str().trim());
        found.push(Finding::new(at, message).help("correct the value or the limit, or lower the severity"));
    }
}
