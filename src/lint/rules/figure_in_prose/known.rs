//! What a record knows of figures: its facts, the limits of its targets, its suites, its amounts.

use std::collections::{HashMap, HashSet};

use super::words::{self, Period};
use super::{Fact, Sentence, is_single};
use crate::facts::Value;
use crate::lint::Context;
use crate::lint::figure::{Amount, Figure, Kind, figures};
use crate::record::model::{Area, Impact, Metric, RevenueStream, Target};
use crate::record::units::{About, Decimal, Duration, Money, Quantity, Ratio, Scalar, Setting, Unit};
use crate::record::{FieldPath, Segment};

/// What a figure equals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// By name.
    Fact(String),
    /// By id.
    Target(String),
}

pub struct Known<'a> {
    context: &'a Context<'a>,
    facts: HashMap<Amount, Source>,
    /// Facts about a single phase: too common as figures to mean it in every sentence.
    phases: HashMap<Amount, Source>,
    targets: HashMap<Amount, Source>,
    /// Limits of targets by id.
    limits: HashMap<&'a str, Vec<(Amount, String)>>,
    /// Amounts that items of `impact` state themselves, with the names of the items in lower case.
    stated: HashMap<Amount, Vec<String>>,
    /// Suites by their name in lower case.
    suites: HashMap<String, Vec<Ratio>>,
    /// What suites count, now and after.
    counts: HashSet<Amount>,
    longest_suite: usize,
}

/// More items than that with one amount are not told apart by name.
const MOST_NAMES: usize = 20;

