//! # owner-missing
//!
//! A phase or a preventive measure without an owner, or an escalation level that notifies nobody.
//!
//! **Why it hurts.** Work of everybody is work of nobody; in a handoff both teams think of the other.
//!
//! Before:
//!
//! ```yaml
//! roadmap:
//!   - {id: repair, title: Repair it, takes: 2h}
//! ```
//!
//! After:
//!
//! ```yaml
//! roadmap:
//!   - {id: repair, title: Repair it, owner: infrastructure, takes: 2h}
//! ```
//!
//! Criteria default to the receiving team, validation to the sending team; they need no owner of
//! their own. Nor does prevention that is done.

use crate::lint::{Context, Finding};
use crate::record::FieldPath;
use crate::record::collections::OneOrMany;
use crate::record::model::PreventionState;

pub(super) fn check(context: &Context, found: &mut Vec<Finding>) {
    let record = context.record;
    for (row, phase) in record.roadmap.iter().enumerate() {
        if is_none(&phase.owner) {
            let message = format!("the phase `{}` has no owner", phase.id);
            let at = FieldPath::new("roadmap").index(row).key("id");
            found.push(Finding::new(at, message).help("name the team in `owner`"));
        }
    }
    for (row, item) in record.monitoring.iter().flat_map(|monitoring| monitoring.prevention.iter()).enumerate() {
        if is_none(&item.owner) && item.state != Some(PreventionState::Done) {
            let at = FieldPath::new("monitoring").key("prevention").index(row);
            found.push(Finding::new(at, "this prevention has no owner").help("name the team in `owner`"));
        }
    }
    for (row, level) in record.escalation.iter().flat_map(|escalation| escalation.levels.iter()).enumerate() {
        if level.notify.is_empty() {
            let at = FieldPath::new("escalation").key("levels").index(row);
            let message = format!("the escalation after {} notifies nobody", level.after);
            found.push(Finding::new(at, message).help("name teams or people in `notify`"));
        }
    }
}

fn is_none<T>(owner: &Option<OneOrMany<T>>) -> bool {
    owner.as_ref().is_none_or(|owners| owners.is_empty())
}
