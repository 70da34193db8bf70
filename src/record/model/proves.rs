//! Which targets and requirements a check proves. Asked for each check, so the record is looked through once.

use std::collections::{HashMap, HashSet};

use super::proven::Proven;
use super::{Record, Requirement, Target};
use crate::record::collections::OneOrMany;
use crate::record::ids::{ACheck, Ref};

impl Record {
    /// The targets that a check proves: those that name it, and those of the criteria that name it.
    pub fn targets_proven_by(&self, check: &str) -> impl Iterator<Item = &Target> {
        self.proven(check).into_iter().flat_map(|proven| proven.targets.iter().map(|&at| &self.targets[at]))
    }

    /// The requirements that name a check.
    pub fn requirements_proven_by(&self, check: &str) -> impl Iterator<Item = &Requirement> {
        let places = self.proven(check).into_iter().flat_map(|proven| proven.requirements.iter());
        places.map(|&(component, at)| &self.components[component].requires[at])
    }

    fn proven(&self, check: &str) -> Option<&Proven> {
        self.proven.0.get_or_init(|| index(self)).get(check)
    }
}

fn index(record: &Record) -> HashMap<String, Proven> {
    let mut by_check: HashMap<String, Proven> = HashMap::new();
    let mut by_target: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, target) in record.targets.iter().enumerate() {
        by_target.entry(target.id.as_str()).or_default().push(at);
        for check in ids(target.check.as_ref()) {
            by_check.entry(check.to_owned()).or_default().targets.push(at);
        }
    }
    for criterion in record.criteria.iter() {
        let wanted: HashSet<&str> = criterion.target.iter().flat_map(|ids| ids.iter()).map(Ref::as_str).collect();
        let targets: Vec<usize> = wanted.iter().filter_map(|id| by_target.get(id)).flatten().copied().collect();
        for check in ids(criterion.check.as_ref()).filter(|_| !targets.is_empty()) {
            by_check.entry(check.to_owned()).or_default().targets.extend(&targets);
        }
    }
    for (row, component) in record.components.iter().enumerate() {
        for (at, requirement) in component.requires.iter().enumerate() {
            for check in ids(requirement.check.as_ref()) {
                by_check.entry(check.to_owned()).or_default().requirements.push((row, at));
            }
        }
    }
    for proven in by_check.values_mut() {
        proven.targets.sort_unstable();
        proven.targets.dedup();
        proven.requirements.dedup();
    }
    by_check
}

fn ids(checks: Option<&OneOrMany<Ref<ACheck>>>) -> impl Iterator<Item = &str> {
    checks.into_iter().flat_map(|ids| ids.iter()).map(Ref::as_str)
}
