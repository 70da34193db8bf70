//! What is known of a fact, a var and an item, in a few lines of Markdown.

use super::document::{Good, Reading};
use super::kind::Kind;
use super::names::Name;
use super::nodes::text_of;
use crate::evidence::Standing;
use crate::facts::criteria::{Obstacle, holder, is_must, is_waived};
use crate::facts::{Names, missing_input};
use crate::markdown::{Place, code_span as code, inline, plain};

/// `facts.duration_total` or `vars.project`.
pub fn quote(good: &Good, path: &str) -> Option<String> {
    match path.split_once('.')? {
        ("facts", name) => fact(good, name),
        ("vars", name) => var(good, name),
        _ => None,
    }
}

fn fact(good: &Good, name: &str) -> Option<String> {
    let Some(fact) = good.facts.get(name) else {
        let lacks = missing_input(&good.loaded.record, name)?;
        return Some(format!("`facts.{name}` cannot be computed: the record lacks {lacks}"));
    };
    let inputs: Vec<String> = fact.inputs.iter().map(|input| code(input)).collect();
    let inputs = if inputs.is_empty() { String::new() } else { format!("\n\nfrom {}", inputs.join(", ")) };
    let doc = if fact.row.doc.is_empty() { String::new() } else { format!("{}\n\n", fact.row.doc) };
    Some(format!(
        "**{}**\n\n`facts.{name}`\n\n{doc}= {}{inputs}",
        inline(&fact.text, Place::Line),
        inline(fact.formula, Place::Line)
    ))
}

fn var(good: &Good, name: &str) -> Option<String> {
    let names = Names { record: &good.loaded.record, facts: &good.facts };
    let value = names.value(&format!("vars.{name}"))?;
    Some(format!("{}\n\n`vars.{name}`", code(&value)))
}

/// Said below what is not of the text as it stands.
pub fn age(reading: &Reading) -> &'static str {
    if reading.current { "" } else { "\n\n*as of the last time that the record was valid*" }
}

/// An item by its definition: what it is, and how it stands.
pub fn definition(reading: &Reading, name: &Name) -> Option<String> {
    let (kind, item) = name.defines?;
    let tree = reading.tree.as_ref()?;
    if kind == Kind::Var {
        return Some(quote(reading.good.as_deref()?, &format!("vars.{}", name.text))? + age(reading));
    }
    let mut told = format!("**{}** {}", kind.word(), code(&name.text));
    let words = ["title", "what", "name", "do"].iter().find_map(|key| text_of(tree, item, key));
    if let Some(words) = words {
        let good = reading.good.as_deref();
        let words = good.map_or_else(|| words.into(), |good| names(good).expand(words));
        told += &format!("\n\n{}", inline(words.trim(), Place::Line));
    }
    let state = reading.good.as_deref().and_then(|good| state(good, kind, &name.text));
    if let Some(state) = state {
        told += &format!("\n\n{state}{}", age(reading));
    }
    Some(told)
}

fn names(good: &Good) -> Names<'_> {
    Names { record: &good.loaded.record, facts: &good.facts }
}

/// How an item stands; nothing where it has no state.
fn state(good: &Good, kind: Kind, id: &str) -> Option<String> {
    let record = &good.loaded.record;
    let criteria = good.facts.criteria();
    match kind {
        Kind::Criterion => {
            let at = record.criteria.iter().position(|criterion| criterion.id.as_str() == id)?;
            let criterion = &record.criteria[at];
            let wanted = if is_must(criterion) { "" } else { " (wanted)" };
            let state = match criteria.obstacle(at) {
                None => "met",
                Some(_) if is_waived(criterion) => "waived",
                Some(Obstacle::Failed) => "open: a check fails",
                Some(Obstacle::Stale) => "open: proven once, a check changed since",
                Some(Obstacle::Unproven) => "open: not proven yet",
                Some(Obstacle::NoCheck) => "open: no check proves it",
            };
            Some(format!("{state}{wanted}"))
        }
        Kind::Phase => {
            let at = record.roadmap.iter().position(|phase| phase.id.as_str() == id)?;
            let state = if criteria.is_done(at) {
                "done"
            } else if criteria.next_phase() == Some(at) {
                "next"
            } else {
                "open"
            };
            let fact = |name: &str| good.facts.get(&format!("phases.{id}.{name}")).map(|fact| plain(&fact.text));
            let times = fact("starts").zip(fact("ends")).map(|(from, to)| format!(", from {from} to {to}"));
            Some(format!("{state}, takes {}{}", record.roadmap[at].takes, times.unwrap_or_default()))
        }
        Kind::Check => {
            let check = record.checks.iter().find(|check| check.id.as_str() == id)?;
            let at = |at: String| format!(" at {at}");
            Some(match good.evidence.standing(record, check) {
                Standing::Passed(entry) => format!("passed{}", at(entry.at.to_string())),
                Standing::Failed(entry) => format!("failed{}", at(entry.at.to_string())),
                Standing::Stale(entry) => format!("stale: it changed since {}", entry.at),
                Standing::Unproven => "not run yet, or nothing that proves it".to_owned(),
            })
        }
        Kind::Team => (holder(record) == Some(id)).then(|| "has the incident now".to_owned()),
        Kind::Component => {
            let component = record.components.iter().find(|component| component.id.as_str() == id)?;
            let state = component.state.map(|state| format!("{state}, ")).unwrap_or_default();
            Some(format!("{state}severity {}", component.severity))
        }
        Kind::Service => {
            let service = record.services.iter().find(|service| service.id.as_str() == id)?;
            service.state.map(|state| state.to_string())
        }
        Kind::Deadline => {
            let deadline = record.deadlines.iter().find(|deadline| deadline.id.as_str() == id)?;
            let due = good.facts.get(&format!("deadlines.{id}.at")).map(|fact| format!("due {}", plain(&fact.text)));
            deadline.met.map(|met| format!("met {met}")).or(due)
        }
        Kind::Prevention => {
            let all = record.monitoring.iter().flat_map(|monitoring| monitoring.prevention.iter());
            let item = all
                .filter(|item| item.id.as_ref().is_some_and(|own| own.as_str() == id))
                .find_map(|item| item.state)?;
            Some(item.to_string())
        }
        _ => None,
    }
}
