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

use std::collections::{BTreeSet, HashMap};

use crate::evidence::Standing;
use crate::lint::{Context, Finding};
use crate::record::FieldPath;
use crate::record::model::{Check, Component, ComponentState};

pub(super) fn check(context: &Context, found: &mut Vec<Finding>) {
    let Some(evidence) = context.evidence else { return };
    let record = context.record;
    let fails = |check: &&Check| matches!(evidence.standing(record, check), Standing::Failed(_));
    let failing = Failing::of(record.checks.iter().filter(fails));
    for (row, component) in record.components.iter().enumerate() {
        if component.state != Some(ComponentState::Repaired) {
            continue;
        }
        let failing = failing.on(component);
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
/// The checks that fail, by what asks for them.
struct Failing<'r> {
    /// In the order of the record.
    checks: Vec<&'r Check>,
    by_id: HashMap<&'r str, usize>,
    by_component: HashMap<&'r str, Vec<usize>>,
}

impl<'r> Failing<'r> {
    fn of(checks: impl Iterator<Item = &'r Check>) -> Self {
        let mut failing = Failing { checks: checks.collect(), by_id: HashMap::new(), by_component: HashMap::new() };
        for (at, check) in failing.checks.iter().enumerate() {
            failing.by_id.entry(check.id.as_str()).or_insert(at);
            for component in check.component.iter().flat_map(|components| components.iter()) {
                failing.by_component.entry(component.as_str()).or_default().push(at);
            }
        }
        failing
    }

    /// Those that name a component, and those by which one of its requirements is checked.
    fn on(&self, component: &Component) -> Vec<&'r Check> {
        let required = component.requires.iter().flat_map(|requirement| requirement.check.iter());
        let required = required.flat_map(|checks| checks.iter());
        let required = required.filter_map(|id| self.by_id.get(id.as_str()).copied());
        let named = self.by_component.get(component.id.as_str()).into_iter().flatten().copied();
        let on: BTreeSet<usize> = named.chain(required).collect();
        on.into_iter().map(|at| self.checks[at]).collect()
    }
}
