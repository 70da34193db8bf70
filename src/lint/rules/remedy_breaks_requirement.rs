//! # remedy-breaks-requirement
//!
//! A remedy sets a value that the component's requirement, or a target, does not allow.
//!
//! **Why it hurts.** Whoever follows the remedy leaves the component unhealthy by the record's own
//! measure, and the check that comes after it fails.
//!
//! Before:
//!
//! ```yaml
//! requires: [{id: connector-instances, what: instances, min: 2, max: 10}]
//! remedies:
//!   - {id: scale-connector, do: Scale the connector, sets: {connector-instances: 3-15}}
//! ```
//!
//! After:
//!
//! ```yaml
//! requires: [{id: connector-instances, what: instances, min: 2, max: 10}]
//! remedies:
//!   - {id: scale-connector, do: Scale the connector, sets: {connector-instances: 3-10}}
//! ```
//!
//! A range must lie inside whole. Values whose units cannot be compared are not judged.

use crate::lint::limits::{Limits, filled_in};
use crate::lint::{Context, Finding};

pub(super) fn check(context: &Context, found: &mut Vec<Finding>) {
    let limits = Limits::of(context.record, context.names());
    for (at, remedy) in context.record.remedies() {
        for (id, value) in remedy.sets.iter().flat_map(|sets| sets.iter()) {
            let Some(limit) = limits.get(id.as_str()) else { continue };
            let value = filled_in(value, context.names());
            let Some(why) = limit.forbids(&value) else { continue };
            let message = format!("the remedy `{}` sets `{id}` to {value}, but it {why}", remedy.id);
            let help = format!("the limit stands at `{}`; correct the one that is wrong", limit.at);
            found.push(Finding::new(at.key("sets").key(id.as_str().to_owned()), message).help(help));
        }
    }
}
