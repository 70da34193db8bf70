//! # failed-evidence
//!
//! A component that the record calls repaired, while current evidence says that one of its checks
//! fails.
//!
//! **Why it hurts.** The documents tell the sending team to take back what is still broken.
//!
//! Before, with evidence that `egress-up` failed:
//!
//! ```yaml
//! components:
//!   - id: egress
//!     state: repaired
//!     requires: [{id: egress-state, what: state, is: UP, check: egress-up}]
//! ```
//!
//! After:
//!
//! ```yaml
//! components:
//!   - id: egress
//!     state: degraded
//!     requires: [{id: egress-state, what: state, is: UP, check: egress-up}]
//! ```
//!
//! If it works by now, `handoff verify --check egress-up --record` says so. That a check fails while
//! its component is failing is no finding: that is what the incident is about.

use crate::evidence::Standing;
use crate::lint::{Context, Finding};
use crate::record::FieldPath;
use crate::record::model::{Check, Component, ComponentState};

pub(super) fn check(context: &Context, found: &mut Vec<Finding>) {
    let Some(evidence) = context.evidence else { return };
    let record = context.record;
    for (row, component) in record.components.iter().enumerate() {
        if component.state != Some(ComponentState::Repaired) {
            continue;
        }
        let fails =
            |check: &&Check| is_of(component, check) && matches!(evidence.standing(record, check), Standing::Failed(_));
        let failing: Vec<&Check> = record.checks.iter().filter(fails).collect();
        let Some(first) = failing.first() else { continue };
        let others = match failing.len() {
            1 => String::new(),
            many => format!(", and {} more", many - 1),
        };
        let message =
            format!("`{}` is repaired, but the evidence says that `{}` fails{others}", component.id, first.id);
        let help = format!("prove it: `handoff verify --component {} --record`; or take the state back", component.id);
        found.push(Finding::new(FieldPath::new("components").index(row).key("state"), message).help(help));
    }
}

/// The checks that name the component, and those of what it requires.
fn is_of(component: &Component, check: &Check) -> bool {
    let id = check.id.as_str();
    let names = check.component.iter().flat_map(|components| components.iter());
    let required = component.requires.iter().flat_map(|requirement| requirement.check.iter());
    names.into_iter().any(|named| named.as_str() == component.id.as_str())
        || required.flat_map(|checks| checks.iter()).any(|named| named.as_str() == id)
}
