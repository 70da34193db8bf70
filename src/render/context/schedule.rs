//! Phases: when each begins and ends, and whether it is over.

use tera::Value;

use super::components::by_id;
use super::criteria::{Proof, all_proven_at};
use crate::render::names::Node;
use crate::render::names::view::{made, view};
use crate::render::package::Package;

view! {
    /// Beside a phase's own fields.
    Phase At "incident.roadmap[]" {
        /// When it starts, counted from the handoff.
        starts: Option<String>,
        /// When it ends, counted from the handoff.
        ends: Option<String>,
        /// When the last criterion of its exit was proven, once all are.
        done: Option<String>,
        /// The criteria of its exit, as in `incident.criteria[]`.
        criteria: Vec<CriterionItem>,
    }
}

made! {
    CriterionItem, Node::same_as("incident.criteria[]")
}

/// `proofs` and `criteria`, as templates see them, are those of the record, in its order.
pub fn phases(package: &Package, proofs: &[Proof], criteria: &[Value]) -> Vec<Phase> {
    let record = package.record;
    let indices = by_id(record.criteria.iter().map(|criterion| &criterion.id));
    let phases = record.roadmap.iter().map(|phase| {
        let fact = |end: &str| package.facts.get(&format!("phases.{}.{end}", phase.id)).map(|fact| fact.text.clone());
        let exit: Vec<usize> = phase.exit.iter().filter_map(|id| indices.get(id.as_str()).copied()).collect();
        Phase {
            starts: fact("starts"),
            ends: fact("ends"),
            done: all_proven_at(exit.iter().filter_map(|&at| proofs.get(at))),
            criteria: exit.iter().filter_map(|&at| criteria.get(at).cloned()).map(CriterionItem).collect(),
        }
    });
    phases.collect()
}
