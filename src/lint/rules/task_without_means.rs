//! # task-without-means
//!
//! A task of the first open phase says how it is checked, but not how it is done: it has neither `run`, `remedy` nor `component`.
//!
//! **Why it hurts.** It is what the receiving team does first, and all it learns is how it would notice that it is done.
//!
//! Before:
//!
//! ```yaml
//! roadmap:
//!   - {id: first-aid, title: First aid, takes: 1h, tasks: [{do: Free the pool, check: pool-free}]}
//! ```
//!
//! After:
//!
//! ```yaml
//! roadmap:
//!   - {id: first-aid, title: First aid, takes: 1h, tasks: [{do: Free the pool, remedy: restart-proxy, check: pool-free}]}
//! ```
//!
//! Tasks that are done, and those of later phases, are not looked at.

use crate::lint::{Context, Finding};
use crate::record::FieldPath;
use crate::record::collections::OneOrMany;

pub(super) fn check(context: &Context, found: &mut Vec<Finding>) {
    let Some(open) = context.facts.criteria().next_phase() else { return };
    let tasks = context.record.roadmap.get(open).into_iter().flat_map(|phase| phase.tasks.iter());
    for (row, task) in tasks.enumerate().filter(|(_, task)| task.done.is_none()) {
        let means = task.run.is_some() || some(&task.remedy) || some(&task.component);
        if some(&task.check) && !means {
            let at = FieldPath::new("roadmap").index(open).key("tasks").index(row);
            let help = "give its `run`, or name the `remedy` or the `component` that it works on";
            found.push(Finding::new(at, "this task says how it is checked, but not how it is done").help(help));
        }
    }
}

fn some<T>(ids: &Option<OneOrMany<T>>) -> bool {
    ids.as_ref().is_some_and(|ids| !ids.is_empty())
}
