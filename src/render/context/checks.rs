//! Checks: what must be seen, how each is run, and what was found.

use std::collections::{HashMap, HashSet};

use super::components::by_id;
use super::evidence::{found, printed};
use super::expectations::{expected, run_as};
use super::limits::target;
use crate::markdown::code_span;
use crate::probe::Probe;
use crate::render::names::view::view;
use crate::render::package::Package;
use crate::render::values::line_phrase;

view! {
    /// Beside a check's own fields.
    Check At "incident.checks[]" {
        /// Its command as code, where that is one short line.
        short_run: Option<String>,
        /// What must be seen, a line each; nothing of a manual check.
        expects: Vec<String>,
        /// How it is run where that is not as usual, a line each.
        run_as: Vec<String>,
        /// What evidence says of it, a line each.
        found: Vec<String>,
        /// What it printed when it did not pass.
        printed: Option<String>,
        /// The id of the first stage of the validation with a step that names it.
        stage: Option<String>,
        /// The targets that it proves, each with its limit.
        limits: Vec<String>,
        /// The ids of the criteria that it proves.
        proves: Vec<String>,
    }
}

/// In the record's order.
pub fn checks(package: &Package) -> Vec<Check> {
    let (record, names) = (package.record, package.names());
    let mut proves: Vec<Vec<String>> = vec![Vec::new(); record.checks.len()];
    for (at, criterion) in record.criteria.iter().enumerate() {
        for &check in package.facts.criteria().checks(at) {
            proves[check].push(criterion.id.to_string());
        }
    }
    let mut limits = limits(package);
    let mut stages: HashMap<&str, &str> = HashMap::new();
    for stage in &record.validation {
        let named = stage.steps.iter().flat_map(|step| step.check.iter().flat_map(|ids| ids.iter()));
        named.for_each(|id| _ = stages.entry(id.as_str()).or_insert(stage.id.as_str()));
    }
    let views = record.checks.iter().zip(proves).map(|(check, proves)| {
        let probe = Probe::of(record, check, &|text| names.expand(text).into_owned());
        Check {
            short_run: probe.as_ref().and_then(|probe| short(&probe.run)),
            expects: probe.as_ref().map(|probe| expected(&probe.expect)).unwrap_or_default(),
            run_as: probe.as_ref().map(|probe| run_as(check, probe)).unwrap_or_default(),
            found: found(package, check),
            printed: printed(package, check),
            stage: stages.get(check.id.as_str()).map(|&stage| stage.to_owned()),
            limits: limits.remove(check.id.as_str()).unwrap_or_default(),
            proves,
        }
    });
    views.collect()
}

/// By check: the targets that name it, and those of the criteria that name it.
fn limits<'p>(package: &Package<'p>) -> HashMap<&'p str, Vec<String>> {
    let (record, names) = (package.record, package.names());
    let targets = by_id(record.targets.iter().map(|target| &target.id));
    let of_targets = record
        .targets
        .iter()
        .enumerate()
        .flat_map(|(at, target)| target.check.iter().flat_map(|ids| ids.iter()).map(move |id| (id.as_str(), at)));
    let of_criteria = record.criteria.iter().flat_map(|criterion| {
        let targets = &targets;
        let limits = criterion.target.iter().flat_map(|ids| ids.iter());
        let limits = limits.filter_map(|id| targets.get(id.as_str()).copied());
        limits.flat_map(|at| criterion.check.iter().flat_map(|ids| ids.iter()).map(move |id| (id.as_str(), at)))
    });
    let mut seen = HashSet::new();
    let mut limits: HashMap<&str, Vec<String>> = HashMap::new();
    for (check, at) in of_targets.chain(of_criteria).filter(|pair| seen.insert(*pair)) {
        let of = &record.targets[at];
        limits.entry(check).or_default().push(format!(
            "{}: {}",
            line_phrase(of.what.as_str(), &names),
            target(of, &names)
        ));
    }
    limits
}

/// What is longer than this stands in a block of its own.
const SHORT: usize = 126;

fn short(run: &str) -> Option<String> {
    let run = run.trim_end_matches('\n');
    let plain = !run.contains('\n') && run.trim() == run && run.chars().count() <= SHORT;
    plain.then(|| code_span(run))
}

view! {
    ChecksRun {
        /// How many checks `health-check.sh` runs.
        by_script: usize,
        /// How many change something: only `handoff verify --allow-changes` runs them.
        changing: usize,
        /// How many a person does.
        manual: usize,
    }
}

pub fn checks_run(package: &Package) -> ChecksRun {
    let (record, names) = (package.record, package.names());
    let read_only =
        |check| Probe::of(record, check, &|text| names.expand(text).into_owned()).map(|probe| probe.read_only);
    let all: Vec<Option<bool>> = record.checks.iter().map(read_only).collect();
    let count = |of: Option<bool>| all.iter().filter(|read_only| **read_only == of).count();
    ChecksRun { by_script: count(Some(true)), changing: count(Some(false)), manual: count(None) }
}
