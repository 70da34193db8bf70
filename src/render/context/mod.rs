//! What templates see: the record as `incident` with what is worked out standing on its items, the
//! facts, and a few names beside them. One file a subject; each declares its views with a doc
//! comment on every name, which is what `handoff templates names` prints.

mod actions;
mod cause;
mod checks;
mod communication;
mod components;
mod criteria;
mod documents;
mod escalation;
mod evidence;
mod expectations;
mod facts;
mod graft;
mod handoffs;
mod history;
mod impact;
mod life;
mod limits;
mod links;
mod monitoring;
mod progress;
mod record;
mod schedule;
#[cfg(test)]
mod tests;

use tera::{Context, Value};

use super::diagrams::{Flow, Gantt};
use super::documents::names as document_names;
use super::names::view::{OnItem, View, made, view};
use super::names::{self, Node};
use super::package::Package;
use super::planned::Planned;
use super::values::{by_key, field};
use crate::facts::criteria::holder;
use graft::Graft;

view! {
    /// The names at the top.
    Top {
        /// The record, with what is worked out about an item standing on it.
        incident: Incident,
        /// Every derived value, as documents show it.
        facts: FactTexts,
        /// The teams by id.
        teams: Teams,
        /// The checks by id, as in `incident.checks[]`.
        checks: ChecksById,
        /// The name of the record's file.
        record_file: String,
        /// How far the incident is.
        progress: progress::Progress,
        /// Who does what next.
        actions: actions::Actions,
        /// The id of the team that has the incident now, if the record says so.
        holder: Option<String>,
        /// Drawings of the whole incident.
        diagrams: Diagrams,
        /// The documents of the package but for the front page.
        documents: Vec<documents::Entry>,
        /// Which documents are part of the package.
        has: documents::Has,
        /// Where what has an id is explained; the filters `link` and `links` look here.
        links: links::Links,
    }
}

view! {
    Diagrams {
        /// The phases at the latest, as Mermaid text; nothing where there is one only.
        roadmap: Option<String>,
        /// How long the outage was not noticed, noticed, mitigated, as Mermaid text.
        outage: Option<String>,
        /// Which service depends on which component, as Mermaid text.
        services: Option<String>,
    }
}

made! { Incident, incident_names() }
made! { FactTexts, names::facts() }
made! { Teams, Node::same_as("incident.teams") }
made! { ChecksById, Node::by_key(Node::same_as("incident.checks[]")) }

pub(super) fn context(package: &Package, planned: &[Planned]) -> Context {
    let names = package.names();
    let proofs = criteria::proofs(package);
    let list = |key: &str, graft: Graft| match record::section(package.shape, key) {
        Some(shape) => record::view(shape, key, &names, graft),
        None => Value::from(Vec::<Value>::new()),
    };
    let criteria = list("criteria", Graft::each(criteria::criteria(package, &proofs)));
    let (checks, checks_run) = checks::checks(package);
    let checks = list("checks", Graft::each(checks));
    let (criteria_items, check_items) = (items(&criteria), items(&checks));
    let phases = schedule::phases(package, criteria_items, check_items);
    let attempts = list("attempts", Graft::default());
    let (components, other_checks) = components::components(&names, check_items, items(&attempts));
    let progress = progress::progress(package, &proofs, &phases, checks_run);

    let mut graft = Graft::default()
        .with("criteria", Graft::made(criteria.clone()))
        .with("checks", Graft::made(checks.clone()))
        .with("attempts", Graft::made(attempts.clone()))
        .with("components", components)
        .with("validation", schedule::steps(package.record, check_items));
    graft.put(other_checks);
    if let Some(cause) = cause::root_cause(package.shape, &names) {
        graft = graft.with("root_cause", Graft::made(cause));
    }
    graft.put(history::history(&names));
    let (handoff, standing) = handoffs::handoffs(package.record, package.shape, &names);
    if let Some(handoff) = handoff {
        graft = graft.with("handoff", Graft::made(handoff));
    }
    graft.put(standing);
    graft.put_each(life::deadlines(&names));
    graft.put_each(life::counted(&names));
    graft.put_each(limits::targets(&names));
    graft.put_each(limits::invariants(&names));
    graft.put_each(monitoring::suites(&names));
    graft.put_each(monitoring::alerts(&names));
    graft.put_each(monitoring::prevention(&names));
    graft.put_each(phases);
    graft.put_each(impact::revenue(&names));
    graft.put_each(impact::recovery(&names));
    graft.put_each(impact::priority(&names));
    escalation::escalation(&names).into_iter().for_each(|view| graft.put(view));
    graft.put_each(escalation::levels(&names));
    graft.put(communication::communication(&names));
    graft.put(communication::post_mortem(&names));
    let incident = record::view(package.shape, "", &names, graft);

    let by_id = check_items.iter().filter_map(|check| Some((field(check, "id")?.as_str()?.to_owned(), check.clone())));
    let by_id = by_key(by_id);
    let top = Top {
        facts: FactTexts(facts::facts(package.facts)),
        teams: Teams(field(&incident, "teams").cloned().unwrap_or_else(|| by_key::<Value>([]))),
        progress,
        actions: actions::actions(package.record, field(&incident, "next_actions"), check_items),
        checks: ChecksById(by_id),
        record_file: package.file.to_owned(),
        holder: holder(package.record).map(str::to_owned),
        diagrams: Diagrams {
            roadmap: Gantt::of_roadmap(&names).and_then(|gantt| gantt.mermaid()),
            outage: Gantt::of_outage(package.record).and_then(|gantt| gantt.mermaid()),
            services: Flow::of_services(&names).and_then(|flow| flow.mermaid()),
        },
        documents: documents::documents(planned),
        has: documents::has(planned),
        links: links::links(&names, planned),
        incident: Incident(incident),
    };
    let mut context = Context::new();
    top.put(&mut |name, value| context.insert_value(name, value));
    context
}

