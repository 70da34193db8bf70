//! How many there are, and how many of them are done.

use indexmap::IndexMap;

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

/// Total and met.
type Tally = IndexMap<String, (u64, u64)>;

fn criteria(record: &Record, facts: &mut Facts) {
    let met: Vec<bool> = (0..record.criteria.len()).map(|index| facts.is_met(index)).collect();
    let mut tally = Tally::new();
    tally.insert("criteria".into(), (0, 0));
    for (criterion, &met) in record.criteria.iter().zip(&met) {
        for name in groups(record, criterion) {
            let entry = tally.entry(name).or_default();
            entry.0 += 1;
            entry.1 += u64::from(met);
        }
    }
    for (name, (total, met)) in tally {
        let paths = ["criteria", "evidence.yaml"];
        facts.add(format!("{name}.total"), Value::Count(total), "number of criteria", &["criteria"]);
        facts.add(format!("{name}.met"), Value::Count(met), "criteria whose checks all have current evidence", &paths);
        facts.add(format!("{name}.open"), Value::Count(total - met), "total − met", &paths);
    }
}

/// The names of the counts that a criterion belongs to.
fn groups(record: &Record, criterion: &Criterion) -> Vec<String> {
    let id = criterion.id.as_str();
    let mut names = vec!["criteria".to_owned()];
    let phases = record.roadmap.iter().filter(|phase| phase.exit.iter().any(|exit| exit.as_str() == id));
    names.extend(phases.map(|phase| format!("criteria.by_phase.{}", phase.id)));
    names.extend(criterion.kind.map(|kind| format!("criteria.by_kind.{kind}")));
    match &criterion.owner {
        Some(owners) => names.extend(owners.iter().map(|owner| format!("criteria.by_owner.{owner}"))),
        None => names.push(format!("criteria.by_owner.{}", record.handoff.to)),
    }
    let components = criterion.component.iter().flat_map(|components| components.iter());
    names.extend(components.map(|component| format!("criteria.by_component.{component}")));
    names
}
