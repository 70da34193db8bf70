//! All facts of a record: the table, computed from top to bottom.

use std::cell::OnceCell;
use std::sync::Arc;

use indexmap::IndexMap;

use super::criteria::{Answer, Criteria};
use super::input::{Input, goes_in};
use super::row::{Compute, Row, Topic};
use super::table::ROWS;
use super::value::Value;
use crate::record::Record;
use crate::record::model::Check;
use crate::record::units::Currency;

/// One derived value.
#[derive(Debug, Clone)]
pub struct Fact {
    pub value: Value,
    /// As documents show it.
    pub text: String,
    /// How it is computed, in words and field names.
    pub formula: &'static str,
    /// Record paths of what went in.
    pub inputs: Arc<[&'static str]>,
    pub row: &'static Row,
}

impl Fact {
    /// Whether a sentence that speaks of this may mean the fact.
    pub fn is_about(&self, topic: Topic) -> bool {
        self.row.topics.contains(&topic)
    }
}

/// A row with the inputs that a record has.
struct Derived {
    row: &'static Row,
    inputs: Arc<[&'static str]>,
}

impl Derived {
    fn of(row: &'static Row, record: &Record) -> Derived {
        Derived { row, inputs: row.inputs.iter().copied().filter(|input| goes_in(record, input)).collect() }
    }
}

/// All facts of a record, in the order of the table.
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
        let schedule = OnceCell::new();
        // Rows of one family stand together: an item's facts follow each other.
        for family in ROWS.chunk_by(|a, b| a.stem() == b.stem() && a.stem() != a.name) {
            let mut found: Vec<(usize, String, &Derived, Value)> = Vec::new();
            // What goes in is the same for all facts of a row.
            let family: Vec<Derived> = family.iter().map(|row| Derived::of(row, record)).collect();
            let input =
                Input { record, criteria: &facts.criteria, fact: &|name| facts.value(name), schedule: &schedule };
            for of in &family {
                let row = of.row;
                match row.compute {
                    Compute::One(compute) => {
                        found.extend(compute(&input).map(|value| (0, row.name.to_owned(), of, value)));
                    }
                    Compute::Each(compute) => {
                        let items = compute(&input).into_iter().enumerate();
                        found.extend(items.map(|(at, (item, value))| (at, row.name_of(&item), of, value)));
                    }
                }
            }
            found.sort_by_key(|(at, ..)| *at);
            for (_, name, Derived { row, inputs }, value) in found {
                let text = (row.show)(&value, &facts.currency, record);
                let inputs = inputs.clone();
                facts.facts.insert(name, Fact { value, text, formula: row.formula, inputs, row });
            }
        }
        facts
    }

    /// The facts of a record of which nothing is proven yet.
    pub fn without_evidence(record: &Record) -> Self {
        Facts::new(record, &|_| Answer::Nothing)
    }

    pub fn get(&self, name: &str) -> Option<&Fact> {
        self.facts.get(name)
    }

    pub fn value(&self, name: &str) -> Option<&Value> {
        self.facts.get(name).map(|fact| &fact.value)
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
}
