//! What templates see: the record as `incident`, `facts`, look-ups by id, and the few views that
//! take more than a template to work out.

use indexmap::IndexMap;
use tera::value::Key;
use tera::{Context, Map, Value};

use super::documents::Planned;
use super::filters::phrase;
use super::{Package, diagrams, expectations, figures, proofs, view};
use crate::facts::criteria::{Needed, holder};
use crate::facts::{Facts, Names};
use crate::markdown::{Place, inline};
use crate::record::Record;
use crate::record::units::When;

/// A mapping for templates.
pub(super) fn map(entries: Vec<(&'static str, Value)>) -> Value {
    Value::from(entries.into_iter().map(|(key, value)| (Key::Str(key), value)).collect::<Map>())
}

/// What stands in a mapping under a key.
pub(super) fn field<'v>(value: &'v Value, key: &'v str) -> Option<&'v Value> {
    // The lifetime of a map's keys may shrink to that of the key asked for: no text is copied.
    let map: &IndexMap<Key<'v>, Value> = value.as_map()?;
    map.get(&Key::Str(key))
}

/// A mapping with keys from the record.
pub(super) fn by_id(entries: impl Iterator<Item = (String, Value)>) -> Value {
    let mut map = Map::new();
    for (key, value) in entries {
        map.insert(key.into(), value);
    }
    Value::from(map)
}

pub(super) fn context(package: &Package, planned: &[Planned]) -> Context {
    let Package { record, shape, facts, .. } = *package;
    let names = Names { record, facts };
    let incident = view::view(shape, "", &names);
    let lookup = |key: &str| field(&incident, key).cloned();
    let mut context = Context::new();
    context.insert_value("teams", lookup("teams").unwrap_or_else(|| map(Vec::new())));
    context.insert_value("checks", keyed(lookup("checks")));
    context.insert_value("links", links(record, &names, planned));
    context.insert_value("facts", facts_by_name(facts));
    context.insert_value(
        "documents",
        Value::from(planned.iter().filter(|p| p.name != "README.md").map(entry).collect::<Vec<_>>()),
    );
    context.insert_value("has", by_id(planned.iter().map(|document| (has_key(&document.name), Value::from(true)))));
    context.insert("has_requirements", &record.components.iter().any(|component| !component.requires.is_empty()));
    context.insert("holder", holder(record));
    context.insert_value("must", must(record, facts));
    context.insert("next_phase", &facts.criteria().next_phase().map(|phase| record.roadmap[phase].id.as_str()));
    context.insert("other_teams", &other_teams(record));
    let actions = next_actions(&incident);
    context.insert_value("actions_now", actions_now(&actions, holder(record)));
    context.insert_value("next_actions", Value::from(actions));
    context.insert_value("hypotheses", figures::hypotheses(record, lookup("root_cause")));
    figures::add(record, facts, &names, &mut context);
    diagrams::add(record, facts, &names, &mut context);
    expectations::add(&names, &mut context);
    proofs::add(package, &mut context);
    context.insert_value("incident", incident);
    context
}

/// `roadmap.md` as templates ask for it: `has.roadmap`.
fn has_key(name: &str) -> String {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem).replace('-', "_")
}

/// Teams that neither hand over nor receive.
fn other_teams(record: &Record) -> Vec<&str> {
    let ends = [record.handoff.from.as_str(), record.handoff.to.as_str()];
    record.teams.keys().map(|id| id.as_str()).filter(|id| !ends.contains(id)).collect()
}

fn entry(planned: &Planned) -> Value {
    map(vec![
        ("name", planned.name.as_str().into()),
        ("title", inline(&planned.title, Place::Label).into()),
        ("reader", planned.reader.as_str().into()),
    ])
}

/// Items of a list by their id.
fn keyed(items: Option<Value>) -> Value {
    let items: Vec<Value> = items.as_ref().and_then(Value::as_array).unwrap_or_default().to_vec();
    by_id(items.into_iter().filter_map(|item| {
        let id = field(&item, "id")?.as_str()?.to_owned();
        Some((id, item))
    }))
}

/// The facts' texts as nested mappings: `facts.phases[phase.id].ends`.
fn facts_by_name(facts: &Facts) -> Value {
    #[derive(Default)]
    struct Node {
        text: Option<String>,
        below: indexmap::IndexMap<String, Node>,
    }
    fn value(node: Node) -> Value {
        match node.text {
            Some(text) => Value::from(text),
            None => by_id(node.below.into_iter().map(|(key, node)| (key, value(node)))),
        }
    }
    let mut root = Node::default();
    for (name, fact) in facts.iter() {
        let leaf = name.split('.').fold(&mut root, |node, segment| node.below.entry(segment.to_owned()).or_default());
        leaf.text = Some(fact.text.clone());
    }
    value(root)
}

