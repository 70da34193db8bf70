//! Components: how each is diagnosed, and in words what its requirements demand.

use std::collections::HashSet;

use tera::Value;

use super::graft::Graft;
use super::limits::requirement;
use crate::facts::Names;
use crate::render::names::Node;
use crate::render::names::view::{made, view};
use crate::render::values::field;

view! {
    /// Beside a component's own fields.
    Component At "incident.components[]" {
        /// The checks of `diagnose`, in order.
        diagnosis: Vec<Diagnosis>,
    }
}

view! {
    Diagnosis {
        /// The check's id.
        id: String,
        /// As in `incident.checks[]`.
        check: Option<CheckItem>,
        /// Whether an earlier component names it as well.
        repeated: bool,
    }
}

made! {
    CheckItem, Node::same_as("incident.checks[]")
}

view! {
    /// Beside a requirement's own fields.
    Requirement At "incident.components[].requires[]" {
        /// What it demands, in words.
        limit: String,
    }
}

/// `checks` are those of the incident, as templates see them.
pub fn components(names: &Names, checks: &[Value]) -> Graft {
    let mut named = HashSet::new();
    let components = names.record.components.iter().map(|component| {
        let diagnosis = component.diagnose.iter().map(|id| Diagnosis {
            id: id.to_string(),
            check: item(checks, id.as_str()).map(CheckItem),
            repeated: !named.insert(id.as_str()),
        });
        let requires = component.requires.iter().map(|of| Requirement { limit: requirement(of, names) });
        Graft::of(Component { diagnosis: diagnosis.collect() }).with("requires", Graft::each(requires))
    });
    Graft::items(components.collect::<Vec<_>>())
}

/// The item of a list with this id.
pub fn item(items: &[Value], id: &str) -> Option<Value> {
    items.iter().find(|item| field(item, "id").and_then(Value::as_str) == Some(id)).cloned()
}
