//! The amounts that an item of the record states, as figures are compared.

use crate::lint::figure::{Amount, Measure};
use crate::record::model::{Area, Impact, Metric, RevenueStream, Target};
use crate::record::units::{About, Decimal, Money, Quantity, Ratio, Scalar, Setting, Unit};

pub fn of_ratio(ratio: Ratio) -> Amount {
    Amount::new(Measure::Ratio, Decimal::from(ratio.passed), Decimal::from(ratio.total))
}

pub fn of_quantity(quantity: &Quantity) -> Option<Amount> {
    match quantity.unit {
        Unit::Time => Some(Amount::single(Measure::Duration, quantity.number)),
        Unit::Percent => Some(Amount::single(Measure::Percent, quantity.number)),
        Unit::Count | Unit::Named(_) => None,
    }
}

/// The limits of a target that a figure can be, and how they are shown.
pub fn limits(target: &Target) -> Vec<(Amount, String)> {
    let is = target.is.as_ref().and_then(Setting::single);
    let quantities = target.max.iter().chain(&target.min).chain(is);
    let amounts = quantities.filter_map(|quantity| Some((of_quantity(quantity)?, quantity.to_string())));
    amounts.filter(|(amount, _)| amount.kind == Measure::Percent || !amount.max.is_zero()).collect()
}

pub fn of_money(money: &Option<About<Money>>) -> Vec<Amount> {
    money.iter().map(|money| Amount::single(Measure::Money, money.value.0)).collect()
}

pub fn of_stream(stream: &RevenueStream) -> Vec<Amount> {
    let yearly = crate::facts::impact::per_year(stream);
    [stream.per_year, stream.per_month, yearly].iter().flat_map(of_money).collect()
}

pub fn of_metric(metric: &Metric) -> Vec<Amount> {
    let values = [&metric.before, &metric.now, &metric.target];
    values.into_iter().flatten().filter_map(|value| of_quantity(&value.value)).collect()
}

pub fn of_loss(area: &Area) -> Vec<Amount> {
    area.loss.iter().map(|loss| Amount::single(Measure::Percent, loss.value.points())).collect()
}

/// The amounts in the fields of an item of `impact`.
pub fn own_amounts(impact: &Impact, list: &str, index: usize) -> Vec<Amount> {
    match list {
        "revenue" => impact.revenue.get(index).map(of_stream),
        "alternatives" => impact.alternatives.get(index).map(|other| of_money(&other.cost)),
        "metrics" => impact.metrics.get(index).map(of_metric),
        "losses" => impact.losses.get(index).map(|loss| {
            let count = loss.amount.iter().filter(|amount| amount.value.unit == Unit::Count);
            count.map(|amount| Amount::single(Measure::Money, amount.value.number)).collect()
        }),
        "priority" => impact.priority.get(index).map(|row| {
            let literals =
                [&row.above, &row.below, &row.actual].into_iter().flatten().map(|literal| literal.as_str().trim());
            let money = literals.clone().filter_map(|text| Money::parse(text).ok());
            let quantities = literals.filter_map(|text| of_quantity(&Quantity::parse(text).ok()?));
            money.map(|money| Amount::single(Measure::Money, money.0)).chain(quantities).collect()
        }),
        _ => None,
    }
    .unwrap_or_default()
}
