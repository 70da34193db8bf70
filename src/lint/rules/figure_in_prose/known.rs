//! What a record knows of figures: its facts, the limits of its targets, its suites, its amounts.

use std::collections::{HashMap, HashSet};

use super::amounts::{limits, of_loss, of_metric, of_money, of_ratio, of_stream};
use super::words;
use crate::facts::{Topic, Value};
use crate::lint::Context;
use crate::lint::figure::{Amount, Kind, figures};
use crate::record::units::{Decimal, Ratio};

/// What a figure equals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// By name.
    Fact(String),
    /// By id.
    Target(String),
}

pub struct Known<'a> {
    pub context: &'a Context<'a>,
    facts: HashMap<Amount, Source>,
    /// Facts about a single phase: too common as figures to mean it in every sentence.
    phases: HashMap<Amount, Source>,
    targets: HashMap<Amount, Source>,
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

impl<'a> Known<'a> {
    pub fn new(context: &'a Context<'a>) -> Self {
        let mut known = Known {
            context,
            facts: HashMap::new(),
            phases: HashMap::new(),
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
        for (name, fact) in self.context.facts.iter().filter(|(_, fact)| !fact.is_about(Topic::Never)) {
            let exact = match &fact.value {
                Value::Money(money) => Amount::single(Kind::Money, money.value.0),
                Value::Percent(percent) => Amount::single(Kind::Percent, percent.value.points()),
                Value::Duration(range) => {
                    Amount::new(Kind::Duration, range.value.min.seconds(), range.value.max.seconds())
                }
                Value::Ratio(ratio) => of_ratio(*ratio),
                Value::Factor(_) | Value::Count(_) | Value::Instant(_) | Value::Between(_) | Value::Bool(_) => continue,
            };
            if exact.max.is_zero() {
                continue;
            }
            let of = if fact.is_about(Topic::Phase) { &mut self.phases } else { &mut self.facts };
            of.entry(exact).or_insert_with(|| Source::Fact(name.to_owned()));
            // As displayed it may be rounded.
            #[allow(clippy::single_range_in_vec_init)]
            let shown = figures(&fact.text, &[0..fact.text.len()], &currency);
            if let [shown] = shown.as_slice()
                && !shown.amount.max.is_zero()
            {
                of.entry(shown.amount).or_insert_with(|| Source::Fact(name.to_owned()));
            }
        }
    }

    fn add_targets(&mut self) {
        for target in &self.context.record.targets {
            let id = target.id.as_str();
            for (amount, shown) in limits(target) {
                self.targets.entry(amount).or_insert_with(|| Source::Target(id.to_owned()));
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
    pub fn equal(&self, amount: &Amount, lower: &str, own: &[&str]) -> Option<&Source> {
        // All and nothing are in every second sentence.
        let common = amount.kind == Kind::Percent && (amount.max == Decimal::ONE_HUNDRED || amount.max.is_zero());
        if let Some(source @ Source::Fact(name)) = self.facts.get(amount) {
            let meant = !common || self.is_about(name, Topic::Productivity) && words::holds(lower, words::PRODUCTIVITY);
            if meant {
                return Some(source);
            }
        }
        if let Some(source @ Source::Target(id)) = self.targets.get(amount)
            && (!common || own.contains(&id.as_str()))
        {
            return Some(source);
        }
        let source = self.phases.get(amount)?;
        (!amount.is_single() || words::holds(lower, &["phase", "phases"])).then_some(source)
    }
}
