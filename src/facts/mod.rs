//! Facts: every value that is derived from a record, computed once.
//!
//! A fact has a stable dotted name, a typed value, the one text by which all documents show it, a
//! formula in words, and the fields that went in. A fact whose inputs are absent does not exist.
//! Nothing here depends on the clock, the locale or the machine.

mod counts;
pub mod impact;
mod names;
pub mod priority;
pub mod schedule;
mod times;
mod value;

use indexmap::IndexMap;

use crate::record::model::{Check, Criterion, Record};
use crate::record::units::Currency;

pub use names::{Names, missing_input};
pub use value::Value;

/// One derived value.
#[derive(Debug, Clone)]
pub struct Fact {
    pub value: Value,
    /// As documents show it.
    pub text: String,
    /// How it is computed, in words and field names.
    pub formula: &'static str,
    /// Record paths of what went in.
    pub inputs: Vec<String>,
}

/// All facts of a record, in the order of the contract.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    facts: IndexMap<String, Fact>,
    currency: Currency,
    /// By criterion: whether current evidence proves it.
    met: Vec<bool>,
}

impl Facts {
    /// Computes all facts. `proven` tells whether current evidence shows that a check passes.
    /// Cannot fail: what could not be computed was an error of decoding, or is absent.
    pub fn new(record: &Record, proven: &dyn Fn(&Check) -> bool) -> Self {
        let currency = record.impact.as_ref().and_then(|impact| impact.currency.clone()).unwrap_or_default();
        let met = record.criteria.iter().map(|criterion| is_met(record, criterion, proven)).collect();
        let mut facts = Facts { facts: IndexMap::new(), currency, met };
        impact::add(record, &mut facts);
        schedule::add(record, &mut facts);
        times::add(record, &mut facts);
        counts::add(record, &mut facts);
        priority::add(record, &mut facts);
        facts
    }

    /// The facts of a record of which nothing is proven yet.
    pub fn without_evidence(record: &Record) -> Self {
        Facts::new(record, &|_| false)
    }

    pub fn get(&self, name: &str) -> Option<&Fact> {
        self.facts.get(name)
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, &Fact)> {
        self.facts.iter().map(|(name, fact)| (name.as_str(), fact))
    }

    pub fn currency(&self) -> &Currency {
        &self.currency
    }

    /// Whether the criterion at this index of `criteria` is proven.
    pub fn is_met(&self, criterion: usize) -> bool {
        self.met.get(criterion).copied().unwrap_or(false)
    }

    fn add(&mut self, name: impl Into<String>, value: Value, formula: &'static str, inputs: &[&str]) {
        let text = value.show(&self.currency);
        let inputs = inputs.iter().map(|&input| input.to_owned()).collect();
        self.facts.insert(name.into(), Fact { value, text, formula, inputs });
    }
}

/// All checks that prove a criterion: its own; without any, those of its targets.
pub fn checks_of<'r>(record: &'r Record, criterion: &'r Criterion) -> Vec<&'r Check> {
    let by_id = |id: &str| record.checks.iter().find(|check| check.id.as_str() == id);
    if let Some(ids) = &criterion.check {
        return ids.iter().filter_map(|id| by_id(id.as_str())).collect();
    }
    let targets = criterion.target.iter().flat_map(|targets| targets.iter());
    targets.flat_map(|target| checks_of_target(record, target.as_str())).collect()
}

/// The checks that a target names, and those that must answer within it.
pub fn checks_of_target<'r>(record: &'r Record, target: &str) -> Vec<&'r Check> {
    let named = record.targets.iter().find(|t| t.id.as_str() == target).and_then(|t| t.check.as_ref());
    let names = |check: &Check| named.is_some_and(|ids| ids.iter().any(|id| id.as_str() == check.id.as_str()));
    let within = |check: &Check| {
        let limit = check.expect.as_ref().and_then(|expect| expect.expectation.within.as_ref());
        limit.is_some_and(|limit| limit.as_str() == target)
    };
    record.checks.iter().filter(|check| names(check) || within(check)).collect()
}

fn is_met(record: &Record, criterion: &Criterion, proven: &dyn Fn(&Check) -> bool) -> bool {
    let named = criterion.check.as_ref().map_or(0, |ids| ids.len());
    let checks = checks_of(record, criterion);
    !checks.is_empty() && checks.len() >= named && checks.into_iter().all(proven)
}
