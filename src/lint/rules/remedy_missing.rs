//! # remedy-missing
//!
//! A critical or high component without a remedy. Remedies of `kind: inspect` mend nothing and do
//! not count; a component with `state: repaired` needs none.
//!
//! **Why it hurts.** The receiving team learns what is broken and is left alone with it.
//!
//! Before:
//!
//! ```yaml
//! components:
//!   - {id: egress, name: Egress proxy, severity: critical, problem: The pool is exhausted}
//! ```
//!
//! After:
//!
//! ```yaml
//! components:
//!   - id: egress
//!     name: Egress proxy
//!     severity: critical
//!     problem: The pool is exhausted
//!     remedies: [{id: enlarge-pool, do: Double the pool and reload the proxy}]
//! ```

use crate::lint::{Context, Finding};
use crate::record::FieldPath;
use crate::record::model::{ComponentSeverity, ComponentState, RemedyKind};

pub(super) fn check(context: &Context, found: &mut Vec<Finding>) {
    for (row, component) in context.record.components.iter().enumerate() {
        let grave = matches!(component.severity, ComponentSeverity::Critical | ComponentSeverity::High);
        let mends = component.remedies.iter().any(|remedy| remedy.kind != Some(RemedyKind::Inspect));
        if grave && !mends && component.state != Some(ComponentState::Repaired) {
            let message = format!("the {} component `{}` has no remedy", component.severity, component.id);
            let at = FieldPath::new("components").index(row).key("id");
            found.push(Finding::new(at, message).help("say under `remedies` what would mend it"));
        }
    }
}
