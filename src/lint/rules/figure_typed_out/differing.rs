//! Figures that are not what the fact says of which their sentence speaks.

use super::item::Owned;
use super::known::{KnownFigures, Origin};
use super::sentence::{Sentence, SpokenFact};
use super::words::{self, Period};
use crate::facts::{ROWS, Row, Topic, Value};
use crate::lint::figure::{Figure, Measure};
use crate::record::units::Ratio;

/// How sentences speak of a topic, and the fact that they then mean.
struct Said {
    topic: Topic,
    words: &'static [&'static str],
    kind: Measure,
    fact: fn(Period) -> Option<&'static str>,
}

const SAID: [Said; 4] = [
    Said {
        topic: Topic::Revenue,
        words: words::REVENUE,
        kind: Measure::Money,
        fact: |period| match period {
            Period::Year => Some("revenue_at_risk"),
            Period::Quarter => Some("revenue_per_quarter"),
            Period::Month => Some("revenue_per_month"),
            Period::Hour => Some("revenue_per_hour"),
            Period::Other => None,
        },
    },
    Said { topic: Topic::RepairCost, words: words::REPAIR_COST, kind: Measure::Money, fact: |_| Some("repair_cost") },
    Said { topic: Topic::Total, words: words::TOTAL, kind: Measure::Duration, fact: |_| Some("duration_total") },
    Said {
        topic: Topic::Productivity,
        words: words::PRODUCTIVITY,
        kind: Measure::Percent,
        fact: |_| Some("productivity_loss"),
    },
];

/// How far a duration may stand from the words that make it a total, in bytes.
const NEAR: usize = 45;

impl KnownFigures<'_> {
    /// Figures that differ from the fact of which their sentence speaks. Of each fact one: that
    /// nearest to the words; none if the right figure stands in the sentence too, or is quoted.
    pub fn differing<'f>(
        &self,
        sentence: &Sentence,
        figures: &[&'f Figure],
        equal: &[&Origin],
        item: &Owned,
    ) -> Vec<(&'f Figure, SpokenFact)> {
        let mut found: Vec<(&'f Figure, SpokenFact)> = Vec::new();
        // Lower case of another length (`İ`): offsets mean nothing.
        if sentence.text.len() != sentence.lower.len() {
            return found;
        }
        for said in &SAID {
            let mut places = words::places(sentence.lower, said.words);
            places.sort_unstable();
            let quoted = |row: &Row| sentence.text.contains(&format!("facts.{}", row.stem()));
            let is_quoted = || ROWS.iter().any(|row| row.topics.contains(&said.topic) && quoted(row));
            let is_equal = |source: &&Origin| matches!(source, Origin::Fact(name) if self.is_about(name, said.topic));
            if places.is_empty() || is_quoted() || equal.iter().any(is_equal) {
                continue;
            }
            let candidates =
                figures.iter().filter_map(|figure| Some((*figure, self.fact(said, sentence, figure, item)?)));
            let distance = |figure: &Figure| {
                let at = figure.at.start - sentence.start;
                let next = places.partition_point(|&place| place < at);
                let around =
                    [next.checked_sub(1), Some(next)].into_iter().flatten().filter_map(|index| places.get(index));
                around.map(|place| place.abs_diff(at)).min().unwrap_or(usize::MAX)
            };
            if let Some((figure, fact)) = candidates.min_by_key(|(figure, _)| distance(figure))
                && (said.topic != Topic::Total || distance(figure) <= NEAR)
                && !found.iter().any(|(other, _)| other.at == figure.at)
            {
                found.push((figure, fact));
            }
        }
        found.extend(self.tests(sentence, figures, equal));
        found
    }

    /// The fact of a topic that a figure should be.
    fn fact(&self, said: &Said, sentence: &Sentence, figure: &Figure, item: &Owned) -> Option<SpokenFact> {
        let own = item.own.contains(&figure.amount) || self.is_stated(&figure.amount, sentence.lower);
        if figure.amount.kind != said.kind || own {
            return None;
        }
        let local = Figure { at: figure.at.start - sentence.start..figure.at.end - sentence.start, ..figure.clone() };
        let name = (said.fact)(words::period(sentence.text, &local))?;
        let fact = self.context.facts.get(name)?;
        if let Value::Duration(total) = &fact.value {
            let ends = [total.value.min.seconds(), total.value.max.seconds()];
            let is_end = figure.amount.is_single() && ends.contains(&figure.amount.min);
            if !words::may_be_limit(sentence.text, &local) || is_end && words::is_bound(sentence.text, &local) {
                return None;
            }
        }
        Some(SpokenFact { name: Some(name.to_owned()), shown: fact.text.clone() })
    }

    /// Counts of tests: those of a suite when the sentence names one, else those of all.
    fn tests<'f>(
        &self,
        sentence: &Sentence,
        figures: &[&'f Figure],
        equal: &[&Origin],
    ) -> Option<(&'f Figure, SpokenFact)> {
        let is_tests = |source: &&Origin| matches!(source, Origin::Fact(name) if self.is_about(name, Topic::Tests));
        if equal.iter().any(is_tests) || sentence.text.contains("facts.tests") {
            return None;
        }
        let speaks = words::holds(sentence.lower, words::TESTS);
        for figure in figures.iter().filter(|figure| figure.amount.kind == Measure::Ratio) {
            let local =
                Figure { at: figure.at.start - sentence.start..figure.at.end - sentence.start, ..(*figure).clone() };
            if !words::may_count_tests(sentence.text, &local) || self.counts.contains(&figure.amount) {
                continue;
            }
            if let Some(ratios) = self.suite(sentence.lower) {
                let shown: Vec<String> = ratios.iter().map(Ratio::to_string).collect();
                return Some((figure, SpokenFact { name: None, shown: shown.join(", then ") }));
            }
            let later = words::holds(sentence.lower, &["after", "afterwards", "will", "expected", "should", "then"]);
            let names = if later { ["tests.after", "tests.now"] } else { ["tests.now", "tests.after"] };
            let fact = names.iter().find_map(|name| Some((name, self.context.facts.get(name)?)));
            let (true, Some((name, fact))) = (speaks, fact) else { return None };
            return Some((figure, SpokenFact { name: Some((*name).to_owned()), shown: fact.text.clone() }));
        }
        None
    }

    /// The suite that a sentence names, with its counts.
    pub fn suite(&self, lower: &str) -> Option<&[Ratio]> {
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
}
