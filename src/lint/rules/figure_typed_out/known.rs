//! What a record knows of figures: its facts, the limits of its targets, its suites, its amounts.

use std::collections::{HashMap, HashSet};

use super::amounts::{limits, of_loss, of_metric, of_money, of_ratio, of_stream};
use super::words;
use crate::facts::{Fact, Topic, Value};
use crate::lint::Context;
use crate::lint::figure::{Amount, Measure, figures};
use crate::record::units::{Decimal, Ratio};

/// What a figure equals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// By name.
    Fact(String),
    /// By id.
    Target(String),
}

pub struct KnownFigures<'a> {
    pub context: &'a Context<'a>,
    /// All facts with this amount.
    facts: HashMap<Amount, Vec<Origin>>,
    targets: HashMap<Amount, Origin>,
    /// Limits of targets by id.
    pub limits: HashMap<&'a str, Vec<(Amount, String)>>,
    /// Amounts that items of `impact` state themselves, with the names of the items in lower case.
    stated: HashMap<Amount, Vec<String>>,
    /// Suites by their name in lower case.
    pub suites: HashMap<String, Vec<Ratio>>,
    /// What suites count, now and after.
    pub counts: HashSet<Amount>,
    pub longest_suite: usize,
}

/// More items than that with one amount are not told apart by name.
const MOST_NAMES: usize = 20;

impl<'a> KnownFigures<'a> {
    pub fn new(context: &'a Context<'a>) -> Self {
        let mut known = KnownFigures {
            context,
            facts: HashMap::new(),
            targets: HashMap::new(),
            limits: HashMap::new(),
            stated: HashMap::new(),
            suites: HashMap::new(),
            counts: HashSet::new(),
            longest_suite: 0,
        };
        known.add_facts();
        known.add_targets();
        known.add_stated();
        for suite in &context.record.tests {
            let name = suite.name.as_str().trim().to_lowercase();
            known.longest_suite = known.longest_suite.max(name.split_whitespace().count()).min(6);
            known.counts.extend(suite.now.into_iter().chain(suite.after).map(of_ratio));
            known.suites.entry(name).or_default().extend(suite.now.into_iter().chain(suite.after));
        }
        known
    }

    fn add_facts(&mut self) {
        let currency = self.context.facts.currency().to_string();
        for (name, fact) in self.context.facts.iter().filter(|(_, fact)| is_claimed(fact)) {
            let exact = match &fact.value {
                Value::Money(money) => Amount::single(Measure::Money, money.value.0),
                Value::Percent(percent) => Amount::single(Measure::Percent, percent.value.points()),
                Value::Duration(range) => {
                    Amount::new(Measure::Duration, range.value.min.seconds(), range.value.max.seconds())
                }
                Value::Ratio(ratio) => of_ratio(*ratio),
                Value::Factor(_) | Value::Count(_) | Value::Instant(_) | Value::Between(_) | Value::Bool(_) => continue,
            };
            if exact.max.is_zero() {
                continue;
            }
            let mut add = |amount: Amount| {
                let known = self.facts.entry(amount).or_default();
                if known.len() < MOST_NAMES {
                    known.push(Origin::Fact(name.to_owned()));
                }
            };
            add(exact);
            // As displayed it may be rounded.
            #[allow(clippy::single_range_in_vec_init)]
            let shown = figures(&fact.text, &[0..fact.text.len()], &currency);
            if let [shown] = shown.as_slice()
                && !shown.amount.max.is_zero()
                && shown.amount != exact
            {
                add(shown.amount);
            }
        }
    }

    fn add_targets(&mut self) {
        for target in &self.context.record.targets {
            let id = target.id.as_str();
            for (amount, shown) in limits(target) {
                self.targets.entry(amount).or_insert_with(|| Origin::Target(id.to_owned()));
                self.limits.entry(id).or_default().push((amount, shown));
            }
        }
    }

    fn add_stated(&mut self) {
        let Some(impact) = &self.context.record.impact else { return };
        let streams = impact.revenue.iter().map(|stream| (stream.what.as_str(), of_stream(stream)));
        let alternatives = impact.alternatives.iter().map(|other| (other.what.as_str(), of_money(&other.cost)));
        let metrics = impact.metrics.iter().map(|metric| (metric.what.as_str(), of_metric(metric)));
        let areas = impact.productivity.iter().flat_map(|productivity| productivity.areas.iter());
        let areas = areas.map(|area| (area.what.as_str(), of_loss(area)));
        let all: Vec<_> = streams.chain(alternatives).chain(metrics).chain(areas).collect();
        for (what, amounts) in all {
            for amount in amounts {
                self.stated.entry(amount).or_default().push(what.trim().to_lowercase());
            }
        }
    }

    /// Whether a sentence gives an item of `impact` by name, with the figure that the item has.
    pub fn is_stated(&self, amount: &Amount, lower: &str) -> bool {
        let names = self.stated.get(amount);
        names.is_some_and(|names| {
            names.iter().take(MOST_NAMES).any(|name| !name.is_empty() && lower.contains(name.as_str()))
        })
    }

    pub fn is_about(&self, name: &str, topic: Topic) -> bool {
        self.context.facts.get(name).is_some_and(|fact| fact.is_about(topic))
    }

    pub fn shown(&self, name: &str) -> &str {
        self.context.facts.get(name).map_or("", |fact| fact.text.as_str())
    }

    /// The fact or target that a figure equals. `lower` is its sentence, `own` are the targets that
    /// its item refers to.
    pub fn equal(&self, amount: &Amount, lower: &str, own: &[&str]) -> Option<&Origin> {
        // All and nothing are in every second sentence.
        let common = amount.kind == Measure::Percent && (amount.max == Decimal::ONE_HUNDRED || amount.max.is_zero());
        let meant = |source: &&Origin| {
            let Origin::Fact(name) = source else { return false };
            let speaks = |topic: Topic| self.is_about(name, topic) && self.speaks_of(lower, topic);
            TOPICS.into_iter().filter(|&topic| !common || topic == Topic::Productivity).any(speaks)
        };
        if let Some(source) = self.facts.get(amount).and_then(|facts| facts.iter().find(meant)) {
            return Some(source);
        }
        self.targets.get(amount).filter(|source| matches!(source, Origin::Target(id) if own.contains(&id.as_str())))
    }

    /// Whether a sentence holds a word of a fact.
    fn speaks_of(&self, lower: &str, topic: Topic) -> bool {
        match topic {
            Topic::Tests => words::holds(lower, words::TESTS) || self.suite(lower).is_some(),
            Topic::Revenue => words::holds(lower, words::REVENUE),
            Topic::RepairCost => words::holds(lower, words::COST),
            Topic::Productivity => words::holds(lower, words::PRODUCTIVITY),
            Topic::Total => words::holds(lower, words::REPAIR),
            Topic::Elapsed | Topic::Phase | Topic::Never => false,
        }
    }
}

/// What sentences may claim.
const TOPICS: [Topic; 5] = [Topic::Revenue, Topic::RepairCost, Topic::Productivity, Topic::Total, Topic::Tests];

/// Not of a single phase: its offsets are too common as figures to mean them.
fn is_claimed(fact: &Fact) -> bool {
    !fact.is_about(Topic::Never) && !fact.is_about(Topic::Phase) && TOPICS.iter().any(|&topic| fact.is_about(topic))
}