/// Facts that are 100% in every good record, or are counted, not typed.
const PLAIN: &[&str] = &["causes_share"];

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
        for (name, fact) in self.context.facts.iter().filter(|(name, _)| !PLAIN.contains(name)) {
            let exact = match &fact.value {
                Value::Money(money) => Amount::single(Kind::Money, money.value.0),
                Value::Percent(percent) => Amount::single(Kind::Percent, percent.value.points()),
                Value::Duration(range) => {
                    Amount::new(Kind::Duration, range.value.min.seconds(), range.value.max.seconds())
                }
                Value::Ratio(ratio) => of_ratio(*ratio),
                Value::Factor(_) | Value::Count(_) | Value::Instant(_) | Value::Bool(_) => continue,
            };
            if exact.max.is_zero() {
                continue;
            }
            let of = if name.starts_with("phases.") { &mut self.phases } else { &mut self.facts };
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
    fn is_stated(&self, amount: &Amount, lower: &str) -> bool {
        let names = self.stated.get(amount);
        names.is_some_and(|names| {
            names.iter().take(MOST_NAMES).any(|name| !name.is_empty() && lower.contains(name.as_str()))
        })
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
            let meant = !common || name.starts_with("productivity") && words::holds(lower, words::PRODUCTIVITY);
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
        (!is_single(amount) || words::holds(lower, &["phase", "phases"])).then_some(source)
    }

    /// Figures that differ from the fact of which their sentence speaks. Of each fact one: that
    /// nearest to the words; none if the right figure stands in the sentence too, or is quoted.
    pub fn differing<'f>(
        &self,
        sentence: &Sentence,
        figures: &[&'f Figure],
        equal: &[&Source],
        item: &Item,
    ) -> Vec<(&'f Figure, Fact)> {
        let mut found: Vec<(&'f Figure, Fact)> = Vec::new();
        // Lower case of another length (`İ`): offsets mean nothing.
        if sentence.text.len() != sentence.lower.len() {
            return found;
        }
        for topic in [Topic::Revenue, Topic::RepairCost, Topic::Total, Topic::Productivity] {
            let mut places = words::places(sentence.lower, topic.words());
            places.sort_unstable();
            let said = |name: &str| sentence.text.contains(&format!("facts.{name}"));
            let is_equal = |source: &&Source| matches!(source, Source::Fact(name) if topic.families().iter().any(|f| name.starts_with(f)));
            if places.is_empty() || topic.families().iter().any(|name| said(name)) || equal.iter().any(is_equal) {
                continue;
            }
            let candidates =
                figures.iter().filter_map(|figure| Some((*figure, self.fact(topic, sentence, figure, item)?)));
            let distance = |figure: &Figure| {
                let at = figure.at.start - sentence.start;
                let next = places.partition_point(|&place| place < at);
                let around =
                    [next.checked_sub(1), Some(next)].into_iter().flatten().filter_map(|index| places.get(index));
                around.map(|place| place.abs_diff(at)).min().unwrap_or(usize::MAX)
            };
            if let Some((figure, fact)) = candidates.min_by_key(|(figure, _)| distance(figure))
                && !found.iter().any(|(other, _)| other.at == figure.at)
            {
                found.push((figure, fact));
            }
        }
        found.extend(self.tests(sentence, figures, equal));
        found
    }

    /// The fact of a topic that a figure should be.
    fn fact(&self, topic: Topic, sentence: &Sentence, figure: &Figure, item: &Item) -> Option<Fact> {
        let own = item.own.contains(&figure.amount) || self.is_stated(&figure.amount, sentence.lower);
        if figure.amount.kind != topic.kind() || own {
            return None;
        }
        let local = Figure { at: figure.at.start - sentence.start..figure.at.end - sentence.start, ..figure.clone() };
        let name = match topic {
            Topic::Revenue => match words::period(sentence.text, &local) {
                Period::Year => "revenue_at_risk",
                Period::Quarter => "revenue_per_quarter",
                Period::Month => "revenue_per_month",
                Period::Hour => "revenue_per_hour",
                Period::Other => return None,
            },
            Topic::RepairCost => "repair_cost",
            Topic::Total => "duration_total",
            Topic::Productivity => "productivity_loss",
        };
        let fact = self.context.facts.get(name)?;
        if let Value::Duration(total) = &fact.value {
            let ends = [total.value.min.seconds(), total.value.max.seconds()];
            let is_end = is_single(&figure.amount) && ends.contains(&figure.amount.min);
            if !words::may_be_limit(sentence.text, &local) || is_end && words::is_bound(sentence.text, &local) {
                return None;
            }
        }
        Some(Fact { name: Some(name.to_owned()), shown: fact.text.clone() })
    }

    /// Counts of tests: those of a suite when the sentence names one, else those of all.
    fn tests<'f>(&self, sentence: &Sentence, figures: &[&'f Figure], equal: &[&Source]) -> Option<(&'f Figure, Fact)> {
        let is_tests = |source: &&Source| matches!(source, Source::Fact(name) if name.starts_with("tests."));
        if equal.iter().any(is_tests) || sentence.text.contains("facts.tests") {
            return None;
        }
        let speaks = words::holds(sentence.lower, words::TESTS);
        for figure in figures.iter().filter(|figure| figure.amount.kind == Kind::Ratio) {
            let local =
                Figure { at: figure.at.start - sentence.start..figure.at.end - sentence.start, ..(*figure).clone() };
            if !words::may_count_tests(sentence.text, &local) || self.counts.contains(&figure.amount) {
                continue;
            }
            if let Some(ratios) = self.suite(sentence.lower) {
                let shown: Vec<String> = ratios.iter().map(Ratio::to_string).collect();
                return Some((figure, Fact { name: None, shown: shown.join(", then ") }));
            }
            let later = words::holds(sentence.lower, &["after", "afterwards", "will", "expected", "should", "then"]);
            let names = if later { ["tests.after", "tests.now"] } else { ["tests.now", "tests.after"] };
            let fact = names.iter().find_map(|name| Some((name, self.context.facts.get(name)?)));
            let (true, Some((name, fact))) = (speaks, fact) else { return None };
            return Some((figure, Fact { name: Some((*name).to_owned()), shown: fact.text.clone() }));
        }
        None
    }

    /// The suite that a sentence names, with its counts.
    fn suite(&self, lower: &str) -> Option<&[Ratio]> {
        let words: Vec<&str> =
            lower.split(|c: char| c.is_whitespace() || ",.;:()*`".contains(c)).filter(|w| !w.is_empty()).collect();
        for length in (1..=self.longest_suite).rev() {
            for window in words.windows(length) {
                if let Some(ratios) = self.suites.get(&window.join(" ")).filter(|ratios| !ratios.is_empty()) {
                    return Some(ratios);
                }
            }
        }
        None
    }

    /// What the item of a text refers to: the text must be the item's `what`.
    pub fn item(&self, at: &FieldPath) -> Item<'_> {
        let record = self.context.record;
        let mut item = Item { targets: Vec::new(), limits: Vec::new(), own: Vec::new() };
        let mut ids: Vec<&str> = Vec::new();
        match at.0.as_slice() {
            [Segment::Key(section), Segment::Index(index), Segment::Key(last)] if last == "what" => {
                match section.as_ref() {
                    "criteria" => {
                        let targets = record.criteria.get(*index).and_then(|criterion| criterion.target.as_ref());
                        ids.extend(targets.iter().flat_map(|targets| targets.iter()).map(|id| id.as_str()));
                    }
                    "targets" => ids.extend(record.targets.get(*index).map(|target| target.id.as_str())),
                    "checks" => {
                        if let Some(check) = record.checks.get(*index) {
                            let within = check.expect.as_ref().and_then(|expect| expect.expectation.within.as_ref());
                            ids.extend(within.map(|within| within.as_str().trim()));
                            let times = check.timeout.into_iter().chain(check.every).map(Duration::seconds);
                            item.own.extend(times.map(|time| Amount::single(Kind::Duration, time)));
                        }
                    }
                    _ => {}
                }
            }
            [Segment::Key(section), Segment::Key(list), Segment::Index(index), Segment::Key(last)]
                if section == "monitoring" && list == "alerts" && last == "what" =>
            {
                if let Some(alert) = record.monitoring.as_ref().and_then(|m| m.alerts.get(*index)) {
                    ids.extend(alert.target.as_ref().map(|id| id.as_str()));
                    item.own.extend(alert.above.iter().chain(&alert.below).filter_map(of_quantity));
                }
            }
            [Segment::Key(section), Segment::Key(list), Segment::Index(index), ..] if section == "impact" => {
                item.own.extend(
                    record.impact.as_ref().map(|impact| own_amounts(impact, list, *index)).into_iter().flatten(),
                );
            }
            [Segment::Key(section), Segment::Key(_), Segment::Key(list), Segment::Index(index), ..]
                if section == "impact" && list == "areas" =>
            {
                let productivity = record.impact.as_ref().and_then(|impact| impact.productivity.as_ref());
                item.own.extend(productivity.and_then(|p| p.areas.get(*index)).map(of_loss).into_iter().flatten());
            }
            _ => {}
        }
        for id in ids {
            if let Some((id, limits)) = self.limits.get_key_value(id) {
                item.targets.push(id);
                item.limits.extend(limits.iter().map(|(amount, shown)| Limit { id, amount: *amount, shown }));
            }
        }
        item
    }
}

