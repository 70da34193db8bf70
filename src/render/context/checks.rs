//! Checks: what must be seen, how each is run, and what was found.

use std::collections::{HashMap, HashSet};

use tera::Value;

use super::components::{CheckItem, by_id};
use super::evidence::{found, printed};
use super::expectations::{expected, run_as};
use super::limits::target;
use crate::markdown::code_span;
use crate::probe::Probe;
use crate::record::Record;
use crate::record::collections::OneOrMany;
use crate::record::ids::{ACheck, Ref};
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

/// In the record's order, and how they are run.
pub fn checks(package: &Package) -> (Vec<Check>, ChecksRun) {
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
    let mut run = ChecksRun { by_script: 0, changing: 0, manual: 0 };
    let views = record.checks.iter().zip(proves).map(|(check, proves)| {
        let probe = Probe::of(record, check, &|text| names.expand(text).into_owned());
        match probe.as_ref().map(|probe| probe.read_only) {
            Some(true) => run.by_script += 1,
            Some(false) => run.changing += 1,
            None => run.manual += 1,
        }
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
    let views = views.collect();
    (views, run)
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

/// The first of these checks that is a command. `indices` are those of the record's checks by id, `items`
/// the checks as templates see them, in the record's order.
pub fn first_command(
    ids: Option<&OneOrMany<Ref<ACheck>>>,
    record: &Record,
    indices: &HashMap<&str, usize>,
    items: &[Value],
) -> Option<CheckItem> {
    let mut known = ids.into_iter().flat_map(|ids| ids.iter()).filter_map(|id| indices.get(id.as_str()).copied());
    let at = known.find(|&at| record.checks[at].run.is_some())?;
    Some(CheckItem(items.get(at)?.clone()))
}
