//! # criterion-unscheduled
//!
//! A criterion that must be met, in no phase's `exit`. Wanted criteria (`must: false`) may wait.
//!
//! **Why it hurts.** All phases end and the handback is still held up by work that nobody planned.
//!
//! Before:
//!
//! ```yaml
//! roadmap:
//!   - {id: repair, title: Repair it, takes: 2h, exit: [login-works]}
//! criteria:
//!   - {id: login-works, what: Users can log in, check: login}
//!   - {id: no-errors, what: The error log is quiet, check: error-log}
//! ```
//!
//! After:
//!
//! ```yaml
//! roadmap:
//!   - {id: repair, title: Repair it, takes: 2h, exit: [login-works, no-errors]}
//! criteria:
//!   - {id: login-works, what: Users can log in, check: login}
//!   - {id: no-errors, what: The error log is quiet, check: error-log}
//! ```

use std::collections::HashSet;

use crate::lint::index::Index;
use crate::lint::{Context, Finding};
use crate::record::FieldPath;
use crate::record::ids::{ACriterion, Target as _};

pub(super) fn check(context: &Context, found: &mut Vec<Finding>) {
    let record = context.record;
    let index = Index::of(record);
    let exits = record.roadmap.iter().flat_map(|phase| phase.exit.iter());
    let scheduled: HashSet<&str> = exits.map(|id| index.meant(ACriterion::WHAT, id.as_str())).collect();
    for (row, criterion) in record.criteria.iter().enumerate() {
        if criterion.must != Some(false) && !scheduled.contains(criterion.id.as_str()) {
            let message = format!("no phase ends with the criterion `{}`", criterion.id);
            let help = "add it to the `exit` of the phase that meets it, or say `must: false`";
            found.push(Finding::new(FieldPath::new("criteria").index(row).key("id"), message).help(help));
        }
    }
}
