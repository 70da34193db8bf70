//! How many there are, and how many of them are done.

use indexmap::IndexMap;

use super::criteria::{Needed, Tally};
use super::input::Input;
use super::value::Value;
use crate::record::model::{Check, ComponentSeverity, Criterion, Record, Suite};
use crate::record::units::Ratio;

/// What of a tally is counted.
type Part = fn(Tally) -> usize;

fn count(number: usize) -> Value {
    Value::Count(number as u64)
}

pub(super) fn tests(input: &Input, of: fn(&Suite) -> Option<Ratio>) -> Option<Value> {
    let counted = input.record.tests.iter().filter(|suite| suite.counted != Some(false));
    let sum = counted.filter_map(of).reduce(|a, b| Ratio { passed: a.passed + b.passed, total: a.total + b.total });
    sum.map(Value::Ratio)
}

pub(super) fn all(input: &Input, part: Part) -> Option<Value> {
    Some(count(part(input.criteria.all())))
}

pub(super) fn handback(input: &Input, part: Part) -> Option<Value> {
    Some(count(part(input.criteria.tally(Needed::Handback))))
}

/// One count of each group; a criterion may be in none, or in several.
fn grouped<'r, G: Iterator<Item = String>>(
    input: &Input<'r>,
    part: Part,
    groups: impl Fn(usize, &'r Criterion) -> G,
) -> Vec<(String, Value)> {
    let mut tallies: IndexMap<String, Tally> = IndexMap::new();
    for (at, criterion) in input.record.criteria.iter().enumerate() {
        for group in groups(at, criterion) {
            tallies.entry(group).or_default().add(input.criteria.is_met(at), criterion.waived.is_some());
        }
    }
    tallies.into_iter().map(|(group, tally)| (group, count(part(tally)))).collect()
}

pub(super) fn by_phase(input: &Input, part: Part) -> Vec<(String, Value)> {
    let id = |&phase: &usize| input.record.roadmap[phase].id.to_string();
    grouped(input, part, |at, _| input.criteria.phases(at).iter().map(id))
}

pub(super) fn by_kind(input: &Input, part: Part) -> Vec<(String, Value)> {
    grouped(input, part, |_, criterion| criterion.kind.map(|kind| kind.to_string()).into_iter())
}

pub(super) fn by_owner(input: &Input, part: Part) -> Vec<(String, Value)> {
    grouped(input, part, |_, criterion| owners(input.record, criterion).into_iter())
}

fn owners(record: &Record, criterion: &Criterion) -> Vec<String> {
    match &criterion.owner {
        Some(owners) => owners.iter().map(|owner| owner.to_string()).collect(),
        None => record.receiver().map(str::to_owned).into_iter().collect(),
    }
}

pub(super) fn by_component(input: &Input, part: Part) -> Vec<(String, Value)> {
    grouped(input, part, |_, criterion| {
        criterion.component.iter().flat_map(|components| components.iter()).map(|component| component.to_string())
    })
}

pub(super) fn components(input: &Input) -> Option<Value> {
    Some(count(input.record.components.len()))
}

pub(super) fn by_severity(input: &Input) -> Vec<(String, Value)> {
    let of = |severity| input.record.components.iter().filter(|component| component.severity == severity).count();
    ComponentSeverity::ALL.iter().map(|&severity| (severity.to_string(), count(of(severity)))).collect()
}

pub(super) fn checks(input: &Input, counts: fn(&Check) -> bool) -> Option<Value> {
    Some(count(input.record.checks.iter().filter(|check| counts(check)).count()))
}
