//! Checks: what must be seen, how each is run, and what was found.

use super::evidence::{found, printed};
use super::expectations::{expected, run_as};
use crate::probe::Probe;
use crate::render::names::view::view;
use crate::render::package::Package;

view! {
    /// Beside a check's own fields.
    Check At "incident.checks[]" {
        /// What must be seen, a line each; nothing of a manual check.
        expects: Vec<String>,
        /// How it is run where that is not as usual, a line each.
        run_as: Vec<String>,
        /// What evidence says of it, a line each.
        found: Vec<String>,
        /// What it printed when it did not pass.
        printed: Option<String>,
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
    let views = record.checks.iter().zip(proves).map(|(check, proves)| {
        let probe = Probe::of(record, check, &|text| names.expand(text).into_owned());
        Check {
            expects: probe.as_ref().map(|probe| expected(&probe.expect)).unwrap_or_default(),
            run_as: probe.as_ref().map(|probe| run_as(check, probe)).unwrap_or_default(),
            found: found(package, check),
            printed: printed(package, check),
            proves,
        }
    });
    views.collect()
}
