//! Components: how each is diagnosed, and in words what its requirements demand.

use std::collections::{HashMap, HashSet};

use tera::Value;

use super::graft::Graft;
use super::limits::requirement;
use crate::facts::Names;
use crate::record::ids::Id;
use crate::render::names::Node;
use crate::render::names::view::{made, view};

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

/// `checks` are those of the record, in its order, as templates see them.
pub fn components(names: &Names, checks: &[Value]) -> Graft {
    let mut named = HashSet::new();
    let indices = by_id(names.record.checks.iter().map(|check| &check.id));
    let components = names.record.components.iter().map(|component| {
        let diagnosis = component.diagnose.iter().map(|id| Diagnosis {
            id: id.to_string(),
            check: indices.get(id.as_str()).and_then(|&at| checks.get(at)).cloned().map(CheckItem),
            repeated: !named.insert(id.as_str()),
        });
        let requires = component.requires.iter().map(|of| Requirement { limit: requirement(of, names) });
        Graft::of(Component { diagnosis: diagnosis.collect() }).with("requires", Graft::each(requires))
    });
    Graft::items(components.collect::<Vec<_>>())
}

/// Indices by id, the first where two share one.
pub fn by_id<'i>(ids: impl Iterator<Item = &'i Id>) -> HashMap<&'i str, usize> {
    let mut indices = HashMap::new();
    ids.enumerate().for_each(|(index, id)| {
        indices.entry(id.as_str()).or_insert(index);
    });
    indices
}
