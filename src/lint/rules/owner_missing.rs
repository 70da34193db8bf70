//! # owner-missing
//!
//! A preventive measure without an owner, or an escalation level that notifies nobody.
//!
//! **Why it hurts.** Work of everybody is work of nobody; when the incident is over, nothing else reminds of it.
//!
//! Before:
//!
//! ```yaml
//! monitoring:
//!   prevention: [{what: Alert on the pool, by: 14d}]
//! ```
//!
//! After:
//!
//! ```yaml
//! monitoring:
//!   prevention: [{what: Alert on the pool, by: 14d, owner: platform}]
//! ```
//!
//! What has a documented default is owned: phases and criteria by the receiving team, validation by the sending team. Prevention
//! that is done or dropped needs no owner.

use crate::lint::{Context, Finding};
use crate::record::FieldPath;
use crate::record::collections::OneOrMany;
use crate::record::model::PreventionState;

pub(super) fn check(context: &Context, found: &mut Vec<Finding>) {
    let record = context.record;
    for (row, item) in record.monitoring.iter().flat_map(|monitoring| monitoring.prevention.iter()).enumerate() {
        if is_none(&item.owner) && !matches!(item.state, Some(PreventionState::Done | PreventionState::Dropped)) {
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
