//! # target-unproven
//!
//! A target that no check proves: it has no `check`, no criterion enforces it, and no check must answer `within` it or print a `number` by it.
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
use crate::nearest::nearest;
use crate::record::FieldPath;

/// Each is compared with all targets.
const MOST_UNKNOWN: usize = 50;

pub(super) fn check(context: &Context, found: &mut Vec<Finding>) {
    let record = context.record;
    let enforced = record.criteria.iter().flat_map(|criterion| criterion.target.iter().flat_map(|t| t.iter()));
    let limits = record.checks.iter().filter_map(|check| check.expect.as_ref());
    let mut used: HashSet<&str> =
        enforced.map(|id| id.as_str()).chain(limits.flat_map(|expect| expect.expectation.targets())).collect();
    // A misspelt id is the slip of `unknown-reference`; the target that was meant is not unproven.
    let known: HashSet<&str> = record.targets.iter().map(|target| target.id.as_str()).collect();
    let mut unknown: Vec<&str> = used.iter().copied().filter(|id| !known.contains(id)).collect();
    unknown.sort_unstable();
    unknown.truncate(MOST_UNKNOWN);
    let ids = || record.targets.iter().map(|target| target.id.as_str());
    used.extend(unknown.into_iter().filter_map(|id| nearest(id, ids())));
    for (index, target) in record.targets.iter().enumerate() {
        let checked = target.check.as_ref().is_some_and(|checks| !checks.is_empty());
        if !checked && !used.contains(target.id.as_str()) {
            let at = FieldPath::new("targets").index(index).key("id");
            let message = format!("no check, criterion, `within` or `number` uses the target `{}`", target.id);
            found.push(
                Finding::new(at, message).help("name the `check` that measures it, or a criterion that enforces it"),
            );
        }
    }
}