/// What an item says of targets.
pub struct Item<'k> {
    pub targets: Vec<&'k str>,
    limits: Vec<Limit<'k>>,
    /// Figures that the item has in fields of its own.
    own: Vec<Amount>,
}

pub struct Limit<'k> {
    pub id: &'k str,
    amount: Amount,
    pub shown: &'k str,
}

impl<'k> Item<'k> {
    /// The target of which a figure should be the limit.
    pub fn differs(&self, amount: &Amount) -> Option<&Limit<'k>> {
        let same_kind = || self.limits.iter().filter(|limit| limit.amount.kind == amount.kind);
        let stated = self.own.contains(amount) || same_kind().any(|limit| limit.amount == *amount);
        if stated { None } else { same_kind().next() }
    }
}

#[derive(Debug, Clone, Copy)]
enum Topic {
    Revenue,
    RepairCost,
    Total,
    Productivity,
}

impl Topic {
    fn words(self) -> &'static [&'static str] {
        match self {
            Topic::Revenue => words::REVENUE,
            Topic::RepairCost => words::REPAIR_COST,
            Topic::Total => words::TOTAL,
            Topic::Productivity => words::PRODUCTIVITY,
        }
    }

    fn kind(self) -> Kind {
        match self {
            Topic::Revenue | Topic::RepairCost => Kind::Money,
            Topic::Total => Kind::Duration,
            Topic::Productivity => Kind::Percent,
        }
    }

    /// How the names of the facts begin that say it rightly.
    fn families(self) -> &'static [&'static str] {
        match self {
            Topic::Revenue => &["revenue_"],
            Topic::RepairCost => &["repair_cost", "return_on_repair"],
            Topic::Total => {
                &["duration_total", "receiver_total", "validation_total", "repair_effort", "outage_duration", "phases."]
            }
            Topic::Productivity => &["productivity_"],
        }
    }
}

