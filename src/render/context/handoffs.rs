//! The handoffs: the one in force, those before it, and what stays in force whichever wrote it.

use tera::Value;

use super::graft::Graft;
use super::record::{section, view as value};
use crate::facts::Names;
use crate::record::Record;
use crate::record::shape::Shape;
use crate::render::names::Node;
use crate::render::names::view::{made, view};
use crate::render::values::field;

view! {
    /// Beside the handoff's own fields; `incident.handoff` is the one in force.
    Handoff At "incident.handoff" {
        /// The ids of the teams that neither hand over nor receive; only of the one in force.
        other_teams: Vec<String>,
    }
}

view! {
    /// What stays in force, whichever handoff wrote it.
    Standing At "incident" {
        /// The handoffs but for the one in force, oldest first.
        other_handoffs: Vec<HandoffItem>,
        /// The questions of all handoffs; those with an `answer` are no longer open.
        questions: Vec<QuestionItem>,
        /// The temporary measures of all handoffs; those with `ended` are no longer in force.
        temporary: Vec<TemporaryItem>,
        /// What all handoffs want returned; what has `delivered` is there.
        returns: Vec<ReturnItem>,
    }
}

made! { HandoffItem, Node::same_as("incident.handoff") }
made! { QuestionItem, Node::same_as("incident.handoff.open_questions[]") }
made! { TemporaryItem, Node::same_as("incident.handoff.temporary[]") }
made! { ReturnItem, Node::same_as("incident.handoff.returns[]") }

/// The handoff in force, and what stands beside it.
pub fn handoffs(record: &Record, shape: &Shape, names: &Names) -> (Option<Value>, Standing) {
    let shapes: &[Shape] = match section(shape, "handoff") {
        Some(Shape::Sequence(all)) => all,
        Some(one) => std::slice::from_ref(one),
        None => &[],
    };
    let all: Vec<Value> = shapes
        .iter()
        .zip(1..)
        .map(|(shape, number)| {
            // Of those before it nobody asks that, and it would be teams times handoffs.
            let in_force = (number == shapes.len()).then(|| Graft::of(Handoff { other_teams: other_teams(record) }));
            value(shape, "handoff", names, in_force.unwrap_or_default())
        })
        .collect();
    let of_all = |key: &'static str| {
        let lists = all.iter().filter_map(|handoff| field(handoff, key)?.as_array());
        lists.flatten().cloned().collect::<Vec<_>>()
    };
    let current = record.handoff_in_force().map(|(at, _)| at);
    let others = all.iter().enumerate().filter(|&(at, _)| Some(at) != current);
    let standing = Standing {
        other_handoffs: others.map(|(_, handoff)| HandoffItem(handoff.clone())).collect(),
        questions: of_all("open_questions").into_iter().map(QuestionItem).collect(),
        temporary: of_all("temporary").into_iter().map(TemporaryItem).collect(),
        returns: of_all("returns").into_iter().map(ReturnItem).collect(),
    };
    (current.and_then(|at| all.into_iter().nth(at)), standing)
}

fn other_teams(record: &Record) -> Vec<String> {
    let ends = [record.sender(), record.receiver()];
    let others = record.teams.keys().filter(|id| !ends.contains(&Some(id.as_str())));
    others.map(ToString::to_string).collect()
}