/// How many criteria the handback waits for, and how many the end.
fn must(record: &Record, facts: &Facts) -> Value {
    let criteria = facts.criteria();
    let part = |wanted| {
        let tally = criteria.tally(wanted);
        map(vec![("total", tally.total.into()), ("met", tally.met.into())])
    };
    map(vec![
        ("handback", part(Needed::Handback)),
        ("afterwards", part(Needed::Afterwards)),
        ("wanted", part(Needed::Wanted)),
        (
            "by_id",
            by_id(
                record
                    .criteria
                    .iter()
                    .enumerate()
                    .map(|(at, criterion)| (criterion.id.as_str().to_owned(), criteria.needed(at).as_str().into())),
            ),
        ),
    ])
}

/// The teams with something to do, in the record's order; short and long forms look alike.
fn next_actions(incident: &Value) -> Vec<Value> {
    let actions = incident.get_from_path("next_actions").and_then(Value::as_map);
    let teams = actions.into_iter().flatten().filter_map(|(team, actions)| {
        let actions: Vec<Value> = actions.as_array()?.iter().map(long_form).collect();
        let entry = map(vec![("team", team.as_str()?.into()), ("actions", Value::from(actions.clone()))]);
        (!actions.is_empty()).then_some(entry)
    });
    teams.collect()
}

/// What the holder has to do; what all have to do when the record names nothing for the holder.
fn actions_now(all: &[Value], holder: &str) -> Value {
    let of_holder = |entry: &&Value| entry.get_from_path("team").and_then(Value::as_str) == Some(holder);
    match all.iter().find(of_holder) {
        Some(entry) => Value::from(vec![entry.clone()]),
        None => Value::from(all.to_vec()),
    }
}

/// A text as the mapping with `do` for which it stands.
fn long_form(item: &Value) -> Value {
    match item.as_str() {
        Some(_) => map(vec![("do", item.clone())]),
        None => item.clone(),
    }
}

/// By kind and id: the text of a link and where it leads.
fn links(record: &Record, names: &Names, planned: &[Planned]) -> Value {
    let present = |file: &str| planned.iter().any(|document| document.name == file);
    let link = |label: &str, file: &str, kind: &str, id: &str| {
        let mut entries = vec![("label", Value::from(inline(phrase(names.expand(label).trim_end()), Place::Label)))];
        if present(file) {
            entries.push(("file", file.into()));
            entries.push(("anchor", format!("{kind}-{id}").into()));
        }
        (id.to_owned(), map(entries))
    };
    let components = record.components.iter();
    let component = components.clone().map(|c| link(c.name.as_str(), "handoff.md", "component", c.id.as_str()));
    // Where a component is repaired, when the roadmap tells.
    let repair = components.clone().map(|c| {
        let told = present("roadmap.md") && !(c.remedies.is_empty() && c.diagnose.is_empty());
        link(c.name.as_str(), if told { "roadmap.md" } else { "handoff.md" }, "component", c.id.as_str())
    });
    let remedies = components.clone().flat_map(|component| &component.remedies);
    let remedy = remedies.map(|r| link(r.id.as_str(), "roadmap.md", "remedy", r.id.as_str()));
    let phase = record.roadmap.iter().map(|p| link(p.title.as_str(), "roadmap.md", "phase", p.id.as_str()));
    let criteria = "success-criteria.md";
    let check = record.checks.iter().map(|c| link(c.id.as_str(), criteria, "check", c.id.as_str()));
    let criterion = record.criteria.iter().map(|c| link(c.what.as_str(), criteria, "criterion", c.id.as_str()));
    let targets: Vec<_> =
        record.targets.iter().map(|t| link(t.what.as_str(), criteria, "target", t.id.as_str())).collect();
    // A requirement's place is the healthy state of its component.
    let requirements = components.flat_map(|component| component.requires.iter().map(move |r| (component, r)));
    let limit = requirements.map(|(component, requirement)| {
        let (_, value) = link(requirement.what.as_str(), criteria, "healthy", component.id.as_str());
        (requirement.id.as_str().to_owned(), value)
    });
    map(vec![
        ("component", by_id(component)),
        ("repair", by_id(repair)),
        ("remedy", by_id(remedy)),
        ("phase", by_id(phase)),
        ("check", by_id(check)),
        ("criterion", by_id(criterion)),
        ("limit", by_id(limit.chain(targets.clone()))),
        ("target", by_id(targets.into_iter())),
    ])
}

/// The checks that prove each criterion, also those by way of its targets.
pub(super) fn criterion_checks(record: &Record, facts: &Facts) -> Value {
    by_id(record.criteria.iter().enumerate().map(|(at, criterion)| {
        let checks = facts.criteria().checks(at).iter();
        let ids: Vec<Value> = checks.map(|&check| record.checks[check].id.as_str().into()).collect();
        (criterion.id.as_str().to_owned(), ids.into())
    }))
}

/// The instant from which offsets count, when the handoff has a time of day.
pub(super) fn handoff_instant(record: &Record) -> Option<crate::record::units::Instant> {
    match record.handoff.at {
        When::Instant(at) => Some(at),
        When::Date(_) => None,
    }
}
