//! # exit-empty
//!
//! A phase with neither exit criteria nor a task that a check proves: nobody can tell when it is over.
//!
//! **Why it hurts.** The next team starts on a half-finished phase, or waits for one that is done.
//!
//! Before:
//!
//! ```yaml
//! roadmap:
//!   - {id: diagnose, title: Find what is broken, takes: 1h}
//! ```
//!
//! After:
//!
//! ```yaml
//! roadmap:
//!   - {id: diagnose, title: Find what is broken, takes: 1h, exit: [causes-known]}
//! ```

use crate::lint::{Context, Finding};
use crate::record::FieldPath;

pub(super) fn check(context: &Context, found: &mut Vec<Finding>) {
    for (index, phase) in context.record.roadmap.iter().enumerate() {
        let proven = phase.tasks.iter().any(|task| task.check.as_ref().is_some_and(|checks| !checks.is_empty()));
        if phase.exit.is_empty() && !proven {
            let at = FieldPath::new("roadmap").index(index).key("id");
            let message = format!("phase `{}` has no exit criteria", phase.id);
            found.push(
                Finding::new(at, message)
                    .help("list in `exit` the criteria that end it, or give a task the `check` that proves it"),
            );
        }
    }
}
