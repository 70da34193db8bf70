//! Money and productivity.

use super::input::Input;
use super::value::{Value, computed, stated};
use crate::record::Record;
use crate::record::model::{Impact, Productivity, RevenueStream};
use crate::record::units::{About, Currency, Decimal, Money, Percent};

const MONTHS_PER_YEAR: i64 = 12;

pub(super) fn causes_share(input: &Input) -> Option<Value> {
    let causes = &input.record.root_cause.as_ref()?.causes;
    let shares: Vec<About<Percent>> = causes.iter().filter_map(|cause| cause.share).collect();
    let approximate = shares.iter().any(|share| share.approximate);
    let points: Decimal = shares.iter().map(|share| share.value.points()).sum();
    let sum = || Value::Percent(About { approximate, value: Percent::from_points(points) });
    (!shares.is_empty()).then(sum)
}

/// The yearly amount of a stream.
pub fn per_year(stream: &RevenueStream) -> Option<About<Money>> {
    match (&stream.per_year, &stream.per_month) {
        (Some(year), _) => Some(*year),
        (None, Some(month)) => Some(times(*month, Decimal::from(MONTHS_PER_YEAR))),
        (None, None) => None,
    }
}

fn times(money: About<Money>, factor: Decimal) -> About<Money> {
    About { approximate: money.approximate, value: Money(money.value.0.saturating_mul(factor)) }
}

fn sum(amounts: impl Iterator<Item = About<Money>>) -> Option<About<Money>> {
    amounts.reduce(|a, b| About {
        approximate: a.approximate || b.approximate,
        value: Money(a.value.0.saturating_add(b.value.0)),
    })
}

fn total(record: &Record) -> Option<About<Money>> {
    sum(record.impact.as_ref()?.revenue.iter().filter_map(per_year))
}

pub(super) fn at_risk(input: &Input) -> Option<Value> {
    total(input.record).map(Value::Money)
}

/// One amount by the year is what the record states, not a sum.
pub(super) fn show_at_risk(value: &Value, currency: &Currency, record: &Record) -> String {
    let streams = record.impact.iter().flat_map(|impact| impact.revenue.iter());
    let amounts: Vec<_> = streams.filter(|stream| per_year(stream).is_some()).collect();
    match amounts.as_slice() {
        [one] if one.per_year.is_some() => stated(value, currency, record),
        _ => computed(value, currency, record),
    }
}

pub(super) fn weighted(input: &Input) -> Option<Value> {
    let streams = input.record.impact.as_ref()?.revenue.iter();
    let amounts = streams.filter_map(|stream| {
        let amount = per_year(stream)?;
        let Some(depends) = stream.depends else { return Some(amount) };
        let weighted = times(amount, depends.value.factor());
        Some(About { approximate: amount.approximate || depends.approximate, ..weighted })
    });
    sum(amounts).map(Value::Money)
}

/// The revenue at risk in one of so many parts of a year.
pub(super) fn part(input: &Input, parts: i64) -> Option<Value> {
    let year = total(input.record)?;
    Some(Value::Money(About { value: Money(year.value.0 / Decimal::from(parts)), ..year }))
}

fn cost(record: &Record) -> Option<About<Money>> {
    record.impact.as_ref()?.repair.as_ref()?.cost
}

pub(super) fn losses_total(input: &Input) -> Option<Value> {
    let losses = &input.record.impact.as_ref()?.losses;
    sum(losses.iter().filter_map(|loss| loss.cost)).map(Value::Money)
}

pub(super) fn repair_cost(input: &Input) -> Option<Value> {
    cost(input.record).map(Value::Money)
}

pub(super) fn repair_effort(input: &Input) -> Option<Value> {
    input.record.impact.as_ref()?.repair.as_ref()?.effort.map(Value::Duration)
}

pub(super) fn return_on_repair(input: &Input) -> Option<Value> {
    let (revenue, cost) = (total(input.record)?, cost(input.record)?);
    let approximate = revenue.approximate || cost.approximate;
    let ratio = revenue.value.0.checked_div(cost.value.0)?;
    Some(Value::Factor(About { approximate, value: ratio }))
}

fn about(impact: Option<&Impact>) -> Option<&Productivity> {
    impact?.productivity.as_ref()
}

fn team(record: &Record) -> Option<About<Money>> {
    let about = about(record.impact.as_ref())?;
    Some(times(about.cost_per_person?, Decimal::from(about.people?)))
}

pub(super) fn team_cost(input: &Input) -> Option<Value> {
    team(input.record).map(Value::Money)
}

fn share_lost(record: &Record) -> Option<About<Percent>> {
    let about = about(record.impact.as_ref())?;
    about.loss.or_else(|| mean_loss(about))
}

pub(super) fn loss(input: &Input) -> Option<Value> {
    share_lost(input.record).map(Value::Percent)
}

/// A mean is computed, the field is not.
pub(super) fn show_loss(value: &Value, currency: &Currency, record: &Record) -> String {
    match about(record.impact.as_ref()).and_then(|about| about.loss) {
        Some(_) => stated(value, currency, record),
        None => computed(value, currency, record),
    }
}

pub(super) fn cost_per_month(input: &Input) -> Option<Value> {
    let (cost, loss) = (team(input.record)?, share_lost(input.record)?);
    let monthly = times(cost, loss.value.factor());
    let value = Money(monthly.value.0 / Decimal::from(MONTHS_PER_YEAR));
    Some(Value::Money(About { approximate: cost.approximate || loss.approximate, value }))
}

fn mean_loss(productivity: &Productivity) -> Option<About<Percent>> {
    let losses: Vec<_> = productivity.areas.iter().filter_map(|area| area.loss).collect();
    let count = Decimal::from(losses.len());
    let total: Decimal = losses.iter().map(|loss| loss.value.points()).sum();
    let approximate = losses.iter().any(|loss| loss.approximate);
    (!losses.is_empty()).then(|| About { approximate, value: Percent::from_points(total / count) })
}
