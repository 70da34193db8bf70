//! # requirement-unchecked
//!
//! A requirement that no check or criterion proves: its component is named by no check and no
//! criterion, and has neither `diagnose` nor a remedy with a `check`. Once a requirement of a component
//! names a `check` of its own, each of them needs one.
//!
//! **Why it hurts.** The component is handed back as healthy, and nobody looked at this part of it.
//!
//! Before:
//!
//! ```yaml
//! requires:
//!   - {id: connector-state, what: state, is: READY, check: connector-ready}
//!   - {id: connector-instances, what: instances, min: 2, max: 10}
//! ```
//!
//! After:
//!
//! ```yaml
//! requires:
//!   - {id: connector-state, what: state, is: READY, check: connector-ready}
//!   - {id: connector-instances, what: instances, min: 2, max: 10, check: connector-size}
//! ```

use std::collections::HashSet;

use crate::lint::index::Index;
use crate::lint::{Context, Finding};
use crate::record::FieldPath;
use crate::record::ids::{AComponent, Target as _};

pub(super) fn check(context: &Context, found: &mut Vec<Finding>) {
    let record = context.record;
    let index = Index::of(record);
    let by_checks = record.checks.iter().filter_map(|check| check.component.as_ref());
    let by_criteria = record.criteria.iter().filter_map(|criterion| criterion.component.as_ref());
    let named: HashSet<&str> = by_checks
        .chain(by_criteria)
        .flat_map(|components| components.iter())
        .map(|id| index.meant(AComponent::WHAT, id.as_str()))
        .collect();
    for (row, component) in record.components.iter().enumerate() {
        let by_remedy =
            component.remedies.iter().any(|remedy| remedy.check.as_ref().is_some_and(|all| !all.is_empty()));
        let covered = named.contains(component.id.as_str()) || !component.diagnose.is_empty() || by_remedy;
        let own = |check: &Option<crate::record::collections::OneOrMany<_>>| {
            check.as_ref().is_some_and(|all| !all.is_empty())
        };
        let some_own = component.requires.iter().any(|requirement| own(&requirement.check));
        if covered && !some_own {
            continue;
        }
        for (position, requirement) in component.requires.iter().enumerate() {
            if own(&requirement.check) {
                continue;
            }
            let at = FieldPath::new("components").index(row).key("requires").index(position).key("id");
            let message = format!("nothing proves the requirement `{}` of `{}`", requirement.id, component.id);
            found.push(Finding::new(at, message).help("name in its `check` the check that shows it"));
        }
    }
}
