//! Why this severity: each row's actual value against its limit.

use std::cmp::Ordering;

use super::{Facts, Value};
use crate::record::model::{PriorityRow, Record};
use crate::record::units::{Decimal, Money, Quantity, QuantityRange, Scalar, Unit};

pub(super) fn add(record: &Record, facts: &mut Facts) {
    let rows = record.impact.iter().flat_map(|impact| impact.priority.iter());
    let met: Vec<Option<bool>> = rows.map(|row| is_met(row, facts)).collect();
    for (index, met) in met.into_iter().enumerate() {
        if let Some(met) = met {
            let inputs = ["impact.priority[].actual", "impact.priority[].above", "impact.priority[].below"];
            let formula = "actual above `above`, or below `below`";
            facts.add(format!("priority.{}.met", index + 1), Value::Bool(met), formula, &inputs);
        }
    }
}

/// A value as two ends in one unit, ready to compare.
pub struct Ends {
    min: Quantity,
    max: Quantity,
}

/// The value of a row: that of the fact it names, else what it says.
pub fn actual(row: &PriorityRow, facts: &Facts) -> Option<Ends> {
    let text = row.actual.as_ref()?.as_str();
    match facts.get(text.strip_prefix("facts.").unwrap_or(text)) {
        Some(fact) => of_fact(&fact.value),
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
    let quantity = Quantity { number, unit };
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
            let end = |d: crate::record::units::Duration| Quantity { number: d.seconds(), unit: Unit::Time };
            Ends { min: end(range.value.min), max: end(range.value.max) }
        }
        Value::Instant(_) | Value::Bool(_) => return None,
    })
}

/// `None` when the row has no limit or no value, or the two cannot be compared.
pub fn is_met(row: &PriorityRow, facts: &Facts) -> Option<bool> {
    let actual = actual(row, facts)?;
    if let Some(above) = &row.above {
        let limit = parse(above.as_str())?;
        return actual.min.partial_cmp(&limit.max).map(|order| order == Ordering::Greater);
    }
    let limit = parse(row.below.as_ref()?.as_str())?;
    actual.max.partial_cmp(&limit.min).map(|order| order == Ordering::Less)
}
