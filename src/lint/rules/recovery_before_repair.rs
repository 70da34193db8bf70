//! # recovery-before-repair
//!
//! A milestone of the recovery lies before the earliest end of the phase that it waits for, or of the first phase.
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
//!
//! `after` names the phase that it waits for; without it, nothing recovers before the first phase ends. Compared are the upper end
//! of `by` and the lower end of `phases.<id>.ends`.

use crate::facts::Value;
use crate::lint::{Context, Finding};
use crate::record::FieldPath;

pub(super) fn check(context: &Context, found: &mut Vec<Finding>) {
    let first = || context.record.roadmap.first().map(|phase| phase.id.as_str());
    let milestones = context.record.impact.iter().flat_map(|impact| impact.recovery.iter());
    for (row, milestone) in milestones.enumerate().filter(|(_, milestone)| milestone.reached.is_none()) {
        let Some(by) = milestone.by else { continue };
        let named: Vec<&str> = match milestone.after.as_ref().filter(|after| !after.is_empty()) {
            Some(after) => after.iter().map(|phase| phase.as_str()).collect(),
            None => first().into_iter().collect(),
        };
        let early = named.into_iter().find_map(|phase| {
            let Some(Value::Duration(ends)) = context.facts.value(&format!("phases.{phase}.ends")) else { return None };
            (by.value.max < ends.value.min).then_some((phase, ends))
        });
        if let Some((phase, ends)) = early {
            let message =
                format!("the milestone is due by {by}, but the phase `{phase}` ends {ends} after the handoff");
            let at = FieldPath::new("impact").key("recovery").index(row).key("by");
            let help =
                "count it from the handoff, at or after the end of the phase; `after` names the one that it waits for";
            found.push(Finding::new(at, message).help(help));
        }
    }
}
