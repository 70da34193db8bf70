//! Which checks prove each criterion.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::record::model::{Criterion, Record};

/// The checks that prove a criterion.
#[derive(Debug, Clone)]
pub struct Proving {
    /// Indices of `checks`; criteria with the same targets share them.
    pub checks: Arc<[usize]>,
    /// Whether there is one at all, and every one that is named exists.
    pub complete: bool,
}

/// By criterion: its own checks in the order in which it names them; without any, those of its
/// targets: which the target names, or by whose limit they are decided.
pub fn proving_checks(record: &Record) -> Vec<Proving> {
    let mut by_id: HashMap<&str, Vec<usize>> = HashMap::new();
    let mut by_target: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, check) in record.checks.iter().enumerate() {
        by_id.entry(check.id.as_str()).or_default().push(at);
        for target in check.expect.iter().flat_map(|expect| expect.expectation.targets()) {
            by_target.entry(target).or_default().push(at);
        }
    }
    for target in record.targets.iter() {
        for id in target.check.iter().flat_map(|ids| ids.iter()) {
            let named = by_id.get(id.as_str()).into_iter().flatten();
            by_target.entry(target.id.as_str()).or_default().extend(named);
        }
    }
    by_target.values_mut().for_each(|checks| {
        checks.sort_unstable();
        checks.dedup();
    });
    let mut shared: HashMap<Vec<&str>, Arc<[usize]>> = HashMap::new();
    let mut of = |criterion: &Criterion| match criterion.check.as_ref().filter(|ids| !ids.is_empty()) {
        Some(ids) => {
            let checks: Vec<usize> = ids.iter().filter_map(|id| by_id.get(id.as_str())?.first().copied()).collect();
            Proving { complete: checks.len() == ids.len(), checks: checks.into() }
        }
        None => {
            let targets = criterion.target.iter().flat_map(|targets| targets.iter());
            let targets = targets.filter_map(|id| by_target.get_key_value(id.as_str()).map(|(&id, _)| id)).collect();
            let checks = shared.entry(targets).or_insert_with_key(|targets: &Vec<&str>| {
                let mut seen = HashSet::new();
                targets.iter().flat_map(|id| &by_target[id]).copied().filter(|&check| seen.insert(check)).collect()
            });
            Proving { complete: !checks.is_empty(), checks: checks.clone() }
        }
    };
    record.criteria.iter().map(&mut of).collect()
}
