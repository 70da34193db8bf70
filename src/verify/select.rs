//! Which checks and criteria are asked about.

use std::collections::{HashMap, HashSet};

use crate::facts::proving::{Proving, proving_checks};
use crate::record::Record;
use crate::record::collections::OneOrMany;
use crate::record::ids::Ref;
use crate::record::model::{Check, Criterion, Phase};

/// Ids as given by the caller; without any, everything is meant. Several add up.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    pub checks: Vec<String>,
    pub components: Vec<String>,
    pub phases: Vec<String>,
    pub criteria: Vec<String>,
}

/// An id that names nothing in this record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unknown {
    pub kind: &'static str,
    pub id: String,
    pub nearest: Option<String>,
}

/// What is selected, in the order of the record.
#[derive(Debug, Clone)]
pub struct Selected<'r> {
    pub checks: Vec<&'r Check>,
    pub criteria: Vec<Chosen<'r>>,
}

/// A criterion that the selection touches.
#[derive(Debug, Clone)]
pub struct Chosen<'r> {
    pub criterion: &'r Criterion,
    pub checks: Vec<&'r Check>,
    /// Whether these are all that it names, and at least one.
    pub complete: bool,
}

impl Selection {
    fn is_everything(&self) -> bool {
        [&self.checks, &self.components, &self.phases, &self.criteria].iter().all(|ids| ids.is_empty())
    }

    pub fn of<'r>(&self, record: &'r Record) -> Result<Selected<'r>, Vec<Unknown>> {
        let unknown = self.unknown(record);
        if !unknown.is_empty() {
            return Err(unknown);
        }
        let phases: Vec<&Phase> = self.phases.iter().filter_map(|id| record.roadmap.by_id(id)).collect();
        let exits: HashSet<&str> = phases.iter().flat_map(|phase| phase.exit.iter()).map(Ref::as_str).collect();
        let named = |criterion: &Criterion| {
            let id = criterion.id.as_str();
            self.is_everything()
                || self.criteria.iter().any(|wanted| wanted == id)
                || exits.contains(id)
                || self.components.iter().any(|component| names(criterion.component.as_ref(), component))
        };
        let whole: Vec<bool> = record.criteria.iter().map(named).collect();
        let components = components_by_check(record);
        let about_component = |check: &Check, wanted: &String| {
            components.get(check.id.as_str()).is_some_and(|about| about.contains(&wanted.as_str()))
        };
        let proving = proving_checks(record);
        let of_whole = proving.iter().zip(&whole).filter(|(_, whole)| **whole);
        let proves: HashSet<usize> = of_whole.flat_map(|(proving, _)| proving.checks.iter().copied()).collect();
        let in_tasks: HashSet<&str> = phases
            .iter()
            .flat_map(|phase| phase.tasks.iter())
            .flat_map(|task| task.check.iter().flat_map(|ids| ids.iter()))
            .map(Ref::as_str)
            .collect();
        let asked = |(at, check): (usize, &Check)| {
            self.is_everything()
                || self.checks.iter().any(|wanted| wanted == check.id.as_str())
                || self.components.iter().any(|wanted| about_component(check, wanted))
                || in_tasks.contains(check.id.as_str())
                || proves.contains(&at)
        };
        let chosen: Vec<bool> = record.checks.iter().enumerate().map(asked).collect();
        let criteria = record.criteria.iter().zip(&whole).zip(proving).filter_map(|((criterion, &whole), proving)| {
            let Proving { checks, complete } = proving;
            let touched = whole || checks.iter().any(|&check| chosen[check]);
            let checks = || checks.iter().map(|&check| &record.checks[check]).collect();
            touched.then(|| Chosen { criterion, checks: checks(), complete })
        });
        let checks = record.checks.iter().zip(&chosen).filter_map(|(check, chosen)| chosen.then_some(check)).collect();
        Ok(Selected { criteria: criteria.collect(), checks })
    }

    fn unknown(&self, record: &Record) -> Vec<Unknown> {
        let mut found = Vec::new();
        let mut look = |kind, wanted: &[String], known: Vec<&str>| {
            for id in wanted.iter().filter(|id| !known.contains(&id.as_str())) {
                let nearest = crate::nearest::nearest(id, known.iter().copied()).map(str::to_owned);
                found.push(Unknown { kind, id: id.clone(), nearest });
            }
        };
        look("check", &self.checks, record.checks.iter().map(|check| check.id.as_str()).collect());
        look("component", &self.components, record.components.iter().map(|c| c.id.as_str()).collect());
        look("phase", &self.phases, record.roadmap.iter().map(|phase| phase.id.as_str()).collect());
        look("criterion", &self.criteria, record.criteria.iter().map(|c| c.id.as_str()).collect());
        found
    }
}

fn names<T>(refs: Option<&OneOrMany<Ref<T>>>, id: &str) -> bool {
    refs.is_some_and(|refs| refs.iter().any(|r| r.as_str() == id))
}

/// By check: the components that it is about, in the order of the record: those it names, and those
/// that name it.
pub fn components_by_check(record: &Record) -> HashMap<&str, Vec<&str>> {
    let mut proofs: HashMap<&str, Vec<&str>> = HashMap::new();
    for check in &record.checks {
        for component in check.component.iter().flat_map(|ids| ids.iter()) {
            proofs.entry(component.as_str()).or_default().push(check.id.as_str());
        }
    }
    for (criterion, proving) in record.criteria.iter().zip(proving_checks(record)) {
        for component in criterion.component.iter().flat_map(|ids| ids.iter()) {
            let checks = proving.checks.iter().map(|&check| record.checks[check].id.as_str());
            proofs.entry(component.as_str()).or_default().extend(checks);
        }
    }
    let mut about: HashMap<&str, Vec<&str>> = HashMap::new();
    for component in record.components.iter() {
        let id = component.id.as_str();
        let required = component.requires.iter().filter_map(|requirement| requirement.check.as_ref());
        let repaired = component.remedies.iter().filter_map(|remedy| remedy.check.as_ref());
        let named = required.chain(repaired).flat_map(|checks| checks.iter()).chain(component.diagnose.iter());
        for check in named.map(|check| check.as_str()).chain(proofs.remove(id).unwrap_or_default()) {
            let components = about.entry(check).or_default();
            if components.last() != Some(&id) {
                components.push(id);
            }
        }
    }
    about
}
