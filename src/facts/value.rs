//! The types of facts and how each is shown.

use serde_json::json;

use crate::record::Record;
use crate::record::units::show;
use crate::record::units::{
    About, Currency, Decimal, Duration, DurationRange, Instant, InstantRange, Money, Percent, Range, Ratio,
};

/// How a fact is shown.
pub type Show = fn(&Value, &Currency, &Record) -> String;

/// What was calculated.
pub fn computed(value: &Value, currency: &Currency, _: &Record) -> String {
    value.show(currency)
}

/// What the record states itself.
pub fn stated(value: &Value, currency: &Currency, _: &Record) -> String {
    value.show_stated(currency)
}

/// The typed value of a fact.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Money(About<Money>),
    Percent(About<Percent>),
    /// So many to one: benefit to cost.
    Factor(About<Decimal>),
    Duration(DurationRange),
    Ratio(Ratio),
    Count(u64),
    Instant(Instant),
    /// Between two instants; a single one has equal ends.
    Between(InstantRange),
    Bool(bool),
}

impl Value {
    /// The one way in which documents show the value.
    pub fn show(&self, currency: &Currency) -> String {
        let about = |approximate: bool, text: String| if approximate { format!("~{text}") } else { text };
        match self {
            Value::Money(money) => currency.show_computed(*money),
            Value::Percent(percent) => about(percent.approximate, percent.value.computed()),
            Value::Factor(factor) => about(factor.approximate, format!("{}:1", show::at_most(factor.value, 1))),
            Value::Duration(duration) => in_two_units(*duration).to_string(),
            Value::Ratio(ratio) => ratio.with_share(),
            Value::Count(count) => show::number(Decimal::from(*count)),
            Value::Instant(instant) => instant.to_string(),
            Value::Between(range) => range.to_string(),
            Value::Bool(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        }
    }

    /// Of what the record states itself: nothing of it is rounded.
    pub fn show_stated(&self, currency: &Currency) -> String {
        match self {
            Value::Money(money) => currency.show_stated(*money),
            Value::Percent(percent) => percent.to_string(),
            other => other.show(currency),
        }
    }

    /// For programs: amounts and percentages as numbers, durations in seconds, instants as RFC 3339.
    pub fn to_json(&self) -> serde_json::Value {
        match self {
            Value::Money(money) => number(money.value.0),
            Value::Percent(percent) => number(percent.value.points()),
            Value::Factor(factor) => number(factor.value),
            Value::Duration(duration) => {
                json!({"min": number(duration.value.min.seconds()), "max": number(duration.value.max.seconds())})
            }
            Value::Ratio(ratio) => json!({"passed": ratio.passed, "total": ratio.total}),
            Value::Count(count) => json!(count),
            Value::Instant(instant) => json!(instant.0.to_rfc3339()),
            Value::Between(range) => {
                json!({"min": range.value.min.0.to_rfc3339(), "max": range.value.max.0.to_rfc3339()})
            }
            Value::Bool(yes) => json!(yes),
        }
    }
}

/// From two days on nobody reads minutes: `3 d 7 h`.
fn in_two_units(range: DurationRange) -> DurationRange {
    let end = |end: Duration| match end.seconds() / HOUR {
        hours if hours < Decimal::from(48) => end,
        hours => Duration::from_seconds(hours.round() * HOUR),
    };
    let value = Range { min: end(range.value.min), max: end(range.value.max) };
    DurationRange { value, ..range }
}

const HOUR: Decimal = Decimal::from_parts(3600, 0, 0, false, 0);

/// Whole numbers as such, others with at most four decimals.
fn number(decimal: Decimal) -> serde_json::Value {
    let text = crate::record::units::rounded(decimal, 4);
    match text.parse::<i64>() {
        Ok(whole) => json!(whole),
        Err(_) => text.parse::<f64>().map_or(json!(text), |float| json!(float)),
    }
}
