//! The root cause: hypotheses by verdict, chains of whys with their diagrams.

use tera::Value;

use super::graft::Graft;
use super::record::{section, view as value};
use crate::facts::Names;
use crate::record::model::{Verdict, Why};
use crate::record::shape::Shape;
use crate::render::diagrams::Flow;
use crate::render::names::Node;
use crate::render::names::view::{View, made, view};
use crate::render::values::{field, line};

view! {
    /// Beside the root cause's own fields.
    RootCause At "incident.root_cause" {
        /// The hypotheses by verdict: confirmed, open, ruled out.
        verdicts: Vec<VerdictGroup>,
        /// The whys and chains that say something, each with its diagram.
        reasoning: Vec<Reasoning>,
    }
}

view! {
    VerdictGroup {
        /// `Confirmed`, `Open` or `Ruled out`.
        title: &'static str,
        /// As in `incident.root_cause.hypotheses[]`.
        items: Vec<HypothesisItem>,
    }
}

made! {
    HypothesisItem, Node::same_as("incident.root_cause.hypotheses[]")
}

view! {
    Reasoning {
        /// That of the chain; none of the whys beside chains.
        title: Option<String>,
        /// As in `incident.root_cause.whys[]`.
        whys: Vec<WhyItem>,
        /// From why to why, as Mermaid text.
        diagram: Option<String>,
    }
}

made! {
    WhyItem, Node::same_as("incident.root_cause.whys[]")
}

/// The root cause as templates see it.
pub fn root_cause(shape: &Shape, names: &Names) -> Option<Value> {
    let shape = section(shape, "root_cause").filter(|shape| !shape.is_empty())?;
    let record = value(shape, "root_cause", names, Graft::default());
    let view = RootCause { verdicts: verdicts(names, &record), reasoning: reasoning(names, &record) };
    let mut map = record.into_map()?;
    view.put(&mut |name, value| {
        map.insert(name.into(), value);
    });
    Some(Value::from(map))
}

fn items<'v>(value: &'v Value, key: &'static str) -> &'v [Value] {
    field(value, key).and_then(Value::as_array).unwrap_or_default()
}

fn verdicts(names: &Names, values: &Value) -> Vec<VerdictGroup> {
    let typed = names.record.root_cause.iter().flat_map(|cause| cause.hypotheses.iter());
    let pairs: Vec<_> = typed.zip(items(values, "hypotheses")).collect();
    let groups = [(Verdict::Confirmed, "Confirmed"), (Verdict::Open, "Open"), (Verdict::RuledOut, "Ruled out")];
    let groups = groups.into_iter().map(|(verdict, title)| {
        let of = pairs.iter().filter(|(hypothesis, _)| hypothesis.verdict == verdict);
        VerdictGroup { title, items: of.map(|(_, value)| HypothesisItem((*value).clone())).collect() }
    });
    groups.filter(|group| !group.items.is_empty()).collect()
}

fn reasoning(names: &Names, values: &Value) -> Vec<Reasoning> {
    let Some(cause) = &names.record.root_cause else { return Vec::new() };
    let chain = |title: Option<&str>, whys: &[Why], values: &[Value]| Reasoning {
        title: title.map(|title| line(title, names)),
        whys: values.iter().cloned().map(WhyItem).collect(),
        diagram: Flow::of_whys(whys, names).mermaid(),
    };
    let alone = (!cause.whys.is_empty()).then(|| chain(None, &cause.whys, items(values, "whys")));
    let chains = cause.chains.iter().zip(items(values, "chains")).filter(|(typed, _)| !typed.whys.is_empty());
    let chains = chains.map(|(typed, value)| chain(Some(typed.title.as_str()), &typed.whys, items(value, "whys")));
    alone.into_iter().chain(chains).collect()
}
