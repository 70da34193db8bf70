//! # recovery-before-repair
//!
//! A milestone of the recovery lies before the earliest end of the roadmap.
//!
//! **Why it hurts.** The business is promised what the plan cannot deliver.
//!
//! Before:
//!
//! ```yaml
//! roadmap: [{id: repair, title: Repair it, takes: 4h-6h}]
//! impact:
//!   recovery: [{what: Sales demos run again, by: 2h}]
//! ```
//!
//! After:
//!
//! ```yaml
//! roadmap: [{id: repair, title: Repair it, takes: 4h-6h}]
//! impact:
//!   recovery: [{what: Sales demos run again, by: 6h-8h}]
//! ```

use crate::facts::Value;
use crate::lint::{Context, Finding};
use crate::record::FieldPath;

pub(super) fn check(context: &Context, found: &mut Vec<Finding>) {
    let Some(Value::Duration(total)) = context.facts.get("duration_total").map(|fact| &fact.value) else { return };
    let milestones = context.record.impact.iter().flat_map(|impact| impact.recovery.iter());
    for (row, milestone) in milestones.enumerate() {
        if let Some(by) = milestone.by.filter(|by| by.value.max < total.value.min) {
            let message = format!("the milestone is due by {by}, but the roadmap takes {total}");
            let at = FieldPath::new("impact").key("recovery").index(row).key("by");
            found.push(Finding::new(at, message).help("count it from the handoff, at or after the end of the repair"));
        }
    }
}
