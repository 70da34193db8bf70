//! # exit-owner-mismatch
//!
//! A criterion that only the sending team owns is an exit of a phase of another team.
//!
//! **Why it hurts.** The receiving team cannot end its phase with what is not its own to prove; it waits for those who wait for the
//! handback.
//!
//! Before:
//!
//! ```yaml
//! handoff: {at: 2026-03-02, from: shop, to: platform}
//! criteria: [{id: demo-runs, what: The demo runs, owner: shop}]
//! roadmap: [{id: fix, title: Restore egress, owner: platform, takes: 2h, exit: [demo-runs]}]
//! ```
//!
//! After:
//!
//! ```yaml
//! handoff: {at: 2026-03-02, from: shop, to: platform}
//! criteria: [{id: demo-runs, what: The demo runs, owner: [platform, shop]}]
//! roadmap: [{id: fix, title: Restore egress, owner: platform, takes: 2h, exit: [demo-runs]}]
//! ```
//!
//! A phase that the sending team has a part in may end with it.

use std::collections::HashMap;

use crate::facts::schedule::owned_by;
use crate::lint::{Context, Finding};
use crate::record::FieldPath;
use crate::record::model::Criterion;

pub(super) fn check(context: &Context, found: &mut Vec<Finding>) {
    let record = context.record;
    let (Some(sender), Some(receiver)) = (record.sender(), record.receiver()) else { return };
    if sender == receiver {
        return;
    }
    let only_sender = |criterion: &Criterion| {
        criterion
            .owner
            .as_ref()
            .is_some_and(|owners| !owners.is_empty() && owners.iter().all(|owner| owner.as_str() == sender))
    };
    let criteria: HashMap<&str, &Criterion> = record.criteria.iter().map(|item| (item.id.as_str(), item)).collect();
    for (row, phase) in record.roadmap.iter().enumerate().filter(|(_, phase)| !owned_by(phase, sender, receiver)) {
        for (position, exit) in phase.exit.iter().enumerate() {
            if criteria.get(exit.as_str()).is_some_and(|criterion| only_sender(criterion)) {
                let at = FieldPath::new("roadmap").index(row).key("exit").index(position);
                let message =
                    format!("the phase `{}` of another team ends with `{exit}`, which only `{sender}` owns", phase.id);
                let help = "name the team that can prove it in the criterion's `owner`, or leave it to the validation";
                found.push(Finding::new(at, message).help(help));
            }
        }
    }
}