fn items(list: &Value) -> &[Value] {
    list.as_array().unwrap_or_default()
}

/// The name under which each document has its own file name.
pub(super) const DOCUMENT: &str = "document";

/// The name under which the contents of a long document are put in.
pub(super) const CONTENTS: &str = "contents";

/// Every name that templates may use, where a project has these documents of its own.
pub fn all_names(own_documents: &[String]) -> Node {
    let mut names = Top::names();
    names.push(names::Name {
        name: DOCUMENT.into(),
        doc: "The file name of the document that is rendered.".into(),
        node: Node::default(),
    });
    names.push(names::Name {
        name: CONTENTS.into(),
        doc: "Links to the sections of the document, in one line; nothing in a short one.".into(),
        node: Node::default(),
    });
    let mut root = Node::of_fields(names);
    if let Some(has) = root.at_mut("has") {
        *has = documents::has_names(document_names().map(str::to_owned).chain(own_documents.iter().cloned()));
    }
    root
}

/// The record's own names with those of the views that stand on its items.
fn incident_names() -> Node {
    let mut root =
        Node::of_fields(vec![names::Name { name: "incident".into(), doc: "".into(), node: names::record() }]);
    fn place<V: OnItem>(root: &mut Node) {
        let at = root.at_mut(V::AT);
        debug_assert!(at.is_some(), "the record has no {}", V::AT);
        at.into_iter().for_each(|node| node.fields.extend(V::names()));
    }
    let places = [
        place::<history::Incident>,
        place::<handoffs::Standing>,
        place::<life::Deadline>,
        place::<life::Counted>,
        place::<handoffs::Handoff>,
        place::<cause::RootCause>,
        place::<components::Component>,
        place::<components::Remedy>,
        place::<components::Others>,
        place::<components::Requirement>,
        place::<checks::Check>,
        place::<limits::Target>,
        place::<limits::Invariant>,
        place::<criteria::Criterion>,
        place::<monitoring::Suite>,
        place::<schedule::Phase>,
        place::<schedule::Step>,
        place::<impact::RevenueStream>,
        place::<impact::RecoveryMilestone>,
        place::<impact::PriorityRow>,
        place::<monitoring::Alert>,
        place::<monitoring::Prevention>,
        place::<escalation::Escalation>,
        place::<escalation::Level>,
        place::<communication::Communication>,
        place::<communication::PostMortem>,
    ];
    places.into_iter().for_each(|place| place(&mut root));
    root.at("incident").cloned().unwrap_or_default()
}
