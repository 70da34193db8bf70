//! Facts: every value that is derived from a record, computed once.
//!
//! A fact has a stable dotted name, a typed value, the one text by which all documents show it, a
//! formula in words, and the fields that went in. A fact whose inputs are absent does not exist.
//! Nothing here depends on the clock, the locale or the machine.

mod counts;
pub mod criteria;
pub mod impact;
mod names;
pub mod priority;
pub mod schedule;
mod times;
mod value;

use indexmap::IndexMap;

use crate::record::model::{Check, Record};
use crate::record::units::Currency;

use criteria::{Answer, Criteria};

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
    criteria: Criteria,
}

impl Facts {
    /// Computes all facts. `answer` tells what current evidence says of a check.
    /// Cannot fail: what could not be computed was an error of decoding, or is absent.
    pub fn new(record: &Record, answer: &dyn Fn(&Check) -> Answer) -> Self {
        let currency = record.impact.as_ref().and_then(|impact| impact.currency.clone()).unwrap_or_default();
        let criteria = Criteria::new(record, answer);
        let mut facts = Facts { facts: IndexMap::new(), currency, criteria };
        impact::add(record, &mut facts);
        schedule::add(record, &mut facts);
        times::add(record, &mut facts);
        counts::add(record, &mut facts);
        priority::add(record, &mut facts);
        facts
    }

    /// The facts of a record of which nothing is proven yet.
    pub fn without_evidence(record: &Record) -> Self {
        Facts::new(record, &|_| Answer::Nothing)
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

    pub fn criteria(&self) -> &Criteria {
        &self.criteria
    }

    fn add(&mut self, name: impl Into<String>, value: Value, formula: &'static str, inputs: &[&str]) {
        let text = value.show(&self.currency);
        let inputs = inputs.iter().map(|&input| input.to_owned()).collect();
        self.facts.insert(name.into(), Fact { value, text, formula, inputs });
    }
}