fn of_ratio(ratio: Ratio) -> Amount {
    Amount::new(Kind::Ratio, Decimal::from(ratio.passed), Decimal::from(ratio.total))
}

fn of_quantity(quantity: &Quantity) -> Option<Amount> {
    match quantity.unit {
        Unit::Time => Some(Amount::single(Kind::Duration, quantity.number)),
        Unit::Percent => Some(Amount::single(Kind::Percent, quantity.number)),
        Unit::Count | Unit::Named(_) => None,
    }
}

/// The limits of a target that a figure can be, and how they are shown.
fn limits(target: &Target) -> Vec<(Amount, String)> {
    let is = target.is.as_ref().and_then(Setting::single);
    let quantities = target.max.iter().chain(&target.min).chain(is);
    let amounts = quantities.filter_map(|quantity| Some((of_quantity(quantity)?, quantity.to_string())));
    amounts.filter(|(amount, _)| amount.kind == Kind::Percent || !amount.max.is_zero()).collect()
}

fn of_money(money: &Option<About<Money>>) -> Vec<Amount> {
    money.iter().map(|money| Amount::single(Kind::Money, money.value.0)).collect()
}

fn of_stream(stream: &RevenueStream) -> Vec<Amount> {
    let yearly = crate::facts::impact::per_year(stream);
    [stream.per_year, stream.per_month, yearly].iter().flat_map(of_money).collect()
}

fn of_metric(metric: &Metric) -> Vec<Amount> {
    let values = [&metric.before, &metric.now, &metric.target];
    values.into_iter().flatten().filter_map(|value| of_quantity(&value.value)).collect()
}

fn of_loss(area: &Area) -> Vec<Amount> {
    area.loss.iter().map(|loss| Amount::single(Kind::Percent, loss.value.points())).collect()
}

/// The amounts in the fields of an item of `impact`.
fn own_amounts(impact: &Impact, list: &str, index: usize) -> Vec<Amount> {
    match list {
        "revenue" => impact.revenue.get(index).map(of_stream),
        "alternatives" => impact.alternatives.get(index).map(|other| of_money(&other.cost)),
        "metrics" => impact.metrics.get(index).map(of_metric),
        "losses" => impact.losses.get(index).map(|loss| {
            let count = loss.amount.iter().filter(|amount| amount.value.unit == Unit::Count);
            count.map(|amount| Amount::single(Kind::Money, amount.value.number)).collect()
        }),
        "priority" => impact.priority.get(index).map(|row| {
            let literals =
                [&row.above, &row.below, &row.actual].into_iter().flatten().map(|literal| literal.as_str().trim());
            let money = literals.clone().filter_map(|text| Money::parse(text).ok());
            let quantities = literals.filter_map(|text| of_quantity(&Quantity::parse(text).ok()?));
            money.map(|money| Amount::single(Kind::Money, money.0)).chain(quantities).collect()
        }),
        _ => None,
    }
    .unwrap_or_default()
}
