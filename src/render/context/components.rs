//! Components: how each is diagnosed, and in words what its requirements demand.

use std::collections::{HashMap, HashSet};

use tera::Value;

use super::graft::Graft;
use super::limits::requirement;
use crate::facts::Names;
use crate::record::collections::OneOrMany;
use crate::record::ids::{Id, Ref};
use crate::record::model::{self, Attempt, Undo};
use crate::render::names::Node;
use crate::render::names::view::{made, view};
use crate::render::values::phrase;

view! {
    /// Beside a component's own fields.
    Component At "incident.components[]" {
        /// The checks of `diagnose`, in order.
        diagnosis: Vec<Diagnosis>,
        /// The checks of which it is the first component, as in `incident.checks[]`.
        checks: Vec<CheckItem>,
        /// What was tried on it by no remedy of the record, as in `incident.attempts[]`.
        attempts: Vec<AttemptItem>,
    }
}

view! {
    /// Beside a remedy's own fields.
    Remedy At "incident.components[].remedies[]" {
        /// A heading: the component and what is done.
        title: String,
        /// Whether the record says that there is no way back.
        irreversible: bool,
        /// When it was tried, as in `incident.attempts[]`.
        attempts: Vec<AttemptItem>,
    }
}

view! {
    /// Beside the record's own sections.
    Others At "incident" {
        /// The checks of no component, as in `incident.checks[]`.
        other_checks: Vec<CheckItem>,
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

made! {
    AttemptItem, Node::same_as("incident.attempts[]")
}

view! {
    /// Beside a requirement's own fields.
    Requirement At "incident.components[].requires[]" {
        /// What it demands, in words.
        limit: String,
    }
}

/// `checks` and `attempts` are those of the record, in its order, as templates see them.
pub fn components(names: &Names, checks: &[Value], attempts: &[Value]) -> (Graft, Others) {
    let record = names.record;
    let mut named = HashSet::new();
    let indices = by_id(record.checks.iter().map(|check| &check.id));
    let known = by_id(record.components.iter().map(|component| &component.id));
    let mut of_component = vec![Vec::new(); record.components.len()];
    let mut others = Vec::new();
    for (check, value) in record.checks.iter().zip(checks) {
        let first = check.component.as_ref().and_then(|ids| known.get(ids.iter().next()?.as_str()));
        first.map_or(&mut others, |&at| &mut of_component[at]).push(value.clone());
    }
    let tried = |holds: &dyn Fn(&Attempt) -> bool| {
        let of = record.attempts.iter().zip(attempts).filter(|(attempt, _)| holds(attempt));
        of.map(|(_, value)| AttemptItem(value.clone())).collect::<Vec<_>>()
    };
    let components = record.components.iter().zip(of_component).map(|(component, checks_of_it)| {
        let diagnosis = component.diagnose.iter().map(|id| Diagnosis {
            id: id.to_string(),
            check: indices.get(id.as_str()).and_then(|&at| checks.get(at)).cloned().map(CheckItem),
            repeated: !named.insert(id.as_str()),
        });
        let remedies = component.remedies.iter().map(|remedy| Remedy {
            title: remedy_title(component, remedy, names),
            irreversible: matches!(remedy.undo, Some(Undo::Impossible)),
            attempts: tried(&|attempt| names_any(&attempt.remedy, remedy.id.as_str())),
        });
        let view = Component {
            diagnosis: diagnosis.collect(),
            checks: checks_of_it.into_iter().map(CheckItem).collect(),
            attempts: tried(&|attempt| {
                attempt.remedy.is_none() && names_any(&attempt.component, component.id.as_str())
            }),
        };
        let requires = component.requires.iter().map(|of| Requirement { limit: requirement(of, names) });
        Graft::of(view).with("requires", Graft::each(requires)).with("remedies", Graft::each(remedies))
    });
    let graft = Graft::items(components.collect::<Vec<_>>());
    (graft, Others { other_checks: others.into_iter().map(CheckItem).collect() })
}

fn names_any<K>(ids: &Option<OneOrMany<Ref<K>>>, id: &str) -> bool {
    ids.iter().flat_map(|ids| ids.iter()).any(|named| named.as_str() == id)
}

/// Longer than this, what is done is no heading.
const LONGEST_TITLE: usize = 60;

/// `Connector: create it anew`; where the record tells it by a command or in more words, the words of the id.
pub fn remedy_title(component: &model::Component, remedy: &model::Remedy, names: &Names) -> String {
    let does =
        remedy.r#do.as_ref().filter(|_| remedy.run.is_none()).map(|text| names.expand(text.as_str()).trim().to_owned());
    let short = does.filter(|text| text.chars().count() <= LONGEST_TITLE && !text.contains(['`', '\n']));
    let does = short.unwrap_or_else(|| remedy.id.as_str().replace('-', " "));
    let does = phrase(&does);
    format!("{}: {}", phrase(&names.expand(component.name.as_str())), lower_first(does))
}

/// An abbreviation stays as it is.
fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    match (chars.next(), chars.clone().next()) {
        (Some(first), Some(second)) if !second.is_uppercase() && !second.is_ascii_digit() => {
            first.to_lowercase().chain(chars).collect()
        }
        _ => text.to_owned(),
    }
}

/// Indices by id, the first where two share one.
pub fn by_id<'i>(ids: impl Iterator<Item = &'i Id>) -> HashMap<&'i str, usize> {
    let mut indices = HashMap::new();
    ids.enumerate().for_each(|(index, id)| {
        indices.entry(id.as_str()).or_insert(index);
    });
    indices
}
