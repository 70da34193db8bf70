//! # phase-cycle
//!
//! Phases, or remedies, that wait for each other in a loop. A phase without `after` waits for the
//! phase before it in the list.
//!
//! **Why it hurts.** None of them can ever start, and no schedule can be computed.
//!
//! Before:
//!
//! ```yaml
//! roadmap:
//!   - {id: diagnose, title: Find what is broken, takes: 1h, after: [repair]}
//!   - {id: repair, title: Repair it, takes: 2h}
//! ```
//!
//! After:
//!
//! ```yaml
//! roadmap:
//!   - {id: diagnose, title: Find what is broken, takes: 1h}
//!   - {id: repair, title: Repair it, takes: 2h}
//! ```

use std::collections::HashMap;

use crate::lint::{Context, Finding, loops};
use crate::record::FieldPath;

/// Something that may wait for others: its place, its id, for which ids it says so (`None`: not).
struct Item<'a> {
    at: FieldPath,
    id: &'a str,
    after: Option<Vec<&'a str>>,
}

pub(super) fn check(context: &Context, found: &mut Vec<Finding>) {
    let phases = context.record.roadmap.iter().enumerate().map(|(row, phase)| Item {
        at: FieldPath::new("roadmap").index(row),
        id: phase.id.as_str(),
        after: phase.after.as_ref().map(|after| after.iter().map(|id| id.as_str()).collect()),
    });
    report("phases", &phases.collect::<Vec<_>>(), true, found);
    let remedies = context.record.remedies().map(|(at, remedy)| Item {
        at,
        id: remedy.id.as_str(),
        after: remedy.after.as_ref().map(|after| after.iter().map(|id| id.as_str()).collect()),
    });
    report("remedies", &remedies.collect::<Vec<_>>(), false, found);
}

fn report(kind: &str, items: &[Item], after_the_one_before: bool, found: &mut Vec<Finding>) {
    let mut index = HashMap::new();
    for (row, item) in items.iter().enumerate() {
        index.entry(item.id).or_insert(row);
    }
    let waits_for = items.iter().enumerate().map(|(row, item)| match &item.after {
        Some(after) => after.iter().filter_map(|id| index.get(id).copied()).collect(),
        None if after_the_one_before => row.checked_sub(1).into_iter().collect(),
        None => Vec::new(),
    });
    for each in loops::loops(&waits_for.collect::<Vec<_>>()) {
        let item = &items[each.from];
        let to = each.through.first().map_or(item.id, |&next| items[next].id);
        let position = item.after.iter().flatten().position(|&id| id == to).unwrap_or(0);
        let names: Vec<String> = std::iter::once(each.from)
            .chain(each.through)
            .chain([each.from])
            .map(|row| format!("`{}`", items[row].id))
            .collect();
        let message = format!("{kind} wait for each other: {}", names.join(" after "));
        let help = format!("remove `{to}` from this `after`, or another link of the loop");
        found.push(Finding::new(item.at.key("after").index(position), message).help(help));
    }
}
