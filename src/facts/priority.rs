//! Why this severity: each row's actual value against its limit.

use std::cmp::Ordering;

use super::input::Input;
use super::value::Value;
use crate::record::model::PriorityRow;
use crate::record::units::{Decimal, Money, Quantity, QuantityRange, Scalar, Unit};

/// Whether each row is met that can be compared, by its number.
pub(super) fn rows(input: &Input) -> Vec<(String, Value)> {
    let rows = input.record.impact.iter().flat_map(|impact| impact.priority.iter()).enumerate();
    let met = rows.filter_map(|(index, row)| Some((index, is_met(row, input.fact)?)));
    met.map(|(index, met)| ((index + 1).to_string(), Value::Bool(met))).collect()
}

/// Looks up the value of a fact.
type Lookup<'l, 'v> = &'l dyn Fn(&str) -> Option<&'v Value>;

/// A value as two ends in one unit, ready to compare.
pub struct Ends {
    min: Quantity,
    max: Quantity,
}

/// The value of a row: that of the fact it names, else what it says.
pub fn actual(row: &PriorityRow, fact: Lookup) -> Option<Ends> {
    let text = row.actual.as_ref()?.as_str();
    match fact(text.strip_prefix("facts.").unwrap_or(text)) {
        Some(value) => of_fact(value),
        None => parse(text),
    }
}

fn parse(text: &str) -> Option<Ends> {
    match QuantityRange::parse(text) {
        Ok(range) => Some(Ends { min: range.value.min, max: range.value.max }),
        Err(_) => Money::parse(text).ok().map(|money| single(money.0, Unit::Count)),
    }
}

fn single(number: Decimal, unit: Unit) -> Ends {
    let quantity = Quantity::new(number, unit);
    Ends { min: quantity.clone(), max: quantity }
}

fn of_fact(value: &Value) -> Option<Ends> {
    Some(match value {
        Value::Money(money) => single(money.value.0, Unit::Count),
        Value::Percent(percent) => single(percent.value.points(), Unit::Percent),
        Value::Factor(factor) => single(factor.value, Unit::Count),
        Value::Count(count) => single(Decimal::from(*count), Unit::Count),
        Value::Ratio(ratio) => single(ratio.points()?, Unit::Percent),
        Value::Duration(range) => {
            let end = |d: crate::record::units::Duration| Quantity::new(d.seconds(), Unit::Time);
            Ends { min: end(range.value.min), max: end(range.value.max) }
        }
        Value::Instant(_) | Value::Between(_) | Value::Bool(_) => return None,
    })
}

/// `None` when the row has no limit or no value, or the two cannot be compared.
pub fn is_met(row: &PriorityRow, fact: Lookup) -> Option<bool> {
    let actual = actual(row, fact)?;
    if let Some(above) = &row.above {
        let limit = parse(above.as_str())?;
        return actual.min.partial_cmp(&limit.max).map(|order| order == Ordering::Greater);
    }
    let limit = parse(row.below.as_ref()?.as_str())?;
    actual.max.partial_cmp(&limit.min).map(|order| order == Ordering::Less)
}
