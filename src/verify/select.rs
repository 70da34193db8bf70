//! Which checks and criteria are asked about.

use crate::facts::checks_of;
use crate::record::Record;
use crate::record::collections::OneOrMany;
use crate::record::ids::Ref;
use crate::record::model::{Check, Criterion};

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
    /// Asked about as such, and not only touched by one of its checks: then it has to be decided.
    pub whole: bool,
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
        let named = |criterion: &Criterion| {
            let id = criterion.id.as_str();
            let exits = |phase: &str| {
                let phase = record.roadmap.iter().find(|p| p.id.as_str() == phase);
                phase.is_some_and(|phase| phase.exit.iter().any(|exit| exit.as_str() == id))
            };
            self.is_everything()
                || self.criteria.iter().any(|wanted| wanted == id)
                || self.phases.iter().any(|phase| exits(phase))
                || self.components.iter().any(|component| names(criterion.component.as_ref(), component))
        };
        let whole: Vec<bool> = record.criteria.iter().map(named).collect();
        let asked = |check: &Check| {
            let of_criterion = |(criterion, &whole): (&'r Criterion, &bool)| {
                whole && checks_of(record, criterion).iter().any(|c| c.id.as_str() == check.id.as_str())
            };
            self.is_everything()
                || self.checks.iter().any(|wanted| wanted == check.id.as_str())
                || self.components.iter().any(|wanted| components_of(record, check).contains(&wanted.as_str()))
                || self.phases.iter().any(|phase| in_tasks(record, phase, check))
                || record.criteria.iter().zip(&whole).any(of_criterion)
        };
        let checks: Vec<&Check> = record.checks.iter().filter(|check| asked(check)).collect();
        let touched = |check: &&Check| checks.iter().any(|chosen| chosen.id.as_str() == check.id.as_str());
        let criteria = record.criteria.iter().zip(&whole).filter_map(|(criterion, &whole)| {
            let proofs = checks_of(record, criterion);
            let chosen = whole || proofs.iter().any(touched);
            chosen.then_some(Chosen { criterion, checks: proofs, whole })
        });
        Ok(Selected { criteria: criteria.collect(), checks: checks.clone() })
    }

    fn unknown(&self, record: &Record) -> Vec<Unknown> {
        let mut found = Vec::new();
        let mut look = |kind, wanted: &[String], known: Vec<&str>| {
            for id in wanted.iter().filter(|id| !known.contains(&id.as_str())) {
                let nearest = crate::record::nearest(id, known.iter().copied()).map(str::to_owned);
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

fn in_tasks(record: &Record, phase: &str, check: &Check) -> bool {
    let phases = record.roadmap.iter().filter(|p| p.id.as_str() == phase);
    phases.flat_map(|phase| phase.tasks.iter()).any(|task| names(task.check.as_ref(), check.id.as_str()))
}

/// The components that a check is about: those it names, and those that name it.
pub fn components_of<'r>(record: &'r Record, check: &Check) -> Vec<&'r str> {
    let id = check.id.as_str();
    let about = |component: &&crate::record::model::Component| {
        names(check.component.as_ref(), component.id.as_str())
            || component.requires.iter().any(|requirement| names(requirement.check.as_ref(), id))
            || component.diagnose.iter().any(|diagnose| diagnose.as_str() == id)
            || component.remedies.iter().any(|remedy| names(remedy.check.as_ref(), id))
            || record.criteria.iter().any(|criterion| {
                names(criterion.component.as_ref(), component.id.as_str())
                    && checks_of(record, criterion).iter().any(|proof| proof.id.as_str() == id)
            })
    };
    record.components.iter().filter(about).map(|component| component.id.as_str()).collect()
}
