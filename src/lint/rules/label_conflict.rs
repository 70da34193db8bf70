//! # label-conflict
//!
//! A label is both removed and added.
//!
//! **Why it hurts.** The outcome depends on the order of the two, and somebody filters by that label.
//!
//! Before:
//!
//! ```yaml
//! labels: {remove: [actively-being-worked-on], add: [handed-off, actively-being-worked-on]}
//! ```
//!
//! After:
//!
//! ```yaml
//! labels: {remove: [actively-being-worked-on], add: [handed-off]}
//! ```

use std::collections::HashMap;

use crate::lint::{Context, Finding};
use crate::record::{FieldPath, Side};

pub(super) fn check(context: &Context, found: &mut Vec<Finding>) {
    let Some(labels) = &context.record.labels else { return };
    let name = |label: &str| context.names().expand(label).trim().to_lowercase();
    let at = FieldPath::new("labels");
    let mut removed = HashMap::new();
    for (row, label) in labels.remove.iter().enumerate() {
        removed.entry(name(label.as_str())).or_insert(at.key("remove").index(row));
    }
    for (row, label) in labels.add.iter().enumerate() {
        let Some(remove) = removed.remove(&name(label.as_str())) else { continue };
        let add = at.key("add").index(row);
        let start = |at: &FieldPath| context.loaded.span(at, Side::Value).start;
        let (earlier, later) = if start(&remove) < start(&add) { (remove, add) } else { (add, remove) };
        let message = format!("the label `{label}` is both removed and added");
        found.push(Finding::new(later, message).help(format!("keep one; the other stands at `{earlier}`")));
    }
}
