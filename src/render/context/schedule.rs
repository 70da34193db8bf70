//! Phases: when each begins and ends, and whether it is over.

use tera::Value;

use super::components::item;
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

/// `criteria` are those of the incident, as templates see them.
pub fn phases(package: &Package, proofs: &[Proof], criteria: &[Value]) -> Vec<Phase> {
    let record = package.record;
    let of = |id: &str| record.criteria.iter().zip(proofs).find(|(c, _)| c.id.as_str() == id).map(|(_, proof)| proof);
    let phases = record.roadmap.iter().map(|phase| {
        let fact = |end: &str| package.facts.get(&format!("phases.{}.{end}", phase.id)).map(|fact| fact.text.clone());
        let exit = || phase.exit.iter().map(|id| id.as_str());
        Phase {
            starts: fact("starts"),
            ends: fact("ends"),
            done: all_proven_at(exit().filter_map(of)),
            criteria: exit().filter_map(|id| item(criteria, id)).map(CriterionItem).collect(),
        }
    });
    phases.collect()
}
