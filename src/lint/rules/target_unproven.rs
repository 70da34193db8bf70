//! # target-unproven
//!
//! A target that no check proves: it has no `check`, no criterion enforces it, and no check must answer `within` it.
//!
//! **Why it hurts.** A goal that nobody measures is met by saying so.
//!
//! Before:
//!
//! ```yaml
//! targets:
//!   - {id: db-connect, what: Database connection, max: 35s}
//! ```
//!
//! After:
//!
//! ```yaml
//! targets:
//!   - {id: db-connect, what: Database connection, max: 35s, check: db-connects}
//! ```

use std::collections::HashSet;

use crate::lint::{Context, Finding};
use crate::record::FieldPath;

pub(super) fn check(context: &Context, found: &mut Vec<Finding>) {
    let record = context.record;
    let enforced = record.criteria.iter().flat_map(|criterion| criterion.target.iter().flat_map(|t| t.iter()));
    let limits = record.checks.iter().filter_map(|check| check.expect.as_ref()?.expectation.within.as_ref());
    let used: HashSet<&str> = enforced.map(|id| id.as_str()).chain(limits.map(|limit| limit.as_str().trim())).collect();
    for (index, target) in record.targets.iter().enumerate() {
        let checked = target.check.as_ref().is_some_and(|checks| !checks.is_empty());
        if !checked && !used.contains(target.id.as_str()) {
            let at = FieldPath::new("targets").index(index).key("id");
            let message = format!("no check, criterion or `within` uses the target `{}`", target.id);
            found.push(Finding::new(at, message).help("name the `check` that measures it, or a criterion that enforces it"));
        }
    }
}
