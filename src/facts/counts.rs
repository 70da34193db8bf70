//! How many there are, and how many of them are done.

use indexmap::IndexMap;

use super::criteria::{Needed, Tally};
use super::{Facts, Value};
use crate::record::model::{ComponentSeverity, Criterion, Record, Suite};
use crate::record::units::Ratio;

pub(super) fn add(record: &Record, facts: &mut Facts) {
    tests(record, facts);
    criteria(record, facts);
    let components = &record.components;
    let paths = ["components"];
    facts.add("components.total", Value::Count(components.len() as u64), "number of components", &paths);
    for &severity in ComponentSeverity::ALL {
        let count = components.iter().filter(|component| component.severity == severity).count();
        let name = format!("components.by_severity.{severity}");
        let formula = "number of components of that severity";
        facts.add(name, Value::Count(count as u64), formula, &["components[].severity"]);
    }
    let manual = record.checks.iter().filter(|check| check.manual == Some(true)).count();
    let total = record.checks.len();
    for (name, count, formula) in [
        ("checks.total", total, "number of checks"),
        ("checks.automatic", total - manual, "checks with a command"),
        ("checks.manual", manual, "checks that a person attests"),
    ] {
        facts.add(name, Value::Count(count as u64), formula, &["checks", "checks[].manual"]);
    }
}

fn tests(record: &Record, facts: &mut Facts) {
    let counted = || record.tests.iter().filter(|suite| suite.counted != Some(false));
    let sum = |of: fn(&Suite) -> Option<Ratio>| {
        counted().filter_map(of).reduce(|a, b| Ratio { passed: a.passed + b.passed, total: a.total + b.total })
    };
    if let Some(now) = sum(|suite| suite.now) {
        facts.add("tests.now", Value::Ratio(now), "sum of tests[].now of the counted suites", &["tests[].now"]);
    }
    if let Some(after) = sum(|suite| suite.after) {
        facts.add("tests.after", Value::Ratio(after), "sum of tests[].after of the counted suites", &["tests[].after"]);
    }
}

fn criteria(record: &Record, facts: &mut Facts) {
    let mut tallies: IndexMap<String, Tally> = IndexMap::new();
    tallies.insert("criteria".into(), Tally::default());
    for (at, criterion) in record.criteria.iter().enumerate() {
        let met = facts.criteria().is_met(at);
        for name in groups(record, criterion, facts.criteria().phases(at)) {
            tallies.entry(name).or_default().add(met);
        }
    }
    for (name, tally) in tallies {
        add_tally(facts, &name, tally, "number of criteria", &["criteria"]);
    }
    if !record.criteria.is_empty() {
        let tally = facts.criteria().tally(Needed::Handback);
        let formula = "must-criteria but those that the sending team alone owns and no phase of another team ends with";
        let inputs = ["criteria[].must", "criteria[].owner", "roadmap[].owner", "roadmap[].exit", "handoff.from"];
        add_tally(facts, "handback", tally, formula, &inputs);
    }
}

fn add_tally(facts: &mut Facts, name: &str, tally: Tally, formula: &'static str, inputs: &[&str]) {
    let paths = ["criteria", "evidence.yaml"];
    let count = |number: usize| Value::Count(number as u64);
    facts.add(format!("{name}.total"), count(tally.total), formula, inputs);
    facts.add(format!("{name}.met"), count(tally.met), "criteria whose checks all have current evidence", &paths);
    facts.add(format!("{name}.open"), count(tally.open()), "total − met", &paths);
}

/// The names of the counts that a criterion belongs to; `phases` end with it.
fn groups(record: &Record, criterion: &Criterion, phases: &[usize]) -> Vec<String> {
    let mut names = vec!["criteria".to_owned()];
    names.extend(phases.iter().map(|&phase| format!("criteria.by_phase.{}", record.roadmap[phase].id)));
    names.extend(criterion.kind.map(|kind| format!("criteria.by_kind.{kind}")));
    match &criterion.owner {
        Some(owners) => names.extend(owners.iter().map(|owner| format!("criteria.by_owner.{owner}"))),
        None => names.push(format!("criteria.by_owner.{}", record.handoff.to)),
    }
    let components = criterion.component.iter().flat_map(|components| components.iter());
    names.extend(components.map(|component| format!("criteria.by_component.{component}")));
    names
}
